//! CSV text to raw records.

use std::collections::HashSet;

use serde_json::{Map, Number, Value};

use super::feature::too_many;
use super::record::{RawDataset, RawGeometry, RawRecord};
use super::schema::{FieldType, Kind};
use super::table::{Broken, Table, twice};
use crate::issue::{Issue, Severity, did_you_mean};
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
    let (unknown, lacking) = columns_of(&source.name, kind, &header);
    issues.extend(unknown);
    if !lacking.is_empty() {
        // Each row would say the same again, and whatever names its records that there is none.
        issues.extend(lacking);
        raw.issues.append(&mut issues);
        return;
    }
    let begun = issues.len();
    while let Some(row) = table.next() {
        if records.len() == RECORDS || issues.len() - begun == ISSUES {
            issues.push(too_many(&source.name, records.len()));
            break;
        }
        match row {
            Ok(row) => {
                if header.iter().enumerate().all(|(i, column)| row.cell(i).unwrap_or_default() == column) {
                    let issue = Issue::new(Severity::Error, "csv", &source.name, "the header stands here again").line(row.line);
                    issues.push(issue.help("delete the row"));
                    continue;
                }
                let mut fields = Map::new();
                for (i, column) in header.iter().enumerate().filter(|(_, column)| kind.field(column).is_some()) {
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
    raw.records.append(&mut records);
    raw.issues.append(&mut issues);
}

/// What is wrong with the columns: those that the table does not know, and those that it needs and that are not there.
fn columns_of(file: &str, kind: Kind, header: &[String]) -> (Vec<Issue>, Vec<Issue>) {
    let at = |code: &str, field: &str, message: &str| Issue::new(Severity::Error, code, file, message).line(1).field(field);
    let unknown: Vec<&str> =
        header.iter().map(String::as_str).filter(|column| !column.is_empty() && kind.field(column).is_none()).collect();
    let names = || kind.fields().iter().map(|field| field.name);
    let mut issues: Vec<Issue> = Vec::new();
    for column in &unknown {
        let issue = at("unknown-field", column, "the table knows no such column");
        issues.push(issue.help(did_you_mean(
            column,
            names(),
            "data/README.md lists the columns; free text belongs into \"note\"",
        )));
    }
    let needed: Vec<&str> = kind.fields().iter().filter(|field| field.must).map(|field| field.name).collect();
    let lacking = needed.iter().filter(|name| !header.iter().any(|column| column == *name)).map(|name| {
        let help = format!("add it, or correct the name of the column that holds it; the table needs {}", needed.join(","));
        at("missing-field", name, "the table has no such column").help(help)
    });
    (issues, lacking.collect())
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
