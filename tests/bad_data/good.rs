//! Good data passes without a word.

use corridor::check::{build, check};
use corridor::issue::Severity;
use corridor::network::Network;
use corridor::read::{embedded, folder};

use crate::support::{beside_good, fixture, good_files, issues_of};

#[test]
fn small_dataset_passes_and_becomes_a_network() {
    let raw = folder(&fixture("good")).unwrap();
    assert_eq!(raw.files.len(), good_files().len(), "one file of each kind");
    let issues = check(&raw);
    assert!(issues.is_empty(), "{}", issues.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    let data = build(&raw).unwrap();
    Network::build(&data, &data.loads[0]).unwrap();
}

#[test]
fn data_of_the_program_has_no_error() {
    let errors: Vec<String> = check(&embedded()).iter().filter(|i| i.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn accepted_warning_is_a_note_that_says_why() {
    let file = fixture("bad/confidence-accepted.geojson");
    let issues = issues_of(&beside_good(&file), &file);
    assert_eq!(issues[0].severity, Severity::Note);
    assert_eq!(issues[0].help.as_deref(), Some("accepted: seen with own eyes"));
}
