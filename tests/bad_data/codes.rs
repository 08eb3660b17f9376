//! Every code that the source can give has a fixture, and the table names no code that is gone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use corridor::check::build;
use corridor::error::Error;
use corridor::network::Network;
use corridor::read::schema::Kind;

use crate::expected::EXPECTED;
use crate::support::codes::codes_in;
use crate::support::{beside_good, fixture};

/// Codes that `check` never gives of a single file; the tests below make them.
const OF_BUILDING: [&str; 3] = ["no-default", "unusable", "unknown-file"];

#[test]
fn each_has_a_fixture() {
    let known: BTreeSet<String> =
        EXPECTED.iter().flat_map(|bad| bad.issues).map(|issue| code_of(issue)).chain(OF_BUILDING.map(str::to_owned)).collect();
    let mut source = codes_in_source();
    // Has a name of its own in the source, as the exit code goes by it.
    source.insert(corridor::issue::LIMIT.to_owned());
    assert!(source.len() > 35, "the search of the source finds too little: {source:?}");
    let without: Vec<_> = source.difference(&known).collect();
    assert!(without.is_empty(), "codes without a fixture in tests/fixtures/bad: {without:?}");
    let gone: Vec<_> = known.difference(&source).collect();
    assert!(gone.is_empty(), "codes that the source does not give any more: {gone:?}");
}

#[test]
fn each_names_the_fixture_that_shows_it() {
    let stem = |file: &str| file.split(['.', '/']).next().unwrap_or_default().to_owned();
    let files: BTreeSet<String> = EXPECTED.iter().map(|bad| stem(bad.file)).collect();
    let without: Vec<String> =
        codes_in_source().into_iter().filter(|c| !OF_BUILDING.contains(&c.as_str()) && !files.contains(c)).collect();
    assert!(without.is_empty(), "codes without a fixture of their name: {without:?}");
}

#[test]
fn unusable_is_said_where_the_checks_were_left_out() {
    let raw = beside_good(&fixture("bad/wrong-value.geojson"));
    let Err(Error::Data(issues)) = build(&raw) else { panic!("a segment of mode \"rode\" was built") };
    let found: Vec<_> = issues.iter().map(|i| (i.code.as_str(), i.line, i.feature, i.help.is_some())).collect();
    assert_eq!(found, [("unusable", Some(2), Some(0), true)]);
}

#[test]
fn no_default_is_said_by_the_network() {
    for table in ["impedances.csv", "crossings.csv"] {
        let data = build(&beside_good(&fixture("bad/no-default").join(table))).unwrap();
        let Err(Error::Data(issues)) = Network::build(&data, &data.loads[0]) else { panic!("{table} has no default row") };
        let found: Vec<_> = issues.iter().map(|i| (i.code.as_str(), i.file.as_str(), i.help.is_some())).collect();
        assert_eq!(found, [("no-default", table, true)]);
    }
}

#[test]
fn every_kind_of_record_is_known_to_the_good_dataset() {
    let raw = beside_good(&fixture("bad/loop.geojson"));
    for (kind, name) in Kind::ALL {
        assert!(raw.of(kind).next().is_some(), "tests/fixtures/good has no record for {name}");
    }
}

fn code_of(issue: &str) -> String {
    issue.split(['[', ']']).nth(1).expect("a row is `LINE: SEVERITY[CODE] ...`").to_owned()
}

fn codes_in_source() -> BTreeSet<String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![src.join("cost.rs")];
    for folder in ["check", "read"] {
        files.extend(fs::read_dir(src.join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    files.iter().flat_map(|file| codes_in(file)).collect()
}

#[test]
fn unknown_file_is_said_of_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("evnts.csv"), "id\n").unwrap();
    let raw = corridor::read::folder(folder.path()).unwrap();
    let issue = &raw.issues[0];
    assert_eq!((issue.code.as_str(), issue.help.as_deref()), ("unknown-file", Some("did you mean \"events.csv\"?")));
}
