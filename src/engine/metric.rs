//! Weights on a hierarchy: customization.

use super::hierarchy::Hierarchy;
use super::weight::Weight;

const NONE: u32 = u32::MAX;

/// The least weight along each link of a hierarchy, upwards and downwards, by any way over lower nodes; and how it comes about.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric<W> {
    pub(super) up: Vec<W>,
    pub(super) down: Vec<W>,
    /// For each link and direction the lower link by which the better way leaves its lower end and the one by which it reaches its upper end, or an arc and [`ARC`].
    pub(super) up_by: Vec<[u32; 2]>,
    pub(super) down_by: Vec<[u32; 2]>,
}

/// Stands behind the number of an arc where a link is an arc of the graph.
pub(super) const ARC: u32 = NONE;

impl<W: Weight> Metric<W> {
    /// Fills in weights: for each arc of the graph its own, [`Weight::UNREACHABLE`] where it is closed.
    pub fn new(hierarchy: &Hierarchy, weight: impl Fn(usize) -> W) -> Metric<W> {
        let links = hierarchy.link_count();
        let mut metric = Metric {
            up: vec![W::UNREACHABLE; links],
            down: vec![W::UNREACHABLE; links],
            up_by: vec![[NONE, NONE]; links],
            down_by: vec![[NONE, NONE]; links],
        };
        metric.refill(hierarchy, weight);
        metric
    }

    /// The numbers that make it, for a file: weights upwards and downwards, and how they come about.
    pub fn parts(&self) -> ([&[W]; 2], [&[u32]; 2]) {
        ([&self.up, &self.down], [self.up_by.as_flattened(), self.down_by.as_flattened()])
    }

    /// From its numbers, where these fit a hierarchy.
    pub fn from_parts(hierarchy: &Hierarchy, [up, down]: [Vec<W>; 2], [up_by, down_by]: [Vec<[u32; 2]>; 2]) -> Option<Metric<W>> {
        let links = hierarchy.link_count();
        let metric = Metric { up, down, up_by, down_by };
        // Every way over lower nodes is made of links of lower numbers, so that it comes to an end.
        let is_made = |link: usize, weight: W, [one, two]: [u32; 2]| match two {
            ARC => weight >= W::UNREACHABLE || (one as usize) < hierarchy.link_of.len(),
            _ => (one as usize) < link && (two as usize) < link,
        };
        let is_whole =
            [metric.up.len(), metric.down.len(), metric.up_by.len(), metric.down_by.len()].iter().all(|count| *count == links);
        let is_sound = |link: usize| {
            is_made(link, metric.up[link], metric.up_by[link]) && is_made(link, metric.down[link], metric.down_by[link])
        };
        (is_whole && (0..links).all(is_sound)).then_some(metric)
    }

    /// Fills in other weights.
    pub fn refill(&mut self, hierarchy: &Hierarchy, weight: impl Fn(usize) -> W) {
        self.up.fill(W::UNREACHABLE);
        self.down.fill(W::UNREACHABLE);
        for (arc, place) in hierarchy.link_of.iter().enumerate().filter(|(_, place)| **place != NONE) {
            let (link, own) = ((place / 2) as usize, weight(arc));
            let (known, by) = if place % 2 == 0 {
                (&mut self.up[link], &mut self.up_by[link])
            } else {
                (&mut self.down[link], &mut self.down_by[link])
            };
            if own < *known {
                (*known, *by) = (own, [arc as u32, ARC]);
            }
        }
        self.settle(hierarchy);
    }

    /// Lowest first: the way between two higher neighbours of a node over that node.
    fn settle(&mut self, hierarchy: &Hierarchy) {
        let mut link_to = vec![NONE; hierarchy.node_count()];
        for middle in 0..hierarchy.node_count() as u32 {
            let own = hierarchy.links(middle);
            own.clone().for_each(|link| link_to[hierarchy.head[link] as usize] = link as u32);
            for (first, low) in hierarchy.links_below(middle) {
                let (to_middle, from_middle) = (self.up[first], self.down[first]);
                // The links of the lower node behind the one to this node lead to nodes that are above both.
                for second in first + 1..hierarchy.first[low as usize + 1] as usize {
                    let link = link_to[hierarchy.head[second] as usize] as usize;
                    // From the middle down to the low node and up again, and the other way.
                    let up = from_middle.plus(self.up[second]);
                    if up < self.up[link] {
                        (self.up[link], self.up_by[link]) = (up, [first as u32, second as u32]);
                    }
                    let down = self.down[second].plus(to_middle);
                    if down < self.down[link] {
                        (self.down[link], self.down_by[link]) = (down, [second as u32, first as u32]);
                    }
                }
            }
        }
    }

    /// The arcs of the graph along a link, in order.
    pub(super) fn unpack(&self, link: u32, is_up: bool, arcs: &mut Vec<u32>) {
        let mut waiting = vec![(link, is_up)];
        while let Some((link, is_up)) = waiting.pop() {
            let [one, two] = if is_up { self.up_by[link as usize] } else { self.down_by[link as usize] };
            if two == ARC {
                arcs.push(one);
            } else {
                // Down the first of the two lower links, then up the second.
                waiting.push((two, true));
                waiting.push((one, false));
            }
        }
    }
}
