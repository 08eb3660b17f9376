//! One GeoJSON feature, read in a single pass: its lines, and of its properties those that mean something here.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::geometry::{Lines, OfGeometry, refuse_other_crs};
use super::mapping::Mapping;
use super::properties::{Names, OfProperties, Properties};
use crate::read::{Bbox, FeatureId, foreign};

/// Reads one feature after another; keeps its memory from one to the next.
pub(super) struct Reader<'m> {
    names: Names<'m>,
    lines: Lines,
}

/// A feature of a file.
pub(super) struct Feature<'t> {
    /// What its `type` says.
    pub kind: Cow<'t, str>,
    /// None where they are neither an object nor null.
    pub properties: Option<Properties<'t>>,
}

impl<'m> Reader<'m> {
    /// A reader that knows which property means what.
    pub fn new(mapping: &'m Mapping) -> Reader<'m> {
        Reader { names: Names::of(mapping), lines: Lines::default() }
    }

    /// The feature at the beginning of a text, with its lines, and the bytes that it takes.
    pub fn read<'t>(&mut self, text: &'t str) -> serde_json::Result<(Feature<'t>, &Lines, &Names<'m>, usize)> {
        self.lines.clear();
        let mut json = serde_json::Deserializer::from_str(text);
        let feature = (&mut *self).deserialize(&mut json)?;
        let length = json.into_iter::<IgnoredAny>().byte_offset();
        Ok((feature, &self.lines, &self.names, length))
    }
}

impl<'t> DeserializeSeed<'t> for &mut Reader<'_> {
    type Value = Feature<'t>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Feature<'t>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for &mut Reader<'_> {
    type Value = Feature<'t>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Feature<'t>, A::Error> {
        let (mut kind, mut properties, mut has_geometry) = (None, None, false);
        let (mut has_id, mut has_bbox) = (None, None);
        while let Some(Text(key)) = map.next_key()? {
            let is_again = match key.as_ref() {
                "type" => kind.replace(map.next_value::<Text>()?.0).is_some(),
                "geometry" => {
                    map.next_value_seed(OfGeometry { lines: &mut self.lines, may_lack: true })?;
                    std::mem::replace(&mut has_geometry, true)
                }
                "properties" => properties.replace(map.next_value_seed(OfProperties(&self.names))?).is_some(),
                "crs" => {
                    refuse_other_crs(&mut map)?;
                    false
                }
                "id" => has_id.replace(map.next_value::<FeatureId>()?).is_some(),
                "bbox" => has_bbox.replace(map.next_value::<Bbox>()?).is_some(),
                member @ ("coordinates" | "geometries" | "features") => return Err(foreign("Feature", member)),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    false
                }
            };
            if is_again {
                return Err(A::Error::custom(format!("{key:?} stands twice")));
            }
        }
        let kind = kind.ok_or_else(|| A::Error::custom("it has no \"type\""))?;
        let lacks = |member: &str| A::Error::custom(format!("the {kind} has no {member:?}, not even null"));
        let properties = properties.ok_or_else(|| lacks("properties"))?;
        if has_geometry { Ok(Feature { kind, properties }) } else { Err(lacks("geometry")) }
    }
}

/// A text that is copied only where the file writes it otherwise than it reads.
pub(super) struct Text<'t>(pub Cow<'t, str>);

impl<'t> Deserialize<'t> for Text<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Text<'t>, D::Error> {
        deserializer.deserialize_str(OfText)
    }
}

struct OfText;

impl<'t> Visitor<'t> for OfText {
    type Value = Text<'t>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Text<'t>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'t>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}
