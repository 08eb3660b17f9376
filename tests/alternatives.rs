//! Routes that are really different, against a slow search that does what the documentation says: on random networks with weights of their own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use corridor::model::{Country, Dataset, Mode};
use corridor::network::{
    AlternativeLimits, Constraints, LinkId, Network, NodeId, Scenario, View, Weight, alternatives, best_path,
};
use proptest::prelude::*;

const PLACES: usize = 10;

/// Ends and mode of one segment.
type Line = (usize, usize, usize);

fn dataset(lines: &[Line]) -> Dataset {
    let mut files = common::Files::default();
    // Every fifth place is a border, so that a way may lead through two countries.
    (0..PLACES).for_each(|i| files.place(i, i % 5 == 4));
    for (number, (from, to, mode)) in lines.iter().enumerate().filter(|(_, (from, to, _))| from != to) {
        files.segment(number, *from, *to, ["road", "rail", "road"][*mode], 1520, true);
    }
    files.dataset()
}

/// Weights so wide that no two ways weigh the same; one link in twelve is closed.
fn weights(network: &Network, seed: u64) -> Vec<Option<u64>> {
    let mut state = seed;
    let draw = |_| {
        // splitmix64 (Steele, Lea and Flood 2014).
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        (!z.is_multiple_of(12)).then_some((1 << 40) + (z >> 24))
    };
    network.links().map(draw).collect()
}

struct Slow<'a> {
    data: &'a Dataset,
    network: &'a Network,
    view: &'a View<'a>,
    weights: &'a [Option<u64>],
    limits: AlternativeLimits,
}

impl Slow<'_> {
    /// The best way between sets of nodes, by going over all links until nothing changes (Bellman 1958, Ford 1956).
    fn best(&self, weights: &[Option<u64>], from: &[NodeId], to: &[NodeId]) -> Option<Vec<LinkId>> {
        let mut best: HashMap<NodeId, (u64, Vec<LinkId>)> = from.iter().map(|node| (*node, (0, Vec::new()))).collect();
        loop {
            let mut is_done = true;
            for link in self.network.links() {
                let (a, b) = self.network.ends(link);
                let (Some((there, links)), Some(weight)) = (best.get(&a), weights[link.0 as usize]) else { continue };
                let sum = there + weight;
                if best.get(&b).is_none_or(|(known, _)| sum < *known) {
                    let links = links.iter().copied().chain([link]).collect();
                    best.insert(b, (sum, links));
                    is_done = false;
                }
            }
            if is_done {
                let ends = to.iter().filter_map(|node| best.get(node));
                return ends.min_by_key(|(sum, _)| *sum).map(|(_, links)| links.clone());
            }
        }
    }

    fn sum(&self, links: &[LinkId]) -> u64 {
        links.iter().map(|link| self.weights[link.0 as usize].unwrap()).sum()
    }

    fn candidates(&self, best: &[LinkId], from: &[NodeId], to: &[NodeId]) -> BTreeSet<(u64, Vec<LinkId>)> {
        let mut found = BTreeSet::new();
        let mut add = |links: Vec<LinkId>| found.insert((self.sum(&links), links));
        // The best ways by each node.
        for node in (0..self.network.node_count() as u32).map(NodeId) {
            if let (Some(there), Some(onward)) = (self.best(self.weights, from, &[node]), self.best(self.weights, &[node], to)) {
                add([there, onward].concat());
            }
        }
        // Searches in which each use of a link makes it half as heavy again, up to ten times.
        let mut uses: BTreeMap<LinkId, u32> = BTreeMap::new();
        let mut last = best.to_vec();
        for _ in 0..24 {
            last.iter().for_each(|link| *uses.entry(*link).or_default() += 1);
            let mut heavier = self.weights.to_vec();
            for (link, times) in &uses {
                (0..(*times).min(10)).for_each(|_| heavier[link.0 as usize] = heavier[link.0 as usize].map(|w| w + w / 2));
            }
            last = self.best(&heavier, from, to).unwrap();
            add(last.clone());
        }
        found
    }

    fn nodes(&self, links: &[LinkId]) -> Vec<NodeId> {
        links
            .first()
            .map(|link| self.network.ends(*link).0)
            .into_iter()
            .chain(links.iter().map(|link| self.network.ends(*link).1))
            .collect()
    }

    fn comes_back(&self, links: &[LinkId]) -> bool {
        let mut places: Vec<_> = self.nodes(links).into_iter().map(|node| self.network.node(node).place).collect();
        places.dedup();
        let all = places.len();
        places.sort();
        places.dedup();
        places.len() < all
    }

    /// Whether some stretch between two nodes of both ways is much dearer than the other way there.
    fn has_detour(&self, one: &[LinkId], other: &[LinkId]) -> bool {
        let position =
            |links: &[LinkId], node: &NodeId| self.nodes(links).iter().position(|n| n == node).map(|i| self.sum(&links[..i]));
        let mut before: Option<(u64, u64)> = None;
        for node in self.nodes(one) {
            let (Some(mine), Some(theirs)) = (position(one, &node), position(other, &node)) else { continue };
            if let Some((mine_before, theirs_before)) = before.replace((mine, theirs))
                && theirs > theirs_before
                && (mine - mine_before) as f64 > self.limits.max_detour * (theirs - theirs_before) as f64
            {
                return true;
            }
        }
        false
    }

    /// Length in km of each segment of a way, with the squares of 0.2 degrees that it lies in.
    fn ground(&self, links: &[LinkId]) -> Vec<(f64, Vec<(i64, i64)>)> {
        let segments = links.iter().filter_map(|link| self.view.segment_of(*link)).map(|ix| self.data.segment(ix));
        let square = |x: f64| (x / 0.2).floor() as i64;
        segments
            .map(|segment| {
                let (a, b) = (segment.line.0[0], segment.line.0[1]);
                let count = ((b.x - a.x).abs().max((b.y - a.y).abs()) / 0.1).ceil();
                let at = |i: u32| f64::from(i) / count;
                let squares = (0..count as u32).map(|i| (square(a.x + at(i) * (b.x - a.x)), square(a.y + at(i) * (b.y - a.y))));
                (segment.length.as_ref().unwrap().0, squares.collect())
            })
            .collect()
    }

    /// Share of the length of a way within a square of another way.
    fn overlap(&self, one: &[LinkId], other: &[LinkId]) -> f64 {
        let theirs: Vec<(i64, i64)> = self.ground(other).into_iter().flat_map(|(_, squares)| squares).collect();
        let is_near = |a: &(i64, i64)| theirs.iter().any(|b| (a.0 - b.0).abs() <= 1 && (a.1 - b.1).abs() <= 1);
        let (mut shared, mut all) = (0.0, 0.0);
        for (km, squares) in self.ground(one) {
            shared += km * squares.iter().filter(|square| is_near(square)).count() as f64 / squares.len() as f64;
            all += km;
        }
        if all == 0.0 { 1.0 } else { shared / all }
    }

    /// The modes and countries that make up a twentieth of the length or more.
    fn way(&self, links: &[LinkId]) -> BTreeSet<(Mode, Country)> {
        let mut km: BTreeMap<(Mode, Country), f64> = BTreeMap::new();
        for link in links {
            let Some(segment) = self.view.segment_of(*link).map(|ix| self.data.segment(ix)) else { continue };
            *km.entry((segment.mode, segment.country)).or_default() += segment.length.as_ref().unwrap().0;
        }
        let all: f64 = km.values().sum();
        km.into_iter().filter(|(_, km)| *km >= 0.05 * all).map(|(key, _)| key).collect()
    }

    fn is_different(&self, one: &[LinkId], other: &[LinkId]) -> bool {
        let is_same_way = self.way(one) == self.way(other);
        let most = if is_same_way { self.limits.max_overlap_same_way } else { self.limits.max_overlap };
        self.overlap(one, other) <= most && self.overlap(other, one) <= most && !self.has_detour(one, other)
    }

    fn alternatives(&self, from: &[NodeId], to: &[NodeId], count: usize) -> Vec<Vec<LinkId>> {
        let Some(best) = self.best(self.weights, from, to) else { return Vec::new() };
        let most = self.sum(&best) as f64 * self.limits.max_detour;
        let candidates = self.candidates(&best, from, to);
        let mut taken = vec![best];
        for (sum, links) in candidates {
            let is_fit = sum as f64 <= most && !self.comes_back(&links);
            if taken.len() < count && is_fit && taken.iter().all(|other| self.is_different(&links, other)) {
                taken.push(links);
            }
        }
        taken
    }
}

/// What a network and a question gave: how many routes there are.
fn compare(
    lines: &[Line],
    seed: u64,
    (from, to): (usize, usize),
    count: usize,
    limits: AlternativeLimits,
) -> Result<usize, TestCaseError> {
    let data = dataset(lines);
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let view = View::new(&data, &network, &Scenario::default(), &Constraints::default());
    let weights = weights(&network, seed);
    let weigh = |link: LinkId| weights[link.0 as usize].map(|primary| Weight { primary, secondary: 0 });
    let at = |place: usize| data.place_ix(&format!("p{place}")).map_or(&[][..], |ix| network.nodes_at(ix));
    let found = alternatives(&view, &[at(from), at(to)], count, limits, weigh);
    let slow = Slow { data: &data, network: &network, view: &view, weights: &weights, limits };
    let expected = slow.alternatives(at(from), at(to), count);
    let links: Vec<Vec<LinkId>> = found.iter().map(|path| path.links.clone()).collect();
    prop_assert_eq!(&links, &expected);
    for path in &found {
        prop_assert_eq!(path.weight.primary, slow.sum(&path.links));
    }
    // With a place between, the ways are still different, and all by that place.
    let between = [at(from), at((from + 1) % PLACES), at(to)];
    let staged = alternatives(&view, &between, count, limits, weigh);
    prop_assert_eq!(staged.first().map(|path| path.links.clone()), best_path(&network, &between, weigh).map(|path| path.links));
    prop_assert!(staged.len() <= count.max(1));
    prop_assert!(staged.iter().all(|path| slow.nodes(&path.links).iter().any(|node| between[1].contains(node))));
    Ok(expected.len())
}

#[test]
fn different_routes_are_those_of_a_slow_search() {
    let lines = prop::collection::vec((0..PLACES, 0..PLACES, 0..3usize), 16..44);
    let ends = (0..PLACES, 0..PLACES).prop_filter("two places", |(a, b)| a != b);
    let limits = (0.2..1.0f64, 0.2..1.0f64, 1.0..4.0f64);
    let limits = limits.prop_map(|(max_overlap, max_overlap_same_way, max_detour)| AlternativeLimits {
        max_overlap,
        max_overlap_same_way,
        max_detour,
    });
    let routes = std::cell::RefCell::new(BTreeMap::<usize, usize>::new());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(500));
    runner
        .run(&(lines, any::<u64>(), ends, 1..6usize, limits), |(lines, seed, ends, count, limits)| {
            *routes.borrow_mut().entry(compare(&lines, seed, ends, count, limits)?).or_default() += 1;
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    let routes = routes.into_inner();
    let several: usize = routes.range(2..).map(|(_, cases)| cases).sum();
    assert!(several >= 80, "no test of alternatives: {routes:?}");
}
