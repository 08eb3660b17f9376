//! Things that trade depends on, as shapes of a map.

use geo::{Geometry, LineString, MultiPoint};

use super::style::{Style, by_share};
use super::table::{Map, ShapeKind};
use crate::analysis::Things;
use crate::model::{Country, Dataset, Place, PlaceIx};

/// How things of a kind lie on the map: drawn by a column of shares, named by another. Countries are lines where somebody depends on them, else points.
pub(super) fn map_of(things: Things, (by, name): (&'static str, &'static str), has_subjects: bool) -> Map {
    let kind = match things {
        Things::Links => ShapeKind::Line,
        Things::Countries if has_subjects => ShapeKind::Line,
        Things::Countries | Things::Posts | Things::Ports | Things::Straits => ShapeKind::Point,
        Things::Borders => ShapeKind::MultiPoint,
    };
    let label = (kind != ShapeKind::Line).then_some(name);
    Map { kind, style: Style { label, ..by_share(by, if kind == ShapeKind::Line { 0.9 } else { 3.0 }) } }
}

/// A link as its line, a post, port or strait as its point, a border as its posts, a country as a straight line from the main place of a subject, or as its
/// own main place where there is no subject. None where no place is known.
pub(super) fn shape(data: &Dataset, things: Things, on: &str, subject: Option<&str>) -> Option<Geometry<f64>> {
    let at = |place: PlaceIx| data.place(place).position();
    match things {
        Things::Links => Some(data.segment(data.segment_ix(on)?).line.clone().into()),
        Things::Posts | Things::Ports | Things::Straits => Some(at(data.place_ix(on)?)?.into()),
        Things::Borders => {
            let (a, b) = on.split_once('-')?;
            let (a, b): (Country, Country) = (a.parse().ok()?, b.parse().ok()?);
            let posts = data.places.iter().filter(|place| place.countries.contains(&a) && place.countries.contains(&b));
            let posts: Vec<_> = posts.filter_map(Place::position).collect();
            (!posts.is_empty()).then(|| MultiPoint::new(posts).into())
        }
        Things::Countries => {
            let on = at(data.main_place(on)?)?;
            match subject {
                Some(subject) => Some(LineString::from(vec![at(data.main_place(subject)?)?, on]).into()),
                None => Some(on.into()),
            }
        }
    }
}
