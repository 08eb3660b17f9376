//! Origins and destinations, with the weight that each pair has.

use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Error;
use crate::model::PlaceIx;
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

    /// Pairs of a CSV text with the columns `from`, `to` and, if they differ, `weight`.
    ///
    /// # Errors
    /// [`Error::Data`] with every row that is wrong.
    pub fn from_csv(names: Names, file: &str, text: &str) -> Result<Pairs, Error> {
        use crate::issue::{Issue, Severity, quoted};
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
