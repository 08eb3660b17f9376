//! Which fields each kind of record has, and what they hold. `data/README.md` says the same for people; a test holds the two together.

use crate::model::{Confidence, Electrified, EventEffect, EventScope, Mode, PlaceKind, Precision, Status, Word};

/// What a record is a record of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    Place,
    Segment,
    Exchange,
    Crossing,
    Terminal,
    Impedance,
    Load,
    Event,
    Corridor,
    Area,
    CountryName,
    Flow,
    Source,
    Validation,
}

/// One field of a kind of record.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// What it holds.
    pub ty: FieldType,
    /// Whether every record must have it.
    pub must: bool,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub enum FieldType {
    /// `kebab-case` id of the record itself.
    Id,
    /// Free text.
    Text,
    /// List of texts: an array in GeoJSON, separated by `;` in CSV.
    TextList,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A date, to the year, month or day.
    Date,
    /// A year of four digits, in which something was published or carried.
    Year,
    /// An address of the web.
    Url,
    /// A UN/LOCODE: two letters of the country, three of the place.
    Locode,
    /// A two-letter country code.
    Country,
    /// A two-letter country code, or `*`.
    AnyCountry,
    /// A list of country codes.
    CountryList,
    /// One of a few words.
    Word(fn() -> Vec<&'static str>),
    /// An object with low, central and high.
    Estimate,
}

fn words<W: Word>() -> Vec<&'static str> {
    W::WORDS.iter().map(|(word, _)| *word).collect()
}

/// How a published figure is held against the program's own: `corridor validation`.
fn validation_methods() -> Vec<&'static str> {
    vec!["route", "country-km", "saving", "impedance", "crossing-mean", "crossing-side", "capacity", "flow", "none"]
}

fn yes_no() -> Vec<&'static str> {
    vec!["yes", "no"]
}

/// What is swapped: it goes by pipe.
fn commodities() -> Vec<&'static str> {
    vec!["gas"]
}

fn read_words() -> Vec<&'static str> {
    vec!["excerpt", "second-hand", "derived", "not-read"]
}

/// What to do about a text that can be no id.
pub const ID_HELP: &str = "ids are kebab-case: words of a-z and 0-9 joined by single hyphens";

/// Whether a text can be an id: words of a-z and 0-9 joined by single hyphens.
pub fn is_id(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(is_word)
}

const fn must(name: &'static str, ty: FieldType) -> Field {
    Field { name, ty, must: true }
}

const fn may(name: &'static str, ty: FieldType) -> Field {
    Field { name, ty, must: false }
}

use FieldType::{
    AnyCountry, Country, CountryList, Date, Estimate, Id, Integer, Locode, Number, Text, TextList, Url, Word as OneOf, Year,
};

const SOURCE: Field = must("source", Text);
const CONFIDENCE: Field = must("confidence", OneOf(words::<Confidence>));
const NOTE: Field = may("note", Text);

const PLACE: &[Field] = &[
    must("id", Id),
    must("name", Text),
    may("country", Country),
    may("countries", CountryList),
    may("sea", Text),
    may("region", Text),
    must("kind", OneOf(words::<PlaceKind>)),
    may("locode", Locode),
    may("aliases", TextList),
    must("precision", OneOf(words::<Precision>)),
    SOURCE,
    CONFIDENCE,
    NOTE,
    may("accept", TextList),
];

const SEGMENT: &[Field] = &[
    must("id", Id),
    may("name", Text),
    must("from", Text),
    must("to", Text),
    must("mode", OneOf(words::<Mode>)),
    must("country", Country),
    may("sea", Text),
    may("region", Text),
    must("status", OneOf(words::<Status>)),
    must("status_as_of", Date),
    may("opened", Date),
    may("expected", Date),
    may("length_km", Number),
    may("length_source", Text),
    may("other_lengths", Text),
    may("length_note", Text),
    may("gauge_mm", Integer),
    may("tracks", Integer),
    may("electrified", OneOf(words::<Electrified>)),
    may("capacity", Estimate),
    may("capacity_source", Text),
    must("corridors", TextList),
    must("drawn", OneOf(words::<Precision>)),
    SOURCE,
    CONFIDENCE,
    NOTE,
    may("accept", TextList),
];

const EXCHANGE: &[Field] = &[
    must("id", Id),
    must("name", Text),
    must("from", Text),
    must("to", Text),
    must("through", Country),
    must("commodity", OneOf(commodities)),
    may("contract", Id),
    must("capacity_low", Number),
    must("capacity_central", Number),
    must("capacity_high", Number),
    must("commission_pct_low", Number),
    must("commission_pct_central", Number),
    must("commission_pct_high", Number),
    may("opened", Date),
    may("closed", Date),
    SOURCE,
    CONFIDENCE,
    NOTE,
];

const CROSSING: &[Field] = &[
    must("place", Text),
    must("mode", OneOf(words::<Mode>)),
    must("from", AnyCountry),
    must("to", AnyCountry),
    must("hours_low", Number),
    must("hours_central", Number),
    must("hours_high", Number),
    must("usd_low", Number),
    must("usd_central", Number),
    must("usd_high", Number),
    must("control", OneOf(yes_no)),
    SOURCE,
    CONFIDENCE,
    NOTE,
];

const TERMINAL: &[Field] = &[
    must("where", Text),
    must("from", OneOf(words::<Mode>)),
    must("to", OneOf(words::<Mode>)),
    must("hours_low", Number),
    must("hours_central", Number),
    must("hours_high", Number),
    must("usd_low", Number),
    must("usd_central", Number),
    must("usd_high", Number),
    must("calibrated", OneOf(yes_no)),
    SOURCE,
    CONFIDENCE,
    NOTE,
];

const IMPEDANCE: &[Field] = &[
    must("mode", OneOf(words::<Mode>)),
    must("area", Text),
    must("km_per_day_low", Number),
    must("km_per_day_central", Number),
    must("km_per_day_high", Number),
    must("usd_per_teu_km_low", Number),
    must("usd_per_teu_km_central", Number),
    must("usd_per_teu_km_high", Number),
    must("co2e_kg_per_tkm_low", Number),
    must("co2e_kg_per_tkm_central", Number),
    must("co2e_kg_per_tkm_high", Number),
    must("time_source", Text),
    must("cost_source", Text),
    must("emission_source", Text),
    CONFIDENCE,
    must("calibrated", OneOf(yes_no)),
    NOTE,
];

const LOAD: &[Field] = &[
    must("load", Id),
    must("name", Text),
    must("tonnes", Number),
    must("rail", Number),
    must("road", Number),
    must("sea", Number),
    must("ferry", Number),
    must("pipeline", Number),
    SOURCE,
    CONFIDENCE,
    NOTE,
];

const EVENT: &[Field] = &[
    must("id", Id),
    must("title", Text),
    must("effect", OneOf(words::<EventEffect>)),
    must("scope", OneOf(words::<EventScope>)),
    must("target", Text),
    may("mode", OneOf(words::<Mode>)),
    must("from", Date),
    may("until", Date),
    may("hours_low", Number),
    may("hours_central", Number),
    may("hours_high", Number),
    SOURCE,
    CONFIDENCE,
    NOTE,
];

const CORRIDOR: &[Field] =
    &[must("id", Id), must("name", Text), may("aliases", TextList), must("description", Text), SOURCE, CONFIDENCE];

const AREA: &[Field] = &[must("name", Text), may("aliases", TextList)];

const COUNTRY_NAME: &[Field] = &[must("code", Country), must("name", Text), may("main_place", Text), may("aliases", TextList)];

const FLOW: &[Field] = &[
    must("id", Id),
    must("definition", Text),
    must("origin", Text),
    must("destination", Text),
    may("branch", Text),
    must("value", Number),
    must("unit", Text),
    must("period", Text),
    must("year", Year),
    SOURCE,
    CONFIDENCE,
    NOTE,
];

const SOURCE_FIELDS: &[Field] = &[
    must("id", Id),
    must("title", Text),
    may("publisher", Text),
    may("year", Year),
    may("url", Url),
    must("read", OneOf(read_words)),
    CONFIDENCE,
    NOTE,
];

const VALIDATION: &[Field] = &[
    must("id", Text),
    must("origin", Text),
    must("destination", Text),
    must("route", Text),
    must("quantity", Text),
    must("value", Number),
    must("unit", Text),
    must("low", Number),
    must("high", Number),
    SOURCE,
    must("year", Year),
    CONFIDENCE,
    must("method", OneOf(validation_methods)),
    may("args", Text),
    must("independent", OneOf(yes_no)),
    NOTE,
];

impl Kind {
    /// Every kind with the name of its file in `data/`; segments have a folder.
    pub const ALL: [(Kind, &'static str); 14] = [
        (Kind::Place, "places.geojson"),
        (Kind::Segment, "segments/*.geojson"),
        (Kind::Exchange, "exchanges.csv"),
        (Kind::Crossing, "crossings.csv"),
        (Kind::Terminal, "terminals.csv"),
        (Kind::Impedance, "impedances.csv"),
        (Kind::Load, "loads.csv"),
        (Kind::Event, "events.csv"),
        (Kind::Corridor, "corridors.csv"),
        (Kind::Area, "areas.csv"),
        (Kind::CountryName, "countries.csv"),
        (Kind::Flow, "flows.csv"),
        (Kind::Source, "sources.csv"),
        (Kind::Validation, "validation.csv"),
    ];

    /// The kind of the records in a file of this name, if the layout knows it.
    pub fn of_file(path: &str) -> Option<Kind> {
        let path = path.replace('\\', "/");
        if path.to_ascii_lowercase().ends_with(".geojson") && path.rsplit('/').nth(1) == Some("segments") {
            return Some(Kind::Segment);
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        Kind::ALL.iter().find(|(_, file)| *file == name).map(|(kind, _)| *kind)
    }

    /// The table whose columns that must be there are all in this header.
    pub(super) fn of_header(header: &[String]) -> Option<Kind> {
        Kind::ALL.iter().map(|(kind, _)| *kind).find(|kind| {
            !matches!(kind, Kind::Place | Kind::Segment | Kind::Area)
                && kind.fields().iter().filter(|f| f.must).all(|f| header.iter().any(|h| h == f.name))
        })
    }

    /// The fields of this kind of record.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Place => PLACE,
            Kind::Segment => SEGMENT,
            Kind::Exchange => EXCHANGE,
            Kind::Crossing => CROSSING,
            Kind::Terminal => TERMINAL,
            Kind::Impedance => IMPEDANCE,
            Kind::Load => LOAD,
            Kind::Event => EVENT,
            Kind::Corridor => CORRIDOR,
            Kind::Area => AREA,
            Kind::CountryName => COUNTRY_NAME,
            Kind::Flow => FLOW,
            Kind::Source => SOURCE_FIELDS,
            Kind::Validation => VALIDATION,
        }
    }

    /// The field of this name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// What one record of it is called in a message, with its article.
    pub(crate) fn one(self) -> String {
        let noun = self.noun();
        format!("{} {noun}", if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
    }

    /// What one record of it is called in a message.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Place => "place",
            Kind::Segment => "segment",
            Kind::Exchange => "exchange",
            Kind::Crossing => "crossing",
            Kind::Terminal => "terminal row",
            Kind::Impedance => "impedance row",
            Kind::Load => "load",
            Kind::Event => "event",
            Kind::Corridor => "corridor",
            Kind::Area => "sea",
            Kind::CountryName => "country",
            Kind::Flow => "flow",
            Kind::Source => "source",
            Kind::Validation => "validation case",
        }
    }
}
