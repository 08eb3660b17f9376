//! Without and with: the best route of each pair under a base and under other scenarios.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::choice::{Choice, choice};
use super::disruption::{Disruption, disruption};
use super::sums::{Sum, sum};
use super::things::Things;
use super::world::{Trip, World, each};
use super::{Ground, OdPair, Pairs, State};
use crate::cost::Objective;
use crate::error::Error;
use crate::itinerary::{CountryShare, Itinerary, PlaceRef, Totals};
use crate::model::{Country, Word};
use crate::network::Selector;
use crate::units::round;

/// Scenarios against a base, pair by pair and in all.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Comparison {
    /// What others are compared with.
    pub base: StateRef,
    /// The others.
    pub scenarios: Vec<StateRef>,
    /// What routes are best in.
    pub by: Objective,
    /// Id of the load unit that money and emissions are for.
    pub load: String,
    /// What the weights of the pairs are.
    pub weights: String,
    /// Pair by pair.
    pub pairs: Vec<PairComparison>,
    /// In all, for each scenario.
    pub sums: Vec<Sum>,
}

impl Comparison {
    /// Whether any pair has a way under any of the scenarios.
    pub fn has_way(&self) -> bool {
        let is_there = |pair: &PairComparison| pair.base.is_some() || pair.scenarios.iter().any(|change| change.result.is_some());
        self.pairs.iter().any(is_there)
    }
}

/// A scenario, as much as a comparison says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StateRef {
    /// Its id.
    pub id: String,
    /// One line.
    pub title: String,
}

/// One pair under all scenarios.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PairComparison {
    /// Where from.
    pub from: PlaceRef,
    /// Where to.
    pub to: PlaceRef,
    /// What the pair counts in sums.
    pub weight: f64,
    /// Under the base; none where there is no route.
    pub base: Option<PairResult>,
    /// How its flow spreads over really different routes under the base, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<Choice>,
    /// The base when countries on the way close, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disruption: Option<Disruption>,
    /// Under each other scenario, in their order.
    pub scenarios: Vec<PairChange>,
}

/// The best route of a pair.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PairResult {
    /// Its sums.
    pub totals: Totals,
    /// Its shares by country and sea.
    pub countries: Vec<CountryShare>,
    /// Its segments.
    pub segments: Vec<String>,
}

/// What a scenario does to a pair.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PairChange {
    /// Id of the scenario.
    pub scenario: String,
    /// What becomes of the pair.
    pub outcome: Outcome,
    /// The best route; none where there is none.
    pub result: Option<PairResult>,
    /// With less without, where there is a route in both.
    pub difference: Option<Difference>,
    /// What the route takes up and gives up.
    pub change: Change,
    /// How the flow spreads over really different routes, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<Choice>,
    /// The pair when countries on the way close, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disruption: Option<Disruption>,
}

/// What becomes of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The same route at the same cost.
    Unchanged,
    /// The objective falls.
    Better,
    /// The objective rises.
    Worse,
    /// Another route, or other figures, at the same objective.
    Different,
    /// No route any more.
    CutOff,
    /// A route where there was none.
    Connected,
    /// No route, before and after.
    NoRoute,
}

impl Word for Outcome {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("unchanged", Outcome::Unchanged),
        ("better", Outcome::Better),
        ("worse", Outcome::Worse),
        ("different", Outcome::Different),
        ("cut_off", Outcome::CutOff),
        ("connected", Outcome::Connected),
        ("no_route", Outcome::NoRoute),
    ];
}

/// With less without. Negative is less with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// Kilometres.
    pub km: f64,
    /// Hours, central.
    pub hours: f64,
    /// United States dollars, central.
    pub usd: f64,
    /// kg CO2 equivalent, central.
    pub co2e_kg: f64,
    /// Border crossings.
    pub border_crossings: i64,
    /// Changes of gauge.
    pub gauge_changes: i64,
    /// Transfers.
    pub transfers: i64,
}

/// Segments and countries that a route takes up or gives up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Segments of the route with, not without.
    pub enters: Vec<String>,
    /// Segments of the route without, not with.
    pub leaves: Vec<String>,
    /// Countries and seas entered.
    pub countries_entered: Vec<String>,
    /// Countries and seas left.
    pub countries_left: Vec<String>,
}

/// What is looked at beyond the best route.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beyond {
    /// Flow spread over really different routes.
    pub choice: bool,
    /// Countries on the way closed in turn.
    pub disruption: bool,
}

/// Compares scenarios with a base.
///
/// # Errors
/// [`Error::Internal`] where a route does not pass its own check.
pub fn compare(ground: Ground, pairs: &Pairs, base: &State, others: &[State], more: Beyond) -> Result<Comparison, Error> {
    let states: Vec<&State> = std::iter::once(base).chain(others).collect();
    let worlds: Vec<World> = states.iter().map(|state| World::new(ground, &state.scenario, &pairs.list)).collect();
    let trips: Vec<Vec<Trip>> = worlds.iter().map(World::trips).collect();
    let indices: Vec<usize> = (0..pairs.list.len()).collect();
    let one = |i: &usize| one_pair(ground, &trips.iter().map(|world| &world[*i]).collect::<Vec<_>>(), others, more);
    let compared = each(&indices, one).into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(Comparison {
        base: base.reference(),
        scenarios: others.iter().map(State::reference).collect(),
        by: ground.objective,
        load: ground.network.load().id.clone(),
        weights: pairs.weights.clone(),
        sums: others.iter().enumerate().map(|(i, state)| sum(ground, pairs, &compared, i, &state.id)).collect(),
        pairs: compared,
    })
}

/// A pair in the base, the first of its trips, and in the others.
fn one_pair(ground: Ground, trips: &[&Trip], others: &[State], more: Beyond) -> Result<PairComparison, Error> {
    let mut solved = trips.iter().map(|trip| Solved::of(ground, trip)).collect::<Result<Vec<_>, _>>()?.into_iter();
    let without = solved.next().unwrap_or_default();
    let with: Vec<Solved> = solved.collect();
    // One scale for all scenarios, so that they can be compared: the best cost of the base.
    let scale = without.objective.map_or(1.0, |objective| objective as f64);
    let closed: Vec<Country> = if more.disruption {
        let crossed: BTreeSet<Country> =
            std::iter::once(&without).chain(&with).flat_map(|solved| &solved.crossed).copied().collect();
        crossed.into_iter().collect()
    } else {
        Vec::new()
    };
    let mut beyond = trips.iter().map(|trip| {
        let spread = if more.choice { choice(ground, trip, scale) } else { None };
        (spread, disruption(ground, trip, &closed))
    });
    let (base_choice, base_disruption) = beyond.next().unwrap_or_default();
    let scenarios = others.iter().zip(with).zip(beyond).map(|((state, with), (choice, disruption))| {
        let difference = without.result.as_ref().zip(with.result.as_ref()).map(|(a, b)| difference(&a.totals, &b.totals));
        let change = change(without.result.as_ref(), with.result.as_ref());
        let outcome = match (without.objective, with.objective) {
            (None, None) => Outcome::NoRoute,
            (None, Some(_)) => Outcome::Connected,
            (Some(_), None) => Outcome::CutOff,
            (Some(a), Some(b)) if b < a => Outcome::Better,
            (Some(a), Some(b)) if b > a => Outcome::Worse,
            _ if change == Change::default() && difference.is_some_and(|d| d.is_nothing()) => Outcome::Unchanged,
            _ => Outcome::Different,
        };
        PairChange { scenario: state.id.clone(), outcome, result: with.result, difference, change, choice, disruption }
    });
    let place = |ix| PlaceRef::of(ground.data, ix);
    let scenarios = scenarios.collect();
    let Some(OdPair { from, to, weight }) = trips.first().map(|trip| trip.pair) else {
        return Err(Error::Internal("a pair is compared without a base".into()));
    };
    Ok(PairComparison {
        from: place(from),
        to: place(to),
        weight,
        choice: base_choice,
        disruption: base_disruption,
        scenarios,
        base: without.result,
    })
}

/// A pair under one scenario.
#[derive(Default)]
struct Solved {
    result: Option<PairResult>,
    /// As the search counts it.
    objective: Option<u64>,
    /// Countries that the best route crosses in transit.
    crossed: BTreeSet<Country>,
}

impl Solved {
    fn of(ground: Ground, trip: &Trip) -> Result<Solved, Error> {
        let Some(path) = trip.best() else { return Ok(Solved::default()) };
        let route = Itinerary::of(trip.view, &path, None)?;
        let segments = route.legs.iter().flat_map(|leg| leg.segments.iter().cloned()).collect();
        Ok(Solved {
            result: Some(PairResult { totals: route.totals, countries: route.countries, segments }),
            objective: Some(path.weight.primary),
            crossed: Things::Countries.used(ground, &trip.pair, &path).iter().filter_map(Selector::country).collect(),
        })
    }
}

fn difference(without: &Totals, with: &Totals) -> Difference {
    // Figures of an answer have at most three decimals; a difference has no more.
    let less = |a: f64, b: f64| round(a - b, 3);
    let count = |a: usize, b: usize| a as i64 - b as i64;
    Difference {
        km: less(with.km, without.km),
        hours: less(with.hours.central, without.hours.central),
        usd: less(with.usd.central, without.usd.central),
        co2e_kg: less(with.co2e_kg.central, without.co2e_kg.central),
        border_crossings: count(with.border_crossings, without.border_crossings),
        gauge_changes: count(with.gauge_changes, without.gauge_changes),
        transfers: count(with.transfers, without.transfers),
    }
}

impl Difference {
    /// What differs in an objective, in its unit.
    pub(crate) fn of(&self, objective: Objective) -> f64 {
        match objective {
            Objective::Time => self.hours,
            Objective::Distance => self.km,
            Objective::Cost => self.usd,
            Objective::Emissions => self.co2e_kg,
        }
    }

    /// Whether nothing differs.
    pub fn is_nothing(&self) -> bool {
        (self.km, self.hours, self.usd, self.co2e_kg) == (0.0, 0.0, 0.0, 0.0)
            && (self.border_crossings, self.gauge_changes, self.transfers) == (0, 0, 0)
    }
}

fn change(without: Option<&PairResult>, with: Option<&PairResult>) -> Change {
    fn minus<'a>(a: impl Iterator<Item = &'a String>, b: impl Iterator<Item = &'a String>) -> Vec<String> {
        let b: BTreeSet<&String> = b.collect();
        a.filter(|item| !b.contains(item)).cloned().collect()
    }
    let segments = |result: Option<&PairResult>| result.map(|r| r.segments.clone()).unwrap_or_default();
    let countries = |result: Option<&PairResult>| -> Vec<String> {
        result.map(|r| r.countries.iter().map(|c| c.name.clone()).collect()).unwrap_or_default()
    };
    let (a, b) = (segments(without), segments(with));
    let (c, d) = (countries(without), countries(with));
    Change {
        enters: minus(b.iter(), a.iter()),
        leaves: minus(a.iter(), b.iter()),
        countries_entered: minus(d.iter(), c.iter()),
        countries_left: minus(c.iter(), d.iter()),
    }
}
