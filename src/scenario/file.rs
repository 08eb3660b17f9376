//! The form of a scenario file.

use serde::Deserialize;
use toml::{Spanned, Value};

use super::issue_at;
use crate::error::Error;
use crate::issue::{Issue, cut, did_you_mean, quoted};
use crate::network::Bounds;
use crate::read::SourceFile;
use crate::read::settings::{Slip, TWICE};

/// A text with its place in the file.
pub(super) type Word = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub title: Word,
    pub note: Option<String>,
    #[serde(default)]
    pub sources: Vec<Word>,
    pub inherits: Option<Word>,
    /// A text, or a date as TOML itself writes it.
    pub as_of: Option<Spanned<Value>>,
    #[serde(default)]
    pub with: Vec<Word>,
    #[serde(default)]
    pub without: Vec<Word>,
    #[serde(default)]
    pub close: Vec<Word>,
    #[serde(default)]
    pub close_transit: Vec<Word>,
    #[serde(default)]
    pub reopen: Vec<Word>,
    #[serde(default)]
    pub ignore_events: Vec<Word>,
    pub bounds: Option<Bounds>,
    #[serde(default)]
    pub change: Vec<FileChange>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileChange {
    pub on: Spanned<Vec<Word>>,
    pub speed: Option<Spanned<FileValue>>,
    pub price: Option<Spanned<FileValue>>,
    pub hours: Option<Spanned<FileValue>>,
    pub usd: Option<Spanned<FileValue>>,
    pub capacity: Option<Spanned<FileValue>>,
}

/// `{ factor = 0.8 }`, or `{ low = 1, central = 2, high = 4 }`.
#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(super) struct FileValue {
    pub factor: Option<f64>,
    pub low: Option<f64>,
    pub central: Option<f64>,
    pub high: Option<f64>,
}

/// What a scenario says, and what a change says.
const KEYS: [&str; 13] = [
    "title",
    "note",
    "sources",
    "inherits",
    "as_of",
    "with",
    "without",
    "close",
    "close_transit",
    "reopen",
    "ignore_events",
    "bounds",
    "change",
];
const KEYS_OF_VALUE: [&str; 4] = ["factor", "low", "central", "high"];
const KEYS_OF_CHANGE: [&str; 6] = ["on", "speed", "price", "hours", "usd", "capacity"];

pub(super) fn parse(source: &SourceFile) -> Result<File, Error> {
    toml::from_str(&source.text).map_err(|error| {
        let slip = Slip::of(&source.text, &error);
        let is_in_change = source.text[..slip.offset].contains("[[change]]");
        let (message, help) = in_our_words(error.message(), slip.text, is_in_change);
        let issue = issue_at(source, slip.offset, "", cut(&message), &help);
        Error::Data(vec![Issue { field: slip.key.map(cut), ..issue }])
    })
}

/// What the parser says, and the next step: its words are about TOML and Rust, and whoever writes a scenario knows neither.
fn in_our_words(said: &str, line: &str, is_in_change: bool) -> (String, String) {
    let has_comma = line.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b',' && w[2].is_ascii_digit());
    if said.contains("__toml_private") {
        return ("this is a date".to_owned(), "a date stands only in as_of; data/README.md explains the fields".to_owned());
    }
    if let Some(key) = said.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
        let (others, own): (&[&str], &[&str]) = if is_in_change { (&KEYS, &KEYS_OF_CHANGE) } else { (&KEYS_OF_CHANGE, &KEYS) };
        if said.contains("`factor`") {
            let help = did_you_mean(key, KEYS_OF_VALUE, "write { factor = 0.8 }, or { low = 1, central = 2, high = 4 }");
            return (format!("a change has no {}", quoted(key)), help);
        }
        let help = match others.contains(&key) {
            true if is_in_change => "what the scenario says as a whole stands above the first [[change]]".to_owned(),
            true => "what changes stands under a line [[change]], with on = [...]".to_owned(),
            false => did_you_mean(key, own.iter().copied(), format!("one of: {}", own.join(", "))),
        };
        return (format!("nothing is called {} here", quoted(key)), help);
    }
    let usual = "data/README.md explains the fields of a scenario";
    let begins = |word: &str| line.trim_start().starts_with(word);
    let is_wrong_type = said.starts_with("invalid type");
    let wants = |what: &str| is_wrong_type && said.contains(&format!("expected {what}"));
    let (message, help) = if said == TWICE {
        ("it stands twice", "write it once; a list takes as many names as you like")
    } else if said.starts_with("missing field") {
        ("it is missing", usual)
    } else if line.contains(['\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{bb}']) {
        (said, "write straight quotes: \"\"")
    } else if begins("[change") || wants("struct FileChange") || (begins("change") && is_wrong_type) {
        ("this is no change", "write [[change]] on a line of its own; under it on = [...] and what changes")
    } else if wants("struct FileValue") {
        ("this is no change", "write { factor = 0.8 }, or { low = 1, central = 2, high = 4 }")
    } else if wants("f64") {
        ("this is no number", "write a number with a point, without quotes: 0.8")
    } else if wants("a sequence") {
        ("this is no list", "write names in brackets: [\"IR\", \"TM\"]")
    } else if wants("a string") {
        ("this is no text", "write it in straight quotes: \"\"")
    } else if has_comma && !line.contains('[') {
        (said, "write a point in numbers: 0.8")
    } else if begins("bounds") && (is_wrong_type || said.starts_with("unknown variant") || said.starts_with("wanted")) {
        ("this is no end of the estimates", "write bounds = \"low\", \"central\" or \"high\"")
    } else {
        (said, usual)
    };
    (message.to_owned(), help.to_owned())
}
