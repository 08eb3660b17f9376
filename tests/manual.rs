//! The manual: its examples run, its links lead somewhere, and the summary has every page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Names of the files in `docs/` that end in `.md`.
fn pages() -> BTreeSet<String> {
    let entries = fs::read_dir(project().join("docs")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".md")).collect()
}

/// Where the links of a page lead, without those to other hosts. Code is left out.
fn links(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced || line.starts_with("    ") {
            continue;
        }
        // Every other piece between backticks is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        let targets = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        found.extend(targets.map(|(target, _)| target.to_owned()));
        let included = line.split("{{#include ").skip(1).filter_map(|rest| rest.split_once("}}"));
        found.extend(included.map(|(target, _)| target.trim().to_owned()));
    }
    found.retain(|target| !target.contains("://") && !target.starts_with("mailto:"));
    found
}

/// What headings are called in links.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let slug = |heading: &str| {
        let kept =
            heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c)).collect::<String>();
        kept.replace(' ', "-")
    };
    headings.map(slug).collect()
}

/// What is wrong with the links of a file.
fn broken(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let wrong = |link: &String| {
        let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
        let path = if target.is_empty() { file.to_owned() } else { file.parent().unwrap().join(target) };
        if !path.is_file() && !path.is_dir() {
            return Some(format!("{}: {link}: no such file", file.display()));
        }
        let known = anchor.is_empty() || anchors(&fs::read_to_string(&path).unwrap_or_default()).contains(anchor);
        (!known).then(|| format!("{}: {link}: no such heading", file.display()))
    };
    links(&text).iter().filter_map(wrong).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut files: Vec<PathBuf> = pages().iter().map(|name| project().join("docs").join(name)).collect();
    files.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"].map(|name| project().join(name)));
    let wrong: Vec<String> = files.iter().flat_map(|file| broken(file)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn broken_links_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.md");
    let text = "# One `two`, three\n[a](page.md) [b](#one-two-three) `[c](code.md)` [d](gone.md) [e](page.md#gone) [f](https://x.y/z)\n```\n[g](code.md)\n```\n";
    fs::write(&page, text).unwrap();
    let wrong = broken(&page);
    assert!(wrong.len() == 2 && wrong[0].contains("gone.md") && wrong[1].contains("#gone"), "{wrong:?}");
}

/// What the book leaves out it cannot link to: pages link to pages alone.
#[test]
fn the_book_is_whole() {
    let docs = project().join("docs");
    let summary: BTreeSet<String> = links(&fs::read_to_string(docs.join("SUMMARY.md")).unwrap()).into_iter().collect();
    let mut pages = pages();
    pages.remove("SUMMARY.md");
    assert_eq!(summary, pages, "docs/SUMMARY.md names every page of docs/");
    for page in pages {
        let text = fs::read_to_string(docs.join(&page)).unwrap().replace("{{#include", "");
        let outside: Vec<String> = links(&text).into_iter().filter(|link| link.starts_with("../")).collect();
        assert!(outside.is_empty(), "docs/{page} links to what is not in the book: {outside:?}");
    }
}

/// In a folder of their own: some commands write files.
#[test]
fn examples_run() {
    let folder = tempfile::tempdir().unwrap();
    std::env::set_current_dir(folder.path()).unwrap();
    trycmd::TestCases::new().case(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/*.md")).run();
}
