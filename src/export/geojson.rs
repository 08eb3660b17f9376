//! Routes and changes of routes as GeoJSON after RFC 7946.

use geo::LineString;
use geojson::{Bbox, Feature, FeatureCollection, Geometry, GeometryValue, JsonObject, JsonValue};

use super::csv::leg_sources;
use crate::analysis::{Comparison, PairChange, PairComparison};
use crate::cost::length_km;
use crate::error::Error;
use crate::itinerary::{Leg, LegKind};
use crate::model::{Dataset, Segment, Word};
use crate::route::RouteAnswer;
use crate::units::round;

/// One feature a leg that travels; what is lost at borders and terminals before it stands in `wait_hours` and `wait_usd` of the leg
/// that follows (of the last leg, for what comes after it).
///
/// Properties: `route`, `leg` (numbers from 1), `kind`, `mode`, `gauge_mm`, `from`, `from_name`, `to`, `to_name`, `country`, `sea`, `km`,
/// `hours`, `hours_low`, `hours_high`, `usd`, `usd_low`, `usd_high`, `co2e_kg`, `wait_hours`, `wait_usd`, `cum_km`, `cum_hours`
/// (from the origin to the end of the leg), `segments`, `status`, `confidence`, `sources`. Empty ones are `null`, so that every
/// feature has the same columns.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn route_geojson(answer: &RouteAnswer) -> Result<String, Error> {
    let mut features = Vec::new();
    for (number, route) in answer.routes.iter().enumerate() {
        let (mut wait_hours, mut wait_usd, mut cum_km, mut cum_hours) = (0.0, 0.0, 0.0, 0.0);
        let last = route.legs.iter().rposition(|leg| leg.kind == LegKind::Travel);
        for (place, leg) in route.legs.iter().enumerate() {
            cum_km += leg.km;
            cum_hours += leg.hours.central;
            if leg.kind != LegKind::Travel {
                wait_hours += leg.hours.central;
                wait_usd += leg.usd.central;
                continue;
            }
            if Some(place) == last {
                for after in route.legs.iter().skip(place + 1) {
                    wait_hours += after.hours.central;
                    wait_usd += after.usd.central;
                    cum_hours += after.hours.central;
                }
            }
            let is_planned = route.not_operating.iter().any(|n| leg.segments.contains(&n.segment));
            let sums = [("wait_hours", wait_hours), ("wait_usd", wait_usd), ("cum_km", cum_km), ("cum_hours", cum_hours)];
            features.push(feature(number + 1, place + 1, leg, sums, is_planned));
            (wait_hours, wait_usd) = (0.0, 0.0);
        }
    }
    collection(features)
}

fn feature(route: usize, number: usize, leg: &Leg, sums: [(&str, f64); 4], is_planned: bool) -> Feature {
    let mut properties = JsonObject::new();
    let mut set = |name: &str, value: JsonValue| {
        properties.insert(name.to_owned(), value);
    };
    set("route", route.into());
    set("leg", number.into());
    set("kind", leg.kind.word().into());
    set("mode", leg.mode.word().into());
    set("gauge_mm", leg.gauge_mm.into());
    set("from", leg.from.id.clone().into());
    set("from_name", leg.from.name.clone().into());
    set("to", leg.to.id.clone().into());
    set("to_name", leg.to.name.clone().into());
    set("country", leg.country.to_string().into());
    set("sea", leg.sea.clone().into());
    set("km", leg.km.into());
    set("hours", leg.hours.central.into());
    set("hours_low", leg.hours.low.into());
    set("hours_high", leg.hours.high.into());
    set("usd", leg.usd.central.into());
    set("usd_low", leg.usd.low.into());
    set("usd_high", leg.usd.high.into());
    set("co2e_kg", leg.co2e_kg.central.into());
    for (name, value) in sums {
        set(name, round(value, 3).into());
    }
    set("segments", leg.segments.join(" ").into());
    set("status", if is_planned { "not_operating" } else { "operating" }.into());
    set("confidence", leg.confidence.word().into());
    set("sources", leg_sources(leg).join(" ").into());
    line_feature(format!("{route}-{number}"), &leg.line, properties)
}

/// What routes take up and give up: one feature a pair, scenario and segment.
///
/// Properties: `pair_from`, `pair_to`, `scenario`, `outcome`, `change` (`enters`, `leaves`, or `stays` where both routes use it), `segment`, `mode`, `country`, `sea`,
/// `status`, `km`. Empty ones are `null`.
///
/// # Errors
/// [`Error::Internal`] where it cannot be written as JSON.
pub fn comparison_geojson(data: &Dataset, comparison: &Comparison) -> Result<String, Error> {
    let mut features = Vec::new();
    for pair in &comparison.pairs {
        for change in &pair.scenarios {
            let with = change.result.as_ref().map(|r| r.segments.as_slice()).unwrap_or_default();
            let stays = with.iter().filter(|id| !change.change.enters.contains(id));
            let all = [
                ("enters", change.change.enters.iter().collect::<Vec<_>>()),
                ("leaves", change.change.leaves.iter().collect()),
                ("stays", stays.collect()),
            ];
            for (word, segments) in all {
                let found = segments.into_iter().filter_map(|id| data.segment_ix(id)).map(|ix| data.segment(ix));
                features.extend(found.map(|segment| change_feature(pair, change, word, segment)));
            }
        }
    }
    collection(features)
}

fn change_feature(pair: &PairComparison, change: &PairChange, word: &str, segment: &Segment) -> Feature {
    let mut properties = JsonObject::new();
    let mut set = |name: &str, value: JsonValue| {
        properties.insert(name.to_owned(), value);
    };
    set("pair_from", pair.from.id.clone().into());
    set("pair_to", pair.to.id.clone().into());
    set("scenario", change.scenario.clone().into());
    set("outcome", super::compare::word(change.outcome).into());
    set("change", word.into());
    set("segment", segment.id.clone().into());
    set("mode", segment.mode.word().into());
    set("country", segment.country.to_string().into());
    set("sea", segment.sea.clone().into());
    set("status", segment.status.word().into());
    set("km", round(length_km(segment), 3).into());
    let id = format!("{}/{}/{}/{}", pair.from.id, pair.to.id, change.scenario, segment.id);
    line_feature(id, &segment.line, properties)
}

/// What the features of segments have in common: `scenario`, `segment`, `mode`, `country`.
pub(super) fn segment_properties(scenario: &str, segment: &Segment) -> JsonObject {
    let mut properties = JsonObject::new();
    properties.insert("scenario".into(), scenario.into());
    properties.insert("segment".into(), segment.id.clone().into());
    properties.insert("mode".into(), segment.mode.word().into());
    properties.insert("country".into(), segment.country.to_string().into());
    properties
}

/// A feature of any shape, or of none.
pub(super) fn shape_feature(id: String, geometry: Option<Geometry>, properties: JsonObject) -> Feature {
    Feature {
        bbox: None,
        geometry,
        id: Some(geojson::feature::Id::String(id)),
        properties: Some(properties),
        foreign_members: None,
    }
}

/// A position with the digits that are worth writing.
pub(super) fn point(point: &geo::Point<f64>) -> [f64; 2] {
    [round(point.x(), 7), round(point.y(), 7)]
}

pub(super) fn line_feature(id: String, line: &LineString<f64>, properties: JsonObject) -> Feature {
    let positions: Vec<[f64; 2]> = line.0.iter().map(|c| [round(c.x, 7), round(c.y, 7)]).collect();
    Feature {
        bbox: line_bbox(&positions),
        geometry: Some(Geometry::new(GeometryValue::new_line_string(positions))),
        id: Some(geojson::feature::Id::String(id)),
        properties: Some(properties),
        foreign_members: None,
    }
}

pub(super) fn collection(features: Vec<Feature>) -> Result<String, Error> {
    let bbox = bbox(features.iter().filter_map(|f| f.bbox.as_ref()));
    let collection = FeatureCollection { bbox, features, foreign_members: None };
    serde_json::to_string_pretty(&collection).map_err(|error| Error::Internal(format!("GeoJSON cannot be written: {error}")))
}

fn line_bbox(positions: &[[f64; 2]]) -> Option<Bbox> {
    let first = *positions.first()?;
    let start = [first[0], first[1], first[0], first[1]];
    let found = positions.iter().fold(start, |b, p| [b[0].min(p[0]), b[1].min(p[1]), b[2].max(p[0]), b[3].max(p[1])]);
    Some(found.to_vec())
}

fn bbox<'a>(boxes: impl Iterator<Item = &'a Bbox>) -> Option<Bbox> {
    boxes.cloned().reduce(|a, b| match (a.as_slice(), b.as_slice()) {
        ([w, s, e, n], [w2, s2, e2, n2]) => vec![w.min(*w2), s.min(*s2), e.max(*e2), n.max(*n2)],
        _ => a,
    })
}
