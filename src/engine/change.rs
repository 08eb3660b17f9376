//! Changed weights: only the links whose best way runs over what changed are settled again.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::hierarchy::Hierarchy;
use super::metric::{ARC, Metric};
use super::weight::Weight;

const NONE: u32 = u32::MAX;

/// What links were before a change.
#[derive(Debug, Clone)]
pub struct Undo<W> {
    before: Vec<(u32, [W; 2], [[u32; 2]; 2])>,
}

impl<W> Undo<W> {
    /// The links that the change settled otherwise.
    pub(super) fn links(&self) -> impl Iterator<Item = u32> + '_ {
        self.before.iter().map(|(link, ..)| *link)
    }
}

impl<W: Weight> Metric<W> {
    /// Settles again what depends on some arcs whose weights changed. `weight` gives the weight of every arc as it is now.
    pub fn change(&mut self, hierarchy: &Hierarchy, arcs: &[usize], weight: impl Fn(usize) -> W) -> Undo<W> {
        let mut undo = Undo { before: Vec::new() };
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
            let i = link as usize;
            let before = (link, [self.up[i], self.down[i]], [self.up_by[i], self.down_by[i]]);
            self.settle_link(hierarchy, low, link, &weight);
            let is_changed = [self.up[i] != before.1[0], self.down[i] != before.1[1]];
            if before.2 != [self.up_by[i], self.down_by[i]] || is_changed != [false; 2] {
                undo.before.push(before);
            }
            if is_changed != [false; 2] {
                self.dependents(hierarchy, low, link, &mut waiting);
            }
        }
        undo
    }

    /// Takes a change back.
    pub fn undo(&mut self, undo: Undo<W>) {
        for (link, [up, down], [up_by, down_by]) in undo.before {
            let i = link as usize;
            (self.up[i], self.down[i], self.up_by[i], self.down_by[i]) = (up, down, up_by, down_by);
        }
    }

    /// The best of a link's own arcs and of the ways over lower nodes.
    fn settle_link(&mut self, hierarchy: &Hierarchy, low: u32, link: u32, weight: &impl Fn(usize) -> W) {
        let i = link as usize;
        (self.up[i], self.down[i]) = (W::UNREACHABLE, W::UNREACHABLE);
        (self.up_by[i], self.down_by[i]) = ([NONE; 2], [NONE; 2]);
        for arc in hierarchy.arcs_of(link) {
            let own = weight(*arc as usize);
            let is_up = hierarchy.link_of[*arc as usize].is_multiple_of(2);
            let (known, by) =
                if is_up { (&mut self.up[i], &mut self.up_by[i]) } else { (&mut self.down[i], &mut self.down_by[i]) };
            if own < *known {
                (*known, *by) = (own, [*arc, ARC]);
            }
        }
        let high = hierarchy.head[i];
        for (first, middle) in hierarchy.links_below(low) {
            let rest = first + 1..hierarchy.first[middle as usize + 1] as usize;
            let Ok(place) = hierarchy.head[rest.clone()].binary_search(&high) else { continue };
            let second = rest.start + place;
            let up = self.down[first].plus(self.up[second]);
            if up < self.up[i] {
                (self.up[i], self.up_by[i]) = (up, [first as u32, second as u32]);
            }
            let down = self.down[second].plus(self.up[first]);
            if down < self.down[i] {
                (self.down[i], self.down_by[i]) = (down, [second as u32, first as u32]);
            }
        }
    }

    /// Links whose best way ran over a link, or now should.
    fn dependents(&self, hierarchy: &Hierarchy, low: u32, link: u32, waiting: &mut BinaryHeap<Reverse<(u32, u32)>>) {
        for other in hierarchy.links(low).filter(|other| *other != link as usize) {
            let (first, second) = (other.min(link as usize), other.max(link as usize));
            let (a, b) = (hierarchy.head[first], hierarchy.head[second]);
            let links = hierarchy.links(a);
            let Ok(place) = hierarchy.head[links.clone()].binary_search(&b) else { continue };
            let upper = links.start + place;
            let ran = [self.up_by[upper], self.down_by[upper]].iter().any(|by| by[1] != ARC && by.contains(&link));
            let runs = self.down[first].plus(self.up[second]) < self.up[upper]
                || self.down[second].plus(self.up[first]) < self.down[upper];
            if ran || runs {
                waiting.push(Reverse((upper as u32, a)));
            }
        }
    }
}
