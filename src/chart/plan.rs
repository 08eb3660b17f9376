//! What maps are made of, in pixels: where routes lie, coasts and borders, lines that do not jump across the map.

use geo::{BooleanOps, BoundingRect, Contains, Coord, Intersects, LineString, MultiPolygon, Polygon, Rect};

pub(crate) use super::canvas::At;
pub(crate) use super::projection::Projection;
use crate::itinerary::{Itinerary, LegKind};
use crate::model::Country;
use crate::outline;
use crate::route::RouteAnswer;

/// Room about the routes, share of their size.
const AROUND: f64 = 0.12;

/// Positions that have to be on the map: the routes and some room about them.
pub(crate) fn around(answers: &[&RouteAnswer]) -> Vec<Coord<f64>> {
    let lines: Vec<LineString<f64>> = answers
        .iter()
        .flat_map(|answer| &answer.routes)
        .flat_map(|route| route.legs.iter().map(|leg| leg.line.clone()))
        .collect();
    frame_about(&lines.iter().flat_map(|line| line.0.iter().copied()).collect::<Vec<_>>())
}

/// The frame of some positions, with some room about them.
pub(crate) fn frame_about(positions: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let Some(start) = positions.first() else { return vec![Coord { x: 20.0, y: 5.0 }, Coord { x: 90.0, y: 60.0 }] };
    // Across the 180th meridian a route goes on beyond it.
    let near = |x: f64| start.x + (x - start.x + 540.0).rem_euclid(360.0) - 180.0;
    let (mut west, mut east, mut south, mut north) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
    for at in positions {
        (west, east) = (west.min(near(at.x)), east.max(near(at.x)));
        (south, north) = (south.min(at.y), north.max(at.y));
    }
    let (dx, dy) = (((east - west) * AROUND).max(0.7), ((north - south) * AROUND).max(0.5));
    let (west, east, south, north) = (west - dx, east + dx, (south - dy).max(-85.0), (north + dy).min(85.0));
    let mut frame = Vec::new();
    for i in 0..=8 {
        let share = f64::from(i) / 8.0;
        let (x, y) = (west + (east - west) * share, south + (north - south) * share);
        frame.extend([Coord { x, y: south }, Coord { x, y: north }, Coord { x: west, y }, Coord { x: east, y }]);
    }
    frame
}

/// Countries of which something can be seen, as rings of pixels.
pub(crate) fn lands(map: &Projection, frame: [f64; 4]) -> Vec<(Country, Vec<Vec<At>>)> {
    let seen = |ring: &LineString<f64>| -> Option<Vec<At>> {
        // What lies on the far side of the globe would be torn across the map.
        if ring.0.iter().any(|at| map.turn(at.x).abs() > 150.0) {
            return None;
        }
        let mut through: Vec<At> = Vec::new();
        for at in ring.0.iter().map(|at| map.at(*at)) {
            // Less than a pixel is not seen.
            if through.last().is_none_or(|last| (last.0 - at.0).abs() + (last.1 - at.1).abs() > 0.9) {
                through.push(at);
            }
        }
        (through.len() > 2).then_some(through)
    };
    // A little beyond the frame, so that no border is drawn along it.
    let page = Rect::new((frame[0] - 4.0, frame[1] - 4.0), (frame[2] + 4.0, frame[3] + 4.0)).to_polygon();
    let cut = |ring: Vec<At>| -> Vec<Vec<At>> {
        let ring = Polygon::new(ring.into_iter().collect(), Vec::new());
        let Some(around) = ring.bounding_rect().filter(|around| around.intersects(&page)) else { return Vec::new() };
        let seen = if page.contains(&around) { ring.into() } else { ring.intersection(&page) };
        seen.0
            .iter()
            .flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()))
            .map(|ring| ring.0.iter().map(|at| (at.x, at.y)).collect())
            .collect()
    };
    let of = |areas: &MultiPolygon<f64>| -> Vec<Vec<At>> {
        areas
            .0
            .iter()
            .flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()).filter_map(seen))
            .flat_map(cut)
            .collect()
    };
    outline::countries().iter().map(|(code, areas)| (*code, of(areas))).filter(|(_, rings)| !rings.is_empty()).collect()
}

/// The pieces of a route's line on the map: none jumps across it.
pub(crate) fn pieces(map: &Projection, line: &LineString<f64>) -> Vec<Vec<At>> {
    let mut pieces: Vec<Vec<At>> = vec![Vec::new()];
    let mut last: Option<Coord<f64>> = None;
    for at in &line.0 {
        if last.is_some_and(|last| (map.turn(last.x) - map.turn(at.x)).abs() > 180.0) {
            pieces.push(Vec::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(map.at(*at));
        }
        last = Some(*at);
    }
    pieces
}

/// Hours lost, id and name of each stop.
pub(crate) fn waits(route: &Itinerary) -> Vec<(f64, &str, &str)> {
    let stops = route.legs.iter().filter(|leg| !matches!(leg.kind, LegKind::Travel | LegKind::Swap));
    stops.map(|leg| (leg.hours.central, leg.from.id.as_str(), leg.from.name.as_str())).collect()
}
