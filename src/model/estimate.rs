//! A quantity that is not known exactly.

use schemars::JsonSchema;
use serde::Serialize;

/// A low, a central and a high value of one quantity. `low <= central <= high` holds for everything that passed the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Estimate<T> {
    /// The low end of what is plausible.
    pub low: T,
    /// The value to use when only one can be used.
    pub central: T,
    /// The high end of what is plausible.
    pub high: T,
}

impl<T> Estimate<T> {
    /// An estimate from its three values.
    pub const fn new(low: T, central: T, high: T) -> Estimate<T> {
        Estimate { low, central, high }
    }

    /// The same function applied to each of the three values.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Estimate<U> {
        Estimate { low: f(self.low), central: f(self.central), high: f(self.high) }
    }
}

impl<T: Copy> Estimate<T> {
    /// A quantity known exactly.
    pub const fn exact(value: T) -> Estimate<T> {
        Estimate { low: value, central: value, high: value }
    }
}

impl Estimate<u64> {
    /// The sum, end by end. Whole numbers, so the order of adding never matters; at the largest number it stays there.
    pub fn plus(self, other: Estimate<u64>) -> Estimate<u64> {
        Estimate {
            low: self.low.saturating_add(other.low),
            central: self.central.saturating_add(other.central),
            high: self.high.saturating_add(other.high),
        }
    }
}
