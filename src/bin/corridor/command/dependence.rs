//! `corridor dependence`.

use corridor::analysis::{self, Dependence, Pairs, State, Subjects, dependence, gas_supply};
use corridor::error::Error;
use corridor::export;
use corridor::model::{Dataset, Mode, is_exclave_of};
use corridor::names::Names;

use crate::args::{AnalysisFormat, DependenceArgs, DependenceQuestion, OfArg, OnArg};
use crate::load::Source;
use crate::output::{Output, csv, geojson, json};
use crate::report::width::for_people;
use crate::{Answer, load, report};

/// What two countries are looked at under when no scenario is named: the links that are said to change their hold on each other.
const FOR_TWO: [&str; 4] = ["base-2025", "rasht-astara-2028", "south-araz", "tripp"];
/// Modes that the railway projects of the region compete in; lorries reach all of it already.
const WITHOUT_ROAD: [Mode; 3] = [Mode::Rail, Mode::Sea, Mode::Ferry];

pub fn run(args: &DependenceArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let asked = Asked::of(&args.question, &data, source)?;
    let found = asked.answer(asked.question, None);
    let tables = || export::dependence_tables(&data, &found);
    let is_two = asked.named.len() == 2 && (args.question.of, args.question.on) == (OfArg::Countries, OnArg::Countries);
    let text = match args.answer.format {
        AnalysisFormat::Table if is_two => {
            let mut pipes = asked.manner.ground(&data);
            pipes.modes = &[Mode::Pipeline];
            let two = [asked.named[0].as_str(), asked.named[1].as_str()];
            let gas = report::dependence_of_two::subjects(two, &found)
                .into_iter()
                .filter_map(|(who, on)| Some(gas_supply(pipes, asked.states.first()?, &who, on.get(..2)?.parse().ok()?)))
                .collect::<Result<Vec<_>, _>>()?;
            let partners = analysis::DependenceQuestion { of: Subjects::Partners, ..asked.question };
            let without_road = args.question.manner.mode.is_empty().then(|| asked.answer(asked.question, Some(&WITHOUT_ROAD)));
            let brief = report::dependence_of_two::Brief {
                two,
                found: &found,
                without_road: without_road.as_deref(),
                partners: &asked.answer(partners, None),
                gas: &gas,
            };
            for_people(&report::dependence_of_two::table(&data, &brief))
        }
        AnalysisFormat::Table => for_people(&report::dependence::table(&data, &found, args.top.into())),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => csv(&tables())?,
        AnalysisFormat::Geojson => geojson(&tables())?,
    };
    Output::to(args.answer.output.as_ref()).write(&text)?;
    Ok(is_answered(&found))
}

/// Whether any pair has a way under any scenario, which is what an answer rests on.
pub fn is_answered(found: &[Dependence]) -> Answer {
    Answer::yes_if(found.iter().any(|found| found.pairs > 0))
}

/// The answer to a question, with the data that it is of: one entry a scenario.
pub fn ask(args: &DependenceQuestion, source: &Source) -> Result<(Dataset, Vec<Dependence>), Error> {
    let data = load::dataset(source, &[])?;
    let asked = Asked::of(args, &data, source)?;
    let found = asked.answer(asked.question, None);
    Ok((data, found))
}

/// A question with its names resolved.
struct Asked<'a> {
    data: &'a Dataset,
    named: Vec<String>,
    pairs: Pairs,
    states: Vec<State>,
    manner: load::Manner,
    question: analysis::DependenceQuestion,
}

impl<'a> Asked<'a> {
    fn of(args: &DependenceQuestion, data: &'a Dataset, source: &Source) -> Result<Asked<'a>, Error> {
        let names = Names::new(data);
        let named = args.countries.iter().map(|text| load::subject(data, names, text)).collect::<Result<Vec<_>, _>>()?;
        if let [first, second] = named.as_slice()
            && first == second
        {
            return Err(Error::Usage {
                code: "same-place",
                message: format!("{first} is named twice: nobody depends on themselves"),
                help: Some("name two, or one to see whom it depends on".into()),
            });
        }
        let mut pairs = load::pairs(&args.many, data, source)?;
        if args.many.is_default() {
            named.iter().try_for_each(|code| pairs.include(data, code))?;
        }
        let mut library = load::library(source)?;
        let wanted: Vec<String> = match (args.scenario.is_empty(), named.len()) {
            (false, _) => args.scenario.clone(),
            (true, 2) => FOR_TWO.map(str::to_owned).to_vec(),
            (true, _) => vec![FOR_TWO[0].to_owned()],
        };
        let states = wanted.iter().map(|name| load::state(data, &mut library, name)).collect::<Result<Vec<_>, _>>()?;
        let manner = load::Manner::of(&args.manner, data)?;
        let question = analysis::DependenceQuestion { of: args.of.into(), on: args.on.into(), choice: args.choice };
        Ok(Asked { data, named, pairs, states, manner, question })
    }

    /// The answer under each scenario, by other modes where some are said.
    fn answer(&self, question: analysis::DependenceQuestion, modes: Option<&[Mode]>) -> Vec<Dependence> {
        let mut ground = self.manner.ground(self.data);
        ground.modes = modes.unwrap_or(ground.modes);
        self.states.iter().map(|state| about(dependence(ground, &self.pairs, state, question), &self.named)).collect()
    }
}

/// Only the rows of those that were named and their exclaves, or all where nobody was.
fn about(mut found: Dependence, named: &[String]) -> Dependence {
    let is_one = |who: &str| named.iter().any(|name| who == name || is_exclave_of(who, name));
    if !named.is_empty() && matches!(found.of, Subjects::Countries | Subjects::Partners) {
        found.rows.retain(|row| row.subject.split('/').any(is_one));
    }
    found
}
