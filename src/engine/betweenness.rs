//! How many best ways run over each edge (Brandes 2001), with the distances of a hierarchy instead of searches.

use super::grouped::Grouped;
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
    // A loop is on no best way, nor is what is closed.
    let is_used = |(edge, [a, b]): &(usize, &[u32; 2])| a != b && weight(*edge) < W::UNREACHABLE;
    // At each node the edges: the other node, the weight, the edge.
    let both = |(edge, [a, b]): (usize, &[u32; 2])| {
        let own = weight(edge);
        [(*a, (*b, own, edge as u32)), (*b, (*a, own, edge as u32))]
    };
    let around = Grouped::of(hierarchy.node_count(), ends.iter().enumerate().filter(is_used).flat_map(both));
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
            for (other, step, _) in around.at(*node) {
                if weight.plus(*step) == reached[*other as usize] {
                    ways[*other as usize] += own;
                }
            }
        }
        for (weight, node) in order.iter().rev() {
            let share = ways[*node as usize];
            let mut sum = 0.0;
            for (other, step, edge) in around.at(*node) {
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
