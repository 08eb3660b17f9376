//! `corridor validation`.
use crate::Answer;
use crate::args::ValidationArgs;
use corridor::error::Error;
use std::path::Path;
pub fn run(_args: &ValidationArgs, _data: Option<&Path>) -> Result<Answer, Error> {
    Ok(Answer::No)
}
