//! How much is taken of an input. Sizes are checked before memory is asked for, so that a hostile file ends in an error and not in a kill. `docs/limits.md` states all of them, also those of the server.

use std::fmt;
use std::io::{self, Read};

/// A file of the dataset or of pairs, bytes. The program's own is a hundred times smaller; larger networks are imported, which reads them bit by bit.
pub const TABLE_FILE: u64 = 32 << 20;
/// Records of one file of the dataset.
pub const RECORDS: usize = 100_000;
/// Fields of one record, and columns of a table.
pub const FIELDS: usize = 1_000;
/// Positions of one line or area of the dataset.
pub const POSITIONS: usize = 1_000_000;
/// Problems of a dataset; what comes after them is not looked at.
pub const ISSUES: usize = 10_000;
/// Ids of a dataset that are compared with wrong ones, to offer the nearest; after them nothing is offered.
pub const COMPARED: usize = 200_000;
/// Positions of one line that are held against the boundaries of its country where they lie outside; of more, every so manyth.
pub const OUTSIDE: usize = 1_000;
/// Wrong names of a file of pairs or a scenario; what comes after them is not looked at.
pub const WRONG_NAMES: usize = 20;
/// Letters of a name that others are offered for.
pub const NAME: usize = 100;
/// Pairs of a table of origins and destinations.
pub const PAIRS: usize = 1_000_000;
/// Changes of one scenario, with what it inherits.
pub const CHANGES: usize = 1_000;
/// How many scenarios one may inherit from, one from another.
pub const INHERITED: usize = 32;
/// How far a factor of a scenario, and all that it stands on together, may lie from 1, as a factor.
pub const FACTOR: f64 = 1e3;
/// Weight of a pair.
pub const WEIGHT: f64 = 1e15;
/// Places on the way.
pub const VIA: usize = 25;
/// A scenario or a mapping of columns, bytes.
pub const SETTINGS_FILE: u64 = 1 << 20;
/// One GeoJSON feature of an imported network, bytes.
pub const FEATURE: usize = 64 << 20;
/// Brackets within brackets of JSON, as the crate `serde_json` has it.
pub const JSON_DEPTH: usize = 127;
/// One line of an imported table, bytes.
pub const LINE: u64 = 1 << 20;
/// Nodes of one way of OpenStreetMap, which itself allows 2,000.
pub const WAY_NODES: usize = 20_000;
/// A block of an OpenStreetMap extract, bytes, packed and unpacked ...
pub const BLOCK: u64 = 32 << 20;
/// ... its head ...
pub const BLOCK_HEAD: u32 = 64 << 10;
/// ... and what it takes in memory: a few bytes of a file can be many empty things.
pub const BLOCK_MEMORY: u64 = 128 << 20;
/// Steps that SQLite may take for a GeoPackage, and for each byte of it: a view of it could go on for ever.
pub const DATABASE_STEPS: u64 = 10_000_000;
/// See [`DATABASE_STEPS`].
pub const DATABASE_STEPS_A_BYTE: u64 = 5;
/// Pairs of lines beside each other that are looked at for joins and crossings.
pub const LINE_PAIRS: usize = 20_000_000;
/// How many times larger than itself a packed file may become ...
pub const UNPACKED_TIMES: u64 = 100;
/// ... beyond so many bytes, which any may become.
pub const UNPACKED_FREE: u64 = 64 << 20;

/// More than a limit allows.
#[derive(Debug)]
pub(crate) struct Over {
    /// What is too much, and how much may be.
    pub message: String,
    /// One next step.
    pub help: &'static str,
}

impl fmt::Display for Over {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Over {}

impl Over {
    /// As an error of a reader; [`crate::error::Error::read`] makes it a limit again.
    pub fn reading(message: String, help: &'static str) -> io::Error {
        io::Error::other(Over { message, help })
    }
}

/// What is nested too deep, where that is what a reader of JSON stumbled over.
pub(crate) fn too_deep(error: &serde_json::Error) -> Option<String> {
    let is_it = error.to_string().starts_with("recursion limit exceeded");
    is_it.then(|| format!("brackets are nested deeper than {JSON_DEPTH}"))
}

/// What is packed and cannot be unpacked.
#[derive(Debug)]
pub(crate) struct Damaged(pub String);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Damaged {}

/// A size for a message.
pub(crate) fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

/// A text whose lines must not be longer than [`LINE`]: the reader of tables holds one line at a time.
pub(crate) struct Lines<R> {
    source: R,
    length: u64,
}

impl<R: Read> Lines<R> {
    pub fn of(source: R) -> Lines<R> {
        Lines { source, length: 0 }
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        let mut pieces = buffer[..read].split(|byte| *byte == b'\n');
        // The first piece goes on with the line before it; each other begins one.
        self.length += pieces.next().map_or(0, |piece| piece.len() as u64);
        let mut longest = self.length;
        for piece in pieces {
            self.length = piece.len() as u64;
            longest = longest.max(self.length);
        }
        if longest > LINE {
            let message = format!("a line is longer than {}", mebibytes(LINE));
            return Err(Over::reading(message, "a table has one short line a row; look for a quote that is never closed"));
        }
        Ok(read)
    }
}

/// What is unpacked of a file, as long as it is not out of all proportion to it: `packed` says how much was read of that.
pub(crate) struct Unpacked<R, F> {
    source: R,
    packed: F,
    bytes: u64,
}

impl<R: Read, F: Fn() -> u64> Unpacked<R, F> {
    pub fn of(source: R, packed: F) -> Unpacked<R, F> {
        Unpacked { source, packed, bytes: 0 }
    }
}

impl<R: Read, F: Fn() -> u64> Read for Unpacked<R, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // What the system says has a number; what has none is said by the crate that unpacks.
        let damaged =
            |error: io::Error| if error.raw_os_error().is_some() { error } else { io::Error::other(Damaged(error.to_string())) };
        let read = self.source.read(buffer).map_err(damaged)?;
        self.bytes += read as u64;
        if self.bytes > UNPACKED_FREE && self.bytes / UNPACKED_TIMES > (self.packed)() {
            let message =
                format!("unpacked it is more than {UNPACKED_TIMES} times as large, and more than {}", mebibytes(UNPACKED_FREE));
            return Err(Over::reading(message, "this is no packed network; if it is, unpack it first"));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_refused_wherever_it_is_cut() {
        let line = |length: u64| [vec![b'a'; length as usize], b"\n".to_vec()].concat();
        for step in [1 << 10, 4097, 1 << 21] {
            let read = |text: Vec<u8>| {
                let mut lines = Lines::of(text.as_slice());
                let mut buffer = vec![0; step];
                loop {
                    match lines.read(&mut buffer) {
                        Ok(0) => return true,
                        Ok(_) => {}
                        Err(_) => return false,
                    }
                }
            };
            assert!(read([line(LINE), line(3), line(LINE)].concat()), "{step}");
            assert!(!read([line(2), line(LINE + 1), line(2)].concat()), "{step}");
        }
    }

    #[test]
    fn what_unpacks_out_of_proportion_is_refused() {
        let read = |packed: u64| {
            let mut all = Unpacked::of(io::repeat(0).take(UNPACKED_FREE + (1 << 20)), || packed);
            io::copy(&mut all, &mut io::sink())
        };
        assert!(read(1 << 10).is_err());
        assert!(read(UNPACKED_FREE / 50).is_ok());
    }
}
