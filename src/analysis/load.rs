//! Published trade against the capacity of the lines that it runs over: `x_e / K_e`.
//!
//! The flow of a pair spreads over really different routes by path-size logit, without regard to capacity: what the lines would have to carry, not what they
//! do. Both directions count together.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::choice::spread;
use super::world::{World, each};
use super::{Ground, Pairs, State, StateRef};
use crate::cost::Objective;
use crate::error::Error;
use crate::model::{Confidence, Estimate, SegmentIx};
use crate::network::LinkId;
use crate::units::round;

/// Trade against capacities.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NetworkLoad {
    /// The state of the world.
    pub scenario: StateRef,
    /// What routes are best in.
    pub by: Objective,
    /// What trade it is.
    pub weights: String,
    /// Pairs with a route.
    pub pairs: usize,
    /// Pairs without one.
    pub pairs_without_route: usize,
    /// Trade of the pairs with a route, Mt a year.
    pub trade_mt: f64,
    /// Segments that carry some of it, the fullest first, then those whose capacity is not known, the busiest first.
    pub rows: Vec<LoadRow>,
}

/// What a segment would have to carry.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LoadRow {
    /// Id of the segment.
    pub segment: String,
    /// Its ends.
    pub name: String,
    /// Mt a year, both directions.
    pub flow_mt: f64,
    /// Mt a year; none where it is not known.
    pub capacity_mt: Option<Estimate<f64>>,
    /// Flow over capacity; low goes with the high capacity.
    pub load: Option<Estimate<f64>>,
    /// Source ids of the capacity.
    pub source: Option<String>,
    /// Confidence in the segment.
    pub confidence: Confidence,
}

/// From what load on a line is said to be near its limit (`docs/method.md`).
pub const NEAR_FULL: f64 = 0.8;

/// Trade over the lines that it would run on.
///
/// # Errors
/// [`Error::Usage`] where no tonnage follows from the weights.
pub fn network_load(ground: Ground, pairs: &Pairs, state: &State) -> Result<NetworkLoad, Error> {
    let Some(tonnes) = pairs.amount.tonnes(ground.network.load().tonnes) else {
        let message = format!("no tonnage follows from the weights ({})", pairs.weights);
        return Err(Error::Usage {
            code: "trade-unit",
            message,
            help: Some("name trade in Mt or TEU: `corridor flows` lists it".into()),
        });
    };
    let mt = tonnes / 1e6;
    let world = World::new(ground, &state.scenario, &pairs.list);
    let trips = world.trips();
    let spreads = each(&trips, |trip| {
        let best = trip.best()?;
        let spread = spread(ground, trip, best.weight.primary as f64)?;
        Some(spread.paths.into_iter().map(|path| path.links).zip(spread.shares).collect::<Vec<(Vec<LinkId>, f64)>>())
    });
    let mut flows: BTreeMap<SegmentIx, f64> = BTreeMap::new();
    let mut trade = 0.0;
    for (pair, spread) in pairs.list.iter().zip(&spreads) {
        let Some(spread) = spread else { continue };
        trade += pair.weight * mt;
        for (links, share) in spread {
            for ix in links.iter().filter_map(|link| ground.network.segment_of(*link)) {
                *flows.entry(ix).or_default() += pair.weight * mt * share;
            }
        }
    }
    let link_of: BTreeMap<SegmentIx, LinkId> =
        ground.network.links().filter_map(|link| Some((ground.network.segment_of(link)?, link))).collect();
    let row = |(ix, flow): (&SegmentIx, &f64)| {
        let segment = ground.data.segment(*ix);
        let capacity = trips.first().and_then(|trip| trip.view.capacity(*link_of.get(ix)?));
        LoadRow {
            segment: segment.id.clone(),
            name: ground.data.ends_by_name(segment),
            flow_mt: round(*flow, 6),
            capacity_mt: capacity,
            load: capacity
                .filter(|capacity| capacity.low > 0.0)
                .map(|c| Estimate::new(flow / c.high, flow / c.central, flow / c.low).map(|load| round(load, 6))),
            source: segment.capacity.as_ref().map(|(_, source)| source.clone()),
            confidence: segment.confidence,
        }
    };
    let mut rows: Vec<LoadRow> = flows.iter().map(row).collect();
    let load = |row: &LoadRow| row.load.map_or(-1.0, |load| load.central);
    rows.sort_by(|a, b| {
        load(b).total_cmp(&load(a)).then_with(|| b.flow_mt.total_cmp(&a.flow_mt)).then_with(|| a.segment.cmp(&b.segment))
    });
    let routed = spreads.iter().flatten().count();
    Ok(NetworkLoad {
        scenario: state.reference(),
        by: ground.objective,
        weights: pairs.weights.clone(),
        pairs: routed,
        pairs_without_route: spreads.len() - routed,
        trade_mt: round(trade, 6),
        rows,
    })
}
