//! Geometries against RFC 7946: types, rings, positions, ranges.

use geojson::{GeometryValue, Position};

use super::Context;
use crate::issue::Issue;
use crate::read::RawGeometry;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in context.raw.records.iter().filter(|record| record.feature.is_some()) {
        let mut add = |code: &'static str, message: String, help: &str| {
            issues.push(context.error(code, record, Some("geometry"), message).help(help));
        };
        match &record.geometry {
            RawGeometry::Absent => add("geometry", "the feature has no geometry".into(), "draw it, or delete the feature"),
            RawGeometry::Unreadable(why) => {
                add(
                    "geometry",
                    format!("the geometry cannot be read: {why}"),
                    "positions are arrays of numbers: [longitude, latitude]",
                );
            }
            RawGeometry::Read(geometry) => {
                let expected = if record.kind == Kind::Place { "Point" } else { "LineString" };
                if matches!(record.kind, Kind::Place | Kind::Segment) && geometry.type_name() != expected {
                    let message = format!(
                        "the geometry of a {} is a {expected}, this one is a {}",
                        record.kind.noun(),
                        geometry.type_name()
                    );
                    let help = if geometry.type_name() == "MultiLineString" {
                        "split it into one feature a line (in QGIS: Multipart to singleparts)"
                    } else {
                        "save it as the type that is expected"
                    };
                    add("geometry-type", message, help);
                }
                shape(geometry, &mut add);
            }
        }
    }
}

fn shape(geometry: &GeometryValue, add: &mut impl FnMut(&'static str, String, &str)) {
    match geometry {
        GeometryValue::Point { coordinates } => positions(std::slice::from_ref(coordinates), add),
        GeometryValue::MultiPoint { coordinates } => positions(coordinates, add),
        GeometryValue::LineString { coordinates } => line(coordinates, add),
        GeometryValue::MultiLineString { coordinates } => coordinates.iter().for_each(|l| line(l, add)),
        GeometryValue::Polygon { coordinates } => coordinates.iter().for_each(|r| ring(r, add)),
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().flatten().for_each(|r| ring(r, add)),
        GeometryValue::GeometryCollection { geometries } => geometries.iter().for_each(|g| shape(&g.value, add)),
    }
}

fn line(positions_of: &[Position], add: &mut impl FnMut(&'static str, String, &str)) {
    if positions_of.len() < 2 {
        add(
            "short-line",
            format!("a line needs at least two positions, this one has {}", positions_of.len()),
            "add the other end, or delete the feature",
        );
    }
    positions(positions_of, add);
    let is_jump = |pair: &[Position]| match (pair[0].as_slice(), pair[1].as_slice()) {
        // Beyond 360 these are no degrees.
        ([x0, ..], [x1, ..]) => (180.0..=360.0).contains(&(x0 - x1).abs()),
        _ => false,
    };
    if positions_of.windows(2).any(is_jump) {
        add(
            "antimeridian",
            "the line jumps across the 180th meridian".into(),
            "cut it in two there, as RFC 7946 section 3.1.9 says",
        );
    }
    if positions_of.len() >= 2 && positions_of.windows(2).all(|pair| pair[0] == pair[1]) {
        add("short-line", "all positions of the line are the same".into(), "give it a second end");
    }
}

fn ring(positions_of: &[Position], add: &mut impl FnMut(&'static str, String, &str)) {
    if positions_of.len() < 4 {
        add(
            "short-ring",
            format!("a ring needs at least four positions, this one has {}", positions_of.len()),
            "draw the polygon again",
        );
    } else if positions_of.first() != positions_of.last() {
        add("open-ring", "the ring is open: its last position is not its first".into(), "repeat the first position at the end");
    }
    positions(positions_of, add);
}

fn positions(positions_of: &[Position], add: &mut impl FnMut(&'static str, String, &str)) {
    // One message a geometry and kind of fault: a layer in metres would else give a thousand.
    let odd = positions_of.iter().find(|p| !(2..=3).contains(&p.as_slice().len()));
    if let Some(position) = odd {
        add(
            "position",
            format!("a position has {} numbers; two are needed: [longitude, latitude]", position.as_slice().len()),
            "write [longitude, latitude]",
        );
    }
    let out = positions_of.iter().find_map(|position| match position.as_slice() {
        [x, y, ..] if !(-180.0..=180.0).contains(x) || !(-90.0..=90.0).contains(y) => Some((*x, *y)),
        _ => None,
    });
    if let Some((x, y)) = out {
        let help = if (-90.0..=90.0).contains(&x) && (-180.0..=180.0).contains(&y) {
            "longitude and latitude look swapped: GeoJSON writes [longitude, latitude]"
        } else if (180.0..=540.0).contains(&x.abs()) && (-90.0..=90.0).contains(&y) {
            "longitudes run from -180 to 180: add or subtract 360"
        } else {
            "the numbers look like metres of a projection: save the layer in EPSG:4326"
        };
        add(
            "position-range",
            format!("the position [{x}, {y}] is outside the range of longitude (-180..180) and latitude (-90..90)"),
            help,
        );
    }
}
