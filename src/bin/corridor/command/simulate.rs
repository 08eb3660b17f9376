//! `corridor simulate`.

use std::collections::BTreeSet;

use corridor::analysis::{Closure, Simulation, SimulationQuestion, closures_of_the_past, simulate};
use corridor::error::Error;
use corridor::export;
use corridor::issue::quoted;
use corridor::model::Dataset;
use corridor::names::Names;
use corridor::network::Selector;

use crate::args::{AnalysisFormat, ManyArgs, SimulateArgs, SimulateQuestion};
use crate::load::Source;
use crate::output::{Output, csv, geojson, json};
use crate::progress::Watch;
use crate::report::width::for_people;
use crate::{Answer, load, report};

pub fn run(args: &SimulateArgs, source: &Source) -> Result<Answer, Error> {
    let (data, found) = ask(&args.question, source)?;
    let tables = || export::simulation_tables(&data, &found);
    let text = match args.answer.format {
        AnalysisFormat::Table => for_people(&report::simulate::table(&found)),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => csv(&tables())?,
        AnalysisFormat::Geojson => geojson(&tables())?,
    };
    Output::to(args.answer.output.as_ref()).write(&text)?;
    Ok(Answer::yes_if(found.best.hours.is_some()))
}

/// The answer to a question, with the data that it is of.
pub fn ask(args: &SimulateQuestion, source: &Source) -> Result<(Dataset, Simulation), Error> {
    let data = load::dataset(source, &[])?;
    let pairs = load::pair_or_many(Some(&args.from), Some(&args.to), &ManyArgs { od: None, flows: None }, &data, source)?;
    let Some(pair) = pairs.list.first() else { return Err(Error::Internal("no pair".into())) };
    let state = load::world_state(&args.world, &data, source)?;
    let mut closures = assumed(&data, &args.close_with, &state.scenario.close)?;
    if let Some(days) = args.history {
        closures.extend(closures_of_the_past(&data, state.scenario.as_of, days));
    }
    let manner = load::Manner::of(&args.manner, &data)?;
    let question = SimulationQuestion {
        draws: args.draws,
        seed: args.seed,
        deadline_hours: args.deadline.map(|days| days * 24.0),
        closures,
        without_dated_closures: args.history.is_some(),
    };
    let watch = Watch::new("draws");
    let found = simulate(manner.ground(&data), *pair, &state, &question, &|done, all| watch.tell(done, all))?;
    drop(watch);
    Ok((data, found))
}

/// `NAME=P`, one by one. What is closed for good has no chance of being closed.
fn assumed(data: &Dataset, texts: &[String], closed: &[Selector]) -> Result<Vec<Closure>, Error> {
    let names = Names::new(data);
    let mut seen = BTreeSet::new();
    let one = |text: &String| {
        let wrong = |message: String| Error::Usage {
            code: "probability",
            message,
            help: Some("write --close-with \"Strait of Hormuz=0.2\"".into()),
        };
        let (name, probability) = text.rsplit_once('=').ok_or_else(|| wrong(format!("{} has no probability", quoted(text))))?;
        let probability = probability
            .trim()
            .parse()
            .ok()
            .filter(|p| (0.0..=1.0).contains(p))
            .ok_or_else(|| wrong(format!("{} is no probability from 0 to 1", quoted(probability))))?;
        if name.ends_with('=') {
            return Err(wrong(format!("{} has two signs", quoted(text))));
        }
        let what = names.closable(name.trim())?;
        if closed.contains(&what) {
            return Err(wrong(format!("{} closes what is closed for good", quoted(text))));
        }
        if seen.insert(what.clone()) {
            Ok(Closure::assumed(data, what, probability))
        } else {
            Err(wrong(format!("{} closes what was said before: once it is open or closed, not twice", quoted(text))))
        }
    };
    texts.iter().map(one).collect()
}
