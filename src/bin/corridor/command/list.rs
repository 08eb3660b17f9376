//! `corridor places`, `segments`, `corridors`, `events`, `flows`, `sources`: what is there.

use corridor::error::Error;
use corridor::list::{CorridorRow, EventRow, PlaceRow, SegmentRow};
use corridor::model::{Confidence, Country, Dataset, EventEffect, Word};
use corridor::names::fold;
use serde::Serialize;

use crate::args::{ListArgs, ListFormat};
use crate::load::Source;
use crate::output::{Output, json};
use crate::report::list::table;
use crate::report::width::for_people;
use crate::{Answer, load};

pub fn places(args: &ListArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let rows: Vec<PlaceRow> = data
        .places
        .iter()
        .filter(|p| {
            let countries: Vec<String> = p.countries.iter().map(|c| format!("{c} {}", data.country_name(*c))).collect();
            let kind = p.kind.word();
            let own = [p.id.as_str(), &p.name, kind, p.locode.as_deref().unwrap_or("")];
            matches(
                &args.filter,
                own.into_iter().chain(p.aliases.iter().map(String::as_str)).chain(countries.iter().map(String::as_str)),
            )
        })
        .map(PlaceRow::of)
        .collect();
    show(args, &rows, &["id", "name", "in", "kind", "lat, lon", "also known as"], |row| {
        let countries: Vec<&str> = row.countries.iter().map(Country::as_str).collect();
        vec![
            row.id.into(),
            row.name.into(),
            countries.join("/"),
            row.kind.word().into(),
            format!("{:.4}, {:.4}", row.lat, row.lon),
            row.aliases.join(", "),
        ]
    })
}

pub fn segments(args: &ListArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let name = |data: &Dataset, ix| data.place(ix).name.clone();
    let rows: Vec<SegmentRow> = data
        .segments
        .iter()
        .filter(|s| {
            let (from, to) = (name(&data, s.from), name(&data, s.to));
            let country = format!("{} {}", s.country, data.country_name(s.country));
            let own = [
                s.id.as_str(),
                s.name.as_deref().unwrap_or(""),
                &from,
                &to,
                s.mode.word(),
                &country,
                s.sea.as_deref().unwrap_or(""),
                s.status.phrase(),
                s.status.word(),
            ];
            matches(&args.filter, own.into_iter().chain(s.corridors.iter().map(String::as_str)))
        })
        .map(|s| SegmentRow::of(&data, s))
        .collect();
    show(args, &rows, &["id", "mode", "in", "km", "length", "status (as of)", "corridors"], |row| {
        let area = row.sea.map_or_else(|| row.country.to_string(), str::to_owned);
        let mode = row.gauge_mm.map_or_else(|| row.mode.word().to_owned(), |gauge| format!("{} {gauge}", row.mode.word()));
        let status = format!("{} ({})", row.status.phrase(), row.status_as_of);
        vec![row.id.into(), mode, area, format!("{:.1}", row.km), row.km_basis.into(), status, row.corridors.join(" ")]
    })
}

pub fn corridors(args: &ListArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let rows: Vec<CorridorRow> = data
        .corridors
        .iter()
        .filter(|c| {
            matches(
                &args.filter,
                [c.id.as_str(), &c.name, &c.description].into_iter().chain(c.aliases.iter().map(String::as_str)),
            )
        })
        .map(|c| CorridorRow::of(&data, c))
        .collect();
    show(args, &rows, &["id", "name", "segments", "description"], |row| {
        vec![row.id.into(), row.name.into(), row.segments.to_string(), row.description.into()]
    })
}

pub fn events(args: &ListArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let rows: Vec<EventRow> = data
        .events
        .iter()
        .filter(|e| {
            matches(
                &args.filter,
                [e.id.as_str(), &e.title, &e.target, e.effect.word(), &e.from.to_string(), e.note.as_deref().unwrap_or("")],
            )
        })
        .map(EventRow::of)
        .collect();
    show(args, &rows, &["from", "until", "effect", "on", "what", "confidence", "sources"], |row| {
        let mode = row.mode.map_or(String::new(), |mode| format!(" ({})", mode.word()));
        let until = row
            .until
            .clone()
            .unwrap_or_else(|| if row.effect == EventEffect::Note.word() { String::new() } else { "no end known".into() });
        vec![
            row.from.clone(),
            until,
            row.effect.into(),
            format!("{} {}{mode}", row.scope, row.target),
            row.title.into(),
            row.confidence.word().into(),
            row.source.into(),
        ]
    })
}

pub fn flows(args: &ListArgs, source: &Source) -> Result<Answer, Error> {
    #[derive(Serialize)]
    struct Row<'a> {
        id: &'a str,
        definition: &'a str,
        origin: &'a str,
        destination: &'a str,
        branch: Option<&'a str>,
        value: f64,
        unit: &'a str,
        period: &'a str,
        year: &'a str,
        source: &'a str,
        confidence: Confidence,
        note: Option<&'a str>,
    }
    let data = load::dataset(source, &[])?;
    let rows: Vec<Row> = data
        .flows
        .iter()
        .filter(|f| {
            let texts = [&f.id, &f.definition, &f.origin, &f.destination, &f.unit, &f.year];
            let more = [f.branch.as_deref().unwrap_or(""), f.note.as_deref().unwrap_or("")];
            matches(&args.filter, texts.into_iter().map(String::as_str).chain(more))
        })
        .map(|f| Row {
            id: &f.id,
            definition: &f.definition,
            origin: &f.origin,
            destination: &f.destination,
            branch: f.branch.as_deref(),
            value: f.value,
            unit: &f.unit,
            period: &f.period,
            year: &f.year,
            source: &f.source,
            confidence: f.confidence,
            note: f.note.as_deref(),
        })
        .collect();
    show(args, &rows, &["id", "counted as", "from", "to", "branch", "value", "period", "confidence", "sources"], |row| {
        vec![
            row.id.into(),
            row.definition.into(),
            row.origin.into(),
            row.destination.into(),
            row.branch.unwrap_or_default().into(),
            format!("{} {}", row.value, row.unit),
            format!("{} {}", row.period, row.year),
            row.confidence.word().into(),
            row.source.into(),
        ]
    })
}

pub fn sources(args: &ListArgs, source: &Source) -> Result<Answer, Error> {
    #[derive(Serialize)]
    struct Row<'a> {
        id: &'a str,
        title: &'a str,
        publisher: Option<&'a str>,
        year: Option<&'a str>,
        url: Option<&'a str>,
        read: &'a str,
        confidence: Confidence,
        note: Option<&'a str>,
    }
    let data = load::dataset(source, &[])?;
    let rows: Vec<Row> = data
        .sources
        .iter()
        .filter(|s| {
            matches(
                &args.filter,
                [
                    s.id.as_str(),
                    &s.title,
                    s.publisher.as_deref().unwrap_or(""),
                    s.year.as_deref().unwrap_or(""),
                    &s.read,
                    s.note.as_deref().unwrap_or(""),
                ],
            )
        })
        .map(|s| Row {
            id: &s.id,
            title: &s.title,
            publisher: s.publisher.as_deref(),
            year: s.year.as_deref(),
            url: s.url.as_deref(),
            read: &s.read,
            confidence: s.confidence,
            note: s.note.as_deref(),
        })
        .collect();
    show(args, &rows, &["id", "title", "publisher", "year", "read", "confidence", "address"], |row| {
        let or_none = |text: Option<&str>| text.unwrap_or_default().to_owned();
        vec![
            row.id.into(),
            row.title.into(),
            or_none(row.publisher),
            or_none(row.year),
            row.read.into(),
            row.confidence.word().into(),
            or_none(row.url),
        ]
    })
}

fn show<R: Serialize>(args: &ListArgs, rows: &[R], header: &[&str], cells: impl Fn(&R) -> Vec<String>) -> Result<Answer, Error> {
    let text = match args.format {
        ListFormat::Json => json(&rows)?,
        ListFormat::Table => for_people(&table(header, rows.iter().map(cells))),
    };
    Output::terminal().write(&text)?;
    Ok(if rows.is_empty() { Answer::No } else { Answer::Yes })
}

/// Whether each word of the filter is in one of the texts, whatever the script and the diacritics.
fn matches<'t>(filter: &[String], texts: impl IntoIterator<Item = &'t str>) -> bool {
    if filter.is_empty() {
        return true;
    }
    let texts: Vec<(String, String)> = texts.into_iter().map(|text| (text.to_lowercase(), fold(text))).collect();
    filter.iter().all(|word| {
        let (lower, folded) = (word.to_lowercase(), fold(word));
        texts.iter().any(|(text, alike)| text.contains(&lower) || (!folded.is_empty() && alike.contains(&folded)))
    })
}
