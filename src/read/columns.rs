//! Two columns of any table.

use std::path::Path;

use super::table::Table;
use crate::error::Error;
use crate::issue::{Issue, Severity};

/// Two cells of a row, with the line that they stand in.
pub type TwoCells = (usize, [Option<String>; 2]);

/// The cells of two columns, row by row with their line; `None` where a cell is empty or the column is missing. The first column must be there.
///
/// # Errors
/// [`Error::Data`] where the table cannot be read.
pub fn read_columns(file: &str, text: &str, columns: [&str; 2]) -> Result<Vec<TwoCells>, Error> {
    let path = Path::new(file);
    let mut table = Table::open(file, text.as_bytes()).map_err(|broken| broken.error(path))?;
    let [first, second] = columns.map(|column| table.column(column));
    let (Some(first), second) = (first?, second?) else {
        let issue = Issue::new(Severity::Error, "csv", file, "the table has no such column").line(1).field(columns[0]);
        return Err(Error::Data(vec![issue.help(format!("the columns are {}", columns.join(",")))]));
    };
    let mut rows = Vec::new();
    while let Some(row) = table.next() {
        let row = row.map_err(|broken| broken.error(path))?;
        let cell = |column: Option<usize>| row.cell(column?).map(str::to_owned);
        rows.push((row.line, [Some(first), second].map(cell)));
    }
    Ok(rows)
}
