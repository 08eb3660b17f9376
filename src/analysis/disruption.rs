//! What a pair's routes come to when countries on the way close, one at a time.
//!
//! A best-route comparison shows a link that only duplicates another as worthless. Here every transit country that the best route of the pair crosses in
//! any of the compared scenarios is closed in turn, each with the same weight, and the objective is averaged: redundancy shows.

use schemars::JsonSchema;
use serde::Serialize;

use super::Ground;
use super::world::Trip;
use crate::model::Country;
use crate::network::Selector;
use crate::units::round;

/// A pair under closures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Disruption {
    /// Countries that were closed, one at a time.
    #[schemars(with = "Vec<String>")]
    pub closed: Vec<Country>,
    /// Mean of the objective over the closures that leave a route, in the unit of the objective; none where none does.
    pub mean: Option<f64>,
    /// Closures that leave no route.
    pub cut_off: usize,
}

/// The pair with each of the countries closed in turn; `None` where there is nothing to close.
pub(super) fn disruption(ground: Ground, trip: &Trip, closed: &[Country]) -> Option<Disruption> {
    if closed.is_empty() {
        return None;
    }
    let costs: Vec<Option<u64>> =
        closed.iter().map(|country| Some(trip.best_without(&Selector::Country(*country))?.weight.primary)).collect();
    let left: Vec<f64> = costs.iter().flatten().map(|cost| *cost as f64 / ground.objective.per_unit()).collect();
    let mean = left.iter().sum::<f64>() / left.len() as f64;
    Some(Disruption {
        closed: closed.to_vec(),
        mean: (!left.is_empty()).then(|| round(mean, 3)),
        cut_off: costs.len() - left.len(),
    })
}
