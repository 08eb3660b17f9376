//! The peers: RoutingKit's customizable hierarchies (C++, through the crate `routingkit-cch`), the crate `cch`, and Dijkstra's algorithm on plain arrays.

use std::collections::BTreeMap;

use corridor::engine::{Graph, Search};
use routingkit_cch::{CCH, CCHMetric, CCHMetricPartialUpdater, CCHOneToMany, CCHQuery, CCHQueryResult};

use crate::measure::median;
use crate::network::Network;
use crate::tasks::{Figure, NAMES, Tasks};

/// RoutingKit's weight of what is closed.
const CLOSED: u32 = i32::MAX as u32;

pub fn routingkit(network: &Network, tasks: &Tasks) -> [Figure; NAMES.len()] {
    let (tail, head) = network.tails_and_heads();
    let weights: Vec<u32> = (0..tail.len()).map(|arc| network.metres[arc / 2]).collect();
    let (lat, lon) = network.degrees();
    let (build, hierarchy) = median(1, || {
        let order = routingkit_cch::compute_order_inertial(network.nodes as u32, &tail, &head, &lat, &lon);
        CCH::new(&order, &tail, &head, |_| {}, false)
    });
    // The crate has no way to fill in weights anew but a new metric; memory for it counts.
    let (refill, mut metric) = median(5, || CCHMetric::new(&hierarchy, weights.clone()));
    let each = tasks.pairs.len() as f64;
    let (length, sum, path, links, one_to_all, far, table, cells) = {
        let mut query = CCHQuery::new(&metric);
        let mut all_pairs = |answer: &dyn Fn(&CCHQueryResult) -> u64| {
            let one = |[a, b]: &[u32; 2]| {
                query.add_source(*a, 0);
                query.add_target(*b, 0);
                answer(&query.run())
            };
            tasks.pairs.iter().map(one).sum::<u64>()
        };
        let (length, sum) = median(5, || all_pairs(&|found| u64::from(found.distance().unwrap_or(0))));
        let on_way = |found: &CCHQueryResult| found.arc_path().iter().map(|arc| u64::from(weights[*arc as usize])).sum::<u64>();
        let (path, links) = median(5, || all_pairs(&on_way));
        let all: Vec<u32> = (0..network.nodes as u32).collect();
        let mut to_all = CCHOneToMany::new(&metric, &all);
        let (one_to_all, far) = median(3, || {
            tasks
                .sources
                .iter()
                .map(|from| u64::from(to_all.distances_from(*from)[tasks.rows[0] as usize].unwrap_or(0)))
                .sum::<u64>()
        });
        let (table, cells) = median(3, || {
            let mut many = CCHOneToMany::new(&metric, &tasks.columns);
            tasks
                .rows
                .iter()
                .flat_map(|from| many.distances_from(*from))
                .map(|weight| u64::from(weight.unwrap_or(0)))
                .sum::<u64>()
        });
        (length, sum, path, links, one_to_all, far, table, cells)
    };
    let mut updater = CCHMetricPartialUpdater::new(&hierarchy);
    let arcs_of = |edge: u32, weight: u32| BTreeMap::from([(2 * edge, weight), (2 * edge + 1, weight)]);
    let (closures, without) = median(3, || {
        let mut sum = 0;
        for edge in &tasks.closed {
            updater.apply(&mut metric, &arcs_of(*edge, CLOSED));
            let mut many = CCHOneToMany::new(&metric, &tasks.destinations);
            let rows = tasks.origins.iter().flat_map(|from| many.distances_from(*from));
            sum += rows.map(|weight| u64::from(weight.filter(|weight| *weight < CLOSED).unwrap_or(0))).sum::<u64>();
            drop(many);
            updater.apply(&mut metric, &arcs_of(*edge, network.metres[*edge as usize]));
        }
        sum
    });
    let sources = tasks.sources.len() as f64;
    [
        Some((build, 0)),
        Some((refill, 0)),
        Some((length / each, sum)),
        Some((path / each, links)),
        Some((one_to_all / sources, far)),
        Some((table, cells)),
        Some((closures, without)),
        None,
        None,
    ]
}

pub fn cch(network: &Network, tasks: &Tasks) -> [Figure; NAMES.len()] {
    let arcs = network.arcs();
    let mut first = vec![0_u32; network.nodes + 1];
    arcs.iter().for_each(|[a, _]| first[*a as usize + 1] += 1);
    (0..network.nodes).for_each(|node| first[node + 1] += first[node]);
    let (mut next, mut head, mut weight) = (first.clone(), vec![0; arcs.len()], vec![0; arcs.len()]);
    for (arc, [a, b]) in arcs.iter().enumerate() {
        let place = &mut next[*a as usize];
        (head[*place as usize], weight[*place as usize]) = (*b, network.metres[arc / 2]);
        *place += 1;
    }
    let graph = ::cch::graph::Graph { first_out: first, head, weight };
    let (tail, to) = network.tails_and_heads();
    let (lat, lon) = network.degrees();
    let (build, hierarchy) =
        median(1, || ::cch::Cch::build(&graph, &::cch::inertial_order(network.nodes as u32, &tail, &to, &lat, &lon)));
    let customizer = hierarchy.customizer();
    let (refill, metric) = median(3, || customizer.customize(&graph.weight));
    let view = hierarchy.view();
    let (length, sum) =
        median(1, || tasks.pairs.iter().map(|[a, b]| u64::from(::cch::distance(&view, &metric.view(), *a, *b))).sum::<u64>());
    let (table, cells) = median(3, || {
        ::cch::distance_matrix(&view, &metric.view(), &tasks.rows, &tasks.columns)
            .iter()
            .map(|weight| u64::from(*weight))
            .sum::<u64>()
    });
    let all: Vec<u32> = (0..network.nodes as u32).collect();
    let mut query = ::cch::ElimTreeQuery::new(&view);
    query.pin_targets(&all);
    let mut row = vec![0; network.nodes];
    let (one_to_all, far) = median(3, || {
        tasks
            .sources
            .iter()
            .map(|from| {
                query.reset_source();
                query.add_source_and_run(&metric.view(), *from);
                query.get_distances_to_targets(&mut row);
                u64::from(row[tasks.rows[0] as usize])
            })
            .sum::<u64>()
    });
    let each = tasks.pairs.len() as f64;
    [
        Some((build, 0)),
        Some((refill, 0)),
        Some((length / each, sum)),
        None,
        Some((one_to_all / tasks.sources.len() as f64, far)),
        Some((table, cells)),
        None,
        None,
        None,
    ]
}

/// Dijkstra's algorithm and Brandes' on plain arrays; what takes minutes is left out.
pub fn plain(network: &Network, tasks: &Tasks) -> [Figure; NAMES.len()] {
    let arcs = network.arcs();
    let (build, graph) = median(3, || Graph::new(network.nodes, arcs.iter().enumerate().map(|(arc, ends)| (arc as u32, *ends))));
    let mut search = Search::new(&graph);
    let weigh = |arc: u32| u64::from(network.metres[arc as usize / 2]);
    let some = &tasks.pairs[..100];
    let (path, links) = median(1, || {
        some.iter()
            .map(|[a, b]| {
                search.run(*a, &[*b], weigh);
                search.arcs(*b).iter().map(|arc| weigh(*arc)).sum::<u64>()
            })
            .sum::<u64>()
    });
    let _ = links;
    let (one_to_all, far) = median(1, || {
        tasks
            .sources
            .iter()
            .map(|from| {
                search.run(*from, &[], weigh);
                search.weight(tasks.rows[0])
            })
            .sum::<u64>()
    });
    let (between, count) = median(1, || brandes(network, &graph, &tasks.sources));
    [
        Some((build, 0)),
        None,
        None,
        Some((path / some.len() as f64, 0)),
        Some((one_to_all / tasks.sources.len() as f64, far)),
        None,
        None,
        None,
        Some((between, count)),
    ]
}

/// Edge betweenness with a search for each source.
fn brandes(network: &Network, graph: &Graph, sources: &[u32]) -> u64 {
    let mut search = Search::new(graph);
    let weigh = |arc: u32| u64::from(network.metres[arc as usize / 2]);
    let mut found = vec![0.0; network.ends.len()];
    let (mut ways, mut hanging) = (vec![0.0; network.nodes], vec![0.0; network.nodes]);
    for source in sources {
        search.run(*source, &[], weigh);
        let mut order: Vec<u32> = (0..network.nodes as u32).filter(|node| search.weight(*node) < u64::MAX / 2).collect();
        order.sort_unstable_by_key(|node| search.weight(*node));
        ways.fill(0.0);
        hanging.fill(0.0);
        ways[*source as usize] = 1.0;
        for node in &order {
            for (arc, next) in
                graph.leaving(*node).filter(|(arc, next)| search.weight(*node) + weigh(*arc) == search.weight(*next))
            {
                let _ = arc;
                ways[next as usize] += ways[*node as usize];
            }
        }
        for node in order.iter().rev() {
            for (arc, next) in
                graph.leaving(*node).filter(|(arc, next)| search.weight(*node) + weigh(*arc) == search.weight(*next))
            {
                let along = ways[*node as usize] / ways[next as usize] * (1.0 + hanging[next as usize]);
                found[arc as usize / 2] += along;
                hanging[*node as usize] += along;
            }
        }
    }
    found.iter().sum::<f64>().round() as u64
}
