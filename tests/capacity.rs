//! Maximum flow against an independent library, and the gas swap worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use corridor::analysis::{
    Amount, Capacity, CapacityVerdict, End, GasRow, GasSupply, Ground, NetworkLoad, OdPair, Pairs, State, capacity, end_of,
    gas_supply, network_load,
};
use corridor::check;
use corridor::cost::Objective;
use corridor::model::{Dataset, Estimate, Mode};
use corridor::network::{Change, FlowArc, Network, NewValue, Quantity, Scenario, Selector, maximum_flow};
use corridor::query::RouteQuery;
use corridor::read;
use corridor::route::route;
use petgraph::algo::dinics;
use petgraph::graph::DiGraph;
use proptest::prelude::*;

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());
static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::build(&DATA, DATA.load("teu").unwrap()).unwrap());

const NODES: usize = 8;

fn arcs() -> impl Strategy<Value = Vec<(usize, usize, u32)>> {
    let arc = (0..NODES, 0..NODES, 1..20u32).prop_filter("no loop", |(a, b, _)| a != b);
    prop::collection::vec(arc, 0..40)
}

fn solve(arcs: &[(usize, usize, u32)], gain: impl Fn(usize) -> f64) -> corridor::network::MaximumFlow {
    let arcs: Vec<FlowArc> = arcs
        .iter()
        .enumerate()
        .map(|(i, (from, to, capacity))| FlowArc { from: *from, to: *to, capacity: f64::from(*capacity), gain: gain(i) })
        .collect();
    maximum_flow(NODES, &arcs, 0, NODES - 1)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn largest_flow_is_that_of_another_library_and_equals_the_cut(arcs in arcs()) {
        let mut graph = DiGraph::<(), u32>::new();
        let nodes: Vec<_> = (0..NODES).map(|_| graph.add_node(())).collect();
        for (from, to, capacity) in &arcs {
            graph.add_edge(nodes[*from], nodes[*to], *capacity);
        }
        let (expected, _) = dinics(&graph, nodes[0], nodes[NODES - 1]);
        let found = solve(&arcs, |_| 1.0);
        prop_assert!((found.arrived - f64::from(expected)).abs() < 1e-9, "{} {}", found.arrived, expected);
        prop_assert_eq!(found.sent, found.arrived);
        let cut: u32 = found.cut.iter().map(|arc| arcs[*arc].2).sum();
        prop_assert_eq!(cut, expected);
    }

    #[test]
    fn what_is_lost_is_lost_on_arcs(arcs in arcs(), gains in prop::collection::vec(0.5..=1.0f64, 40)) {
        let found = solve(&arcs, |i| gains[i]);
        let mut balance = [0.0; NODES];
        for ((i, (from, to, capacity)), along) in arcs.iter().enumerate().zip(&found.along) {
            prop_assert!((-1e-6..=f64::from(*capacity) + 1e-6).contains(along));
            balance[*from] -= along;
            balance[*to] += along * gains[i];
        }
        // Onaga's paths stop short of less than a thousandth, and so does the balance.
        prop_assert!((balance[0] + found.sent).abs() < 0.1 && (balance[NODES - 1] - found.arrived).abs() < 0.1);
        prop_assert!(balance[1..NODES - 1].iter().all(|x| x.abs() < 0.1), "{:?}", balance);
        prop_assert!(found.arrived <= solve(&arcs, |_| 1.0).arrived + 1e-6 && found.arrived <= found.sent + 1e-6);
    }
}

#[test]
fn less_is_lost_on_the_better_way_first() {
    // Two ways of 10 and 6 that lose half and a tenth, into an arc of 7: 5.4 come by the second, so 1.6 of 3.2 by the first.
    let arcs = [(0, 1, 10, 0.5), (0, 1, 6, 0.9), (1, 2, 7, 1.0)];
    let arcs: Vec<FlowArc> = arcs
        .iter()
        .map(|(from, to, capacity, gain)| FlowArc { from: *from, to: *to, capacity: f64::from(*capacity), gain: *gain })
        .collect();
    let found = maximum_flow(3, &arcs, 0, 2);
    assert!((found.arrived - 7.0).abs() < 1e-9 && (found.sent - 9.2).abs() < 1e-9, "{found:?}");
}

fn ground(modes: &'static [Mode]) -> Ground<'static> {
    Ground { data: &DATA, network: &NETWORK, objective: Objective::Time, modes }
}

fn gas(from: &str, to: &str, scenario: Scenario) -> Capacity {
    let (mut from, to) = (end_of(&DATA, from), end_of(&DATA, to));
    from.places.retain(|place| !to.places.contains(place));
    capacity(ground(&[Mode::Pipeline]), &from, &to, &state(scenario)).unwrap()
}

fn state(scenario: Scenario) -> State {
    State { id: "test".into(), title: "test".into(), scenario }
}

fn as_of(date: &str) -> Scenario {
    Scenario { as_of: date.parse().unwrap(), ..Scenario::default() }
}

#[test]
fn turkmen_gas_comes_by_one_contract_less_what_iran_keeps() {
    let found = gas("TM", "AZ", as_of("2023-12-31"));
    // Six border pairs share 1.5 bcm a year, of which a quarter is kept.
    let arrives = found.arrives.unwrap();
    assert!((arrives.central - 1.125).abs() < 1e-6 && (arrives.low - 0.84).abs() < 1e-6 && (arrives.high - 1.6).abs() < 1e-6);
    assert!((found.sent.unwrap().central - 1.5).abs() < 1e-6);
    assert_eq!(found.binding.iter().map(|limit| limit.id.as_str()).collect::<Vec<_>>(), ["turkmenistan-azerbaijan-2021"]);
    let [swap] = &found.swaps[..] else { panic!("one contract: {:?}", found.swaps) };
    assert_eq!((swap.handed_over, swap.kept, swap.given_back), (1.5, 0.375, 1.125));
    assert_eq!((swap.contract.as_str(), swap.through.to_string().as_str()), ("turkmenistan-azerbaijan-2021", "IR"));
    let mut closed = as_of("2023-12-31");
    closed.close.push(Selector::Country("IR".parse().unwrap()));
    assert_eq!(gas("TM", "AZ", closed).verdict, CapacityVerdict::NoRoute);
    assert_eq!(gas("TM", "AZ", as_of("2025-12-31")).verdict, CapacityVerdict::NoRoute);
}

#[test]
fn a_pipe_after_the_swap_counts_what_is_given_back() {
    // To Nakhchivan the pipe from Julfa binds at 0.4: 0.4 / 0.75 must be handed over.
    let found = gas("TM", "AZ-NX", as_of("2023-12-31"));
    assert!((found.arrives.unwrap().central - 0.4).abs() < 1e-6, "{found:?}");
    assert_eq!(found.binding[0].id, "pipeline-az-julfa-border-nakhchivan");
    let [swap] = &found.swaps[..] else { panic!("one contract: {:?}", found.swaps) };
    assert_eq!((swap.handed_over, swap.kept, swap.given_back), (0.533333, 0.133333, 0.4));
    let last = found.used.iter().find(|link| link.segment == found.binding[0].id).unwrap();
    assert_eq!((last.flow, last.capacity.map(|capacity| capacity.central)), (0.4, Some(0.4)));
}

#[test]
fn igdir_ended_the_hold_on_nakhchivan() {
    let iran = "IR".parse().unwrap();
    let supply = gas_supply(ground(&[Mode::Pipeline]), &state(as_of("2025-12-31")), "AZ-NX", iran).unwrap();
    let on = |day: &str| supply.rows.iter().filter(|row| row.as_of.to_string() == day).collect::<Vec<_>>();
    assert!(on("2024-01-07").iter().all(|row| row.without.verdict == CapacityVerdict::NoRoute));
    let [turkiye] = on("2025-12-31")[..] else { panic!("Turkiye alone supplies") };
    assert_eq!((turkiye.supplier.as_str(), turkiye.without.arrives), ("TR", turkiye.capacity.arrives));
    // While the swap ran, what came hung on Iran; of the last day alone nothing does.
    assert!(supply.hangs());
    let of_the_day = |rows: Vec<&GasRow>| GasSupply { rows: rows.into_iter().cloned().collect(), ..supply.clone() };
    assert!(of_the_day(on("2024-01-07")).hangs() && !of_the_day(on("2025-12-31")).hangs());
    assert!(turkiye.without.arrives.unwrap().central > supply.demand[0].bcm);
}

#[test]
fn a_scenario_changes_capacities() {
    let mut scenario = as_of("2025-12-31");
    let pipe = DATA.segment_ix("pipeline-tr-igdir-dilucu-sadarak").unwrap();
    let change = |to| Change { on: vec![Selector::Segment(pipe)], what: Quantity::Capacity, to };
    scenario.changes.push(change(NewValue::Factor(0.5)));
    assert!((gas("TR", "AZ-NX", scenario).arrives.unwrap().central - 0.25).abs() < 1e-6);
}

#[test]
fn gas_keeps_to_pipes_and_freight_to_the_rest() {
    let found = gas("AZ", "AZ-NX", as_of("2024-12-31"));
    assert!(!found.used.is_empty() && found.used.iter().all(|link| link.segment.starts_with("pipeline-") && link.flow > 0.0));
    let at = |id: &str| End { id: id.to_owned(), places: vec![DATA.place_ix(id).unwrap()] };
    let mut scenario = Scenario::default();
    scenario.close.push(Selector::Country("UZ".parse().unwrap()));
    let found = capacity(ground(&[Mode::Rail]), &at("almaty"), &at("tehran"), &state(scenario)).unwrap();
    assert_eq!(found.arrives.unwrap().central, 4.0);
    // What the best route alone carries: its narrowest line of those whose capacity is known.
    let mut query = RouteQuery::new(DATA.place_ix("almaty").unwrap(), DATA.place_ix("tehran").unwrap());
    query.scenario.close.push(Selector::Country("UZ".parse().unwrap()));
    query.constraints.modes = vec![Mode::Rail];
    let best = route(&DATA, &NETWORK, "teu", &query).unwrap().routes.remove(0);
    let lines: Vec<_> =
        best.legs.iter().flat_map(|leg| &leg.segments).map(|id| DATA.segment(DATA.segment_ix(id).unwrap())).collect();
    let known: Vec<f64> = lines.iter().filter_map(|line| Some(line.capacity.as_ref()?.0.central)).collect();
    let bottleneck = found.best_route.as_ref().unwrap();
    assert_eq!((bottleneck.links, bottleneck.links_not_known), (lines.len(), lines.len() - known.len()));
    assert_eq!(bottleneck.limit.as_ref().map(|limit| limit.capacity.central), known.iter().copied().reduce(f64::min));
    assert!(known.len() > 1 && known.len() < lines.len(), "{known:?}");
    assert!(found.used.iter().all(|link| link.segment.starts_with("rail-")));
}

/// Together the capacities that are used up are what arrives, as no swap lies between.
#[test]
fn what_binds_is_a_cut() {
    let end = |ids: &[&str]| End { id: ids.join(" "), places: ids.iter().map(|id| DATA.place_ix(id).unwrap()).collect() };
    let found =
        capacity(ground(&[Mode::Pipeline]), &end(&["dauletabad", "korpeje"]), &end(&["tehran"]), &state(as_of("2025-12-31")))
            .unwrap();
    let capacities: Vec<f64> = found.binding.iter().map(|limit| limit.capacity.central).collect();
    assert_eq!((capacities, found.arrives.unwrap().central), (vec![12.0, 8.0], 20.0), "{:?}", found.binding);
}

#[test]
fn an_end_without_the_mode_is_told_with_it() {
    let at = |id: &str| End { id: id.to_owned(), places: vec![DATA.place_ix(id).unwrap()] };
    let found = capacity(ground(&[Mode::Pipeline, Mode::Sea]), &at("moscow"), &at("mumbai"), &state(Scenario::default()));
    let message = found.unwrap_err().to_string();
    assert!(message.contains("no place of moscow is served by pipeline, sea"), "{message}");
}

#[test]
fn trade_loads_the_lines_that_it_runs_over() {
    let trade = Pairs::from_flows(&DATA, "irica-non-oil").unwrap();
    let load = |pairs: &Pairs, scenario| network_load(ground(&[Mode::Rail]), pairs, &state(scenario));
    let found = load(&trade, Scenario::default()).unwrap();
    for row in &found.rows {
        assert!(row.flow_mt > 0.0 && row.flow_mt <= found.trade_mt + 1e-6, "{row:?}");
        let Some(capacity) = row.capacity_mt else {
            assert_eq!(row.load, None);
            continue;
        };
        // The least is carried where most can be.
        let expected = [capacity.high, capacity.central, capacity.low].map(|capacity| row.flow_mt / capacity);
        let load = row.load.unwrap();
        let found = [load.low, load.central, load.high];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-5), "{row:?} {expected:?}");
    }
    assert!((found.trade_mt - trade.list.iter().map(|pair| pair.weight).sum::<f64>()).abs() < 1e-6);
    // The same as so many TEU of 18 t.
    let boxes = Pairs {
        list: trade.list.iter().map(|pair| OdPair { weight: pair.weight * 1e6 / 18.0, ..*pair }).collect(),
        amount: Amount::Load,
        ..trade.clone()
    };
    let in_boxes = load(&boxes, Scenario::default()).unwrap();
    assert!((in_boxes.trade_mt - found.trade_mt).abs() < 1e-5);
    let flows = |load: &NetworkLoad| -> BTreeMap<String, f64> {
        load.rows.iter().map(|row| (row.segment.clone(), (row.flow_mt * 1e3).round())).collect()
    };
    assert_eq!(flows(&in_boxes), flows(&found));
    // The fullest first; where no capacity is known, last.
    let loads: Vec<f64> = found.rows.iter().map(|row| row.load.map_or(-1.0, |load| load.central)).collect();
    assert!(loads.windows(2).all(|pair| pair[0] >= pair[1]) && loads[2] > 0.0 && loads[loads.len() - 1] < 0.0, "{loads:?}");
    // Where the least that a line carries is nothing, no load follows.
    let busiest = &found.rows[0].segment;
    let change = Change {
        on: vec![Selector::Segment(DATA.segment_ix(busiest).unwrap())],
        what: Quantity::Capacity,
        to: NewValue::Value(Estimate::new(0.0, 3.0, 5.0)),
    };
    let blocked = load(&trade, Scenario { changes: vec![change], ..Scenario::default() }).unwrap();
    let row = blocked.rows.iter().find(|row| row.segment == *busiest).unwrap();
    assert_eq!((row.capacity_mt.map(|capacity| capacity.low), row.load), (Some(0.0), None));
    // All that leaves Tehran leaves over its lines.
    let tehran = DATA.place_ix("tehran").unwrap();
    let at_tehran = |id: &str| {
        let segment = DATA.segment(DATA.segment_ix(id).unwrap());
        segment.from == tehran || segment.to == tehran
    };
    let leaving: f64 = found.rows.iter().filter(|row| at_tehran(&row.segment)).map(|row| row.flow_mt).sum();
    assert!((leaving - found.trade_mt).abs() < 1e-3, "{leaving} {}", found.trade_mt);
    assert_eq!((found.pairs, found.pairs_without_route), (4, 0));
    // Without Iran nothing that it trades arrives; without Azerbaijan only its own does not.
    let without = |countries: &[&str]| {
        let close = countries.iter().map(|code| Selector::Country(code.parse().unwrap())).collect();
        let found = load(&trade, Scenario { close, ..Scenario::default() }).unwrap();
        (found.pairs, found.pairs_without_route)
    };
    assert_eq!((without(&["IR"]), without(&["AZ"])), ((0, 4), (3, 1)));
    let money = Pairs::from_flows(&DATA, "irica-non-oil-usd").unwrap();
    assert!(load(&money, Scenario::default()).is_err());
}
