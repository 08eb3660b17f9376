//! Criticality as tables: things on the map, the most vital sets, the cuts of each pair.

use super::basis;
use super::form::Form;
use super::style::{Look, Style, Symbols, palette};
use super::table::{Map, ShapeKind, Table};
use super::things::{map_of, shape};
use crate::analysis::{CriticalRow, Criticality, Cuts, Things, Vital};
use crate::model::{Country, Dataset, Word};

/// A criticality as tables: `criticality`, `vital` and `cuts`.
pub fn criticality_tables(data: &Dataset, found: &Criticality) -> Vec<Table> {
    let modes: Vec<&str> = found.modes.iter().map(|mode| mode.word()).collect();
    let rows = found.rows.iter().map(|row| {
        let id = format!("{}/{}", found.scenario.id, row.id);
        (id, shape(data, found.things, &row.id, None), (found, row))
    });
    let mut tables = vec![
        rows_form().layer(map(found.things), rows),
        vital_form().table(found.vital.iter().map(|vital| (found, vital))),
        cuts_form().table(found.cuts.iter()),
        basis::question(vec![
            ("scenario", found.scenario.id.clone()),
            ("scenario in words", found.scenario.title.clone()),
            ("best in", found.by.word().to_owned()),
            ("modes", modes.join(", ")),
            ("weights", found.weights.clone()),
            ("pairs with a route", found.pairs.to_string()),
            ("pairs without a route", found.pairs_without_route.to_string()),
        ]),
    ];
    tables.extend(basis::of_dataset(data));
    tables
}

/// The tables without rows, for what their columns are.
pub(super) fn empty() -> Vec<Table> {
    vec![rows_form().layer(map(Things::Links), []), vital_form().table([]), cuts_form().table([])]
}

fn rows_form<'a>() -> Form<(&'a Criticality, &'a CriticalRow)> {
    Form::<(&'a Criticality, &'a CriticalRow)>::new("criticality", "What the loss of one thing does")
        .text("scenario", "id of the scenario", |r| (&r.0.scenario.id).into())
        .text("id", "id of a segment or place, code of a country, AZ-IR for a border", |r| (&r.1.id).into())
        .text("name", "its name", |r| (&r.1.name).into())
        .real("flow", "0..1", "share of the weight whose best route uses it", |r| r.1.flow.into())
        .real("flow_under_choice", "0..1", "the same with flow spread over really different routes, where asked for", |r| {
            r.1.flow_under_choice.into()
        })
        .real("unserved", "0..1", "share of the weight that loses every route", |r| r.1.unserved.into())
        .real("importance", "see unit", "mean rise of the objective over pairs that stay connected", |r| r.1.importance.into())
        .text("unit", "the unit of importance, for one load unit", |r| (&r.0.unit).into())
        .real("detour", "times", "objective without it over that with it", |r| r.1.detour.into())
        .whole("cuts_off", "", "places that its loss cuts off from the rest of the network", |r| r.1.cuts_off.into())
        .text("by", "what routes are best in", |r| r.0.by.word().into())
        .text("weights", "what the pairs were weighted by", |r| (&r.0.weights).into())
        .text("loss", "what its loss does, in words; the style goes by it", |r| loss(r.1).into())
}

/// Bounds of `detour` between the words for it.
const FEW: f64 = 1.05;
const MANY: f64 = 1.2;
const CUTS: &str = "cuts pairs off";
const FAR: &str = "over 20 % more";
const SOME: &str = "5 to 20 % more";
const LITTLE: &str = "under 5 % more";

fn loss(row: &CriticalRow) -> &'static str {
    match row.detour {
        _ if row.unserved > 0.0 => CUTS,
        Some(detour) if detour > MANY => FAR,
        Some(detour) if detour >= FEW => SOME,
        _ => LITTLE,
    }
}

fn map(things: Things) -> Map {
    let map = map_of(things, ("loss", "name"), false);
    let size = if map.kind == ShapeKind::Line { 1.2 } else { 3.5 };
    let looks = vec![
        Look::new(CUTS, palette::BLACK, size),
        Look::new(FAR, palette::VERMILION, size),
        Look::new(SOME, palette::ORANGE, size * 0.7),
        Look::new(LITTLE, palette::SKY, size * 0.5),
    ];
    Map { style: Style { symbols: Symbols::Values(looks), ..map.style }, ..map }
}

fn vital_form<'a>() -> Form<(&'a Criticality, &'a Vital)> {
    Form::<(&'a Criticality, &'a Vital)>::new("vital", "The sets of things whose loss together hurts most")
        .whole("k", "", "how many things are lost", |r| r.1.k.into())
        .text("ids", "their ids, separated by a space", |r| r.1.ids.join(" ").into())
        .text("names", "their names", |r| r.1.names.join("; ").into())
        .real("unserved", "0..1", "share of the weight that loses every route", |r| r.1.unserved.into())
        .real("added", "see unit", "mean rise of the objective over the weight that stays connected", |r| r.1.added.into())
        .text("unit", "the unit of added, for one load unit", |r| (&r.0.unit).into())
        .whole("sets", "", "sets that were worked out", |r| r.1.sets.into())
        .whole("pruned", "", "sets whose larger sets a bound made needless", |r| r.1.pruned.into())
}

fn cuts_form<'a>() -> Form<&'a Cuts> {
    Form::<&'a Cuts>::new("cuts", "How each pair hangs together")
        .text("from", "id of the origin", |c| (&c.from.id).into())
        .text("to", "id of the destination", |c| (&c.to.id).into())
        .real("weight", "", "what the pair counts in sums", |c| c.weight.into())
        .whole("link_disjoint", "", "routes that have no segment in common", |c| c.link_disjoint.into())
        .text("link_cut", "one smallest set of segments that cuts the pair apart, separated by a space", |c| {
            c.link_cut.join(" ").into()
        })
        .text("country_ways", "the smallest sets of third countries that a route can do with", |c| sets(&c.country_ways).into())
        .whole("country_disjoint", "", "routes that have no third country in common; empty where nothing is said", |c| {
            c.country_disjoint.into()
        })
        .text("country_cuts", "all smallest sets of third countries whose closure cuts the pair apart", |c| {
            sets(&c.country_cuts).into()
        })
        .flag("is_too_many", "whether there are so many sets that not all were looked for", |c| c.is_too_many.into())
}

fn sets(sets: &[Vec<Country>]) -> String {
    let set = |set: &Vec<Country>| set.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
    sets.iter().map(set).collect::<Vec<_>>().join("; ")
}
