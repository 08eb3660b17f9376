//! Coordinates outside the country that the record claims.
//!
//! Country boundaries: (c) OpenStreetMap contributors, ODbL 1.0, from the crate `country-boundaries`. They know land only, so
//! what lies at sea is not asked about. The record's own country is what counts; the boundaries are a check.

use std::sync::LazyLock;

use country_boundaries::{BOUNDARIES_ODBL_60X30, CountryBoundaries, LatLon};
use geo::{Coord, Destination, Geodesic, Point};

use super::{Context, countries_of, positions};
use crate::issue::Issue;
use crate::limits::OUTSIDE;
use crate::model::Country;
use crate::read::RawRecord;
use crate::read::schema::Kind;

/// How far outside its country a point may lie without a word, in km. Coasts, quays and border rivers are drawn coarsely.
pub const OUTSIDE_TOLERANCE_KM: f64 = 3.0;
/// From here on it is no longer a matter of drawing: the point is in another country.
const ERROR_KM: f64 = 50.0;
/// Read once. Cannot fail: the bytes are compiled in by the crate that reads them. Of its three grids over the same boundaries the coarsest is read ten times faster than the finest, and a
/// position is then looked up in 160 ns instead of 130.
static BOUNDARIES: LazyLock<Option<CountryBoundaries>> =
    LazyLock::new(|| CountryBoundaries::from_reader(BOUNDARIES_ODBL_60X30).ok());
const STEPS_KM: [f64; 4] = [6.0, 12.0, 25.0, ERROR_KM];

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    let records: Vec<_> =
        context.raw.records.iter().filter(|record| matches!(record.kind, Kind::Place | Kind::Segment)).collect();
    if records.is_empty() {
        return;
    }
    let Some(boundaries) = BOUNDARIES.as_ref() else { return };
    for record in records {
        let claimed = countries_of(record);
        // What is no country code is said elsewhere; nothing can be measured against it.
        if claimed.is_empty() || claimed.contains(&"XZ") || claimed.iter().any(|code| code.parse::<Country>().is_err()) {
            continue;
        }
        // A ship or ferry in a country's waters is off its land by nature.
        if matches!(record.text("mode"), Some("sea" | "ferry")) {
            continue;
        }
        // A border lies at each of its countries, anything else in any.
        let is_border = record.text("kind") == Some("border");
        let sides: Vec<&[&str]> = if is_border { claimed.chunks(1).collect() } else { vec![&claimed] };
        issues.extend(sides.into_iter().find_map(|side| outside(context, boundaries, record, side)));
    }
}

fn outside(context: &Context, boundaries: &CountryBoundaries, record: &RawRecord, claimed: &[&str]) -> Option<Issue> {
    let line = positions(record);
    let on_earth = |c: &&Coord<f64>| (-180.0..=180.0).contains(&c.x) && (-90.0..=90.0).contains(&c.y);
    let beyond: Vec<_> = line.iter().filter(on_earth).filter(|c| !is_in(boundaries, **c, claimed)).collect();
    let mut worst: Option<(f64, &Coord<f64>)> = None;
    for c in beyond.iter().copied().step_by(beyond.len().div_ceil(OUTSIDE).max(1)) {
        let km = km_outside(boundaries, *c, claimed);
        if worst.is_none_or(|(most, _)| km >= most) {
            worst = Some((km, c));
        }
        // Farther than this nothing is measured.
        if km >= ERROR_KM {
            break;
        }
    }
    let (km, at) = worst.filter(|(km, _)| *km > 0.0)?;
    let in_words = claimed.join("/");
    let is_swapped = || {
        line.iter().all(|c| {
            let swapped = Coord { x: c.y, y: c.x };
            (-90.0..=90.0).contains(&swapped.y) && km_outside(boundaries, swapped, claimed) == 0.0
        })
    };
    if km >= ERROR_KM && is_swapped() {
        let message = format!(
            "longitude and latitude are swapped: [{}, {}] is outside {in_words}, the other way round it is inside",
            at.x, at.y
        );
        return Some(
            context.error("swapped-coordinates", record, Some("geometry"), message).help("GeoJSON writes [longitude, latitude]"),
        );
    }
    let found: Vec<&str> = countries(boundaries, *at).collect();
    let found = if found.is_empty() { "at sea".to_owned() } else { format!("in {}", found.join("/")) };
    let far = if km >= ERROR_KM { format!("more than {ERROR_KM} km") } else { format!("up to {km} km") };
    let message = format!("[{}, {}] lies {found}, {far} outside {in_words}", at.x, at.y);
    Some(if km >= ERROR_KM {
        context.error("outside-country", record, Some("geometry"), message).help("correct the position, or the country")
    } else {
        context
            .warning("outside-country", record, Some("geometry"), message)
            .help("correct it, or explain it in \"accept\": [\"outside-country: why\"]")
    })
}

/// 0 inside or within the tolerance; else the first step of [`STEPS_KM`] within which the country begins.
fn km_outside(boundaries: &CountryBoundaries, at: Coord<f64>, claimed: &[&str]) -> f64 {
    let reaches = |km: &f64| {
        let mut around = (0..16).map(|i| Geodesic.destination(Point::from(at), f64::from(i) * 22.5, km * 1000.0));
        around.any(|p| is_in(boundaries, Coord { x: p.x(), y: p.y() }, claimed))
    };
    if is_in(boundaries, at, claimed) || reaches(&OUTSIDE_TOLERANCE_KM) {
        0.0
    } else {
        STEPS_KM.into_iter().find(reaches).unwrap_or(ERROR_KM)
    }
}

fn is_in(boundaries: &CountryBoundaries, at: Coord<f64>, claimed: &[&str]) -> bool {
    countries(boundaries, at).any(|id| claimed.contains(&id))
}

/// The country at a position, if it is on land.
pub(crate) fn country_at(at: Coord<f64>) -> Option<Country> {
    countries(BOUNDARIES.as_ref()?, at).next()?.parse().ok()
}

/// Two-letter codes of the countries at a position; subdivisions (`AZ-NX`) and claims are kept apart by the crate.
fn countries(boundaries: &CountryBoundaries, at: Coord<f64>) -> impl Iterator<Item = &str> {
    let position = LatLon::new(at.y, at.x).ok();
    position.into_iter().flat_map(|position| boundaries.ids(position)).filter(|id| id.len() == 2)
}
