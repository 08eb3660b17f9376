//! The properties of a GeoJSON feature that mean something here; the others are passed over.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::attributes::Wrong;
use super::mapping::{Field, Mapping};

/// Properties by what they mean.
pub(super) struct Properties<'a> {
    mapping: &'a Mapping,
    values: [Value<'a>; Field::ALL.len()],
}

/// A property's value. The features of a network of others are many, so what is a number in the file stays the text that it is there, and most is never copied.
#[derive(Debug, Clone, Default)]
enum Value<'a> {
    /// The property is not there.
    #[default]
    Absent,
    /// It is there and says nothing; a list or an object is so too.
    Empty,
    Text(Cow<'a, str>),
    Number(&'a str),
}

impl<'a> Value<'a> {
    /// The value of a piece of JSON.
    fn of(raw: &'a RawValue) -> Value<'a> {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'"') => match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
                Some(inner) if !inner.contains('\\') => Value::Text(Cow::Borrowed(inner)),
                _ => serde_json::from_str(text).map_or(Value::Empty, |text: String| Value::Text(Cow::Owned(text))),
            },
            Some(b't') => Value::Text(Cow::Borrowed("yes")),
            Some(b'f') => Value::Text(Cow::Borrowed("no")),
            Some(b'-' | b'0'..=b'9') => Value::Number(text),
            _ => Value::Empty,
        }
    }
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
            // An id that some program wrote as `12.0` is 12.
            Value::Number(text) if field != Field::Length && text.contains(['.', 'e', 'E']) => {
                Some(text.parse().map_or(Cow::Borrowed(text), |number: f64| Cow::Owned(number.to_string())))
            }
            Value::Number(text) => Some(Cow::Borrowed(text)),
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
                        value = Some(Value::of(map.next_value()?));
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
