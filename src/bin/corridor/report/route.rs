//! Routes as text for people.

use corridor::cost::Objective;
use corridor::issue::harmless;
use corridor::itinerary::{EventNote, Figure, Itinerary, Leg, LegKind};
use corridor::model::{Dataset, EventEffect, Mode, Word};
use corridor::route::{QueryEcho, RouteAnswer};
use corridor::separation::{ClosedThing, Lifted};

use super::error::say;
use super::list::{country_or_sea, plain_table, shown};
use super::numbers::{counted, duration, percent, places, range, thousands};

/// The whole answer: each route with its legs, totals, shares by country and what it rests on.
pub fn table(data: &Dataset, answer: &RouteAnswer, explain: bool, summary: bool) -> String {
    let mut parts = vec![heading(data, &answer.query)];
    let several = answer.routes.len() > 1;
    if several || summary {
        parts.push(overview(answer));
    }
    let told = if summary { &[][..] } else { &answer.routes[..] };
    for (number, route) in told.iter().enumerate() {
        if several {
            parts.push(format!("Route {} of {}: {}", number + 1, answer.routes.len(), by_way_of(route)));
        }
        parts.push(legs(route));
        parts.push(totals(route));
        parts.push(countries(route));
        parts.push(remarks(answer, route));
        if explain {
            parts.push(figures(route));
            parts.push(sources(route));
        }
    }
    if !explain && !summary {
        parts.push(
            "Every figure with its source: --explain. For scripts: --format json. For QGIS: --format geojson -o route.geojson"
                .to_owned(),
        );
    }
    let count = answer.routes.len();
    if count < answer.query.alternatives {
        let asked = answer.query.alternatives;
        parts.insert(1, format!("{count} of the {asked} routes asked for: others share more ground than --max-overlap, or cost more than --max-detour."));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn heading(data: &Dataset, query: &QueryEcho) -> String {
    let best = query.by.superlative();
    let via: String = query.via.iter().map(|place| format!(" via {}", place.name)).collect();
    let mut lines = vec![format!("{} to {}{via}", query.from.name, query.to.name)];
    let mut second = vec![format!("{best} route"), format!("state of {}", query.as_of), format!("per {}", query.load_name)];
    if query.modes != Mode::FREIGHT {
        second.push(query.modes.iter().map(|mode| mode.word()).collect::<Vec<_>>().join(", "));
    }
    let named = |word: &str, list: &[String]| (!list.is_empty()).then(|| format!("{word} {}", list.join(", ")));
    second.extend(query.corridor.as_ref().map(|id| format!("corridor {id}")));
    second.extend(named("with", &query.with));
    second.extend(named("without", &query.without));
    second.extend(named("closed:", &query.close));
    second.extend(named("reopened:", &query.reopen));
    second.extend(query.changes.iter().cloned());
    second.extend(named("avoiding", &query.avoid));
    lines.push(second.join("; "));
    let snaps = query.snapped.iter().map(|s| format!("{} is taken for {}, {} km away", s.asked, s.place, s.km));
    lines.extend(snaps);
    let known = data.events.iter().filter(|event| event.effect != EventEffect::Note).map(|event| event.from.year());
    if let (Some(first), Some(last)) = (known.clone().filter(|year| *year > 2000).min(), known.max())
        && !(first..=last).contains(&query.as_of.year())
    {
        lines.push(format!(
            "The dataset knows closures from {first} to {last} only; for {} it says what was built, and no more.",
            query.as_of
        ));
    }
    harmless_lines(&lines)
}

fn harmless_lines(lines: &[String]) -> String {
    lines.iter().map(|line| harmless(line)).collect::<Vec<_>>().join("\n")
}

fn overview(answer: &RouteAnswer) -> String {
    let mut table = plain_table(&["route", "by way of", "km", "days", "USD", "kg CO2e", "borders"], &[2, 3, 4, 5, 6]);
    for (number, route) in answer.routes.iter().enumerate() {
        table.add_row(vec![
            (number + 1).to_string(),
            by_way_of(route),
            thousands(route.totals.km),
            range(route.totals.hours.map(|h| h / 24.0), 1),
            range(route.totals.usd, 0),
            thousands(route.totals.co2e_kg.central),
            route.totals.border_crossings.to_string(),
        ]);
    }
    shown(&table)
}

/// The modes and countries of a route in the order of travel.
fn by_way_of(route: &Itinerary) -> String {
    let mut words: Vec<String> = Vec::new();
    // Corners that a line cuts do not tell one route from another.
    let shortest = route.totals.km * 0.03;
    for leg in route.legs.iter().filter(|leg| leg.kind == LegKind::Travel && leg.km >= shortest) {
        let area = leg.sea.clone().unwrap_or_else(|| leg.country.to_string());
        let word = format!("{} {}", leg.mode.word(), harmless(&area));
        if words.last() != Some(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}

fn legs(route: &Itinerary) -> String {
    let header = ["", "from, to", "by", "in", "km", "time (low-high)", "USD (low-high)"];
    let mut table = plain_table(&header, &[0, 4, 5, 6]);
    let mut number = 0;
    for leg in &route.legs {
        let is_travel = leg.kind == LegKind::Travel;
        if is_travel {
            number += 1;
        }
        // A border without control and a strait without a wait take nothing: they are in the JSON, not in the way of the reader.
        if !is_travel && leg.kind != LegKind::Swap && leg.hours.high == 0.0 && leg.usd.high == 0.0 {
            continue;
        }
        let planned = route.not_operating.iter().any(|n| leg.segments.contains(&n.segment));
        let (what, by, area) = leg_words(leg);
        table.add_row(vec![
            if is_travel { number.to_string() } else { String::new() },
            harmless(&if planned { format!("{what} *") } else { what }),
            by,
            harmless(&area),
            if is_travel { thousands(leg.km) } else { String::new() },
            duration(leg.hours),
            range(leg.usd, 0),
        ]);
    }
    shown(&table)
}

fn leg_words(leg: &Leg) -> (String, String, String) {
    let area = leg.sea.clone().unwrap_or_else(|| leg.country.to_string());
    let gauge = |mode: Mode, gauge: Option<u16>| gauge.map_or_else(|| mode.word().to_owned(), |g| format!("{} {g}", mode.word()));
    let by = gauge(leg.mode, leg.gauge_mm);
    match leg.kind {
        LegKind::Travel => (format!("{} → {}", leg.from.name, leg.to.name), by, area),
        LegKind::Border => {
            let entered = leg.to_country.map_or(String::new(), |c| c.to_string());
            (format!("  border {}", leg.from.name), by, format!("{}>{entered}", leg.country))
        }
        LegKind::GaugeChange => {
            let to = leg.to_gauge_mm.map_or(String::new(), |g| g.to_string());
            (format!("  change of gauge, {}", leg.from.name), format!("{by} > {to}"), area)
        }
        LegKind::Transfer => {
            let to = leg.to_mode.map_or("", |mode| mode.word());
            let what = if leg.to_mode == Some(leg.mode) { "change of ship" } else { "transfer" };
            (format!("  {what}, {}", leg.from.name), format!("{} > {to}", leg.mode.word()), area)
        }
        LegKind::Passage => (format!("  passage, {}", leg.from.name), by, area),
        LegKind::Swap => (format!("  swap {} for {}", leg.from.name, leg.to.name), "exchange".into(), area),
    }
}

fn totals(route: &Itinerary) -> String {
    let t = &route.totals;
    format!(
        "Total  {} km   {} days   {} USD   {} kg CO2e\n       {}, {}, {}",
        thousands(t.km),
        range(t.hours.map(|h| h / 24.0), 1),
        range(t.usd, 0),
        range(t.co2e_kg, 0),
        counted(t.border_crossings, "land border", "land borders"),
        counted(t.gauge_changes, "change of gauge", "changes of gauge"),
        counted(t.transfers, "transfer", "transfers"),
    )
}

fn countries(route: &Itinerary) -> String {
    let mut table = plain_table(&["country or sea", "km", "share", "days", "share", "USD", "share"], &[1, 2, 3, 4, 5, 6]);
    for share in &route.countries {
        table.add_row(vec![
            country_or_sea(share.country, &share.name),
            thousands(share.km),
            percent(share.share_km),
            format!("{:.1}", share.hours / 24.0),
            percent(share.share_hours),
            thousands(share.usd),
            percent(share.share_usd),
        ]);
    }
    shown(&table)
}

/// What a reader must know before quoting the numbers.
fn remarks(answer: &RouteAnswer, route: &Itinerary) -> String {
    let mut lines = Vec::new();
    for link in &route.not_operating {
        let name = link.name.as_ref().map_or(String::new(), |name| format!(" ({name})"));
        let expected = link.expected.map_or(String::new(), |date| format!(", expected {date}"));
        let sources = link.sources.join(", ");
        lines.push(format!(
            "* {}{name}: {} as of {}{expected} [{sources}]",
            link.segment,
            link.status.phrase(),
            link.status_as_of
        ));
    }
    if let Some(km) = route.off_corridor_km.filter(|km| *km > 0.0) {
        let corridor = answer.query.corridor.as_deref().unwrap_or_default();
        lines.push(format!("{} km run off the corridor {corridor}, where it does not reach", thousands(km)));
    }
    let is_on_route = |event: &&EventNote| route.events.iter().any(|own| own.id == event.id);
    let elsewhere: Vec<&EventNote> = answer.decided_by.iter().filter(|event| !is_on_route(event)).collect();
    lines.extend(elsewhere.iter().map(|event| event_line("Would be better but for", event)));
    let (in_force, other): (Vec<&EventNote>, Vec<&EventNote>) = route.events.iter().partition(|event| event.in_force);
    lines.extend(in_force.iter().filter(|event| event.effect != "note").map(|event| event_line("In force", event)));
    let after: Vec<&EventNote> =
        other.into_iter().filter(|event| answer.query.as_of.is_before(event.from) && event.effect != "note").collect();
    lines.extend(after.iter().map(|event| event_line("Later", event)));
    if !after.is_empty() {
        lines.push("Ask for another date with --as-of; `corridor events` lists them all.".to_owned());
    }
    if route.legs.iter().any(|leg| leg.mode == Mode::Pipeline) {
        lines.push("Pipelines carry gas, not containers: their times, money and emissions are nominal. Foreign gas crosses a country only by a swap: handed over at one border, given back at another.".to_owned());
    }
    if answer.query.by == Objective::Cost {
        lines.push("Prices are the weakest figures: published ones differ by a factor of five, and those at sea are low. Do not weigh land against sea by them.".to_owned());
    }
    let low = &route.low_confidence;
    lines.push(format!(
        "Lengths: {} km published, {} km measured along the drawn line (WGS84). Low-confidence figures carry {} of the km, {} of the time, {} of the USD.",
        thousands(route.lengths.published_km),
        thousands(route.lengths.drawn_km),
        percent(low.km),
        percent(low.hours),
        percent(low.usd),
    ));
    lines.push(
        "Handling at the origin and destination themselves is not counted. Low and high add up all lows and all highs."
            .to_owned(),
    );
    harmless_lines(&lines)
}

fn event_line(when: &str, event: &EventNote) -> String {
    let until = event.until.map_or_else(|| "no end known".to_owned(), |until| format!("to {until}"));
    format!("{when}: {} ({}, {} {until}) [{}]", event.title, event.effect, event.from, event.sources.join(", "))
}

fn figures(route: &Itinerary) -> String {
    let mut table = plain_table(&["figure", "of", "value (low-high)", "unit", "known from", "sources", "confidence"], &[2]);
    let mut last: Vec<&Figure> = Vec::new();
    for figure in route.legs.iter().flat_map(|leg| &leg.figures) {
        if last.contains(&figure) {
            continue;
        }
        last.push(figure);
        let note = figure.note.as_ref().map_or(String::new(), |note| format!("; {note}"));
        table.add_row(vec![
            figure.what.clone(),
            harmless(&figure.of),
            range(figure.value, places(figure.value.central)),
            figure.unit.clone(),
            harmless(&format!("{}{note}", figure.basis)),
            figure.sources.join(" "),
            figure.confidence.word().to_owned(),
        ]);
    }
    format!("Every figure used\n{}", shown(&table))
}

fn sources(route: &Itinerary) -> String {
    let mut table = plain_table(&["source", "title", "publisher", "year", "read", "used for"], &[]);
    for source in &route.sources {
        table.add_row(vec![
            source.id.clone(),
            harmless(&source.title),
            harmless(source.publisher.as_deref().unwrap_or_default()),
            source.year.clone().unwrap_or_default(),
            source.read.clone(),
            source.used_for.join(", "),
        ]);
    }
    format!("Sources\n{}", shown(&table))
}

/// Says on standard error why there is no route.
pub fn show_separation(answer: &RouteAnswer) {
    let query = &answer.query;
    let mut lines = vec![format!("no route from {} to {} (state of {})", query.from.name, query.to.name, query.as_of)];
    if let Some(separation) = &answer.no_route {
        for opening in &separation.openings {
            let kind = match opening.lifted {
                Lifted::Wishes => "There is a way if the question allows more:",
                Lifted::Events => "There is a way if these closures end:",
                Lifted::Unbuilt => "There is a way over links that do not operate:",
                Lifted::Everything => "There is a way only if all of this changes:",
            };
            lines.push(kind.to_owned());
            lines.extend(closure_lines(&opening.closures));
        }
        if let Some(parts) = &separation.parts {
            let (from, to) = (&query.from.name, &query.to.name);
            lines.push(format!(
                "They lie in separate parts of the network: {} around {from}, {} around {to}.",
                counted(parts.origin_places, "place", "places"),
                counted(parts.destination_places, "place", "places"),
            ));
            if let Some(gap) = &parts.gap {
                let km = thousands(gap.km);
                lines.push(format!("The nearest gap is {} to {}, {km} km.", gap.from.name, gap.to.name));
            }
            if parts.is_joined_by_pipe {
                lines.push("Pipelines join them: ask for these with --mode pipeline.".to_owned());
            }
        }
        if separation.openings.is_empty() && separation.parts.is_none() {
            lines.push("Lines join them, but not in this direction: some run one way only.".to_owned());
        }
    }
    say(&harmless_lines(&lines));
}

/// One line for all things that are closed for the same reason.
fn closure_lines(closures: &[ClosedThing]) -> Vec<String> {
    let mut groups: Vec<(&ClosedThing, Vec<&str>)> = Vec::new();
    for closed in closures {
        match groups.iter_mut().find(|(first, _)| first.reason == closed.reason) {
            Some((_, things)) => things.push(&closed.what),
            None => groups.push((closed, vec![&closed.what])),
        }
    }
    let mut lines = Vec::new();
    for (first, things) in groups {
        lines.push(format!("  {}: {}", first.reason, things.join(", ")));
        lines.extend(first.help.iter().map(|help| format!("    help: {help}")));
    }
    lines
}
