//! Arcs by the node that they leave.

/// A directed graph: for each node the arcs that leave it, with the node that they lead to and the number by which they were given. Parallel arcs and loops are kept.
#[derive(Debug, Clone)]
pub struct Graph {
    first: Vec<u32>,
    head: Vec<u32>,
    arc: Vec<u32>,
}

impl Graph {
    /// Builds the graph of some arcs, each with its number and the nodes that it leaves and enters.
    pub fn new(nodes: usize, arcs: impl Iterator<Item = (u32, [u32; 2])> + Clone) -> Graph {
        let mut first = vec![0_u32; nodes + 1];
        let mut count = 0;
        for (_, [from, _]) in arcs.clone() {
            first[from as usize + 1] += 1;
            count += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let (mut head, mut arc) = (vec![0; count], vec![0; count]);
        for (number, [from, to]) in arcs {
            let place = &mut next[from as usize];
            head[*place as usize] = to;
            arc[*place as usize] = number;
            *place += 1;
        }
        Graph { first, head, arc }
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.first.len() - 1
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.head.len()
    }

    /// The arcs that leave a node: number, and where it leads to.
    pub fn leaving(&self, node: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let range = self.first[node as usize] as usize..self.first[node as usize + 1] as usize;
        self.arc[range.clone()].iter().copied().zip(self.head[range].iter().copied())
    }
}
