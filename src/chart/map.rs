//! The map of routes, with coasts and borders behind them.

use geo::{Area, BoundingRect, Contains, Coord, InteriorPoint, Point, Polygon};

use super::axis::thousands;
use super::canvas::{Anchor, At, Canvas, Ink};
use super::distance::ROUTES;
use super::labels::{Label, Labels};
use super::plan::{around, lands, pieces, waits};
use super::projection::Projection;
use super::{FAINT, Frame, INK, SMALL, SMALL_TYPE, TEXT, WIDTH, font, made_by};
use crate::error::Error;
use crate::export::{Colour, mode_colour};
use crate::itinerary::LegKind;
use crate::model::{Country, Dataset, Mode, Word};
use crate::outline;
use crate::route::RouteAnswer;

const SEA: Colour = [222, 234, 242];
const LAND: Colour = [247, 245, 240];
const BORDER: Colour = [178, 172, 160];
/// Height of the map over its width, at most and at least.
const TALL: f64 = 1.25;
const FLAT: f64 = 0.55;

/// The map of an answer's routes as SVG. The best one is drawn by mode; others in a colour and dash of their own.
///
/// # Errors
/// [`Error::Name`] where of no part of a route a position is known.
pub fn route_map(data: &Dataset, answer: &RouteAnswer) -> Result<String, Error> {
    if !answer.is_on_map() {
        return Err(Error::no_places());
    }
    let query = &answer.query;
    let modes = Mode::WORDS.iter().filter(|(_, mode)| {
        answer.routes.first().is_some_and(|route| route.legs.iter().any(|leg| leg.kind == LegKind::Travel && leg.mode == *mode))
    });
    let modes: Vec<Mode> = modes.map(|(_, mode)| *mode).collect();
    let frame = Frame {
        title: format!("{} – {}", query.from.name, query.to.name),
        about: vec![summary(answer)],
        foot: vec![format!("{}.", outline::CREDIT), made_by()],
    };
    let positions = around(&[answer]);
    let top = frame.head() + 2.0;
    let room = (WIDTH - 24.0, (WIDTH - 24.0) * TALL);
    let first = Projection::fitting(&positions, (12.0, top), room);
    // As tall as the routes need at full width.
    let ys = positions.iter().map(|at| first.at(*at).1);
    let (low, high) = ys.fold((f64::MAX, f64::MIN), |(low, high), y| (low.min(y), high.max(y)));
    let height = (high - low).clamp(room.0 * FLAT, room.1);
    let size = (room.0, height);
    let map = Projection::fitting(&positions, (12.0, top), size);
    let mut canvas = Canvas::new(WIDTH, top + height + frame.tail() + 30.0);
    frame.draw(&mut canvas);
    let mut labels = Labels::within([14.0, top + 2.0, WIDTH - 14.0, top + height - 2.0]);
    canvas.clipped((12.0, top), size, |canvas| {
        canvas.rect((12.0, top), size, SEA, 1.0);
        let lands = lands(&map, [12.0, top, 12.0 + size.0, top + size.1]);
        for (_, rings) in &lands {
            canvas.area(rings, LAND, 1.0, Some(Ink::line(0.7, BORDER)));
        }
        routes(canvas, &mut labels, &map, answer);
        stops(canvas, &mut labels, &map, data, answer);
        names(canvas, &mut labels, data, &lands);
    });
    legend(&mut canvas, &map, &modes, answer.routes.len(), top + height + 16.0);
    Ok(canvas.finish(&frame.title, &frame.about.join(" ")))
}

fn summary(answer: &RouteAnswer) -> String {
    let query = &answer.query;
    let Some(best) = answer.routes.first() else { return "No route.".into() };
    let days = best.totals.hours.map(|hours| hours / 24.0);
    let more = if answer.routes.len() > 1 { format!(" Others: {}.", answer.routes.len() - 1) } else { String::new() };
    format!(
        "{} km, {:.1} days ({:.1} to {:.1}), {} USD for one {}; best in {}, state of {}.{more}",
        thousands(best.totals.km, 0),
        days.central,
        days.low,
        days.high,
        thousands(best.totals.usd.central, 0),
        query.load_name,
        query.by.word(),
        query.as_of
    )
}

fn routes(canvas: &mut Canvas, labels: &mut Labels, map: &Projection, answer: &RouteAnswer) {
    for (i, route) in answer.routes.iter().enumerate().rev() {
        let travels: Vec<_> = route.legs.iter().filter(|leg| leg.kind == LegKind::Travel || leg.kind == LegKind::Swap).collect();
        let all = |mode| travels.iter().filter(move |leg| leg.mode == mode).flat_map(|leg| pieces(map, &leg.line));
        for piece in travels.iter().flat_map(|leg| pieces(map, &leg.line)) {
            canvas.path(&piece, Ink::line(if i == 0 { 5.0 } else { 3.4 }, [255, 255, 255]).faint(0.8));
            labels.spare(&piece);
        }
        for (_, mode) in Mode::WORDS {
            for piece in all(*mode) {
                let ink = if i == 0 {
                    Ink::line(2.6, mode_colour(*mode)).dashed(dash_of(*mode))
                } else {
                    let (colour, dash) = ROUTES[i % ROUTES.len()];
                    Ink::line(1.6, colour).dashed(dash)
                };
                canvas.path(&piece, ink);
            }
        }
    }
}

/// Ways over water are dashed.
fn dash_of(mode: Mode) -> &'static str {
    match mode {
        Mode::Rail | Mode::Road => "",
        Mode::Sea => "8 4",
        Mode::Ferry => "3 4",
        Mode::Pipeline => "12 3 2 3",
    }
}

/// Ends and what is passed on the best route, by name.
fn stops(canvas: &mut Canvas, labels: &mut Labels, map: &Projection, data: &Dataset, answer: &RouteAnswer) {
    let Some(best) = answer.routes.first() else { return };
    let at = |id: &str| data.place_ix(id).and_then(|ix| data.place(ix).position()).map(|point| map.at(point.0));
    let mut all: Vec<(String, At, bool)> = Vec::new();
    for place in [&answer.query.from, &answer.query.to].into_iter().chain(&answer.query.via) {
        all.extend(at(&place.id).map(|at| (place.name.clone(), at, true)));
    }
    let mut waits: Vec<(f64, &str, &str)> = waits(best);
    waits.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, id, name) in waits {
        if !all.iter().any(|(known, ..)| known == name) {
            all.extend(at(id).map(|at| (name.to_owned(), at, false)));
        }
    }
    for (_, at, is_end) in &all {
        canvas.dot(*at, if *is_end { 4.5 } else { 3.2 }, INK);
        labels.keep_free([at.0 - 3.0, at.1 - 3.0, at.0 + 3.0, at.1 + 3.0]);
    }
    for (name, at, is_end) in all {
        let size = if is_end { TEXT + 1.0 } else { SMALL };
        let ink = Ink::text(size, INK);
        let ink = if is_end { ink.bold() } else { ink };
        labels.place(canvas, &Label { at, text: font::fitted(&name, ink.letters(), 190.0), ink });
    }
}

/// Countries by name on their largest part, where there is room.
fn names(canvas: &mut Canvas, labels: &mut Labels, data: &Dataset, lands: &[(Country, Vec<Vec<At>>)]) {
    let frame = labels.frame();
    let clamped = |(x, y): &At| Coord { x: x.clamp(frame[0], frame[2]), y: y.clamp(frame[1], frame[3]) };
    let mut large: Vec<(f64, Polygon<f64>, &str)> = Vec::new();
    for (code, rings) in lands {
        let areas = rings.iter().map(|ring| Polygon::new(ring.iter().map(clamped).collect(), Vec::new()));
        let largest = areas.map(|area| (area.unsigned_area(), area)).max_by(|a, b| a.0.total_cmp(&b.0));
        let name = data.country_name(*code);
        large.extend(largest.filter(|_| !name.is_empty()).map(|(size, area)| (size, area, name)));
    }
    large.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(b.2)));
    let ink = Ink::text(SMALL - 0.5, FAINT);
    for (_, area, name) in large {
        let name = name.to_uppercase();
        let half = font::width(&name, ink.letters()) / 2.0;
        // A text stands inside with both its ends.
        let holds = |(x, y): &At| [-half, 0.0, half].iter().all(|dx| area.contains(&Point::new(x + dx, *y)));
        spots(&area).into_iter().filter(holds).any(|at| labels.place_on(canvas, at, &name, ink));
    }
}

/// Positions in an area, those nearest to its middle first.
fn spots(area: &Polygon<f64>) -> Vec<At> {
    const STEPS: i32 = 14;
    let (Some(rect), Some(middle)) = (area.bounding_rect(), area.interior_point()) else { return Vec::new() };
    let at = |i: i32, length: f64| length * (f64::from(i) + 0.5) / f64::from(STEPS);
    let grid = (0..STEPS).flat_map(|i| (0..STEPS).map(move |j| (i, j)));
    let mut spots: Vec<At> =
        grid.map(|(i, j)| (rect.min().x + at(i, rect.width()), rect.min().y + at(j, rect.height()))).collect();
    spots.push((middle.x(), middle.y()));
    let away = |spot: &At| (spot.0 - middle.x()).powi(2) + (spot.1 - middle.y()).powi(2);
    spots.sort_by(|a, b| away(a).total_cmp(&away(b)));
    spots
}

/// Modes of the best route, the other routes, and a scale.
fn legend(canvas: &mut Canvas, map: &Projection, modes: &[Mode], routes: usize, y: f64) {
    let mut x = 12.0;
    let mut entry = |canvas: &mut Canvas, text: &str, ink: Ink| {
        canvas.line((x, y - 4.0), (x + 26.0, y - 4.0), ink);
        canvas.text((x + 31.0, y), text, Ink::text(SMALL, INK), Anchor::Start);
        x += 43.0 + font::width(text, SMALL_TYPE);
    };
    for mode in modes {
        entry(canvas, mode.word(), Ink::line(2.6, mode_colour(*mode)).dashed(dash_of(*mode)));
    }
    for i in 1..routes.min(5) {
        let (colour, dash) = ROUTES[i % ROUTES.len()];
        entry(canvas, &format!("route {}", i + 1), Ink::line(1.6, colour).dashed(dash));
    }
    let km = [10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0]
        .into_iter()
        .rfind(|km| km * map.pixels_per_km() < 110.0)
        .unwrap_or(10.0);
    let (right, wide) = (WIDTH - 12.0, km * map.pixels_per_km());
    canvas.path(&[(right - wide, y - 7.0), (right - wide, y - 3.0), (right, y - 3.0), (right, y - 7.0)], Ink::line(1.0, INK));
    canvas.text((right - wide - 5.0, y), &format!("{} km", thousands(km, 0)), Ink::text(SMALL, INK), Anchor::End);
}
