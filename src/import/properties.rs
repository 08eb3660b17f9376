//! The properties of a GeoJSON feature that mean something here; the others are passed over.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::feature::Text;
use super::mapping::{Field, Mapping, is_exact};
use crate::issue::quoted;

/// The names of properties by what they mean.
pub(super) struct Names<'m>([&'m str; Field::ALL.len()]);

impl<'m> Names<'m> {
    pub fn of(mapping: &'m Mapping) -> Names<'m> {
        Names(Field::ALL.map(|(field, _)| mapping.name(field)))
    }

    /// What a name means; it may mean several things.
    fn fields<'n>(&'n self, name: &'n str) -> impl Iterator<Item = usize> + use<'n, 'm> {
        self.0.iter().enumerate().filter(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(field, _)| field)
    }
}

/// Properties by what they mean.
#[derive(Default)]
pub(super) struct Properties<'t> {
    values: [Value<'t>; Field::ALL.len()],
}

/// A property's value. The features of a network of others are many, so what is a number in the file stays the text that it is there, and most is never copied.
#[derive(Debug, Clone, Default)]
enum Value<'t> {
    /// The property is not there.
    #[default]
    Absent,
    /// It is there and says nothing.
    Empty,
    /// It is a list or an object, or a text with half a letter (`\ud800`): nothing that could be meant.
    Unusable,
    Text(Cow<'t, str>),
    Number(&'t str),
}

impl<'t> Value<'t> {
    /// The value of a piece of JSON.
    fn of(raw: &'t RawValue) -> Value<'t> {
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'"') => match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
                Some(inner) if !inner.contains('\\') => Value::Text(Cow::Borrowed(inner)),
                _ => serde_json::from_str(text).map_or(Value::Unusable, |text: String| Value::Text(Cow::Owned(text))),
            },
            // The word of the file, which `--value` may give a meaning.
            Some(b't' | b'f') => Value::Text(Cow::Borrowed(text)),
            Some(b'-' | b'0'..=b'9') => Value::Number(text),
            Some(b'n') => Value::Empty,
            _ => Value::Unusable,
        }
    }
}

/// A number as a text: what some program wrote as `12.0` is 12, as a name and as a word.
pub(super) fn number(field: Field, text: Cow<'_, str>) -> Cow<'_, str> {
    if field == Field::Length || !text.contains(['.', 'e', 'E']) {
        return text;
    }
    text.parse().map_or(text, |number: f64| Cow::Owned(number.to_string()))
}

impl Properties<'_> {
    pub fn has(&self, names: &Names, name: &str) -> bool {
        names.fields(name).any(|field| !matches!(self.values[field], Value::Absent))
    }

    /// A field whose value is nothing that could be meant.
    pub fn unusable(&self) -> Option<Field> {
        let is_unusable = |field: &Field| match &self.values[*field as usize] {
            Value::Unusable => true,
            Value::Text(text) => text.contains('\0'),
            Value::Number(text) if field.is_name() && text.contains(['.', 'e', 'E']) => !is_exact(text.parse().ok()),
            _ => false,
        };
        Field::ALL.iter().map(|(field, _)| *field).find(is_unusable)
    }

    pub fn text(&self, field: Field) -> Option<Cow<'_, str>> {
        match &self.values[field as usize] {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Number(text) => Some(number(field, Cow::Borrowed(text))),
            Value::Absent | Value::Empty | Value::Unusable => None,
        }
    }
}

/// Reads the properties of a feature; none where they are neither an object nor null.
pub(super) struct OfProperties<'n, 'm>(pub &'n Names<'m>);

impl<'t> DeserializeSeed<'t> for OfProperties<'_, '_> {
    type Value = Option<Properties<'t>>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for OfProperties<'_, '_> {
    type Value = Option<Properties<'t>>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object or null")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = Properties::default();
        while let Some(Text(key)) = map.next_key()? {
            let mut fields = self.0.fields(&key).peekable();
            if fields.peek().is_none() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = Value::of(map.next_value()?);
            for field in fields {
                if !matches!(found.values[field], Value::Absent) {
                    return Err(A::Error::custom(format!("{} stands twice among the properties", quoted(&key))));
                }
                found.values[field] = value.clone();
            }
        }
        Ok(Some(found))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(Properties::default()))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }
}
