//! What an answer says of a route: plain values, with units in their names.

use geo::LineString;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cost::LinkCost;
use crate::model::{Confidence, Country, Dataset, Date, Estimate, Mode, PlaceIx, Status, Word};

/// One route. Times are hours, money United States dollars for one load unit, emissions kg CO2 equivalent for one load unit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Itinerary {
    /// Sums over all legs. Low and high are the sums of the lows and of the highs: the widest band, as if all went well or badly at once.
    pub totals: Totals,
    /// Shares by country and sea, the largest time first. Time and money at a border count half for each side.
    pub countries: Vec<CountryShare>,
    /// The journey in order: travel, borders, changes of gauge, transfers and passages.
    pub legs: Vec<Leg>,
    /// Links used that do not operate at the base date: planned, under construction or disused.
    pub not_operating: Vec<NotOperating>,
    /// Dated events that concern the route, in force at the date asked for or not.
    pub events: Vec<EventNote>,
    /// How the lengths are known.
    pub lengths: LengthBasis,
    /// Share of the totals that rests on figures of low confidence, 0..1.
    pub low_confidence: LowConfidence,
    /// Kilometres off the corridor that was to be kept to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub off_corridor_km: Option<f64>,
    /// Every source used, with what for.
    pub sources: Vec<SourceUse>,
}

/// Sums over a route.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Totals {
    /// Kilometres.
    pub km: f64,
    /// Hours.
    pub hours: Estimate<f64>,
    /// United States dollars for one load unit.
    pub usd: Estimate<f64>,
    /// kg CO2 equivalent for one load unit, tank to wheel.
    pub co2e_kg: Estimate<f64>,
    /// Land borders at which officials check the traffic.
    pub border_crossings: usize,
    /// Changes of track gauge.
    pub gauge_changes: usize,
    /// Changes of mode, ship or ferry.
    pub transfers: usize,
}

/// What lies in one country or on one sea.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CountryShare {
    /// ISO 3166-1 alpha-2; `XZ` for the sea outside any country.
    #[schemars(with = "String")]
    pub country: Country,
    /// Name of the country, or of the sea.
    pub name: String,
    /// Kilometres.
    pub km: f64,
    /// Hours, central.
    pub hours: f64,
    /// United States dollars, central.
    pub usd: f64,
    /// Share of the kilometres, 0..1.
    pub share_km: f64,
    /// Share of the hours, 0..1.
    pub share_hours: f64,
    /// Share of the dollars, 0..1.
    pub share_usd: f64,
}

/// What a leg is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegKind {
    /// Along lines, by one mode in one country or on one sea.
    Travel,
    /// Across a border.
    Border,
    /// From one track gauge to another.
    GaugeChange,
    /// From one mode, ship or ferry to another.
    Transfer,
    /// Through a strait or canal end.
    Passage,
    /// Handed over here, given back there.
    Swap,
}

impl Word for LegKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("travel", LegKind::Travel),
        ("border", LegKind::Border),
        ("gauge_change", LegKind::GaugeChange),
        ("transfer", LegKind::Transfer),
        ("passage", LegKind::Passage),
        ("swap", LegKind::Swap),
    ];
}

/// One row of the journey.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Leg {
    /// What it is.
    pub kind: LegKind,
    /// The mode; of arrival, for a transfer.
    pub mode: Mode,
    /// The mode of departure, for a transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_mode: Option<Mode>,
    /// Track gauge in mm; of arrival, for a change of gauge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gauge_mm: Option<u16>,
    /// Track gauge of departure in mm, for a change of gauge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_gauge_mm: Option<u16>,
    /// Where it begins.
    pub from: PlaceRef,
    /// Where it ends; the same place for everything but travel and swaps.
    pub to: PlaceRef,
    /// The country it lies in, or that is left at a border.
    #[schemars(with = "String")]
    pub country: Country,
    /// The country that is entered at a border.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub to_country: Option<Country>,
    /// At a border: whether officials check the traffic. Where they do not, a line only runs through a neighbour's land.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<bool>,
    /// Name of the sea.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sea: Option<String>,
    /// Kilometres.
    pub km: f64,
    /// Hours.
    pub hours: Estimate<f64>,
    /// United States dollars for one load unit.
    pub usd: Estimate<f64>,
    /// kg CO2 equivalent for one load unit.
    pub co2e_kg: Estimate<f64>,
    /// Ids of the segments, in order.
    pub segments: Vec<String>,
    /// The worst confidence of its figures.
    pub confidence: Confidence,
    /// Every figure that it is made of, with its source.
    pub figures: Vec<Figure>,
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) line: LineString<f64>,
    #[serde(skip)]
    #[schemars(skip)]
    pub(super) cost: LinkCost,
    /// The row of `impedances.csv` that its last segment is weighed by.
    #[serde(skip)]
    #[schemars(skip)]
    pub(super) impedance: Option<usize>,
}

/// A place, as much as an answer says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceRef {
    /// Its id.
    pub id: String,
    /// Its English name.
    pub name: String,
    /// Its country; both, joined by `/`, at a border.
    pub country: String,
}

impl PlaceRef {
    /// What an answer says of a place.
    pub fn of(data: &Dataset, ix: PlaceIx) -> PlaceRef {
        let place = data.place(ix);
        let countries: Vec<&str> = place.countries.iter().map(Country::as_str).collect();
        PlaceRef { id: place.id.clone(), name: place.name.clone(), country: countries.join("/") }
    }
}

/// One figure, with its source.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    /// What it is: `length`, `speed`, `price`, `emissions`, `border time`, ...
    pub what: String,
    /// What it is of: a segment id, or a row of a table.
    pub of: String,
    /// The figure; low and high are the same where it is one number.
    pub value: Estimate<f64>,
    /// Its unit.
    pub unit: String,
    /// How it is known: `published`, `drawn line, WGS84`, or the file with the table.
    pub basis: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// Confidence.
    pub confidence: Confidence,
    /// Conflicting figures or a remark, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A link that does not operate at the base date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NotOperating {
    /// Segment id.
    pub segment: String,
    /// Its name, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its status.
    pub status: Status,
    /// The date for which the source gives the status.
    #[schemars(with = "String")]
    pub status_as_of: Date,
    /// When it is said to open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub expected: Option<Date>,
    /// Kilometres.
    pub km: f64,
    /// Source ids.
    pub sources: Vec<String>,
}

/// A dated event that concerns the route.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EventNote {
    /// Its id.
    pub id: String,
    /// One line.
    pub title: String,
    /// `closed`, `restricted` or `note`.
    pub effect: String,
    /// First day.
    #[schemars(with = "String")]
    pub from: Date,
    /// Last day; none if no end is known.
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// Whether it is in force at the date asked for.
    pub in_force: bool,
    /// Source ids.
    pub sources: Vec<String>,
    /// Confidence.
    pub confidence: Confidence,
}

/// How the lengths are known.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LengthBasis {
    /// Kilometres of segments with a published length.
    pub published_km: f64,
    /// Kilometres measured along the drawn line on the WGS84 ellipsoid.
    pub drawn_km: f64,
}

/// Shares that rest on figures of low confidence.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LowConfidence {
    /// Of the kilometres.
    pub km: f64,
    /// Of the hours.
    pub hours: f64,
    /// Of the dollars.
    pub usd: f64,
}

/// A source, and what it was used for.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SourceUse {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<String>,
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How it was read: `excerpt`, `second-hand`, `derived`, `not-read`.
    pub read: String,
    /// Confidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// What it was used for.
    pub used_for: Vec<String>,
}
