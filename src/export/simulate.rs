//! Simulations as a table and as a map.

use super::geojson::{collection, line_feature, segment_properties};
use super::table_csv;
use crate::analysis::{Distribution, Simulation};
use crate::error::Error;
use crate::model::{Dataset, Word};

/// One row a route, then one for the best way of each draw. Columns: `route` (from 1, or `best`), `by_way_of` (separated by a bar), `modes` (separated by a
/// space), `central_hours`, `central_usd`, then for hours and for USD `mean`, `sd`, `p5`, `p25`, `p50`, `p75`, `p95` (as `hours_mean` and so on), `open`, `best_listed`,
/// `on_time`. Empty where there is none.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn simulation_csv(found: &Simulation) -> Result<String, Error> {
    let parts = ["mean", "sd", "p5", "p25", "p50", "p75", "p95"];
    let mut header: Vec<String> =
        ["route", "by_way_of", "modes", "central_hours", "central_usd"].iter().map(|name| (*name).to_owned()).collect();
    for of in ["hours", "usd"] {
        header.extend(parts.iter().map(|part| format!("{of}_{part}")));
    }
    header.extend(["open", "best_listed", "on_time"].map(str::to_owned));
    let spread = |d: Option<Distribution>| match d {
        Some(d) => [d.mean, d.sd, d.p5, d.p25, d.p50, d.p75, d.p95].map(|x| x.to_string()).to_vec(),
        None => vec![String::new(); parts.len()],
    };
    let number = |x: Option<f64>| x.map_or(String::new(), |x| x.to_string());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (i, route) in found.routes.iter().enumerate() {
        let modes: Vec<&str> = route.modes.iter().map(|mode| mode.word()).collect();
        let mut row = vec![(i + 1).to_string(), route.by_way_of.join("|"), modes.join(" ")];
        row.extend([route.central_hours, route.central_usd].map(|x| x.to_string()));
        row.extend(spread(route.hours));
        row.extend(spread(route.usd));
        row.extend([route.open.to_string(), route.best_listed.to_string(), number(route.on_time)]);
        rows.push(row);
    }
    let mut row = vec!["best".to_owned()];
    row.extend([const { String::new() }; 4]);
    row.extend(spread(found.best.hours));
    row.extend(spread(found.best.usd));
    row.extend([(1.0 - found.best.no_route).to_string(), String::new(), number(found.best.on_time)]);
    rows.push(row);
    table_csv(&header, &rows)
}

/// Segments that the best way of some draw uses. Properties: `scenario`, `segment`, `mode`, `country`, `sea`, `share` (of the draws). Empty ones are `null`.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn simulation_geojson(data: &Dataset, found: &Simulation) -> Result<String, Error> {
    let feature = |link: &crate::analysis::SimulatedLink| {
        let segment = data.segment(data.segment_ix(&link.segment)?);
        let mut properties = segment_properties(&found.scenario.id, segment);
        properties.insert("sea".into(), segment.sea.clone().into());
        properties.insert("share".into(), link.share.into());
        Some(line_feature(segment.id.clone(), &segment.line, properties))
    };
    collection(found.links.iter().filter_map(feature).collect())
}
