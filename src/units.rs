//! Whole numbers to the units that an answer shows, counts in words, and positions on a sphere and on a flat map.

use geo::Coord;

/// So many of something, in words: "1 pair", "2 pairs".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

pub(crate) fn round(value: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    (value * scale).round() / scale
}

pub(crate) fn km(millimetres: u64) -> f64 {
    round(millimetres as f64 / 1e6, 3)
}

pub(crate) fn hours(milliseconds: u64) -> f64 {
    round(milliseconds as f64 / 3.6e6, 3)
}

pub(crate) fn usd(microdollars: u64) -> f64 {
    round(microdollars as f64 / 1e6, 2)
}

pub(crate) fn kg(milligrams: u64) -> f64 {
    round(milligrams as f64 / 1e6, 3)
}

/// A position as a point of the sphere of radius 1. Straight through the earth gives the same order of distances as along it, is quicker, and knows no edge of the map.
pub(crate) fn on_sphere(at: Coord<f64>) -> [f64; 3] {
    let (lat, lon) = (at.y.to_radians(), at.x.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// A position on a flat map on which distances nearby are about right.
pub(crate) fn on_map(at: Coord<f64>) -> [f32; 2] {
    [(at.x * at.y.to_radians().cos()) as f32, at.y as f32]
}
