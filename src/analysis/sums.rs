//! A comparison over all pairs: what becomes of them, who gains and who loses, and whose territory is crossed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::compare::{Difference, Outcome, PairChange, PairComparison};
use super::{Ground, OdPair, Pairs, Subjects};
use crate::model::Country;
use crate::units::round;

/// Over all pairs, for one scenario.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Sum {
    /// Id of the scenario.
    pub scenario: String,
    /// Pairs whose objective falls.
    pub better: usize,
    /// Pairs whose objective rises.
    pub worse: usize,
    /// Pairs that nothing happens to, or that change at the same objective.
    pub unchanged: usize,
    /// Pairs that lose their route.
    pub cut_off: usize,
    /// Pairs that get a route.
    pub connected: usize,
    /// Weighted mean of the differences over pairs with a route in both.
    pub mean: Option<Difference>,
    /// Who gains and who loses: the same for the pairs that begin or end in each country or exclave, the largest gain in the objective first.
    pub subjects: Vec<SubjectSum>,
    /// Whose territory gains and loses transit.
    pub transit: Vec<TransitSum>,
}

/// What a scenario does to the pairs that begin or end in a country or exclave.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SubjectSum {
    /// Code of the country, or of an exclave (`AZ-NX`).
    pub subject: String,
    /// Pairs whose objective falls.
    pub better: usize,
    /// Pairs whose objective rises.
    pub worse: usize,
    /// Pairs that lose their route.
    pub cut_off: usize,
    /// Pairs that get a route.
    pub connected: usize,
    /// Weighted mean of the differences over its pairs with a route in both.
    pub mean: Option<Difference>,
}

/// What a scenario does to the transit of a country.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TransitSum {
    /// ISO 3166-1 alpha-2.
    #[schemars(with = "String")]
    pub country: Country,
    /// Its name.
    pub name: String,
    /// Share of the weight of all pairs that crosses it in transit without, 0..1.
    pub share_without: f64,
    /// The same with.
    pub share_with: f64,
    /// Kilometres in transit, summed over pairs by weight, without.
    pub km_without: f64,
    /// The same with.
    pub km_with: f64,
}

/// The sums of one scenario, the `index`th of each pair.
pub(super) fn sum(ground: Ground, asked: &Pairs, pairs: &[PairComparison], index: usize, scenario: &str) -> Sum {
    let all: Vec<(OdPair, &PairComparison, &PairChange)> =
        asked.list.iter().zip(pairs).filter_map(|(od, pair)| Some((*od, pair, pair.scenarios.get(index)?))).collect();
    let mut by_subject: BTreeMap<String, Vec<(f64, &PairChange)>> = BTreeMap::new();
    for (od, _, change) in &all {
        for subject in Subjects::Countries.of_pair(ground, od.from, od.to) {
            by_subject.entry(subject).or_default().push((od.weight, change));
        }
    }
    let mut subjects: Vec<SubjectSum> = by_subject.into_iter().map(|(subject, changes)| of_subject(subject, &changes)).collect();
    let objective = |sum: &SubjectSum| sum.mean.map_or(0.0, |mean| mean.of(ground.objective));
    subjects.sort_by(|a, b| objective(a).total_cmp(&objective(b)).then_with(|| a.subject.cmp(&b.subject)));
    let changes: Vec<(f64, &PairChange)> = all.iter().map(|(od, _, change)| (od.weight, *change)).collect();
    Sum {
        scenario: scenario.to_owned(),
        better: count(&changes, &[Outcome::Better]),
        worse: count(&changes, &[Outcome::Worse]),
        unchanged: count(&changes, &[Outcome::Unchanged, Outcome::Different]),
        cut_off: count(&changes, &[Outcome::CutOff]),
        connected: count(&changes, &[Outcome::Connected]),
        mean: mean(&changes),
        subjects,
        transit: transit(ground, &all),
    }
}

fn of_subject(subject: String, changes: &[(f64, &PairChange)]) -> SubjectSum {
    SubjectSum {
        subject,
        better: count(changes, &[Outcome::Better]),
        worse: count(changes, &[Outcome::Worse]),
        cut_off: count(changes, &[Outcome::CutOff]),
        connected: count(changes, &[Outcome::Connected]),
        mean: mean(changes),
    }
}

fn count(changes: &[(f64, &PairChange)], outcomes: &[Outcome]) -> usize {
    changes.iter().filter(|(_, change)| outcomes.contains(&change.outcome)).count()
}

/// Weighted mean of the differences over pairs with a route in both.
fn mean(changes: &[(f64, &PairChange)]) -> Option<Difference> {
    let both: Vec<(f64, Difference)> =
        changes.iter().filter_map(|(weight, change)| Some((*weight, change.difference?))).collect();
    let whole: f64 = both.iter().map(|(weight, _)| weight).sum();
    let mean = |part: &dyn Fn(&Difference) -> f64| {
        let total: f64 = both.iter().map(|(weight, d)| weight * part(d)).sum();
        round(total / whole, 3)
    };
    (whole > 0.0).then(|| Difference {
        km: mean(&|d| d.km),
        hours: mean(&|d| d.hours),
        usd: mean(&|d| d.usd),
        co2e_kg: mean(&|d| d.co2e_kg),
        border_crossings: mean(&|d| d.border_crossings as f64).round() as i64,
        gauge_changes: mean(&|d| d.gauge_changes as f64).round() as i64,
        transfers: mean(&|d| d.transfers as f64).round() as i64,
    })
}

/// Transit of each country that is crossed in either state: the countries of a pair's ends are not in transit, and seas are nobody's.
fn transit(ground: Ground, all: &[(OdPair, &PairComparison, &PairChange)]) -> Vec<TransitSum> {
    let mut sums: BTreeMap<Country, TransitSum> = BTreeMap::new();
    let whole: f64 = all.iter().map(|(od, _, _)| od.weight).sum();
    for (od, pair, change) in all {
        let own = ground.own_countries(od);
        for (result, is_with) in [(pair.base.as_ref(), false), (change.result.as_ref(), true)] {
            let crossed = result.iter().flat_map(|result| &result.countries);
            for share in crossed.filter(|share| !share.country.is_high_seas() && !own.contains(&share.country)) {
                let sum = sums.entry(share.country).or_insert_with(|| TransitSum {
                    country: share.country,
                    name: share.name.clone(),
                    share_without: 0.0,
                    share_with: 0.0,
                    km_without: 0.0,
                    km_with: 0.0,
                });
                let (part, km) =
                    if is_with { (&mut sum.share_with, &mut sum.km_with) } else { (&mut sum.share_without, &mut sum.km_without) };
                *part += if whole > 0.0 { od.weight / whole } else { 0.0 };
                *km += od.weight * share.km;
            }
        }
    }
    let mut list: Vec<TransitSum> = sums.into_values().collect();
    for sum in &mut list {
        sum.km_without = round(sum.km_without, 3);
        sum.km_with = round(sum.km_with, 3);
    }
    let gain = |sum: &TransitSum| sum.km_with - sum.km_without;
    list.sort_by(|a, b| gain(b).total_cmp(&gain(a)).then_with(|| a.country.cmp(&b.country)));
    list
}
