//! Modes whose tables lack the default row: without it a new segment, border or port could not be weighed.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::issue::{Issue, Severity};
use crate::model::{Mode, USUAL_LOAD, Word};
use crate::read::RawRecord;
use crate::read::schema::Kind;

/// The rows of a table that count wherever no other does, by their modes; the first of each.
pub(super) fn default_rows<'a>(context: &Context<'a>, kind: Kind) -> BTreeMap<Vec<&'a str>, &'a RawRecord> {
    let mut rows = BTreeMap::new();
    for record in context.raw.of(kind).filter(|record| is_default(record)) {
        rows.entry(modes_of(record)).or_insert(record);
    }
    rows
}

/// Whether a row of a table with default rows is one: `*` stands for any.
pub(super) fn is_default(record: &RawRecord) -> bool {
    let any: &[&str] = match record.kind {
        Kind::Impedance => &["area"],
        Kind::Crossing => &["place", "from", "to"],
        Kind::Terminal => &["where"],
        _ => return false,
    };
    any.iter().all(|column| record.text(column) == Some("*"))
}

/// The modes that a row of such a table is for, sorted: of a terminal two, in either order.
pub(super) fn modes_of(record: &RawRecord) -> Vec<&str> {
    let columns: &[&str] = if record.kind == Kind::Terminal { &["from", "to"] } else { &["mode"] };
    sorted(columns.iter().filter_map(|column| record.text(column)).collect())
}

fn sorted(mut modes: Vec<&str>) -> Vec<&str> {
    modes.sort_unstable();
    modes
}

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    let used: BTreeSet<&str> =
        context.raw.of(Kind::Segment).filter_map(|record| Mode::of(record.text("mode")?)).map(Mode::word).collect();
    let mut missing = |kind: Kind, what: String| {
        let file = Kind::ALL.iter().find(|(k, _)| *k == kind).map_or("", |(_, file)| file);
        // A table that cannot be read may well have it.
        if context.is_unread(file) {
            return;
        }
        // The user's own copy of the table, where there is one, is the file to edit.
        let own = context.raw.of(kind).next().map(|record| &context.raw.files[record.file]);
        let own = own.or_else(|| context.raw.files.iter().find(|own| Kind::of_file(&own.name) == Some(kind)));
        let file = own.map_or(file, |own| &own.name);
        let message = format!("there is no default row for {what}");
        issues.push(Issue::new(Severity::Error, "no-default", file, message).line(1).help("add the row; * stands for any"));
    };
    let [impedances, crossings, terminals] =
        [Kind::Impedance, Kind::Crossing, Kind::Terminal].map(|kind| default_rows(context, kind));
    for mode in &used {
        if !impedances.contains_key(&vec![*mode]) {
            missing(Kind::Impedance, format!("mode {mode}, area *"));
        }
        if !matches!(*mode, "sea" | "ferry") && !crossings.contains_key(&vec![*mode]) {
            missing(Kind::Crossing, format!("place *, mode {mode}, from *, to *"));
        }
    }
    if !used.is_empty() && !context.raw.of(Kind::Load).any(|record| record.text("load") == Some(USUAL_LOAD)) {
        missing(Kind::Load, format!("the load {USUAL_LOAD}"));
    }
    let freight: Vec<&str> = Mode::FREIGHT.iter().map(|mode| mode.word()).filter(|mode| used.contains(mode)).collect();
    for (i, from) in freight.iter().enumerate() {
        for to in freight.iter().skip(i) {
            // A truck drives on: road to road is no change.
            if (*from, *to) != ("road", "road") && !terminals.contains_key(&sorted(vec![*from, *to])) {
                missing(Kind::Terminal, format!("where *, from {from}, to {to}"));
            }
        }
    }
}
