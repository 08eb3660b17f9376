//! `corridor compare`.

use corridor::analysis::{Beyond, ComparisonAnswer, Measure, Player, State, compare, link_values};
use corridor::ask::Changes;
use corridor::error::Error;
use corridor::export;
use corridor::issue::quoted;
use corridor::model::{Dataset, Segment, Status};
use corridor::names::Names;
use corridor::network::Selector;
use corridor::scenario::Library;

use crate::args::{CompareArgs, CompareQuestion, ComparisonFormat};
use crate::load::Source;
use crate::output::{Output, csv, geojson, json};
use crate::report::width::for_people;
use crate::{Answer, load, report};

/// The scenario whose links are valued when none are named.
const PROPOSED: &str = "all-proposed";

pub fn run(args: &CompareArgs, source: &Source) -> Result<Answer, Error> {
    let (data, answer) = ask(&args.question, source)?;
    let tables = || export::comparison_tables(&data, &answer);
    let text = match args.format {
        ComparisonFormat::Table => for_people(&report::compare::table(&data, &answer)),
        ComparisonFormat::Json => json(&answer)?,
        ComparisonFormat::Csv => csv(&tables())?,
        ComparisonFormat::Geojson => geojson(&tables())?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::yes_if(answer.comparison.has_way()))
}

/// The answer to a question, with the data that it is of.
pub fn ask(args: &CompareQuestion, source: &Source) -> Result<(Dataset, ComparisonAnswer), Error> {
    let data = load::dataset(source, &[])?;
    let names = Names::new(&data);
    let pairs = load::pair_or_many(args.from.as_deref(), args.to.as_deref(), &args.many, &data, source)?;
    let mut library = load::library(source)?;
    let base = load::state(&data, &mut library, &args.base)?;
    let mut others = args.scenario.iter().map(|name| load::state(&data, &mut library, name)).collect::<Result<Vec<_>, _>>()?;
    others.extend(own_state(args, &data, &base)?);
    each_once(&base, &others)?;
    let is_default = others.is_empty();
    if is_default {
        others.push(match source.foreign() {
            Some(_) => proposed_edges(&data, &base)?,
            None => load::state(&data, &mut library, PROPOSED)?,
        });
    }
    let manner = load::Manner::of(&args.manner, &data)?;
    let ground = manner.ground(&data);
    let is_one = pairs.list.len() == 1;
    let beyond = Beyond { choice: args.choice || is_one, disruption: args.disruption || is_one };
    let comparison = compare(ground, &pairs, &base, &others, beyond)?;
    let players = players(args, names, &data, &library, is_default && source.foreign().is_none())?;
    let mut links = Vec::new();
    if !players.is_empty() {
        let measures = [(true, Measure::Best), (beyond.choice, Measure::Choice), (beyond.disruption, Measure::Disruption)];
        for (_, measure) in measures.into_iter().filter(|(is_asked, _)| *is_asked) {
            links.push(link_values(ground, &pairs, &base.scenario, &players, measure)?);
        }
    }
    let answer = ComparisonAnswer::of(comparison, links);
    Ok((data, answer))
}

/// Rows of an answer are told apart by their scenarios.
fn each_once(base: &State, others: &[State]) -> Result<(), Error> {
    let ids: Vec<&str> = std::iter::once(base).chain(others).map(|state| state.id.as_str()).collect();
    match ids.iter().enumerate().find(|(i, id)| ids[..*i].contains(id)) {
        Some((_, id)) => Err(Error::Usage {
            code: "scenario-twice",
            message: format!("the scenario {} stands on both sides, or twice", quoted(id)),
            help: Some("name each once; a file counts as the scenario that its name says, so give it another name".into()),
        }),
        None => Ok(()),
    }
}

/// The scenario that the flags say, on top of the base.
fn own_state(args: &CompareQuestion, data: &Dataset, base: &State) -> Result<Option<State>, Error> {
    let flags = Changes {
        with: args.with.clone(),
        without: args.without.clone(),
        close: args.close.clone(),
        reopen: args.reopen.clone(),
    };
    if flags.is_empty() {
        return Ok(None);
    }
    let mut scenario = base.scenario.clone();
    flags.apply(data, &mut scenario)?;
    Ok(Some(State { id: "flags".into(), title: flags.in_words(), scenario }))
}

/// A network of others with all its edges that are planned or being built.
fn proposed_edges(data: &Dataset, base: &State) -> Result<State, Error> {
    let mut scenario = base.scenario.clone();
    let is_proposed = |segment: &Segment| matches!(segment.status, Status::Planned | Status::UnderConstruction);
    let proposed = data.segment_entries().filter(|(_, segment)| is_proposed(segment)).map(|(ix, _)| Selector::Segment(ix));
    scenario.with.extend(proposed);
    if scenario.with == base.scenario.with {
        let message = "the network has no planned edge to compare with".into();
        let help = Some("say what changes: --without, --close or --with names of edges, nodes or countries".into());
        return Err(Error::Usage { code: "nothing-planned", message, help });
    }
    Ok(State { id: "planned".into(), title: "with all planned edges".into(), scenario })
}

/// The proposed links to value: those named, or in a default comparison those that `all-proposed` opens.
fn players(
    args: &CompareQuestion,
    names: Names,
    data: &Dataset,
    library: &Library,
    is_default: bool,
) -> Result<Vec<Player>, Error> {
    let player =
        |selector: Selector, reopen: Vec<Selector>| Player { name: selector.describe(data), with: vec![selector], reopen };
    if !args.links.is_empty() {
        return args.links.iter().map(|text| Ok(player(names.segments(text)?, Vec::new()))).collect();
    }
    if !is_default {
        return Ok(Vec::new());
    }
    let proposed = library.find(data, PROPOSED)?.scenario;
    Ok(proposed.with.into_iter().map(|selector| player(selector, proposed.reopen.clone())).collect())
}
