//! The time-distance and cost-distance diagram of UN ESCAP: cumulative kilometres to the right, cumulative days or dollars upwards. What travels is a slope, what waits
//! or is paid on the spot a step.

use super::axis::{Axis, thousands};
use super::canvas::{Anchor, At, Canvas, Ink};
use super::labels::{Label, Labels};
use super::{FAINT, Frame, INK, RULE, SMALL, SMALL_TYPE, TEXT, TEXT_TYPE, WIDTH, font, made_by};
use crate::export::Colour;
use crate::export::palette;
use crate::itinerary::{Itinerary, Leg, LegKind};
use crate::model::{Estimate, Word};
use crate::route::RouteAnswer;

/// What is plotted against distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Days.
    Time,
    /// United States dollars for one load unit.
    Cost,
}

impl Against {
    fn of(self, leg: &Leg) -> Estimate<f64> {
        match self {
            Against::Time => leg.hours.map(|hours| hours / 24.0),
            Against::Cost => leg.usd,
        }
    }

    fn unit(self) -> &'static str {
        match self {
            Against::Time => "days",
            Against::Cost => "USD",
        }
    }

    /// A step beside its stop.
    fn step(self, value: f64) -> String {
        match self {
            Against::Time => format!("{:.0} h", value * 24.0),
            Against::Cost => format!("{} USD", thousands(value, 0)),
        }
    }

    fn total(self, value: f64) -> String {
        match self {
            Against::Time => format!("{value:.1}"),
            Against::Cost => thousands(value, 0),
        }
    }
}

/// Colours and dashes of routes; told apart in grey print too.
pub(super) const ROUTES: [(Colour, &str); 6] = [
    (palette::BLUE, ""),
    (palette::VERMILION, "7 4"),
    (palette::GREEN, "2 3.5"),
    (palette::PURPLE, "10 3 2 3"),
    (palette::ORANGE, "4 2"),
    (palette::SKY, "14 4"),
];

const HEIGHT: f64 = 470.0;
const LEFT: f64 = 58.0;
const RIGHT: f64 = WIDTH - 18.0;

/// Kilometres from the origin, and what they have taken.
type Sum = (f64, Estimate<f64>);

/// Where every route begins.
const START: Sum = (0.0, Estimate { low: 0.0, central: 0.0, high: 0.0 });

/// Where a route is after each of its legs: kilometres, and the low, central and high sum.
fn sums(route: &Itinerary, against: Against) -> Vec<Sum> {
    let mut at = START;
    let after = route.legs.iter().map(|leg| {
        let value = against.of(leg);
        at.0 += leg.km;
        at.1 = Estimate { low: at.1.low + value.low, central: at.1.central + value.central, high: at.1.high + value.high };
        at
    });
    std::iter::once(START).chain(after.collect::<Vec<_>>()).collect()
}

/// The diagram of an answer's routes as SVG.
pub fn distance_chart(answer: &RouteAnswer, against: Against) -> String {
    let query = &answer.query;
    let what = if against == Against::Time { "time" } else { "cost" };
    let is_several = answer.routes.len() > 1;
    let frame = Frame {
        title: format!("{} – {}: {what} against distance", query.from.name, query.to.name),
        about: vec![format!(
            "{}, state of {}, best in {}. Slopes: on the way; steps: borders, terminals, changes of gauge. Band: all low to all high estimates{}.",
            query.load_name,
            query.as_of,
            query.by.word(),
            if is_several { ", for route 1" } else { "" }
        )],
        foot: vec![format!("After the time/cost-distance method of UN ESCAP. {}", made_by())],
    };
    let (top, bottom) = (frame.head() + 18.0, HEIGHT - frame.tail() - 52.0);
    let routes: Vec<Vec<Sum>> = answer.routes.iter().map(|route| sums(route, against)).collect();
    let last = |route: &Vec<Sum>| route.last().copied().unwrap_or(START);
    let km = routes.iter().map(|route| last(route).0).fold(0.0, f64::max);
    let value = routes.iter().enumerate().map(|(i, route)| if i == 0 { last(route).1.high } else { last(route).1.central });
    let x = Axis::new(km, (LEFT, RIGHT), 7).ending_at(km * 1.01);
    let y = Axis::new(value.fold(0.0, f64::max), (bottom, top), 7);

    let mut canvas = Canvas::new(WIDTH, HEIGHT);
    frame.draw(&mut canvas);
    axes(&mut canvas, &x, &y, (top, bottom), (&query.from.name, against));
    if let Some(best) = answer.routes.first() {
        countries(&mut canvas, best, &x, bottom);
    }
    let mut labels = Labels::within([LEFT + 2.0, top - 8.0, RIGHT + 6.0, bottom - 2.0]);
    if let Some(best) = routes.first() {
        let low = best.iter().map(|(km, sum)| (x.at(*km), y.at(sum.low)));
        let high = best.iter().rev().map(|(km, sum)| (x.at(*km), y.at(sum.high)));
        canvas.area(&[low.chain(high).collect()], ROUTES[0].0, 0.13, None);
    }
    let paths: Vec<Vec<At>> =
        routes.iter().map(|route| route.iter().map(|(km, sum)| (x.at(*km), y.at(sum.central))).collect()).collect();
    for (i, path) in paths.iter().enumerate().rev() {
        let (colour, dash) = ROUTES[i % ROUTES.len()];
        canvas.path(path, Ink::line(if i == 0 { 2.4 } else { 1.8 }, colour).dashed(dash));
        labels.spare(path);
    }
    ends(&mut canvas, &mut labels, answer, (&routes, &paths), against);
    stops(&mut canvas, &mut labels, answer, &paths, against);
    modes(&mut canvas, &mut labels, answer, &paths);
    canvas.finish(&frame.title, &frame.about.join(" "))
}

fn axes(canvas: &mut Canvas, x: &Axis, y: &Axis, (top, bottom): (f64, f64), (from, against): (&str, Against)) {
    for (value, text) in y.marks() {
        let at = y.at(value);
        canvas.line(
            (LEFT, at),
            (RIGHT, at),
            Ink::line(if value == 0.0 { 1.0 } else { 0.6 }, if value == 0.0 { INK } else { RULE }),
        );
        canvas.text((LEFT - 6.0, at + 4.0), &text, Ink::text(TEXT, INK), Anchor::End);
    }
    for (value, text) in x.marks() {
        canvas.line((x.at(value), bottom), (x.at(value), bottom + 4.0), Ink::line(0.8, INK));
        canvas.text((x.at(value), bottom + 31.0), &text, Ink::text(TEXT, INK), Anchor::Middle);
    }
    canvas.text((12.0, top - 8.0), against.unit(), Ink::text(TEXT, INK).bold(), Anchor::Start);
    let from = font::fitted(&format!("kilometres from {from}"), TEXT_TYPE, RIGHT - LEFT);
    canvas.text((RIGHT, bottom + 47.0), &from, Ink::text(TEXT, INK).bold(), Anchor::End);
}

/// Beneath the axis: whose country the best route is in.
fn countries(canvas: &mut Canvas, best: &Itinerary, x: &Axis, bottom: f64) {
    let mut runs: Vec<(String, f64, f64)> = Vec::new();
    let mut km = 0.0;
    for leg in best.legs.iter().filter(|leg| leg.km > 0.0) {
        let name = leg.sea.clone().unwrap_or_else(|| leg.country.to_string());
        match runs.last_mut() {
            Some((last, _, to)) if *last == name => *to += leg.km,
            _ => runs.push((name, km, km + leg.km)),
        }
        km += leg.km;
    }
    for (i, (name, from, to)) in runs.iter().enumerate() {
        let (left, right) = (x.at(*from), x.at(*to));
        canvas.rect((left, bottom + 5.0), (right - left, 14.0), if i % 2 == 0 { [226, 226, 226] } else { [242, 242, 242] }, 1.0);
        let full = best.countries.iter().find(|share| share.country.as_str() == name.as_str()).map(|share| share.name.as_str());
        let fits =
            [full.unwrap_or(name), name.as_str()].into_iter().find(|text| font::width(text, SMALL_TYPE) + 4.0 < right - left);
        if let Some(text) = fits {
            canvas.text(((left + right) / 2.0, bottom + 15.5), text, Ink::text(SMALL, INK), Anchor::Middle);
        }
    }
}

/// Where each route ends, what it comes to.
fn ends(
    canvas: &mut Canvas,
    labels: &mut Labels,
    answer: &RouteAnswer,
    (routes, paths): (&[Vec<Sum>], &[Vec<At>]),
    against: Against,
) {
    for (i, (route, path)) in routes.iter().zip(paths).enumerate() {
        let (Some((km, sum)), Some(end)) = (route.last(), path.last()) else { continue };
        let colour = ROUTES[i % ROUTES.len()].0;
        canvas.dot(*end, 3.5, colour);
        let number = if answer.routes.len() > 1 { format!("{}: ", i + 1) } else { String::new() };
        let [low, central, high] = [sum.low, sum.central, sum.high].map(|value| against.total(value));
        let text = format!("{number}{} km, {central} {} ({low} to {high})", thousands(*km, 0), against.unit());
        labels.place(canvas, &Label { at: *end, text, ink: Ink::text(TEXT, colour).bold() });
    }
}

/// Steps by name, the largest first; the same place at the same spot once.
fn stops(canvas: &mut Canvas, labels: &mut Labels, answer: &RouteAnswer, paths: &[Vec<At>], against: Against) {
    let mut all: Vec<(f64, At, String, Colour)> = Vec::new();
    for (i, (route, path)) in answer.routes.iter().zip(paths).enumerate() {
        let colour = if paths.len() > 1 { ROUTES[i % ROUTES.len()].0 } else { INK };
        for (leg, ends) in route.legs.iter().zip(path.windows(2)) {
            let value = against.of(leg).central;
            if leg.kind != LegKind::Travel && value > 0.0 {
                let middle = (ends[0].0, (ends[0].1 + ends[1].1) / 2.0);
                let text = format!("{}, {}", font::fitted(&leg.from.name, SMALL_TYPE, 170.0), against.step(value));
                if !all.iter().any(|(_, at, known, _)| *known == text && (at.0 - middle.0).abs() + (at.1 - middle.1).abs() < 24.0)
                {
                    all.push((value, middle, text, colour));
                }
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, at, text, colour) in all {
        labels.place(canvas, &Label { at, text, ink: Ink::text(SMALL, colour) });
    }
}

/// Modes beside the longest slopes.
fn modes(canvas: &mut Canvas, labels: &mut Labels, answer: &RouteAnswer, paths: &[Vec<At>]) {
    const LONG: f64 = 60.0;
    for (route, path) in answer.routes.iter().zip(paths) {
        let mut runs: Vec<(&str, At, At)> = Vec::new();
        for (leg, ends) in route.legs.iter().zip(path.windows(2)).filter(|(leg, _)| leg.kind == LegKind::Travel) {
            match runs.last_mut() {
                Some((mode, _, to)) if *mode == leg.mode.word() && to.0 >= ends[0].0 - 0.5 => *to = ends[1],
                _ => runs.push((leg.mode.word(), ends[0], ends[1])),
            }
        }
        for (mode, from, to) in runs.into_iter().filter(|(_, from, to)| to.0 - from.0 > LONG) {
            let at = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
            labels.place(canvas, &Label { at, text: mode.to_owned(), ink: Ink::text(SMALL, FAINT) });
        }
    }
}
