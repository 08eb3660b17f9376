//! Rows that nothing would ever use: of modes that cross no border, are never handled, or do not go where the row is about; corridors without segments.

use std::collections::HashSet;

use super::Context;
use crate::issue::{Issue, quoted};
use crate::model::{Mode, Word};
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    let seas: HashSet<&str> = context.ids(Kind::Area, "name").into_iter().collect();
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
    let meeting = Meeting::of(context);
    for record in context.raw.of(Kind::Crossing) {
        let Some(place) = record.text("place").and_then(|id| context.places.get(id)) else { continue };
        let id = place.id().unwrap_or_default();
        if place.text("kind") != Some("border") {
            refuse(record, "place", format!("{} is no border", quoted(id)), "name a place of kind border, or * for any");
        } else if let Some(mode) = mode(record, "mode").filter(|mode| !mode.is_afloat() && !meeting.at(id, *mode)) {
            let message = format!("no segment of mode {} leads to {}", mode.word(), quoted(id));
            refuse(record, "mode", message, "correct the mode or the place");
        }
    }
    for record in context.raw.of(Kind::Terminal) {
        for field in ["from", "to"] {
            if mode(record, field) == Some(Mode::Pipeline) {
                let message = "nothing is handled between a pipeline and anything else".into();
                refuse(record, field, message, "delete the row, or correct the mode");
            }
        }
        let (from, to) = (mode(record, "from"), mode(record, "to"));
        if record.text("where") == Some("XZ") {
            refuse(record, "where", "nothing is handled on the high seas".into(), "name a place, a country, or * for any");
        }
        if record.text("where").is_some_and(|at| at != "*") && from == Some(Mode::Road) && to == Some(Mode::Road) {
            refuse(record, "to", "a truck drives on: road to road is no change".into(), "correct the modes, or delete the row");
            continue;
        }
        let place = record.text("where").and_then(|id| context.places.get(id));
        if let (Some(place), Some(from), Some(to)) = (place, from, to) {
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
                // A port may be told what it takes to go on by road before the road is there, but not without a ship.
                _ if ![from, to].iter().any(|mode| meeting.at(place.id().unwrap_or_default(), *mode))
                    || [from, to].iter().any(|mode| mode.is_afloat() && !meeting.at(place.id().unwrap_or_default(), *mode)) =>
                {
                    let message = format!("no segments of mode {} and {} meet at {id}", from.word(), to.word());
                    refuse(record, "where", message, "correct the modes or the place");
                }
                _ => {}
            }
        }
    }
    for record in context.raw.of(Kind::Impedance) {
        let Some(mode) = mode(record, "mode").filter(|mode| !mode.is_afloat()) else { continue };
        if let Some(area) = record.text("area").filter(|area| *area == "XZ" || seas.contains(area)) {
            let message = format!("nothing goes by {} in {}", mode.word(), quoted(area));
            refuse(record, "area", message, "name a country, or correct the mode");
        }
    }
    let goes: HashSet<(&str, &str)> = context
        .raw
        .of(Kind::Segment)
        .flat_map(|segment| {
            segment.list("corridors").into_iter().map(|corridor| (corridor, segment.text("mode").unwrap_or_default()))
        })
        .collect();
    for record in context.raw.of(Kind::Event) {
        let (Some(mode), Some(scope), Some(target)) = (mode(record, "mode"), record.text("scope"), record.text("target")) else {
            continue;
        };
        let is_there = match scope {
            "place" => !context.places.contains_key(target) || meeting.at(target, mode),
            "segment" => context.segments.get(target).is_none_or(|segment| segment.text("mode") == Some(mode.word())),
            "sea" => mode.is_afloat(),
            "border" => !mode.is_afloat(),
            "corridor" => goes.contains(&(target, mode.word())),
            _ => true,
        };
        if !is_there {
            let message = format!("nothing goes by {} at the {scope} {}", mode.word(), quoted(target));
            refuse(record, "mode", message, "correct the mode, or leave it out");
        }
    }
    let of_a_corridor: HashSet<&str> = context.raw.of(Kind::Segment).flat_map(|segment| segment.list("corridors")).collect();
    for record in context.raw.of(Kind::Corridor) {
        if let Some(id) = record.id().filter(|id| !of_a_corridor.contains(id)) {
            let message = format!("no segment is part of the corridor {}", quoted(id));
            refuse(record, "id", message, "name it in the \"corridors\" of its segments, or delete it");
        }
    }
}

/// Which modes have segments that end at which place.
pub(super) struct Meeting<'a>(HashSet<(&'a str, &'a str)>);

impl<'a> Meeting<'a> {
    pub fn of(context: &Context<'a>) -> Meeting<'a> {
        let ends = context
            .raw
            .of(Kind::Segment)
            .flat_map(|segment| [segment.text("from"), segment.text("to")].map(|end| Some((end?, segment.text("mode")?))));
        Meeting(ends.flatten().collect())
    }

    pub fn at(&self, place: &str, mode: Mode) -> bool {
        self.0.contains(&(place, mode.word()))
    }
}
