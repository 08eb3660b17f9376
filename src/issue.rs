//! Something that is wrong in the data.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Known and explained in the data itself.
    Note,
    /// Should be looked at; the data can be used.
    Warning,
    /// The data cannot be used.
    Error,
}

/// One problem, with everything that somebody needs who is editing the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Issue {
    /// How bad it is.
    pub severity: Severity,
    /// Short name of the problem; stable.
    pub code: String,
    /// The file.
    pub file: String,
    /// Line in the file, counted from 1.
    pub line: Option<usize>,
    /// Number of the feature in the file, counted from 0.
    pub feature: Option<usize>,
    /// Id of the record.
    pub id: Option<String>,
    /// The field.
    pub field: Option<String>,
    /// What is wrong, with the value in question.
    pub message: String,
    /// One next step.
    pub help: Option<String>,
}

/// The code of what is over a stated limit: `docs/limits.md`.
pub const LIMIT: &str = "limit";

impl Issue {
    /// More than a stated limit allows.
    pub(crate) fn limit(file: &str, message: impl Into<String>) -> Issue {
        Issue::new(Severity::Error, LIMIT, file, message)
    }

    /// A problem in a file.
    pub fn new(severity: Severity, code: &str, file: &str, message: impl Into<String>) -> Issue {
        Issue {
            severity,
            code: code.to_owned(),
            file: file.to_owned(),
            line: None,
            feature: None,
            id: None,
            field: None,
            message: message.into(),
            help: None,
        }
    }

    /// The same with a line.
    #[must_use]
    pub fn line(mut self, line: usize) -> Issue {
        self.line = Some(line);
        self
    }

    /// Names the feature, from 0.
    #[must_use]
    pub fn feature(mut self, feature: usize) -> Issue {
        self.feature = Some(feature);
        self
    }

    /// The same with the field.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Issue {
        self.field = Some(field.into());
        self
    }

    /// The same with a next step.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Issue {
        self.help = Some(help.into());
        self
    }

    /// Whether the data cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", harmless(&self.file))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, ": {severity}[{}]: ", self.code)?;
        let mut place = Vec::new();
        if let Some(feature) = self.feature {
            place.push(format!("feature {feature}"));
        }
        if let Some(id) = &self.id {
            place.push(harmless(&quoted(id)));
        }
        if let Some(field) = &self.field {
            place.push(format!("field {}", harmless(&quoted(field))));
        }
        if !place.is_empty() {
            write!(f, "{}: ", place.join(", "))?;
        }
        write!(f, "{}", harmless(&short(&self.message)))?;
        if let Some(help) = &self.help {
            write!(f, "\n    help: {}", harmless(&short(help)))?;
        }
        Ok(())
    }
}

/// Whether a character moves a cursor, turns text around, or is there without being seen. The joiners of Persian and Hindi (U+200C, U+200D) are none of these.
pub fn is_hostile(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hides = matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || turns || hides || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Text from an input, made safe for a terminal: what [`is_hostile`] is spelled out.
pub fn harmless(text: &str) -> String {
    if text.chars().any(is_hostile) {
        text.chars().map(|c| if is_hostile(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
    } else {
        text.to_owned()
    }
}

/// The same line by line: line breaks stay.
pub fn harmless_lines(text: &str) -> String {
    text.split('\n').map(harmless).collect::<Vec<_>>().join("\n")
}

/// A value from an input, in quotes, cut to a length that a message can hold.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", cut(text))
}

/// A text from an input, cut to a length that a message can hold.
pub fn cut(text: &str) -> String {
    const LONGEST: usize = 80;
    cut_at(text, LONGEST)
}

/// A message, cut to what anybody reads: whatever it quotes.
pub fn short(text: &str) -> String {
    const LONGEST: usize = 2_000;
    cut_at(text, LONGEST)
}

fn cut_at(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// A number for a message: as it is, or short where it has many digits.
pub fn figure(number: f64) -> String {
    let is_long = number.abs() >= 1e15 || number != 0.0 && number.abs() < 1e-9;
    if is_long { format!("{number:e}") } else { number.to_string() }
}

/// Longer words than this are no misspelt ids.
const LONGEST_WORD: usize = 100;

/// A help that asks for the candidate nearest in spelling, or else says this.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, otherwise: impl Into<String>) -> String {
    nearest(word, candidates).map_or_else(|| otherwise.into(), |near| format!("did you mean {}?", quoted(near)))
}

/// The candidate nearest in spelling, if one is near enough to be meant.
fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    // Words of very different length cannot be near: most need no comparing, and a hostile one gets none.
    let could_be = |candidate: &&str| candidate.chars().count().abs_diff(length) <= length / 3 + 1 && length <= LONGEST_WORD;
    candidates
        .into_iter()
        .filter(could_be)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count().max(word.chars().count()) / 3).max(1))
        .min()
        .map(|(_, candidate)| candidate)
}
