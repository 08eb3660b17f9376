//! Who depends on whom: what closing a country, link, border or port does to the trade of others.
//!
//! For the pairs of a subject `i` (all that begin or end in it), weight `q`, best route `r`, generalised cost `GC` (the objective) and a thing `c` on the
//! way (`docs/method.md`, "Dependence"; Keohane and Nye 1977 for sensitivity and vulnerability):
//!
//! * sensitivity `D = sum q * [c on r] / sum q`: what is felt at once, before anybody reacts;
//! * vulnerability `V = sum q * (GC without c - GC) / sum q * GC`, over pairs that stay connected: what it costs after everybody has;
//! * unserved `U = sum q * [no route without c] / sum q`.
//!
//! With flow spread over routes `D = sum q * sum over r of P_r * [c on r] / sum q`; `V` and `U` stay as they are. Countries that the ends of a pair lie in,
//! and the ends themselves, are no transit and count for nothing.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::choice::spread;
use super::things::label;
use super::world::{Trip, World};
use super::{Ground, Pairs, State, StateRef, Things};
use crate::cost::Objective;
use crate::model::{Mode, PlaceIx};
use crate::network::Selector;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DependenceQuestion {
    /// Who depends.
    pub of: Subjects,
    /// On what.
    pub on: Things,
    /// Whether the flow of a pair spreads over really different routes; otherwise all takes the best one.
    pub choice: bool,
}

/// Who depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subjects {
    /// Countries, and exclaves of their own: all pairs that begin or end there.
    Countries,
    /// Two countries or exclaves, and the pairs between them: `AZ-NX/RU`.
    Partners,
    /// Each pair: `moscow/mumbai`.
    Pairs,
    /// All pairs together: `all`.
    All,
}

/// Dependence of subjects on things.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Dependence {
    /// The state of the world.
    pub scenario: StateRef,
    /// What the generalised cost is.
    pub by: Objective,
    /// Modes that routes may use.
    pub modes: Vec<Mode>,
    /// Who depends.
    pub of: Subjects,
    /// On what.
    pub things: Things,
    /// Whether `D` spreads the flow of a pair over really different routes.
    pub choice: bool,
    /// What the weights of the pairs are.
    pub weights: String,
    /// Pairs with a route.
    pub pairs: usize,
    /// Pairs without one before anything is closed; they are left out.
    pub pairs_without_route: usize,
    /// Who depends on what, only where `D` is above 0; by subject, the largest `D` first.
    pub rows: Vec<DependenceRow>,
}

/// Dependence of one subject on one thing. Always the three together: high `D` and low `V` is used but replaceable.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DependenceRow {
    /// Who depends: a country, an exclave of its own (`AZ-NX`), or what [`Subjects`] says.
    pub subject: String,
    /// On what: code of a country, id of a segment or place, `AZ-IR` for a border.
    pub on: String,
    /// Its name.
    pub on_name: String,
    /// Sensitivity, 0..1.
    pub d: f64,
    /// Vulnerability, 0 and up; none where no pair stays connected.
    pub v: Option<f64>,
    /// Unserved, 0..1.
    pub u: f64,
    /// Pairs of the subject.
    pub pairs: usize,
}

/// Two countries and their hold on each other.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Mutual {
    /// The one.
    pub a: String,
    /// The other.
    pub b: String,
    /// Sensitivity of `a` on `b`.
    pub d_ab: f64,
    /// Sensitivity of `b` on `a`.
    pub d_ba: f64,
    /// `D_ab - D_ba`: above 0, `a` depends more.
    pub asymmetry: f64,
    /// The same over their sum, -1..1; none where neither depends.
    pub relative: Option<f64>,
    /// The smaller of the two.
    pub mutual: f64,
}

/// What one pair adds.
struct Part {
    cost: f64,
    /// For each thing that it uses: the share of its flow that does, and the best cost without it.
    uses: Vec<(Selector, f64, Option<u64>)>,
}

#[derive(Default)]
struct Sums {
    used: f64,
    extra: f64,
    unserved: f64,
    unserved_cost: f64,
}

#[derive(Default)]
struct Whole {
    weight: f64,
    cost: f64,
    pairs: usize,
}

/// Dependence over pairs under a scenario.
pub fn dependence(ground: Ground, pairs: &Pairs, state: &State, question: DependenceQuestion) -> Dependence {
    let world = World::new(ground, &state.scenario, &pairs.list);
    let parts = world.each(|trip| part(ground, trip, question));
    let mut sums: BTreeMap<(String, Selector), Sums> = BTreeMap::new();
    let mut whole: BTreeMap<String, Whole> = BTreeMap::new();
    for (pair, part) in pairs.list.iter().zip(&parts) {
        let Some(part) = part else { continue };
        for subject in question.of.of_pair(ground, pair.from, pair.to) {
            let all = whole.entry(subject.clone()).or_default();
            all.weight += pair.weight;
            all.cost += pair.weight * part.cost;
            all.pairs += 1;
            for (thing, share, without) in &part.uses {
                let sum = sums.entry((subject.clone(), thing.clone())).or_default();
                sum.used += pair.weight * share;
                match without {
                    Some(other) => sum.extra += pair.weight * (*other as f64 - part.cost).max(0.0),
                    None => {
                        sum.unserved += pair.weight;
                        sum.unserved_cost += pair.weight * part.cost;
                    }
                }
            }
        }
    }
    let mut rows: Vec<DependenceRow> = sums
        .into_iter()
        .filter_map(|((subject, thing), sum)| {
            let Whole { weight, cost, pairs } = *whole.get(&subject)?;
            let connected = cost - sum.unserved_cost;
            let (on, on_name) = label(ground.data, &thing);
            (sum.used > 0.0).then(|| DependenceRow {
                on,
                on_name,
                d: sum.used / weight,
                v: (connected > 0.5).then(|| sum.extra / connected),
                u: sum.unserved / weight,
                pairs,
                subject,
            })
        })
        .collect();
    rows.sort_by(|a, b| a.subject.cmp(&b.subject).then_with(|| b.d.total_cmp(&a.d)).then_with(|| a.on.cmp(&b.on)));
    let routed = parts.iter().flatten().count();
    Dependence {
        scenario: state.reference(),
        by: ground.objective,
        modes: ground.modes.to_vec(),
        of: question.of,
        things: question.on,
        choice: question.choice,
        weights: pairs.weights.clone(),
        pairs: routed,
        pairs_without_route: parts.len() - routed,
        rows,
    }
}

/// What a pair uses, and what it costs without; `None` where it has no route.
fn part(ground: Ground, trip: &Trip, question: DependenceQuestion) -> Option<Part> {
    let best = trip.best()?;
    let on_best = question.on.used(ground, &trip.pair, &best);
    let mut shares: BTreeMap<Selector, f64> = BTreeMap::new();
    match question.choice.then(|| spread(ground, trip, best.weight.primary as f64)).flatten() {
        Some(spread) => {
            for (path, share) in spread.paths.iter().zip(&spread.shares) {
                for thing in question.on.used(ground, &trip.pair, path) {
                    *shares.entry(thing).or_default() += share;
                }
            }
        }
        None => shares.extend(on_best.iter().map(|thing| (thing.clone(), 1.0))),
    }
    let uses = shares.into_iter().map(|(thing, share)| {
        // What the best route does without may close at no cost.
        let without = if on_best.contains(&thing) { trip.best_without(&thing) } else { Some(best.clone()) };
        // Shares of a pair add up to 1 but for the last digit.
        (thing, share.min(1.0), without.map(|path| path.weight.primary))
    });
    Some(Part { cost: best.weight.primary as f64, uses: uses.collect() })
}

impl Subjects {
    /// Those that a pair speaks for.
    pub(super) fn of_pair(self, ground: Ground, from: PlaceIx, to: PlaceIx) -> BTreeSet<String> {
        let who = |place| subject(ground, place);
        match self {
            Subjects::Countries => BTreeSet::from([who(from), who(to)]),
            Subjects::Partners => {
                let (a, b) = (who(from), who(to));
                BTreeSet::from([format!("{}/{}", (&a).min(&b), (&a).max(&b))])
            }
            Subjects::Pairs => BTreeSet::from([format!("{}/{}", ground.data.place(from).id, ground.data.place(to).id)]),
            Subjects::All => BTreeSet::from(["all".to_owned()]),
        }
    }
}

impl Dependence {
    /// The row of a subject and a thing; zeros are not kept.
    pub fn row(&self, subject: &str, on: &str) -> Option<&DependenceRow> {
        self.rows.iter().find(|row| row.subject == subject && row.on == on)
    }

    /// Two countries or exclaves and their hold on each other; transit through an exclave is transit through its country.
    pub fn mutual(&self, a: &str, b: &str) -> Mutual {
        let d = |i: &str, j: &str| self.row(i, j.get(..2).unwrap_or(j)).map_or(0.0, |row| row.d);
        let (d_ab, d_ba) = (d(a, b), d(b, a));
        let sum = d_ab + d_ba;
        Mutual {
            a: a.to_string(),
            b: b.to_string(),
            d_ab,
            d_ba,
            asymmetry: d_ab - d_ba,
            relative: (sum > 0.0).then(|| (d_ab - d_ba) / sum),
            mutual: d_ab.min(d_ba),
        }
    }
}

/// Who a place speaks for: its exclave, or its country.
fn subject(ground: Ground, place: PlaceIx) -> String {
    let place = ground.data.place(place);
    place.region.clone().unwrap_or_else(|| place.country().to_string())
}
