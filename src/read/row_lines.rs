//! In which line the row of a table stands.

use std::io::{self, Read};

use super::quotes::Quotes;
use super::text::line_breaks;

/// A table on its way to the reader of CSV, which tells the lines of its rows. The reader's own count is that of the first of the empty lines before a row,
/// and of the line break within `\r\n`.
pub(super) struct RowLines<R> {
    source: R,
    quotes: Quotes,
    /// Whether nothing was read yet.
    is_new: bool,
    /// What the reader has, from a little before its row on.
    kept: Vec<u8>,
    /// How many bytes of that are passed.
    passed: usize,
    /// How many bytes came before what is kept.
    before: u64,
    /// The line where `passed` ends.
    line: usize,
}

/// The byte order mark.
const MARK: &[u8] = "\u{feff}".as_bytes();

impl<R> RowLines<R> {
    pub fn of(source: R) -> RowLines<R> {
        RowLines { source, quotes: Quotes::new(), is_new: true, kept: Vec::new(), passed: 0, before: 0, line: 1 }
    }

    /// The line of a row at a position of the reader, counted from 1, and where it begins, in bytes. Rows are asked for in their order.
    pub fn place(&mut self, position: Option<&csv::Position>) -> (usize, usize) {
        let at = position.map_or(0, |position| position.byte().saturating_sub(self.before) as usize);
        let start = at.clamp(self.passed, self.kept.len());
        let empty = self.kept[start..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let passed = &self.kept[self.passed..start + empty];
        self.line += line_breaks(passed);
        self.passed = start + empty;
        (self.line, self.before as usize + self.passed)
    }
}

impl<R: Read> Read for RowLines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        let bytes = &buffer[..read];
        // The mark before a text is no part of its first cell.
        let mark = if std::mem::take(&mut self.is_new) && bytes.starts_with(MARK) { MARK.len() } else { 0 };
        if read == 0 || read > mark {
            self.quotes.pass(&bytes[mark..])?;
        }
        self.kept.drain(..self.passed);
        self.before += self.passed as u64;
        self.passed = 0;
        self.kept.extend_from_slice(bytes);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::RowLines;

    /// A source that gives a few bytes at a time.
    struct Slow<'t>(&'t [u8], usize);

    impl std::io::Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let step = self.1.min(buffer.len());
            std::io::Read::read(&mut self.0, &mut buffer[..step])
        }
    }

    fn lines(text: &str, step: usize) -> Vec<usize> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(RowLines::of(Slow(text.as_bytes(), step)));
        let mut row = csv::StringRecord::new();
        let mut lines = Vec::new();
        while reader.read_record(&mut row).is_ok_and(|is_row| is_row) {
            lines.push(reader.get_mut().place(row.position()).0);
        }
        lines
    }

    #[test]
    fn a_row_has_the_line_that_it_stands_in() {
        // The crate knows a byte order mark where it gets its three bytes and more at once.
        for step in [4, 5, 7, 1 << 13] {
            assert_eq!(lines("from,to\n\n\"a\nb\",c\n\r\nd,e", step), [3, 6]);
            assert_eq!(lines("from,to\r\na,b\r\nc,d\r\n", step), [2, 3]);
            assert_eq!(lines("from,to\ra,b\r\rc,d\r", step), [2, 4]);
            assert_eq!(lines("\u{feff}from,to\n\n\na,b\n\n\nc,d", step), [4, 7]);
        }
    }
}
