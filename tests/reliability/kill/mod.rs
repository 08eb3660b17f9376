//! Killed, stopped or told to end at any moment, the program leaves whole files.

mod file;
mod folder;
mod signal;
mod watch;

use super::trial::{Plan, Trial};

/// Kills while a file is replaced and while folders are filled, then signals that can be heard.
pub fn run(plan: &Plan, trial: &mut Trial) {
    trial.seed = Some(plan.seed);
    let folder = tempfile::tempdir().expect("a folder");
    let seen =
        [file::run(plan, trial, folder.path()), folder::run(plan, trial, folder.path()), signal::run(plan, trial, folder.path())];
    trial.seen = Some(seen.join("; "));
}
