//! The lines of a GeoJSON geometry, read without building anything else.

use std::fmt;

use geo::Coord;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::feature::Text;
use crate::issue::{cut, quoted};
use crate::read::{Bbox, foreign, other_crs};

/// What positions must be.
pub(super) const DEGREES: &str = "positions must be longitude and latitude in degrees (EPSG:4326)";

/// What of a geometry is lines: positions, and where each line of them ends. Points and areas are no part of a network.
#[derive(Debug, Default)]
pub(super) struct Lines {
    points: Vec<Coord<f64>>,
    ends: Vec<usize>,
}

impl Lines {
    pub fn clear(&mut self) {
        self.points.clear();
        self.ends.clear();
    }

    /// Leaves out what came after so many points and ends.
    fn back_to(&mut self, (points, ends): (usize, usize)) {
        self.points.truncate(points);
        self.ends.truncate(ends);
    }

    /// Whether what came after so many points and ends is closed lines.
    fn are_rings(&self, (points, ends): (usize, usize)) -> bool {
        let begins = std::iter::once(points).chain(self.ends[ends..].iter().copied());
        begins.zip(&self.ends[ends..]).all(|(begin, end)| end - begin >= 4 && self.points[begin] == self.points[end - 1])
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The lines; several where the geometry is in parts.
    pub fn parts(&self) -> impl Iterator<Item = &[Coord<f64>]> + Clone {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, end)| &self.points[begin..*end])
    }
}

/// Reads a geometry. A feature may have none, a collection of geometries has no such member.
pub(super) struct OfGeometry<'l> {
    pub lines: &'l mut Lines,
    pub may_lack: bool,
}

impl<'t> DeserializeSeed<'t> for OfGeometry<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for OfGeometry<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a geometry or null")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.may_lack { Ok(()) } else { Err(E::custom("a member of a GeometryCollection is null")) }
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let before = (self.lines.points.len(), self.lines.ends.len());
        let (mut kind, mut depth, mut has_coordinates, mut has_geometries) = (None, None, false, false);
        let mut has_bbox = None;
        while let Some(Text(key)) = map.next_key()? {
            let is_again = match key.as_ref() {
                "type" => kind.replace(map.next_value::<Text>()?.0).is_some(),
                "coordinates" => {
                    if let Item::Depth(reached) = map.next_value_seed(OfItem(self.lines))? {
                        depth = Some(reached);
                    }
                    std::mem::replace(&mut has_coordinates, true)
                }
                "geometries" => {
                    map.next_value_seed(OfGeometries(self.lines))?;
                    std::mem::replace(&mut has_geometries, true)
                }
                "crs" => {
                    refuse_other_crs(&mut map)?;
                    false
                }
                "bbox" => has_bbox.replace(map.next_value::<Bbox>()?).is_some(),
                member @ ("geometry" | "properties" | "features") => return Err(foreign("geometry", member)),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    false
                }
            };
            if is_again {
                return Err(A::Error::custom(format!("{key:?} stands twice")));
            }
        }
        // RFC 7946, section 7.1: what makes a geometry of one type is no member of another.
        let is_collection = kind.as_deref() == Some("GeometryCollection");
        if is_collection && has_coordinates || !is_collection && has_geometries {
            let member = if has_geometries { "geometries" } else { "coordinates" };
            return Err(A::Error::custom(format!("a {} has no {member:?}", cut(kind.as_deref().unwrap_or("geometry")))));
        }
        match (kind.as_deref(), depth) {
            (Some("LineString"), Some(LINE)) | (Some("MultiLineString"), Some(LINES)) => {}
            // A list without anything in it has too few points to be a line; without lines it is as no geometry.
            (Some("LineString"), Some(EMPTY)) => self.lines.ends.push(self.lines.points.len()),
            (Some("MultiLineString"), Some(EMPTY)) => {}
            (Some("LineString"), _) => return Err(A::Error::custom("the coordinates of a LineString are a list of positions")),
            (Some("MultiLineString"), _) => {
                return Err(A::Error::custom("the coordinates of a MultiLineString are a list of lists of positions"));
            }
            (Some("GeometryCollection"), _) if has_geometries => {}
            (Some("GeometryCollection"), _) => return Err(A::Error::custom("a GeometryCollection has a list \"geometries\"")),
            (Some(kind @ ("Point" | "MultiPoint" | "Polygon" | "MultiPolygon")), _) => {
                let wanted = match kind {
                    "Point" => POSITION,
                    "MultiPoint" => LINE,
                    "Polygon" => LINES,
                    _ => LINES + 1,
                };
                if depth != Some(wanted) && depth != Some(EMPTY) {
                    return Err(A::Error::custom(format!("the coordinates of the {kind} are not those of one")));
                }
                if wanted >= LINES && !self.lines.are_rings(before) {
                    return Err(A::Error::custom("a ring has four positions or more, and ends where it begins"));
                }
                self.lines.back_to(before);
            }
            (Some(other), _) => return Err(A::Error::custom(format!("there is no geometry of the type {}", quoted(other)))),
            (None, _) => return Err(A::Error::custom("the geometry has no type")),
        }
        Ok(())
    }
}

/// Reads the geometries of a collection.
struct OfGeometries<'l>(&'l mut Lines);

impl<'t> DeserializeSeed<'t> for OfGeometries<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'t> Visitor<'t> for OfGeometries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of geometries")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(OfGeometry { lines: self.0, may_lack: false })?.is_some() {}
        Ok(())
    }
}

/// Reads the `crs` of older files, which must be that of all positions: degrees.
pub(super) fn refuse_other_crs<'t, A: MapAccess<'t>>(map: &mut A) -> Result<(), A::Error> {
    match other_crs(&map.next_value()?) {
        Some(other) => Err(A::Error::custom(format!("the \"crs\" member says {other}; {DEGREES}"))),
        None => Ok(()),
    }
}

const EMPTY: usize = 0;
const POSITION: usize = 1;
const LINE: usize = 2;
const LINES: usize = 3;

/// A number, or a list of so many levels.
enum Item {
    Number(f64),
    Depth(usize),
}

/// Reads coordinates, at any level.
struct OfItem<'l>(&'l mut Lines);

impl<'de> DeserializeSeed<'de> for OfItem<'_> {
    type Value = Item;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Item, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OfItem<'_> {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a number or a list")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Item, E> {
        Ok(Item::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Item, E> {
        Ok(Item::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Item, E> {
        Ok(Item::Number(number as f64))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Item, A::Error> {
        let (mut numbers, mut count, mut depth) = ([0.0; 2], 0, None);
        while let Some(item) = list.next_element_seed(OfItem(self.0))? {
            match item {
                Item::Number(number) => {
                    if let Some(place) = numbers.get_mut(count) {
                        *place = number;
                    }
                    count += 1;
                }
                Item::Depth(found) if depth.is_some_and(|depth| depth != found) => {
                    return Err(A::Error::custom("the lists of coordinates are not nested alike"));
                }
                Item::Depth(found) => depth = Some(found),
            }
        }
        match (count, depth) {
            (0, None) => Ok(Item::Depth(EMPTY)),
            (0, Some(depth)) => {
                if depth == POSITION {
                    self.0.ends.push(self.0.points.len());
                }
                Ok(Item::Depth(depth + 1))
            }
            (1, None) => Err(A::Error::custom("a position needs two numbers")),
            (_, None) => {
                self.0.points.push(Coord { x: numbers[0], y: numbers[1] });
                Ok(Item::Depth(POSITION))
            }
            _ => Err(A::Error::custom("numbers and lists are mixed in the coordinates")),
        }
    }
}
