//! What a shell and a system's packages get: completion, man pages, help with examples.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::{Command, Output};

fn corridor(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_corridor")).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What is offered for the last of some words.
fn offered(words: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .env("CORRIDOR_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "false")
        .arg("--")
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn places_complete_by_id_and_by_name_in_any_script() {
    let has = |words: &[&str], wanted: &str| {
        let found = offered(words);
        assert!(found.iter().any(|word| word == wanted), "{words:?}: {found:?}");
    };
    has(&["corridor", "rou"], "route");
    has(&["corridor", "route", "mosc"], "moscow");
    has(&["corridor", "route", "Mosc"], "Moscow");
    has(&["corridor", "route", "Моск"], "Москва");
    // A name of two words is offered as its id.
    has(&["corridor", "route", "moscow", "Bandar A"], "bandar-abbas");
    has(&["corridor", "route", "moscow", "mumbai", "--scenario", "horm"], "hormuz-closed");
    has(&["corridor", "route", "moscow", "mumbai", "--corridor", "instc-w"], "instc-western");
    has(&["corridor", "route", "moscow", "mumbai", "--with", "tri"], "tripp");
    assert!(offered(&["corridor", "route", "zzzz"]).is_empty());
}

#[test]
fn every_shell_gets_a_script_that_asks_the_program() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = corridor(&["completions", shell]);
        assert!(output.status.success(), "{shell}");
        let script = text(&output.stdout);
        assert!(script.contains("CORRIDOR_COMPLETE") && script.contains("corridor"), "{script}");
        assert!(!script.contains(env!("CARGO_MANIFEST_DIR")), "{script}");
    }
}

/// Every command with the words that lead to it.
fn commands(words: &[String]) -> Vec<Vec<String>> {
    let help = corridor(&[words.iter().map(String::as_str).collect::<Vec<_>>(), vec!["--help"]].concat());
    let help = text(&help.stdout);
    let Some((_, list)) = help.split_once("Commands:\n") else { return vec![words.to_vec()] };
    let is_command = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let names = list.lines().take_while(|line| !line.is_empty()).filter(is_command);
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.flat_map(|name| commands(&[words, &[name.to_owned()]].concat())).collect()
}

#[test]
fn every_command_shows_two_examples_and_has_a_man_page() {
    let folder = tempfile::tempdir().unwrap();
    let man = folder.path().join("man1");
    assert!(corridor(&["man", man.to_str().unwrap()]).status.success());
    let all = commands(&[]);
    assert!(all.len() > 20, "{all:?}");
    for words in all {
        let help = corridor(&[words.iter().map(String::as_str).collect::<Vec<_>>(), vec!["-h"]].concat());
        let help = text(&help.stdout);
        let name = words.last().unwrap();
        let examples = help.split("Examples:").nth(1).unwrap_or_default();
        let count = examples.lines().filter(|line| line.contains("corridor ") && line.contains(name.as_str())).count();
        assert!(count >= 1 && examples.matches("corridor ").count() >= 2, "{words:?}: {help}");
        let page = man.join(format!("corridor-{}.1", words.join("-")));
        let page = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        assert!(page.contains(".SH SYNOPSIS") && page.contains("Examples:"), "{page}");
    }
}

#[test]
fn the_method_is_in_the_program() {
    let page = include_str!("../docs/method.md");
    assert_eq!(text(&corridor(&["method"]).stdout), page);
    assert!(text(&corridor(&["help", "method"]).stdout).contains("## Borders"));
}
