//! Two columns of any table.

use super::RowLines;
use crate::error::Error;
use crate::issue::{Issue, Severity};

/// Two cells of a row, with the line that they stand in.
pub type TwoCells = (usize, [Option<String>; 2]);

/// The cells of two columns, row by row with their line; `None` where a cell is empty or the column is missing. The first column must be there.
///
/// # Errors
/// [`Error::Data`] where the table cannot be read.
pub fn read_columns(file: &str, text: &str, columns: [&str; 2]) -> Result<Vec<TwoCells>, Error> {
    let wrong = |line: usize, message: String| {
        let issue = Issue::new(Severity::Error, "csv", file, message).line(line);
        Error::Data(vec![issue.help(format!("the columns are {}", columns.join(",")))])
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(RowLines::of(text.as_bytes()));
    let header = reader.headers().map_err(|error| wrong(1, error.to_string()))?.clone();
    let at = columns.map(|column| header.iter().position(|cell| cell.eq_ignore_ascii_case(column)));
    let twice = columns.iter().find(|column| header.iter().filter(|cell| cell.eq_ignore_ascii_case(column)).count() > 1);
    if let Some(twice) = twice {
        return Err(wrong(1, format!("the column \"{twice}\" is there twice")));
    }
    if at[0].is_none() && header.len() == 1 && header.iter().any(|cell| cell.contains([';', '\t'])) {
        return Err(wrong(1, "the columns are not separated by commas".into()));
    }
    if at[0].is_none() {
        return Err(wrong(1, format!("the table has no column \"{}\"", columns[0])));
    }
    let (mut rows, mut record) = (Vec::new(), csv::StringRecord::new());
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let cell = |i: Option<usize>| record.get(i?).filter(|cell| !cell.is_empty()).map(str::to_owned);
                rows.push((reader.get_mut().line(record.position()), at.map(cell)));
            }
            Err(error) => return Err(wrong(reader.get_mut().line(error.position()), error.to_string())),
        }
    }
    Ok(rows)
}
