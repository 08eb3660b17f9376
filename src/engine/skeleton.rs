//! A network without its dead ends and without the nodes inside its chains.

use super::grouped::Grouped;
use super::weight::Weight;

const NONE: u32 = u32::MAX;

/// What is left of an undirected network: nodes where ways part, and those that were asked for; between them chains of edges.
pub(super) struct Skeleton<W> {
    /// The nodes that are left, in rising order.
    pub nodes: Vec<u32>,
    /// The places in `nodes` that each chain joins, its weight, and where its edges end in `chain`.
    pub ends: Vec<[u32; 2]>,
    pub weight: Vec<W>,
    chain_end: Vec<u32>,
    chain: Vec<u32>,
    /// The chains at each node: the other node and the chain.
    around: Grouped<(u32, u32)>,
}

impl<W: Weight> Skeleton<W> {
    /// Leaves out what changes no choice, but keeps some nodes. Closed edges and loops are left out too.
    pub fn of(nodes: usize, ends: &[[u32; 2]], weight: impl Fn(usize) -> W, keep: &[u32]) -> Skeleton<W> {
        let is_used: Vec<bool> = ends.iter().enumerate().map(|(edge, [a, b])| a != b && weight(edge) < W::UNREACHABLE).collect();
        let used = || ends.iter().enumerate().filter(|(edge, _)| is_used[*edge]).map(|(edge, ends)| (edge as u32, *ends));
        let list = around(nodes, used());
        let of = |node: u32| list.at(node);
        let mut is_kept = vec![false; nodes];
        keep.iter().for_each(|node| is_kept[*node as usize] = true);
        // Dead ends, from their ends on.
        let mut degree: Vec<u32> = (0..nodes as u32).map(|node| of(node).len() as u32).collect();
        let mut waiting: Vec<u32> = (0..nodes as u32).filter(|node| degree[*node as usize] == 1).collect();
        while let Some(node) = waiting.pop() {
            if degree[node as usize] != 1 || is_kept[node as usize] {
                continue;
            }
            degree[node as usize] = 0;
            for (other, _) in of(node) {
                if degree[*other as usize] > 0 {
                    degree[*other as usize] -= 1;
                    waiting.push(*other);
                }
            }
        }
        (0..nodes).for_each(|node| is_kept[node] |= degree[node] > 2);
        let left: Vec<u32> = (0..nodes as u32).filter(|node| is_kept[*node as usize]).collect();
        let mut place = vec![NONE; nodes];
        left.iter().enumerate().for_each(|(i, node)| place[*node as usize] = i as u32);
        let mut skeleton = Skeleton {
            nodes: left,
            ends: Vec::new(),
            weight: Vec::new(),
            chain_end: Vec::new(),
            chain: Vec::new(),
            around: Grouped::of(0, std::iter::empty()),
        };
        let mut is_walked = vec![false; ends.len()];
        for begin in skeleton.nodes.clone() {
            for (other, edge) in of(begin) {
                if is_walked[*edge as usize] || degree[*other as usize] == 0 {
                    continue;
                }
                let (mut at, mut last, mut sum) = (*other, *edge, W::ZERO);
                loop {
                    is_walked[last as usize] = true;
                    skeleton.chain.push(last);
                    sum = sum.plus(weight(last as usize));
                    if is_kept[at as usize] {
                        break;
                    }
                    // Two edges meet inside a chain, and one was walked.
                    let Some((next, edge)) = of(at).iter().find(|(other, edge)| *edge != last && degree[*other as usize] > 0)
                    else {
                        break;
                    };
                    (at, last) = (*next, *edge);
                }
                skeleton.ends.push([place[begin as usize], place[at as usize]]);
                skeleton.weight.push(sum);
                skeleton.chain_end.push(skeleton.chain.len() as u32);
            }
        }
        let chains = skeleton.ends.iter().enumerate().filter(|(_, [a, b])| a != b).map(|(chain, ends)| (chain as u32, *ends));
        skeleton.around = around(skeleton.nodes.len(), chains);
        skeleton
    }

    /// The place of a node that is left.
    pub fn place(&self, node: u32) -> u32 {
        self.nodes.partition_point(|known| *known < node) as u32
    }

    /// The chains at a node: where they lead, and which they are.
    pub fn around(&self, node: u32) -> &[(u32, u32)] {
        self.around.at(node)
    }

    /// The edges of a chain in the order in which they lead to a node.
    pub fn edges(&self, chain: u32, to: u32, take: impl FnMut(u32)) {
        let begin = chain.checked_sub(1).map_or(0, |before| self.chain_end[before as usize]);
        let edges = self.chain[begin as usize..self.chain_end[chain as usize] as usize].iter().copied();
        if self.ends[chain as usize][1] == to { edges.for_each(take) } else { edges.rev().for_each(take) }
    }
}

/// The edges at each node: the other node and the edge.
fn around(nodes: usize, edges: impl Iterator<Item = (u32, [u32; 2])> + Clone) -> Grouped<(u32, u32)> {
    Grouped::of(nodes, edges.flat_map(|(edge, [a, b])| [(a, (b, edge)), (b, (a, edge))]))
}
