//! Laws that every answer on the real network must obey.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use corridor::check;
use corridor::cost::Objective;
use corridor::model::{Dataset, Mode, PlaceIx};
use corridor::network::{Network, Selector};
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
