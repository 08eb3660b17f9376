//! Edges and nodes from CSV.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use geo::Coord;

use super::assemble::{Assembly, Edge};
use super::open;
use crate::error::Error;
use crate::issue::{Issue, Severity, did_you_mean, quoted};
use crate::model::{Mode, Status, Word};

/// Columns of an edge list; the first three are needed.
const EDGES: [&str; 8] = ["from", "to", "length_km", "mode", "country", "id", "status", "oneway"];
const EDGES_NEEDED: usize = 3;
/// Columns of a list of nodes.
const NODES: [&str; 4] = ["id", "lat", "lon", "name"];
const NODES_NEEDED: usize = 3;

/// One row with its place in the file.
pub(super) struct Row<'a> {
    file: &'a str,
    line: usize,
    record: &'a StringRecord,
    columns: &'a [Option<usize>],
}

impl Row<'_> {
    /// A cell; `None` where it is empty or the column is missing.
    pub fn cell(&self, column: usize) -> Option<&str> {
        self.record.get(self.columns.get(column).copied().flatten()?).map(str::trim).filter(|cell| !cell.is_empty())
    }

    pub fn wrong(&self, field: &str, message: String, help: &str) -> Box<Issue> {
        Box::new(
            Issue::new(Severity::Error, "import", self.file, format!("{message} (field {field})")).line(self.line).help(help),
        )
    }

    pub fn number(&self, column: usize, field: &str, help: &str) -> Result<Option<f64>, Box<Issue>> {
        self.cell(column)
            .map(|cell| match cell.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(number),
                _ => Err(self.wrong(field, format!("{} is no number", quoted(cell)), help)),
            })
            .transpose()
    }
}

/// Edges; where a file of nodes was named, they run between these alone.
pub(super) fn edges(file: &Path, has_nodes: bool, assembly: &mut Assembly) -> Result<(), Error> {
    rows(file, &EDGES, EDGES_NEEDED, assembly, |row, assembly| {
        let edge = edge(row)?;
        if let Some((field, id)) =
            [("from", &edge.from), ("to", &edge.to)].into_iter().find(|(_, id)| has_nodes && !assembly.has_node(id))
        {
            return Err(row.wrong(field, format!("there is no node {}", quoted(id)), "add it to the file of nodes"));
        }
        assembly.edge(edge);
        Ok(())
    })
}

pub(super) fn nodes(file: &Path, assembly: &mut Assembly) -> Result<(), Error> {
    rows(file, &NODES, NODES_NEEDED, assembly, |row, assembly| {
        let missing = |field: &str| row.wrong(field, format!("the node has no {field}"), "write id,lat,lon for each node");
        let id = row.cell(0).ok_or_else(|| missing("id"))?;
        let degrees = "latitude and longitude are degrees: 55.75,37.62";
        let lat = row.number(1, "lat", degrees)?.ok_or_else(|| missing("lat"))?;
        let lon = row.number(2, "lon", degrees)?.ok_or_else(|| missing("lon"))?;
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(row.wrong("lat", format!("{lat},{lon} is not on the earth"), degrees));
        }
        if assembly.has_node(id) {
            return Err(row.wrong("id", format!("node {} was named before", quoted(id)), "each node stands once"));
        }
        assembly.place(id, row.cell(3), Coord { x: lon, y: lat });
        Ok(())
    })
}

fn edge(row: &Row) -> Result<Edge, Box<Issue>> {
    let missing = |field: &str| row.wrong(field, format!("the edge has no {field}"), "write from,to,length_km for each edge");
    let length_km = row.number(2, "length_km", "a length is in kilometres")?.ok_or_else(|| missing("length_km"))?;
    if length_km < 0.0 {
        return Err(row.wrong("length_km", format!("a length of {length_km} km cannot be"), "lengths are zero or more"));
    }
    Ok(Edge {
        id: row.cell(5).map(str::to_owned),
        from: row.cell(0).ok_or_else(|| missing("from"))?.to_owned(),
        to: row.cell(1).ok_or_else(|| missing("to"))?.to_owned(),
        length_km: Some(length_km),
        mode: row.cell(3).map(|cell| mode(cell).map_err(|help| row.wrong("mode", unknown("mode", cell), &help))).transpose()?,
        country: row
            .cell(4)
            .map(|cell| cell.parse().map_err(|()| row.wrong("country", unknown("country", cell), "write ISO 3166-1 alpha-2: IR")))
            .transpose()?,
        status: row
            .cell(6)
            .map(|cell| status(cell).map_err(|help| row.wrong("status", unknown("status", cell), &help)))
            .transpose()?,
        is_oneway: row
            .cell(7)
            .map(|cell| yes(cell).ok_or_else(|| row.wrong("oneway", unknown("answer", cell), "write yes or no")))
            .transpose()?,
        line: None,
    })
}

pub(super) fn unknown(what: &str, text: &str) -> String {
    format!("{} is no {what}", quoted(text))
}

pub(super) fn mode(text: &str) -> Result<Mode, String> {
    word(text)
}

pub(super) fn status(text: &str) -> Result<Status, String> {
    word(text)
}

fn word<T: Word + Copy + PartialEq + 'static>(text: &str) -> Result<T, String> {
    let known: Vec<&str> = T::WORDS.iter().map(|(word, _)| *word).collect();
    T::of(&text.to_lowercase()).ok_or_else(|| did_you_mean(text, known.iter().copied(), format!("one of: {}", known.join(", "))))
}

pub(super) fn yes(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// Reads a table row by row; what is wrong with a row is kept, and the next one is read.
pub(super) fn rows(
    file: &Path,
    known: &[&str],
    needed: usize,
    assembly: &mut Assembly,
    mut take: impl FnMut(&Row, &mut Assembly) -> Result<(), Box<Issue>>,
) -> Result<(), Error> {
    let name = file.to_string_lossy().into_owned();
    let mut reader = ReaderBuilder::new().from_reader(open(file)?);
    let broken = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::read(file, source),
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let message = format!("a row has {len} cells, the header {expected_len}");
            let line = pos.map_or(0, |pos| pos.line() as usize);
            Error::Data(vec![
                Issue::new(Severity::Error, "csv", &name, message).line(line).help("put cells with commas in double quotes"),
            ])
        }
        other => Error::Data(vec![
            Issue::new(Severity::Error, "csv", &name, format!("the table cannot be read: {other:?}"))
                .help("save it as CSV in UTF-8"),
        ]),
    };
    let header: Vec<String> =
        reader.headers().map_err(broken)?.iter().map(|cell| cell.trim().trim_start_matches('\u{feff}').to_lowercase()).collect();
    let columns: Vec<Option<usize>> = known.iter().map(|column| header.iter().position(|cell| cell == column)).collect();
    if let Some(missing) = columns.iter().take(needed).position(Option::is_none) {
        let message = format!("the table has no column {}", quoted(known[missing]));
        let help = format!("the columns are {}, and if they are known {}", known[..needed].join(","), known[needed..].join(","));
        return Err(Error::Data(vec![Issue::new(Severity::Error, "csv", &name, message).line(1).help(help)]));
    }
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = record.position().map_or(0, |pos| pos.line() as usize);
                let row = Row { file: &name, line, record: &record, columns: &columns };
                if let Err(issue) = take(&row, assembly) {
                    assembly.wrong(*issue);
                }
            }
            Err(error) => return Err(broken(error)),
        }
    }
}
