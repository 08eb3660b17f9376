//! Questions to a hierarchy with weights.

use super::hierarchy::Hierarchy;
use super::metric::Metric;
use super::weight::Weight;

const NONE: u32 = u32::MAX;

/// Answers questions one after another; keeps its memory from one to the next.
pub struct Query<'h, W> {
    hierarchy: &'h Hierarchy,
    /// By rank the least weight from the start upwards, and to the end downwards; unreachable between questions.
    from: Vec<W>,
    to: Vec<W>,
    /// The links by which they were reached.
    from_by: Vec<u32>,
    to_by: Vec<u32>,
    /// The links of the last way.
    way: Vec<(u32, bool)>,
}

impl<'h, W: Weight> Query<'h, W> {
    /// Questions to a hierarchy with these weights.
    pub fn new(hierarchy: &'h Hierarchy) -> Query<'h, W> {
        let nodes = hierarchy.node_count();
        Query {
            hierarchy,
            from: vec![W::UNREACHABLE; nodes],
            to: vec![W::UNREACHABLE; nodes],
            from_by: vec![NONE; nodes],
            to_by: vec![NONE; nodes],
            way: Vec::new(),
        }
    }

    /// The hierarchy that is asked.
    pub fn hierarchy(&self) -> &'h Hierarchy {
        self.hierarchy
    }

    /// The least weight from node to node; [`Weight::UNREACHABLE`] where there is no way.
    pub fn weight(&mut self, metric: &Metric<W>, from: u32, to: u32) -> W {
        let (weight, _) = self.meet::<false>(metric, from, to);
        self.clear(from, to);
        weight
    }

    /// The least weights from a node to some others, one after another: the climb from the node is made once.
    pub fn weights(&mut self, metric: &Metric<W>, from: u32, to: impl Iterator<Item = u32>, mut take: impl FnMut(W)) {
        let Hierarchy { rank, parent, .. } = self.hierarchy;
        let mut at = rank[from as usize];
        self.from[at as usize] = W::ZERO;
        while at != NONE {
            climb::<W, false>(self.hierarchy, metric.up(), at, &mut self.from, &mut self.from_by);
            at = parent[at as usize];
        }
        for end in to {
            let mut best = W::UNREACHABLE;
            let mut at = rank[end as usize];
            self.to[at as usize] = W::ZERO;
            while at != NONE {
                let own = self.to[at as usize];
                if own < best {
                    best = best.min(own.plus(self.from[at as usize]));
                    climb::<W, false>(self.hierarchy, metric.down(), at, &mut self.to, &mut self.to_by);
                }
                self.to[at as usize] = W::UNREACHABLE;
                at = parent[at as usize];
            }
            take(best);
        }
        let mut at = rank[from as usize];
        while at != NONE {
            self.from[at as usize] = W::UNREACHABLE;
            at = parent[at as usize];
        }
    }

    /// The arcs of the best way from node to node in order, and its weight; `None` where there is no way.
    pub fn path(&mut self, metric: &Metric<W>, from: u32, to: u32, arcs: &mut Vec<u32>) -> Option<W> {
        arcs.clear();
        let (weight, way) = self.way(metric, from, to)?;
        way.iter().for_each(|(link, is_up)| metric.unpack(*link, *is_up, arcs));
        Some(weight)
    }

    /// The links of the best way from node to node, and its weight; `None` where there is none.
    pub(super) fn way(&mut self, metric: &Metric<W>, from: u32, to: u32) -> Option<(W, &[(u32, bool)])> {
        let mut links = std::mem::take(&mut self.way);
        let weight = self.links(metric, from, to, &mut links);
        self.way = links;
        Some((weight?, &self.way))
    }

    /// Climbs from both ends to where the best way is at its highest.
    fn meet<const BY: bool>(&mut self, metric: &Metric<W>, from: u32, to: u32) -> (W, u32) {
        let Hierarchy { rank, parent, head, .. } = self.hierarchy;
        let (up, down) = (metric.up(), metric.down());
        let (mut a, mut b) = (rank[from as usize], rank[to as usize]);
        self.from[a as usize] = W::ZERO;
        self.to[b as usize] = W::ZERO;
        // The lower of the two climbs until both are at the same node; from there on they climb together.
        while a != b {
            if a < b {
                climb::<W, BY>(self.hierarchy, metric.up(), a, &mut self.from, &mut self.from_by);
                a = parent[a as usize];
            } else {
                climb::<W, BY>(self.hierarchy, metric.down(), b, &mut self.to, &mut self.to_by);
                b = parent[b as usize];
            }
        }
        let (mut best, mut top) = (W::UNREACHABLE, NONE);
        let mut at = a;
        while at != NONE {
            let (one, two) = (self.from[at as usize], self.to[at as usize]);
            let sum = one.plus(two);
            if sum < best {
                (best, top) = (sum, at);
            }
            let links = self.hierarchy.links(at);
            if one < best && two < best {
                for link in links {
                    let next = head[link] as usize;
                    relax::<W, BY>(&mut self.from[next], &mut self.from_by[next], one.plus(up[link]), link);
                    relax::<W, BY>(&mut self.to[next], &mut self.to_by[next], two.plus(down[link]), link);
                }
            } else if one < best {
                climb::<W, BY>(self.hierarchy, metric.up(), at, &mut self.from, &mut self.from_by);
            } else if two < best {
                climb::<W, BY>(self.hierarchy, metric.down(), at, &mut self.to, &mut self.to_by);
            }
            at = parent[at as usize];
        }
        (best, top)
    }

    /// The links of the best way from node to node, each with whether it is taken upwards, and its weight; `None` where there is no way.
    pub(super) fn links(&mut self, metric: &Metric<W>, from: u32, to: u32, links: &mut Vec<(u32, bool)>) -> Option<W> {
        links.clear();
        let (weight, top) = self.meet::<true>(metric, from, to);
        if top != NONE {
            let mut at = top;
            while self.from_by[at as usize] != NONE {
                let link = self.from_by[at as usize];
                links.push((link, true));
                at = self.hierarchy.tail(link);
            }
            links.reverse();
            at = top;
            while self.to_by[at as usize] != NONE {
                let link = self.to_by[at as usize];
                links.push((link, false));
                at = self.hierarchy.tail(link);
            }
        }
        self.clear(from, to);
        (top != NONE).then_some(weight)
    }

    /// Makes ready for the next question.
    fn clear(&mut self, from: u32, to: u32) {
        for (node, weight, by) in [(from, &mut self.from, &mut self.from_by), (to, &mut self.to, &mut self.to_by)] {
            let _ = node;
            let mut at = self.hierarchy.rank[node as usize];
            while at != NONE {
                weight[at as usize] = W::UNREACHABLE;
                by[at as usize] = NONE;
                at = self.hierarchy.parent[at as usize];
            }
        }
    }

    /// The least weights from a node to all, by node.
    pub fn from_node(&mut self, metric: &Metric<W>, from: u32, weight: &mut Vec<W>) {
        self.spread(metric, from, weight, true);
    }

    /// The least weights from all to a node, by node.
    pub fn to_node(&mut self, metric: &Metric<W>, to: u32, weight: &mut Vec<W>) {
        self.spread(metric, to, weight, false);
    }

    fn spread(&mut self, metric: &Metric<W>, root: u32, weight: &mut Vec<W>, is_from: bool) {
        let (outward, inward) = if is_from { (metric.up(), metric.down()) } else { (metric.down(), metric.up()) };
        let ranks = &mut self.from;
        ranks.fill(W::UNREACHABLE);
        let mut at = self.hierarchy.rank[root as usize];
        ranks[at as usize] = W::ZERO;
        while at != NONE {
            climb::<W, false>(self.hierarchy, outward, at, ranks, &mut self.from_by);
            at = self.hierarchy.parent[at as usize];
        }
        // Highest first: every way ends downwards.
        weight.resize(ranks.len(), W::UNREACHABLE);
        for low in (0..ranks.len()).rev() {
            let links = self.hierarchy.links(low as u32);
            let mut best = ranks[low];
            for (head, own) in self.hierarchy.head[links.clone()].iter().zip(&inward[links]) {
                best = best.min(ranks[*head as usize].plus(*own));
            }
            ranks[low] = best;
            weight[self.hierarchy.node[low] as usize] = best;
        }
        ranks.fill(W::UNREACHABLE);
    }
}

#[inline]
fn relax<W: Weight, const BY: bool>(known: &mut W, by: &mut u32, weight: W, link: usize) {
    if BY {
        if weight < *known {
            (*known, *by) = (weight, link as u32);
        }
    } else {
        *known = weight.min(*known);
    }
}

/// Along all links upwards from a rank.
#[inline]
fn climb<W: Weight, const BY: bool>(hierarchy: &Hierarchy, up: &[W], at: u32, weight: &mut [W], by: &mut [u32]) {
    let own = weight[at as usize];
    for link in hierarchy.links(at) {
        let next = hierarchy.head[link] as usize;
        relax::<W, BY>(&mut weight[next], &mut by[next], own.plus(up[link]), link);
    }
}
