//! Members of GeoJSON objects that say nothing here, and yet must be what RFC 7946 says.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};

/// A `bbox`, which has four numbers, or six with heights (section 5).
pub(crate) struct Bbox;

impl<'de> Deserialize<'de> for Bbox {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Bbox, D::Error> {
        deserializer.deserialize_any(OfBbox)
    }
}

struct OfBbox;

impl<'de> Visitor<'de> for OfBbox {
    type Value = Bbox;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a \"bbox\" of four or six numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Bbox, A::Error> {
        let mut count = 0;
        while list.next_element::<f64>()?.is_some() {
            count += 1;
        }
        if [4, 6].contains(&count) {
            Ok(Bbox)
        } else {
            Err(A::Error::custom(format!("a \"bbox\" has four or six numbers, not {count}")))
        }
    }
}

/// The `id` of a feature, a text or number (section 3.2). Ids are read from the properties, where GIS programs have them.
pub(crate) struct FeatureId;

impl<'de> Deserialize<'de> for FeatureId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FeatureId, D::Error> {
        deserializer.deserialize_any(OfId)
    }
}

struct OfId;

impl Visitor<'_> for OfId {
    type Value = FeatureId;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an \"id\" that is text or number")
    }

    fn visit_str<E>(self, _: &str) -> Result<FeatureId, E> {
        Ok(FeatureId)
    }

    fn visit_i64<E>(self, _: i64) -> Result<FeatureId, E> {
        Ok(FeatureId)
    }

    fn visit_u64<E>(self, _: u64) -> Result<FeatureId, E> {
        Ok(FeatureId)
    }

    fn visit_f64<E>(self, _: f64) -> Result<FeatureId, E> {
        Ok(FeatureId)
    }
}

/// A member that makes an object of another type (section 7.1).
pub(crate) fn foreign<E: Error>(kind: &str, member: &str) -> E {
    E::custom(format!("a {kind} has no member {member:?}"))
}

/// What a geometry may say beside its type and coordinates.
#[derive(serde::Deserialize)]
pub(super) struct OfGeometry {
    #[serde(rename = "bbox")]
    _bbox: Option<Bbox>,
    geometry: Option<IgnoredAny>,
    properties: Option<IgnoredAny>,
    features: Option<IgnoredAny>,
}

impl OfGeometry {
    /// A member that no geometry has.
    pub fn foreign(&self) -> Option<&'static str> {
        let members = [(&self.geometry, "geometry"), (&self.properties, "properties"), (&self.features, "features")];
        members.into_iter().find(|(found, _)| found.is_some()).map(|(_, name)| name)
    }

    /// Whether a geometry says more than usual: then it is worth a look of its own.
    pub fn is_told(json: &str) -> bool {
        ["\"bbox\"", "\"geometry\"", "\"properties\"", "\"features\""].iter().any(|member| json.contains(member))
    }
}
