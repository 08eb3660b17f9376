//! The font of all charts, which the program carries: DejaVu Sans, which has Latin, Cyrillic, Greek, Arabic (with Persian), Armenian and Georgian letters.

use std::sync::OnceLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use crate::issue::is_hostile;

/// How charts name it; Verdana has the same widths, for machines without it.
pub(super) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// The files, regular and bold.
pub(super) fn files() -> [&'static [u8]; 2] {
    [dejavu::sans::regular(), dejavu::sans::bold()]
}

/// Regular or bold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

fn face(weight: Weight) -> Option<&'static FontRef<'static>> {
    static FACES: OnceLock<[Option<FontRef<'static>>; 2]> = OnceLock::new();
    let faces = FACES.get_or_init(|| files().map(|file| FontRef::new(file).ok()));
    faces[usize::from(weight == Weight::Bold)].as_ref()
}

/// How wide a text of a size is, pixels. Letters that the font lacks count as wide as it is high.
pub(super) fn width(text: &str, (size, weight): Type) -> f64 {
    let Some(face) = face(weight) else { return text.chars().count() as f64 * size };
    let (letters, metrics) = (face.charmap(), face.glyph_metrics(Size::new(1.0), LocationRef::default()));
    let advance = |letter: char| letters.map(letter).and_then(|glyph| metrics.advance_width(glyph)).map_or(1.0, f64::from);
    // As it is drawn: what is not seen is spelled out.
    let width = |letter: char| {
        if is_hostile(letter) { letter.escape_unicode().map(advance).sum() } else { advance(letter) }
    };
    text.chars().map(width).sum::<f64>() * size
}

/// Size in pixels, and weight.
pub(super) type Type = (f64, Weight);

/// A text cut to a width, with dots where something is left out.
pub(super) fn fitted(text: &str, size: Type, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if width(&kept, size) + width("…", size) > most {
            kept.pop();
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}

/// A text in lines of a width, broken at spaces.
pub(super) fn wrapped(text: &str, size: Type, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
