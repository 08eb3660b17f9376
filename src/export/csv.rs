//! Comma-separated tables.

use crate::error::Error;
use crate::model::{Estimate, Word};
use crate::route::RouteAnswer;

/// The legs of every route: one row a leg.
///
/// Columns: `route` (from 1), `leg` (from 1), `kind`, `mode`, `to_mode`, `gauge_mm`, `to_gauge_mm`, `from`, `from_name`, `to`,
/// `to_name`, `country`, `to_country`, `sea`, `km`, `hours_low`, `hours`, `hours_high`, `usd_low`, `usd`, `usd_high`,
/// `co2e_kg_low`, `co2e_kg`, `co2e_kg_high`, `segments` (separated by a space), `confidence`, `sources` (separated by a space).
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn route_csv(answer: &RouteAnswer) -> Result<String, Error> {
    let header = [
        "route",
        "leg",
        "kind",
        "mode",
        "to_mode",
        "gauge_mm",
        "to_gauge_mm",
        "from",
        "from_name",
        "to",
        "to_name",
        "country",
        "to_country",
        "sea",
        "km",
        "hours_low",
        "hours",
        "hours_high",
        "usd_low",
        "usd",
        "usd_high",
        "co2e_kg_low",
        "co2e_kg",
        "co2e_kg_high",
        "segments",
        "confidence",
        "sources",
    ];
    let mut rows = Vec::new();
    for (number, route) in answer.routes.iter().enumerate() {
        for (place, leg) in route.legs.iter().enumerate() {
            let mut row =
                vec![(number + 1).to_string(), (place + 1).to_string(), leg.kind.word().to_owned(), leg.mode.word().to_owned()];
            row.push(leg.to_mode.map_or("", |m| m.word()).to_owned());
            row.extend([leg.gauge_mm, leg.to_gauge_mm].map(|g| g.map_or(String::new(), |g| g.to_string())));
            row.extend([&leg.from.id, &leg.from.name, &leg.to.id, &leg.to.name].map(Clone::clone));
            row.push(leg.country.to_string());
            row.push(leg.to_country.map_or(String::new(), |c| c.to_string()));
            row.push(leg.sea.clone().unwrap_or_default());
            row.push(leg.km.to_string());
            for estimate in [leg.hours, leg.usd, leg.co2e_kg] {
                row.extend(estimate_cells(estimate));
            }
            row.push(leg.segments.join(" "));
            row.push(leg.confidence.word().to_owned());
            row.push(leg_sources(leg).join(" "));
            rows.push(row);
        }
    }
    table_csv(&header, &rows)
}

pub(super) fn leg_sources(leg: &crate::itinerary::Leg) -> Vec<String> {
    let mut ids: Vec<String> = leg.figures.iter().flat_map(|figure| figure.sources.iter().cloned()).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Low, central and high, as three cells.
pub(super) fn estimate_cells(estimate: Estimate<f64>) -> [String; 3] {
    [estimate.low, estimate.central, estimate.high].map(|v| v.to_string())
}

/// A table of texts. A text that a spreadsheet would take for a formula gets an apostrophe before it (CWE-1236); numbers do not.
///
/// # Errors
/// [`Error::Internal`] where a row has another number of cells than the header.
pub fn table_csv<S: AsRef<str>>(header: &[S], rows: &[Vec<String>]) -> Result<String, Error> {
    let fail = |error: csv::Error| Error::Internal(format!("a table cannot be written: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header.iter().map(AsRef::as_ref)).map_err(fail)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless_cell(cell))).map_err(fail)?;
    }
    let bytes = writer.into_inner().map_err(|error| Error::Internal(format!("a table cannot be written: {error}")))?;
    String::from_utf8(bytes).map_err(|error| Error::Internal(format!("a table is not text: {error}")))
}

fn harmless_cell(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    if !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
