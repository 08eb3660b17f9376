//! Every error has its row in `docs/errors.md`, every limit its number in `docs/limits.md`, and every message is looked at when it changes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corridor::check::check;
use corridor::limits;

use support::codes::codes_in;
use support::{beside_good, fixture};

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

/// Codes of errors that stop the work: `code: "..."`, and those that `Error::code` has for whole kinds.
fn codes_of_errors(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.split("code: \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn every_code_has_a_row_and_every_row_a_code() {
    let page = page("errors.md");
    let rows: BTreeSet<String> =
        page.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned())).collect();
    let mut known: BTreeSet<String> =
        ["read", "write", "data", "listen", "stopped", "internal", "limit"].map(str::to_owned).into();
    for file in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        known.extend(codes_of_errors(&file));
        known.extend(codes_in(&file));
    }
    // A note is no error; the others are arguments of calls of the same name.
    known.retain(|word| !["note", "emissions", "price", "speed"].contains(&word.as_str()));
    let others: BTreeSet<String> = known.iter().filter(|code| !rows.contains(*code)).cloned().collect();
    assert!(others.is_empty(), "codes without a row in docs/errors.md: {others:?}");
    let gone: Vec<&String> = rows.difference(&known).collect();
    assert!(gone.is_empty(), "rows of docs/errors.md whose code is gone: {gone:?}");
    assert!(rows.len() > 100, "{} rows", rows.len());
}

#[test]
fn every_limit_stands_on_its_page() {
    let page = page("limits.md");
    let grouped = |number: usize| {
        let digits = number.to_string();
        let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
        groups.join(",")
    };
    for (row, told) in [
        ("a file of the dataset", format!("{} MiB", limits::TABLE_FILE >> 20)),
        ("records of a file", grouped(limits::RECORDS)),
        ("fields of a record", grouped(limits::FIELDS)),
        ("positions of one geometry", grouped(limits::POSITIONS)),
        ("brackets within brackets", limits::JSON_DEPTH.to_string()),
        ("problems that are listed", grouped(limits::ISSUES)),
        ("a scenario file", format!("{} MiB", limits::SETTINGS_FILE >> 20)),
        ("changes of a scenario", grouped(limits::CHANGES)),
        ("scenarios that inherit", limits::INHERITED.to_string()),
        ("a factor", grouped(limits::FACTOR as usize)),
        ("weight of a pair", format!("{:e}", limits::WEIGHT)),
        ("pairs of a table", grouped(limits::PAIRS)),
        ("wrong names of a file", limits::WRONG_NAMES.to_string()),
        ("letters of a name", limits::NAME.to_string()),
        ("places on the way", limits::VIA.to_string()),
        ("one GeoJSON feature", format!("{} MiB", limits::FEATURE >> 20)),
        ("one line of a table", format!("{} MiB", limits::LINE >> 20)),
        ("a packed file, unpacked", format!("{} times itself, or {} MiB", limits::UNPACKED_TIMES, limits::UNPACKED_FREE >> 20)),
        ("nodes of a way", grouped(limits::WAY_NODES)),
        (
            "steps of SQLite",
            format!("{}, and {} for each byte", grouped(limits::DATABASE_STEPS as usize), limits::DATABASE_STEPS_A_BYTE),
        ),
        ("pairs of lines", grouped(limits::LINE_PAIRS)),
        ("draws of a simulation", grouped(corridor::analysis::MOST_DRAWS as usize)),
        ("links that are valued", corridor::analysis::MOST_LINKS.to_string()),
    ] {
        let line = page.lines().find(|line| line.starts_with(&format!("| {row}")));
        assert!(line.is_some_and(|line| line.contains(&format!("| {told}"))), "{row}: {told} is expected in {line:?}");
    }
}

/// What is said of each bad file of the fixtures.
#[test]
fn messages_about_data() {
    let root = fixture("bad");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let mut said = String::new();
    for file in files {
        for issue in check(&beside_good(&file)).iter().filter(|issue| Path::new(&issue.file) == file) {
            // A message may also name a file of the good dataset.
            let text = issue.to_string().replace(&format!("{}/", root.display()), "");
            said += &text.replace(&format!("{}/", fixture("good").display()), "good/");
            said.push('\n');
        }
    }
    insta::assert_snapshot!(said);
}

/// Questions that cannot be answered, by what is wrong with them. `{}` is a folder of inputs.
const QUESTIONS: &[&str] = &[
    "fly",
    "route Moscow",
    "route Moscow Mumbai --mode zeppelin",
    "route Moscow Mumbai --as-of yesterday",
    "route Moscow Mumbai --map --format json",
    "route Moscow Mumbai --load elephant",
    "route Moscow Mumbai --mode pipeline,rail",
    "route Moscow Mumbai --with tripp --without tripp",
    "route Moscow Moscow",
    "route Moscow Mubmai",
    "route Astara Mumbai",
    "route 200,300 Mumbai",
    "route -60,0 Mumbai",
    "route Moscow Mumbai --scenario hormuz-clsed",
    "route Moscow Mumbai --scenario {}/unknown-key.toml",
    "route Moscow Mumbai --scenario {}/wrong-type.toml",
    "route Moscow Mumbai --scenario {}/circle.toml",
    "route Moscow Mumbai --scenario {}/not-there.toml",
    "route Moscow Mumbai -o {}/not-there/out.txt",
    "route Moscow Mumbai -o {}",
    "exposure --flows nour-trade",
    "exposure --od {}/pairs.csv",
    "exposure --od {}/weights.csv",
    "matrix --pairs {}/semicolons.csv",
    "matrix --pairs {}/pairs.csv -o {}/pairs.csv",
    "matrix --table {}/many.csv",
    "matrix --table {}/table.csv",
    "dependence Moscow",
    "capacity Moscow Tehran --mode pipeline",
    "simulate Moscow Mumbai --close-with Hormuz",
    "compare Moscow Mumbai --links a,b,c,d,e,f,g,h,i,j,k,l,m",
    "export network -o {}/net.shp",
    "export network --only rivers -o {}/net.csv",
    "data export {}",
    "--data {}/empty places",
    "network check",
    "places --directed",
    "--network {}/edges.csv --layer x network check",
    "--network {}/edges.csv,{}/edges.csv network check",
    "--network {}/edges.xyz network check",
    "--network {}/packed.csv.gz network check",
    "--network {}/empty network check",
    "--network {}/wrong.csv network check",
    "--network {}/wrong.geojson network check",
    "--network {}/wrong.corridor network check",
    "--network {}/long.csv network check",
    "--network {}/edges.csv --field speed=V network check",
    "--network {}/edges.csv --mapping {}/unknown-key.toml network check",
    "--network {}/edges.csv --mapping {}/twice-key.toml network check",
    "network build {}/edges.csv -o {}/net.bin",
    "--network {}/edges.csv check",
    "--data {}/empty method",
    "chart map Moscow Mumbai --dpi 100000 -o {}/map.png",
];

#[test]
fn messages_about_questions() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for (name, text) in [
        ("unknown-key.toml", "titel = \"x\"\n".to_owned()),
        ("wrong-type.toml", "title = \"x\"\nwith = \"tripp\"\n".to_owned()),
        ("circle.toml", "title = \"x\"\ninherits = \"circle\"\n".to_owned()),
        ("twice-key.toml", "[fields]\nmode = \"TYPE\"\nmode = \"KIND\"\n".to_owned()),
        ("table.csv", "from,to\nMoscow,Mumbai\nTehran,Mubmai\nTehrna,\n".to_owned()),
        ("pairs.csv", "from,to\nMoscow,Mubmai\nBaku,Baku\n".to_owned()),
        ("weights.csv", "from,to,weight\nMoscow,Mumbai,1e300\nMoscow,Mumbai,much\n".to_owned()),
        ("semicolons.csv", "from;to\nMoscow;Mumbai\n".to_owned()),
        ("many.csv", format!("from\n{}", "moscow\n".repeat(2_000))),
        ("edges.csv", "from,to,length_km\na,b,1\n".to_owned()),
        ("edges.xyz", "from,to,length_km\na,b,1\n".to_owned()),
        ("packed.csv.gz", "from,to,length_km\na,b,1\n".to_owned()),
        ("wrong.csv", "from,to,length_km,mode\na,b,-1,rail\na,b,1,rial\na,,1,rail\n".to_owned()),
        ("wrong.geojson", "{\"type\": \"FeatureCollection\", \"features\": [\n{\"type\": \"Feature\",, }]}\n".to_owned()),
        ("wrong.corridor", "CORRIDOR".to_owned()),
        ("long.csv", format!("from,to,length_km\n{}", "x".repeat(2 << 20))),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut all = String::new();
    for question in QUESTIONS {
        let words: Vec<String> = question.split(' ').map(|word| word.replace("{}", place)).collect();
        let output = Command::new(env!("CARGO_BIN_EXE_corridor")).args(&words).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap().replace(place, "{}");
        assert!(output.stdout.is_empty(), "{question} has an answer");
        assert!(
            said.contains("error: ") || said.starts_with("no route") || output.status.code() == Some(1),
            "{question}: {said}"
        );
        all += &format!("$ corridor {question}\n{}\n? {}\n\n", said.trim_end(), output.status.code().unwrap());
    }
    insta::assert_snapshot!(all);
}

/// The same as objects, one a line, that a script can read.
#[test]
fn messages_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("edges.csv");
    fs::write(&file, "from,to,length_km\na,b,much\n").unwrap();
    for (words, code, exit) in [
        (vec!["route", "Moscow", "Mubmai"], "unknown-name", 3),
        (vec!["route", "Moscow"], "arguments", 2),
        (vec!["--network", file.to_str().unwrap(), "network", "check"], "data", 3),
    ] {
        let output =
            Command::new(env!("CARGO_BIN_EXE_corridor")).args(["--message-format", "json"]).args(&words).output().unwrap();
        let lines: Vec<serde_json::Value> =
            String::from_utf8(output.stderr).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let last = lines.last().unwrap();
        assert_eq!((last["code"].as_str(), last["exit_code"].as_u64()), (Some(code), Some(exit)), "{words:?}");
        assert!(last["message"].as_str().is_some_and(|text| !text.is_empty()));
        if code == "data" {
            assert_eq!((lines[0]["file"].as_str(), lines[0]["line"].as_u64()), (file.to_str(), Some(2)));
        }
    }
}
