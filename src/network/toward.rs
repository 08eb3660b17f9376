//! Best paths to the same end, in one state of the network after another.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::Outgoing;

use super::{LinkId, Network, NodeId, Path, Tree, Weight, tree};

/// What is left to go from every node in a light state of the network. In a state in which every link weighs as much or more, or is closed, a search that knows it looks only where a best
/// path may run (A*: Hart, Nilsson and Raphael 1968; what is left never falls by more than a link weighs, so every node is settled once).
pub struct Toward<'n> {
    network: &'n Network,
    left: Tree,
}

impl<'n> Toward<'n> {
    /// Works out what is left to go to the nearest of some nodes in the light state.
    pub fn new(network: &'n Network, to: &[NodeId], weigh: impl Fn(LinkId) -> Option<Weight>) -> Toward<'n> {
        let roots: Vec<(NodeId, Weight)> = to.iter().map(|node| (*node, Weight::default())).collect();
        Toward { network, left: tree(network, &roots, false, weigh) }
    }

    /// The least weights to the end in the light state.
    pub fn left(&self) -> &Tree {
        &self.left
    }

    /// The best path from any of some nodes where links weigh so much, nowhere less than in the light state; `None` where there is no way.
    pub fn best(&self, from: &[NodeId], weigh: impl Fn(LinkId) -> Option<Weight>) -> Option<Path> {
        let mut front = Front::new(self);
        from.iter().for_each(|node| front.reach(*node, Weight::default(), None));
        while let Some((node, weight)) = front.next() {
            // Only the ends themselves are left by no link.
            if self.left.by(node).is_none() {
                return Some(Path { links: front.links(node), weight });
            }
            for (link, next) in self.network.links_of(node, Outgoing) {
                if let Some(step) = weigh(link) {
                    front.reach(next, weight.plus(step), Some(link));
                }
            }
        }
        None
    }
}

/// How far a search has come. It keeps what it reached, which is little of a large network.
struct Front<'t> {
    toward: &'t Toward<'t>,
    /// For each node its place in `reached`, counted from 1; 0 where it was not reached.
    place: Vec<u32>,
    reached: Vec<(Weight, Option<LinkId>)>,
    queue: BinaryHeap<Reverse<(Weight, NodeId, Weight)>>,
}

impl<'t> Front<'t> {
    fn new(toward: &'t Toward<'t>) -> Front<'t> {
        Front { toward, place: vec![0; toward.network.node_count()], reached: Vec::new(), queue: BinaryHeap::new() }
    }

    /// Takes up a node by a link, if that is the best way to it so far.
    fn reach(&mut self, node: NodeId, weight: Weight, by: Option<LinkId>) {
        let left = self.toward.left.weight(node);
        if !left.is_reachable() {
            return;
        }
        let place = &mut self.place[node.0 as usize];
        if *place == 0 {
            self.reached.push((weight, by));
            *place = self.reached.len() as u32;
        } else {
            let known = &mut self.reached[*place as usize - 1];
            if known.0 <= weight {
                return;
            }
            *known = (weight, by);
        }
        self.queue.push(Reverse((weight.plus(left), node, weight)));
    }

    /// The next node that is settled, with its weight.
    fn next(&mut self) -> Option<(NodeId, Weight)> {
        while let Some(Reverse((_, node, weight))) = self.queue.pop() {
            if self.at(node).is_some_and(|(best, _)| best == weight) {
                return Some((node, weight));
            }
        }
        None
    }

    fn at(&self, node: NodeId) -> Option<(Weight, Option<LinkId>)> {
        let place = self.place.get(node.0 as usize)?.checked_sub(1)?;
        self.reached.get(place as usize).copied()
    }

    /// The links from where it began to a node, in order.
    fn links(&self, node: NodeId) -> Vec<LinkId> {
        let by = |node: NodeId| self.at(node).and_then(|(_, by)| by);
        let mut links: Vec<LinkId> = std::iter::successors(by(node), |link| by(self.toward.network.ends(*link).0)).collect();
        links.reverse();
        links
    }
}
