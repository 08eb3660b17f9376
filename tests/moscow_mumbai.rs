//! The headline answer, whole. After a change of data: look at the difference, then `INSTA_UPDATE=always cargo test --test moscow_mumbai`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::Command;

fn answer(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_corridor")).arg("route").args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn fastest() {
    insta::assert_snapshot!(answer(&["Moscow", "Mumbai"]));
}

#[test]
fn western_branch_once_rasht_astara_is_built() {
    insta::assert_snapshot!(answer(&[
        "Moscow",
        "Mumbai",
        "--corridor",
        "western",
        "--mode",
        "rail,sea",
        "--with",
        "rasht-astara"
    ]));
}

#[test]
fn really_different_routes_by_rail_and_sea() {
    let text = answer(&["Moscow", "Mumbai", "--mode", "rail,sea", "--alternatives", "4"]);
    let overview: Vec<&str> = text.lines().take_while(|line| !line.starts_with("Route 1")).collect();
    insta::assert_snapshot!(overview.join("\n"));
}
