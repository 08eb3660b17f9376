//! A table whose fields are all called texts.
//!
//! The crate that reads tables makes numbers of seven digits of fields of type F, and stops at types and numbers that it does not know also where nobody asks for them.

use std::io::{self, Read, Seek, SeekFrom};

/// A table, patched as it is read.
pub(super) struct Patched<R> {
    source: R,
    at: u64,
    /// Where a byte is another one: the types of fields.
    places: Vec<u64>,
}

/// What the head of a table says.
pub(super) struct Head {
    /// The mark of its encoding.
    pub mark: u8,
    /// The letters of the types of its fields.
    pub types: Vec<u8>,
}

const HEAD: usize = 32;
const MARK: usize = 29;
/// A field of the head: its bytes, and where in them its type stands.
const FIELD: usize = 32;
const TYPE: usize = 11;
/// Stands behind the last field.
const END: u8 = 0x0d;
const TEXT: u8 = b'C';

impl<R: Read + Seek> Patched<R> {
    /// Looks at the head of a table. One that is cut short is for the reader to refuse.
    pub fn open(mut source: R) -> io::Result<(Patched<R>, Head)> {
        let mut bytes = Vec::new();
        source.by_ref().take(u64::from(u16::MAX)).read_to_end(&mut bytes)?;
        source.rewind()?;
        let length = bytes.get(8..10).map_or(0, |length| usize::from(u16::from_le_bytes([length[0], length[1]])));
        bytes.truncate(length);
        let fields = bytes.get(HEAD..).unwrap_or_default().chunks_exact(FIELD).take_while(|field| field[0] != END);
        let types: Vec<u8> = fields.map(|field| field[TYPE]).collect();
        let places = (0..types.len()).map(|field| (HEAD + FIELD * field + TYPE) as u64).collect();
        let mark = bytes.get(MARK).copied().unwrap_or_default();
        Ok((Patched { source, at: 0, places }, Head { mark, types }))
    }
}

impl<R: Read> Read for Patched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        let (begin, end) = (self.at, self.at + read as u64);
        for place in &self.places[self.places.partition_point(|place| *place < begin)..] {
            if *place >= end {
                break;
            }
            buffer[(place - begin) as usize] = TEXT;
        }
        self.at = end;
        Ok(read)
    }
}

impl<R: Seek> Seek for Patched<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.source.seek(to)?;
        Ok(self.at)
    }
}
