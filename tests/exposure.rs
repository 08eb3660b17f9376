//! Exposure, added up once more from the answers of `corridor route`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use corridor::analysis::{Amount, CountryExposure, Exposure, Ground, OdPair, Pairs, State, exposure};
use corridor::check;
use corridor::cost::Objective;
use corridor::itinerary::{CountryShare, Itinerary, Leg, LegKind};
use corridor::model::{Country, Dataset, Mode, Word};
use corridor::network::{Change, Network, NewValue, Quantity, Selector};
use corridor::query::RouteQuery;
use corridor::read;
use corridor::route::route;
use corridor::scenario::Library;

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());
static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::build(&DATA, DATA.load("teu").unwrap()).unwrap());

fn ground(objective: Objective) -> Ground<'static> {
    Ground { data: &DATA, network: &NETWORK, objective, modes: &Mode::FREIGHT }
}

/// Trade in kilotonnes; with Armenia closed the last has no way.
fn pairs() -> Pairs {
    let pair =
        |from: &str, to: &str, weight| OdPair { from: DATA.place_ix(from).unwrap(), to: DATA.place_ix(to).unwrap(), weight };
    let list = vec![
        pair("moscow", "mumbai", 3.0),
        pair("baku", "nakhchivan", 1.5),
        pair("istanbul", "almaty", 2.0),
        pair("tehran", "moscow", 0.5),
        pair("novorossiysk", "mumbai", 1.25),
        pair("moscow", "yerevan", 4.0),
    ];
    Pairs { list, weights: "test".into(), amount: Amount::Load }
}

fn state() -> State {
    let mut state: State = Library::embedded().find(&DATA, "base-2025").unwrap().into();
    state.scenario.close.push(Selector::Country("AM".parse().unwrap()));
    state
}

fn best(pair: &OdPair, state: &State, by: Objective) -> Option<Itinerary> {
    let mut query = RouteQuery::new(pair.from, pair.to);
    (query.objective, query.scenario) = (by, state.scenario.between(&DATA, &Mode::FREIGHT, pair.from, pair.to));
    route(&DATA, &NETWORK, "teu", &query).unwrap().routes.into_iter().next()
}

/// The countries that a pair begins and ends in.
fn own(pair: &OdPair) -> BTreeSet<Country> {
    [pair.from, pair.to].iter().flat_map(|ix| DATA.place(*ix).countries.clone()).collect()
}

/// Where a route is handled, checked or let through.
fn posts(route: &Itinerary) -> impl Iterator<Item = &Leg> {
    route.legs.iter().filter(|leg| !matches!(leg.kind, LegKind::Travel | LegKind::Swap))
}

/// Those of them that hold the route up: by time, by money, or by officials.
fn held(route: &Itinerary) -> BTreeSet<(String, &'static str)> {
    let holds = |leg: &&Leg| leg.hours.high > 0.0 || leg.usd.high > 0.0 || leg.control == Some(true);
    posts(route).filter(holds).map(|leg| (leg.from.id.clone(), leg.kind.word())).collect()
}

/// What all pairs are of each thing, over what they are of all.
fn shares<K: Ord + Clone>(sums: &BTreeMap<K, f64>) -> BTreeMap<K, f64> {
    let all: f64 = sums.values().sum();
    sums.iter().map(|(key, sum)| (key.clone(), sum / all)).collect()
}

fn assert_same<K: Ord + std::fmt::Debug>(found: &BTreeMap<K, f64>, expected: &BTreeMap<K, f64>) {
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (key, value) in expected {
        assert!((found[key] - value).abs() < 1e-9, "{key:?}: {} and not {value}", found[key]);
    }
}

#[test]
fn exposure_is_the_sum_of_the_routes() {
    let pairs = pairs();
    let found = exposure(ground(Objective::Time), &pairs, &state()).unwrap();
    let routes: Vec<(&OdPair, Itinerary)> =
        pairs.list.iter().filter_map(|pair| Some((pair, best(pair, &state(), Objective::Time)?))).collect();
    assert_eq!((found.pairs, found.pairs_without_route), (5, 1));
    assert_eq!(routes.len(), 5);
    let weight: f64 = routes.iter().map(|(pair, _)| pair.weight).sum();

    // Kilometres, hours and dollars of each country and sea, in all and in transit.
    let measures = [|c: &CountryShare| c.km, |c: &CountryShare| c.hours, |c: &CountryShare| c.usd];
    for (i, measure) in measures.into_iter().enumerate() {
        let (mut whole, mut transit) = (BTreeMap::new(), BTreeMap::new());
        for (pair, route) in &routes {
            let own = own(pair);
            for share in &route.countries {
                let key = (share.country.to_string(), share.name.clone());
                *whole.entry(key.clone()).or_insert(0.0) += pair.weight * measure(share);
                let passes = if own.contains(&share.country) { 0.0 } else { pair.weight * measure(share) };
                *transit.entry(key).or_insert(0.0) += passes;
            }
        }
        let of = |part: fn(&CountryExposure) -> [f64; 3]| -> BTreeMap<_, _> {
            found.countries.iter().map(|c| ((c.country.to_string(), c.name.clone()), part(c)[i])).collect()
        };
        assert_same(&of(|c| [c.share_km, c.share_hours, c.share_usd]), &shares(&whole));
        assert_same(&of(|c| [c.transit_share_km, c.transit_share_hours, c.transit_share_usd]), &shares(&transit));
        if i == 0 {
            // A TEU carries 18 t; loads weigh as the pair does.
            let tonnes: BTreeMap<_, f64> = transit.iter().map(|(key, km)| (key.clone(), (km * 18.0).round())).collect();
            let listed =
                found.countries.iter().map(|c| ((c.country.to_string(), c.name.clone()), c.transit_tonne_km.unwrap())).collect();
            assert_same(&listed, &tonnes);
        }
    }

    // Pairs that cross a country, a point, a segment.
    let mut crossing: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut points: BTreeMap<(String, &str), f64> = BTreeMap::new();
    let mut links: BTreeMap<String, f64> = BTreeMap::new();
    for (pair, route) in &routes {
        let own = own(pair);
        for share in &route.countries {
            let part = if own.contains(&share.country) { 0.0 } else { pair.weight / weight };
            *crossing.entry((share.country.to_string(), share.name.clone())).or_insert(0.0) += part;
        }
        held(route).into_iter().for_each(|point| *points.entry(point).or_insert(0.0) += pair.weight / weight);
        let used: BTreeSet<_> = route.legs.iter().flat_map(|leg| leg.segments.clone()).collect();
        used.into_iter().for_each(|id| *links.entry(id).or_insert(0.0) += pair.weight / weight);
    }
    let Exposure { countries, points: listed, links: lines, concentration, .. } = &found;
    assert_same(&countries.iter().map(|c| ((c.country.to_string(), c.name.clone()), c.pairs_in_transit)).collect(), &crossing);
    let listed: BTreeMap<_, f64> = listed.iter().map(|p| ((p.place.clone(), p.kind.as_str()), p.share)).collect();
    assert_same(&listed, &points);
    assert_same(&lines.iter().map(|l| (l.segment.clone(), l.share)).collect(), &links);
    let is_free = |leg: &Leg| leg.hours.high == 0.0 && leg.usd.high == 0.0;
    assert!(routes.iter().any(|(_, route)| posts(route).any(is_free)), "no free passage in this test");
    assert!(points.len() > 5 && links.len() > 50, "{} {}", points.len(), links.len());

    // Concentration leaves the seas out.
    let on_land: Vec<f64> = countries.iter().filter(|c| c.country.to_string() != "XZ").map(|c| c.transit_share_km).collect();
    let all: f64 = on_land.iter().sum();
    let hhi: f64 = on_land.iter().map(|share| (share / all).powi(2)).sum();
    assert!(all < 1.0, "no sea in this test");
    assert!((concentration.as_ref().unwrap().hhi - hhi).abs() < 1e-9);

    // The dearest first.
    assert!(countries.windows(2).all(|pair| pair[0].share_hours >= pair[1].share_hours));
    assert!(found.points.windows(2).all(|pair| pair[0].share >= pair[1].share));
    assert!(lines.windows(2).all(|pair| pair[0].share >= pair[1].share));
}

/// Pairs that weigh nothing have no part in anything, and no quotient of nothing by nothing.
#[test]
fn what_weighs_nothing_has_no_share() {
    let mut pairs = pairs();
    pairs.list.iter_mut().for_each(|pair| pair.weight = 0.0);
    let found = exposure(ground(Objective::Time), &pairs, &state()).unwrap();
    let shares = |c: &CountryExposure| c.share_km + c.share_usd + c.transit_share_hours + c.pairs_in_transit;
    assert!(found.countries.len() > 5);
    assert!(found.countries.iter().all(|c| shares(c) == 0.0), "{:?}", found.countries);
    assert!(found.points.iter().all(|point| point.share == 0.0) && found.links.iter().all(|link| link.share == 0.0));
    assert!(found.concentration.is_none());
}

/// Waiting or paying is enough to be held: where one of the two is nothing, a place counts as before.
#[test]
fn a_point_that_takes_time_or_money_is_a_hold() {
    let pairs = Pairs::one(DATA.place_ix("moscow").unwrap(), DATA.place_ix("mumbai").unwrap());
    // What is set to nothing is not what the way is chosen by.
    for (what, by) in [(Quantity::Usd, Objective::Time), (Quantity::Hours, Objective::Cost)] {
        let mut state: State = Library::embedded().find(&DATA, "base-2025").unwrap().into();
        // A change is of the links that all of its selectors take, so each country has one.
        let change = |country| Change { on: vec![Selector::Country(country)], what, to: NewValue::Factor(0.0) };
        state.scenario.changes.extend(DATA.countries.iter().map(|country| change(country.code)));
        let route = best(&pairs.list[0], &state, by).unwrap();
        let found = exposure(ground(by), &pairs, &state).unwrap();
        let points: BTreeSet<_> = found.points.iter().map(|point| (point.place.clone(), point.kind.as_str())).collect();
        assert_eq!(points, held(&route));
        let by_one_alone = |leg: &Leg| leg.control.is_none() && (leg.hours.high > 0.0) != (leg.usd.high > 0.0);
        assert!(posts(&route).any(by_one_alone), "{what:?} {points:?}");
    }
}
