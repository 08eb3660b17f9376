//! Many pairs as a table.

use super::table_csv;
use crate::analysis::MatrixCell;
use crate::error::Error;
use crate::model::Dataset;

/// One row a pair. Columns: `from`, `to` (ids), `km`, `hours`, `usd`, `co2e_kg` (central values, of the best route); empty where there is none.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn matrix_csv(data: &Dataset, cells: &[MatrixCell]) -> Result<String, Error> {
    let row = |cell: &MatrixCell| {
        let mut row = vec![data.place(cell.from).id.clone(), data.place(cell.to).id.clone()];
        row.extend(cell.cost.map_or([const { String::new() }; 4], |cost| {
            [
                cost.millimetres as f64 / 1e6,
                cost.seconds.central as f64 / 3600.0,
                cost.cents.central as f64 / 100.0,
                cost.grams.central as f64 / 1000.0,
            ]
            .map(|x| x.to_string())
        }));
        row
    };
    table_csv(&["from", "to", "km", "hours", "usd", "co2e_kg"], &cells.iter().map(row).collect::<Vec<_>>())
}
