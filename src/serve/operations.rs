//! What can be asked: one table, which requests are looked up in and which the description of the API is made from.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

use super::answers::{self, Begun, Empty, MatrixRow, MatrixWords, PairWords, Suggested};
use super::desk::Desk;
use super::parameters::{Asks, schema};
use super::reply::Reply;
use crate::analysis::{ComparisonAnswer, Criticality, Dependence, Exposure};
use crate::ask::RouteWords;
use crate::error::Error;
use crate::list::{CorridorRow, EventRow, PlaceRow, SegmentRow};
use crate::page::ReportWords;
use crate::route::RouteAnswer;
use crate::scenario::NamedScenario;

/// One thing that can be asked.
pub(super) struct Operation {
    /// Its address.
    pub(super) path: &'static str,
    /// What it gives.
    pub(super) about: &'static str,
    pub(super) by: By,
    /// Whether no token is needed: it holds nothing of the data.
    pub(super) is_open: bool,
    /// The schema of the question; none where whatever the address says is the business of the page.
    pub(super) asks: Option<Asks>,
    /// The schema of the answer; none where it is a file, or a part of the page.
    pub(super) gives: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// What is done. It is asked in between whether anybody still waits.
    pub(super) work: Work,
}

/// How it is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Get,
    Post,
    Both,
}

impl By {
    pub(super) fn is_get(self) -> bool {
        self != By::Post
    }

    pub(super) fn is_post(self) -> bool {
        self != By::Get
    }

    /// For a header.
    pub(super) fn allowed(self) -> &'static str {
        match self {
            By::Get => "GET, HEAD",
            By::Post => "POST",
            By::Both => "GET, HEAD, POST",
        }
    }
}

/// The work behind an operation.
pub(super) type Work = fn(&Desk, Value, &(dyn Fn() -> bool + Sync)) -> Result<Reply, Error>;

impl Operation {
    const fn get(path: &'static str, about: &'static str, asks: Asks, work: Work) -> Operation {
        Operation { path, about, by: By::Get, is_open: false, asks: Some(asks), gives: None, work }
    }

    const fn gives(mut self, gives: fn(&mut SchemaGenerator) -> Schema) -> Operation {
        self.gives = Some(gives);
        self
    }
}

/// The schema of an answer.
fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// A file of an answer.
macro_rules! download {
    ($name:literal) => {
        Operation::get(
            concat!("/download/", $name),
            concat!("The answer to a question as the file ", $name),
            schema::<ReportWords>,
            |desk, asked, wanted| answers::download(desk, asked, wanted, $name),
        )
    };
}

/// All of them.
pub(super) static OPERATIONS: &[Operation] = &[
    Operation { is_open: true, asks: None, ..Operation::get("/", "The page", schema::<Empty>, answers::page) },
    Operation::get("/page/start", "The controls and the map of the page", schema::<Empty>, answers::start),
    Operation::get("/page/answer", "The answer to a question as parts of the page", schema::<ReportWords>, answers::answer),
    Operation {
        by: By::Both,
        ..Operation::get("/api/route", "How goods get from one place to another", schema::<RouteWords>, answers::route)
            .gives(of::<RouteAnswer>)
    },
    Operation {
        by: By::Both,
        ..Operation::get(
            "/api/compare",
            "The same question in its state of the world, and in others beside it",
            schema::<ReportWords>,
            answers::compare,
        )
        .gives(of::<ComparisonAnswer>)
    },
    Operation::get("/api/exposure", "How much of a way lies in each country", schema::<PairWords>, answers::exposure)
        .gives(of::<Exposure>),
    Operation::get(
        "/api/dependence",
        "What closing each transit country does to a way",
        schema::<PairWords>,
        answers::dependence,
    )
    .gives(of::<Dependence>),
    Operation::get("/api/criticality", "What the loss of each link of a way does", schema::<PairWords>, answers::criticality)
        .gives(of::<Criticality>),
    Operation {
        by: By::Post,
        ..Operation::get(
            "/api/matrix",
            "Lengths, times and costs from every origin to every destination",
            schema::<MatrixWords>,
            answers::matrix,
        )
        .gives(of::<Vec<MatrixRow>>)
    },
    Operation::get("/api/names", "Names that begin like a text, in any script", schema::<Begun>, answers::names)
        .gives(of::<Vec<Suggested>>),
    Operation::get("/api/places", "All places", schema::<Empty>, answers::places).gives(of::<Vec<PlaceRow>>),
    Operation::get("/api/segments", "All segments", schema::<Empty>, answers::segments).gives(of::<Vec<SegmentRow>>),
    Operation::get("/api/corridors", "All corridors", schema::<Empty>, answers::corridors).gives(of::<Vec<CorridorRow>>),
    Operation::get("/api/events", "All dated events", schema::<Empty>, answers::events).gives(of::<Vec<EventRow>>),
    Operation::get("/api/scenarios", "All scenarios", schema::<Empty>, answers::scenarios).gives(of::<Vec<NamedScenario>>),
    Operation::get("/api/openapi.json", "This description", schema::<Empty>, answers::description).gives(of::<Value>),
    download!("report.html"),
    download!("route.gpkg"),
    download!("route.geojson"),
    download!("route.fgb"),
    download!("route.xlsx"),
    download!("route.csv"),
    download!("route.json"),
    download!("map.svg"),
    download!("map.png"),
    download!("time-distance.svg"),
    download!("time-distance.png"),
    download!("cost-distance.svg"),
];
