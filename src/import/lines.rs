//! Lines from GeoJSON. A line whose properties `from` and `to` name its ends runs between these nodes; one without runs between its end points, and lines are joined
//! where these are equal or near.

use std::io::{BufRead, BufReader};
use std::path::Path;

use geo::{Coord, LineString};
use geojson::{Feature, FeatureReader, GeometryValue, JsonObject, JsonValue};

use super::assemble::{Assembly, Edge};
use super::edges::{mode, status, unknown, yes};
use super::open;
use crate::error::Error;
use crate::issue::{Issue, Severity};

/// A FeatureCollection, one feature after another: the text is never held as a whole.
pub(super) fn collection(file: &Path, assembly: &mut Assembly) -> Result<(), Error> {
    for (number, feature) in FeatureReader::from_reader(BufReader::new(open(file)?)).features().enumerate() {
        let feature = feature.map_err(|error| unreadable(file, number, &error.to_string()))?;
        take(file, number, &feature, assembly);
    }
    Ok(())
}

/// One feature a line; the record separator of RFC 8142 may stand before each.
pub(super) fn one_a_line(file: &Path, assembly: &mut Assembly) -> Result<(), Error> {
    for (number, line) in BufReader::new(open(file)?).lines().enumerate() {
        let line = line.map_err(|source| Error::read(file, source))?;
        let text = line.trim_start_matches('\u{1e}').trim();
        if text.is_empty() {
            continue;
        }
        let feature: Feature = serde_json::from_str(text).map_err(|error| unreadable(file, number, &error.to_string()))?;
        take(file, number, &feature, assembly);
    }
    Ok(())
}

fn unreadable(file: &Path, number: usize, error: &str) -> Error {
    let issue = Issue::new(Severity::Error, "json", &file.to_string_lossy(), format!("the feature cannot be read: {error}"));
    Error::Data(vec![issue.feature(number).help("write GeoJSON after RFC 7946: `ogr2ogr -lco RFC7946=YES out.geojson in`")])
}

fn take(file: &Path, number: usize, feature: &Feature, assembly: &mut Assembly) {
    let parts: Vec<LineString<f64>> = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::LineString { coordinates }) => vec![line(coordinates)],
        Some(GeometryValue::MultiLineString { coordinates }) => coordinates.iter().map(|part| line(part)).collect(),
        // Points and areas beside the lines are no part of a network.
        _ => return,
    };
    let empty = JsonObject::new();
    lines(file, number, feature.properties.as_ref().unwrap_or(&empty), parts, assembly);
}

/// Takes up a feature of any kind of file: its attributes, and its line, which may be in parts.
pub(super) fn lines(file: &Path, number: usize, properties: &JsonObject, parts: Vec<LineString<f64>>, assembly: &mut Assembly) {
    match edges(properties, parts) {
        Ok(edges) => {
            edges.into_iter().for_each(|edge| if edge.from.is_empty() { assembly.line(edge) } else { assembly.edge(edge) })
        }
        Err((message, help)) => {
            assembly.wrong(Issue::new(Severity::Error, "import", &file.to_string_lossy(), message).feature(number).help(help));
        }
    }
}

fn line(positions: &[geojson::Position]) -> LineString<f64> {
    positions
        .iter()
        .filter_map(|position| Some(Coord { x: *position.as_slice().first()?, y: *position.as_slice().get(1)? }))
        .collect()
}

/// The edges of one feature: several for a line in parts.
fn edges(properties: &JsonObject, parts: Vec<LineString<f64>>) -> Result<Vec<Edge>, (String, String)> {
    let text = |field: &str| match properties.get(field) {
        Some(JsonValue::String(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Some(JsonValue::Number(number)) => Some(number.to_string()),
        Some(JsonValue::Bool(answer)) => Some(answer.to_string()),
        _ => None,
    };
    let wrong = |field: &str, value: &str, help: String| (format!("{} (field {field})", unknown(field, value)), help);
    let length_km = match text("length_km") {
        Some(value) => match value.parse::<f64>() {
            Ok(km) if km.is_finite() && km >= 0.0 => Some(km),
            _ => return Err(wrong("length_km", &value, "a length is a number of kilometres, zero or more".into())),
        },
        None => None,
    };
    let (from, to) = (text("from"), text("to"));
    let is_named = from.is_some() && to.is_some();
    if from.is_some() != to.is_some() {
        return Err(("the line names one of its ends".into(), "name both, \"from\" and \"to\", or none".into()));
    }
    if parts.len() > 1 && (is_named || length_km.is_some()) {
        let help = "write each part as a feature of its own".to_owned();
        return Err(("a line in several parts cannot have one \"from\", \"to\" or \"length_km\"".into(), help));
    }
    let mode = text("mode").map(|value| mode(&value).map_err(|help| wrong("mode", &value, help))).transpose()?;
    let status = text("status").map(|value| status(&value).map_err(|help| wrong("status", &value, help))).transpose()?;
    let country = text("country")
        .map(|value| value.parse().map_err(|()| wrong("country", &value, "write ISO 3166-1 alpha-2: IR".into())))
        .transpose()?;
    let is_oneway =
        text("oneway").map(|value| yes(&value).ok_or_else(|| wrong("oneway", &value, "write yes or no".into()))).transpose()?;
    let id = text("id");
    let end = |at: Option<&Coord<f64>>, named: &Option<String>| -> Result<String, (String, String)> {
        let at = at.ok_or_else(|| ("the line has no points".to_owned(), "leave the feature out".to_owned()))?;
        if !(-180.0..=180.0).contains(&at.x) || !(-90.0..=90.0).contains(&at.y) {
            let help = "GeoJSON is in degrees (EPSG:4326), longitude first".to_owned();
            return Err((format!("[{}, {}] is not on the earth", at.x, at.y), help));
        }
        Ok(named.clone().unwrap_or_default())
    };
    if parts.iter().any(|line| line.0.len() < 2) {
        return Err(("a line needs two points".into(), "leave the feature out, or draw it".into()));
    }
    parts
        .into_iter()
        .map(|line| {
            let ends = (end(line.0.first(), &from)?, end(line.0.last(), &to)?);
            Ok(Edge { id: id.clone(), from: ends.0, to: ends.1, length_km, mode, country, status, is_oneway, line: Some(line) })
        })
        .collect()
}
