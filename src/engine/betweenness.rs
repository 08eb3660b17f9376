//! How many best ways run over each edge (Brandes 2001), with the distances of a hierarchy instead of searches.

use super::hierarchy::Hierarchy;
use super::metric::Metric;
use super::query::Query;
use super::weight::Weight;

/// For each edge the number of best ways from the sources to all other nodes that run over it; of pairs with several best ways each way counts its share. Edges run both ways, edge `i` between
/// `ends[i]`, and their weights are larger than zero; the hierarchy is that of their arcs in any order.
///
/// The least weights from a source come from the hierarchy, in a tenth of the time of a search; sorted, they give the order in which Brandes' algorithm meets the nodes.
pub fn edge_betweenness<W: Weight>(
    hierarchy: &Hierarchy,
    metric: &Metric<W>,
    ends: &[[u32; 2]],
    weight: impl Fn(usize) -> W,
    sources: &[u32],
) -> Vec<f64> {
    let around = Around::of(hierarchy.node_count(), ends, weight);
    let mut query = Query::new(hierarchy);
    let mut found = vec![0.0; ends.len()];
    let mut reached = Vec::new();
    // By place in the order of the distances: how many best ways lead there, and how much hangs on it.
    let (mut ways, mut hanging) = (vec![0.0_f64; hierarchy.node_count()], vec![0.0_f64; hierarchy.node_count()]);
    let mut order: Vec<(W, u32)> = Vec::new();
    for source in sources {
        query.from_node(metric, *source, &mut reached);
        order.clear();
        order.extend(
            reached.iter().zip(0..).filter(|(weight, _)| **weight < W::UNREACHABLE).map(|(weight, node)| (*weight, node)),
        );
        order.sort_unstable();
        ways.fill(0.0);
        hanging.fill(0.0);
        ways[*source as usize] = 1.0;
        for (weight, node) in &order {
            let own = ways[*node as usize];
            for (other, step, _) in around.of_node(*node) {
                if weight.plus(*step) == reached[*other as usize] {
                    ways[*other as usize] += own;
                }
            }
        }
        for (weight, node) in order.iter().rev() {
            let share = ways[*node as usize];
            let mut sum = 0.0;
            for (other, step, edge) in around.of_node(*node) {
                if weight.plus(*step) == reached[*other as usize] {
                    let along = share / ways[*other as usize] * (1.0 + hanging[*other as usize]);
                    found[*edge as usize] += along;
                    sum += along;
                }
            }
            hanging[*node as usize] = sum;
        }
    }
    found
}

/// Edges by the nodes that they end at: the other node, the weight, the edge.
struct Around<W> {
    first: Vec<u32>,
    list: Vec<(u32, W, u32)>,
}

impl<W: Weight> Around<W> {
    fn of(nodes: usize, ends: &[[u32; 2]], weight: impl Fn(usize) -> W) -> Around<W> {
        let mut first = vec![0_u32; nodes + 1];
        // A loop is on no best way, nor is what is closed.
        let is_used = |(edge, [a, b]): &(usize, &[u32; 2])| a != b && weight(*edge) < W::UNREACHABLE;
        let edges = || ends.iter().enumerate().filter(is_used);
        edges().flat_map(|(_, ends)| ends).for_each(|node| first[*node as usize + 1] += 1);
        (0..nodes).for_each(|node| first[node + 1] += first[node]);
        let mut next = first.clone();
        let mut list = vec![(0, W::ZERO, 0); first[nodes] as usize];
        for (edge, [a, b]) in edges() {
            for (node, other) in [(*a, *b), (*b, *a)] {
                list[next[node as usize] as usize] = (other, weight(edge), edge as u32);
                next[node as usize] += 1;
            }
        }
        Around { first, list }
    }

    fn of_node(&self, node: u32) -> &[(u32, W, u32)] {
        &self.list[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }
}
