//! Writes a generalised outline of the world's countries, from the crate `world-data` (Natural Earth 1:10m, public domain), to standard output:
//!
//! `cargo run --release --locked --manifest-path tools/outline/Cargo.toml > data/background/outline.txt`
//!
//! Every position is moved to a grid, so that two countries have the same border still: finer where the corridors run.

use std::fmt::Write;

use geo::{Coord, LineString, MapCoords, MultiPolygon, Polygon, Relate, unary_union};

/// Hundredths of a degree.
type Position = (i32, i32);

fn main() -> std::fmt::Result {
    let world = world_data::load();
    let mut codes: Vec<&String> = world.countries.keys().filter(|code| code.len() == 2).collect();
    codes.sort();
    let mut text = String::from(
        "# Countries as areas, generalised from Natural Earth 1:10m (public domain) by tools/outline. Units: hundredths of a degree, WGS 84.\n\
         # A code begins a country; `a` begins an area with its outer ring, `h` is a hole in it; x y, then from each position to the next.\n",
    );
    for code in codes {
        let areas = world.countries[code].polygons.iter().map(snapped);
        let mut rings = String::new();
        // Rings that touch or cross themselves on the grid are put right.
        for area in tidy(areas.collect()) {
            let (outers, pockets): (Vec<_>, Vec<_>) = loops(area.exterior()).into_iter().partition(|ring| twice_area(ring) > 0);
            let holes: Vec<Vec<Position>> = area.interiors().iter().flat_map(loops).chain(pockets).collect();
            for outer in &outers {
                line(&mut rings, 'a', outer)?;
                for hole in holes.iter().filter(|hole| outers.len() == 1 || polygon(outer).relate(&polygon(hole)).is_covers()) {
                    line(&mut rings, 'h', hole)?;
                }
            }
        }
        if !rings.is_empty() {
            write!(text, "{code}\n{rings}")?;
        }
    }
    print!("{text}");
    Ok(())
}

fn line(text: &mut String, kind: char, ring: &[Position]) -> std::fmt::Result {
    text.push(kind);
    let mut last = (0, 0);
    for (x, y) in ring {
        write!(text, " {} {}", x - last.0, y - last.1)?;
        last = (*x, *y);
    }
    text.push('\n');
    Ok(())
}

/// An area with its positions on the grid.
fn snapped(area: &Polygon<f32>) -> Polygon<f64> {
    area.map_coords(|at| {
        let (x, y) = on_grid(f64::from(at.x), f64::from(at.y));
        Coord { x: f64::from(x), y: f64::from(y) }
    })
}

/// Areas that cross themselves nowhere, on whole numbers. Where two lines cross is moved to a whole number too, which may make them cross anew.
fn tidy(areas: Vec<Polygon<f64>>) -> MultiPolygon<f64> {
    let whole = |at: Coord<f64>| Coord { x: at.x.round(), y: at.y.round() };
    (0..4).fold(MultiPolygon::new(areas), |areas, _| unary_union(&areas.0).map_coords(whole))
}

/// The loops of a ring, each of which touches itself nowhere.
fn loops(ring: &LineString<f64>) -> Vec<Vec<Position>> {
    let (mut loops, mut open): (Vec<Vec<Position>>, Vec<Position>) = (Vec::new(), Vec::new());
    for at in &ring.0 {
        let at = (at.x.round() as i32, at.y.round() as i32);
        if let Some(first) = open.iter().position(|seen| *seen == at) {
            let mut closed = open.split_off(first);
            closed.push(at);
            loops.push(closed);
        }
        open.push(at);
    }
    loops.retain(|ring| twice_area(ring) != 0);
    loops
}

fn twice_area(ring: &[Position]) -> i64 {
    ring.windows(2).map(|w| i64::from(w[0].0) * i64::from(w[1].1) - i64::from(w[1].0) * i64::from(w[0].1)).sum()
}

fn polygon(ring: &[Position]) -> Polygon<f64> {
    Polygon::new(ring.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).collect(), Vec::new())
}

/// The nearest position of the grid.
fn on_grid(x: f64, y: f64) -> Position {
    let step = if (32.0..=80.0).contains(&x) && (18.0..=50.0).contains(&y) {
        3.0
    } else if (-12.0..=125.0).contains(&x) && (-15.0..=72.0).contains(&y) {
        10.0
    } else {
        40.0
    };
    let near = |degrees: f64| ((degrees * 100.0 / step).round() * step) as i32;
    (near(x), near(y))
}
