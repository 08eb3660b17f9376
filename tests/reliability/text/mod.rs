//! Data is never code: hostile texts in every free field of a dataset reach each kind of output as the texts that they are.

mod data;
mod files;
mod markup;
mod network;
mod terminal;

use super::strings::{HOSTILE, hostile};
use super::trial::{Plan, Trial};
use data::Texts;

/// Each round puts every text at other places, so that in the full run each stands on the way of a route once.
pub fn run(plan: &Plan, trial: &mut Trial) {
    let texts: Vec<String> = hostile().into_iter().filter(|text| !text.trim().is_empty()).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let calm = Texts::calm(folder.path());
    let plain = markup::Kinds::of(&calm);
    for round in 0..plan.count(1, 12) {
        let shift = round * texts.len() / plan.count(1, 12) + plan.seed as usize;
        let hostile = Texts::hostile(folder.path(), &texts, shift);
        terminal::run(plan, trial, &hostile);
        files::run(trial, &hostile);
        markup::run(trial, &hostile, &plain);
    }
    network::run(trial, folder.path(), &texts);
    trial.seed = Some(plan.seed);
    trial.seen = Some(format!("{} texts of {} kinds", texts.len(), HOSTILE.len() - 1));
}
