//! What people see has no letter that moves their cursor or turns the text about.

use super::data::Texts;
use crate::program::said;
use crate::strings::is_raw_control;
use crate::trial::{Plan, Trial};

/// Every command with a table; the usual run asks those that show most names.
const COMMANDS: [&str; 24] = [
    "places",
    "segments",
    "corridors",
    "events",
    "sources",
    "flows",
    "scenarios",
    "scenarios hostile-0 hostile-1 hostile-2 hostile-3 hostile-4 hostile-5 hostile-6 hostile-7",
    "route moscow mumbai --explain",
    "route moscow mumbai --map",
    "route moscow mumbai --mode rail",
    "compare moscow mumbai --scenario hostile-0,hostile-1",
    "exposure moscow mumbai",
    "check --notes",
    // What names nothing is said with names that are near.
    "route nowhere mumbai",
    "route moscow mumbai --alternatives 3 --summary",
    "dependence AZ",
    "dependence --on posts --of AZ",
    "criticality baku nakhchivan",
    "criticality baku nakhchivan --what posts",
    "simulate baku nakhchivan --draws 20",
    "simulate moscow mumbai --draws 20 --scenario hostile-2",
    "capacity moscow tehran --mode rail",
    "capacity --flows irica-non-oil --mode rail,sea,ferry",
];
const USUAL: usize = 15;

/// Each of them, in a wide and in a narrow terminal.
pub fn run(plan: &Plan, trial: &mut Trial, texts: &Texts) {
    for words in &COMMANDS[..plan.count(USUAL, COMMANDS.len())] {
        let output = texts.ask(words);
        let shown = format!("{}{}", String::from_utf8_lossy(&output.stdout), said(&output));
        let raw: Vec<String> =
            shown.lines().filter(|line| line.chars().any(is_raw_control)).take(2).map(|line| format!("{line:?}")).collect();
        let is_answer = output.status.code().is_some_and(|code| code <= 3);
        trial.case(if raw.is_empty() && is_answer && !shown.is_empty() {
            Ok(())
        } else {
            Err(format!("corridor {words}, with {}: {}; {}", texts.about, output.status, raw.join("; ")))
        });
    }
}
