//! `corridor capacity`.

use corridor::analysis::{CapacityVerdict, End, State, capacity, end_of, network_load};
use corridor::error::Error;
use corridor::export;
use corridor::model::{Dataset, is_exclave_of};
use corridor::names::Names;

use crate::args::{AnalysisFormat, CapacityArgs};
use crate::load::Manner;
use crate::load::Source;
use crate::output::{Output, json};
use crate::{Answer, load, report};

pub fn run(args: &CapacityArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let state = load::world_state(&args.world, &data, source)?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let (text, answer) = match (&args.from, &args.to) {
        (Some(from), Some(to)) => between(args, &data, &manner, &state, [from, to])?,
        _ => loaded(args, &data, source, &manner, &state)?,
    };
    Output::to(args.answer.output.as_ref()).write(&text)?;
    Ok(answer)
}

/// The most between two ends.
fn between(
    args: &CapacityArgs,
    data: &Dataset,
    manner: &Manner,
    state: &State,
    ends: [&str; 2],
) -> Result<(String, Answer), Error> {
    let names = Names::new(data);
    let [mut from, mut to] = [end(data, names, ends[0])?, end(data, names, ends[1])?];
    if is_exclave_of(&to.id, &from.id) {
        from = without(from, &to);
    } else if is_exclave_of(&from.id, &to.id) {
        to = without(to, &from);
    }
    let found = capacity(manner.ground(data), &from, &to, state)?;
    let text = match args.answer.format {
        AnalysisFormat::Table => report::capacity::table(data, &found),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => export::capacity_csv(&found)?,
        AnalysisFormat::Geojson => export::capacity_geojson(data, &found)?,
    };
    Ok((text, if found.verdict == CapacityVerdict::NoRoute { Answer::No } else { Answer::Yes }))
}

/// Trade against capacities.
fn loaded(
    args: &CapacityArgs,
    data: &Dataset,
    source: &Source,
    manner: &Manner,
    state: &State,
) -> Result<(String, Answer), Error> {
    let pairs = load::pairs(&args.many, data, source)?;
    let found = network_load(manner.ground(data), &pairs, state)?;
    let text = match args.answer.format {
        AnalysisFormat::Table => report::capacity::load(&found),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => export::load_csv(&found)?,
        AnalysisFormat::Geojson => export::load_geojson(data, &found)?,
    };
    Ok((text, if found.rows.is_empty() { Answer::No } else { Answer::Yes }))
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
