//! Exposure as a table.

use super::table_csv;
use crate::analysis::Exposure;
use crate::error::Error;

/// One row a country or sea. Columns: `scenario`, `country`, `name`, `share_km`, `share_hours`, `share_usd`, `transit_share_km`,
/// `transit_share_hours`, `transit_share_usd`, `transit_tonne_km`, `pairs_in_transit` (shares 0..1; the tonne-km are empty where the weights have no tonnage).
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn exposure_csv(exposure: &Exposure) -> Result<String, Error> {
    let header = [
        "scenario",
        "country",
        "name",
        "share_km",
        "share_hours",
        "share_usd",
        "transit_share_km",
        "transit_share_hours",
        "transit_share_usd",
        "transit_tonne_km",
        "pairs_in_transit",
    ];
    let rows: Vec<Vec<String>> = exposure
        .countries
        .iter()
        .map(|c| {
            let mut row = vec![exposure.scenario.id.clone(), c.country.to_string(), c.name.clone()];
            let shares = [c.share_km, c.share_hours, c.share_usd, c.transit_share_km, c.transit_share_hours, c.transit_share_usd];
            row.extend(shares.map(|v| v.to_string()));
            row.push(c.transit_tonne_km.map_or(String::new(), |v| v.to_string()));
            row.push(c.pairs_in_transit.to_string());
            row
        })
        .collect();
    table_csv(&header, &rows)
}
