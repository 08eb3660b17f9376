//! Every command that writes, in every format that it has.

use std::path::Path;

use super::input;
use crate::trial::Plan;

/// A question, and the end of its file's name.
pub struct Question {
    /// Its words, without the file.
    pub words: Vec<String>,
    /// What the file's name ends in.
    pub end: &'static str,
    /// Whether the answer goes to a file; a list goes to standard output.
    pub is_file: bool,
}

const ANSWERS: [&str; 7] = [
    "route Moscow Mumbai",
    "compare Moscow Mumbai --scenario hormuz-closed",
    "exposure Moscow Mumbai",
    "dependence AZ",
    "criticality Baku Nakhchivan",
    "simulate Baku Nakhchivan --draws 50",
    "capacity Moscow Tehran --mode rail",
];
const ANSWER_FORMATS: [(&str, &str); 4] = [("table", "txt"), ("json", "json"), ("csv", "csv"), ("geojson", "geojson")];
const EXPORT_FORMATS: [&str; 5] = ["gpkg", "geojson", "fgb", "xlsx", "csv"];
const CHARTS: [&str; 7] = [
    "time-distance Moscow Mumbai",
    "cost-distance Moscow Mumbai",
    "map Moscow Mumbai",
    "exposure Moscow Mumbai",
    "compare Moscow Mumbai --scenario hormuz-closed",
    "dependence AZ",
    "simulate Baku Nakhchivan --draws 50",
];
const LISTS: [&str; 9] = ["places", "segments", "corridors", "events", "scenarios", "flows", "sources", "check", "check --notes"];

/// All of them; in the usual run one format of each command, another one each.
pub fn questions(plan: &Plan, folder: &Path) -> Vec<Question> {
    let mut all = Vec::new();
    // Each row is a command, each column a format.
    let mut add = |row: usize, formats: Vec<(String, &'static str, bool)>| {
        let count = formats.len();
        for (column, (words, end, is_file)) in formats.into_iter().enumerate() {
            if plan.full || (row + plan.seed as usize) % count == column {
                all.push(Question { words: words.split(' ').map(str::to_owned).collect(), end, is_file });
            }
        }
    };
    for (row, words) in ANSWERS.iter().enumerate() {
        add(row, ANSWER_FORMATS.iter().map(|(format, end)| (format!("{words} --format {format}"), *end, true)).collect());
    }
    for (row, words) in ["network"].iter().chain(&ANSWERS).enumerate() {
        add(row, EXPORT_FORMATS.iter().map(|end| (format!("export {words}"), *end, true)).collect());
    }
    for (row, words) in CHARTS.iter().enumerate() {
        let charts = [("svg", ""), ("png", " --dpi 50")];
        add(row, charts.iter().map(|(end, more)| (format!("chart {words}{more}"), *end, true)).collect());
    }
    let pairs = input(folder, "pairs.csv", "from,to\nmoscow,mumbai\nbaku,minsk\ntehran,delhi\n");
    let edges = input(folder, "edges.csv", "from,to,length_km\na,b,10\nb,c,20\nc,d,7\nd,a,9\nd,b,4\n");
    add(0, ["csv", "parquet"].iter().map(|end| (format!("matrix --pairs {pairs}"), *end, true)).collect());
    add(0, vec![("report Moscow Mumbai".to_owned(), "html", true)]);
    add(0, vec![(format!("network build {edges}"), "corridor", true)]);
    add(0, vec![(format!("--network {edges} network check --format json"), "json", false)]);
    add(0, vec![("validation".to_owned(), "md", true)]);
    add(0, vec![("export columns".to_owned(), "md", true)]);
    add(0, vec![("schema route".to_owned(), "json", true)]);
    add(0, vec![("method".to_owned(), "md", false)]);
    for (row, words) in LISTS.iter().enumerate() {
        // The width of a table for people is that of their terminal; what scripts read has none.
        if plan.full || row % 3 == plan.seed as usize % 3 {
            add(row, vec![(format!("{words} --format json"), "json", false)]);
        }
    }
    if plan.full {
        add(0, vec![("findings".to_owned(), "md", true)]);
    }
    all
}
