//! What a disk, a terminal or a folder refuses is said with code 4, and what was there stays.

mod full;
mod streams;
mod targets;

use super::trial::{Plan, Trial};

/// Full disks of many sizes, then streams that are full or closed, then names that cannot be written to.
pub fn run(plan: &Plan, trial: &mut Trial) {
    trial.seed = Some(plan.seed);
    let folder = tempfile::tempdir().expect("a folder");
    full::run(plan, trial, folder.path());
    streams::run(plan, trial);
    targets::run(trial, folder.path());
}
