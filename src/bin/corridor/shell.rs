//! What the shell is offered while a command is typed: places, segments, scenarios and corridors of the program's own data.

use std::ffi::OsStr;

use clap_complete::engine::CompletionCandidate;
use corridor::names::fold;
use corridor::read::schema::Kind;
use corridor::read::{self, RawDataset, RawRecord};
use corridor::scenario::Library;

/// Places, by any of their names. What is offered is what was begun: an id, or a name of one word.
pub fn places(current: &OsStr) -> Vec<CompletionCandidate> {
    let begun = current.to_string_lossy();
    records(&[Kind::Place]).records.iter().filter_map(|place| offer(place, &begun)).collect()
}

/// Segments by their ids, corridors by theirs.
pub fn segments(current: &OsStr) -> Vec<CompletionCandidate> {
    let begun = current.to_string_lossy();
    records(&[Kind::Segment, Kind::Corridor]).records.iter().filter_map(|record| offer(record, &begun)).collect()
}

/// Corridors by their ids.
pub fn corridors(current: &OsStr) -> Vec<CompletionCandidate> {
    let begun = current.to_string_lossy();
    records(&[Kind::Corridor]).records.iter().filter_map(|record| offer(record, &begun)).collect()
}

/// What can be closed: places, segments and corridors.
pub fn anything(current: &OsStr) -> Vec<CompletionCandidate> {
    let mut found = places(current);
    found.extend(segments(current));
    found
}

/// Scenarios by their ids; a file is completed by the shell.
pub fn scenarios(current: &OsStr) -> Vec<CompletionCandidate> {
    let begun = current.to_string_lossy();
    let library = Library::embedded();
    let begins = |id: &&str| id.starts_with(begun.as_ref());
    library.ids().into_iter().filter(begins).map(CompletionCandidate::new).collect()
}

fn records(kinds: &[Kind]) -> RawDataset {
    let mut raw = RawDataset::default();
    read::add_embedded(&mut raw, |file| Kind::of_file(file.name).is_some_and(|kind| kinds.contains(&kind)));
    raw.records.retain(|record| kinds.contains(&record.kind));
    raw
}

/// A record whose id or name begins so.
fn offer(record: &RawRecord, begun: &str) -> Option<CompletionCandidate> {
    let id = record.id()?;
    let name = record.text("name");
    let help = || name.map(|name| name.to_owned().into());
    if id.starts_with(begun) {
        return Some(CompletionCandidate::new(id).help(help()));
    }
    let names: Vec<&str> = name.into_iter().chain(record.list("aliases")).collect();
    // A name of several words would have to be quoted, and a shell keeps only what begins as it was begun.
    let whole = names.iter().find(|name| name.starts_with(begun) && !name.contains(char::is_whitespace));
    let folded = fold(begun);
    let is_meant = whole.is_some() || names.iter().any(|name| fold(name).starts_with(&folded));
    is_meant.then(|| CompletionCandidate::new(*whole.unwrap_or(&id)).help(help()))
}
