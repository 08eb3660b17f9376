//! `corridor exposure`.

use corridor::analysis::exposure;
use corridor::error::Error;
use corridor::export;

use crate::args::{AnalysisFormat, ExposureArgs};
use crate::load::Source;
use crate::output::{Output, json};
use crate::{Answer, load, report};

pub fn run(args: &ExposureArgs, source: &Source) -> Result<Answer, Error> {
    let data = match (&args.from, &args.to) {
        (Some(from), Some(to)) if args.world.is_plain() => {
            let manner = (args.manner.load.as_str(), args.manner.by.into(), load::modes(&args.manner.mode));
            load::dataset_for(source, &[], &[from, to], (manner.0, manner.1, &manner.2))?
        }
        _ => load::dataset(source, &[])?,
    };
    let pairs = load::pair_or_many(args.from.as_deref(), args.to.as_deref(), &args.many, &data, source)?;
    let state = load::world_state(&args.world, &data, source)?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let ground = manner.ground(&data);
    let found = exposure(ground, &pairs, &state)?;
    let text = match args.answer.format {
        AnalysisFormat::Table => report::exposure::table(&found),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => export::exposure_csv(&found, args.part.into())?,
        AnalysisFormat::Geojson => export::exposure_geojson(&data, &found)?,
    };
    Output::to(args.answer.output.as_ref()).write(&text)?;
    Ok(if found.pairs == 0 { Answer::No } else { Answer::Yes })
}
