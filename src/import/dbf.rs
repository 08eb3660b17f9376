//! The attributes of a shapefile: the `.dbf` beside it.
//!
//! Its text is in the encoding that a `.cpg` names, or else the mark in the table; where neither is known it must be UTF-8. A letter that cannot be read is an error: guessed names
//! could make one node of two.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use geojson::{JsonObject, JsonValue};
use shapefile::dbase::encoding::{DynEncoding, EncodingRs};
use shapefile::dbase::encoding_rs::Encoding;
use shapefile::dbase::{
    self, CodePageMark, FieldError, FieldIterator, FieldValue, ReadableRecord, Reader, ReaderBuilder, Unicode, UnicodeLossy,
};

use super::gis::{self, Wrong, refused};
use super::source::{beside, plain};
use crate::error::Error;
use crate::issue::{cut, quoted};

/// Attributes that name something: a number that is not exact there could be the name of something else.
const NAMES: [&str; 3] = ["from", "to", "id"];
/// More than any name of an encoding has, bytes.
const LONGEST_NAME: u64 = 1 << 10;
/// The next step for text that cannot be read.
const UTF8: &str = "write it in UTF-8: `ogr2ogr -lco ENCODING=UTF-8 out.shp in.shp`";

/// The fields of a row, in their order.
pub(super) struct Row(Vec<(String, FieldValue)>);

impl ReadableRecord for Row {
    fn read_using<S: Read + Seek, M: Read + Seek>(fields: &mut FieldIterator<S, M>) -> Result<Row, FieldError> {
        fields.map(|field| field.map(|field| (field.name.to_owned(), field.value))).collect::<Result<_, _>>().map(Row)
    }
}

/// The table of a shapefile, if it has one: lines alone are a network too.
pub(super) fn open(shapefile: &Path) -> Result<Option<Reader<BufReader<File>>>, Error> {
    let Some(path) = beside(shapefile, "dbf") else { return Ok(None) };
    let build = |encoding: DynEncoding| {
        let source = BufReader::new(plain(&path)?);
        let table = ReaderBuilder::new().with_encoding(encoding).build(source);
        table.map_err(|error| refused(&path, format!("the table cannot be read: {}", cut(&error.to_string())), UTF8))
    };
    let encoding = match named(shapefile)? {
        Some(encoding) => encoding,
        None => marked(build(UnicodeLossy.into())?.header().code_page_mark),
    };
    build(encoding).map(Some)
}

/// The encoding that a `.cpg` names, if there is one.
fn named(shapefile: &Path) -> Result<Option<DynEncoding>, Error> {
    let Some(path) = beside(shapefile, "cpg") else { return Ok(None) };
    let mut bytes = Vec::new();
    plain(&path)?.take(LONGEST_NAME).read_to_end(&mut bytes).map_err(|source| Error::read(&path, source))?;
    let text = String::from_utf8_lossy(&bytes);
    let name = text.trim_start_matches('\u{feff}').trim();
    if name.is_empty() {
        return Ok(None);
    }
    if ["UTF-8", "UTF8", "65001", "CP65001"].contains(&name.to_uppercase().as_str()) {
        return Ok(Some(Unicode.into()));
    }
    let by_label = || Encoding::for_label(name.as_bytes()).map(|encoding| EncodingRs::from(encoding).into());
    match DynEncoding::from_name(name).or_else(by_label) {
        Some(encoding) => Ok(Some(encoding)),
        None => Err(refused(&path, format!("{} is no encoding that can be read", quoted(name)), UTF8)),
    }
}

/// The encoding by the mark in the table.
fn marked(mark: CodePageMark) -> DynEncoding {
    match mark {
        CodePageMark::Undefined | CodePageMark::Invalid | CodePageMark::Utf8 => Unicode.into(),
        known => known.to_encoding().unwrap_or(Unicode.into()),
    }
}

/// A row as properties. A field without a value is left out.
pub(super) fn properties(row: Result<Row, dbase::Error>) -> Result<JsonObject, Wrong> {
    let Row(fields) =
        row.map_err(|error| (format!("its row in the .dbf cannot be read: {}", cut(&error.to_string())), UTF8.to_owned()))?;
    let mut properties = JsonObject::new();
    for (name, value) in fields {
        if let Some(value) = property(&name, value)? {
            properties.insert(name, value);
        }
    }
    Ok(properties)
}

fn property(name: &str, value: FieldValue) -> Result<Option<JsonValue>, Wrong> {
    Ok(match value {
        FieldValue::Character(text) => text.map(JsonValue::from),
        FieldValue::Logical(answer) => answer.map(JsonValue::from),
        FieldValue::Date(date) => date.map(|date| format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()).into()),
        FieldValue::Numeric(Some(value)) => Some(number(name, value, f64::MANTISSA_DIGITS)?),
        // By way of its text, so that 0.1 stays 0.1.
        FieldValue::Float(Some(value)) => {
            Some(number(name, value.to_string().parse().unwrap_or(f64::from(value)), f32::MANTISSA_DIGITS)?)
        }
        FieldValue::Double(value) | FieldValue::Currency(value) => Some(number(name, value, f64::MANTISSA_DIGITS)?),
        FieldValue::Integer(value) => Some(value.into()),
        FieldValue::Numeric(None) | FieldValue::Float(None) | FieldValue::DateTime(_) | FieldValue::Memo(_) => None,
    })
}

/// A number that was read with so many binary digits. The table does not tell whole numbers from others: 12 is 12, not 12.0.
fn number(name: &str, value: f64, digits: u32) -> Result<JsonValue, Wrong> {
    let is_below = |digits: u32| value.abs() < 2_f64.powi(digits as i32);
    if NAMES.contains(&name) && !is_below(digits) {
        return Err((
            format!("{value} in the field {} is too large to be read exactly", quoted(name)),
            "write it as text".into(),
        ));
    }
    let is_whole = value.fract() == 0.0 && is_below(f64::MANTISSA_DIGITS);
    Ok(if is_whole { JsonValue::from(value as i64) } else { gis::number(value) })
}
