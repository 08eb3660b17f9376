//! Deep nesting is refused quickly, wherever it stands, and never overflows the stack.

use std::time::{Duration, Instant};

use corridor::check::{build, check};
use corridor::read::{RawDataset, add_text};

/// Deeper than any stack is.
const DEEP: usize = 2_000_000;

/// The codes that a file of features gets.
fn codes(text: String) -> Vec<String> {
    let begin = Instant::now();
    let mut raw = RawDataset::default();
    add_text(&mut raw, "deep.geojson".to_owned(), text.into(), None);
    let codes = check(&raw).into_iter().map(|issue| issue.code).collect();
    assert!(build(&raw).is_err(), "a deep file was built");
    assert!(begin.elapsed() < Duration::from_secs(5), "it took {:?}", begin.elapsed());
    codes
}

fn brackets(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

fn collection(feature: &str) -> String {
    format!(r#"{{"type": "FeatureCollection", "features": [{feature}]}}"#)
}

#[test]
fn in_a_property() {
    for depth in [200, DEEP] {
        let feature =
            format!(r#"{{"type": "Feature", "properties": {{"id": "deep", "note": {}}}, "geometry": null}}"#, brackets(depth));
        assert_eq!(codes(collection(&feature)), ["limit"]);
    }
}

#[test]
fn in_the_coordinates() {
    for depth in [200, DEEP] {
        let geometry = format!(r#"{{"type": "LineString", "coordinates": {}}}"#, brackets(depth));
        let feature = format!(r#"{{"type": "Feature", "properties": {{"id": "deep"}}, "geometry": {geometry}}}"#);
        assert!(codes(collection(&feature)).contains(&"limit".to_owned()));
    }
}

#[test]
fn in_geometry_collections() {
    for depth in [40, 200, DEEP / 20] {
        let (open, close) = (r#"{"type": "GeometryCollection", "geometries": ["#, "]}");
        let geometry = format!("{}{}", open.repeat(depth), close.repeat(depth));
        let feature = format!(r#"{{"type": "Feature", "properties": {{"id": "deep"}}, "geometry": {geometry}}}"#);
        let expected = if depth < 100 { "geometry-type" } else { "limit" };
        assert!(codes(collection(&feature)).contains(&expected.to_owned()));
    }
}

#[test]
fn in_the_reference_system_and_at_the_top() {
    assert_eq!(codes(format!(r#"{{"type": "FeatureCollection", "crs": {}, "features": []}}"#, brackets(DEEP))), ["limit"]);
    // An array is no GeoJSON, however deep; it is refused at its first bracket.
    assert_eq!(codes(brackets(DEEP)), ["feature"]);
    assert_eq!(codes("[".repeat(DEEP)), ["feature"]);
    assert_eq!(codes(r#"{"a":"#.repeat(DEEP)), ["json"]);
}

#[test]
fn in_a_member_that_nobody_reads() {
    // Passed over without being built; the rest of the file is read.
    let text = format!(r#"{{"type": "FeatureCollection", "other": {}, "features": [{{}}]}}"#, brackets(DEEP));
    assert_eq!(codes(text), ["feature"]);
}
