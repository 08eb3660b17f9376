//! `kill -9` while a file is replaced.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use super::watch::{Moment, TRIES, UNFINISHED, Watched, names, unfinished};
use crate::draws::Random;
use crate::formats::{Format, formats};
use crate::program::{run as answer, said};
use crate::trial::{Plan, Trial};

const KILL: i32 = 9;
/// How often at the moment that is meant: who writes without a file beside the target shows none, and is killed at any moment then.
const AIMED: usize = 3;

/// Formats that the usual run tries.
const USUAL: usize = 4;

/// What was there after a kill.
#[derive(Default)]
struct Seen {
    old: u64,
    new: u64,
    left: usize,
}

/// Each format in turn; says how many files were old, how many new, and what was left.
pub fn run(plan: &Plan, trial: &mut Trial, folder: &Path) -> String {
    let mut all = Seen::default();
    for format in formats(folder, plan.seed).into_iter().take(plan.count(USUAL, usize::MAX)) {
        let seen = tried(&format, plan, trial, folder);
        let kills = plan.count(10, 100) as u64;
        trial.at_least_in_full(plan, 10, kills, &format!("{}: the old file", format.end), seen.old);
        trial.at_least_in_full(plan, 10, kills, &format!("{}: the new file", format.end), seen.new);
        (all.old, all.new, all.left) = (all.old + seen.old, all.new + seen.new, all.left + seen.left);
    }
    trial.at_least_in_full(plan, 20, all.old + all.new, "the old file", all.old);
    trial.at_least_in_full(plan, 20, all.old + all.new, "the new file", all.new);
    format!("{} kills found the old file, {} the new one, {} left an unfinished file", all.old, all.new, all.left)
}

fn tried(format: &Format, plan: &Plan, trial: &mut Trial, folder: &Path) -> Seen {
    let [old, new] = format.answers(folder);
    assert!(old != new, "{}: the answers are the same", format.end);
    let place = folder.join(format!("killed-{}", format.end));
    fs::create_dir(&place).expect("a folder");
    let target = place.join(format!("out.{}", format.end));
    let output = target.to_str().expect("a folder of Unicode").to_owned();
    let watched = Watched { words: format.new.iter().cloned().chain(["-o".to_owned(), output]).collect(), folder: &place };
    let (pace, mut random) = (watched.pace(), Random::of(plan.seed));
    let mut seen = Seen::default();
    for case in 0..plan.count(10, 100) {
        let is_killed = (0..TRIES).any(|again| {
            fs::write(&target, &old).expect("the old file");
            let moment = if again < AIMED { Moment::of(case) } else { Moment::Late };
            let mut child = watched.until(moment, pace.quicker(again), &mut random);
            // One that has ended takes no harm.
            let _ = child.kill();
            child.wait().expect("the program ends").signal() == Some(KILL)
        });
        let found = fs::read(&target).unwrap_or_default();
        (seen.old, seen.new) = (seen.old + u64::from(found == old), seen.new + u64::from(found == new));
        let is_whole = found == old || found == new;
        let why = if is_killed { "torn" } else { "never met by a kill" };
        let again = || format!("kill {case} of {} is {why}: {} bytes; --seed {} kill", target.display(), found.len(), plan.seed);
        trial.case((is_killed && is_whole).then_some(()).ok_or_else(again));
    }
    seen.left = unfinished(&place);
    trial.case(works_again(&watched, &target, &new));
    seen
}

/// What was left does not stand in the way of the next run, which leaves nothing of its own.
fn works_again(watched: &Watched, target: &Path, new: &[u8]) -> Result<(), String> {
    let left = unfinished(watched.folder);
    let output = answer(&watched.words);
    let is_new = output.status.success() && fs::read(target).is_ok_and(|found| found == new);
    let others = names(watched.folder).iter().filter(|name| !name.starts_with(UNFINISHED)).count();
    if is_new && others == 1 && unfinished(watched.folder) <= left {
        return Ok(());
    }
    Err(format!("{}: the run after the kills: {} {}; {others} files", target.display(), output.status, said(&output)))
}
