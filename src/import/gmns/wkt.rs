//! Lines in well-known text (OGC 06-103r4): `LINESTRING (30 50, 31 50.5)`.

use geo::{Coord, LineString};

/// The line of a text in degrees, longitude first; a height or a measure is passed over. `None` for anything else.
pub(super) fn line(text: &str) -> Option<LineString<f64>> {
    let text = text.trim().to_uppercase();
    // PostGIS writes the reference system before it.
    let text = text.strip_prefix("SRID=4326;").unwrap_or(&text);
    let (kind, points) = text.strip_prefix("LINESTRING")?.split_once('(')?;
    if !matches!(kind.trim(), "" | "Z" | "M" | "ZM") {
        return None;
    }
    let points: Vec<Coord<f64>> = points.strip_suffix(')')?.split(',').map(point).collect::<Option<_>>()?;
    (points.len() > 1).then(|| LineString::from(points))
}

fn point(text: &str) -> Option<Coord<f64>> {
    let numbers: Vec<f64> = text.split_whitespace().map(|number| number.parse().ok()).collect::<Option<_>>()?;
    match numbers[..] {
        [x, y] | [x, y, _] | [x, y, _, _] => is_on_earth(x, y).then_some(Coord { x, y }),
        _ => None,
    }
}

/// Whether this is a longitude and a latitude.
pub(super) fn is_on_earth(x: f64, y: f64) -> bool {
    (-180.0..=180.0).contains(&x) && (-90.0..=90.0).contains(&y)
}
