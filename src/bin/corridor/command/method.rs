//! `corridor method`.

use corridor::error::Error;

use crate::Answer;
use crate::output::Output;

/// The page that says how every number comes about.
const PAGE: &str = include_str!("../../../../docs/method.md");
pub const EXAMPLES: &str = "Examples:\n  corridor method | less\n  corridor help method";
/// The examples, and the page.
pub const LONG_HELP: &str =
    concat!("Examples:\n  corridor method | less\n  corridor help method\n\n", include_str!("../../../../docs/method.md"));

pub fn run() -> Result<Answer, Error> {
    Output::terminal().write(PAGE)?;
    Ok(Answer::Yes)
}
