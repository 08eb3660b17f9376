//! The form of a scenario file.

use serde::Deserialize;
use toml::{Spanned, Value};

use super::issue_at;
use crate::error::Error;
use crate::issue::cut;
use crate::network::Bounds;
use crate::read::SourceFile;

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

pub(super) fn parse(source: &SourceFile) -> Result<File, Error> {
    toml::from_str(&source.text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        // The message of the parser names the unknown key and those that it expects, but not the key of a wrong value, which begins its line, nor one that stands twice.
        let begun = source.text[..offset].rfind('\n').map_or(0, |end| end + 1);
        let end = if error.message() == "duplicate key" { source.text.len() } else { offset };
        let line = source.text[begun..end].lines().next().unwrap_or_default();
        let key = line.split_once('=').map(|(key, _)| format!("{}: ", cut(key.trim()))).unwrap_or_default();
        let message = format!("{key}{}", cut(error.message()));
        Error::Data(vec![issue_at(source, offset, message, "data/README.md explains the fields of a scenario")])
    })
}
