//! The blocks of a PBF file, some at a time on all threads, in the order of the file.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use osmpbf::{BlobDecode, BlobReader, HeaderBlock, PrimitiveBlock};
use rayon::prelude::*;

use super::frames::{DATA, Frame, Frames, HEADER};
use crate::error::Error;
use crate::issue::{Issue, Severity, quoted};

/// Blocks that each thread has in memory. It keeps threads busy, and has no effect on results.
const BLOCKS_A_THREAD: usize = 4;
/// Together no more bytes than this, as they stand in the file; one block may have as many.
const BYTES_AT_ONCE: usize = 32 << 20;
/// Blocks that take more memory than this are read one at a time. Those of usual files take a few MiB.
const LARGE: u64 = 16 << 20;
/// What a file may ask of its reader.
const KNOWN: [&str; 2] = ["OsmSchema-V0.6", "DenseNodes"];

/// Reads the first blocks of a file, blocks of a kind that is not known among them, and keeps what was read of each, with how many were read until then.
pub(super) fn each<T: Send>(
    file: &Path,
    most: usize,
    read: impl Fn(&PrimitiveBlock) -> T + Sync,
    mut keep: impl FnMut(usize, T),
) -> Result<(), Error> {
    let mut frames = Frames::open(file)?;
    if let Some(first) = frames.next()? {
        decode(file, &first, &Mutex::default(), &|_| ())?;
    }
    let (mut done, large) = (0, Mutex::default());
    loop {
        let batch = batch(&mut frames, most - done)?;
        if batch.is_empty() {
            return Ok(());
        }
        let parts: Vec<Result<Option<T>, Error>> = batch.par_iter().map(|frame| decode(file, frame, &large, &read)).collect();
        for part in parts {
            done += 1;
            if let Some(part) = part? {
                keep(done, part);
            }
        }
    }
}

fn batch(frames: &mut Frames, most: usize) -> Result<Vec<Frame>, Error> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < most.min(BLOCKS_A_THREAD * rayon::current_num_threads()) && bytes < BYTES_AT_ONCE {
        let Some(frame) = frames.next()? else { break };
        bytes += frame.size();
        batch.push(frame);
    }
    Ok(batch)
}

/// What is read of a block of data; nothing of others. One that takes much memory holds `large`.
fn decode<T>(file: &Path, frame: &Frame, large: &Mutex<()>, read: &impl Fn(&PrimitiveBlock) -> T) -> Result<Option<T>, Error> {
    if ![HEADER, DATA].contains(&frame.kind.as_slice()) {
        return Ok(None);
    }
    let (message, memory) = frame.message(file)?;
    let _held = (memory > LARGE).then(|| large.lock().unwrap_or_else(PoisonError::into_inner));
    let plain = frame.around(&message);
    drop(message);
    let broken = |error: osmpbf::Error| {
        let help = "fetch the extract again, or write it anew: `osmium cat -o new.osm.pbf FILE`";
        wrong(file, &format!("this is no whole OpenStreetMap PBF file: {error}"), help)
    };
    let Some(blob) = BlobReader::new(&plain[..]).next().transpose().map_err(broken)? else { return Ok(None) };
    match blob.decode().map_err(broken)? {
        BlobDecode::OsmHeader(header) => is_plain(file, &header).map(|()| None),
        BlobDecode::OsmData(block) => Ok(Some(read(&block))),
        BlobDecode::Unknown(_) => Ok(None),
    }
}

/// Whether all that the file asks of its reader is understood here. Files that were put together have a head in their midst.
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
