//! Quotes of a table that do not close, which would make one cell of all that follows.

use std::fmt;
use std::io;

/// What a table's bytes were so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Before,
    /// In a cell without quotes; a quote in it is a letter.
    Within,
    /// In a cell with quotes.
    Quoted,
    /// Behind a quote in such a cell: the cell ends, or a second quote makes one of both.
    Behind,
}

/// Follows the quotes of a table, byte by byte, as the reader of CSV does.
pub(super) struct Quotes {
    state: State,
    /// The line that is read, counted from 1.
    line: usize,
    /// Whether the last byte was `\r`: a `\n` after it ends the same line.
    is_after_return: bool,
    /// The line in which the last quoted cell begins.
    begun: usize,
}

/// A quoted cell that does not end as one does.
#[derive(Debug)]
pub(super) struct Unclosed {
    /// The line in which it begins.
    pub line: usize,
}

impl fmt::Display for Unclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a double quote is not closed, or a text goes on behind it")
    }
}

impl std::error::Error for Unclosed {}

impl Quotes {
    pub fn new() -> Quotes {
        Quotes { state: State::Before, line: 1, is_after_return: false, begun: 1 }
    }

    /// Goes on with more bytes; none is the end.
    pub fn pass(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() && self.state == State::Quoted {
            return Err(self.unclosed());
        }
        // Most tables have no quotes, and no old line breaks: then only the end counts.
        if matches!(self.state, State::Before | State::Within)
            && let Some(last) = bytes.last()
            && !bytes.contains(&b'"')
            && !bytes.contains(&b'\r')
            && !self.is_after_return
        {
            self.state = if matches!(last, b',' | b'\n') { State::Before } else { State::Within };
            self.line += bytes.iter().filter(|byte| **byte == b'\n').count();
            return Ok(());
        }
        for byte in bytes {
            let is_break = *byte == b'\r' || *byte == b'\n' && !self.is_after_return;
            self.is_after_return = *byte == b'\r';
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::Behind,
                (State::Quoted, _) => State::Quoted,
                (_, b',' | b'\r' | b'\n') => State::Before,
                (State::Before, b'"') => {
                    self.begun = self.line;
                    State::Quoted
                }
                (State::Behind, b'"') => State::Quoted,
                (State::Behind, b' ' | b'\t') => State::Behind,
                (State::Behind, _) => return Err(self.unclosed()),
                (State::Before | State::Within, _) => State::Within,
            };
            self.line += usize::from(is_break);
        }
        Ok(())
    }

    fn unclosed(&self) -> io::Error {
        io::Error::other(Unclosed { line: self.begun })
    }
}

#[cfg(test)]
mod tests {
    use super::{Quotes, Unclosed};

    /// The line of the quote that is not closed, however the text is cut.
    fn unclosed(text: &str) -> Option<usize> {
        let found: Vec<_> = [1, 2, 7, 1 << 10]
            .map(|step| {
                let mut quotes = Quotes::new();
                let mut pieces = text.as_bytes().chunks(step).chain([&[][..]]);
                let error = pieces.find_map(|piece| quotes.pass(piece).err())?;
                error.get_ref()?.downcast_ref::<Unclosed>().map(|unclosed| unclosed.line)
            })
            .to_vec();
        assert!(found.iter().all(|line| *line == found[0]), "{text:?}: {found:?}");
        found[0]
    }

    #[test]
    fn a_quote_that_swallows_rows_is_found_where_it_opens() {
        assert_eq!(unclosed("a,b\n\"c,d\ne,f\n"), Some(2));
        assert_eq!(unclosed("a,b\r\nc,\"d\r\ne,\"f\"\r\n"), Some(2));
        assert_eq!(unclosed("a,b\rc,d\r\"e,f\r"), Some(3));
        assert_eq!(unclosed("a,b\n\"c\"x,d\n"), Some(2));
    }

    #[test]
    fn quotes_that_close_are_none() {
        for text in ["", "a,b\n\"c\nd\",\"e \"\"f\"\"\"\n", "a,b\nc\"d,5\"\n", "\"a\" ,\"b\"\t\n", "\"a\"", "\"\"\"\""] {
            assert_eq!(unclosed(text), None, "{text:?}");
        }
    }
}
