//! Proposed links as players of a game: what pairs cost with each set of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::choice::{FARTHEST, spread};
use super::things::Things;
use super::world::{Trip, World, each};
use super::{Ground, OdPair, Pairs};
use crate::model::Country;
use crate::network::{NodeId, Path, Scenario, Selector, Weight, tree};

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

/// A state of the world with a set of players; bit `i` of the set is player `i`.
fn with(base: &Scenario, players: &[Player], set: usize) -> Scenario {
    let mut scenario = base.clone();
    for player in players.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, player)| player) {
        scenario.with.extend(player.with.iter().cloned());
        scenario.reopen.extend(player.reopen.iter().cloned());
    }
    scenario
}

/// For each pair the best objective with each set of players; bit `i` of a set is player `i`.
///
/// Sets are looked at from the full one down. A route that does without player `i` is the best one without `i` too, since fewer links never
/// make a better route; so a pair is searched anew only where its best route uses the player that is left out.
pub(super) fn best_by_set(ground: Ground, pairs: &Pairs, base: &Scenario, players: &[Player]) -> Vec<Vec<Option<f64>>> {
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
        let scenario = with(base, players, set);
        let list: Vec<OdPair> = open.iter().map(|pair| pairs.list[*pair]).collect();
        let world = World::new(ground, &scenario, &list);
        let solved = world.each(|trip| match trip.best() {
            Some(path) => Found { cost: Some(path.weight.primary as f64), used: used(ground, players, &path) },
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
    cost: Option<f64>,
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

/// For each pair the composite cost of its routes with each set of players.
///
/// A player whose links lie on no way that costs less than so many times what the best one does without any, as far as routes are looked for, draws nothing:
/// sets that differ only in such players cost the same.
pub(super) fn choice_by_set(ground: Ground, pairs: &Pairs, base: &Scenario, players: &[Player]) -> Vec<Vec<Option<f64>>> {
    let all = (1 << players.len()) - 1;
    let one = |pair: &OdPair| -> Vec<Option<f64>> {
        let at = |set: usize, ask: &dyn Fn(&Trip) -> Option<f64>| {
            let world = World::new(ground, &with(base, players, set), &[*pair]);
            world.trips().first().and_then(ask)
        };
        let without = at(0, &|trip| trip.best().map(|path| path.weight.primary as f64));
        let scale = without.or_else(|| at(all, &|trip| trip.best().map(|path| path.weight.primary as f64)));
        let Some(scale) = scale else { return vec![None; all + 1] };
        let reach = World::new(ground, &with(base, players, all), &[*pair]);
        let within = reach.trips().first().map_or(0, |trip| within(ground, trip, players, scale * FARTHEST));
        let sets: Vec<usize> = (0..=all).filter(|set| set & !within == 0).collect();
        let composite = |trip: &Trip| spread(ground, trip, scale).map(|spread| spread.composite() * ground.objective.per_unit());
        let costs = each(&sets, |set| at(*set, &composite));
        let found: BTreeMap<usize, Option<f64>> = sets.into_iter().zip(costs).collect();
        (0..=all).map(|set| found.get(&(set & within)).copied().flatten()).collect()
    };
    each(&pairs.list, one)
}

/// The players with a link on some way that costs at most so much.
fn within(ground: Ground, trip: &Trip, players: &[Player], most: f64) -> usize {
    let roots = |nodes: &[NodeId]| nodes.iter().map(|node| (*node, Weight::default())).collect::<Vec<_>>();
    let [from, to] = trip.ends();
    let there = tree(ground.network, &roots(from), true, |link| trip.weigh(link));
    let onward = tree(ground.network, &roots(to), false, |link| trip.weigh(link));
    let near = ground.network.links().filter(|link| {
        let (a, b) = ground.network.ends(*link);
        trip.weigh(*link).is_some_and(|weight| there.weight(a).plus(weight).plus(onward.weight(b)).primary as f64 <= most)
    });
    let links = Path { links: near.collect(), weight: Weight::default() };
    used(ground, players, &links)
}

/// The countries that the best routes of the pairs cross in transit, without any player and with all.
pub(super) fn crossed(ground: Ground, pairs: &Pairs, base: &Scenario, players: &[Player]) -> Vec<Country> {
    let all = (1 << players.len()) - 1;
    let mut found = BTreeSet::new();
    for set in [0, all] {
        let world = World::new(ground, &with(base, players, set), &pairs.list);
        let crossed =
            world.each(|trip| trip.best().map(|path| Things::Countries.used(ground, &trip.pair, &path)).unwrap_or_default());
        found.extend(crossed.into_iter().flatten());
    }
    found.into_iter().filter_map(|thing| thing.country()).collect()
}
