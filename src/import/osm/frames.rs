//! The frames of a PBF file, before anything in them is read: each with its kind, unpacked and measured when it is asked for.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

use flate2::read::ZlibDecoder;

use super::blocks::wrong;
use super::wire::{Fields, Value, memory_of_data, memory_of_header, write_bytes, write_number};
use crate::error::Error;
use crate::issue::{LIMIT, cut};
use crate::limits::{BLOCK, BLOCK_HEAD, BLOCK_MEMORY, mebibytes};

const AGAIN: &str = "fetch the extract again, or write it anew: `osmium cat -o new.osm.pbf FILE`";
const NOT_STANDARD: &str = "the file is damaged, or not made by a standard tool";
/// Kinds of frames.
pub(super) const HEADER: &[u8] = b"OSMHeader";
pub(super) const DATA: &[u8] = b"OSMData";
/// How a frame may be packed, by the number of its field.
const PACKINGS: [(u64, &str); 4] = [(4, "LZMA"), (5, "bzip2"), (6, "LZ4"), (7, "Zstandard")];

/// One after another, from the beginning of a file.
pub(super) struct Frames<'f> {
    file: &'f Path,
    source: BufReader<File>,
    is_first: bool,
}

/// A frame as it stands in the file.
pub(super) struct Frame {
    /// `OSMHeader`, `OSMData`, or what nobody knows.
    pub kind: Vec<u8>,
    blob: Vec<u8>,
}

impl<'f> Frames<'f> {
    pub fn open(file: &'f Path) -> Result<Frames<'f>, Error> {
        let source = BufReader::new(File::open(file).map_err(|source| Error::read(file, source))?);
        Ok(Frames { file, source, is_first: true })
    }

    /// The next frame; none at the end.
    pub fn next(&mut self) -> Result<Option<Frame>, Error> {
        let is_first = std::mem::take(&mut self.is_first);
        let no_pbf = || wrong(self.file, "this is no OpenStreetMap PBF file", "name an extract: region.osm.pbf");
        let mut length = [0; 4];
        match self.fill(&mut length)? {
            0 if is_first => return Err(no_pbf()),
            0 => return Ok(None),
            4 => {}
            _ => return Err(self.cut_short()),
        }
        let length = u32::from_be_bytes(length);
        if length > BLOCK_HEAD {
            // Any other kind of file begins with letters, which are a large number.
            return Err(if is_first {
                no_pbf()
            } else {
                self.too_large("the head of a block", u64::from(BLOCK_HEAD) >> 10, "KiB")
            });
        }
        let head = self.bytes(length as usize)?;
        let (mut kind, mut size) = (Vec::new(), None);
        for (field, value) in Fields(&head) {
            match (field, value) {
                (1, Value::Bytes(text)) => kind = text.to_vec(),
                (3, Value::Number(number)) => size = Some(number),
                _ => {}
            }
        }
        let Some(size) = size else { return Err(if is_first { no_pbf() } else { self.damaged("a block has no size") }) };
        if is_first && kind != HEADER {
            return Err(no_pbf());
        }
        if size > BLOCK {
            return Err(self.too_large("a block", BLOCK >> 20, "MiB"));
        }
        let blob = self.bytes(size as usize)?;
        Ok(Some(Frame { kind, blob }))
    }

    fn bytes(&mut self, length: usize) -> Result<Vec<u8>, Error> {
        let mut bytes = vec![0; length];
        if self.fill(&mut bytes)? == length { Ok(bytes) } else { Err(self.cut_short()) }
    }

    /// Reads until there is no more, and says how much there was.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<usize, Error> {
        let mut filled = 0;
        while filled < bytes.len() {
            match self.source.read(&mut bytes[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::read(self.file, error)),
            }
        }
        Ok(filled)
    }

    fn cut_short(&self) -> Error {
        self.damaged("it ends within a block")
    }

    fn damaged(&self, what: &str) -> Error {
        wrong(self.file, &format!("this is no whole OpenStreetMap PBF file: {what}"), AGAIN)
    }

    fn too_large(&self, what: &str, most: u64, unit: &str) -> Error {
        over(self.file, &format!("{what} has more than {most} {unit}"))
    }
}

impl Frame {
    /// How many bytes it has in the file.
    pub fn size(&self) -> usize {
        self.blob.len()
    }

    /// The message in it, unpacked, and how much memory that takes once it is read.
    pub fn message(&self, file: &Path) -> Result<(Vec<u8>, u64), Error> {
        let damaged = |what: &str| wrong(file, &format!("this is no whole OpenStreetMap PBF file: {what}"), AGAIN);
        let mut message = None;
        for (field, value) in Fields(&self.blob) {
            match (field, value) {
                (1, Value::Bytes(plain)) => message = Some(plain.to_vec()),
                (3, Value::Bytes(packed)) => {
                    let mut plain = Vec::new();
                    let unpacked = ZlibDecoder::new(packed).take(BLOCK + 1).read_to_end(&mut plain);
                    unpacked.map_err(|error| damaged(&format!("a block cannot be unpacked: {}", cut(&error.to_string()))))?;
                    message = Some(plain);
                }
                (field, Value::Bytes(_)) => {
                    if let Some((_, name)) = PACKINGS.iter().find(|(known, _)| *known == field) {
                        let help =
                            "pack it as all programs can read it: `osmium cat -f pbf,pbf_compression=zlib -o new.osm.pbf FILE`";
                        return Err(wrong(file, &format!("its blocks are packed with {name}, which is not read"), help));
                    }
                }
                _ => {}
            }
        }
        let message = message.ok_or_else(|| damaged("a block is empty"))?;
        if message.len() as u64 > BLOCK {
            return Err(over(file, &format!("a block has more than {}", mebibytes(BLOCK))));
        }
        let memory = if self.kind == HEADER { memory_of_header(&message) } else { memory_of_data(&message) };
        if memory > BLOCK_MEMORY {
            let message = format!("a block would take more than {} of memory", mebibytes(BLOCK_MEMORY));
            return Err(over(file, &message));
        }
        Ok((message, memory))
    }

    /// The frame anew around a message that is not packed.
    pub fn around(&self, message: &[u8]) -> Vec<u8> {
        let mut blob = Vec::with_capacity(message.len() + 8);
        write_bytes(&mut blob, 1, message);
        let mut head = Vec::new();
        write_bytes(&mut head, 1, &self.kind);
        write_number(&mut head, 3 << 3);
        write_number(&mut head, blob.len() as u64);
        [&(head.len() as u32).to_be_bytes()[..], &head, &blob].concat()
    }
}

fn over(file: &Path, message: &str) -> Error {
    Error::Limit { code: LIMIT, message: format!("{}: {message}", file.display()), help: Some(NOT_STANDARD.into()) }
}
