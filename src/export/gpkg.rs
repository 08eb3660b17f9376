//! Tables as one GeoPackage that QGIS opens with their styles.

use std::path::Path;

use geo::Geometry;
use geopackage::core::datetime::Date;
use geopackage::core::types::{ColumnType, GeometryType};
use geopackage::{ColumnSpec, GeoPackage, GeometrySpec, NewFeature, TableSchemaBuilder, Value};
use rusqlite::params;

use super::file::write_whole;
use super::qml::qml;
use super::shape::typed;
use super::table::{Cell, CellKind, Row, ShapeKind, Table};
use crate::error::Error;

/// WGS 84.
const EPSG: i32 = 4326;
const SHAPE: &str = "geom";
/// GeoPackage 1.3. What is written needs nothing of 1.4, and GDAL before 3.7, which QGIS of the long-term distributions has, warns of every 1.4.
const VERSION: i32 = 10_300;
/// Nothing that a file says depends on when it was written.
const WRITTEN: &str = "2000-01-01T00:00:00.000Z";

/// Writes tables as a GeoPackage, whole or not at all: those with a map as layers, others as tables of attributes.
///
/// # Errors
/// [`Error::Write`] where it cannot be written; [`Error::Internal`] where the database refuses what it is given.
pub fn write_geopackage(path: &Path, tables: &[&Table]) -> Result<(), Error> {
    write_whole(path, &tables_geopackage(tables)?)
}

/// Tables as the bytes of a GeoPackage.
///
/// # Errors
/// [`Error::Internal`] where the database refuses what it is given.
pub fn tables_geopackage(tables: &[&Table]) -> Result<Vec<u8>, Error> {
    filled(tables).map_err(|error| Error::Internal(format!("the GeoPackage cannot be made: {error}")))
}

/// Made in memory: a server writes nothing to disk for who asks it.
fn filled(tables: &[&Table]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let package = GeoPackage::create(":memory:")?;
    for table in tables {
        add(&package, table)?;
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
    for (table, map) in tables.iter().filter_map(|table| Some((table, table.map.as_ref()?))) {
        database.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) \
             VALUES ('', '', ?1, ?2, ?3, ?4, '', 1, ?5, 'corridor', ?6)",
            params![table.name, SHAPE, map.style.by, qml(map), table.about, WRITTEN],
        )?;
    }
    for table in tables.iter().filter(|table| table.map.is_some()) {
        index_as_before(database, table.name)?;
    }
    database.execute("UPDATE gpkg_extensions SET definition = replace(definition, 'spec140', 'spec130')", [])?;
    database.pragma_update(None, "user_version", VERSION)?;
    database.execute("UPDATE gpkg_contents SET last_change = ?1", params![WRITTEN])?;
    let bytes = database.serialize("main")?.to_vec();
    package.close()?;
    Ok(bytes)
}

/// The triggers that keep the index of a layer as 1.3 has them: 1.4 renamed one and split another in two.
fn index_as_before(database: &rusqlite::Connection, layer: &str) -> rusqlite::Result<()> {
    let index = format!("rtree_{layer}_{SHAPE}");
    let moved: String =
        database.query_row("SELECT sql FROM sqlite_master WHERE name = ?1", [format!("{index}_update5")], |row| row.get(0))?;
    let moved = moved.replace("_update5", "_update3");
    database.execute_batch(&format!(
        "DROP TRIGGER \"{index}_update5\"; DROP TRIGGER \"{index}_update6\"; DROP TRIGGER \"{index}_update7\"; {moved}; \
         CREATE TRIGGER \"{index}_update1\" AFTER UPDATE OF \"{SHAPE}\" ON \"{layer}\" \
         WHEN OLD.\"fid\" = NEW.\"fid\" AND (NEW.\"{SHAPE}\" NOTNULL AND NOT ST_IsEmpty(NEW.\"{SHAPE}\")) \
         BEGIN INSERT OR REPLACE INTO \"{index}\" VALUES (NEW.\"fid\", ST_MinX(NEW.\"{SHAPE}\"), ST_MaxX(NEW.\"{SHAPE}\"), ST_MinY(NEW.\"{SHAPE}\"), ST_MaxY(NEW.\"{SHAPE}\")); END;"
    ))
}

fn column_type(kind: CellKind) -> ColumnType {
    match kind {
        CellKind::Text => ColumnType::Text(None),
        CellKind::Integer => ColumnType::Integer,
        CellKind::Real => ColumnType::Double,
        CellKind::Date => ColumnType::Date,
        CellKind::Flag => ColumnType::Boolean,
    }
}

/// A table as the package takes it: one with a map as a layer with its index, another as a table of attributes.
fn add(package: &GeoPackage, table: &Table) -> Result<(), Box<dyn std::error::Error>> {
    let mut schema = TableSchemaBuilder::new(table.name).identifier(table.about);
    for column in &table.columns {
        schema = schema.column(ColumnSpec::new(column.name, column_type(column.kind)));
    }
    let shapes = if let Some(map) = &table.map {
        let (shapes, parts) = typed(table, map.kind);
        let kind = match (map.kind, parts) {
            (ShapeKind::Point, _) => GeometryType::Point,
            (ShapeKind::MultiPoint, _) => GeometryType::MultiPoint,
            (ShapeKind::Line, false) => GeometryType::LineString,
            (ShapeKind::Line, true) => GeometryType::MultiLineString,
            (ShapeKind::Area, _) => GeometryType::MultiPolygon,
        };
        package.create_layer(&schema.geometry(GeometrySpec::new(kind, EPSG)))?;
        shapes
    } else {
        package.create_attributes_table(&schema)?;
        vec![None; table.rows.len()]
    };
    let feature = |(row, geometry): (&Row, Option<Geometry<f64>>)| {
        let values = row.cells.iter().map(value).collect::<Result<Vec<_>, _>>()?;
        Ok(NewFeature { fid: None, geometry, values })
    };
    let features = table.rows.iter().zip(shapes).map(feature).collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
    let layer = if table.map.is_some() { package.layer(table.name)? } else { package.attributes(table.name)? };
    layer.write_all(features, 0)?;
    Ok(())
}

fn value(cell: &Cell) -> Result<Value, Box<dyn std::error::Error>> {
    Ok(match cell {
        Cell::None => Value::Null,
        Cell::Text(text) => Value::Text(text.clone()),
        Cell::Integer(number) => Value::Integer(*number),
        Cell::Real(number) => Value::Float(*number),
        Cell::Flag(flag) => Value::Boolean(*flag),
        Cell::Date(date) => {
            let (year, month, day) = date.last_day();
            Value::Date(Date::new(year, month, day)?)
        }
    })
}
