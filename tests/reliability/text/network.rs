//! A network of one's own has ids in any letters.

use std::fs;
use std::path::Path;

use crate::program::{run as answer, said};
use crate::strings::is_raw_control;
use crate::trial::Trial;

/// A chain whose places are called by the texts: looked at, asked, and written.
pub fn run(trial: &mut Trial, folder: &Path, texts: &[String]) {
    // What stands around a cell is no part of it; an empty one is no id.
    let mut ids: Vec<&str> =
        texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty() && !text.contains('\0')).collect();
    ids.sort_unstable();
    ids.dedup();
    let net = folder.join("net.csv");
    let mut writer = csv::Writer::from_path(&net).expect("a file");
    writer.write_record(["from", "to", "length_km"]).expect("a header");
    for pair in ids.windows(2) {
        writer.write_record([pair[0], pair[1], "10"]).expect("a row");
    }
    drop(writer);
    let net = net.display().to_string();
    let built = folder.join("net.corridor").display().to_string();
    // No word of a command line can hold a zero.
    let mut sayable = ids.iter().filter(|id| !id.contains('\0'));
    let ends = [sayable.next().expect("an id"), sayable.next_back().expect("an id")];
    for words in [
        vec!["--network", &net, "network", "check"],
        vec!["--network", &net, "network", "gaps"],
        vec!["--network", &net, "places"],
        vec!["--network", &net, "route", "--by", "distance", "--", ends[0], ends[1]],
        vec!["network", "build", &net, "-o", &built],
        vec!["--network", &built, "places"],
    ] {
        let output = answer(&words);
        let shown = format!("{}{}", String::from_utf8_lossy(&output.stdout), said(&output));
        let raw = shown.lines().find(|line| line.chars().any(is_raw_control));
        trial.case(match raw {
            None if output.status.code() == Some(0) => Ok(()),
            _ => Err(format!("corridor {words:?}: {}; {raw:?} {}", output.status, said(&output))),
        });
    }
    let output = answer(&["--network", &built, "places", "--format", "json"]);
    let places: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let mut found: Vec<&str> = places.iter().filter_map(|place| place["id"].as_str()).collect();
    found.sort_unstable();
    let lost: Vec<&&str> = ids.iter().filter(|id| !found.contains(id)).collect();
    trial.case(if lost.is_empty() {
        Ok(())
    } else {
        Err(format!("ids of a network of one's own that did not come back: {lost:?}"))
    });
    let _ = fs::remove_file(built);
}
