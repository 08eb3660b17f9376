//! Writes a generalised outline of the world's countries, from the crate `world-data` (Natural Earth 1:10m, public domain), to standard output:
//!
//! `cargo run --release --locked --manifest-path tools/outline/Cargo.toml > data/background/outline.txt`
//!
//! Every position is moved to a grid, so that two countries have the same border still: finer where the corridors run.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::f64::consts::TAU;
use std::fmt::Write;

use geo::{LineString, Polygon, Relate};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::Overlay;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;

/// Hundredths of a degree.
type Position = (i32, i32);

/// The main island of Taiwan, which `world-data` has under no code. From Natural Earth 1:10m by way of the map of the world that comes with QGIS.
#[rustfmt::skip]
const TAIWAN: [Position; 52] = [
    (12090, 2220), (12090, 2200), (12070, 2200), (12070, 2210), (12060, 2230), (12060, 2240), (12040, 2250), (12030, 2250),
    (12030, 2260), (12020, 2260), (12030, 2270), (12020, 2280), (12020, 2290), (12010, 2300), (12010, 2340), (12020, 2340),
    (12010, 2350), (12010, 2360), (12020, 2380), (12040, 2400), (12040, 2420), (12050, 2420), (12060, 2440), (12060, 2450),
    (12080, 2470), (12090, 2470), (12090, 2490), (12110, 2510), (12130, 2510), (12150, 2530), (12160, 2530), (12160, 2520),
    (12170, 2520), (12180, 2510), (12190, 2510), (12190, 2500), (12180, 2480), (12180, 2460), (12190, 2460), (12190, 2450),
    (12180, 2450), (12180, 2430), (12160, 2410), (12160, 2400), (12150, 2370), (12150, 2330), (12140, 2330), (12140, 2310),
    (12130, 2310), (12130, 2290), (12090, 2250), (12090, 2220),
];

fn main() -> std::fmt::Result {
    let world = world_data::load();
    let mut countries: BTreeMap<&str, Vec<Vec<Position>>> = BTreeMap::from([("TW", vec![TAIWAN.to_vec()])]);
    for (code, country) in world.countries.iter().filter(|(code, _)| code.len() == 2) {
        let rings = country.polygons.iter().flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors()));
        countries.insert(code, rings.map(snapped).collect());
    }
    print!(
        "# Countries as areas, generalised from Natural Earth 1:10m (public domain) by tools/outline. Units: hundredths of a degree, WGS 84.\n\
         # A code begins a country; `a` begins an area with its outer ring, `h` is a hole in it; x y, then from each position to the next.\n",
    );
    for (code, rings) in countries {
        let mut text = String::new();
        for (outer, holes) in areas(&rings) {
            line(&mut text, 'a', &outer)?;
            for hole in &holes {
                line(&mut text, 'h', hole)?;
            }
        }
        // Smaller than the grid: nothing to draw.
        if !text.is_empty() {
            print!("{code}\n{text}");
        }
    }
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

/// A ring with its positions on the grid.
fn snapped(ring: &LineString<f32>) -> Vec<Position> {
    ring.coords().map(|at| on_grid(f64::from(at.x), f64::from(at.y))).collect()
}

/// The areas of a country, each by its outer ring and its holes: on the grid, rings touch and cross themselves and each other.
///
/// Outer rings of the source go clockwise and holes do not, which is what `Positive` is for. (`unary_union` of `geo` tells by the leftmost corner of the
/// first ring alone. Where the grid has made a spike or a touch of it, it is mistaken, and nothing is left of the country.)
fn areas(rings: &[Vec<Position>]) -> Vec<(Vec<Position>, Vec<Vec<Position>>)> {
    let paths: Vec<Vec<IntPoint>> = rings.iter().map(|ring| corners(ring)).collect();
    let shapes = Overlay::with_contours(&paths, &[]).overlay(OverlayRule::Subject, FillRule::Positive);
    // The country's areas touch each other too.
    let stops: BTreeSet<Position> = shapes.iter().flatten().flatten().map(|at| (at.x, at.y)).collect();
    shapes.iter().flat_map(|shape| apart(&edges(shape, &stops))).collect()
}

/// The corners of a ring: no position twice in a row, nor one where the ring goes straight on or back. (`i_overlay` 2.0 loses a corner of a ring that
/// begins with such a position.)
fn corners(ring: &[Position]) -> Vec<IntPoint> {
    let mut corners: VecDeque<Position> = VecDeque::new();
    let is_flat = |a: Position, b: Position, c: Position| twice_area(&[a, b, c, a]) == 0;
    for at in ring {
        while corners.len() > 1 && is_flat(corners[corners.len() - 2], corners[corners.len() - 1], *at) {
            corners.pop_back();
        }
        if corners.back() != Some(at) {
            corners.push_back(*at);
        }
    }
    while corners.len() > 2 {
        let last = corners.len() - 1;
        if is_flat(corners[last - 1], corners[last], corners[0]) {
            corners.pop_back();
        } else if is_flat(corners[last], corners[0], corners[1]) {
            corners.pop_front();
        } else {
            break;
        }
    }
    corners.into_iter().map(|(x, y)| IntPoint::new(x, y)).collect()
}

/// What lies to the left of edges, as areas that touch themselves nowhere and whose inside hangs together.
fn apart(edges: &[(Position, Position)]) -> Vec<(Vec<Position>, Vec<Vec<Position>>)> {
    let (outers, holes): (Vec<_>, Vec<_>) =
        around(edges).iter().flat_map(|ring| loops(ring)).partition(|ring| twice_area(ring) > 0);
    let mut areas: Vec<_> = outers.into_iter().map(|outer| (outer, Vec::new())).collect();
    for hole in holes {
        // The least of those around it, for one may lie in a hole of another.
        let around = areas.iter_mut().filter(|(outer, _)| polygon(outer).relate(&polygon(&hole)).is_covers());
        if let Some((_, holes)) = around.min_by_key(|(outer, _)| twice_area(outer)) {
            holes.push(hole);
        }
    }
    areas
}

/// The edges of an area, which lies to the left of each. An edge ends at every stop that it passes, so that a touch always is one of two corners.
fn edges(shape: &[Vec<IntPoint>], stops: &BTreeSet<Position>) -> Vec<(Position, Position)> {
    let mut edges = Vec::new();
    for path in shape {
        // Here the area is to the right.
        let ring: Vec<Position> = path.iter().rev().map(|at| (at.x, at.y)).collect();
        for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            // In their order along the edge, or against it.
            let mut passed: Vec<Position> = stops.iter().filter(|at| is_between(**at, *from, *to)).copied().collect();
            if from > to {
                passed.reverse();
            }
            let mut last = *from;
            for at in passed.into_iter().chain([*to]) {
                edges.push((last, at));
                last = at;
            }
        }
    }
    edges
}

fn is_between(at: Position, from: Position, to: Position) -> bool {
    let [(ax, ay), (bx, by)] = [from, to].map(|end| (i64::from(end.0 - at.0), i64::from(end.1 - at.1)));
    ax * by == ay * bx && ax * bx + ay * by < 0
}

/// The ways around an area along its edges, closed. Where several meet, the way goes on with the next edge around the same piece of the inside, which
/// is the first one clockwise.
fn around(edges: &[(Position, Position)]) -> Vec<Vec<Position>> {
    let direction = |from: Position, to: Position| f64::from(to.1 - from.1).atan2(f64::from(to.0 - from.0));
    let mut leaving: BTreeMap<Position, Vec<usize>> = BTreeMap::new();
    for (edge, (from, _)) in edges.iter().enumerate() {
        leaving.entry(*from).or_default().push(edge);
    }
    let mut ways = Vec::new();
    let mut gone = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut way = Vec::new();
        let mut edge = start;
        while !std::mem::replace(&mut gone[edge], true) {
            let (from, at) = edges[edge];
            way.push(from);
            let clockwise = |next: &usize| (direction(at, from) - direction(at, edges[*next].1)).rem_euclid(TAU);
            edge = leaving[&at].iter().copied().min_by(|a, b| clockwise(a).total_cmp(&clockwise(b))).unwrap_or(start);
        }
        way.extend(way.first().copied());
        ways.push(way);
    }
    ways
}

/// The loops of a ring, each of which touches itself nowhere.
fn loops(ring: &[Position]) -> Vec<Vec<Position>> {
    let (mut loops, mut open): (Vec<Vec<Position>>, Vec<Position>) = (Vec::new(), Vec::new());
    for at in ring {
        if let Some(first) = open.iter().position(|seen| seen == at) {
            let mut closed = open.split_off(first);
            closed.push(*at);
            loops.push(closed);
        }
        open.push(*at);
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
