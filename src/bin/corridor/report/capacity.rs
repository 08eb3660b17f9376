//! Capacities as text for people.

use corridor::analysis::{Capacity, CapacityVerdict, Limit, NEAR_FULL, NetworkLoad};
use corridor::issue::harmless;
use corridor::model::{Dataset, Estimate, Word};

use super::dependence::name as subject;
use super::list::{plain_table, shown};
use super::numbers::{counted, grouped, percent, places, range};

/// How many lines are shown.
const LINES: usize = 20;

/// What arrives, what stops more, what it runs over, and what swaps keep.
pub fn table(data: &Dataset, found: &Capacity) -> String {
    let modes = found.modes.iter().map(|mode| mode.word()).collect::<Vec<_>>().join(", ");
    let ends = format!("{} to {}", end(data, &found.from), end(data, &found.to));
    let mut parts =
        vec![harmless(&format!("{ends}: the most in a year by {modes}; {} ({})", found.scenario.id, found.scenario.title))];
    match (found.verdict, found.arrives, found.sent) {
        (CapacityVerdict::NoRoute, ..) => parts.push("Nothing: there is no way.".to_owned()),
        (CapacityVerdict::Limited, Some(arrives), Some(sent)) => {
            let lost = if sent == arrives { String::new() } else { format!(" of {} sent", amount(sent)) };
            parts.push(format!("At most {}{lost} {} (low-high).", amount(arrives), found.unit));
        }
        _ => parts.push("Not known: there is a way along which no capacity was published.".to_owned()),
    }
    if !found.binding.is_empty() {
        parts.push(format!("What stops more; all of these would have to grow\n{}", limits(&found.binding, &found.unit)));
    }
    if !found.swaps.is_empty() {
        parts.push(swaps(data, found));
    }
    if !found.used.is_empty() {
        let mut table = plain_table(&["runs over", &found.unit, "capacity", "load", ""], &[1, 2, 3]);
        for link in &found.used {
            let load = link.capacity.map(|capacity| link.flow / capacity.central);
            table.add_row(vec![
                harmless(&link.segment),
                grouped(link.flow, places(link.flow)),
                link.capacity.map_or("not known".to_owned(), amount),
                load.map_or(String::new(), percent),
                if load.is_some_and(|load| load > NEAR_FULL) { "above 80 %" } else { "" }.to_owned(),
            ]);
        }
        parts.push(shown(&table));
    }
    if let Some(route) = &found.best_route {
        let narrow = route.limit.as_ref().map_or("no capacity on it is known".to_owned(), |limit| {
            harmless(&format!("at most {} {} at {} ({})", amount(limit.capacity), found.unit, limit.name, limit.id))
        });
        let known =
            format!("the capacity of {} of its {} is not known", route.links_not_known, counted(route.links, "link", "links"));
        parts.push(format!("The best route by {} alone: {narrow}; {known}.", route.by.word()));
    }
    parts.push(
        "A line's capacity counts for one direction alone, whatever runs the other way or to others. Borders, ports and lines without a published capacity limit nothing here."
            .to_owned(),
    );
    parts.join("\n\n")
}

/// Lines that trade would fill.
pub fn load(found: &NetworkLoad) -> String {
    let without = match found.pairs_without_route {
        0 => String::new(),
        n => format!("; {} without a route", counted(n, "pair", "pairs")),
    };
    let mut parts = vec![harmless(&format!(
        "{} Mt a year over the lines that they would run on; {}; {} ({}){without}",
        grouped(found.trade_mt, places(found.trade_mt)),
        found.weights,
        found.scenario.id,
        found.scenario.title
    ))];
    let (known, unknown): (Vec<_>, Vec<_>) = found.rows.iter().partition(|row| row.capacity_mt.is_some());
    if known.is_empty() {
        parts.push("No capacity is known of any line that carries some of it.".to_owned());
    } else {
        let mut table = plain_table(&["line", "", "Mt a year", "capacity", "load", "", "source"], &[2, 3, 4]);
        for row in known.iter().take(LINES) {
            table.add_row(vec![
                harmless(&row.name),
                harmless(&row.segment),
                grouped(row.flow_mt, places(row.flow_mt)),
                row.capacity_mt.map_or(String::new(), amount),
                row.load.map_or(String::new(), |load| range(load.map(|x| x * 100.0), 0) + " %"),
                if row.load.is_some_and(|load| load.central > NEAR_FULL) { "above 80 %" } else { "" }.to_owned(),
                harmless(row.source.as_deref().unwrap_or("scenario")),
            ]);
        }
        parts.push(shown(&table));
    }
    parts.push(format!(
        "{} carry some of it; the capacity of {} is not known. Flow spread over really different routes (path-size logit), whatever their capacity; this trade alone, both directions.",
        counted(found.rows.len(), "segment", "segments"),
        unknown.len()
    ));
    parts.join("\n\n")
}

/// An end by name.
fn end(data: &Dataset, id: &str) -> String {
    data.place_ix(id).map_or_else(|| subject(data, id), |ix| data.place(ix).name.clone())
}

/// What arrives, in a word where there is no number.
pub fn arrives(found: &Capacity) -> String {
    match (found.verdict, found.arrives) {
        (CapacityVerdict::NoRoute, _) => "0".to_owned(),
        (_, Some(arrives)) => amount(arrives),
        _ => "not known".to_owned(),
    }
}

/// An amount with its bounds.
pub fn amount(value: Estimate<f64>) -> String {
    range(value, places(value.central))
}

fn limits(limits: &[Limit], unit: &str) -> String {
    let mut table = plain_table(&["", unit, "", "confidence", "source"], &[1]);
    for limit in limits {
        let row =
            [limit.name.clone(), amount(limit.capacity), limit.id.clone(), limit.confidence.word().into(), limit.source.clone()];
        table.add_row(row.map(|cell| harmless(&cell)));
    }
    shown(&table)
}

fn swaps(data: &Dataset, found: &Capacity) -> String {
    let header =
        ["contract", "through", "handed over", "kept", "given back", "commission, %", "from", "until", "confidence", "source"];
    let mut table = plain_table(&header, &[2, 3, 4, 5]);
    for swap in &found.swaps {
        let number = |value: f64| grouped(value, places(value));
        table.add_row(vec![
            harmless(&swap.contract),
            harmless(data.country_name(swap.through)),
            number(swap.handed_over),
            number(swap.kept),
            number(swap.given_back),
            amount(swap.commission_pct),
            swap.opened.map_or(String::new(), |date| date.to_string()),
            swap.closed.map_or(String::new(), |date| date.to_string()),
            swap.confidence.word().to_owned(),
            harmless(&swap.source),
        ]);
    }
    let what = "By swap: handed over at one border and given back, less the commission, at another; it is not piped through";
    format!("{what} ({})\n{}", found.unit, shown(&table))
}
