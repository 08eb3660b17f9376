//! What is promised, tried; one line a goal.
//!
//! `cargo test` tries a little of each. `cargo test --release --test reliability -- --full` tries as much as `docs/reliability.md` tells, and with `--write` writes the rows of that page. `--seed N` draws
//! other cases; words choose the goals whose name has one of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod bytes;
#[cfg(unix)]
mod disk;
mod draws;
mod exit;
#[cfg(unix)]
mod formats;
mod fuzz;
mod geojson;
mod imported;
mod inputs;
mod json;
#[cfg(unix)]
mod kill;
mod laws;
mod limited;
mod memory;
mod mutate;
mod program;
mod random;
mod routes;
mod slow;
#[path = "../support/strings.rs"]
mod strings;
mod text;
mod threads;
mod trial;
mod verdict;
mod walk;

use std::process::ExitCode;

use trial::{Goal, Plan, Trial};

/// What is promised, in the order of the page.
const GOALS: &[Goal] = &[
    Goal {
        name: "inputs",
        promise: "whatever the program is given, it ends soon with a code of its list, a message, little memory and no half file",
        run: inputs::run,
    },
    Goal {
        name: "json suite",
        promise: "JSON is taken and refused as RFC 8259 says, wherever it stands in a file",
        run: json::run,
    },
    Goal {
        name: "geojson suite",
        promise: "GeoJSON is taken and refused as RFC 7946 says, and what is refused has its line",
        run: geojson::run,
    },
    Goal { name: "fuzz", promise: "no input makes a reader panic or hang, and what is read holds together", run: fuzz::run },
    Goal {
        name: "routes",
        promise: "the best route is the best one: a slow search over the same tables finds the same, to the last whole number",
        run: routes::run,
    },
    Goal {
        name: "imported",
        promise: "the same for networks of others, as they are read, prepared, and opened from a built file",
        run: imported::run,
    },
    Goal {
        name: "walk",
        promise: "a printed route can be walked: legs join along open segments of the files, and every figure adds up",
        run: walk::run,
    },
    Goal {
        name: "laws",
        promise: "what must hold of best ways holds: parts of them are best, new links never hurt, names and order mean nothing",
        run: laws::run,
    },
    Goal { name: "kill", promise: "a file under its name is whole, also after `kill -9`", run: kill },
    Goal { name: "disk", promise: "a full disk is code 4, and what was there stays", run: disk },
    Goal {
        name: "bytes",
        promise: "the same question is the same bytes, and they tell nothing of where they were written",
        run: bytes::run,
    },
    Goal { name: "memory", promise: "a file is read within 64 MiB and one and a half times its size", run: memory::peak },
    Goal {
        name: "growth",
        promise: "twice the network takes at most two and a half times the time to be read, asked and written, and 3.2 times to be prepared",
        run: memory::growth,
    },
    Goal { name: "text", promise: "text of the data is never code, and comes back as it was", run: text::run },
    Goal { name: "exit", promise: "every exit code is reached, and says why in one form", run: exit::run },
];

/// Needs signals.
fn kill(plan: &Plan, trial: &mut Trial) {
    #[cfg(unix)]
    kill::run(plan, trial);
    #[cfg(not(unix))]
    not_here(plan, trial);
}

/// Needs name spaces, limits and devices.
fn disk(plan: &Plan, trial: &mut Trial) {
    #[cfg(unix)]
    disk::run(plan, trial);
    #[cfg(not(unix))]
    not_here(plan, trial);
}

#[cfg(not(unix))]
fn not_here(_: &Plan, trial: &mut Trial) {
    trial.skipped = Some("needs Unix".to_owned());
}

fn main() -> ExitCode {
    let plan = Plan::of(std::env::args().skip(1));
    if plan.is_listing {
        return ExitCode::SUCCESS;
    }
    let trials: Vec<Trial> = GOALS.iter().filter(|goal| plan.wants(goal)).map(|goal| Trial::run(goal, &plan)).collect();
    trial::show(&trials);
    if plan.write {
        trial::write_page(&trials, &plan, GOALS);
    }
    if trials.iter().all(|trial| trial.failed.is_empty()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
