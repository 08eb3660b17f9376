//! `corridor report`.

use std::path::Path;

use corridor::error::Error;
use corridor::model::{Mode, Word};
use corridor::names::Names;
use corridor::page::{self, Question};

use crate::args::ReportArgs;
use crate::load::Source;
use crate::output::Output;
use crate::{Answer, load};

/// What is shown beside the base when nothing is named: what is proposed, what may close, and what did.
const USUAL: [&str; 4] = ["all-proposed", "iran-closed-to-transit", "hormuz-closed", "war-2026-06"];

pub fn run(args: &ReportArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let names = Names::new(&data);
    let (from, to) = (names.place(&args.from)?.place, names.place(&args.to)?.place);
    let mut library = load::library(source)?;
    let wanted = match (args.scenario.is_empty(), source.foreign()) {
        (true, None) => USUAL.map(str::to_owned).to_vec(),
        _ => args.scenario.clone(),
    };
    let base = load::state(&data, &mut library, &args.base)?;
    let others = wanted.iter().filter(|name| **name != args.base);
    let others = others.map(|name| load::state(&data, &mut library, name)).collect::<Result<Vec<_>, _>>()?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let question = Question {
        from,
        to,
        alternatives: args.alternatives.into(),
        load: &args.manner.load,
        base,
        others,
        command: command(args),
    };
    let brief = page::brief(manner.ground(&data), question)?;
    Output::to(Some(&args.output)).write(&page::report(&brief)?)?;
    Ok(Answer::yes_if(!brief.base.route.routes.is_empty()))
}

/// The command that asks again. Files are called by their names only: where they lie is nobody's business who reads the report.
fn command(args: &ReportArgs) -> String {
    let file = |text: &str| Path::new(text).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let quoted = |text: &str| {
        let is_plain = text.chars().all(|letter| letter.is_alphanumeric() || "-_.,".contains(letter));
        if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
    };
    let mut words = vec!["corridor report".to_owned(), quoted(&args.from), quoted(&args.to)];
    if args.base != "base-2025" {
        words.push(format!("--base {}", quoted(&file(&args.base))));
    }
    if !args.scenario.is_empty() {
        let scenarios: Vec<String> = args.scenario.iter().map(|name| file(name)).collect();
        words.push(format!("--scenario {}", quoted(&scenarios.join(","))));
    }
    let by = corridor::cost::Objective::from(args.manner.by);
    if by != corridor::cost::Objective::Time {
        words.push(format!("--by {}", by.word()));
    }
    if !args.manner.mode.is_empty() {
        let modes: Vec<&str> = args.manner.mode.iter().map(|mode: &Mode| mode.word()).collect();
        words.push(format!("--mode {}", modes.join(",")));
    }
    if args.manner.load != corridor::ask::USUAL_LOAD {
        words.push(format!("--load {}", quoted(&args.manner.load)));
    }
    if args.alternatives != 3 {
        words.push(format!("--alternatives {}", args.alternatives));
    }
    words.push("-o report.html".into());
    words.join(" ")
}
