//! Answers as text for people. Nothing is calculated here but sums that are shown.

pub mod capacity;
pub mod check;
pub mod compare;
pub mod criticality;
pub mod dependence;
pub mod dependence_of_two;
pub mod error;
pub mod exposure;
pub mod gas;
pub mod list;
pub mod map;
pub mod network;
pub mod numbers;
pub mod route;
pub mod simulate;
pub mod validation;
pub mod width;
