//! What is asked, from an address or a body, held against the schema of the question: the same one that the description of the API shows.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::limits;
use crate::error::Error;
use crate::issue::{did_you_mean, quoted};
use crate::model::Date;
use crate::read::OnceEach;

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
        if kind(text) == "string" && text.get("enum").is_none() && text.get("oneOf").is_none() {
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

/// The question of an address: names and values as in a form; a list repeats its name.
pub(super) fn of_query(asks: Asks, query: &str) -> Result<Value, Error> {
    let schema = asks();
    let mut asked = Map::new();
    for (name, text) in form_urlencoded::parse(query.as_bytes()) {
        let property = property(&schema, &name)?;
        if text.is_empty() {
            continue;
        }
        let wrong = |expected: &str| usage(format!("{name} is {}", quoted(&text)), expected);
        let value = match kind(property) {
            "integer" => Value::from(text.parse::<i64>().map_err(|_| wrong("a whole number is expected"))?),
            "number" => {
                let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
                Value::from(number.ok_or_else(|| wrong("a number is expected"))?)
            }
            _ => Value::from(text.as_ref()),
        };
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

/// Whether every value is within its limits. What it means is found out later.
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

/// The words of a fixed set that a schema takes, if it takes no others.
fn words(schema: &Value) -> Vec<&str> {
    let any_of = schema["anyOf"].as_array().into_iter().flatten().find(|one| one["oneOf"].is_array());
    let one_of = any_of.unwrap_or(schema)["oneOf"].as_array();
    one_of.into_iter().flatten().filter_map(|one| one["const"].as_str()).collect()
}

/// Whether a value is of the type that is asked for, and a word of those that there are.
fn is_of_type(name: &str, schema: &Value, value: &Value) -> Result<(), Error> {
    let words = words(schema);
    let may_lack = schema["type"]
        .as_array()
        .or(schema["anyOf"].as_array())
        .is_some_and(|kinds| kinds.iter().any(|kind| kind == "null" || kind["type"] == "null"));
    let (is_right, expected) = match (kind(schema), value) {
        (_, Value::Null) => (may_lack, "a value is expected; leave it out where there is none".to_owned()),
        ("string", Value::String(text)) if !words.is_empty() => {
            let help = did_you_mean(text, words.iter().copied(), format!("one of: {}", words.join(", ")));
            (words.contains(&text.as_str()), help)
        }
        ("string", Value::String(text)) if name == "as_of" => {
            let date = text.parse::<Date>();
            (date.is_ok(), "a date is written 2026-03-15, 2026-03 or 2026".into())
        }
        ("string", value) => (value.is_string(), "a text is expected".into()),
        ("array", value) => (value.is_array(), "a list is expected: [\"...\"]".into()),
        ("integer", value) => (value.is_i64() || value.is_u64(), "a whole number is expected".into()),
        ("number", value) => (value.is_number(), "a number is expected".into()),
        _ => (true, String::new()),
    };
    if is_right {
        return Ok(());
    }
    let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Err(usage(format!("{name} is {}", quoted(&shown)), &expected))
}

fn within(name: &str, schema: &Value, value: &Value) -> Result<(), Error> {
    is_of_type(name, schema, value)?;
    let most = |key: &str| schema[key].as_u64().map(|most| usize::try_from(most).unwrap_or(usize::MAX));
    match value {
        Value::String(text) if most("maxLength").is_some_and(|most| text.chars().count() > most) => {
            Err(usage(format!("{name} is longer than {} letters", limits::LETTERS), "write it shorter"))
        }
        Value::String(text) if text.contains('\0') => Err(usage(format!("{name} holds a zero byte"), "leave it out")),
        Value::Array(list) => {
            if let Some(most) = most("maxItems").filter(|most| list.len() > *most) {
                return Err(usage(
                    format!("{name} has {} entries, and at most {most} are taken", list.len()),
                    "ask for less at once",
                ));
            }
            list.iter().try_for_each(|item| within(name, &schema["items"], item))
        }
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or(f64::NAN);
            let (low, high) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
            let is_in = low.is_none_or(|low| number >= low) && high.is_none_or(|high| number <= high);
            let ends = |end: Option<f64>| end.map_or("any".to_owned(), |end| end.to_string());
            if is_in {
                Ok(())
            } else {
                Err(usage(format!("{name} is {number}"), &format!("a number from {} to {} is expected", ends(low), ends(high))))
            }
        }
        _ => Ok(()),
    }
}

fn usage(message: String, help: &str) -> Error {
    Error::Usage { code: "parameter", message, help: Some(help.to_owned()) }
}
