//! Whole numbers to the units that an answer shows.

pub(crate) fn round(value: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    (value * scale).round() / scale
}

pub(crate) fn km(millimetres: u64) -> f64 {
    round(millimetres as f64 / 1e6, 3)
}

pub(crate) fn hours(milliseconds: u64) -> f64 {
    round(milliseconds as f64 / 3.6e6, 3)
}

pub(crate) fn usd(microdollars: u64) -> f64 {
    round(microdollars as f64 / 1e6, 2)
}

pub(crate) fn kg(milligrams: u64) -> f64 {
    round(milligrams as f64 / 1e6, 3)
}
