//! The tables beside the lines: what borders, terminals, speeds, prices and emissions are, and what happened when.

use super::{Confidence, Country, Date, Estimate, Mode, PlaceIx, Word};

/// What crossing a border takes, in one direction, by one mode. `None` in place or country means any.
#[derive(Debug, Clone)]
pub struct Crossing {
    /// The border place.
    pub place: Option<PlaceIx>,
    /// Mode of transport.
    pub mode: Mode,
    /// The country left.
    pub from: Option<Country>,
    /// The country entered.
    pub to: Option<Country>,
    /// Hours, both posts together.
    pub hours: Estimate<f64>,
    /// United States dollars, for one loaded truck or one TEU.
    pub usd: Estimate<f64>,
    /// Whether officials check the traffic; a line that only runs through a neighbour's land has no control.
    pub control: bool,
    /// Source ids.
    pub source: String,
    /// Confidence.
    pub confidence: Confidence,
}

/// What a change of mode, gauge or ship takes in a terminal.
#[derive(Debug, Clone)]
pub struct Terminal {
    /// Where it holds: a place id, a country code or `*`.
    pub at: String,
    /// The mode of arrival.
    pub from: Mode,
    /// The mode of departure; rail to rail is a change of gauge, sea to sea a change of ship.
    pub to: Mode,
    /// Hours, waiting included.
    pub hours: Estimate<f64>,
    /// United States dollars for one TEU.
    pub usd: Estimate<f64>,
    /// Source ids.
    pub source: String,
    /// Confidence.
    pub confidence: Confidence,
}

/// Speed, price and emissions of one mode in one area.
#[derive(Debug, Clone)]
pub struct Impedance {
    /// Mode of transport.
    pub mode: Mode,
    /// A country code, the name of a sea, or `*`.
    pub area: String,
    /// Average over whole days, without borders and terminals.
    pub km_per_day: Estimate<f64>,
    /// United States dollars for one TEU over one km.
    pub usd_per_teu_km: Estimate<f64>,
    /// kg of CO2 equivalent for one tonne over one km.
    pub co2e_kg_per_tkm: Estimate<f64>,
    /// Source ids of the speed.
    pub time_source: String,
    /// Source ids of the price.
    pub cost_source: String,
    /// Source ids of the emission factor.
    pub emission_source: String,
    /// Confidence in the row.
    pub confidence: Confidence,
    /// Whether a value was chosen so that published figures come out.
    pub calibrated: bool,
}

/// The unit of load that is carried where none is named; every table of loads has it.
pub const USUAL_LOAD: &str = "teu";

/// A unit of load: how many tonnes it is, and as how many TEU it is charged.
#[derive(Debug, Clone)]
pub struct Load {
    /// `teu`, `feu`, `tonne`.
    pub id: String,
    /// For people.
    pub name: String,
    /// Tonnes of cargo.
    pub tonnes: f64,
    /// TEU that it counts as in price, by mode.
    pub factors: [(Mode, f64); 5],
    /// Source ids.
    pub source: String,
}

impl Load {
    /// TEU that one unit counts as in the price of `mode`.
    pub fn factor(&self, mode: Mode) -> f64 {
        self.factors.iter().find(|(m, _)| *m == mode).map_or(1.0, |(_, factor)| *factor)
    }
}

/// A dated fact about whether something works, apart from what physically exists.
#[derive(Debug, Clone)]
pub struct Event {
    /// Unique id.
    pub id: String,
    /// One line for people.
    pub title: String,
    /// What it does.
    pub effect: EventEffect,
    /// What kind of thing it concerns.
    pub scope: EventScope,
    /// Which one: an id, a country, two countries joined by `-`.
    pub target: String,
    /// Only this mode, if given.
    pub mode: Option<Mode>,
    /// First day.
    pub from: Date,
    /// Last day; `None` means that no end is known.
    pub until: Option<Date>,
    /// Hours added, for a restriction.
    pub hours: Option<Estimate<f64>>,
    /// Source ids.
    pub source: String,
    /// Confidence.
    pub confidence: Confidence,
    /// Free text.
    pub note: Option<String>,
}

impl Event {
    /// Whether it is in force on `date`.
    pub fn is_in_force(&self, date: Date) -> bool {
        self.from.has_come_by(date) && !self.until.is_some_and(|until| until.is_before(date))
    }
}

/// What an event does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventEffect {
    /// Nothing passes.
    Closed,
    /// Traffic passes, with added hours.
    Restricted,
    /// Said, without effect on any route.
    Note,
}

impl Word for EventEffect {
    const WORDS: &'static [(&'static str, Self)] =
        &[("closed", EventEffect::Closed), ("restricted", EventEffect::Restricted), ("note", EventEffect::Note)];
}

/// What kind of thing an event concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventScope {
    /// One segment.
    Segment,
    /// One place: whatever begins, ends or passes there.
    Place,
    /// A whole country.
    Country,
    /// Every crossing between two countries.
    Border,
    /// Every segment of a corridor.
    Corridor,
    /// A named sea.
    Sea,
}

impl Word for EventScope {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("segment", EventScope::Segment),
        ("place", EventScope::Place),
        ("country", EventScope::Country),
        ("border", EventScope::Border),
        ("corridor", EventScope::Corridor),
        ("sea", EventScope::Sea),
    ];
}

/// A swap: delivery at one border against delivery at another. Not a pipe.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// Unique id.
    pub id: String,
    /// For people.
    pub name: String,
    /// Where it is handed over.
    pub from: PlaceIx,
    /// Where an equal amount, less the commission, is given back.
    pub to: PlaceIx,
    /// The country between, that takes what is handed over and gives back its own.
    pub through: Country,
    /// What is swapped.
    pub commodity: String,
    /// The contract whose capacity this row shares with the other rows of it; its own id where it stands alone.
    pub contract: String,
    /// bcm a year, as handed over; of the whole contract.
    pub capacity: Estimate<f64>,
    /// Per cent kept by the country between.
    pub commission_pct: Estimate<f64>,
    /// First day.
    pub opened: Option<Date>,
    /// Last day.
    pub closed: Option<Date>,
    /// Source ids.
    pub source: String,
    /// Confidence.
    pub confidence: Confidence,
    /// Free text.
    pub note: Option<String>,
}

/// A published figure of trade or traffic.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Unique id.
    pub id: String,
    /// What was counted: rows may be added up only within one definition, unit and year.
    pub definition: String,
    /// Where from.
    pub origin: String,
    /// Where to.
    pub destination: String,
    /// The branch or mode, if any.
    pub branch: Option<String>,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// The period counted.
    pub period: String,
    /// Year of the period.
    pub year: String,
    /// Source ids.
    pub source: String,
    /// Confidence.
    pub confidence: Confidence,
    /// Free text.
    pub note: Option<String>,
}

/// A named set of segments.
#[derive(Debug, Clone)]
pub struct Corridor {
    /// Unique id.
    pub id: String,
    /// English name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// One sentence.
    pub description: String,
}

/// A sea.
#[derive(Debug, Clone)]
pub struct Area {
    /// English name, which is also its id.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
}

/// A country's names.
#[derive(Debug, Clone)]
pub struct CountryName {
    /// The code.
    pub code: Country,
    /// English name.
    pub name: String,
    /// The place that stands for the country where trade is known by country only.
    pub main_place: Option<PlaceIx>,
    /// Other names, in any script.
    pub aliases: Vec<String>,
}

/// Where a figure comes from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Unique id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher, where it is known.
    pub publisher: Option<String>,
    /// Year of publication, as far as known.
    pub year: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// How it was read: `excerpt`, `second-hand`, `derived`, `not-read`.
    pub read: String,
    /// Confidence.
    pub confidence: Confidence,
    /// Free text.
    pub note: Option<String>,
}

/// A published figure that the program is held against.
#[derive(Debug, Clone)]
pub struct ValidationCase {
    /// Unique id.
    pub id: String,
    /// What the publisher calls the origin.
    pub origin: String,
    /// What the publisher calls the destination.
    pub destination: String,
    /// What the publisher calls the route.
    pub route: String,
    /// Which quantity.
    pub quantity: String,
    /// The published value.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Low end of the accepted interval.
    pub low: f64,
    /// High end of the accepted interval.
    pub high: f64,
    /// Title and publisher, in words.
    pub source: String,
    /// Year.
    pub year: String,
    /// Confidence.
    pub confidence: Confidence,
    /// How the program's value is found.
    pub method: String,
    /// The arguments of that method.
    pub args: String,
    /// Whether the published figure was not used to make or calibrate the data.
    pub independent: bool,
    /// The reason, where it cannot be found or lies outside.
    pub note: Option<String>,
}
