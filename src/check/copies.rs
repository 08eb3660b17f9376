//! Records that say what another one says, under another id: places, lines, swaps, restrictions and flows would count twice.

use std::collections::HashMap;

use geojson::GeometryValue;

use super::Context;
use crate::issue::{Issue, quoted};
use crate::read::schema::Kind;
use crate::read::{RawGeometry, RawRecord};

/// What may differ between two records of the same thing.
const WORDS: [&str; 8] = ["id", "name", "title", "contract", "note", "source", "confidence", "corridors"];

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for kind in [Kind::Place, Kind::Segment, Kind::Exchange, Kind::Event, Kind::Flow] {
        let mut seen: HashMap<String, &RawRecord> = HashMap::new();
        for record in context.raw.of(kind) {
            // What stands twice with its id is told as such.
            let Some(first) = seen.insert(content(record), record).filter(|first| first.id() != record.id()) else { continue };
            let (own, other) = (kind.noun(), quoted(first.id().unwrap_or_default()));
            let message = format!("the {own} says what {other} says, at {}: it would count twice", context.raw.place_of(first));
            issues.push(context.error("copy", record, Some("id"), message).help("delete one of the two, or say how they differ"));
        }
    }
    parallel(context, issues);
}

/// All that a record says but its words. A segment is passed both ways, so it says the same whichever end it begins at.
fn content(record: &RawRecord) -> String {
    let is_turned = record.kind == Kind::Segment && record.text("from") > record.text("to");
    let side = |name: &str| {
        match name {
            "from" if is_turned => "to",
            "to" if is_turned => "from",
            _ => return name.to_owned(),
        }
        .to_owned()
    };
    let mut fields: Vec<(String, String)> = record
        .fields
        .iter()
        .filter(|(name, _)| !WORDS.contains(&name.as_str()))
        .map(|(name, value)| (side(name), value.to_string()))
        .collect();
    fields.sort_unstable();
    let line = match &record.geometry {
        RawGeometry::Read(GeometryValue::LineString { coordinates }) if is_turned => {
            let coordinates = coordinates.iter().rev().cloned().collect();
            serde_json::to_string(&GeometryValue::LineString { coordinates }).unwrap_or_default()
        }
        RawGeometry::Read(geometry) => serde_json::to_string(geometry).unwrap_or_default(),
        RawGeometry::Absent | RawGeometry::Unreadable(_) => String::new(),
    };
    format!("{fields:?} {line}")
}

/// Segments between the same two places, of the same mode and status, each with a capacity: two lines, or one that was entered twice.
fn parallel(context: &Context, issues: &mut Vec<Issue>) {
    let mut seen: HashMap<[Option<&str>; 4], &RawRecord> = HashMap::new();
    for record in context.raw.of(Kind::Segment).filter(|record| record.fields.contains_key("capacity")) {
        let mut ends = [record.text("from"), record.text("to")];
        ends.sort_unstable();
        let [a, b] = ends;
        let key = [a, b, record.text("mode"), record.text("status")];
        let Some(first) = seen.insert(key, record).filter(|first| first.id() != record.id()) else { continue };
        // Twice the same is an error.
        if content(first) == content(record) {
            continue;
        }
        let message = format!(
            "{} leads between the same places by the same mode, at {}: its capacity counts beside this one",
            quoted(first.id().unwrap_or_default()),
            context.raw.place_of(first)
        );
        let issue = context.warning("parallel", record, Some("from"), message);
        issues.push(issue.help("delete one of the two; where there are two lines, say so in \"accept\""));
    }
}
