//! Arcs by the node that they leave.

/// A directed graph: for each node the arcs that leave it, with the node that they lead to and the number by which they were given. Parallel arcs and loops are kept.
#[derive(Debug, Clone)]
pub struct Graph {
    first: Vec<u32>,
    /// The number of each arc, and where it leads.
    arcs: Vec<(u32, u32)>,
}

impl Graph {
    /// Builds the graph of some arcs, each with its number and the nodes that it leaves and enters.
    pub fn new(nodes: usize, arcs: impl Iterator<Item = (u32, [u32; 2])> + Clone) -> Graph {
        let mut first = vec![0_u32; nodes + 1];
        let mut count = 0;
        arcs.clone().for_each(|(_, [from, _])| {
            first[from as usize + 1] += 1;
            count += 1;
        });
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut list = vec![(0, 0); count];
        arcs.for_each(|(number, [from, to])| {
            let place = &mut next[from as usize];
            list[*place as usize] = (number, to);
            *place += 1;
        });
        Graph { first, arcs: list }
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.first.len() - 1
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.arcs.len()
    }

    /// The arcs that leave a node: number, and where it leads to.
    pub fn leaving(&self, node: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.arcs[self.first[node as usize] as usize..self.first[node as usize + 1] as usize].iter().copied()
    }
}
