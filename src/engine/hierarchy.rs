//! Customizable contraction hierarchies (Dibbelt, Strasser and Wagner 2016): what depends on the shape of a graph alone.
//!
//! Nodes are contracted in an order, lowest first; the higher neighbours of a node that is contracted are joined to each other. Every arc then leads from a lower to a higher node, and the way between
//! any two nodes climbs from both ends to one that is above them. Weights are filled in afterwards, as often as they change: see [`super::Metric`].

use std::sync::OnceLock;

use super::grouped::Grouped;
use super::order::order;
use crate::progress::{Progress, silent};

const NONE: u32 = u32::MAX;

/// A hierarchy. Nodes have ranks, the place in the order; links (what was contracted) lead upwards and are numbered by the rank of their lower end.
#[derive(Debug, Clone)]
pub struct Hierarchy {
    /// The node of each rank.
    pub(super) node: Vec<u32>,
    /// The rank of each node.
    pub(super) rank: Vec<u32>,
    /// The lowest higher neighbour of each rank: where every way upwards goes on.
    pub(super) parent: Vec<u32>,
    /// Where the links of each rank begin, and where they lead.
    pub(super) first: Vec<u32>,
    pub(super) head: Vec<u32>,
    /// For each arc of the graph the link that it runs along, upwards (`2 * link`) or downwards (`2 * link + 1`); none for a loop.
    pub(super) link_of: Vec<u32>,
    /// What only new weights need.
    turned: OnceLock<Turned>,
}

/// Links by their upper ends, and arcs by their links.
#[derive(Debug, Clone)]
struct Turned {
    /// The links that lead to each rank, with the ranks that they come from.
    below: Grouped<(u32, u32)>,
    /// The arcs that run along each link, either way.
    arcs: Grouped<u32>,
}

impl PartialEq for Hierarchy {
    fn eq(&self, other: &Hierarchy) -> bool {
        self.parts() == other.parts()
    }
}

impl Hierarchy {
    /// The hierarchy of a graph of arcs from node to node, by number; arcs may be parallel, run against each other, or be loops. `at` are positions of the nodes in any plane, where they are known: they help to
    /// find a good order.
    pub fn new(nodes: usize, arcs: &[[u32; 2]], at: Option<&[[f32; 2]]>) -> Hierarchy {
        Hierarchy::watched(nodes, arcs, at, &silent)
    }

    /// The same; `progress` is told how far it has come.
    pub fn watched(nodes: usize, arcs: &[[u32; 2]], at: Option<&[[f32; 2]]>, progress: Progress) -> Hierarchy {
        Hierarchy::in_order(&order(nodes, arcs.iter().copied(), at, progress), arcs)
    }

    /// The same in an order that is known.
    pub fn in_order(node: &[u32], arcs: &[[u32; 2]]) -> Hierarchy {
        let count = node.len();
        let mut rank = vec![0; count];
        node.iter().enumerate().for_each(|(i, node)| rank[*node as usize] = i as u32);
        let mut up: Vec<Vec<u32>> = vec![Vec::new(); count];
        for [a, b] in arcs {
            let (a, b) = (rank[*a as usize], rank[*b as usize]);
            if a != b {
                up[a.min(b) as usize].push(a.max(b));
            }
        }
        let mut parent = vec![NONE; count];
        for low in 0..count {
            let mut own = std::mem::take(&mut up[low]);
            own.sort_unstable();
            own.dedup();
            // What a node is joined to, its lowest higher neighbour is joined to in turn.
            if let Some((lowest, rest)) = own.split_first() {
                parent[low] = *lowest;
                up[*lowest as usize].extend_from_slice(rest);
            }
            own.shrink_to_fit();
            up[low] = own;
        }
        let mut first = vec![0];
        let mut head = Vec::new();
        for own in up {
            head.extend_from_slice(&own);
            first.push(head.len() as u32);
        }
        let mut hierarchy =
            Hierarchy { node: node.to_vec(), rank, parent, first, head, link_of: Vec::new(), turned: OnceLock::new() };
        hierarchy.link_of = arcs.iter().map(|[from, to]| hierarchy.find(*from, *to)).collect();
        hierarchy
    }

    /// The numbers that make it, for a file: the node of each rank, the parents, where links begin, where they lead, and the link of each arc.
    pub fn parts(&self) -> [&[u32]; 5] {
        [&self.node, &self.parent, &self.first, &self.head, &self.link_of]
    }

    /// From its numbers, where these fit together.
    pub fn from_parts([node, parent, first, head, link_of]: [Vec<u32>; 5]) -> Option<Hierarchy> {
        let count = node.len();
        let mut rank = vec![NONE; count];
        for (i, node) in node.iter().enumerate() {
            *rank.get_mut(*node as usize)? = i as u32;
        }
        let hierarchy = Hierarchy { node, rank, parent, first, head, link_of, turned: OnceLock::new() };
        let is_whole = hierarchy.parent.len() == count
            && hierarchy.first.len() == count + 1
            && hierarchy.first[0] == 0
            && hierarchy.first.is_sorted()
            && hierarchy.first.last() == Some(&(hierarchy.head.len() as u32))
            && hierarchy.rank.iter().all(|rank| *rank != NONE)
            && hierarchy.link_of.iter().all(|place| *place == NONE || ((place / 2) as usize) < hierarchy.head.len());
        let leads_up = |low: u32| {
            let heads = &hierarchy.head[hierarchy.links(low)];
            let parent = hierarchy.parent[low as usize];
            heads.first().copied().unwrap_or(NONE) == parent
                && (parent == NONE || parent > low)
                && heads.is_sorted_by(|a, b| a < b)
                && heads.last().is_none_or(|last| (*last as usize) < count)
        };
        (is_whole && (0..count as u32).all(leads_up)).then_some(hierarchy)
    }

    /// Whether arcs `2 * i` and `2 * i + 1` run against each other, all of them: an undirected graph, where every edge is given both ways.
    pub fn is_paired(&self) -> bool {
        let (pairs, rest) = self.link_of.as_chunks::<2>();
        // Both ways along one link differ in the last bit; a loop has none.
        rest.is_empty() && pairs.iter().all(|[there, back]| there ^ 1 == *back || [*there, *back] == [NONE; 2])
    }

    fn turned(&self) -> &Turned {
        self.turned.get_or_init(|| {
            let count = self.node.len();
            let links = (0..count as u32).flat_map(|low| self.links(low).map(move |link| (self.head[link], (link as u32, low))));
            let placed = self.link_of.iter().zip(0..).filter(|(place, _)| **place != NONE);
            let arcs = placed.map(|(place, arc)| (place / 2, arc));
            Turned { below: Grouped::of(count, links), arcs: Grouped::of(self.link_count(), arcs) }
        })
    }

    /// The arcs that run along a link, either way.
    pub(super) fn arcs_of(&self, link: u32) -> &[u32] {
        self.turned().arcs.at(link)
    }

    /// The link of an arc, with its direction.
    fn find(&self, from: u32, to: u32) -> u32 {
        let (a, b) = (self.rank[from as usize], self.rank[to as usize]);
        let (low, high) = (a.min(b), a.max(b));
        let links = self.links(low);
        let found = self.head[links.clone()].binary_search(&high);
        found.map_or(NONE, |i| 2 * (links.start + i) as u32 + u32::from(a > b))
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.node.len()
    }

    /// Number of links: of the edges of the graph, and of those that were added.
    pub fn link_count(&self) -> usize {
        self.head.len()
    }

    /// The links that lead upwards from a rank.
    pub(super) fn links(&self, rank: u32) -> std::ops::Range<usize> {
        self.first[rank as usize] as usize..self.first[rank as usize + 1] as usize
    }

    /// The links that lead upwards to a rank, with the ranks that they come from.
    pub(super) fn links_below(&self, rank: u32) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.turned().below.at(rank).iter().map(|(link, tail)| (*link as usize, *tail))
    }

    /// The lower end of a link.
    pub(super) fn tail(&self, link: u32) -> u32 {
        self.first.partition_point(|first| *first <= link) as u32 - 1
    }
}
