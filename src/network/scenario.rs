//! The state of the world, and the wishes of a question.

use std::collections::BTreeSet;

use super::Selector;
use crate::model::{BASE_DATE, Country, Dataset, Date, Estimate, Mode, PlaceIx};

/// The state of the world: what is open, and what it takes. A value: the same from a file and from flags.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// The date whose events and openings count.
    pub as_of: Date,
    /// Segments that count as open, whatever their status.
    pub with: Vec<Selector>,
    /// Segments that count as closed.
    pub without: Vec<Selector>,
    /// What nothing passes.
    pub close: Vec<Selector>,
    /// Countries that close to traffic which neither begins nor ends in them.
    pub close_transit: Vec<Country>,
    /// What events do not close or delay.
    pub reopen: Vec<Selector>,
    /// Ids of events that do not count.
    pub ignore_events: Vec<String>,
    /// Changed speeds, prices and waits, in order.
    pub changes: Vec<Change>,
    /// Which end of every estimate counts as central.
    pub bounds: Bounds,
}

impl Default for Scenario {
    fn default() -> Self {
        Scenario {
            as_of: BASE_DATE,
            with: Vec::new(),
            without: Vec::new(),
            close: Vec::new(),
            close_transit: Vec::new(),
            reopen: Vec::new(),
            ignore_events: Vec::new(),
            changes: Vec::new(),
            bounds: Bounds::Central,
        }
    }
}

impl Scenario {
    /// What is closed to traffic between two places and to no other: countries of [`Scenario::close_transit`] that neither lies in, and, for gas, the
    /// pipelines of every third country. A country's grid carries its own gas; foreign gas crosses it by a swap, which is a link of its own.
    pub fn closed_between(&self, data: &Dataset, modes: &[Mode], from: PlaceIx, to: PlaceIx) -> Vec<Selector> {
        let is_third = |country: &Country| ![from, to].iter().any(|place| data.place(*place).countries.contains(country));
        let mut closed: Vec<Selector> = self.close_transit.iter().copied().filter(is_third).map(Selector::Country).collect();
        if modes.contains(&Mode::Pipeline) {
            let pipes = data.segments.iter().filter(|segment| segment.mode == Mode::Pipeline).map(|segment| segment.country);
            let pipes: BTreeSet<Country> = pipes.filter(|country| !country.is_high_seas()).filter(is_third).collect();
            closed.extend(pipes.into_iter().map(|country| Selector::ModeIn(Mode::Pipeline, country)));
        }
        closed
    }

    /// Opens what is closed, also to transit alone: what is said last counts.
    pub fn open_again(&mut self, reopen: &[Selector]) {
        self.close.retain(|selector| !reopen.contains(selector));
        self.close_transit.retain(|country| !reopen.contains(&Selector::Country(*country)));
    }

    /// The scenario with these closed, and nothing for being in transit.
    #[must_use]
    pub fn closed_to(&self, closed: &[Selector]) -> Scenario {
        let mut own = self.clone();
        own.close.extend(closed.iter().cloned());
        own.close_transit.clear();
        own
    }

    /// The scenario as it is for traffic between two places by these modes.
    #[must_use]
    pub fn between(&self, data: &Dataset, modes: &[Mode], from: PlaceIx, to: PlaceIx) -> Scenario {
        self.closed_to(&self.closed_between(data, modes, from, to))
    }
}

/// A change of what links take.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Links that all of these take.
    pub on: Vec<Selector>,
    /// What changes.
    pub what: Quantity,
    /// How.
    pub to: NewValue,
}

impl Change {
    /// In words, for an answer.
    pub fn describe(&self, data: &Dataset) -> String {
        let what = match self.what {
            Quantity::Speed => "speed (km a day)",
            Quantity::Price => "price (USD per TEU-km)",
            Quantity::Hours => "hours at borders and terminals",
            Quantity::Usd => "USD at borders and terminals",
            Quantity::Capacity => "capacity (Mt a year; gas bcm a year)",
        };
        let how = match self.to {
            NewValue::Factor(factor) => format!("times {factor}"),
            NewValue::Value(v) => format!("{} ({}-{})", v.central, v.low, v.high),
        };
        let on: Vec<String> = self.on.iter().map(|s| s.describe(data)).collect();
        format!("{what} {how} on {}", on.join(" and "))
    }
}

impl Quantity {
    /// In a sentence.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Quantity::Speed => "speed",
            Quantity::Price => "price",
            Quantity::Hours => "hours",
            Quantity::Usd => "USD",
            Quantity::Capacity => "capacity",
        }
    }
}

/// What a change is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Speed along segments, km a day.
    Speed,
    /// Price along segments, USD for one TEU over one km.
    Price,
    /// Hours at borders, in terminals and in straits.
    Hours,
    /// USD for one TEU at borders, in terminals and in straits.
    Usd,
    /// Capacity of segments and swaps, Mt a year (bcm a year for gas).
    Capacity,
}

impl Quantity {
    /// All, in their order.
    pub const ALL: [Quantity; 5] = [Quantity::Speed, Quantity::Price, Quantity::Hours, Quantity::Usd, Quantity::Capacity];

    /// The column of a table of the dataset that holds it, if one does: a change may set what that may hold.
    pub fn field(self) -> Option<&'static str> {
        match self {
            Quantity::Speed => Some("km_per_day_central"),
            Quantity::Price => Some("usd_per_teu_km_central"),
            Quantity::Hours => Some("hours_central"),
            Quantity::Usd => Some("usd_central"),
            Quantity::Capacity => None,
        }
    }
}

/// The new value of a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NewValue {
    /// The old one times this.
    Factor(f64),
    /// This instead.
    Value(Estimate<f64>),
}

/// Which end of every estimate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Bounds {
    /// All goes well.
    Low,
    /// The usual.
    #[default]
    Central,
    /// All goes badly.
    High,
}

/// The wishes of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraints {
    /// Modes that may be used.
    pub modes: Vec<Mode>,
    /// Countries, places, seas and segments that may not be used.
    pub avoid: Vec<Selector>,
}

impl Default for Constraints {
    fn default() -> Self {
        Constraints { modes: Mode::FREIGHT.to_vec(), avoid: Vec::new() }
    }
}
