//! Output files: whole, through links, with the permissions that were there; and what the disk refuses is said.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use corridor::error::Error;
use corridor::export::{write_both_whole, write_whole};

#[test]
fn a_link_is_followed_and_permissions_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (target, link) = (folder.path().join("target.txt"), folder.path().join("link.txt"));
    fs::write(&target, "old").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o600)).unwrap();
    symlink(&target, &link).unwrap();
    write_whole(&link, b"new").unwrap();
    assert_eq!(fs::read_to_string(&target).unwrap(), "new");
    assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn nothing_is_left_behind_and_the_target_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("route.txt");
    write_whole(&file, b"one").unwrap();
    write_whole(&file, b"two").unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    match write_whole(&folder.path().join("missing/route.txt"), b"x") {
        Err(Error::Write { path, source }) => {
            assert!(path.ends_with("missing/route.txt"));
            assert!(!source.to_string().contains(".corridor-"), "{source}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_pipe_is_written_to_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    if !std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|s| s.success()) {
        return;
    }
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    write_whole(&pipe, b"through").unwrap();
    assert_eq!(reader.join().unwrap(), "through");
}

/// What standard output leads to may have no name: a pipe is written to by the name that was given.
#[test]
fn standard_output_has_other_names() {
    for name in ["/dev/stdout", "/proc/self/fd/1"].into_iter().filter(|name| Path::new(name).exists()) {
        let output = Command::new(env!("CARGO_BIN_EXE_corridor")).args(["export", "columns", "-o", name]).output().unwrap();
        assert!(output.status.success() && output.stdout.len() > 1000, "{name}: {output:?}");
    }
}

/// A layer and its style are written both or not at all.
#[test]
fn two_files_that_belong_together_are_written_together() {
    let dir = tempfile::tempdir().unwrap();
    let [one, other] = ["a.geojson", "a.qml"].map(|name| dir.path().join(name));
    write_both_whole((&one, b"layer"), (&other, b"style")).unwrap();
    assert_eq!((fs::read(&one).unwrap(), fs::read(&other).unwrap()), (b"layer".to_vec(), b"style".to_vec()));
    let nowhere = dir.path().join("no/a.qml");
    assert!(write_both_whole((&one, b"new"), (&nowhere, b"new")).is_err());
    assert!(write_both_whole((&nowhere, b"new"), (&one, b"new")).is_err());
    assert_eq!(fs::read(&one).unwrap(), b"layer");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "something is left behind");
}
