//! What a report says in sentences.

use maud::{Markup, html};

use super::brief::{Brief, StateBrief};
use crate::itinerary::{Itinerary, LegKind};
use crate::model::{Dataset, Estimate, Word};
use crate::units::counted;

/// The question, below the title.
pub(super) fn question(brief: &Brief) -> Markup {
    let query = &brief.base.route.query;
    let modes: Vec<&str> = query.modes.iter().map(|mode| mode.word()).collect();
    html! {
        p .question {
            "The " (query.by.superlative()) " way for one " (query.load_name) ", by " (modes.join(", ")) ". State of " time datetime=(query.as_of) { (query.as_of) }
            @if brief.base.is_named { " (" (brief.base.title) ")" } @if !brief.others.is_empty() { "; others beside it" } "."
            @if !query.via.is_empty() { " By way of " (query.via.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join(", ")) "." }
            @for (word, list) in [("Counted as open", &query.with), ("Counted as not there", &query.without), ("Closed", &query.close), ("Open in spite of events", &query.reopen), ("Avoided", &query.avoid)] {
                @if !list.is_empty() { " " (word) ": " (list.join(", ")) "." }
            }
        }
    }
}

/// The answer in a few sentences, and what other scenarios do to it.
pub(super) fn answer(brief: &Brief) -> Markup {
    html! {
        @match brief.base.route.routes.first() {
            Some(route) => {
                p .lead {
                    strong { (days(route.totals.hours)) } " and " strong { (dollars(route.totals.usd)) } " over " strong { (number(route.totals.km)) " km" } ", "
                    (way(brief.data, route)) "."
                }
                p {
                    (counted(route.totals.border_crossings, "land border", "land borders")) ", "
                    (counted(route.totals.gauge_changes, "change of gauge", "changes of gauge")) ", "
                    (counted(route.totals.transfers, "transfer", "transfers")) "; "
                    (number(route.totals.co2e_kg.central)) " kg CO2e. In brackets: all low and all high estimates added up."
                }
            }
            None => p .lead { strong { "There is no way" } " in this state of the world." }
        }
        @if let Some(before) = brief.unchanged.and_then(|i| brief.others.get(i)) { p { (effect(before, &brief.base)) } }
        @let others = brief.others.iter().enumerate().filter(|(i, _)| Some(*i) != brief.unchanged);
        @if others.clone().count() > 0 {
            ul .changes { @for (_, other) in others { li { (change(brief, other)) } } }
        }
        (weakest(brief))
    }
}

/// What the changes of a question do, beside the same without them.
fn effect(before: &StateBrief, after: &StateBrief) -> Markup {
    html! {
        strong { "What your changes do: " }
        @match (before.route.routes.first(), after.route.routes.first()) {
            (Some(before), Some(after)) => {
                @let (days, usd) = difference(before, after);
                @if is_none(days, usd) { "nothing: the way is as long and as dear without them." }
                @else { (signed(days, 1)) " days and " (signed(usd, 0)) " USD against the same without them." }
            }
            (Some(before), None) => { "they leave no way; without them it is " (days(before.totals.hours)) " and " (dollars(before.totals.usd)) "." }
            (None, Some(_)) => "they open a way; without them there is none.",
            (None, None) => "nothing: without them there is no way either.",
        }
    }
}

/// Days and dollars that one way takes more than another.
fn difference(before: &Itinerary, after: &Itinerary) -> (f64, f64) {
    let (before, after) = (&before.totals, &after.totals);
    ((after.hours.central - before.hours.central) / 24.0, after.usd.central - before.usd.central)
}

/// Whether a difference is less than is shown.
fn is_none(days: f64, usd: f64) -> bool {
    days.abs() < 0.05 && usd.abs() < 0.5
}

/// What a scenario does to the answer.
fn change(brief: &Brief, other: &StateBrief) -> Markup {
    let (before, after) = (brief.base.route.routes.first(), other.route.routes.first());
    html! {
        strong { (other.title) } ": "
        @match (before, after) {
            (Some(before), Some(after)) => {
                @let (days, usd) = difference(before, after);
                @if is_none(days, usd) {
                    "nothing changes."
                } @else {
                    (signed(days, 1)) " days and " (signed(usd, 0)) " USD, " (way(brief.data, after)) "."
                }
            }
            (Some(_), None) => "no way is left.",
            (None, Some(after)) => { "there is a way: " (days(after.totals.hours)) ", " (dollars(after.totals.usd)) ", " (way(brief.data, after)) "." }
            (None, None) => "no way either.",
        }
    }
}

/// On whom the way depends most.
fn weakest(brief: &Brief) -> Markup {
    let Some(found) = brief.base.harm.as_ref().map(|harm| &harm.dependence) else { return html! {} };
    let most = found.rows.iter().max_by(|a, b| {
        let harm = |row: &crate::analysis::DependenceRow| (row.u, row.v.unwrap_or(0.0));
        let (a, b) = (harm(a), harm(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    html! {
        @if let Some(row) = most {
            p {
                "It depends most on " strong { (row.on_name) } ": closed to transit, "
                @match row.v {
                    _ if row.u > 0.0 => "no way is left.",
                    Some(v) => { "the " (found.by.word()) " rises by " (percent(v)) "." }
                    None => "what it would cost is not known.",
                }
            }
        }
    }
}

/// By which modes and through whose countries, in the order of travel.
pub(super) fn way(data: &Dataset, route: &Itinerary) -> String {
    let shortest = route.totals.km * 0.03;
    let mut words: Vec<(&str, Vec<String>)> = Vec::new();
    for leg in route.legs.iter().filter(|leg| leg.kind == LegKind::Travel && leg.km >= shortest) {
        let area = leg.sea.clone().unwrap_or_else(|| {
            let name = data.country_name(leg.country);
            if name.is_empty() { leg.country.to_string() } else { name.to_owned() }
        });
        match words.last_mut() {
            Some((mode, areas)) if *mode == leg.mode.word() => {
                if areas.last() != Some(&area) {
                    areas.push(area);
                }
            }
            _ => words.push((leg.mode.word(), vec![area])),
        }
    }
    let parts: Vec<String> = words.iter().map(|(mode, areas)| format!("by {mode} through {}", areas.join(", "))).collect();
    parts.join(", then ")
}

pub(super) fn days(hours: Estimate<f64>) -> String {
    let d = hours.map(|hours| hours / 24.0);
    format!("{:.1} days ({:.1} to {:.1})", d.central, d.low, d.high)
}

pub(super) fn dollars(usd: Estimate<f64>) -> String {
    format!("{} USD ({} to {})", number(usd.central), number(usd.low), number(usd.high))
}

/// A whole number with its thousands apart.
pub(super) fn number(value: f64) -> String {
    crate::chart::thousands(value, 0)
}

/// With its sign, and so many digits behind the point.
pub(super) fn signed(value: f64, digits: usize) -> String {
    let text = crate::chart::thousands(value, digits);
    if text.starts_with('−') { text } else { format!("+{text}") }
}

pub(super) fn percent(share: f64) -> String {
    crate::chart::percent(share)
}
