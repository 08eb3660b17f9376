//! Weights on a hierarchy: customization.

use super::hierarchy::Hierarchy;
use super::weight::Weight;

const NONE: u32 = u32::MAX;

/// The least weight along each link of a hierarchy, upwards and downwards, by any way over lower nodes; and how it comes about. Where every edge weighs the same both ways
/// ([`Hierarchy::is_paired`]), one direction says all, in half the memory and half the time.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric<W> {
    /// Whether both directions are the same: then nothing is kept for the way down.
    is_one: bool,
    up: Vec<W>,
    down: Vec<W>,
    /// For each link the lower link by which the better way leaves its lower end and the one by which it reaches its upper end, or an arc and [`ARC`].
    up_by: Vec<[u32; 2]>,
    down_by: Vec<[u32; 2]>,
}

/// Stands behind the number of an arc where a link is an arc of the graph.
const ARC: u32 = NONE;

/// What a link weighs upwards and downwards, and how that comes about.
pub(super) type Settled<W> = [(W, [u32; 2]); 2];

/// What the way along a link is made of.
pub(super) enum Made {
    /// It cannot be passed.
    Not,
    /// An arc of the graph.
    Arc(u32),
    /// Down the first of two lower links, then up the second.
    Links(u32, u32),
}

/// Of a link that cannot be passed.
const fn closed<W: Weight>() -> (W, [u32; 2]) {
    (W::UNREACHABLE, [NONE; 2])
}

impl<W: Weight> Metric<W> {
    /// Fills in weights: for each arc of the graph its own, [`Weight::UNREACHABLE`] where it is closed.
    pub fn new(hierarchy: &Hierarchy, weight: impl Fn(usize) -> W) -> Metric<W> {
        let mut metric = Metric { is_one: false, up: Vec::new(), down: Vec::new(), up_by: Vec::new(), down_by: Vec::new() };
        metric.refill(hierarchy, weight);
        metric
    }

    /// The numbers that make it, for a file: weights upwards and downwards, and how they come about. Those downwards may be none.
    pub fn parts(&self) -> ([&[W]; 2], [&[u32]; 2]) {
        ([&self.up, &self.down], [self.up_by.as_flattened(), self.down_by.as_flattened()])
    }

    /// From its numbers, where these fit a hierarchy.
    pub fn from_parts(hierarchy: &Hierarchy, [up, down]: [Vec<W>; 2], [up_by, down_by]: [Vec<[u32; 2]>; 2]) -> Option<Metric<W>> {
        let links = hierarchy.link_count();
        let is_one = down.is_empty() && down_by.is_empty() && hierarchy.is_paired();
        let metric = Metric { is_one, up, down, up_by, down_by };
        // Every way over lower nodes is made of links of lower numbers, so that it comes to an end.
        let is_made = |(link, (weight, [one, two])): (usize, (&W, &[u32; 2]))| match *two {
            ARC => *weight >= W::UNREACHABLE || (*one as usize) < hierarchy.link_of.len(),
            _ => (*one as usize) < link && (*two as usize) < link,
        };
        let is_whole = |weight: &[W], by: &[[u32; 2]]| {
            weight.len() == links && by.len() == links && weight.iter().zip(by).enumerate().all(is_made)
        };
        (is_whole(&metric.up, &metric.up_by) && (is_one || is_whole(&metric.down, &metric.down_by))).then_some(metric)
    }

    /// What each link weighs upwards.
    pub(super) fn up(&self) -> &[W] {
        &self.up
    }

    /// What each link weighs downwards.
    pub(super) fn down(&self) -> &[W] {
        if self.is_one { &self.up } else { &self.down }
    }

    /// How the weight of a link comes about, in one direction.
    fn by(&self, link: usize, is_up: bool) -> [u32; 2] {
        match is_up {
            true => self.up_by[link],
            false if self.is_one => reversed(self.up_by[link]),
            false => self.down_by[link],
        }
    }

    /// All of a link.
    pub(super) fn settled(&self, link: usize) -> Settled<W> {
        [(self.up[link], self.up_by[link]), (self.down()[link], self.by(link, false))]
    }

    /// Takes down what a link weighs, and how that comes about.
    pub(super) fn set(&mut self, link: usize, [up, down]: Settled<W>) {
        (self.up[link], self.up_by[link]) = up;
        if !self.is_one {
            (self.down[link], self.down_by[link]) = down;
        }
    }

    /// From here on both directions may differ.
    pub(super) fn tell_apart(&mut self) {
        if std::mem::take(&mut self.is_one) {
            self.down = self.up.clone();
            self.down_by = self.up_by.iter().map(|by| reversed(*by)).collect();
        }
    }

    /// Whether both directions are one.
    pub(super) fn is_one(&self) -> bool {
        self.is_one
    }

    /// Fills in other weights.
    pub fn refill(&mut self, hierarchy: &Hierarchy, weight: impl Fn(usize) -> W) {
        let arcs = hierarchy.link_of.len();
        let is_one = hierarchy.is_paired() && (0..arcs / 2).all(|edge| weight(2 * edge) == weight(2 * edge + 1));
        self.is_one = is_one;
        let (up, links) = (closed::<W>(), hierarchy.link_count());
        let back = if is_one { 0 } else { links };
        for (weights, count) in [(&mut self.up, links), (&mut self.down, back)] {
            weights.clear();
            weights.resize(count, up.0);
        }
        for (by, count) in [(&mut self.up_by, links), (&mut self.down_by, back)] {
            by.clear();
            by.resize(count, up.1);
        }
        for (arc, place) in hierarchy.link_of.iter().enumerate().filter(|(_, place)| **place != NONE) {
            let (link, is_up) = ((place / 2) as usize, place % 2 == 0);
            if !is_up && is_one {
                continue;
            }
            let own = weight(arc);
            let (known, by) =
                if is_up { (&mut self.up[link], &mut self.up_by[link]) } else { (&mut self.down[link], &mut self.down_by[link]) };
            if own < *known {
                (*known, *by) = (own, [arc as u32, ARC]);
            }
        }
        if is_one { self.settle::<true>(hierarchy) } else { self.settle::<false>(hierarchy) }
    }

    /// Lowest first: the way between two higher neighbours of a node over that node.
    fn settle<const ONE: bool>(&mut self, hierarchy: &Hierarchy) {
        let mut link_to = vec![NONE; hierarchy.node_count()];
        for middle in 0..hierarchy.node_count() as u32 {
            let own = hierarchy.links(middle);
            own.clone().for_each(|link| link_to[hierarchy.head[link] as usize] = link as u32);
            for (first, low) in hierarchy.links_below(middle) {
                let to_middle = self.up[first];
                let from_middle = if ONE { to_middle } else { self.down[first] };
                // The links of the lower node behind the one to this node lead to nodes that are above both.
                for second in first + 1..hierarchy.first[low as usize + 1] as usize {
                    let link = link_to[hierarchy.head[second] as usize] as usize;
                    // From the middle down to the low node and up again, and the other way.
                    let up = from_middle.plus(self.up[second]);
                    if up < self.up[link] {
                        (self.up[link], self.up_by[link]) = (up, [first as u32, second as u32]);
                    }
                    if ONE {
                        continue;
                    }
                    let down = self.down[second].plus(to_middle);
                    if down < self.down[link] {
                        (self.down[link], self.down_by[link]) = (down, [second as u32, first as u32]);
                    }
                }
            }
        }
    }

    /// A link settled anew: the best of its own arcs, which weigh so much, and of the ways over lower nodes.
    pub(super) fn settle_link(&self, hierarchy: &Hierarchy, low: u32, link: u32, weight: &impl Fn(usize) -> W) -> Settled<W> {
        let [mut up, mut down] = [closed(); 2];
        for arc in hierarchy.arcs_of(link) {
            let is_up = hierarchy.link_of[*arc as usize].is_multiple_of(2);
            let (own, known) = (weight(*arc as usize), if is_up { &mut up } else { &mut down });
            if own < known.0 {
                *known = (own, [*arc, ARC]);
            }
        }
        let (high, lower) = (hierarchy.head[link as usize], self.down());
        for (first, middle) in hierarchy.links_below(low) {
            let rest = first + 1..hierarchy.first[middle as usize + 1] as usize;
            let Ok(place) = hierarchy.head[rest.clone()].binary_search(&high) else { continue };
            let second = rest.start + place;
            let there = lower[first].plus(self.up[second]);
            if there < up.0 {
                up = (there, [first as u32, second as u32]);
            }
            if self.is_one {
                continue;
            }
            let back = lower[second].plus(self.up[first]);
            if back < down.0 {
                down = (back, [second as u32, first as u32]);
            }
        }
        [up, if self.is_one { (up.0, reversed(up.1)) } else { down }]
    }

    /// Whether the best way along an upper link runs over two lower ones, or should.
    pub(super) fn hangs_on(&self, upper: usize, [first, second]: [usize; 2], link: u32) -> bool {
        let down = self.down();
        let ran = |by: [u32; 2]| by[1] != ARC && by.contains(&link);
        let is_up = ran(self.up_by[upper]) || down[first].plus(self.up[second]) < self.up[upper];
        let is_down = || ran(self.down_by[upper]) || down[second].plus(self.up[first]) < down[upper];
        is_up || (!self.is_one && is_down())
    }

    /// What the way along a link is made of.
    pub(super) fn made_of(&self, link: usize, is_up: bool) -> Made {
        match self.by(link, is_up) {
            [NONE, NONE] => Made::Not,
            [arc, ARC] => Made::Arc(arc),
            [one, two] => Made::Links(one, two),
        }
    }

    /// The arcs of the graph along a link, in order.
    pub(super) fn unpack(&self, link: u32, is_up: bool, arcs: &mut Vec<u32>) {
        let mut waiting = vec![(link, is_up)];
        while let Some((link, is_up)) = waiting.pop() {
            match self.made_of(link as usize, is_up) {
                Made::Not => {}
                Made::Arc(arc) => arcs.push(arc),
                Made::Links(one, two) => waiting.extend([(two, true), (one, false)]),
            }
        }
    }
}

/// How a link comes about in the other direction, where arcs are paired.
fn reversed(by: [u32; 2]) -> [u32; 2] {
    match by {
        [NONE, NONE] => by,
        [arc, ARC] => [arc ^ 1, ARC],
        [one, two] => [two, one],
    }
}
