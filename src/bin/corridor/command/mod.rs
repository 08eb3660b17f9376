//! One file a command.

pub mod capacity;
pub mod chart;
pub mod check;
pub mod compare;
pub mod criticality;
pub mod data;
pub mod dependence;
pub mod export;
pub mod exposure;
pub mod findings;
pub mod list;
pub mod matrix;
pub mod method;
pub mod network;
pub mod report;
pub mod route;
pub mod scenarios;
pub mod schema;
pub mod serve;
pub mod shell;
pub mod simulate;
pub mod validation;
