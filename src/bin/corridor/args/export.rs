//! Files: layers and spreadsheets.

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::question::{
    CapacityQuestion, CompareQuestion, CriticalityQuestion, DependenceQuestion, ExposureQuestion, RouteQuestion, SimulateQuestion,
};

/// `corridor export`.
#[derive(Subcommand)]
pub enum ExportCommand {
    /// Segments by mode and status, places by kind, crossings, events, published flows, assumptions and sources
    #[command(after_help = "\
Examples:
  corridor export network -o network.gpkg                       all layers, drawn as soon as QGIS opens them
  corridor export network -o network.xlsx                       every table as a sheet
  corridor export network --only places -o places.geojson
  corridor --network net.corridor export network -o net.gpkg    a network of your own")]
    Network(Delivery),
    /// Routes, their legs and stops, shares by country, every figure with its source
    #[command(after_help = "\
Examples:
  corridor export route Moscow Mumbai --alternatives 3 -o route.gpkg
  corridor export route Moscow Mumbai -o route.xlsx
  corridor export route Baku Nakhchivan --with tripp --only stops -o stops.geojson")]
    Route(Asked<RouteQuestion>),
    /// What routes take up and give up, pair by pair, what links are worth, and whose transit changes
    #[command(after_help = "\
Examples:
  corridor export compare Moscow Mumbai -o change.gpkg
  corridor export compare --od pairs.csv --scenario hormuz-closed -o change.xlsx")]
    Compare(Asked<CompareQuestion>),
    /// Exposure by country as areas, points passed, links
    #[command(after_help = "\
Examples:
  corridor export exposure -o exposure.gpkg
  corridor export exposure Moscow Mumbai --only countries -o countries.fgb")]
    Exposure(Asked<ExposureQuestion>),
    /// Who depends on whom
    #[command(after_help = "\
Examples:
  corridor export dependence -o dependence.xlsx
  corridor export dependence --on posts --of all -o posts.gpkg")]
    Dependence(Asked<DependenceQuestion>),
    /// What the loss of each link, border, port or country does
    #[command(after_help = "\
Examples:
  corridor export criticality Moscow Mumbai -o critical.gpkg
  corridor export criticality --what ports -o ports.xlsx")]
    Criticality(Asked<CriticalityQuestion>),
    /// Days and dollars as distributions, links by how often they are used, what drives the result
    #[command(after_help = "\
Examples:
  corridor export simulate Moscow Mumbai -o draws.xlsx
  corridor export simulate Moscow Mumbai --close-with \"Strait of Hormuz=0.2\" -o draws.gpkg")]
    Simulate(Asked<SimulateQuestion>),
    /// Flows, drawn as wide as their tonnes, against what lines carry
    #[command(after_help = "\
Examples:
  corridor export capacity --flows irica-non-oil --mode rail,sea,ferry -o loads.gpkg
  corridor export capacity Turkmenistan Azerbaijan --mode pipeline --as-of 2023-12-31 -o gas.xlsx")]
    Capacity(Asked<CapacityQuestion>),
    /// What the columns of all tables mean, as Markdown: the text of docs/columns.md
    #[command(after_help = "Examples:\n  corridor export columns\n  corridor export columns -o columns.md")]
    Columns {
        /// Write to a file instead of the terminal
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// A question whose answer goes to a file.
#[derive(Arguments)]
pub struct Asked<Q: Arguments> {
    /// The question
    #[command(flatten)]
    pub question: Q,
    /// The file
    #[command(flatten)]
    pub delivery: Delivery,
}

/// Where tables go, and which.
#[derive(Arguments)]
pub struct Delivery {
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Only this table; without it .gpkg and .xlsx hold all, and other formats the first that they can hold
    #[arg(long, value_name = "TABLE")]
    pub only: Option<String>,
    /// The format [default: what the name of the file ends in]
    #[arg(long, value_enum)]
    pub format: Option<FileFormat>,
    /// Write the style of a .geojson or .fgb beside it, as a .qml of the same name, which QGIS applies by itself; a .gpkg has its styles inside
    #[arg(long)]
    pub style: bool,
}

/// Formats of tables.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileFormat {
    /// GeoPackage: all tables, layers with styles that QGIS applies by itself
    Gpkg,
    /// GeoJSON (RFC 7946): one layer
    Geojson,
    /// FlatGeobuf: one layer
    Fgb,
    /// Spreadsheet: all tables, one sheet each
    Xlsx,
    /// CSV: one table, with a column `wkt` where it has shapes
    Csv,
}

impl FileFormat {
    /// By the end of a file's name.
    pub fn of(file: &Path) -> Option<FileFormat> {
        match file.extension()?.to_str()?.to_lowercase().as_str() {
            "gpkg" => Some(FileFormat::Gpkg),
            "geojson" | "json" => Some(FileFormat::Geojson),
            "fgb" => Some(FileFormat::Fgb),
            "xlsx" => Some(FileFormat::Xlsx),
            "csv" => Some(FileFormat::Csv),
            _ => None,
        }
    }
}
