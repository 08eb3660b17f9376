//! In which order nodes are contracted: first all that join at most two others, round by round, then the core that is left by nested dissection.
//!
//! A good order keeps the hierarchy small. Nodes of degree one and two are most of a railway or road network; taken out every other one at a time, a chain of length n costs log n levels. What is left is
//! cut in halves again and again by few nodes, found as minimum cuts between the ends of a sweep over the map (inertial flow: Schild and Sommer 2015); the nodes of a cut come last.

use super::flow::separator;
use crate::progress::Progress;

/// A part of so few nodes is not cut further.
const SMALLEST: usize = 12;

/// The nodes of a graph in the order of contraction. `edges` are pairs of nodes, in any direction, loops and parallel ones allowed; `at` are positions in any plane, where they are known. `progress` is told steps of about equal work.
pub fn order(nodes: usize, edges: impl Iterator<Item = [u32; 2]>, at: Option<&[[f32; 2]]>, progress: Progress) -> Vec<u32> {
    let mut neighbours = neighbours(nodes, edges);
    let mut order = Vec::with_capacity(nodes);
    let core = contract_chains(&mut neighbours, &mut order);
    dissect(&neighbours, core, at, &mut order, progress);
    order
}

fn neighbours(nodes: usize, edges: impl Iterator<Item = [u32; 2]>) -> Vec<Vec<u32>> {
    let mut neighbours = vec![Vec::new(); nodes];
    for [a, b] in edges.filter(|[a, b]| a != b) {
        neighbours[a as usize].push(b);
        neighbours[b as usize].push(a);
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }
    neighbours
}

/// Takes out nodes with at most two neighbours, none beside another in one round, until there are none; the neighbours of a node that is taken out are joined. Gives the nodes that are left.
fn contract_chains(neighbours: &mut [Vec<u32>], order: &mut Vec<u32>) -> Vec<u32> {
    let mut is_out = vec![false; neighbours.len()];
    let mut round_of = vec![0_u32; neighbours.len()];
    let mut waiting: Vec<u32> = (0..neighbours.len() as u32).collect();
    let mut round = 0;
    while !waiting.is_empty() {
        round += 1;
        let mut next = Vec::new();
        for node in waiting {
            if is_out[node as usize] || neighbours[node as usize].len() > 2 {
                continue;
            }
            if round_of[node as usize] == round {
                // A neighbour went out in this round.
                next.push(node);
                continue;
            }
            is_out[node as usize] = true;
            order.push(node);
            let around = std::mem::take(&mut neighbours[node as usize]);
            for (i, other) in around.iter().enumerate() {
                let list = &mut neighbours[*other as usize];
                list.retain(|known| *known != node);
                if let Some(second) = around.get(1 - i).filter(|second| !list.contains(second)) {
                    list.push(*second);
                }
                round_of[*other as usize] = round;
                next.push(*other);
            }
        }
        next.sort_unstable();
        next.dedup();
        waiting = next;
    }
    (0..neighbours.len() as u32).filter(|node| !is_out[*node as usize]).collect()
}

/// Adds nodes to the order so that those of a cut come after both sides of it.
fn dissect(neighbours: &[Vec<u32>], core: Vec<u32>, at: Option<&[[f32; 2]]>, order: &mut Vec<u32>, progress: Progress) {
    // Halves of halves: every node is in as many parts that are cut.
    let all = core.len() * (core.len() / SMALLEST).max(1).ilog2() as usize;
    let mut done = 0;
    // Parts still to be ordered; they are written from the end, so that the nodes of a cut come last.
    let mut backwards = Vec::with_capacity(core.len());
    let mut local = vec![u32::MAX; neighbours.len()];
    let mut waiting = vec![core];
    while let Some(part) = waiting.pop() {
        if part.len() <= SMALLEST {
            backwards.extend(part.into_iter().rev());
            continue;
        }
        progress(done.min(all), all);
        done += part.len();
        let graph = Part::of(neighbours, &part, at, &mut local);
        let cut = separator(&graph);
        let of_side =
            |side: u8| part.iter().zip(&cut).filter(|(_, its)| **its == side).map(|(node, _)| *node).collect::<Vec<u32>>();
        let (left, right, between) = (of_side(0), of_side(1), of_side(2));
        if between.len() + 1 >= part.len() || left.is_empty() && right.is_empty() {
            backwards.extend(part);
            continue;
        }
        backwards.extend(between);
        waiting.extend([left, right]);
    }
    order.extend(backwards.into_iter().rev());
}

/// A part of the core on its own, with numbers from 0.
pub(super) struct Part {
    pub first: Vec<u32>,
    pub head: Vec<u32>,
    pub at: Vec<[f32; 2]>,
}

impl Part {
    fn of(neighbours: &[Vec<u32>], part: &[u32], at: Option<&[[f32; 2]]>, local: &mut [u32]) -> Part {
        part.iter().enumerate().for_each(|(i, node)| local[*node as usize] = i as u32);
        let (mut first, mut head) = (vec![0], Vec::new());
        for node in part {
            head.extend(neighbours[*node as usize].iter().map(|other| local[*other as usize]).filter(|other| *other != u32::MAX));
            first.push(head.len() as u32);
        }
        part.iter().for_each(|node| local[*node as usize] = u32::MAX);
        let mut graph = Part { first, head, at: Vec::new() };
        graph.at = match at {
            Some(at) => part.iter().map(|node| at[*node as usize]).collect(),
            None => graph.imagined(),
        };
        graph
    }

    pub fn len(&self) -> usize {
        self.first.len() - 1
    }

    pub fn arcs(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }

    /// Positions for a graph without a map: steps from a node at one end, and from one at the other side.
    fn imagined(&self) -> Vec<[f32; 2]> {
        let farthest = |steps: &[u32]| (0..steps.len()).filter(|i| steps[*i] != u32::MAX).max_by_key(|i| steps[*i]).unwrap_or(0);
        let one = self.steps_from(farthest(&self.steps_from(0)));
        let two = self.steps_from(farthest(&one));
        // The third corner is far from both.
        let least: Vec<u32> = one.iter().zip(&two).map(|(a, b)| *a.min(b)).collect();
        let three = self.steps_from(farthest(&least));
        let half = |a: u32| if a == u32::MAX { 0.0 } else { a as f32 };
        (0..self.len()).map(|i| [half(one[i]) - half(two[i]), half(three[i])]).collect()
    }

    fn steps_from(&self, from: usize) -> Vec<u32> {
        let mut steps = vec![u32::MAX; self.len()];
        steps[from] = 0;
        let mut queue = vec![from as u32];
        let mut i = 0;
        while let Some(node) = queue.get(i).copied() {
            for other in &self.head[self.arcs(node)] {
                if steps[*other as usize] == u32::MAX {
                    steps[*other as usize] = steps[node as usize] + 1;
                    queue.push(*other);
                }
            }
            i += 1;
        }
        steps
    }
}
