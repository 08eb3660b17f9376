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

/// The codes that ISO 3166-1 assigns, with `XK`, which it leaves to users and all use for Kosovo.
const ASSIGNED: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Which second letters follow each first one, a bit each: networks of others ask for every edge.
const SECOND_LETTERS: [u32; 26] = {
    let (codes, mut letters, mut at) = (ASSIGNED.as_bytes(), [0; 26], 0);
    while at + 1 < codes.len() {
        letters[(codes[at] - b'A') as usize] |= 1 << (codes[at + 1] - b'A');
        at += 3;
    }
    letters
};

impl Country {
    /// Whether it stands for a country, or for the sea.
    pub fn is_assigned(self) -> bool {
        let [first, second] = self.0.map(|letter| letter.wrapping_sub(b'A'));
        self.is_high_seas()
            || SECOND_LETTERS.get(usize::from(first)).is_some_and(|seconds| second < 32 && seconds & (1 << second) != 0)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_assigned_as_the_list_says() {
        for first in b'A'..=b'Z' {
            for second in b'A'..=b'Z' {
                let country = Country([first, second]);
                let is_listed = ASSIGNED.split(' ').any(|code| code == country.as_str());
                assert_eq!(country.is_assigned(), is_listed || country.is_high_seas(), "{}", country.as_str());
            }
        }
    }
}
