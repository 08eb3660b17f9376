//! `corridor validation`: our value beside each published one.

use clap::Parser;
use corridor::error::Error;
use corridor::issue::{Issue, Severity};
use corridor::itinerary::Itinerary;
use corridor::model::{Country, Dataset, Mode, ValidationCase, Word};
use corridor::network::Network;
use corridor::route::route;

use crate::args::{PageArgs, PageFormat, RouteQuestion};
use crate::load::Source;
use crate::output::{Output, json};
use crate::report::validation::{Outcome, markdown};
use crate::{Answer, load};

pub fn run(args: &PageArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let outcomes: Vec<Outcome> = data.validation.iter().map(|case| outcome(&data, case)).collect::<Result<_, _>>()?;
    let text = match args.format {
        PageFormat::Markdown => markdown(&outcomes),
        PageFormat::Json => json(&outcomes)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}

fn outcome<'a>(data: &Dataset, case: &'a ValidationCase) -> Result<Outcome<'a>, Error> {
    let value = ours(data, case)?;
    // Six figures are more than any published one has; without rounding, the last digits of a sum would show.
    let value = value.map(|v| (v * 1e4).round() / 1e4);
    let method = match case.method.as_str() {
        "none" => "not computed".to_owned(),
        method => format!("{method}: {}", case.args),
    };
    Ok(Outcome {
        id: &case.id,
        what: format!("{} - {}, {}", case.origin, case.destination, case.route),
        quantity: &case.quantity,
        published: case.value,
        unit: &case.unit,
        low: case.low,
        high: case.high,
        ours: value,
        inside: value.map(|v| (case.low..=case.high).contains(&v)),
        independent: case.independent,
        method,
        source: &case.source,
        year: &case.year,
        note: case.note.as_deref(),
    })
}

/// The program's value for a case. `None` where the method says that there is none, or where there is no route.
fn ours(data: &Dataset, case: &ValidationCase) -> Result<Option<f64>, Error> {
    let wrong = |what: &str| wrong(case, what);
    let words: Vec<&str> = case.args.split_whitespace().collect();
    match case.method.as_str() {
        "none" => Ok(None),
        "route" => Ok(itinerary(data, case, &case.args)?.and_then(|route| of_totals(&route, &case.quantity))),
        "country-km" => {
            let (args, country) = case.args.split_once("::").ok_or_else(|| wrong("ROUTE :: COUNTRY is expected"))?;
            let country: Country = country.trim().parse().map_err(|()| wrong("no such country"))?;
            let inside = |route: &Itinerary| route.countries.iter().filter(|c| c.country == country).map(|c| c.km).sum();
            Ok(itinerary(data, case, args)?.map(|route| inside(&route)))
        }
        "saving" => {
            let (first, second) = case.args.split_once("||").ok_or_else(|| wrong("ROUTE || ROUTE is expected"))?;
            let (first, second) = (itinerary(data, case, first)?, itinerary(data, case, second)?);
            Ok(first.zip(second).and_then(|(a, b)| saving(&a, &b, case)))
        }
        "impedance" => match words.as_slice() {
            [mode, area, column] => Ok(impedance(data, mode, area, column).map(|value| in_unit(value, &case.quantity))),
            _ => Err(wrong("MODE AREA COLUMN is expected")),
        },
        "crossing-mean" | "crossing-side" => {
            let mean =
                crossing_mean(data, &words).ok_or_else(|| wrong("[PLACE] COUNTRY MODE in|out|all hours|usd is expected"))?;
            // Our rows hold both posts of a border; a survey that counts one side is compared with half.
            Ok(mean.map(|both| if case.method == "crossing-side" { both / 2.0 } else { both }))
        }
        "capacity" => Ok(data.segment_ix(&case.args).and_then(|ix| data.segment(ix).capacity.as_ref().map(|(c, _)| c.central))),
        "flow" => Ok(data.flows.iter().find(|flow| flow.id == case.args).map(|flow| flow.value)),
        method => Err(wrong(&format!("no method named {method}"))),
    }
}

fn wrong(case: &ValidationCase, what: &str) -> Error {
    let mut issue = Issue::new(Severity::Error, "validation-case", "validation.csv", what);
    issue.id = Some(case.id.clone());
    Error::Data(vec![issue.help("data/README.md explains the columns method and args")])
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    route: RouteQuestion,
}

fn itinerary(data: &Dataset, case: &ValidationCase, args: &str) -> Result<Option<Itinerary>, Error> {
    let words = std::iter::once("route").chain(args.split_whitespace());
    let line = Line::try_parse_from(words).map_err(|error| wrong(case, error.to_string().lines().next().unwrap_or_default()))?;
    let Some(load) = data.load(&line.route.load) else { return Ok(None) };
    let network = Network::build(data, load)?;
    let (words, library) = load::route_words(&line.route, &Source::default())?;
    let answer = route(data, &network, &load.id, &words.query(data, &library)?)?;
    Ok(answer.routes.into_iter().next())
}

fn of_totals(route: &Itinerary, quantity: &str) -> Option<f64> {
    let totals = &route.totals;
    match quantity {
        "distance_km" => Some(totals.km),
        "transit_days" => Some(totals.hours.central / 24.0),
        "transit_hours" => Some(totals.hours.central),
        "border_crossings" | "land_border_crossings" => Some(totals.border_crossings as f64),
        "gauge_breaks" => Some(totals.gauge_changes as f64),
        quantity if quantity.starts_with("cost_usd_per_") => Some(totals.usd.central),
        _ => None,
    }
}

fn saving(first: &Itinerary, second: &Itinerary, case: &ValidationCase) -> Option<f64> {
    let usd = |route: &Itinerary| route.totals.usd.central;
    let hours = |route: &Itinerary| route.totals.hours.central;
    match case.quantity.as_str() {
        "saving_pct" if case.route.contains("cost") => Some(100.0 * (usd(first) - usd(second)) / usd(first)),
        "saving_pct" => Some(100.0 * (hours(first) - hours(second)) / hours(first)),
        "saving_days" => Some((hours(first) - hours(second)) / 24.0),
        "saving_usd_per_15t" => Some(15.0 * (usd(first) - usd(second))),
        _ => None,
    }
}

fn impedance(data: &Dataset, mode: &str, area: &str, column: &str) -> Option<f64> {
    let mode = Mode::of(mode)?;
    let row = data.impedances.iter().find(|row| row.mode == mode && row.area == area)?;
    match column {
        "km_per_day" => Some(row.km_per_day.central),
        "usd_per_teu_km" => Some(row.usd_per_teu_km.central),
        _ => None,
    }
}

/// The survey counts 20 t over 500 km; a TEU carries 18 t.
fn in_unit(value: f64, quantity: &str) -> f64 {
    if quantity == "cost_usd_per_500km_20t" { value * 500.0 * 20.0 / 18.0 } else { value }
}

/// Mean of the central values over the rows of one country's borders.
fn crossing_mean(data: &Dataset, words: &[&str]) -> Option<Option<f64>> {
    let (place, [country, mode, direction, column]) = match words {
        [country, mode, direction, column] => (None, [*country, *mode, *direction, *column]),
        [place, country, mode, direction, column] => (Some(data.place_ix(place)?), [*country, *mode, *direction, *column]),
        _ => return None,
    };
    let (country, mode): (Country, Mode) = (country.parse().ok()?, Mode::of(mode)?);
    let is_wanted = |row: &&corridor::model::Crossing| {
        let leaves = row.from == Some(country);
        let enters = row.to == Some(country);
        let is_direction = match direction {
            "in" => enters,
            "out" => leaves,
            _ => enters || leaves,
        };
        row.mode == mode && row.control && row.place.is_some() && is_direction && place.is_none_or(|p| row.place == Some(p))
    };
    let values: Vec<f64> = data
        .crossings
        .iter()
        .filter(is_wanted)
        .map(|row| if column == "usd" { row.usd.central } else { row.hours.central })
        .collect();
    Some((!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64))
}
