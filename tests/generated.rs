//! Files of the project that a command writes: they must be what the command writes today.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::process::Command;

fn written_by(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_corridor")).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn assert_current(file: &str, args: &[&str]) {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    let stored = fs::read_to_string(path).unwrap_or_default();
    assert!(
        stored == written_by(args),
        "{file} is old: write it again with `corridor {} -o {file}` (`just regenerate`)",
        args.join(" ")
    );
}

#[test]
fn validation_page() {
    assert_current("docs/validation.md", &["validation"]);
}

#[test]
fn findings_page() {
    assert_current("docs/findings.md", &["findings"]);
}

#[test]
fn route_schema() {
    assert_current("docs/route.schema.json", &["schema", "route"]);
}

#[test]
fn pictures_of_the_manual() {
    for (picture, kind) in [("map.svg", "map"), ("time-distance.svg", "time-distance")] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(picture);
        written_by(&["chart", kind, "Moscow", "Mumbai", "--alternatives", "3", "-o", file.to_str().unwrap()]);
        let stored = fs::read(format!("{}/docs/pictures/{picture}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default();
        assert!(stored == fs::read(&file).unwrap(), "docs/pictures/{picture} is old (`just regenerate`)");
    }
}

#[test]
fn every_miss_has_its_reason() {
    let cases: serde_json::Value = serde_json::from_str(&written_by(&["validation", "--format", "json"])).unwrap();
    let is_silent = |case: &&serde_json::Value| case["inside"] != true && case["note"].as_str().is_none_or(str::is_empty);
    let silent: Vec<&serde_json::Value> = cases.as_array().unwrap().iter().filter(is_silent).map(|case| &case["id"]).collect();
    assert!(silent.is_empty(), "data/validation.csv says nothing about {silent:?}");
}

/// Every field that the schema requires is in real answers, and every field of an answer is in the schema.
fn holds(schema: &serde_json::Value, root: &serde_json::Value, value: &serde_json::Value, path: &str, wrong: &mut Vec<String>) {
    use serde_json::Value;
    if let Some(name) = schema["$ref"].as_str() {
        let definition = root.pointer(name.trim_start_matches('#')).unwrap();
        return holds(definition, root, value, path, wrong);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = choices.iter().any(|choice| {
            let mut found = Vec::new();
            holds(choice, root, value, path, &mut found);
            found.is_empty()
        });
        if !fits {
            wrong.push(format!("{path} fits none of its forms"));
        }
        return;
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let actual = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_i64() || n.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_number = actual == "integer" && types.contains(&"number");
    if !types.is_empty() && !types.contains(&actual) && !is_number {
        wrong.push(format!("{path} is {actual}, not {types:?}"));
    }
    if let (Value::Object(fields), Some(known)) = (value, schema["properties"].as_object()) {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                wrong.push(format!("{path}.{name} is required and missing"));
            }
        }
        for (name, field) in fields {
            match known.get(name) {
                Some(inner) => holds(inner, root, field, &format!("{path}.{name}"), wrong),
                None => wrong.push(format!("{path}.{name} is not in the schema")),
            }
        }
    }
    if let (Value::Array(items), Some(inner)) = (value, schema.get("items")) {
        for (i, item) in items.iter().enumerate() {
            holds(inner, root, item, &format!("{path}[{i}]"), wrong);
        }
    }
}

/// Trade against capacities has a schema of its own.
fn schema_of<'a>(command: &'a str, args: &str) -> &'a str {
    if command == "capacity" && args.contains("--flows") { "load" } else { command }
}

#[test]
fn answers_keep_to_their_schema() {
    for (of, args) in [
        ("route", "Moscow Mumbai"),
        ("route", "Moscow Mumbai --alternatives 3 --as-of 2026-03-15 --via Baku --avoid TM"),
        ("route", "Moscow Mumbai --corridor western --with rasht-astara --mode rail,sea --load feu"),
        ("route", "55.75,37.62 Kars --scenario caspian-low-water"),
        ("route", "Baku Nakhchivan --mode rail --avoid Iran"),
        ("route", "dauletabad nakhchivan --mode pipeline --as-of 2023-06-01"),
        ("compare", "Baku Nakhchivan --mode rail,sea"),
        ("compare", "Moscow Mumbai --scenario hormuz-closed,war-2026-03"),
        ("exposure", "--flows irica-non-oil"),
        ("dependence", "AZ IR --on posts"),
        ("dependence", "--of pairs --on links --choice --scenario tripp"),
        ("capacity", "Turkmenistan Azerbaijan --mode pipeline --as-of 2023-12-31"),
        ("capacity", "Moscow Tehran --mode rail"),
        ("capacity", "--flows irica-non-oil --mode rail,sea"),
        ("criticality", "Moscow Mumbai --choice"),
        ("criticality", "--what countries --flows irica-non-oil"),
        ("simulate", "Baku Nakhchivan --draws 50 --close-with IR=0.5 --deadline 3"),
        ("scenarios", ""),
        ("check", "tests/fixtures/swapped.geojson"),
    ] {
        let schema: serde_json::Value = serde_json::from_str(&written_by(&["schema", schema_of(of, args)])).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_corridor"))
            .arg(of)
            .args(args.split_whitespace())
            .args(["--format", "json"])
            .output()
            .unwrap();
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut wrong = Vec::new();
        holds(&schema, &schema, &answer, "answer", &mut wrong);
        assert!(wrong.is_empty(), "{of} {args}: {wrong:?}");
    }
}
