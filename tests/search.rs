//! The search against two slower ones on random networks, ties and parallel links among them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use corridor::check;
use corridor::cost::Objective;
use corridor::model::{Dataset, PlaceIx};
use corridor::network::{Constraints, Fast, LinkId, Network, NodeId, Scenario, Toward, View, Weight, best_path, tree};
use corridor::read;
use petgraph::graph::{DiGraph, NodeIndex};
use proptest::prelude::*;

/// Ends, mode, country and whether it operates, of one random segment.
type RandomSegment = (usize, usize, usize, bool);

const PLACES: usize = 14;

fn dataset(segments: &[RandomSegment]) -> Dataset {
    let mut text = common::Files::default();
    for i in 0..PLACES {
        // Every fourth place is a border, so that crossings come into it.
        text.place(i, i % 4 == 3);
    }
    for (number, (from, to, mode, operates)) in segments.iter().enumerate() {
        if from != to {
            text.segment(
                number,
                *from,
                *to,
                ["rail", "road", "sea", "rail"][*mode],
                if *mode == 3 { 1435 } else { 1520 },
                *operates,
            );
        }
    }
    text.dataset()
}

fn segments() -> impl Strategy<Value = Vec<RandomSegment>> {
    prop::collection::vec((0..PLACES, 0..PLACES, 0..4usize, prop::bool::weighted(0.85)), 8..60)
}

/// All pairs by Floyd and Warshall: slow, and nothing like Dijkstra.
fn all_pairs(nodes: usize, links: &[(usize, usize, u64)]) -> Vec<Vec<u64>> {
    let mut table = vec![vec![u64::MAX; nodes]; nodes];
    (0..nodes).for_each(|i| table[i][i] = 0);
    for (a, b, weight) in links {
        table[*a][*b] = table[*a][*b].min(*weight);
    }
    for k in 0..nodes {
        for i in 0..nodes {
            for j in 0..nodes {
                let way = table[i][k].saturating_add(table[k][j]);
                table[i][j] = table[i][j].min(way);
            }
        }
    }
    table
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn search_equals_two_slow_ones(segments in segments(), objective in 0..4usize) {
        let objective = [Objective::Time, Objective::Distance, Objective::Cost, Objective::Emissions][objective];
        let data = dataset(&segments);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let view = View::new(&data, &network, &Scenario::default(), &Constraints::default());
        let open: Vec<(usize, usize, u64)> = network
            .links()
            .filter_map(|id| {
                let (a, b) = network.ends(id);
                Some((a.0 as usize, b.0 as usize, view.weight(id, objective)?.primary))
            })
            .collect();
        let slow = all_pairs(network.node_count(), &open);
        let mut graph: DiGraph<(), u64> = DiGraph::new();
        for _ in 0..network.node_count() {
            graph.add_node(());
        }
        for (a, b, weight) in &open {
            graph.add_edge(NodeIndex::new(*a), NodeIndex::new(*b), *weight);
        }
        for (from, row) in slow.iter().enumerate() {
            let fast = tree(&network, &[(NodeId(from as u32), Weight::default())], true, |id| view.weight(id, objective));
            let petgraph = petgraph::algo::dijkstra(&graph, NodeIndex::new(from), None, |edge| *edge.weight());
            for (to, expected) in row.iter().enumerate() {
                let found = fast.weight(NodeId(to as u32)).primary;
                prop_assert_eq!(found, *expected);
                prop_assert_eq!(found, petgraph.get(&NodeIndex::new(to)).copied().unwrap_or(u64::MAX));
                let links = fast.links(&network, NodeId(to as u32));
                if found != u64::MAX {
                    let sum: u64 = links.iter().map(|id| view.weight(*id, objective).unwrap().primary).sum();
                    prop_assert_eq!(sum, found, "the links of the path add up to its weight");
                    prop_assert!(links.windows(2).all(|pair| network.ends(pair[0]).1 == network.ends(pair[1]).0));
                }
            }
        }
    }

    #[test]
    fn a_backward_tree_says_the_same(segments in segments()) {
        let data = dataset(&segments);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let view = View::new(&data, &network, &Scenario::default(), &Constraints::default());
        let weigh = |id| view.weight(id, Objective::Time);
        let nodes: Vec<NodeId> = (0..network.node_count() as u32).map(NodeId).collect();
        for to in nodes.iter().step_by(3) {
            let backward = tree(&network, &[(*to, Weight::default())], false, weigh);
            for from in nodes.iter().step_by(5) {
                let forward = tree(&network, &[(*from, Weight::default())], true, weigh);
                prop_assert_eq!(forward.weight(*to), backward.weight(*from));
            }
        }
    }

    #[test]
    fn stages_are_visited_in_order(segments in segments(), a in 0..PLACES, b in 0..PLACES, c in 0..PLACES) {
        let data = dataset(&segments);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let view = View::new(&data, &network, &Scenario::default(), &Constraints::default());
        let weigh = |id| view.weight(id, Objective::Time);
        let at = |place: usize| data.place_ix(&format!("p{place}")).map_or(&[][..], |ix| network.nodes_at(ix));
        let through = best_path(&network, &[at(a), at(b), at(c)], weigh);
        // The best of all ways to be at one and the same node of the place between.
        let slow = at(b)
            .iter()
            .filter_map(|middle| {
                let there = best_path(&network, &[at(a), &[*middle]], weigh)?;
                let onward = best_path(&network, &[&[*middle], at(c)], weigh)?;
                Some(there.weight.plus(onward.weight))
            })
            .min();
        prop_assert_eq!(through.map(|path| path.weight), slow);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// With links closed and others heavier, a search that knows what is left to go in the light network finds what one without that finds, from several nodes to several.
    #[test]
    fn what_is_left_to_go_changes_no_answer(segments in segments(), heavier in prop::collection::vec(0..5_u64, 1..40)) {
        let data = dataset(&segments);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let view = View::new(&data, &network, &Scenario::default(), &Constraints::default());
        let light = |link: LinkId| view.weight(link, Objective::Time);
        // Four: closed; else so many times as much, and one more.
        let heavy = |link: LinkId| match heavier[link.0 as usize % heavier.len()] {
            4 => None,
            0 => light(link),
            more => light(link).map(|w| Weight { primary: w.primary * more + 1, secondary: w.secondary * more }),
        };
        for (i, to) in data.places.iter().enumerate().map(|(i, _)| (i, network.nodes_at(PlaceIx(i as u32)))) {
            let toward = Toward::new(&network, to, light);
            for from in (0..data.places.len()).filter(|from| *from != i).map(|from| network.nodes_at(PlaceIx(from as u32))) {
                for weigh in [&light as &dyn Fn(LinkId) -> Option<Weight>, &heavy] {
                    let (slow, quick) = (best_path(&network, &[from, to], weigh), toward.best(from, weigh));
                    prop_assert_eq!(slow.map(|path| path.weight), quick.as_ref().map(|path| path.weight));
                    let Some(path) = quick else { continue };
                    let sum = path.links.iter().try_fold(Weight::default(), |sum, link| Some(sum.plus(weigh(*link)?)));
                    prop_assert_eq!(sum, Some(path.weight));
                    prop_assert!(path.links.windows(2).all(|pair| network.ends(pair[0]).1 == network.ends(pair[1]).0));
                }
            }
        }
    }
}

#[test]
fn random_networks_are_not_all_trivial() {
    // Guard against an empty test: of fixed networks, enough pairs have a way, some have none, and some ways change mode.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut reached, mut cut, mut transfers) = (0, 0, 0);
    for _ in 0..40 {
        let segments = segments().new_tree(&mut runner).unwrap().current();
        let data = dataset(&segments);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let view = View::new(&data, &network, &Scenario::default(), &Constraints::default());
        for from in 0..network.node_count() as u32 {
            let tree = tree(&network, &[(NodeId(from), Weight::default())], true, |id| view.weight(id, Objective::Time));
            for to in (0..network.node_count() as u32).map(NodeId) {
                if tree.weight(to).is_reachable() {
                    reached += 1;
                    let links = tree.links(&network, to);
                    transfers += usize::from(links.iter().any(|id| view.segment_of(*id).is_none()));
                } else {
                    cut += 1;
                }
            }
        }
    }
    let all = reached + cut;
    assert!(reached * 4 > all, "{reached} of {all} pairs have a way");
    assert!(cut * 20 > all, "{cut} of {all} pairs have none");
    assert!(transfers * 3 > reached, "{transfers} of {reached} ways change mode or cross a border");
}

use proptest::strategy::ValueTree;

/// The engine beside the plain search on the program's own network: every pair of some places, with links closed one after another and many at once.
#[test]
fn the_engine_finds_what_the_plain_search_finds() {
    let data = check::build(&read::embedded()).unwrap();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let view = View::new(&data, &network, &Scenario::default(), &Constraints::default());
    for objective in [Objective::Time, Objective::Distance, Objective::Cost] {
        let weigh = |link: LinkId| view.weight(link, objective);
        let fast = Fast::new(&network, weigh);
        let ends = ["moscow", "mumbai", "nakhchivan", "tehran", "istanbul", "almaty"]
            .map(|id| network.nodes_at(data.place_ix(id).unwrap()).to_vec());
        let mut compared = 0;
        for (from, to) in ends.iter().flat_map(|a| ends.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
            let open = best_path(&network, &[from, to], weigh);
            let found = fast.best_without(&[], from, to).unwrap();
            assert_eq!(found.as_ref().map(|path| path.weight.primary), open.as_ref().map(|path| path.weight.primary));
            let Some(open) = open else { continue };
            let every_third: Vec<LinkId> = network.links().filter(|link| link.0 % 3 == 0).collect();
            let one_by_one = open.links.iter().step_by(5).map(|link| vec![*link]);
            for closed in one_by_one.chain([open.links.clone(), every_third]) {
                let slow = best_path(&network, &[from, to], |link| if closed.contains(&link) { None } else { weigh(link) });
                let quick = fast.best_without(&closed, from, to).unwrap();
                assert_eq!(
                    quick.as_ref().map(|path| path.weight.primary),
                    slow.as_ref().map(|path| path.weight.primary),
                    "{closed:?}"
                );
                // Of equals the quicker, to a second a link.
                assert!(
                    quick.iter().zip(&slow).all(|(a, b)| a.weight.secondary <= b.weight.secondary + 1000 * a.links.len() as u64)
                );
                assert!(quick.is_none_or(|path| path.links.iter().all(|link| !closed.contains(link))));
                compared += 1;
            }
        }
        assert!(compared > 100, "{compared}");
    }
}
