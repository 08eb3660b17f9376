//! The engine under a network in one state: many questions for best paths, and the same with links closed.

use std::sync::{Mutex, PoisonError};

use super::{LinkId, Network, NodeId, Path, Weight};
use crate::engine::{Hierarchy, Metric, Query, Weight as _};

/// Bits for the second number of a weight, in seconds: half a year. It only decides between equals.
const SECOND_BITS: u32 = 24;
/// The largest first number that is told apart: 270,000 km, or nine years.
const LARGEST: u64 = (1 << 38) - 1;
/// Where more links are closed than this, a plain search is as quick.
const MOST_CLOSED: usize = 20_000;

/// Best paths in a network whose links weigh the same for every question. Worth its preparation on large networks.
pub struct Fast<'n> {
    hierarchy: &'n Hierarchy,
    weight: Vec<Option<Weight>>,
    metric: Metric<u64>,
    /// Memory of questions that are done, for those that come.
    spare: Mutex<Vec<(Metric<u64>, Query<'n, u64>)>>,
}

impl<'n> Fast<'n> {
    /// Prepares a network whose links weigh so much; `None` where they are closed.
    pub fn new(network: &'n Network, weigh: impl Fn(LinkId) -> Option<Weight>) -> Fast<'n> {
        let weight: Vec<Option<Weight>> = network.links().map(weigh).collect();
        let hierarchy = network.hierarchy();
        let metric = Metric::new(hierarchy, |link| both(weight[link]));
        Fast { hierarchy, weight, metric, spare: Mutex::new(Vec::new()) }
    }

    /// The best path from any of some nodes to any of others, with some links closed; `None` where there is none. Where very many are closed it does not answer ([`Err`]).
    ///
    /// # Errors
    /// The number of links, where they are too many.
    pub fn best_without(&self, closed: &[LinkId], from: &[NodeId], to: &[NodeId]) -> Result<Option<Path>, usize> {
        if closed.len() > MOST_CLOSED {
            return Err(closed.len());
        }
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let known = spare().pop();
        let (mut metric, mut query) = known.unwrap_or_else(|| (self.metric.clone(), Query::new(self.hierarchy)));
        let mut arcs: Vec<usize> = closed.iter().map(|link| link.0 as usize).collect();
        arcs.sort_unstable();
        let now = |link: usize| if arcs.binary_search(&link).is_ok() { u64::UNREACHABLE } else { both(self.weight[link]) };
        let undo = (!arcs.is_empty()).then(|| metric.change(self.hierarchy, &arcs, now));
        let found = self.ask(&metric, &mut query, from, to);
        if let Some(undo) = undo {
            metric.undo(undo);
        }
        spare().push((metric, query));
        Ok(found)
    }

    fn ask(&self, metric: &Metric<u64>, query: &mut Query<u64>, from: &[NodeId], to: &[NodeId]) -> Option<Path> {
        let ends = from.iter().flat_map(|from| to.iter().map(move |to| (from.0, to.0)));
        let reached = ends.map(|(from, to)| (query.weight(metric, from, to), from, to));
        let (_, from, to) = reached.filter(|(weight, ..)| *weight < u64::UNREACHABLE).min()?;
        let mut arcs = Vec::new();
        query.path(metric, from, to, &mut arcs)?;
        let links: Vec<LinkId> = arcs.into_iter().map(LinkId).collect();
        let weight = links.iter().filter_map(|link| self.weight[link.0 as usize]).fold(Weight::default(), Weight::plus);
        Some(Path { links, weight })
    }
}

/// Both numbers of a weight in one.
fn both(weight: Option<Weight>) -> u64 {
    weight.map_or(u64::UNREACHABLE, |weight| (weight.primary.min(LARGEST) << SECOND_BITS) + weight.secondary / 1000)
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, SECOND_BITS, both};
    use crate::engine::Weight as _;
    use crate::network::Weight;

    #[test]
    fn what_is_second_is_in_seconds_and_never_first() {
        let of = |primary, secondary| both(Some(Weight { primary, secondary }));
        assert_eq!(of(3, 7_200_999), (3 << SECOND_BITS) + 7_200);
        assert!(of(2, 2_400 * 3_600_000) < of(3, 0) && of(3, 1_000) < of(3, 2_000));
        assert_eq!(of(LARGEST + 1, 0), LARGEST << SECOND_BITS);
        assert_eq!(both(None), u64::UNREACHABLE);
    }
}
