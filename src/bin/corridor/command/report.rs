//! `corridor report`.

use std::path::Path;

use corridor::ask;
use corridor::error::Error;
use corridor::network::Network;
use corridor::page;

use crate::args::ReportArgs;
use crate::load::Source;
use crate::output::Output;
use crate::{Answer, load, report};

/// What is shown beside the base when nothing is named: what is proposed, what may close, and what did.
const USUAL: [&str; 4] = ["all-proposed", "iran-closed-to-transit", "hormuz-closed", "war-2026-06"];

pub fn run(args: &ReportArgs, source: &Source) -> Result<Answer, Error> {
    check_name(&args.output)?;
    let data = load::dataset(source, &[])?;
    let mut library = load::library(source)?;
    let base = args.base.as_ref().map(|name| load::scenario_id(&mut library, name)).transpose()?;
    let is_changed = !args.changes.words(None).changes.is_empty();
    let beside = match (args.scenario.is_empty(), is_changed, source.foreign()) {
        (true, false, None) => USUAL.map(str::to_owned).to_vec(),
        _ => args.scenario.iter().map(|name| load::scenario_id(&mut library, name)).collect::<Result<_, _>>()?,
    };
    let words = args.words(base, beside);
    let question = words.question(&data, &library, &|| true)?;
    let network = Network::build(&data, ask::load(&data, &words.route.load)?)?;
    let brief = page::brief(&data, &network, question)?;
    Output::to(Some(&args.output)).write(&page::report(&brief)?)?;
    if brief.base.route.routes.is_empty() {
        report::route::show_separation(&brief.base.route);
    }
    Ok(Answer::yes_if(!brief.base.route.routes.is_empty()))
}

/// Refuses names that promise another format: a browser shows by its name what a file is.
fn check_name(output: &Path) -> Result<(), Error> {
    match output.extension() {
        Some(end) if !["html", "htm"].iter().any(|known| end.eq_ignore_ascii_case(known)) => Err(Error::Usage {
            code: "output",
            message: format!("a report is a page of HTML, and {} is named otherwise", output.display()),
            help: Some("let it end in .html".into()),
        }),
        _ => Ok(()),
    }
}
