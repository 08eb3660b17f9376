//! Who depends on whom: what closing a country does to the trade of others.
//!
//! For pairs of country `i` (as origin or destination), weight `q`, best route `r`, generalised cost `GC` (the objective), transit country `c` that is
//! neither origin nor destination (`docs/method.md`, "Dependence"; Keohane and Nye 1977 for sensitivity and vulnerability):
//!
//! * sensitivity `D = sum q * [c on r] / sum q`: what is felt at once, before anybody reacts;
//! * vulnerability `V = sum q * (GC without c - GC) / sum q * GC`, over pairs that stay connected: what it costs after everybody has;
//! * unserved `U = sum q * [no route without c] / sum q`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Ground, Pairs, State, StateRef, crossed};
use crate::cost::Objective;
use crate::model::{Country, PlaceIx};

/// Dependence of countries on transit countries.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Dependence {
    /// The state of the world.
    pub scenario: StateRef,
    /// What the generalised cost is.
    pub by: Objective,
    /// What the weights of the pairs are.
    pub weights: String,
    /// Pairs with a route.
    pub pairs: usize,
    /// Pairs without one before anything is closed; they are left out.
    pub pairs_without_route: usize,
    /// Who depends on whom, only where `D` is above 0; by subject, the largest `D` first.
    pub rows: Vec<DependenceRow>,
}

/// Dependence of one subject on one transit country. Always the three together: high `D` and low `V` is used but replaceable.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DependenceRow {
    /// Who depends: a country, or an exclave of its own (`AZ-NX`).
    pub subject: String,
    /// On whom.
    #[schemars(with = "String")]
    pub on: Country,
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

#[derive(Default)]
struct Sums {
    crossed: f64,
    extra: f64,
    connected: f64,
    unserved: f64,
}

/// Dependence over pairs under a scenario.
pub fn dependence(ground: Ground, pairs: &Pairs, state: &State) -> Dependence {
    let mut sums: BTreeMap<(String, Country), Sums> = BTreeMap::new();
    let mut whole: BTreeMap<String, (f64, f64, usize)> = BTreeMap::new();
    let (mut routed, mut unrouted) = (0, 0);
    for pair in &pairs.list {
        let Some((view, path)) = ground.best(&state.scenario, pair) else {
            unrouted += 1;
            continue;
        };
        routed += 1;
        let cost = path.weight.primary as f64;
        let subjects: BTreeSet<String> = [pair.from, pair.to].into_iter().map(|place| subject(ground, place)).collect();
        for subject in &subjects {
            let sum = whole.entry(subject.clone()).or_default();
            *sum = (sum.0 + pair.weight, sum.1 + pair.weight * cost, sum.2 + 1);
        }
        let own = ground.own_countries(pair);
        for country in crossed(&view, &path).into_iter().filter(|country| !own.contains(country)) {
            let without = ground.best_objective_without(country, &state.scenario, pair);
            for subject in &subjects {
                let sum = sums.entry((subject.clone(), country)).or_default();
                sum.crossed += pair.weight;
                match without {
                    Some(other) => sum.extra += pair.weight * (other as f64 - cost).max(0.0),
                    None => {
                        sum.unserved += pair.weight;
                        sum.connected -= pair.weight * cost;
                    }
                }
            }
        }
    }
    let mut rows: Vec<DependenceRow> = sums
        .into_iter()
        .filter_map(|((subject, on), sum)| {
            let (weight, cost, pairs) = *whole.get(&subject)?;
            let connected = cost + sum.connected;
            (weight > 0.0).then(|| DependenceRow {
                on,
                d: sum.crossed / weight,
                v: (connected > 0.5).then(|| sum.extra / connected),
                u: sum.unserved / weight,
                pairs,
                subject,
            })
        })
        .collect();
    rows.sort_by(|a, b| a.subject.cmp(&b.subject).then_with(|| b.d.total_cmp(&a.d)).then_with(|| a.on.cmp(&b.on)));
    Dependence {
        scenario: state.reference(),
        by: ground.objective,
        weights: pairs.weights.clone(),
        pairs: routed,
        pairs_without_route: unrouted,
        rows,
    }
}

impl Dependence {
    /// The row of a subject and a country; zeros are not kept.
    pub fn row(&self, subject: &str, on: Country) -> Option<&DependenceRow> {
        self.rows.iter().find(|row| row.subject == subject && row.on == on)
    }

    /// Two countries and their hold on each other.
    pub fn mutual(&self, a: Country, b: Country) -> Mutual {
        let d = |i: Country, j: Country| self.row(i.as_str(), j).map_or(0.0, |row| row.d);
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
