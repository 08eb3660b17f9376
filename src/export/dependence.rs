//! Dependence as a table.

use super::table_csv;
use crate::analysis::Dependence;
use crate::error::Error;

/// One row a scenario, subject and transit country. Columns: `scenario`, `subject`, `on`, `d`, `v` (empty where no pair stays connected), `u`, `pairs`.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn dependence_csv(found: &[Dependence]) -> Result<String, Error> {
    let rows: Vec<Vec<String>> = found
        .iter()
        .flat_map(|one| one.rows.iter().map(move |row| (one, row)))
        .map(|(one, row)| {
            vec![
                one.scenario.id.clone(),
                row.subject.clone(),
                row.on.to_string(),
                row.d.to_string(),
                row.v.map_or(String::new(), |v| v.to_string()),
                row.u.to_string(),
                row.pairs.to_string(),
            ]
        })
        .collect();
    table_csv(&["scenario", "subject", "on", "d", "v", "u", "pairs"], &rows)
}
