//! How the program's value beside a published figure is found: the columns `method` and `args` of validation.csv.

use clap::Parser;
use corridor::error::Error;
use corridor::issue::{Issue, Severity};
use corridor::itinerary::Itinerary;
use corridor::model::{Country, Crossing, Dataset, Impedance, Mode, PlaceIx, ValidationCase, Word};
use corridor::network::Network;
use corridor::query::RouteQuery;
use corridor::read::{RawDataset, RawRecord};
use corridor::route::route;

use crate::args::RouteQuestion;
use crate::load::{self, Source};

/// A method with its arguments, understood.
pub enum Method {
    /// A total of the best route.
    Route(Question, Total),
    /// Kilometres of the best route in a country.
    CountryKm(Question, Country),
    /// What the second route saves against the first.
    Saving(Question, Question, Saving),
    /// A value of a table; none where the table does not say it, or where the figure is not computed.
    Value(Option<f64>),
}

/// What of a row means nothing.
pub struct Wrong {
    /// The column.
    field: &'static str,
    /// What is wrong with it.
    message: String,
}

const HELP: &str = "data/README.md explains the columns method and args";

impl Wrong {
    /// Of a case whose row is not at hand.
    pub fn of(self, case: &ValidationCase) -> Issue {
        let mut issue = Issue::new(Severity::Error, "validation-case", "validation.csv", self.message).field(self.field);
        issue.id = Some(case.id.clone());
        issue.help(HELP)
    }

    /// With file and line.
    pub fn at(self, raw: &RawDataset, row: &RawRecord) -> Issue {
        raw.issue(Severity::Error, "validation-case", row, Some(self.field), self.message).help(HELP)
    }
}

type Total = fn(&Itinerary) -> f64;
type Saving = fn(&Itinerary, &Itinerary) -> f64;

/// A question for a route, with the unit of load that it is about.
pub struct Question {
    load: String,
    query: Box<RouteQuery>,
}

fn args(message: impl Into<String>) -> Wrong {
    Wrong { field: "args", message: message.into() }
}

impl Method {
    /// Reads the method of a row.
    pub fn of(data: &Dataset, case: &ValidationCase) -> Result<Method, Wrong> {
        let words: Vec<&str> = case.args.split_whitespace().collect();
        let quantity = |what: &str| Wrong { field: "quantity", message: format!("{what} has no {}", case.quantity) };
        match case.method.as_str() {
            "none" => Ok(Method::Value(None)),
            "route" => {
                Ok(Method::Route(Question::of(data, &case.args)?, total(&case.quantity).ok_or_else(|| quantity("a route"))?))
            }
            "country-km" => {
                let (route, country) = case.args.split_once("::").ok_or_else(|| args("ROUTE :: COUNTRY is expected"))?;
                let country = country.trim().parse().map_err(|()| args(format!("{} is no country", country.trim())))?;
                Ok(Method::CountryKm(Question::of(data, route)?, country))
            }
            "saving" => {
                let (first, second) = case.args.split_once("||").ok_or_else(|| args("ROUTE || ROUTE is expected"))?;
                let saving = saving(case).ok_or_else(|| quantity("a pair of routes"))?;
                Ok(Method::Saving(Question::of(data, first)?, Question::of(data, second)?, saving))
            }
            "impedance" => {
                let value = impedance(data, &words)?;
                Ok(Method::Value(Some(in_unit(value, &case.quantity))))
            }
            "crossing-mean" => Ok(Method::Value(crossing_mean(data, &words)?)),
            // Our rows hold both posts of a border; a survey that counts one side is compared with half.
            "crossing-side" => Ok(Method::Value(crossing_mean(data, &words)?.map(|both| both / 2.0))),
            "capacity" => {
                let ix = data.segment_ix(&case.args).ok_or_else(|| args(format!("there is no segment {}", case.args)))?;
                Ok(Method::Value(data.segment(ix).capacity.as_ref().map(|(capacity, _)| capacity.central)))
            }
            "flow" => {
                let flow = data.flows.iter().find(|flow| flow.id == case.args);
                Ok(Method::Value(Some(flow.ok_or_else(|| args(format!("there is no flow {}", case.args)))?.value)))
            }
            method => Err(Wrong { field: "method", message: format!("no method named {method}") }),
        }
    }

    /// The value; none where there is no route, or no value in the table.
    pub fn value(&self, data: &Dataset) -> Result<Option<f64>, Error> {
        match self {
            Method::Route(question, total) => Ok(question.best(data)?.as_ref().map(total)),
            Method::CountryKm(question, country) => {
                let inside = |route: Itinerary| route.countries.iter().filter(|c| c.country == *country).map(|c| c.km).sum();
                Ok(question.best(data)?.map(inside))
            }
            Method::Saving(first, second, saving) => {
                Ok(first.best(data)?.zip(second.best(data)?).map(|(first, second)| saving(&first, &second)))
            }
            Method::Value(value) => Ok(*value),
        }
    }
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    route: RouteQuestion,
}

impl Question {
    fn of(data: &Dataset, line: &str) -> Result<Question, Wrong> {
        let words = std::iter::once("route").chain(line.split_whitespace());
        let line = Line::try_parse_from(words).map_err(|error| args(error.to_string().lines().next().unwrap_or_default()))?;
        let understood = || -> Result<Question, Error> {
            let load = corridor::ask::load(data, &line.route.load)?.id.clone();
            let (words, library) = load::route_words(&line.route, &Source::default())?;
            Ok(Question { load, query: Box::new(words.query(data, &library)?) })
        };
        understood().map_err(|error| args(error.to_string()))
    }

    /// The best route, if there is one.
    fn best(&self, data: &Dataset) -> Result<Option<Itinerary>, Error> {
        let network = Network::build(data, corridor::ask::load(data, &self.load)?)?;
        Ok(route(data, &network, &self.load, &self.query)?.routes.into_iter().next())
    }
}

fn total(quantity: &str) -> Option<Total> {
    match quantity {
        "distance_km" => Some(|route| route.totals.km),
        "transit_days" => Some(|route| route.totals.hours.central / 24.0),
        "transit_hours" => Some(|route| route.totals.hours.central),
        "border_crossings" | "land_border_crossings" => Some(|route| route.totals.border_crossings as f64),
        "gauge_breaks" => Some(|route| route.totals.gauge_changes as f64),
        quantity if quantity.starts_with("cost_usd_per_") => Some(|route| route.totals.usd.central),
        _ => None,
    }
}

fn usd(route: &Itinerary) -> f64 {
    route.totals.usd.central
}

fn hours(route: &Itinerary) -> f64 {
    route.totals.hours.central
}

fn saving(case: &ValidationCase) -> Option<Saving> {
    match case.quantity.as_str() {
        "saving_pct" if case.route.contains("cost") => Some(|a, b| 100.0 * (usd(a) - usd(b)) / usd(a)),
        "saving_pct" => Some(|a, b| 100.0 * (hours(a) - hours(b)) / hours(a)),
        "saving_days" => Some(|a, b| (hours(a) - hours(b)) / 24.0),
        "saving_usd_per_15t" => Some(|a, b| 15.0 * (usd(a) - usd(b))),
        _ => None,
    }
}

fn impedance(data: &Dataset, words: &[&str]) -> Result<f64, Wrong> {
    let &[mode, area, column] = words else { return Err(args("MODE AREA COLUMN is expected")) };
    let of_column: fn(&Impedance) -> f64 = match column {
        "km_per_day" => |row| row.km_per_day.central,
        "usd_per_teu_km" => |row| row.usd_per_teu_km.central,
        _ => return Err(args(format!("{column} is neither km_per_day nor usd_per_teu_km"))),
    };
    let mode_of = Mode::of(mode).ok_or_else(|| args(format!("{mode} is no mode")))?;
    let row = data.impedances.iter().find(|row| row.mode == mode_of && row.area == area);
    row.map(of_column).ok_or_else(|| args(format!("impedances.csv has no row {mode} {area}")))
}

/// The survey counts 20 t over 500 km; a TEU carries 18 t.
fn in_unit(value: f64, quantity: &str) -> f64 {
    if quantity == "cost_usd_per_500km_20t" { value * 500.0 * 20.0 / 18.0 } else { value }
}

/// Mean of the central values over the rows of one country's borders; none where there is no such row.
fn crossing_mean(data: &Dataset, words: &[&str]) -> Result<Option<f64>, Wrong> {
    let (place, [country, mode, direction, column]) = match *words {
        [country, mode, direction, column] => (None, [country, mode, direction, column]),
        [place, country, mode, direction, column] => (Some(place), [country, mode, direction, column]),
        _ => return Err(args("[PLACE] COUNTRY MODE in|out|all hours|usd is expected")),
    };
    let known = |place: &str| data.place_ix(place).ok_or_else(|| args(format!("there is no place {place}")));
    let place: Option<PlaceIx> = place.map(known).transpose()?;
    let country: Country = country.parse().map_err(|()| args(format!("{country} is no country")))?;
    let mode = Mode::of(mode).ok_or_else(|| args(format!("{mode} is no mode")))?;
    let is_direction: fn(bool, bool) -> bool = match direction {
        "in" => |enters, _| enters,
        "out" => |_, leaves| leaves,
        "all" => |enters, leaves| enters || leaves,
        _ => return Err(args(format!("{direction} is none of in, out and all"))),
    };
    let of_column: fn(&Crossing) -> f64 = match column {
        "hours" => |row| row.hours.central,
        "usd" => |row| row.usd.central,
        _ => return Err(args(format!("{column} is neither hours nor usd"))),
    };
    let is_wanted = |row: &&Crossing| {
        let is_way = is_direction(row.to == Some(country), row.from == Some(country));
        row.mode == mode && row.control && row.place.is_some() && is_way && place.is_none_or(|place| row.place == Some(place))
    };
    let values: Vec<f64> = data.crossings.iter().filter(is_wanted).map(of_column).collect();
    Ok((!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64))
}
