//! `corridor findings`.

use std::path::Path;

use corridor::error::Error;

use crate::Answer;
use crate::args::{PageArgs, PageFormat};
use crate::findings::{Desk, all, markdown};
use crate::output::{Output, json};

pub fn run(args: &PageArgs, dir: Option<&Path>) -> Result<Answer, Error> {
    let findings = all(&Desk::new(dir)?)?;
    let text = match args.format {
        PageFormat::Markdown => markdown(&findings),
        PageFormat::Json => json(&findings)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}
