//! The same question is the same bytes, wherever and by whom it is asked; and the bytes do not tell where, when and by whom.

mod places;
mod questions;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use sha2::{Digest, Sha256};

use super::trial::{Plan, Trial};
use crate::program::{corridor, said};
use places::Place;
use questions::{Question, questions};

/// Every question in every place. Places come first in the order, so that seconds pass between two answers to one question.
pub fn run(plan: &Plan, trial: &mut Trial) {
    let folder = tempfile::tempdir().expect("a folder");
    let questions = questions(plan, folder.path());
    let rounds = plan.count(4, 30);
    let found: Vec<Mutex<Vec<Answer>>> = questions.iter().map(|_| Mutex::default()).collect();
    let next = AtomicUsize::new(0);
    let ask = || {
        while let Some((round, at)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).map(|n| (n / questions.len(), n % questions.len()))
            && round < rounds
        {
            // Another place for each question of a round, so that few rounds meet all kinds of places.
            let place = Place::of(round + at, folder.path());
            let answer = answered(&questions[at], &place);
            found[at].lock().expect("a list").push(answer);
        }
    };
    std::thread::scope(|scope| (0..2).for_each(|_| drop(scope.spawn(ask))));
    for (question, answers) in questions.iter().zip(found) {
        let answers = answers.into_inner().expect("a list");
        trial.tried += answers.len() as u64 - 1;
        trial.case(same(question, &answers));
    }
    trial.seen = Some(format!("{} questions, each in {rounds} places", questions.len()));
}

/// What one run wrote: its hash, or why there is none or should not be one.
struct Answer {
    place: String,
    hash: Result<String, String>,
}

fn answered(question: &Question, place: &Place) -> Answer {
    // Each run writes into a folder of its own, by a name without a folder.
    let own = tempfile::Builder::new().prefix(places::OWN).tempdir_in(&place.folder).expect("a folder");
    let mut command = corridor(&question.words);
    place.put(&mut command).current_dir(own.path());
    let name = format!("out.{}", question.end);
    if question.is_file {
        command.args(["-o", &name]);
    }
    let output = command.output().expect("the program runs");
    let bytes = if question.is_file { fs::read(own.path().join(&name)).unwrap_or_default() } else { output.stdout.clone() };
    let hash = if !output.status.success() || bytes.is_empty() {
        Err(format!("{} {}", output.status, said(&output)))
    } else if let Some(told) = places::told(&bytes, question.end, &own.path().join(name)) {
        Err(format!("it tells {told:?}"))
    } else {
        Ok(Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    };
    Answer { place: place.words(), hash }
}

/// One hash, or the places of those that differ.
fn same(question: &Question, answers: &[Answer]) -> Result<(), String> {
    let words = question.words.join(" ");
    if let Some((place, why)) = answers.iter().find_map(|answer| Some((&answer.place, answer.hash.as_ref().err()?))) {
        return Err(format!("corridor {words} (.{}): {why}; with {place}", question.end));
    }
    let hashes: BTreeSet<&String> = answers.iter().flat_map(|answer| &answer.hash).collect();
    if hashes.len() == 1 {
        return Ok(());
    }
    let one = answers.iter().find(|answer| answer.hash != answers[0].hash).map_or("", |answer| &answer.place);
    Err(format!(
        "corridor {words} (.{}): {} different answers; with {} and with {one}",
        question.end,
        hashes.len(),
        answers[0].place
    ))
}

/// A file of the tests' own.
fn input(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("an input");
    path.to_str().expect("a folder of Unicode").to_owned()
}
