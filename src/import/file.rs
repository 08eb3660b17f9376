//! A built network as a file, read in milliseconds: named sections of numbers, each with its checksum.
//!
//! Layout, all numbers little-endian: the eight bytes `CORRIDOR`; the version of the layout, the number of sections and the CRC-32 of the table that follows (32 bits each), 32 bits of
//! zero; the table: for each section its name (16 bytes, filled with zeros), where it begins and how long it is in bytes (64 bits each), its CRC-32 and 32 bits of zero; the sections.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::error::Error;
use crate::issue::{Issue, Severity};

const MAGIC: [u8; 8] = *b"CORRIDOR";
/// Grows with every change of the layout or of what a section means.
const VERSION: u32 = 2;
const HEAD: usize = 24;
const ENTRY: usize = 40;
const NAME: usize = 16;
/// More sections than a file can have.
const MOST_SECTIONS: u32 = 64;

/// Sections to be written.
#[derive(Default)]
pub(super) struct Sections<'a> {
    list: Vec<(&'static str, Cow<'a, [u8]>)>,
}

impl<'a> Sections<'a> {
    pub fn bytes(&mut self, name: &'static str, bytes: impl Into<Cow<'a, [u8]>>) {
        self.list.push((name, bytes.into()));
    }

    pub fn u32s(&mut self, name: &'static str, numbers: &'a [u32]) {
        let bytes = if cfg!(target_endian = "little") {
            Cow::Borrowed(bytemuck::cast_slice(numbers))
        } else {
            numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
        };
        self.bytes(name, bytes);
    }

    pub fn u64s(&mut self, name: &'static str, numbers: &'a [u64]) {
        let bytes = if cfg!(target_endian = "little") {
            Cow::Borrowed(bytemuck::cast_slice(numbers))
        } else {
            numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
        };
        self.bytes(name, bytes);
    }

    /// Writes head, table and sections.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut at = (HEAD + ENTRY * self.list.len()) as u64;
        let mut table = Vec::new();
        for (name, bytes) in &self.list {
            let mut entry = [0; ENTRY];
            entry[..name.len()].copy_from_slice(name.as_bytes());
            entry[NAME..24].copy_from_slice(&at.to_le_bytes());
            entry[24..32].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
            entry[32..36].copy_from_slice(&crc32fast::hash(bytes).to_le_bytes());
            table.extend(entry);
            at += bytes.len() as u64;
        }
        out.write_all(&MAGIC)?;
        for number in [VERSION, self.list.len() as u32, crc32fast::hash(&table), 0] {
            out.write_all(&number.to_le_bytes())?;
        }
        out.write_all(&table)?;
        self.list.iter().try_for_each(|(_, bytes)| out.write_all(bytes))
    }
}

/// A built network, opened: sections are read when they are asked for.
pub(super) struct Opened<'a> {
    path: &'a Path,
    file: File,
    table: Vec<Entry>,
}

struct Entry {
    name: [u8; NAME],
    begin: u64,
    length: u64,
    checksum: u32,
}

impl<'a> Opened<'a> {
    /// Reads head and table.
    pub fn open(path: &'a Path) -> Result<Opened<'a>, Error> {
        let read = |error| Error::read(path, error);
        let mut file = File::open(path).map_err(read)?;
        let size = file.metadata().map_err(read)?.len();
        let mut head = [0; HEAD];
        let is_whole = match file.read_exact(&mut head) {
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => return Err(read(error)),
            done => done.is_ok(),
        };
        if !is_whole || head[..8] != MAGIC {
            return Err(broken(path, "it is no built network", "`corridor network build INPUT -o net.corridor` makes one"));
        }
        let [version, count, checksum] = [8, 12, 16].map(|at| number(&head, at));
        if version != VERSION {
            let message =
                format!("it is of layout {version}, and this program ({}) reads layout {VERSION}", env!("CARGO_PKG_VERSION"));
            return Err(broken(path, &message, "build it again from its inputs: `corridor network build INPUT -o net.corridor`"));
        }
        let mut table = vec![0; ENTRY * count.min(MOST_SECTIONS) as usize];
        if count > MOST_SECTIONS || file.read_exact(&mut table).is_err() || crc32fast::hash(&table) != checksum {
            return Err(damaged(path));
        }
        let entries = table.chunks_exact(ENTRY).map(|entry| {
            let mut name = [0; NAME];
            name.copy_from_slice(&entry[..NAME]);
            let wide = |at: usize| u64::from(number(entry, at)) | u64::from(number(entry, at + 4)) << 32;
            Entry { name, begin: wide(NAME), length: wide(24), checksum: number(entry, 32) }
        });
        let table: Vec<Entry> = entries.collect();
        let fits = |entry: &Entry| entry.begin.checked_add(entry.length).is_some_and(|end| end <= size);
        if table.iter().all(fits) { Ok(Opened { path, file, table }) } else { Err(damaged(path)) }
    }

    /// A section of bytes.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let mut bytes = vec![0; self.length(name)?];
        self.fill(name, &mut bytes)?;
        Ok(bytes)
    }

    /// A section of 32-bit numbers.
    pub fn u32s(&mut self, name: &str) -> Result<Vec<u32>, Error> {
        let mut numbers = vec![0_u32; self.length(name)? / 4];
        self.fill(name, bytemuck::cast_slice_mut(&mut numbers))?;
        numbers.iter_mut().for_each(|number| *number = u32::from_le(*number));
        Ok(numbers)
    }

    /// A section of pairs of 32-bit numbers.
    pub fn pairs(&mut self, name: &str) -> Result<Vec<[u32; 2]>, Error> {
        let mut pairs = vec![[0_u32; 2]; self.length(name)? / 8];
        self.fill(name, bytemuck::cast_slice_mut(&mut pairs))?;
        pairs.iter_mut().flatten().for_each(|number| *number = u32::from_le(*number));
        Ok(pairs)
    }

    /// A section of 64-bit numbers.
    pub fn u64s(&mut self, name: &str) -> Result<Vec<u64>, Error> {
        let mut numbers = vec![0_u64; self.length(name)? / 8];
        self.fill(name, bytemuck::cast_slice_mut(&mut numbers))?;
        numbers.iter_mut().for_each(|number| *number = u64::from_le(*number));
        Ok(numbers)
    }

    /// The error for what cannot be in a whole file.
    pub fn damaged(&self) -> Error {
        broken(self.path, "the file contradicts itself, though its checksums fit: this program did not write it", AGAIN)
    }

    fn entry(&self, name: &str) -> Result<&Entry, Error> {
        let is_it = |entry: &&Entry| entry.name.iter().take_while(|byte| **byte != 0).eq(name.as_bytes());
        self.table.iter().find(is_it).ok_or_else(|| self.damaged())
    }

    fn length(&self, name: &str) -> Result<usize, Error> {
        usize::try_from(self.entry(name)?.length).map_err(|_| self.damaged())
    }

    fn fill(&mut self, name: &str, bytes: &mut [u8]) -> Result<(), Error> {
        let entry = self.entry(name)?;
        let (begin, length, checksum) = (entry.begin, entry.length, entry.checksum);
        if bytes.len() as u64 != length {
            return Err(self.damaged());
        }
        self.file
            .seek(SeekFrom::Start(begin))
            .and_then(|_| self.file.read_exact(bytes))
            .map_err(|error| Error::read(self.path, error))?;
        if crc32fast::hash(bytes) == checksum { Ok(()) } else { Err(self.damaged()) }
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |bytes| bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn broken(path: &Path, message: &str, help: &str) -> Error {
    Error::Data(vec![Issue::new(Severity::Error, "network-file", &path.to_string_lossy(), message).help(help)])
}

const AGAIN: &str = "build it again from its inputs, or copy it again";

fn damaged(path: &Path) -> Error {
    broken(path, "the file is damaged: its checksums do not fit", AGAIN)
}
