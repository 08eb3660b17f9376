//! `corridor dependence`.

use std::path::Path;

use corridor::analysis::{Dependence, dependence};
use corridor::error::Error;
use corridor::export;
use corridor::model::Dataset;
use corridor::names::Names;
use corridor::network::Selector;

use crate::args::{AnalysisFormat, DependenceArgs};
use crate::output::{Output, json};
use crate::{Answer, load, report};

/// What two countries are looked at under when no scenario is named: the links that are said to change their hold on each other.
const FOR_TWO: [&str; 4] = ["base-2025", "rasht-astara-2028", "south-araz", "tripp"];

pub fn run(args: &DependenceArgs, dir: Option<&Path>) -> Result<Answer, Error> {
    let data = load::dataset(dir, &[])?;
    let names = Names::new(&data);
    let subjects = args.countries.iter().map(|text| subject(&data, names, text)).collect::<Result<Vec<_>, _>>()?;
    let pairs = load::pairs(&args.many, &data, dir)?;
    let mut library = load::library(dir)?;
    let wanted: Vec<String> = match (args.scenario.is_empty(), subjects.len()) {
        (false, _) => args.scenario.clone(),
        (true, 2) => FOR_TWO.map(str::to_owned).to_vec(),
        (true, _) => vec![FOR_TWO[0].to_owned()],
    };
    let states = wanted.iter().map(|name| load::state(&data, &mut library, name)).collect::<Result<Vec<_>, _>>()?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let ground = manner.ground(&data);
    let found: Vec<Dependence> = states.iter().map(|state| dependence(ground, &pairs, state)).collect();
    let text = match args.format {
        AnalysisFormat::Table => report::dependence::table(&data, &found, &subjects),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => export::dependence_csv(&found)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}

/// A country by code or name, or an exclave by its code.
fn subject(data: &Dataset, names: Names, text: &str) -> Result<String, Error> {
    if data.places.iter().any(|place| place.region.as_deref() == Some(text)) {
        return Ok(text.to_owned());
    }
    match names.avoidable(text)? {
        Selector::Country(country) => Ok(country.to_string()),
        other => Err(Error::Usage {
            message: format!("{} is not a country", other.describe(data)),
            help: Some("write a country, or an exclave: AZ-NX, RU-KGD".into()),
        }),
    }
}
