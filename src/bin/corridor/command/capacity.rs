//! `corridor capacity`.

use corridor::analysis::{Capacity, CapacityVerdict, End, NetworkLoad, State, capacity, end_of, network_load};
use corridor::error::Error;
use corridor::export::{Table, capacity_tables, load_tables};
use corridor::model::{Dataset, is_exclave_of};
use corridor::names::Names;

use crate::args::{AnalysisFormat, CapacityArgs, CapacityQuestion};
use crate::load::Manner;
use crate::load::Source;
use crate::output::{Output, csv, geojson, json};
use crate::report::width::for_people;
use crate::{Answer, load, report};

pub fn run(args: &CapacityArgs, source: &Source) -> Result<Answer, Error> {
    let (data, found) = ask(&args.question, source)?;
    let text = match (args.answer.format, &found) {
        (AnalysisFormat::Table, Found::Between(found)) => for_people(&report::capacity::table(&data, found)),
        (AnalysisFormat::Table, Found::Loads(found)) => for_people(&report::capacity::load(found)),
        (AnalysisFormat::Json, Found::Between(found)) => json(found.as_ref())?,
        (AnalysisFormat::Json, Found::Loads(found)) => json(found)?,
        (AnalysisFormat::Csv, found) => csv(&found.tables(&data))?,
        (AnalysisFormat::Geojson, found) => geojson(&found.tables(&data))?,
    };
    Output::to(args.answer.output.as_ref()).write(&text)?;
    Ok(found.answer())
}

/// What was found.
pub enum Found {
    /// The most between two ends.
    Between(Box<Capacity>),
    /// Trade against capacities.
    Loads(NetworkLoad),
}

impl Found {
    /// As tables.
    pub fn tables(&self, data: &Dataset) -> Vec<Table> {
        match self {
            Found::Between(found) => capacity_tables(data, found),
            Found::Loads(found) => load_tables(data, found),
        }
    }

    /// Whether it is a yes.
    pub fn answer(&self) -> Answer {
        Answer::yes_if(match self {
            Found::Between(found) => found.verdict != CapacityVerdict::NoRoute,
            Found::Loads(found) => !found.rows.is_empty(),
        })
    }
}

/// The answer to a question, with the data that it is of.
pub fn ask(args: &CapacityQuestion, source: &Source) -> Result<(Dataset, Found), Error> {
    let data = load::dataset(source, &[])?;
    let state = load::world_state(&args.world, &data, source)?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let found = match (&args.from, &args.to) {
        (Some(from), Some(to)) => Found::Between(Box::new(between(&data, &manner, &state, [from, to])?)),
        _ => Found::Loads(network_load(manner.ground(&data), &load::pairs(&args.many, &data, source)?, &state)?),
    };
    Ok((data, found))
}

/// The most between two ends.
fn between(data: &Dataset, manner: &Manner, state: &State, ends: [&str; 2]) -> Result<Capacity, Error> {
    let names = Names::new(data);
    let [mut from, mut to] = [end(data, names, ends[0])?, end(data, names, ends[1])?];
    if is_exclave_of(&to.id, &from.id) {
        from = without(from, &to);
    } else if is_exclave_of(&from.id, &to.id) {
        to = without(to, &from);
    }
    capacity(manner.ground(data), &from, &to, state)
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
