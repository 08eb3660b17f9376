//! Large files and long words are judged in reasonable time, and make messages of reasonable length.

use std::time::{Duration, Instant};

use corridor::check::check;
use corridor::issue::Issue;
use corridor::read::{RawDataset, add_text, embedded};

use crate::support::fixture;

fn issues_of(mut raw: RawDataset, text: String) -> (Vec<Issue>, Duration) {
    let begin = Instant::now();
    add_text(&mut raw, "huge.geojson".to_owned(), text.into(), None);
    let issues = check(&raw).into_iter().filter(|issue| issue.file == "huge.geojson").collect();
    (issues, begin.elapsed())
}

fn road() -> String {
    std::fs::read_to_string(fixture("bad/loop.geojson")).unwrap()
}

/// A collection of `count` bad features.
fn many(count: usize) -> String {
    let text = road();
    let feature = text.split_once("[\n").and_then(|(_, rest)| rest.rsplit_once("\n]")).unwrap().0;
    let features: Vec<String> = (0..count).map(|i| feature.replace("bad-loop", &format!("bad-{i}"))).collect();
    format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{}\n]}}\n", features.join(",\n"))
}

#[test]
fn a_line_of_many_positions_outside_its_country() {
    let positions: Vec<String> = (0..10_000).map(|i| format!("[{}, 10]", -30.0 + f64::from(i) / 1000.0)).collect();
    let text = road().replace("[49.5, 37.2]", &positions.join(", "));
    let (issues, time) = issues_of(embedded(), text);
    assert!(issues.iter().any(|issue| issue.code == "outside-country"));
    assert!(time < Duration::from_secs(10), "it took {time:?}");
}

#[test]
fn many_features() {
    let (issues, time) = issues_of(embedded(), many(500));
    assert_eq!(issues.iter().filter(|issue| issue.code == "loop").count(), 500);
    assert!(time < Duration::from_secs(10), "it took {time:?}");
}

#[test]
fn thousands_of_features_take_time_in_proportion() {
    let (_, few) = issues_of(embedded(), many(1_000));
    let (_, more) = issues_of(embedded(), many(8_000));
    assert!(more < 16 * few.max(Duration::from_millis(100)), "1,000 features took {few:?}, 8,000 took {more:?}");
}

#[test]
fn a_long_unknown_id_is_not_compared_with_every_place() {
    let (issues, time) =
        issues_of(embedded(), road().replace(r#""to": "rasht""#, &format!(r#""to": "{}""#, "x".repeat(300_000))));
    assert!(issues.iter().any(|issue| issue.code == "unknown-place"));
    assert!(time < Duration::from_secs(10), "it took {time:?}");
}

#[test]
fn a_long_word_makes_no_long_message() {
    let long = "x".repeat(100_000);
    for (old, new) in [
        (r#""id": "bad-loop""#, format!(r#""id": "{long}""#)),
        (r#""status_as_of": "2025-12-30""#, format!(r#""status_as_of": "{long}""#)),
        (r#""drawn""#, format!(r#""{long}""#)),
        (r#""type": "Feature","#, format!(r#""type": "{long}","#)),
        (r#""type": "FeatureCollection","#, format!(r#""type": "{long}","#)),
        (r#""type": "LineString","#, format!(r#""type": "{long}","#)),
    ] {
        let text = road();
        assert!(text.contains(old), "{old}");
        let (issues, _) = issues_of(RawDataset::default(), text.replacen(old, &new, 1));
        for issue in issues {
            let shown = issue.to_string();
            assert!(shown.len() < 2_000, "{} bytes: {}...", shown.len(), shown.chars().take(200).collect::<String>());
        }
    }
}
