//! How much can get from one place or country to another in a year, and what stops more.
//!
//! Maximum flow over the links that are open (Ford and Fulkerson 1956), with what swaps keep on the way (Onaga 1967). A line's capacity counts for one
//! direction alone. Where no capacity was published nothing limits the flow, and the answer says how many such links it uses.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::world::{Trip, World};
use super::{Ground, OdPair, State, StateRef};
use crate::cost::Objective;
use crate::error::Error;
use crate::model::{Confidence, Country, Dataset, Date, Estimate, Mode, PlaceIx, PlaceKind};
use crate::network::{FlowArc, LinkId, LinkKind, MaximumFlow, NodeId, maximum_flow};
use crate::units::round;

/// One end of a capacity: a place, or all places of a country or exclave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Its id: of the place, or the code.
    pub id: String,
    /// Its places.
    pub places: Vec<PlaceIx>,
}

/// What can get from one end to another.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Capacity {
    /// The state of the world.
    pub scenario: StateRef,
    /// The date whose events and openings count.
    #[schemars(with = "String")]
    pub as_of: Date,
    /// Where from: id of a place, or code of a country or exclave.
    pub from: String,
    /// Where to.
    pub to: String,
    /// Modes that may be used.
    pub modes: Vec<Mode>,
    /// What amounts are in: `Mt a year`, or `bcm a year` for gas.
    pub unit: String,
    /// What becomes of the question.
    pub verdict: CapacityVerdict,
    /// What leaves the origin, where a known capacity limits it.
    pub sent: Option<Estimate<f64>>,
    /// What arrives, where a known capacity limits it. Low goes with low capacities and high commissions.
    pub arrives: Option<Estimate<f64>>,
    /// What stops more, by central values: together they cut the two apart.
    pub binding: Vec<Limit>,
    /// What the flow runs over, by central values; empty where nothing limits it.
    pub used: Vec<UsedLink>,
    /// Swaps that the flow goes by, and what they keep.
    pub swaps: Vec<UsedSwap>,
    /// The narrowest link of the best route alone.
    pub best_route: Option<Bottleneck>,
}

/// What becomes of a question for capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CapacityVerdict {
    /// Known capacities limit the flow.
    Limited,
    /// There is a way along which no capacity is known: how much it carries is not known.
    NotKnown,
    /// There is no way.
    NoRoute,
}

/// A capacity that is used up.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Limit {
    /// Id of the segment or of the swap contract.
    pub id: String,
    /// Its ends, in words.
    pub name: String,
    /// What it carries, in the unit of the answer.
    pub capacity: Estimate<f64>,
    /// Source ids.
    pub source: String,
    /// Confidence.
    pub confidence: Confidence,
}

/// A segment that the flow uses.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UsedLink {
    /// Id of the segment.
    pub segment: String,
    /// What runs over it, in the unit of the answer.
    pub flow: f64,
    /// What it carries; none where that is not known.
    pub capacity: Option<Estimate<f64>>,
}

/// A swap that the flow uses: gas is handed over at one border and given back at another; it is not piped through.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UsedSwap {
    /// Id of the contract.
    pub contract: String,
    /// The country between, that takes the gas and gives back its own.
    #[schemars(with = "String")]
    pub through: Country,
    /// Handed over, bcm a year.
    pub handed_over: f64,
    /// What the country between keeps, per cent.
    pub commission_pct: Estimate<f64>,
    /// Kept, bcm a year.
    pub kept: f64,
    /// Given back, bcm a year.
    pub given_back: f64,
    /// First day.
    #[schemars(with = "Option<String>")]
    pub opened: Option<Date>,
    /// Last day.
    #[schemars(with = "Option<String>")]
    pub closed: Option<Date>,
    /// Source ids.
    pub source: String,
    /// Confidence.
    pub confidence: Confidence,
}

/// The narrowest link of a route.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Bottleneck {
    /// What the route is best in.
    pub by: Objective,
    /// Its narrowest segment or swap; none where no capacity of the route is known.
    pub limit: Option<Limit>,
    /// Segments and swaps of the route.
    pub links: usize,
    /// Those whose capacity is not known.
    pub links_not_known: usize,
}

/// Which end of every estimate a flow is worked out with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    Central,
    High,
}

/// What can get from one end to the other.
///
/// # Errors
/// [`Error::Usage`] where the two have a place in common, or one has no place that these modes serve.
pub fn capacity(ground: Ground, from: &End, to: &End, state: &State) -> Result<Capacity, Error> {
    let served = |end: &End| -> Vec<NodeId> {
        end.places.iter().flat_map(|place| ground.network.nodes_of(*place, ground.modes)).collect()
    };
    let (sources, sinks) = (served(from), served(to));
    for (end, nodes) in [(from, &sources), (to, &sinks)] {
        if nodes.is_empty() {
            let message = format!("no place of {} is served by {}", end.id, words(ground.modes));
            return Err(Error::Usage { code: "no-place", message, help: Some("ask with other modes, or another place".into()) });
        }
    }
    if from.places.iter().any(|place| to.places.contains(place)) {
        return Err(Error::Usage {
            code: "same-place",
            message: "origin and destination have a place in common".into(),
            help: Some("name two".into()),
        });
    }
    // All places of an end lie in one country, so any two of them stand for the pair.
    let (Some(first), Some(last)) = (from.places.first(), to.places.first()) else { return Err(empty()) };
    let pair = OdPair { from: *first, to: *last, weight: 1.0 };
    let world = World::new(ground, &state.scenario, &[pair]);
    let trips = world.trips();
    let Some(trip) = trips.first() else { return Err(empty()) };
    let problem = |side| Problem::new(ground, trip, (&sources, &sinks), side);
    let central = problem(Side::Central);
    let flow = central.solve();
    let side = |side| problem(side).solve();
    let (low, high) = (side(Side::Low), side(Side::High));
    let verdict = match flow.arrived {
        0.0 => CapacityVerdict::NoRoute,
        arrived if arrived.is_infinite() => CapacityVerdict::NotKnown,
        _ => CapacityVerdict::Limited,
    };
    let is_limited = verdict == CapacityVerdict::Limited;
    let estimate = |part: fn(&MaximumFlow) -> f64| {
        is_limited.then(|| Estimate::new(part(&low), part(&flow), part(&high)).map(|amount| round(amount / UNITS, 6)))
    };
    // Where more is kept on the way, more is sent for what arrives: the side that lets least arrive may send most.
    let sent = is_limited.then(|| {
        let [low, central, high] = [&low, &flow, &high].map(|side| side.sent);
        Estimate::new(low.min(central).min(high), central, low.max(central).max(high)).map(|amount| round(amount / UNITS, 6))
    });
    Ok(Capacity {
        scenario: state.reference(),
        as_of: state.scenario.as_of,
        from: from.id.clone(),
        to: to.id.clone(),
        modes: ground.modes.to_vec(),
        unit: if ground.modes.contains(&Mode::Pipeline) { "bcm a year" } else { "Mt a year" }.to_owned(),
        verdict,
        sent,
        arrives: estimate(|flow| flow.arrived),
        binding: if is_limited { central.binding(&flow) } else { Vec::new() },
        used: if is_limited { central.used(&flow) } else { Vec::new() },
        swaps: if is_limited { central.swaps(&flow) } else { Vec::new() },
        best_route: trip.best_between(&sources, &sinks).map(|path| bottleneck(ground, trip, &path.links)),
    })
}

/// Places of a country or exclave, as one end; places that are only passed are left out.
pub fn end_of(data: &Dataset, code: &str) -> End {
    let is_there = |kind: PlaceKind| !matches!(kind, PlaceKind::Border | PlaceKind::Junction | PlaceKind::Strait);
    let is_its = |place: &crate::model::Place| place.region.as_deref() == Some(code) || place.country().as_str() == code;
    let places = data.places.iter().filter(|place| is_there(place.kind) && is_its(place));
    End { id: code.to_owned(), places: places.filter_map(|place| data.place_ix(&place.id)).collect() }
}

/// Capacities are in millions of tonnes or thousands of millions of cubic metres; flows are worked out in tonnes, or thousands of cubic metres.
const UNITS: f64 = 1e6;

fn empty() -> Error {
    Error::Internal("a capacity between no places".into())
}

fn words(modes: &[Mode]) -> String {
    modes.iter().map(|mode| crate::model::Word::word(*mode)).collect::<Vec<_>>().join(", ")
}

/// What an arc stands for.
#[derive(Clone, Copy, PartialEq)]
enum Meaning {
    Link(LinkId),
    /// A whole contract, by one of its rows and a link of it.
    Contract(usize, LinkId),
    Helper,
}

struct Problem<'w, 'a> {
    ground: Ground<'a>,
    trip: &'w Trip<'w, 'a>,
    nodes: usize,
    arcs: Vec<FlowArc>,
    means: Vec<Meaning>,
    source: usize,
    sink: usize,
}

impl<'w, 'a> Problem<'w, 'a> {
    /// The open links as arcs. A contract is one arc that its rows lead to and from, so that they share its capacity.
    fn new(ground: Ground<'a>, trip: &'w Trip<'w, 'a>, (sources, sinks): (&[NodeId], &[NodeId]), side: Side) -> Problem<'w, 'a> {
        let network = ground.network;
        let count = network.node_count();
        let (source, sink) = (count, count + 1);
        let mut problem = Problem { ground, trip, nodes: count + 2, arcs: Vec::new(), means: Vec::new(), source, sink };
        let mut contracts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut handed: BTreeSet<(usize, usize)> = BTreeSet::new();
        for link in network.links().filter(|link| trip.weigh(*link).is_some()) {
            let (a, b) = network.ends(link);
            let (a, b) = (a.0 as usize, b.0 as usize);
            let capacity = trip.view.capacity(link).map_or(f64::INFINITY, |capacity| side.of(capacity) * UNITS);
            let LinkKind::Exchange { row } = network.link(link).kind else {
                problem.add(a, b, capacity, 1.0, Meaning::Link(link));
                continue;
            };
            let exchange = &ground.data.exchanges[row];
            let (into, out) = *contracts.entry(exchange.contract.as_str()).or_insert_with(|| {
                let (into, out) = (problem.nodes, problem.nodes + 1);
                problem.nodes += 2;
                let kept = side.opposite().of(exchange.commission_pct) / 100.0;
                problem.add(into, out, capacity, 1.0 - kept, Meaning::Contract(row, link));
                (into, out)
            });
            for (from, to) in [(a, into), (out, b)] {
                if handed.insert((from, to)) {
                    problem.add(from, to, f64::INFINITY, 1.0, Meaning::Helper);
                }
            }
        }
        sources.iter().for_each(|node| problem.add(source, node.0 as usize, f64::INFINITY, 1.0, Meaning::Helper));
        sinks.iter().for_each(|node| problem.add(node.0 as usize, sink, f64::INFINITY, 1.0, Meaning::Helper));
        problem
    }

    fn add(&mut self, from: usize, to: usize, capacity: f64, gain: f64, means: Meaning) {
        // A swap that keeps everything brings nothing.
        if gain > 0.0 {
            self.arcs.push(FlowArc { from, to, capacity, gain });
            self.means.push(means);
        }
    }

    fn solve(&self) -> MaximumFlow {
        maximum_flow(self.nodes, &self.arcs, self.source, self.sink)
    }

    fn binding(&self, flow: &MaximumFlow) -> Vec<Limit> {
        let mut limits: Vec<Limit> = flow.cut.iter().filter_map(|arc| self.limit(self.means[*arc])).collect();
        limits.sort_by(|a, b| a.id.cmp(&b.id));
        limits.dedup_by(|a, b| a.id == b.id);
        limits
    }

    fn limit(&self, means: Meaning) -> Option<Limit> {
        match means {
            Meaning::Link(link) | Meaning::Contract(_, link) => limit(self.ground, self.trip, link),
            Meaning::Helper => None,
        }
    }

    fn used(&self, flow: &MaximumFlow) -> Vec<UsedLink> {
        let mut by_segment: BTreeMap<&str, UsedLink> = BTreeMap::new();
        for (means, along) in self.means.iter().zip(&flow.along).filter(|(_, along)| **along > 0.0) {
            let Meaning::Link(link) = means else { continue };
            let Some(ix) = self.trip.view.segment_of(*link) else { continue };
            let segment = self.ground.data.segment(ix);
            let entry = by_segment.entry(&segment.id).or_insert_with(|| UsedLink {
                segment: segment.id.clone(),
                flow: 0.0,
                capacity: self.trip.view.capacity(*link),
            });
            entry.flow = round(entry.flow + along / UNITS, 6);
        }
        by_segment.into_values().collect()
    }

    fn swaps(&self, flow: &MaximumFlow) -> Vec<UsedSwap> {
        let swap = |((means, arc), along): ((&Meaning, &FlowArc), &f64)| {
            let Meaning::Contract(row, _) = means else { return None };
            let exchange = &self.ground.data.exchanges[*row];
            let amount = |x: f64| round(x / UNITS, 6);
            (*along > 0.0).then(|| UsedSwap {
                contract: exchange.contract.clone(),
                through: exchange.through,
                handed_over: amount(*along),
                commission_pct: exchange.commission_pct,
                kept: amount(along * (1.0 - arc.gain)),
                given_back: amount(along * arc.gain),
                opened: exchange.opened,
                closed: exchange.closed,
                source: exchange.source.clone(),
                confidence: exchange.confidence,
            })
        };
        self.means.iter().zip(&self.arcs).zip(&flow.along).filter_map(swap).collect()
    }
}

fn limit(ground: Ground, trip: &Trip, link: LinkId) -> Option<Limit> {
    let capacity = trip.view.capacity(link)?;
    match ground.network.link(link).kind {
        LinkKind::Segment { segment, .. } => {
            let segment = ground.data.segment(segment);
            Some(Limit {
                id: segment.id.clone(),
                name: ground.data.ends_by_name(segment),
                capacity,
                source: segment.capacity.as_ref().map_or_else(|| "scenario".to_owned(), |(_, source)| source.clone()),
                confidence: segment.confidence,
            })
        }
        LinkKind::Exchange { row } => {
            let exchange = &ground.data.exchanges[row];
            let (id, name) = (exchange.contract.clone(), exchange.name.clone());
            Some(Limit { id, name, capacity, source: exchange.source.clone(), confidence: exchange.confidence })
        }
        _ => None,
    }
}

fn bottleneck(ground: Ground, trip: &Trip, links: &[LinkId]) -> Bottleneck {
    let is_line =
        |link: &&LinkId| matches!(ground.network.link(**link).kind, LinkKind::Segment { .. } | LinkKind::Exchange { .. });
    let lines: Vec<LinkId> = links.iter().filter(is_line).copied().collect();
    let limits: Vec<Limit> = lines.iter().filter_map(|link| limit(ground, trip, *link)).collect();
    Bottleneck {
        by: ground.objective,
        links: lines.len(),
        links_not_known: lines.len() - limits.len(),
        limit: limits.into_iter().min_by(|a, b| a.capacity.central.total_cmp(&b.capacity.central)),
    }
}

impl Side {
    fn of(self, estimate: Estimate<f64>) -> f64 {
        match self {
            Side::Low => estimate.low,
            Side::Central => estimate.central,
            Side::High => estimate.high,
        }
    }

    fn opposite(self) -> Side {
        match self {
            Side::Low => Side::High,
            Side::Central => Side::Central,
            Side::High => Side::Low,
        }
    }
}
