//! Dependence as text for people.

use std::collections::BTreeMap;

use corridor::analysis::{Dependence, DependenceRow, Subjects, Things};
use corridor::issue::harmless;
use corridor::model::{Country, Dataset};

use super::list::{plain_table, shown};
use super::numbers::{counted, percent};

/// How many columns the matrix has.
const COLUMNS: usize = 14;

/// The matrix where countries depend on countries, then the rows of each subject.
pub fn table(data: &Dataset, found: &[Dependence], top: usize) -> String {
    let mut parts = Vec::new();
    if let Some(first) = found.first() {
        parts.push(harmless(&format!("Who depends on what for transit; {}; best by {}", first.weights, first.by.word())));
    }
    for one in found {
        parts.push(title(one));
        if one.of == Subjects::Countries && one.things == Things::Countries {
            parts.extend(matrix(data, one));
        }
        parts.push(rows(data, one, top));
    }
    parts.push(legend(found.iter().any(|one| one.choice)));
    parts.join("\n\n")
}

/// What the three letters mean.
pub fn legend(choice: bool) -> String {
    let flow = if choice { "flow spread over really different routes (path-size logit)" } else { "best routes" };
    format!(
        "D, sensitivity: share of its pairs whose route uses the other. V, vulnerability: what closing the other adds to the cost of the pairs that stay connected.\n\
         U, unserved: share of its pairs that lose every route. High D and low V: used, but replaceable. By weight; {flow}, central values."
    )
}

/// A subject by name: a country, an exclave, two of them, a pair of places.
pub fn name(data: &Dataset, subject: &str) -> String {
    if let Some((a, b)) = subject.split_once('/') {
        let place = |id: &str| data.place_ix(id).map(|ix| data.place(ix).name.clone());
        return match (place(a), place(b)) {
            (Some(a), Some(b)) => harmless(&format!("{a} to {b}")),
            _ => format!("{} with {}", name(data, a), name(data, b)),
        };
    }
    let known = match subject {
        "AZ-NX" => Some("Nakhchivan"),
        "RU-KGD" => Some("Kaliningrad"),
        "all" => return "all pairs".to_owned(),
        _ => None,
    };
    let known = known.map(str::to_owned).or_else(|| country_of(subject).map(|c| data.country_name(c).to_owned()));
    harmless(&format!("{} ({subject})", known.unwrap_or_default()))
}

/// The country of a subject.
pub fn country_of(subject: &str) -> Option<Country> {
    subject.get(..2)?.parse().ok()
}

/// D, V and U as three cells.
pub fn measures(row: Option<&DependenceRow>) -> [String; 3] {
    row.map_or_else(
        || ["0 %"; 3].map(str::to_owned),
        |row| [percent(row.d), row.v.map_or("-".to_owned(), percent), percent(row.u)],
    )
}

fn title(one: &Dependence) -> String {
    let without = match one.pairs_without_route {
        0 => String::new(),
        n => format!(", {} without a route left out", counted(n, "pair", "pairs")),
    };
    harmless(&format!("{}: {} ({}{without})", one.scenario.id, one.scenario.title, counted(one.pairs, "pair", "pairs")))
}

/// Sensitivity at a glance: who by row, on whom by column.
fn matrix(data: &Dataset, one: &Dependence) -> Option<String> {
    let mut held: BTreeMap<&str, f64> = BTreeMap::new();
    one.rows.iter().for_each(|row| *held.entry(&row.on).or_default() += row.d * row.pairs as f64);
    let mut columns: Vec<(&str, f64)> = held.into_iter().collect();
    columns.sort_by(|a, b| b.1.total_cmp(&a.1));
    let left_out = columns.len().saturating_sub(COLUMNS);
    columns.truncate(COLUMNS);
    let header: Vec<&str> = std::iter::once("D, % of pairs").chain(columns.iter().map(|(on, _)| *on)).collect();
    let mut table = plain_table(&header, &(1..header.len()).collect::<Vec<_>>());
    let mut subjects: Vec<&str> = one.rows.iter().map(|row| row.subject.as_str()).collect();
    subjects.dedup();
    if subjects.len() < 2 {
        return None;
    }
    for subject in subjects {
        let cell = |on: &str| one.row(subject, on).map_or(".".to_owned(), |row| format!("{:.0}", row.d * 100.0));
        table.add_row(std::iter::once(name(data, subject)).chain(columns.iter().map(|(on, _)| cell(on))).collect::<Vec<_>>());
    }
    let rest = if left_out > 0 { format!("\n{left_out} countries that less depends on have no column") } else { String::new() };
    Some(format!("{}{rest}", shown(&table)))
}

fn rows(data: &Dataset, one: &Dependence, top: usize) -> String {
    let mut table = plain_table(&["who", "on what", "", "D", "V", "U", "pairs"], &[3, 4, 5, 6]);
    let (mut last, mut count, mut left_out) = ("", 0, 0);
    for row in &one.rows {
        count = if row.subject == last { count + 1 } else { 1 };
        let who = if row.subject == last { String::new() } else { name(data, &row.subject) };
        last = &row.subject;
        if count > top {
            left_out += 1;
            continue;
        }
        let mut cells = vec![who, harmless(&row.on_name), if row.on == row.on_name { String::new() } else { harmless(&row.on) }];
        cells.extend(measures(Some(row)));
        cells.push(row.pairs.to_string());
        table.add_row(cells);
    }
    if one.rows.is_empty() {
        return "Nothing: no route of these pairs uses anything of this kind in transit.".to_owned();
    }
    let rest = if left_out > 0 { format!("\n... and {left_out} more; --top shows more rows") } else { String::new() };
    format!("{}{rest}", shown(&table))
}
