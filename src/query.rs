//! A question for routes.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cost::Objective;
use crate::model::PlaceIx;
use crate::network::{AlternativeLimits, Constraints, Scenario};

/// A question for routes between two places.
#[derive(Debug, Clone)]
pub struct RouteQuery {
    /// Where from.
    pub from: PlaceIx,
    /// Where to.
    pub to: PlaceIx,
    /// Places to visit on the way, in order.
    pub via: Vec<PlaceIx>,
    /// What the route should be best in.
    pub objective: Objective,
    /// The state of the world.
    pub scenario: Scenario,
    /// Modes to use, and what to avoid.
    pub constraints: Constraints,
    /// Id of the corridor to keep to.
    pub corridor: Option<String>,
    /// How many really different routes.
    pub count: usize,
    /// Positions that were asked for, and the places that they are taken for.
    pub snapped: Vec<Snapped>,
    /// What counts as really different.
    pub limits: AlternativeLimits,
}

/// A position that was taken for the nearest place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Snapped {
    /// What was asked for: `lat,lon`.
    pub asked: String,
    /// Id of the place.
    pub place: String,
    /// Kilometres between the two.
    pub km: f64,
}

impl RouteQuery {
    /// The fastest route by any freight mode, at the base date.
    pub fn new(from: PlaceIx, to: PlaceIx) -> RouteQuery {
        RouteQuery {
            from,
            to,
            via: Vec::new(),
            objective: Objective::Time,
            scenario: Scenario::default(),
            constraints: Constraints::default(),
            corridor: None,
            count: 1,
            snapped: Vec::new(),
            limits: AlternativeLimits::default(),
        }
    }

    /// The places to visit in order: the origin, what lies between, the destination.
    pub fn stages(&self) -> impl Iterator<Item = PlaceIx> + '_ {
        std::iter::once(self.from).chain(self.via.iter().copied()).chain([self.to])
    }
}
