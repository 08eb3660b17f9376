//! Every bad fixture gives exactly the issues of the table in `expected.rs`.

use std::path::Path;

use corridor::check::check;
use corridor::issue::{Issue, Severity};
use corridor::read::schema::Kind;
use corridor::read::{RawDataset, add_embedded, add_file, embedded_files};

use crate::expected::{Bad, EXPECTED};
use crate::support::{beside_embedded, beside_good, fixture, issues_of};

/// `LINE: SEVERITY[CODE] feature N field NAME`, as `expected.rs` writes it.
pub fn short(issue: &Issue) -> String {
    let severity = match issue.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let line = issue.line.map_or("?".to_owned(), |line| line.to_string());
    let feature = issue.feature.map_or(String::new(), |number| format!(" feature {number}"));
    let field = issue.field.as_ref().map_or(String::new(), |name| format!(" field {name}"));
    format!("{line}: {severity}[{}]{feature}{field}", issue.code)
}

/// What differs between a fixture's issues and its row in the table.
pub fn difference(bad: &Bad) -> Option<String> {
    let file = fixture("bad").join(bad.file);
    let issues = issues_of(&beside_good(&file), &file);
    let found: Vec<String> = issues.iter().map(short).collect();
    let helps: Vec<&str> = issues.iter().filter_map(|issue| issue.help.as_deref()).collect();
    let has_help = helps.iter().any(|help| help.contains(bad.help));
    (found != bad.issues || !(bad.help.is_empty() || has_help)).then(|| {
        format!("{}\n  expected {:?}, help with {:?}\n  found    {found:?}, helps {helps:?}", bad.file, bad.issues, bad.help)
    })
}

#[test]
fn each_gives_exactly_its_issues() {
    let wrong: Vec<String> = EXPECTED.iter().filter_map(difference).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_gives_its_issues_beside_the_data_of_the_program() {
    let path = |bad: &Bad| fixture("bad").join(bad.file);
    let is_table = |bad: &&Bad| embedded_files().iter().any(|file| path(bad).ends_with(file.name));
    let mut missed = Vec::new();
    let mut look = |bad: &Bad, all: &[Issue]| {
        let file = path(bad);
        let found: Vec<String> = all.iter().filter(|issue| Path::new(&issue.file) == file).map(short).collect();
        if !bad.issues.iter().all(|issue| found.iter().any(|f| f == issue)) {
            missed.push(format!("{}: expected {:?}, found {found:?}", bad.file, bad.issues));
        }
    };
    // `corridor check FILE...` with all of them, then one by one those that stand in the place of a table.
    let mut raw = RawDataset::default();
    add_embedded(&mut raw, |file| Kind::of_file(file.name).is_some());
    EXPECTED.iter().filter(|bad| !is_table(bad)).for_each(|bad| add_file(&mut raw, &path(bad)).unwrap());
    let together = check(&raw);
    EXPECTED.iter().filter(|bad| !is_table(bad)).for_each(|bad| look(bad, &together));
    EXPECTED.iter().filter(is_table).for_each(|bad| look(bad, &check(&beside_embedded(&path(bad)))));
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn each_stands_in_the_table() {
    let known = |name: &str| EXPECTED.iter().any(|bad| bad.file == name) || name.starts_with("no-default/");
    let mut folders = vec![fixture("bad")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(fixture("bad")).unwrap().to_string_lossy().replace('\\', "/");
            assert!(known(&name), "tests/fixtures/bad/{name} has no row in expected.rs");
        }
    }
}

#[test]
fn each_issue_has_a_next_step() {
    let issues_of_all = EXPECTED.iter().flat_map(|bad| check(&beside_good(&fixture("bad").join(bad.file))));
    let without: Vec<String> = issues_of_all.filter(|issue| issue.help.is_none()).map(|issue| issue.to_string()).collect();
    assert!(without.is_empty(), "{}", without.join("\n"));
}
