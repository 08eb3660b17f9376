//! Answers to files. An answer is some tables, of which some lie on the map; a table is written in any format. Names and columns are a promise, see
//! `docs/formats.md` and `docs/columns.md`.
//!
//! Of the tables of an answer the first one is its CSV, and the first one with a map its GeoJSON.

mod basis;
mod capacity;
mod compare;
mod criticality;
mod dependence;
mod describe;
mod exposure;
mod fgb;
mod file;
mod form;
mod gaps;
mod gpkg;
mod matrix;
mod network;
#[cfg(feature = "parquet")]
mod parquet;
mod qml;
mod route;
mod shape;
mod simulate;
mod style;
mod table;
mod text;
mod things;
mod xlsx;

pub use capacity::{capacity_tables, load_tables};
pub use compare::comparison_tables;
pub use criticality::criticality_tables;
pub use dependence::dependence_tables;
pub use describe::columns_markdown;
pub use exposure::exposure_tables;
pub use fgb::table_flatgeobuf;
pub use file::{STANDARD_OUTPUT, remove_unfinished, write_both_whole, write_folder_whole, write_whole, write_whole_with};
pub use gaps::gaps_table;
pub use gpkg::{tables_geopackage, write_geopackage};
pub use matrix::{MatrixRow, figures as matrix_figures, matrix_table};
pub use network::network_tables;
#[cfg(feature = "parquet")]
pub use parquet::matrix_parquet;
pub use qml::qml;
pub use route::route_tables;
pub use simulate::simulation_tables;
pub use style::{Colour, Look, Style, Symbols};
#[cfg(feature = "charts")]
pub(crate) use style::{mode_colour, palette};
pub use table::{Cell, CellKind, Column, Map, Row, ShapeKind, Table};
pub use text::{harmless_json, json_text, table_csv, table_csv_with_shapes, table_geojson};
pub use xlsx::tables_xlsx;
