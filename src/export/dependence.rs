//! Dependence as a table and a map.

use super::basis;
use super::form::Form;
use super::table::Table;
use super::things::{map_of, shape};
use crate::analysis::{Dependence, DependenceRow, Subjects, Things};
use crate::model::{Dataset, Word};

/// The column that colours go by, and the one of names.
const DRAWN: (&str, &str) = ("d", "on_name");

/// Dependence under one scenario or several as tables: `dependence` first.
pub fn dependence_tables(data: &Dataset, found: &[Dependence]) -> Vec<Table> {
    let things = found.first().map_or(Things::Countries, |one| one.things);
    // Partners, pairs and all together have no place of their own.
    let has_subjects = found.first().is_some_and(|one| one.of == Subjects::Countries);
    let rows = found.iter().flat_map(|one| one.rows.iter().map(move |row| (one, row))).map(|(one, row)| {
        let id = format!("{}/{}/{}", one.scenario.id, row.subject, row.on);
        (id, shape(data, things, &row.on, has_subjects.then_some(row.subject.as_str())), (one, row))
    });
    let mut tables = vec![rows_form().layer(map_of(things, DRAWN, has_subjects), rows)];
    if let Some(one) = found.first() {
        let modes: Vec<&str> = one.modes.iter().map(|mode| mode.word()).collect();
        tables.push(basis::question(vec![
            ("scenarios", found.iter().map(|one| one.scenario.id.as_str()).collect::<Vec<_>>().join(", ")),
            ("best in", one.by.word().to_owned()),
            ("modes", modes.join(", ")),
            ("flow", if one.choice { "spread over really different routes" } else { "all on the best route" }.to_owned()),
            ("weights", one.weights.clone()),
            ("pairs with a route", one.pairs.to_string()),
            ("pairs without a route", one.pairs_without_route.to_string()),
        ]));
    }
    tables.extend(basis::of_dataset(data));
    tables
}

/// The table without rows, for what its columns are.
pub(super) fn empty() -> Vec<Table> {
    vec![rows_form().layer(map_of(Things::Countries, DRAWN, true), [])]
}

fn rows_form<'a>() -> Form<(&'a Dependence, &'a DependenceRow)> {
    Form::<(&'a Dependence, &'a DependenceRow)>::new(
        "dependence",
        "Who depends on what; the darker, the more of the trade uses it",
    )
    .text("scenario", "id of the scenario", |r| (&r.0.scenario.id).into())
    .text("subject", "who depends: a country, an exclave (AZ-NX), two of them, a pair, or all", |r| (&r.1.subject).into())
    .text("on", "on what: code of a country, id of a segment or place, AZ-IR for a border", |r| (&r.1.on).into())
    .real("d", "0..1", "sensitivity: share of the trade whose route uses it", |r| r.1.d.into())
    .real("v", "times", "vulnerability: relative rise of the objective without it, over pairs that stay connected", |r| {
        r.1.v.into()
    })
    .real("u", "0..1", "unserved: share of the trade that loses every route", |r| r.1.u.into())
    .whole("pairs", "", "pairs of the subject", |r| r.1.pairs.into())
    .text("on_name", "its name", |r| (&r.1.on_name).into())
    .text("by", "what routes are best in", |r| r.0.by.word().into())
    .text("weights", "what the pairs were weighted by", |r| (&r.0.weights).into())
}
