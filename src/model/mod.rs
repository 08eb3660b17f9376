//! What the data says, after it has been read and checked: places, segments, and the tables of time, price and emissions.
//!
//! Everything else in the library uses this module; it uses nothing else.

mod country;
mod dataset;
mod date;
mod estimate;
mod place;
mod segment;
mod tables;
mod vocabulary;

pub use country::{Country, is_exclave_of};
pub use dataset::{Dataset, PlaceIx, SegmentIx};
pub use date::{Date, ParseDateError};
pub use estimate::Estimate;
pub use place::{Place, PlaceKind, Precision};
pub use segment::{Electrified, Mode, Segment, Status};
pub use tables::{
    Area, Corridor, CountryName, Crossing, Event, EventEffect, EventScope, Exchange, Flow, Impedance, Load, Source, Terminal,
    USUAL_LOAD, ValidationCase,
};
pub use vocabulary::{Confidence, Word, sources_of};

/// Date of the state that counts when no other date is asked for: the end of the last year before the war of 2026.
pub const BASE_DATE: Date = Date::new(2025, 12, 31);
