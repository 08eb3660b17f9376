//! Criticality as a table and as a map.

use geojson::JsonObject;

use super::geojson::collection;
use super::table_csv;
use super::things::thing_feature;
use crate::analysis::Criticality;
use crate::error::Error;
use crate::model::Dataset;

/// One row a thing. Columns: `scenario`, `id`, `name`, `flow`, `flow_under_choice` (empty where it was not asked for), `unserved`, `importance` (empty where no
/// pair stays connected), `unit`, `detour`, `cuts_off`, `by`, `weights`.
///
/// # Errors
/// [`Error::Internal`] where the table cannot be made.
pub fn criticality_csv(found: &Criticality) -> Result<String, Error> {
    let number = |value: Option<f64>| value.map_or(String::new(), |v| v.to_string());
    let rows: Vec<Vec<String>> = found
        .rows
        .iter()
        .map(|row| {
            vec![
                found.scenario.id.clone(),
                row.id.clone(),
                row.name.clone(),
                row.flow.to_string(),
                number(row.flow_under_choice),
                row.unserved.to_string(),
                number(row.importance),
                found.unit.clone(),
                number(row.detour),
                row.cuts_off.to_string(),
                found.by.word().to_owned(),
                found.weights.clone(),
            ]
        })
        .collect();
    let header = [
        "scenario",
        "id",
        "name",
        "flow",
        "flow_under_choice",
        "unserved",
        "importance",
        "unit",
        "detour",
        "cuts_off",
        "by",
        "weights",
    ];
    table_csv(&header, &rows)
}

/// One feature a thing: a link as its line, a post, port or strait as its point, a border as its posts, a country as its main place. Properties: the columns of
/// the table. Empty ones are `null`.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn criticality_geojson(data: &Dataset, found: &Criticality) -> Result<String, Error> {
    let feature = |row: &crate::analysis::CriticalRow| {
        let mut properties = JsonObject::new();
        properties.insert("scenario".into(), found.scenario.id.clone().into());
        properties.insert("id".into(), row.id.clone().into());
        properties.insert("name".into(), row.name.clone().into());
        properties.insert("flow".into(), row.flow.into());
        properties.insert("flow_under_choice".into(), row.flow_under_choice.into());
        properties.insert("unserved".into(), row.unserved.into());
        properties.insert("importance".into(), row.importance.into());
        properties.insert("unit".into(), found.unit.clone().into());
        properties.insert("detour".into(), row.detour.into());
        properties.insert("cuts_off".into(), row.cuts_off.into());
        properties.insert("by".into(), found.by.word().into());
        properties.insert("weights".into(), found.weights.clone().into());
        thing_feature(data, found.things, (&row.id, None), format!("{}/{}", found.scenario.id, row.id), properties)
    };
    collection(found.rows.iter().map(feature).collect())
}
