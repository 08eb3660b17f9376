//! The main question: how do goods get from here to there?

use schemars::JsonSchema;
use serde::Serialize;

use crate::cost::Objective;
use crate::error::Error;
use crate::itinerary::{EventNote, Itinerary, PlaceRef};
use crate::model::{BASE_DATE, Dataset, Date, Mode};
use crate::network::{Closure, LinkId, Network, NodeId, Selector, View, Weight, alternatives, best_path};
use crate::query::{RouteQuery, Snapped};
use crate::separation::Separation;

/// The answer. `routes` is empty when there is no way; then `no_route` says what separates the two.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RouteAnswer {
    /// The question, with its names resolved.
    pub query: QueryEcho,
    /// The routes, the best one first.
    pub routes: Vec<Itinerary>,
    /// Events in force that close or delay the way that would be best without them (after the base date: without those since): why the
    /// answer is another one.
    pub decided_by: Vec<EventNote>,
    /// What separates the two places, where there is no route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_route: Option<Separation>,
}

impl RouteAnswer {
    /// Whether of any part of a route a position is known.
    pub fn is_on_map(&self) -> bool {
        self.routes.iter().flat_map(|route| &route.legs).any(|leg| !leg.line.0.is_empty())
    }
}

/// The question as it was understood.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QueryEcho {
    /// Where from.
    pub from: PlaceRef,
    /// Where to.
    pub to: PlaceRef,
    /// Places to visit on the way.
    pub via: Vec<PlaceRef>,
    /// Positions that were asked for, and the places that they are taken for.
    pub snapped: Vec<Snapped>,
    /// How many routes were asked for.
    pub alternatives: usize,
    /// What the route should be best in.
    pub by: Objective,
    /// Id of the load unit that money and emissions are for.
    pub load: String,
    /// The load unit in words.
    pub load_name: String,
    /// The date whose events and openings count, `YYYY-MM-DD`.
    #[schemars(with = "String")]
    pub as_of: Date,
    /// Modes that may be used.
    pub modes: Vec<Mode>,
    /// The corridor that was kept to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corridor: Option<String>,
    /// Segments that counted as open, in words.
    pub with: Vec<String>,
    /// Segments that counted as closed, in words.
    pub without: Vec<String>,
    /// What the scenario closes, in words.
    pub close: Vec<String>,
    /// What the scenario opens in spite of events, in words.
    pub reopen: Vec<String>,
    /// Speeds, prices and waits that the scenario changes, in words.
    pub changes: Vec<String>,
    /// What was avoided, in words.
    pub avoid: Vec<String>,
}

/// Off the corridor a link weighs this many times what it weighs: it is used only where the corridor does not reach.
const OFF_CORRIDOR: u64 = 1000;

/// Answers a question for routes. `load` is the id of the load unit that the network was built for.
///
/// # Errors
/// [`Error::Usage`] where both ends are the same place; [`Error::Internal`] where an answer does not pass its own check.
pub fn route(data: &Dataset, network: &Network, load: &str, query: &RouteQuery) -> Result<RouteAnswer, Error> {
    if query.from == query.to && query.via.is_empty() {
        let name = &data.place(query.from).name;
        return Err(Error::Usage {
            code: "same-place",
            message: format!("origin and destination are both {name}"),
            help: Some("name two different places".into()),
        });
    }
    let view = View::new(data, network, &query.scenario, &query.constraints);
    let stages: Vec<Vec<NodeId>> = query.stages().map(|place| network.nodes_of(place, &query.constraints.modes)).collect();
    let stages: Vec<&[NodeId]> = stages.iter().map(Vec::as_slice).collect();
    let weigh = |link: LinkId| weight(&view, link, query);
    let paths = alternatives(&view, &stages, query.count, query.limits, weigh);
    let routes = paths.iter().map(|path| Itinerary::of(&view, path, query.corridor.as_deref())).collect::<Result<Vec<_>, _>>()?;
    let no_route = routes.is_empty().then(|| Separation::find(&view, query));
    let decided_by = decided_by(&view, &stages, query);
    Ok(RouteAnswer { query: echo(data, load, query), routes, decided_by, no_route })
}

/// Events that close or delay links of the way that would be best without them: after the base date those that came since, else all.
fn decided_by(view: &View, stages: &[&[NodeId]], query: &RouteQuery) -> Vec<EventNote> {
    let mut scenario = query.scenario.clone();
    let is_later = BASE_DATE.is_before(scenario.as_of);
    let events = view.data.events.iter().filter(|event| !is_later || BASE_DATE.is_before(event.from));
    scenario.ignore_events.extend(events.map(|event| event.id.clone()));
    let peaceful = View::new(view.data, view.network, &scenario, &query.constraints);
    let Some(path) = best_path(view.network, stages, |link| weight(&peaceful, link, query)) else { return Vec::new() };
    let mut rows: Vec<usize> = Vec::new();
    for link in path.links {
        if let Some(Closure::Event(row)) = view.closure(link) {
            rows.push(row);
        }
        rows.extend(view.restrictions(link));
    }
    rows.sort_unstable();
    rows.dedup();
    rows.into_iter().map(|row| EventNote::of(&view.data.events[row], view.as_of)).collect()
}

fn weight(view: &View, link: LinkId, query: &RouteQuery) -> Option<Weight> {
    let weight = view.weight(link, query.objective)?;
    let is_off = match (&query.corridor, view.segment_of(link)) {
        (Some(corridor), Some(segment)) => !view.data.segment(segment).corridors.contains(corridor),
        _ => false,
    };
    Some(if is_off {
        Weight { primary: weight.primary.saturating_mul(OFF_CORRIDOR), secondary: weight.secondary.saturating_mul(OFF_CORRIDOR) }
    } else {
        weight
    })
}

fn echo(data: &Dataset, load: &str, query: &RouteQuery) -> QueryEcho {
    // That foreign gas crosses a country only by a swap is a rule, not a wish.
    let is_asked = |selector: &&Selector| !matches!(selector, Selector::ModeIn(Mode::Pipeline, _));
    let words = |selectors: &[Selector]| selectors.iter().filter(is_asked).map(|s| s.describe(data)).collect();
    QueryEcho {
        from: PlaceRef::of(data, query.from),
        to: PlaceRef::of(data, query.to),
        via: query.via.iter().map(|place| PlaceRef::of(data, *place)).collect(),
        snapped: query.snapped.clone(),
        alternatives: query.count,
        by: query.objective,
        load: load.to_owned(),
        load_name: data.load(load).map(|l| l.name.clone()).unwrap_or_default(),
        as_of: query.scenario.as_of,
        modes: query.constraints.modes.clone(),
        corridor: query.corridor.clone(),
        with: words(&query.scenario.with),
        without: words(&query.scenario.without),
        close: words(&query.scenario.close),
        reopen: words(&query.scenario.reopen),
        changes: query.scenario.changes.iter().map(|change| change.describe(data)).collect(),
        avoid: words(&query.constraints.avoid),
    }
}
