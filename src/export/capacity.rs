//! Capacity, and trade against it, as tables and maps.

use super::basis;
use super::form::Form;
use super::style::{Look, Style, Symbols, palette};
use super::table::{Map, ShapeKind, Table};
use crate::analysis::{Capacity, LoadRow, NetworkLoad};
use crate::model::{Dataset, Estimate, Segment, Word};

/// A capacity as tables: `flow`, what the flow uses.
pub fn capacity_tables(data: &Dataset, found: &Capacity) -> Vec<Table> {
    let modes: Vec<&str> = found.modes.iter().map(|mode| mode.word()).collect();
    let used = |kind, id: &str, flow, capacity, segment| Used {
        scenario: found.scenario.id.clone(),
        kind,
        id: id.to_owned(),
        segment,
        flow,
        capacity,
        is_binding: found.binding.iter().any(|limit| limit.id == id),
        unit: found.unit.clone(),
    };
    let segments = found.used.iter().map(|link| {
        let segment = data.segment_ix(&link.segment).map(|ix| data.segment(ix));
        used("segment", &link.segment, link.flow, link.capacity, segment)
    });
    let swaps = found.swaps.iter().map(|swap| used("swap", &swap.contract, swap.handed_over, None, None));
    let rows = segments.chain(swaps).map(|row| {
        let shape = row.segment.map(|segment| segment.line.clone().into());
        (row.id.clone(), shape, row)
    });
    let most = found.used.iter().map(|link| link.flow).fold(0.0, f64::max);
    let estimate =
        |value: Option<Estimate<f64>>| value.map_or(String::new(), |e| format!("{} ({} to {})", e.central, e.low, e.high));
    let mut tables = vec![
        flow_form().layer(Map { kind: ShapeKind::Line, style: by_width("flow", most) }, rows),
        basis::question(vec![
            ("from", found.from.clone()),
            ("to", found.to.clone()),
            ("scenario", found.scenario.id.clone()),
            ("as of", found.as_of.to_string()),
            ("modes", modes.join(", ")),
            ("unit", found.unit.clone()),
            ("leaves the origin", estimate(found.sent)),
            ("arrives", estimate(found.arrives)),
        ]),
    ];
    tables.extend(basis::of_dataset(data));
    tables
}

/// Trade against capacities as tables: `loads`, what each segment would have to carry, drawn as wide as its tonnes.
pub fn load_tables(data: &Dataset, found: &NetworkLoad) -> Vec<Table> {
    let most = found.rows.iter().map(|row| row.flow_mt).fold(0.0, f64::max);
    let rows = found.rows.iter().map(|row| {
        let segment = data.segment_ix(&row.segment).map(|ix| data.segment(ix));
        (row.segment.clone(), segment.map(|segment| segment.line.clone().into()), (found, row, segment))
    });
    let mut tables = vec![
        loads_form().layer(Map { kind: ShapeKind::Line, style: by_width("flow_mt", most) }, rows),
        basis::question(vec![
            ("scenario", found.scenario.id.clone()),
            ("best in", found.by.word().to_owned()),
            ("trade", found.weights.clone()),
            ("trade of pairs with a route, Mt a year", found.trade_mt.to_string()),
            ("pairs with a route", found.pairs.to_string()),
            ("pairs without a route", found.pairs_without_route.to_string()),
        ]),
    ];
    tables.extend(basis::of_dataset(data));
    tables
}

/// The tables without rows, for what their columns are.
pub(super) fn empty() -> Vec<Table> {
    let map = |by| Map { kind: ShapeKind::Line, style: by_width(by, 0.0) };
    vec![flow_form().layer(map("flow"), []), loads_form().layer(map("flow_mt"), [])]
}

/// Lines as wide as they carry.
fn by_width(by: &'static str, most: f64) -> Style {
    Style { by, symbols: Symbols::Width { look: Look::new("", palette::BLUE, 3.0), most }, label: None }
}

struct Used<'a> {
    scenario: String,
    kind: &'static str,
    id: String,
    segment: Option<&'a Segment>,
    flow: f64,
    capacity: Option<Estimate<f64>>,
    is_binding: bool,
    unit: String,
}

fn flow_form<'a>() -> Form<Used<'a>> {
    Form::<Used<'a>>::new("flow", "Segments and swaps that the greatest flow uses; the wider, the more it carries")
        .text("scenario", "id of the scenario", |r| (&r.scenario).into())
        .text("kind", "segment, or swap: handed over at one border and given back at another", |r| r.kind.into())
        .text("id", "id of the segment or of the contract", |r| (&r.id).into())
        .text("mode", "rail, road, sea, ferry or pipeline", |r| r.segment.map(|s| s.mode.word()).into())
        .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |r| r.segment.map(|s| s.country.to_string()).into())
        .real("flow", "see unit", "what runs over it; for a swap what is handed over", |r| r.flow.into())
        .estimate(
            ["capacity_low", "capacity", "capacity_high"],
            "see unit",
            "what it carries; empty where that is not known",
            |r| r.capacity,
        )
        .flag("binding", "whether it stops more", |r| r.is_binding.into())
        .text("unit", "Mt a year, or bcm a year for gas", |r| (&r.unit).into())
}

fn loads_form<'a>() -> Form<(&'a NetworkLoad, &'a LoadRow, Option<&'a Segment>)> {
    Form::<(&'a NetworkLoad, &'a LoadRow, Option<&'a Segment>)>::new(
        "loads",
        "What each segment would have to carry; the wider, the more tonnes",
    )
    .text("scenario", "id of the scenario", |r| (&r.0.scenario.id).into())
    .text("segment", "id of the segment", |r| (&r.1.segment).into())
    .text("name", "its ends", |r| (&r.1.name).into())
    .text("mode", "rail, road, sea, ferry or pipeline", |r| r.2.map(|s| s.mode.word()).into())
    .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |r| r.2.map(|s| s.country.to_string()).into())
    .real("flow_mt", "Mt/a", "what would run over it, both directions", |r| r.1.flow_mt.into())
    .estimate(["capacity_low", "capacity", "capacity_high"], "Mt/a", "what it carries; empty where that is not known", |r| {
        r.1.capacity_mt
    })
    .estimate(["load_low", "load", "load_high"], "times", "flow over capacity", |r| r.1.load)
    .text("confidence", "confidence in the segment: high, medium, low", |r| r.1.confidence.word().into())
    .text("sources", "source ids of the capacity", |r| r.1.source.clone().into())
    .text("weights", "what trade it is", |r| (&r.0.weights).into())
}
