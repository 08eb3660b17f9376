//! CSV text to raw records.

use std::collections::HashSet;

use serde_json::{Map, Number, Value};

use super::feature::too_many;
use super::record::{RawDataset, RawGeometry, RawRecord};
use super::schema::{FieldType, Kind};
use super::table::{Broken, Table, twice};
use crate::issue::{Issue, Severity, quoted};
use crate::limits::{FIELDS, ISSUES, RECORDS};

/// Reads one CSV file with a header. Empty cells count as absent.
pub(super) fn read(raw: &mut RawDataset, file: usize, kind: Option<Kind>) {
    let (mut records, mut issues) = (Vec::new(), Vec::new());
    let source = &raw.files[file];
    let mut table = match Table::open(&source.name, source.text.as_bytes()) {
        Ok(table) => table,
        Err(broken) => {
            raw.issues.extend(issue_of(broken));
            return;
        }
    };
    let header = table.header().to_vec();
    if header.iter().all(String::is_empty) {
        let issue = Issue::new(Severity::Error, "csv", &source.name, "the file is empty: its header is missing").line(1);
        raw.issues.push(issue.help("the first line names the columns, separated by commas; data/README.md lists them"));
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
            issues.push(twice(&source.name, column));
        }
    }
    let begun = issues.len();
    while let Some(row) = table.next() {
        if records.len() == RECORDS || issues.len() - begun == ISSUES {
            issues.push(too_many(&source.name, records.len()));
            break;
        }
        match row {
            Ok(row) => {
                let mut fields = Map::new();
                for (i, column) in header.iter().enumerate() {
                    if let Some(cell) = row.cell(i) {
                        fields.insert(column.clone(), value_of(kind, column, cell));
                    }
                }
                let offset = row.offset;
                records.push(RawRecord { kind, file, offset, length: 0, feature: None, fields, geometry: RawGeometry::Absent });
            }
            Err(broken) => issues.extend(issue_of(broken)),
        }
    }
    if records.is_empty() {
        // A record would tell of them; where there is none, nobody does.
        for column in header.iter().filter(|column| !column.is_empty() && kind.field(column).is_none()) {
            let message = format!("{} has no field {}", kind.one(), quoted(column));
            issues.push(
                Issue::new(Severity::Error, "unknown-field", &source.name, message)
                    .line(1)
                    .field(column)
                    .help("data/README.md lists the columns"),
            );
        }
    }
    raw.records.append(&mut records);
    raw.issues.append(&mut issues);
}

/// What is wrong with a text that is held in memory, which can always be read.
fn issue_of(broken: Broken) -> Option<Issue> {
    match broken {
        Broken::Table(issue) | Broken::Row(issue) => Some(*issue),
        Broken::Read(_) => None,
    }
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
