//! Places: where segments meet.

use geo::Point;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Confidence, Country, Word};

/// A point where segments meet: a city with its stations, a port, a border post, a strait.
#[derive(Debug, Clone)]
pub struct Place {
    /// Unique id, `kebab-case`.
    pub id: String,
    /// English name.
    pub name: String,
    /// The countries that it belongs to: one, except at a border.
    pub countries: Vec<Country>,
    /// Name of the sea, for a place outside any country.
    pub sea: Option<String>,
    /// An exclave that is asked about on its own: `AZ-NX`, `RU-KGD`.
    pub region: Option<String>,
    /// What kind of place.
    pub kind: PlaceKind,
    /// UN/LOCODE.
    pub locode: Option<String>,
    /// Other names, in any script.
    pub aliases: Vec<String>,
    /// How exact the position is.
    pub precision: Precision,
    /// Position, WGS84, longitude and latitude in degrees.
    pub point: Point<f64>,
    /// Source ids of the position.
    pub source: String,
    /// Confidence in the position.
    pub confidence: Confidence,
    /// Free text.
    pub note: Option<String>,
}

impl Place {
    /// The country that time lost at this place is counted under: the first one at a border.
    pub fn country(&self) -> Country {
        self.countries.first().copied().unwrap_or(Country::HIGH_SEAS)
    }

    /// Whether countries meet here.
    pub fn is_border(&self) -> bool {
        self.kind == PlaceKind::Border
    }

    /// Whether it has a side in each of its countries: a border, or a node of an imported network where lines of several countries meet.
    pub fn has_sides(&self) -> bool {
        self.countries.len() > 1 && matches!(self.kind, PlaceKind::Border | PlaceKind::Node)
    }

    /// Whether its position is known: a node that only a table of edges names has none, and lies at 0,0.
    pub fn is_placed(&self) -> bool {
        self.kind != PlaceKind::Node || self.point.x() != 0.0 || self.point.y() != 0.0
    }

    /// Its position, where that is known.
    pub fn position(&self) -> Option<Point<f64>> {
        self.is_placed().then_some(self.point)
    }
}

/// What kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A city or town with its stations and road entries.
    City,
    /// A station away from a town that anybody asks for.
    Station,
    /// A port where ships call.
    Port,
    /// A border post.
    Border,
    /// A freight terminal or dry port.
    Terminal,
    /// A junction where nothing is loaded.
    Junction,
    /// A strait, canal end or other point that ships pass.
    Strait,
    /// A node of an imported network: whatever meets here is joined.
    Node,
}

impl PlaceKind {
    /// Whether freight can change mode or gauge here.
    pub fn has_handling(self) -> bool {
        matches!(self, PlaceKind::City | PlaceKind::Station | PlaceKind::Port | PlaceKind::Terminal | PlaceKind::Node)
    }
}

impl Word for PlaceKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("city", PlaceKind::City),
        ("station", PlaceKind::Station),
        ("port", PlaceKind::Port),
        ("border", PlaceKind::Border),
        ("terminal", PlaceKind::Terminal),
        ("junction", PlaceKind::Junction),
        ("strait", PlaceKind::Strait),
    ];
}

/// How exact a position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Within 0.5 km.
    Surveyed,
    /// Within 5 km.
    Approximate,
    /// Good enough to draw.
    Schematic,
}

impl Word for Precision {
    const WORDS: &'static [(&'static str, Self)] =
        &[("surveyed", Precision::Surveyed), ("approximate", Precision::Approximate), ("schematic", Precision::Schematic)];
}
