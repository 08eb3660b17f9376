//! Laws that every answer on the real network must obey.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use corridor::check;
use corridor::cost::Objective;
use corridor::model::{Dataset, Estimate, Mode, PlaceIx};
use corridor::network::{Change, Network, NewValue, Quantity, Scenario, Selector};
use corridor::query::RouteQuery;
use corridor::read;
use corridor::route::{RouteAnswer, route};
use proptest::prelude::*;

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());
static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::build(&DATA, DATA.load("teu").unwrap()).unwrap());

/// Places that freight can begin or end at.
static PLACES: LazyLock<Vec<PlaceIx>> = LazyLock::new(|| {
    let freight = |ix: PlaceIx| DATA.segments.iter().any(|s| s.mode != Mode::Pipeline && (s.from == ix || s.to == ix));
    DATA.place_entries().filter(|(ix, place)| place.kind.has_handling() && freight(*ix)).map(|(ix, _)| ix).collect()
});

fn ask(query: &RouteQuery) -> RouteAnswer {
    route(&DATA, &NETWORK, "teu", query).unwrap()
}

fn cost(answer: &RouteAnswer, objective: Objective) -> Option<f64> {
    answer.routes.first().map(|route| match objective {
        Objective::Time => route.totals.hours.central,
        Objective::Distance => route.totals.km,
        Objective::Cost => route.totals.usd.central,
        Objective::Emissions => route.totals.co2e_kg.central,
    })
}

fn pair() -> impl Strategy<Value = (PlaceIx, PlaceIx)> {
    (0..PLACES.len(), 0..PLACES.len()).prop_filter("two places", |(a, b)| a != b).prop_map(|(a, b)| (PLACES[a], PLACES[b]))
}

fn objective() -> impl Strategy<Value = Objective> {
    prop::sample::select(vec![Objective::Time, Objective::Distance, Objective::Cost, Objective::Emissions])
}

/// The sum of figures that were rounded one by one may differ from the rounded sum.
fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.5 + 1e-6 * b.abs()
}

/// The links of a segment are those that run along it, and every segment has some.
#[test]
fn links_belong_to_their_segment() {
    for (ix, segment) in DATA.segment_entries() {
        let along: Vec<_> = NETWORK.links().filter(|link| NETWORK.segment_of(*link) == Some(ix)).collect();
        assert_eq!(NETWORK.links_of_segment(ix), along, "{}", segment.id);
        assert!(!along.is_empty(), "{}", segment.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn legs_add_up_and_shares_add_to_one((from, to) in pair(), objective in objective()) {
        let answer = ask(&RouteQuery { objective, ..RouteQuery::new(from, to) });
        for route in &answer.routes {
            let sum = |f: &dyn Fn(&corridor::itinerary::Leg) -> f64| route.legs.iter().map(f).sum::<f64>();
            prop_assert!(is_near(sum(&|leg| leg.km), route.totals.km));
            prop_assert!(is_near(sum(&|leg| leg.hours.central), route.totals.hours.central));
            prop_assert!(is_near(sum(&|leg| leg.usd.low), route.totals.usd.low));
            prop_assert!(is_near(sum(&|leg| leg.co2e_kg.high), route.totals.co2e_kg.high));
            for part in 0..3 {
                let whole: f64 = route.countries.iter().map(|c| [c.share_km, c.share_hours, c.share_usd][part]).sum();
                prop_assert!((whole - 1.0).abs() < 1e-9, "shares add to {}", whole);
            }
            prop_assert!(route.totals.hours.low <= route.totals.hours.central && route.totals.hours.central <= route.totals.hours.high);
            prop_assert!(route.legs.windows(2).all(|pair| pair[0].to.id == pair[1].from.id), "legs join");
        }
    }

    #[test]
    fn opening_a_link_never_raises_a_cost((from, to) in pair(), objective in objective(), link in 0..usize::MAX) {
        let closed: Vec<_> = DATA.segment_entries().filter(|(_, s)| s.status != corridor::model::Status::Operating).collect();
        let (segment, _) = closed[link % closed.len()];
        let without = RouteQuery { objective, ..RouteQuery::new(from, to) };
        let mut with = without.clone();
        with.scenario.with.push(Selector::Segment(segment));
        match (cost(&ask(&without), objective), cost(&ask(&with), objective)) {
            (Some(before), Some(after)) => prop_assert!(after <= before, "{} after, {} before", after, before),
            (Some(_), None) => prop_assert!(false, "opening a link closed the way"),
            (None, _) => {}
        }
    }

    #[test]
    fn avoiding_or_asking_for_more_never_lowers_a_cost((from, to) in pair(), (via, _) in pair(), objective in objective(), country in 0..usize::MAX) {
        let free = RouteQuery { objective, ..RouteQuery::new(from, to) };
        let best = cost(&ask(&free), objective);
        let mut avoiding = free.clone();
        avoiding.constraints.avoid.push(Selector::Country(DATA.countries[country % DATA.countries.len()].code));
        let mut by_way_of = free.clone();
        by_way_of.via.push(via);
        for harder in [avoiding, by_way_of] {
            if let Some(cost) = cost(&ask(&harder), objective) {
                prop_assert!(best.is_some_and(|best| best <= cost));
            }
        }
    }

    #[test]
    fn a_route_obeys_the_question((from, to) in pair(), objective in objective(), country in 0..usize::MAX) {
        let country = DATA.countries[country % DATA.countries.len()].code;
        let mut query = RouteQuery { objective, ..RouteQuery::new(from, to) };
        query.constraints.avoid.push(Selector::Country(country));
        query.constraints.modes = vec![Mode::Rail, Mode::Sea, Mode::Ferry];
        for route in ask(&query).routes {
            prop_assert!(route.countries.iter().all(|c| c.country != country));
            prop_assert!(route.legs.iter().all(|leg| leg.mode != Mode::Road && leg.to_mode != Some(Mode::Road)));
        }
    }

    #[test]
    fn alternatives_are_different_bounded_and_in_order((from, to) in pair()) {
        let mut query = RouteQuery::new(from, to);
        query.count = 4;
        let answer = ask(&query);
        let hours: Vec<f64> = answer.routes.iter().map(|route| route.totals.hours.central).collect();
        prop_assert!(hours.windows(2).all(|pair| pair[0] <= pair[1]));
        prop_assert!(hours.iter().all(|h| *h <= hours[0] * query.limits.max_detour + 0.01));
        let segments: Vec<Vec<&String>> = answer.routes.iter().map(|r| r.legs.iter().flat_map(|leg| &leg.segments).collect()).collect();
        prop_assert!((1..segments.len()).all(|i| !segments[..i].contains(&segments[i])));
    }

    #[test]
    fn a_missing_route_is_explained((from, to) in pair()) {
        let mut query = RouteQuery::new(from, to);
        query.constraints.modes = vec![Mode::Sea];
        let answer = ask(&query);
        match answer.no_route {
            Some(separation) => {
                prop_assert!(answer.routes.is_empty());
                prop_assert!(!separation.openings.is_empty() || separation.parts.is_some());
                prop_assert!(separation.openings.iter().all(|opening| !opening.closures.is_empty()));
            }
            None => prop_assert!(!answer.routes.is_empty()),
        }
    }
}

#[test]
fn most_pairs_have_a_route() {
    let pairs: Vec<_> = PLACES
        .iter()
        .step_by(7)
        .flat_map(|a| PLACES.iter().skip(3).step_by(11).map(move |b| (*a, *b)))
        .filter(|(a, b)| a != b)
        .collect();
    let routed = pairs.iter().filter(|(a, b)| ask(&RouteQuery::new(*a, *b)).no_route.is_none()).count();
    assert!(routed * 10 >= pairs.len() * 9, "{routed} of {} pairs have a route", pairs.len());
}

#[test]
fn freight_never_enters_a_pipe() {
    for from in PLACES.iter().step_by(9) {
        for to in PLACES.iter().step_by(13).filter(|to| *to != from) {
            for route in ask(&RouteQuery::new(*from, *to)).routes {
                assert!(route.legs.iter().all(|leg| leg.mode != Mode::Pipeline));
            }
        }
    }
}

/// What events and scenarios do to a leg is in it, and said where it is.
#[test]
fn what_changes_a_leg_is_said_with_it() {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let mut query = RouteQuery::new(at("bandar-abbas"), at("mumbai"));
    query.constraints.modes = vec![Mode::Sea];
    query.scenario.as_of = "2026-07-01".parse().unwrap();
    let said = |query: &RouteQuery, what: &str| -> BTreeSet<String> {
        let route = ask(query).routes.remove(0);
        let figures = route.legs.iter().flat_map(|leg| leg.figures.iter().map(|figure| (leg.from.id.clone(), figure)));
        figures.filter(|(_, figure)| figure.what == what).map(|(at, figure)| format!("{at}: {}", figure.of)).collect()
    };
    // Since June ships wait at the strait.
    let event = DATA.events.iter().find(|event| event.id == "hormuz-restricted-2026-06").unwrap();
    assert_eq!(said(&query, "delay"), BTreeSet::from([format!("strait-of-hormuz: {}", event.title)]));
    let wait = event.hours.unwrap();
    let hours = |query: &RouteQuery| ask(query).routes[0].totals.hours;
    let delayed = hours(&query);
    query.scenario.ignore_events.push(event.id.clone());
    let usual = hours(&query);
    assert_eq!(said(&query, "delay"), BTreeSet::new());
    for (with, without, wait) in [
        (delayed.low, usual.low, wait.low),
        (delayed.central, usual.central, wait.central),
        (delayed.high, usual.high, wait.high),
    ] {
        assert!((with - without - wait).abs() < 0.01, "{delayed:?} {usual:?}");
    }
    assert_eq!(said(&query, "changed by the scenario"), BTreeSet::new());
    let change = Change { on: vec![Selector::Sea("Gulf of Oman".into())], what: Quantity::Speed, to: NewValue::Factor(0.5) };
    let words = change.describe(&DATA);
    assert_eq!(words, "speed (km a day) times 0.5 on Gulf of Oman");
    query.scenario.changes.push(change);
    assert_eq!(said(&query, "changed by the scenario"), BTreeSet::from([format!("strait-of-hormuz: {words}")]));
    assert!(hours(&query).central > usual.central);
    // A price is for one TEU; a forty-foot box counts as 1.7 at sea.
    let forty = Network::build(&DATA, DATA.load("feu").unwrap()).unwrap();
    let price = NewValue::Value(Estimate::new(0.25, 0.5, 1.0));
    query.scenario.changes = vec![Change { on: vec![Selector::Sea("Gulf of Oman".into())], what: Quantity::Price, to: price }];
    let route = route(&DATA, &forty, "feu", &query).unwrap().routes.remove(0);
    let leg = route.legs.iter().find(|leg| leg.sea.as_deref() == Some("Gulf of Oman") && leg.km > 0.0).unwrap();
    let expected = [0.25, 0.5, 1.0].map(|usd| usd * 1.7 * leg.km);
    let found = [leg.usd.low, leg.usd.central, leg.usd.high];
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.02), "{found:?} {expected:?}");
}

/// Gas that is not theirs is not piped through third countries that have pipes; freight passes them.
#[test]
fn gas_is_closed_out_of_the_pipes_of_third_countries() {
    let at = |id: &str| DATA.place_ix(id).unwrap();
    let closed = |modes: &[Mode]| Scenario::default().closed_between(&DATA, modes, at("dauletabad"), at("hajiqabul"));
    let piped = |code: &str| Selector::ModeIn(Mode::Pipeline, code.parse().unwrap());
    assert_eq!(closed(&[Mode::Pipeline]), [piped("IR"), piped("TR")]);
    assert_eq!(closed(&Mode::FREIGHT), []);
}
