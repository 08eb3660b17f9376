//! Whole numbers to the units that an answer shows.

pub(crate) fn round(value: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    (value * scale).round() / scale
}

pub(crate) fn km(millimetres: u64) -> f64 {
    round(millimetres as f64 / 1e6, 3)
}

pub(crate) fn hours(seconds: u64) -> f64 {
    round(seconds as f64 / 3600.0, 3)
}

pub(crate) fn usd(cents: u64) -> f64 {
    cents as f64 / 100.0
}

pub(crate) fn kg(grams: u64) -> f64 {
    grams as f64 / 1000.0
}
