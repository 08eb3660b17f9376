//! `corridor criticality`.

use corridor::analysis::{self, Criticality, criticality};
use corridor::error::Error;
use corridor::export;
use corridor::model::Dataset;

use crate::args::{AnalysisFormat, CriticalityArgs, CriticalityQuestion};
use crate::load::Source;
use crate::output::{Output, csv, geojson, json};
use crate::progress::Watch;
use crate::report::width::for_people;
use crate::{Answer, load, report};

/// How many things may be lost at once, for one pair and for many. In a network of others a route has thousands of links, and sets of them are many.
const VITAL: (usize, usize) = (3, 1);

pub fn run(args: &CriticalityArgs, source: &Source) -> Result<Answer, Error> {
    let (data, found) = ask(&args.question, source)?;
    let tables = || export::criticality_tables(&data, &found);
    let text = match args.answer.format {
        AnalysisFormat::Table => for_people(&report::criticality::table(&data, &found, args.top.into())),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => csv(&tables())?,
        AnalysisFormat::Geojson => geojson(&tables())?,
    };
    Output::to(args.answer.output.as_ref()).write(&text)?;
    Ok(Answer::yes_if(found.pairs > 0))
}

/// The answer to a question, with the data that it is of.
pub fn ask(args: &CriticalityQuestion, source: &Source) -> Result<(Dataset, Criticality), Error> {
    let data = load::dataset(source, &[])?;
    let pairs = load::pair_or_many(args.from.as_deref(), args.to.as_deref(), &args.many, &data, source)?;
    let state = load::world_state(&args.world, &data, source)?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let usual = if pairs.list.len() == 1 && source.network.is_none() { VITAL.0 } else { VITAL.1 };
    let question =
        analysis::CriticalityQuestion { of: args.what.into(), choice: args.choice, vital: args.vital.map_or(usual, usize::from) };
    let watch = Watch::new("criticality");
    let found = criticality(manner.ground(&data), &pairs, &state, question, &|done, all| watch.tell(done, all));
    drop(watch);
    Ok((data, found))
}
