//! Goal `fuzz`: the bodies of the fuzzer with a mutator of our own, on any compiler; and the crashes that were found once, again.

#[path = "../support/pbf.rs"]
#[allow(dead_code)] // Other tests use the rest.
mod pbf;
#[path = "../../fuzz/src/seeds.rs"]
#[allow(dead_code)] // The fuzzer uses the rest.
pub mod seeds;
#[path = "../../fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

pub use targets::with_checksums;
use targets::{TARGETS, Target};

use crate::mutate::{draws, spoilt};
use crate::trial::{Plan, Trial};

/// A case that takes longer hangs.
const LONGEST: Duration = Duration::from_secs(5);
/// How often a case is changed at most.
const CHANGES: usize = 8;
/// More of one target tell no more.
const MOST_FAILURES: usize = 10;

/// What the last panic said, and where; it may have been in a thread that the body made.
static SAID: Mutex<String> = Mutex::new(String::new());

/// What a thread tells of its cases.
enum Told {
    Begins(String, Vec<u8>),
    Failed(String),
    Done,
}

/// Tries every target.
pub fn run(plan: &Plan, trial: &mut Trial) {
    trial.seed = Some(plan.seed);
    let usual = panic::take_hook();
    panic::set_hook(Box::new(|info| {
        *SAID.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string().replace('\n', " ");
    }));
    let time = Duration::from_millis(plan.count(1_000, 60_000) as u64);
    let counts: Vec<String> =
        TARGETS.iter().map(|target| format!("{} {}", target.0, one(target, plan.seed, time, trial))).collect();
    panic::set_hook(usual);
    if plan.full {
        trial.seen = Some(format!("cases: {}", counts.join(", ")));
    }
}

/// Tries a target for some time, and gives the number of its cases.
fn one(target: &Target, seed: u64, time: Duration, trial: &mut Trial) -> u64 {
    let (tell, told) = mpsc::sync_channel(1);
    let (name, body) = *target;
    thread::Builder::new()
        // As much as the main thread of the program has.
        .stack_size(8 << 20)
        .spawn(move || cases(name, body, seed, time, &tell))
        .expect("a thread can be had");
    let (mut count, mut failures, mut running) = (0, 0, (String::new(), Vec::new()));
    loop {
        let (failed, goes_on) = match told.recv_timeout(LONGEST) {
            Ok(Told::Begins(case, bytes)) => {
                running = (case, bytes);
                count += 1;
                trial.case(Ok(()));
                continue;
            }
            Ok(Told::Done) => return count,
            Ok(Told::Failed(said)) => (said, true),
            // A thread that hangs cannot be ended: it is left where it is.
            Err(RecvTimeoutError::Timeout) => (format!("no end after {} s", LONGEST.as_secs()), false),
            Err(RecvTimeoutError::Disconnected) => ("its thread ended".into(), false),
        };
        failures += 1;
        let path = keep(name, failures, &running.1);
        let head: String = failed.chars().take(600).collect();
        trial.failed.push(format!("{name}, seed {seed}, {}: {head}; bytes in {}", running.0, path.display()));
        if failures == MOST_FAILURES || !goes_on {
            return count;
        }
    }
}

/// The crashes found once, the seeds, and what is drawn from them.
fn cases(name: &str, body: fn(&[u8]), seed: u64, time: Duration, tell: &mpsc::SyncSender<Told>) {
    // What ends the whole program, such as a stack that is full, leaves its bytes here.
    let running = kept().join(format!("running-{name}"));
    let attempt = |case: String, bytes: Vec<u8>| {
        fs::write(&running, &bytes).expect("a case can be kept");
        let goes_on = tell.send(Told::Begins(case, bytes.clone())).is_ok();
        if panic::catch_unwind(AssertUnwindSafe(|| body(&bytes))).is_err() {
            let said = std::mem::take(&mut *SAID.lock().unwrap_or_else(PoisonError::into_inner));
            return tell.send(Told::Failed(said)).is_ok();
        }
        goes_on
    };
    for path in crashes(name) {
        let bytes = fs::read(&path).expect("a fixture can be read");
        if !attempt(format!("fixture {}", path.display()), bytes) {
            return;
        }
    }
    let seeds = seeds::of(name);
    for (i, bytes) in seeds.iter().enumerate() {
        if !attempt(format!("its seed file {i}"), bytes.clone()) {
            return;
        }
    }
    let begin = Instant::now();
    let mut number = 0;
    while begin.elapsed() < time {
        if !attempt(format!("case {number}"), spoilt(&mut draws(seed, name, number), &seeds, CHANGES)) {
            return;
        }
        number += 1;
    }
    let _ = fs::remove_file(&running);
    let _ = tell.send(Told::Done);
}

/// What made a target fail once.
fn crashes(name: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/crashes").join(name);
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// Where what failed is kept.
pub fn kept() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reliability");
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn keep(name: &str, number: usize, bytes: &[u8]) -> PathBuf {
    let path = kept().join(format!("crash-{name}-{number}"));
    fs::write(&path, bytes).expect("a case can be kept");
    path
}
