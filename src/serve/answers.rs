//! What is done for each operation: the library is asked, and its value goes back.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::desk::Desk;
use super::reply::Reply;
use crate::analysis::{
    self, Beyond, ComparisonAnswer, CriticalityQuestion, DependenceQuestion, Ground, Pairs, State, Subjects, Things,
    compare as compared, silent,
};
use crate::ask::{RouteWords, StateWords, USUAL_LOAD};
use crate::chart::{Against, distance_chart, png, route_map};
use crate::cost::Objective;
use crate::error::Error;
use crate::export::{self, Table, route_tables};
use crate::list::{CorridorRow, EventRow, PlaceRow, SegmentRow};
use crate::model::{Mode, PlaceIx};
use crate::names::{Kind, Names};
use crate::page::{self, ReportWords};
use crate::route::{RouteAnswer, route as routes};
use crate::scenario::NamedScenario;

type Wanted<'a> = &'a (dyn Fn() -> bool + Sync);

/// Nothing is asked.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Empty {}

/// Two places in one state of the world.
#[derive(Deserialize, JsonSchema)]
pub(super) struct PairWords {
    /// Where from: id, name in any script, UN/LOCODE, or lat,lon.
    from: String,
    /// Where to.
    to: String,
    #[serde(flatten)]
    manner: Manner,
}

/// Origins and destinations in one state of the world.
#[derive(Deserialize, JsonSchema)]
pub(super) struct MatrixWords {
    /// Where from.
    from: Vec<String>,
    /// Where to; without any, the origins again.
    #[serde(default)]
    to: Vec<String>,
    #[serde(flatten)]
    manner: Manner,
}

/// How routes are chosen.
#[derive(Deserialize, JsonSchema)]
#[serde(default)]
struct Manner {
    /// What routes should be best in.
    by: Objective,
    /// Modes to use. Without any, all but pipeline.
    mode: Vec<Mode>,
    /// What is carried: teu, feu or tonne.
    load: String,
    #[serde(flatten)]
    state: StateWords,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner { by: Objective::Time, mode: Vec::new(), load: USUAL_LOAD.into(), state: StateWords::default() }
    }
}

/// A name that was begun.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Begun {
    /// How it begins.
    q: String,
    /// What is looked for.
    #[serde(default)]
    kind: Kind,
}

/// A name that may be meant.
#[derive(Serialize, JsonSchema)]
pub(super) struct Suggested {
    /// What a question says for it.
    id: String,
    /// Its name in English.
    name: String,
    /// What it is, and where.
    about: String,
    /// The name by which it was found, where that is another one.
    alias: Option<String>,
}

/// One pair of a table; nothing where there is no route.
#[derive(Serialize, JsonSchema)]
pub(super) struct MatrixRow {
    /// The origin as it was asked for.
    from: String,
    /// The destination as it was asked for.
    to: String,
    /// Length, km.
    km: Option<f64>,
    /// Time, hours, central.
    hours: Option<f64>,
    /// Money for one load unit, USD, central.
    usd: Option<f64>,
    /// Emissions for one load unit, kg CO2 equivalent, central.
    co2e_kg: Option<f64>,
}

fn read<T: DeserializeOwned>(asked: Value) -> Result<T, Error> {
    serde_json::from_value(asked).map_err(|error| Error::Usage {
        code: "question-unreadable",
        message: format!("the question cannot be read: {error}"),
        help: Some("/api/openapi.json describes every question".into()),
    })
}

pub(super) fn page(_: &Desk, _: Value, _: Wanted) -> Result<Reply, Error> {
    let shell = page::shell();
    Ok(Reply::page(shell.html, shell.policy))
}

pub(super) fn start(desk: &Desk, _: Value, _: Wanted) -> Result<Reply, Error> {
    Reply::json(desk.live.start())
}

pub(super) fn answer(desk: &Desk, asked: Value, wanted: Wanted) -> Result<Reply, Error> {
    let words: ReportWords = read(asked)?;
    let question = words.question(&desk.data, &desk.library, wanted)?;
    let brief = page::brief(&desk.data, desk.network(&words.route.load)?, question)?;
    Reply::json(&desk.live.answer(&brief))
}

pub(super) fn route(desk: &Desk, asked: Value, _: Wanted) -> Result<Reply, Error> {
    Reply::json(&answered(desk, &read(asked)?)?)
}

fn answered(desk: &Desk, words: &RouteWords) -> Result<RouteAnswer, Error> {
    routes(&desk.data, desk.network(&words.load)?, &words.load, &words.query(&desk.data, &desk.library)?)
}

pub(super) fn compare(desk: &Desk, asked: Value, wanted: Wanted) -> Result<Reply, Error> {
    let words: ReportWords = read(asked)?;
    let question = words.question(&desk.data, &desk.library, wanted)?;
    if !question.query.via.is_empty() || question.query.corridor.is_some() || !question.query.constraints.avoid.is_empty() {
        return Err(Error::Usage {
            code: "comparison-bound",
            message: "a comparison is of ways that are free to go anywhere".into(),
            help: Some("leave out via, corridor and avoid, or close what is to be avoided".into()),
        });
    }
    if question.others.is_empty() {
        return Err(Error::Usage {
            code: "nothing-to-compare",
            message: "there is nothing to compare with".into(),
            help: Some("name scenarios with beside, or change something: with, without, close, reopen".into()),
        });
    }
    let (modes, network) = (question.query.constraints.modes, desk.network(&words.route.load)?);
    let ground = Ground { data: &desk.data, network, objective: question.query.objective, modes: &modes };
    let pairs = Pairs::one(question.query.from, question.query.to);
    let beyond = Beyond { choice: true, disruption: true };
    let comparison = compared(ground, &pairs, &question.base, &question.others, beyond)?;
    Reply::json(&ComparisonAnswer::of(comparison, Vec::new()))
}

/// A pair with what it is asked under.
fn of_pair(desk: &Desk, asked: Value, work: impl FnOnce(Ground, &Pairs, &State) -> Result<Reply, Error>) -> Result<Reply, Error> {
    let words: PairWords = read(asked)?;
    let names = Names::new(&desk.data);
    let (from, to) = (names.place(&words.from)?.place, names.place(&words.to)?.place);
    if from == to {
        return Err(Error::Usage {
            code: "same-place",
            message: "origin and destination are one place".into(),
            help: Some("name two".into()),
        });
    }
    words.manner.ground(desk, |ground, state| work(ground, &Pairs::one(from, to), state))
}

impl Manner {
    fn ground<R>(&self, desk: &Desk, work: impl FnOnce(Ground, &State) -> Result<R, Error>) -> Result<R, Error> {
        let modes = crate::ask::modes(&self.mode);
        crate::ask::one_cargo(&modes)?;
        let state = self.state.state(&desk.data, &desk.library)?;
        let network = desk.network(&self.load)?;
        work(Ground { data: &desk.data, network, objective: self.by, modes: &modes }, &state)
    }
}

pub(super) fn exposure(desk: &Desk, asked: Value, _: Wanted) -> Result<Reply, Error> {
    of_pair(desk, asked, |ground, pairs, state| Reply::json(&analysis::exposure(ground, pairs, state)?))
}

pub(super) fn dependence(desk: &Desk, asked: Value, _: Wanted) -> Result<Reply, Error> {
    let question = DependenceQuestion { of: Subjects::All, on: Things::Countries, choice: false };
    of_pair(desk, asked, |ground, pairs, state| Reply::json(&analysis::dependence(ground, pairs, state, question)))
}

pub(super) fn criticality(desk: &Desk, asked: Value, _: Wanted) -> Result<Reply, Error> {
    let question = CriticalityQuestion { of: Things::Links, choice: false, vital: 1 };
    of_pair(desk, asked, |ground, pairs, state| Reply::json(&analysis::criticality(ground, pairs, state, question, &silent)))
}

pub(super) fn matrix(desk: &Desk, asked: Value, _: Wanted) -> Result<Reply, Error> {
    let words: MatrixWords = read(asked)?;
    let names = Names::new(&desk.data);
    let find = |texts: &[String]| texts.iter().map(|text| Ok(names.place(text)?.place)).collect::<Result<Vec<PlaceIx>, Error>>();
    let asked_to = if words.to.is_empty() { &words.from } else { &words.to };
    let (from, to) = (find(&words.from)?, find(asked_to)?);
    let pairs: Vec<(PlaceIx, PlaceIx)> = from.iter().flat_map(|a| to.iter().map(|b| (*a, *b))).collect();
    let cells = words.manner.ground(desk, |ground, state| Ok(analysis::matrix(ground, &pairs, &state.scenario, &silent)))?;
    let called = words.from.iter().flat_map(|a| asked_to.iter().map(move |b| (a, b)));
    let rows: Vec<MatrixRow> = called
        .zip(cells)
        .map(|((from, to), cell)| {
            let [km, hours, usd, co2e_kg] = cell.cost.map_or([None; 4], |cost| export::matrix_figures(&cost).map(Some));
            MatrixRow { from: from.clone(), to: to.clone(), km, hours, usd, co2e_kg }
        })
        .collect();
    Reply::json(&rows)
}

/// How many names are offered.
const OFFERED: usize = 8;

pub(super) fn names(desk: &Desk, asked: Value, _: Wanted) -> Result<Reply, Error> {
    let begun: Begun = read(asked)?;
    let found = Names::new(&desk.data).begun(&begun.q, begun.kind, OFFERED);
    let rows: Vec<Suggested> =
        found.into_iter().map(|one| Suggested { id: one.id, name: one.name, about: one.about, alias: one.alias }).collect();
    Reply::json(&rows)
}

pub(super) fn places(desk: &Desk, _: Value, _: Wanted) -> Result<Reply, Error> {
    Reply::json(&desk.data.places.iter().map(PlaceRow::of).collect::<Vec<_>>())
}

pub(super) fn segments(desk: &Desk, _: Value, _: Wanted) -> Result<Reply, Error> {
    Reply::json(&desk.data.segments.iter().map(|segment| SegmentRow::of(&desk.data, segment)).collect::<Vec<_>>())
}

pub(super) fn corridors(desk: &Desk, _: Value, _: Wanted) -> Result<Reply, Error> {
    Reply::json(&desk.data.corridors.iter().map(|corridor| CorridorRow::of(&desk.data, corridor)).collect::<Vec<_>>())
}

pub(super) fn events(desk: &Desk, _: Value, _: Wanted) -> Result<Reply, Error> {
    Reply::json(&desk.data.events.iter().map(EventRow::of).collect::<Vec<_>>())
}

pub(super) fn scenarios(desk: &Desk, _: Value, _: Wanted) -> Result<Reply, Error> {
    let ids = desk.library.ids();
    let all: Vec<NamedScenario> = ids.into_iter().map(|id| desk.library.find(&desk.data, id)).collect::<Result<_, _>>()?;
    Reply::json(&all)
}

pub(super) fn description(_: &Desk, _: Value, _: Wanted) -> Result<Reply, Error> {
    Reply::json(&super::openapi())
}

/// Pixels to an inch of a picture.
const DPI: u16 = 200;

/// The answer to a question as a file of one of the names in the table of operations.
pub(super) fn download(desk: &Desk, asked: Value, wanted: Wanted, name: &str) -> Result<Reply, Error> {
    let words: ReportWords = read(asked)?;
    if name == "report.html" {
        let question = words.question(&desk.data, &desk.library, wanted)?;
        let brief = page::brief(&desk.data, desk.network(&words.route.load)?, question)?;
        return Ok(Reply::file("text/html; charset=utf-8", page::report(&brief)?));
    }
    let answer = answered(desk, &words.route)?;
    if name == "route.json" {
        return Reply::json(&answer);
    }
    if answer.routes.is_empty() {
        return Err(Error::Usage {
            code: "nothing-to-write",
            message: "there is no way, so there is nothing to write".into(),
            help: None,
        });
    }
    let tables = route_tables(&desk.data, &answer);
    let all: Vec<_> = tables.iter().collect();
    let found = |is_meant: fn(&Table) -> bool| {
        all.iter().find(|table| is_meant(table)).copied().ok_or_else(|| Error::Internal("an answer lacks a table".into()))
    };
    let layer = || found(|table| table.map.is_some());
    let svg = |name: &str| match name {
        "map" => route_map(&desk.data, &answer),
        "cost-distance" => Ok(distance_chart(&answer, Against::Cost)),
        _ => Ok(distance_chart(&answer, Against::Time)),
    };
    Ok(match name.rsplit_once('.') {
        Some((_, "gpkg")) => Reply::file("application/geopackage+sqlite3", export::tables_geopackage(&all)?),
        Some((_, "xlsx")) => {
            Reply::file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", export::tables_xlsx(&all)?)
        }
        Some((_, "csv")) => Reply::file("text/csv; charset=utf-8", export::table_csv(found(|_| true)?)?),
        Some((_, "geojson")) => Reply::file("application/geo+json; charset=utf-8", export::table_geojson(layer()?)?),
        Some((_, "fgb")) => {
            let table = layer()?;
            let map = table.map.as_ref().ok_or_else(|| Error::Internal("legs have no map".into()))?;
            Reply::file("application/octet-stream", export::table_flatgeobuf(table, map)?.0)
        }
        Some((stem, "png")) => Reply::file("image/png", png(&svg(stem)?, DPI)?),
        Some((stem, _)) => Reply::file("image/svg+xml; charset=utf-8", svg(stem)?),
        None => return Err(Error::Internal(format!("no file is called {name}"))),
    })
}
