//! `kill -9`, and being told to stop, while a folder is filled: it is there with all its files, or not at all.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::watch::unfinished;
use crate::draws::Random;
use crate::program::{corridor, run as answer};
use crate::trial::{Plan, Trial};

/// The commands that fill a folder.
const COMMANDS: [&[&str]; 2] = [&["data", "export"], &["man"]];
/// What ends them: the first leaves no time to tidy up.
const SIGNALS: [&str; 2] = ["KILL", "TERM"];

/// Each command with each signal; says how many folders were not there yet.
pub fn run(plan: &Plan, trial: &mut Trial, folder: &Path) -> String {
    let ends = plan.count(4, 100);
    let mut missing = 0;
    for words in COMMANDS {
        for signal in SIGNALS {
            missing += tried(words, signal, ends, plan, trial, folder);
        }
    }
    let ends = (ends * COMMANDS.len() * SIGNALS.len()) as u64;
    trial.at_least_in_full(plan, 10, ends, "a folder that is not there yet", missing);
    trial.at_least_in_full(plan, 1, ends, "a folder that is there", ends - missing);
    format!("{missing} of {ends} folders were not there yet, the others whole")
}

fn tried(words: &[&str], signal: &str, ends: usize, plan: &Plan, trial: &mut Trial, folder: &Path) -> u64 {
    let parent = folder.join(format!("{}-{signal}", words[0]));
    fs::create_dir(&parent).expect("a folder");
    let into = |name: String| {
        let place = parent.join(name);
        (words.iter().map(|word| (*word).to_owned()).chain([place.display().to_string()]).collect::<Vec<_>>(), place)
    };
    let (command, whole) = into("whole".into());
    let begin = Instant::now();
    assert!(answer(&command).status.success(), "{command:?}");
    let (time, whole) = (begin.elapsed(), files(&whole));
    let (mut random, mut missing) = (Random::of(plan.seed), 0);
    for case in 0..ends {
        let (command, place) = into(format!("case-{case}"));
        let left = unfinished(&parent);
        let mut child = corridor(&command).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        // A little longer than it takes, so that some are done.
        std::thread::sleep(Duration::from_secs_f64(time.as_secs_f64() * random.share() * 1.2));
        let _ = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).stderr(Stdio::null()).status();
        let status = child.wait().expect("the program ends");
        let found = files(&place);
        missing += u64::from(found.is_empty());
        let left = unfinished(&parent) - left;
        // Who ended by the signal itself had not begun to listen, nor to write.
        let is_tidy = signal == "KILL" || left == 0;
        trial.case(if (found.is_empty() || found == whole) && is_tidy {
            Ok(())
        } else {
            let (count, all, seed) = (found.len(), whole.len(), plan.seed);
            Err(format!("{words:?}, SIG{signal} {case}: {status}, {count} of {all} files, {left} left over; --seed {seed} kill"))
        });
    }
    missing
}

/// The files below a folder, in order.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(&below).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("it is below").to_owned();
                found.push((name, fs::read(&path).expect("the file")));
            }
        }
    }
    found.sort();
    found
}
