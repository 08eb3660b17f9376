//! Rows of crossings and terminals that nothing would ever use: of modes that cross no border, or that are never handled.

use super::Context;
use crate::issue::{Issue, quoted};
use crate::model::{Mode, Word};
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    let mode = |record: &RawRecord, field: &str| record.text(field).and_then(Mode::of);
    let mut refuse = |record: &RawRecord, field: &str, message: String, help: &str| {
        issues.push(context.error("unused-row", record, Some(field), message).help(help));
    };
    for record in context.raw.of(Kind::Crossing) {
        if let Some(afloat) = mode(record, "mode").filter(|mode| mode.is_afloat()) {
            let message = format!("a border is not crossed by {}: ships come in at a port", afloat.word());
            refuse(record, "mode", message, "write the time and price of ports into terminals.csv");
        }
    }
    for record in context.raw.of(Kind::Terminal) {
        for field in ["from", "to"] {
            if mode(record, field) == Some(Mode::Pipeline) {
                let message = "nothing is handled between a pipeline and anything else".into();
                refuse(record, field, message, "delete the row, or correct the mode");
            }
        }
        let place = record.text("where").and_then(|id| context.places.get(id));
        if let (Some(place), Some(from), Some(to)) = (place, mode(record, "from"), mode(record, "to")) {
            let id = quoted(place.id().unwrap_or_default());
            match place.text("kind") {
                Some("border") => {
                    let message = format!("{id} is a border, where nothing is handled");
                    refuse(record, "where", message, "write what it takes to cross it into crossings.csv");
                }
                Some("strait" | "junction") if from != to || !from.is_afloat() => {
                    let message = format!("{id} is passed by ships, and nothing is handled there");
                    refuse(record, "where", message, "only ships of one kind take time there: from and to sea, or ferry");
                }
                _ => {}
            }
        }
    }
}
