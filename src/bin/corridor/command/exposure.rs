//! `corridor exposure`.

use corridor::analysis::{Exposure, exposure};
use corridor::ask;
use corridor::error::Error;
use corridor::export::{exposure_tables, table_csv, table_geojson};
use corridor::model::Dataset;

use crate::args::{AnalysisFormat, ExposureArgs, ExposureQuestion};
use crate::load::Source;
use crate::output::{Output, json};
use crate::report::width::for_people;
use crate::{Answer, load, report};

pub fn run(args: &ExposureArgs, source: &Source) -> Result<Answer, Error> {
    let (data, found) = ask(&args.question, source)?;
    let part = || {
        let tables = exposure_tables(&data, &found);
        let wanted = tables.into_iter().find(|table| table.name == args.part.name());
        wanted.ok_or_else(|| Error::Internal(format!("there is no table {}", args.part.name())))
    };
    let text = match args.answer.format {
        AnalysisFormat::Table => for_people(&report::exposure::table(&found)),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => table_csv(&part()?)?,
        AnalysisFormat::Geojson => table_geojson(&part()?)?,
    };
    Output::to(args.answer.output.as_ref()).write(&text)?;
    Ok(Answer::yes_if(found.pairs > 0))
}

/// The answer to a question, with the data that it is of.
pub fn ask(args: &ExposureQuestion, source: &Source) -> Result<(Dataset, Exposure), Error> {
    let data = match (&args.from, &args.to) {
        (Some(from), Some(to)) if args.world.words().is_plain() => {
            let manner = (args.manner.load.as_str(), args.manner.by.into(), ask::modes(&args.manner.mode));
            load::dataset_for(source, &[], &[from, to], (manner.0, manner.1, &manner.2))?
        }
        _ => load::dataset(source, &[])?,
    };
    let pairs = load::pair_or_many(args.from.as_deref(), args.to.as_deref(), &args.many, &data, source)?;
    let state = load::world_state(&args.world, &data, source)?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let found = exposure(manner.ground(&data), &pairs, &state)?;
    Ok((data, found))
}
