//! SIGINT and SIGTERM: the program ends with the code that shells know, and takes its unfinished file along.

use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::watch::{Moment, TRIES, UNFINISHED, Watched, names};
use crate::draws::Random;
use crate::formats::formats;
use crate::trial::{Plan, Trial};

/// Signals, with their numbers.
const SIGNALS: [(&str, i32); 2] = [("INT", 2), ("TERM", 15)];

/// Each signal at aimed moments; says how many met a file that was being written.
pub fn run(plan: &Plan, trial: &mut Trial, folder: &Path) -> String {
    let place = folder.join("told");
    fs::create_dir(&place).expect("a folder");
    let target = place.join("out.corridor");
    let format = formats(folder, plan.seed).swap_remove(0);
    let [old, new] = format.answers(folder);
    let output = target.display().to_string();
    let watched = Watched { words: format.new.iter().cloned().chain(["-o".to_owned(), output]).collect(), folder: &place };
    let (pace, mut random, mut shell) = (watched.pace(), Random::of(plan.seed), Shell::begin());
    let (mut told, mut kept) = (0, 0);
    for (name, number) in SIGNALS {
        for case in 0..plan.count(5, 100) {
            for again in 0..TRIES {
                fs::write(&target, &old).expect("the old file");
                let moment = if case % 2 == 0 { Moment::Writing } else { Moment::Late };
                let mut child = watched.until(moment, pace.quicker(again), &mut random);
                shell.tell(&child, name);
                let status = child.wait().expect("the program ends");
                let found = fs::read(&target).unwrap_or_default();
                // A shell shows both as 128 and the number: who ended by the signal, and who heard it and ended.
                let is_told = status.code() == Some(128 + number) || status.signal() == Some(number);
                let is_done = status.success() && found == new;
                told += u64::from(is_told);
                kept += u64::from(is_told && found == old);
                let left: Vec<String> = names(&place).into_iter().filter(|name| name.starts_with(UNFINISHED)).collect();
                let is_well = (is_told && (found == old || found == new) || is_done) && left.is_empty();
                let (bytes, seed) = (found.len(), plan.seed);
                trial.case(is_well.then_some(()).ok_or_else(|| {
                    format!("SIG{name}, case {case}: {status}, {bytes} bytes, left over: {left:?}; --seed {seed} kill")
                }));
                left.iter().for_each(|name| drop(fs::remove_file(place.join(name))));
                if is_told {
                    break;
                }
            }
        }
    }
    let all = (plan.count(5, 100) * SIGNALS.len()) as u64;
    trial.at_least_in_full(plan, 90, all, "an end by a signal", told);
    format!("{told} of {all} signals ended a run, {kept} before the new name")
}

/// A shell that stays: it sends a signal sooner than a program that is started for it.
struct Shell(Child);

impl Shell {
    fn begin() -> Shell {
        Shell(Command::new("sh").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a shell"))
    }

    fn tell(&mut self, child: &Child, signal: &str) {
        let line = format!("kill -{signal} {}\n", child.id());
        self.0.stdin.as_mut().expect("its input").write_all(line.as_bytes()).expect("the shell listens");
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}
