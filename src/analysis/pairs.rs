//! Origins and destinations, with the weight that each pair has.

use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::path::Path;

use crate::error::Error;
use crate::issue::{Issue, Severity, did_you_mean, quoted};
use crate::limits::{WEIGHT, WRONG_NAMES};
use crate::model::{Country, Dataset, Flow, PlaceIx};
use crate::names::{Names, Remembered};
use crate::read::{Broken, Table};
use crate::units::counted;

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
    /// What a weight of 1 is.
    pub amount: Amount,
}

/// What a weight of 1 is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// One load unit.
    Load,
    /// So many tonnes.
    Tonnes(f64),
    /// Money, containers of unknown size, a share: no tonnage follows from it.
    NoTonnage,
}

impl Amount {
    /// Tonnes of a weight of 1, where they are known; `load` is the tonnage of one load unit.
    pub(super) fn tonnes(self, load: f64) -> Option<f64> {
        match self {
            Amount::Load => Some(load),
            Amount::Tonnes(tonnes) => Some(tonnes),
            Amount::NoTonnage => None,
        }
    }

    fn of_unit(data: &Dataset, unit: &str) -> Amount {
        match unit {
            "Mt" => Amount::Tonnes(1e6),
            "TEU" => data.load("teu").map_or(Amount::NoTonnage, |load| Amount::Tonnes(load.tonnes)),
            _ => Amount::NoTonnage,
        }
    }
}

/// The columns of a table of pairs.
const COLUMNS: [&str; 3] = ["from", "to", "weight"];

impl Pairs {
    /// One pair, of weight 1.
    pub fn one(from: PlaceIx, to: PlaceIx) -> Pairs {
        Pairs { list: vec![OdPair { from, to, weight: 1.0 }], weights: "one pair".into(), amount: Amount::Load }
    }

    /// Makes a country or exclave part of the pairs where none of them begins or ends in it: its main place with each place of the others, both ways, with a
    /// weight of 1.
    ///
    /// # Errors
    /// [`Error::Name`] where the data has no place there.
    pub fn include(&mut self, data: &Dataset, code: &str) -> Result<(), Error> {
        let is_there = |place: PlaceIx| {
            let place = data.place(place);
            place.region.as_deref() == Some(code) || (place.region.is_none() && place.country().as_str() == code)
        };
        let others: BTreeSet<PlaceIx> = self.list.iter().flat_map(|pair| [pair.from, pair.to]).collect();
        if others.iter().any(|place| is_there(*place)) {
            return Ok(());
        }
        let Some(main) = data.main_place(code) else {
            let message = format!("no pair begins or ends in {code}, and the data has no place there where goods are handled");
            return Err(Error::Name {
                code: "no-main-place",
                message,
                help: Some("`corridor places` lists what there is".into()),
            });
        };
        let both = |other: &PlaceIx| [(main, *other), (*other, main)].map(|(from, to)| OdPair { from, to, weight: 1.0 });
        self.list.extend(others.iter().flat_map(both));
        self.weights = format!("{}, and {code} with each of their places", self.weights);
        Ok(())
    }

    /// Pairs of the published trade of one definition, weighted by its figures; a country stands for its main place. `name` is the definition, or
    /// `definition:year` or `definition:year:period` where several are known. Rows of other units and periods are never mixed; rows without two
    /// countries are left out.
    ///
    /// # Errors
    /// [`Error::Name`] where there is no such trade, or where it has several units or periods.
    pub fn from_flows(data: &Dataset, name: &str) -> Result<Pairs, Error> {
        let mut parts = name.splitn(3, ':');
        let (definition, year, period) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let fits = |flow: &&Flow| {
            flow.definition == definition && year.is_none_or(|y| flow.year == y) && period.is_none_or(|p| flow.period == p)
        };
        let rows: Vec<&Flow> = data.flows.iter().filter(fits).collect();
        let kinds: BTreeSet<(&str, &str, &str)> =
            rows.iter().map(|flow| (flow.year.as_str(), flow.period.as_str(), flow.unit.as_str())).collect();
        let wrong = |message: String, help: String| Err(Error::Name { code: "unknown-trade", message, help: Some(help) });
        let (year, period, unit) = match kinds.iter().collect::<Vec<_>>().as_slice() {
            [] => {
                let known = data.flows.iter().map(|flow| flow.definition.as_str()).filter(|known| *known != definition);
                let help = did_you_mean(definition, known, "`corridor flows` lists them");
                return wrong(format!("no trade is counted as {}", quoted(name)), help);
            }
            [kind] => **kind,
            several => {
                let known: Vec<String> =
                    several.iter().map(|(year, period, unit)| format!("{definition}:{year}:{period} ({unit})")).collect();
                return wrong(
                    format!("{} has figures that do not add up", quoted(name)),
                    format!("choose one: {}", known.join(", ")),
                );
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
            return wrong(message, "`corridor flows` shows what is counted from where to where".into());
        }
        let left_out = rows.len() - list.len();
        let rows = counted(left_out, "row", "rows");
        let rest = if left_out > 0 { format!("; {rows} without two countries left out") } else { String::new() };
        let weights = format!("weights: {definition}, {unit}, {period} {year}, between main places{rest}");
        Ok(Pairs { list, weights, amount: Amount::of_unit(data, unit) })
    }

    /// Whether a text has the columns of pairs, and no others.
    pub fn is_table_of(text: &str) -> bool {
        Table::open("", text.as_bytes()).is_ok_and(|table| columns("", &table).is_ok())
    }

    /// Pairs of a CSV text with the columns `from`, `to` and, if they differ, `weight`.
    ///
    /// # Errors
    /// [`Error::Data`] with every row that is wrong.
    pub fn from_csv(names: Names, file: &str, text: &str) -> Result<Pairs, Error> {
        let mut issues = Vec::new();
        let mut list = Vec::new();
        let mut is_weighted = false;
        let mut seen = HashMap::new();
        // Rows without a weight, where the table may have weights.
        let mut bare = Vec::new();
        let mut names = Remembered::new(names);
        let mut table = Table::open(file, text.as_bytes()).map_err(|broken| broken.error(Path::new(file)))?;
        let [from, to, weight] = columns(file, &table)?;
        while issues.len() < WRONG_NAMES
            && let Some(row) = table.next()
        {
            let row = match row {
                Ok(row) => row,
                Err(Broken::Row(issue) | Broken::Table(issue)) => {
                    issues.push(*issue);
                    continue;
                }
                Err(broken) => return Err(broken.error(Path::new(file))),
            };
            let at_row =
                |message: String, help: &str| Issue::new(Severity::Error, "pairs", file, message).line(row.line).help(help);
            let cell = |column: Option<usize>| column.and_then(|column| row.cell(column));
            is_weighted |= cell(weight).is_some();
            if cell(weight).is_none() && bare.len() < WRONG_NAMES {
                bare.push(at_row(
                    "the cell is empty, beside rows that have a weight".into(),
                    "write a weight in each row, or in none",
                ));
            }
            let weight = match cell(weight).map(str::parse::<f64>) {
                None => 1.0,
                Some(Ok(weight)) if (0.0..=WEIGHT).contains(&weight) => weight,
                Some(_) => {
                    let message = format!("a weight of {} cannot be", quoted(cell(weight).unwrap_or_default()));
                    issues.push(at_row(message, "weights are numbers from zero to 1e15").field("weight"));
                    continue;
                }
            };
            let (Some(from), Some(to)) = (cell(from), cell(to)) else {
                let field = if cell(from).is_none() { "from" } else { "to" };
                issues.push(at_row("the cell is empty".into(), "name both places in each row").field(field));
                continue;
            };
            match (names.place(from), names.place(to)) {
                (Ok(a), Ok(b)) if a == b => {
                    let message = format!("{} and {} are one place", quoted(from), quoted(to));
                    issues.push(at_row(message, "take the row out").field("to"));
                }
                (Ok(a), Ok(b)) => match seen.insert((a, b), row.line) {
                    Some(first) => {
                        let message = format!("{} to {} stands already in line {first}", quoted(from), quoted(to));
                        issues.push(at_row(message, "write each pair once, with its weight").field("to"));
                    }
                    None => list.push(OdPair { from: a, to: b, weight }),
                },
                (a, b) => {
                    for (field, error) in [("from", a.err()), ("to", b.err())] {
                        issues
                            .extend(error.map(|error| at_row(error.to_string(), error.help().unwrap_or_default()).field(field)));
                    }
                }
            }
        }
        if is_weighted {
            issues.extend(bare.into_iter().map(|issue| issue.field("weight")));
        }
        if list.is_empty() && issues.is_empty() {
            issues.push(
                Issue::new(Severity::Error, "pairs", file, "there is no pair")
                    .line(1)
                    .help("write from,to and a row for each pair"),
            );
        }
        if issues.is_empty() && list.iter().all(|pair| pair.weight == 0.0) {
            let issue = Issue::new(Severity::Error, "pairs", file, "all weights are zero: nothing would count").field("weight");
            issues.push(issue.line(1).help("give weights above zero, or leave the column out"));
        }
        if !issues.is_empty() {
            return Err(Error::Data(issues));
        }
        // Where the file lies is not the business of who reads the answer.
        let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let weights = if is_weighted { format!("weights of {file}") } else { format!("pairs of {file}, all of the same weight") };
        Ok(Pairs { list, weights, amount: Amount::Load })
    }
}

/// Where the columns of a table of pairs stand. No other may stand there: it would have no meaning.
fn columns<R: Read>(file: &str, table: &Table<R>) -> Result<[Option<usize>; 3], Error> {
    let wrong = |column: &str, message: &str| {
        let issue = Issue::new(Severity::Error, "pairs", file, message).line(1).field(column);
        Error::Data(vec![issue.help("the columns are from, to and, if pairs differ in weight, weight")])
    };
    let is_known = |column: &&String| COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(column));
    if let Some(column) = table.header().iter().find(|column| !is_known(column)) {
        return Err(wrong(column, "pairs have no such column"));
    }
    let [from, to, weight] = COLUMNS.map(|column| table.column(column));
    let found = [from?, to?, weight?];
    match COLUMNS.iter().zip(found).take(2).find(|(_, at)| at.is_none()) {
        Some((column, _)) => Err(wrong(column, "the table has no such column")),
        None => Ok(found),
    }
}
