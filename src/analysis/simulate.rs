//! How far the answer of a pair can be trusted: many draws of every figure between its bounds, and of closures.
//!
//! For each draw the really different routes of the central values are added up anew, and the best way of all is searched anew. A probability `p` of `S` draws
//! has the standard error `sqrt(p * (1 - p) / S)`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::choice::{FARTHEST, MOST_ROUTES};
use super::closures::Closure;
use super::draws::{Figure, Inputs};
use super::progress::each_watched;
use super::statistics::{Distribution, rank_correlation};
use super::world::{Trip, World};
use super::{Ground, OdPair, State, StateRef};
use crate::cost::{LinkCost, Objective};
use crate::error::Error;
use crate::itinerary::PlaceRef;
use crate::model::{Date, EventEffect, Mode};
use crate::network::{AlternativeLimits, Path, Toward, Weight, alternatives};
use crate::progress::Progress;
use crate::units::round;

/// What is asked.
#[derive(Debug, Clone)]
pub struct SimulationQuestion {
    /// How many draws.
    pub draws: u32,
    /// Where the draws begin: the same seed gives the same answer.
    pub seed: u64,
    /// What has to arrive within how many hours, if anything.
    pub deadline_hours: Option<f64>,
    /// What may close.
    pub closures: Vec<Closure>,
    /// Whether closures that dated events bring do not count, because they are among those that may happen.
    pub without_dated_closures: bool,
}

/// How days and dollars of a pair are spread.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Simulation {
    /// The state of the world.
    pub scenario: StateRef,
    /// The date whose events and openings count.
    #[schemars(with = "String")]
    pub as_of: Date,
    /// Where from.
    pub from: PlaceRef,
    /// Where to.
    pub to: PlaceRef,
    /// What routes are best in.
    pub by: Objective,
    /// Id of the load unit.
    pub load: String,
    /// Modes that may be used.
    pub modes: Vec<Mode>,
    /// Draws.
    pub draws: u32,
    /// The seed.
    pub seed: u64,
    /// The deadline, hours.
    pub deadline_hours: Option<f64>,
    /// What may close, with its probability.
    pub closures: Vec<Closure>,
    /// The best way of each draw, whichever it is, for whoever knows all beforehand.
    pub best: SimulatedBest,
    /// The really different routes of the central values, each kept to whatever is drawn.
    pub routes: Vec<SimulatedRoute>,
    /// Ways of the best of each draw, by countries and seas, the most frequent first.
    pub ways: Vec<SimulatedWay>,
    /// Segments of the best of each draw, the most frequent first.
    pub links: Vec<SimulatedLink>,
    /// What drives the objective of the best way: figures of the rows that the routes use, and closures, by rank correlation, the strongest first.
    pub drivers: Vec<Driver>,
}

/// The best way of each draw.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimulatedBest {
    /// Hours; none where there never is a way.
    pub hours: Option<Distribution>,
    /// United States dollars.
    pub usd: Option<Distribution>,
    /// Share of the draws without any way, 0..1.
    pub no_route: f64,
    /// Share of the draws in which it arrives within the deadline.
    pub on_time: Option<f64>,
}

/// One route, kept to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimulatedRoute {
    /// Countries and seas in the order of travel.
    pub by_way_of: Vec<String>,
    /// Modes that it uses.
    pub modes: Vec<Mode>,
    /// Hours by central values.
    pub central_hours: f64,
    /// United States dollars by central values.
    pub central_usd: f64,
    /// Hours, over the draws in which it is open.
    pub hours: Option<Distribution>,
    /// United States dollars, over the same.
    pub usd: Option<Distribution>,
    /// Share of the draws in which it is open.
    pub open: f64,
    /// Share of the draws in which none of the listed routes costs less.
    pub best_listed: f64,
    /// Share of the draws in which it is open and arrives within the deadline.
    pub on_time: Option<f64>,
}

/// A way by countries and seas.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimulatedWay {
    /// Countries and seas in the order of travel.
    pub by_way_of: Vec<String>,
    /// Share of the draws in which it is the best.
    pub share: f64,
}

/// A segment that the best way runs over.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SimulatedLink {
    /// Id of the segment.
    pub segment: String,
    /// Share of the draws whose best way uses it.
    pub share: f64,
}

/// What moves the result.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Driver {
    /// The figure or closure.
    pub what: String,
    /// Where it stands.
    pub basis: String,
    /// Its source ids; empty for a closure.
    pub source: String,
    /// Rank correlation of what was drawn with the objective of the best way, -1..1 (Spearman 1904).
    pub rank_correlation: f64,
}

/// The most draws that are taken.
pub const MOST_DRAWS: u32 = 200_000;
/// Draws that one thread takes at a time.
const AT_A_TIME: u32 = 50;

/// What one draw gives.
struct Outcome {
    best: Option<(LinkCost, Path)>,
    routes: Vec<Option<LinkCost>>,
    /// Drawn levels of the watched figures, then closures.
    drawn: Vec<f64>,
}

/// Draws figures and closures for a pair.
///
/// # Errors
/// [`Error::Usage`] for no draws, or more than [`MOST_DRAWS`].
pub fn simulate(
    ground: Ground,
    pair: OdPair,
    state: &State,
    question: &SimulationQuestion,
    progress: Progress,
) -> Result<Simulation, Error> {
    if !(1..=MOST_DRAWS).contains(&question.draws) {
        let message = format!("{} draws; 1 to {MOST_DRAWS} can be taken", question.draws);
        return Err(Error::Usage { code: "draws", message, help: Some("10000 give shares to half a per cent".into()) });
    }
    let mut scenario = state.scenario.clone();
    if question.without_dated_closures {
        let closed = ground.data.events.iter().filter(|event| event.effect == EventEffect::Closed);
        scenario.ignore_events.extend(closed.map(|event| event.id.clone()));
    }
    let world = World::new(ground, &scenario, &[pair]);
    let trips = world.trips();
    let Some(trip) = trips.first() else { return Err(Error::Internal("a pair has no trip".into())) };
    let inputs = Inputs::new(ground, trip.view, &question.closures);
    let limits = AlternativeLimits { max_detour: FARTHEST, ..AlternativeLimits::default() };
    let paths = alternatives(trip.view, &trip.ends(), MOST_ROUTES, limits, |link| {
        if inputs.is_always_closed(link) { None } else { trip.weigh(link) }
    });
    let watched = watched(ground, &inputs, &paths);
    let [_, to] = trip.ends();
    let toward = Toward::new(ground.network, to, |link| {
        let cost = inputs.least(trip.view, link)?;
        Some(Weight { primary: ground.objective.of(&cost), secondary: cost.milliseconds.central })
    });
    let chunks: Vec<u32> = (0..question.draws.div_ceil(AT_A_TIME)).collect();
    let outcomes: Vec<Outcome> = each_watched(&chunks, progress, |chunk| {
        let first = chunk * AT_A_TIME;
        let numbers = first..(first + AT_A_TIME).min(question.draws);
        numbers
            .map(|number| {
                let draw = inputs.draw(question.seed, number.into());
                let cost = |link| inputs.cost(trip.view, link, &draw);
                let best = toward.best(trip.ends()[0], |link| inputs.weight(trip.view, link, &draw, ground.objective));
                let sum = |path: &Path| path.links.iter().try_fold(LinkCost::default(), |sum, link| Some(sum.plus(cost(*link)?)));
                let levels = watched.iter().map(|(row, figure)| draw.level(*row, *figure));
                Outcome {
                    best: best.and_then(|path| Some((sum(&path)?, path))),
                    routes: paths.iter().map(sum).collect(),
                    drawn: levels.chain(draw.closed.iter().map(|closed| f64::from(u8::from(*closed)))).collect(),
                }
            })
            .collect()
    })
    .into_iter()
    .flat_map(|outcomes: Vec<Outcome>| outcomes)
    .collect();
    Ok(Simulation {
        scenario: state.reference(),
        as_of: scenario.as_of,
        from: PlaceRef::of(ground.data, pair.from),
        to: PlaceRef::of(ground.data, pair.to),
        by: ground.objective,
        load: ground.network.load().id.clone(),
        modes: ground.modes.to_vec(),
        draws: question.draws,
        seed: question.seed,
        deadline_hours: question.deadline_hours,
        closures: question.closures.clone(),
        best: best(&outcomes, question.deadline_hours),
        routes: routes(ground, trip, &paths, &outcomes, question.deadline_hours),
        ways: ways(trip, &outcomes),
        links: links(ground, trip, &outcomes),
        drivers: drivers(ground, &inputs, &watched, question, &outcomes),
    })
}

/// The figures that may drive the objective: those of the rows that a route uses.
fn watched(ground: Ground, inputs: &Inputs, paths: &[Path]) -> Vec<(usize, Figure)> {
    let figure = match ground.objective {
        Objective::Time => Figure::Hours,
        Objective::Cost => Figure::Usd,
        Objective::Emissions => Figure::Co2e,
        // Lengths are known.
        Objective::Distance => return Vec::new(),
    };
    let rows: BTreeSet<usize> = paths.iter().flat_map(|path| &path.links).filter_map(|link| inputs.row_of(*link)).collect();
    rows.into_iter().map(|row| (row, figure)).collect()
}

fn hours(cost: &LinkCost) -> f64 {
    cost.milliseconds.central as f64 / 3.6e6
}

fn usd(cost: &LinkCost) -> f64 {
    cost.microdollars.central as f64 / 1e6
}

fn share(count: usize, of: usize) -> f64 {
    count as f64 / of as f64
}

fn best(outcomes: &[Outcome], deadline: Option<f64>) -> SimulatedBest {
    let found: Vec<&LinkCost> = outcomes.iter().filter_map(|outcome| outcome.best.as_ref().map(|(cost, _)| cost)).collect();
    let all = outcomes.len();
    SimulatedBest {
        hours: Distribution::of(found.iter().map(|cost| hours(cost)).collect()),
        usd: Distribution::of(found.iter().map(|cost| usd(cost)).collect()),
        no_route: share(all - found.len(), all),
        on_time: deadline.map(|deadline| share(found.iter().filter(|cost| hours(cost) <= deadline).count(), all)),
    }
}

fn routes(ground: Ground, trip: &Trip, paths: &[Path], outcomes: &[Outcome], deadline: Option<f64>) -> Vec<SimulatedRoute> {
    let all = outcomes.len();
    let cheapest = |outcome: &Outcome| {
        let costs = outcome.routes.iter().enumerate().filter_map(|(i, cost)| Some((ground.objective.of(cost.as_ref()?), i)));
        costs.min().map(|(_, i)| i)
    };
    let winners: Vec<Option<usize>> = outcomes.iter().map(cheapest).collect();
    let one = |(i, path): (usize, &Path)| {
        let open: Vec<&LinkCost> = outcomes.iter().filter_map(|outcome| outcome.routes[i].as_ref()).collect();
        let central = path.links.iter().fold(LinkCost::default(), |sum, link| sum.plus(*trip.view.cost(*link)));
        let segments = path.links.iter().filter_map(|link| trip.view.segment_of(*link));
        let modes: BTreeSet<Mode> = segments.map(|ix| ground.data.segment(ix).mode).collect();
        SimulatedRoute {
            by_way_of: trip.by_way_of(path),
            modes: modes.into_iter().collect(),
            central_hours: round(hours(&central), 3),
            central_usd: round(usd(&central), 2),
            hours: Distribution::of(open.iter().map(|cost| hours(cost)).collect()),
            usd: Distribution::of(open.iter().map(|cost| usd(cost)).collect()),
            open: share(open.len(), all),
            best_listed: share(winners.iter().filter(|winner| **winner == Some(i)).count(), all),
            on_time: deadline.map(|deadline| share(open.iter().filter(|cost| hours(cost) <= deadline).count(), all)),
        }
    };
    paths.iter().enumerate().map(one).collect()
}

fn ways(trip: &Trip, outcomes: &[Outcome]) -> Vec<SimulatedWay> {
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (_, path) in outcomes.iter().filter_map(|outcome| outcome.best.as_ref()) {
        *counts.entry(trip.by_way_of(path)).or_default() += 1;
    }
    let way = |(by_way_of, count)| SimulatedWay { by_way_of, share: share(count, outcomes.len()) };
    let mut ways: Vec<SimulatedWay> = counts.into_iter().map(way).collect();
    ways.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.by_way_of.cmp(&b.by_way_of)));
    ways
}

fn links(ground: Ground, trip: &Trip, outcomes: &[Outcome]) -> Vec<SimulatedLink> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, path) in outcomes.iter().filter_map(|outcome| outcome.best.as_ref()) {
        let segments = path.links.iter().filter_map(|link| trip.view.segment_of(*link));
        segments.for_each(|ix| *counts.entry(&ground.data.segment(ix).id).or_default() += 1);
    }
    let link =
        |(segment, count): (&str, usize)| SimulatedLink { segment: segment.to_owned(), share: share(count, outcomes.len()) };
    let mut links: Vec<SimulatedLink> = counts.into_iter().map(link).collect();
    links.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.segment.cmp(&b.segment)));
    links
}

fn drivers(
    ground: Ground,
    inputs: &Inputs,
    watched: &[(usize, Figure)],
    question: &SimulationQuestion,
    outcomes: &[Outcome],
) -> Vec<Driver> {
    let found: Vec<(&Outcome, f64)> =
        outcomes.iter().filter_map(|outcome| Some((outcome, ground.objective.of(&outcome.best.as_ref()?.0) as f64))).collect();
    let objective: Vec<f64> = found.iter().map(|(_, objective)| *objective).collect();
    let correlation = |i: usize| {
        let drawn: Vec<f64> = found.iter().map(|(outcome, _)| outcome.drawn[i]).collect();
        round(rank_correlation(&drawn, &objective), 4)
    };
    let figures = watched.iter().enumerate().map(|(i, (row, figure))| {
        let (what, basis, source) = inputs.row(*row).describe(ground.data, *figure);
        Driver { what, basis: basis.to_owned(), source, rank_correlation: correlation(i) }
    });
    let closures = question.closures.iter().enumerate().map(|(i, closure)| Driver {
        what: format!("closure of {}", closure.what),
        basis: closure.basis.clone(),
        source: String::new(),
        rank_correlation: correlation(watched.len() + i),
    });
    let mut drivers: Vec<Driver> = figures.chain(closures).filter(|driver| driver.rank_correlation != 0.0).collect();
    drivers.sort_by(|a, b| b.rank_correlation.abs().total_cmp(&a.rank_correlation.abs()).then_with(|| a.what.cmp(&b.what)));
    drivers
}
