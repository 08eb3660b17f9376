//! How far an answer can be trusted, and where time is lost.

use std::collections::BTreeMap;

use corridor::analysis::{SimulationQuestion, closures_of_the_past, silent, simulate};
use corridor::error::Error;
use corridor::itinerary::LegKind;
use corridor::model::{Mode, Word};
use corridor::names::Names;
use corridor::query::RouteQuery;
use corridor::route::route;

use super::{Desk, Finding, table};
use crate::report::numbers::{grouped, percent};

const DRAWS: u32 = 2_000;
const SEED: u64 = 1;
/// A promise that forwarders make on the corridor.
const DEADLINE_DAYS: f64 = 25.0;
const PAST_DAYS: u32 = 365;
/// How many drivers are named.
const DRIVERS: usize = 5;

pub fn moscow_mumbai(desk: &Desk) -> Result<Finding, Error> {
    let mut rows = Vec::new();
    let mut answer = Vec::new();
    let mut drivers = String::new();
    for (id, past) in [("base-2025", false), ("war-2026-06", true)] {
        let state = desk.state(id)?;
        let closures = if past { closures_of_the_past(&desk.data, state.scenario.as_of, PAST_DAYS) } else { Vec::new() };
        let question = SimulationQuestion {
            draws: DRAWS,
            seed: SEED,
            deadline_hours: Some(DEADLINE_DAYS * 24.0),
            closures,
            without_dated_closures: past,
        };
        let found = simulate(desk.ground(&Mode::FREIGHT), desk.pair("Moscow", "Mumbai")?, &state, &question, &silent)?;
        let days = |hours: f64| grouped(hours / 24.0, 1);
        let words = if past { "closures as in the year to June 2026" } else { "nothing closes" };
        let mut row = |what: String, hours: Option<corridor::analysis::Distribution>, open: f64, on_time: Option<f64>| {
            let spread =
                hours.map_or(["-".to_owned(), "-".to_owned(), "-".to_owned()], |d| [days(d.p5), days(d.p50), days(d.p95)]);
            let mut cells = vec![words.to_owned(), what];
            cells.extend(spread);
            cells.extend([percent(open), on_time.map_or(String::new(), percent)]);
            rows.push(cells);
        };
        if let Some(first) = found.routes.first() {
            row(
                format!("best route by central values, kept to ({})", first.by_way_of.join(", ")),
                first.hours,
                first.open,
                first.on_time,
            );
        }
        row("best way of each draw".to_owned(), found.best.hours, 1.0 - found.best.no_route, found.best.on_time);
        if !past {
            let named = found.drivers.iter().take(DRIVERS).map(|d| format!("{} ({:+.2})", d.what, d.rank_correlation));
            drivers = named.collect::<Vec<_>>().join("; ");
        }
    }
    answer.push(table(&["when", "route", "days, 5 % below", "half", "95 % below", "open", "within 25 days"], 2, rows));
    answer.push(format!("What moves the days most, by rank correlation: {drivers}."));
    Ok(Finding {
        question: "How reliable is Moscow - Mumbai, not only how fast on average?",
        commands: vec![
            "corridor simulate Moscow Mumbai --draws 2000 --deadline 25",
            "corridor simulate Moscow Mumbai --draws 2000 --deadline 25 --scenario war-2026-06 --history 365",
        ],
        answer,
        rests_on: "triangles between the low, central and high values of the tables, one draw a row; a day of the past year drawn for all closures together.",
        cannot_say: "the chance of closures to come; and a shipper does not know beforehand which way will be the best, so the truth lies between the two rows.",
    })
}

pub fn where_time_is_lost(desk: &Desk) -> Result<Finding, Error> {
    let names = Names::new(&desk.data);
    let pair = desk.pair("Moscow", "Mumbai")?;
    let mut answer = Vec::new();
    for corridor in ["western", "trans-caspian", "eastern"] {
        let mut query = RouteQuery::new(pair.from, pair.to);
        query.corridor = Some(names.corridor(corridor)?.to_owned());
        let found = route(&desk.data, &desk.network, corridor::ask::USUAL_LOAD, &query)?;
        let Some(best) = found.routes.first() else { continue };
        let mut lost: BTreeMap<&str, f64> = BTreeMap::new();
        for leg in &best.legs {
            let kind = match leg.kind {
                LegKind::Travel => leg.mode.word(),
                LegKind::Border => "borders",
                LegKind::Passage => "straits",
                LegKind::Transfer | LegKind::GaugeChange | LegKind::Swap => "ports, terminals and gauge changes",
            };
            *lost.entry(kind).or_default() += leg.hours.central;
        }
        let whole = best.totals.hours.central;
        let mut parts: Vec<(&str, f64)> = lost.into_iter().collect();
        parts.sort_by(|a, b| b.1.total_cmp(&a.1));
        let words =
            parts.iter().map(|(what, hours)| format!("{what} {} days ({})", grouped(hours / 24.0, 1), percent(hours / whole)));
        let slowest =
            best.legs.iter().filter(|leg| leg.kind != LegKind::Travel).max_by(|a, b| a.hours.central.total_cmp(&b.hours.central));
        let slowest = slowest.map_or(String::new(), |leg| {
            format!(" The longest single wait is {} ({} hours).", leg.from.name, grouped(leg.hours.central, 0))
        });
        answer.push(format!(
            "* {corridor} branch, {} days ({}-{}): {}.{slowest}",
            grouped(whole / 24.0, 1),
            grouped(best.totals.hours.low / 24.0, 1),
            grouped(best.totals.hours.high / 24.0, 1),
            words.collect::<Vec<_>>().join(", ")
        ));
    }
    Ok(Finding {
        question: "Where on the three branches to Mumbai is time lost: on the line, at borders, in ports and terminals?",
        commands: vec![
            "corridor route Moscow Mumbai --corridor western",
            "corridor route Moscow Mumbai --corridor eastern --explain",
        ],
        answer: vec![answer.join("\n")],
        rests_on: "speeds of whole days by country and sea, and the waits of `crossings.csv` and `terminals.csv`; `--explain` shows the source of each.",
        cannot_say: "how long a given train or ship waits: the waits are those of usual traffic, without the queue of the day.",
    })
}
