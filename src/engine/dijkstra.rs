//! Dijkstra's algorithm (1959), from one node until others are reached.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Graph, Weight};

const NONE: u32 = u32::MAX;

/// A search that keeps its memory from one question to the next: only what a question touched is cleaned.
pub struct Search<'g> {
    graph: &'g Graph,
    weight: Vec<u64>,
    /// The arc by which a node was reached, and the node before.
    by: Vec<[u32; 2]>,
    touched: Vec<u32>,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
}

impl<'g> Search<'g> {
    /// A search on a graph.
    pub fn new(graph: &'g Graph) -> Search<'g> {
        let nodes = graph.node_count();
        Search {
            graph,
            weight: vec![u64::UNREACHABLE; nodes],
            by: vec![[NONE; 2]; nodes],
            touched: Vec::new(),
            queue: BinaryHeap::new(),
        }
    }

    /// Searches from a node until all of these are reached, or everything is. `weigh` gives the weight of an arc by its number, [`Weight::UNREACHABLE`] where it is closed.
    pub fn run(&mut self, from: u32, until: &[u32], weigh: impl Fn(u32) -> u64) {
        for node in self.touched.drain(..) {
            self.weight[node as usize] = u64::UNREACHABLE;
            self.by[node as usize] = [NONE; 2];
        }
        self.queue.clear();
        let mut wanted: Vec<u32> = until.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut left = wanted.len();
        self.weight[from as usize] = 0;
        self.touched.push(from);
        self.queue.push(Reverse((0, from)));
        while let Some(Reverse((reached, node))) = self.queue.pop() {
            if reached > self.weight[node as usize] {
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
                let known = &mut self.weight[next as usize];
                if total < *known {
                    if *known == u64::UNREACHABLE {
                        self.touched.push(next);
                    }
                    *known = total;
                    self.by[next as usize] = [arc, node];
                    self.queue.push(Reverse((total, next)));
                }
            }
        }
    }

    /// The least weight to a node that was asked for.
    pub fn weight(&self, node: u32) -> u64 {
        self.weight[node as usize]
    }

    /// The arcs of the way to a node, in order; empty where there is none, and at the start.
    pub fn arcs(&self, node: u32) -> Vec<u32> {
        let mut arcs = Vec::new();
        let mut at = node;
        while let [arc, before] = self.by[at as usize]
            && arc != NONE
        {
            arcs.push(arc);
            at = before;
        }
        arcs.reverse();
        arcs
    }
}
