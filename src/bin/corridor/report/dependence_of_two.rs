//! Two countries and their hold on each other, as a brief for people.

use corridor::analysis::{Dependence, DependenceRow, GasSupply};
use corridor::issue::harmless;
use corridor::model::{Dataset, is_exclave_of};

use super::dependence::{country_of, legend, measures, name};
use super::list::{plain_table, shown};
use super::numbers::percent;

/// What is shown of two countries. Each list has one entry a scenario, in the same order.
pub struct Brief<'a> {
    pub two: [&'a str; 2],
    pub found: &'a [Dependence],
    /// The same without roads.
    pub without_road: Option<&'a [Dependence]>,
    /// The same by partner.
    pub partners: &'a [Dependence],
    /// Gas that hangs on the other, under the first scenario.
    pub gas: &'a [GasSupply],
}

pub fn table(data: &Dataset, brief: &Brief) -> String {
    let [a, b] = brief.two;
    let mut parts = vec![format!("{} and {}: whose trade crosses whom", name(data, a), name(data, b))];
    if let Some(first) = brief.found.first() {
        parts[0] = format!("{}\n{}; best by {}", parts[0], harmless(&first.weights), first.by.word());
        parts.push(in_short(data, brief, first));
    }
    let titles: Vec<String> =
        brief.found.iter().map(|one| harmless(&format!("  {}: {}", one.scenario.id, one.scenario.title))).collect();
    parts.push(format!("Scenarios\n{}", titles.join("\n")));
    parts.push(format!("{}\n{}", modes(brief.found), directions(data, brief.two, brief.found)));
    if let Some(without_road) = brief.without_road {
        parts.push(format!("{}\n{}", modes(without_road), directions(data, brief.two, without_road)));
    }
    parts.push(balance(data, brief));
    parts.extend(brief.partners.first().map(|first| partners(data, brief.two, first)));
    parts.extend(super::gas::table(data, brief.gas));
    parts.push(legend(brief.found.iter().any(|one| one.choice)));
    parts.join("\n\n")
}

/// Who depends on whom: the two, and the exclaves of either that depend on the other.
pub fn subjects<'a>(two: [&'a str; 2], found: &'a [Dependence]) -> Vec<(String, &'a str)> {
    // Transit is through a country, exclaves and all.
    let [a, b] = two;
    let on = |who: &'a str| who.get(..2).unwrap_or(who);
    let mut subjects = vec![(a.to_owned(), on(b)), (b.to_owned(), on(a))];
    for row in found.iter().flat_map(|one| &one.rows) {
        for (own, other) in [(a, b), (b, a)] {
            let is_exclave = is_exclave_of(&row.subject, own);
            let entry = (row.subject.clone(), on(other));
            if is_exclave && country_of(other).is_some_and(|c| c.as_str() == row.on) && !subjects.contains(&entry) {
                subjects.push(entry);
            }
        }
    }
    subjects
}

fn row<'a>(one: &'a Dependence, who: &str, on: &str) -> Option<&'a DependenceRow> {
    one.row(who, country_of(on)?.as_str())
}

/// The answer in sentences, under the first scenario.
fn in_short(data: &Dataset, brief: &Brief, first: &Dependence) -> String {
    let sentence = |who: &str, on: &str, one: &Dependence| match row(one, who, on) {
        None => format!("none of its pairs crosses {}", name(data, on)),
        Some(row) => {
            let cut = if row.u > 0.0 { format!("{} are cut off", percent(row.u)) } else { "none is cut off".to_owned() };
            let extra = row.v.map_or(String::new(), |v| format!(", the others cost {} more", percent(v)));
            format!("{} of its pairs cross {}; if that closes, {cut}{extra}", percent(row.d), name(data, on))
        }
    };
    let mut lines = vec![format!("In short, under {}", first.scenario.id)];
    for (who, on) in subjects(brief.two, brief.found) {
        lines.push(format!("  {}: {}.", name(data, &who), sentence(&who, on, first)));
        if let Some(other) = brief.without_road.and_then(|list| list.first()) {
            lines.push(format!("    without roads: {}.", sentence(&who, on, other)));
        }
    }
    lines.join("\n")
}

fn modes(found: &[Dependence]) -> String {
    let words =
        found.first().map(|one| one.modes.iter().map(|mode| corridor::model::Word::word(*mode)).collect::<Vec<_>>().join(", "));
    format!("By {}", words.unwrap_or_default())
}

fn directions(data: &Dataset, two: [&str; 2], found: &[Dependence]) -> String {
    let mut table = plain_table(&["who", "on whom", "scenario", "D", "V", "U"], &[3, 4, 5]);
    for (who, on) in subjects(two, found) {
        let mut rows: Vec<(&str, [String; 3])> =
            found.iter().map(|one| (one.scenario.id.as_str(), measures(row(one, &who, on)))).collect();
        if rows.len() > 1 && rows.iter().all(|(_, cells)| *cells == rows[0].1) {
            rows = vec![("all of them", rows[0].1.clone())];
        }
        for (i, (scenario, cells)) in rows.into_iter().enumerate() {
            let once = |text: String| if i == 0 { text } else { String::new() };
            table.add_row([once(name(data, &who)), once(name(data, on)), harmless(scenario)].into_iter().chain(cells));
        }
    }
    shown(&table)
}

fn balance(data: &Dataset, brief: &Brief) -> String {
    let [a, b] = brief.two;
    let mut table =
        plain_table(&["scenario", "modes", "D of the first less D of the second", "relative (-1..1)", "mutual"], &[2, 3, 4]);
    let sets = [("all", Some(brief.found)), ("no road", brief.without_road)];
    for (modes, one) in
        sets.iter().flat_map(|(modes, found)| found.iter().flat_map(move |f| f.iter().map(move |one| (*modes, one))))
    {
        let m = one.mutual(a, b);
        let relative = m.relative.map_or("-".to_owned(), |r| format!("{r:+.2}"));
        let (asymmetry, mutual) = (format!("{:+.2}", m.asymmetry), format!("{:.2}", m.mutual));
        table.add_row(vec![harmless(&one.scenario.id), modes.to_owned(), asymmetry, relative, mutual]);
    }
    format!("Balance of {} and {} (a score of capability, not of will)\n{}", name(data, a), name(data, b), shown(&table))
}

/// Whose pairs cross the other, by partner, under the first scenario.
fn partners(data: &Dataset, two: [&str; 2], one: &Dependence) -> String {
    let mut lines = vec![format!("Whose pairs these are, under {}", one.scenario.id)];
    let found = std::slice::from_ref(one);
    let [a, b] = two;
    let mut asked: Vec<(String, &str)> = vec![(a.to_owned(), b), (b.to_owned(), a)];
    for row in found.iter().flat_map(|one| &one.rows) {
        for (own, other) in [(a, b), (b, a)] {
            for part in row.subject.split('/').filter(|part| is_exclave_of(part, own)) {
                let entry = (part.to_owned(), other);
                if !asked.contains(&entry) {
                    asked.push(entry);
                }
            }
        }
    }
    for (who, on) in asked {
        let Some(code) = country_of(on) else { continue };
        let with = |row: &&DependenceRow| {
            let (x, y) = row.subject.split_once('/')?;
            let partner = if x == who {
                y
            } else if y == who {
                x
            } else {
                return None;
            };
            let share = if row.d < 1.0 { format!(" {} of the pairs", percent(row.d)) } else { String::new() };
            let cut = if row.u > 0.0 { ", cut off without it" } else { "" };
            Some(format!("{}{share}{cut}", name(data, partner)))
        };
        let list: Vec<String> = one.rows.iter().filter(|row| row.on == code.as_str()).filter_map(|row| with(&row)).collect();
        let list = if list.is_empty() { "with nobody".to_owned() } else { format!("with {}", list.join("; ")) };
        lines.push(format!("  {} across {}: {list}", name(data, &who), name(data, on)));
    }
    lines.join("\n")
}
