//! What else adds up along best ways: added up once for every link, so that no way need be followed arc by arc.

use super::metric::{Made, Metric};
use super::query::Query;
use super::weight::Weight;

/// Something that arcs take, added up along the best way of each link of a hierarchy.
pub struct Sums<S> {
    up: Vec<S>,
    /// Empty where it is the same.
    down: Vec<S>,
    plus: fn(S, S) -> S,
}

impl<S: Copy + Default> Sums<S> {
    /// Adds up what each arc takes. Where all weights are the same both ways, so must this be.
    pub fn of<W: Weight>(metric: &Metric<W>, own: impl Fn(usize) -> S, plus: fn(S, S) -> S) -> Sums<S> {
        let links = metric.up().len();
        let mut sums = Sums { up: Vec::with_capacity(links), down: Vec::new(), plus };
        // A link is made of links of lower numbers.
        for link in 0..links {
            let sum = |is_up: bool| match metric.made_of(link, is_up) {
                Made::Not => S::default(),
                Made::Arc(arc) => own(arc as usize),
                Made::Links(down, up) => plus(sums.along(down, false), sums.along(up, true)),
            };
            let (there, back) = (sum(true), (!metric.is_one()).then(|| sum(false)));
            sums.up.push(there);
            sums.down.extend(back);
        }
        sums
    }

    fn along(&self, link: u32, is_up: bool) -> S {
        if is_up || self.down.is_empty() { self.up[link as usize] } else { self.down[link as usize] }
    }

    /// What the best way from node to node takes; `None` where there is no way.
    pub fn between<W: Weight>(&self, query: &mut Query<W>, metric: &Metric<W>, from: u32, to: u32) -> Option<S> {
        let (_, way) = query.way(metric, from, to)?;
        Some(way.iter().fold(S::default(), |sum, (link, is_up)| (self.plus)(sum, self.along(*link, *is_up))))
    }
}
