//! Laws of the simulation.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use corridor::analysis::{
    Closure, Ground, OdPair, Simulation, SimulationQuestion, State, closures_of_the_past, silent, simulate,
};
use corridor::check;
use corridor::cost::Objective;
use corridor::model::{Dataset, Estimate, Mode};
use corridor::network::{Change, Network, NewValue, Quantity, Scenario, Selector};
use corridor::query::RouteQuery;
use corridor::read;
use corridor::route::route;
use proptest::prelude::*;

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());
static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::build(&DATA, DATA.load("teu").unwrap()).unwrap());

const CITIES: [&str; 7] = ["moscow", "mumbai", "baku", "nakhchivan", "tehran", "istanbul", "almaty"];

fn ask(from: &str, to: &str, modes: &[Mode], scenario: &Scenario, question: &SimulationQuestion) -> Simulation {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let ground = Ground { data: &DATA, network: &NETWORK, objective: Objective::Time, modes };
    let state = State { id: "test".into(), title: "test".into(), scenario: scenario.clone() };
    let pair = OdPair { from: at(from), to: at(to), weight: 1.0 };
    simulate(ground, pair, &state, question, &silent).unwrap()
}

fn question(draws: u32) -> SimulationQuestion {
    SimulationQuestion { draws, seed: 7, deadline_hours: None, closures: Vec::new(), without_dated_closures: false }
}

/// Every figure of time at one value, so that nothing is left to chance, but for the speed of one mode in one country.
fn certain(but: Option<(Mode, &str)>) -> Scenario {
    let fixed = |x: f64| NewValue::Value(Estimate::new(x, x, x));
    let mut changes = Vec::new();
    for mode in Mode::FREIGHT {
        for (what, value) in [(Quantity::Speed, 480.0), (Quantity::Price, 0.5), (Quantity::Hours, 6.0), (Quantity::Usd, 90.0)] {
            changes.push(Change { on: vec![Selector::Mode(mode)], what, to: fixed(value) });
        }
    }
    if let Some((mode, country)) = but {
        let on = vec![Selector::Mode(mode), Selector::Country(country.parse().unwrap())];
        changes.push(Change { on, what: Quantity::Speed, to: NewValue::Value(Estimate::new(300.0, 480.0, 700.0)) });
    }
    Scenario { changes, ..Scenario::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn without_width_every_draw_is_the_central_route(a in 0..CITIES.len(), b in 0..CITIES.len()) {
        prop_assume!(a != b);
        let scenario = certain(None);
        let found = ask(CITIES[a], CITIES[b], &Mode::FREIGHT, &scenario, &question(20));
        let at = |i: usize| DATA.place_ix(CITIES[i]).unwrap();
        let mut query = RouteQuery::new(at(a), at(b));
        query.scenario = scenario;
        let best = route(&DATA, &NETWORK, "teu", &query).unwrap().routes.remove(0);
        let central = best.totals.hours.central;
        // Every figure is that of the scenario.
        for leg in best.legs.iter().filter(|leg| leg.km > 0.0) {
            prop_assert!((leg.usd.central - 0.5 * leg.km).abs() < 0.02 && (leg.hours.central - leg.km / 480.0 * 24.0).abs() < 0.01, "{:?}", leg);
        }
        let hours = found.best.hours.unwrap();
        prop_assert_eq!((hours.p5, hours.p50, hours.p95, hours.sd), (central, central, central, 0.0));
        prop_assert_eq!(found.routes[0].central_hours, central);
        prop_assert!(found.drivers.is_empty());
        prop_assert_eq!((found.ways.len(), found.ways[0].share), (1, 1.0));
        // All draws go over the same segments, through the same countries and seas.
        let segments: BTreeSet<&String> = best.legs.iter().flat_map(|leg| &leg.segments).collect();
        prop_assert_eq!(found.links.iter().map(|link| &link.segment).collect::<BTreeSet<_>>(), segments);
        prop_assert!(found.links.iter().all(|link| link.share == 1.0));
        let areas = best.legs.iter().filter(|leg| !leg.segments.is_empty()).map(|leg| leg.sea.clone().unwrap_or_else(|| leg.country.to_string()));
        let mut areas: Vec<String> = areas.collect();
        areas.dedup();
        prop_assert_eq!(&found.ways[0].by_way_of, &areas);
        prop_assert_eq!(&found.routes[0].by_way_of, &areas);
    }

    #[test]
    fn draws_keep_to_the_bounds(a in 0..CITIES.len(), b in 0..CITIES.len(), seed in any::<u64>()) {
        prop_assume!(a != b);
        let found = ask(CITIES[a], CITIES[b], &Mode::FREIGHT, &Scenario::default(), &SimulationQuestion { seed, deadline_hours: Some(1e9), ..question(300) });
        let at = |i: usize| DATA.place_ix(CITIES[i]).unwrap();
        let totals = route(&DATA, &NETWORK, "teu", &RouteQuery::new(at(a), at(b))).unwrap().routes[0].totals.clone();
        let hours = found.routes[0].hours.unwrap();
        prop_assert!(hours.p5 >= totals.hours.low - 0.1 && hours.p95 <= totals.hours.high + 0.1);
        // Wide bounds have the central value between them.
        prop_assert!(hours.p5 < hours.p95 && totals.hours.low <= found.routes[0].central_hours && found.routes[0].central_hours <= totals.hours.high);
        let usd = found.routes[0].usd.unwrap();
        prop_assert!(usd.p5 >= totals.usd.low - 0.1 && usd.p95 <= totals.usd.high + 0.1);
        // Nobody who knows all beforehand takes longer than on a fixed route.
        prop_assert!(found.best.hours.unwrap().p50 <= hours.p50 && found.best.no_route == 0.0 && found.best.on_time == Some(1.0));
        let listed: f64 = found.routes.iter().map(|route| route.best_listed).sum();
        prop_assert!((listed - 1.0).abs() < 1e-9);
        // Half are in time for the median, and a route that is always open is in time as often as it is quick enough.
        let deadline = found.best.hours.unwrap().p50;
        let asked = SimulationQuestion { seed, deadline_hours: Some(deadline), ..question(300) };
        let hurried = ask(CITIES[a], CITIES[b], &Mode::FREIGHT, &Scenario::default(), &asked);
        prop_assert!(hurried.best.on_time.is_some_and(|share| (0.49..=0.52).contains(&share)), "{:?}", hurried.best);
        prop_assert!(hurried.routes.iter().all(|route| route.on_time <= hurried.best.on_time));
        let ways: f64 = found.ways.iter().map(|way| way.share).sum();
        prop_assert!((ways - 1.0).abs() < 1e-9);
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let closures = || vec![Closure::assumed(&DATA, Selector::Country("IR".parse().unwrap()), 0.2)];
    let on = |threads: usize, seed: u64| {
        let asked = SimulationQuestion { seed, closures: closures(), ..question(400) };
        let work = || serde_json::to_string(&ask("moscow", "mumbai", &Mode::FREIGHT, &Scenario::default(), &asked)).unwrap();
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
    };
    let one = on(1, 7);
    assert_eq!(one, on(2, 7));
    assert_eq!(one, on(4, 7));
    assert_ne!(one, on(1, 8));
}

#[test]
fn a_planted_driver_is_found() {
    let found = ask("tehran", "istanbul", &[Mode::Road], &certain(Some((Mode::Road, "TR"))), &question(500));
    let first = &found.drivers[0];
    assert!(first.what.starts_with("speed of road in TR"), "{first:?}");
    // A slow draw of time is a high one.
    assert!(first.rank_correlation > 0.99, "{first:?}");
    assert!(found.drivers.iter().skip(1).all(|driver| driver.rank_correlation.abs() < 0.2));
}

#[test]
fn closures_happen_as_often_as_they_are_likely() {
    let by_rail = |probability: f64, draws: u32| {
        let closures = vec![Closure::assumed(&DATA, Selector::Country("IR".parse().unwrap()), probability)];
        ask(
            "baku",
            "nakhchivan",
            &[Mode::Rail, Mode::Sea, Mode::Ferry],
            &Scenario::default(),
            &SimulationQuestion { closures, ..question(draws) },
        )
    };
    // Iran is the only way by rail.
    let found = by_rail(0.3, 2_000);
    let error = (0.3 * 0.7 / 2_000_f64).sqrt();
    assert!((found.best.no_route - 0.3).abs() < 5.0 * error, "{}", found.best.no_route);
    assert!((found.routes[0].open - (1.0 - found.best.no_route)).abs() < 1e-9);
    assert_eq!(by_rail(0.0, 50).best.no_route, 0.0);
    let never = by_rail(1.0, 50);
    assert_eq!((never.best.no_route, never.best.hours, never.routes.len()), (1.0, None, 0));
    // What lies elsewhere closes nothing on the way.
    let closures = vec![Closure::assumed(&DATA, Selector::Country("IN".parse().unwrap()), 1.0)];
    let found = ask("baku", "nakhchivan", &[Mode::Rail], &Scenario::default(), &SimulationQuestion { closures, ..question(50) });
    assert_eq!((found.best.no_route, found.routes[0].open), (0.0, 1.0));
}

#[test]
fn the_past_closes_together_what_it_closed_together() {
    let until = "2026-06-25".parse().unwrap();
    let past = closures_of_the_past(&DATA, until, 365);
    assert!(past.iter().all(|closure| closure.probability > 0.0 && closure.probability <= 1.0));
    let find = |what: &str| past.iter().find(|closure| closure.what.contains(what)).unwrap();
    let (one, other) = (find("Bushehr"), find("Chabahar"));
    assert!(one.probability > 0.0 && one.probability < 1.0 && one.probability == other.probability);
    let ports: Vec<Closure> = past.iter().filter(|closure| closure.basis.contains("blockade-2026")).cloned().collect();
    assert!(ports.len() >= 3);
    let share = ports[0].probability;
    // All ports of the blockade close on the same days, so one or more is closed as often as one.
    let scenario = Scenario { as_of: until, ..Scenario::default() };
    let asked = SimulationQuestion { closures: ports, without_dated_closures: true, ..question(2_000) };
    let found = ask("tehran", "mumbai", &[Mode::Road, Mode::Sea], &scenario, &asked);
    let away: f64 = found.routes.iter().map(|route| 1.0 - route.open).fold(0.0, f64::max);
    assert!((away - share).abs() < 0.05, "{away} {share}");
    let drivers: Vec<f64> =
        found.drivers.iter().filter(|d| d.what.starts_with("closure of")).map(|d| d.rank_correlation).collect();
    assert!(drivers.windows(2).all(|pair| pair[0] == pair[1]), "{drivers:?}");
}

/// Events that close something are left out where closures are drawn, and nothing else is.
#[test]
fn dated_closures_are_left_out_where_that_is_asked() {
    let by_sea = |date: &str, without: bool| {
        let scenario = Scenario { as_of: date.parse().unwrap(), ..Scenario::default() };
        let asked = SimulationQuestion { without_dated_closures: without, ..question(50) };
        ask("bandar-abbas", "mumbai", &[Mode::Sea], &scenario, &asked)
    };
    assert_eq!([false, true].map(|without| by_sea("2026-03-15", without).best.no_route), [1.0, 0.0]);
    // Since June ships wait at the strait, whatever is drawn.
    let waits = |without| by_sea("2026-07-01", without).routes[0].central_hours;
    assert_eq!(waits(false), waits(true));
    assert!((waits(true) - by_sea("2025-12-31", true).routes[0].central_hours - 24.0).abs() < 0.01);
}
