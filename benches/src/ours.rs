//! The engine of the program.

use corridor::engine::{Hierarchy, Metric, Query, Table, Weight, WhatIf, edge_betweenness, replacements};

use crate::measure::median;
use crate::network::Network;
use crate::tasks::{Figure, NAMES, Tasks};

/// Edges on the best ways of pairs, each once.
pub fn used(network: &Network, pairs: &[[u32; 2]]) -> Vec<u32> {
    let hierarchy = Hierarchy::new(network.nodes, &network.arcs(), Some(&network.flat()));
    let metric = Metric::new(&hierarchy, |arc| network.metres[arc / 2]);
    let (mut query, mut arcs, mut used) = (Query::new(&hierarchy), Vec::new(), Vec::new());
    for [from, to] in pairs {
        query.path(&metric, *from, *to, &mut arcs);
        used.extend(arcs.iter().map(|arc| arc / 2));
    }
    used.sort_unstable();
    used.dedup();
    used
}

pub fn run(network: &Network, tasks: &Tasks) -> [Figure; NAMES.len()] {
    let (arcs, at) = (network.arcs(), network.flat());
    let weight = |arc: usize| network.metres[arc / 2];
    let (build, (hierarchy, mut metric)) = median(3, || {
        let hierarchy = Hierarchy::new(network.nodes, &arcs, Some(&at));
        let metric = Metric::new(&hierarchy, weight);
        (hierarchy, metric)
    });
    let (refill, ()) = median(7, || metric.refill(&hierarchy, weight));
    let mut query = Query::new(&hierarchy);
    let each = tasks.pairs.len() as f64;
    let (length, sum) = median(5, || tasks.pairs.iter().map(|[a, b]| u64::from(query.weight(&metric, *a, *b))).sum::<u64>());
    let mut way = Vec::new();
    let (path, links) = median(5, || {
        tasks
            .pairs
            .iter()
            .map(|[a, b]| {
                query
                    .path(&metric, *a, *b, &mut way)
                    .map_or(0, |_| way.iter().map(|arc| u64::from(network.metres[*arc as usize / 2])).sum::<u64>())
            })
            .sum::<u64>()
    });
    let mut all = Vec::new();
    let (one_to_all, far) = median(3, || {
        tasks
            .sources
            .iter()
            .map(|from| {
                query.from_node(&metric, *from, &mut all);
                u64::from(all[tasks.rows[0] as usize])
            })
            .sum::<u64>()
    });
    let (table, cells) = median(5, || {
        Table::to(&hierarchy, &metric, &tasks.columns).rows(&tasks.rows).iter().map(|weight| u64::from(*weight)).sum::<u64>()
    });
    let mut changed = Vec::new();
    let (closures, without) = median(5, || {
        let mut what_if = WhatIf::new(&mut query, &mut metric, &tasks.few);
        tasks
            .closed
            .iter()
            .map(|edge| {
                what_if.without(&[2 * *edge as usize, 2 * *edge as usize + 1], weight, &mut changed);
                let mut row = what_if.open().to_vec();
                changed.iter().for_each(|(pair, weight)| row[*pair] = *weight);
                reached(row.into_iter())
            })
            .sum::<u64>()
    });
    let (every, each_without) = median(3, || {
        let found = replacements(&hierarchy, &metric, &network.ends, |edge| network.metres[edge], &tasks.few);
        found.map_or(0, |found| reached(found.iter().flatten().map(|(_, weight)| *weight)))
    });
    let (between, count) = median(3, || {
        edge_betweenness(&hierarchy, &metric, &network.ends, |edge| network.metres[edge], &tasks.sources)
            .iter()
            .sum::<f64>()
            .round() as u64
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
        Some((every, each_without)),
        Some((between, count)),
    ]
}

/// The sum of what can be reached.
pub fn reached(weights: impl Iterator<Item = u32>) -> u64 {
    weights.filter(|weight| *weight < u32::UNREACHABLE).map(u64::from).sum()
}

/// A table with its rows shared out over two threads, and over one, in seconds of the clock.
pub fn two_threads(network: &Network, tasks: &Tasks) -> [f64; 2] {
    use rayon::prelude::*;
    let hierarchy = Hierarchy::new(network.nodes, &network.arcs(), Some(&network.flat()));
    let metric = Metric::new(&hierarchy, |arc| network.metres[arc / 2]);
    let table = Table::to(&hierarchy, &metric, &tasks.columns);
    [1, 2].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let mut times: Vec<f64> = (0..9)
            .map(|_| {
                let begun = std::time::Instant::now();
                pool.install(|| {
                    tasks.rows.par_chunks(tasks.rows.len().div_ceil(8)).map(|rows| table.rows(rows).len()).sum::<usize>()
                });
                begun.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        times[4]
    })
}
