//! The attributes of one feature or row to an edge, the same for every kind of file.

use std::borrow::Cow;

use super::assemble::Edge;
use super::mapping::{Field, Mapping};
use crate::issue::{cut, did_you_mean, figure, quoted};
use crate::model::{Country, Word};

/// What is wrong with an attribute.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The attribute, where it is one.
    pub attribute: Option<String>,
    pub message: String,
    /// One next step.
    pub help: String,
}

impl Wrong {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Wrong {
        Wrong { attribute: None, message: message.into(), help: help.into() }
    }
}

/// Once around the earth: a longer edge has its length in another unit.
pub(super) const LONGEST_KM: f64 = 40_100.0;
/// The meaning that leaves a feature out.
pub(super) const SKIP: &str = "skip";

/// The edge that attributes tell of, without its line; `from` and `to` are empty where they name no ends. `None` where it is to be left out.
pub(super) fn edge<'a>(mapping: &'a Mapping, text: impl Fn(Field) -> Option<Cow<'a, str>>) -> Result<Option<Edge<'a>>, Wrong> {
    // What is empty says nothing, in every kind of file.
    let text = |field: Field| text(field).filter(|text| !text.trim().is_empty());
    let said = |field: Field| {
        let meant: Cow<'a, str> = match text(field)? {
            Cow::Borrowed(found) => mapping.meaning(field, found.trim()).into(),
            Cow::Owned(found) => mapping.meaning(field, found.trim()).to_owned().into(),
        };
        (!meant.is_empty()).then_some(meant)
    };
    let wrong =
        |field: Field, message: String, help: String| Wrong { attribute: Some(mapping.name(field).to_owned()), message, help };
    let skips = |(field, _): &(Field, _)| mapping.skips(*field, || text(*field).map(Cow::into_owned));
    if Field::ALL.iter().any(skips) {
        return Ok(None);
    }
    let length_km = match said(Field::Length) {
        Some(value) => match value.parse::<f64>() {
            Ok(length) if length.is_finite() && length >= 0.0 => {
                let km = length * mapping.unit().km();
                if km > LONGEST_KM {
                    let help = "say its unit: --field length=ATTRIBUTE:m (km, m, mi, nmi or ft)".into();
                    return Err(wrong(Field::Length, format!("{} km is more than once around the earth", figure(km)), help));
                }
                Some(km)
            }
            Ok(_) => {
                return Err(wrong(
                    Field::Length,
                    format!("a length of {} cannot be", cut(&value)),
                    "lengths are zero or more".into(),
                ));
            }
            Err(_) => {
                return Err(wrong(Field::Length, unknown("number", &value), "a length is a number".into()));
            }
        },
        None => None,
    };
    let [mode, status, country, oneway] = [Field::Mode, Field::Status, Field::Country, Field::Oneway].map(said);
    if [&mode, &status, &country, &oneway].into_iter().any(|value| value.as_deref() == Some(SKIP)) {
        return Ok(None);
    }
    let word = |field: Field, what: &str, value: &str, help: String| {
        let name = Field::ALL[field as usize].1;
        let map = format!(
            "{help}; or say what it means: --value {name}:{}=MEANING (`skip` leaves the feature out), or do not read it: --field {name}=-",
            cut(value)
        );
        wrong(field, unknown(what, value), map)
    };
    Ok(Some(Edge {
        id: said(Field::Id),
        from: said(Field::From).unwrap_or_default(),
        to: said(Field::To).unwrap_or_default(),
        length_km,
        mode: mode.map(|value| known(&value).map_err(|help| word(Field::Mode, "mode", &value, help))).transpose()?,
        status: status.map(|value| known(&value).map_err(|help| word(Field::Status, "status", &value, help))).transpose()?,
        country: country
            .map(|value| {
                let code = value.parse().ok().filter(|code: &Country| code.is_assigned());
                code.ok_or_else(|| word(Field::Country, "country", &value, "write ISO 3166-1 alpha-2: IR".into()))
            })
            .transpose()?,
        is_oneway: oneway
            .map(|value| yes(&value).ok_or_else(|| word(Field::Oneway, "answer", &value, "write yes or no".into())))
            .transpose()?,
        line: None,
    }))
}

/// A word of a vocabulary, or the words that there are.
fn known<T: Word + Copy + PartialEq + 'static>(text: &str) -> Result<T, String> {
    T::of(&text.to_lowercase()).ok_or_else(|| {
        let known: Vec<&str> = T::WORDS.iter().map(|(word, _)| *word).collect();
        did_you_mean(text, known.iter().copied(), format!("one of: {}", known.join(", ")))
    })
}

/// That a text is not what it should be.
pub(super) fn unknown(what: &str, text: &str) -> String {
    format!("{} is no {what}", quoted(text))
}

pub(super) fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" => Some(false),
        _ => None,
    }
}
