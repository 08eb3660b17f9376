//! The program's own dataset with other texts in its free fields.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use geojson::FeatureCollection;

use crate::program::{corridor, run as answer, said};

/// Tables with the columns that are free texts.
const TABLES: [(&str, &[&str]); 7] = [
    ("corridors.csv", &["name", "description"]),
    ("countries.csv", &["name"]),
    ("crossings.csv", &["note"]),
    ("events.csv", &["title", "note"]),
    ("flows.csv", &["note"]),
    ("loads.csv", &["name"]),
    ("sources.csv", &["title", "publisher", "note"]),
];

/// How many scenarios are added.
pub const SCENARIOS: usize = 8;

/// A dataset in a folder.
pub struct Texts {
    /// The folder.
    pub folder: PathBuf,
    /// Ids and names of its places.
    pub names: Vec<(String, String)>,
    /// What a failure says of it.
    pub about: String,
    _own: tempfile::TempDir,
}

impl Texts {
    /// With harmless texts.
    pub fn calm(folder: &Path) -> Texts {
        Texts::of(folder, &|number| format!("Name {number}"), "harmless texts".to_owned())
    }

    /// With hostile ones, from some place of the list on; a number after each tells names apart that read the same, or as nothing.
    pub fn hostile(folder: &Path, texts: &[String], shift: usize) -> Texts {
        Texts::of(
            folder,
            &|number| format!("{} n{number}", texts[(number + shift) % texts.len()]),
            format!("hostile texts from number {shift} on"),
        )
    }

    fn of(folder: &Path, text: &dyn Fn(usize) -> String, about: String) -> Texts {
        let own = tempfile::tempdir_in(folder).expect("a folder");
        let data = own.path().join("data");
        let output = answer(&["data".as_ref(), "export".as_ref(), data.as_os_str()]);
        assert!(output.status.success(), "{}", said(&output));
        let names = features(&data.join("places.geojson"), text, true);
        for entry in fs::read_dir(data.join("segments")).expect("segments").flatten() {
            features(&entry.path(), text, false);
        }
        for (name, columns) in TABLES {
            // A table with zero bytes is refused; in JSON they may be written.
            table(&data.join(name), columns, &|number| text(number).replace('\0', "\u{1}"));
        }
        for number in 0..SCENARIOS {
            let [title, note] = [text(number), text(number + SCENARIOS)].map(|text| toml(&text));
            let scenario = format!("title = {title}\nnote = {note}\nclose = [\"strait-of-hormuz\"]\n");
            fs::write(data.join(format!("scenarios/hostile-{number}.toml")), scenario).expect("a scenario");
        }
        Texts { folder: data, names, about, _own: own }
    }

    /// What the program answers on this data.
    pub fn ask(&self, words: &str) -> Output {
        corridor(&["--data".as_ref(), self.folder.as_os_str()]).args(words.split(' ')).output().expect("the program runs")
    }

    /// A file that it writes.
    pub fn written(&self, words: &str, end: &str) -> Result<PathBuf, String> {
        let file = self.folder.with_file_name(format!("out.{end}"));
        let output = self.ask(&format!("{words} -o {}", file.display()));
        let is_written = output.status.success();
        is_written.then_some(file).ok_or_else(|| format!("corridor {words} (.{end}): {} {}", output.status, said(&output)))
    }
}

/// Names and notes of features, and names that they are found by; gives ids and names.
fn features(file: &Path, text: &dyn Fn(usize) -> String, is_place: bool) -> Vec<(String, String)> {
    let mut all: FeatureCollection = fs::read_to_string(file).expect("a file").parse().expect("GeoJSON");
    let mut names = Vec::new();
    for (number, feature) in all.features.iter_mut().enumerate() {
        let id = feature.property("id").and_then(|id| id.as_str()).expect("an id").to_owned();
        feature.set_property("name", text(number));
        feature.set_property("note", text(number + 1));
        if is_place {
            feature.set_property("aliases", vec![text(number + 2)]);
        }
        names.push((id, text(number)));
    }
    fs::write(file, all.to_string()).expect("a file");
    names
}

fn table(file: &Path, columns: &[&str], text: &dyn Fn(usize) -> String) {
    let mut reader = csv::Reader::from_path(file).expect("a table");
    let header = reader.headers().expect("a header").clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("a header");
    for (number, row) in reader.records().enumerate() {
        let row = row.expect("a row");
        let cells = header
            .iter()
            .zip(&row)
            .enumerate()
            .map(|(at, (column, cell))| if columns.contains(&column) { text(number + at) } else { cell.to_owned() });
        writer.write_record(cells).expect("a row");
    }
    fs::write(file, writer.into_inner().expect("a table")).expect("a table");
}

/// A text as TOML has it, every letter by its number.
fn toml(text: &str) -> String {
    let letters: String = text.chars().map(|letter| format!("\\U{:08X}", u32::from(letter))).collect();
    format!("\"{letters}\"")
}
