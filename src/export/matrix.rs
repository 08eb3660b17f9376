//! Many pairs as a table.

use super::table_csv;
use crate::cost::LinkCost;
use crate::error::Error;

/// Columns of a table of pairs.
pub(super) const COLUMNS: [&str; 6] = ["from", "to", "km", "hours", "usd", "co2e_kg"];

/// One pair by the ids of its places, and what its best route comes to; nothing where there is none.
pub type MatrixRow = (String, String, Option<LinkCost>);

/// Kilometres, hours, United States dollars and kilograms of CO2 equivalent, central values.
pub(super) fn figures(cost: &LinkCost) -> [f64; 4] {
    [
        cost.millimetres as f64 / 1e6,
        cost.milliseconds.central as f64 / 3.6e6,
        cost.microdollars.central as f64 / 1e6,
        cost.milligrams.central as f64 / 1e6,
    ]
}

/// One row a pair. Columns: `from`, `to` (ids), `km`, `hours`, `usd`, `co2e_kg` (central values, of the best route); empty where there is none.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn matrix_csv(rows: &[MatrixRow]) -> Result<String, Error> {
    let row = |(from, to, cost): &MatrixRow| {
        let mut row = vec![from.clone(), to.clone()];
        row.extend(cost.as_ref().map_or([const { String::new() }; 4], |cost| figures(cost).map(|x| x.to_string())));
        row
    };
    table_csv(&COLUMNS, &rows.iter().map(row).collect::<Vec<_>>())
}
