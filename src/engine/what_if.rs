//! Many pairs under one closure after another: only the pairs whose best way runs over what is closed are asked again.

use super::change::Undo;
use super::hierarchy::Hierarchy;
use super::metric::Metric;
use super::query::Query;
use super::weight::Weight;

/// Pairs, and what they come to while all is open.
pub struct WhatIf<'a, 'h, W> {
    hierarchy: &'h Hierarchy,
    metric: &'a mut Metric<W>,
    query: &'a mut Query<'h, W>,
    pairs: Vec<[u32; 2]>,
    open: Vec<W>,
    /// The pairs whose best way takes each link, by link.
    users: Vec<(u32, u32)>,
    /// The last closure that asked a pair.
    asked: Vec<u32>,
    closures: u32,
    /// The pairs that the last closure may have changed.
    touched: Vec<u32>,
}

impl<'a, 'h, W: Weight> WhatIf<'a, 'h, W> {
    /// Asks for all pairs while all is open. Between closures the weights are as they were.
    pub fn new(query: &'a mut Query<'h, W>, metric: &'a mut Metric<W>, pairs: &[[u32; 2]]) -> WhatIf<'a, 'h, W> {
        let hierarchy = query.hierarchy();
        let (mut open, mut users, mut links) = (Vec::with_capacity(pairs.len()), Vec::new(), Vec::new());
        for (i, [from, to]) in pairs.iter().enumerate() {
            open.push(query.links(metric, *from, *to, &mut links).unwrap_or(W::UNREACHABLE));
            users.extend(links.iter().map(|(link, _)| (*link, i as u32)));
        }
        users.sort_unstable();
        WhatIf {
            hierarchy,
            metric,
            query,
            pairs: pairs.to_vec(),
            open,
            users,
            asked: vec![0; pairs.len()],
            closures: 0,
            touched: Vec::new(),
        }
    }

    /// What each pair comes to while all is open; [`Weight::UNREACHABLE`] where there is no way.
    pub fn open(&self) -> &[W] {
        &self.open
    }

    /// The pairs that come to something else when some arcs are closed, with what they come to. `weight` gives the weight of every arc while all is open.
    ///
    /// Closing never makes a way shorter, so a pair keeps its weight unless a link of its best way weighs more.
    pub fn without(&mut self, arcs: &[usize], weight: impl Fn(usize) -> W, changed: &mut Vec<(usize, W)>) {
        changed.clear();
        self.closures += 1;
        let now = |arc: usize| if arcs.contains(&arc) { W::UNREACHABLE } else { weight(arc) };
        let undo = self.metric.change(self.hierarchy, arcs, now);
        self.ask(&undo, changed);
        self.metric.undo(undo);
    }

    fn ask(&mut self, undo: &Undo<W>, changed: &mut Vec<(usize, W)>) {
        self.touched.clear();
        for link in undo.links() {
            let begin = self.users.partition_point(|(user, _)| *user < link);
            for (_, pair) in self.users[begin..].iter().take_while(|(user, _)| *user == link) {
                if self.asked[*pair as usize] != self.closures {
                    self.asked[*pair as usize] = self.closures;
                    self.touched.push(*pair);
                }
            }
        }
        // Pairs of one origin share its climb.
        self.touched.sort_unstable_by_key(|pair| (self.pairs[*pair as usize][0], *pair));
        let (pairs, open) = (&self.pairs, &self.open);
        for group in self.touched.chunk_by(|a, b| pairs[*a as usize][0] == pairs[*b as usize][0]) {
            let mut own = group.iter().map(|pair| *pair as usize);
            let ends = group.iter().map(|pair| pairs[*pair as usize][1]);
            self.query.weights(self.metric, pairs[group[0] as usize][0], ends, |now| {
                if let Some(pair) = own.next().filter(|pair| now != open[*pair]) {
                    changed.push((pair, now));
                }
            });
        }
    }
}
