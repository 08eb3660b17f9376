//! Dependence as a table and as a map.

use geojson::{Feature, JsonObject};

use super::geojson::collection;
use super::table_csv;
use super::things::thing_feature;
use crate::analysis::{Dependence, DependenceRow};
use crate::error::Error;
use crate::model::Dataset;

/// One row a scenario, subject and thing. Columns: `scenario`, `subject`, `on`, `d`, `v` (empty where no pair stays connected), `u`, `pairs`, `on_name`,
/// `by` (what routes are best in), `weights` (what the pairs were weighted by).
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
                row.on.clone(),
                row.d.to_string(),
                row.v.map_or(String::new(), |v| v.to_string()),
                row.u.to_string(),
                row.pairs.to_string(),
                row.on_name.clone(),
                one.by.word().to_owned(),
                one.weights.clone(),
            ]
        })
        .collect();
    table_csv(&["scenario", "subject", "on", "d", "v", "u", "pairs", "on_name", "by", "weights"], &rows)
}

/// One feature a row: a link as its line, a post, port or strait as its point, a border as its posts, a country as a straight line from the main place of
/// the subject, or as its own main place where the subject is no country. Rows whose place is not known have no geometry.
///
/// Properties: `scenario`, `subject`, `on`, `on_name`, `d`, `v`, `u`, `pairs`, `by`, `weights`. Empty ones are `null`.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn dependence_geojson(data: &Dataset, found: &[Dependence]) -> Result<String, Error> {
    collection(found.iter().flat_map(|one| one.rows.iter().map(move |row| feature(data, one, row))).collect())
}

fn feature(data: &Dataset, one: &Dependence, row: &DependenceRow) -> Feature {
    let mut properties = JsonObject::new();
    properties.insert("scenario".into(), one.scenario.id.clone().into());
    properties.insert("subject".into(), row.subject.clone().into());
    properties.insert("on".into(), row.on.clone().into());
    properties.insert("on_name".into(), row.on_name.clone().into());
    properties.insert("d".into(), row.d.into());
    properties.insert("v".into(), row.v.into());
    properties.insert("u".into(), row.u.into());
    properties.insert("pairs".into(), row.pairs.into());
    properties.insert("by".into(), one.by.word().into());
    properties.insert("weights".into(), one.weights.clone().into());
    let id = format!("{}/{}/{}", one.scenario.id, row.subject, row.on);
    thing_feature(data, one.things, (&row.on, Some(&row.subject)), id, properties)
}
