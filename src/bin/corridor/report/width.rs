//! How wide text may be, and text that fits: folded at spaces, and in the order of its columns whatever script its names are in.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, io};

use unicode_width::UnicodeWidthStr;

/// Whether text goes to a file, which is the same whatever terminal it was written from.
static IS_FOR_FILE: AtomicBool = AtomicBool::new(false);

/// From now on text goes to a file.
pub fn write_for_file() {
    IS_FOR_FILE.store(true, Ordering::Relaxed);
}

/// Columns that text may take: what `COLUMNS` says, else what the terminal has; none in a pipe or file.
pub fn columns() -> Option<usize> {
    if IS_FOR_FILE.load(Ordering::Relaxed) {
        return None;
    }
    let said = env::var("COLUMNS").ok().and_then(|text| text.parse().ok()).filter(|columns| *columns > 0);
    said.or_else(|| io::stdout().is_terminal().then(comfy_table::Table::new).and_then(|table| table.width()).map(usize::from))
}

/// A text for people: lines too long are folded at spaces, and names written from right to left keep to their place.
pub fn for_people(text: &str) -> String {
    let folded: Vec<String> = match columns() {
        Some(columns) => text.lines().flat_map(|line| folded(line, columns)).collect(),
        None => text.lines().map(str::to_owned).collect(),
    };
    let is_terminal = io::stdout().is_terminal() && !IS_FOR_FILE.load(Ordering::Relaxed);
    let lines = folded.into_iter().map(|line| if is_terminal { isolated(&line) } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line in pieces of a width, what follows indented by two more columns than the first. A table is folded already, column by column; only one with more numbers than have room is folded again.
fn folded(line: &str, columns: usize) -> Vec<String> {
    if line.width() <= columns {
        return vec![line.to_owned()];
    }
    let indent = " ".repeat((line.len() - line.trim_start().len() + 2).min(columns / 2));
    let mut pieces: Vec<String> = Vec::new();
    for word in line.split(' ') {
        match pieces.last_mut() {
            Some(piece) if piece.width() + 1 + word.width() <= columns => {
                piece.push(' ');
                piece.push_str(word);
            }
            Some(_) => pieces.push(format!("{indent}{word}")),
            None => pieces.push(word.to_owned()),
        }
    }
    pieces
}

/// Terminals that know both directions of writing turn a line about when it has letters of the other one. Marks without width keep those letters together and all
/// else from left to right (Unicode Standard Annex 9: U+200E, U+2068, U+2069).
fn isolated(line: &str) -> String {
    if !line.chars().any(is_right_to_left) {
        return line.to_owned();
    }
    let mut out = String::from("\u{200e}");
    let mut run = String::new();
    let mut neutral = String::new();
    for letter in line.chars() {
        if is_right_to_left(letter) {
            run.push_str(&std::mem::take(&mut neutral));
            run.push(letter);
        } else if run.is_empty() {
            out.push(letter);
        } else if letter.is_alphanumeric() || matches!(letter, '→' | '>') || neutral.ends_with(' ') && letter == ' ' {
            out += &format!("\u{2068}{}\u{2069}{}{letter}", std::mem::take(&mut run), std::mem::take(&mut neutral));
        } else {
            neutral.push(letter);
        }
    }
    if !run.is_empty() {
        out += &format!("\u{2068}{run}\u{2069}");
    }
    out + &neutral
}

/// Hebrew, Arabic and their neighbours, and their presentation forms.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::{folded, isolated};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn what_is_too_long_is_folded_at_spaces() {
        assert_eq!(folded("a bc def", 4), ["a bc", "  def"]);
        assert_eq!(folded("  note of some words", 12), ["  note of", "    some", "    words"]);
        assert_eq!(folded("1  Moscow   2,039 km", 20), ["1  Moscow   2,039 km"]);
        let long = "Перевалка в порту 東京 на пути".repeat(9);
        assert!(folded(&long, 30).iter().all(|line| line.width() <= 30));
    }

    #[test]
    fn names_from_right_to_left_keep_their_place_and_take_no_width() {
        let row = "1  تهران، بندر عباس → Mumbai   12 km";
        let marked = isolated(row);
        assert_eq!(marked, "\u{200e}1  \u{2068}تهران، بندر عباس\u{2069} → Mumbai   12 km");
        assert_eq!(marked.width(), row.width());
        // From one to the other stays from left to right.
        assert_eq!(isolated("تهران → مشهد"), "\u{200e}\u{2068}تهران\u{2069} → \u{2068}مشهد\u{2069}");
        assert_eq!(isolated("Moscow  東京"), "Moscow  東京");
    }
}
