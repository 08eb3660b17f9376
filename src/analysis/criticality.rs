//! Which links, borders, ports and countries matter: what their loss costs, and whom it cuts off.
//!
//! Importance and unsatisfied demand after Jenelius, Petersen and Mattsson 2006, for pairs of weight `w`, generalised cost `c` (the objective), and a thing
//! `k` on the way:
//!
//! * `Imp(k) = sum w * (c without k - c) / sum w`, over pairs that stay connected;
//! * `Uns(k) = sum w * [no route without k] / sum w`.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::bridges::bridges;
use super::choice::spread;
use super::cuts::{Cuts, cuts};
use super::progress::each_watched;
use super::things::label;
use super::vital::{Vital, most_vital};
use super::world::{Trip, World};
use super::{Ground, Pairs, State, StateRef, Things};
use crate::cost::Objective;
use crate::engine::{root, unite};
use crate::model::{Mode, PlaceIx};
use crate::network::{LinkId, NodeId, Selector, View};
use crate::progress::Progress;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CriticalityQuestion {
    /// What may be lost.
    pub of: Things,
    /// Whether the flow over really different routes is worked out too.
    pub choice: bool,
    /// Up to how many things may be lost at once for the most vital sets.
    pub vital: usize,
}

/// Which things matter.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Criticality {
    /// The state of the world.
    pub scenario: StateRef,
    /// What the generalised cost is.
    pub by: Objective,
    /// Its unit, for one load unit.
    pub unit: String,
    /// Modes that routes may use.
    pub modes: Vec<Mode>,
    /// What may be lost.
    pub things: Things,
    /// What the weights of the pairs are.
    pub weights: String,
    /// Pairs with a route.
    pub pairs: usize,
    /// Pairs without one before anything is lost; they are left out.
    pub pairs_without_route: usize,
    /// Thing by thing, those that some best route uses: whose loss leaves most unserved first, then by importance.
    pub rows: Vec<CriticalRow>,
    /// The sets of things whose loss together hurts most, by size.
    pub vital: Vec<Vital>,
    /// How each pair hangs together.
    pub cuts: Vec<Cuts>,
}

/// What the loss of one thing does.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CriticalRow {
    /// Id of a segment or place, code of a country, `AZ-IR` for a border.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Share of the weight whose best route uses it, 0..1.
    pub flow: f64,
    /// The same with flow spread over really different routes, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_under_choice: Option<f64>,
    /// Importance: mean rise of the objective over pairs that stay connected, in its unit; none where no pair does.
    pub importance: Option<f64>,
    /// Unsatisfied demand: share of the weight that loses every route, 0..1.
    pub unserved: f64,
    /// Objective without it over that with it, for the pairs that use it and stay connected; none where there is none.
    pub detour: Option<f64>,
    /// Places that its loss cuts off from the rest of the network, its own left out: above 0 a segment is a bridge, a place an articulation point.
    pub cuts_off: usize,
}

#[derive(Default)]
struct Sums {
    flow: f64,
    chosen: f64,
    extra: f64,
    /// Weight that loses every route.
    lost: f64,
    /// Weighted objective, with and without, of pairs that use it and stay connected.
    with: f64,
    without: f64,
}

/// What one pair adds for one thing.
struct Part {
    is_on_best: bool,
    chosen: f64,
    without: Option<u64>,
}

/// Which things matter for pairs under a scenario.
pub fn criticality(
    ground: Ground,
    pairs: &Pairs,
    state: &State,
    question: CriticalityQuestion,
    progress: Progress,
) -> Criticality {
    let world = World::new(ground, &state.scenario, &pairs.list);
    let one = |trip: &Trip| {
        let best = trip.best()?;
        Some((trip.pair, best.weight.primary, lost_one_by_one(ground, trip, question)))
    };
    let mut sums: BTreeMap<Selector, Sums> = BTreeMap::new();
    let (mut whole, mut routed) = (0.0, 0);
    let found = in_parts(&world, pairs.list.len(), progress, one);
    for (pair, cost, parts) in found.flatten() {
        routed += 1;
        whole += pair.weight;
        for (thing, part) in parts {
            let sum = sums.entry(thing.clone()).or_default();
            sum.chosen += pair.weight * part.chosen;
            if !part.is_on_best {
                continue;
            }
            sum.flow += pair.weight;
            match part.without {
                Some(without) => {
                    sum.extra += pair.weight * without.saturating_sub(cost) as f64;
                    sum.with += pair.weight * cost as f64;
                    sum.without += pair.weight * without as f64;
                }
                None => sum.lost += pair.weight,
            }
        }
    }
    let things: Vec<&Selector> = sums.keys().collect();
    let first = world.parts().next().unwrap_or_default();
    let components = first.first().map(|trip| Places::of(ground, trip.view));
    let cut_off = each_watched(&things, progress, |thing| components.as_ref().map_or(0, |places| places.cut_off_by(thing)));
    let unit = ground.objective.per_unit();
    let mut rows: Vec<CriticalRow> = sums
        .iter()
        .zip(cut_off)
        .filter(|((_, sum), _)| whole > 0.0 && (sum.flow > 0.0 || sum.chosen > 0.0))
        .map(|((thing, sum), cuts_off)| {
            let (id, name) = label(ground.data, thing);
            let connected = whole - sum.lost;
            CriticalRow {
                id,
                name,
                flow: sum.flow / whole,
                flow_under_choice: question.choice.then_some((sum.chosen / whole).min(1.0)),
                importance: (connected > whole * 1e-12).then(|| sum.extra / connected / unit),
                unserved: sum.lost / whole,
                detour: (sum.with > 0.0).then(|| sum.without / sum.with),
                cuts_off,
            }
        })
        .collect();
    let importance = |row: &CriticalRow| row.importance.unwrap_or(0.0);
    rows.sort_by(|a, b| {
        b.unserved.total_cmp(&a.unserved).then_with(|| importance(b).total_cmp(&importance(a))).then_with(|| a.id.cmp(&b.id))
    });
    Criticality {
        scenario: state.reference(),
        by: ground.objective,
        unit: ground.objective.unit().to_owned(),
        modes: ground.modes.to_vec(),
        things: question.of,
        weights: pairs.weights.clone(),
        pairs: routed,
        pairs_without_route: pairs.list.len() - routed,
        rows,
        vital: most_vital(ground, &world.trips(), question.of, question.vital, progress),
        cuts: in_parts(&world, pairs.list.len(), progress, |trip| cuts(ground, trip, state.reference())).collect(),
    }
}

/// One result a trip, in their order, some at a time; says how far it has come.
fn in_parts<'w, R: Send + 'w>(
    world: &'w World,
    all: usize,
    progress: Progress<'w>,
    work: impl Fn(&Trip) -> R + Sync + Send + 'w,
) -> impl Iterator<Item = R> + 'w {
    let mut before = 0;
    world.parts().flat_map(move |trips| {
        let found = each_watched(&trips, &|done, _| progress(before + done, all), &work);
        before += trips.len();
        found
    })
}

/// What a pair's routes use, each thing with the best objective without it.
fn lost_one_by_one(ground: Ground, trip: &Trip, question: CriticalityQuestion) -> BTreeMap<Selector, Part> {
    let Some(best) = trip.best() else { return BTreeMap::new() };
    let mut chosen: BTreeMap<Selector, f64> = BTreeMap::new();
    if let Some(spread) = question.choice.then(|| spread(ground, trip, best.weight.primary as f64)).flatten() {
        for (path, share) in spread.paths.iter().zip(&spread.shares) {
            for thing in question.of.used(ground, &trip.pair, path) {
                *chosen.entry(thing).or_default() += share;
            }
        }
    }
    let on_best = question.of.used(ground, &trip.pair, &best);
    let all: BTreeSet<Selector> = on_best.iter().chain(chosen.keys()).cloned().collect();
    let part = |thing: Selector| {
        let is_on_best = on_best.contains(&thing);
        let without = if is_on_best { trip.best_without(&thing).map(|path| path.weight.primary) } else { None };
        let chosen = chosen.get(&thing).copied().unwrap_or(0.0);
        (thing, Part { is_on_best, chosen, without })
    };
    all.into_iter().map(part).collect()
}

/// The network as a whole: which places hang together, whatever is asked.
struct Places<'a> {
    ground: Ground<'a>,
    view: &'a View<'a>,
    /// For each place the piece of the network that it lies in, by its lowest node; [`NOWHERE`] without an open link.
    piece: Vec<u32>,
    /// For each segment whether its loss parts the network.
    is_bridge: Vec<bool>,
}

/// The piece of a place that no open link reaches.
const NOWHERE: u32 = u32::MAX;

impl<'a> Places<'a> {
    fn of(ground: Ground<'a>, view: &'a View<'a>) -> Places<'a> {
        let is_open = |link: LinkId| view.weight(link, ground.objective).is_some();
        let is_bridge = bridges(ground.network, ground.data.segments.len(), is_open);
        Places { ground, view, piece: pieces(ground, view, |_| false), is_bridge }
    }

    /// Places that the loss of a thing cuts off from the largest piece that is left of their own; not those that lie in what is lost.
    fn cut_off_by(&self, thing: &Selector) -> usize {
        let Ground { data, network, .. } = self.ground;
        if let Selector::Segment(ix) = thing
            && !self.is_bridge[ix.0 as usize]
        {
            return 0;
        }
        let left = pieces(self.ground, self.view, |link| thing.closes(data, network, link));
        let is_lost = |place: PlaceIx| match thing {
            Selector::Country(country) => data.place(place).countries.contains(country),
            Selector::Place(lost) => place == *lost,
            _ => false,
        };
        // How many places of each piece there were, and how many of them lie in each piece that is left.
        let mut before: HashMap<u32, usize> = HashMap::new();
        let mut after: HashMap<(u32, u32), usize> = HashMap::new();
        let mut last = ((NOWHERE, NOWHERE), 0);
        let places = (0..self.piece.len()).filter(|place| self.piece[*place] != NOWHERE && !is_lost(PlaceIx(*place as u32)));
        for place in places {
            // Places of one piece mostly stand together.
            let key = (self.piece[place], left[place]);
            if key != last.0 {
                *after.entry(last.0).or_default() += std::mem::take(&mut last.1);
                last.0 = key;
            }
            last.1 += 1;
        }
        *after.entry(last.0).or_default() += last.1;
        let mut largest: HashMap<u32, usize> = HashMap::new();
        for ((piece, rest), count) in after {
            *before.entry(piece).or_default() += count;
            if rest != NOWHERE {
                let known = largest.entry(piece).or_default();
                *known = count.max(*known);
            }
        }
        before.into_iter().map(|(piece, count)| count - largest.get(&piece).copied().unwrap_or(0)).sum()
    }
}

/// The piece of the network over open links that are not lost in which each place lies. A place whose links lie in several pieces counts for the one with the lowest node.
fn pieces(ground: Ground, view: &View, is_lost: impl Fn(LinkId) -> bool) -> Vec<u32> {
    let network = ground.network;
    let mut parent: Vec<u32> = (0..network.node_count() as u32).collect();
    let mut has_link = vec![false; parent.len()];
    for link in network.links().filter(|link| view.weight(*link, ground.objective).is_some() && !is_lost(*link)) {
        let (a, b) = network.ends(link);
        has_link[a.0 as usize] = true;
        has_link[b.0 as usize] = true;
        unite(&mut parent, a.0, b.0);
    }
    let mut piece = vec![NOWHERE; ground.data.places.len()];
    for node in (0..parent.len() as u32).filter(|node| has_link[*node as usize]) {
        let known = &mut piece[network.node(NodeId(node)).place.0 as usize];
        *known = root(&mut parent, node).min(*known);
    }
    piece
}
