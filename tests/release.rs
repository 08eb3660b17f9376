//! The release archive: the same files give the same bytes, whoever packs them and when; its licences are those that may be had.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

/// The archive of a folder whose files are written in some order, at some time, with some mode; its sum is checked.
fn archive(names: &[&str], age: u64, mode: u32) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("corridor-1");
    fs::create_dir_all(root.join("man")).unwrap();
    for name in names {
        let path = root.join(name);
        fs::write(&path, name.repeat(100)).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        File::options().append(true).open(&path).unwrap().set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }
    fs::set_permissions(root.join(names[0]), Permissions::from_mode(mode | 0o100)).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/pack.sh");
    let packed = Command::new("bash").arg(script).arg(&root).env("SOURCE_DATE_EPOCH", "1700000000").output().unwrap();
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let sum =
        Command::new("sha256sum").args(["--check", "corridor-1.tar.gz.sha256"]).current_dir(folder.path()).output().unwrap();
    assert!(sum.status.success(), "{}", String::from_utf8_lossy(&sum.stderr));
    fs::read(folder.path().join("corridor-1.tar.gz")).unwrap()
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let one = archive(&["corridor", "man/b.1", "man/a.1", "README.md"], 0, 0o644);
    let other = archive(&["corridor", "README.md", "man/a.1", "man/b.1"], 86_400, 0o600);
    assert!(one == other && !one.is_empty());
}

/// What `cargo deny` lets in is what the licences of the release archive are written for.
#[test]
fn licences_agree() {
    let list = |file: &str, of: fn(&toml::Table) -> &toml::Value| -> BTreeSet<String> {
        let table: toml::Table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap().parse().unwrap();
        let list = of(&table).as_array().unwrap().iter();
        list.map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(list("deny.toml", |table| &table["licenses"]["allow"]), list("about.toml", |table| &table["accepted"]));
}
