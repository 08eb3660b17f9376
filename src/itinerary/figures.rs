//! Every figure that a leg is made of, with its source.

use super::value::Figure;
use crate::cost::length_km;
use crate::model::{Confidence, Dataset, Estimate, Event, Exchange, Segment, Word, sources_of};
use crate::network::{Change, Layer, NewValue};
use crate::units::round;

/// How a figure is known.
#[derive(Clone, Copy)]
struct Known<'a> {
    basis: &'a str,
    source: &'a str,
    confidence: Confidence,
}

/// What travel takes by a row of `impedances.csv`.
pub(super) fn row_figures(data: &Dataset, impedance: usize) -> [Figure; 3] {
    let row = &data.impedances[impedance];
    let of = format!("{} in {}", row.mode.word(), if row.area == "*" { "any area" } else { &row.area });
    let remark = row.calibrated.then(|| "calibrated against published figures, see docs/method.md".to_owned());
    let table = |what: &str, value: Estimate<f64>, unit: &str, source: &str| {
        figure(what, &of, value, unit, Known { basis: "impedances.csv", source, confidence: row.confidence }, remark.clone())
    };
    [
        table("speed", row.km_per_day, "km a day", &row.time_source),
        table("price", row.usd_per_teu_km, "USD per TEU-km", &row.cost_source),
        table("emissions", row.co2e_kg_per_tkm, "kg CO2e per tonne-km", &row.emission_source),
    ]
}

pub(super) fn length_figure(segment: &Segment) -> Figure {
    let length = Estimate::exact(round(length_km(segment), 3));
    let (basis, source) = match &segment.length {
        Some((_, source)) => ("published", source.as_str()),
        None => ("drawn line, WGS84", segment.source.as_str()),
    };
    let known = Known { basis, source, confidence: segment.confidence };
    figure("length", &segment.id, length, "km", known, segment.other_lengths.clone())
}

/// Figures of a row of `terminals.csv`, for a terminal or for the passage of a strait.
pub(super) fn terminal_figures(data: &Dataset, row: usize, from: Layer, to: Layer, place: &str, what: &str) -> Vec<Figure> {
    let named = |layer: Layer| {
        layer.gauge_mm.map_or_else(|| layer.mode.word().to_owned(), |gauge| format!("{} {gauge}", layer.mode.word()))
    };
    let terminal = &data.terminals[row];
    let known = Known { basis: "terminals.csv", source: &terminal.source, confidence: terminal.confidence };
    handling(what, &format!("{place}, {} to {}", named(from), named(to)), terminal.hours, terminal.usd, known)
}

/// Figures of a row of `crossings.csv`.
pub(super) fn border_figures(data: &Dataset, row: usize, of: &str) -> Vec<Figure> {
    let crossing = &data.crossings[row];
    let known = Known { basis: "crossings.csv", source: &crossing.source, confidence: crossing.confidence };
    handling("border", of, crossing.hours, crossing.usd, known)
}

pub(super) fn swap_figures(exchange: &Exchange) -> Vec<Figure> {
    let known = Known { basis: "exchanges.csv", source: &exchange.source, confidence: exchange.confidence };
    vec![
        figure("capacity", &exchange.id, exchange.capacity, "bcm a year", known, exchange.note.clone()),
        figure("commission", &exchange.id, exchange.commission_pct, "per cent", known, None),
    ]
}

/// The hours that an event adds, where it adds any.
pub(super) fn delay_figure(event: &Event) -> Option<Figure> {
    let known = Known { basis: "events.csv", source: &event.source, confidence: event.confidence };
    event.hours.map(|hours| figure("delay", &event.title, hours, "h", known, event.note.clone()))
}

/// What the scenario changed of the figures above.
pub(super) fn change_figure(data: &Dataset, change: &Change) -> Figure {
    let known = Known { basis: "scenario", source: "assumption", confidence: Confidence::Low };
    let (value, unit) = match change.to {
        NewValue::Factor(factor) => (Estimate::exact(factor), "times"),
        NewValue::Value(value) => (value, "instead"),
    };
    figure("changed by the scenario", &change.describe(data), value, unit, known, None)
}

fn handling(what: &str, of: &str, hours: Estimate<f64>, usd: Estimate<f64>, known: Known) -> Vec<Figure> {
    vec![
        figure(&format!("{what} time"), of, hours, "h", known, None),
        figure(&format!("{what} price"), of, usd, "USD per TEU", known, None),
    ]
}

fn figure(what: &str, of: &str, value: Estimate<f64>, unit: &str, known: Known, note: Option<String>) -> Figure {
    Figure {
        what: what.to_owned(),
        of: of.to_owned(),
        value,
        unit: unit.to_owned(),
        basis: known.basis.to_owned(),
        sources: sources_of(known.source).map(str::to_owned).collect(),
        confidence: known.confidence,
        note,
    }
}
