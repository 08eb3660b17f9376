//! The things whose loss together hurts most: the k most vital links of a shortest path problem (Corley and Sha 1982; Ball, Golden and Vohra 1989), for
//! pairs, exactly.
//!
//! Weight that loses every route counts before cost. To hurt more, a set has to take something that some pair's best route still uses, so sets are grown
//! along those routes. A set is given up when even its bound hurts no more than the best set so far: `r` further losses leave one of `r + 1` routes that
//! share nothing, so a pair costs at most what the dearest of them does.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::progress::each_watched;
use super::things::{is_transit, label};
use super::world::Trip;
use super::{Ground, Things};
use crate::network::{LinkId, Path, Selector};
use crate::progress::Progress;

/// A set of things whose loss hurts most.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Vital {
    /// How many things are lost; fewer stand below where fewer do as much.
    pub k: usize,
    /// Their ids.
    pub ids: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// Share of the weight that loses every route, 0..1.
    pub unserved: f64,
    /// Mean rise of the objective over the weight that stays connected, in its unit; none where nothing does.
    pub added: Option<f64>,
    /// Sets that were worked out.
    pub sets: usize,
    /// Sets whose larger sets the bound made needless.
    pub pruned: usize,
}

/// The largest set that is looked for.
pub const MOST_VITAL: usize = 3;

/// What a set does: the weight that loses every route, then what the rest costs more, by weight.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Harm {
    lost: f64,
    extra: f64,
}

/// A pair with some things lost: its best route, and what of the kind that uses.
#[derive(Clone)]
struct Now {
    cost: Option<u64>,
    uses: BTreeSet<u32>,
}

struct Search<'w, 'a> {
    ground: Ground<'a>,
    trips: Vec<&'w Trip<'w, 'a>>,
    of: Things,
    things: Vec<Selector>,
    number: BTreeMap<Selector, u32>,
    /// For each thing the links that it closes.
    closes: Vec<Vec<LinkId>>,
    /// For each pair the things that do not count for it.
    exempt: Vec<BTreeSet<u32>>,
    /// For each pair its cost before anything is lost.
    before: Vec<u64>,
    sets: usize,
    pruned: usize,
    best: Option<(Harm, Vec<u32>)>,
}

/// The most vital sets of 1 to `most` things, for the pairs that have a route.
pub(super) fn most_vital<'a>(
    ground: Ground<'a>,
    trips: &[Trip<'_, 'a>],
    of: Things,
    most: usize,
    progress: Progress,
) -> Vec<Vital> {
    if most == 0 {
        return Vec::new();
    }
    let routed: Vec<&Trip> = trips.iter().filter(|trip| trip.best().is_some()).collect();
    let whole: f64 = routed.iter().map(|trip| trip.pair.weight).sum();
    if routed.is_empty() || whole <= 0.0 {
        return Vec::new();
    }
    let mut search = Search::new(ground, routed, of);
    let start: Vec<Now> = (0..search.trips.len()).map(|pair| search.solve(pair, &[])).collect();
    search.before = start.iter().map(|now| now.cost.unwrap_or(0)).collect();
    (1..=most.min(MOST_VITAL))
        .map(|k| {
            (search.sets, search.pruned) = (0, 0);
            // What fewer do, more do too.
            search.grow(&mut Vec::new(), &start, k, progress);
            let (harm, set) = search.best.clone().unwrap_or((search.harm(&start), Vec::new()));
            let labels: Vec<(String, String)> =
                set.iter().map(|thing| label(ground.data, &search.things[*thing as usize])).collect();
            let (ids, names) = labels.into_iter().unzip();
            let left = whole - harm.lost;
            Vital {
                k,
                ids,
                names,
                unserved: harm.lost / whole,
                added: (left > whole * 1e-12).then(|| harm.extra / left / ground.objective.per_unit()),
                sets: search.sets,
                pruned: search.pruned,
            }
        })
        .collect()
}

impl<'w, 'a> Search<'w, 'a> {
    fn new(ground: Ground<'a>, trips: Vec<&'w Trip<'w, 'a>>, of: Things) -> Search<'w, 'a> {
        let network = ground.network;
        let things: BTreeSet<Selector> = network.links().flat_map(|link| of.at(ground, link)).collect();
        let things: Vec<Selector> = things.into_iter().collect();
        let number: BTreeMap<Selector, u32> = things.iter().enumerate().map(|(i, thing)| (thing.clone(), i as u32)).collect();
        let closed_by = |link: LinkId| -> Vec<u32> {
            // A segment is closed by itself alone; other kinds take more than what they are passed by.
            if of == Things::Links {
                return of.at(ground, link).iter().filter_map(|thing| number.get(thing).copied()).collect();
            }
            let takes = |(_, thing): &(usize, &Selector)| thing.closes(ground.data, network, link);
            things.iter().enumerate().filter(takes).map(|(i, _)| i as u32).collect()
        };
        let mut closes = vec![Vec::new(); things.len()];
        for link in network.links() {
            closed_by(link).into_iter().for_each(|thing| closes[thing as usize].push(link));
        }
        let exempt = trips.iter().map(|trip| {
            let own = ground.own_countries(&trip.pair);
            let is_own = |thing: &&Selector| !is_transit(thing, &trip.pair, &own);
            things.iter().filter(is_own).filter_map(|thing| number.get(thing).copied()).collect()
        });
        Search {
            ground,
            of,
            exempt: exempt.collect(),
            closes,
            number: number.clone(),
            things: things.clone(),
            before: Vec::new(),
            trips,
            sets: 0,
            pruned: 0,
            best: None,
        }
    }

    /// The best route of a pair with some things lost.
    fn path(&self, pair: usize, lost: &[u32]) -> Option<Path> {
        let counts = lost.iter().filter(|thing| !self.exempt[pair].contains(thing));
        let mut closed: Vec<LinkId> = counts.flat_map(|thing| self.closes[*thing as usize].iter().copied()).collect();
        closed.sort_unstable();
        closed.dedup();
        self.trips[pair].best_with_closed(&closed)
    }

    fn solve(&self, pair: usize, lost: &[u32]) -> Now {
        let Some(path) = self.path(pair, lost) else { return Now { cost: None, uses: BTreeSet::new() } };
        Now { cost: Some(path.weight.primary), uses: self.uses(pair, &path) }
    }

    fn uses(&self, pair: usize, path: &Path) -> BTreeSet<u32> {
        let used = self.of.used(self.ground, &self.trips[pair].pair, path);
        used.iter().filter_map(|thing| self.number.get(thing).copied()).collect()
    }

    fn harm(&self, now: &[Now]) -> Harm {
        self.sum(now.iter().map(|now| now.cost))
    }

    /// Adds up what pairs cost; `None` where one has no route.
    fn sum(&self, costs: impl Iterator<Item = Option<u64>>) -> Harm {
        let pairs = self.trips.iter().map(|trip| trip.pair.weight).zip(&self.before).zip(costs);
        pairs.fold(Harm { lost: 0.0, extra: 0.0 }, |harm, ((weight, before), cost)| match cost {
            Some(cost) => Harm { extra: harm.extra + weight * cost.saturating_sub(*before) as f64, ..harm },
            None => Harm { lost: harm.lost + weight, ..harm },
        })
    }

    /// Looks at every set that adds up to `left` things to those lost and can hurt more than the best so far.
    fn grow(&mut self, lost: &mut Vec<u32>, now: &[Now], left: usize, progress: Progress) {
        let further: BTreeSet<u32> = now.iter().flat_map(|now| now.uses.iter().copied()).collect();
        let further: Vec<u32> = further.into_iter().collect();
        let quiet: Progress = &super::silent;
        // Only the first step tells how far it has come: those within it are quick.
        let told = if lost.is_empty() { progress } else { quiet };
        let this: &Search = self;
        let children = each_watched(&further, told, |thing| {
            let mut more = lost.clone();
            more.push(*thing);
            let solve = |(pair, before): (usize, &Now)| {
                if before.uses.contains(thing) { this.solve(pair, &more) } else { before.clone() }
            };
            let after: Vec<Now> = now.iter().enumerate().map(solve).collect();
            let harm = this.harm(&after);
            let bound = (left > 1).then(|| this.bound(&after, &more, left - 1));
            // Where nothing more is to be lost, how the pairs go on is of no use, and it is the most of what is here.
            (*thing, if left > 1 { after } else { Vec::new() }, harm, bound)
        });
        self.sets += children.len();
        let mut order: Vec<usize> = (0..children.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (children[*a].2, children[*b].2);
            b.lost.total_cmp(&a.lost).then_with(|| b.extra.total_cmp(&a.extra))
        });
        for child in &order {
            let (thing, _, harm, _) = &children[*child];
            if self.best.as_ref().is_none_or(|(best, _)| harm.is_worse_than(*best)) {
                let mut set = lost.clone();
                set.push(*thing);
                self.best = Some((*harm, set));
            }
        }
        for child in order {
            let (thing, after, _, bound) = &children[child];
            let Some(bound) = bound else { continue };
            if self.best.as_ref().is_some_and(|(best, _)| !bound.is_worse_than(*best)) {
                self.pruned += 1;
                continue;
            }
            lost.push(*thing);
            self.grow(lost, after, left - 1, progress);
            lost.pop();
        }
    }

    /// The most that so many further losses can do.
    fn bound(&self, now: &[Now], lost: &[u32], left: usize) -> Harm {
        let dearest = |(pair, now): (usize, &Now)| self.dearest_of_disjoint(pair, now, lost, left, now.cost?);
        self.sum(now.iter().enumerate().map(dearest))
    }

    /// The dearest of `left + 1` routes that share nothing of the kind; `None` where fewer are found.
    fn dearest_of_disjoint(&self, pair: usize, now: &Now, lost: &[u32], left: usize, cost: u64) -> Option<u64> {
        let mut taken: Vec<u32> = lost.iter().copied().chain(now.uses.iter().copied()).collect();
        let mut most = cost;
        // A route that uses nothing of the kind outlasts any loss.
        let mut is_safe = now.uses.is_empty();
        for _ in 0..left {
            if is_safe {
                break;
            }
            let path = self.path(pair, &taken)?;
            most = path.weight.primary;
            let uses = self.uses(pair, &path);
            is_safe = uses.is_empty();
            taken.extend(uses);
        }
        Some(most)
    }
}

impl Harm {
    /// Whether it is more, beyond the last digit.
    fn is_worse_than(self, other: Harm) -> bool {
        let more = |a: f64, b: f64| a > b + 1e-9 * b.abs().max(1e-9);
        more(self.lost, other.lost) || (!more(other.lost, self.lost) && more(self.extra, other.extra))
    }
}
