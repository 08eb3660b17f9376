//! The lines of a GeoJSON geometry, read without building anything else.

use std::borrow::Cow;
use std::fmt;

use geo::{Coord, LineString};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What of a geometry is lines. Points and areas are no part of a network.
#[derive(Debug, Default)]
pub(super) struct Lines(pub Vec<LineString<f64>>);

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfGeometry)
    }
}

struct OfGeometry;

impl<'de> Visitor<'de> for OfGeometry {
    type Value = Lines;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a geometry")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lines, A::Error> {
        let mut kind: Option<Cow<str>> = None;
        let mut found = Coordinates::default();
        let mut depth = None;
        while let Some(key) = map.next_key::<Cow<str>>()? {
            match key.as_ref() {
                "type" => kind = Some(map.next_value()?),
                "coordinates" => {
                    if let Item::Depth(reached) = map.next_value_seed(&mut found)? {
                        depth = Some(reached);
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match (kind.as_deref(), depth) {
            (Some("LineString"), Some(LINE)) => Ok(Lines(vec![found.points.into()])),
            (Some("MultiLineString"), Some(LINES)) => Ok(found.lines()),
            (Some("LineString" | "MultiLineString"), Some(EMPTY)) => Ok(Lines(vec![LineString::new(Vec::new())])),
            (Some("LineString"), _) => Err(A::Error::custom("the coordinates of a LineString are a list of positions")),
            (Some("MultiLineString"), _) => {
                Err(A::Error::custom("the coordinates of a MultiLineString are a list of lists of positions"))
            }
            (Some("Point" | "MultiPoint" | "Polygon" | "MultiPolygon" | "GeometryCollection"), _) => Ok(Lines::default()),
            (Some(other), _) => Err(A::Error::custom(format!("there is no geometry of the type {other:?}"))),
            (None, _) => Err(A::Error::custom("the geometry has no type")),
        }
    }
}

const EMPTY: usize = 0;
const POSITION: usize = 1;
const LINE: usize = 2;
const LINES: usize = 3;

/// Positions, and where each list of them ends.
#[derive(Default)]
struct Coordinates {
    points: Vec<Coord<f64>>,
    ends: Vec<usize>,
}

impl Coordinates {
    fn lines(self) -> Lines {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        Lines(begins.zip(&self.ends).map(|(begin, end)| self.points[begin..*end].to_vec().into()).collect())
    }
}

/// A number, or a list of so many levels.
enum Item {
    Number(f64),
    Depth(usize),
}

impl<'de> DeserializeSeed<'de> for &mut Coordinates {
    type Value = Item;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Item, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Coordinates {
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
        while let Some(item) = list.next_element_seed(&mut *self)? {
            match item {
                Item::Number(number) => {
                    if let Some(place) = numbers.get_mut(count) {
                        *place = number;
                    }
                    count += 1;
                }
                Item::Depth(found) => depth = depth.max(Some(found)),
            }
        }
        match (count, depth) {
            (0, None) => Ok(Item::Depth(EMPTY)),
            (0, Some(depth)) => {
                if depth == POSITION {
                    self.ends.push(self.points.len());
                }
                Ok(Item::Depth(depth + 1))
            }
            (1, None) => Err(A::Error::custom("a position needs two numbers")),
            (_, None) => {
                self.points.push(Coord { x: numbers[0], y: numbers[1] });
                Ok(Item::Depth(POSITION))
            }
            _ => Err(A::Error::custom("numbers and lists are mixed in the coordinates")),
        }
    }
}
