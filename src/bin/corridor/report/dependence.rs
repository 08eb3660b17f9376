//! Dependence as text for people.

use corridor::analysis::{Dependence, DependenceRow};
use corridor::issue::harmless;
use corridor::model::{Country, Dataset};

use super::list::{plain_table, shown};
use super::numbers::{counted, percent};

/// The matrix, the rows of one subject, or two subjects against each other under each scenario.
pub fn table(data: &Dataset, found: &[Dependence], subjects: &[String]) -> String {
    let mut parts = Vec::new();
    if let Some(first) = found.first() {
        parts.push(harmless(&format!("Who depends on whom for transit; {}", first.weights)));
    }
    match subjects {
        [a, b] => parts.push(two(data, found, a, b)),
        _ => parts.extend(found.iter().map(|one| rows(data, one, subjects.first()))),
    }
    parts.push(
        "D: share of its pairs whose route crosses the other. V: what closing the other adds to the cost of the pairs that stay connected. U: share of its pairs that lose every route.\n\
         High D and low V: used, but replaceable. Best routes, central values."
            .to_owned(),
    );
    parts.join("\n\n")
}

fn name(data: &Dataset, subject: &str) -> String {
    let exclave = match subject {
        "AZ-NX" => Some("Nakhchivan"),
        "RU-KGD" => Some("Kaliningrad"),
        _ => None,
    };
    let name = exclave.map(str::to_owned).or_else(|| country_of(subject).map(|c| data.country_name(c).to_owned()));
    harmless(&format!("{} ({subject})", name.unwrap_or_default()))
}

fn rows(data: &Dataset, one: &Dependence, only: Option<&String>) -> String {
    let mut table = plain_table(&["who", "on whom", "D", "V", "U", "pairs"], &[2, 3, 4, 5]);
    let mut last = "";
    for row in one.rows.iter().filter(|row| only.is_none_or(|only| row.subject == *only)) {
        let who = if row.subject == last { String::new() } else { name(data, &row.subject) };
        last = &row.subject;
        let mut cells = vec![who, name(data, row.on.as_str())];
        cells.extend(measures(Some(row)));
        cells.push(row.pairs.to_string());
        table.add_row(cells);
    }
    let without = match one.pairs_without_route {
        0 => String::new(),
        n => format!(", {} without a route left out", counted(n, "pair", "pairs")),
    };
    let title =
        harmless(&format!("{}: {} ({}{without})", one.scenario.id, one.scenario.title, counted(one.pairs, "pair", "pairs")));
    format!("{title}\n{}", shown(&table))
}

fn measures(row: Option<&DependenceRow>) -> Vec<String> {
    match row {
        Some(row) => vec![percent(row.d), row.v.map_or("-".to_owned(), percent), percent(row.u)],
        None => vec!["0 %".to_owned(), "0 %".to_owned(), "0 %".to_owned()],
    }
}

fn two(data: &Dataset, found: &[Dependence], a: &str, b: &str) -> String {
    let mut table = plain_table(&["scenario", "who", "on whom", "D", "V", "U"], &[3, 4, 5]);
    let mut balance = plain_table(&["scenario", "D of the first less D of the second", "relative (-1..1)", "mutual"], &[1, 2, 3]);
    for one in found {
        let mut first = true;
        // An exclave's own row says more than its country's: it is shown beside it.
        let mut directions = vec![(a.to_owned(), b), (b.to_owned(), a)];
        for row in &one.rows {
            let is_exclave =
                row.subject.len() > 2 && [a, b].iter().any(|x| country_of(x) == country_of(&row.subject) && **x != row.subject);
            let other = if country_of(&row.subject) == country_of(a) { b } else { a };
            if is_exclave && Some(row.on) == country_of(other) {
                directions.push((row.subject.clone(), other));
            }
        }
        for (who, on) in directions {
            let row = country_of(on).and_then(|on| one.row(&who, on));
            let scenario = if std::mem::take(&mut first) { harmless(&one.scenario.id) } else { String::new() };
            let mut cells = vec![scenario, name(data, &who), name(data, on)];
            cells.extend(measures(row));
            table.add_row(cells);
        }
        if let (Some(x), Some(y)) = (country_of(a), country_of(b)) {
            let m = one.mutual(x, y);
            let relative = m.relative.map_or("-".to_owned(), |r| format!("{r:+.2}"));
            balance.add_row(vec![
                harmless(&one.scenario.id),
                format!("{:+.2}", m.asymmetry),
                relative,
                format!("{:.2}", m.mutual),
            ]);
        }
    }
    let titles: Vec<String> =
        found.iter().map(|one| harmless(&format!("  {}: {}", one.scenario.id, one.scenario.title))).collect();
    format!(
        "{}\n\n{}\n\nBalance of {} and {}\n{}",
        titles.join("\n"),
        shown(&table),
        name(data, a),
        name(data, b),
        shown(&balance)
    )
}

/// The country of a subject.
fn country_of(subject: &str) -> Option<Country> {
    subject.get(..2)?.parse().ok()
}
