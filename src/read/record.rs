//! A record before it is judged.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde_json::{Map, Value};

use super::schema::Kind;
use super::text::ends_of_lines;
use crate::issue::{Issue, Severity};

/// One file's name and text.
#[derive(Debug)]
pub struct SourceFile {
    /// As given by the user, or inside the program relative to `data/`.
    pub name: String,
    /// The whole text, without byte order mark.
    pub text: Cow<'static, str>,
    /// Where each line ends; found when the first line is asked for.
    line_ends: OnceLock<Vec<usize>>,
}

impl SourceFile {
    /// A file of this name and text.
    pub fn new(name: String, text: Cow<'static, str>) -> SourceFile {
        SourceFile { name, text, line_ends: OnceLock::new() }
    }

    /// The line of a byte, counted from 1.
    pub fn line_at(&self, offset: usize) -> usize {
        let ends = self.line_ends.get_or_init(|| ends_of_lines(self.text.as_bytes()).collect());
        1 + ends.partition_point(|end| *end < offset)
    }
}

/// The geometry of a feature as it stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub enum RawGeometry {
    /// Not a feature, or a feature whose geometry is missing or `null`.
    Absent,
    /// Read, not yet judged.
    Read(geojson::GeometryValue),
    /// Not a geometry; the text says why.
    Unreadable(String),
}

/// One feature or one row, with its place in its file.
#[derive(Debug)]
pub struct RawRecord {
    /// What it is a record of.
    pub kind: Kind,
    /// Index into [`RawDataset::files`].
    pub file: usize,
    /// Where it begins in the file, in bytes.
    pub offset: usize,
    /// Its length in bytes.
    pub length: usize,
    /// Number of the feature in its file, counted from 0. `None` for a row.
    pub feature: Option<usize>,
    /// Properties of the feature, or cells of the row that are not empty. Cells that should be numbers and are, are numbers.
    pub fields: Map<String, Value>,
    /// The geometry of a feature.
    pub geometry: RawGeometry,
}

impl RawRecord {
    /// A field that holds text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).and_then(Value::as_str)
    }

    /// A field that holds a number.
    pub fn number(&self, field: &str) -> Option<f64> {
        self.fields.get(field).and_then(Value::as_f64)
    }

    /// The id of the record, where it has one.
    pub fn id(&self) -> Option<&str> {
        self.text("id")
    }

    /// The texts of a list field; a list in a row is separated by `;`.
    pub fn list(&self, field: &str) -> Vec<&str> {
        match self.fields.get(field) {
            Some(Value::String(text)) => text.split(';').map(str::trim).filter(|t| !t.is_empty()).collect(),
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// Every record of every file, and what could not be read as a record.
#[derive(Debug, Default)]
pub struct RawDataset {
    /// The files.
    pub files: Vec<SourceFile>,
    /// The records, file by file.
    pub records: Vec<RawRecord>,
    /// What was wrong already in reading.
    pub issues: Vec<Issue>,
}

impl RawDataset {
    /// The records of one kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &RawRecord> {
        self.records.iter().filter(move |record| record.kind == kind)
    }

    /// Where a record stands, `FILE:LINE`, for a message about another one.
    pub(crate) fn place_of(&self, record: &RawRecord) -> String {
        let file = &self.files[record.file];
        format!("{}:{}", file.name, file.line_at(record.offset))
    }

    /// An issue about a record, or about one field of it, with file, line, feature and id filled in.
    pub fn issue(
        &self,
        severity: Severity,
        code: &'static str,
        record: &RawRecord,
        field: Option<&str>,
        message: String,
    ) -> Issue {
        let file = &self.files[record.file];
        let end = (record.offset + record.length).min(file.text.len());
        let text = file.text.get(record.offset..end).unwrap_or_default();
        let within = field.and_then(|field| key_at(text, field)).unwrap_or(0);
        let mut issue = Issue::new(severity, code, &file.name, message).line(file.line_at(record.offset + within));
        issue.feature = record.feature;
        issue.id = record.id().map(str::to_owned);
        issue.field = field.map(str::to_owned);
        issue
    }
}

/// Where a key stands in the text of a feature: its name in quotes with a colon after it, not the same word as a value.
fn key_at(text: &str, key: &str) -> Option<usize> {
    let quoted = format!("\"{key}\"");
    text.match_indices(&quoted).map(|(at, _)| at).find(|at| text[at + quoted.len()..].trim_start().starts_with(':'))
}
