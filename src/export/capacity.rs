//! Capacity, and trade against it, as tables and maps.

use super::csv::estimate_cells;
use super::geojson::{collection, line_feature, segment_properties};
use super::table_csv;
use crate::analysis::{Capacity, LoadRow, NetworkLoad};
use crate::error::Error;
use crate::model::{Dataset, Estimate};

/// One row a segment or swap that the flow uses. Columns: `scenario`, `kind` (`segment`, `swap`), `id`, `flow`, `capacity_low`, `capacity`, `capacity_high`
/// (empty where not known; for a swap what is handed over), `binding`, `unit`.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn capacity_csv(found: &Capacity) -> Result<String, Error> {
    let is_binding = |id: &str| found.binding.iter().any(|limit| limit.id == id).to_string();
    let row = |kind: &str, id: &str, flow: f64, capacity: [String; 3]| {
        let [low, central, high] = capacity;
        vec![
            found.scenario.id.clone(),
            kind.to_owned(),
            id.to_owned(),
            flow.to_string(),
            low,
            central,
            high,
            is_binding(id),
            found.unit.clone(),
        ]
    };
    let segments = found.used.iter().map(|link| {
        let capacity = link.capacity.map_or([const { String::new() }; 3], estimate_cells);
        row("segment", &link.segment, link.flow, capacity)
    });
    let swaps = found.swaps.iter().map(|swap| row("swap", &swap.contract, swap.handed_over, [const { String::new() }; 3]));
    let header = ["scenario", "kind", "id", "flow", "capacity_low", "capacity", "capacity_high", "binding", "unit"];
    table_csv(&header, &segments.chain(swaps).collect::<Vec<_>>())
}

/// The segments that the flow uses. Properties: `scenario`, `segment`, `mode`, `country`, `flow`, `capacity_low`, `capacity`, `capacity_high`, `binding`,
/// `unit`. Empty ones are `null`. Swaps have no line and are left out.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn capacity_geojson(data: &Dataset, found: &Capacity) -> Result<String, Error> {
    let features = found.used.iter().filter_map(|link| {
        let segment = data.segment(data.segment_ix(&link.segment)?);
        let mut properties = segment_properties(&found.scenario.id, segment);
        properties.insert("flow".into(), link.flow.into());
        properties.insert("capacity_low".into(), link.capacity.map(|c| c.low).into());
        properties.insert("capacity".into(), link.capacity.map(|c| c.central).into());
        properties.insert("capacity_high".into(), link.capacity.map(|c| c.high).into());
        properties.insert("binding".into(), found.binding.iter().any(|limit| limit.id == segment.id).into());
        properties.insert("unit".into(), found.unit.clone().into());
        Some(line_feature(segment.id.clone(), &segment.line, properties))
    });
    collection(features.collect())
}

/// One row a segment. Columns: `scenario`, `segment`, `flow_mt`, `capacity_low`, `capacity`, `capacity_high` (Mt a year), `load_low`, `load`, `load_high`
/// (empty where the capacity is not known), `weights`.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn load_csv(found: &NetworkLoad) -> Result<String, Error> {
    let three = |estimate: Option<Estimate<f64>>| estimate.map_or([const { String::new() }; 3], estimate_cells);
    let row = |row: &LoadRow| {
        let mut cells = vec![found.scenario.id.clone(), row.segment.clone(), row.flow_mt.to_string()];
        cells.extend(three(row.capacity_mt));
        cells.extend(three(row.load));
        cells.push(found.weights.clone());
        cells
    };
    let header = [
        "scenario",
        "segment",
        "flow_mt",
        "capacity_low",
        "capacity",
        "capacity_high",
        "load_low",
        "load",
        "load_high",
        "weights",
    ];
    table_csv(&header, &found.rows.iter().map(row).collect::<Vec<_>>())
}

/// One feature a segment. Properties: `scenario`, `segment`, `mode`, `country`, `flow_mt`, `capacity`, `load` (central values), `weights`. Empty ones are `null`.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn load_geojson(data: &Dataset, found: &NetworkLoad) -> Result<String, Error> {
    let feature = |row: &LoadRow| {
        let segment = data.segment(data.segment_ix(&row.segment)?);
        let mut properties = segment_properties(&found.scenario.id, segment);
        properties.insert("flow_mt".into(), row.flow_mt.into());
        properties.insert("capacity".into(), row.capacity_mt.map(|c| c.central).into());
        properties.insert("load".into(), row.load.map(|load| load.central).into());
        properties.insert("weights".into(), found.weights.clone().into());
        Some(line_feature(segment.id.clone(), &segment.line, properties))
    };
    collection(found.rows.iter().filter_map(feature).collect())
}
