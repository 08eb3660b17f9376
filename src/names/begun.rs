//! Names that were begun: what may be meant while somebody still writes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Names, fold, likest};
use crate::model::{Country, PlaceKind, Word};

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Places.
    #[default]
    Place,
    /// What can be closed or avoided: countries, seas, straits and other places, corridors.
    Thing,
    /// Corridors and segments.
    Segment,
}

/// A name that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What is understood wherever such a name is.
    pub id: String,
    /// Its name in English.
    pub name: String,
    /// What it is, and where.
    pub about: String,
    /// The name by which it was found, where that is another one.
    pub alias: Option<String>,
}

struct Candidate<'a> {
    id: &'a str,
    name: &'a str,
    about: String,
    others: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// The names that a text begins, the likeliest first: those that begin so, then those of which a word does, then those that are like it.
    pub fn begun(&self, text: &str, kind: Kind, most: usize) -> Vec<Begun> {
        let wanted = fold(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let candidates = self.candidates(kind);
        let mut found: BTreeMap<(u8, usize), &Candidate> = BTreeMap::new();
        for (i, candidate) in candidates.iter().enumerate() {
            let best = candidate.all().filter_map(|name| nearness(name, &wanted)).min();
            if let Some(best) = best {
                found.insert((best, i), candidate);
            }
        }
        if found.is_empty() {
            let names = candidates.iter().enumerate().flat_map(|(i, one)| one.all().map(move |name| (name, i.to_string())));
            for (rank, (_, i)) in likest(text, names).into_iter().enumerate() {
                let i: usize = i.parse().unwrap_or_default();
                if !found.keys().any(|(_, known)| *known == i) {
                    found.insert((u8::try_from(rank).unwrap_or(u8::MAX).saturating_add(10), i), &candidates[i]);
                }
            }
        }
        found.values().take(most).map(|candidate| candidate.begun(text, &wanted)).collect()
    }

    fn candidates(&self, kind: Kind) -> Vec<Candidate<'a>> {
        let data = self.data;
        let others = |names: &'a [String]| names.iter().map(String::as_str).collect::<Vec<_>>();
        let mut all = Vec::new();
        if kind == Kind::Thing {
            all.extend(data.countries.iter().map(|country| Candidate {
                id: country.code.as_str(),
                name: &country.name,
                about: "country".into(),
                others: others(&country.aliases),
            }));
            all.extend(
                data.areas
                    .iter()
                    .filter(|area| data.segments.iter().any(|segment| segment.sea.as_ref() == Some(&area.name)))
                    .map(|area| Candidate {
                        id: &area.name,
                        name: &area.name,
                        about: "sea".into(),
                        others: others(&area.aliases),
                    }),
            );
        }
        if kind != Kind::Place {
            all.extend(data.corridors.iter().map(|corridor| Candidate {
                id: &corridor.id,
                name: &corridor.name,
                about: "corridor".into(),
                others: others(&corridor.aliases),
            }));
        }
        if kind == Kind::Segment {
            all.extend(data.segments.iter().map(|segment| Candidate {
                id: &segment.id,
                name: segment.name.as_deref().unwrap_or(&segment.id),
                about: format!("{}, {}", segment.mode.word(), segment.country),
                others: Vec::new(),
            }));
        } else {
            // What nobody names as an end of a way comes last.
            let mut places: Vec<_> = data.places.iter().collect();
            places.sort_by_key(|place| !place.kind.has_handling() && place.kind != PlaceKind::Strait);
            all.extend(places.into_iter().map(|place| {
                let countries: Vec<&str> = place.countries.iter().map(Country::as_str).collect();
                let about = if place.kind == PlaceKind::Node {
                    String::new()
                } else {
                    format!("{}, {}", place.kind.word(), countries.join("/"))
                };
                let others = others(&place.aliases).into_iter().chain(place.locode.as_deref()).collect();
                Candidate { id: &place.id, name: &place.name, about, others }
            }));
        }
        all
    }
}

impl<'a> Candidate<'a> {
    fn all(&self) -> impl Iterator<Item = &'a str> {
        [self.name, self.id].into_iter().chain(self.others.clone())
    }

    fn begun(&self, text: &str, wanted: &str) -> Begun {
        let text = text.trim().to_lowercase();
        let own = [self.name, self.id].into_iter().filter_map(|name| nearness(name, wanted)).min();
        // Another name is shown where it begins as it was written, in the script of whoever writes, and else where it is the nearer one.
        let as_written = |name: &str| name.to_lowercase().starts_with(&text);
        let alias = self.others.iter().filter_map(|name| Some((!as_written(name), nearness(name, wanted)?, *name)));
        let alias = alias.min_by_key(|(is_other, near, _)| (*is_other, *near));
        let is_wanted =
            |is_other: bool, near: u8| if is_other { own.is_none_or(|own| near < own) } else { !as_written(self.name) };
        let alias = alias.filter(|(is_other, near, _)| is_wanted(*is_other, *near)).map(|(.., name)| name.to_owned());
        Begun { id: self.id.to_owned(), name: self.name.to_owned(), about: self.about.clone(), alias }
    }
}

/// How near a name is to what was begun: 0 the same, 1 begins so, 2 a word of it does, 3 holds it; none where it is another name.
fn nearness(name: &str, wanted: &str) -> Option<u8> {
    let folded = fold(name);
    if folded == wanted {
        return Some(0);
    }
    if folded.starts_with(wanted) {
        return Some(1);
    }
    if !folded.contains(wanted) {
        return None;
    }
    let begins = name.split(|letter: char| !letter.is_alphanumeric()).any(|word| fold(word).starts_with(wanted));
    if begins { Some(2) } else { (wanted.len() >= 3).then_some(3) }
}
