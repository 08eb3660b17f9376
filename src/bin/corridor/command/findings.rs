//! `corridor findings`.

use corridor::error::Error;

use crate::Answer;
use crate::args::{PageArgs, PageFormat};
use crate::findings::{Desk, all, markdown};
use crate::load::Source;
use crate::output::{Output, json};

pub fn run(args: &PageArgs, source: &Source) -> Result<Answer, Error> {
    let findings = all(&Desk::new(source)?)?;
    let text = match args.format {
        PageFormat::Markdown => markdown(&findings),
        PageFormat::Json => json(&findings)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}
