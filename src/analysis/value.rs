//! What a proposed link is worth, alone and together with the others.
//!
//! `v(S)` is what the links in `S` save: the sum over pairs of weight times (objective without any less objective with `S`). A link's value
//! alone is `v({i})`, its value last is `v(N) - v(N without i)`. The Shapley value (Shapley 1953) is the mean of what it adds over all orders in
//! which the links could be built; the values of all links add up to `v(N)`. Alone above last: the links stand in for each other; alone
//! below last: they need each other.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::world::{World, each};
use super::{Ground, OdPair, Pairs};
use crate::cost::Objective;
use crate::error::Error;
use crate::network::{Path, Scenario, Selector};
use crate::units::round;

/// A proposed link, or several that are built together.
#[derive(Debug, Clone)]
pub struct Player {
    /// Its name.
    pub name: String,
    /// What counts as open with it.
    pub with: Vec<Selector>,
    /// What is open in spite of events with it.
    pub reopen: Vec<Selector>,
}

/// What proposed links are worth.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LinkValues {
    /// What the values are in.
    pub by: Objective,
    /// Its unit, for one load unit.
    pub unit: String,
    /// What the weights of the pairs are.
    pub weights: String,
    /// Link by link, the largest Shapley value first.
    pub links: Vec<LinkValue>,
    /// What all of them save together.
    pub together: f64,
    /// Pairs that have no route without them, and so no finite value; they are left out of the sums.
    pub pairs_without_route: usize,
}

/// What one proposed link is worth.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LinkValue {
    /// Its name.
    pub name: String,
    /// Saved by it alone.
    pub alone: f64,
    /// Lost when it is left out of all.
    pub last: f64,
    /// Its share of what all save together.
    pub shapley: f64,
    /// Pairs that get a route by it alone.
    pub connects: usize,
}

/// How many links can be valued: every set of them is looked at.
pub const MOST_LINKS: usize = 12;

/// Values proposed links over pairs.
///
/// # Errors
/// [`Error::Usage`] for more than [`MOST_LINKS`] links.
pub fn link_values(ground: Ground, pairs: &Pairs, base: &Scenario, players: &[Player]) -> Result<LinkValues, Error> {
    let n = players.len();
    if n > MOST_LINKS {
        let message = format!("{n} proposed links; at most {MOST_LINKS} can be valued together");
        return Err(Error::Usage { message, help: Some("name fewer with --links".into()) });
    }
    let costs = costs_by_set(ground, pairs, base, players);
    let (mut saved, mut reached) = (vec![0.0; 1 << n], vec![0_usize; 1 << n]);
    let mut pairs_without_route = 0;
    for (pair, costs) in pairs.list.iter().zip(&costs) {
        match costs[0] {
            Some(without) => {
                for (set, cost) in costs.iter().enumerate() {
                    // More links never cost more, so every set has a route where the empty one has.
                    saved[set] += cost.map_or(0.0, |cost| pair.weight * without.saturating_sub(cost) as f64);
                }
            }
            None => {
                pairs_without_route += 1;
                costs.iter().enumerate().for_each(|(set, cost)| reached[set] += usize::from(cost.is_some()));
            }
        }
    }
    let shown = |value: f64| round(value / ground.objective.per_unit(), 3);
    let all = (1 << n) - 1;
    let mut links: Vec<LinkValue> = players
        .iter()
        .enumerate()
        .map(|(i, player)| LinkValue {
            name: player.name.clone(),
            alone: shown(saved[1 << i]),
            last: shown(saved[all] - saved[all & !(1 << i)]),
            shapley: shown(shapley(&saved, n, i)),
            connects: reached[1 << i],
        })
        .collect();
    links.sort_by(|a, b| b.shapley.total_cmp(&a.shapley).then_with(|| a.name.cmp(&b.name)));
    Ok(LinkValues {
        by: ground.objective,
        unit: ground.objective.unit().to_owned(),
        weights: pairs.weights.clone(),
        links,
        together: shown(saved[all]),
        pairs_without_route,
    })
}

/// For each pair the best objective with each set of players; bit `i` of a set is player `i`.
///
/// Sets are looked at from the full one down. A route that does without player `i` is the best one without `i` too, since fewer links never
/// make a better route; so a pair is searched anew only where its best route uses the player that is left out.
fn costs_by_set(ground: Ground, pairs: &Pairs, base: &Scenario, players: &[Player]) -> Vec<Vec<Option<u64>>> {
    let n = players.len();
    let mut sets: Vec<usize> = (0..1 << n).collect();
    sets.sort_by_key(|set| (Reverse(set.count_ones()), *set));
    let mut found: Vec<Vec<Found>> = vec![vec![Found::default(); 1 << n]; pairs.list.len()];
    for set in sets {
        let mut open: Vec<usize> = Vec::new();
        for (pair, found) in found.iter_mut().enumerate() {
            let larger = (0..n).filter(|i| set >> i & 1 == 0).map(|i| (i, found[set | 1 << i]));
            match larger.filter(|(i, other)| other.used >> i & 1 == 0).map(|(_, other)| other).next() {
                Some(same) => found[set] = same,
                None => open.push(pair),
            }
        }
        if open.is_empty() {
            continue;
        }
        let mut scenario = base.clone();
        for player in players.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, player)| player) {
            scenario.with.extend(player.with.iter().cloned());
            scenario.reopen.extend(player.reopen.iter().cloned());
        }
        let list: Vec<OdPair> = open.iter().map(|pair| pairs.list[*pair]).collect();
        let world = World::new(ground, &scenario, &list);
        let solved = each(&world.trips(), |trip| match trip.best() {
            Some(path) => Found { cost: Some(path.weight.primary), used: used(ground, players, &path) },
            // Without a route there is none with fewer links.
            None => Found::default(),
        });
        for (pair, solved) in open.into_iter().zip(solved) {
            found[pair][set] = solved;
        }
    }
    found.into_iter().map(|sets| sets.into_iter().map(|found| found.cost).collect()).collect()
}

/// The best objective of a pair with a set of players, and those that its route uses.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    cost: Option<u64>,
    used: usize,
}

/// The players without which a path would not be as it is.
fn used(ground: Ground, players: &[Player], path: &Path) -> usize {
    let uses = |player: &Player| {
        let takes = |selector: &Selector| path.links.iter().any(|link| selector.takes(ground.data, ground.network, *link));
        player.with.iter().chain(&player.reopen).any(takes)
    };
    players.iter().enumerate().filter(|(_, player)| uses(player)).map(|(i, _)| 1 << i).sum()
}

/// Shapley (1953): the sum over sets `S` without `i` of `|S|! (n - |S| - 1)! / n! * (v(S with i) - v(S))`.
fn shapley(saved: &[f64], n: usize, i: usize) -> f64 {
    let factorial = |k: usize| (1..=k).map(|x| x as f64).product::<f64>();
    saved
        .iter()
        .enumerate()
        .filter(|(set, _)| set >> i & 1 == 0)
        .map(|(set, value)| {
            let size = set.count_ones() as usize;
            factorial(size) * factorial(n - size - 1) / factorial(n) * (saved[set | 1 << i] - value)
        })
        .sum()
}
