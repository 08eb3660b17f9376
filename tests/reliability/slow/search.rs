//! Every arc tried again and again until nothing gets less.

use corridor::model::{Mode, PlaceIx};

use super::{Slow, What};

/// The objective, and among equals the time.
pub type Sum = [u64; 2];

/// Where no way leads.
const NEVER: Sum = [u64::MAX; 2];

/// The least sums to all states.
pub struct Least(pub Vec<Sum>);

impl Slow<'_> {
    /// The states of a place on layers of these modes.
    pub fn at(&self, place: PlaceIx, modes: &[Mode]) -> Vec<usize> {
        (0..self.states.len()).filter(|i| self.states[*i].place == place && modes.contains(&self.states[*i].mode)).collect()
    }

    /// Searches from some states, each with a sum that it starts with.
    pub fn search(&self, weights: &[Option<Sum>], roots: &[(usize, Sum)]) -> Least {
        let mut least = vec![NEVER; self.states.len()];
        roots.iter().for_each(|(state, sum)| least[*state] = *sum);
        let open: Vec<(usize, usize, Sum)> =
            self.arcs.iter().zip(weights).filter_map(|(arc, weight)| Some((arc.from, arc.to, (*weight)?))).collect();
        let mut is_changed = true;
        while is_changed {
            is_changed = false;
            for (from, to, [weight, time]) in &open {
                let [so_far, hours] = least[*from];
                if so_far == u64::MAX {
                    continue;
                }
                let sum = [so_far + weight, hours + time];
                if sum < least[*to] {
                    least[*to] = sum;
                    is_changed = true;
                }
            }
        }
        Least(least)
    }

    /// Whether two different ways have the least sum: somewhere on a best way two arcs come in that both belong to one.
    pub fn has_tie(&self, weights: &[Option<Sum>], least: &Least, end: usize) -> bool {
        let (mut todo, mut seen) = (vec![end], vec![false; self.states.len()]);
        while let Some(state) = todo.pop() {
            if std::mem::replace(&mut seen[state], true) {
                continue;
            }
            let is_best = |from: usize, [weight, time]: Sum| {
                let [so_far, hours] = least.0[from];
                so_far != u64::MAX && [so_far + weight, hours + time] == least.0[state]
            };
            let into = self
                .arcs
                .iter()
                .zip(weights)
                .filter(|(arc, weight)| arc.to == state && weight.is_some_and(|w| is_best(arc.from, w)));
            let into: Vec<_> = into.map(|(arc, _)| arc).collect();
            if into.iter().filter(|arc| matches!(arc.what, What::Along(_))).count() > 1 {
                return true;
            }
            todo.extend(into.iter().map(|arc| arc.from));
        }
        false
    }
}

impl Least {
    /// The least sum to any of some states, and the state.
    pub fn to_any(&self, states: &[usize]) -> Option<(Sum, usize)> {
        states.iter().map(|state| (self.0[*state], *state)).min().filter(|(sum, _)| *sum != NEVER)
    }
}
