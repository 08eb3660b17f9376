//! Dijkstra's algorithm (1959), from one node until others are reached.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Graph, Weight};

const NONE: u32 = u32::MAX;

/// A search that keeps its memory from one question to the next: only what a question touched is cleaned.
pub struct Search<'g> {
    graph: &'g Graph,
    reached: Vec<Reached>,
    touched: Vec<u32>,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
}

/// How a node was reached.
#[derive(Clone, Copy)]
struct Reached {
    weight: u64,
    /// The arc by which it was, and the node before.
    by: [u32; 2],
}

const UNTOUCHED: Reached = Reached { weight: u64::UNREACHABLE, by: [NONE; 2] };

impl<'g> Search<'g> {
    /// A search on a graph.
    pub fn new(graph: &'g Graph) -> Search<'g> {
        let nodes = graph.node_count();
        Search { graph, reached: vec![UNTOUCHED; nodes], touched: Vec::new(), queue: BinaryHeap::new() }
    }

    /// Searches from a node until all of these are reached, or everything is. `weigh` gives the weight of an arc by its number, [`Weight::UNREACHABLE`] where it is closed.
    pub fn run(&mut self, from: u32, until: &[u32], weigh: impl Fn(u32) -> u64) {
        for node in self.touched.drain(..) {
            self.reached[node as usize] = UNTOUCHED;
        }
        self.queue.clear();
        let mut wanted: Vec<u32> = until.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut left = wanted.len();
        self.reached[from as usize].weight = 0;
        self.touched.push(from);
        self.queue.push(Reverse((0, from)));
        while let Some(Reverse((reached, node))) = self.queue.pop() {
            if reached > self.reached[node as usize].weight {
                continue;
            }
            if wanted.binary_search(&node).is_ok() {
                left -= 1;
                if left == 0 {
                    return;
                }
            }
            for (arc, next) in self.graph.leaving(node) {
                let total = reached.plus(weigh(arc));
                let known = &mut self.reached[next as usize];
                if total < known.weight {
                    if known.weight == u64::UNREACHABLE {
                        self.touched.push(next);
                    }
                    *known = Reached { weight: total, by: [arc, node] };
                    self.queue.push(Reverse((total, next)));
                }
            }
        }
    }

    /// The least weight to a node that was asked for.
    pub fn weight(&self, node: u32) -> u64 {
        self.reached[node as usize].weight
    }

    /// The arcs of the way to a node, in order; empty where there is none, and at the start.
    pub fn arcs(&self, node: u32) -> Vec<u32> {
        let mut arcs = Vec::new();
        let mut at = node;
        while let [arc, before] = self.reached[at as usize].by
            && arc != NONE
        {
            arcs.push(arc);
            at = before;
        }
        arcs.reverse();
        arcs
    }
}
