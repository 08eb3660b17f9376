//! Where a file of settings in TOML cannot be read: the parser gives a place, and whoever wrote the file looks for a line and a key.

/// A slip in a file of settings.
pub(crate) struct Slip<'t> {
    /// Byte in the text.
    pub offset: usize,
    /// Line, counted from 1.
    pub line: usize,
    /// The line's text.
    pub text: &'t str,
    /// The key that it is about.
    pub key: Option<&'t str>,
}

impl<'t> Slip<'t> {
    /// What the parser found in a text.
    pub fn of(text: &'t str, error: &'t toml::de::Error) -> Slip<'t> {
        let offset = error.span().map_or(0, |span| span.start);
        let before = text.get(..offset).unwrap_or(text);
        let begun = before.rfind('\n').map_or(0, |end| end + 1);
        let row = text[begun..].lines().next().unwrap_or_default();
        // The parser names keys that are unknown or missing. That of a wrong value begins its line, and one that stands twice has yet to come.
        let until = if error.message() == TWICE { row } else { row.get(..offset - begun).unwrap_or(row) };
        let key = until.split_once('=').map(|(key, _)| key.trim()).or_else(|| named(error.message()));
        Slip { offset, line: 1 + before.bytes().filter(|byte| *byte == b'\n').count(), text: row, key }
    }
}

/// What the parser says of a key that stands twice.
pub(crate) const TWICE: &str = "duplicate key";

/// The key that the parser names.
fn named(said: &str) -> Option<&str> {
    ["missing field `", "unknown field `"].iter().find_map(|begin| said.strip_prefix(begin)?.split('`').next())
}
