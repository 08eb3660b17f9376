//! Some links, by what they have in common.

use super::{LinkId, Network};
use crate::model::{Country, Dataset, Mode, PlaceIx, SegmentIx, Word};

/// Some links of a network.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selector {
    /// One segment.
    Segment(SegmentIx),
    /// All segments of a corridor.
    Corridor(String),
    /// All in a country: its segments, its side of borders, its terminals.
    Country(Country),
    /// All segments on a sea.
    Sea(String),
    /// All that begin, end or pass at a place.
    Place(PlaceIx),
    /// Every crossing between two countries, either way.
    Border(Country, Country),
    /// All of a mode.
    Mode(Mode),
    /// The segments of a mode in a country.
    ModeIn(Mode, Country),
}

impl Selector {
    /// Its id: of a segment, corridor, sea or place, a country's code, `AZ-IR` for a border, the word of a mode.
    pub fn id(&self, data: &Dataset) -> String {
        match self {
            Selector::Segment(ix) => data.segment(*ix).id.clone(),
            Selector::Corridor(id) => id.clone(),
            Selector::Country(code) => code.to_string(),
            Selector::Sea(sea) => sea.clone(),
            Selector::Place(ix) => data.place(*ix).id.clone(),
            Selector::Border(a, b) => format!("{a}-{b}"),
            Selector::Mode(mode) => mode.word().to_owned(),
            Selector::ModeIn(mode, code) => format!("{}-{code}", mode.word()),
        }
    }

    /// The country, where it is one.
    pub fn country(&self) -> Option<Country> {
        if let Selector::Country(country) = self { Some(*country) } else { None }
    }

    /// In words, for an answer.
    pub fn describe(&self, data: &Dataset) -> String {
        let country = |code: Country| match data.country_name(code) {
            "" => code.to_string(),
            name => format!("{name} ({code})"),
        };
        match self {
            Selector::Segment(ix) => data.segment(*ix).id.clone(),
            Selector::Corridor(id) => id.clone(),
            Selector::Country(code) => country(*code),
            Selector::Sea(sea) => sea.clone(),
            Selector::Place(ix) => data.place(*ix).name.clone(),
            Selector::Border(a, b) => format!("the border of {} and {}", country(*a), country(*b)),
            Selector::Mode(mode) => mode.word().to_owned(),
            Selector::ModeIn(mode, code) => format!("{} in {}", mode.word(), country(*code)),
        }
    }

    /// Whether it takes a segment.
    pub fn takes_segment(&self, data: &Dataset, ix: SegmentIx) -> bool {
        let segment = data.segment(ix);
        match self {
            Selector::Segment(wanted) => *wanted == ix,
            Selector::Corridor(id) => segment.corridors.contains(id),
            Selector::Country(country) => segment.country == *country,
            Selector::Sea(sea) => segment.sea.as_ref() == Some(sea),
            Selector::Place(place) => segment.from == *place || segment.to == *place,
            Selector::Border(..) => false,
            Selector::Mode(mode) => segment.mode == *mode,
            Selector::ModeIn(mode, country) => segment.mode == *mode && segment.country == *country,
        }
    }

    /// Whether closing it closes a link: what it takes, and of a country also what ships do at its ports. A ship is on the high seas up to the quay, but it ends in the country.
    pub fn closes(&self, data: &Dataset, network: &Network, link: LinkId) -> bool {
        let calls = |country: &Country| calls_at(data, network, link, country.as_str());
        self.takes(data, network, link) || matches!(self, Selector::Country(country) if calls(country))
    }

    /// Whether it takes a link: along a segment, across a border, or in a terminal.
    pub fn takes(&self, data: &Dataset, network: &Network, link: LinkId) -> bool {
        let (from, to) = network.ends(link);
        let (a, b) = (network.node(from), network.node(to));
        let segment = network.segment_of(link);
        match self {
            Selector::Place(place) => a.place == *place || b.place == *place,
            Selector::Country(country) if segment.is_none() => a.side == *country || b.side == *country,
            Selector::Border(x, y) => {
                segment.is_none() && ((a.side, b.side) == (*x, *y) || (a.side, b.side) == (*y, *x)) && a.side != b.side
            }
            Selector::Mode(mode) => a.layer.mode == *mode || b.layer.mode == *mode,
            other => segment.is_some_and(|ix| other.takes_segment(data, ix)),
        }
    }
}

/// Whether a ship that runs along a link begins or ends in a port of a country.
pub(super) fn calls_at(data: &Dataset, network: &Network, link: LinkId, country: &str) -> bool {
    let (from, to) = network.ends(link);
    let is_port = |place: PlaceIx| {
        let place = data.place(place);
        place.kind.has_handling() && place.countries.iter().any(|own| own.as_str() == country)
    };
    let [a, b] = [from, to].map(|node| network.node(node));
    a.layer.mode.is_afloat() && network.segment_of(link).is_some() && (is_port(a.place) || is_port(b.place))
}
