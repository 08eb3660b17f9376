//! The whole of the data, checked, with its ids resolved.

use std::collections::HashMap;

use super::{
    Area, Corridor, Country, CountryName, Crossing, Event, Exchange, Flow, Impedance, Load, Place, Segment, Source, Terminal,
    ValidationCase,
};

/// Index of a place in [`Dataset::places`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceIx(pub u32);

/// Index of a segment in [`Dataset::segments`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentIx(pub u32);

/// Everything that the files say. References between records are resolved, every enum word is known, and every number was checked.
///
/// Made by [`crate::check::build`]; there is no other way, so holding one means that the data passed.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// Places, in file order.
    pub places: Vec<Place>,
    /// Segments, in file order.
    pub segments: Vec<Segment>,
    /// What borders do.
    pub crossings: Vec<Crossing>,
    /// What terminals do.
    pub terminals: Vec<Terminal>,
    /// Speed, price, emissions.
    pub impedances: Vec<Impedance>,
    /// Units of load.
    pub loads: Vec<Load>,
    /// Dated operability.
    pub events: Vec<Event>,
    /// Swaps on the gas network.
    pub exchanges: Vec<Exchange>,
    /// Published trade and traffic.
    pub flows: Vec<Flow>,
    /// Corridors.
    pub corridors: Vec<Corridor>,
    /// Seas.
    pub areas: Vec<Area>,
    /// Countries.
    pub countries: Vec<CountryName>,
    /// Where figures come from.
    pub sources: Vec<Source>,
    /// Published figures that the program is held against.
    pub validation: Vec<ValidationCase>,
    pub(crate) place_by_id: HashMap<String, PlaceIx>,
    pub(crate) segment_by_id: HashMap<String, SegmentIx>,
}

impl Dataset {
    /// The place of this index. Indices only come from this dataset.
    pub fn place(&self, ix: PlaceIx) -> &Place {
        &self.places[ix.0 as usize]
    }

    /// The segment of this index. Indices only come from this dataset.
    pub fn segment(&self, ix: SegmentIx) -> &Segment {
        &self.segments[ix.0 as usize]
    }

    /// The place of this id.
    pub fn place_ix(&self, id: &str) -> Option<PlaceIx> {
        self.place_by_id.get(id).copied()
    }

    /// The segment of this id.
    pub fn segment_ix(&self, id: &str) -> Option<SegmentIx> {
        self.segment_by_id.get(id).copied()
    }

    /// Every place with its index.
    pub fn place_entries(&self) -> impl Iterator<Item = (PlaceIx, &Place)> {
        self.places.iter().enumerate().map(|(i, place)| (PlaceIx(i as u32), place))
    }

    /// Every segment with its index.
    pub fn segment_entries(&self) -> impl Iterator<Item = (SegmentIx, &Segment)> {
        self.segments.iter().enumerate().map(|(i, segment)| (SegmentIx(i as u32), segment))
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The ends of a segment by name: `Alat - Bilasuvar`.
    pub fn ends_by_name(&self, segment: &Segment) -> String {
        format!("{} - {}", self.place(segment.from).name, self.place(segment.to).name)
    }

    /// English name of a country, or its code where the tables have none.
    pub fn country_name(&self, code: Country) -> &str {
        self.countries.iter().find(|country| country.code == code).map_or("", |country| country.name.as_str())
    }

    /// The place that stands for a country or exclave by its code: the main place that `countries.csv` names, else the place with handling where most
    /// segments meet.
    pub fn main_place(&self, code: &str) -> Option<PlaceIx> {
        let named = self.countries.iter().find(|country| country.code.as_str() == code).and_then(|country| country.main_place);
        named.or_else(|| {
            let is_its = |place: &Place| place.region.as_deref() == Some(code) || place.country().as_str() == code;
            let handled = (0..self.places.len() as u32).map(PlaceIx).filter(|ix| {
                let place = self.place(*ix);
                place.kind.has_handling() && is_its(place)
            });
            let meeting = |ix: &PlaceIx| self.segments.iter().filter(|s| s.from == *ix || s.to == *ix).count();
            handled.max_by_key(|ix| (meeting(ix), std::cmp::Reverse(*ix)))
        })
    }

    /// The unit of load of this id.
    pub fn load(&self, id: &str) -> Option<&Load> {
        self.loads.iter().find(|load| load.id == id)
    }
}
