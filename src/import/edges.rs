//! Edges and nodes from CSV.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use geo::Coord;

use super::assemble::Assembly;
use super::attributes::{Wrong, edge};
use super::mapping::{Field, NO_ATTRIBUTE};
use crate::error::Error;
use crate::issue::{Issue, Severity, figure, quoted};
use crate::limits::Lines;
use crate::read::{self, Broken, Table};

/// Columns that an edge list must have.
const EDGES_NEEDED: [usize; 3] = [Field::From as usize, Field::To as usize, Field::Length as usize];
/// Columns of a list of nodes; all but the last are needed.
const NODES: [&str; 4] = ["id", "lat", "lon", "name"];
const NODES_NEEDED: [usize; 3] = [0, 1, 2];

/// Columns of a table, and which of them it must have.
pub(super) struct Columns<'a> {
    pub names: Vec<&'a str>,
    pub needed: &'a [usize],
    /// Whether `--field` can name them otherwise.
    pub can_be_named: bool,
}

/// One row with its place in the file.
pub(super) struct Row<'a> {
    file: &'a str,
    row: read::Row<'a>,
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
        self.row.cell(self.columns.get(column).copied().flatten()?)
    }

    pub fn wrong(&self, field: &str, message: String, help: &str) -> Box<Issue> {
        Box::new(Issue::new(Severity::Error, "import", self.file, message).line(self.row.line).field(field).help(help))
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
    for field in EDGES_NEEDED {
        let (field, word) = Field::ALL[field];
        if import.mapping.name(field) == NO_ATTRIBUTE {
            let message = format!("a table of edges needs its {word}, which is not to be read (--field {word}=-)");
            let issue = Issue::new(Severity::Error, "import", &file.to_string_lossy(), message);
            return Err(Error::Data(vec![issue.help(format!("name the column: --field {word}=COLUMN"))]));
        }
    }
    let columns = Columns {
        names: Field::ALL.map(|(field, _)| import.mapping.name(field)).to_vec(),
        needed: &EDGES_NEEDED,
        can_be_named: true,
    };
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
    let columns = Columns { names: NODES.to_vec(), needed: &NODES_NEEDED, can_be_named: false };
    rows(file, text, &columns, assembly, |row, assembly| {
        let missing = |field: &str| row.wrong(field, format!("the node has no {field}"), "write id,lat,lon for each node");
        let id = row.cell(0).ok_or_else(|| missing("id"))?;
        let degrees = "latitude and longitude are degrees: 55.75,37.62";
        if assembly.has_node(id) {
            return Err(row.wrong("id", format!("node {} was named before", quoted(id)), "each node stands once"));
        }
        // Also where its position is wrong: edges that name it are not wrong because of that.
        assembly.name_node(id);
        let at = |column: usize, most: f64| {
            let field = NODES[column];
            match row.number(column, field, degrees)?.ok_or_else(|| missing(field))? {
                degree if degree.abs() > most => {
                    Err(row.wrong(field, format!("{} is not on the earth", figure(degree)), degrees))
                }
                degree => Ok(degree),
            }
        };
        let (lat, lon) = (at(1, 90.0)?, at(2, 180.0)?);
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
    let mut table = Table::open(&name, Lines::of(text)).map_err(|broken| broken.error(file))?;
    let header = table.header().to_vec();
    let columns = known.names.iter().map(|column| table.column(column)).collect::<Result<Vec<_>, _>>()?;
    if let Some(missing) = known.needed.iter().find(|column| columns[**column].is_none()) {
        let (needed, others): (Vec<usize>, Vec<usize>) = (0..known.names.len()).partition(|column| known.needed.contains(column));
        let list = |columns: Vec<usize>| columns.into_iter().map(|column| known.names[column]).collect::<Vec<_>>().join(",");
        let mut help = format!("the columns are {}", list(needed));
        if !others.is_empty() {
            help += &format!(", and if they are known {}", list(others));
        }
        if known.can_be_named {
            help += "; a column with another name is named with --field, as in --field length=LEN:m";
        }
        return Err(Error::Data(vec![
            Issue::new(Severity::Error, "csv", &name, "the table has no such column")
                .line(1)
                .field(known.names[*missing])
                .help(help),
        ]));
    }
    while let Some(row) = table.next() {
        match row {
            Ok(row) => {
                if let Err(issue) = take(&Row { file: &name, row, header: &header, columns: &columns }, assembly) {
                    assembly.wrong(*issue);
                }
            }
            Err(Broken::Row(issue) | Broken::Table(issue)) => assembly.wrong(*issue),
            Err(broken) => return Err(broken.error(file)),
        }
    }
    Ok(())
}
