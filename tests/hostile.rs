//! Files made to do harm: they get an answer, soon, and their text reaches no terminal as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

#[path = "hostile/deep.rs"]
mod deep;
#[path = "hostile/huge.rs"]
mod huge;
#[path = "hostile/strings.rs"]
mod strings;
#[path = "support/strings.rs"]
mod texts;
