//! Finding what people mean: places, countries, seas, segments and corridors by id, name or alias in any script.

mod begun;

pub use begun::{Begun, Kind};

use std::collections::HashMap;

use geo::{Distance, Geodesic, Point};

use crate::error::Error;
use crate::issue::{harmless, quoted};
use crate::limits::NAME;
use crate::model::{Country, Dataset, Mode, PlaceIx, Word};
use crate::network::Selector;

/// A place that was asked for, and how far it lies from the position asked for, if it was a position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// The place.
    pub place: PlaceIx,
    /// Kilometres between `lat,lon` and the place that it was snapped to.
    pub snapped_km: Option<f64>,
}

/// Finds things of a dataset by what people type.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    data: &'a Dataset,
}

/// How far a position may lie from the place that it is taken for.
pub const FARTHEST_SNAP_KM: f64 = 200.0;
/// How alike two names must be to be offered.
const LIKENESS: f64 = 0.75;
/// What is longer, folded, is no misspelt name, and is compared with none: that would take minutes.
const LONGEST_NAME: usize = 100;
/// How many names are offered.
const OFFERED: usize = 4;

/// Places by name for tables, in whose thousands of rows the same few names stand: finding one by name takes time.
pub struct Remembered<'a> {
    names: Names<'a>,
    found: HashMap<String, PlaceIx>,
}

impl<'a> Remembered<'a> {
    /// Nothing is remembered yet.
    pub fn new(names: Names<'a>) -> Remembered<'a> {
        Remembered { names, found: HashMap::new() }
    }

    /// The place that a text means, as [`Names::place`] finds it.
    ///
    /// # Errors
    /// Those of [`Names::place`].
    pub fn place(&mut self, text: &str) -> Result<PlaceIx, Error> {
        if let Some(place) = self.found.get(text) {
            return Ok(*place);
        }
        let place = self.names.place(text)?.place;
        self.found.insert(text.to_owned(), place);
        Ok(place)
    }
}

impl<'a> Names<'a> {
    /// The names of a dataset.
    pub fn new(data: &'a Dataset) -> Names<'a> {
        Names { data }
    }

    /// The place that a text means: an id, a UN/LOCODE, a name or alias in any script, with or without diacritics, or `lat,lon`.
    ///
    /// # Errors
    /// [`Error::Name`] where the text means nothing, or more than one place.
    pub fn place(&self, text: &str) -> Result<Found, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::Name {
                code: "no-place",
                message: "no place was given".into(),
                help: Some("write a name, an id, or lat,lon".into()),
            });
        }
        if let Some(point) = position(text) {
            return self.nearest(point.map_err(|message| Error::Name {
                code: "position",
                message,
                help: Some("write latitude,longitude in degrees: 55.75,37.62".into()),
            })?);
        }
        match self.places_named(text).as_slice() {
            [place] => Ok(Found { place: *place, snapped_km: None }),
            [] => Err(self.no_place(text)),
            several => {
                let choices: Vec<String> = several.iter().map(|ix| self.describe(*ix)).collect();
                Err(Error::Name {
                    code: "ambiguous",
                    message: format!("{} can mean {} places", quoted(text), several.len()),
                    help: Some(format!("write the id of one: {}", choices.join(", "))),
                })
            }
        }
    }

    /// That a text names no place: it may name what a place lies in.
    fn no_place(&self, text: &str) -> Error {
        let country = match self.country_or_sea(text) {
            Some(Selector::Country(country)) if !country.is_high_seas() => country,
            _ => return self.unknown("place", text, &self.place_candidates(text)),
        };
        let main = self.data.main_place(country.as_str());
        let help = main.map_or_else(
            || "name a place that lies in it".to_owned(),
            |place| format!("name a place that lies in it, such as {}", self.describe(place)),
        );
        Error::Name { code: "unknown-name", message: format!("{} is a country, not a place", quoted(text)), help: Some(help) }
    }

    /// Segments by the id of a segment or the id, name or alias of a corridor.
    ///
    /// # Errors
    /// [`Error::Name`] where the text means neither.
    pub fn segments(&self, text: &str) -> Result<Selector, Error> {
        let text = text.trim();
        if let Some(ix) = self.data.segment_ix(text) {
            return Ok(Selector::Segment(ix));
        }
        if let Ok(corridor) = self.corridor(text) {
            return Ok(Selector::Corridor(corridor.to_owned()));
        }
        let ids = self.data.segments.iter().map(|s| s.id.as_str()).chain(self.data.corridors.iter().map(|c| c.id.as_str()));
        Err(self.unknown("segment or corridor", text, &likest(text, ids.map(|id| (id, id.to_owned())))))
    }

    /// A corridor's id by its id, name or alias.
    ///
    /// # Errors
    /// [`Error::Name`] where there is none of that name.
    pub fn corridor(&self, text: &str) -> Result<&'a str, Error> {
        let wanted = fold(text);
        let is_named = |c: &crate::model::Corridor| {
            let names = [c.id.as_str(), c.name.as_str()].into_iter().chain(c.aliases.iter().map(String::as_str));
            names.into_iter().any(|name| !wanted.is_empty() && fold(name) == wanted)
        };
        let corridors = &self.data.corridors;
        let found = corridors.iter().find(|c| c.id == text).or_else(|| corridors.iter().find(|c| is_named(c)));
        found.map(|c| c.id.as_str()).ok_or_else(|| {
            let names = self.data.corridors.iter().flat_map(|c| {
                let own = [c.id.as_str(), c.name.as_str()].into_iter().chain(c.aliases.iter().map(String::as_str));
                own.map(|name| (name, c.id.clone()))
            });
            self.unknown("corridor", text, &likest(text, names))
        })
    }

    /// What may be avoided: a country, a sea, a place or a segment.
    ///
    /// # Errors
    /// [`Error::Name`] where the text means none of these, or several places.
    pub fn avoidable(&self, text: &str) -> Result<Selector, Error> {
        let text = text.trim();
        if let Some(ix) = self.data.segment_ix(text) {
            return Ok(Selector::Segment(ix));
        }
        if let Some(place) = self.data.place_ix(text) {
            return Ok(Selector::Place(place));
        }
        if let Some(found) = self.country_or_sea(text) {
            return Ok(found);
        }
        match self.place(text) {
            Ok(found) => Ok(Selector::Place(found.place)),
            Err(error @ Error::Name { .. }) if self.places_named(text).len() > 1 => Err(error),
            Err(_) if Mode::of(&text.to_lowercase()).is_some() => Err(Error::Name {
                code: "unknown-name",
                message: format!("{} is a mode, not a country, sea, place or segment", quoted(text)),
                help: Some("`--mode` says by which modes to go".into()),
            }),
            Err(_) => {
                let countries = self.data.countries.iter().map(|c| (c.name.as_str(), format!("{} ({})", c.name, c.code)));
                let mut candidates: Vec<_> = likest(text, countries);
                candidates.extend(self.place_candidates(text));
                Err(self.unknown("country, sea, place or segment", text, &candidates))
            }
        }
    }

    /// The country or sea of this code or name: as it stands first, then whatever its case, script and diacritics.
    fn country_or_sea(&self, text: &str) -> Option<Selector> {
        let countries = &self.data.countries;
        let of_code = countries.iter().find(|country| country.code.as_str().eq_ignore_ascii_case(text));
        if let Some(country) = of_code {
            return Some(Selector::Country(country.code));
        }
        let (lower, folded) = (text.to_lowercase(), fold(text));
        let named = |is_meant: &dyn Fn(&str) -> bool| {
            let any = |name: &str, aliases: &[String]| is_meant(name) || aliases.iter().any(|alias| is_meant(alias));
            let country = countries.iter().find(|country| any(&country.name, &country.aliases));
            let sea = || self.data.areas.iter().find(|area| any(&area.name, &area.aliases));
            country.map(|country| Selector::Country(country.code)).or_else(|| sea().map(|area| Selector::Sea(area.name.clone())))
        };
        named(&|name| name.to_lowercase() == lower)
            .or_else(|| if folded.is_empty() { None } else { named(&|name| fold(name) == folded) })
    }

    /// What may be closed, reopened or changed: a mode, a border (`AZ-IR`), a corridor, or what may be avoided.
    ///
    /// # Errors
    /// [`Error::Name`] where the text means none of these.
    pub fn closable(&self, text: &str) -> Result<Selector, Error> {
        let text = text.trim();
        if let Some(mode) = Mode::of(&text.to_lowercase()) {
            return Ok(Selector::Mode(mode));
        }
        let country =
            |code: &str| self.data.countries.iter().find(|c| c.code.as_str().eq_ignore_ascii_case(code)).map(|c| c.code);
        // Word processors make a dash of the hyphen.
        let sides = text.split_once(['-', '\u{2013}']).and_then(|(a, b)| Some((country(a)?, country(b)?)));
        if let Some((a, b)) = sides.filter(|_| self.data.place_ix(text).is_none()) {
            return self.border(text, a, b);
        }
        // "Caspian" is a corridor and "Caspian Sea" a sea: what lies on the map comes first.
        self.avoidable(text).or_else(|error| self.corridor(text).map(|id| Selector::Corridor(id.to_owned())).map_err(|_| error))
    }

    /// `name (id, CC)`, for a message.
    pub fn describe(&self, ix: PlaceIx) -> String {
        let place = self.data.place(ix);
        let countries: Vec<&str> = place.countries.iter().map(crate::model::Country::as_str).collect();
        format!("{} = {} ({})", harmless(&place.id), harmless(&place.name), countries.join("/"))
    }

    fn places_named(&self, text: &str) -> Vec<PlaceIx> {
        if let Some(ix) = self.data.place_ix(text) {
            return vec![ix];
        }
        // A name as it stands comes before names that merely read the same without diacritics or in another script.
        let lower = text.to_lowercase();
        let exact = self.having(|name| name.to_lowercase() == lower);
        if !exact.is_empty() {
            return exact;
        }
        let folded = fold(text);
        if folded.is_empty() { Vec::new() } else { self.having(|name| fold(name) == folded) }
    }

    fn having(&self, is_meant: impl Fn(&str) -> bool) -> Vec<PlaceIx> {
        let names = |place: &'a crate::model::Place| {
            [place.id.as_str(), place.name.as_str()]
                .into_iter()
                .chain(place.locode.as_deref())
                .chain(place.aliases.iter().map(String::as_str))
        };
        self.data.place_entries().filter(|(_, place)| names(place).any(&is_meant)).map(|(ix, _)| ix).collect()
    }

    fn nearest(&self, point: Point<f64>) -> Result<Found, Error> {
        let on_freight_network: std::collections::HashSet<PlaceIx> = self
            .data
            .segments
            .iter()
            .filter(|segment| segment.mode != crate::model::Mode::Pipeline)
            .flat_map(|segment| [segment.from, segment.to])
            .collect();
        let distance = |place: &crate::model::Place| Geodesic.distance(point, place.point);
        let found = self
            .data
            .place_entries()
            .filter(|(ix, place)| on_freight_network.contains(ix) && place.kind.has_handling() && place.is_placed())
            .min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b)));
        match found {
            Some((place, at)) if distance(at) > FARTHEST_SNAP_KM * 1000.0 => {
                let (lat, lon) = (point.y(), point.x());
                let swapped = Point::new(lat, lon);
                let is_swapped = {
                    let near = self.data.places.iter().map(|p| Geodesic.distance(swapped, p.point)).fold(f64::INFINITY, f64::min);
                    lon.abs() <= 90.0 && near <= FARTHEST_SNAP_KM * 1000.0
                };
                let help = if is_swapped {
                    format!("are latitude and longitude swapped? {lon},{lat} lies on the network")
                } else {
                    let is_ours = self.data.place(place).kind != crate::model::PlaceKind::Node;
                    let covers = if is_ours {
                        "the network covers Russia, the Caucasus, Iran, Central Asia, India and their neighbours; "
                    } else {
                        ""
                    };
                    format!("{covers}name {}", self.describe(place))
                };
                let message = format!(
                    "{lat},{lon} is {:.0} km from {}, the nearest place; at most {FARTHEST_SNAP_KM} km are bridged",
                    distance(at) / 1000.0,
                    harmless(&at.name)
                );
                Err(Error::Name { code: "far-from-all", message, help: Some(help) })
            }
            Some((place, at)) => Ok(Found { place, snapped_km: Some(distance(at) / 1000.0) }),
            None => Err(Error::no_places()),
        }
    }

    fn place_candidates(&self, text: &str) -> Vec<(f64, String)> {
        let names = self.data.place_entries().flat_map(|(ix, place)| {
            let described = self.describe(ix);
            [place.id.as_str(), place.name.as_str()]
                .into_iter()
                .chain(place.aliases.iter().map(String::as_str))
                .map(move |name| (name, described.clone()))
        });
        likest(text, names)
    }

    /// The border between two countries, in the order of their codes, whichever was named first.
    fn border(&self, text: &str, a: Country, b: Country) -> Result<Selector, Error> {
        let both = |x: Country, y: Country| {
            self.data.places.iter().any(|p| p.has_sides() && [x, y].iter().all(|c| p.countries.contains(c)))
        };
        if a != b && both(a, b) {
            return Ok(Selector::Border(a.min(b), a.max(b)));
        }
        let others = self.data.countries.iter().map(|c| c.code).filter(|other| *other != a && both(a, *other));
        let known: Vec<_> = others.map(|other| (0.0, format!("{}-{}", a.min(other), a.max(other)))).collect();
        Err(self.unknown("border", text, &known))
    }

    fn unknown(&self, what: &str, text: &str, candidates: &[(f64, String)]) -> Error {
        let list = match what {
            "place" => "`corridor places`, with --data or --network as here, lists all",
            "corridor" => "`corridor corridors` lists all",
            "segment or corridor" => "`corridor segments` and `corridor corridors` list all",
            _ => "`corridor places` and `corridor segments` list what there is",
        };
        let mut names: Vec<&str> = Vec::new();
        for (_, name) in candidates {
            if names.len() < OFFERED && !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let help = if names.is_empty() { list.to_owned() } else { format!("did you mean {}?", names.join(", or ")) };
        Error::Name { code: "unknown-name", message: format!("no {what} named {}", quoted(text)), help: Some(help) }
    }
}

/// Names like a text, the likest first, each with what to show for it.
fn likest<'n>(text: &str, names: impl Iterator<Item = (&'n str, String)>) -> Vec<(f64, String)> {
    // What is so long is no slip of the pen, and comparing takes time that grows with its square.
    if text.chars().nth(NAME).is_some() {
        return Vec::new();
    }
    let wanted = fold(text);
    if wanted.len() > LONGEST_NAME {
        return Vec::new();
    }
    let mut likest: Vec<(f64, String)> = names
        .map(|(name, shown)| {
            let name = fold(name);
            let begins = wanted.len() >= 4 && name.starts_with(&wanted);
            let likeness = if begins { 0.99 } else { strsim::normalized_damerau_levenshtein(&wanted, &name) };
            // Swapped, doubled and left-out letters count little at the end of a word: Jaro-Winkler sees that.
            (likeness.max(strsim::jaro_winkler(&wanted, &name) - 0.1), shown)
        })
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .collect();
    likest.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
    likest
}

/// A name without case, diacritics, spaces and punctuation, in Latin letters whatever its script. Two spellings of one name mostly
/// fold to the same text; an alias in the data takes care of the others.
pub fn fold(text: &str) -> String {
    let latin: String = text.to_lowercase().chars().map(|c| if c == 'ə' { 'e' } else { c }).collect();
    deunicode::deunicode_with_tofu(&latin, "").chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

/// Reads `lat,lon`; `None` where the text is not two numbers.
fn position(text: &str) -> Option<Result<Point<f64>, String>> {
    let (lat, lon) = text.split_once(',')?;
    let (lat, lon): (f64, f64) = (lat.trim().parse().ok()?, lon.trim().parse().ok()?);
    if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
        Some(Ok(Point::new(lon, lat)))
    } else {
        Some(Err(format!("{} is not a position on earth", quoted(text))))
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_name_fold_together() {
        assert_eq!(fold("Naxçıvan"), "naxcivan");
        assert_eq!(fold("Lənkəran"), "lenkeran");
        assert_eq!(fold("МОСКВА"), fold("Moskva"));
        assert_eq!(fold("Bandar-e ʿAbbās"), "bandareabbas");
        assert_eq!(fold("  "), "");
    }
}
