//! Lines from GeoJSON, and features of other files that have attributes and lines. A line whose attributes name its ends runs between these nodes; one without runs between its end
//! points, and lines are joined where these are equal or near.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use geo::{Coord, LineString};
use geojson::{JsonObject, JsonValue};

use super::assemble::{Assembly, FAR_END};
use super::attributes::{Wrong, edge};
use super::feature::{Feature, Reader};
use super::features::{Broken, Features};
use super::geometry::Lines;
use super::mapping::{Field, is_exact};
use super::properties::{self, Names};
use crate::error::Error;
use crate::issue::{Issue, Severity, figure, quoted};

/// A FeatureCollection.
pub(super) fn collection(file: &Path, text: impl Read, assembly: &mut Assembly) -> Result<(), Error> {
    let (mut number, mut reader) = (0, Reader::new(&assembly.import.mapping));
    let done = Features::new(text).of_collection(|text, line| take(file, (&mut number, line), &mut reader, text, assembly));
    done.map_err(|broken| unreadable(file, number, broken))
}

/// One feature a line.
pub(super) fn one_a_line(file: &Path, text: impl Read, assembly: &mut Assembly) -> Result<(), Error> {
    let (mut number, mut reader) = (0, Reader::new(&assembly.import.mapping));
    let done = Features::new(text).in_sequence(|text, line| take(file, (&mut number, line), &mut reader, text, assembly));
    done.map_err(|broken| unreadable(file, number, broken))
}

fn unreadable(file: &Path, number: usize, broken: Broken) -> Error {
    match broken {
        Broken::Read(error) => Error::read(file, error),
        Broken::Json(line, message) => {
            Error::Data(vec![no_json(file, line, format!("the collection cannot be read: {message}"))])
        }
        Broken::Feature(line, message) => {
            Error::Data(vec![no_json(file, line, format!("the feature cannot be read: {message}")).feature(number)])
        }
    }
}

fn no_json(file: &Path, line: usize, message: String) -> Issue {
    let issue = Issue::new(Severity::Error, "json", &file.to_string_lossy(), message).line(line);
    issue.help("write GeoJSON after RFC 7946: `ogr2ogr -lco RFC7946=YES out.geojson in`")
}

/// Takes up the feature at the beginning of a text, whose number and line are known, and says how many bytes it takes.
fn take(
    file: &Path,
    (number, line): (&mut usize, &dyn Fn() -> usize),
    reader: &mut Reader,
    text: &str,
    assembly: &mut Assembly,
) -> serde_json::Result<usize> {
    let (feature, lines, names, length) = reader.read(text)?;
    let done = if feature.kind == "Feature" {
        one(&feature, lines, names, assembly)
    } else {
        Err(Wrong::new(format!("it is a {}, not a Feature", quoted(&feature.kind)), "put geometries into features"))
    };
    if let Err(wrong) = done {
        assembly.wrong(issue(file, *number, &wrong).line(line()));
    }
    *number += 1;
    Ok(length)
}

fn one(feature: &Feature, lines: &Lines, names: &Names, assembly: &mut Assembly) -> Result<(), Wrong> {
    if lines.is_empty() {
        assembly.pass_over();
        return Ok(());
    }
    let Some(properties) = &feature.properties else {
        return Err(Wrong::new("the properties are neither an object nor null", "write them as an object"));
    };
    assembly.seen(|name| properties.has(names, name));
    if let Some(field) = properties.unusable() {
        return Err(unusable(field, assembly));
    }
    add(|field| properties.text(field), lines.parts(), assembly)
}

/// Takes up a feature of any kind of file: its attributes, and its line, which may be in parts.
pub(super) fn lines(file: &Path, number: usize, attributes: &JsonObject, parts: Vec<LineString<f64>>, assembly: &mut Assembly) {
    let attribute = |name: &str| attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    assembly.seen(|name| attribute(name).is_some());
    let import = assembly.import;
    let text = |field: Field| match attribute(import.mapping.name(field))? {
        JsonValue::String(text) => Some(Cow::Borrowed(text.as_str())),
        JsonValue::Number(value) => Some(properties::number(field, Cow::Owned(value.to_string()))),
        JsonValue::Bool(answer) => Some(Cow::Borrowed(if *answer { "true" } else { "false" })),
        _ => None,
    };
    let is_unusable = |(field, _): &&(Field, _)| match attribute(import.mapping.name(*field)) {
        Some(JsonValue::Array(_) | JsonValue::Object(_)) => true,
        Some(JsonValue::String(text)) => text.contains('\0'),
        Some(JsonValue::Number(number)) => field.is_name() && !is_exact(number.as_f64().filter(|_| number.is_f64())),
        _ => false,
    };
    let done = match Field::ALL.iter().find(is_unusable) {
        Some((field, _)) => Err(unusable(*field, assembly)),
        None => add(text, parts.iter().map(|line| &line.0[..]), assembly),
    };
    if let Err(wrong) = done {
        assembly.wrong(issue(file, number, &wrong));
    }
}

/// That the value of an attribute is neither text, number nor answer.
fn unusable(field: Field, assembly: &Assembly) -> Wrong {
    Wrong {
        attribute: Some(assembly.import.mapping.name(field).to_owned()),
        message: "the value is neither text without zero bytes, yes or no, nor a number that can be read exactly".into(),
        help: format!("write it as text, or do not read it: --field {}=-", Field::ALL[field as usize].1),
    }
}

fn issue(file: &Path, number: usize, wrong: &Wrong) -> Issue {
    let issue = Issue::new(Severity::Error, "import", &file.to_string_lossy(), &*wrong.message).feature(number);
    Issue { field: wrong.attribute.clone(), ..issue.help(&*wrong.help) }
}

/// The edges of one feature: several for a line in parts.
fn add<'a, 'i: 'a>(
    text: impl Fn(Field) -> Option<Cow<'a, str>>,
    parts: impl Iterator<Item = &'a [Coord<f64>]> + Clone,
    assembly: &mut Assembly<'i>,
) -> Result<(), Wrong> {
    let Some(mut found) = edge(&assembly.import.mapping, text)? else { return Ok(()) };
    let is_named = !found.from.is_empty();
    if found.from.is_empty() != found.to.is_empty() {
        return Err(Wrong::new("the line names one of its ends", "name both, \"from\" and \"to\", or none"));
    }
    if parts.clone().nth(1).is_some() && (is_named || found.length_km.is_some()) {
        let message = "a line in several parts cannot have one \"from\", \"to\" or \"length_km\"";
        return Err(Wrong::new(message, "write each part as a feature of its own"));
    }
    for line in parts.clone() {
        if line.len() < 2 {
            return Err(Wrong::new("a line needs two points", "leave the feature out, or draw it"));
        }
        if let Some(at) = line.iter().find(|at| !(-180.0..=180.0).contains(&at.x) || !(-90.0..=90.0).contains(&at.y)) {
            let message = format!("[{}, {}] is not on the earth", figure(at.x), figure(at.y));
            return Err(Wrong::new(
                message,
                "coordinates are degrees (EPSG:4326), longitude first: `ogr2ogr -t_srs EPSG:4326 out.geojson in`",
            ));
        }
    }
    for line in parts {
        found.line = Some(Cow::Borrowed(line));
        if !is_named {
            assembly.line(&found);
            continue;
        }
        assembly.check_ends(&found).map_err(|(field, message)| Wrong {
            attribute: Some(assembly.import.mapping.name(field).to_owned()),
            message,
            help: FAR_END.into(),
        })?;
        assembly.edge(&found);
    }
    Ok(())
}
