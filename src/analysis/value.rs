//! What a proposed link is worth, alone and together with the others.
//!
//! `v(S)` is what the links in `S` save: the sum over pairs of weight times (objective without any less objective with `S`). A link's value
//! alone is `v({i})`, its value last is `v(N) - v(N without i)`. The Shapley value (Shapley 1953) is the mean of what it adds over all orders in
//! which the links could be built; the values of all links add up to `v(N)`. Alone above last: the links stand in for each other; alone
//! below last: they need each other.
//!
//! By the best route alone a link that only duplicates another is worthless (Reed and Trubetskoy 2019). So the same is given under route choice, where the
//! objective is the composite cost of really different routes, and under disruption, where it is the mean of the objective over the closures of each transit
//! country in turn.

use schemars::JsonSchema;
use serde::Serialize;

use super::players::{Player, best_by_set, choice_by_set, crossed};
use super::{Comparison, Ground, Pairs};
use crate::cost::Objective;
use crate::error::Error;
use crate::model::{Country, Word};
use crate::network::Scenario;
use crate::units::round;

/// What of a pair's routes counts in the value of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The best route.
    Best,
    /// The composite cost of really different routes, by path-size logit.
    Choice,
    /// The best route with each transit country closed in turn, on average.
    Disruption,
}

impl Word for Measure {
    const WORDS: &'static [(&'static str, Self)] =
        &[("best", Measure::Best), ("choice", Measure::Choice), ("disruption", Measure::Disruption)];
}

/// What proposed links are worth.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LinkValues {
    /// What of a pair's routes counts.
    pub measure: Measure,
    /// Countries that are closed to transit in turn, where disruption counts.
    #[schemars(with = "Vec<String>")]
    pub closed: Vec<Country>,
    /// What the values are in.
    pub by: Objective,
    /// Its unit, for one load unit.
    pub unit: String,
    /// What the weights of the pairs are.
    pub weights: String,
    /// Link by link, the largest Shapley value first.
    pub links: Vec<LinkValue>,
    /// What all of them save together.
    pub together: f64,
    /// Pairs that have no route without them, and so no finite value; they are left out of the sums. Under disruption once a closure.
    pub pairs_without_route: usize,
}

/// What one proposed link is worth.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LinkValue {
    /// Its name.
    pub name: String,
    /// Saved by it alone.
    pub alone: f64,
    /// Lost when it is left out of all.
    pub last: f64,
    /// Its share of what all save together.
    pub shapley: f64,
    /// Pairs that get a route by it alone; under disruption in each closure that they get one.
    pub connects: usize,
}

/// A comparison with what the proposed links are worth: the answer of `corridor compare --format json`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ComparisonAnswer {
    /// Scenarios against a base.
    pub comparison: Comparison,
    /// What proposed links are worth by best routes, where links are valued.
    pub links: Option<LinkValues>,
    /// The same under route choice, where that was asked for.
    pub links_under_choice: Option<LinkValues>,
    /// The same under disruption, where that was asked for.
    pub links_under_disruption: Option<LinkValues>,
}

impl ComparisonAnswer {
    /// Puts the two together.
    pub fn of(comparison: Comparison, values: Vec<LinkValues>) -> ComparisonAnswer {
        let by = |measure| values.iter().find(|values| values.measure == measure).cloned();
        ComparisonAnswer {
            comparison,
            links: by(Measure::Best),
            links_under_choice: by(Measure::Choice),
            links_under_disruption: by(Measure::Disruption),
        }
    }

    /// What proposed links are worth, by each measure that was asked for.
    pub fn values(&self) -> impl Iterator<Item = &LinkValues> {
        [&self.links, &self.links_under_choice, &self.links_under_disruption].into_iter().flatten()
    }
}

/// How many links can be valued: every set of them is looked at.
pub const MOST_LINKS: usize = 12;

/// Values proposed links over pairs.
///
/// # Errors
/// [`Error::Usage`] for more than [`MOST_LINKS`] links.
pub fn link_values(
    ground: Ground,
    pairs: &Pairs,
    base: &Scenario,
    players: &[Player],
    measure: Measure,
) -> Result<LinkValues, Error> {
    let n = players.len();
    if n > MOST_LINKS {
        let message = format!("{n} proposed links; at most {MOST_LINKS} can be valued together");
        return Err(Error::Limit { code: "too-many-links", message, help: Some("name fewer with --links".into()) });
    }
    let mut sums = Sums { saved: vec![0.0; 1 << n], reached: vec![0; 1 << n], without_route: 0 };
    let mut closed = Vec::new();
    match measure {
        Measure::Best => sums.add(pairs, &best_by_set(ground, pairs, base, players), 1.0),
        Measure::Choice => sums.add(pairs, &choice_by_set(ground, pairs, base, players), 1.0),
        Measure::Disruption => {
            closed = crossed(ground, pairs, base, players);
            for country in &closed {
                let mut scenario = base.clone();
                scenario.close_transit.push(*country);
                sums.add(pairs, &best_by_set(ground, pairs, &scenario, players), closed.len() as f64);
            }
        }
    }
    let Sums { saved, reached, without_route } = sums;
    let shown = |value: f64| round(value / ground.objective.per_unit(), 3);
    let all = (1 << n) - 1;
    let mut links: Vec<LinkValue> = players
        .iter()
        .enumerate()
        .map(|(i, player)| LinkValue {
            name: player.name.clone(),
            alone: shown(saved[1 << i]),
            last: shown(saved[all] - saved[all & !(1 << i)]),
            shapley: shown(shapley(&saved, n, i)),
            connects: reached[1 << i],
        })
        .collect();
    links.sort_by(|a, b| b.shapley.total_cmp(&a.shapley).then_with(|| a.name.cmp(&b.name)));
    Ok(LinkValues {
        measure,
        closed,
        by: ground.objective,
        unit: ground.objective.unit().to_owned(),
        weights: pairs.weights.clone(),
        links,
        together: shown(saved[all]),
        pairs_without_route: without_route,
    })
}

/// What each set of players saves.
struct Sums {
    saved: Vec<f64>,
    reached: Vec<usize>,
    without_route: usize,
}

impl Sums {
    /// Adds the objectives of each pair with each set, over so many states of the world of the same weight.
    fn add(&mut self, pairs: &Pairs, costs: &[Vec<Option<f64>>], states: f64) {
        for (pair, costs) in pairs.list.iter().zip(costs) {
            match costs[0] {
                // A pair with a route keeps one with more links.
                Some(without) => {
                    for (saved, cost) in self.saved.iter_mut().zip(costs) {
                        *saved += cost.map_or(0.0, |cost| pair.weight * (without - cost) / states);
                    }
                }
                None => {
                    self.without_route += 1;
                    self.reached.iter_mut().zip(costs).for_each(|(reached, cost)| *reached += usize::from(cost.is_some()));
                }
            }
        }
    }
}

/// Shapley (1953): the sum over sets `S` without `i` of `|S|! (n - |S| - 1)! / n! * (v(S with i) - v(S))`.
fn shapley(saved: &[f64], n: usize, i: usize) -> f64 {
    let factorial = |k: usize| (1..=k).map(|x| x as f64).product::<f64>();
    saved
        .iter()
        .enumerate()
        .filter(|(set, _)| set >> i & 1 == 0)
        .map(|(set, value)| {
            let size = set.count_ones() as usize;
            factorial(size) * factorial(n - size - 1) / factorial(n) * (saved[set | 1 << i] - value)
        })
        .sum()
}
