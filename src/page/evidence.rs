//! The evidence: scenarios side by side, the journey row by row, charts, who is passed and needed, which links matter, and what all rests on. Each part stands once for
//! each scenario; the script shows one at a time, print and readers without it see all under their titles.

use maud::{Markup, PreEscaped, html};

use super::brief::{Brief, StateBrief};
use super::words::{days, dollars, number, percent, signed, way};
use crate::chart::{Against, distance_chart};
use crate::itinerary::{CountryShare, Itinerary, LegKind, PlaceRef};
use crate::model::Word;

/// All of it but the scenarios side by side, in the order of a report.
pub(super) fn all(brief: &Brief) -> Markup {
    let parts = [journey, distance, exposure, dependence, criticality, events, basis];
    html! { @for part in parts { (part(brief)) } }
}

/// The switch, and all scenarios in one table.
pub(super) fn scenarios(brief: &Brief) -> Markup {
    html! {
        section aria-labelledby="scenarios-title" {
            h2 #scenarios-title { "Scenarios side by side" }
            div .scroll {
                table {
                    thead { tr { th scope="col" { "scenario" } th scope="col" .n { "days" } th scope="col" .n { "USD" } th scope="col" .n { "km" } th scope="col" .n { "change, days" } th scope="col" .n { "change, USD" } th scope="col" { "way" } } }
                    tbody { @for (i, state) in brief.states().enumerate() { (row(brief, i, state)) } }
                }
            }
            fieldset .switch .script {
                legend { "Shown below" }
                @for (i, state) in brief.states().enumerate() {
                    label { input type="radio" name="scenario" value=(i) checked[i == 0]; (state.title) }
                }
            }
        }
    }
}

fn row(brief: &Brief, i: usize, state: &StateBrief) -> Markup {
    let base = brief.base.route.routes.first();
    html! {
        tr {
            th scope="row" { (state.title) }
            @match state.route.routes.first() {
                Some(route) => {
                    td .n { (format!("{:.1}", route.totals.hours.central / 24.0)) }
                    td .n { (number(route.totals.usd.central)) }
                    td .n { (number(route.totals.km)) }
                    @match base.filter(|_| i > 0) {
                        Some(base) => {
                            td .n { (signed((route.totals.hours.central - base.totals.hours.central) / 24.0, 1)) }
                            td .n { (signed(route.totals.usd.central - base.totals.usd.central, 0)) }
                        }
                        None => { td .n { "" } td .n { "" } }
                    }
                    td { (way(brief.data, route)) }
                }
                None => { td colspan="6" { "no way" } }
            }
        }
    }
}

/// A part of the page that stands once for each scenario.
fn each(brief: &Brief, id: &str, title: &str, part: impl Fn(&StateBrief) -> Markup) -> Markup {
    html! {
        section aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (title) }
            @for (i, state) in brief.states().enumerate() {
                div .of data-scenario=(i) {
                    @if !brief.others.is_empty() { h3 .which { (state.title) } }
                    (part(state))
                }
            }
        }
    }
}

fn journey(brief: &Brief) -> Markup {
    each(brief, "journey", "The journey", |state| match state.route.routes.first() {
        Some(route) => html! {
            (legs(route))
            @if !route.not_operating.is_empty() {
                p { "Not operating at the base date: " @for (i, link) in route.not_operating.iter().enumerate() { @if i > 0 { "; " } (link.name.as_ref().unwrap_or(&link.segment)) " (" (link.status.phrase()) ", as of " (link.status_as_of) ")" } "." }
            }
            @if state.route.routes.len() > 1 { (alternatives(brief, state)) }
        },
        None => html! { p { "There is no way." } },
    })
}

fn legs(route: &Itinerary) -> Markup {
    html! {
        div .scroll {
            table {
                thead { tr { th scope="col" { "from, to" } th scope="col" { "by" } th scope="col" { "in" } th scope="col" .n { "km" } th scope="col" .n { "hours (low to high)" } th scope="col" .n { "USD (low to high)" } th scope="col" .n { "confidence" } } }
                tbody {
                    @for leg in route.legs.iter().filter(|leg| leg.kind == LegKind::Travel || leg.hours.high > 0.0 || leg.usd.high > 0.0) {
                        tr .stop[leg.kind != LegKind::Travel] {
                            td { @if leg.kind == LegKind::Travel { (leg.from.name) " → " (leg.to.name) } @else { (leg.kind.word().replace('_', " ")) ", " (leg.from.name) } }
                            td { (leg.mode.word()) @if let Some(to) = leg.to_mode { " to " (to.word()) } }
                            td { @match &leg.sea { Some(sea) => (sea), None => { (leg.country) @if let Some(to) = leg.to_country { " to " (to) } } } }
                            td .n { @if leg.kind == LegKind::Travel { (number(leg.km)) } }
                            td .n { (format!("{:.0} ({:.0} to {:.0})", leg.hours.central, leg.hours.low, leg.hours.high)) }
                            td .n { (number(leg.usd.central)) " (" (number(leg.usd.low)) " to " (number(leg.usd.high)) ")" }
                            td .n { (leg.confidence.word()) }
                        }
                    }
                }
            }
        }
    }
}

fn alternatives(brief: &Brief, state: &StateBrief) -> Markup {
    html! {
        h3 { "Really different routes" }
        ol { @for route in &state.route.routes { li { (days(route.totals.hours)) ", " (dollars(route.totals.usd)) ", " (number(route.totals.km)) " km: " (way(brief.data, route)) } } }
    }
}

fn distance(brief: &Brief) -> Markup {
    each(brief, "distance", "Time and cost against distance", |state| {
        html! {
            @if state.route.routes.is_empty() { p { "There is no way." } }
            @else {
                div .charts {
                    figure { (PreEscaped(distance_chart(&state.route, Against::Time))) }
                    figure { (PreEscaped(distance_chart(&state.route, Against::Cost))) }
                }
            }
        }
    })
}

fn exposure(brief: &Brief) -> Markup {
    each(brief, "exposure", "Through whose hands", |state| match state.route.routes.first() {
        Some(route) => html! {
            div .scroll {
                table {
                    thead { tr { th scope="col" { "country or sea" } th scope="col" .n { "km" } th scope="col" .n { "of the km" } th scope="col" .n { "of the time" } th scope="col" .n { "of the money" } th scope="col" { "which is" } } }
                    tbody {
                        @for share in &route.countries {
                            tr { th scope="row" { (share.name) } td .n { (number(share.km)) } td .n { (percent(share.share_km)) } td .n { (percent(share.share_hours)) } td .n { (percent(share.share_usd)) } td { (role(state, share)) } }
                        }
                    }
                }
            }
        },
        None => html! { p { "There is no way." } },
    })
}

/// What a country is to a way.
fn role(state: &StateBrief, share: &CountryShare) -> &'static str {
    let is_in = |place: &PlaceRef| place.country.split('/').any(|code| code == share.country.as_str());
    let query = &state.route.query;
    match (is_in(&query.from), is_in(&query.to)) {
        _ if share.country.is_high_seas() => "sea",
        (true, true) => "origin and destination",
        (true, false) => "origin",
        (false, true) => "destination",
        (false, false) => "transit",
    }
}

/// Said where a way is bound to stops or to a corridor.
const BOUND: &str = "Not worked out for a way that is bound to stops or to a corridor: ask without them.";

fn dependence(brief: &Brief) -> Markup {
    each(brief, "dependence", "Who could close the way", |state| {
        html! {
            @match &state.harm {
                None => p { (BOUND) },
                Some(harm) if harm.dependence.rows.is_empty() => p { "It crosses no third country." },
                Some(harm) => {
                    p { "What becomes of the best route when each transit country closes: the " (harm.dependence.by.word()) " of the next best way against that of the best." }
                    ul { @for row in &harm.dependence.rows { li { strong { (row.on_name) } ": " @match row.v { _ if row.u > 0.0 => "no way is left", Some(v) => { "+" (percent(v)) }, None => "not known" } } } }
                }
            }
        }
    })
}

fn criticality(brief: &Brief) -> Markup {
    const MOST: usize = 10;
    each(brief, "criticality", "Which links matter", |state| {
        html! {
            @match state.harm.as_ref().map(|harm| &harm.criticality) {
                None => p { (BOUND) },
                Some(found) if found.rows.is_empty() => p { "No route, so no link of it." },
                Some(found) => {
                    div .scroll {
                        table {
                            thead { tr { th scope="col" { "link" } th scope="col" .n { "without it, " (found.unit) } th scope="col" .n { "places cut off from the network" } } }
                            tbody { @for row in found.rows.iter().take(MOST) { tr { th scope="row" { (row.name) } td .n { @match row.importance { Some(more) => (signed(more, 1)), None => "no way" } } td .n { (row.cuts_off) } } } }
                        }
                    }
                    @if found.rows.len() > MOST { p { (found.rows.len() - MOST) " more links of the route matter less." } }
                }
            }
        }
    })
}

fn events(brief: &Brief) -> Markup {
    each(brief, "events", "Dated events on the way", |state| {
        html! {
            @match state.route.routes.first().map(|route| &route.events).filter(|events| !events.is_empty()) {
                Some(events) => ul {
                    @for event in events {
                        li { time datetime=(event.from) { (event.from) } @if let Some(until) = event.until { " to " time datetime=(until) { (until) } } ": " (event.title) " (" (event.effect) @if event.in_force { ", in force" } ") [" (event.sources.join(", ")) "]" }
                    }
                },
                None => p { "The dataset knows none." },
            }
        }
    })
}

/// What all rests on: how sure it is, and where it comes from.
fn basis(brief: &Brief) -> Markup {
    each(brief, "basis", "What this rests on", |state| {
        html! {
            @if let Some(route) = state.route.routes.first() {
                p {
                    "Lengths: " (number(route.lengths.published_km)) " km published, " (number(route.lengths.drawn_km)) " km measured along the drawn line. Figures of low confidence carry "
                    (percent(route.low_confidence.hours)) " of the time and " (percent(route.low_confidence.usd)) " of the money. Handling at the origin and destination themselves is not counted."
                }
                details {
                    summary { (route.sources.len()) " sources" }
                    ul .sources {
                        @for source in &route.sources {
                            li {
                                (source.title) @if let Some(publisher) = &source.publisher { ", " (publisher) } @if let Some(year) = &source.year { ", " (year) } ". "
                                @if let Some(url) = source.url.as_deref() { (link(url)) " " }
                                "For: " (source.used_for.join(", ")) ". Read: " (source.read) @if let Some(confidence) = source.confidence { "; confidence: " (confidence.word()) } "."
                            }
                        }
                    }
                }
                details {
                    summary { "Every figure" }
                    div .scroll {
                        table {
                            thead { tr { th scope="col" { "what" } th scope="col" { "of" } th scope="col" .n { "low" } th scope="col" .n { "central" } th scope="col" .n { "high" } th scope="col" { "unit" } th scope="col" { "confidence" } th scope="col" { "sources" } } }
                            tbody { @for figure in route.legs.iter().flat_map(|leg| &leg.figures) { tr { td { (figure.what) } td { (figure.of) } td .n { (figure.value.low) } td .n { (figure.value.central) } td .n { (figure.value.high) } td { (figure.unit) } td { (figure.confidence.word()) } td { (figure.sources.join(" ")) } } } }
                        }
                    }
                }
            }
        }
    })
}

/// An address as a link, where it leads to a page of the web; else as text.
fn link(url: &str) -> Markup {
    let is_web = ["https://", "http://"].iter().any(|scheme| url.to_lowercase().starts_with(scheme));
    html! { @if is_web { a href=(url) rel="noopener noreferrer" { (url) } } @else { (url) } }
}
