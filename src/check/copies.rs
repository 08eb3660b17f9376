//! Records that say what another one says, under another id: lines, swaps, restrictions and flows would count twice.

use std::collections::HashMap;

use super::Context;
use crate::issue::{Issue, quoted};
use crate::read::schema::Kind;
use crate::read::{RawGeometry, RawRecord};

/// What may differ between two records of the same thing.
const WORDS: [&str; 8] = ["id", "name", "title", "contract", "note", "source", "confidence", "corridors"];

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for kind in [Kind::Segment, Kind::Exchange, Kind::Event, Kind::Flow] {
        let mut seen: HashMap<String, &RawRecord> = HashMap::new();
        for record in context.raw.of(kind) {
            // What stands twice with its id is told as such.
            let Some(first) = seen.insert(content(record), record).filter(|first| first.id() != record.id()) else { continue };
            let (own, other) = (kind.noun(), quoted(first.id().unwrap_or_default()));
            let message = format!("the {own} says what {other} says, at {}: it would count twice", context.raw.place_of(first));
            issues.push(context.error("copy", record, Some("id"), message).help("delete one of the two, or say how they differ"));
        }
    }
}

/// All that a record says but its words.
fn content(record: &RawRecord) -> String {
    let mut fields: Vec<(&str, String)> = record
        .fields
        .iter()
        .filter(|(name, _)| !WORDS.contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), value.to_string()))
        .collect();
    fields.sort_unstable();
    let line = match &record.geometry {
        RawGeometry::Read(geometry) => serde_json::to_string(geometry).unwrap_or_default(),
        RawGeometry::Absent | RawGeometry::Unreadable(_) => String::new(),
    };
    format!("{fields:?} {line}")
}
