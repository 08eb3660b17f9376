//! A layer as FlatGeobuf.

use std::io;
use std::path::Path;

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor};

use super::shape::typed;
use super::table::{Cell, CellKind, Map, ShapeKind, Table};
use crate::error::Error;

fn fail(error: &dyn std::error::Error) -> Error {
    // Of what the system says the crates keep the words alone, or an error that names no source.
    let words = error.to_string();
    let code = words.split_once("(os error ").and_then(|(_, rest)| rest.split_once(')')?.0.parse().ok());
    match code {
        Some(code) => {
            let folder = format!("{}, where FlatGeobuf is sorted (TMPDIR)", std::env::temp_dir().display());
            Error::write(Path::new(&folder), io::Error::from_raw_os_error(code))
        }
        None => Error::Internal(format!("the FlatGeobuf cannot be made: {words}")),
    }
}

/// A layer as FlatGeobuf with its index. The format has no feature without a shape: rows that have none are left out, and their number is given back.
///
/// # Errors
/// [`Error::Write`] where the folder for temporary files is full: the crate sorts in a file there; [`Error::Internal`] where it cannot be made otherwise.
pub fn table_flatgeobuf(table: &Table, map: &Map) -> Result<(Vec<u8>, usize), Error> {
    let (shapes, parts) = typed(table, map.kind);
    let kind = match (map.kind, parts) {
        (ShapeKind::Point, _) => GeometryType::Point,
        (ShapeKind::MultiPoint, _) => GeometryType::MultiPoint,
        (ShapeKind::Line, false) => GeometryType::LineString,
        (ShapeKind::Line, true) => GeometryType::MultiLineString,
        (ShapeKind::Area, _) => GeometryType::MultiPolygon,
    };
    let options = FgbWriterOptions {
        promote_to_multi: false,
        detect_type: false,
        crs: FgbCrs { code: 4326, ..FgbCrs::default() },
        description: Some(table.about),
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(table.name, kind, options).map_err(|error| fail(&error))?;
    for column in &table.columns {
        let kind = match column.kind {
            CellKind::Text => ColumnType::String,
            CellKind::Integer => ColumnType::Long,
            CellKind::Real => ColumnType::Double,
            CellKind::Date => ColumnType::DateTime,
            CellKind::Flag => ColumnType::Bool,
        };
        writer.add_column(column.name, kind, |_, _| {});
    }
    let mut left_out = 0;
    for (row, shape) in table.rows.iter().zip(shapes) {
        let Some(shape) = shape else {
            left_out += 1;
            continue;
        };
        let mut refused = None;
        let added = writer.add_feature_geom(shape, |feature| {
            for (i, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
                let text = cell.text();
                let value = match cell {
                    Cell::None => continue,
                    Cell::Text(_) => ColumnValue::String(&text),
                    Cell::Integer(number) => ColumnValue::Long(*number),
                    Cell::Real(number) => ColumnValue::Double(*number),
                    Cell::Date(_) => ColumnValue::DateTime(&text),
                    Cell::Flag(flag) => ColumnValue::Bool(*flag),
                };
                refused = feature.property(i, column.name, &value).err().or(refused.take());
            }
        });
        added.map_err(|error| fail(&error))?;
        if let Some(error) = refused {
            return Err(fail(&error));
        }
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).map_err(|error| fail(&error))?;
    Ok((bytes, left_out))
}
