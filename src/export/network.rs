//! Gaps of a network as a map.

use geojson::JsonObject;

use super::geojson::{collection, line_feature};
use crate::error::Error;
use crate::import::Survey;

/// One straight line a gap. Properties: `from`, `to`, `km`, `joins_from`, `joins_to` (nodes of the two parts).
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn gaps_geojson(found: &Survey) -> Result<String, Error> {
    let features = found.gaps.iter().enumerate().map(|(i, gap)| {
        let line = geo::LineString::from(gap.line.to_vec());
        let mut properties = JsonObject::new();
        properties.insert("from".into(), gap.from.clone().into());
        properties.insert("to".into(), gap.to.clone().into());
        properties.insert("km".into(), gap.km.into());
        properties.insert("joins_from".into(), gap.joins[0].into());
        properties.insert("joins_to".into(), gap.joins[1].into());
        line_feature(format!("gap-{}", i + 1), &line, properties)
    });
    collection(features.collect())
}
