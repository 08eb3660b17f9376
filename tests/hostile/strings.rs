//! Hostile text as ids, names, notes, field names, cells and file names.

use std::borrow::Cow;

use corridor::check::{build, check};
use corridor::network::Network;
use corridor::read::schema::Kind;
use corridor::read::{RawDataset, add_text};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{fixture, good_files};
use crate::texts::{hostile, is_raw_control};

/// The good dataset with one file replaced, or `name` added.
fn dataset(name: &str, text: &str) -> RawDataset {
    let mut raw = RawDataset::default();
    for good in good_files() {
        let is_it = good == name;
        let own = if is_it { text.to_owned() } else { std::fs::read_to_string(fixture("good").join(&good)).unwrap() };
        add_text(&mut raw, good.clone(), Cow::Owned(own), Kind::of_file(&good));
    }
    if !good_files().iter().any(|good| good == name) {
        add_text(&mut raw, name.to_owned(), Cow::Owned(text.to_owned()), None);
    }
    raw
}

/// Reads, checks, builds and writes out again. No step may panic, and no message may hold raw control characters.
fn answer(name: &str, text: &str) {
    let raw = dataset(name, text);
    let issues = check(&raw);
    for issue in &issues {
        // The line break before the help is the message's own.
        let shown = issue.to_string().replacen("\n    help: ", " ", 1);
        assert!(!shown.chars().any(is_raw_control), "{shown:?}");
    }
    match build(&raw) {
        Err(error) => assert!(!error.to_string().chars().any(is_raw_control), "{error:?}"),
        Ok(data) => {
            data.loads.iter().for_each(|load| drop(Network::build(&data, load)));
        }
    }
}

fn good(name: &str) -> String {
    std::fs::read_to_string(fixture("good").join(name)).unwrap()
}

#[test]
fn as_properties_of_features() {
    for (file, fields) in [
        ("places.geojson", &["id", "name", "country", "kind", "aliases", "precision", "source", "sea", "note", "accept"][..]),
        ("segments/good.geojson", &["id", "from", "mode", "country", "sea", "status_as_of", "corridors", "source", "note"][..]),
    ] {
        let text = good(file);
        for hostile in hostile() {
            for field in fields {
                let mut collection: Value = serde_json::from_str(&text).unwrap();
                collection["features"][2]["properties"][field] = json!(hostile);
                answer(file, &collection.to_string());
            }
        }
    }
}

#[test]
fn as_names_of_properties_types_and_reference_systems() {
    let text = good("places.geojson");
    for hostile in hostile() {
        for pointer in ["/features/0/properties", "/features/0/geometry", "/features/0", ""] {
            let mut collection: Value = serde_json::from_str(&text).unwrap();
            let object = collection.pointer_mut(pointer).unwrap();
            object[hostile.as_str()] = json!(1);
            object["type"] = json!(hostile);
            answer("places.geojson", &collection.to_string());
        }
        let mut collection: Value = serde_json::from_str(&text).unwrap();
        collection["crs"] = json!({"type": "name", "properties": {"name": hostile}});
        answer("places.geojson", &collection.to_string());
    }
}

#[test]
fn as_cells_and_headers_of_tables() {
    for file in good_files().iter().filter(|file| file.ends_with(".csv")) {
        let text = good(file);
        let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes())
            .records()
            .take(2)
            .collect::<Result<_, _>>()
            .unwrap();
        for (h, hostile) in hostile().iter().enumerate() {
            // Two cells of each row for each text: all cells of the table in turn.
            for (row, column) in [(0, h), (1, h), (1, h + 1)] {
                let mut writer = csv::Writer::from_writer(Vec::new());
                for (number, record) in rows.iter().enumerate() {
                    let at = (number == row).then_some(column % record.len());
                    let cells = record.iter().enumerate().map(|(i, old)| if Some(i) == at { hostile.as_str() } else { old });
                    writer.write_record(cells).unwrap();
                }
                answer(file, &String::from_utf8(writer.into_inner().unwrap()).unwrap());
            }
        }
    }
}

#[test]
fn as_names_of_files() {
    for hostile in hostile() {
        answer(&format!("{hostile}.geojson"), r#"{"type": "FeatureCollection", "features": [{}]}"#);
        answer(&format!("{hostile}.csv"), "place,mode\n1,2\n");
    }
}

#[test]
fn notes_that_pass_the_checks_come_back_as_they_were() {
    for hostile in hostile() {
        let mut collection: Value = serde_json::from_str(&good("places.geojson")).unwrap();
        collection["features"][0]["properties"]["note"] = json!(hostile);
        let data = build(&dataset("places.geojson", &collection.to_string())).unwrap();
        assert_eq!(data.places[0].note.as_deref(), Some(hostile.as_str()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_as_id_name_and_note(id in any::<String>(), name in any::<String>(), note in any::<String>(), field in any::<String>()) {
        let mut collection: Value = serde_json::from_str(&good("places.geojson")).unwrap();
        let properties = &mut collection["features"][0]["properties"];
        properties["id"] = json!(id);
        properties["name"] = json!(name);
        properties["note"] = json!(note);
        properties[field.as_str()] = json!(note);
        answer("places.geojson", &collection.to_string());
    }
}
