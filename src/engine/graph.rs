//! Arcs by the node that they leave.

use super::grouped::Grouped;

/// A directed graph: for each node the arcs that leave it, with the node that they lead to and the number by which they were given. Parallel arcs and loops are kept.
#[derive(Debug, Clone)]
pub struct Graph {
    /// The number of each arc, and where it leads.
    arcs: Grouped<(u32, u32)>,
}

impl Graph {
    /// Builds the graph of some arcs, each with its number and the nodes that it leaves and enters.
    pub fn new(nodes: usize, arcs: impl Iterator<Item = (u32, [u32; 2])> + Clone) -> Graph {
        Graph { arcs: Grouped::of(nodes, arcs.map(|(number, [from, to])| (from, (number, to)))) }
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.arcs.group_count()
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.arcs.count()
    }

    /// The arcs that leave a node: number, and where it leads to.
    pub fn leaving(&self, node: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.arcs.at(node).iter().copied()
    }
}
