//! Files of `tests/fixtures`, read and checked as `corridor check FILE` does it.

#![allow(dead_code)] // Each test program uses a part of it.

pub mod codes;

use std::path::{Path, PathBuf};

use corridor::check::check;
use corridor::issue::Issue;
use corridor::read::schema::Kind;
use corridor::read::{RawDataset, add_embedded, add_file};

/// A path below `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// The names of the tables of the small good dataset, relative to `tests/fixtures/good`.
pub fn good_files() -> Vec<String> {
    Kind::ALL.iter().map(|(_, name)| name.replace('*', "good")).collect()
}

/// A file as a part of the small good dataset, which no edit of `data/` can change. A table of the same name stands in its place.
pub fn beside_good(file: &Path) -> RawDataset {
    let mut raw = RawDataset::default();
    for name in good_files().iter().filter(|name| !file.ends_with(name.as_str())) {
        add_file(&mut raw, &fixture("good").join(name)).expect("the good dataset is complete");
    }
    add_file(&mut raw, file).expect("the file can be read");
    raw
}

/// A file as a part of the dataset in the program, as `corridor check FILE` reads it.
pub fn beside_embedded(file: &Path) -> RawDataset {
    let mut raw = RawDataset::default();
    add_embedded(&mut raw, |embedded| Kind::of_file(embedded.name).is_some() && !file.ends_with(embedded.name));
    add_file(&mut raw, file).expect("the file can be read");
    raw
}

/// What the checks find in one file of a dataset.
pub fn issues_of(raw: &RawDataset, file: &Path) -> Vec<Issue> {
    check(raw).into_iter().filter(|issue| Path::new(&issue.file) == file).collect()
}
