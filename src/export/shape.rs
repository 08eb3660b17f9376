//! Shapes as the formats want them: few digits, right-handed rings, no line across the 180th meridian.

use std::fmt::Write;

use geo::orient::Direction;
use geo::{Coord, Geometry, LineString, MapCoords, MultiLineString, Orient};

use super::table::{ShapeKind, Table};
use crate::units::round;

/// A shape as it is written: at most seven digits behind the point, a centimetre; outer rings to the left; a line cut where it crosses the 180th meridian
/// (RFC 7946, sections 3.1.6 and 3.1.9; 11.2 for the digits).
pub(super) fn written(shape: &Geometry<f64>) -> Geometry<f64> {
    let shape = match shape {
        Geometry::LineString(line) => cut(std::slice::from_ref(line)),
        Geometry::MultiLineString(lines) => cut(&lines.0),
        Geometry::Polygon(area) => area.orient(Direction::Default).into(),
        Geometry::MultiPolygon(areas) => areas.orient(Direction::Default).into(),
        other => other.clone(),
    };
    shape.map_coords(|at| Coord { x: round(at.x, 7), y: round(at.y, 7) })
}

/// Lines in pieces none of which crosses the 180th meridian. Of two positions more than 180 degrees apart the way is the short one.
fn cut(lines: &[LineString<f64>]) -> Geometry<f64> {
    let mut pieces: Vec<LineString<f64>> = Vec::new();
    for line in lines {
        let mut piece: Vec<Coord<f64>> = Vec::new();
        for at in &line.0 {
            if let Some(last) = piece.last().copied().filter(|last: &Coord<f64>| (last.x - at.x).abs() > 180.0) {
                let edge = 180.0_f64.copysign(last.x);
                let (before, after) = (edge - last.x, at.x + 2.0 * edge - last.x);
                let y = if after == 0.0 { last.y } else { last.y + (at.y - last.y) * before / after };
                piece.push(Coord { x: edge, y });
                pieces.push(LineString::new(std::mem::take(&mut piece)));
                piece.push(Coord { x: -edge, y });
            }
            piece.push(*at);
        }
        pieces.push(LineString::new(piece));
    }
    // A cut at a position that lies on the meridian leaves a piece without length.
    if pieces.len() > lines.len() {
        pieces.retain(|piece| piece.0.iter().any(|at| Some(at) != piece.0.first()));
    }
    match <[LineString<f64>; 1]>::try_from(pieces) {
        Ok([line]) => line.into(),
        Err(pieces) => MultiLineString::new(pieces).into(),
    }
}

/// The shapes of a typed layer as they are written, and whether they have several parts: all areas have, and all lines where one of them does, since such a layer
/// takes either all with parts or all without.
pub(super) fn typed(table: &Table, kind: ShapeKind) -> (Vec<Option<Geometry<f64>>>, bool) {
    let mut shapes: Vec<Option<Geometry<f64>>> = table.rows.iter().map(|row| row.shape.as_ref().map(written)).collect();
    let has_parts = match kind {
        ShapeKind::Area => true,
        ShapeKind::Line => shapes.iter().flatten().any(|shape| matches!(shape, Geometry::MultiLineString(_))),
        ShapeKind::Point | ShapeKind::MultiPoint => false,
    };
    if has_parts {
        shapes.iter_mut().for_each(|shape| *shape = shape.take().map(in_parts));
    }
    (shapes, has_parts)
}

/// A shape as one of several parts.
fn in_parts(shape: Geometry<f64>) -> Geometry<f64> {
    match shape {
        Geometry::LineString(line) => MultiLineString::new(vec![line]).into(),
        Geometry::Polygon(area) => geo::MultiPolygon::new(vec![area]).into(),
        shape => shape,
    }
}

/// A shape as well-known text.
pub(super) fn wkt(shape: &Geometry<f64>) -> String {
    match shape {
        Geometry::Point(at) => format!("POINT ({})", position(&at.0)),
        Geometry::MultiPoint(points) => format!("MULTIPOINT {}", list(&points.0, |at| position(&at.0))),
        Geometry::LineString(line) => format!("LINESTRING {}", ring(line)),
        Geometry::MultiLineString(lines) => format!("MULTILINESTRING {}", list(&lines.0, ring)),
        Geometry::Polygon(area) => format!("POLYGON {}", rings(area)),
        Geometry::MultiPolygon(areas) => format!("MULTIPOLYGON {}", list(&areas.0, rings)),
        _ => String::new(),
    }
}

fn position(at: &Coord<f64>) -> String {
    format!("{} {}", at.x, at.y)
}

fn ring(line: &LineString<f64>) -> String {
    list(&line.0, position)
}

fn rings(area: &geo::Polygon<f64>) -> String {
    let all: Vec<&LineString<f64>> = std::iter::once(area.exterior()).chain(area.interiors()).collect();
    list(&all, |line| ring(line))
}

fn list<T>(parts: &[T], text: impl Fn(&T) -> String) -> String {
    let mut all = String::from("(");
    for (i, part) in parts.iter().enumerate() {
        // Writing to a text does not fail.
        let _ = write!(all, "{}{}", if i > 0 { ", " } else { "" }, text(part));
    }
    all + ")"
}
