//! Files of data hold the very texts, as texts.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use geojson::FeatureCollection;
use rusqlite::Connection;

use super::data::Texts;
use crate::program::said;
use crate::trial::Trial;

/// Ids with names, in the order of the data.
type Names = [(String, String)];

/// Whether a file holds the names.
type IsKept = fn(&Path, &Names) -> Result<(), String>;

/// One file of each format.
pub fn run(trial: &mut Trial, texts: &Texts) {
    let formats: [(&str, &str, IsKept); 4] = [
        ("export network --only places", "csv", csv),
        ("export network --only places", "geojson", geojson),
        ("export network", "gpkg", geopackage),
        ("export network", "xlsx", spreadsheet),
    ];
    for (words, end, is_kept) in formats {
        let outcome = texts.written(words, end).and_then(|file| is_kept(&file, &texts.names));
        trial.case(outcome.map_err(|why| format!("corridor {words} (.{end}), with {}: {why}", texts.about)));
    }
    for words in
        ["segments", "corridors", "events", "sources", "flows", "scenarios", "route moscow mumbai", "exposure moscow mumbai"]
    {
        let output = texts.ask(&format!("{words} --format json"));
        let outcome = serde_json::from_slice::<serde_json::Value>(&output.stdout);
        trial.case(outcome.map(drop).map_err(|error| format!("corridor {words} --format json: {error}; {}", said(&output))));
    }
    trial.case(json(texts));
}

fn json(texts: &Texts) -> Result<(), String> {
    let output = texts.ask("places --format json");
    let places: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).map_err(|error| format!("places: {error}"))?;
    let found = places.iter().map(|place| (text_of(&place["id"]), text_of(&place["name"])));
    equal(found, &texts.names)
}

fn text_of(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn equal(found: impl Iterator<Item = (String, String)>, names: &Names) -> Result<(), String> {
    let found: Vec<(String, String)> = found.collect();
    if found.len() != names.len() {
        return Err(format!("{} rows of {}", found.len(), names.len()));
    }
    match found.iter().zip(names).find(|(found, name)| found != name) {
        None => Ok(()),
        Some((found, name)) => Err(format!("{found:?} is not {name:?}")),
    }
}

/// What a spreadsheet takes for a formula when it opens a CSV file (CWE-1236).
const BEGIN_FORMULAS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn csv(file: &Path, names: &Names) -> Result<(), String> {
    let mut reader = csv::Reader::from_path(file).map_err(|error| error.to_string())?;
    let header = reader.headers().map_err(|error| error.to_string())?.clone();
    let at = |column: &str| header.iter().position(|name| name == column).ok_or_else(|| format!("no column {column}"));
    let (id, name) = (at("place")?, at("name")?);
    let mut found = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        if let Some(cell) = row.iter().find(|cell| cell.starts_with(BEGIN_FORMULAS) && cell.parse::<f64>().is_err()) {
            return Err(format!("a spreadsheet takes this for a formula: {cell:?}"));
        }
        // The apostrophe that a spreadsheet takes away.
        let cell = &row[name];
        let bare = cell.strip_prefix('\'').filter(|rest| rest.starts_with(BEGIN_FORMULAS)).unwrap_or(cell);
        found.push((row[id].to_owned(), bare.to_owned()));
    }
    // A text that has an apostrophe of its own before such a letter looks the same: then the cell is the text.
    let names: Vec<(String, String)> = names
        .iter()
        .map(|(id, name)| {
            (id.clone(), name.strip_prefix('\'').filter(|rest| rest.starts_with(BEGIN_FORMULAS)).unwrap_or(name).to_owned())
        })
        .collect();
    equal(found.into_iter(), &names)
}

fn geojson(file: &Path, names: &Names) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let all: FeatureCollection = text.parse().map_err(|error| format!("no GeoJSON: {error}"))?;
    let text = |feature: &geojson::Feature, name: &str| feature.property(name).map(text_of).unwrap_or_default();
    equal(all.features.iter().map(|feature| (text(feature, "place"), text(feature, "name"))), names)
}

/// The tables of a network.
const TABLES: [&str; 8] = ["assumptions", "corridors", "crossings", "events", "flows", "places", "segments", "sources"];

fn geopackage(file: &Path, names: &Names) -> Result<(), String> {
    let wrong = |error: rusqlite::Error| error.to_string();
    let database = Connection::open(file).map_err(wrong)?;
    let check: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).map_err(wrong)?;
    if check != "ok" {
        return Err(check);
    }
    let list = |sql: &str| -> rusqlite::Result<Vec<(String, String)>> {
        database.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    let tables = list("SELECT table_name, '' FROM gpkg_contents WHERE table_name <> 'layer_styles' ORDER BY 1").map_err(wrong)?;
    if !tables.iter().map(|(name, _)| name.as_str()).eq(TABLES) {
        return Err(format!("other tables: {tables:?}"));
    }
    let others = list(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'gpkg%' AND name NOT LIKE 'rtree%' AND name NOT LIKE 'sqlite%'",
    );
    let count = others.map_err(wrong)?.len();
    if count != TABLES.len() + 1 {
        return Err(format!("{count} tables, of which one is that of styles"));
    }
    equal(list("SELECT place, name FROM places ORDER BY fid").map_err(wrong)?.into_iter(), names)
}

fn spreadsheet(file: &Path, names: &Names) -> Result<(), String> {
    let mut book: Xlsx<_> = open_workbook(file).map_err(|error: calamine::XlsxError| error.to_string())?;
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).map_err(|error| error.to_string())?;
        if let Some((_, _, formula)) = formulas.used_cells().find(|(_, _, formula)| !formula.is_empty()) {
            return Err(format!("{sheet}: a formula: {formula:?}"));
        }
    }
    let places = book.worksheet_range("places").map_err(|error| error.to_string())?;
    let cell = |cell: Option<&Data>| match cell {
        Some(Data::String(text)) => plain(text),
        other => format!("{other:?}"),
    };
    equal(places.rows().skip(1).map(|row| (cell(row.first()), cell(row.get(1)))), names)
}

/// XML cannot hold some letters: they stand as `_x001B_`, and the reader of the tests leaves them so.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let number =
            rest.get(2..6).filter(|_| rest[6..].starts_with('_')).and_then(|number| u32::from_str_radix(number, 16).ok());
        match number.and_then(char::from_u32) {
            Some(letter) => {
                out.push(letter);
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    out + rest
}
