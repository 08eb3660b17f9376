//! A survey of a network as text for people.

use std::collections::BTreeMap;
use std::path::Path;

use corridor::import::{Net, Survey};
use corridor::issue::harmless;

use super::list::{plain_table, shown};
use super::numbers::{counted, grouped};

/// How many parts, countries and gaps are named.
const NAMED: usize = 10;

/// What was built.
pub fn built(net: &Net, file: &Path) -> String {
    let [nodes, edges] = [net.node_count(), net.edge_count()].map(|count| grouped(count as f64, 0));
    let mut parts = vec![format!("{}: {nodes} nodes, {edges} edges", harmless(&file.to_string_lossy()))];
    parts.extend(left_out(net.passed_over(), net.incomplete()));
    parts.join("; ")
}

/// What was read and is no part of a network, or only in part.
fn left_out(passed_over: usize, incomplete: usize) -> impl Iterator<Item = String> {
    let passed_over =
        (passed_over > 0).then(|| format!("{} without a line passed over", counted(passed_over, "feature", "features")));
    let cut = (incomplete > 0).then(|| format!("{} cut where nodes are missing", counted(incomplete, "way", "ways")));
    passed_over.into_iter().chain(cut)
}

/// The network at a glance.
pub fn check(found: &Survey, within: f64) -> String {
    let share = |counts: &BTreeMap<String, usize>| {
        let mut list: Vec<(&String, &usize)> = counts.iter().collect();
        list.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let more = list.len().saturating_sub(NAMED);
        let named: Vec<String> = list.iter().take(NAMED).map(|(name, n)| format!("{} {n}", harmless(name))).collect();
        format!("{}{}", named.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() })
    };
    let sizes: Vec<String> = found.parts.iter().take(NAMED).map(ToString::to_string).collect();
    let more = found.parts.len().saturating_sub(NAMED);
    let mut lines = vec![
        format!(
            "{} nodes, {} edges, {} of borders",
            grouped(found.nodes as f64, 0),
            grouped(found.edges as f64, 0),
            counted(found.border_crossings, "crossing", "crossings")
        ),
        format!("edges by mode: {}", share(&found.modes)),
        format!("edges by country: {}", share(&found.countries)),
        format!(
            "{}, with so many nodes: {}{}",
            counted(found.parts.len(), "part", "parts"),
            sizes.join(", "),
            if more > 0 { format!(" and {more} more") } else { String::new() }
        ),
        format!("{} where one edge ends", counted(found.dangles, "node", "nodes")),
    ];
    lines.extend(found.given_to_drawn.map(given));
    lines.extend(left_out(found.passed_over, found.incomplete));
    format!("{}\n\n{}", lines.join("\n"), gaps(found, within))
}

/// How given lengths fit the lines.
fn given(ratio: f64) -> String {
    let usual = 0.5..=2.0;
    let doubt = if usual.contains(&ratio) { "" } else { ": are they in another unit? --field length=ATTRIBUTE:m says which" };
    format!("lengths that the file gives are {ratio} times as long as their lines are drawn (median){doubt}")
}

/// The gaps, the narrowest first.
pub fn gaps(found: &Survey, within: f64) -> String {
    if found.gaps.is_empty() {
        return format!(
            "No gap of up to {within} km between nodes keeps parts from each other. Ends beside a line are tied by --snap, lines that cross by --crossings."
        );
    }
    let mut table = plain_table(&["gap, km", "from", "to", "joins nodes", "with nodes"], &[0, 3, 4]);
    for gap in found.gaps.iter().take(NAMED) {
        let ends = [&gap.from, &gap.to].map(|end| harmless(end));
        let [a, b] = gap.joins.map(|n| n.to_string());
        let [from, to] = ends;
        table.add_row(vec![format!("{:.3}", gap.km), from, to, a, b]);
    }
    let more = found.gaps.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("\n... and {more} more; --format geojson draws them all") } else { String::new() };
    format!("Gaps of up to {within} km between parts\n{}{more}", shown(&table))
}
