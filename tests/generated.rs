//! Files of the project that a command writes: they must be what the command writes today.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::process::Command;

fn written_by(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_corridor")).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn assert_current(file: &str, args: &[&str]) {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    let stored = fs::read_to_string(path).unwrap_or_default();
    assert!(
        stored == written_by(args),
        "{file} is old: write it again with `corridor {} -o {file}` (`just regenerate`)",
        args.join(" ")
    );
}

#[test]
fn validation_page() {
    assert_current("docs/validation.md", &["validation"]);
}

#[test]
fn route_schema() {
    assert_current("docs/route.schema.json", &["schema", "route"]);
}

#[test]
fn every_miss_has_its_reason() {
    let cases: serde_json::Value = serde_json::from_str(&written_by(&["validation", "--format", "json"])).unwrap();
    let is_silent = |case: &&serde_json::Value| case["inside"] != true && case["note"].as_str().is_none_or(str::is_empty);
    let silent: Vec<&serde_json::Value> = cases.as_array().unwrap().iter().filter(is_silent).map(|case| &case["id"]).collect();
    assert!(silent.is_empty(), "data/validation.csv says nothing about {silent:?}");
}
