//! `corridor compare`.

use std::path::Path;

use corridor::analysis::{Beyond, Comparison, LinkValues, Player, State, compare, link_values};
use corridor::error::Error;
use corridor::export;
use corridor::model::Dataset;
use corridor::names::Names;
use corridor::network::Selector;
use corridor::scenario::Library;
use serde::Serialize;

use crate::args::{CompareArgs, ComparisonFormat};
use crate::output::{Output, json};
use crate::{Answer, load, report};

/// The scenario whose links are valued when none are named.
const PROPOSED: &str = "all-proposed";

#[derive(Serialize)]
struct Whole {
    comparison: Comparison,
    links: Option<LinkValues>,
}

pub fn run(args: &CompareArgs, dir: Option<&Path>) -> Result<Answer, Error> {
    let data = load::dataset(dir, &[])?;
    let names = Names::new(&data);
    let pairs = load::pair_or_many(args.from.as_deref(), args.to.as_deref(), &args.many, &data, dir)?;
    let mut library = load::library(dir)?;
    let base = load::state(&data, &mut library, &args.base)?;
    let mut others = args.scenario.iter().map(|name| load::state(&data, &mut library, name)).collect::<Result<Vec<_>, _>>()?;
    others.extend(own_state(args, names, &base)?);
    let is_default = others.is_empty();
    if is_default {
        others.push(load::state(&data, &mut library, PROPOSED)?);
    }
    let manner = load::Manner::of(&args.manner, &data)?;
    let ground = manner.ground(&data);
    let is_one = pairs.list.len() == 1;
    let beyond = Beyond { choice: args.choice || is_one, disruption: args.disruption || is_one };
    let comparison = compare(ground, &pairs, &base, &others, beyond)?;
    let players = players(args, names, &data, &library, is_default)?;
    let links = if players.is_empty() { None } else { Some(link_values(ground, &pairs, &base.scenario, &players)?) };
    let text = match args.format {
        ComparisonFormat::Table => report::compare::table(&comparison, links.as_ref()),
        ComparisonFormat::Json => json(&Whole { comparison, links })?,
        ComparisonFormat::Csv => export::comparison_csv(&comparison)?,
        ComparisonFormat::Geojson => export::comparison_geojson(&data, &comparison)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}

/// The scenario that the flags say, on top of the base.
fn own_state(args: &CompareArgs, names: Names, base: &State) -> Result<Option<State>, Error> {
    if args.with.is_empty() && args.without.is_empty() && args.close.is_empty() {
        return Ok(None);
    }
    let mut scenario = base.scenario.clone();
    scenario.with.extend(load::selectors(&args.with, |text| names.segments(text))?);
    scenario.without.extend(load::selectors(&args.without, |text| names.segments(text))?);
    scenario.close.extend(load::selectors(&args.close, |text| names.closable(text))?);
    let said = [("with", &args.with), ("without", &args.without), ("closed:", &args.close)];
    let words = said.iter().filter(|(_, list)| !list.is_empty()).map(|(word, list)| format!("{word} {}", list.join(", ")));
    let title = words.collect::<Vec<_>>().join("; ");
    Ok(Some(State { id: "flags".into(), title, scenario }))
}

/// The proposed links to value: those named, or in a default comparison those that `all-proposed` opens.
fn players(args: &CompareArgs, names: Names, data: &Dataset, library: &Library, is_default: bool) -> Result<Vec<Player>, Error> {
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
