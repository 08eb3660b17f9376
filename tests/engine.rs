//! The hierarchy against a slow search: thousands of random graphs with parallel arcs, loops, zero weights, ties and parts without a way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, clippy::needless_range_loop)]

use std::fs;
use std::io::Read;
use std::path::Path;

use corridor::engine::{Graph, Hierarchy, Metric, Query, Search, Sums, Table, Weight, WhatIf, edge_betweenness, replacements};
use petgraph::graph::{DiGraph, NodeIndex};
use proptest::prelude::*;

/// Arcs with their weights between so many nodes.
#[derive(Debug, Clone)]
struct Random {
    nodes: usize,
    arcs: Vec<[u32; 2]>,
    weight: Vec<u32>,
    at: Vec<[f32; 2]>,
}

/// Graphs of all densities; weights are small, so that many ways are equal, and often zero or closed.
fn graphs() -> impl Strategy<Value = Random> {
    (1..40_usize, 0..4_usize, any::<bool>()).prop_flat_map(|(nodes, density, both)| {
        let arc = (0..nodes as u32, 0..nodes as u32, prop_oneof![Just(0_u32), 1..4_u32, 1..2000_u32, Just(u32::UNREACHABLE)]);
        let arcs = prop::collection::vec(arc, 0..=nodes * (density + 1));
        let at = prop::collection::vec((0.0..9.0_f32, 0.0..9.0_f32), nodes);
        (arcs, at).prop_map(move |(list, at)| {
            let (mut arcs, mut weight) = (Vec::new(), Vec::new());
            for (a, b, w) in list {
                arcs.push([a, b]);
                weight.push(w);
                if both {
                    arcs.push([b, a]);
                    weight.push(w);
                }
            }
            Random { nodes, arcs, weight, at: at.into_iter().map(|(x, y)| [x, y]).collect() }
        })
    })
}

/// Least weights from a node to all, by petgraph.
fn slow(graph: &Random, weight: &[u32], from: usize) -> Vec<u32> {
    let mut pet: DiGraph<(), u32> = DiGraph::new();
    (0..graph.nodes).for_each(|_| {
        pet.add_node(());
    });
    for (i, [a, b]) in graph.arcs.iter().enumerate().filter(|(i, _)| weight[*i] < u32::UNREACHABLE) {
        pet.add_edge(NodeIndex::new(*a as usize), NodeIndex::new(*b as usize), weight[i]);
    }
    let found = petgraph::algo::dijkstra(&pet, NodeIndex::new(from), None, |edge| *edge.weight());
    (0..graph.nodes).map(|node| found.get(&NodeIndex::new(node)).copied().unwrap_or(u32::UNREACHABLE)).collect()
}

/// Whether arcs lead from node to node and add up to a weight.
fn is_way(graph: &Random, weight: &[u32], [from, to]: [u32; 2], arcs: &[u32], sum: u32) -> bool {
    let mut at = from;
    let mut total = 0;
    for arc in arcs {
        let [begin, end] = graph.arcs[*arc as usize];
        if begin != at {
            return false;
        }
        at = end;
        total += weight[*arc as usize];
    }
    at == to && total == sum
}

/// Edges that run both ways, as arcs.
fn both_ways(nodes: usize, ends: &[[u32; 2]], weight: &[u32]) -> Random {
    paired(&Random { nodes, arcs: ends.to_vec(), weight: weight.to_vec(), at: Vec::new() })
}

#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Count(usize, u64);

/// Every arc both ways, side by side.
fn paired(graph: &Random) -> Random {
    Random {
        arcs: graph.arcs.iter().flat_map(|[a, b]| [[*a, *b], [*b, *a]]).collect(),
        weight: graph.weight.iter().flat_map(|weight| [*weight; 2]).collect(),
        at: graph.at.clone(),
        ..*graph
    }
}

fn wide(weight: u32) -> u64 {
    if weight == u32::UNREACHABLE { u64::UNREACHABLE } else { u64::from(weight) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn every_answer_is_that_of_a_slow_search(graph in graphs(), changed in prop::collection::vec((any::<prop::sample::Index>(), 0..2000_u32), 0..4), has_map in any::<bool>(), is_paired in any::<bool>(), is_both in any::<bool>()) {
        let graph = if is_paired { paired(&graph) } else { graph };
        let hierarchy = Hierarchy::new(graph.nodes, &graph.arcs, has_map.then_some(&graph.at[..]));
        let mut metric = Metric::new(&hierarchy, |arc| graph.weight[arc]);
        let mut query = Query::new(&hierarchy);
        let truth: Vec<Vec<u32>> = (0..graph.nodes).map(|from| slow(&graph, &graph.weight, from)).collect();
        let all: Vec<u32> = (0..graph.nodes as u32).collect();
        // How many arcs a way has, and what it weighs.
        let sums = Sums::of(&metric, |arc| Count(1, u64::from(graph.weight[arc])), |a, b| Count(a.0 + b.0, a.1 + b.1));
        let (mut arcs, mut row) = (Vec::new(), Vec::new());
        for from in all.iter().copied() {
            for to in all.iter().copied() {
                let known = truth[from as usize][to as usize];
                prop_assert_eq!(query.weight(&metric, from, to), known);
                let added = sums.between(&mut query, &metric, from, to);
                match query.path(&metric, from, to, &mut arcs) {
                    Some(sum) => prop_assert!(added == Some(Count(arcs.len(), u64::from(sum))) && sum == known && is_way(&graph, &graph.weight, [from, to], &arcs, sum)),
                    None => prop_assert_eq!(known, u32::UNREACHABLE),
                }
            }
            let mut some = Vec::new();
            query.weights(&metric, from, all.iter().copied(), |weight| some.push(weight));
            prop_assert_eq!(&some, &truth[from as usize]);
            query.from_node(&metric, from, &mut row);
            prop_assert_eq!(&row, &truth[from as usize]);
            query.to_node(&metric, from, &mut row);
            let back: Vec<u32> = truth.iter().map(|row| row[from as usize]).collect();
            prop_assert_eq!(&row, &back);
        }
        prop_assert_eq!(Table::to(&hierarchy, &metric, &all).rows(&all), truth.concat());
        // The other search, and weights of 64 bits.
        let long = Metric::new(&hierarchy, |arc| wide(graph.weight[arc]));
        let plain = Graph::new(graph.nodes, graph.arcs.iter().enumerate().map(|(i, ends)| (i as u32, *ends)));
        let (mut search, mut wide_query) = (Search::new(&plain), Query::new(&hierarchy));
        for from in all.iter().copied() {
            search.run(from, &all, |arc| wide(graph.weight[arc as usize]));
            for to in all.iter().copied() {
                prop_assert_eq!(search.weight(to), wide(truth[from as usize][to as usize]));
                prop_assert_eq!(wide_query.weight(&long, from, to), search.weight(to));
            }
        }
        // Weights that change are those of a hierarchy made anew, and come back.
        if graph.arcs.is_empty() {
            return Ok(());
        }
        let mut other = graph.weight.clone();
        let touched: Vec<usize> = changed.iter().flat_map(|(index, weight)| {
            let arc = index.index(graph.arcs.len());
            let arcs = if is_paired && is_both { vec![arc, arc ^ 1] } else { vec![arc] };
            arcs.iter().for_each(|arc| other[*arc] = *weight);
            arcs
        }).collect();
        let undo = metric.change(&hierarchy, &touched, |arc| other[arc]);
        for from in all.iter().copied() {
            let truth = slow(&graph, &other, from as usize);
            for to in all.iter().copied() {
                let found = query.path(&metric, from, to, &mut arcs);
                prop_assert_eq!(found.unwrap_or(u32::UNREACHABLE), truth[to as usize]);
                prop_assert!(found.is_none_or(|sum| is_way(&graph, &other, [from, to], &arcs, sum)));
            }
        }
        metric.undo(undo);
        for from in all.iter().copied() {
            query.from_node(&metric, from, &mut row);
            prop_assert_eq!(&row, &truth[from as usize]);
        }
    }

    /// Closing arcs one after another, pair by pair, is deleting them.
    #[test]
    fn closures_are_deletions(graph in graphs(), is_paired in any::<bool>()) {
        let graph = if is_paired { paired(&graph) } else { graph };
        let hierarchy = Hierarchy::new(graph.nodes, &graph.arcs, Some(&graph.at));
        let mut metric = Metric::new(&hierarchy, |arc| graph.weight[arc]);
        let mut query = Query::new(&hierarchy);
        let pairs: Vec<[u32; 2]> = (0..graph.nodes as u32).flat_map(|a| [[a, 0], [0, a], [a, graph.nodes as u32 - 1]]).collect();
        let mut what_if = WhatIf::new(&mut query, &mut metric, &pairs);
        let mut changed = Vec::new();
        for closed in (0..graph.arcs.len()).step_by(2) {
            let arcs = [closed, (closed + 1).min(graph.arcs.len() - 1)];
            what_if.without(&arcs, |arc| graph.weight[arc], &mut changed);
            let mut now = what_if.open().to_vec();
            changed.iter().for_each(|(pair, weight)| now[*pair] = *weight);
            let mut weight = graph.weight.clone();
            arcs.iter().for_each(|arc| weight[*arc] = u32::UNREACHABLE);
            for from in 0..graph.nodes {
                let truth = slow(&graph, &weight, from);
                for (pair, now) in pairs.iter().zip(&now).filter(|(pair, _)| pair[0] as usize == from) {
                    prop_assert_eq!(*now, truth[pair[1] as usize]);
                }
            }
        }
    }
}

/// The real graphs, where they are present, against the distances of a plain search.
#[test]
fn real_graphs_have_the_distances_of_a_plain_search() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/graphs");
    for name in ["sea", "rail5k"] {
        let source = folder.join(format!("{name}.edges.csv.gz"));
        if !source.exists() {
            eprintln!("skipped: {} is not here", source.display());
            return;
        }
        let mut text = String::new();
        flate2::read::GzDecoder::new(fs::File::open(&source).unwrap()).read_to_string(&mut text).unwrap();
        let (mut arcs, mut weight, mut nodes) = (Vec::new(), Vec::new(), 0);
        for line in text.lines().skip(1) {
            let mut cells = line.split(',');
            let [a, b] = [0; 2].map(|_: u32| cells.next().unwrap().parse::<u32>().unwrap());
            let metres = (cells.next().unwrap().parse::<f64>().unwrap() * 1000.0).round() as u32;
            arcs.extend([[a, b], [b, a]]);
            weight.extend([metres; 2]);
            nodes = nodes.max(a.max(b) as usize + 1);
        }
        let graph = Random { nodes, arcs, weight, at: Vec::new() };
        // Without a map: the order comes from the graph alone.
        let hierarchy = Hierarchy::new(nodes, &graph.arcs, None);
        let metric = Metric::new(&hierarchy, |arc| graph.weight[arc]);
        let (mut query, mut row, mut arcs) = (Query::new(&hierarchy), Vec::new(), Vec::new());
        for from in (0..nodes).step_by(nodes / 7) {
            let truth = slow(&graph, &graph.weight, from);
            query.from_node(&metric, from as u32, &mut row);
            assert_eq!(row, truth);
            for to in (0..nodes).step_by(nodes / 50) {
                let sum = query.path(&metric, from as u32, to as u32, &mut arcs).unwrap();
                assert!(
                    sum == truth[to] && is_way(&graph, &graph.weight, [from as u32, to as u32], &arcs, sum),
                    "{name} {from} {to}"
                );
            }
        }
        eprintln!("{name}: {nodes} nodes, {} links", hierarchy.link_count());
    }
}

/// An undirected graph with weights above zero: its edges, as arcs both ways.
fn undirected() -> impl Strategy<Value = (usize, Vec<[u32; 2]>, Vec<u32>)> {
    (2..26_usize, 0..3_usize).prop_flat_map(|(nodes, density)| {
        let edge = (0..nodes as u32, 0..nodes as u32, prop_oneof![1..4_u32, 1..500_u32, Just(u32::UNREACHABLE)]);
        let edges = prop::collection::vec(edge, 1..=nodes * (density + 1));
        edges.prop_map(move |edges| {
            let (ends, weight) = edges.into_iter().map(|(a, b, w)| ([a, b], w)).unzip();
            (nodes, ends, weight)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Every edge of every pair's best way closed in turn is what a search without it finds.
    #[test]
    fn replacements_are_deletions((nodes, ends, weight) in undirected()) {
        let graph = both_ways(nodes, &ends, &weight);
        let hierarchy = Hierarchy::new(nodes, &graph.arcs, None);
        let metric = Metric::new(&hierarchy, |arc| graph.weight[arc]);
        let pairs: Vec<[u32; 2]> = (0..nodes as u32).step_by(3).flat_map(|a| (0..nodes as u32).step_by(2).map(move |b| [a, b])).collect();
        let found = replacements(&hierarchy, &metric, &ends, |edge| weight[edge], &pairs).unwrap();
        for ([from, to], way) in pairs.iter().zip(&found) {
            let open = slow(&graph, &graph.weight, *from as usize)[*to as usize];
            let sum: u32 = way.iter().map(|(edge, _)| weight[*edge as usize]).sum();
            prop_assert_eq!(sum, if open == u32::UNREACHABLE { 0 } else { open });
            for (edge, without) in way {
                let mut closed = graph.weight.clone();
                closed[2 * *edge as usize] = u32::UNREACHABLE;
                closed[2 * *edge as usize + 1] = u32::UNREACHABLE;
                prop_assert_eq!(*without, slow(&graph, &closed, *from as usize)[*to as usize], "{} {} without {}", from, to, edge);
            }
        }
    }

    /// Edge betweenness is the share of the best ways of all pairs that run over an edge.
    #[test]
    fn betweenness_counts_best_ways((nodes, ends, weight) in undirected()) {
        let graph = both_ways(nodes, &ends, &weight);
        let hierarchy = Hierarchy::new(nodes, &graph.arcs, None);
        let metric = Metric::new(&hierarchy, |arc| graph.weight[arc]);
        let sources: Vec<u32> = (0..nodes as u32).collect();
        let found = edge_betweenness(&hierarchy, &metric, &ends, |edge| weight[edge], &sources);
        // Ways from each node are counted one by one, nearest first; those over an edge are those to its one end times those on from its other.
        let distances: Vec<Vec<u32>> = (0..nodes).map(|from| slow(&graph, &graph.weight, from)).collect();
        let ways: Vec<Vec<f64>> = distances.iter().enumerate().map(|(from, row)| {
            let mut near: Vec<usize> = (0..nodes).filter(|node| row[*node] < u32::UNREACHABLE).collect();
            near.sort_by_key(|node| row[*node]);
            let mut count = vec![0.0; nodes];
            count[from] = 1.0;
            for node in near {
                for (edge, [a, b]) in ends.iter().enumerate() {
                    for (x, y) in [(*a as usize, *b as usize), (*b as usize, *a as usize)] {
                        if x == node && weight[edge] < u32::UNREACHABLE && row[x] + weight[edge] == row[y] {
                            count[y] += count[x];
                        }
                    }
                }
            }
            count
        }).collect();
        for (edge, [a, b]) in ends.iter().enumerate() {
            let mut wanted = 0.0;
            for from in 0..nodes {
                for to in (0..nodes).filter(|to| *to != from && distances[from][*to] < u32::UNREACHABLE) {
                    for (x, y) in [(*a as usize, *b as usize), (*b as usize, *a as usize)] {
                        let length = distances[from][x].saturating_add(weight[edge]).saturating_add(distances[y][to]);
                        if x != y && weight[edge] < u32::UNREACHABLE && length == distances[from][to] {
                            wanted += ways[from][x] * ways[y][to] / ways[from][to];
                        }
                    }
                }
            }
            prop_assert!((found[edge] - wanted).abs() < 1e-9 * (1.0 + wanted), "edge {}: {} {}", edge, found[edge], wanted);
        }
    }
}
