//! Least-cost search that returns links, not nodes: rail, road and sea run between the same two places.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::{Direction, Incoming, Outgoing};

use super::{LinkId, Network, NodeId};

/// What the search adds up: the objective, and among equals the time, so that a choice of equals is never arbitrary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Weight {
    /// The objective.
    pub primary: u64,
    /// Milliseconds.
    pub secondary: u64,
}

impl Weight {
    /// Farther than anything that can be reached.
    pub const UNREACHABLE: Weight = Weight { primary: u64::MAX, secondary: u64::MAX };

    /// The sum; it stops at the largest number.
    #[must_use]
    pub fn plus(self, other: Weight) -> Weight {
        Weight { primary: self.primary.saturating_add(other.primary), secondary: self.secondary.saturating_add(other.secondary) }
    }

    /// Whether it can be reached.
    pub fn is_reachable(self) -> bool {
        self != Weight::UNREACHABLE
    }
}

/// Links in order, from an origin to a destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// The links.
    pub links: Vec<LinkId>,
    /// Their sum.
    pub weight: Weight,
}

/// Least weights from some nodes to all others, with the link by which each is reached.
pub struct Tree {
    weight: Vec<Weight>,
    by: Vec<Option<LinkId>>,
    direction: Direction,
}

impl Tree {
    /// The least weight to (or, in a backward tree, from) a node.
    pub fn weight(&self, node: NodeId) -> Weight {
        self.weight.get(node.0 as usize).copied().unwrap_or(Weight::UNREACHABLE)
    }

    /// The link by which a node is reached (in a backward tree, by which it is left); none at a root.
    pub fn by(&self, node: NodeId) -> Option<LinkId> {
        self.by.get(node.0 as usize).copied().flatten()
    }

    /// The links between the root and a node, in the order of travel. Empty at the root, and where there is no way.
    pub fn links(&self, network: &Network, node: NodeId) -> Vec<LinkId> {
        let mut links = Vec::new();
        let mut at = node;
        while let Some(link) = self.by(at) {
            links.push(link);
            let (from, to) = network.ends(link);
            at = if self.direction == Outgoing { from } else { to };
        }
        if self.direction == Outgoing {
            links.reverse();
        }
        links
    }

    /// The best of several nodes, the first of equals.
    pub fn best_of(&self, nodes: &[NodeId]) -> Option<NodeId> {
        nodes.iter().copied().filter(|node| self.weight(*node).is_reachable()).min_by_key(|node| (self.weight(*node), *node))
    }
}

/// Dijkstra's algorithm (1959) from several roots, each with a weight that it starts with; forward, or backward along reversed links.
/// `weigh` gives the weight of a link, or `None` where it is closed.
pub fn tree(network: &Network, roots: &[(NodeId, Weight)], forward: bool, weigh: impl Fn(LinkId) -> Option<Weight>) -> Tree {
    let direction = if forward { Outgoing } else { Incoming };
    let mut weight = vec![Weight::UNREACHABLE; network.node_count()];
    let mut by = vec![None; network.node_count()];
    let mut queue = BinaryHeap::new();
    for (node, start) in roots {
        if *start < weight[node.0 as usize] {
            weight[node.0 as usize] = *start;
            queue.push(Reverse((*start, *node)));
        }
    }
    while let Some(Reverse((reached, node))) = queue.pop() {
        if reached > weight[node.0 as usize] {
            continue;
        }
        for (link, next) in network.links_of(node, direction) {
            let Some(step) = weigh(link) else { continue };
            let total = reached.plus(step);
            if total < weight[next.0 as usize] {
                weight[next.0 as usize] = total;
                by[next.0 as usize] = Some(link);
                queue.push(Reverse((total, next)));
            }
        }
    }
    Tree { weight, by, direction }
}

/// The best path that visits the stages in order: from any node of the first, by any node of each one between, to any of the last.
/// `None` where there is no way.
pub fn best_path(network: &Network, stages: &[&[NodeId]], weigh: impl Fn(LinkId) -> Option<Weight>) -> Option<Path> {
    let (origin, rest) = stages.split_first()?;
    let mut roots: Vec<(NodeId, Weight)> = origin.iter().map(|node| (*node, Weight::default())).collect();
    let mut trees = Vec::new();
    for stage in rest {
        let tree = tree(network, &roots, true, &weigh);
        roots = stage.iter().map(|node| (*node, tree.weight(*node))).filter(|(_, w)| w.is_reachable()).collect();
        trees.push(tree);
    }
    let (mut at, weight) = roots.into_iter().min_by_key(|(node, weight)| (*weight, *node))?;
    let mut pieces = Vec::new();
    for tree in trees.iter().rev() {
        let piece = tree.links(network, at);
        if let Some(first) = piece.first() {
            at = network.ends(*first).0;
        }
        pieces.push(piece);
    }
    Some(Path { links: pieces.into_iter().rev().flatten().collect(), weight })
}
