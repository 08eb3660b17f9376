//! Criticality against independent ways: petgraph's flows and bridges, exhaustive search, and closing countries one set after another.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use corridor::analysis::{Amount, Criticality, CriticalityQuestion, Ground, OdPair, Pairs, State, Things, criticality, silent};
use corridor::check;
use corridor::cost::Objective;
use corridor::model::{Country, Dataset, Mode, PlaceKind};
use corridor::network::{Constraints, LinkId, Network, NodeId, Scenario, Selector, View};
use corridor::query::RouteQuery;
use corridor::read;
use corridor::route::route;
use petgraph::algo::{bridges::bridges, dinics};
use petgraph::graph::{DiGraph, UnGraph};
use proptest::prelude::*;

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());
static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::build(&DATA, DATA.load("teu").unwrap()).unwrap());

const PLACES: usize = 7;

/// Roads between a few places, the same two perhaps joined twice.
fn roads() -> impl Strategy<Value = Vec<(usize, usize)>> {
    let road = (0..PLACES, 0..PLACES).prop_filter("two places", |(a, b)| a != b);
    prop::collection::vec(road, 1..14)
}

fn small(roads: &[(usize, usize)]) -> Dataset {
    let mut files = common::Files::default();
    (0..PLACES).for_each(|i| files.place(i, false));
    roads.iter().enumerate().for_each(|(i, (a, b))| files.segment(i, *a, *b, "road", 0, true));
    files.dataset()
}

fn ask(data: &Dataset, network: &Network, pairs: &[(usize, usize, f64)], vital: usize) -> Criticality {
    let at = |i: &usize| data.place_ix(&format!("p{i}")).unwrap();
    let list = pairs.iter().map(|(a, b, weight)| OdPair { from: at(a), to: at(b), weight: *weight }).collect();
    let pairs = Pairs { list, weights: "test".into(), amount: Amount::Load };
    let ground = Ground { data, network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let question = CriticalityQuestion { of: Things::Links, choice: false, vital };
    criticality(ground, &pairs, &today(), question, &silent)
}

fn today() -> State {
    State { id: "test".into(), title: "test".into(), scenario: Scenario::default() }
}

/// Length of the best way with some roads lost, by Floyd and Warshall.
fn lengths(roads: &[(usize, usize)], lost: &[usize]) -> Vec<Vec<Option<u32>>> {
    let mut best: Vec<Vec<Option<u32>>> = vec![vec![None; PLACES]; PLACES];
    (0..PLACES).for_each(|i| best[i][i] = Some(0));
    for (i, (a, b)) in roads.iter().enumerate().filter(|(i, _)| !lost.contains(i)) {
        let km = 100 * (1 + i as u32 % 4);
        for (x, y) in [(*a, *b), (*b, *a)] {
            best[x][y] = Some(best[x][y].map_or(km, |known| known.min(km)));
        }
    }
    for k in 0..PLACES {
        for i in 0..PLACES {
            for j in 0..PLACES {
                if let (Some(x), Some(y)) = (best[i][k], best[k][j]) {
                    best[i][j] = Some(best[i][j].map_or(x + y, |known| known.min(x + y)));
                }
            }
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn link_disjoint_routes_are_a_flow_of_another_library(roads in roads()) {
        let data = small(&roads);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let found = ask(&data, &network, &[(0, PLACES - 1, 1.0)], 0);
        let mut graph = DiGraph::<(), u32>::new();
        let nodes: Vec<_> = (0..PLACES).map(|_| graph.add_node(())).collect();
        for (a, b) in &roads {
            graph.add_edge(nodes[*a], nodes[*b], 1);
            graph.add_edge(nodes[*b], nodes[*a], 1);
        }
        let (expected, _) = dinics(&graph, nodes[0], nodes[PLACES - 1]);
        prop_assert_eq!(found.cuts[0].link_disjoint, expected as usize);
        prop_assert_eq!(found.cuts[0].link_cut.len(), expected as usize);
        // The cut cuts.
        let lost: Vec<usize> = found.cuts[0].link_cut.iter().map(|id| id[1..].parse().unwrap()).collect();
        prop_assert_eq!(lengths(&roads, &lost)[0][PLACES - 1], None);
    }

    #[test]
    fn loss_of_one_is_that_of_floyd_and_warshall(roads in roads(), pairs in prop::collection::vec((0..PLACES, 0..PLACES, 0.5..4.0f64), 1..4)) {
        let pairs: Vec<_> = pairs.into_iter().filter(|(a, b, _)| a != b).collect();
        let data = small(&roads);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let found = ask(&data, &network, &pairs, 0);
        let before = lengths(&roads, &[]);
        let routed: Vec<_> = pairs.iter().filter(|(a, b, _)| before[*a][*b].is_some()).collect();
        let whole: f64 = routed.iter().map(|(_, _, w)| w).sum();
        for row in &found.rows {
            let without = lengths(&roads, &[row.id[1..].parse().unwrap()]);
            let lost: f64 = routed.iter().filter(|(a, b, _)| without[*a][*b].is_none()).map(|(_, _, w)| w).sum();
            let extra: f64 = routed.iter().filter_map(|(a, b, w)| Some(w * f64::from(without[*a][*b]? - before[*a][*b]?))).sum();
            prop_assert!((row.unserved - lost / whole).abs() < 1e-9);
            prop_assert!(row.importance.is_none_or(|x| (x - extra / (whole - lost)).abs() < 1e-6), "{:?}", row);
            prop_assert!(row.importance.is_some() || whole - lost < 1e-9);
        }
        // Whatever stands in no row costs nothing.
        let rows: BTreeSet<&str> = found.rows.iter().map(|row| row.id.as_str()).collect();
        for i in (0..roads.len()).filter(|i| !rows.contains(format!("s{i}").as_str())) {
            let without = lengths(&roads, &[i]);
            prop_assert!(routed.iter().all(|(a, b, _)| without[*a][*b] == before[*a][*b]));
        }
    }

    #[test]
    fn most_vital_links_are_those_of_exhaustive_search(roads in prop::collection::vec((0..PLACES, 0..PLACES).prop_filter("two", |(a, b)| a != b), 3..10), pairs in prop::collection::vec((0..PLACES, 0..PLACES, 1..4u32), 1..3)) {
        let pairs: Vec<_> = pairs.into_iter().filter(|(a, b, _)| a != b).map(|(a, b, w)| (a, b, f64::from(w))).collect();
        let data = small(&roads);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let found = ask(&data, &network, &pairs, 3);
        let before = lengths(&roads, &[]);
        let routed: Vec<_> = pairs.iter().filter(|(a, b, _)| before[*a][*b].is_some()).collect();
        let harm = |lost: &[usize]| {
            let without = lengths(&roads, lost);
            routed.iter().fold((0.0, 0.0), |(gone, extra), (a, b, w)| match without[*a][*b] {
                None => (gone + w, extra),
                Some(km) => (gone, extra + w * f64::from(km - before[*a][*b].unwrap())),
            })
        };
        let whole: f64 = routed.iter().map(|(_, _, w)| w).sum();
        prop_assert_eq!(found.vital.len(), if routed.is_empty() { 0 } else { 3 });
        for vital in &found.vital {
            let mut best = (0.0, 0.0);
            let n = roads.len();
            for set in 0..1_usize << n {
                if set.count_ones() as usize <= vital.k {
                    let lost: Vec<usize> = (0..n).filter(|i| set >> i & 1 == 1).collect();
                    let found = harm(&lost);
                    if found > best { best = found; }
                }
            }
            prop_assert!(vital.ids.len() <= vital.k);
            prop_assert!((vital.unserved - best.0 / whole).abs() < 1e-9, "{:?} {:?}", vital, best);
            prop_assert!(vital.added.is_none_or(|x| (x - best.1 / (whole - best.0)).abs() < 1e-6), "{:?} {:?}", vital, best);
        }
    }

    #[test]
    fn bridges_are_those_of_another_library(roads in roads()) {
        let data = small(&roads);
        let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
        let pairs: Vec<_> = (1..PLACES).map(|i| (0, i, 1.0)).collect();
        let found = ask(&data, &network, &pairs, 0);
        // petgraph's bridges are those of a simple graph: roads that run side by side are none.
        let mut times: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        roads.iter().for_each(|(a, b)| *times.entry((*a.min(b), *a.max(b))).or_default() += 1);
        let mut graph = UnGraph::<(), ()>::new_undirected();
        let nodes: Vec<_> = (0..PLACES).map(|_| graph.add_node(())).collect();
        times.keys().for_each(|(a, b)| { graph.add_edge(nodes[*a], nodes[*b], ()); });
        let expected: BTreeSet<(usize, usize)> = bridges(&graph)
            .map(|edge| { use petgraph::visit::EdgeRef; let (a, b) = (edge.source().index(), edge.target().index()); (a.min(b), a.max(b)) })
            .filter(|ends| times[ends] == 1)
            .collect();
        for row in &found.rows {
            let (a, b) = roads[row.id[1..].parse::<usize>().unwrap()];
            prop_assert_eq!(row.cuts_off > 0, expected.contains(&(a.min(b), a.max(b))), "{:?}", row);
        }
    }
}

const CITIES: [&str; 9] = ["moscow", "mumbai", "baku", "nakhchivan", "tehran", "yerevan", "istanbul", "almaty", "kabul"];

fn has_route(from: &str, to: &str, modes: &[Mode], closed: impl IntoIterator<Item = Country>) -> bool {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let mut query = RouteQuery::new(at(from), at(to));
    query.constraints.modes = modes.to_vec();
    query.scenario.close.extend(closed.into_iter().map(Selector::Country));
    !route(&DATA, &NETWORK, "teu", &query).unwrap().routes.is_empty()
}

/// The most ways that share no country with one another, by trying all.
fn most_disjoint(ways: &[Vec<Country>], taken: &[Country]) -> usize {
    let Some((first, rest)) = ways.split_first() else { return 0 };
    let without = most_disjoint(rest, taken);
    if first.iter().any(|country| taken.contains(country)) {
        return without;
    }
    without.max(1 + most_disjoint(rest, &[taken, first].concat()))
}

/// All sets of so many countries.
fn subsets(all: &[Country], size: usize) -> Vec<Vec<Country>> {
    match (all.split_first(), size) {
        (_, 0) => vec![Vec::new()],
        (None, _) => Vec::new(),
        (Some((first, rest)), _) => {
            let with = subsets(rest, size - 1).into_iter().map(|set| [vec![*first], set].concat());
            with.chain(subsets(rest, size)).collect()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn countries_cut_and_are_enough_as_said(a in 0..CITIES.len(), b in 0..CITIES.len(), land in any::<bool>()) {
        prop_assume!(a != b);
        let modes: &'static [Mode] = if land { &[Mode::Rail, Mode::Road] } else { &Mode::FREIGHT };
        let at = |i: usize| DATA.place_ix(CITIES[i]).unwrap();
        let ground = Ground { data: &DATA, network: &NETWORK, objective: Objective::Time, modes };
        let question = CriticalityQuestion { of: Things::Countries, choice: false, vital: 0 };
        let found = criticality(ground, &Pairs::one(at(a), at(b)), &today(), question, &silent);
        let cuts = &found.cuts[0];
        prop_assert_eq!(cuts.link_disjoint > 0, has_route(CITIES[a], CITIES[b], modes, []));
        prop_assume!(cuts.link_disjoint > 0);
        prop_assert!(!cuts.is_too_many && !cuts.country_ways.is_empty());
        let own: BTreeSet<Country> = [a, b].iter().flat_map(|i| DATA.place(at(*i)).countries.clone()).collect();
        let third: BTreeSet<Country> = DATA.countries.iter().map(|c| c.code).filter(|c| !own.contains(c) && !c.is_high_seas()).collect();
        // Each way is enough, and no part of it.
        for way in cuts.country_ways.iter().take(6) {
            let rest = |without: Option<&Country>| third.iter().copied().filter(|c| !way.contains(c) || Some(c) == without).collect::<Vec<_>>();
            prop_assert!(has_route(CITIES[a], CITIES[b], modes, rest(None)), "{:?}", way);
            for country in way {
                prop_assert!(!has_route(CITIES[a], CITIES[b], modes, rest(Some(country))), "{:?} without {}", way, country);
            }
        }
        for cut in cuts.country_cuts.iter().take(4) {
            prop_assert!(!has_route(CITIES[a], CITIES[b], modes, cut.iter().copied()), "{:?}", cut);
        }
        // No smaller set cuts: every country alone, and where two are needed no one.
        let size = cuts.country_cuts.first().map_or(usize::MAX, Vec::len);
        if size > 1 {
            prop_assert!(third.iter().all(|country| has_route(CITIES[a], CITIES[b], modes, [*country])));
        } else {
            for country in &third {
                let is_cut = !has_route(CITIES[a], CITIES[b], modes, [*country]);
                prop_assert_eq!(is_cut, cuts.country_cuts.contains(&vec![*country]));
            }
        }
        // No more disjoint routes than the countries of a cut, and as many as can be chosen at all.
        prop_assert!(cuts.country_disjoint.is_none_or(|n| n >= 1 && n <= size));
        let crosses_none = cuts.country_ways.iter().any(Vec::is_empty);
        prop_assert_eq!(cuts.country_disjoint, (!crosses_none).then(|| most_disjoint(&cuts.country_ways, &[])));
        prop_assert!(!crosses_none || cuts.country_ways.len() == 1 && cuts.country_cuts.is_empty());
        // All smallest sets that hit every way, by trying all.
        let all: Vec<Country> = cuts.country_ways.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let hits = |set: &Vec<Country>| cuts.country_ways.iter().all(|way| way.iter().any(|country| set.contains(country)));
        let smallest = (1..=all.len()).map(|size| subsets(&all, size).into_iter().filter(hits).collect::<BTreeSet<_>>()).find(|found| !found.is_empty());
        prop_assert_eq!(cuts.country_cuts.iter().cloned().collect::<BTreeSet<_>>(), smallest.filter(|_| !crosses_none).unwrap_or_default());
    }
}

#[test]
fn the_loss_of_the_only_way_leaves_all_unserved() {
    // p0 - p1 - p2, the first stretch twice.
    let data = small(&[(0, 1), (0, 1), (1, 2)]);
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let found = ask(&data, &network, &[(0, 2, 3.0)], 2);
    let row = |id: &str| found.rows.iter().find(|row| row.id == id).unwrap();
    assert_eq!((row("s2").unserved, row("s2").importance, row("s2").cuts_off), (1.0, None, 1));
    assert_eq!(row("s2").detour, None);
    // s0 is 100 km, s1 beside it 200, s2 300.
    assert_eq!((row("s0").unserved, row("s0").importance, row("s0").cuts_off), (0.0, Some(100.0), 0));
    assert_eq!(row("s0").detour, Some(1.25));
    assert_eq!((found.cuts[0].link_disjoint, found.cuts[0].link_cut.clone()), (1, vec!["s2".to_owned()]));
    assert_eq!((found.vital[0].ids.clone(), found.vital[0].unserved), (vec!["s2".to_owned()], 1.0));
}

/// Links that only a pair of no weight uses are no row.
#[test]
fn what_carries_nothing_is_not_listed() {
    let data = small(&[(0, 1), (2, 3)]);
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let found = ask(&data, &network, &[(0, 1, 1.0), (2, 3, 0.0), (0, 4, 5.0)], 0);
    assert_eq!((found.pairs, found.pairs_without_route), (2, 1));
    assert!(ask(&data, &network, &[(0, 1, 0.0)], 2).vital.is_empty());
    assert_eq!(found.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["s0"]);
}

/// What the most harmful loss adds, where something is left.
#[test]
fn what_a_loss_adds_is_that_of_the_way_round() {
    let data = small(&[(0, 1), (0, 1)]);
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let found = ask(&data, &network, &[(0, 1, 2.0)], 2);
    let added = |k: usize| (found.vital[k].ids.clone(), found.vital[k].unserved, found.vital[k].added);
    // 100 km by the one, 200 by the other.
    assert_eq!(added(0), (vec!["s0".to_owned()], 0.0, Some(100.0)));
    assert_eq!((added(1).1, added(1).2), (1.0, None));
}

#[test]
fn straits_are_straits() {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let pairs = Pairs::one(at("novorossiysk"), at("mumbai"));
    let ground = Ground { data: &DATA, network: &NETWORK, objective: Objective::Distance, modes: &[Mode::Sea] };
    let question = CriticalityQuestion { of: Things::Straits, choice: false, vital: 0 };
    let found = criticality(ground, &pairs, &today(), question, &silent);
    assert!(found.rows.len() > 2, "{:?}", found.rows);
    assert!(found.rows.iter().all(|row| DATA.place(at(&row.id)).kind == PlaceKind::Strait), "{:?}", found.rows);
}

/// A place that is lost is not cut off; those that only it holds together are, but for the largest piece.
#[test]
fn a_lost_post_cuts_off_what_it_held_together() {
    // p0, p2 and p3 hang on the post p1, behind which lie the post p4 and p5.
    let mut files = common::Files::default();
    (0..6).for_each(|place| files.place(place, [1, 4].contains(&place)));
    let roads = [(1, 4), (0, 1), (2, 1), (3, 1), (4, 5)];
    roads.iter().enumerate().for_each(|(number, (from, to))| files.segment(number, *from, *to, "road", 0, true));
    let data = files.dataset();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let at = |id: &str| data.place_ix(id).unwrap();
    let ground = Ground { data: &data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let question = CriticalityQuestion { of: Things::Posts, choice: false, vital: 0 };
    let found = criticality(ground, &Pairs::one(at("p0"), at("p5")), &today(), question, &silent);
    let cut_off: Vec<(&str, usize)> = found.rows.iter().map(|row| (row.id.as_str(), row.cuts_off)).collect();
    assert_eq!(cut_off.iter().find(|(id, _)| *id == "p1"), Some(&("p1", 3)), "{cut_off:?}");
    assert_eq!(cut_off.iter().find(|(id, _)| *id == "p4"), Some(&("p4", 1)), "{cut_off:?}");
}

/// Between the borders of Iran gas goes by swaps or by Iran's own pipes, and all are cut.
#[test]
fn a_swap_is_a_link_of_a_cut() {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let pairs = Pairs::one(at("salyp-yar-sarakhs"), at("astara-border-gas"));
    let ground = Ground { data: &DATA, network: &NETWORK, objective: Objective::Distance, modes: &[Mode::Pipeline] };
    let question = CriticalityQuestion { of: Things::Links, choice: false, vital: 0 };
    let state = State { scenario: Scenario { as_of: "2023-12-31".parse().unwrap(), ..Scenario::default() }, ..today() };
    let found = criticality(ground, &pairs, &state, question, &silent);
    let cuts = &found.cuts[0];
    // By way of Julfa too: handed over there, it goes on through Iran's pipes.
    let swap = |to: &str| format!("swap-turkmenistan-azerbaijan-sarakhs-{to}");
    let expected = vec!["pipeline-ir-salyp-yar-sarakhs-khangiran".to_owned(), swap("astara"), swap("julfa")];
    assert_eq!((cuts.link_disjoint, &cuts.link_cut), (3, &expected), "{cuts:?}");
}

/// A port that is lost is lost to those who pass it, not to those who end there.
#[test]
fn a_lost_port_is_no_loss_to_its_own_trade() {
    // By sea from p0 to the port p1, and on from there by road to p2.
    let mut files = common::Files::default();
    (0..3).for_each(|place| files.place(place, false));
    files.segment(0, 0, 1, "sea", 0, true);
    files.segment(1, 1, 2, "road", 0, true);
    let data = files.dataset();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let at = |id: &str| data.place_ix(id).unwrap();
    let ground = Ground { data: &data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let pair = |to: &str, weight| OdPair { from: at("p0"), to: at(to), weight };
    let pairs = Pairs { list: vec![pair("p1", 3.0), pair("p2", 1.0)], weights: "test".into(), amount: Amount::Load };
    let question = CriticalityQuestion { of: Things::Ports, choice: false, vital: 1 };
    let found = criticality(ground, &pairs, &today(), question, &silent);
    assert_eq!((found.vital[0].ids.clone(), found.vital[0].unserved), (vec!["p1".to_owned()], 0.25));
    let [row] = &found.rows[..] else { panic!("one port is passed: {:?}", found.rows) };
    assert_eq!((row.id.as_str(), row.flow, row.unserved), ("p1", 0.25, 0.25));
}

/// Which places hang together over open links that a loss does not take, by walking from each; a place of several pieces counts for the first.
fn pieces(view: &View, lost: Option<&Selector>) -> Vec<BTreeSet<usize>> {
    let mut next: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    let is_open = |link: &LinkId| view.weight(*link, Objective::Distance).is_some();
    let is_kept = |link: &LinkId| lost.is_none_or(|lost| !lost.closes(&DATA, &NETWORK, *link));
    for (a, b) in NETWORK.links().filter(is_open).filter(is_kept).map(|link| NETWORK.ends(link)) {
        next.entry(a).or_default().push(b);
        next.entry(b).or_default().push(a);
    }
    let (mut pieces, mut seen, mut counted) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for start in next.keys() {
        let (mut piece, mut open) = (BTreeSet::new(), vec![*start]);
        while let Some(node) = open.pop() {
            if seen.insert(node) {
                piece.insert(NETWORK.node(node).place.0 as usize);
                open.extend(&next[&node]);
            }
        }
        pieces.push(piece.into_iter().filter(|place| counted.insert(*place)).collect());
    }
    pieces
}

/// Places that the loss of a country cuts off, but for its own: those that are no longer in the largest piece.
#[test]
fn a_lost_country_cuts_off_the_places_behind_it() {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let modes: &'static [Mode] = &[Mode::Rail];
    let ground = Ground { data: &DATA, network: &NETWORK, objective: Objective::Distance, modes };
    let question = CriticalityQuestion { of: Things::Countries, choice: false, vital: 0 };
    let steps = std::sync::Mutex::new(Vec::new());
    let told = |done: usize, all: usize| steps.lock().unwrap().push((done, all));
    let found = criticality(ground, &Pairs::one(at("moscow"), at("tehran")), &today(), question, &told);
    // Every part of the work is told, the last one as the last.
    let steps = steps.into_inner().unwrap();
    assert!(
        steps.iter().any(|(done, all)| done == all) && steps.iter().all(|(done, all)| (1..=*all).contains(done)),
        "{steps:?}"
    );
    let constraints = Constraints { modes: modes.to_vec(), ..Constraints::default() };
    let view = View::new(&DATA, &NETWORK, &Scenario::default(), &constraints);
    for row in &found.rows {
        let lost: Country = row.id.parse().unwrap();
        let left = pieces(&view, Some(&Selector::Country(lost)));
        let cut_off = |before: &BTreeSet<usize>| {
            let others: BTreeSet<usize> =
                before.iter().copied().filter(|place| !DATA.places[*place].countries.contains(&lost)).collect();
            others.len() - left.iter().map(|piece| piece.intersection(&others).count()).max().unwrap_or(0)
        };
        assert_eq!(row.cuts_off, pieces(&view, None).iter().map(cut_off).sum::<usize>(), "{lost}");
    }
    assert!(found.rows.iter().any(|row| row.cuts_off > 0), "{:?}", found.rows);
}

/// Of two ports that are lost together one may be where a pair ends: it loses the other alone.
#[test]
fn ports_lost_together_spare_those_who_end_there() {
    let mut files = common::Files::default();
    (0..6).for_each(|place| files.place(place, false));
    // To p1: by sea to p3 and on by road, 200 km, or 400 by road. From p5 to p2: by sea to p1 and on by road, 200 km, or 400 by road.
    for (number, from, to, mode) in
        [(0, 0, 3, "sea"), (4, 3, 1, "road"), (3, 0, 1, "road"), (8, 5, 1, "sea"), (12, 1, 2, "road"), (7, 5, 2, "road")]
    {
        files.segment(number, from, to, mode, 0, true);
    }
    let data = files.dataset();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let at = |id: &str| data.place_ix(id).unwrap();
    let ground = Ground { data: &data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let pair = |from: &str, to: &str| OdPair { from: at(from), to: at(to), weight: 1.0 };
    let pairs = Pairs { list: vec![pair("p0", "p1"), pair("p5", "p2")], weights: "test".into(), amount: Amount::Load };
    let question = CriticalityQuestion { of: Things::Ports, choice: false, vital: 2 };
    let found = criticality(ground, &pairs, &today(), question, &silent);
    let ids: BTreeSet<&str> = found.vital[1].ids.iter().map(String::as_str).collect();
    assert_eq!((ids, found.vital[1].unserved, found.vital[1].added), (BTreeSet::from(["p1", "p3"]), 0.0, Some(200.0)));
}

/// Pairs are worked out a thousand at a time, and told as one piece of work.
#[test]
fn how_far_it_has_come_is_told_over_all_pairs() {
    const PAIRS: usize = 1_001;
    let data = small(&[(0, 1)]);
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let at = |id: &str| data.place_ix(id).unwrap();
    let ground = Ground { data: &data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let list = vec![OdPair { from: at("p0"), to: at("p1"), weight: 1.0 }; PAIRS];
    let pairs = Pairs { list, weights: "test".into(), amount: Amount::Load };
    let steps = std::sync::Mutex::new(BTreeSet::new());
    let told = |done: usize, all: usize| {
        steps.lock().unwrap().insert((all, done));
    };
    let question = CriticalityQuestion { of: Things::Links, choice: false, vital: 0 };
    assert_eq!(criticality(ground, &pairs, &today(), question, &told).pairs, PAIRS);
    let steps = steps.into_inner().unwrap();
    assert!((1..=PAIRS).all(|done| steps.contains(&(PAIRS, done))), "{} steps", steps.len());
}
