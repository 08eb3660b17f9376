//! Random segments.

use corridor::model::{BASE_DATE, Confidence, Country, Date, Mode, Place, PlaceIx, PlaceKind, Precision, Segment, Status};
use geo::LineString;

use super::{Draw, SEAS};

/// Up to so many segments; what could not be in files is left out.
pub fn of(draw: &mut Draw, places: &[Place], count: usize) -> Vec<Segment> {
    (0..count).filter_map(|number| one(draw, places, number)).collect()
}

/// A segment between any two places.
pub fn one(draw: &mut Draw, places: &[Place], number: usize) -> Option<Segment> {
    let ends = (0..60).map(|_| (draw.below(places.len()), draw.below(places.len()), mode(draw)));
    let (from, to, mode, country) = ends
        .filter(|(from, to, _)| from != to)
        .find_map(|(from, to, mode)| Some((from, to, mode, country([&places[from], &places[to]], mode)?)))?;
    let sea = country.is_high_seas().then(|| draw.one(&SEAS).to_owned());
    // A few whole lengths, so that ties are common.
    let metres = if draw.percent(70) { 100_000 * (1 + draw.below(4)) } else { 1 + draw.below(900_000) };
    let status = if draw.percent(85) {
        Status::Operating
    } else {
        draw.one(&[Status::Planned, Status::UnderConstruction, Status::Disused])
    };
    Some(Segment {
        id: format!("s{number}"),
        name: None,
        from: PlaceIx(from as u32),
        to: PlaceIx(to as u32),
        is_oneway: draw.percent(8),
        mode,
        country,
        sea,
        region: None,
        status,
        status_as_of: BASE_DATE,
        opened: draw.percent(10).then(|| draw.one(&[Date::new(2020, 5, 1), Date::new(2026, 5, 1)])),
        expected: None,
        length: Some((metres as f64 / 1000.0, "s".into())),
        other_lengths: None,
        length_note: None,
        gauge_mm: (mode == Mode::Rail).then(|| draw.one(&[1435, 1520, 1520])),
        tracks: None,
        electrified: None,
        capacity: None,
        corridors: if draw.percent(30) { vec!["c".into()] } else { Vec::new() },
        drawn: Precision::Schematic,
        source: "s".into(),
        confidence: draw.one(&[Confidence::High, Confidence::Low]),
        note: None,
        line: LineString::new(vec![places[from].point.0, places[to].point.0]),
    })
}

fn mode(draw: &mut Draw) -> Mode {
    match draw.below(100) {
        0..40 => Mode::Rail,
        40..65 => Mode::Road,
        65..80 => Mode::Sea,
        80..90 => Mode::Ferry,
        _ => Mode::Pipeline,
    }
}

/// The country of a segment between two places: one of both on land, none at sea. No line runs on where a border would have to be.
fn country(ends: [&Place; 2], mode: Mode) -> Option<Country> {
    if mode.is_afloat() {
        return ends.iter().all(|place| !place.is_border() && place.kind != PlaceKind::Station).then_some(Country::HIGH_SEAS);
    }
    let on_land = ends.iter().all(|place| place.kind != PlaceKind::Strait);
    ends[0].countries.iter().copied().find(|country| on_land && ends[1].countries.contains(country))
}
