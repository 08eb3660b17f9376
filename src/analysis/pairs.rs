//! Origins and destinations, with the weight that each pair has.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Error;
use crate::issue::{Issue, Severity, nearest, quoted};
use crate::model::{Country, Dataset, Flow, PlaceIx};
use crate::names::Names;

/// One origin and destination.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OdPair {
    /// Where from.
    pub from: PlaceIx,
    /// Where to.
    pub to: PlaceIx,
    /// What it counts in a sum.
    pub weight: f64,
}

/// Pairs, and what their weights are.
#[derive(Debug, Clone)]
pub struct Pairs {
    /// The pairs, in order.
    pub list: Vec<OdPair>,
    /// What the weights are, in words.
    pub weights: String,
}

/// How a row of pairs may look.
#[derive(Debug, Clone, Serialize, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Row {
    from: String,
    to: String,
    weight: Option<f64>,
}

impl Pairs {
    /// One pair, of weight 1.
    pub fn one(from: PlaceIx, to: PlaceIx) -> Pairs {
        Pairs { list: vec![OdPair { from, to, weight: 1.0 }], weights: "one pair".into() }
    }

    /// Pairs of the published trade of one definition, weighted by its figures; a country stands for its main place. `name` is the definition, or
    /// `definition:year` where several years are known. Rows of other units and years are never mixed; rows without two countries are left out.
    ///
    /// # Errors
    /// [`Error::Name`] where there is no such trade, or where it has several units or years.
    pub fn from_flows(data: &Dataset, name: &str) -> Result<Pairs, Error> {
        let (definition, year) = name.split_once(':').map_or((name, None), |(definition, year)| (definition, Some(year)));
        let rows: Vec<&Flow> =
            data.flows.iter().filter(|flow| flow.definition == definition && year.is_none_or(|year| flow.year == year)).collect();
        let kinds: BTreeSet<(&str, &str)> = rows.iter().map(|flow| (flow.unit.as_str(), flow.year.as_str())).collect();
        let help = |text: String| Some(text);
        let kind = match kinds.iter().collect::<Vec<_>>().as_slice() {
            [] => {
                let near = nearest(definition, data.flows.iter().map(|flow| flow.definition.as_str()));
                let near = near.map_or("`corridor flows` lists them".to_owned(), |near| format!("did you mean \"{near}\"?"));
                return Err(Error::Name { message: format!("no trade is counted as {}", quoted(definition)), help: help(near) });
            }
            [kind] => **kind,
            several => {
                let years: Vec<String> = several.iter().map(|(unit, year)| format!("{definition}:{year} ({unit})")).collect();
                let message = format!("{} has figures that do not add up", quoted(name));
                return Err(Error::Name { message, help: help(format!("name a year: {}", years.join(", "))) });
            }
        };
        let place = |text: &str| {
            let code: Country = text.parse().ok()?;
            data.countries.iter().find(|country| country.code == code)?.main_place
        };
        let pair = |flow: &&Flow| {
            let (from, to) = (place(&flow.origin)?, place(&flow.destination)?);
            (from != to).then_some(OdPair { from, to, weight: flow.value })
        };
        let list: Vec<OdPair> = rows.iter().filter_map(pair).collect();
        if list.is_empty() {
            let message = format!("the trade counted as {} is not between two countries with a main place", quoted(definition));
            return Err(Error::Name { message, help: help("`corridor flows` shows what is counted from where to where".into()) });
        }
        let left_out = rows.len() - list.len();
        let rest = if left_out > 0 { format!("; {left_out} rows without two countries left out") } else { String::new() };
        let (unit, year) = kind;
        Ok(Pairs { list, weights: format!("weights: {definition}, {unit}, {year}, between main places{rest}") })
    }

    /// Pairs of a CSV text with the columns `from`, `to` and, if they differ, `weight`.
    ///
    /// # Errors
    /// [`Error::Data`] with every row that is wrong.
    pub fn from_csv(names: Names, file: &str, text: &str) -> Result<Pairs, Error> {
        let mut issues = Vec::new();
        let mut list = Vec::new();
        let mut is_weighted = false;
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        for (number, row) in reader.deserialize::<Row>().enumerate() {
            let line = number + 2;
            let mut wrong = |message: String, help: &str| {
                issues.push(Issue::new(Severity::Error, "pairs", file, message).line(line).help(help));
            };
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    wrong(error.to_string(), "the columns are from, to and, if pairs differ in weight, weight");
                    continue;
                }
            };
            let weight = row.weight.unwrap_or(1.0);
            is_weighted |= row.weight.is_some();
            if !weight.is_finite() || weight < 0.0 {
                wrong(format!("a weight of {weight} cannot be"), "weights are zero or more");
                continue;
            }
            match (names.place(&row.from), names.place(&row.to)) {
                (Ok(from), Ok(to)) if from.place == to.place => {
                    wrong(format!("{} and {} are one place", quoted(&row.from), quoted(&row.to)), "take the row out");
                }
                (Ok(from), Ok(to)) => list.push(OdPair { from: from.place, to: to.place, weight }),
                (from, to) => {
                    for error in [from.err(), to.err()].into_iter().flatten() {
                        wrong(error.to_string(), error.help().unwrap_or_default());
                    }
                }
            }
        }
        if list.is_empty() && issues.is_empty() {
            issues.push(
                Issue::new(Severity::Error, "pairs", file, "there is no pair")
                    .line(1)
                    .help("write from,to and a row for each pair"),
            );
        }
        if !issues.is_empty() {
            return Err(Error::Data(issues));
        }
        let weights = if is_weighted { format!("weights of {file}") } else { format!("pairs of {file}, all of the same weight") };
        Ok(Pairs { list, weights })
    }
}
