//! Fields that are unknown, missing, or hold the wrong kind of thing.

use serde_json::Value;

use super::Context;
use crate::issue::{Issue, did_you_mean, quoted};
use crate::limits::ISSUES;
use crate::model::{Country, Date};
use crate::read::schema::{Field, FieldType, ID_HELP, is_id};

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in &context.raw.records {
        // Who asked says that there are too many.
        if issues.len() > ISSUES {
            return;
        }
        let fields = record.kind.fields();
        for (name, value) in &record.fields {
            match record.kind.field(name) {
                None => {
                    let message = format!("{} has no field {}", record.kind.one(), quoted(name));
                    let issue = context.error("unknown-field", record, Some(name), message);
                    let otherwise = "data/README.md lists the fields; free text belongs into \"note\"";
                    issues.push(issue.help(did_you_mean(name, fields.iter().map(|f| f.name), otherwise)));
                }
                Some(field) => {
                    if let Some((message, help)) = wrong(context, field, value) {
                        let issue = context.error("wrong-value", record, Some(name), message);
                        issues.push(match help {
                            Some(help) => issue.help(help),
                            None => issue,
                        });
                    }
                }
            }
        }
        for field in fields.iter().filter(|field| field.must && !record.fields.contains_key(field.name)) {
            let message = format!("the {} has no \"{}\"", record.kind.noun(), field.name);
            let mut issue = context.error("missing-field", record, None, message);
            issue.field = Some(field.name.to_owned());
            issues.push(issue.help(format!("add \"{}\": {}", field.name, expected(field.ty))));
        }
    }
}

/// What is wrong with a value, and what to do about it.
fn wrong(context: &Context, field: &Field, value: &Value) -> Option<(String, Option<String>)> {
    let is_country = |text: &str| text.parse::<Country>().is_ok();
    let is_assigned = |text: &str| text.parse::<Country>().is_ok_and(Country::is_assigned);
    let is_right = match (field.ty, value) {
        (FieldType::Text, Value::String(text)) if field.must && text.trim().is_empty() => {
            return Some((format!("\"{}\" is empty", field.name), Some("write it".into())));
        }
        (_, Value::String(text)) if text.trim().is_empty() => {
            return Some((format!("\"{}\" is empty", field.name), Some("leave the field out where nothing is known".into())));
        }
        (FieldType::CountryList, Value::Array(items))
            if items.len() > 2 && items.iter().enumerate().any(|(i, item)| items[..i].contains(item)) =>
        {
            return Some(("a country stands twice in the list".into(), Some("name each once".into())));
        }
        (FieldType::Text, Value::String(_)) | (FieldType::Number, Value::Number(_)) => true,
        // A cell of digits is text too: "year".
        (FieldType::Text, Value::Number(_)) => false,
        (FieldType::TextList, Value::String(_)) => true,
        (FieldType::TextList, Value::Array(items)) => items.iter().all(Value::is_string),
        (FieldType::CountryList, Value::Array(items)) => items.iter().all(|item| item.as_str().is_some_and(is_country)),
        (FieldType::Integer, Value::Number(number)) => number.as_f64().is_some_and(|n| n.fract() == 0.0),
        (FieldType::Country, Value::String(text)) if field.name == "code" && is_country(text) && !is_assigned(text) => {
            let help = "write the code of ISO 3166-1, such as \"GB\" for the United Kingdom; the high seas are \"XZ\"";
            return Some((format!("{} is the code of no country", quoted(text)), Some(help.into())));
        }
        (FieldType::Country, Value::String(text)) => is_country(text),
        (FieldType::AnyCountry, Value::String(text)) => text == "*" || is_country(text),
        (FieldType::Estimate, Value::Object(parts)) => {
            parts.len() == 3 && ["low", "central", "high"].iter().all(|part| parts.get(*part).is_some_and(Value::is_number))
        }
        (FieldType::Id, Value::String(text)) => {
            if !is_id(text) {
                return Some((format!("{} is not an id", quoted(text)), Some(ID_HELP.into())));
            }
            true
        }
        (FieldType::Year, Value::String(text)) => is_year(text),
        (FieldType::Url, Value::String(text)) => is_url(text),
        (FieldType::Locode, Value::String(text)) => is_locode(text),
        (FieldType::Date, Value::String(text)) => match text.parse::<Date>() {
            Ok(_) => true,
            Err(error) => {
                return Some((error.to_string(), Some("as exactly as it is known: 2024, 2024-06 or 2024-06-20".into())));
            }
        },
        (FieldType::Word(words), Value::String(text)) => {
            let words = words();
            if !words.contains(&text.as_str()) {
                let help = did_you_mean(text, words.iter().copied(), format!("one of: {}", words.join(", ")));
                return Some((format!("{} is no {} that is known", quoted(text), field.name), Some(help)));
            }
            true
        }
        _ => false,
    };
    if is_right {
        return None;
    }
    let help = match (field.ty, value) {
        (FieldType::Number | FieldType::Integer, Value::String(text)) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
            Some("take the quotes away: a number is written without them".into())
        }
        (FieldType::Number | FieldType::Integer, Value::String(_)) => {
            Some("write a plain number with a point, such as 12.5; leave the cell empty where it is not known".into())
        }
        (FieldType::Country | FieldType::AnyCountry, Value::String(text)) if context.country_named(text).is_some() => {
            context.country_named(text).map(|code| format!("write its code: {}", quoted(code)))
        }
        (FieldType::Country | FieldType::AnyCountry | FieldType::CountryList, _) => {
            Some("countries are two capital letters, as in ISO 3166-1: \"IR\", \"AZ\"; the high seas are \"XZ\"".into())
        }
        _ => Some(format!("write {}", expected(field.ty))),
    };
    Some((format!("{} is not {}", quoted(&shown(value)), expected(field.ty)), help))
}

/// Years that something can have been published or carried in, or be foreseen for.
const YEARS: std::ops::RangeInclusive<u16> = 1800..=2200;

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && text.parse().is_ok_and(|year| YEARS.contains(&year))
}

fn is_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        host.starts_with(char::is_alphanumeric) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

fn is_locode(text: &str) -> bool {
    text.len() == 5
        && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && text.bytes().skip(2).all(|b| b.is_ascii_uppercase() || (b'2'..=b'9').contains(&b))
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn expected(ty: FieldType) -> String {
    match ty {
        FieldType::Id => "an id in kebab-case".into(),
        FieldType::Text => "a text".into(),
        FieldType::TextList => "a list of texts".into(),
        FieldType::Number => "a number".into(),
        FieldType::Integer => "a whole number".into(),
        FieldType::Date => "a date: YYYY, YYYY-MM or YYYY-MM-DD".into(),
        FieldType::Year => format!("a year from {} to {}", YEARS.start(), YEARS.end()),
        FieldType::Url => "an address that begins with https:// or http://, without spaces".into(),
        FieldType::Locode => "a UN/LOCODE: two letters of the country, three letters or digits of the place, all capitals".into(),
        FieldType::Country => "a country code of two capital letters".into(),
        FieldType::AnyCountry => "a country code of two capital letters, or *".into(),
        FieldType::CountryList => "a list of country codes".into(),
        FieldType::Word(words) => format!("one of {}", words().join(", ")),
        FieldType::Estimate => "an object {\"low\": ..., \"central\": ..., \"high\": ...} of numbers".into(),
    }
}
