//! The map: outlines, the network, the ways of each scenario and their stops, drawn here; the script moves it and says what lies under the pointer.

use std::collections::BTreeMap;
use std::fmt::Write;

use geo::Coord;
use maud::{Markup, html};
use serde::Serialize;

use super::brief::{Brief, StateBrief};
use crate::chart::plan::{self, At, Projection};
use crate::cost::length_km;
use crate::itinerary::LegKind;
use crate::model::{Dataset, Mode, Place, PlaceKind, Segment, SegmentIx, Status, Word};
use crate::route::RouteAnswer;
use crate::units::round;

/// Size of the first view, pixels; what is drawn beyond it is for who moves the map.
const WIDE: f64 = 960.0;
const HIGH: f64 = 640.0;
const BEYOND: f64 = 0.6;
/// How many views wide the whole network is drawn on a live map: what is near must not be coarse when it is looked at.
const SHEET: f64 = 3.0;
/// Room about a way on a live map, share of its size, and the smallest view, pixels of the sheet.
const ROOM: f64 = 0.1;
const SMALLEST: f64 = 60.0;

/// The ground that ways are drawn on: land, the network and its places, and what is said of them.
pub(super) struct Sheet {
    projection: Projection,
    /// Left, top, right and bottom of what is drawn, pixels.
    frame: [f64; 4],
}

/// What is said of what lies under the pointer, by the numbers that parts of the map carry.
#[derive(Serialize, Default)]
pub(super) struct Hover {
    lines: BTreeMap<u32, String>,
    places: Vec<Named>,
    countries: BTreeMap<String, String>,
    /// Lines that are shut in each scenario.
    shut: Vec<Vec<u32>>,
}

#[derive(Serialize)]
struct Named {
    id: String,
    name: String,
    kind: &'static str,
    said: String,
}

impl Sheet {
    /// That shows the routes of some answers and what lies about them.
    pub(super) fn about(answers: &[&RouteAnswer]) -> Sheet {
        let projection = Projection::fitting(&plan::around(answers), (0.0, 0.0), (WIDE, HIGH));
        Sheet { projection, frame: [-WIDE * BEYOND, -HIGH * BEYOND, WIDE * (1.0 + BEYOND), HIGH * (1.0 + BEYOND)] }
    }

    /// That shows a whole network.
    pub(super) fn whole(data: &Dataset) -> Sheet {
        let (wide, high) = (WIDE * SHEET, HIGH * SHEET);
        let positions: Vec<Coord<f64>> = data.places.iter().filter_map(Place::position).map(|point| point.0).collect();
        let projection = Projection::fitting(&plan::frame_about(&positions), (0.0, 0.0), (wide, high));
        Sheet { projection, frame: [-wide * 0.2, -high * 0.2, wide * 1.2, high * 1.2] }
    }

    fn is_near(&self, at: &At) -> bool {
        let [left, top, right, bottom] = self.frame;
        at.0 > left && at.0 < right && at.1 > top && at.1 < bottom
    }

    /// The part of the sheet to look at first: left, top, width and height.
    fn view(&self, data: &Dataset, state: &StateBrief) -> [f64; 4] {
        let lines =
            state.route.routes.iter().flat_map(|route| &route.legs).flat_map(|leg| plan::pieces(&self.projection, &leg.line));
        let ends = [&state.route.query.from, &state.route.query.to];
        let ends = ends.into_iter().filter_map(|place| data.place_ix(&place.id));
        let ends = ends.filter_map(|ix| data.place(ix).position()).map(|point| self.projection.at(point.0));
        let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        for at in lines.flatten().chain(ends).filter(|at| self.is_near(at)) {
            low = (low.0.min(at.0), low.1.min(at.1));
            high = (high.0.max(at.0), high.1.max(at.1));
        }
        let middle = ((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0);
        let wide = ((high.0 - low.0).max((high.1 - low.1) * WIDE / HIGH) * (1.0 + 2.0 * ROOM)).max(SMALLEST);
        let tall = wide * HIGH / WIDE;
        [middle.0 - wide / 2.0, middle.1 - tall / 2.0, wide, tall].map(|x| round(x, 1))
    }
}

/// The map of a report, with its legend and tools.
pub(super) fn map(brief: &Brief) -> (Markup, Hover) {
    let answers: Vec<_> = brief.states().map(|state| &state.route).collect();
    let sheet = Sheet::about(&answers);
    let (ground, mut hover) = ground(brief.data, &sheet, Some(&brief.base.shut));
    hover.shut = shut(brief);
    let query = &brief.base.route.query;
    let about = format!("the way from {} to {}", query.from.name, query.to.name);
    let drawn = html! { (ground) (ways(brief, &sheet)) };
    (framed(brief.data, &about, [0.0, 0.0, WIDE, HIGH], &drawn, true), hover)
}

/// A map of the whole network for a page that asks for ways later.
pub(super) fn live_map(data: &Dataset, sheet: &Sheet) -> (Markup, Hover) {
    let (ground, hover) = ground(data, sheet, None);
    let drawn = html! { (ground) g #ways {} };
    (
        framed(
            data,
            "the network; land, straits and border posts can be clicked to close them",
            [0.0, 0.0, WIDE * SHEET, HIGH * SHEET],
            &drawn,
            false,
        ),
        hover,
    )
}

/// The ways of an answer for a live map: what is drawn, what to look at, and which lines are shut in each scenario.
pub(super) fn live_ways(brief: &Brief, sheet: &Sheet) -> (Markup, [f64; 4], Vec<Vec<u32>>) {
    let drawn = html! { svg { (ways(brief, sheet)) } };
    (drawn, sheet.view(brief.data, &brief.base), shut(brief))
}

fn shut(brief: &Brief) -> Vec<Vec<u32>> {
    brief.states().map(|state| state.shut.iter().map(|segment| segment.0).collect()).collect()
}

fn framed(data: &Dataset, about: &str, view: [f64; 4], drawn: &Markup, names_ways: bool) -> Markup {
    let modes: Vec<Mode> = present(&data.segments, |segment| segment.mode);
    let statuses: Vec<Status> = present(&data.segments, |segment| segment.status);
    html! {
        div .map {
            div .tools .script role="group" aria-label="Map" {
                button type="button" #nearer aria-label="Nearer" { "+" }
                button type="button" #farther aria-label="Farther" { "−" }
                button type="button" #home { "Whole way" }
                details .layers {
                    summary { "Layers" }
                    fieldset { legend { "Modes" } @for mode in &modes { (layer(mode.word(), mode.word())) } }
                    fieldset { legend { "Status" } @for status in &statuses { (layer(status.word(), status.phrase())) } }
                    @if !data.corridors.is_empty() {
                        label for="corridor" { "Corridor" } " "
                        select #corridor { option value="" { "all" } @for (i, corridor) in data.corridors.iter().enumerate() { option value=(i) { (corridor.name) } } }
                    }
                }
            }
            svg #map viewBox=(view.map(|x| x.to_string()).join(" ")) role="img" tabindex="0" aria-label={ "Map of " (about) ". Arrow keys move it, plus and minus zoom." } { (drawn) }
            p #told .script aria-live="polite" { "Point at a line, place or country to read its name; drag to move, + and − to zoom." }
            p .legend {
                @for mode in &modes { span .key .(mode.word()) { (mode.word()) } }
                span .key .shut { "closed or not open yet" }
                span .key .way { "the way" }
                @if names_ways { span .key .other { "really different routes" } }
            }
        }
    }
}

fn layer(word: &str, shown: &str) -> Markup {
    html! { label { input type="checkbox" data-layer=(word) checked; (shown) } }
}

/// The values that occur, in the order of their words.
pub(super) fn present<T: Word + PartialEq>(segments: &[Segment], value: impl Fn(&Segment) -> T) -> Vec<T> {
    T::WORDS.iter().map(|(_, word)| *word).filter(|word| segments.iter().any(|segment| value(segment) == *word)).collect()
}

/// Land, network and places; shut are those segments that are named, or else those that do not operate.
fn ground(data: &Dataset, sheet: &Sheet, shut: Option<&[SegmentIx]>) -> (Markup, Hover) {
    let mut hover = Hover::default();
    let lands = plan::lands(&sheet.projection, sheet.frame);
    let lands: Vec<(String, &str)> = lands
        .iter()
        .map(|(code, rings)| {
            let known = data.countries.iter().find(|country| country.code == *code);
            if let Some(country) = known {
                hover.countries.insert(code.to_string(), country.name.clone());
            }
            (rings.iter().map(|ring| d(ring) + "Z").collect(), known.map_or("", |country| country.code.as_str()))
        })
        .collect();
    let lines = lines(data, sheet, shut, &mut hover);
    let places = places(data, sheet, &mut hover);
    let drawn = html! {
        g .lands { @for (land, code) in &lands { path d=(land) data-k=[(!code.is_empty()).then_some(code)] {} } }
        g .net { @for line in &lines { path .(line.mode) .(line.status) .shut[line.is_shut] data-l=(line.number) data-c=(line.corridors) d=(line.d) {} } }
        g .places { @for place in &places { circle cx=(place.at.0) cy=(place.at.1) r="2.2" .(place.kind) data-p=(place.number) {} } }
    };
    (drawn, hover)
}

/// The routes and stops of each scenario.
fn ways(brief: &Brief, sheet: &Sheet) -> Markup {
    html! {
        @for (i, state) in brief.states().enumerate() { (routes(state, i, &sheet.projection)) }
        @for (i, state) in brief.states().enumerate() { (stops(brief.data, state, i, &sheet.projection)) }
    }
}

struct Line {
    d: String,
    mode: &'static str,
    status: &'static str,
    is_shut: bool,
    corridors: String,
    number: u32,
}

fn lines(data: &Dataset, sheet: &Sheet, shut: Option<&[SegmentIx]>, hover: &mut Hover) -> Vec<Line> {
    let numbers: BTreeMap<&str, usize> =
        data.corridors.iter().enumerate().map(|(i, corridor)| (corridor.id.as_str(), i)).collect();
    let mut lines = Vec::new();
    for (ix, segment) in data.segment_entries() {
        let pieces = plan::pieces(&sheet.projection, &segment.line);
        if !pieces.iter().flatten().any(|at| sheet.is_near(at)) {
            continue;
        }
        let name = segment.name.clone().map_or(String::new(), |name| format!("{name}: "));
        let area = segment.sea.clone().unwrap_or_else(|| segment.country.to_string());
        let said = format!(
            "{name}{}, {} km by {} ({area}); {} as of {}",
            data.ends_by_name(segment),
            round(length_km(segment), 0),
            segment.mode.word(),
            segment.status.phrase(),
            segment.status_as_of
        );
        hover.lines.insert(ix.0, said);
        let corridors: Vec<String> =
            segment.corridors.iter().filter_map(|id| numbers.get(id.as_str())).map(ToString::to_string).collect();
        lines.push(Line {
            d: pieces.iter().map(|piece| d(piece)).collect(),
            mode: segment.mode.word(),
            status: segment.status.word(),
            is_shut: shut.map_or(segment.status != Status::Operating, |shut| shut.binary_search(&ix).is_ok()),
            corridors: corridors.join(" "),
            number: ix.0,
        });
    }
    lines
}

struct Spot {
    at: At,
    kind: &'static str,
    number: usize,
}

fn places(data: &Dataset, sheet: &Sheet, hover: &mut Hover) -> Vec<Spot> {
    let mut spots = Vec::new();
    for place in data.places.iter().filter(|place| !matches!(place.kind, PlaceKind::Junction | PlaceKind::Node)) {
        let at = sheet.projection.at(place.point.0);
        if !sheet.is_near(&at) {
            continue;
        }
        let others = if place.aliases.is_empty() { String::new() } else { format!(" – {}", place.aliases.join(", ")) };
        let said = format!("{} ({}){others}", place.name, place.kind.word());
        hover.places.push(Named { id: place.id.clone(), name: place.name.clone(), kind: place.kind.word(), said });
        spots.push(Spot { at: (round(at.0, 1), round(at.1, 1)), kind: place.kind.word(), number: hover.places.len() - 1 });
    }
    spots
}

/// The routes of a scenario, the best one last, above the others.
fn routes(state: &StateBrief, number: usize, map: &Projection) -> Markup {
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
fn stops(data: &Dataset, state: &StateBrief, number: usize, map: &Projection) -> Markup {
    let mut named: Vec<(&str, At, bool)> = Vec::new();
    let at = |id: &str| data.place_ix(id).and_then(|ix| data.place(ix).position()).map(|point| map.at(point.0));
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
                text x=(round(at.0 + 8.0, 1)) y=(round(at.1 + 4.0, 1)) font-size=(if *is_end { 14 } else { 12 }) stroke-width="3" .end[*is_end] data-x=(round(at.0, 1)) data-y=(round(at.1, 1)) { (name) }
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
