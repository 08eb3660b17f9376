//! What people see: tables as wide as the terminal at most, columns straight whatever script names are in, no colour where none is wanted, the small map.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::path::Path;
use std::process::{Command, Output};

use unicode_width::UnicodeWidthStr;

fn run(columns: Option<&str>, args: &[&str], set: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
    command.args(args).env_remove("COLUMNS").env_remove("NO_COLOR").envs(set.iter().copied());
    if let Some(columns) = columns {
        command.env("COLUMNS", columns);
    }
    command.output().unwrap()
}

fn text(columns: Option<&str>, args: &[&str], set: &[(&str, &str)]) -> String {
    let output = run(columns, args, set);
    assert!(output.stderr.is_empty() || output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const COMMANDS: [&[&str]; 20] = [
    &["route", "Moscow", "Mumbai"],
    &["route", "Moscow", "Mumbai", "--explain"],
    &["route", "Moscow", "Mumbai", "--alternatives", "3", "--summary", "--by", "cost"],
    &["route", "Moscow", "Mumbai", "--map"],
    &["compare", "Moscow", "Mumbai"],
    &["exposure"],
    &["dependence", "AZ"],
    &["dependence", "AZ", "IR"],
    &["criticality", "Moscow", "Mumbai"],
    &["criticality", "--what", "ports"],
    &["simulate", "Moscow", "Mumbai", "--draws", "200"],
    &["capacity", "Turkmenistan", "Azerbaijan", "--mode", "pipeline", "--as-of", "2023-12-31"],
    &["capacity", "--flows", "irica-non-oil", "--mode", "rail,sea,ferry"],
    &["places"],
    &["segments"],
    &["corridors"],
    &["events"],
    &["sources"],
    &["scenarios"],
    &["scenarios", "hormuz-closed"],
];

#[test]
fn nothing_is_wider_than_it_may_be_and_no_number_is_cut() {
    for columns in [80, 100, 140] {
        for args in COMMANDS {
            let shown = text(Some(&columns.to_string()), args, &[]);
            let widest = shown.lines().max_by_key(|line| line.width()).unwrap();
            // What has no space to be folded at (an address) stays whole.
            assert!(
                widest.width() <= columns || !widest.trim().contains(' '),
                "{args:?} at {columns}: {}\n{widest}",
                widest.width()
            );
            assert!(shown.lines().count() > 2, "{args:?}");
        }
    }
    // Each number of the wide table stands in the narrow one.
    let (wide, narrow) = (text(None, COMMANDS[0], &[]), text(Some("80"), COMMANDS[0], &[]));
    let numbers = |text: &str| -> Vec<String> {
        text.split_whitespace()
            .filter(|word| word.chars().any(|c| c.is_ascii_digit()) && word.contains(','))
            .map(str::to_owned)
            .collect()
    };
    let shown = numbers(&narrow);
    assert!(numbers(&wide).iter().all(|number| shown.contains(number)) && shown.len() > 10, "{narrow}");
}

#[test]
fn a_pipe_has_no_bound_and_no_colour() {
    for args in COMMANDS {
        let shown = text(None, args, &[]);
        assert!(!shown.contains('\u{1b}'), "{args:?}");
    }
    let forced = text(None, COMMANDS[3], &[("CLICOLOR_FORCE", "1")]);
    assert!(forced.contains('\u{1b}'));
    let plain = text(None, COMMANDS[3], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]);
    assert!(!plain.contains('\u{1b}'));
}

/// A folder of data with places called so.
fn called(folder: &Path, names: [&str; 3]) -> std::path::PathBuf {
    let data = folder.join("data");
    assert!(Command::new(env!("CARGO_BIN_EXE_corridor")).args(["data", "export"]).arg(&data).output().unwrap().status.success());
    let places = data.join("places.geojson");
    let mut all: geojson::FeatureCollection = std::fs::read_to_string(&places).unwrap().parse().unwrap();
    for feature in &mut all.features {
        let id = feature.property("id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
        if let Some(i) = ["moscow", "mumbai", "strait-hormuz"].iter().position(|known| *known == id) {
            feature.set_property("name", names[i]);
        }
    }
    std::fs::write(&places, all.to_string()).unwrap();
    data
}

#[test]
fn columns_stay_straight_in_any_script() {
    let folder = tempfile::tempdir().unwrap();
    let data = called(folder.path(), ["مسکو", "孟買 (那瓦舍瓦)", "e\u{301}te\u{301} \u{200b}تنگه"]);
    let data = data.to_str().unwrap();
    let shown = text(None, &["--data", data, "route", "moscow", "mumbai"], &[]);
    // The legs' table: numbers end in the same column, counted as a terminal does.
    let ends: Vec<usize> = shown.lines().skip(4).take_while(|line| !line.is_empty()).map(|line| line.width()).collect();
    assert!(ends.len() > 5 && ends.iter().all(|end| *end == ends[0]), "{ends:?}\n{shown}");
    assert!(shown.contains("مسکو") && shown.contains("孟買"));
    // On the small map a name that would move what follows it is left out, its place is not.
    let map = text(Some("80"), &["--data", data, "route", "moscow", "mumbai", "--map"], &[]);
    let map = map.split("\n\n").next().unwrap();
    assert!(map.contains('●') && !map.contains('孟') && map.lines().all(|line| line.width() <= 80), "{map}");
}

#[test]
fn the_small_map_shows_the_way() {
    let map = text(Some("80"), &["route", "Moscow", "Mumbai", "--map", "--alternatives", "2"], &[]);
    let map = map.split("\n\n").next().unwrap();
    let rows: Vec<&str> = map.lines().collect();
    let row_of = |name: &str| rows.iter().position(|row| row.contains(name)).unwrap_or_else(|| panic!("{name}\n{map}"));
    assert!(row_of("Moscow") + 10 < row_of("Mumbai"), "{map}");
    assert!(
        map.matches('=').count() > 30 && map.matches('~').count() > 10 && map.contains("= road   ~ sea   · other routes"),
        "{map}"
    );
    assert!(map.contains("Natural Earth"), "{map}");
    let ascii = text(Some("80"), &["route", "Moscow", "Mumbai", "--map"], &[("LC_ALL", "C")]);
    assert!(ascii.split("\n\n").next().unwrap().is_ascii(), "{ascii}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.txt");
    text(None, &["route", "Moscow", "Mumbai", "--map", "-o", file.to_str().unwrap()], &[("CLICOLOR_FORCE", "1")]);
    assert!(!std::fs::read_to_string(&file).unwrap().contains('\u{1b}'));
    // Nothing is drawn where there is no route, and nothing is mixed into what scripts read.
    let none = run(None, &["route", "Moscow", "Mumbai", "--mode", "rail", "--map"], &[]);
    assert!(none.status.code() == Some(1) && none.stdout.is_empty());
    let refused = run(None, &["route", "Moscow", "Mumbai", "--map", "--format", "json"], &[]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn the_small_map_does_not_run_around_the_globe() {
    let folder = tempfile::tempdir().unwrap();
    let net = folder.path().join("net.geojson");
    let lines = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"mode":"sea"},"geometry":{"type":"LineString","coordinates":[[170,50],[179,52],[-179,52],[-170,55]]}}]}"#;
    std::fs::write(&net, lines).unwrap();
    let map = text(Some("80"), &["--network", net.to_str().unwrap(), "route", "50,170", "55,-170", "--map"], &[]);
    let map = map.split("\n\n").next().unwrap();
    let longest = map.lines().map(|row| row.matches(['#', '~']).count()).max().unwrap();
    assert!(longest > 3 && map.matches('●').count() == 2, "{map}");
    let svg = folder.path().join("map.svg");
    let run =
        run(None, &["--network", net.to_str().unwrap(), "chart", "map", "50,170", "55,-170", "-o", svg.to_str().unwrap()], &[]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// A table for programs is to the letter; on a terminal what is in it drives no cursor.
#[test]
fn tables_for_programs_drive_no_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("D");
    assert!(run(None, &["data", "export", data.to_str().unwrap()], &[]).status.success());
    let places = std::fs::read_to_string(data.join("places.geojson")).unwrap();
    let hostile = places.replace(r#""name": "Moscow""#, r#""name": "\u001b[2J\u202eMoscow""#);
    std::fs::write(data.join("places.geojson"), hostile).unwrap();
    let args = ["--data", data.to_str().unwrap(), "route", "moscow", "baku", "--format", "csv"];
    let piped = text(None, &args, &[]);
    assert!(piped.contains("\u{1b}[2J\u{202e}Moscow"));
    let line = format!("{} {}", env!("CARGO_BIN_EXE_corridor"), args.join(" "));
    let Ok(shown) = Command::new("script").args(["-qec", &line, "/dev/null"]).output() else {
        eprintln!("skipped: there is no `script` to make a terminal");
        return;
    };
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("\\u{1b}[2J\\u{202e}Moscow") && !shown.contains('\u{1b}'), "{shown}");
}
