//! What a route rests on: links that do not operate, events, low confidence, sources.

use std::collections::BTreeMap;

use super::value::{EventNote, Leg, LowConfidence, NotOperating, SourceUse};
use crate::cost::{LinkCost, length_km};
use crate::model::{Confidence, Dataset, Date, Event, Status, Word, sources_of};
use crate::network::{LinkKind, Path, View};
use crate::units::round;

pub(super) fn not_operating(view: &View, path: &Path) -> Vec<NotOperating> {
    let segments = path.links.iter().filter_map(|link| view.segment_of(*link)).map(|ix| view.data.segment(ix));
    segments
        .filter(|segment| segment.status != Status::Operating)
        .map(|segment| NotOperating {
            segment: segment.id.clone(),
            name: segment.name.clone(),
            status: segment.status,
            status_as_of: segment.status_as_of,
            expected: segment.expected,
            km: round(length_km(segment), 3),
            sources: sources_of(&segment.source).map(str::to_owned).collect(),
        })
        .collect()
}

impl EventNote {
    /// What an answer for a date says of an event.
    pub fn of(event: &Event, as_of: Date) -> EventNote {
        EventNote {
            id: event.id.clone(),
            title: event.title.clone(),
            effect: event.effect.word().to_owned(),
            from: event.from,
            until: event.until,
            in_force: event.is_in_force(as_of),
            sources: sources_of(&event.source).map(str::to_owned).collect(),
            confidence: event.confidence,
        }
    }
}

pub(super) fn events(view: &View, path: &Path) -> Vec<EventNote> {
    let data = view.data;
    let concerned = |event: &Event| path.links.iter().any(|link| view.concerns(*link, event));
    let mut notes: Vec<EventNote> =
        data.events.iter().filter(|event| concerned(event)).map(|event| EventNote::of(event, view.as_of)).collect();
    notes.sort_by(|a, b| (b.in_force, a.from.first_day(), &a.id).cmp(&(a.in_force, b.from.first_day(), &b.id)));
    notes
}

pub(super) fn low_confidence(view: &View, path: &Path, total: &LinkCost) -> LowConfidence {
    let data = view.data;
    let (mut mm, mut milliseconds, mut microdollars) = (0_u64, 0_u64, 0_u64);
    for link in &path.links {
        let cost = view.cost(*link);
        let (length, time) = match view.network.link(*link).kind {
            LinkKind::Segment { segment, impedance, .. } => {
                (data.segment(segment).confidence, data.impedances[impedance].confidence)
            }
            LinkKind::Crossing { row } => (Confidence::High, data.crossings[row].confidence),
            LinkKind::Transfer { row } | LinkKind::Passage { row: Some(row) } => {
                (Confidence::High, data.terminals[row].confidence)
            }
            LinkKind::Passage { row: None } => (Confidence::High, Confidence::High),
            LinkKind::Exchange { row } => (Confidence::High, data.exchanges[row].confidence),
        };
        if length == Confidence::Low {
            mm = mm.saturating_add(cost.millimetres);
        }
        if time == Confidence::Low {
            milliseconds = milliseconds.saturating_add(cost.milliseconds.central);
            microdollars = microdollars.saturating_add(cost.microdollars.central);
        }
    }
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { round(part as f64 / whole as f64, 4) };
    LowConfidence {
        km: share(mm, total.millimetres),
        hours: share(milliseconds, total.milliseconds.central),
        usd: share(microdollars, total.microdollars.central),
    }
}

pub(super) fn sources(data: &Dataset, legs: &[Leg]) -> Vec<SourceUse> {
    let mut used: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for figure in legs.iter().flat_map(|leg| &leg.figures) {
        for id in &figure.sources {
            let list = used.entry(id).or_default();
            if !list.contains(&figure.what) {
                list.push(figure.what.clone());
            }
        }
    }
    used.into_iter()
        .map(|(id, used_for)| {
            let source = data.source(id);
            SourceUse {
                id: id.to_owned(),
                title: source.map_or_else(String::new, |s| s.title.clone()),
                publisher: source.and_then(|s| s.publisher.clone()),
                year: source.and_then(|s| s.year.clone()),
                url: source.and_then(|s| s.url.clone()),
                read: source.map_or_else(String::new, |s| s.read.clone()),
                confidence: source.map(|s| s.confidence),
                used_for,
            }
        })
        .collect()
}
