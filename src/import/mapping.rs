//! Which attribute of a file means what, and in which unit: said by the user, never guessed.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::attributes::{SKIP, yes};
use super::unit::LengthUnit;
use crate::error::Error;
use crate::issue::{Issue, Severity, cut, quoted};
use crate::model::{Country, Mode, Status, Word};
use crate::read::settings::{Slip, TWICE};

/// What an attribute of an edge can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Id of the edge.
    Id,
    /// Id of the node where it begins.
    From,
    /// Id of the node where it ends.
    To,
    /// Length.
    Length,
    /// Mode of transport.
    Mode,
    /// Country.
    Country,
    /// Physical status.
    Status,
    /// Whether traffic runs one way only.
    Oneway,
}

impl Field {
    /// All of them, with the names that they have in flags and in the file of a mapping.
    pub const ALL: [(Field, &'static str); 8] = [
        (Field::Id, "id"),
        (Field::From, "from"),
        (Field::To, "to"),
        (Field::Length, "length"),
        (Field::Mode, "mode"),
        (Field::Country, "country"),
        (Field::Status, "status"),
        (Field::Oneway, "oneway"),
    ];

    fn of(word: &str) -> Result<Field, String> {
        let known = || Field::ALL.map(|(_, word)| word).join(", ");
        Field::ALL.iter().find(|(_, known)| *known == word).map(|(field, _)| *field).ok_or_else(|| format!("one of: {}", known()))
    }

    /// Whether it names something.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Field::Id | Field::From | Field::To)
    }

    /// The attribute's name where no other was said. Its unit is part of a length's name.
    fn usual_name(self) -> &'static str {
        match self {
            Field::Length => "length_km",
            other => Field::ALL[other as usize].1,
        }
    }
}

/// The attribute of a field that is not to be read. A file that has one of this name is unlucky.
pub(super) const NO_ATTRIBUTE: &str = "-";

/// Whether a number, where it is one with a point or an exponent, is far from where two that differ become one.
pub(super) fn is_exact(number: Option<f64>) -> bool {
    number.is_none_or(|number| number.abs() < 2_f64.powi(f64::MANTISSA_DIGITS as i32))
}

/// The attribute that holds a field, and the unit of a length.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Attribute {
    Named(String),
    WithUnit(WithUnit),
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WithUnit {
    field: String,
    unit: LengthUnit,
}

impl<'de> Deserialize<'de> for Attribute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Attribute, D::Error> {
        deserializer.deserialize_any(OfAttribute)
    }
}

/// Reads an attribute by what stands there, so that what is wrong with it is said.
struct OfAttribute;

impl<'de> Visitor<'de> for OfAttribute {
    type Value = Attribute;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("the name of an attribute in quotes, or { field = \"LEN_M\", unit = \"m\" }")
    }

    fn visit_str<E>(self, name: &str) -> Result<Attribute, E> {
        Ok(Attribute::Named(name.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Attribute, A::Error> {
        WithUnit::deserialize(MapAccessDeserializer::new(map)).map(Attribute::WithUnit)
    }
}

/// Which attribute holds which field, and what its values mean. As TOML:
///
/// ```toml
/// [fields]
/// length = { field = "LEN_M", unit = "m" }
/// mode = "TYPE"
///
/// [values.mode]
/// Railroad = "rail"
/// "Railroad ferry" = "ferry"
/// Tramway = "skip"
/// ```
///
/// The value `*` stands for all others; what becomes `skip` is left out. The attribute `-` is none: what the file says of the field is not read. Capitals in names of attributes do not count.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[serde(default)]
    fields: BTreeMap<Field, Attribute>,
    #[serde(default)]
    values: BTreeMap<Field, BTreeMap<String, String>>,
}

impl Mapping {
    /// The next step for whoever got one wrong.
    pub const HELP: &str = "`corridor help network build` shows examples";

    /// Reads a mapping from the text of a file in TOML.
    ///
    /// # Errors
    /// [`Error::Data`] with what is wrong with it.
    pub fn from_toml(file: &str, text: &str) -> Result<Mapping, Error> {
        let issue = |message: &str| Issue::new(Severity::Error, "column-mapping", file, message).help(Mapping::HELP);
        let mapping: Mapping = toml::from_str(text).map_err(|error| {
            let slip = Slip::of(text, &error);
            let message = if error.message() == TWICE { "it stands twice".to_owned() } else { cut(error.message()) };
            Error::Data(vec![Issue { field: slip.key.map(cut), ..issue(message.trim_end()).line(slip.line) }])
        })?;
        mapping.check().map_err(|(field, message)| {
            let field = Field::ALL[field as usize].1;
            Error::Data(vec![issue(&message).field(field)])
        })?;
        Ok(mapping)
    }

    /// The first field of which something is said that cannot be.
    fn check(&self) -> Result<(), (Field, String)> {
        let of = |field: Field, checked: Result<(), String>| checked.map_err(|message| (field, message));
        self.fields.iter().try_for_each(|(field, attribute)| of(*field, attribute.check(*field)))?;
        let mut meanings = self.values.iter().flat_map(|(field, values)| values.values().map(|meaning| (*field, meaning)));
        meanings.try_for_each(|(field, meaning)| of(field, check_meaning(field, meaning)))?;
        of(Field::To, self.check_ends())
    }

    /// Takes up `length=LEN_M:m` or `mode=TYPE`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn field(&mut self, text: &str) -> Result<(), String> {
        let (field, name) = text.split_once('=').ok_or("write FIELD=ATTRIBUTE, as in mode=TYPE")?;
        let field = Field::of(field)?;
        let attribute = match (field, name.rsplit_once(':')) {
            (Field::Length, Some((name, unit))) => Attribute::WithUnit(WithUnit { field: name.to_owned(), unit: unit.parse()? }),
            _ => Attribute::Named(name.to_owned()),
        };
        attribute.check(field)?;
        self.fields.insert(field, attribute);
        Ok(())
    }

    /// Whether what was said of the ends can be: flags come one after another, so only once all are read. Both ends in one attribute would make a loop of each edge.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn check_ends(&self) -> Result<(), String> {
        let (from, to) = (self.name(Field::From), self.name(Field::To));
        if from != NO_ATTRIBUTE && from.eq_ignore_ascii_case(to) {
            return Err(format!("{} cannot name both ends of an edge", quoted(from)));
        }
        Ok(())
    }

    /// Takes up `mode:Railroad=rail`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn value(&mut self, text: &str) -> Result<(), String> {
        let usage = "write FIELD:VALUE=MEANING, as in mode:Railroad=rail";
        let (field, rest) = text.split_once(':').ok_or(usage)?;
        let (value, meaning) = rest.rsplit_once('=').ok_or(usage)?;
        check_meaning(Field::of(field)?, meaning)?;
        self.values.entry(Field::of(field)?).or_default().insert(value.to_owned(), meaning.to_owned());
        Ok(())
    }

    /// The attribute that holds a field.
    pub(super) fn name(&self, field: Field) -> &str {
        match self.fields.get(&field) {
            Some(attribute) => attribute.name(),
            None => field.usual_name(),
        }
    }

    /// The unit of lengths.
    pub(super) fn unit(&self) -> LengthUnit {
        match self.fields.get(&Field::Length) {
            Some(Attribute::WithUnit(length)) => length.unit,
            _ => LengthUnit::Km,
        }
    }

    /// What a value means: itself, where nothing was said of it.
    pub(super) fn meaning<'a>(&'a self, field: Field, value: &'a str) -> &'a str {
        let Some(values) = self.values.get(&field) else { return value };
        values.get(value).or_else(|| values.get("*")).map_or(value, String::as_str)
    }

    /// Whether a value leaves its feature out: of names and lengths only where that was said of it, since a place may be called so.
    pub(super) fn skips(&self, field: Field, value: impl FnOnce() -> Option<String>) -> bool {
        self.values.contains_key(&field) && value().is_some_and(|value| self.meaning(field, value.trim()) == SKIP)
    }

    /// The attributes that were named and must be there.
    pub(super) fn named(&self) -> impl Iterator<Item = (Field, &str)> {
        self.fields.keys().map(|field| (*field, self.name(*field))).filter(|(_, name)| *name != NO_ATTRIBUTE)
    }
}

impl Attribute {
    fn name(&self) -> &str {
        match self {
            Attribute::Named(name) | Attribute::WithUnit(WithUnit { field: name, .. }) => name,
        }
    }

    fn check(&self, field: Field) -> Result<(), String> {
        let name = self.name();
        match self {
            _ if name.is_empty() => Err("no attribute is named; `-` is none".into()),
            Attribute::WithUnit(_) if field != Field::Length => {
                Err(format!("only a length has a unit, and {} has one", Field::ALL[field as usize].1))
            }
            Attribute::Named(_)
                if field == Field::Length && !name.eq_ignore_ascii_case(field.usual_name()) && name != NO_ATTRIBUTE =>
            {
                Err(without_unit(name))
            }
            _ => Ok(()),
        }
    }
}

/// Whether a value can mean this.
fn check_meaning(field: Field, meaning: &str) -> Result<(), String> {
    let wrong = |what: &str, help: String| Err(format!("{} is no {what}: {help}", quoted(meaning)));
    let in_words = |words: Vec<&str>| format!("one of {}, {SKIP}", words.join(", "));
    if meaning.is_empty() || meaning == SKIP {
        return Ok(());
    }
    let small = meaning.to_lowercase();
    match field {
        Field::Mode if Mode::of(&small).is_none() => wrong("mode", in_words(Mode::WORDS.iter().map(|(word, _)| *word).collect())),
        Field::Status if Status::of(&small).is_none() => {
            wrong("status", in_words(Status::WORDS.iter().map(|(word, _)| *word).collect()))
        }
        Field::Country if meaning.parse::<Country>().is_err() => wrong("country", format!("two letters, IR, or {SKIP}")),
        Field::Oneway if yes(meaning).is_none() => wrong("answer", format!("yes, no or {SKIP}")),
        Field::Length if meaning.parse::<f64>().is_err() => wrong("length", format!("a number, or {SKIP}")),
        _ => Ok(()),
    }
}

fn without_unit(name: &str) -> String {
    format!("the unit of {name} is not said: write length={name}:m (km, m, mi, nmi or ft)")
}

#[cfg(test)]
mod tests {
    use super::{Field, Mapping};
    use crate::import::LengthUnit;

    #[test]
    fn toml_and_flags_say_the_same() -> Result<(), String> {
        let text = "[fields]\nlength = { field = \"LEN\", unit = \"m\" }\nmode = \"TYPE\"\n[values.mode]\nRailroad = \"rail\"\n";
        let mapping = Mapping::from_toml("m.toml", text).map_err(|error| error.to_string())?;
        let mut flags = Mapping::default();
        flags.field("length=LEN:m")?;
        flags.field("mode=TYPE")?;
        flags.value("mode:Railroad=rail")?;
        assert_eq!(mapping, flags);
        assert_eq!((mapping.name(Field::Length), mapping.unit(), mapping.name(Field::From)), ("LEN", LengthUnit::M, "from"));
        assert_eq!((mapping.meaning(Field::Mode, "Railroad"), mapping.meaning(Field::Mode, "Tram")), ("rail", "Tram"));
        Ok(())
    }

    #[test]
    fn a_length_without_a_unit_is_refused() {
        assert!(Mapping::default().field("length=LEN").is_err_and(|message| message.contains("unit")));
        assert!(Mapping::from_toml("m.toml", "[fields]\nlength = \"LEN\"\n").is_err());
        assert!(Mapping::default().field("length=LEN:parsec").is_err());
        assert!(Mapping::default().field("speed=V").is_err());
    }
}
