//! Criticality as text for people.

use corridor::analysis::{Criticality, Cuts, Things};
use corridor::issue::harmless;
use corridor::model::{Country, Dataset};

use super::list::{plain_table, shown};
use super::numbers::{counted, grouped, percent};

/// How many ways by countries are shown of one pair.
const WAYS: usize = 8;
/// How many of many pairs are shown, the weakest first.
const WEAKEST: usize = 8;

/// How one pair hangs together, or the weakest of many; then thing by thing; then the most vital sets.
pub fn table(data: &Dataset, found: &Criticality, top: usize) -> String {
    let mut parts = vec![harmless(&format!(
        "{} ({}); {}; best by {}",
        found.scenario.id,
        found.scenario.title,
        found.weights,
        found.by.word()
    ))];
    match found.cuts.as_slice() {
        [one] => parts.push(of_pair(data, one)),
        many => parts.push(weakest(data, many)),
    }
    parts.push(rows(found, top));
    parts.extend(vital(found));
    let unit = &found.unit;
    parts.push(format!(
        "flow: share of the weight whose best route uses it. unserved: share that loses every route without it. importance: mean rise for those that stay connected, {unit} (Jenelius and others 2006).\n\
         detour: objective without over with, for those that use it. cuts off: places that lose the rest of the network without it (0: no bridge, no articulation point)."
    ));
    parts.join("\n\n")
}

fn countries(data: &Dataset, set: &[Country]) -> String {
    set.iter().map(|country| data.country_name(*country)).collect::<Vec<_>>().join(", ")
}

fn of_pair(data: &Dataset, cuts: &Cuts) -> String {
    let mut lines = vec![format!("{} to {}", cuts.from.name, cuts.to.name)];
    if cuts.link_disjoint == 0 {
        lines.push("  no route".into());
        return harmless(&lines.join(""));
    }
    lines.push(format!(
        "  {} without a common link; a smallest cut: {}",
        counted(cuts.link_disjoint, "route", "routes"),
        cuts.link_cut.join(", ")
    ));
    if cuts.is_too_many {
        lines.push("  countries: too many ways to say".into());
    } else if cuts.country_ways.iter().any(Vec::is_empty) {
        lines.push("  a route crosses no third country: no closure of third countries cuts it off".into());
    } else {
        let n = cuts.country_disjoint.unwrap_or(0);
        lines.push(format!("  {} without a common third country", counted(n, "route", "routes")));
        let sets: Vec<String> = cuts.country_cuts.iter().map(|set| countries(data, set)).collect();
        lines.push(format!("  cut off by the closure of: {}", sets.join("; or ")));
    }
    let ways: Vec<String> =
        cuts.country_ways.iter().filter(|way| !way.is_empty()).take(WAYS).map(|way| countries(data, way)).collect();
    if !ways.is_empty() {
        let more = cuts.country_ways.len().saturating_sub(WAYS);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        lines.push(format!("  third countries that are enough: {}{more}", ways.join("; ")));
    }
    lines.iter().map(|line| harmless(line)).collect::<Vec<_>>().join("\n")
}

fn weakest(data: &Dataset, all: &[Cuts]) -> String {
    let mut routed: Vec<&Cuts> = all.iter().filter(|cuts| cuts.link_disjoint > 0).collect();
    let cut = |cuts: &Cuts| cuts.country_cuts.first().map_or(usize::MAX, Vec::len);
    routed.sort_by_key(|cuts| (cut(cuts), cuts.link_disjoint));
    let by_one = routed.iter().filter(|cuts| cut(cuts) == 1).count();
    let one_link = routed.iter().filter(|cuts| cuts.link_disjoint == 1).count();
    let mut table = plain_table(
        &["weakest pairs", "link-disjoint routes", "a smallest link cut", "country-disjoint routes", "cut off by the closure of"],
        &[1, 3],
    );
    for cuts in routed.iter().take(WEAKEST) {
        let sets: Vec<String> = cuts.country_cuts.iter().map(|set| countries(data, set)).collect();
        let row = [
            format!("{} to {}", cuts.from.name, cuts.to.name),
            cuts.link_disjoint.to_string(),
            cuts.link_cut.join(", "),
            cuts.country_disjoint.map_or("a way crosses none".to_owned(), |n| n.to_string()),
            if sets.is_empty() { "no third country".to_owned() } else { sets.join("; or ") },
        ];
        table.add_row(row.map(|cell| harmless(&cell)));
    }
    format!(
        "Of {}, one country alone can cut off {by_one}, one link alone {one_link}\n{}",
        counted(routed.len(), "pair", "pairs"),
        shown(&table)
    )
}

fn rows(found: &Criticality, top: usize) -> String {
    if found.rows.is_empty() {
        return "Nothing: no best route uses anything of this kind in transit.".to_owned();
    }
    let has_choice = found.rows.iter().any(|row| row.flow_under_choice.is_some());
    let what = match found.things {
        Things::Countries => "country",
        Things::Links => "link",
        Things::Borders => "border",
        Things::Posts => "border post",
        Things::Ports => "port",
        Things::Straits => "strait",
    };
    let importance = format!("importance, {}", found.unit);
    let mut header = vec![what, "", "flow"];
    if has_choice {
        header.push("by choice");
    }
    header.extend(["unserved", importance.as_str(), "detour", "cuts off"]);
    let mut table = plain_table(&header, &(2..header.len()).collect::<Vec<_>>());
    for row in found.rows.iter().take(top) {
        let mut cells = vec![harmless(&row.name), harmless(&row.id), percent(row.flow)];
        if has_choice {
            cells.push(percent(row.flow_under_choice.unwrap_or(0.0)));
        }
        cells.extend([
            percent(row.unserved),
            row.importance.map_or("-".to_owned(), |x| grouped(x, 1)),
            row.detour.map_or("-".to_owned(), |x| format!("{x:.2}")),
            row.cuts_off.to_string(),
        ]);
        table.add_row(cells);
    }
    let more = found.rows.len().saturating_sub(top);
    let more = if more > 0 { format!("\n... and {more} more; --top shows more rows") } else { String::new() };
    format!("{}{more}", shown(&table))
}

fn vital(found: &Criticality) -> Option<String> {
    let added = format!("added, {}", found.unit);
    let mut table =
        plain_table(&["at once", "lost", "unserved", added.as_str(), "sets tried", "pruned by bound"], &[0, 2, 3, 4, 5]);
    if found.vital.is_empty() {
        return None;
    }
    for vital in &found.vital {
        table.add_row(vec![
            vital.k.to_string(),
            harmless(&vital.ids.join(", ")),
            percent(vital.unserved),
            vital.added.map_or("-".to_owned(), |x| grouped(x, 1)),
            vital.sets.to_string(),
            vital.pruned.to_string(),
        ]);
    }
    Some(format!("Whose loss together hurts most (exact)\n{}", shown(&table)))
}
