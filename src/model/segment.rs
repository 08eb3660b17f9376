//! Segments: one feature of the files, one mode, one country, one status.

use geo::LineString;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Confidence, Country, Date, Estimate, PlaceIx, Precision, Word};

/// A stretch of line between two places: one mode, in one country or on one sea, with one physical status.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Unique id, `mode-country-from-to`.
    pub id: String,
    /// The line's own name.
    pub name: Option<String>,
    /// One end.
    pub from: PlaceIx,
    /// The other end.
    pub to: PlaceIx,
    /// Whether traffic runs from `from` to `to` only; else it runs both ways.
    pub is_oneway: bool,
    /// Mode of transport.
    pub mode: Mode,
    /// The one country it lies in, or the high seas.
    pub country: Country,
    /// Name of the sea, outside any country.
    pub sea: Option<String>,
    /// An exclave that is asked about on its own.
    pub region: Option<String>,
    /// Physical status.
    pub status: Status,
    /// The date for which the source gives the status.
    pub status_as_of: Date,
    /// When it opened.
    pub opened: Option<Date>,
    /// When it is said to open.
    pub expected: Option<Date>,
    /// Published length in km, and its source ids. It counts before the drawn line.
    pub length: Option<(f64, String)>,
    /// Conflicting figures, in words.
    pub other_lengths: Option<String>,
    /// Why the drawn line and the published length differ.
    pub length_note: Option<String>,
    /// Track gauge in mm, for rail.
    pub gauge_mm: Option<u16>,
    /// Number of tracks.
    pub tracks: Option<u8>,
    /// Electrification.
    pub electrified: Option<Electrified>,
    /// Capacity in Mt a year (bcm a year for pipelines), and its source ids.
    pub capacity: Option<(Estimate<f64>, String)>,
    /// Ids of the corridors it belongs to.
    pub corridors: Vec<String>,
    /// How the line was drawn.
    pub drawn: Precision,
    /// Source ids of the segment as a whole.
    pub source: String,
    /// Confidence in the segment as a whole, its length first.
    pub confidence: Confidence,
    /// Free text.
    pub note: Option<String>,
    /// The drawn line, WGS84, from `from` to `to`. Without positions where that of an end is not known.
    pub line: LineString<f64>,
}

/// Mode of transport of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Railway.
    Rail,
    /// Road.
    Road,
    /// Cargo ship, container or general cargo.
    Sea,
    /// Ferry that carries wagons or lorries.
    Ferry,
    /// Pipeline. Freight never runs over it.
    Pipeline,
}

impl Mode {
    /// The modes that freight uses when nothing else is said.
    pub const FREIGHT: [Mode; 4] = [Mode::Rail, Mode::Road, Mode::Sea, Mode::Ferry];

    /// Whether a ship carries the goods.
    pub fn is_afloat(self) -> bool {
        matches!(self, Mode::Sea | Mode::Ferry)
    }
}

impl Word for Mode {
    const WORDS: &'static [(&'static str, Self)] =
        &[("rail", Mode::Rail), ("road", Mode::Road), ("sea", Mode::Sea), ("ferry", Mode::Ferry), ("pipeline", Mode::Pipeline)];
}

/// Physical status. What happened to an operating line since is a dated event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Traffic can run.
    Operating,
    /// Being built or rebuilt; nothing runs.
    UnderConstruction,
    /// Agreed or designed.
    Planned,
    /// It exists, or its track bed does; nothing runs.
    Disused,
}

impl Status {
    /// The word for it in running text.
    pub fn phrase(self) -> &'static str {
        match self {
            Status::Operating => "operating",
            Status::UnderConstruction => "under construction",
            Status::Planned => "planned",
            Status::Disused => "disused",
        }
    }
}

impl Word for Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("operating", Status::Operating),
        ("under_construction", Status::UnderConstruction),
        ("planned", Status::Planned),
        ("disused", Status::Disused),
    ];
}

/// Electrification of a railway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Electrified {
    /// The whole of it.
    Yes,
    /// None of it.
    No,
    /// Some of it.
    Partly,
}

impl Word for Electrified {
    const WORDS: &'static [(&'static str, Self)] =
        &[("yes", Electrified::Yes), ("no", Electrified::No), ("partly", Electrified::Partly)];
}
