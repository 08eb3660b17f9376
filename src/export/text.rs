//! A table as text: comma-separated values, or GeoJSON after RFC 7946.

use geojson::{Bbox, Feature, FeatureCollection, JsonObject, JsonValue};

use super::shape::{wkt, written};
use super::table::{Cell, Table};
use crate::error::Error;
use crate::issue::is_hostile;

/// A table as CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it (CWE-1236); numbers do not.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as CSV.
pub fn table_csv(table: &Table) -> Result<String, Error> {
    let header = table.columns.iter().map(|column| column.name);
    csv_text(header, table.rows.iter().map(|row| row.cells.iter().map(Cell::text).collect()))
}

/// The same with the shape first, as well-known text in a column `wkt`.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as CSV.
pub fn table_csv_with_shapes(table: &Table) -> Result<String, Error> {
    let header = std::iter::once("wkt").chain(table.columns.iter().map(|column| column.name));
    let rows = table.rows.iter().map(|row| {
        let shape = row.shape.as_ref().map_or(String::new(), |shape| wkt(&written(shape)));
        std::iter::once(shape).chain(row.cells.iter().map(Cell::text)).collect()
    });
    csv_text(header, rows)
}

fn csv_text<'a>(header: impl Iterator<Item = &'a str>, rows: impl Iterator<Item = Vec<String>>) -> Result<String, Error> {
    let fail = |error: csv::Error| Error::Internal(format!("a table cannot be written: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(fail)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless_cell(cell))).map_err(fail)?;
    }
    let bytes = writer.into_inner().map_err(|error| Error::Internal(format!("a table cannot be written: {error}")))?;
    String::from_utf8(bytes).map_err(|error| Error::Internal(format!("a table is not text: {error}")))
}

/// What makes a spreadsheet take a text for a formula: the signs, also of full width, and white space that it takes away before them.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

fn harmless_cell(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    let is_formula = cell.starts_with(FORMULA) || cell.trim_start().starts_with(FORMULA);
    if !is_number && is_formula { format!("'{cell}") } else { cell.to_owned() }
}

/// A layer as GeoJSON. What is not known is `null`, so that every feature has the same columns; dates are days.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn table_geojson(table: &Table) -> Result<String, Error> {
    let features = table.rows.iter().map(|row| {
        let value = |cell: &Cell| match cell {
            Cell::None => JsonValue::Null,
            Cell::Integer(number) => (*number).into(),
            Cell::Real(number) => (*number).into(),
            Cell::Flag(flag) => (*flag).into(),
            Cell::Text(_) | Cell::Date(_) => cell.text().into(),
        };
        let names = table.columns.iter().map(|column| column.name.to_owned());
        let properties: JsonObject = names.zip(row.cells.iter().map(value)).collect();
        let shape = row.shape.as_ref().map(written);
        Feature {
            bbox: shape.as_ref().and_then(bbox_of),
            geometry: shape.as_ref().map(geojson::Geometry::from),
            id: Some(geojson::feature::Id::String(row.id.clone())),
            properties: Some(properties),
            foreign_members: None,
        }
    });
    let features: Vec<Feature> = features.collect();
    let bbox = features.iter().filter_map(|feature| feature.bbox.clone()).reduce(|a, b| around(&a, &b));
    let collection = FeatureCollection { bbox, features, foreign_members: None };
    json_text(&collection)
}

/// A value as JSON, laid out for reading. Characters that a terminal would obey or not show are written as `\uXXXX`, which is the same JSON.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn json_text<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    let text =
        serde_json::to_string_pretty(value).map_err(|error| Error::Internal(format!("JSON cannot be written: {error}")))?;
    Ok(harmless_json(text))
}

/// The same for JSON that is there: only texts in it can have such characters, but for the line breaks between.
pub fn harmless_json(text: String) -> String {
    let is_hostile = |c: char| c != '\n' && is_hostile(c);
    if !text.contains(is_hostile) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hostile(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out += &format!("\\u{unit:04x}"));
        } else {
            out.push(c);
        }
    }
    out
}

/// The box of a shape; a point needs none.
fn bbox_of(shape: &geo::Geometry<f64>) -> Option<Bbox> {
    use geo::BoundingRect;
    let rect = shape.bounding_rect().filter(|_| !matches!(shape, geo::Geometry::Point(_)))?;
    Some(vec![rect.min().x, rect.min().y, rect.max().x, rect.max().y])
}

fn around(a: &Bbox, b: &Bbox) -> Bbox {
    match (a.as_slice(), b.as_slice()) {
        ([w, s, e, n], [w2, s2, e2, n2]) => vec![w.min(*w2), s.min(*s2), e.max(*e2), n.max(*n2)],
        _ => a.clone(),
    }
}
