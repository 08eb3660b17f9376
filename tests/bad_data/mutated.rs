//! Whatever a file holds, reading, checking and building answer; they never panic. What passed the checks can be built.

use std::fs;
use std::path::PathBuf;

use corridor::check::{build, check};
use corridor::network::Network;
use corridor::read::schema::Kind;
use corridor::read::{RawDataset, embedded_files};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{beside_embedded, beside_good, fixture, good_files};

/// One accident to a file.
#[derive(Debug, Clone)]
enum Accident {
    Truncate(Index),
    Flip(Index, u8),
    Delete(Index, usize),
    Twice(Index, usize),
    Insert(Index, &'static str),
}

fn accident() -> impl Strategy<Value = Accident> {
    let odd =
        select(vec!["\"", "{", "}", "[", "]", ",", "\n", "\r", ";", "*", "-", "1e999", "null", "\u{feff}", "\0", "É", "NaN"]);
    prop_oneof![
        any::<Index>().prop_map(Accident::Truncate),
        (any::<Index>(), any::<u8>()).prop_map(|(at, bits)| Accident::Flip(at, bits)),
        (any::<Index>(), 1..400_usize).prop_map(|(at, length)| Accident::Delete(at, length)),
        (any::<Index>(), 1..400_usize).prop_map(|(at, length)| Accident::Twice(at, length)),
        (any::<Index>(), odd).prop_map(|(at, text)| Accident::Insert(at, text)),
    ]
}

fn happen(bytes: &mut Vec<u8>, accident: &Accident) {
    if bytes.is_empty() {
        return;
    }
    match accident {
        Accident::Truncate(at) => bytes.truncate(at.index(bytes.len())),
        Accident::Flip(at, bits) => {
            let at = at.index(bytes.len());
            bytes[at] ^= bits;
        }
        Accident::Delete(at, length) => {
            let from = at.index(bytes.len());
            bytes.drain(from..(from + length).min(bytes.len()));
        }
        Accident::Twice(at, length) => {
            let from = at.index(bytes.len());
            let span = bytes[from..(from + length).min(bytes.len())].to_vec();
            bytes.splice(from..from, span);
        }
        Accident::Insert(at, text) => {
            let from = at.index(bytes.len());
            bytes.splice(from..from, text.bytes());
        }
    }
}

/// The bytes as a file of that name in a folder of their own.
fn written(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    (dir, path)
}

/// Checks, builds and joins; nothing of it may panic, and what has no error must be usable.
fn judge(raw: &RawDataset) {
    let issues = check(raw);
    for issue in &issues {
        let lines = raw.files.iter().find(|file| file.name == issue.file).map(|file| 1 + file.text.matches(['\n', '\r']).count());
        assert!(issue.line.is_none_or(|line| line >= 1 && lines.is_none_or(|lines| line <= lines)), "no such line: {issue}");
        assert!(!issue.to_string().replace("\n    help: ", "").chars().any(char::is_control), "control character: {issue:?}");
    }
    match build(raw) {
        Ok(data) => data.loads.iter().for_each(|load| drop(Network::build(&data, load))),
        Err(error) => assert!(issues.iter().any(|issue| issue.is_error()), "no error was found, but {error:?}"),
    }
}

fn embedded_data_files() -> Vec<(&'static str, &'static str)> {
    embedded_files().iter().filter(|file| Kind::of_file(file.name).is_some()).map(|file| (file.name, file.text)).collect()
}

fn odd_value() -> impl Strategy<Value = Value> {
    select(vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(0.5),
        json!(181),
        json!(90.000_001),
        json!(-180),
        json!(1e308),
        json!(5e-324),
        json!(-1e17),
        json!(u64::MAX),
        json!(""),
        json!("*"),
        json!("XZ"),
        json!("QQ"),
        json!("rasht"),
        json!("sea"),
        json!("rail"),
        json!("pipeline"),
        json!("border"),
        json!("strait"),
        json!("planned"),
        json!("2999-12-31"),
        json!("9999999999"),
        json!(";;"),
        json!([]),
        json!(["AZ", "IR"]),
        json!([["a"], 1]),
        json!({}),
        json!({"low": 1, "central": 1, "high": 1}),
        json!({"low": -1e308, "central": null, "high": "1"}),
        json!([[0, 0], [0, 0]]),
        json!([[0, 90], [180, -90]]),
        json!([49.58, 37.215]),
        json!({"type": "Point", "coordinates": [1e300, 2]}),
        json!({"type": "LineString", "coordinates": [[0, 0], [180, 0], [-180, 0]]}),
        json!({"type": "GeometryCollection", "geometries": []}),
    ])
}

/// Puts `new` in the place of the value of this number, counted from the inside out. `None` where there are fewer.
fn replace(value: &mut Value, number: &mut usize, new: &Value) -> Option<()> {
    let inside = match value {
        Value::Array(items) => items.iter_mut().find_map(|item| replace(item, number, new)),
        Value::Object(map) => map.values_mut().find_map(|item| replace(item, number, new)),
        _ => None,
    };
    if inside.is_some() {
        return inside;
    }
    if *number == 0 {
        *value = new.clone();
        return Some(());
    }
    *number -= 1;
    None
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// `PROPTEST_CASES=25600` makes them a hundred times as many.
fn config(cases: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: (cases * usual.cases / 256).max(1), failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn any_bytes_get_an_answer(name in select(good_files()), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (_dir, path) = written(&name, &bytes);
        judge(&beside_good(&path));
    }

    #[test]
    fn any_text_gets_an_answer(name in select(good_files()), text in "(?s)([\\[\\]{},:\"0-9a-z*;\\n-]|\\PC){0,200}") {
        let (_dir, path) = written(&name, text.as_bytes());
        judge(&beside_good(&path));
    }

    #[test]
    fn damaged_files_of_the_program_get_an_answer(
        (name, text) in select(embedded_data_files()),
        accidents in prop::collection::vec(accident(), 1..4),
    ) {
        let mut bytes = text.as_bytes().to_vec();
        accidents.iter().for_each(|accident| happen(&mut bytes, accident));
        let (_dir, path) = written(name, &bytes);
        judge(&beside_good(&path));
    }
}

proptest! {
    #![proptest_config(config(8))]

    #[test]
    fn damaged_files_of_the_program_get_an_answer_beside_the_others(
        (name, text) in select(embedded_data_files()),
        accidents in prop::collection::vec(accident(), 1..3),
    ) {
        let mut bytes = text.as_bytes().to_vec();
        accidents.iter().for_each(|accident| happen(&mut bytes, accident));
        let (_dir, path) = written(name, &bytes);
        judge(&beside_embedded(&path));
    }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn damaged_small_files_get_an_answer(name in select(good_files()), accidents in prop::collection::vec(accident(), 1..3)) {
        let mut bytes = fs::read(fixture("good").join(&name)).unwrap();
        accidents.iter().for_each(|accident| happen(&mut bytes, accident));
        let (_dir, path) = written(&name, &bytes);
        judge(&beside_good(&path));
    }

    #[test]
    fn odd_values_in_features_get_an_answer(
        name in select(vec!["places.geojson", "segments/good.geojson"]),
        changes in prop::collection::vec((any::<Index>(), odd_value()), 1..3),
    ) {
        let mut file: Value = serde_json::from_slice(&fs::read(fixture("good").join(name)).unwrap()).unwrap();
        for (at, new) in &changes {
            let mut number = at.index(count(&file));
            replace(&mut file, &mut number, new).unwrap();
        }
        let (_dir, path) = written(name, file.to_string().as_bytes());
        judge(&beside_good(&path));
    }

    #[test]
    fn odd_cells_in_rows_get_an_answer(
        name in select(good_files().into_iter().filter(|name| name.ends_with(".csv")).collect::<Vec<_>>()),
        changes in prop::collection::vec((any::<Index>(), any::<Index>(), odd_value()), 1..3),
    ) {
        let text = fs::read_to_string(fixture("good").join(&name)).unwrap();
        let mut rows: Vec<csv::StringRecord> =
            csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).records().map(Result::unwrap).collect();
        for (row, column, new) in &changes {
            let (row, cell) = (row.index(rows.len()), new.as_str().map_or_else(|| new.to_string(), str::to_owned));
            let column = column.index(rows[row].len());
            rows[row] = rows[row].iter().enumerate().map(|(i, old)| if i == column { cell.as_str() } else { old }).collect();
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let (_dir, path) = written(&name, &writer.into_inner().unwrap());
        judge(&beside_good(&path));
    }
}
