//! The blocks of a PBF file, some at a time on all threads, in the order of the file.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;

use osmpbf::{Blob, BlobDecode, BlobError, BlobReader, HeaderBlock, PrimitiveBlock};
use rayon::prelude::*;

use crate::error::Error;
use crate::issue::{Issue, LIMIT, Severity, quoted};

/// Blocks that each thread has in memory. It keeps threads busy, and has no effect on results.
const BLOCKS_A_THREAD: usize = 4;
/// What a file may ask of its reader.
const KNOWN: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Reads the first blocks of a file, blocks of a kind that is not known among them, and keeps what was read of each, with how many were read until then.
pub(super) fn each<T: Send>(
    file: &Path,
    most: usize,
    read: impl Fn(&PrimitiveBlock) -> T + Sync,
    mut keep: impl FnMut(usize, T),
) -> Result<(), Error> {
    let opened = File::open(file).map_err(|source| Error::read(file, source))?;
    let broken = |error: osmpbf::Error| {
        if matches!(error.kind(), osmpbf::ErrorKind::Blob(BlobError::HeaderTooBig { .. } | BlobError::MessageTooBig { .. })) {
            let message = format!("{}: {error}", file.display());
            return Error::Limit {
                code: LIMIT,
                message,
                help: Some("the file is damaged, or not made by a standard tool".into()),
            };
        }
        let help = "fetch the extract again, or write it anew: `osmium cat -o new.osm.pbf FILE`";
        wrong(file, &format!("this is no whole OpenStreetMap PBF file: {error}"), help)
    };
    let mut blobs = BlobReader::new(Whole(BufReader::new(opened)));
    let header = match blobs.next().transpose().map_err(broken)?.as_ref().map(Blob::decode) {
        Some(Ok(BlobDecode::OsmHeader(header))) => header,
        Some(Err(error)) => return Err(broken(error)),
        _ => return Err(wrong(file, "this is no OpenStreetMap PBF file", "name an extract: region.osm.pbf")),
    };
    is_plain(file, &header)?;
    let mut done = 0;
    loop {
        let batch: Vec<Blob> = blobs
            .by_ref()
            .take((most - done).min(BLOCKS_A_THREAD * rayon::current_num_threads()))
            .collect::<Result<_, _>>()
            .map_err(broken)?;
        if batch.is_empty() {
            return Ok(());
        }
        let parts: Vec<Result<Option<T>, osmpbf::Error>> = batch
            .par_iter()
            .map(|blob| match blob.decode()? {
                BlobDecode::OsmData(block) => Ok(Some(read(&block))),
                _ => Ok(None),
            })
            .collect();
        for part in parts {
            done += 1;
            if let Some(part) = part.map_err(broken)? {
                keep(done, part);
            }
        }
    }
}

/// Whether all that the file asks of its reader is understood here.
fn is_plain(file: &Path, header: &HeaderBlock) -> Result<(), Error> {
    match header.required_features().iter().find(|feature| !KNOWN.contains(&feature.as_str())) {
        None => Ok(()),
        Some(feature) if feature == "HistoricalInformation" => {
            let help = "take its present state: `osmium time-filter -o now.osm.pbf FILE`";
            Err(wrong(file, "the file holds every past version of its ways", help))
        }
        Some(feature) => {
            let help = "write it plainly: `osmium cat -o plain.osm.pbf FILE`";
            Err(wrong(file, &format!("the file needs a reader that knows {}", quoted(feature)), help))
        }
    }
}

pub(super) fn wrong(file: &Path, message: &str, help: &str) -> Error {
    Error::Data(vec![Issue::new(Severity::Error, "import", &file.to_string_lossy(), message).help(help)])
}

/// A file that must not end within a number: the reader of blobs takes that for its end.
struct Whole(BufReader<File>);

impl Read for Whole {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }

    fn read_exact(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.0.read(&mut buffer[filled..]) {
                Ok(0) if filled == 0 => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(0) => return Err(ErrorKind::InvalidData.into()),
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
