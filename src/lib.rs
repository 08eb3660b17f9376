//! Transport-corridor connectivity: how goods move between Russia, the Caucasus, Iran, Central Asia and India.
//!
//! (front page below, written when the house stands)
pub mod check;
pub mod cost;
pub mod error;
pub mod export;
pub mod itinerary;
pub mod model;
pub mod names;
pub mod network;
pub mod read;
pub mod route;
pub mod separation;
