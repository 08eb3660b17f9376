//! Flow spread over really different routes, by path-size logit (Ben-Akiva and Bierlaire 1999):
//!
//! `P_r = PS_r * exp(-mu * GC_r) / sum_s PS_s * exp(-mu * GC_s)`, `PS_r = sum over legs a of r of (1 / legs of r) / (routes that use a)`.
//!
//! Overlap is counted by legs, not by length, as Hoogendoorn-Lanser, van Nes and Bovy 2005 advise for networks of several modes. `mu` has no estimate for
//! this region; it is set so that a route that costs a tenth more than the best draws half as much (`mu = ln 2 / (0.1 * best)`), an assumption.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Ground;
use super::world::Trip;
use crate::network::{AlternativeLimits, Path, alternatives};
use crate::units::round;

/// How the flow of a pair spreads over routes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Choice {
    /// Routes that were found really different.
    pub routes: Vec<ChosenRoute>,
    /// Mean of the objective over the routes, by their shares, in the unit of the objective.
    pub mean: f64,
    /// What having the choice is worth as one cost: `-ln(sum_s PS_s * exp(-mu * GC_s)) / mu`, with the `mu` of the base.
    pub composite: f64,
}

/// One route and what it draws.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ChosenRoute {
    /// The objective, in its unit.
    pub cost: f64,
    /// Share of the flow, 0..1.
    pub share: f64,
    /// Countries and seas in the order of travel.
    pub by_way_of: Vec<String>,
}

/// Routes that are looked at for each pair.
pub(super) const MOST_ROUTES: usize = 5;
/// Routes that cost more than so many times the best one's are none that anybody takes.
pub(super) const FARTHEST: f64 = 2.0;
/// A route that costs this share more than the best ...
const GAP: f64 = 0.1;
/// ... draws this many times less.
const RATIO: f64 = 2.0;

/// Shares of routes by path-size logit. `legs` names the legs of each route; a leg that several routes use stands in each.
pub fn path_size_logit(costs: &[f64], legs: &[Vec<usize>], mu: f64) -> Vec<f64> {
    let weights = weights(costs, legs, mu);
    let whole: f64 = weights.iter().sum();
    weights.iter().map(|w| w / whole).collect()
}

/// `PS_r * exp(-mu * (GC_r - best))`: taken against the best, so that no exponential vanishes.
fn weights(costs: &[f64], legs: &[Vec<usize>], mu: f64) -> Vec<f64> {
    let mut uses: BTreeMap<usize, f64> = BTreeMap::new();
    legs.iter().flatten().for_each(|leg| *uses.entry(*leg).or_default() += 1.0);
    let best = costs.iter().copied().fold(f64::INFINITY, f64::min);
    let size = |route: &Vec<usize>| route.iter().map(|leg| 1.0 / uses[leg]).sum::<f64>() / route.len().max(1) as f64;
    costs.iter().zip(legs).map(|(cost, route)| size(route) * (-mu * (cost - best)).exp()).collect()
}

/// Really different routes of a pair with the shares that they draw. `scale` is the best cost that sets `mu`, as the search counts it.
pub(super) struct Spread {
    pub paths: Vec<Path>,
    pub shares: Vec<f64>,
    costs: Vec<f64>,
    inclusive: f64,
    mu: f64,
}

/// The spread of a pair's flow; `None` where there is no route.
pub(super) fn spread(ground: Ground, trip: &Trip, scale: f64) -> Option<Spread> {
    let limits = AlternativeLimits { max_detour: FARTHEST, ..AlternativeLimits::default() };
    let paths = alternatives(trip.view, &trip.ends(), MOST_ROUTES, limits, |link| trip.weigh(link));
    if paths.is_empty() {
        return None;
    }
    let unit = ground.objective.per_unit();
    let costs: Vec<f64> = paths.iter().map(|path| path.weight.primary as f64 / unit).collect();
    let legs: Vec<Vec<usize>> = paths.iter().map(|path| path.links.iter().map(|link| link.0 as usize).collect()).collect();
    let mu = RATIO.ln() / (GAP * scale / unit).max(f64::MIN_POSITIVE);
    let (shares, inclusive) = (path_size_logit(&costs, &legs, mu), weights(&costs, &legs, mu).iter().sum());
    Some(Spread { paths, shares, costs, inclusive, mu })
}

impl Spread {
    /// `-ln(sum_s PS_s * exp(-mu * GC_s)) / mu`, in the unit of the objective.
    pub fn composite(&self) -> f64 {
        self.costs.iter().copied().fold(f64::INFINITY, f64::min) - self.inclusive.ln() / self.mu
    }
}

/// The spread of a pair's flow, for an answer. `scale` is that of the base, so that scenarios can be compared.
pub(super) fn choice(ground: Ground, trip: &Trip, scale: f64) -> Option<Choice> {
    let spread = spread(ground, trip, scale)?;
    let composite = spread.composite();
    let Spread { paths, shares, costs, .. } = spread;
    let routes = paths.iter().zip(&costs).zip(&shares);
    let routes =
        routes.map(|((path, cost), share)| ChosenRoute { cost: round(*cost, 3), share: *share, by_way_of: trip.by_way_of(path) });
    Some(Choice {
        routes: routes.collect(),
        mean: round(costs.iter().zip(&shares).map(|(cost, share)| cost * share).sum(), 3),
        composite: round(composite, 3),
    })
}

#[cfg(test)]
mod tests {
    use super::path_size_logit;

    #[test]
    fn overlapping_routes_share_what_one_would_draw() {
        // Three routes of the same cost, two of which overlap fully (Hoogendoorn-Lanser and others 2005): 1/2, 1/4, 1/4.
        let shares = path_size_logit(&[10.0, 10.0, 10.0], &[vec![1, 2], vec![3, 4], vec![3, 4]], 0.7);
        for (share, expected) in shares.iter().zip([0.5, 0.25, 0.25]) {
            assert!((share - expected).abs() < 1e-12, "{shares:?}");
        }
    }

    #[test]
    fn a_tenth_more_draws_half() {
        let shares = path_size_logit(&[10.0, 11.0], &[vec![1], vec![2]], 2f64.ln() / 1.0);
        assert!((shares[0] / shares[1] - 2.0).abs() < 1e-9);
    }
}
