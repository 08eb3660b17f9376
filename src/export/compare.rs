//! Comparisons as tables.

use super::csv::estimate_cells;
use super::table_csv;
use crate::analysis::{Comparison, Outcome, PairResult};
use crate::error::Error;

/// One row a pair and scenario, the base first.
///
/// Columns: `from`, `to`, `weight`, `scenario`, `outcome`, `km`, `hours_low`, `hours`, `hours_high`, `usd_low`, `usd`, `usd_high`, `co2e_kg`,
/// `border_crossings`, `gauge_changes`, `transfers`, then the differences to the base `d_km`, `d_hours`, `d_usd`, `d_co2e_kg`, and `enters` and
/// `leaves` (segment ids separated by a space). Empty where there is no route.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn comparison_csv(comparison: &Comparison) -> Result<String, Error> {
    let header = [
        "from",
        "to",
        "weight",
        "scenario",
        "outcome",
        "km",
        "hours_low",
        "hours",
        "hours_high",
        "usd_low",
        "usd",
        "usd_high",
        "co2e_kg",
        "border_crossings",
        "gauge_changes",
        "transfers",
        "d_km",
        "d_hours",
        "d_usd",
        "d_co2e_kg",
        "enters",
        "leaves",
    ];
    let mut rows = Vec::new();
    for pair in &comparison.pairs {
        let begin = |scenario: &str, outcome: &str| {
            vec![pair.from.id.clone(), pair.to.id.clone(), pair.weight.to_string(), scenario.to_owned(), outcome.to_owned()]
        };
        let mut base = begin(&comparison.base.id, if pair.base.is_some() { "base" } else { "no_route" });
        base.extend(figures(pair.base.as_ref()));
        base.extend([""; 6].map(str::to_owned));
        rows.push(base);
        for change in &pair.scenarios {
            let mut row = begin(&change.scenario, word(change.outcome));
            row.extend(figures(change.result.as_ref()));
            row.extend(match change.difference {
                Some(d) => [d.km, d.hours, d.usd, d.co2e_kg].map(|v| v.to_string()),
                None => [""; 4].map(str::to_owned),
            });
            row.extend([change.change.enters.join(" "), change.change.leaves.join(" ")]);
            rows.push(row);
        }
    }
    table_csv(&header, &rows)
}

fn figures(result: Option<&PairResult>) -> Vec<String> {
    let Some(PairResult { totals: t, .. }) = result else { return vec![String::new(); 11] };
    let mut cells = vec![t.km.to_string()];
    for estimate in [t.hours, t.usd] {
        cells.extend(estimate_cells(estimate));
    }
    cells.push(t.co2e_kg.central.to_string());
    cells.extend([t.border_crossings, t.gauge_changes, t.transfers].map(|n| n.to_string()));
    cells
}

pub(super) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unchanged => "unchanged",
        Outcome::Better => "better",
        Outcome::Worse => "worse",
        Outcome::Different => "different",
        Outcome::CutOff => "cut_off",
        Outcome::Connected => "connected",
        Outcome::NoRoute => "no_route",
    }
}
