//! Comparisons as tables: pair by pair, segments taken up and given up on the map, what links are worth, whose transit changes.

use std::collections::BTreeSet;

use super::basis;
use super::form::Form;
use super::style::{Look, Style, Symbols, palette};
use super::table::{Map, ShapeKind, Table};
use crate::analysis::{Comparison, ComparisonAnswer, LinkValue, LinkValues, PairChange, PairComparison, PairResult};
use crate::analysis::{SubjectSum, TransitSum};
use crate::cost::length_km;
use crate::model::{Dataset, Segment, Word};
use crate::units::round;

/// A comparison as tables: `pairs` first, then `changes` on the map.
pub fn comparison_tables(data: &Dataset, answer: &ComparisonAnswer) -> Vec<Table> {
    let found = &answer.comparison;
    let mut tables = answer_tables(data, Some(found), &answer.values().collect::<Vec<_>>());
    tables.push(basis::question(vec![
        ("base", found.base.id.clone()),
        ("base in words", found.base.title.clone()),
        ("scenarios", found.scenarios.iter().map(|s| format!("{}: {}", s.id, s.title)).collect::<Vec<_>>().join("; ")),
        ("best in", found.by.word().to_owned()),
        ("load unit", found.load.clone()),
        ("weights", found.weights.clone()),
    ]));
    tables.extend(basis::of_dataset(data));
    tables
}

/// The tables without rows, for what their columns are.
pub(super) fn empty() -> Vec<Table> {
    answer_tables(&Dataset::default(), None, &[])
}

fn answer_tables(data: &Dataset, found: Option<&Comparison>, values: &[&LinkValues]) -> Vec<Table> {
    let changes = found.into_iter().flat_map(|found| changes(data, found)).map(|row| {
        let id = format!("{}/{}/{}/{}", row.pair.from.id, row.pair.to.id, row.change.scenario, row.segment.id);
        (id, Some(row.segment.line.clone().into()), row)
    });
    let sums = || found.into_iter().flat_map(|found| &found.sums);
    vec![
        pairs_form().table(found.into_iter().flat_map(pairs)),
        changes_form().layer(Map { kind: ShapeKind::Line, style: change_style() }, changes),
        links_form().table(values.iter().flat_map(|values| values.links.iter().map(|link| (*values, link)))),
        subjects_form().table(sums().flat_map(|sum| sum.subjects.iter().map(|row| (sum.scenario.as_str(), row)))),
        transit_form().table(sums().flat_map(|sum| sum.transit.iter().map(|row| (sum.scenario.as_str(), row)))),
    ]
}

/// One pair under the base or under another scenario.
struct PairRow<'a> {
    pair: &'a PairComparison,
    scenario: &'a str,
    outcome: &'static str,
    result: Option<&'a PairResult>,
    change: Option<&'a PairChange>,
}

/// Pair by pair, the base first.
fn pairs(found: &Comparison) -> impl Iterator<Item = PairRow<'_>> {
    found.pairs.iter().flat_map(|pair| {
        let outcome = if pair.base.is_some() { "base" } else { "no_route" };
        let base = PairRow { pair, scenario: &found.base.id, outcome, result: pair.base.as_ref(), change: None };
        let others = pair.scenarios.iter().map(move |change| PairRow {
            pair,
            scenario: &change.scenario,
            outcome: change.outcome.word(),
            result: change.result.as_ref(),
            change: Some(change),
        });
        std::iter::once(base).chain(others)
    })
}

fn pairs_form<'a>() -> Form<PairRow<'a>> {
    Form::<PairRow<'a>>::new("pairs", "Each pair under the base and under each scenario")
        .text("from", "id of the origin", |r| (&r.pair.from.id).into())
        .text("to", "id of the destination", |r| (&r.pair.to.id).into())
        .real("weight", "", "what the pair counts in sums", |r| r.pair.weight.into())
        .text("scenario", "id of the scenario", |r| r.scenario.into())
        .text("outcome", "base, unchanged, better, worse, different, cut_off, connected or no_route", |r| r.outcome.into())
        .real("km", "km", "length", |r| r.result.map(|p| p.totals.km).into())
        .estimate(["hours_low", "hours", "hours_high"], "h", "time", |r| r.result.map(|p| p.totals.hours))
        .estimate(["usd_low", "usd", "usd_high"], "USD", "money for one load unit", |r| r.result.map(|p| p.totals.usd))
        .real("co2e_kg", "kg CO2e", "emissions for one load unit, central", |r| r.result.map(|p| p.totals.co2e_kg.central).into())
        .whole("border_crossings", "", "land borders at which officials check the traffic", |r| {
            r.result.map(|p| p.totals.border_crossings).into()
        })
        .whole("gauge_changes", "", "changes of track gauge", |r| r.result.map(|p| p.totals.gauge_changes).into())
        .whole("transfers", "", "changes of mode, ship or ferry", |r| r.result.map(|p| p.totals.transfers).into())
        .real("d_km", "km", "with less without", |r| r.change.and_then(|c| c.difference).map(|d| d.km).into())
        .real("d_hours", "h", "with less without, central", |r| r.change.and_then(|c| c.difference).map(|d| d.hours).into())
        .real("d_usd", "USD", "with less without, central", |r| r.change.and_then(|c| c.difference).map(|d| d.usd).into())
        .real("d_co2e_kg", "kg CO2e", "with less without, central", |r| {
            r.change.and_then(|c| c.difference).map(|d| d.co2e_kg).into()
        })
        .text("enters", "segments that the route takes up, separated by a space", |r| {
            r.change.map(|c| c.change.enters.join(" ")).into()
        })
        .text("leaves", "segments that the route gives up, separated by a space", |r| {
            r.change.map(|c| c.change.leaves.join(" ")).into()
        })
}

/// A segment of a route with or without.
struct ChangeRow<'a> {
    pair: &'a PairComparison,
    change: &'a PairChange,
    word: &'static str,
    segment: &'a Segment,
}

/// What the routes of each pair take up, give up and keep, scenario by scenario.
fn changes<'a>(data: &'a Dataset, found: &'a Comparison) -> impl Iterator<Item = ChangeRow<'a>> {
    let each = found.pairs.iter().flat_map(|pair| pair.scenarios.iter().map(move |change| (pair, change)));
    each.flat_map(move |(pair, change)| {
        let with = change.result.as_ref().map(|result| result.segments.as_slice()).unwrap_or_default();
        let entered: BTreeSet<&str> = change.change.enters.iter().map(String::as_str).collect();
        let stays = with.iter().filter(move |id| !entered.contains(id.as_str())).map(|id| ("stays", id));
        let enters = change.change.enters.iter().map(|id| ("enters", id));
        let leaves = change.change.leaves.iter().map(|id| ("leaves", id));
        let row = move |(word, id): (&'static str, &'a String)| {
            Some(ChangeRow { pair, change, word, segment: data.segment(data.segment_ix(id)?) })
        };
        enters.chain(leaves).chain(stays).filter_map(row)
    })
}

fn changes_form<'a>() -> Form<ChangeRow<'a>> {
    Form::<ChangeRow<'a>>::new("changes", "Segments that routes take up, give up and keep")
        .text("pair_from", "id of the origin", |r| (&r.pair.from.id).into())
        .text("pair_to", "id of the destination", |r| (&r.pair.to.id).into())
        .text("scenario", "id of the scenario", |r| (&r.change.scenario).into())
        .text("outcome", "what becomes of the pair", |r| r.change.outcome.word().into())
        .text("change", "enters, leaves or stays; the style goes by it", |r| r.word.into())
        .text("segment", "id of the segment", |r| (&r.segment.id).into())
        .text("mode", "rail, road, sea, ferry or pipeline", |r| r.segment.mode.word().into())
        .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |r| r.segment.country.to_string().into())
        .text("sea", "name of the sea", |r| r.segment.sea.clone().into())
        .text("status", "operating, under_construction, planned or disused", |r| r.segment.status.word().into())
        .real("km", "km", "length", |r| round(length_km(r.segment), 3).into())
}

fn links_form<'a>() -> Form<(&'a LinkValues, &'a LinkValue)> {
    Form::<(&'a LinkValues, &'a LinkValue)>::new("links", "What proposed links are worth, alone and together")
        .text(
            "measure",
            "best: best routes; choice: flow spread over routes; disruption: transit countries closed in turn",
            |r| r.0.measure.word().into(),
        )
        .text("link", "name of the link", |r| (&r.1.name).into())
        .real("alone", "see unit", "saved by it alone", |r| r.1.alone.into())
        .real("last", "see unit", "lost when it is left out of all", |r| r.1.last.into())
        .real("shapley", "see unit", "its share of what all save together (Shapley 1953)", |r| r.1.shapley.into())
        .whole("connects", "", "pairs that get a route by it alone", |r| r.1.connects.into())
        .text("unit", "the unit, for one load unit", |r| (&r.0.unit).into())
}

fn subjects_form<'a>() -> Form<(&'a str, &'a SubjectSum)> {
    Form::<(&'a str, &'a SubjectSum)>::new(
        "subjects",
        "Who gains and who loses: the pairs that begin or end in each country or exclave",
    )
    .text("scenario", "id of the scenario", |r| r.0.into())
    .text("subject", "code of the country, or of an exclave", |r| (&r.1.subject).into())
    .whole("better", "", "pairs whose objective falls", |r| r.1.better.into())
    .whole("worse", "", "pairs whose objective rises", |r| r.1.worse.into())
    .whole("cut_off", "", "pairs that lose their route", |r| r.1.cut_off.into())
    .whole("connected", "", "pairs that get a route", |r| r.1.connected.into())
    .real("d_hours", "h", "weighted mean of with less without", |r| r.1.mean.map(|mean| mean.hours).into())
    .real("d_usd", "USD", "weighted mean of with less without", |r| r.1.mean.map(|mean| mean.usd).into())
}

fn transit_form<'a>() -> Form<(&'a str, &'a TransitSum)> {
    Form::<(&'a str, &'a TransitSum)>::new("transit", "Whose territory gains and loses transit")
        .text("scenario", "id of the scenario", |r| r.0.into())
        .text("country", "ISO 3166-1 alpha-2", |r| r.1.country.to_string().into())
        .text("name", "name of the country", |r| (&r.1.name).into())
        .real("share_without", "0..1", "share of the weight of all pairs that crosses it in transit, without", |r| {
            r.1.share_without.into()
        })
        .real("share_with", "0..1", "the same with", |r| r.1.share_with.into())
        .real("km_without", "km", "length in transit, summed over pairs by weight, without", |r| r.1.km_without.into())
        .real("km_with", "km", "the same with", |r| r.1.km_with.into())
}

fn change_style() -> Style {
    Style {
        by: "change",
        symbols: Symbols::Values(vec![
            Look::new("enters", palette::BLUE, 1.2),
            Look::new("leaves", palette::VERMILION, 1.0).dashed(),
            Look::new("stays", palette::GREY, 0.7),
        ]),
        label: None,
    }
}
