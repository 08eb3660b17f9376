//! Two-letter country codes.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// Whether a code is that of an exclave of a country: `AZ-NX` of `AZ`.
pub fn is_exclave_of(code: &str, country: &str) -> bool {
    country.len() == 2 && code.strip_prefix(country).is_some_and(|rest| rest.starts_with('-'))
}

/// An ISO 3166-1 alpha-2 code; [`Country::HIGH_SEAS`] (`XZ`, a code that ISO leaves to users) stands for the sea outside any country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The sea outside any country. Seas are told apart by name, not by code.
    pub const HIGH_SEAS: Country = Country(*b"XZ");

    /// The code as text, `"IR"`.
    pub fn as_str(&self) -> &str {
        // Only capital ASCII letters can be in here, so this never falls back.
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// Whether this is the sea outside any country.
    pub fn is_high_seas(self) -> bool {
        self == Country::HIGH_SEAS
    }
}

impl FromStr for Country {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Country([*a, *b])),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
