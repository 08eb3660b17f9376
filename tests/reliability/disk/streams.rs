//! Standard output and standard error that are full, closed, or read by nobody.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::program::{corridor, path, said};
use crate::trial::{Plan, Trial};

/// Every command that prints.
const PRINTING: [&str; 25] = [
    "places",
    "segments",
    "corridors",
    "events",
    "scenarios",
    "scenarios hormuz-closed",
    "flows",
    "sources",
    "check",
    "check --format json",
    "schema route",
    "method",
    "completions bash",
    "export columns",
    "route Moscow Mumbai",
    "route Moscow Mumbai --format json",
    "exposure Moscow Mumbai",
    "criticality Baku Nakhchivan",
    "simulate Baku Nakhchivan --draws 20",
    "capacity Moscow Tehran --mode rail",
    "compare Moscow Mumbai --scenario hormuz-closed",
    "dependence AZ",
    "serve --port 0",
    "validation",
    "findings",
];
/// How many of them the usual run tries: those that follow take seconds.
const USUAL: usize = 23;

/// Full ones, closed ones, and a reader that goes away.
pub fn run(plan: &Plan, trial: &mut Trial) {
    for words in &PRINTING[..plan.count(USUAL, PRINTING.len())] {
        trial.case(is_full(words));
    }
    for words in ["places", "segments", "places --format json"] {
        trial.case(is_left(words));
    }
    trial.case(closed("places", ">&-", &[0, 4]));
    trial.case(closed("route Moscow Mumbai", ">&- 2>&-", &[0, 4]));
    // An error that nobody hears keeps its code.
    trial.case(closed("route Moscow Nowhere-at-all", "2>/dev/full", &[3]));
    trial.case(closed("route Moscow Nowhere-at-all", "2>&-", &[3]));
    trial.case(closed("route", "2>/dev/full", &[2]));
    trial.case(closed("network check", "2>/dev/full", &[2]));
}

fn words_of(words: &str) -> Vec<&str> {
    words.split(' ').collect()
}

fn is_full(words: &str) -> Result<(), String> {
    let full = File::options().write(true).open("/dev/full").expect("/dev/full");
    let output = corridor(&words_of(words)).stdout(full).stderr(Stdio::piped()).output().expect("the program runs");
    if output.status.code() == Some(4) && said(&output).contains("standard output") {
        return Ok(());
    }
    Err(format!("corridor {words} >/dev/full: {} {}", output.status, said(&output)))
}

/// `corridor places | head -1`.
fn is_left(words: &str) -> Result<(), String> {
    let mut child = corridor(&words_of(words)).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    let mut line = String::new();
    BufReader::with_capacity(64, child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    let output = child.wait_with_output().expect("the program ends");
    if output.status.code() == Some(0) && output.stderr.is_empty() && !line.is_empty() {
        return Ok(());
    }
    Err(format!("corridor {words} | head -1: {} {}", output.status, said(&output)))
}

/// With its streams led elsewhere by a shell.
fn closed(words: &str, streams: &str, codes: &[i32]) -> Result<(), String> {
    let script = format!("exec \"$0\" {words} {streams}");
    let output = Command::new("sh").arg("-c").arg(script).arg(path()).output().expect("a shell");
    if output.status.code().is_some_and(|code| codes.contains(&code)) {
        return Ok(());
    }
    Err(format!("corridor {words} {streams}: {} {}", output.status, said(&output)))
}
