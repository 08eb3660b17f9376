//! Draws that a seed repeats.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Draws of a goal.
pub struct Random(ChaCha8Rng);

impl Random {
    /// Those of a seed.
    pub fn of(seed: u64) -> Random {
        Random(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A whole number below another.
    pub fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end.max(1) as u64) as usize
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        self.0.next_u64() as f64 / u64::MAX as f64
    }
}
