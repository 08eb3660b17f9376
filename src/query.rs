//! A question for routes.

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
    /// What counts as really different.
    pub limits: AlternativeLimits,
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
            limits: AlternativeLimits::default(),
        }
    }

    /// The places to visit in order: the origin, what lies between, the destination.
    pub fn stages(&self) -> impl Iterator<Item = PlaceIx> + '_ {
        std::iter::once(self.from).chain(self.via.iter().copied()).chain([self.to])
    }
}
