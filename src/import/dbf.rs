//! The attributes of a shapefile: the `.dbf` beside it.
//!
//! Its text is in the encoding that a `.cpg` names, or else the mark in the table; where neither is known it must be UTF-8. A letter that cannot be read is an error where it means
//! something: guessed names could make one node of two.

mod patch;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use geojson::{JsonObject, JsonValue};
use shapefile::dbase::encoding::{DynEncoding, EncodingRs};
use shapefile::dbase::encoding_rs::{Encoding as Known, WINDOWS_1252};
use shapefile::dbase::{
    self, CodePageMark, Encoding, FieldError, FieldIterator, FieldValue, ReadableRecord, Reader, ReaderBuilder, Unicode,
};

use self::patch::Patched;
use super::gis::{self, Wrong, refused};
use super::mapping::{Field, Mapping};
use super::source::{beside, plain};
use crate::error::Error;
use crate::issue::{cut, quoted};

/// More than any name of an encoding has, bytes.
const LONGEST_NAME: u64 = 1 << 10;
/// The next step for text that cannot be read.
const UTF8: &str = "write it in UTF-8: `ogr2ogr -lco ENCODING=UTF-8 out.shp in.shp`";
/// The next step for a table in disorder.
const AGAIN: &str = "write it again: `ogr2ogr -lco ENCODING=UTF-8 out.shp in.shp`";

/// The table of a shapefile.
pub(super) struct Table {
    reader: Reader<Patched<BufReader<File>>>,
    meanings: Meanings,
}

/// Which fields of a table mean something, and in which encoding they are.
pub(super) struct Meanings {
    encoding: DynEncoding,
    /// For each field its name and type, where it means something.
    fields: Vec<Option<(String, Type)>>,
}

/// The types of fields that shapefiles have.
#[derive(Clone, Copy)]
enum Type {
    Text,
    Number,
    Answer,
}

impl Type {
    fn of(letter: u8) -> Option<Type> {
        match letter {
            b'C' | b'D' => Some(Type::Text),
            b'N' | b'F' => Some(Type::Number),
            b'L' => Some(Type::Answer),
            _ => None,
        }
    }
}

/// The bytes of the fields of a row, in their order.
pub(super) struct Row(Vec<Option<Vec<u8>>>);

impl ReadableRecord for Row {
    fn read_using<S: Read + Seek, M: Read + Seek>(fields: &mut FieldIterator<S, M>) -> Result<Row, FieldError> {
        let bytes = |value| match value {
            FieldValue::Character(text) => text.map(|text| bytes_of(&text)),
            _ => None,
        };
        fields.map(|field| field.map(|field| bytes(field.value))).collect::<Result<_, _>>().map(Row)
    }
}

/// The bytes of a text that was read in an encoding in which each byte is a letter: so the crate hands on what it would decode, or refuse, itself.
fn bytes_of(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(text).0.into_owned()
}

/// The table of a shapefile, if it has one: lines alone are a network too.
pub(super) fn open(shapefile: &Path, mapping: &Mapping) -> Result<Option<Table>, Error> {
    let Some(path) = beside(shapefile, "dbf") else { return Ok(None) };
    let (source, head) = Patched::open(BufReader::new(plain(&path)?)).map_err(|source| Error::read(&path, source))?;
    let each_byte: DynEncoding = EncodingRs::from(WINDOWS_1252).into();
    let reader = ReaderBuilder::new().with_encoding(each_byte).build(source);
    let reader = reader.map_err(|_| refused(&path, "the head of the table cannot be read", AGAIN))?;
    let encoding = named(shapefile)?.unwrap_or_else(|| marked(head.mark));
    let mut fields: Vec<Option<(String, Type)>> = Vec::new();
    for (info, letter) in reader.fields().iter().zip(head.types) {
        let bytes = bytes_of(info.name());
        let name =
            encoding.decode(&bytes).map_or_else(|_| String::from_utf8_lossy(&bytes).into_owned(), |name| name.into_owned());
        let is_it = |(field, _): &(Field, _)| mapping.name(*field).eq_ignore_ascii_case(&name);
        if !Field::ALL.iter().any(is_it) {
            fields.push(None);
            continue;
        }
        if fields.iter().flatten().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
            return Err(refused(&path, format!("the field {} is there twice", quoted(&name)), "give one of them another name"));
        }
        let kind = Type::of(letter).ok_or_else(|| {
            let message = format!(
                "the field {} is of the type {}, which shapefiles do not have",
                quoted(&name),
                quoted(&char::from(letter).to_string())
            );
            refused(&path, message, "write it as text or number, or name another attribute: --field FIELD=ATTRIBUTE")
        })?;
        fields.push(Some((name, kind)));
    }
    Ok(Some(Table { reader, meanings: Meanings { encoding, fields } }))
}

impl Table {
    /// Its rows, with what they mean.
    pub fn rows(&mut self) -> (impl Iterator<Item = Result<Row, dbase::Error>>, &Meanings) {
        (self.reader.iter_records_as::<Row>(), &self.meanings)
    }
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
    // Where letters are not what ASCII makes of them, the names of fields could not be read.
    let known = Known::for_label(name.as_bytes());
    let by_label = || known.map(|encoding| EncodingRs::from(encoding).into());
    match DynEncoding::from_name(name).or_else(by_label).filter(|_| known.is_none_or(Known::is_ascii_compatible)) {
        Some(encoding) => Ok(Some(encoding)),
        None => Err(refused(&path, format!("{} is no encoding that can be read", quoted(name)), UTF8)),
    }
}

/// The encoding by the mark in the table.
fn marked(mark: u8) -> DynEncoding {
    match CodePageMark::from(mark) {
        CodePageMark::Undefined | CodePageMark::Invalid | CodePageMark::Utf8 => Unicode.into(),
        known => known.to_encoding().unwrap_or(Unicode.into()),
    }
}

impl Meanings {
    /// A row as properties. A field without a value is left out.
    pub fn properties(&self, row: Result<Row, dbase::Error>) -> Result<JsonObject, Wrong> {
        let Row(values) =
            row.map_err(|error| (format!("its row in the .dbf cannot be read: {}", cut(&error.to_string())), AGAIN.to_owned()))?;
        let mut properties = JsonObject::new();
        for (field, bytes) in self.fields.iter().zip(values) {
            let (Some((name, kind)), Some(bytes)) = (field, bytes) else { continue };
            let text = self
                .encoding
                .decode(&bytes)
                .map_err(|_| (format!("the field {} has a letter that cannot be read", quoted(name)), UTF8.to_owned()))?;
            if let Some(value) = property(name, *kind, text.trim())? {
                properties.insert(name.clone(), value);
            }
        }
        Ok(properties)
    }
}

fn property(name: &str, kind: Type, text: &str) -> Result<Option<JsonValue>, Wrong> {
    let wrong = |what: &str| {
        let message = format!("{} in the field {} is no {what}", quoted(text), quoted(name));
        (message, "correct it, or leave the cell empty".to_owned())
    };
    Ok(match kind {
        Type::Text => Some(text.into()),
        // What does not fit into its field is written as asterisks.
        Type::Number if text.bytes().all(|byte| byte == b'*') => None,
        Type::Number => {
            let value: f64 = text.parse().map_err(|_| wrong("number"))?;
            Some(text.parse::<i64>().map_or_else(|_| gis::number(value), JsonValue::from))
        }
        Type::Answer => match text {
            "?" => None,
            "Y" | "y" | "T" | "t" => Some(true.into()),
            "N" | "n" | "F" | "f" => Some(false.into()),
            _ => return Err(wrong("answer (T or F)")),
        },
    })
}
