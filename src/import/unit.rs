//! Units of length.

use std::str::FromStr;

use serde::Deserialize;

use crate::model::Word;

/// A unit of length of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum LengthUnit {
    /// Kilometres.
    Km,
    /// Metres.
    M,
    /// International miles of 1,609.344 m.
    Mi,
    /// Nautical miles of 1,852 m.
    Nmi,
    /// International feet of 0.3048 m.
    Ft,
}

impl LengthUnit {
    /// Kilometres in one.
    pub fn km(self) -> f64 {
        match self {
            LengthUnit::Km => 1.0,
            LengthUnit::M => 0.001,
            LengthUnit::Mi => 1.609_344,
            LengthUnit::Nmi => 1.852,
            LengthUnit::Ft => 0.000_304_8,
        }
    }
}

impl Word for LengthUnit {
    /// The first word of each is the one to write; the others are met in files.
    const WORDS: &'static [(&'static str, Self)] = &[
        ("km", LengthUnit::Km),
        ("m", LengthUnit::M),
        ("mi", LengthUnit::Mi),
        ("nmi", LengthUnit::Nmi),
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

impl FromStr for LengthUnit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        LengthUnit::of(&text.trim().to_lowercase()).ok_or_else(|| format!("{text} is no unit of length: km, m, mi, nmi or ft"))
    }
}

impl TryFrom<String> for LengthUnit {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
