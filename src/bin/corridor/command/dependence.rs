//! `corridor dependence`.

use corridor::analysis::{Dependence, DependenceQuestion, Subjects, dependence, gas_supply};
use corridor::error::Error;
use corridor::export;
use corridor::model::{Mode, is_exclave_of};
use corridor::names::Names;

use crate::args::{AnalysisFormat, DependenceArgs, OfArg, OnArg};
use crate::load::Source;
use crate::output::{Output, json};
use crate::{Answer, load, report};

/// What two countries are looked at under when no scenario is named: the links that are said to change their hold on each other.
const FOR_TWO: [&str; 4] = ["base-2025", "rasht-astara-2028", "south-araz", "tripp"];
/// Modes that the railway projects of the region compete in; lorries reach all of it already.
const WITHOUT_ROAD: [Mode; 3] = [Mode::Rail, Mode::Sea, Mode::Ferry];

pub fn run(args: &DependenceArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let names = Names::new(&data);
    let named = args.countries.iter().map(|text| load::subject(&data, names, text)).collect::<Result<Vec<_>, _>>()?;
    let mut pairs = load::pairs(&args.many, &data, source)?;
    if args.many.is_default() {
        named.iter().try_for_each(|code| pairs.include(&data, code))?;
    }
    let mut library = load::library(source)?;
    let wanted: Vec<String> = match (args.scenario.is_empty(), named.len()) {
        (false, _) => args.scenario.clone(),
        (true, 2) => FOR_TWO.map(str::to_owned).to_vec(),
        (true, _) => vec![FOR_TWO[0].to_owned()],
    };
    let states = wanted.iter().map(|name| load::state(&data, &mut library, name)).collect::<Result<Vec<_>, _>>()?;
    let manner = load::Manner::of(&args.manner, &data)?;
    let question = DependenceQuestion { of: args.of.into(), on: args.on.into(), choice: args.choice };
    let ask = |question: DependenceQuestion, modes: Option<&'static [Mode]>| -> Vec<Dependence> {
        let mut ground = manner.ground(&data);
        ground.modes = modes.unwrap_or(ground.modes);
        states.iter().map(|state| about(dependence(ground, &pairs, state, question), &named)).collect()
    };
    let found = ask(question, None);
    let text = match args.answer.format {
        AnalysisFormat::Table if named.len() == 2 && (args.of, args.on) == (OfArg::Countries, OnArg::Countries) => {
            let partners = DependenceQuestion { of: Subjects::Partners, ..question };
            let without_road = args.manner.mode.is_empty().then(|| ask(question, Some(&WITHOUT_ROAD)));
            let two = [named[0].as_str(), named[1].as_str()];
            let mut pipes = manner.ground(&data);
            pipes.modes = &[Mode::Pipeline];
            let gas = report::dependence_of_two::subjects(two, &found)
                .into_iter()
                .filter_map(|(who, on)| Some(gas_supply(pipes, states.first()?, &who, on.get(..2)?.parse().ok()?)))
                .collect::<Result<Vec<_>, _>>()?;
            let brief = report::dependence_of_two::Brief {
                two,
                found: &found,
                without_road: without_road.as_deref(),
                partners: &ask(partners, None),
                gas: &gas,
            };
            report::dependence_of_two::table(&data, &brief)
        }
        AnalysisFormat::Table => report::dependence::table(&data, &found, args.top.into()),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => export::dependence_csv(&found)?,
        AnalysisFormat::Geojson => export::dependence_geojson(&data, &found)?,
    };
    Output::to(args.answer.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}

/// Only the rows of those that were named and their exclaves, or all where nobody was.
fn about(mut found: Dependence, named: &[String]) -> Dependence {
    let is_one = |who: &str| named.iter().any(|name| who == name || is_exclave_of(who, name));
    if !named.is_empty() && matches!(found.of, Subjects::Countries | Subjects::Partners) {
        found.rows.retain(|row| row.subject.split('/').any(is_one));
    }
    found
}
