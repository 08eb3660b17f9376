//! Goal `geojson suite`: documents with a verdict by RFC 7946, and what both readers say of them.
//!
//! A fault must be refused, or at least warned of, with its line in own data and with its feature in a network of others. Where a reader departs from the verdict on purpose, it stands in
//! [`DEPARTS`] with the reason, and is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use Verdict::{Bad, Good, Line};

use crate::trial::{Plan, Trial};
use crate::verdict::{Document, package};

/// What RFC 7946 says of a document.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Verdict {
    /// Right, and has no line: a network has no edge of it.
    Good,
    /// Right, and so many lines.
    Line(usize),
    Bad,
}

/// The line of the feature in question; the one before it has a feature that is good.
const LINE: usize = 3;

/// A feature of this geometry.
fn feature(geometry: &str) -> String {
    format!(r#"{{"type": "Feature", "properties": {{}}, "geometry": {geometry}}}"#)
}

/// A good line, and what is in question.
fn collection(feature_in_question: &str) -> String {
    let good = feature(r#"{"type": "LineString", "coordinates": [[48.0, 38.0], [48.5, 38.1]]}"#);
    format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{good},\n{feature_in_question}\n]}}\n")
}

/// Geometries: type and coordinates, or the whole where it begins with a bracket.
const GEOMETRIES: &[(&str, Verdict)] = &[
    (r#"{"type": "Point", "coordinates": [49, 38]}"#, Good),
    (r#"{"type": "Point", "coordinates": [49, 38, 12.5]}"#, Good),
    (r#"{"type": "MultiPoint", "coordinates": [[49, 38], [50, 38]]}"#, Good),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]]}"#, Line(1)),
    (r#"{"type": "LineString", "coordinates": [[49, 38, 1], [50, 38, 2]]}"#, Line(1)),
    (r#"{"type": "LineString", "coordinates": [[4.9e1, 380E-1], [50, 38]]}"#, Line(1)),
    (r#"{"type": "LineString", "coordinates": [[179, 60], [-180, 60.5]]}"#, Line(1)),
    (r#"{"coordinates": [[49, 38], [50, 38]], "type": "LineString"}"#, Line(1)),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]], "bbox": [49, 38, 50, 38]}"#, Line(1)),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]], "more": {"type": "Point"}}"#, Line(1)),
    (r#"{"type": "MultiLineString", "coordinates": [[[49, 38], [50, 38]], [[51, 38], [52, 38]]]}"#, Line(2)),
    (r#"{"type": "Polygon", "coordinates": [[[49, 38], [50, 38], [50, 39], [49, 38]]]}"#, Good),
    (
        r#"{"type": "Polygon", "coordinates": [[[40, 30], [60, 30], [60, 50], [40, 30]], [[51, 35], [52, 36], [52, 35], [51, 35]]]}"#,
        Good,
    ),
    (r#"{"type": "MultiPolygon", "coordinates": [[[[49, 38], [50, 38], [50, 39], [49, 38]]]]}"#, Good),
    (r#"{"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [49, 38]}]}"#, Good),
    (r#"{"type": "GeometryCollection", "geometries": []}"#, Good),
    (
        r#"{"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[49, 38], [50, 38]]}, {"type": "Point", "coordinates": [49, 38]}]}"#,
        Line(1),
    ),
    (
        r#"{"geometries": [{"type": "GeometryCollection", "geometries": [{"type": "MultiLineString", "coordinates": [[[49, 38], [50, 38]], [[51, 38], [52, 38]]]}]}], "type": "GeometryCollection"}"#,
        Line(2),
    ),
    (r#"{"type": "MultiLineString", "coordinates": [[[49, 38], [50, 38]], [51, 38]]}"#, Bad),
    (r#"{"type": "MultiLineString", "coordinates": [[[49, 38], [50, 38]], []]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38], []]}"#, Bad),
    (r#"{"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[49, 38]]}]}"#, Bad),
    (r#"{"type": "GeometryCollection", "geometries": {"type": "Point", "coordinates": [49, 38]}}"#, Bad),
    (r#"{"type": "GeometryCollection", "geometries": [null]}"#, Bad),
    (r#"{"type": "MultiPoint", "coordinates": []}"#, Good),
    (r#"{"type": "MultiLineString", "coordinates": []}"#, Good),
    (r#"{"type": "MultiPolygon", "coordinates": []}"#, Good),
    ("null", Good),
    (r#"[]"#, Bad),
    (r#""LineString""#, Bad),
    ("7", Bad),
    (r#"{}"#, Bad),
    (r#"{"coordinates": [[49, 38], [50, 38]]}"#, Bad),
    (r#"{"type": null, "coordinates": [[49, 38], [50, 38]]}"#, Bad),
    (r#"{"type": "Line", "coordinates": [[49, 38], [50, 38]]}"#, Bad),
    (r#"{"type": "linestring", "coordinates": [[49, 38], [50, 38]]}"#, Bad),
    (r#"{"type": "LineString"}"#, Bad),
    (r#"{"type": "LineString", "coordinates": null}"#, Bad),
    (r#"{"type": "LineString", "coordinates": "49,38 50,38"}"#, Bad),
    (r#"{"type": "LineString", "coordinates": {"x": 49}}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [49, 38, 50, 38]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[[49, 38], [50, 38]]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [[50, 38]]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], null]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], []]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [["49", "38"], ["50", "38"]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, null], [50, 38]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38, "high"], [50, 38]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[181, 38], [182, 38]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[38, 149], [38, 150]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[5444444, 4600000], [5444445, 4600001]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]], "coordinates": [[1, 2], [3, 4]]}"#, Bad),
    (r#"{"type": "LineString", "type": "LineString", "coordinates": [[49, 38], [50, 38]]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]], "bbox": [49, 38, 50]}"#, Bad),
    (r#"{"type": "MultiLineString", "coordinates": [[49, 38], [50, 38]]}"#, Bad),
    (r#"{"type": "MultiLineString", "coordinates": [[[49, 38], [50, 38]], [[51, 38]]]}"#, Bad),
    (r#"{"type": "Point", "coordinates": [49]}"#, Bad),
    (r#"{"type": "Point", "coordinates": ["49", "38"]}"#, Bad),
    (r#"{"type": "Point", "coordinates": [[49, 38]]}"#, Bad),
    (r#"{"type": "MultiPoint", "coordinates": [49, 38]}"#, Bad),
    (r#"{"type": "Polygon", "coordinates": [[49, 38], [50, 38], [50, 39], [49, 38]]}"#, Bad),
    (r#"{"type": "Polygon", "coordinates": [[[49, 38], [50, 38], [50, 39], [49, 39]]]}"#, Bad),
    (r#"{"type": "Polygon", "coordinates": [[[49, 38], [50, 38], [49, 38]]]}"#, Bad),
    (r#"{"type": "MultiPolygon", "coordinates": [[[49, 38], [50, 38], [50, 39], [49, 38]]]}"#, Bad),
    (r#"{"type": "GeometryCollection"}"#, Bad),
    (r#"{"type": "GeometryCollection", "geometries": {}}"#, Bad),
    (r#"{"type": "GeometryCollection", "geometries": [{"type": "Point"}]}"#, Bad),
    (r#"{"type": "GeometryCollection", "geometries": [7]}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]], "geometry": {"type": "Point"}}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]], "properties": {}}"#, Bad),
    (r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]], "features": []}"#, Bad),
    (r#"{"type": "Polygon", "coordinates": [[[49, 38], [50, 38], [50, 39], [49, 38]], [[49, 38]]]}"#, Bad),
    (r#"{"type": "Point"}"#, Bad),
];

/// Features; `LINE` stands for a good line.
const FEATURES: &[(&str, Verdict)] = &[
    (r#"{"type": "Feature", "properties": null, "geometry": LINE}"#, Line(1)),
    (r#"{"type": "Feature", "id": "a", "properties": {}, "geometry": LINE}"#, Line(1)),
    (r#"{"type": "Feature", "id": 12, "properties": {}, "geometry": LINE}"#, Line(1)),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "bbox": [49, 38, 0, 50, 38, 9]}"#, Line(1)),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "title": [{"type": 1}]}"#, Line(1)),
    (r#"{"geometry": LINE, "properties": {}, "type": "Feature"}"#, Line(1)),
    ("null", Bad),
    ("7", Bad),
    ("[]", Bad),
    ("LINE", Bad),
    (r#"{"type": "FeatureCollection", "features": []}"#, Bad),
    (r#"{"properties": {}, "geometry": LINE}"#, Bad),
    (r#"{"type": "feature", "properties": {}, "geometry": LINE}"#, Bad),
    (r#"{"type": 1, "properties": {}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": [], "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": "none", "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {}}"#, Bad),
    (r#"{"type": "Feature", "id": true, "properties": {}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "id": {}, "properties": {}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "bbox": [1, 2, 3]}"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "bbox": ["1", "2", "3", "4"]}"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "bbox": 7}"#, Bad),
    (r#"{"type": "Feature", "type": "Feature", "properties": {}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "properties": {}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {"length_km": 1, "length_km": 2}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {"length_km": NaN}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {"length_km": Infinity}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {"length_km": 1,}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {'length_km': 1}, "geometry": LINE}"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE} // a line"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "features": []}"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "coordinates": [49, 38]}"#, Bad),
    (r#"{"type": "Feature", "properties": {}, "geometry": LINE, "geometries": []}"#, Bad),
];

/// Whole documents; `GOOD` stands for the features of a good one.
const WHOLE: &[(&str, Verdict)] = &[
    (r#"{"type": "FeatureCollection", "features": GOOD}"#, Line(0)),
    (r#"{"features": GOOD, "type": "FeatureCollection"}"#, Line(0)),
    (r#"{"type": "FeatureCollection", "bbox": [48, 38, 49, 39], "features": GOOD}"#, Line(0)),
    (r#"{"type": "FeatureCollection", "name": "rails", "more": [{"features": []}], "features": GOOD}"#, Line(0)),
    ("", Bad),
    ("{}", Bad),
    ("[]", Bad),
    (r#"{"features": GOOD}"#, Bad),
    (r#"{"type": "featurecollection", "features": GOOD}"#, Bad),
    (r#"{"type": ["FeatureCollection"], "features": GOOD}"#, Bad),
    (r#"{"type": "FeatureCollection"}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": null}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": {}}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": GOOD, "features": GOOD}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": GOOD} {}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": GOOD"#, Bad),
    (r#"{"type": "FeatureCollection", "features": GOOD, "bbox": [1, 2, 3]}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": GOOD, "bbox": "all"}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": GOOD, "properties": {}}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": GOOD, "geometry": {}}"#, Bad),
    (r#"{"type": "FeatureCollection", "geometries": [], "features": GOOD}"#, Bad),
    (r#"{"type": "FeatureCollection", "features": GOOD, "coordinates": []}"#, Bad),
    (
        r#"{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}, "features": GOOD}"#,
        Bad,
    ),
    (
        r#"{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}, "features": GOOD}"#,
        Bad,
    ),
    (r#"{"type": "FeatureCollection", "crs": {"type": "EPSG", "properties": {"code": 28409}}, "features": GOOD}"#, Bad),
    (r#"{"type": "FeatureCollection", "crs": 7, "features": GOOD}"#, Bad),
];

/// The readers, as [`DEPARTS`] calls them.
const READERS: [&str; 2] = ["own data", "a network"];

/// Where a reader departs from the verdict, and why: the reader, a part of the document, the reason. A reason that begins with "gap" is none: the fault should be told.
const DEPARTS: &[(&str, &str, &str)] = &[
    (
        "own data",
        "[[179, 60], [-180, 60.5]]",
        "a line over the 180th meridian should be cut there, says RFC 7946, and here it must be",
    ),
    ("own data", r#"{"type": "Feature", "geometry": LINE}"#, "without properties it lacks fields, which is told of each"),
    ("a network", "CRS84", "a system of coordinates that is the one of GeoJSON does no harm"),
];

/// Tries every document.
pub fn run(_: &Plan, trial: &mut Trial) {
    let line = r#"{"type": "LineString", "coordinates": [[49, 38], [50, 38]]}"#;
    let usual = codes(&collection(&feature(line)));
    let one = collection("").replace(",\n\n]}", "\n]");
    let good = &one[one.find('[').expect("a list")..].trim_end();
    let mut departed: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut judge = |document: String, named: &str, verdict: Verdict, line: Option<usize>| {
        let outcomes = [own(&document, &usual, verdict, line), network(&document, verdict, line)];
        for (reader, outcome) in READERS.into_iter().zip(outcomes) {
            let known = DEPARTS.iter().find(|(by, part, _)| *by == reader && named.contains(part));
            trial.case(match (outcome, known) {
                (Err(_), Some((by, part, _))) => {
                    *departed.entry((by, part)).or_default() += 1;
                    Ok(())
                }
                (outcome, _) => outcome.map_err(|what| format!("{reader}: {what}: {named}")),
            });
        }
    };
    for (geometry, verdict) in GEOMETRIES {
        judge(collection(&feature(geometry)), geometry, *verdict, Some(LINE));
    }
    for (feature, verdict) in FEATURES {
        judge(collection(&feature.replace("LINE", line)), feature, *verdict, Some(LINE));
    }
    for (whole, verdict) in WHOLE {
        judge(whole.replace("GOOD", good), whole, *verdict, None);
    }
    let fixtures = package("@mapbox/geojson-fixtures").map(|folder| fixtures(&folder.join("data"), line));
    let count = fixtures.as_ref().map_or(0, Vec::len);
    for (name, document, verdict) in fixtures.iter().flatten() {
        judge(document.clone(), name, *verdict, Some(LINE));
    }
    if fixtures.is_none() {
        trial.skipped =
            Some("@mapbox/geojson-fixtures is not there: `npm ci --ignore-scripts` in tests/browser brings it".into());
    }
    let (all, gaps) = DEPARTS.iter().fold((0, 0), |(all, gaps), (by, part, reason)| {
        let count = departed.get(&(*by, *part)).copied().unwrap_or(0);
        (all + count, if reason.starts_with("gap") { gaps + count } else { gaps })
    });
    for (by, part, _) in DEPARTS.iter().filter(|(by, part, _)| !departed.contains_key(&(*by, *part))) {
        trial.failed.push(format!("{by} departs no longer from the verdict on {part}: take the line out"));
    }
    trial.seen =
        Some(format!("{count} fixtures of others; {} verdicts are departed from with a reason, {gaps} without", all - gaps));
}

/// The codes that a document gets in own data.
fn codes(document: &str) -> BTreeSet<String> {
    let issues = Document::new(document.as_bytes()).checked().expect("a good document is no trouble");
    issues.into_iter().map(|issue| issue.code).collect()
}

/// What own data says; it lacks fields that are no matter of GeoJSON, and a shape that no place or segment has is none of its kinds.
fn own(document: &str, usual: &BTreeSet<String>, verdict: Verdict, line: Option<usize>) -> Result<(), String> {
    let issues = Document::new(document.as_bytes()).checked()?;
    let of_its_own = |code: &str| {
        usual.contains(code)
            || (verdict != Bad && ["geometry-type", "geometry", "outside-country", "unknown-field"].contains(&code))
    };
    let about: Vec<_> = issues.iter().filter(|issue| !of_its_own(&issue.code)).collect();
    let is_placed = about.iter().any(|issue| line.is_none_or(|line| issue.line == Some(line)) && issue.line.is_some());
    match verdict {
        Bad if about.is_empty() => Err("is taken".into()),
        Bad if !is_placed => Err(format!("is refused at another line: {}", about[0])),
        Bad => Ok(()),
        Good | Line(_) if about.is_empty() => Ok(()),
        Good | Line(_) => Err(format!("is refused: {}", about[0])),
    }
}

/// What a network of others says; the good line is one edge, in which it names the feature by its number.
fn network(document: &str, verdict: Verdict, line: Option<usize>) -> Result<(), String> {
    let wanted = match verdict {
        Line(count) => 1 + count,
        _ => 1,
    };
    match (verdict, Document::new(document.as_bytes()).imported()?) {
        (Bad, Ok(_)) => Err("is taken".into()),
        (Bad, Err(issues)) => {
            let is_placed = |issue: &corridor::issue::Issue| issue.feature == Some(LINE - 2) || issue.line == Some(LINE);
            let is_named = line.is_none() || issues.iter().any(is_placed);
            if is_named { Ok(()) } else { Err(format!("is refused without the feature: {}", issues[0])) }
        }
        (_, Ok(edges)) if edges == wanted => Ok(()),
        (_, Ok(edges)) => Err(format!("has {edges} edges instead of {wanted}")),
        (_, Err(issues)) => Err(format!("is refused: {}", issues[0])),
    }
}

/// How many lines a geometry has.
fn lines(geometry: &serde_json::Value) -> usize {
    match geometry["type"].as_str() {
        Some("LineString") => 1,
        Some("MultiLineString") => geometry["coordinates"].as_array().map_or(0, Vec::len),
        Some("GeometryCollection") => geometry["geometries"].as_array().map_or(0, |members| members.iter().map(lines).sum()),
        _ => 0,
    }
}

/// Good files of others; geometries and features of them become part of a collection.
fn fixtures(folder: &Path, line: &str) -> Vec<(String, String, Verdict)> {
    let mut found = Vec::new();
    for kind in ["geometry", "feature", "featurecollection"] {
        let mut paths: Vec<_> = fs::read_dir(folder.join(kind))
            .expect("a folder of the package")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        for path in paths {
            let text = fs::read_to_string(&path).expect("a file of the package");
            let value: serde_json::Value = serde_json::from_str(&text).expect("a good file");
            let inner = match kind {
                "geometry" => feature(&value.to_string()),
                "feature" => value.to_string(),
                _ => value["features"][0].to_string(),
            };
            let lines = match lines(&value) {
                0 if inner.contains(line) => Line(1),
                0 => Good,
                count => Line(count),
            };
            found.push((format!("{kind}/{}", path.file_name().unwrap_or_default().to_string_lossy()), collection(&inner), lines));
        }
    }
    found
}
