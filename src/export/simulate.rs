//! Simulations as tables and as a map.

use super::basis;
use super::form::Form;
use super::style::by_share;
use super::table::{Map, ShapeKind, Table};
use crate::analysis::{Closure, Distribution, Driver, SimulatedLink, Simulation};
use crate::model::{Dataset, Segment, Word};

/// A simulation as tables: `simulated` (one row a route, then one for the best way of each draw), then `links` on the map.
pub fn simulation_tables(data: &Dataset, found: &Simulation) -> Vec<Table> {
    let modes: Vec<&str> = found.modes.iter().map(|mode| mode.word()).collect();
    let routes = found.routes.iter().enumerate().map(|(i, route)| Simulated {
        route: (i + 1).to_string(),
        by_way_of: route.by_way_of.join("|"),
        modes: route.modes.iter().map(|mode| mode.word()).collect::<Vec<_>>().join(" "),
        central: Some((route.central_hours, route.central_usd)),
        spread: [route.hours, route.usd],
        open: route.open,
        best_listed: Some(route.best_listed),
        on_time: route.on_time,
    });
    let best = Simulated {
        route: "best".into(),
        by_way_of: String::new(),
        modes: String::new(),
        central: None,
        spread: [found.best.hours, found.best.usd],
        open: 1.0 - found.best.no_route,
        best_listed: None,
        on_time: found.best.on_time,
    };
    let mut tables = answer_tables(data, Some(found), routes.chain([best]));
    tables.push(basis::question(vec![
        ("from", found.from.name.clone()),
        ("to", found.to.name.clone()),
        ("scenario", found.scenario.id.clone()),
        ("as of", found.as_of.to_string()),
        ("best in", found.by.word().to_owned()),
        ("load unit", found.load.clone()),
        ("modes", modes.join(", ")),
        ("draws", found.draws.to_string()),
        ("seed", found.seed.to_string()),
        ("deadline, hours", found.deadline_hours.map_or(String::new(), |hours| hours.to_string())),
    ]));
    tables.extend(basis::of_dataset(data));
    tables
}

/// The tables without rows, for what their columns are.
pub(super) fn empty() -> Vec<Table> {
    answer_tables(&Dataset::default(), None, std::iter::empty())
}

fn answer_tables(data: &Dataset, found: Option<&Simulation>, routes: impl Iterator<Item = Simulated>) -> Vec<Table> {
    let links = found.into_iter().flat_map(|found| found.links.iter().map(move |link| (found, link)));
    vec![
        routes_form().table(routes),
        links_form().layer(
            Map { kind: ShapeKind::Line, style: by_share("share", 0.8) },
            links.map(|(found, link)| {
                let segment = data.segment_ix(&link.segment).map(|ix| data.segment(ix));
                (link.segment.clone(), segment.map(|segment| segment.line.clone().into()), (found, link, segment))
            }),
        ),
        ways_form().table(found.into_iter().flat_map(|found| found.ways.iter().map(|way| (way.by_way_of.join("|"), way.share)))),
        drivers_form().table(found.into_iter().flat_map(|found| &found.drivers)),
        closures_form().table(found.into_iter().flat_map(|found| &found.closures)),
    ]
}

struct Simulated {
    route: String,
    by_way_of: String,
    modes: String,
    central: Option<(f64, f64)>,
    /// Of hours and of dollars.
    spread: [Option<Distribution>; 2],
    open: f64,
    best_listed: Option<f64>,
    on_time: Option<f64>,
}

fn routes_form() -> Form<Simulated> {
    Form::<Simulated>::new("simulated", "How hours and dollars are spread, route by route, and for the best way of each draw")
        .text("route", "number of the route, or best: the best way of each draw", |r| (&r.route).into())
        .text("by_way_of", "countries and seas in the order of travel, separated by a bar", |r| (&r.by_way_of).into())
        .text("modes", "modes, separated by a space", |r| (&r.modes).into())
        .real("central_hours", "h", "by central values", |r| r.central.map(|c| c.0).into())
        .real("central_usd", "USD", "by central values", |r| r.central.map(|c| c.1).into())
        .real("hours_mean", "h", "mean", |r| r.spread[0].map(|d| d.mean).into())
        .real("hours_sd", "h", "standard deviation", |r| r.spread[0].map(|d| d.sd).into())
        .real("hours_p5", "h", "5 % of the draws lie below", |r| r.spread[0].map(|d| d.p5).into())
        .real("hours_p25", "h", "25 % of the draws lie below", |r| r.spread[0].map(|d| d.p25).into())
        .real("hours_p50", "h", "median", |r| r.spread[0].map(|d| d.p50).into())
        .real("hours_p75", "h", "75 % of the draws lie below", |r| r.spread[0].map(|d| d.p75).into())
        .real("hours_p95", "h", "95 % of the draws lie below", |r| r.spread[0].map(|d| d.p95).into())
        .real("usd_mean", "USD", "mean", |r| r.spread[1].map(|d| d.mean).into())
        .real("usd_sd", "USD", "standard deviation", |r| r.spread[1].map(|d| d.sd).into())
        .real("usd_p5", "USD", "5 % of the draws lie below", |r| r.spread[1].map(|d| d.p5).into())
        .real("usd_p25", "USD", "25 % of the draws lie below", |r| r.spread[1].map(|d| d.p25).into())
        .real("usd_p50", "USD", "median", |r| r.spread[1].map(|d| d.p50).into())
        .real("usd_p75", "USD", "75 % of the draws lie below", |r| r.spread[1].map(|d| d.p75).into())
        .real("usd_p95", "USD", "95 % of the draws lie below", |r| r.spread[1].map(|d| d.p95).into())
        .real("open", "0..1", "share of the draws in which it is open", |r| r.open.into())
        .real("best_listed", "0..1", "share of the draws in which none of the listed routes costs less", |r| r.best_listed.into())
        .real("on_time", "0..1", "share of the draws in which it arrives within the deadline", |r| r.on_time.into())
}

fn links_form<'a>() -> Form<(&'a Simulation, &'a SimulatedLink, Option<&'a Segment>)> {
    Form::<(&'a Simulation, &'a SimulatedLink, Option<&'a Segment>)>::new(
        "links",
        "Segments that the best way of some draw uses; the darker and wider, the more often",
    )
    .text("scenario", "id of the scenario", |r| (&r.0.scenario.id).into())
    .text("segment", "id of the segment", |r| (&r.1.segment).into())
    .text("mode", "rail, road, sea, ferry or pipeline", |r| r.2.map(|s| s.mode.word()).into())
    .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |r| r.2.map(|s| s.country.to_string()).into())
    .text("sea", "name of the sea", |r| r.2.and_then(|s| s.sea.clone()).into())
    .real("share", "0..1", "share of the draws whose best way uses it", |r| r.1.share.into())
}

fn ways_form() -> Form<(String, f64)> {
    Form::<(String, f64)>::new("ways", "The best ways of the draws by countries and seas, the most frequent first")
        .text("by_way_of", "countries and seas in the order of travel, separated by a bar", |r| (&r.0).into())
        .real("share", "0..1", "share of the draws in which it is the best", |r| r.1.into())
}

fn drivers_form<'a>() -> Form<&'a Driver> {
    Form::<&'a Driver>::new("drivers", "What drives the objective of the best way, the strongest first")
        .text("what", "the figure or closure", |d| (&d.what).into())
        .text("basis", "where it stands", |d| (&d.basis).into())
        .text("sources", "source ids", |d| (&d.source).into())
        .real("rank_correlation", "-1..1", "rank correlation of what was drawn with the objective", |d| d.rank_correlation.into())
}

fn closures_form<'a>() -> Form<&'a Closure> {
    Form::<&'a Closure>::new("closures", "What may close, with its probability")
        .text("what", "what closes", |c| (&c.what).into())
        .real("probability", "0..1", "how likely it is", |c| c.probability.into())
        .text("basis", "where the probability comes from", |c| (&c.basis).into())
}
