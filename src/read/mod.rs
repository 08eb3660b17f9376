//! Files to raw records: every record knows its file, line and feature, and nothing is judged yet.
//!
//! GeoJSON and CSV are known here and in [`crate::export`] only. What cannot even be read as a record (broken JSON, a CSV row
//! with too many columns) becomes an [`Issue`] at once; everything else is left to [`crate::check`].

mod columns;
mod delimited;
mod embedded;
mod feature;
mod members;
pub(crate) mod once;
mod quotes;
mod record;
mod row_lines;
pub mod schema;
pub(crate) mod settings;
mod table;
mod text;

use std::borrow::Cow;
use std::fs;
use std::path::Path;

pub use columns::{TwoCells, read_columns};
pub use embedded::{EmbeddedFile, embedded_files};
pub(crate) use feature::other_crs;
pub(crate) use members::{Bbox, FeatureId, foreign};
pub use record::{RawDataset, RawGeometry, RawRecord, SourceFile};
use schema::Kind;
pub(crate) use table::{Broken, Row, Table};
pub use text::read_text;

use crate::error::Error;
use crate::issue::{Issue, Severity, did_you_mean};
use crate::limits;

/// The files that the program carries inside it, as raw records.
pub fn embedded() -> RawDataset {
    let mut raw = RawDataset::default();
    add_embedded(&mut raw, |_| true);
    raw
}

/// Adds those of the files inside the program whose kind is wanted.
pub fn add_embedded(raw: &mut RawDataset, is_wanted: impl Fn(&EmbeddedFile) -> bool) {
    for file in embedded_files().iter().filter(|file| is_wanted(file)) {
        let kind = Kind::of_file(file.name);
        if kind.is_some() {
            add_text(raw, file.name.to_owned(), Cow::Borrowed(file.text), kind);
        }
    }
}

/// The files of a folder with the layout of `data/`, as raw records. Files that the layout does not know are left alone.
///
/// # Errors
/// [`Error::Read`] when the folder or a file in it cannot be read.
pub fn folder(dir: &Path) -> Result<RawDataset, Error> {
    let mut raw = RawDataset::default();
    let mut paths = Vec::new();
    for folder in [dir.to_path_buf(), dir.join("segments"), dir.join("scenarios")] {
        if folder != dir && !folder.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&folder).map_err(|e| Error::read(&folder, e))?;
        for entry in entries {
            paths.push(entry.map_err(|e| Error::read(&folder, e))?.path());
        }
    }
    // The order of the folder is the machine's, ours is by name: same input, same output.
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        // What has the name of data and is no file, a link that leads nowhere, is an error and not left out.
        if Kind::of_file(&name).is_some() {
            add_file(&mut raw, &path)?;
        } else if path.is_file() {
            raw.issues.extend(unknown_file(&name));
        } else if path.parent() != Some(dir) && path.is_dir() {
            let message = "what is in a folder within this one is not read";
            let issue = Issue::new(Severity::Warning, "unknown-file", &name, message);
            raw.issues.push(issue.help("move its files one folder up"));
        }
    }
    Ok(raw)
}

/// Files of the layout that hold no records.
const OTHER_FILES: [&str; 3] = ["README.md", "LICENSE.md", "pairs.csv"];

/// Endings of files that people keep data in.
const DATA_ENDINGS: [&str; 16] = [
    "csv", "geojson", "json", "xlsx", "ods", "toml", "tsv", "txt", "geojsonl", "gpkg", "shp", "kml", "parquet", "gz", "zip",
    "fgb",
];

/// A file that looks like data, but whose name the layout does not know: what it says would be lost in silence.
fn unknown_file(name: &str) -> Option<Issue> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if name.replace('\\', "/").rsplit('/').nth(1) == Some("scenarios") {
        let message = "a scenario is a file whose name ends in .toml, so this one is not read";
        let is_known = file.ends_with(".toml") || OTHER_FILES.contains(&file);
        return (!is_known).then(|| {
            Issue::new(Severity::Warning, "unknown-file", name, message).help("let its name end in .toml, in small letters")
        });
    }
    let is_data = DATA_ENDINGS.iter().any(|ending| has_ending(file, ending));
    if !is_data || OTHER_FILES.contains(&file) {
        return None;
    }
    let known = Kind::ALL.iter().map(|(_, known)| known.rsplit('/').next().unwrap_or(known));
    let help = did_you_mean(
        file,
        known.filter(|known| !known.starts_with('*')),
        "lines belong into the folder segments, with the ending .geojson; data/README.md lists the other files",
    );
    let message = "the layout of data has no file of this name, so it is not read";
    Some(Issue::new(Severity::Warning, "unknown-file", name, message).help(help))
}

/// Adds one file to the raw records. Its kind is taken from its name, or else from its records.
///
/// # Errors
/// [`Error::Read`] when the file cannot be read, [`Error::Limit`] when it is too large.
pub fn add_file(raw: &mut RawDataset, path: &Path) -> Result<(), Error> {
    match read_text(path, limits::TABLE_FILE) {
        Ok(text) => {
            let name = path.to_string_lossy().into_owned();
            let kind = Kind::of_file(&name);
            add_text(raw, name, Cow::Owned(text), kind);
        }
        Err(Error::Data(mut issues)) => {
            // It is there, though nothing is read of it: no other table may stand in its place. Its lines are, so that what is said of one can name it.
            let lines = issues.iter().filter_map(|issue| issue.line).max().unwrap_or(1);
            raw.files.push(SourceFile::new(path.to_string_lossy().into_owned(), Cow::Owned("\n".repeat(lines))));
            raw.issues.append(&mut issues);
        }
        Err(other) => return Err(other),
    }
    Ok(())
}

/// Whether a name ends so, in capitals or not.
fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// Adds one text to the raw records under a file name.
pub fn add_text(raw: &mut RawDataset, name: String, text: Cow<'static, str>, kind: Option<Kind>) {
    let mut text = text;
    if text.starts_with('\u{feff}') {
        raw.issues.push(
            Issue::new(
                Severity::Warning,
                "byte-order-mark",
                &name,
                "the file begins with a byte order mark, which is no part of its text",
            )
            .line(1)
            .help("save it as UTF-8 without byte order mark"),
        );
        text = Cow::Owned(text.trim_start_matches('\u{feff}').to_owned());
    }
    let file = raw.files.len();
    let is_geojson = has_ending(&name, "geojson") || has_ending(&name, "json");
    raw.files.push(SourceFile::new(name, text));
    if is_geojson {
        feature::read(raw, file, kind);
    } else {
        delimited::read(raw, file, kind);
    }
}
