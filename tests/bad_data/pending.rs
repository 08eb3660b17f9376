//! Known defects: what the checks should say and do not yet. With its correction a row moves to `expected.rs`.

use corridor::check::check;

use crate::expected::{Bad, EXPECTED, bad};
use crate::fixtures::difference;
use crate::support::{beside_good, fixture};

#[rustfmt::skip] // One row a fixture.
pub const PENDING: &[Bad] = &[
    // The line of a row with too many cells is that of the reader before the row.
    bad("csv-crlf.csv", &["3: error[csv]"], "double quotes"),
    bad("csv-lines.csv", &["6: error[quantity] field hours_low", "8: error[csv]"], "double quotes"),
    // A column twice: the second silently replaces the first.
    bad("csv-twice-column.csv", &["1: error[csv]"], ""),
    // The line found is that of `"mode": "sea"`.
    bad("unknown-sea-mode.geojson", &["8: error[unknown-sea] feature 0 field sea"], "did you mean \"Caspian Sea\"?"),
    // The field named is always `from`.
    bad("unknown-country-to.csv", &["2: error[unknown-country] field to"], "countries.csv"),
    // Not found at all.
    bad("border-sides-itself.csv", &["2: error[border-sides] field to"], "\"from\" is the country left"),
    bad("border-sides-twice.geojson", &["5: error[border-sides] feature 0 field kind"], "add \"countries\""),
    bad("duplicate-id.csv", &["3: error[duplicate-id]"], ""),
    bad("low-high-part.csv", &["2: error[missing-field]"], ""),
    bad("quantity-factor.csv", &["2: error[quantity] field rail"], ""),
];

#[test]
#[ignore = "waits for corrections in src/"]
fn each_gives_exactly_its_issues() {
    let wrong: Vec<String> = PENDING.iter().filter_map(difference).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_is_still_a_defect() {
    let right: Vec<&str> = PENDING.iter().filter(|bad| difference(bad).is_none()).map(|bad| bad.file).collect();
    assert!(right.is_empty(), "corrected: move the rows of {right:?} to expected.rs");
}

#[test]
#[ignore = "waits for corrections in src/"]
fn each_issue_has_a_next_step() {
    let mut without = Vec::new();
    for bad in EXPECTED {
        let issues = check(&beside_good(&fixture("bad").join(bad.file)));
        without.extend(issues.iter().filter(|issue| issue.help.is_none()).map(ToString::to_string));
    }
    assert!(without.is_empty(), "{}", without.join("\n"));
}
