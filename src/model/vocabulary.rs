//! Words with a fixed spelling in the files.

use schemars::JsonSchema;
use serde::Serialize;

/// A small set of words that a field may hold.
pub trait Word: Sized + Copy + 'static {
    /// Every word with its spelling in the files.
    const WORDS: &'static [(&'static str, Self)];

    /// Its spelling in the files.
    fn word(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::WORDS.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }

    /// The word of this spelling.
    fn of(text: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
    }
}

/// How far a figure can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A slogan, a forecast, one weak text, general knowledge, or sources that disagree widely.
    Low,
    /// One good text, or several that differ a little.
    Medium,
    /// Official or operator figure, consistent across texts.
    High,
}

impl Word for Confidence {
    const WORDS: &'static [(&'static str, Self)] =
        &[("low", Confidence::Low), ("medium", Confidence::Medium), ("high", Confidence::High)];
}

/// The source ids in a `source` field, which holds one or several separated by `;`.
pub fn sources_of(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').map(str::trim).filter(|id| !id.is_empty())
}
