//! `kill -9` while a folder is filled: every file in it is whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::watch::UNFINISHED;
use crate::draws::Random;
use crate::program::{corridor, run as answer};
use crate::trial::{Plan, Trial};

/// The commands that fill a folder.
const COMMANDS: [&[&str]; 2] = [&["data", "export"], &["man"]];

/// Each command in turn; says how many folders were found with a part of their files.
pub fn run(plan: &Plan, trial: &mut Trial, folder: &Path) -> String {
    let kills = plan.count(4, 100);
    let mut parts = 0;
    for words in COMMANDS {
        parts += tried(words, kills, plan, trial, folder);
    }
    let kills = (kills * COMMANDS.len()) as u64;
    trial.at_least_in_full(plan, 10, kills, "a part of the files of a folder", parts);
    format!("{parts} of {kills} folders had a part of their files")
}

fn tried(words: &[&str], kills: usize, plan: &Plan, trial: &mut Trial, folder: &Path) -> u64 {
    let into = |name: String| {
        let place = folder.join(name);
        (words.iter().map(|word| (*word).to_owned()).chain([place.display().to_string()]).collect::<Vec<_>>(), place)
    };
    let (command, whole) = into(format!("whole-{}", words[0]));
    let begin = Instant::now();
    assert!(answer(&command).status.success(), "{command:?}");
    let (time, whole) = (begin.elapsed(), files(&whole));
    let (mut random, mut parts) = (Random::of(plan.seed), 0);
    for case in 0..kills {
        let (command, place) = into(format!("part-{}-{case}", words[0]));
        let mut child = corridor(&command).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        std::thread::sleep(Duration::from_secs_f64(time.as_secs_f64() * random.share()));
        let _ = child.kill();
        child.wait().expect("the program ends");
        let found = files(&place);
        let torn: Vec<_> =
            found.iter().filter(|file| !whole.contains(file)).map(|(name, _)| name.display().to_string()).collect();
        parts += u64::from(!found.is_empty() && found.len() < whole.len());
        trial.case(if torn.is_empty() {
            Ok(())
        } else {
            Err(format!("{words:?}, kill {case}: torn: {torn:?}; --seed {} kill", plan.seed))
        });
    }
    parts
}

/// The files below a folder that have their final names, in order.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(&below).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if !entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                let name = path.strip_prefix(folder).expect("it is below").to_owned();
                found.push((name, fs::read(&path).expect("the file")));
            }
        }
    }
    found.sort();
    found
}
