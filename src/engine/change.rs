//! Changed weights: only the links whose best way runs over what changed are settled again.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::hierarchy::Hierarchy;
use super::metric::{Metric, Settled};
use super::weight::Weight;

const NONE: u32 = u32::MAX;

/// What links were before a change.
#[derive(Debug, Clone)]
pub struct Undo<W> {
    before: Vec<(u32, Settled<W>)>,
}

impl<W> Undo<W> {
    /// The links that the change settled otherwise.
    pub(super) fn links(&self) -> impl Iterator<Item = u32> + '_ {
        self.before.iter().map(|(link, _)| *link)
    }
}

impl<W: Weight> Metric<W> {
    /// Settles again what depends on some arcs whose weights changed. `weight` gives the weight of every arc as it is now.
    pub fn change(&mut self, hierarchy: &Hierarchy, arcs: &[usize], weight: impl Fn(usize) -> W) -> Undo<W> {
        let mut undo = Undo { before: Vec::new() };
        if self.is_one() && arcs.iter().any(|arc| weight(*arc) != weight(arc ^ 1)) {
            self.tell_apart();
        }
        let places = arcs.iter().map(|arc| hierarchy.link_of[*arc]).filter(|place| *place != NONE);
        let mut waiting: BinaryHeap<Reverse<(u32, u32)>> =
            places.map(|place| Reverse((place / 2, hierarchy.tail(place / 2)))).collect();
        let mut last = NONE;
        // A link depends on links of lower numbers only.
        while let Some(Reverse((link, low))) = waiting.pop() {
            if link == last {
                continue;
            }
            last = link;
            let before = self.settled(link as usize);
            let now = self.settle_link(hierarchy, low, link, &weight);
            if now == before {
                continue;
            }
            self.set(link as usize, now);
            undo.before.push((link, before));
            if [now[0].0, now[1].0] != [before[0].0, before[1].0] {
                self.dependents(hierarchy, low, link, &mut waiting);
            }
        }
        undo
    }

    /// Takes a change back.
    pub fn undo(&mut self, undo: Undo<W>) {
        undo.before.into_iter().for_each(|(link, before)| self.set(link as usize, before));
    }

    /// Links whose best way ran over a link, or now should.
    fn dependents(&self, hierarchy: &Hierarchy, low: u32, link: u32, waiting: &mut BinaryHeap<Reverse<(u32, u32)>>) {
        for other in hierarchy.links(low).filter(|other| *other != link as usize) {
            let (first, second) = (other.min(link as usize), other.max(link as usize));
            let (a, b) = (hierarchy.head[first], hierarchy.head[second]);
            let links = hierarchy.links(a);
            let Ok(place) = hierarchy.head[links.clone()].binary_search(&b) else { continue };
            let upper = links.start + place;
            if self.hangs_on(upper, [first, second], link) {
                waiting.push(Reverse((upper as u32, a)));
            }
        }
    }
}
