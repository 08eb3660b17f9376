//! Layers as one GeoPackage that QGIS opens with their styles.

use std::path::Path;

use geopackage::core::datetime::Date;
use geopackage::core::types::{ColumnType, GeometryType};
use geopackage::{ColumnSpec, GeoPackage, GeometrySpec, NewFeature, TableSchemaBuilder, Value};
use rusqlite::params;

use super::file::write_whole;
use super::layer::{Cell, CellKind, Layer};
use super::qml::qml;
use crate::error::Error;

/// WGS 84.
const EPSG: i32 = 4326;
const SHAPE: &str = "geom";
/// Nothing that a file says depends on when it was written.
const WRITTEN: &str = "2000-01-01T00:00:00.000Z";

/// Writes layers as a GeoPackage, whole or not at all.
///
/// # Errors
/// [`Error::Write`] where it cannot be written; [`Error::Internal`] where the database refuses what it is given.
pub fn write_geopackage(path: &Path, layers: &[&Layer]) -> Result<(), Error> {
    let folder = tempfile::tempdir().map_err(|source| Error::write(path, source))?;
    let file = folder.path().join("layers.gpkg");
    fill(&file, layers).map_err(|error| Error::Internal(format!("the GeoPackage cannot be made: {error}")))?;
    let bytes = std::fs::read(&file).map_err(|source| Error::write(path, source))?;
    write_whole(path, &bytes)
}

fn fill(file: &Path, layers: &[&Layer]) -> Result<(), Box<dyn std::error::Error>> {
    let package = GeoPackage::create(file)?;
    for layer in layers {
        let shape = if layer.has_lines { GeometryType::LineString } else { GeometryType::Point };
        let mut table = TableSchemaBuilder::new(layer.name).identifier(layer.about).geometry(GeometrySpec::new(shape, EPSG));
        for column in &layer.columns {
            let kind = match column.kind {
                CellKind::Text => ColumnType::Text(None),
                CellKind::Integer => ColumnType::Integer,
                CellKind::Real => ColumnType::Double,
                CellKind::Date => ColumnType::Date,
            };
            table = table.column(ColumnSpec::new(column.name, kind));
        }
        package.create_layer(&table)?;
        let features = layer.features.iter().map(|(shape, cells)| {
            let cells = cells.iter().map(value).collect::<Result<Vec<_>, _>>()?;
            Ok(NewFeature::new(shape.clone(), cells))
        });
        let features = features.collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
        package.layer(layer.name)?.write_all(features, 0)?;
    }
    let database = package.connection();
    // The table that QGIS itself writes. Catalog and schema must be empty texts: with NULL the style is not found.
    database.execute_batch(
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), \
         styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);",
    )?;
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?1, 0)",
        params![WRITTEN],
    )?;
    for layer in layers {
        database.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) \
             VALUES ('', '', ?1, ?2, ?3, ?4, '', 1, ?5, 'corridor', ?6)",
            params![layer.name, SHAPE, layer.style.by, qml(layer), layer.about, WRITTEN],
        )?;
    }
    database.execute("UPDATE gpkg_contents SET last_change = ?1", params![WRITTEN])?;
    package.close()?;
    Ok(())
}

fn value(cell: &Cell) -> Result<Value, Box<dyn std::error::Error>> {
    Ok(match cell {
        Cell::None => Value::Null,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Integer(number) => Value::Integer(*number),
        Cell::Real(number) => Value::Float(*number),
        Cell::Date(date) => {
            let day = date.to_day().to_string();
            let mut parts = day.split('-').map(str::parse::<u16>);
            let mut part = || parts.next().transpose().map(Option::unwrap_or_default);
            let (year, month, day) = (part()?, part()?, part()?);
            Value::Date(Date::new(year, month.try_into()?, day.try_into()?)?)
        }
    })
}
