//! Lines from a GeoPackage: an SQLite database with tables of features. Names in it are data of others, so they are quoted wherever they become SQL.

use std::fs::File;
use std::path::Path;

use geo::LineString;
use geojson::{JsonObject, JsonValue};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Row, Rows};

use super::assemble::Assembly;
use super::gis::{self, Wrong, refused};
use super::source::plain;
use super::wkb;
use crate::error::Error;
use crate::issue::{LIMIT, cut, did_you_mean, quoted};
use crate::limits::{DATABASE_STEPS, DATABASE_STEPS_A_BYTE, FEATURE};

/// The next step for what is no GeoPackage.
const MAKE: &str = "make one: `ogr2ogr -t_srs EPSG:4326 out.gpkg in`";

/// Layers with what is said of their reference system. Names of tables differ in case between these tables.
const LAYERS: &str = "
    SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id, s.srs_name, s.organization, s.organization_coordsys_id
    FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name COLLATE NOCASE
    LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
    WHERE c.data_type = 'features' ORDER BY c.table_name";

/// A table or view of features.
struct Layer {
    table: String,
    /// The column of geometries.
    column: String,
    /// The kind of geometry that is declared.
    kind: String,
    srs: Srs,
}

/// A spatial reference system as the file names it.
struct Srs {
    /// How the file itself calls it.
    id: i64,
    name: String,
    is_wgs84: bool,
    /// Whether the file itself says that it does not know.
    is_undefined: bool,
}

/// The layer of this name, or else the one that has lines; row by row.
pub(super) fn layers(file: &Path, layer: Option<&str>, assembly: &mut Assembly) -> Result<(), Error> {
    let opened = plain(file)?;
    let database = open(file).map_err(|error| unreadable(file, &error))?;
    let length = opened.metadata().map_err(|source| Error::read(file, source))?.len();
    stop_endless(&database, length).map_err(|error| unreadable(file, &error))?;
    let known = known(file, &database)?;
    check_whole(file, &opened, &database)?;
    let chosen = match layer {
        Some(name) => known.iter().find(|layer| layer.table == name).ok_or_else(|| {
            let help = did_you_mean(name, known.iter().map(|layer| layer.table.as_str()), name_one(&known));
            refused(file, format!("no layer is named {}", quoted(name)), help)
        })?,
        None => only(file, &database, &known)?,
    };
    check_srs(file, chosen)?;
    read(file, &database, chosen, assembly)
}

fn open(file: &Path) -> rusqlite::Result<Connection> {
    // SQLite takes a name that begins with `file:` for an address; an absolute one never does.
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = match still(&path) {
        Some(address) => Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)?,
        None => Connection::open_with_flags(path, flags)?,
    };
    // Views of the file may not call what reaches beyond it.
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Nor make texts that fill the memory.
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, FEATURE as i32)?;
    Ok(database)
}

/// The address of a file that nobody is writing to, for SQLite: it would put files beside one that was last written to with a log (`-wal`, `-shm`).
/// None where such a file or a journal lies there, without which the file is not whole.
fn still(path: &Path) -> Option<String> {
    if !cfg!(unix) || LOGS.into_iter().any(|end| has_beside(path, end)) {
        return None;
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte);
    let letters = path.as_os_str().as_encoded_bytes().iter();
    let spelled = letters.map(|byte| if is_plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") });
    Some(format!("file:{}?immutable=1", spelled.collect::<String>()))
}

/// What SQLite puts behind the name of a file for what is not yet in it.
const LOGS: [&str; 2] = ["-wal", "-journal"];

/// Whether there is a file of the same name with this behind it.
fn has_beside(path: &Path, end: &str) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    Path::new(&name).symlink_metadata().is_ok()
}

/// Views of a file may be endless, or take for ever: SQLite counts its steps, and stops at so many.
fn stop_endless(database: &Connection, length: u64) -> rusqlite::Result<()> {
    const AT_ONCE: u32 = 100_000;
    let mut left = (DATABASE_STEPS + length.saturating_mul(DATABASE_STEPS_A_BYTE)) / u64::from(AT_ONCE);
    database.progress_handler(
        AT_ONCE as i32,
        Some(move || {
            left = left.saturating_sub(1);
            left == 0
        }),
    )
}

/// SQLite fills up a last page that was cut short, and the rows on it are empty then.
fn check_whole(file: &Path, opened: &File, database: &Connection) -> Result<(), Error> {
    let page: u32 = database.query_row("PRAGMA page_size", [], |row| row.get(0)).map_err(|error| unreadable(file, &error))?;
    let length = opened.metadata().map_err(|source| Error::read(file, source))?.len();
    if length.is_multiple_of(u64::from(page)) { Ok(()) } else { Err(refused(file, "the GeoPackage is cut short", MAKE)) }
}

fn unreadable(file: &Path, error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => {
            let message = format!("{} takes too many steps to read: a view of it may be endless", file.display());
            Error::Limit {
                code: LIMIT,
                message,
                help: Some("write its lines as a table: `ogr2ogr out.gpkg in.gpkg LAYER`".into()),
            }
        }
        Some(ErrorCode::OutOfMemory | ErrorCode::TooBig) => {
            let message = format!("{} has a value that is too large", file.display());
            Error::Limit { code: LIMIT, message, help: Some(MAKE.into()) }
        }
        Some(ErrorCode::NotADatabase) => refused(file, "the file is no GeoPackage, nor any other SQLite database", MAKE),
        _ => {
            let log = LOGS.into_iter().find(|end| has_beside(file, end));
            let help = log.map(|end| {
                format!("a log ({end}) lies beside it: open and close it in the program that wrote it, then read it again")
            });
            refused(
                file,
                format!("the GeoPackage cannot be read: {}", cut(&error.to_string())),
                help.unwrap_or_else(|| MAKE.into()),
            )
        }
    }
}

/// All layers of features, by name.
fn known(file: &Path, database: &Connection) -> Result<Vec<Layer>, Error> {
    const TABLES: &str =
        "SELECT count(*) FROM sqlite_master WHERE name IN ('gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys')";
    let unreadable = |error| unreadable(file, &error);
    let count: i64 = database.query_row(TABLES, [], |row| row.get(0)).map_err(unreadable)?;
    if count < 3 {
        return Err(refused(file, "the file is an SQLite database, but no GeoPackage with features", MAKE));
    }
    let mut statement = database.prepare(LAYERS).map_err(unreadable)?;
    let layers = statement.query_map([], layer).map_err(unreadable)?;
    layers.collect::<Result<_, _>>().map_err(unreadable)
}

fn layer(row: &Row) -> rusqlite::Result<Layer> {
    let id: i64 = row.get(3)?;
    let name: Option<String> = row.get(4)?;
    let organization: Option<String> = row.get(5)?;
    let code = match row.get(6)? {
        Value::Integer(code) => code.to_string(),
        Value::Text(code) => code,
        _ => String::new(),
    };
    let organization = organization.unwrap_or_default().to_uppercase();
    let srs = Srs {
        id,
        is_wgs84: matches!((organization.as_str(), code.as_str()), ("EPSG", "4326") | ("OGC", "CRS84" | "84")),
        // Two ids that the standard keeps for it, and one that the file does not explain.
        is_undefined: id == 0 || id == -1 || name.is_none(),
        name: match name {
            Some(name) => format!("{organization}:{code} ({name})"),
            None => format!("{id}, which the file does not explain"),
        },
    };
    Ok(Layer { table: row.get(0)?, column: row.get(1)?, kind: row.get(2)?, srs })
}

impl Layer {
    /// Whether its declared geometry leaves room for lines.
    fn may_have_lines(&self) -> bool {
        let kind = self.kind.to_uppercase();
        !["POINT", "MULTIPOINT", "POLYGON", "MULTIPOLYGON", "CURVEPOLYGON", "MULTISURFACE", "SURFACE"].contains(&kind.as_str())
    }
}

/// The one layer that has lines.
fn only<'a>(file: &Path, database: &Connection, known: &'a [Layer]) -> Result<&'a Layer, Error> {
    let mut with_lines: Vec<&Layer> = known.iter().filter(|layer| layer.may_have_lines()).collect();
    if with_lines.len() > 1 {
        let mut full = Vec::new();
        for layer in &with_lines {
            if has_lines(file, database, layer)? {
                full.push(*layer);
            }
        }
        with_lines = full;
    }
    match with_lines[..] {
        [layer] => Ok(layer),
        [] => Err(refused(file, "the GeoPackage has no layer of lines", MAKE)),
        _ => Err(refused(file, format!("{} layers have lines", with_lines.len()), name_one(with_lines))),
    }
}

fn name_one<'a>(layers: impl IntoIterator<Item = &'a Layer>) -> String {
    const MOST: usize = 20;
    let names: Vec<String> = layers.into_iter().map(|layer| quoted(&layer.table)).collect();
    let more = if names.len() > MOST { ", ..." } else { "" };
    format!("name one with `--layer NAME`: {}{more}", names[..names.len().min(MOST)].join(", "))
}

/// Whether there is a line in a layer. A geometry that cannot be read counts, so that it is named when the layer is read.
fn has_lines(file: &Path, database: &Connection, layer: &Layer) -> Result<bool, Error> {
    each(file, database, layer, &[], |rows| {
        while let Some(row) = rows.next()? {
            if geometry(row.get_ref(0)?, layer.srs.id).map_or(true, |parts| parts.iter().any(|line| !line.0.is_empty())) {
                return Ok(true);
            }
        }
        Ok(false)
    })
}

fn check_srs(file: &Path, layer: &Layer) -> Result<(), Error> {
    if layer.srs.is_wgs84 {
        return Ok(());
    }
    let message = format!("the layer {} is in {}, not in degrees (EPSG:4326)", quoted(&layer.table), cut(&layer.srs.name));
    let help = if layer.srs.is_undefined {
        "if it is in degrees, say so: `ogr2ogr -a_srs EPSG:4326 out.gpkg in.gpkg`"
    } else {
        "`ogr2ogr -t_srs EPSG:4326 out.gpkg in.gpkg`"
    };
    Err(refused(file, message, help))
}

fn read(file: &Path, database: &Connection, layer: &Layer, assembly: &mut Assembly) -> Result<(), Error> {
    // Names that are no text cannot be asked for, nor mean anything.
    const COLUMNS: &str = "SELECT name FROM pragma_table_xinfo(?1) WHERE typeof(name) = 'text'";
    let columns = database.prepare(COLUMNS).and_then(|mut statement| {
        statement.query_map([&layer.table], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()
    });
    let mut columns = columns.map_err(|error| unreadable(file, &error))?;
    columns.retain(|column| !column.eq_ignore_ascii_case(&layer.column));
    each(file, database, layer, &columns, |rows| {
        let mut number = 0;
        while let Some(row) = rows.next()? {
            gis::take(file, number, feature(row, &columns, layer.srs.id)?, assembly);
            number += 1;
        }
        Ok(())
    })
}

/// Goes through the rows of a layer: its geometries, then these columns.
fn each<T>(
    file: &Path,
    database: &Connection,
    layer: &Layer,
    columns: &[String],
    go: impl FnOnce(&mut Rows) -> rusqlite::Result<T>,
) -> Result<T, Error> {
    // With the table's name before it, a column that is not there is an error; without, SQLite takes it for a text.
    let table = identifier(&layer.table);
    let names = std::iter::once(&layer.column).chain(columns);
    let names: Vec<String> = names.map(|column| format!("{table}.{}", identifier(column))).collect();
    let sql = format!("SELECT {} FROM {table}", names.join(", "));
    let all = database.prepare(&sql).and_then(|mut statement| go(&mut statement.query([])?));
    all.map_err(|error| unreadable(file, &error))
}

/// A name as SQL takes it, whatever is in it.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

type Feature = (JsonObject, Vec<LineString<f64>>);

/// A row as a feature. A field without a value is left out.
fn feature(row: &Row, columns: &[String], srs: i64) -> rusqlite::Result<Result<Feature, Wrong>> {
    let parts = match geometry(row.get_ref(0)?, srs) {
        Ok(parts) => parts,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let mut properties = JsonObject::new();
    for (i, column) in columns.iter().enumerate() {
        let value = match row.get_ref(i + 1)? {
            ValueRef::Null => continue,
            // Nothing that could be meant, where it is to mean something.
            ValueRef::Blob(_) => JsonValue::Array(Vec::new()),
            ValueRef::Integer(value) => JsonValue::from(value),
            ValueRef::Real(value) => gis::number(value),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => JsonValue::from(text),
                Err(_) => {
                    let message = format!("the text in the column {} is not UTF-8", quoted(column));
                    return Ok(Err((message, "write it again, or leave the feature out".into())));
                }
            },
        };
        properties.insert(column.clone(), value);
    }
    Ok(Ok((properties, parts)))
}

fn geometry(value: ValueRef, srs: i64) -> Result<Vec<LineString<f64>>, Wrong> {
    match value {
        ValueRef::Null => Ok(Vec::new()),
        ValueRef::Blob(bytes) => wkb::parts(bytes, srs),
        _ => Err(("the geometry is none of a GeoPackage".into(), "write the layer again: `ogr2ogr out.gpkg in.gpkg`".into())),
    }
}
