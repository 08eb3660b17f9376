//! Networks of others: edge lists and lines of a GIS, as a dataset that every question can be asked of.
//!
//! A file of any kind becomes edges (`assemble`), lines without named ends are joined (`topology`), and the whole is a [`Net`]: columns, some forty bytes an edge. Countries are looked up
//! by position (`borders`) before anything asks for them. [`dataset`] makes it a dataset like the program's own: speeds, prices and emissions come from the program's tables, by mode and
//! country. Whatever meets at a node is joined there, whatever its mode, at no cost: what a change of mode or a border takes is not known of a network of others.

mod assemble;
mod attributes;
mod borders;
mod built;
mod dataset;
mod dbf;
mod edges;
mod feature;
mod features;
mod file;
mod geometry;
mod geopackage;
mod gis;
mod gmns;
mod lines;
mod loose;
mod mapping;
mod merge;
mod near;
mod net;
mod osm;
mod overlay;
mod prj;
mod properties;
mod shapefile;
mod source;
mod splits;
mod survey;
mod texts;
mod topology;
mod unit;
mod ways;
mod wkb;

use std::path::PathBuf;

use crate::error::Error;
use crate::model::{Dataset, Mode};
use crate::progress::Progress;

use assemble::Assembly;
pub use dataset::{add, tables};
pub use gmns::is_link_table;
pub use mapping::{Field, Mapping};
pub use net::{Class, Net};
pub use survey::{Gap, Survey, survey};
pub use unit::LengthUnit;
pub(crate) use ways::Distances;

/// What is imported, and how it is read where the file does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Files: CSV edges (`from,to,length_km[,mode,country,id,status,oneway]`), or GeoJSON lines (a FeatureCollection, or one feature a line in `.geojsonl` and `.ndjson`); `.gz` is
    /// unpacked. Or lines of a GeoPackage or shapefile in degrees, or a built network alone. OpenStreetMap extracts (`.osm.pbf`), and folders of
    /// GMNS tables or their `link.csv`.
    pub files: Vec<PathBuf>,
    /// The layer of a GeoPackage; where none is named, the one that has lines.
    pub layer: Option<String>,
    /// A CSV file of nodes: `id,lat,lon` and, if there is one, `name`.
    pub nodes: Option<PathBuf>,
    /// Which attribute means what.
    pub mapping: Mapping,
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
    /// Whether lines that cross meet there.
    pub crossings: bool,
    /// Whether nodes where two edges of a kind meet are left out.
    pub merge: bool,
}

/// The modes that ways of OpenStreetMap are read as.
pub const OSM_MODES: [Mode; 3] = [Mode::Rail, Mode::Road, Mode::Ferry];

impl Default for Import {
    fn default() -> Import {
        Import {
            files: Vec::new(),
            layer: None,
            nodes: None,
            mapping: Mapping::default(),
            directed: false,
            mode: Mode::Rail,
            snap_m: 0.0,
            osm_modes: OSM_MODES.to_vec(),
            length_unit: None,
            crossings: false,
            merge: false,
        }
    }
}

/// Reads a network, with all that is wrong with it. Countries that the files do not say are not looked up yet. `progress` is told bytes.
///
/// # Errors
/// [`Error::Read`] where a file cannot be read; [`Error::Data`] with what is wrong, by file and line or feature; [`Error::Usage`] where a file is of no kind that can be read.
pub fn read(import: &Import, progress: Progress) -> Result<Net, Error> {
    if let Some(built) = source::built(import) {
        return built;
    }
    let mut assembly = Assembly::new(import);
    if let Err(error) = source::read(import, progress, &mut assembly) {
        return Err(assembly.failed(error));
    }
    let net = assembly.finish()?;
    if import.merge { merge::merged(&net).ok_or_else(too_large) } else { Ok(net) }
}

/// Looks up the countries that the files do not say, and splits edges at borders.
///
/// # Errors
/// [`Error::Data`] where the network becomes too large.
pub fn find_countries(net: &mut Net) -> Result<(), Error> {
    borders::split_at_borders(net).ok_or_else(too_large)
}

/// A network as a dataset like the program's own, with the program's tables. Countries must be known: see [`find_countries`].
///
/// # Errors
/// [`Error::Data`] where the program's own tables are wrong.
pub fn dataset(net: &Net) -> Result<Dataset, Error> {
    let mut data = tables(&[])?;
    add(net, &mut data);
    Ok(data)
}

/// A network over the program's own dataset, or one like it: places are tied to lines of the same mode within so many kilometres. Countries are looked up.
///
/// # Errors
/// [`Error::Data`] where the network becomes too large.
pub fn overlay(net: &mut Net, data: &mut Dataset, within_km: f64) -> Result<(), Error> {
    find_countries(net)?;
    overlay::overlay(net, data, within_km).ok_or_else(too_large)
}

fn too_large() -> Error {
    let message = "the network is too large: at most 4 thousand million nodes, edges and points, 4 GiB of ids, and 20 million pairs of lines side by side".into();
    Error::Limit { code: crate::issue::LIMIT, message, help: Some("cut it in parts".into()) }
}
