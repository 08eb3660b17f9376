//! One layer as text: GeoJSON after RFC 7946, or CSV with a column `wkt`.

use std::fmt::Write;

use geo::{Coord, Geometry};
use geojson::{JsonObject, JsonValue};

use super::csv::table_csv;
use super::geojson::{collection, line_feature, point, shape_feature};
use super::layer::{Cell, Layer};
use crate::error::Error;
use crate::units::round;

/// A layer as GeoJSON. What is not known is `null`, so that every feature has the same columns; dates are days.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn layer_geojson(layer: &Layer) -> Result<String, Error> {
    let features = layer.features.iter().enumerate().map(|(number, (shape, cells))| {
        let value = |cell: &Cell| match cell {
            Cell::None => JsonValue::Null,
            Cell::Text(text) => text.clone().into(),
            Cell::Integer(number) => (*number).into(),
            Cell::Real(number) => (*number).into(),
            Cell::Date(date) => date.to_day().to_string().into(),
        };
        let names = layer.columns.iter().map(|column| column.name.to_owned());
        let properties: JsonObject = names.zip(cells.iter().map(value)).collect();
        let id = match cells.first() {
            Some(Cell::Text(id)) => id.clone(),
            _ => (number + 1).to_string(),
        };
        match shape {
            Geometry::LineString(line) => line_feature(id, line, properties),
            Geometry::Point(at) => {
                let shape = geojson::Geometry::new(geojson::GeometryValue::new_point(point(at)));
                shape_feature(id, Some(shape), properties)
            }
            _ => shape_feature(id, None, properties),
        }
    });
    collection(features.collect())
}

/// A layer as CSV; the first column is the shape as well-known text.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as CSV.
pub fn layer_csv(layer: &Layer) -> Result<String, Error> {
    let header: Vec<&str> = std::iter::once("wkt").chain(layer.columns.iter().map(|column| column.name)).collect();
    let text = |cell: &Cell| match cell {
        Cell::None => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Date(date) => date.to_day().to_string(),
    };
    let row = |(shape, cells): &(Geometry<f64>, Vec<Cell>)| std::iter::once(wkt(shape)).chain(cells.iter().map(text)).collect();
    let rows: Vec<Vec<String>> = layer.features.iter().map(row).collect();
    table_csv(&header, &rows)
}

fn wkt(shape: &Geometry<f64>) -> String {
    let position = |at: &Coord<f64>| format!("{} {}", round(at.x, 7), round(at.y, 7));
    match shape {
        Geometry::Point(at) => format!("POINT ({})", position(&at.0)),
        Geometry::LineString(line) => {
            let mut text = String::from("LINESTRING (");
            for (i, at) in line.0.iter().enumerate() {
                let comma = if i > 0 { ", " } else { "" };
                // Writing to a text does not fail.
                let _ = write!(text, "{comma}{}", position(at));
            }
            text + ")"
        }
        _ => String::new(),
    }
}
