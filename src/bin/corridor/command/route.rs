//! `corridor route`.

use corridor::error::Error;
use corridor::export;
use corridor::model::{Dataset, Mode};
use corridor::names::Names;
use corridor::network::{AlternativeLimits, Constraints, Network};
use corridor::query::{RouteQuery, Snapped};
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
        return Err(Error::Usage { message: "--map goes with the table".into(), help });
    }
    // Titles of sources are shown by two of the forms only, and reading them takes a tenth of the time of an answer.
    let shows_sources = args.explain || args.format == RouteFormat::Json;
    let (data, answer) = ask(&args.question, source, shows_sources)?;
    let tables = || export::route_tables(&data, &answer);
    let text = match args.format {
        RouteFormat::Table => {
            let table = for_people(&report::route::table(&data, &answer, args.explain, args.summary));
            if args.map && answer.no_route.is_none() {
                let map = report::map::map(&data, &answer);
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
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(if is_no { Answer::No } else { Answer::Yes })
}

/// The answer to a question, with the data that it is of.
pub fn ask(args: &RouteQuestion, source: &Source, shows_sources: bool) -> Result<(Dataset, RouteAnswer), Error> {
    let useless = [Kind::Flow, Kind::Validation, Kind::Source];
    let useless = if shows_sources { &useless[..2] } else { &useless };
    let is_plain = args.world.is_plain() && args.avoid.is_empty() && args.corridor.is_none() && args.alternatives == 1;
    let data = if is_plain {
        let places: Vec<&str> = [&args.from].into_iter().chain(&args.via).chain([&args.to]).map(String::as_str).collect();
        load::dataset_for(source, useless, &places, (&args.load, args.by.into(), &modes(args)?))?
    } else {
        load::dataset(source, useless)?
    };
    let query = query(args, &data, source)?;
    let load = load::load(&data, &args.load)?;
    let network = Network::build(&data, load)?;
    let answer = route(&data, &network, &load.id, &query)?;
    Ok((data, answer))
}

/// Arguments to a question, with names resolved.
pub fn query(args: &RouteQuestion, data: &Dataset, source: &Source) -> Result<RouteQuery, Error> {
    let names = Names::new(data);
    let mut snapped = Vec::new();
    let mut place = |text: &str| {
        let found = names.place(text)?;
        if let Some(km) = found.snapped_km {
            let km = (km * 10.0).round() / 10.0;
            snapped.push(Snapped { asked: text.to_owned(), place: data.place(found.place).id.clone(), km });
        }
        Ok::<_, Error>(found.place)
    };
    let mut query = RouteQuery::new(place(&args.from)?, place(&args.to)?);
    query.via = args.via.iter().map(|text| place(text)).collect::<Result<_, _>>()?;
    query.snapped = snapped;
    query.objective = args.by.into();
    query.constraints = Constraints { modes: modes(args)?, avoid: load::selectors(&args.avoid, |text| names.avoidable(text))? };
    query.scenario = load::world(&args.world, data, source)?.between(data, &query.constraints.modes, query.from, query.to);
    query.corridor = args.corridor.as_ref().map(|text| names.corridor(text).map(str::to_owned)).transpose()?;
    query.count = usize::from(args.alternatives);
    query.limits =
        AlternativeLimits { max_overlap: args.max_overlap, max_detour: args.max_detour, ..AlternativeLimits::default() };
    Ok(query)
}

fn modes(args: &RouteQuestion) -> Result<Vec<Mode>, Error> {
    let mut modes: Vec<Mode> = load::modes(&args.mode).into_iter().filter(|mode| !args.without_mode.contains(mode)).collect();
    modes.sort();
    modes.dedup();
    if modes.is_empty() {
        return Err(Error::Usage {
            message: "no mode is left to use".into(),
            help: Some("--mode and --without-mode exclude each other here".into()),
        });
    }
    load::one_cargo(&modes)?;
    Ok(modes)
}
