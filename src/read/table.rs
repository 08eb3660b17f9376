//! A table of CSV, row by row: each with its line, and what is wrong with one in words.

use std::io::{self, Read};
use std::path::Path;

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};

use super::quotes::Unclosed;
use super::row_lines::RowLines;
use crate::error::Error;
use crate::issue::{Issue, Severity};

/// A table with a header, separated by commas. White space about a cell is no part of it.
pub(crate) struct Table<'n, R> {
    file: &'n str,
    reader: Reader<RowLines<R>>,
    header: Vec<String>,
    row: StringRecord,
    is_over: bool,
}

/// What is wrong with a table.
pub(crate) enum Broken {
    /// It cannot be read.
    Read(io::Error),
    /// Nothing more can be read of it.
    Table(Box<Issue>),
    /// A row cannot be used; others can.
    Row(Box<Issue>),
}

impl Broken {
    /// As what stops the work.
    pub fn error(self, file: &Path) -> Error {
        match self {
            Broken::Read(source) => Error::read(file, source),
            Broken::Table(issue) | Broken::Row(issue) => Error::Data(vec![*issue]),
        }
    }
}

/// A row with its place in the file.
pub(crate) struct Row<'t> {
    /// Its line, counted from 1.
    pub line: usize,
    /// Where it begins, in bytes.
    pub offset: usize,
    cells: &'t StringRecord,
}

impl Row<'_> {
    /// A cell; `None` where it is empty or there is none.
    pub fn cell(&self, column: usize) -> Option<&str> {
        self.cells.get(column).map(str::trim).filter(|cell| !cell.is_empty())
    }
}

impl<'n, R: Read> Table<'n, R> {
    /// Reads the header.
    pub fn open(file: &'n str, source: R) -> Result<Table<'n, R>, Broken> {
        let mut reader = ReaderBuilder::new().from_reader(RowLines::of(source));
        let read = reader.headers().map(|header| header.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>());
        let header = read.map_err(|error| broken(file, error, reader.get_mut()))?;
        if let [only] = header.as_slice()
            && let Some((_, separator)) = [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(sign, _)| only.contains(*sign))
        {
            let issue = issue(file, format!("the columns are separated by {separator}")).line(1);
            return Err(Broken::Table(Box::new(issue.help("save it with commas between the columns, and points in numbers"))));
        }
        Ok(Table { file, reader, header, row: StringRecord::new(), is_over: false })
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Where a column stands, in capitals or not. It must not stand twice: nobody knows which is meant.
    pub fn column(&self, name: &str) -> Result<Option<usize>, Error> {
        let mut found = self.header.iter().enumerate().filter(|(_, cell)| cell.eq_ignore_ascii_case(name)).map(|(i, _)| i);
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(Error::Data(vec![twice(self.file, name)])),
            (first, None) => Ok(first),
        }
    }

    /// The next row; none behind the last, and behind what ends the table.
    pub fn next(&mut self) -> Option<Result<Row<'_>, Broken>> {
        if self.is_over {
            return None;
        }
        match self.reader.read_record(&mut self.row) {
            Ok(false) => None,
            Ok(true) => {
                let (line, offset) = self.reader.get_mut().place(self.row.position());
                // Programs that read on would cut the text there, and take two names for one.
                if self.row.as_slice().contains('\0') {
                    let issue = issue(self.file, "the row holds a zero byte").line(line);
                    return Some(Err(Broken::Row(Box::new(issue.help("save it as text: in CSV, in UTF-8")))));
                }
                Some(Ok(Row { line, offset, cells: &self.row }))
            }
            Err(error) => {
                let broken = broken(self.file, error, self.reader.get_mut());
                self.is_over = !matches!(broken, Broken::Row(_));
                Some(Err(broken))
            }
        }
    }
}

/// That a column stands twice.
pub(crate) fn twice(file: &str, column: &str) -> Issue {
    issue(file, "the column is there twice").line(1).field(column).help("keep one of the two, or rename one")
}

fn issue(file: &str, message: impl Into<String>) -> Issue {
    Issue::new(Severity::Error, "csv", file, message)
}

fn broken<R>(file: &str, error: csv::Error, lines: &mut RowLines<R>) -> Broken {
    let line = |lines: &mut RowLines<R>, position: Option<&csv::Position>| lines.place(position).0;
    let found = match error.into_kind() {
        ErrorKind::Io(source) => {
            let Some(unclosed) = source.get_ref().and_then(|inner| inner.downcast_ref::<Unclosed>()) else {
                return Broken::Read(source);
            };
            // In the header it is mostly another sign between the columns.
            let help = match unclosed.line {
                1 => "between columns stand commas, not semicolons or tabs; a quote is closed before the next comma",
                _ => "close the quote before the next comma; a quote within a text is written twice",
            };
            issue(file, unclosed.to_string()).line(unclosed.line).help(help)
        }
        ErrorKind::UnequalLengths { pos, expected_len, len } => {
            let found = issue(file, format!("the row has {len} cells, the header has {expected_len}"));
            let found = found.line(line(lines, pos.as_ref()));
            return Broken::Row(Box::new(found.help("a text that holds a comma must stand in double quotes")));
        }
        ErrorKind::Utf8 { pos, .. } => Issue::new(Severity::Error, "encoding", file, "the file is not UTF-8 text")
            .line(line(lines, pos.as_ref()))
            .help("save it again as CSV in UTF-8"),
        _ => issue(file, "the table cannot be read").help("save it as CSV in UTF-8"),
    };
    Broken::Table(Box::new(found))
}
