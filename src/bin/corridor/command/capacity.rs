//! `corridor capacity`.

use std::path::Path;

use corridor::analysis::{CapacityVerdict, End, capacity, end_of};
use corridor::error::Error;
use corridor::export;
use corridor::model::Dataset;
use corridor::names::Names;

use crate::args::{AnalysisFormat, CapacityArgs};
use crate::output::{Output, json};
use crate::{Answer, load, report};

pub fn run(args: &CapacityArgs, dir: Option<&Path>) -> Result<Answer, Error> {
    let data = load::dataset(dir, &[])?;
    let names = Names::new(&data);
    let (from, mut to) = (end(&data, names, &args.from)?, end(&data, names, &args.to)?);
    let from = match (from.id.len(), to.id.strip_prefix(from.id.as_str())) {
        // The mainland and its exclave.
        (2, Some(rest)) if rest.starts_with('-') => without(from, &to),
        _ => from,
    };
    if to.id.len() == 2 && from.id.starts_with(&format!("{}-", to.id)) {
        to = without(to, &from);
    }
    let state = load::world_state(&args.world, &data, dir)?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let found = capacity(manner.ground(&data), &from, &to, &state)?;
    let text = match args.format {
        AnalysisFormat::Table => report::capacity::table(&data, &found),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => export::capacity_csv(&found)?,
        AnalysisFormat::Geojson => export::capacity_geojson(&data, &found)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(if found.verdict == CapacityVerdict::NoRoute { Answer::No } else { Answer::Yes })
}

/// A country or exclave with all its places, or else a place.
fn end(data: &Dataset, names: Names, text: &str) -> Result<End, Error> {
    if let Ok(code) = load::subject(data, names, text) {
        return Ok(end_of(data, &code));
    }
    let place = names.place(text)?.place;
    Ok(End { id: data.place(place).id.clone(), places: vec![place] })
}

fn without(mut end: End, other: &End) -> End {
    end.places.retain(|place| !other.places.contains(place));
    end
}
