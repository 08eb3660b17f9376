//! Bad data is found, with its line and a next step, and never brings the program down.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

#[path = "bad_data/codes.rs"]
mod codes;
#[path = "bad_data/expected.rs"]
mod expected;
#[path = "bad_data/fixtures.rs"]
mod fixtures;
#[path = "bad_data/good.rs"]
mod good;
#[path = "bad_data/mutated.rs"]
mod mutated;
