//! Modes whose tables lack the default row: without it a new segment, border or port could not be weighed.

use std::collections::BTreeSet;

use super::Context;
use crate::issue::{Issue, Severity};
use crate::model::{Mode, USUAL_LOAD, Word};
use crate::read::schema::Kind;

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
    for mode in &used {
        let has =
            |kind: Kind, column: &str| context.raw.of(kind).any(|r| r.text("mode") == Some(mode) && r.text(column) == Some("*"));
        if !has(Kind::Impedance, "area") {
            missing(Kind::Impedance, format!("mode {mode}, area *"));
        }
        let crosses = |r: &&crate::read::RawRecord| {
            r.text("mode") == Some(mode) && ["place", "from", "to"].iter().all(|c| r.text(c) == Some("*"))
        };
        if !matches!(*mode, "sea" | "ferry") && !context.raw.of(Kind::Crossing).any(|r| crosses(&r)) {
            missing(Kind::Crossing, format!("place *, mode {mode}, from *, to *"));
        }
    }
    if !used.is_empty() && !context.raw.of(Kind::Load).any(|record| record.text("load") == Some(USUAL_LOAD)) {
        missing(Kind::Load, format!("the load {USUAL_LOAD}"));
    }
    let freight: Vec<&str> = Mode::FREIGHT.iter().map(|mode| mode.word()).filter(|mode| used.contains(mode)).collect();
    for (i, from) in freight.iter().enumerate() {
        for to in freight.iter().skip(i) {
            let fits = |r: &crate::read::RawRecord| {
                let ends = (r.text("from"), r.text("to"));
                r.text("where") == Some("*") && (ends == (Some(from), Some(to)) || ends == (Some(to), Some(from)))
            };
            // A truck drives on: road to road is no change.
            if (*from, *to) != ("road", "road") && !context.raw.of(Kind::Terminal).any(fits) {
                missing(Kind::Terminal, format!("where *, from {from}, to {to}"));
            }
        }
    }
}
