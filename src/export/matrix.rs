//! Many pairs as a table.

use super::form::Form;
use super::table::Table;
use crate::cost::LinkCost;

/// Columns of a table of pairs.
pub(super) const COLUMNS: [&str; 6] = ["from", "to", "km", "hours", "usd", "co2e_kg"];

/// One pair by the ids of its places, and what its best route comes to; nothing where there is none.
pub type MatrixRow = (String, String, Option<LinkCost>);

/// Kilometres, hours, United States dollars and kilograms of CO2 equivalent, central values.
pub fn figures(cost: &LinkCost) -> [f64; 4] {
    [
        cost.millimetres as f64 / 1e6,
        cost.milliseconds.central as f64 / 3.6e6,
        cost.microdollars.central as f64 / 1e6,
        cost.milligrams.central as f64 / 1e6,
    ]
}

/// One row a pair: ids, and central values of the best route; empty where there is none.
pub fn matrix_table(rows: &[MatrixRow]) -> Table {
    form().table(rows.iter().map(|(from, to, cost)| (from.as_str(), to.as_str(), cost.as_ref().map(figures))))
}

fn form<'a>() -> Form<(&'a str, &'a str, Option<[f64; 4]>)> {
    Form::<(&'a str, &'a str, Option<[f64; 4]>)>::new("matrix", "Lengths, times and costs of many pairs")
        .text(COLUMNS[0], "id of the origin", |r| r.0.into())
        .text(COLUMNS[1], "id of the destination", |r| r.1.into())
        .real(COLUMNS[2], "km", "length", |r| r.2.map(|f| f[0]).into())
        .real(COLUMNS[3], "h", "time, central", |r| r.2.map(|f| f[1]).into())
        .real(COLUMNS[4], "USD", "money for one load unit, central", |r| r.2.map(|f| f[2]).into())
        .real(COLUMNS[5], "kg CO2e", "emissions for one load unit, central", |r| r.2.map(|f| f[3]).into())
}
