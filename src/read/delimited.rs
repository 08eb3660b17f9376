//! CSV text to raw records.

use std::collections::HashSet;

use serde_json::{Map, Number, Value};

use super::feature::too_many;
use super::record::{RawDataset, RawGeometry, RawRecord};
use super::row_lines::RowLines;
use super::schema::{FieldType, Kind};
use crate::issue::{Issue, Severity, quoted};
use crate::limits::{FIELDS, ISSUES, RECORDS};

/// Reads one CSV file with a header. Empty cells count as absent.
pub(super) fn read(raw: &mut RawDataset, file: usize, kind: Option<Kind>) {
    let (mut records, mut issues) = (Vec::new(), Vec::new());
    let source = &raw.files[file];
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(RowLines::of(source.text.as_bytes()));
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => {
            raw.issues.push(
                Issue::new(Severity::Error, "csv", &source.name, format!("the header cannot be read: {error}"))
                    .line(1)
                    .help("the first line names the columns, separated by commas"),
            );
            return;
        }
    };
    if header.iter().all(String::is_empty) {
        let issue = Issue::new(Severity::Error, "csv", &source.name, "the file is empty: its header is missing").line(1);
        raw.issues.push(issue.help("the first line names the columns, separated by commas; data/README.md lists them"));
        return;
    }
    if header.len() == 1 && header.iter().any(|column| column.contains(';')) {
        let issue = Issue::new(Severity::Error, "csv", &source.name, "the columns are separated by semicolons").line(1);
        raw.issues.push(issue.help("save it with commas between the columns, and points in numbers"));
        return;
    }
    let Some(kind) = kind.or_else(|| Kind::of_header(&header)) else {
        let issue = Issue::new(Severity::Error, "csv", &source.name, "the header is not that of any table of the dataset")
            .line(1)
            .help("give the file the name that it has in data/, such as crossings.csv; data/README.md lists the columns");
        raw.issues.push(issue);
        return;
    };
    if header.iter().any(String::is_empty) {
        issues.push(
            Issue::new(Severity::Error, "csv", &source.name, "a column has no name")
                .line(1)
                .help("name it, or delete the column"),
        );
    }
    if header.len() > FIELDS {
        let message = format!("the table has {} columns; at most {FIELDS} are taken", header.len());
        raw.issues.push(Issue::limit(&source.name, message).line(1).help("data/README.md lists the columns"));
        return;
    }
    let mut seen = HashSet::new();
    for column in header.iter().filter(|column| !column.is_empty()) {
        if !seen.insert(column) {
            let message = format!("the column {} is there twice", quoted(column));
            issues.push(Issue::new(Severity::Error, "csv", &source.name, message).line(1).help("keep one of the two"));
        }
    }
    let begun = issues.len();
    let mut row = csv::StringRecord::new();
    loop {
        if records.len() == RECORDS || issues.len() - begun == ISSUES {
            issues.push(too_many(&source.name, records.len()));
            break;
        }
        match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {
                let offset = reader.get_mut().start(row.position());
                let mut fields = Map::new();
                for (column, cell) in header.iter().zip(row.iter()).filter(|(_, cell)| !cell.is_empty()) {
                    fields.insert(column.clone(), value_of(kind, column, cell));
                }
                records.push(RawRecord { kind, file, offset, length: 0, feature: None, fields, geometry: RawGeometry::Absent });
            }
            Err(error) => {
                let line = reader.get_mut().line(error.position());
                let message = match error.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        format!("the row has {len} cells, the header has {expected_len}")
                    }
                    _ => error.to_string(),
                };
                issues.push(
                    Issue::new(Severity::Error, "csv", &source.name, message)
                        .line(line)
                        .help("a text that holds a comma must stand in double quotes"),
                );
            }
        }
    }
    if records.is_empty() {
        // A record would tell of them; where there is none, nobody does.
        for column in header.iter().filter(|column| !column.is_empty() && kind.field(column).is_none()) {
            let message = format!("a {} has no field {}", kind.noun(), quoted(column));
            issues.push(
                Issue::new(Severity::Error, "unknown-field", &source.name, message)
                    .line(1)
                    .help("data/README.md lists the columns"),
            );
        }
    }
    raw.records.append(&mut records);
    raw.issues.append(&mut issues);
}

fn value_of(kind: Kind, column: &str, cell: &str) -> Value {
    let is_number = kind.field(column).is_some_and(|field| matches!(field.ty, FieldType::Number | FieldType::Integer));
    if is_number
        && let Ok(number) = cell.parse::<f64>()
        && let Some(number) = Number::from_f64(number)
    {
        return Value::Number(number);
    }
    Value::String(cell.to_owned())
}
