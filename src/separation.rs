//! Why there is no route: what is closed between two places, or how far apart their parts of the network lie.

use std::collections::{BTreeMap, VecDeque};

use geo::{Distance, Geodesic};
use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};
use schemars::JsonSchema;
use serde::Serialize;

use crate::itinerary::PlaceRef;
use crate::model::{Dataset, Mode, PlaceIx, Word};
use crate::network::{Closure, LinkId, LinkKind, Network, NodeId, Selector, View, Weight, best_path};
use crate::query::RouteQuery;
use crate::units::on_sphere;

/// What separates two places.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Separation {
    /// What would open a way: each entry alone is enough.
    pub openings: Vec<Opening>,
    /// The two parts of the network, where not even closed links join the places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
}

/// One way of opening a way: these things, all of them, would have to be open.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Opening {
    /// What kind of closure is lifted.
    pub lifted: Lifted,
    /// What is closed on the way that takes the least time once they are lifted, in the order of travel.
    pub closures: Vec<ClosedThing>,
}

/// A kind of closure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lifted {
    /// The wishes of the question: modes, what is avoided, what is left out.
    Wishes,
    /// Closures in force at the date asked for.
    Events,
    /// Links that are planned, under construction, disused, or not there at the date asked for.
    Unbuilt,
    /// All of these at once, where no kind alone is enough.
    Everything,
}

impl Lifted {
    fn lifts(self, closure: Closure) -> bool {
        let kind = match closure {
            Closure::Mode(_) | Closure::Avoided(_) | Closure::LeftOut(_) | Closure::Closed(_) => Lifted::Wishes,
            Closure::Event(_) => Lifted::Events,
            Closure::Status(_) | Closure::NotYetOpen(_) | Closure::Ended(_) => Lifted::Unbuilt,
        };
        self == kind || self == Lifted::Everything
    }
}

/// Something closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClosedThing {
    /// Segment id, or the place of a border, terminal or passage.
    pub what: String,
    /// Why it is closed, in words.
    pub reason: String,
    /// What would open it, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Two parts of a network that nothing joins.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Parts {
    /// Places in the part of the origin.
    pub origin_places: usize,
    /// Places in the part of the destination.
    pub destination_places: usize,
    /// Where the two come nearest to each other, if positions are known.
    pub gap: Option<PartsGap>,
    /// Whether pipelines join them, by which nothing goes unless they are asked for.
    pub is_joined_by_pipe: bool,
}

/// The narrowest gap between two parts of a network.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartsGap {
    /// Nearest place of the origin's part.
    pub from: PlaceRef,
    /// Nearest place of the destination's part.
    pub to: PlaceRef,
    /// Kilometres between the two, as the crow flies.
    pub km: f64,
}

impl Separation {
    /// Finds what separates the two ends of a question that has no route.
    pub(crate) fn find(view: &View, query: &RouteQuery) -> Separation {
        let wants_pipes = query.constraints.modes.contains(&Mode::Pipeline);
        let stages: Vec<Vec<NodeId>> = query
            .stages()
            .map(|place| {
                view.network.nodes_at(place).iter().copied().filter(|node| is_pipe(view.network, *node) == wants_pipes).collect()
            })
            .collect();
        let stages: Vec<&[NodeId]> = stages.iter().map(Vec::as_slice).collect();
        let mut openings: Vec<Opening> = [Lifted::Wishes, Lifted::Events, Lifted::Unbuilt]
            .into_iter()
            .filter_map(|lifted| opening(view, &stages, query, lifted))
            .collect();
        if openings.is_empty() {
            openings.extend(opening(view, &stages, query, Lifted::Everything));
        }
        let parts = if openings.is_empty() { parts(view, query, wants_pipes) } else { None };
        Separation { openings, parts }
    }
}

fn is_pipe(network: &Network, node: NodeId) -> bool {
    network.node(node).layer.mode == Mode::Pipeline
}

/// The way with the fewest closed links of one kind, and among these the fastest.
fn opening(view: &View, stages: &[&[NodeId]], query: &RouteQuery, lifted: Lifted) -> Option<Opening> {
    // Far more milliseconds than any route takes: a closed link is worth any detour over open ones.
    const CLOSED: u64 = 1 << 40;
    let wants_pipes = query.constraints.modes.contains(&Mode::Pipeline);
    let weigh = |link: LinkId| {
        let own = view.cost(link).milliseconds.central;
        let (from, to) = view.network.ends(link);
        // Freight never enters a pipe, and gas never leaves it, whatever is lifted.
        if is_pipe(view.network, from) != wants_pipes || is_pipe(view.network, to) != wants_pipes {
            return None;
        }
        match view.closure(link) {
            None => Some(Weight { primary: own, secondary: 0 }),
            Some(closure) if lifted.lifts(closure) => Some(Weight { primary: own.saturating_add(CLOSED), secondary: 0 }),
            Some(_) => None,
        }
    };
    let path = best_path(view.network, stages, weigh)?;
    let mut closures: Vec<ClosedThing> = Vec::new();
    for link in path.links {
        if let Some(closure) = view.closure(link) {
            let thing = closed_thing(view, link, closure, query);
            if !closures.contains(&thing) {
                closures.push(thing);
            }
        }
    }
    Some(Opening { lifted, closures })
}

fn closed_thing(view: &View, link: LinkId, closure: Closure, query: &RouteQuery) -> ClosedThing {
    let data = view.data;
    let (from, to) = view.network.ends(link);
    let what = match view.network.link(link).kind {
        LinkKind::Segment { segment, .. } => data.segment(segment).id.clone(),
        LinkKind::Exchange { row } => data.exchanges[row].id.clone(),
        _ => data.place(view.network.node(to).place).name.clone(),
    };
    let (reason, help) = match closure {
        Closure::Mode(mode) => {
            (format!("{} is not among the modes asked for", mode.word()), Some(format!("add {} to --mode", mode.word())))
        }
        Closure::Avoided(row) => match query.constraints.avoid.get(row) {
            Some(selector) => (
                format!("{} is avoided", selector.describe(data)),
                Some(format!("leave out --avoid {}", selector.describe(data))),
            ),
            None => ("it is avoided".into(), None),
        },
        Closure::LeftOut(row) => match query.scenario.without.get(row) {
            Some(selector) => (
                format!("{} is left out", selector.describe(data)),
                Some(format!("leave out --without {}", selector.describe(data))),
            ),
            None => ("it is left out".into(), None),
        },
        Closure::Closed(row) => match query.scenario.close.get(row) {
            Some(Selector::ModeIn(Mode::Pipeline, country)) => {
                (format!("foreign gas crosses {} only by a swap, not by its pipelines", data.country_name(*country)), None)
            }
            Some(selector) => (format!("{} is closed in the scenario", selector.describe(data)), None),
            None => ("it is closed in the scenario".into(), None),
        },
        Closure::Status(status) => (format!("it is {}", status.phrase()), Some(format!("--with {what} counts it as open"))),
        Closure::NotYetOpen(date) => {
            (format!("it opened {date}, after {}", query.scenario.as_of), Some("ask for a later --as-of".into()))
        }
        Closure::Ended(date) => (format!("it ended {date}"), None),
        Closure::Event(row) => {
            let event = &data.events[row];
            let until = event.until.map_or("no end known".to_owned(), |until| format!("until {until}"));
            (
                format!("closed on {}: {} (from {}, {until})", query.scenario.as_of, event.title, event.from),
                Some("ask for another date with --as-of".into()),
            )
        }
    };
    let at_border = view.network.node(from).side != view.network.node(to).side && view.segment_of(link).is_none();
    let what = if at_border { format!("border {what}") } else { what };
    ClosedThing { what, reason, help }
}

fn parts(view: &View, query: &RouteQuery, pipes: bool) -> Option<Parts> {
    let reach = |place: PlaceIx| reachable_places(view.network, place, pipes);
    let (origin, destination) = (reach(query.from), reach(query.to));
    // One part after all: what stands between them is the direction in which lines are used.
    if origin.keys().any(|place| destination.contains_key(place)) {
        return None;
    }
    let gap = nearest(view.data, origin.keys().copied(), destination.keys().copied()).map(|(a, b)| {
        let metres = Geodesic.distance(view.data.place(a).point, view.data.place(b).point);
        PartsGap { from: PlaceRef::of(view.data, a), to: PlaceRef::of(view.data, b), km: (metres / 100.0).round() / 10.0 }
    });
    let is_joined_by_pipe = !pipes && reachable_places(view.network, query.from, true).contains_key(&query.to);
    Some(Parts { origin_places: origin.len(), destination_places: destination.len(), gap, is_joined_by_pipe })
}

/// Places that links of any status join to a place, itself included.
fn reachable_places(network: &Network, place: PlaceIx, pipes: bool) -> BTreeMap<PlaceIx, ()> {
    let is_wanted = |node: NodeId| is_pipe(network, node) == pipes;
    let mut neighbours: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for link in network.links() {
        let (a, b) = network.ends(link);
        if is_wanted(a) && is_wanted(b) {
            neighbours.entry(a).or_default().push(b);
            neighbours.entry(b).or_default().push(a);
        }
    }
    let mut seen: BTreeMap<NodeId, ()> = network.nodes_at(place).iter().map(|node| (*node, ())).collect();
    let mut queue: VecDeque<NodeId> = seen.keys().copied().collect();
    while let Some(node) = queue.pop_front() {
        for next in neighbours.get(&node).into_iter().flatten() {
            if seen.insert(*next, ()).is_none() {
                queue.push_back(*next);
            }
        }
    }
    std::iter::once((place, ())).chain(seen.keys().map(|node| (network.node(*node).place, ()))).collect()
}

/// The two places nearest to each other, of those whose position is known.
fn nearest(
    data: &Dataset,
    one: impl Iterator<Item = PlaceIx>,
    other: impl Iterator<Item = PlaceIx>,
) -> Option<(PlaceIx, PlaceIx)> {
    let space = |ix: PlaceIx| on_sphere(data.place(ix).point.0);
    let is_placed = |ix: &PlaceIx| data.place(*ix).is_placed();
    let tree = RTree::bulk_load(other.filter(is_placed).map(|ix| GeomWithData::new(space(ix), ix)).collect());
    let found = one.filter(is_placed).filter_map(|ix| {
        let nearest = tree.nearest_neighbor(&space(ix))?;
        Some((nearest.distance_2(&space(ix)), ix, nearest.data))
    });
    found.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, a, b)| (a, b))
}
