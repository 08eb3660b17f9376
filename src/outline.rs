//! Countries as areas, for the backgrounds of maps and for layers by country: Natural Earth 1:10m (public domain), generalised.
//!
//! Drawn to some kilometres only, and as matters stand on the ground by that source, which takes no side on disputed land. Nothing is measured on it.
//! `tools/outline` writes the file.

use std::sync::OnceLock;

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::model::Country;

/// What every map that shows it has to say.
pub const CREDIT: &str = "Outlines: Natural Earth, generalised; no position is taken on disputed borders";

const TEXT: &str = include_str!("../data/background/outline.txt");

/// All countries, by code.
pub fn countries() -> &'static [(Country, MultiPolygon<f64>)] {
    static ALL: OnceLock<Vec<(Country, MultiPolygon<f64>)>> = OnceLock::new();
    ALL.get_or_init(|| read(TEXT))
}

/// The area of a country.
pub fn area(country: Country) -> Option<&'static MultiPolygon<f64>> {
    let all = countries();
    let found = all.binary_search_by(|(code, _)| code.cmp(&country)).ok()?;
    Some(&all[found].1)
}

/// A line with a code begins a country, one with `a` an area by its outer ring, one with `h` a hole in it. What cannot be read is left out; a test sees that
/// all can.
fn read(text: &str) -> Vec<(Country, MultiPolygon<f64>)> {
    let mut all: Vec<(Country, MultiPolygon<f64>)> = Vec::new();
    for line in text.lines() {
        if let Ok(code) = line.parse() {
            all.push((code, MultiPolygon::new(Vec::new())));
        }
        let Some((_, areas)) = all.last_mut() else { continue };
        if let Some(ring) = line.strip_prefix("a ").and_then(ring) {
            areas.0.push(Polygon::new(ring, Vec::new()));
        } else if let (Some(ring), Some(area)) = (line.strip_prefix("h ").and_then(ring), areas.0.last_mut()) {
            area.interiors_push(ring);
        }
    }
    all
}

/// Hundredths of a degree: a position, then from each to the next.
fn ring(text: &str) -> Option<LineString<f64>> {
    let numbers = text.split(' ').map(|number| number.parse().ok()).collect::<Option<Vec<i32>>>()?;
    let mut at = (0, 0);
    let positions = numbers.chunks_exact(2).map(|step| {
        at = (at.0 + step[0], at.1 + step[1]);
        Coord { x: f64::from(at.0) / 100.0, y: f64::from(at.1) / 100.0 }
    });
    Some(positions.collect())
}
