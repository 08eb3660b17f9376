//! Scales with round marks.

/// From numbers to pixels, and where its marks stand.
pub(super) struct Axis {
    least: f64,
    most: f64,
    step: f64,
    from: f64,
    to: f64,
}

impl Axis {
    /// From 0 to the first mark from `most` on, between two pixels, with about so many marks.
    pub(super) fn new(most: f64, pixels: (f64, f64), marks: usize) -> Axis {
        Axis::between((0.0, most), pixels, marks)
    }

    /// From the last mark up to `least` to the first from `most` on.
    pub(super) fn between((least, most): (f64, f64), (from, to): (f64, f64), marks: usize) -> Axis {
        let range = if most > least && (most - least).is_finite() { most - least } else { 1.0 };
        let rough = range / marks.max(1) as f64;
        let power = 10f64.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 2.5, 5.0, 10.0].map(|x| x * power).into_iter().find(|step| *step >= rough * 0.999).unwrap_or(10.0 * power);
        let edge =
            |value: f64, up: bool| if up { (value / step - 1e-9).ceil() * step } else { (value / step + 1e-9).floor() * step };
        Axis { least: edge(least, false), most: edge(least + range, true), step, from, to }
    }

    /// The same, which ends where the numbers do.
    pub(super) fn ending_at(self, most: f64) -> Axis {
        Axis { most: if most > self.least { most } else { self.most }, ..self }
    }

    /// The pixel of a number.
    pub(super) fn at(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * (value - self.least) / (self.most - self.least)
    }

    /// Numbers of the marks, with how they are written.
    pub(super) fn marks(&self) -> Vec<(f64, String)> {
        let count = ((self.most - self.least) / self.step + 1e-9).floor() as usize;
        (0..=count).map(|i| self.least + i as f64 * self.step).map(|value| (value, grouped(value, self.step))).collect()
    }
}

/// A number as it is written beside a mark: thousands apart, as many digits as the step needs.
fn grouped(value: f64, step: f64) -> String {
    let digits = if step >= 1.0 && step.fract() == 0.0 {
        0
    } else if step >= 0.1 {
        1
    } else {
        2
    };
    thousands(value, digits)
}

/// A number with its thousands apart by commas.
pub(crate) fn thousands(value: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", value.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
    format!("{}{out}{rest}", if value < 0.0 && !is_zero { "−" } else { "" })
}
