//! Things that trade depends on, as features of a map.

use geojson::{Feature, Geometry, GeometryValue, JsonObject};

use super::geojson::{line_feature, point, shape_feature};
use crate::analysis::Things;
use crate::model::{Country, Dataset, PlaceIx};

/// A link as its line, a post, port or strait as its point, a border as its posts, a country as a straight line from the main place of a subject, or as its
/// own main place where there is no subject with one. What has no place that is known has no geometry.
pub(super) fn thing_feature(
    data: &Dataset,
    things: Things,
    (on, subject): (&str, Option<&str>),
    id: String,
    properties: JsonObject,
) -> Feature {
    match (things, data.segment_ix(on)) {
        (Things::Links, Some(ix)) => line_feature(id, &data.segment(ix).line, properties),
        _ => shape_feature(id, shape(data, things, on, subject), properties),
    }
}

fn shape(data: &Dataset, things: Things, on: &str, subject: Option<&str>) -> Option<Geometry> {
    let at = |place: PlaceIx| point(&data.place(place).point);
    match things {
        Things::Links => None,
        Things::Posts | Things::Ports | Things::Straits => Some(Geometry::new(GeometryValue::new_point(at(data.place_ix(on)?)))),
        Things::Borders => {
            let (a, b) = on.split_once('-')?;
            let (a, b): (Country, Country) = (a.parse().ok()?, b.parse().ok()?);
            let posts = data.places.iter().filter(|place| place.countries.contains(&a) && place.countries.contains(&b));
            Some(Geometry::new(GeometryValue::new_multi_point(posts.map(|place| point(&place.point)))))
        }
        Things::Countries => {
            let on = data.main_place(on)?;
            Some(Geometry::new(match subject.and_then(|subject| data.main_place(subject)) {
                Some(subject) => GeometryValue::new_line_string([at(subject), at(on)]),
                None => GeometryValue::new_point(at(on)),
            }))
        }
    }
}
