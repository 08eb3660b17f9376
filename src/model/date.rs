//! Dates of facts, which are often known to the month or the year only.

use std::fmt;
use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar date whose day, or month and day, may be unknown: `2024`, `2024-06`, `2024-06-20`.
///
/// A partial date stands for a span of days, from [`Date::first_day`] to [`Date::last_day`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// A text that is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date; YYYY, YYYY-MM or YYYY-MM-DD is expected, from 1800 to 2200 of the Gregorian calendar")]
pub struct ParseDateError(String);

impl Date {
    /// A date known to the day. The caller answers for its being in the calendar.
    pub const fn new(year: u16, month: u8, day: u8) -> Date {
        Date { year, month: Some(month), day: Some(day) }
    }

    /// The first day that it can mean, as (year, month, day).
    pub fn first_day(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that it can mean, as (year, month, day).
    pub fn last_day(self) -> (u16, u8, u8) {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or_else(|| days_in(self.year, month)))
    }

    /// The day that counts where one day must: the last one that it can mean.
    #[must_use]
    pub fn to_day(self) -> Date {
        let (year, month, day) = self.last_day();
        Date::new(year, month, day)
    }

    /// Whether the whole of `self` comes before the first day of `other`.
    pub fn is_before(self, other: Date) -> bool {
        self.last_day() < other.first_day()
    }

    /// Whether a thing that began on `self` has begun by `other`, read in its favour: a partial `self` counts from its first day.
    pub fn has_come_by(self, other: Date) -> bool {
        self.first_day() <= other.last_day()
    }

    /// The day before the last one that it can mean.
    #[must_use]
    pub fn day_before(self) -> Date {
        match self.last_day() {
            (year, 1, 1) => Date::new(year - 1, 12, 31),
            (year, month, 1) => Date::new(year, month - 1, days_in(year, month - 1)),
            (year, month, day) => Date::new(year, month, day - 1),
        }
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, ParseDateError> {
        // A message can hold only so much of what was written instead.
        let wrong = || ParseDateError(text.chars().take(40).collect());
        let mut parts = text.split('-');
        let mut number = |digits: usize| -> Result<Option<u16>, ParseDateError> {
            match parts.next() {
                None => Ok(None),
                Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                    part.parse().map(Some).map_err(|_| wrong())
                }
                Some(_) => Err(wrong()),
            }
        };
        let year = number(4)?.ok_or_else(wrong)?;
        let month = number(2)?.map(|m| m as u8);
        let day = number(2)?.map(|d| d as u8);
        if number(0)?.is_some() || !(1800..=2200).contains(&year) {
            return Err(wrong());
        }
        if month.is_some_and(|m| !(1..=12).contains(&m)) {
            return Err(wrong());
        }
        if let (Some(m), Some(d)) = (month, day)
            && !(1..=days_in(year, m)).contains(&d)
        {
            return Err(wrong());
        }
        Ok(Date { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap_or_else(|e| unreachable!("{e}"))
    }

    #[test]
    fn reads_and_writes_each_form() {
        for text in ["2024", "2024-06", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in ["", "24", "2024-6", "2024-13", "2023-02-29", "2024-06-20-01", "2024-06-20T00", "20 June 2024"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_day_before_crosses_months_and_years() {
        for (day, before) in
            [("2026-03-01", "2026-02-28"), ("2024-03-01", "2024-02-29"), ("2026-01-01", "2025-12-31"), ("2025-06", "2025-06-29")]
        {
            assert_eq!(date(day).day_before(), date(before));
        }
    }

    #[test]
    fn partial_dates_are_spans() {
        assert!(date("2024").has_come_by(date("2024-01-01")));
        assert!(!date("2024").is_before(date("2024-06-01")));
        assert!(date("2024-05").is_before(date("2024-06-01")));
        assert!(!date("2026-03").has_come_by(date("2025-12-31")));
    }
}
