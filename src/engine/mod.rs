//! Searches on plain numbers: nodes and arcs are numbered, weights are whole numbers. Nothing here knows of railways.

mod dijkstra;
mod graph;

pub use dijkstra::Search;
pub use graph::Graph;

/// Of what cannot be reached, and of an arc that is closed.
pub const UNREACHABLE: u64 = u64::MAX;
