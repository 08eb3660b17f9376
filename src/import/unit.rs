//! Units of length.

use std::str::FromStr;

use serde::Deserialize;

/// A unit of length of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
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

impl FromStr for LengthUnit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_lowercase().as_str() {
            "km" => Ok(LengthUnit::Km),
            "m" => Ok(LengthUnit::M),
            "mi" => Ok(LengthUnit::Mi),
            "nmi" => Ok(LengthUnit::Nmi),
            "ft" => Ok(LengthUnit::Ft),
            other => Err(format!("{other} is no unit of length: km, m, mi, nmi or ft")),
        }
    }
}
