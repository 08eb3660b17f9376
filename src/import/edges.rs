//! Edges and nodes from CSV.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use geo::Coord;

use super::assemble::Assembly;
use super::attributes::{Wrong, edge};
use super::mapping::Field;
use crate::error::Error;
use crate::issue::{Issue, Severity, figure, quoted};
use crate::limits::Lines;
use crate::read::RowLines;

/// Columns that an edge list must have.
const EDGES_NEEDED: [usize; 3] = [Field::From as usize, Field::To as usize, Field::Length as usize];
/// Columns of a list of nodes; all but the last are needed.
const NODES: [&str; 4] = ["id", "lat", "lon", "name"];
const NODES_NEEDED: [usize; 3] = [0, 1, 2];

/// Columns of a table, and which of them it must have.
pub(super) struct Columns<'a> {
    pub names: Vec<&'a str>,
    pub needed: &'a [usize],
}

/// One row with its place in the file.
pub(super) struct Row<'a> {
    file: &'a str,
    line: usize,
    record: &'a StringRecord,
    header: &'a [String],
    columns: &'a [Option<usize>],
}

impl Row<'_> {
    /// Whether the table has a column.
    fn has(&self, name: &str) -> bool {
        self.header.iter().any(|column| column.eq_ignore_ascii_case(name))
    }

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
pub(super) fn edges(file: &Path, text: impl Read, assembly: &mut Assembly) -> Result<(), Error> {
    let import = assembly.import;
    let columns = Columns { names: Field::ALL.map(|(field, _)| import.mapping.name(field)).to_vec(), needed: &EDGES_NEEDED };
    rows(file, text, &columns, assembly, |row, assembly| {
        assembly.seen(|name| row.has(name));
        let wrong = |wrong: Wrong| row.wrong(wrong.attribute.as_deref().unwrap_or("length_km"), wrong.message, &wrong.help);
        let Some(edge) = edge(&import.mapping, |field| row.cell(field as usize).map(Cow::Borrowed)).map_err(wrong)? else {
            return Ok(());
        };
        for (field, is_missing) in
            [(Field::From, edge.from.is_empty()), (Field::To, edge.to.is_empty()), (Field::Length, edge.length_km.is_none())]
        {
            if is_missing {
                let name = import.mapping.name(field);
                return Err(row.wrong(name, format!("the edge has no {name}"), "write from,to,length_km for each edge"));
            }
        }
        let unknown =
            [("from", &edge.from), ("to", &edge.to)].into_iter().find(|(_, id)| import.nodes.is_some() && !assembly.has_node(id));
        if let Some((field, id)) = unknown {
            return Err(row.wrong(field, format!("there is no node {}", quoted(id)), "add it to the file of nodes"));
        }
        assembly.edge(&edge);
        Ok(())
    })
}

/// Nodes with their positions.
pub(super) fn nodes(file: &Path, text: impl Read, assembly: &mut Assembly) -> Result<(), Error> {
    let columns = Columns { names: NODES.to_vec(), needed: &NODES_NEEDED };
    rows(file, text, &columns, assembly, |row, assembly| {
        let missing = |field: &str| row.wrong(field, format!("the node has no {field}"), "write id,lat,lon for each node");
        let id = row.cell(0).ok_or_else(|| missing("id"))?;
        let degrees = "latitude and longitude are degrees: 55.75,37.62";
        let lat = row.number(1, "lat", degrees)?.ok_or_else(|| missing("lat"))?;
        let lon = row.number(2, "lon", degrees)?.ok_or_else(|| missing("lon"))?;
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(row.wrong("lat", format!("{},{} is not on the earth", figure(lat), figure(lon)), degrees));
        }
        if assembly.has_node(id) {
            return Err(row.wrong("id", format!("node {} was named before", quoted(id)), "each node stands once"));
        }
        assembly.place(id, row.cell(3), Coord { x: lon, y: lat });
        Ok(())
    })
}

/// Reads a table row by row; what is wrong with a row is kept, and the next one is read.
pub(super) fn rows(
    file: &Path,
    text: impl Read,
    known: &Columns,
    assembly: &mut Assembly,
    mut take: impl FnMut(&Row, &mut Assembly) -> Result<(), Box<Issue>>,
) -> Result<(), Error> {
    let name = file.to_string_lossy().into_owned();
    let mut reader = ReaderBuilder::new().from_reader(RowLines::of(Lines::of(text)));
    let broken = |error: csv::Error, lines: &mut RowLines<_>| match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::read(file, source),
        csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let message = format!("a row has {len} cells, the header {expected_len}");
            let issue = Issue::new(Severity::Error, "csv", &name, message).line(lines.line(pos.as_ref()));
            Error::Data(vec![issue.help("put cells with commas in double quotes")])
        }
        csv::ErrorKind::Utf8 { pos, .. } => {
            let issue =
                Issue::new(Severity::Error, "encoding", &name, "the file is not UTF-8 text").line(lines.line(pos.as_ref()));
            Error::Data(vec![issue.help("save it again as CSV in UTF-8")])
        }
        _ => Error::Data(vec![
            Issue::new(Severity::Error, "csv", &name, "the table cannot be read").help("save it as CSV in UTF-8"),
        ]),
    };
    let header = match reader.headers() {
        Ok(header) => header.iter().map(|cell| cell.trim().trim_start_matches('\u{feff}').to_owned()).collect::<Vec<_>>(),
        Err(error) => return Err(broken(error, reader.get_mut())),
    };
    let place = |column: &&str| header.iter().position(|cell| cell.eq_ignore_ascii_case(column));
    let columns: Vec<Option<usize>> = known.names.iter().map(place).collect();
    let twice = |column: &&&str| header.iter().filter(|cell| cell.eq_ignore_ascii_case(column)).count() > 1;
    if let Some(column) = known.names.iter().find(twice) {
        let issue = Issue::new(Severity::Error, "csv", &name, format!("the column {} is there twice", quoted(column))).line(1);
        return Err(Error::Data(vec![issue.help("keep one of the two, or name another: --field FIELD=ATTRIBUTE")]));
    }
    if let Some(missing) = known.needed.iter().find(|column| columns[**column].is_none()) {
        let message = format!("the table has no column {}", quoted(known.names[*missing]));
        let separator =
            [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(c, _)| header.len() == 1 && header[0].contains(*c));
        if let Some((_, separator)) = separator {
            let issue = Issue::new(Severity::Error, "csv", &name, format!("{message}: its columns are separated by {separator}"));
            return Err(Error::Data(vec![issue.line(1).help("save it with commas between the columns, and points in numbers")]));
        }
        let (needed, others): (Vec<usize>, Vec<usize>) = (0..known.names.len()).partition(|column| known.needed.contains(column));
        let list = |columns: Vec<usize>| columns.into_iter().map(|column| known.names[column]).collect::<Vec<_>>().join(",");
        let help = format!(
            "the columns are {}, and if they are known {}; a column with another name is named with --field, as in --field length=LEN:m",
            list(needed),
            list(others)
        );
        return Err(Error::Data(vec![Issue::new(Severity::Error, "csv", &name, message).line(1).help(help)]));
    }
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = reader.get_mut().line(record.position());
                let row = Row { file: &name, line, record: &record, header: &header, columns: &columns };
                if let Err(issue) = take(&row, assembly) {
                    assembly.wrong(*issue);
                }
            }
            Err(error) => return Err(broken(error, reader.get_mut())),
        }
    }
}
