//! The map: outlines, the network, the ways of each scenario and their stops, drawn here; the script moves it and says what lies under the pointer.

use std::collections::BTreeMap;
use std::fmt::Write;

use maud::{Markup, html};
use serde::Serialize;

use super::brief::Brief;
use crate::chart::plan::{self, At, Projection};
use crate::cost::length_km;
use crate::itinerary::LegKind;
use crate::model::{Dataset, Mode, PlaceKind, Status, Word};
use crate::units::round;

/// Size of the first view, pixels; what is drawn beyond it is for who moves the map.
const WIDE: f64 = 960.0;
const HIGH: f64 = 640.0;
const BEYOND: f64 = 0.6;

/// A map, and what is said of its parts.
pub(super) struct Map {
    pub(super) html: Markup,
    pub(super) hover: Hover,
}

/// What is said of what lies under the pointer, by the numbers that parts of the map carry.
#[derive(Serialize, Default)]
pub(super) struct Hover {
    lines: Vec<String>,
    places: Vec<String>,
}

pub(super) fn map(brief: &Brief) -> Map {
    let answers: Vec<_> = brief.states().map(|state| &state.route).collect();
    let positions = plan::around(&answers);
    let projection = Projection::fitting(&positions, (0.0, 0.0), (WIDE, HIGH));
    let page = [-WIDE * BEYOND, -HIGH * BEYOND, WIDE * (1.0 + BEYOND), HIGH * (1.0 + BEYOND)];
    let is_near = |at: &At| at.0 > page[0] && at.0 < page[2] && at.1 > page[1] && at.1 < page[3];
    let lands: Vec<String> =
        plan::lands(&projection, page).iter().map(|(_, rings)| rings.iter().map(|ring| d(ring) + "Z").collect()).collect();
    let mut hover = Hover::default();
    let lines = lines(brief.data, &projection, &is_near, &mut hover);
    let places = places(brief.data, &projection, &is_near, &mut hover);
    let modes = present_modes(brief.data);
    let corridors = &brief.data.corridors;
    let html = html! {
        div .map {
            div .tools .script role="group" aria-label="Map" {
                button type="button" #nearer aria-label="Nearer" { "+" }
                button type="button" #farther aria-label="Farther" { "−" }
                button type="button" #home { "Whole way" }
                fieldset {
                    legend { "Network" }
                    @for mode in &modes { label { input type="checkbox" data-mode=(mode.word()) checked; (mode.word()) } }
                    label { input type="checkbox" data-mode="planned" checked; "not operating" }
                }
                @if !corridors.is_empty() {
                    label { "Corridor " select #corridor { option value="" { "all" } @for (i, corridor) in corridors.iter().enumerate() { option value=(i) { (corridor.name) } } } }
                }
            }
            svg #map viewBox=(format!("0 0 {WIDE} {HIGH}")) role="img" tabindex="0" aria-label={ "Map of the way from " (brief.base.route.query.from.name) " to " (brief.base.route.query.to.name) ". Arrow keys move it, plus and minus zoom." } {
                g .lands { @for land in &lands { path d=(land) {} } }
                g .net { @for line in &lines { path .(line.mode) .planned[line.is_planned] data-l=(line.number) data-c=(line.corridors) d=(line.d) {} } }
                @for (i, state) in brief.states().enumerate() { (ways(state, i, &projection)) }
                g .places { @for place in &places { circle cx=(place.at.0) cy=(place.at.1) r="2.2" .(place.kind) data-p=(place.number) {} } }
                @for (i, state) in brief.states().enumerate() { (stops(brief.data, state, i, &projection)) }
            }
            p #told .script aria-live="polite" { "Point at a line or place, or tab to the map and use the arrow keys." }
            p .legend { @for mode in &modes { span .key .(mode.word()) { (mode.word()) } } span .key .planned { "not operating" } span .key .way { "the way" } span .key .other { "really different routes" } }
        }
    };
    Map { html, hover }
}

fn present_modes(data: &Dataset) -> Vec<Mode> {
    Mode::WORDS.iter().map(|(_, mode)| *mode).filter(|mode| data.segments.iter().any(|segment| segment.mode == *mode)).collect()
}

struct Line {
    d: String,
    mode: &'static str,
    is_planned: bool,
    corridors: String,
    number: usize,
}

fn lines(data: &Dataset, map: &Projection, is_near: &impl Fn(&At) -> bool, hover: &mut Hover) -> Vec<Line> {
    let numbers: BTreeMap<&str, usize> =
        data.corridors.iter().enumerate().map(|(i, corridor)| (corridor.id.as_str(), i)).collect();
    let mut lines = Vec::new();
    for segment in &data.segments {
        let pieces = plan::pieces(map, &segment.line);
        if !pieces.iter().flatten().any(is_near) {
            continue;
        }
        let name = segment.name.clone().map_or(String::new(), |name| format!("{name}: "));
        let area = segment.sea.clone().unwrap_or_else(|| segment.country.to_string());
        hover.lines.push(format!(
            "{name}{}, {} km by {} ({area}); {} as of {}",
            data.ends_by_name(segment),
            round(length_km(segment), 0),
            segment.mode.word(),
            segment.status.phrase(),
            segment.status_as_of
        ));
        let corridors: Vec<String> =
            segment.corridors.iter().filter_map(|id| numbers.get(id.as_str())).map(ToString::to_string).collect();
        lines.push(Line {
            d: pieces.iter().map(|piece| d(piece)).collect(),
            mode: segment.mode.word(),
            is_planned: segment.status != Status::Operating,
            corridors: corridors.join(" "),
            number: hover.lines.len() - 1,
        });
    }
    lines
}

struct Spot {
    at: At,
    kind: &'static str,
    number: usize,
}

fn places(data: &Dataset, map: &Projection, is_near: &impl Fn(&At) -> bool, hover: &mut Hover) -> Vec<Spot> {
    let mut spots = Vec::new();
    for place in data.places.iter().filter(|place| !matches!(place.kind, PlaceKind::Junction | PlaceKind::Node)) {
        let at = map.at(place.point.0);
        if !is_near(&at) {
            continue;
        }
        let others = if place.aliases.is_empty() { String::new() } else { format!(" – {}", place.aliases.join(", ")) };
        hover.places.push(format!("{} ({}){others}", place.name, place.kind.word()));
        spots.push(Spot { at: (round(at.0, 1), round(at.1, 1)), kind: place.kind.word(), number: hover.places.len() - 1 });
    }
    spots
}

/// The routes of a scenario, the best one last, above the others.
fn ways(state: &super::StateBrief, number: usize, map: &Projection) -> Markup {
    html! {
        g .ways .of data-scenario=(number) {
            @for (i, route) in state.route.routes.iter().enumerate().rev() {
                g .best[i == 0] .other[i > 0] {
                    @for leg in route.legs.iter().filter(|leg| matches!(leg.kind, LegKind::Travel | LegKind::Swap)) {
                        @for piece in plan::pieces(map, &leg.line) { path .(leg.mode.word()) d=(d(&piece)) {} }
                    }
                }
            }
        }
    }
}

/// Ends and stops of the best route, by name.
fn stops(data: &Dataset, state: &super::StateBrief, number: usize, map: &Projection) -> Markup {
    let mut named: Vec<(&str, At, bool)> = Vec::new();
    let at = |id: &str| data.place_ix(id).map(|ix| map.at(data.place(ix).point.0));
    let query = &state.route.query;
    named.extend([&query.from, &query.to].into_iter().filter_map(|place| Some((place.name.as_str(), at(&place.id)?, true))));
    if let Some(route) = state.route.routes.first() {
        for (_, id, name) in plan::waits(route) {
            // Two names so near each other would lie on one another.
            let is_apart =
                |at: &At| named.iter().all(|(_, known, _)| (known.1 - at.1).abs() > 13.0 || (known.0 - at.0).abs() > 180.0);
            if let Some(at) = at(id).filter(is_apart) {
                named.push((name, at, false));
            }
        }
    }
    html! {
        g .stops .of data-scenario=(number) {
            @for (name, at, is_end) in &named {
                circle cx=(round(at.0, 1)) cy=(round(at.1, 1)) r=(if *is_end { 5 } else { 3 }) {}
                text x=(round(at.0 + 8.0, 1)) y=(round(at.1 + 4.0, 1)) font-size=(if *is_end { 14 } else { 12 }) stroke-width="3" .end[*is_end] data-x=(round(at.0, 1)) { (name) }
            }
        }
    }
}

/// A line as the `d` of a path.
fn d(through: &[At]) -> String {
    let mut text = String::new();
    let mut last: Option<At> = None;
    for at in through.iter().map(|at| (round(at.0, 1), round(at.1, 1))) {
        if last == Some(at) {
            continue;
        }
        // Writing to a text does not fail.
        let _ = write!(text, "{}{} {}", if last.is_none() { "M" } else { "L" }, at.0, at.1);
        last = Some(at);
    }
    text
}
