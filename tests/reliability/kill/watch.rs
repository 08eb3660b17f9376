//! A run that writes a file, watched from outside, so that a kill meets the moment that it is meant for.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::draws::Random;
use crate::program::corridor;

/// How the names of files begin that are not whole yet.
pub const UNFINISHED: &str = ".corridor-";

/// The names in a folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder");
    entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// How many files of a folder are not whole yet.
pub fn unfinished(folder: &Path) -> usize {
    names(folder).iter().filter(|name| name.starts_with(UNFINISHED)).count()
}

/// How long the parts of a run take: until it begins to write, while it writes, and from the new name to its end.
#[derive(Clone, Copy)]
pub struct Pace {
    before: Duration,
    writing: Duration,
    after: Duration,
}

impl Pace {
    /// That of a machine which has become quicker since, the more so the more often a run was over too soon.
    pub fn quicker(self, tries: usize) -> Pace {
        let share = 0.9_f64.powi(tries as i32);
        let [before, writing, after] = [self.before, self.writing, self.after].map(|time| time.mul_f64(share));
        Pace { before, writing, after }
    }
}

/// How often a case is drawn again whose run was over too soon.
pub const TRIES: usize = 30;

/// When a run is ended.
#[derive(Clone, Copy)]
pub enum Moment {
    /// While the new file is beside the old one.
    Writing,
    /// Once it has the name.
    Renamed,
    /// At any time of the last part of the run.
    Late,
}

impl Moment {
    /// In turn: half of the moments are aimed, half fall as they may.
    pub fn of(case: usize) -> Moment {
        match case % 4 {
            0 => Moment::Writing,
            1 => Moment::Renamed,
            _ => Moment::Late,
        }
    }
}

/// A command that writes into a folder that it is watched in.
pub struct Watched<'a> {
    /// Its words.
    pub words: Vec<String>,
    /// The folder.
    pub folder: &'a Path,
}

impl Watched<'_> {
    fn begin(&self) -> Child {
        corridor(&self.words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
    }

    /// The middle of three runs.
    pub fn pace(&self) -> Pace {
        let mut paces = [(); 3].map(|()| {
            let (begin, known) = (Instant::now(), unfinished(self.folder));
            let mut child = self.begin();
            wait_until(&mut child, || unfinished(self.folder) > known);
            let before = begin.elapsed();
            wait_until(&mut child, || unfinished(self.folder) == known);
            let writing = begin.elapsed().saturating_sub(before);
            child.wait().expect("the program ends");
            Pace { before, writing, after: begin.elapsed().saturating_sub(before + writing) }
        });
        paces.sort_by_key(|pace| pace.before + pace.writing + pace.after);
        paces[1]
    }

    /// The program, running until the moment that is meant.
    pub fn until(&self, moment: Moment, pace: Pace, random: &mut Random) -> Child {
        let (begin, known) = (Instant::now(), unfinished(self.folder));
        let mut child = self.begin();
        let share = random.share();
        match moment {
            Moment::Writing => {
                wait_until(&mut child, || unfinished(self.folder) > known);
                pause(pace.writing.mul_f64(share));
            }
            Moment::Renamed => {
                wait_until(&mut child, || unfinished(self.folder) > known);
                wait_until(&mut child, || unfinished(self.folder) == known);
                pause(pace.after.mul_f64(share * 0.5));
            }
            Moment::Late => {
                let early = pace.before.mul_f64(0.8);
                pause((early + (pace.before + pace.writing + pace.after - early).mul_f64(share)).saturating_sub(begin.elapsed()));
            }
        }
        child
    }
}

/// Looks again and again, until it is so or the program has ended.
fn wait_until(child: &mut Child, is_so: impl Fn() -> bool) {
    while !is_so() && child.try_wait().expect("the program can be asked").is_none() {}
}

/// Waits as exactly as a loop can: the moments that matter are shorter than a sleep.
fn pause(time: Duration) {
    let begin = Instant::now();
    while begin.elapsed() < time {
        std::hint::spin_loop();
    }
}
