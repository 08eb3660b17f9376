//! A state of the world laid over the network once, for all pairs of an analysis.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::{Ground, OdPair};
use crate::model::PlaceIx;
use crate::network::{Constraints, Fast, LinkId, NodeId, Path, Scenario, Selector, Toward, View, Weight, best_path};

/// From so many nodes on the engine is worth its preparation.
const LARGE: usize = 20_000;
/// Trips that are looked at together.
const AT_ONCE: usize = 1_000;

/// One result a pair, in the order of the pairs, worked out on all threads. Sums are taken from it afterwards, in order, so that they never
/// depend on the number of threads.
pub(super) fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().map(work).collect()
}

/// A state of the world over the network. Pairs share a view unless what is closed to transit tells them apart.
pub(super) struct World<'a> {
    ground: Ground<'a>,
    views: Vec<View<'a>>,
    /// For each view the engine, where the network is large.
    fast: Vec<OnceLock<Fast<'a>>>,
    /// For each view and end of pairs what is left to go while nothing more is closed, on a network that is not large: pairs with the same end share it.
    toward: Vec<OnceLock<Toward<'a>>>,
    pairs: Vec<Laid>,
}

/// A pair laid over the network.
struct Laid {
    pair: OdPair,
    /// Which of the views is its own.
    view: usize,
    /// Which of what is left to go.
    toward: usize,
}

/// One pair in one state of the world.
pub(super) struct Trip<'w, 'a> {
    /// The pair.
    pub pair: OdPair,
    /// The network as the pair may use it.
    pub view: &'w View<'w>,
    fast: Option<&'w OnceLock<Fast<'a>>>,
    toward: &'w OnceLock<Toward<'a>>,
    ground: Ground<'a>,
    from: Vec<NodeId>,
    to: Vec<NodeId>,
}

impl<'a> World<'a> {
    /// The world of these pairs.
    pub fn new(ground: Ground<'a>, scenario: &Scenario, pairs: &[OdPair]) -> World<'a> {
        let closed = |pair: &OdPair| scenario.closed_between(ground.data, ground.modes, pair.from, pair.to);
        let mut kinds: Vec<Vec<Selector>> = pairs.iter().map(closed).collect();
        kinds.sort();
        kinds.dedup();
        let constraints = Constraints { modes: ground.modes.to_vec(), avoid: Vec::new() };
        let view = |closed: &Vec<Selector>| View::new(ground.data, ground.network, &scenario.closed_to(closed), &constraints);
        let views_of: Vec<usize> = pairs.iter().map(|pair| kinds.binary_search(&closed(pair)).unwrap_or_default()).collect();
        let mut ends: BTreeMap<(usize, PlaceIx), usize> = BTreeMap::new();
        let laid = pairs.iter().zip(views_of).map(|(pair, view)| {
            let next = ends.len();
            Laid { pair: *pair, view, toward: *ends.entry((view, pair.to)).or_insert(next) }
        });
        World {
            ground,
            pairs: laid.collect(),
            toward: ends.iter().map(|_| OnceLock::new()).collect(),
            fast: kinds.iter().map(|_| OnceLock::new()).collect(),
            views: kinds.iter().map(view).collect(),
        }
    }

    /// One trip a pair, in their order.
    pub fn trips(&self) -> Vec<Trip<'_, 'a>> {
        self.pairs.iter().map(|pair| self.trip(pair)).collect()
    }

    /// The same, some at a time: what is found of a million of them would fill the memory.
    pub fn parts(&self) -> impl Iterator<Item = Vec<Trip<'_, 'a>>> {
        self.pairs.chunks(AT_ONCE).map(|pairs| pairs.iter().map(|pair| self.trip(pair)).collect())
    }

    /// One result a trip, in their order.
    pub fn each<R: Send>(&self, work: impl Fn(&Trip<'_, 'a>) -> R + Sync + Send) -> Vec<R> {
        self.parts().flat_map(|trips| each(&trips, &work)).collect()
    }

    fn trip(&self, Laid { pair, view, toward }: &Laid) -> Trip<'_, 'a> {
        let Ground { network, modes, .. } = self.ground;
        Trip {
            pair: *pair,
            view: &self.views[*view],
            fast: (network.node_count() >= LARGE).then(|| &self.fast[*view]),
            toward: &self.toward[*toward],
            ground: self.ground,
            from: network.nodes_of(pair.from, modes),
            to: network.nodes_of(pair.to, modes),
        }
    }
}

impl<'a> Trip<'_, 'a> {
    /// What a link weighs.
    pub fn weigh(&self, link: LinkId) -> Option<Weight> {
        self.view.weight(link, self.ground.objective)
    }

    /// Countries and seas of a path in the order of travel.
    pub fn by_way_of(&self, path: &Path) -> Vec<String> {
        let mut areas: Vec<String> = Vec::new();
        for ix in path.links.iter().filter_map(|link| self.view.segment_of(*link)) {
            let segment = self.ground.data.segment(ix);
            let area = segment.sea.clone().unwrap_or_else(|| segment.country.to_string());
            if areas.last() != Some(&area) {
                areas.push(area);
            }
        }
        areas
    }

    /// Where it begins and where it ends.
    pub fn ends(&self) -> [&[NodeId]; 2] {
        [&self.from, &self.to]
    }

    /// The best path between other ends than the pair's.
    pub fn best_between(&self, from: &[NodeId], to: &[NodeId]) -> Option<Path> {
        best_path(self.ground.network, &[from, to], |link| self.weigh(link))
    }

    /// The best path.
    pub fn best(&self) -> Option<Path> {
        self.without(&[]).unwrap_or_else(|| best_path(self.ground.network, &self.ends(), |link| self.weigh(link)))
    }

    /// The best path with some links closed, by the engine; `None` where it does not answer.
    fn without(&self, closed: &[LinkId]) -> Option<Option<Path>> {
        let fast = self.fast?.get_or_init(|| Fast::new(self.ground.network, |link| self.weigh(link)));
        fast.best_without(closed, &self.from, &self.to).ok()
    }

    /// The best path where more links are closed, by a search.
    fn search(&self, is_closed: impl Fn(LinkId) -> bool) -> Option<Path> {
        let weigh = |link: LinkId| if is_closed(link) { None } else { self.weigh(link) };
        if self.fast.is_some() {
            return best_path(self.ground.network, &self.ends(), weigh);
        }
        let toward = || Toward::new(self.ground.network, &self.to, |link| self.weigh(link));
        self.toward.get_or_init(toward).best(&self.from, weigh)
    }

    /// The best path with some links closed, in rising order.
    pub fn best_with_closed(&self, closed: &[LinkId]) -> Option<Path> {
        self.without(closed).unwrap_or_else(|| self.search(|link| closed.binary_search(&link).is_ok()))
    }

    /// The best path over the links that are open and not closed by this.
    pub fn best_where(&self, is_closed: impl Fn(LinkId) -> bool) -> Option<Path> {
        let by_engine = self.fast.and_then(|_| {
            let closed: Vec<LinkId> = self.ground.network.links().filter(|link| is_closed(*link)).collect();
            self.without(&closed)
        });
        by_engine.unwrap_or_else(|| self.search(is_closed))
    }

    /// The best path with something closed too. Closing is the same as taking its links away.
    pub fn best_without(&self, thing: &Selector) -> Option<Path> {
        let Ground { data, network, .. } = self.ground;
        if let Selector::Segment(ix) = thing
            && let Some(found) = self.without(&network.links_of_segment(*ix))
        {
            return found;
        }
        self.best_where(|link| thing.closes(data, network, link))
    }
}
