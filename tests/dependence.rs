//! Laws of exposure and dependence, and dependence against a second way of working it out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use corridor::analysis::{
    Amount, Beyond, CriticalityQuestion, DependenceQuestion, Ground, OdPair, Pairs, State, Subjects, Things, compare,
    criticality, dependence, exposure, silent,
};
use corridor::check;
use corridor::cost::Objective;
use corridor::error::Error;
use corridor::itinerary::LegKind;
use corridor::model::{Country, Dataset, Mode, PlaceKind};
use corridor::names::Names;
use corridor::network::{Network, Selector};
use corridor::query::RouteQuery;
use corridor::read;
use corridor::route::route;
use corridor::scenario::Library;
use proptest::prelude::*;

fn sorted(mut list: Vec<(String, String, f64)>) -> Vec<(String, String, f64)> {
    list.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    list
}

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());
static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::build(&DATA, DATA.load("teu").unwrap()).unwrap());

const CITIES: [&str; 10] =
    ["moscow", "mumbai", "baku", "nakhchivan", "tehran", "tbilisi", "yerevan", "istanbul", "almaty", "kaliningrad"];

fn ground() -> Ground<'static> {
    Ground { data: &DATA, network: &NETWORK, objective: Objective::Time, modes: &Mode::FREIGHT }
}

fn state(id: &str) -> State {
    Library::embedded().find(&DATA, id).unwrap().into()
}

/// Countries on countries, by best routes.
const MATRIX: DependenceQuestion = DependenceQuestion { of: Subjects::Countries, on: Things::Countries, choice: false };

fn pairs() -> impl Strategy<Value = Pairs> {
    let pair = (0..CITIES.len(), 0..CITIES.len(), 0.1..10.0f64).prop_filter("two places", |(a, b, _)| a != b);
    prop::collection::vec(pair, 1..6).prop_map(|list| {
        let at = |i: usize| DATA.place_ix(CITIES[i]).unwrap();
        let list = list.into_iter().map(|(a, b, weight)| OdPair { from: at(a), to: at(b), weight }).collect();
        Pairs { list, weights: "test".into(), amount: Amount::Load }
    })
}

fn scenario() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["base-2025", "all-proposed", "hormuz-closed", "war-2026-03", "iran-closed-to-transit"])
}

/// Hours of the best route with a country avoided, by the question of `corridor route`.
fn hours(pair: &OdPair, scenario: &State, avoid: Option<Country>) -> Option<(f64, BTreeSet<Country>)> {
    let mut query = RouteQuery::new(pair.from, pair.to);
    query.scenario = scenario.scenario.between(&DATA, &Mode::FREIGHT, pair.from, pair.to);
    query.constraints.avoid.extend(avoid.map(Selector::Country));
    let answer = route(&DATA, &NETWORK, "teu", &query).unwrap();
    answer.routes.first().map(|r| {
        (r.totals.hours.central, r.countries.iter().filter(|c| c.km > 0.0 || c.hours > 0.0).map(|c| c.country).collect())
    })
}

fn from_csv(text: &str) -> Pairs {
    Pairs::from_csv(Names::new(&DATA), "/tmp/od.csv", text).unwrap()
}

/// A file has weights in each row, or in none.
#[test]
fn a_file_of_pairs_says_whether_it_has_weights() {
    let weights = |text: &str| {
        let pairs = from_csv(text);
        (pairs.weights, pairs.list.iter().map(|pair| pair.weight).collect::<Vec<_>>())
    };
    assert_eq!(
        weights("from,to\nmoscow,baku\nbaku,tehran\n"),
        ("pairs of od.csv, all of the same weight".to_owned(), vec![1.0, 1.0])
    );
    assert_eq!(weights("from,to,weight\nmoscow,baku,5\nbaku,tehran,1\n"), ("weights of od.csv".to_owned(), vec![5.0, 1.0]));
    for (text, line) in [("moscow,baku,5\nbaku,tehran,\n", 3), ("baku,tehran,\nmoscow,baku,5\n", 2)] {
        match Pairs::from_csv(Names::new(&DATA), "od.csv", &format!("from,to,weight\n{text}")) {
            Err(Error::Data(issues)) => {
                assert_eq!((issues.len(), issues[0].line, issues[0].field.as_deref()), (1, Some(line), Some("weight")));
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Who trade does not speak of takes part by its main place, with every place of the others, both ways; an exclave is not its country.
#[test]
fn who_is_asked_for_takes_part() {
    let begun = || from_csv("from,to\nmoscow,baku\n");
    let with = |code: &str| {
        let mut pairs = begun();
        pairs.include(&DATA, code).unwrap();
        let id = |place| DATA.place(place).id.clone();
        pairs.list.iter().skip(1).map(|pair| (id(pair.from), id(pair.to), pair.weight)).collect::<Vec<(String, String, f64)>>()
    };
    for there in ["RU", "AZ"] {
        assert!(with(there).is_empty(), "{there}");
    }
    for code in ["IR", "AZ-NX"] {
        let main = DATA.place(DATA.main_place(code).unwrap()).id.clone();
        let both = |other: &str| [(main.clone(), other.to_owned(), 1.0), (other.to_owned(), main.clone(), 1.0)];
        let wanted: Vec<(String, String, f64)> = ["moscow", "baku"].into_iter().flat_map(both).collect();
        assert_eq!(sorted(with(code)), sorted(wanted), "{code}");
    }
    // The exclave alone does not speak for the country.
    let mut pairs = from_csv("from,to\nmoscow,nakhchivan\n");
    pairs.include(&DATA, "AZ").unwrap();
    assert_eq!(pairs.list.len(), 5);
    assert!(pairs.include(&DATA, "QQ").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn shares_add_up_and_concentration_is_bounded(pairs in pairs(), scenario in scenario()) {
        let found = exposure(ground(), &pairs, &state(scenario)).unwrap();
        if found.pairs > 0 {
            for part in 0..3 {
                let whole: f64 = found.countries.iter().map(|c| [c.share_km, c.share_hours, c.share_usd][part]).sum();
                prop_assert!((whole - 1.0).abs() < 1e-9);
                let transit: f64 = found.countries.iter().map(|c| [c.transit_share_km, c.transit_share_hours, c.transit_share_usd][part]).sum();
                prop_assert!(transit == 0.0 || (transit - 1.0).abs() < 1e-9);
            }
        }
        if let Some(c) = found.concentration {
            prop_assert!(c.hhi > 0.0 && c.hhi <= 1.0 + 1e-9 && c.effective_countries >= 1.0 - 1e-9);
        }
        prop_assert!(found.points.iter().all(|point| (0.0..=1.0 + 1e-9).contains(&point.share)));
    }

    #[test]
    fn dependence_equals_a_second_way(pairs in pairs(), scenario in scenario()) {
        let state = state(scenario);
        let found = dependence(ground(), &pairs, &state, MATRIX);
        // Straight from the definition, every country closed for every pair by the question of `corridor route`.
        let subject = |ix| {
            let place = DATA.place(ix);
            place.region.clone().unwrap_or_else(|| place.country().to_string())
        };
        let mut expected: BTreeMap<(String, Country), (f64, f64, f64)> = BTreeMap::new();
        let subjects: BTreeSet<String> = pairs.list.iter().flat_map(|p| [subject(p.from), subject(p.to)]).collect();
        for who in &subjects {
            let own: Vec<&OdPair> = pairs.list.iter().filter(|p| subject(p.from) == *who || subject(p.to) == *who).collect();
            let base: Vec<_> = own.iter().filter_map(|p| Some((*p, hours(p, &state, None)?))).collect();
            let weight: f64 = base.iter().map(|(p, _)| p.weight).sum();
            let crossed: BTreeSet<Country> = base.iter().flat_map(|(_, (_, c))| c.clone()).filter(|c| !c.is_high_seas()).collect();
            for on in crossed {
                let (mut d, mut extra, mut kept, mut lost) = (0.0, 0.0, 0.0, 0.0);
                for (pair, (cost, countries)) in &base {
                    let is_own = [pair.from, pair.to].iter().any(|ix| DATA.place(*ix).countries.contains(&on));
                    if is_own || !countries.contains(&on) {
                        kept += pair.weight * cost;
                        continue;
                    }
                    d += pair.weight;
                    match hours(pair, &state, Some(on)) {
                        Some((without, _)) => {
                            extra += pair.weight * (without - cost);
                            kept += pair.weight * cost;
                        }
                        None => lost += pair.weight,
                    }
                }
                if d > 0.0 {
                    expected.insert((who.clone(), on), (d / weight, extra / kept, lost / weight));
                }
            }
        }
        prop_assert_eq!(found.rows.len(), expected.len());
        for row in &found.rows {
            let (d, v, u) = expected[&(row.subject.clone(), row.on.parse().unwrap())];
            prop_assert!((row.d - d).abs() < 1e-9 && (row.u - u).abs() < 1e-9, "{:?} {} {}", row, d, u);
            prop_assert!(row.v.is_none_or(|x| (x - v).abs() < 1e-4), "{:?} {}", row, v);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&row.d) && (0.0..=1.0 + 1e-9).contains(&row.u) && row.v.is_none_or(|v| v >= 0.0));
        }
    }
}

/// What a row of dependence is about.
fn selector(things: Things, on: &str) -> Selector {
    match things {
        Things::Countries => Selector::Country(on.parse().unwrap()),
        Things::Links => Selector::Segment(DATA.segment_ix(on).unwrap()),
        Things::Borders => {
            let (a, b) = on.split_once('-').unwrap();
            Selector::Border(a.parse().unwrap(), b.parse().unwrap())
        }
        Things::Posts | Things::Ports | Things::Straits => Selector::Place(DATA.place_ix(on).unwrap()),
    }
}

/// What the best route of a pair uses of a kind, as its legs say; its own countries and ends left out.
fn passed(pair: &OdPair, state: &State, on: Things) -> BTreeSet<String> {
    let mut query = RouteQuery::new(pair.from, pair.to);
    query.scenario = state.scenario.between(&DATA, &Mode::FREIGHT, pair.from, pair.to);
    let route = route(&DATA, &NETWORK, "teu", &query).unwrap().routes.remove(0);
    let ends = [pair.from, pair.to].map(|ix| DATA.place(ix));
    let is_own = |country: &Country| ends.iter().any(|place| place.countries.contains(country)) || country.is_high_seas();
    let at = |kinds: &[LegKind]| -> BTreeSet<String> {
        let legs = route.legs.iter().filter(|leg| kinds.contains(&leg.kind));
        let legs = legs.filter(|leg| on != Things::Ports || leg.mode.is_afloat() || leg.to_mode.is_some_and(Mode::is_afloat));
        legs.map(|leg| leg.from.id.clone()).filter(|id| ends.iter().all(|end| end.id != *id)).collect()
    };
    match on {
        Things::Countries => route
            .countries
            .iter()
            .filter(|c| !is_own(&c.country) && (c.km > 0.0 || c.hours > 0.0))
            .map(|c| c.country.to_string())
            .collect(),
        Things::Links => route.legs.iter().flat_map(|leg| leg.segments.clone()).collect(),
        Things::Borders => {
            let sides = route.legs.iter().filter_map(|leg| Some([leg.country, leg.to_country?]));
            sides.map(|sides| format!("{}-{}", sides[0].min(sides[1]), sides[0].max(sides[1]))).collect()
        }
        Things::Posts => at(&[LegKind::Border]),
        Things::Ports => at(&[LegKind::Transfer]),
        Things::Straits => {
            let segments = route.legs.iter().flat_map(|leg| &leg.segments).map(|id| DATA.segment(DATA.segment_ix(id).unwrap()));
            let places = segments.flat_map(|segment| [segment.from, segment.to]).map(|ix| DATA.place(ix));
            places
                .filter(|place| place.kind == PlaceKind::Strait && ends.iter().all(|end| end.id != place.id))
                .map(|place| place.id.clone())
                .collect()
        }
    }
}

fn things() -> impl Strategy<Value = Things> {
    prop::sample::select(vec![Things::Countries, Things::Links, Things::Borders, Things::Posts, Things::Ports, Things::Straits])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn dependence_on_anything_is_what_avoiding_it_does(pairs in pairs(), scenario in scenario(), on in things()) {
        let state = state(scenario);
        let found = dependence(ground(), &pairs, &state, DependenceQuestion { of: Subjects::All, on, choice: false });
        for row in &found.rows {
            let avoid = selector(on, &row.on);
            let (mut whole, mut extra, mut kept, mut lost, mut used) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for pair in &pairs.list {
                let Some((cost, _)) = hours(pair, &state, None) else { continue };
                whole += pair.weight;
                if passed(pair, &state, on).contains(&row.on) {
                    used += pair.weight;
                }
                let is_own = match &avoid {
                    Selector::Country(country) => [pair.from, pair.to].iter().any(|ix| DATA.place(*ix).countries.contains(country)),
                    Selector::Place(place) => [pair.from, pair.to].contains(place),
                    _ => false,
                };
                match if is_own { Some(cost) } else { hours_without(pair, &state, &avoid) } {
                    Some(without) => {
                        extra += pair.weight * (without - cost);
                        kept += pair.weight * cost;
                    }
                    None => lost += pair.weight,
                }
            }
            prop_assert!((row.u - lost / whole).abs() < 1e-9, "{:?}", row);
            prop_assert!(row.v.is_none_or(|v| (v - extra / kept).abs() < 1e-4), "{:?} {}", row, extra / kept);
            prop_assert!((row.d - used / whole).abs() < 1e-9 && row.d >= row.u - 1e-9, "{:?} {}", row, used / whole);
        }
    }

    #[test]
    fn flow_spread_over_routes_keeps_the_bounds(pairs in pairs(), on in things()) {
        let ask = |choice| {
            let question = DependenceQuestion { of: Subjects::Pairs, on, choice };
            dependence(ground(), &pairs, &state("base-2025"), question)
        };
        let (best, spread) = (ask(false), ask(true));
        for row in &spread.rows {
            prop_assert!(row.d > 0.0 && row.d <= 1.0 + 1e-9 && (0.0..=1.0).contains(&row.u) && row.v.is_none_or(|v| v >= 0.0));
            // What only further routes use costs nothing when it closes; what the best one uses costs as much as before.
            let same = best.row(&row.subject, &row.on);
            prop_assert_eq!(row.u, same.map_or(0.0, |same| same.u));
            prop_assert_eq!(row.v.unwrap_or(0.0), same.map_or(0.0, |same| same.v.unwrap_or(0.0)));
            // All routes of a pair that must cross something do.
            prop_assert!(row.u < 1.0 || row.d > 1.0 - 1e-9, "{:?}", row);
        }
        prop_assert!(best.rows.iter().all(|row| spread.row(&row.subject, &row.on).is_some()));
    }
}

fn hours_without(pair: &OdPair, scenario: &State, avoid: &Selector) -> Option<f64> {
    let mut query = RouteQuery::new(pair.from, pair.to);
    query.scenario = scenario.scenario.between(&DATA, &Mode::FREIGHT, pair.from, pair.to);
    query.constraints.avoid.push(avoid.clone());
    route(&DATA, &NETWORK, "teu", &query).unwrap().routes.first().map(|r| r.totals.hours.central)
}

#[test]
fn answers_are_the_same_on_any_number_of_threads() {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let list = CITIES.iter().flat_map(|a| CITIES.iter().map(move |b| (*a, *b))).filter(|(a, b)| a != b);
    let list: Vec<OdPair> =
        list.enumerate().map(|(i, (a, b))| OdPair { from: at(a), to: at(b), weight: 0.1 + i as f64 / 7.0 }).collect();
    let pairs = Pairs { list, weights: "test".into(), amount: Amount::Load };
    let (base, other) = (state("base-2025"), state("iran-closed-to-transit"));
    let answers = || {
        let question = DependenceQuestion { of: Subjects::Countries, on: Things::Links, choice: false };
        let beyond = Beyond { choice: false, disruption: true };
        serde_json::to_string(&(
            dependence(ground(), &pairs, &other, question),
            exposure(ground(), &pairs, &other).unwrap(),
            compare(ground(), &pairs, &base, std::slice::from_ref(&other), beyond).unwrap(),
        ))
        .unwrap()
    };
    let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(answers);
    let one = on(1);
    assert!(one.len() > 10_000);
    assert_eq!(one, on(2));
    assert_eq!(one, on(4));
}

#[test]
fn nakhchivan_is_a_subject_of_its_own() {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let found = dependence(ground(), &Pairs::one(at("baku"), at("nakhchivan")), &state("base-2025"), MATRIX);
    assert!(found.row("AZ-NX", "IR").is_some_and(|row| row.d == 1.0 && row.u == 0.0));
}

#[test]
fn tonne_km_are_those_of_the_trade() {
    let azerbaijan = |pairs: &Pairs| {
        let found = exposure(ground(), pairs, &state("base-2025")).unwrap();
        found.countries.iter().find(|c| c.country.to_string() == "AZ").unwrap().transit_tonne_km
    };
    let at = |id| DATA.place_ix(id).unwrap();
    let one_teu = azerbaijan(&Pairs::one(at("tehran"), at("moscow"))).unwrap();
    // Of the trade of Iran with four neighbours only that with Russia, 4.04 Mt, crosses Azerbaijan; a TEU carries 18 t.
    let trade = azerbaijan(&Pairs::from_flows(&DATA, "irica-non-oil").unwrap()).unwrap();
    assert!((trade / (one_teu / 18.0 * 4.04e6) - 1.0).abs() < 1e-3, "{trade} {one_teu}");
    assert_eq!(azerbaijan(&Pairs::from_flows(&DATA, "irica-non-oil-usd").unwrap()), None);
}

fn weighed(pairs: &[(&str, &str, f64)]) -> Pairs {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let list = pairs.iter().map(|(from, to, weight)| OdPair { from: at(from), to: at(to), weight: *weight }).collect();
    Pairs { list, weights: "test".into(), amount: Amount::Load }
}

/// With Iran closed all that comes to Armenia comes through Georgia; with Turkmenistan closed nothing comes there.
#[test]
fn what_a_loss_cuts_off_is_unserved() {
    let mut state = state("base-2025");
    state.scenario.close.extend(["IR", "TM"].map(|code| Selector::Country(code.parse().unwrap())));
    let none = ["moscow", "baku", "tbilisi"].map(|from| (from, "ashgabat", 9.0));
    let pairs = weighed(&[&[("moscow", "yerevan", 2.5), ("moscow", "baku", 1.5)][..], &none].concat());
    let found = dependence(ground(), &pairs, &state, MATRIX);
    assert_eq!((found.pairs, found.pairs_without_route), (2, 3));
    let row = |who: &str| found.row(who, "GE").map(|row| (row.d, row.v, row.u, row.pairs));
    assert_eq!(row("RU"), Some((0.625, Some(0.0), 0.625, 2)));
    assert_eq!(row("AM"), Some((1.0, None, 1.0, 1)));
    assert_eq!(row("AZ"), None);
    // Pairs that weigh nothing depend on nothing.
    let mut nothing = pairs;
    nothing.list.iter_mut().for_each(|pair| pair.weight = 0.0);
    assert!(dependence(ground(), &nothing, &state, MATRIX).rows.is_empty());
}

/// Half of what Nakhchivan trades crosses Iran, a quarter of what Iran trades crosses Azerbaijan.
#[test]
fn a_mutual_hold_is_worked_out_by_hand() {
    let nearby = weighed(&[
        ("tehran", "moscow", 1.0),
        ("tehran", "istanbul", 3.0),
        ("istanbul", "nakhchivan", 1.0),
        ("baku", "nakhchivan", 1.0),
    ]);
    let found = dependence(ground(), &nearby, &state("base-2025"), MATRIX);
    let mutual = |a, b| {
        let found = found.mutual(a, b);
        assert_eq!((found.a.as_str(), found.b.as_str()), (a, b));
        (found.d_ab, found.d_ba, found.asymmetry, found.relative, found.mutual)
    };
    assert_eq!(mutual("AZ-NX", "IR"), (0.5, 0.25, 0.25, Some(0.25 / 0.75), 0.25));
    assert_eq!(mutual("IR", "AZ-NX"), (0.25, 0.5, -0.25, Some(-0.25 / 0.75), 0.25));
    assert_eq!(mutual("IN", "KZ"), (0.0, 0.0, 0.0, None, 0.0));
}

/// Criticality weighs the same pairs, lost one thing at a time, in code of its own.
#[test]
fn criticality_says_the_same_of_all_pairs() {
    let pairs = weighed(&[
        ("moscow", "mumbai", 3.0),
        ("baku", "nakhchivan", 0.5),
        ("istanbul", "almaty", 2.0),
        ("tehran", "moscow", 1.5),
    ]);
    for on in [Things::Countries, Things::Borders, Things::Ports, Things::Links] {
        let depends =
            |choice| dependence(ground(), &pairs, &state("base-2025"), DependenceQuestion { of: Subjects::All, on, choice });
        let (best, chosen) = (depends(false), depends(true));
        let question = CriticalityQuestion { of: on, choice: true, vital: 0 };
        let found = criticality(ground(), &pairs, &state("base-2025"), question, &silent);
        let listed: BTreeSet<&str> = found.rows.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(listed, chosen.rows.iter().map(|row| row.on.as_str()).collect());
        assert!(found.rows.iter().any(|row| row.flow == 0.0), "only the best routes are used: {on:?}");
        for row in &found.rows {
            let same = best.row("all", &row.id);
            assert!((row.flow - same.map_or(0.0, |same| same.d)).abs() < 1e-9, "{row:?} {same:?}");
            assert!((row.unserved - same.map_or(0.0, |same| same.u)).abs() < 1e-9, "{row:?} {same:?}");
            let share = chosen.row("all", &row.id).unwrap().d;
            assert!((row.flow_under_choice.unwrap() - share).abs() < 1e-9, "{row:?} {share}");
        }
    }
}
