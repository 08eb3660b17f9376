//! `corridor route`.

use corridor::ask;
use corridor::error::Error;
use corridor::export;
use corridor::model::Dataset;
use corridor::network::Network;
use corridor::read::schema::Kind;
use corridor::route::{RouteAnswer, route};

use crate::args::{RouteArgs, RouteFormat, RouteQuestion};
use crate::load::Source;
use crate::output::{Output, csv, geojson, json};
use crate::report::width::for_people;
use crate::{Answer, load, report};

pub fn run(args: &RouteArgs, source: &Source) -> Result<Answer, Error> {
    if args.map && args.format != RouteFormat::Table {
        let help = Some("leave out --format, or draw the map for print: corridor chart map".into());
        return Err(Error::Usage { code: "map-without-table", message: "--map goes with the table".into(), help });
    }
    let is_ignored = match args.format {
        RouteFormat::Table => None,
        RouteFormat::Json => args.summary.then_some("--summary"),
        RouteFormat::Csv | RouteFormat::Geojson => {
            args.summary.then_some("--summary").or_else(|| args.explain.then_some("--explain"))
        }
    };
    if let Some(flag) = is_ignored {
        let help = Some("leave it or --format out".into());
        return Err(Error::Usage { code: "text-without-table", message: format!("{flag} goes with the table"), help });
    }
    // Titles of sources are shown by two of the forms only, and reading them takes a tenth of the time of an answer.
    let shows_sources = args.explain || args.format == RouteFormat::Json;
    let (data, answer) = ask(&args.question, source, shows_sources)?;
    let tables = || export::route_tables(&data, &answer);
    let text = match args.format {
        RouteFormat::Table => {
            let table = for_people(&report::route::table(&data, &answer, args.explain, args.summary));
            if args.map && answer.no_route.is_none() {
                let map = report::map::map(&data, &answer)?;
                // Colours are for a terminal, not for a file.
                let map = if args.output.is_some() { anstream::adapter::strip_str(&map).to_string() } else { map };
                format!("{map}\n\n{table}")
            } else {
                table
            }
        }
        RouteFormat::Json => json(&answer)?,
        RouteFormat::Csv => csv(&tables())?,
        RouteFormat::Geojson => geojson(&tables())?,
    };
    let is_no = answer.no_route.is_some();
    if is_no && args.format != RouteFormat::Json {
        report::route::show_separation(&answer);
        return Ok(Answer::No);
    }
    let output = Output::to(args.output.as_ref());
    if args.map {
        output.write_coloured(&text)?
    } else {
        output.write(&text)?
    }
    Ok(if is_no { Answer::No } else { Answer::Yes })
}

/// The answer to a question, with the data that it is of.
pub fn ask(args: &RouteQuestion, source: &Source, shows_sources: bool) -> Result<(Dataset, RouteAnswer), Error> {
    let useless = [Kind::Flow, Kind::Validation, Kind::Source];
    // A scenario names its own, which must be there.
    let useless = if shows_sources || args.world.scenario.is_some() { &useless[..2] } else { &useless };
    let (words, library) = load::route_words(args, source)?;
    let data = if words.is_plain() {
        load::dataset_for(source, useless, &words.places(), (&words.load, words.by, &words.modes()?))?
    } else {
        load::dataset(source, useless)?
    };
    let query = words.query(&data, &library)?;
    let load = ask::load(&data, &words.load)?;
    let network = Network::build(&data, load)?;
    let answer = route(&data, &network, &load.id, &query)?;
    Ok((data, answer))
}
