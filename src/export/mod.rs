//! Answers to files: one format, one file. The columns and names are a promise, see `docs/formats.md`.

mod capacity;
mod compare;
mod criticality;
mod csv;
mod dependence;
mod exposure;
mod file;
mod geojson;
mod gpkg;
mod layer;
mod layer_text;
mod matrix;
mod network;
mod network_layers;
#[cfg(feature = "parquet")]
mod parquet;
mod qml;
mod simulate;
mod things;

pub use capacity::{capacity_csv, capacity_geojson, load_csv, load_geojson};
pub use compare::comparison_csv;
pub use criticality::{criticality_csv, criticality_geojson};
pub use csv::{route_csv, table_csv};
pub use dependence::{dependence_csv, dependence_geojson};
pub use exposure::{ExposurePart, exposure_csv, exposure_geojson};
pub use file::{remove_unfinished, write_whole, write_whole_with};
pub use geojson::{comparison_geojson, route_geojson};
pub use gpkg::write_geopackage;
pub use layer::{Cell, CellKind, Column, Layer, Look, Style};
pub use layer_text::{layer_csv, layer_geojson};
pub use matrix::{MatrixRow, matrix_csv};
pub use network::gaps_geojson;
pub use network_layers::network_layers;
#[cfg(feature = "parquet")]
pub use parquet::matrix_parquet;
pub use simulate::{simulation_csv, simulation_geojson};
