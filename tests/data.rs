//! The dataset of the program, and what its README says of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use corridor::check;
use corridor::model::{Confidence, Word, sources_of};
use corridor::read::schema::Kind;
use corridor::read::{self, embedded_files};

fn data() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data"))
}

#[test]
fn the_dataset_has_no_error_and_no_unexplained_warning() {
    let issues = check::check(&read::embedded());
    let open: Vec<String> =
        issues.iter().filter(|i| i.severity != corridor::issue::Severity::Note).map(ToString::to_string).collect();
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn the_program_carries_every_file() {
    let mut on_disk = BTreeSet::new();
    for folder in [data().to_path_buf(), data().join("segments"), data().join("scenarios")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                on_disk.insert(path.strip_prefix(data()).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let inside: BTreeSet<String> = embedded_files().iter().map(|file| file.name.to_owned()).collect();
    assert_eq!(inside, on_disk, "src/read/embedded.rs lists the files of data/");
}

#[test]
fn the_readme_names_every_field() {
    let readme = fs::read_to_string(data().join("README.md")).unwrap();
    for (kind, _) in Kind::ALL {
        for field in kind.fields() {
            // Groups of low, central and high are written in full for tables; `accept` stands for all.
            assert!(readme.contains(field.name), "data/README.md does not explain {} of a {}", field.name, kind.noun());
        }
    }
}

#[test]
fn a_folder_reads_like_the_program() {
    let embedded = check::build(&read::embedded()).unwrap();
    let folder = check::build(&read::folder(data()).unwrap()).unwrap();
    assert_eq!(embedded.places.len(), folder.places.len());
    assert_eq!(embedded.segments.len(), folder.segments.len());
    let ids = |data: &corridor::model::Dataset| data.segments.iter().map(|s| s.id.clone()).collect::<BTreeSet<_>>();
    assert_eq!(ids(&embedded), ids(&folder));
}

#[test]
fn nothing_unread_is_trusted() {
    let data = check::build(&read::embedded()).unwrap();
    let is_unread = |field: &str| sources_of(field).all(|id| id == "general-knowledge");
    for segment in &data.segments {
        assert!(!is_unread(&segment.source) || segment.confidence == Confidence::Low, "{}", segment.id);
    }
}

#[test]
fn ids_say_mode_and_country() {
    let data = check::build(&read::embedded()).unwrap();
    for segment in &data.segments {
        assert!(segment.id.starts_with(&format!("{}-", segment.mode.word())), "{}", segment.id);
    }
}

#[test]
fn nothing_asked_for_is_missing() {
    // The systems that the dataset promises, by segments that nobody would look for elsewhere.
    let data = check::build(&read::embedded()).unwrap();
    for corridor in &data.corridors {
        let count = data.segments.iter().filter(|s| s.corridors.contains(&corridor.id)).count();
        assert!(count > 0, "corridor {} has no segment", corridor.id);
    }
    for place in
        ["moscow", "nakhchivan", "strait-of-hormuz", "suez", "kaliningrad", "lianyungang", "islamabad", "mersin", "kandla"]
    {
        assert!(data.place_ix(place).is_some(), "{place}");
    }
}
