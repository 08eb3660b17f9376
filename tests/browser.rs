//! The report and the live page in a real browser, and the API before a fuzzer that reads its description. The tests themselves stand in `tests/browser`;
//! `.ci/run` installs what they need, and without it they say 'skipped'.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_corridor");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn shown(command: &mut Command) {
    let run = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}");
    // Figures that were measured on the way.
    said.lines().filter(|line| line.starts_with("# ") && line.contains(" ms")).for_each(|line| println!("{line}"));
}

#[test]
fn the_pages_in_a_browser() {
    let tests = Path::new(ROOT).join("tests/browser");
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|run| run.status.success());
    if !has_node || !Path::new(&browser).exists() || !tests.join("node_modules/playwright-core").exists() {
        println!("skipped: node, chromium or the packages of tests/browser are not here");
        return;
    }
    let seen = Path::new(ROOT).join("target/browser");
    shown(
        Command::new("node")
            .args(["--test", "--test-reporter=tap", "."])
            .current_dir(tests)
            .env("CORRIDOR", PROGRAM)
            .env("CORRIDOR_SEEN", seen),
    );
}

#[test]
fn the_api_before_a_fuzzer_that_reads_its_description() {
    let fuzzer = Path::new(ROOT).join("target/schemathesis/bin/schemathesis");
    if !fuzzer.exists() {
        println!("skipped: schemathesis is not in target/schemathesis");
        return;
    }
    let token = "a-token-for-the-fuzzer";
    let mut server = Command::new(PROGRAM)
        .args(["serve", "--port", "0"])
        .env("CORRIDOR_TOKEN", token)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let origin = line.trim().strip_prefix("Page: ").unwrap().split("/#").next().unwrap();
    let run = Command::new(fuzzer)
        .args(["run", &format!("{origin}/api/openapi.json"), "-H", &format!("Authorization: Bearer {token}")])
        .args(["--seed", "1", "--max-examples", "30", "--phases", "examples,coverage,fuzzing", "--no-color"])
        .args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"])
        .args(["--generation-database", "none"])
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap();
    let lives = server.try_wait().unwrap().is_none();
    server.kill().unwrap();
    server.wait().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && lives, "{said}");
}
