//! Whole numbers that add up.

/// A weight: 32 bits where all weights together fit, half the memory and twice the speed; else 64.
pub trait Weight: Copy + Default + Ord + Send + Sync + std::fmt::Debug + 'static {
    /// Nothing.
    const ZERO: Self;
    /// Of what cannot be reached, and of an arc that is closed; larger than any sum of weights.
    const UNREACHABLE: Self;

    /// The sum; [`Weight::UNREACHABLE`] where a part is.
    #[must_use]
    fn plus(self, other: Self) -> Self;
}

// Twice the largest number still fits, so that sums need no check.
impl Weight for u32 {
    const ZERO: u32 = 0;
    const UNREACHABLE: u32 = u32::MAX / 2;

    #[inline]
    fn plus(self, other: u32) -> u32 {
        self.wrapping_add(other).min(Self::UNREACHABLE)
    }
}

impl Weight for u64 {
    const ZERO: u64 = 0;
    const UNREACHABLE: u64 = u64::MAX / 2;

    #[inline]
    fn plus(self, other: u64) -> u64 {
        self.wrapping_add(other).min(Self::UNREACHABLE)
    }
}
