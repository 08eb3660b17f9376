//! The same page live: a shell that holds no data, the controls and the map that it asks for once, and an answer for each question.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;

use super::brief::Brief;
use super::map::{self, Hover, Sheet};
use super::{SCRIPT, STYLE, evidence, policy, text_of, words};
use crate::error::Error;
use crate::model::{BASE_DATE, Dataset, Date, Event, Mode, Segment, Status, Word};
use crate::network::Selector;
use crate::scenario::{Library, NamedScenario};

const LIVE_SCRIPT: &str = include_str!("live.js");

/// The scenario whose links are offered one by one.
const PROPOSED: &str = "all-proposed";
/// The first day of the slider; earlier ones can be written.
const SLIDER_FROM: Date = Date::new(2023, 1, 1);
/// What is asked first on the program's own data.
const FIRST: [&str; 2] = ["moscow", "mumbai"];

/// Questions to begin with.
const EXAMPLES: [(&str, &str); 3] = [
    ("What does Rasht–Astara change?", "/?from=moscow&to=mumbai&mode=rail&mode=sea&mode=ferry&with=rasht-astara"),
    ("What if Iran closes?", "/?from=moscow&to=mumbai&close=IR"),
    (
        "How does Nakhchivan get its goods?",
        "/?from=baku&to=nakhchivan&beside=south-araz&beside=tripp&beside=iran-closed-to-transit",
    ),
];

/// The page that a server gives to whoever asks: it holds nothing of the data.
pub struct Shell {
    /// The page.
    pub html: String,
    /// What it may load: its own script and style, and answers of its own server.
    pub policy: String,
}

/// The shell.
pub fn shell() -> Shell {
    let script = format!("{SCRIPT}\n{LIVE_SCRIPT}");
    let policy = format!("{}; connect-src 'self'; frame-ancestors 'none'", policy(&script, STYLE));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "corridor" }
                // No picture of its own, and no request for one.
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body .wide {
                a .skip href="#answer" { "To the answer" }
                header { h1 #title { "corridor" } p #question .question {} }
                noscript { p { "This page needs its script. Without one, write a report: corridor report FROM TO -o report.html" } }
                p #problem role="alert" hidden {}
                p #said .unseen role="status" {}
                div #live .desk hidden {
                    // On a phone the answer is not to stand below everything that can be asked.
                    details #controls open { summary { "Change the question" } div #controls-here {} }
                    main {
                        section #answer aria-labelledby="answer-title" { h2 #answer-title { "The answer" } div #lead {} }
                        section aria-labelledby="map-title" { h2 #map-title { "The way on the map" } div #map-here {} }
                        div #evidence {}
                    }
                }
                footer {
                    p { "Made by corridor " (env!("CARGO_PKG_VERSION")) ". " span #command {} }
                    p { (crate::outline::CREDIT) ". Dataset: CC BY 4.0, the corridor authors, with the sources named." }
                }
                script { (PreEscaped(script)) }
            }
        }
    };
    Shell { html: text_of(page), policy }
}

/// The ground of a live page: where things lie is worked out once.
pub struct Live {
    sheet: Sheet,
    start: Start,
}

/// What a live page asks for once.
#[derive(Serialize)]
pub struct Start {
    controls: String,
    map: String,
    hover: Hover,
    /// What is asked where the address says nothing.
    first: Option<[&'static str; 2]>,
}

/// What a live page shows for a question.
#[derive(Serialize)]
pub struct LiveAnswer {
    title: String,
    question: String,
    lead: String,
    evidence: String,
    command: String,
    /// The origin and the destination by name.
    ends: [String; 2],
    ways: String,
    view: [f64; 4],
    shut: Vec<Vec<u32>>,
    /// The day whose events count.
    as_of: Date,
}

impl Live {
    /// Of a dataset and the scenarios that may be chosen in it.
    ///
    /// # Errors
    /// [`Error::Data`] where a scenario of the library is wrong.
    pub fn new(data: &Dataset, library: &Library) -> Result<Live, Error> {
        let sheet = Sheet::whole(data);
        let (map, hover) = map::live_map(data, &sheet);
        let scenarios = library.ids().into_iter().map(|id| library.find(data, id)).collect::<Result<Vec<_>, _>>()?;
        let controls = text_of(controls(data, &scenarios));
        let start = Start { controls, map: text_of(map), hover, first: has_first(data).then_some(FIRST) };
        Ok(Live { sheet, start })
    }

    /// What a page asks for once.
    pub fn start(&self) -> &Start {
        &self.start
    }

    /// What a page shows for a question.
    pub fn answer(&self, brief: &Brief) -> LiveAnswer {
        let query = &brief.base.route.query;
        let (ways, view, shut) = map::live_ways(brief, &self.sheet);
        let parts = html! {
            (evidence::scenarios(brief))
            (evidence::all(brief))
        };
        LiveAnswer {
            title: format!("{} to {}", query.from.name, query.to.name),
            question: text_of(words::question(brief)),
            lead: text_of(words::answer(brief)),
            evidence: text_of(parts),
            command: brief.command.clone(),
            ends: [query.from.name.clone(), query.to.name.clone()],
            ways: text_of(ways),
            view,
            shut,
            as_of: query.as_of,
        }
    }
}

/// Whether these are the program's own places, more or less.
fn has_first(data: &Dataset) -> bool {
    FIRST.iter().all(|id| data.place_ix(id).is_some())
}

/// A proposed link, and what has to be opened with it.
struct Proposed {
    id: String,
    name: String,
    reopen: Vec<String>,
}

/// The links of the scenario that opens all that are proposed, or else what is planned in a network of others.
fn proposed(data: &Dataset, scenarios: &[NamedScenario]) -> Vec<Proposed> {
    let Some(all) = scenarios.iter().find(|scenario| scenario.id == PROPOSED) else {
        let is_proposed = |segment: &&Segment| matches!(segment.status, Status::Planned | Status::UnderConstruction);
        let of = |segment: &Segment| Proposed { id: segment.id.clone(), name: segment.id.clone(), reopen: Vec::new() };
        return data.segments.iter().filter(is_proposed).take(MOST_PROPOSED).map(of).collect();
    };
    let of = |selector: &Selector| {
        let id = selector.id(data);
        // A scenario of this link alone says what has to be opened with it.
        let own = scenarios.iter().find(|scenario| scenario.scenario.with.as_slice() == std::slice::from_ref(selector));
        let reopen = own.map(|own| own.scenario.reopen.iter().map(|selector| selector.id(data)).collect());
        let name = data.corridors.iter().find(|corridor| corridor.id == id).map_or(id.clone(), |corridor| corridor.name.clone());
        Proposed { id, name, reopen: reopen.unwrap_or_default() }
    };
    all.scenario.with.iter().map(of).collect()
}

/// How many planned edges of a network of others are offered one by one.
const MOST_PROPOSED: usize = 40;

fn controls(data: &Dataset, scenarios: &[NamedScenario]) -> Markup {
    let modes: Vec<Mode> = map::present(&data.segments, |segment| segment.mode);
    let links = proposed(data, scenarios);
    html! {
        @if has_first(data) {
            nav .examples aria-label="Examples" {
                @for (shown, address) in EXAMPLES { a .example href=(address) { (shown) } " " }
            }
        }
        form #ask aria-label="The question" {
            fieldset .ends {
                legend { "The way" }
                (ahead("from", "From", "place"))
                (ahead("to", "To", "place"))
                button type="button" #swap { "⇄ the other way" }
                (list("via", "By way of", "place"))
                (list("avoid", "Avoid", "thing"))
            }
            fieldset {
                legend { "Best in" }
                @for (word, shown) in [("time", "time"), ("cost", "cost"), ("distance", "distance"), ("emissions", "emissions")] {
                    label { input type="radio" name="by" value=(word) checked[word == "time"]; (shown) }
                }
                label for="alternatives" { "Really different routes" } " "
                select #alternatives name="alternatives" { @for k in 1..=5_u8 { option value=(k) selected[k == super::USUAL_ALTERNATIVES] { (k) } } }
            }
            @if !links.is_empty() {
                fieldset #proposed {
                    legend { "Planned links that count as open" }
                    @for link in &links { label { input type="checkbox" name="with" value=(link.id) data-reopen=(link.reopen.join(" ")); (link.name) } }
                }
            }
            fieldset {
                legend { "Closed" }
                p .hint { "Click a country, a strait or a border post on the map, or name it:" }
                (list("close", "Closed to everything", "thing"))
            }
            fieldset {
                legend { "State of the world" }
                @if !scenarios.is_empty() {
                    label for="scenario" { "Scenario" } " "
                    select #scenario name="scenario" { option value="" { "none" } @for scenario in scenarios { option value=(scenario.id) { (scenario.title) } } }
                }
                (dates(data))
                label for="bounds" { "Estimates at their" } " "
                select #bounds name="bounds" { option value="" { "central value" } option value="low" { "low end" } option value="high" { "high end" } }
            }
            @if !scenarios.is_empty() {
                details {
                    summary { "Scenarios beside it" }
                    fieldset { legend .unseen { "Scenarios beside it" } @for scenario in scenarios { label { input type="checkbox" name="beside" value=(scenario.id); (scenario.title) } } }
                }
            }
            details {
                summary { "What is carried, and how" }
                fieldset {
                    legend { "Modes" }
                    @for mode in &modes { label { input type="checkbox" name="mode" value=(mode.word()) checked[*mode != Mode::Pipeline]; (mode.word()) } }
                }
                label for="load" { "Load" } " "
                select #load name="load" { @for load in &data.loads { option value=(load.id) { (load.name) } } }
                @if !data.corridors.is_empty() {
                    label for="keep-to" { "Keep to" } " "
                    select #keep-to name="corridor" { option value="" { "no corridor" } @for corridor in &data.corridors { option value=(corridor.id) { (corridor.name) } } }
                }
                (list("reopen", "Open in spite of events", "thing"))
                (list("without", "Not there", "segment"))
            }
            details {
                summary { "Download this answer" }
                div .buttons { @for (name, shown) in DOWNLOADS { button type="button" data-file=(name) { (shown) } } }
            }
            div .buttons { button type="button" #copy { "Copy the address of this question" } button type="button" #anew { "Start anew" } }
        }
    }
}

/// Files that an answer can be had as, and what they are called.
pub const DOWNLOADS: [(&str, &str); 12] = [
    ("report.html", "Report (HTML)"),
    ("route.gpkg", "Layers (GeoPackage)"),
    ("route.geojson", "Legs (GeoJSON)"),
    ("route.fgb", "Legs (FlatGeobuf)"),
    ("route.xlsx", "Spreadsheet (XLSX)"),
    ("route.csv", "Legs (CSV)"),
    ("route.json", "Answer (JSON)"),
    ("map.svg", "Map (SVG)"),
    ("map.png", "Map (PNG)"),
    ("time-distance.svg", "Time against distance (SVG)"),
    ("time-distance.png", "Time against distance (PNG)"),
    ("cost-distance.svg", "Cost against distance (SVG)"),
];

/// A field for one name.
fn ahead(name: &str, label: &str, kind: &str) -> Markup {
    html! {
        div .ahead {
            label for=(name) { (label) }
            input id=(name) name=(name) type="text" autocomplete="off" spellcheck="false" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls={ (name) "-list" } data-kind=(kind);
            ul id={ (name) "-list" } role="listbox" aria-label=(label) hidden {}
        }
    }
}

/// A field for several names, which stand below it as buttons that take them away.
fn list(name: &str, label: &str, kind: &str) -> Markup {
    html! { div .several data-list=(name) { (ahead(name, label, kind)) ul .chips aria-label=(label) {} } }
}

/// The slider with the dated events below it.
fn dates(data: &Dataset) -> Markup {
    let days = data.events.iter().flat_map(|event| [Some(event.from), event.until]).flatten().map(Date::to_day);
    let last = days.chain([BASE_DATE]).max_by_key(|day| day.last_day()).unwrap_or(BASE_DATE);
    let mut events: Vec<&Event> = data.events.iter().collect();
    events.sort_by_key(|event| std::cmp::Reverse(event.from.first_day()));
    html! {
        div .dates {
            label for="as_of" { "State of" } " "
            input #as_of name="as_of" type="date" data-usual=(BASE_DATE);
            input #day type="range" aria-label="State of, day by day" data-from=(SLIDER_FROM) data-until=(last);
            p #in-force .hint aria-live="polite" {}
        }
        @if !events.is_empty() {
            details {
                summary { (events.len()) " dated events" }
                ul #events {
                    @for event in events {
                        li data-from=(first_day(event.from)) data-until=[event.until.map(|until| until.to_day().to_string())] data-effect=(event.effect.word()) {
                            button type="button" data-day=(event.from.to_day()) { (event.from) @if let Some(until) = event.until { " to " (until) } }
                            " " (event.title) " (" (event.effect.word()) ")"
                        }
                    }
                }
            }
        }
    }
}

/// The first day that a date can mean.
fn first_day(date: Date) -> Date {
    let (year, month, day) = date.first_day();
    Date::new(year, month, day)
}
