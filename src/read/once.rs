//! JSON objects each of whose members stands once: of two, nobody knows which is meant.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::issue::quoted;

/// The members of an object, each once.
pub(crate) struct OnceEach(pub(crate) Map<String, Value>);

impl<'de> Deserialize<'de> for OnceEach {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<OnceEach, D::Error> {
        deserializer.deserialize_map(OfMembers)
    }
}

struct OfMembers;

impl<'de> Visitor<'de> for OfMembers {
    type Value = OnceEach;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OnceEach, A::Error> {
        let mut found = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value()?;
            if found.contains_key(&key) {
                return Err(A::Error::custom(format!("{} stands twice", quoted(&key))));
            }
            found.insert(key, value);
        }
        Ok(OnceEach(found))
    }
}
