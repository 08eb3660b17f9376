//! Comparisons as text for people.

use corridor::analysis::{
    Choice, Comparison, ComparisonAnswer, Difference, Disruption, LinkValue, LinkValues, Measure, Outcome, PairChange,
    PairComparison, PairResult, SubjectSum, Sum,
};
use corridor::cost::Objective;
use corridor::issue::harmless;
use corridor::model::{Country, Dataset};

use super::list::{country_or_sea, plain_table, shown};
use super::numbers::{counted, grouped, percent, range, thousands};

/// How many segments of a change are named.
const NAMED: usize = 6;

/// How many pairs are shown in full.
const PAIRS: usize = 12;

/// In all, what each proposed link is worth, then the pairs that change.
pub fn table(data: &Dataset, answer: &ComparisonAnswer) -> String {
    let comparison = &answer.comparison;
    let mut parts = vec![heading(comparison)];
    if comparison.pairs.len() == 1 {
        parts.extend(comparison.pairs.iter().map(|pair| one_pair(comparison, pair)));
        parts.extend(answer.values().map(values));
    } else {
        parts.push(sums(comparison));
        parts.extend(comparison.sums.iter().flat_map(|sum| who_gains(data, sum)));
        parts.extend(answer.values().map(values));
        let is_changed = |pair: &&PairComparison| {
            pair.scenarios.iter().any(|change| !matches!(change.outcome, Outcome::Unchanged | Outcome::NoRoute))
        };
        let changed: Vec<&PairComparison> = comparison.pairs.iter().filter(is_changed).collect();
        parts.extend(changed.iter().take(PAIRS).map(|pair| one_pair(comparison, pair)));
        let (shown, rest) = (changed.len().min(PAIRS), comparison.pairs.len() - changed.len());
        parts.push(format!(
            "Shown in full: {shown} of {} that change; nothing changes for {}. --format csv lists all.",
            counted(changed.len(), "pair", "pairs"),
            counted(rest, "other", "others")
        ));
    }
    parts.push("Best routes, central values; low and high add up all lows and all highs. A link that only duplicates another shows as worthless here.".to_owned());
    parts.join("\n\n")
}

fn heading(comparison: &Comparison) -> String {
    let by = comparison.by.word();
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
    lines.extend(beyond_best(comparison, pair));
    lines.join("\n")
}

/// What lies beyond the best route: the flow spread over routes, and countries on the way closed in turn.
fn beyond_best(comparison: &Comparison, pair: &PairComparison) -> Option<String> {
    let rows: Vec<(&str, Option<&Choice>, Option<&Disruption>)> =
        std::iter::once((comparison.base.id.as_str(), pair.choice.as_ref(), pair.disruption.as_ref()))
            .chain(pair.scenarios.iter().map(|s| (s.scenario.as_str(), s.choice.as_ref(), s.disruption.as_ref())))
            .collect();
    if rows.iter().all(|(_, choice, disruption)| choice.is_none() && disruption.is_none()) {
        return None;
    }
    let (unit, scale) = match comparison.by {
        Objective::Time => ("days", 24.0),
        by => (by.unit(), 1.0),
    };
    let closed = rows.iter().find_map(|(_, _, d)| d.map(|d| d.closed.iter().map(Country::as_str).collect::<Vec<_>>().join(", ")));
    let under = format!("{unit} with each of {} closed in turn", closed.unwrap_or_else(|| "no country".to_owned()));
    let spread = format!("{unit} over routes by their shares");
    let header = ["", "routes and their shares", spread.as_str(), under.as_str(), "closures that cut off"];
    let mut table = plain_table(&header, &[2, 3, 4]);
    for (name, choice, disruption) in rows {
        let shares =
            choice.map_or_else(String::new, |c| c.routes.iter().map(|r| percent(r.share)).collect::<Vec<_>>().join(", "));
        let amount = |value: f64| grouped(value / scale, 1);
        table.add_row(vec![
            harmless(name),
            shares,
            choice.map_or("-".to_owned(), |c| amount(c.mean)),
            disruption.and_then(|d| d.mean).map_or("-".to_owned(), amount),
            disruption.map_or("-".to_owned(), |d| d.cut_off.to_string()),
        ]);
    }
    Some(format!("  Beyond the best route (path-size logit; closures of the same weight)\n{}", shown(&table)))
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
        if d.hours.abs() < 24.0 { format!("{} h", signed(d.hours, 1)) } else { format!("{} days", signed(d.hours / 24.0, 1)) },
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

/// Who gains and who loses, and whose territory; nothing where nothing changes.
fn who_gains(data: &Dataset, sum: &Sum) -> Option<String> {
    let mut gains =
        plain_table(&["pairs that begin or end in", "better", "worse", "cut off", "connected", "mean difference"], &[1, 2, 3, 4]);
    let is_touched = |s: &&SubjectSum| s.better + s.worse + s.cut_off + s.connected > 0;
    let touched: Vec<&SubjectSum> = sum.subjects.iter().filter(is_touched).collect();
    if touched.is_empty() {
        return None;
    }
    for s in touched {
        let mut row = vec![super::dependence::name(data, &s.subject)];
        row.extend([s.better, s.worse, s.cut_off, s.connected].map(|n| n.to_string()));
        row.push(s.mean.map_or("-".to_owned(), |mean| differences(&mean)));
        gains.add_row(row);
    }
    let mut transit =
        plain_table(&["transit through", "of all pairs, without", "with", "km without (weighted)", "with"], &[1, 2, 3, 4]);
    let mut any = false;
    for t in sum.transit.iter().filter(|t| t.km_with != t.km_without || t.share_with != t.share_without) {
        any = true;
        transit.add_row(vec![
            country_or_sea(t.country, &t.name),
            percent(t.share_without),
            percent(t.share_with),
            thousands(t.km_without),
            thousands(t.km_with),
        ]);
    }
    let transit = if any { format!("\n\n{}", shown(&transit)) } else { String::new() };
    Some(format!("{}: who gains and who loses\n{}{transit}", harmless(&sum.scenario), shown(&gains)))
}

fn values(values: &LinkValues) -> String {
    let header = ["proposed link", "saves alone", "lost without it", "Shapley value", "pairs it connects", ""];
    let mut table = plain_table(&header, &[1, 2, 3, 4]);
    let is_worthless = |link: &&LinkValue| link.alone == 0.0 && link.last == 0.0 && link.shapley == 0.0 && link.connects == 0;
    for link in values.links.iter().filter(|link| !is_worthless(link)) {
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
    let mut notes = Vec::new();
    let worthless: Vec<&str> = values.links.iter().filter(is_worthless).map(|link| link.name.as_str()).collect();
    if !worthless.is_empty() {
        notes.push(format!("\nWorth nothing here: {}.", harmless(&worthless.join(", "))));
    }
    match (values.pairs_without_route, values.measure) {
        (0, _) => {}
        (n, Measure::Disruption) => {
            notes.push(format!("\nIn {} a pair is without a route before: not in the sums.", counted(n, "case", "cases")))
        }
        (n, _) => notes.push(format!("\n{} without a route before: not in the sums.", counted(n, "pair is", "pairs are"))),
    }
    let closed = values.closed.iter().map(Country::as_str).collect::<Vec<_>>().join(", ");
    let measure = match values.measure {
        Measure::Best => "by best routes".to_owned(),
        Measure::Choice => "by the composite cost of really different routes (path-size logit)".to_owned(),
        Measure::Disruption => format!("by best routes with each of {closed} closed to transit in turn, on average"),
    };
    format!(
        "What each proposed link is worth {measure}, {} (weighted; {}); together {}{}{}",
        values.unit,
        values.weights,
        grouped(values.together, 1),
        if table.is_empty() { String::new() } else { format!("\n{}", shown(&table)) },
        notes.concat()
    )
}
