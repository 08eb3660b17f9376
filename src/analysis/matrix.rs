//! What many pairs come to, without the way.

use std::collections::BTreeMap;

use super::Ground;
use super::OdPair;
use super::progress::each_watched;
use super::world::World;
use crate::cost::LinkCost;
use crate::model::PlaceIx;
use crate::network::{NodeId, Scenario, Weight, tree};
use crate::progress::Progress;

/// One pair.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixCell {
    /// Where from.
    pub from: PlaceIx,
    /// Where to.
    pub to: PlaceIx,
    /// What the best route comes to; none where there is none.
    pub cost: Option<LinkCost>,
}

/// The best route of each pair, in the order of the pairs: one search an origin. From a place to itself it is nothing.
pub fn matrix(ground: Ground, pairs: &[(PlaceIx, PlaceIx)], scenario: &Scenario, progress: Progress) -> Vec<MatrixCell> {
    let list: Vec<OdPair> = pairs.iter().map(|(from, to)| OdPair { from: *from, to: *to, weight: 1.0 }).collect();
    let world = World::new(ground, scenario, &list);
    let trips = world.trips();
    // Pairs from one origin that see the same network share a search.
    let mut groups: BTreeMap<(PlaceIx, usize), Vec<usize>> = BTreeMap::new();
    for (i, trip) in trips.iter().enumerate() {
        groups.entry((trip.pair.from, std::ptr::from_ref(trip.view) as usize)).or_default().push(i);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().collect();
    let found = each_watched(&groups, progress, |group| {
        let Some(first) = group.first().map(|i| &trips[*i]) else { return Vec::new() };
        let [from, _] = first.ends();
        let roots: Vec<(NodeId, Weight)> = from.iter().map(|node| (*node, Weight::default())).collect();
        let tree = tree(ground.network, &roots, true, |link| first.weigh(link));
        let cost = |i: &usize| {
            let trip = &trips[*i];
            if trip.pair.from == trip.pair.to {
                return (*i, Some(LinkCost::default()));
            }
            let [_, to] = trip.ends();
            let links = tree.best_of(to).map(|node| tree.links(ground.network, node));
            (*i, links.map(|links| links.iter().fold(LinkCost::default(), |sum, link| sum.plus(*trip.view.cost(*link)))))
        };
        group.iter().map(cost).collect::<Vec<_>>()
    });
    let mut costs: Vec<Option<LinkCost>> = vec![None; pairs.len()];
    found.into_iter().flatten().for_each(|(i, cost)| costs[i] = cost);
    pairs.iter().zip(costs).map(|((from, to), cost)| MatrixCell { from: *from, to: *to, cost }).collect()
}
