//! The properties of a GeoJSON feature that mean something here; the others are passed over.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::attributes::Wrong;
use super::mapping::{Field, Mapping};

/// Properties by what they mean.
pub(super) struct Properties<'a> {
    mapping: &'a Mapping,
    values: [Value<'a>; Field::ALL.len()],
}

/// A property's value as text; a list or an object is none.
#[derive(Debug, Clone, Default)]
enum Value<'a> {
    /// The property is not there.
    #[default]
    Absent,
    /// It is there and says nothing.
    Empty,
    Text(Cow<'a, str>),
}

impl<'a> Properties<'a> {
    /// Reads the properties of a feature.
    pub fn read(raw: Option<&'a RawValue>, mapping: &'a Mapping) -> Result<Properties<'a>, Wrong> {
        let mut found = Properties { mapping, values: Default::default() };
        let Some(raw) = raw.filter(|raw| raw.get() != "null") else { return Ok(found) };
        let mut deserializer = serde_json::Deserializer::from_str(raw.get());
        let read = (&mut found).deserialize(&mut deserializer);
        read.map_err(|error| Wrong::new(format!("the properties cannot be read: {error}"), "properties are an object or null"))?;
        Ok(found)
    }

    pub fn has(&self, name: &str) -> bool {
        let of_name = Field::ALL.iter().filter(|(field, _)| self.mapping.name(*field).eq_ignore_ascii_case(name));
        of_name.into_iter().any(|(field, _)| !matches!(self.values[*field as usize], Value::Absent))
    }

    pub fn text(&self, field: Field) -> Option<Cow<'_, str>> {
        match &self.values[field as usize] {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Absent | Value::Empty => None,
        }
    }
}

impl<'a> DeserializeSeed<'a> for &mut Properties<'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for &mut Properties<'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object or null")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<str>>()? {
            // One attribute may mean several things.
            let mut value = None;
            for (field, _) in Field::ALL {
                if self.mapping.name(field).eq_ignore_ascii_case(&key) {
                    if value.is_none() {
                        value = Some(map.next_value::<Value>()?);
                    }
                    self.values[field as usize] = value.clone().unwrap_or_default();
                }
            }
            if value.is_none() {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfValue)
    }
}

struct OfValue;

impl<'de> Visitor<'de> for OfValue {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, answer: bool) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(if answer { "yes" } else { "no" })))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(number.to_string())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(number.to_string())))
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Empty)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value<'de>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Empty)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Empty)
    }
}
