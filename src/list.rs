//! What there is, row by row: places, segments, corridors and events, as lists show them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cost::length_km;
use crate::model::{Confidence, Corridor, Country, Dataset, Event, Mode, Place, PlaceKind, Segment, Status, Word};
use crate::units::round;

/// A place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaceRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name in English.
    pub name: &'a str,
    /// The countries that it lies in: two, for a border post.
    #[schemars(with = "Vec<String>")]
    pub countries: &'a [Country],
    /// What it is.
    pub kind: PlaceKind,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
    /// UN/LOCODE.
    pub locode: Option<&'a str>,
    /// Other names, in any script.
    pub aliases: &'a [String],
    /// Source ids, `;` between them.
    pub source: &'a str,
    /// How far its position can be trusted.
    pub confidence: Confidence,
}

impl<'a> PlaceRow<'a> {
    /// Of a place.
    pub fn of(place: &'a Place) -> PlaceRow<'a> {
        PlaceRow {
            id: &place.id,
            name: &place.name,
            countries: &place.countries,
            kind: place.kind,
            lat: place.point.y(),
            lon: place.point.x(),
            locode: place.locode.as_deref(),
            aliases: &place.aliases,
            source: &place.source,
            confidence: place.confidence,
        }
    }
}

/// A segment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SegmentRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name, where it has one.
    pub name: Option<&'a str>,
    /// Id of the place where it begins.
    pub from: &'a str,
    /// Id of the place where it ends.
    pub to: &'a str,
    /// Mode of transport.
    pub mode: Mode,
    /// The country that it lies in, `XZ` at sea.
    #[schemars(with = "String")]
    pub country: Country,
    /// The sea that it crosses.
    pub sea: Option<&'a str>,
    /// Whether it operates, is being built, is planned.
    pub status: Status,
    /// The date that this was so.
    pub status_as_of: String,
    /// Length, kilometres.
    pub km: f64,
    /// Where the length comes from.
    pub km_basis: &'static str,
    /// Source id of a published length.
    pub length_source: Option<&'a str>,
    /// What other sources say of the length.
    pub other_lengths: Option<&'a str>,
    /// Gauge of a railway, millimetres.
    pub gauge_mm: Option<u16>,
    /// Ids of the corridors that it belongs to.
    pub corridors: &'a [String],
    /// Source ids, `;` between them.
    pub source: &'a str,
    /// How far what is said of it can be trusted.
    pub confidence: Confidence,
}

impl<'a> SegmentRow<'a> {
    /// Of a segment.
    pub fn of(data: &'a Dataset, segment: &'a Segment) -> SegmentRow<'a> {
        SegmentRow {
            id: &segment.id,
            name: segment.name.as_deref(),
            from: &data.place(segment.from).id,
            to: &data.place(segment.to).id,
            mode: segment.mode,
            country: segment.country,
            sea: segment.sea.as_deref(),
            status: segment.status,
            status_as_of: segment.status_as_of.to_string(),
            km: round(length_km(segment), 3),
            km_basis: if segment.length.is_some() { "published" } else { "drawn line, WGS84" },
            length_source: segment.length.as_ref().map(|(_, source)| source.as_str()),
            other_lengths: segment.other_lengths.as_deref(),
            gauge_mm: segment.gauge_mm,
            corridors: &segment.corridors,
            source: &segment.source,
            confidence: segment.confidence,
        }
    }
}

/// A corridor.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CorridorRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Other names.
    pub aliases: &'a [String],
    /// What it is.
    pub description: &'a str,
    /// How many segments belong to it.
    pub segments: usize,
}

impl<'a> CorridorRow<'a> {
    /// Of a corridor.
    pub fn of(data: &'a Dataset, corridor: &'a Corridor) -> CorridorRow<'a> {
        CorridorRow {
            id: &corridor.id,
            name: &corridor.name,
            aliases: &corridor.aliases,
            description: &corridor.description,
            segments: data.segments.iter().filter(|segment| segment.corridors.contains(&corridor.id)).count(),
        }
    }
}

/// A dated event.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventRow<'a> {
    /// Its id.
    pub id: &'a str,
    /// One line.
    pub title: &'a str,
    /// What it does: closed, restricted, or a note.
    pub effect: &'static str,
    /// What kind of thing it is about.
    pub scope: &'static str,
    /// What it is about.
    pub target: &'a str,
    /// The mode that it is about, where it is one.
    pub mode: Option<Mode>,
    /// Its first day.
    pub from: String,
    /// Its last day, where it is known.
    pub until: Option<String>,
    /// Source ids, `;` between them.
    pub source: &'a str,
    /// How far it can be trusted.
    pub confidence: Confidence,
    /// What else is to be said.
    pub note: Option<&'a str>,
}

impl<'a> EventRow<'a> {
    /// Of an event.
    pub fn of(event: &'a Event) -> EventRow<'a> {
        EventRow {
            id: &event.id,
            title: &event.title,
            effect: event.effect.word(),
            scope: event.scope.word(),
            target: &event.target,
            mode: event.mode,
            from: event.from.to_string(),
            until: event.until.map(|until| until.to_string()),
            source: &event.source,
            confidence: event.confidence,
            note: event.note.as_deref(),
        }
    }
}
