//! What a pair's routes come to when countries on the way close, one at a time.
//!
//! A best-route comparison shows a link that only duplicates another as worthless. Here every transit country that the best route of the pair crosses in
//! any of the compared scenarios is closed in turn, each with the same weight, and the objective is averaged: redundancy shows.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::choice::unit;
use super::dependence::crossed;
use super::exposure::own_countries;
use super::{Ground, OdPair, State};
use crate::model::Country;
use crate::network::{Scenario, Selector};

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

/// Transit countries that the best route crosses in any of the states.
pub(super) fn closures(ground: Ground, pair: &OdPair, states: &[&State]) -> Vec<Country> {
    let own = own_countries(ground, pair.from, pair.to);
    let mut found = BTreeSet::new();
    for state in states {
        let view = ground.view(&state.scenario, pair.from, pair.to);
        if let Some(path) = ground.best(&view, pair.from, pair.to) {
            found.extend(crossed(&view, &path));
        }
    }
    found.into_iter().filter(|country| !own.contains(country)).collect()
}

/// The pair with each of the countries closed in turn; `None` where there is nothing to close.
pub(super) fn disruption(ground: Ground, pair: &OdPair, scenario: &Scenario, closed: &[Country]) -> Option<Disruption> {
    if closed.is_empty() {
        return None;
    }
    let costs: Vec<Option<u64>> = closed
        .iter()
        .map(|country| {
            let mut without = scenario.clone();
            without.close.push(Selector::Country(*country));
            let view = ground.view(&without, pair.from, pair.to);
            ground.best(&view, pair.from, pair.to).map(|path| path.weight.primary)
        })
        .collect();
    let left: Vec<f64> = costs.iter().flatten().map(|cost| *cost as f64 / unit(ground.objective)).collect();
    let mean = left.iter().sum::<f64>() / left.len() as f64;
    Some(Disruption {
        closed: closed.to_vec(),
        mean: (!left.is_empty()).then(|| (mean * 1000.0).round() / 1000.0),
        cut_off: costs.len() - left.len(),
    })
}
