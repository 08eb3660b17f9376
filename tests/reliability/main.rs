//! What is promised, tried; one line a goal.
//!
//! `cargo test` tries a little of each. `cargo test --release --test reliability -- --full` tries as much as `docs/reliability.md` tells, and with `--write` writes that page. `--seed N` draws
//! other cases; words choose the goals whose name has one of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod bytes;
#[cfg(unix)]
mod disk;
mod exit;
#[cfg(unix)]
mod formats;
mod fuzz;
#[cfg(unix)]
mod kill;
mod mutate;
mod program;
mod random;
#[path = "../support/strings.rs"]
mod strings;
mod text;
mod trial;
mod walk;

use std::process::ExitCode;

use trial::{Goal, Plan, Trial};

/// What is promised, in the order of the page.
const GOALS: &[Goal] = &[
    Goal { name: "fuzz", promise: "no input makes a reader panic or hang, and what is read holds together", run: fuzz::run },
    Goal { name: "kill", promise: "a file under its name is whole, also after `kill -9`", run: kill },
    Goal { name: "disk", promise: "a full disk is code 4, and what was there stays", run: disk },
    Goal {
        name: "bytes",
        promise: "the same question is the same bytes, and they tell nothing of where they were written",
        run: bytes::run,
    },
    Goal { name: "exit", promise: "every exit code is reached, and says why in one form", run: exit::run },
    Goal { name: "text", promise: "text of the data is never code, and comes back as it was", run: text::run },
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
        trial::write_page(&trials, &plan);
    }
    if trials.iter().all(|trial| trial.failed.is_empty()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
