//! What is asked, from an address or a body, held against the schema of the question: the same one that the description of the API shows.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Number, Value, json};

use super::limits;
use crate::error::Error;
use crate::issue::{cut, did_you_mean, quoted};
use crate::model::Date;
use crate::read::once::OnceEach;

/// The format of a text that is a date, to the year, the month or the day.
const DATE: &str = "partial-date";

/// The schema of a question, with the limits of the server.
pub(super) type Asks = fn() -> Schema;

/// The schema of a type of question.
pub(super) fn schema<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.iter_mut().for_each(|(name, property)| limit(name, property));
    }
    schema.insert("additionalProperties".into(), false.into());
    schema
}

fn limit(name: &str, property: &mut Value) {
    let letters = |text: &mut Value| {
        if kind(text) == "string" && words(text).is_empty() {
            text["maxLength"] = limits::LETTERS.into();
        }
    };
    match kind(property) {
        "array" => {
            property["maxItems"] = match name {
                "via" => limits::VIA,
                "from" | "to" => limits::TABLE,
                _ => limits::NAMES,
            }
            .into();
            letters(&mut property["items"]);
        }
        _ => letters(property),
    }
    let ends = match name {
        "as_of" => {
            property["format"] = DATE.into();
            return;
        }
        "alternatives" => json!([1, limits::ALTERNATIVES]),
        "max_overlap" => json!([0, 1]),
        "max_detour" => json!([1, 100]),
        _ => return,
    };
    property["minimum"] = ends[0].clone();
    property["maximum"] = ends[1].clone();
}

/// The type of a schema, whether or not nothing may stand there.
fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default(),
        // Words of a fixed set.
        _ => "string",
    }
}

/// What stands in a list of a schema.
fn list<'s>(schema: &'s Value, key: &str) -> impl Iterator<Item = &'s Value> + use<'s> {
    schema[key].as_array().into_iter().flatten()
}

/// The words that may stand here; none where any text may.
fn words(schema: &Value) -> Vec<&str> {
    let own = list(schema, "enum").chain(schema.get("const")).filter_map(Value::as_str);
    own.chain(list(schema, "oneOf").chain(list(schema, "anyOf")).flat_map(words)).collect()
}

fn may_be_null(schema: &Value) -> bool {
    schema["type"] == "null" || list(schema, "type").any(|kind| kind == "null") || list(schema, "anyOf").any(may_be_null)
}

/// The question of an address: names and values as in a form; a list repeats its name.
pub(super) fn of_query(asks: Asks, query: &str) -> Result<Value, Error> {
    let schema = asks();
    let mut asked = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = decoded(pair)?;
        let property = property(&schema, &name)?;
        if text.is_empty() {
            continue;
        }
        let number = match kind(property) {
            "integer" => text.parse::<i64>().ok().map(Number::from),
            "number" => text.parse().ok().and_then(Number::from_f64),
            _ => None,
        };
        // What is no number stays a text, and is refused below like one in a body.
        let value = number.map_or_else(|| Value::from(text.as_ref()), Value::from);
        match kind(property) {
            "array" => {
                let list = asked.entry(name.as_ref()).or_insert_with(|| json!([]));
                list.as_array_mut().ok_or_else(|| Error::Internal("a list is none".into()))?.push(value);
            }
            _ if asked.insert(name.to_string(), value).is_some() => {
                return Err(usage(format!("{name} is said twice"), "say it once"));
            }
            _ => {}
        }
    }
    checked(&schema, asked)
}

/// A name and its value. An escape that is none, or no UTF-8, would be read as a text that nobody wrote.
fn decoded(pair: &str) -> Result<(Cow<'_, str>, Cow<'_, str>), Error> {
    let is_escape = |after: &str| after.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    let (name, text) = form_urlencoded::parse(pair.as_bytes()).next().unwrap_or_default();
    // Bytes that are no UTF-8 come out as this character.
    let is_text = ![&name, &text].iter().any(|part| part.contains(char::REPLACEMENT_CHARACTER));
    if is_text && pair.split('%').skip(1).all(is_escape) {
        return Ok((name, text));
    }
    let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
    Err(usage(format!("{} is {}, which cannot be decoded", cut(name), quoted(text)), "write it as UTF-8, percent-encoded"))
}

/// The question of a body: one JSON object.
pub(super) fn of_body(asks: Asks, body: &[u8]) -> Result<Value, Error> {
    let schema = asks();
    let OnceEach(asked) = serde_json::from_slice(body).map_err(|error| {
        let message = format!("the body is no JSON object whose members each stand once: {error}");
        usage(message, "send the question as {\"from\": ..., \"to\": ...}")
    })?;
    asked.keys().try_for_each(|name| property(&schema, name).map(|_| ()))?;
    checked(&schema, asked)
}

fn property<'s>(schema: &'s Schema, name: &str) -> Result<&'s Value, Error> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let known = || properties.iter().flat_map(|known| known.keys()).map(String::as_str).collect::<Vec<_>>();
    properties.and_then(|known| known.get(name)).ok_or_else(|| {
        let help = did_you_mean(name, known(), "/api/openapi.json describes all");
        Error::Usage { code: "unknown-parameter", message: format!("nothing is called {} here", quoted(name)), help: Some(help) }
    })
}

/// Whether every value is of its type and within its limits. What it means is found out later.
fn checked(schema: &Schema, asked: Map<String, Value>) -> Result<Value, Error> {
    for (name, value) in &asked {
        within(name, property(schema, name)?, value)?;
    }
    for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        if !asked.contains_key(name) {
            return Err(usage(format!("{name} is missing"), "say it"));
        }
    }
    Ok(Value::Object(asked))
}

fn within(name: &str, schema: &Value, value: &Value) -> Result<(), Error> {
    let is_in = match (value, kind(schema)) {
        (Value::Null, _) => may_be_null(schema),
        (Value::String(text), "string") => return text_within(name, schema, text),
        (Value::Array(list), "array") => return list_within(name, schema, list),
        (Value::Number(number), "number") => number_within(schema, number),
        (Value::Number(number), "integer") => !number.is_f64() && number_within(schema, number),
        _ => false,
    };
    if is_in { Ok(()) } else { Err(unexpected(name, schema, value)) }
}

fn most(schema: &Value, key: &str) -> Option<usize> {
    schema[key].as_u64().map(|most| usize::try_from(most).unwrap_or(usize::MAX))
}

fn text_within(name: &str, schema: &Value, text: &str) -> Result<(), Error> {
    if let Some(most) = most(schema, "maxLength").filter(|most| text.chars().count() > *most) {
        return Err(usage(format!("{name} is longer than {most} letters"), "write it shorter"));
    }
    if text.contains('\0') {
        return Err(usage(format!("{name} holds a zero byte"), "leave it out"));
    }
    let words = words(schema);
    let is_known = words.is_empty() || words.contains(&text);
    let is_read = schema["format"] != DATE || text.parse::<Date>().is_ok();
    if is_known && is_read { Ok(()) } else { Err(unexpected(name, schema, &text.into())) }
}

fn list_within(name: &str, schema: &Value, list: &[Value]) -> Result<(), Error> {
    if let Some(most) = most(schema, "maxItems").filter(|most| list.len() > *most) {
        let message = format!("{name} has {} entries, and at most {most} are taken", list.len());
        return Err(usage(message, "ask for less at once"));
    }
    let name = format!("an entry of {name}");
    list.iter().try_for_each(|item| within(&name, &schema["items"], item))
}

fn number_within(schema: &Value, number: &Number) -> bool {
    let number = number.as_f64().unwrap_or(f64::NAN);
    schema["minimum"].as_f64().is_none_or(|low| number >= low) && schema["maximum"].as_f64().is_none_or(|high| number <= high)
}

/// A value that is not what its schema says: which, what it is, and what could stand there.
fn unexpected(name: &str, schema: &Value, value: &Value) -> Error {
    let shown = value.as_str().map_or_else(|| cut(&value.to_string()), quoted);
    let words = words(schema);
    let ends = match (&schema["minimum"], &schema["maximum"]) {
        (Value::Number(low), Value::Number(high)) => format!(" from {low} to {high}"),
        _ => String::new(),
    };
    let (expected, help) = match kind(schema) {
        "array" => ("a list", "write it in brackets, also where it has one entry".to_owned()),
        "integer" => ("a whole number", "write it in digits, as 3".to_owned()),
        "number" => ("a number", "write it in digits, as 1 or 1.5".to_owned()),
        _ if !words.is_empty() => {
            let all = format!("one of: {}", words.join(", "));
            ("a word of a fixed set", did_you_mean(value.as_str().unwrap_or_default(), words, all))
        }
        _ if schema["format"] == DATE => ("a date", "write it as YYYY, YYYY-MM or YYYY-MM-DD, from 1800 to 2200".to_owned()),
        _ => ("a text", "write it in quotes".to_owned()),
    };
    usage(format!("{name} is {shown}; {expected}{ends} is expected"), &help)
}

fn usage(message: String, help: &str) -> Error {
    Error::Usage { code: "parameter", message, help: Some(help.to_owned()) }
}
