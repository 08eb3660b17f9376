//! Numbers as people read them.

use corridor::model::Estimate;
pub use corridor::units::counted;

/// Decimal places that a figure of this size needs.
pub fn places(value: f64) -> usize {
    match value.abs() {
        v if v == 0.0 || v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        v if v >= 0.1 => 2,
        _ => 4,
    }
}

/// `central (low-high)`, or the number alone where it is known exactly.
pub fn range(value: Estimate<f64>, places: usize) -> String {
    let show = |v: f64| grouped(v, places);
    if value.low == value.high {
        show(value.central)
    } else {
        format!("{} ({}-{})", show(value.central), show(value.low), show(value.high))
    }
}

/// Days, or hours where it is less than a day: a reader looks for where time is lost.
pub fn duration(hours: Estimate<f64>) -> String {
    let (value, unit) = if hours.central < 24.0 { (hours, "h") } else { (hours.map(|h| h / 24.0), "d") };
    let places = if unit == "h" && value.central >= 9.95 { 0 } else { 1 };
    range(value, places).replacen(' ', &format!(" {unit} "), 1)
}

pub fn thousands(value: f64) -> String {
    grouped(value, if value.abs() < 10.0 { 1 } else { 0 })
}

/// A number with its thousands set apart by commas.
pub fn grouped(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), ""), |(w, f)| (w, f));
    let mut digits = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) && digit.is_ascii_digit() && !digits.ends_with('-') {
            digits.push(',');
        }
        digits.push(digit);
    }
    if fraction.is_empty() { digits } else { format!("{digits}.{fraction}") }
}

pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
