//! Every edge of a best way closed in turn (replacement paths: Malik, Mittal and Gupta 1989), for many pairs at once.
//!
//! A best way from `s` to `t` passes nodes 0 to k. Without its edge between `i` and `i + 1` the best way leaves the tree of best ways from `s` at a branch that left the first one at node `i` or before, takes one
//! other edge, and goes on as the best way to `t` from there. So each other edge, between the branches that leave at `a` and at `b > a`, is an offer for all edges from `a` to `b - 1` of the way, and the least offer
//! counts. This holds where edges run both ways and weights are larger than zero.
//!
//! Nodes that hang on one other and nodes within a chain change no choice, so they are left out first, but for the ends of the pairs: in a network of railways three quarters. Distances come from the hierarchy. A
//! pair costs two rows of a table to the nodes that are left (shared by pairs of one origin or destination), a pass over the edges that are left and a sort of the offers: O(m + k log k).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::hierarchy::Hierarchy;
use super::metric::Metric;
use super::skeleton::Skeleton;
use super::table::Table;
use super::weight::Weight;

const NONE: u32 = u32::MAX;

/// An edge on the best way of a pair, and what the pair comes to without it; [`Weight::UNREACHABLE`] where nothing else leads there.
pub type Replacement<W> = (u32, W);

/// For each pair the edges of a best way in order, each with what the pair comes to without it. Edges run both ways, edge `i` between `ends[i]`; the hierarchy is that of their arcs in any order. `None` where a
/// weight is zero: then [`super::WhatIf`] asks edge by edge.
pub fn replacements<W: Weight>(
    hierarchy: &Hierarchy,
    metric: &Metric<W>,
    ends: &[[u32; 2]],
    weight: impl Fn(usize) -> W,
    pairs: &[[u32; 2]],
) -> Option<Vec<Vec<Replacement<W>>>> {
    if ends.iter().enumerate().any(|(edge, [a, b])| a != b && weight(edge) == W::ZERO) {
        return None;
    }
    let skeleton = Skeleton::of(hierarchy.node_count(), ends, weight, pairs.as_flattened());
    let table = Table::to(hierarchy, metric, &skeleton.nodes);
    let distances = |nodes: &[u32]| table.rows(nodes).chunks(skeleton.nodes.len().max(1)).map(<[W]>::to_vec).collect::<Vec<_>>();
    let unique = |side: usize| {
        let mut nodes: Vec<u32> = pairs.iter().map(|pair| pair[side]).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    };
    let (origins, destinations) = (unique(0), unique(1));
    let trees: Vec<Tree<W>> = distances(&origins).into_iter().map(|weight| Tree::of(&skeleton, weight)).collect();
    let to = distances(&destinations);
    let mut label = vec![NONE; skeleton.nodes.len()];
    let found = pairs.iter().map(|[from, end]| {
        let place = |list: &[u32], node: u32| list.partition_point(|known| *known < node);
        let (tree, to) = (&trees[place(&origins, *from)], &to[place(&destinations, *end)]);
        of_pair(&skeleton, tree, to, skeleton.place(*end), &mut label)
    });
    Some(found.collect())
}

/// The best ways from one node to all.
struct Tree<W> {
    weight: Vec<W>,
    /// The nodes that are reached, nearest first, each with the edge by which it is reached and the node before; none for the first.
    order: Vec<[u32; 3]>,
    /// The same edge and node by node.
    by: Vec<[u32; 2]>,
}

impl<W: Weight> Tree<W> {
    fn of(skeleton: &Skeleton<W>, weight: Vec<W>) -> Tree<W> {
        let mut near: Vec<(W, u32)> = weight
            .iter()
            .zip(0..)
            .filter(|(weight, _)| **weight < W::UNREACHABLE)
            .map(|(weight, node)| (*weight, node))
            .collect();
        near.sort_unstable();
        let mut by = vec![[NONE; 2]; weight.len()];
        let order = near.iter().map(|(reached, node)| {
            let before = skeleton
                .around(*node)
                .iter()
                .find(|(other, edge)| weight[*other as usize].plus(skeleton.weight[*edge as usize]) == *reached);
            let [edge, before] = before.map_or([NONE; 2], |(other, edge)| [*edge, *other]);
            by[*node as usize] = [edge, before];
            [*node, edge, before]
        });
        let order = order.collect();
        Tree { weight, order, by }
    }
}

/// The edges of one pair's best way with what it comes to without each.
fn of_pair<W: Weight>(skeleton: &Skeleton<W>, tree: &Tree<W>, to: &[W], end: u32, label: &mut [u32]) -> Vec<Replacement<W>> {
    let (mut way, mut at) = (Vec::new(), end);
    while let [edge, before] = tree.by[at as usize]
        && edge != NONE
    {
        way.push((edge, at));
        at = before;
    }
    way.reverse();
    if way.is_empty() {
        return Vec::new();
    }
    // Which node of the way the best way to each node leaves it at.
    label.fill(NONE);
    label[at as usize] = 0;
    way.iter().zip(1..).for_each(|((_, node), i)| label[*node as usize] = i);
    for [node, _, before] in &tree.order {
        if label[*node as usize] == NONE && *before != NONE {
            label[*node as usize] = label[*before as usize];
        }
    }
    let mut offers: Vec<(u32, W, u32)> = Vec::new();
    for (edge, [a, b]) in skeleton.ends.iter().enumerate() {
        let (mut low, mut high) = (*a as usize, *b as usize);
        if label[low] > label[high] {
            std::mem::swap(&mut low, &mut high);
        }
        if label[low] == label[high]
            || label[high] == NONE
            || way.get(label[low] as usize).is_some_and(|(own, _)| *own as usize == edge)
        {
            continue;
        }
        offers.push((label[low], tree.weight[low].plus(skeleton.weight[edge]).plus(to[high]), label[high]));
    }
    offers.sort_unstable();
    let mut open: BinaryHeap<Reverse<(W, u32)>> = BinaryHeap::new();
    let mut next = 0;
    let mut found = Vec::new();
    for (i, (edge, node)) in (0..).zip(&way) {
        while let Some((_, offer, until)) = offers.get(next).filter(|(from, ..)| *from <= i) {
            open.push(Reverse((*offer, *until)));
            next += 1;
        }
        while open.peek().is_some_and(|Reverse((_, until))| *until <= i) {
            open.pop();
        }
        let best = open.peek().map_or(W::UNREACHABLE, |Reverse((offer, _))| *offer);
        skeleton.edges(*edge, *node, |edge| found.push((edge, best)));
    }
    found
}
