//! Networks of others: edge lists and lines of a GIS, as a dataset that every question can be asked of.
//!
//! Speeds, prices and emissions come from the program's own tables, by mode and country. Whatever meets at a node of an imported network is joined there, whatever its mode, at no
//! cost: what a change of mode or a border takes is not known of it. Lines are split at borders where the file does not say their country.

mod assemble;
mod borders;
mod edges;
mod gmns;
mod lines;
mod osm;
mod survey;
mod topology;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::model::{Dataset, Mode};

use assemble::Assembly;
pub use gmns::LengthUnit;
pub use survey::{Gap, Survey, survey};

/// What is imported, and how it is read where the file does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Files: CSV edges (`from,to,length_km[,mode,country,id,status,oneway]`), or GeoJSON lines (a FeatureCollection, or one feature a line in `.geojsonl` and `.ndjson`); `.gz` is
    /// unpacked. OpenStreetMap extracts (`.osm.pbf`), and folders of GMNS tables or their `link.csv`.
    pub files: Vec<PathBuf>,
    /// A CSV file of nodes: `id,lat,lon` and, if there is one, `name`.
    pub nodes: Option<PathBuf>,
    /// Whether edges run from `from` to `to` only, where the file does not say.
    pub directed: bool,
    /// The mode of edges whose file does not say it.
    pub mode: Mode,
    /// Ends of lines within so many metres become one node, and an end that hangs free is tied to a line so near; 0 for ends that are equal.
    pub snap_m: f64,
    /// Which ways of OpenStreetMap are read: rail, road and ferry are known.
    pub osm_modes: Vec<Mode>,
    /// The unit of lengths in GMNS tables, before what these say themselves.
    pub length_unit: Option<LengthUnit>,
}

/// The modes that ways of OpenStreetMap are read as.
pub const OSM_MODES: [Mode; 3] = [Mode::Rail, Mode::Road, Mode::Ferry];

/// Reads a network, with all that is wrong with it.
///
/// # Errors
/// [`Error::Read`] where a file cannot be read; [`Error::Data`] with what is wrong, by file and line or feature.
pub fn import(import: &Import) -> Result<Dataset, Error> {
    let mut assembly = Assembly::new(import)?;
    if let Some(nodes) = &import.nodes {
        edges::nodes(nodes, &mut assembly)?;
    }
    for file in &import.files {
        match kind_of(file) {
            _ if file.is_dir() => gmns::network(file, import.length_unit, &mut assembly)?,
            Some("pbf") => osm::pbf(file, &import.osm_modes, &mut assembly)?,
            Some("csv") if gmns::is_link_table(file) => gmns::network(file, import.length_unit, &mut assembly)?,
            Some("csv") => edges::edges(file, import.nodes.is_some(), &mut assembly)?,
            Some("geojson" | "json") => lines::collection(file, &mut assembly)?,
            Some("geojsonl" | "ndjson" | "geojsons") => lines::one_a_line(file, &mut assembly)?,
            _ => {
                let message = format!("{} is no file that a network can be read from", file.display());
                let known = "CSV edges (.csv) or GeoJSON lines (.geojson, .geojsonl), also with .gz, an OpenStreetMap extract (.osm.pbf), or a folder of GMNS tables";
                let help = Some(known.into());
                return Err(Error::Usage { message, help });
            }
        }
    }
    assembly.finish()
}

/// How a file's name ends, without `.gz`.
fn kind_of(file: &Path) -> Option<&str> {
    let name = file.file_name()?.to_str()?;
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.rsplit_once('.').map(|(_, end)| end)
}

/// A file as bytes, unpacked.
fn open(file: &Path) -> Result<Box<dyn Read>, Error> {
    let opened = BufReader::new(File::open(file).map_err(|source| Error::read(file, source))?);
    let is_packed = file.extension().is_some_and(|end| end == "gz");
    Ok(if is_packed { Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(opened))) } else { Box::new(opened) })
}
