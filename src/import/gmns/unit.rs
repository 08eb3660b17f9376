//! Units of length, which a table of numbers must state.

use crate::model::Word;

/// The unit of the lengths in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthUnit {
    /// Kilometres.
    Km,
    /// Metres.
    M,
    /// International miles, 1609.344 m.
    Mi,
    /// International feet, 0.3048 m.
    Ft,
}

impl LengthUnit {
    /// A length in this unit, in kilometres.
    pub(crate) fn to_km(self, length: f64) -> f64 {
        match self {
            LengthUnit::Km => length,
            LengthUnit::M => length / 1e3,
            LengthUnit::Mi => length * 1.609_344,
            LengthUnit::Ft => length * 0.000_304_8,
        }
    }
}

impl Word for LengthUnit {
    /// The first word of each is the one to write; the others are met in files.
    const WORDS: &'static [(&'static str, Self)] = &[
        ("km", LengthUnit::Km),
        ("m", LengthUnit::M),
        ("mi", LengthUnit::Mi),
        ("ft", LengthUnit::Ft),
        ("kilometre", LengthUnit::Km),
        ("kilometres", LengthUnit::Km),
        ("kilometer", LengthUnit::Km),
        ("kilometers", LengthUnit::Km),
        ("metre", LengthUnit::M),
        ("metres", LengthUnit::M),
        ("meter", LengthUnit::M),
        ("meters", LengthUnit::M),
        ("mile", LengthUnit::Mi),
        ("miles", LengthUnit::Mi),
        ("foot", LengthUnit::Ft),
        ("feet", LengthUnit::Ft),
    ];
}
