//! What trade may depend on: the countries, links, borders, border posts, ports and straits that a route uses.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Ground, OdPair};
use crate::model::{Country, Dataset, PlaceKind};
use crate::network::{LinkId, LinkKind, Path, Selector};

/// A kind of thing that a route uses and that can be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Things {
    /// Countries: their segments, their side of borders, their terminals.
    Countries,
    /// Segments.
    Links,
    /// All crossings between two countries.
    Borders,
    /// Single border posts.
    Posts,
    /// Ports where goods are handled.
    Ports,
    /// Straits and canals that ships pass.
    Straits,
}

impl Things {
    /// What a path uses of this kind. Left out is what the pair cannot do without: the countries that its ends lie in, and its ends.
    pub(super) fn used(self, ground: Ground, pair: &OdPair, path: &Path) -> BTreeSet<Selector> {
        let own = ground.own_countries(pair);
        path.links.iter().flat_map(|link| self.at(ground, *link)).filter(|thing| is_transit(thing, pair, &own)).collect()
    }

    /// What a link uses of this kind.
    pub(super) fn at(self, ground: Ground, link: LinkId) -> Vec<Selector> {
        let (from, to) = ground.network.ends(link);
        let (a, b) = (ground.network.node(from), ground.network.node(to));
        let kind = ground.network.link(link).kind;
        let place = |is_one: bool| if is_one { vec![Selector::Place(a.place)] } else { Vec::new() };
        match (self, kind) {
            (Things::Countries, LinkKind::Segment { segment, .. }) => {
                vec![Selector::Country(ground.data.segment(segment).country)]
            }
            (Things::Countries, _) => vec![Selector::Country(a.side), Selector::Country(b.side)],
            (Things::Links, LinkKind::Segment { segment, .. }) => vec![Selector::Segment(segment)],
            (Things::Borders, LinkKind::Crossing { .. }) => {
                vec![Selector::Border(a.side.min(b.side), a.side.max(b.side))]
            }
            (Things::Posts, LinkKind::Crossing { .. }) => place(true),
            (Things::Ports, LinkKind::Transfer { .. }) => place(a.layer.mode.is_afloat() || b.layer.mode.is_afloat()),
            (Things::Straits, LinkKind::Passage { .. }) => place(ground.data.place(a.place).kind == PlaceKind::Strait),
            _ => Vec::new(),
        }
    }
}

/// Whether a pair could do without a thing: not the countries that its ends lie in, nor its ends.
pub(super) fn is_transit(thing: &Selector, pair: &OdPair, own: &BTreeSet<Country>) -> bool {
    match thing {
        Selector::Country(country) => !own.contains(country) && !country.is_high_seas(),
        Selector::Place(place) => *place != pair.from && *place != pair.to,
        _ => true,
    }
}

/// Id and name of a thing, for an answer.
pub(super) fn label(data: &Dataset, thing: &Selector) -> (String, String) {
    let named = |code| match data.country_name(code) {
        "" => code.to_string(),
        name => name.to_owned(),
    };
    let name = match thing {
        Selector::Segment(ix) => {
            let segment = data.segment(*ix);
            let via = segment.name.as_deref().map_or(String::new(), |name| format!(" ({name})"));
            format!("{}{via}", data.ends_by_name(segment))
        }
        Selector::Country(code) => named(*code),
        Selector::Border(a, b) => format!("{} - {}", named(*a), named(*b)),
        other => other.describe(data),
    };
    (thing.id(data), name)
}
