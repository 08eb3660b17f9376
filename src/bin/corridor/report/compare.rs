//! Comparisons as text for people.

use corridor::analysis::{Comparison, Difference, LinkValues, Outcome, PairChange, PairComparison, PairResult};
use corridor::cost::Objective;
use corridor::issue::harmless;

use super::list::{plain_table, shown};
use super::numbers::{counted, grouped, percent, range, thousands};

/// How many segments of a change are named.
const NAMED: usize = 6;

/// Pair by pair, then in all, then what each proposed link is worth.
pub fn table(comparison: &Comparison, links: Option<&LinkValues>) -> String {
    let mut parts = vec![heading(comparison)];
    parts.extend(comparison.pairs.iter().map(|pair| one_pair(comparison, pair)));
    if comparison.pairs.len() > 1 {
        parts.push(sums(comparison));
    }
    parts.extend(links.map(values));
    parts.push("Best routes, central values; low and high add up all lows and all highs. A link that only duplicates another shows as worthless here.".to_owned());
    parts.join("\n\n")
}

fn heading(comparison: &Comparison) -> String {
    let by = match comparison.by {
        Objective::Time => "time",
        Objective::Distance => "distance",
        Objective::Cost => "cost",
        Objective::Emissions => "emissions",
    };
    let mut lines = vec![format!("Compared by {by}, for one {}; {}", comparison.load, comparison.weights)];
    lines.push(format!("  without: {} ({})", comparison.base.id, comparison.base.title));
    lines.extend(comparison.scenarios.iter().map(|s| format!("  with:    {} ({})", s.id, s.title)));
    lines.iter().map(|line| harmless(line)).collect::<Vec<_>>().join("\n")
}

fn one_pair(comparison: &Comparison, pair: &PairComparison) -> String {
    let mut table = plain_table(
        &["", "km", "days (low-high)", "USD (low-high)", "kg CO2e", "borders", "gauges", "transfers", ""],
        &[1, 2, 3, 4, 5, 6, 7],
    );
    let mut row = |name: &str, result: Option<&PairResult>, verdict: &str| {
        let mut cells = vec![harmless(name)];
        match result {
            Some(PairResult { totals: t, .. }) => cells.extend([
                thousands(t.km),
                range(t.hours.map(|h| h / 24.0), 1),
                range(t.usd, 0),
                thousands(t.co2e_kg.central),
                t.border_crossings.to_string(),
                t.gauge_changes.to_string(),
                t.transfers.to_string(),
            ]),
            None => cells.extend(["no route", "", "", "", "", "", ""].map(str::to_owned)),
        }
        cells.push(verdict.to_owned());
        table.add_row(cells);
    };
    row(&comparison.base.id, pair.base.as_ref(), "");
    for change in &pair.scenarios {
        row(&change.scenario, change.result.as_ref(), verdict(change.outcome));
    }
    let mut lines = vec![format!("{} to {}", harmless(&pair.from.name), harmless(&pair.to.name)), shown(&table)];
    lines.extend(pair.scenarios.iter().flat_map(change_lines));
    lines.join("\n")
}

fn verdict(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unchanged => "unchanged",
        Outcome::Better => "better",
        Outcome::Worse => "worse",
        Outcome::Different => "another route",
        Outcome::CutOff => "cut off",
        Outcome::Connected => "connected",
        Outcome::NoRoute => "no route either",
    }
}

fn change_lines(change: &PairChange) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(difference) = change.difference.filter(|d| !d.is_nothing()) {
        lines.push(format!("  {}: {}", change.scenario, differences(&difference)));
    }
    let list = |what: &str, items: &[String]| {
        (!items.is_empty()).then(|| {
            let more = items.len().saturating_sub(NAMED);
            let named = items.iter().take(NAMED).map(|item| harmless(item)).collect::<Vec<_>>().join(", ");
            format!("    {what} {named}{}", if more > 0 { format!(" and {more} more") } else { String::new() })
        })
    };
    lines.extend(list("takes up", &change.change.enters));
    lines.extend(list("gives up", &change.change.leaves));
    lines.extend(list("countries and seas entered:", &change.change.countries_entered));
    lines.extend(list("countries and seas left:", &change.change.countries_left));
    if let Some(result) = change.result.as_ref().filter(|_| change.outcome != Outcome::Unchanged) {
        let shares = result.countries.iter().take(NAMED).map(|c| format!("{} {}", harmless(&c.name), percent(c.share_hours)));
        lines.push(format!("    share of time: {}", shares.collect::<Vec<_>>().join(", ")));
    }
    lines
}

fn differences(d: &Difference) -> String {
    let signed = |value: f64, places: usize| format!("{}{}", if value > 0.0 { "+" } else { "" }, grouped(value, places));
    let mut words = vec![
        format!("{} km", signed(d.km, 0)),
        format!("{} days", signed(d.hours / 24.0, 1)),
        format!("{} USD", signed(d.usd, 0)),
        format!("{} kg CO2e", signed(d.co2e_kg, 0)),
    ];
    for (count, what) in [(d.border_crossings, "borders"), (d.gauge_changes, "changes of gauge"), (d.transfers, "transfers")] {
        if count != 0 {
            words.push(format!("{count:+} {what}"));
        }
    }
    words.join(", ")
}

fn sums(comparison: &Comparison) -> String {
    let header =
        ["over all pairs", "better", "worse", "unchanged", "cut off", "connected", "mean difference, pairs with a route in both"];
    let mut table = plain_table(&header, &[1, 2, 3, 4, 5]);
    for sum in &comparison.sums {
        let counts = [sum.better, sum.worse, sum.unchanged, sum.cut_off, sum.connected].map(|n| n.to_string());
        let mut row = vec![harmless(&sum.scenario)];
        row.extend(counts);
        row.push(sum.mean.map_or("-".to_owned(), |mean| differences(&mean)));
        table.add_row(row);
    }
    shown(&table)
}

fn values(values: &LinkValues) -> String {
    let header = ["proposed link", "saves alone", "lost without it", "Shapley value", "pairs it connects", ""];
    let mut table = plain_table(&header, &[1, 2, 3, 4]);
    for link in &values.links {
        let remark = if link.alone > link.last {
            "others stand in for it"
        } else if link.alone < link.last {
            "needs others"
        } else {
            ""
        };
        let amount = |value: f64| grouped(value, 1);
        table.add_row(vec![
            harmless(&link.name),
            amount(link.alone),
            amount(link.last),
            amount(link.shapley),
            link.connects.to_string(),
            remark.to_owned(),
        ]);
    }
    let unreached = match values.pairs_without_route {
        0 => String::new(),
        n => format!("\n{} without a route before: not in the sums.", counted(n, "pair is", "pairs are")),
    };
    format!(
        "What each proposed link is worth, {} (weighted; {}); together {}\n{}{unreached}",
        values.unit,
        values.weights,
        grouped(values.together, 1),
        shown(&table)
    )
}
