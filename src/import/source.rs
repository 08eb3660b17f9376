//! Files by their kind.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::assemble::Assembly;
use super::gis::refused;
use super::{Import, Net, edges, geopackage, gmns, lines, osm, shapefile};
use crate::error::Error;
use crate::limits::Unpacked;
use crate::progress::Progress;

/// Ends of names of files that are read; a folder that is called like one is a slip.
const KINDS: [&str; 10] = ["pbf", "csv", "geojson", "json", "geojsonl", "ndjson", "geojsons", "gpkg", "shp", "corridor"];

/// Reads the files of an import into a network in the making.
pub(super) fn read(import: &Import, progress: Progress, assembly: &mut Assembly) -> Result<(), Error> {
    if import.layer.is_some() && !import.files.iter().any(|file| kind_of(file) == Some("gpkg")) {
        let help = Some("name a .gpkg, or leave --layer out".into());
        return Err(Error::Usage { code: "layer", message: "a layer is named, but no GeoPackage".into(), help });
    }
    // By whatever way: two spellings and two links lead to one file. One that is not there is told of when it is read.
    let places: Vec<PathBuf> = import.files.iter().map(|file| file.canonicalize().unwrap_or_else(|_| file.clone())).collect();
    if let Some(twice) = (1..places.len()).find(|i| places[..*i].contains(&places[*i])).map(|i| &import.files[i]) {
        let help = Some("name each file once".into());
        return Err(Error::Usage {
            code: "named-twice",
            message: format!("{} is named twice: all its lines would be double", twice.display()),
            help,
        });
    }
    let all: u64 =
        import.files.iter().chain(&import.nodes).filter_map(|file| file.metadata().ok()).map(|found| found.len()).sum();
    let done = AtomicU64::new(0);
    let tell = |read: u64| progress((done.fetch_add(read, Ordering::Relaxed) + read) as usize, all as usize);
    let open = |file: &Path| open(file, &tell);
    if let Some(nodes) = &import.nodes {
        edges::nodes(nodes, open(nodes)?, assembly)?;
    }
    for file in &import.files {
        let kind = kind_of(file);
        if file.is_dir() && kind.is_none() {
            gmns::network(file, import.length_unit, assembly)?;
            continue;
        }
        check_file(file)?;
        if kind.is_some() && !is_packed(file) {
            check_begin(file)?;
        }
        match kind {
            // These are read at any place, not from the beginning on, so they cannot be unpacked on the way.
            Some("pbf" | "gpkg" | "shp") if is_packed(file) => {
                let message = format!("{} is packed, and a file of its kind cannot be read so", file.display());
                return Err(Error::Usage { code: "packed-file", message, help: Some("unpack it first: `gunzip FILE`".into()) });
            }
            Some("pbf") => osm::pbf(file, &import.osm_modes, assembly)?,
            Some("csv") if gmns::is_link_table(file) => gmns::network(file, import.length_unit, assembly)?,
            Some("csv") => edges::edges(file, open(file)?, assembly)?,
            Some("geojson" | "json") => lines::collection(file, open(file)?, assembly)?,
            Some("geojsonl" | "ndjson" | "geojsons") => lines::one_a_line(file, open(file)?, assembly)?,
            Some("gpkg") => geopackage::layers(file, import.layer.as_deref(), assembly)?,
            Some("shp") => shapefile::lines(file, assembly)?,
            _ => {
                let message = format!("{} is no file that a network can be read from", file.display());
                let help = "CSV edges (.csv) or GeoJSON lines (.geojson, .geojsonl), also with .gz; GeoPackage (.gpkg), shapefile (.shp), an OpenStreetMap extract (.osm.pbf), a folder of GMNS tables, or a built network (.corridor)";
                return Err(Error::Usage { code: "unknown-format", message, help: Some(help.into()) });
            }
        }
    }
    Ok(())
}

/// The built network, where the import is of one.
pub(super) fn built(import: &Import) -> Option<Result<Net, Error>> {
    let is_built = |file: &PathBuf| kind_of(file) == Some("corridor");
    let built = import.files.iter().find(|file| is_built(file))?;
    let plain = Import { files: import.files.clone(), ..Import::default() };
    if import.files.len() > 1 || *import != plain {
        let message = format!("{} is built already: nothing can be added to it, and nothing else be read of it", built.display());
        let help = Some("build it again from all its inputs, with these flags: `corridor network build`".into());
        return Some(Err(Error::Usage { code: "built-network-alone", message, help }));
    }
    Some(check_file(built).and_then(|()| Net::open(built)))
}

/// How a file's name ends, without `.gz`, where files that end so are read; capitals do not count.
fn kind_of(file: &Path) -> Option<&'static str> {
    let name = file.file_name()?.to_str()?;
    let known = |end: &str| KINDS.into_iter().find(|kind| kind.eq_ignore_ascii_case(end));
    let (begin, end) = name.rsplit_once('.')?;
    let end = if end.eq_ignore_ascii_case("gz") { begin.rsplit_once('.')?.1 } else { end };
    known(end)
}

/// A file that tells how much is read of it.
struct Told<'a> {
    file: File,
    tell: &'a dyn Fn(u64),
    /// Bytes that were read so far.
    read: Rc<Cell<u64>>,
}

impl Read for Told<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        (self.tell)(read as u64);
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// Opens a file for reading; a pipe would be waited for without end, and a folder is none.
pub(super) fn plain(file: &Path) -> Result<File, Error> {
    check_file(file)?;
    File::open(file).map_err(|source| Error::read(file, source))
}

/// A file that goes with another one and is called like it, in small letters or capitals, where there is one.
pub(super) fn beside(file: &Path, end: &str) -> Option<PathBuf> {
    [end.to_owned(), end.to_uppercase()].iter().map(|end| file.with_extension(end)).find(|file| file.symlink_metadata().is_ok())
}

/// What is there is no file; looked at before it is opened, which a pipe without a writer does not let happen.
fn check_file(file: &Path) -> Result<(), Error> {
    match fs::metadata(file) {
        Ok(found) if !found.is_file() => Err(no_file(file, found.is_dir())),
        _ => Ok(()),
    }
}

/// What has a name of one kind and is of another, as its first bytes say: readers of its kind would say something about letters or headers.
fn check_begin(file: &Path) -> Result<(), Error> {
    let mut begin = Vec::new();
    plain(file)?.take(2).read_to_end(&mut begin).map_err(|source| Error::read(file, source))?;
    match begin.as_slice() {
        [] => Err(refused(file, "the file is empty", "look whether the program that wrote it came to its end")),
        [0x1f, 0x8b] => Err(refused(file, "the file is packed by gzip", "let its name end in .gz, or unpack it: `gunzip`")),
        [0xff, 0xfe] | [0xfe, 0xff] => Err(refused(file, "the file is in UTF-16", "save it as UTF-8, without byte order mark")),
        _ => Ok(()),
    }
}

fn no_file(file: &Path, is_folder: bool) -> Error {
    let kind = if is_folder { io::ErrorKind::IsADirectory } else { io::ErrorKind::Unsupported };
    let what = if is_folder { "it is a folder" } else { "it is a device or pipe, not a file" };
    Error::read(file, io::Error::new(kind, what))
}

/// A file as bytes, unpacked.
fn open<'a>(file: &Path, tell: &'a dyn Fn(u64)) -> Result<Box<dyn Read + 'a>, Error> {
    let packed = Rc::new(Cell::new(0));
    let opened = Told { file: plain(file)?, tell, read: Rc::clone(&packed) };
    Ok(if is_packed(file) {
        let unpacked = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, opened));
        Box::new(Unpacked::of(unpacked, move || packed.get()))
    } else {
        Box::new(opened)
    })
}

fn is_packed(file: &Path) -> bool {
    file.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"))
}
