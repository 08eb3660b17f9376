//! Searches on plain numbers: nodes and arcs are numbered, weights are whole numbers. Nothing here knows of railways.
//!
//! Two ways to the same answers. [`Search`] is Dijkstra's algorithm and needs no preparation. A [`Hierarchy`] is made once for a graph (customizable contraction hierarchies: Dibbelt, Strasser and
//! Wagner, 2016), filled with weights as a [`Metric`] in milliseconds, and then answers in microseconds: one pair or one to all ([`Query`]), tables ([`Table`]), what else adds up ([`Sums`]), changed weights
//! ([`Metric::change`]), and many pairs under one closure after another ([`WhatIf`]). A test holds both against each other.

mod betweenness;
mod change;
mod dijkstra;
mod flow;
mod graph;
mod grouped;
mod hierarchy;
mod metric;
mod order;
mod parts;
mod query;
mod replacement;
mod skeleton;
mod sums;
mod table;
mod weight;
mod what_if;

pub use betweenness::edge_betweenness;
pub use change::Undo;
pub use dijkstra::Search;
pub use graph::Graph;
pub use grouped::Grouped;
pub use hierarchy::Hierarchy;
pub use metric::Metric;
pub use parts::{root, unite};
pub use query::Query;
pub use replacement::{Replacement, replacements};
pub use sums::Sums;
pub use table::Table;
pub use weight::Weight;
pub use what_if::WhatIf;
