//! What is promised, tried; one line a goal.
//!
//! `cargo test` tries a little of each. `cargo test --release --test reliability -- --full` tries as much as `docs/reliability.md` tells, and with `--write` writes that page. `--seed N` draws
//! other cases; words choose the goals whose name has one of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod trial;

use std::process::ExitCode;

use trial::{Goal, Plan, Trial};

/// What is promised, in the order of the page.
const GOALS: &[Goal] = &[];

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
