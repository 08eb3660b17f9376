//! How a layer is drawn. Colours are such that colour-blind readers tell them apart, and grey print does too where they mean more or less.

use crate::model::{Mode, Word};

/// A colour: red, green and blue.
pub type Colour = [u8; 3];

/// How a layer is drawn.
pub struct Style {
    /// The column whose values tell rows apart.
    pub by: &'static str,
    /// How they do.
    pub symbols: Symbols,
    /// The column whose text stands beside each shape, if one does.
    pub label: Option<&'static str>,
}

/// How rows of different values are drawn.
pub enum Symbols {
    /// Each value by a look of its own.
    Values(Vec<Look>),
    /// Numbers by classes, from each bound to the next.
    Classes(Vec<(f64, f64, Look)>),
    /// All alike, as wide as the number says: up to the largest one.
    Width {
        /// How the widest is drawn.
        look: Look,
        /// The largest number.
        most: f64,
    },
}

/// How rows of one value or class are drawn.
pub struct Look {
    /// The value, or the class in words.
    pub value: String,
    /// Its colour.
    pub colour: Colour,
    /// Width of a line or size of a point, millimetres.
    pub size: f64,
    /// Whether a line is dashed.
    pub is_dashed: bool,
}

impl Look {
    pub(crate) fn new(value: impl Into<String>, colour: Colour, size: f64) -> Look {
        Look { value: value.into(), colour, size, is_dashed: false }
    }

    pub(super) fn dashed(self) -> Look {
        Look { is_dashed: true, ..self }
    }
}

/// Colours of Okabe and Ito 2008.
pub(crate) mod palette {
    use super::Colour;

    pub(crate) const BLACK: Colour = [0, 0, 0];
    pub(crate) const ORANGE: Colour = [230, 159, 0];
    pub(crate) const SKY: Colour = [86, 180, 233];
    pub(crate) const GREEN: Colour = [0, 158, 115];
    pub(crate) const BLUE: Colour = [0, 114, 178];
    pub(crate) const VERMILION: Colour = [213, 94, 0];
    pub(crate) const PURPLE: Colour = [204, 121, 167];
    pub(crate) const GREY: Colour = [140, 140, 140];
}

/// The colour of a mode, on every map and chart.
pub(crate) fn mode_colour(mode: Mode) -> Colour {
    match mode {
        Mode::Rail => palette::BLACK,
        Mode::Road => palette::VERMILION,
        Mode::Sea => palette::BLUE,
        Mode::Ferry => palette::SKY,
        Mode::Pipeline => palette::PURPLE,
    }
}

/// Lines by mode.
pub(super) fn by_mode(by: &'static str, size: f64) -> Style {
    let looks = Mode::WORDS.iter().map(|(word, mode)| Look::new(*word, mode_colour(*mode), size));
    Style { by, symbols: Symbols::Values(looks.collect()), label: None }
}

/// One hue from light to dark: the more, the darker.
const SHADES: [Colour; 5] = [[253, 220, 150], [246, 172, 84], [226, 116, 42], [178, 62, 18], [103, 16, 10]];

/// Bounds of the classes of shares: small ones are told apart too.
const BOUNDS: [f64; 6] = [0.0, 0.05, 0.1, 0.25, 0.5, 1.0];

/// Shares from 0 to 1 in five classes.
pub(super) fn by_share(by: &'static str, size: f64) -> Style {
    let classes = SHADES.iter().enumerate().map(|(i, colour)| {
        let (from, to) = (BOUNDS[i], BOUNDS[i + 1]);
        let look = Look::new(format!("{:.0} to {:.0} %", from * 100.0, to * 100.0), *colour, size * (0.5 + 0.25 * i as f64));
        (from, to, look)
    });
    Style { by, symbols: Symbols::Classes(classes.collect()), label: None }
}
