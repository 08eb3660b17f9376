//! Questions to an imported network that need no dataset of the whole: a route needs the edges that it runs along, a table of distances none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use hashbrown::HashMap;
use rayon::prelude::*;

use crate::cost::{LinkCost, Objective, Tables};
use crate::engine::{Graph, Hierarchy, Metric, Query, Search, Sums, Weight};
use crate::error::Error;
use crate::import::{self, Class, Distances, Net};
use crate::model::{Country, Dataset, Load, Mode, Status};
use crate::names::FARTHEST_SNAP_KM;
use crate::progress::Progress;
use crate::read::schema::Kind;

/// Whether ways of these modes are a matter of edges alone. Gas is not: it runs through the pipes of a third country or not by where it begins and ends.
pub fn is_direct(modes: &[Mode]) -> bool {
    !modes.contains(&Mode::Pipeline)
}

/// Nodes by their ids, for many lookups.
pub struct NodeIds<'a> {
    net: &'a Net,
    by_id: HashMap<Cow<'a, str>, usize>,
}

impl<'a> NodeIds<'a> {
    /// The ids of a network.
    pub fn new(net: &'a Net) -> NodeIds<'a> {
        NodeIds { net, by_id: (0..net.node_count()).map(|node| (net.node_id(node), node)).collect() }
    }

    /// The node of an id, or the one that is nearest to a position `lat,lon`, if that is within [`FARTHEST_SNAP_KM`].
    pub fn node(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied().or_else(|| Some(self.net.nearest(id).filter(|(_, km)| *km <= FARTHEST_SNAP_KM)?.0))
    }
}

/// An imported network, weighed for one kind of question in the state that its files say.
pub struct Direct<'a> {
    net: &'a Net,
    data: &'a Dataset,
    load: &'a Load,
    way: Way<'a>,
}

/// How the best way is found.
enum Way<'a> {
    /// Dijkstra's algorithm, by the weight of each edge.
    Search(Graph, Vec<u64>),
    /// The distances that were worked out for the network.
    Narrow(&'a Hierarchy, &'a Metric<u32>),
    /// The same, and weights of other kinds.
    Wide(&'a Hierarchy, Cow<'a, Metric<u64>>),
}

/// Memory of one thread for one question after another.
enum Finder<'d> {
    Search(Search<'d>, &'d [u64]),
    Narrow(Query<'d, u32>, &'d Metric<u32>),
    Wide(Query<'d, u64>, &'d Metric<u64>),
}

/// A hierarchy is filled with weights where it has fewer links than so many an edge and a question: a railway's has two, and filling it takes less time than a search; that of streets on a grid has ten.
const WORTH_WEIGHTS: usize = 4;

/// From so many pairs on costs are added up for every link of the hierarchy first.
const MANY: usize = 2_000;

impl Finder<'_> {
    /// The arcs of the best way, in order; whether there is one.
    fn path(&mut self, from: u32, to: u32, arcs: &mut Vec<u32>) -> bool {
        match self {
            Finder::Search(search, weight) => {
                search.run(from, &[to], |arc| weight[arc as usize / 2]);
                *arcs = search.arcs(to);
                search.weight(to) < u64::UNREACHABLE
            }
            Finder::Narrow(query, metric) => query.path(metric, from, to, arcs).is_some(),
            Finder::Wide(query, metric) => query.path(metric, from, to, arcs).is_some(),
        }
    }

    /// What the best way takes by sums that are known for every link; `None` where there is no way.
    fn cost(&mut self, from: u32, to: u32, sums: &Sums<LinkCost>) -> Option<LinkCost> {
        match self {
            Finder::Search(..) => None,
            Finder::Narrow(query, metric) => sums.between(query, metric, from, to),
            Finder::Wide(query, metric) => sums.between(query, metric, from, to),
        }
    }
}

impl<'a> Direct<'a> {
    /// Weighs a network with the program's tables (`data`) for a unit of load and about so many questions. By distance alone, countries need not be known.
    ///
    /// # Errors
    /// [`Error::Data`] where a table lacks the default row of a mode.
    pub fn new(
        net: &'a Net,
        data: &'a Dataset,
        load: &'a Load,
        objective: Objective,
        modes: &[Mode],
        questions: usize,
    ) -> Result<Direct<'a>, Error> {
        let is_open = |class: &Class| class.status == Status::Operating && modes.contains(&class.mode);
        let costs = costs(net, data, load)?;
        let weight = |edge: usize| match is_open(net.class(edge)) {
            false => u64::UNREACHABLE,
            true if objective == Objective::Distance => net.millimetres(edge),
            true => objective.of(&costs(edge)),
        };
        let way = match net.ways() {
            Some(ways) if objective == Objective::Distance && net.classes().iter().all(is_open) => match &ways.distances {
                Distances::Narrow(_, metric) => Way::Narrow(&ways.hierarchy, metric),
                Distances::Wide(metric) => Way::Wide(&ways.hierarchy, Cow::Borrowed(metric)),
            },
            Some(ways) if ways.hierarchy.link_count() / WORTH_WEIGHTS < questions.saturating_mul(net.edge_count()) => {
                let weights: Vec<u64> = (0..net.edge_count()).map(weight).collect();
                Way::Wide(&ways.hierarchy, Cow::Owned(Metric::new(&ways.hierarchy, |arc| weights[arc / 2])))
            }
            _ => Way::Search(net.graph(), (0..net.edge_count()).map(weight).collect()),
        };
        Ok(Direct { net, data, load, way })
    }

    fn finder(&self) -> Finder<'_> {
        match &self.way {
            Way::Search(graph, weight) => Finder::Search(Search::new(graph), weight),
            Way::Narrow(hierarchy, metric) => Finder::Narrow(Query::new(hierarchy), metric),
            Way::Wide(hierarchy, metric) => Finder::Wide(Query::new(hierarchy), metric),
        }
    }

    /// The edges of the best way from node to node in order; `None` where there is none.
    pub fn path(&self, nodes: &[usize]) -> Option<Vec<usize>> {
        let (mut finder, mut arcs, mut edges) = (self.finder(), Vec::new(), Vec::new());
        for pair in nodes.windows(2) {
            if !finder.path(pair[0] as u32, pair[1] as u32, &mut arcs) {
                return None;
            }
            edges.extend(arcs.iter().map(|arc| *arc as usize / 2));
        }
        Some(edges)
    }

    /// What the best way of each pair comes to, in their order.
    ///
    /// # Errors
    /// [`Error::Data`] where a table lacks the default row of a mode.
    pub fn matrix(&self, pairs: &[(usize, usize)], progress: Progress) -> Result<Vec<Option<LinkCost>>, Error> {
        let costs = costs(self.net, self.data, self.load)?;
        let sum = |arcs: &[u32]| arcs.iter().fold(LinkCost::default(), |sum, arc| sum.plus(costs(*arc as usize / 2)));
        let done = AtomicUsize::new(0);
        let tell = |more: usize| progress(done.fetch_add(more, Ordering::Relaxed) + more, pairs.len());
        if let Way::Search(graph, weight) = &self.way {
            return Ok(by_origin(graph, weight, pairs, sum, tell));
        }
        let own = |arc: usize| costs(arc / 2);
        let sums = match &self.way {
            Way::Narrow(_, metric) if pairs.len() >= MANY => Some(Sums::of(metric, own, LinkCost::plus)),
            Way::Wide(_, metric) if pairs.len() >= MANY => Some(Sums::of(metric.as_ref(), own, LinkCost::plus)),
            _ => None,
        };
        let found = pairs.par_iter().map_init(
            || (self.finder(), Vec::new()),
            |(finder, arcs), (from, to)| {
                tell(1);
                let (from, to) = (*from as u32, *to as u32);
                match &sums {
                    Some(sums) => finder.cost(from, to, sums),
                    None => finder.path(from, to, arcs).then(|| sum(arcs)),
                }
            },
        );
        Ok(found.collect())
    }
}

/// One search an origin.
fn by_origin(
    graph: &Graph,
    weight: &[u64],
    pairs: &[(usize, usize)],
    sum: impl Fn(&[u32]) -> LinkCost + Sync,
    tell: impl Fn(usize) + Sync,
) -> Vec<Option<LinkCost>> {
    let mut of_origin: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    pairs.iter().enumerate().for_each(|(i, (from, _))| of_origin.entry(*from).or_default().push(i));
    let origins: Vec<(usize, Vec<usize>)> = of_origin.into_iter().collect();
    let found = origins.par_iter().map_init(
        || Search::new(graph),
        |search, (origin, own)| {
            let ends: Vec<u32> = own.iter().map(|i| pairs[*i].1 as u32).collect();
            search.run(*origin as u32, &ends, |arc| weight[arc as usize / 2]);
            tell(own.len());
            let is_reached = |end: u32| search.weight(end) < u64::UNREACHABLE;
            let cost = |end: u32| is_reached(end).then(|| sum(&search.arcs(end)));
            own.iter().zip(ends).map(|(i, end)| (*i, cost(end))).collect::<Vec<_>>()
        },
    );
    let mut out = vec![None; pairs.len()];
    found.collect::<Vec<_>>().into_iter().flatten().for_each(|(i, cost)| out[i] = cost);
    out
}

/// What an edge takes, by its number.
fn costs<'a>(net: &'a Net, data: &'a Dataset, load: &'a Load) -> Result<impl Fn(usize) -> LinkCost + Sync + use<'a>, Error> {
    let tables = Tables::new(data, load);
    let country = |class: &Class| class.country.unwrap_or(Country::HIGH_SEAS);
    let row = |class: &Class| tables.impedance_row(class.mode, country(class), None);
    let rows: Vec<usize> = net.classes().iter().map(row).collect::<Result<_, _>>()?;
    Ok(move |edge: usize| tables.along(&data.impedances[rows[net.class_number(edge)]], net.millimetres(edge) as f64 / 1e6))
}

/// The part of a network that a route needs: the edges of the best way from node to node, in the state that its files say. `None` where there is no way; who then wants to know why needs the
/// whole. Of the program's tables those in `useless` are left out.
///
/// # Errors
/// As [`Direct::new`]; [`Error::Data`] where the part becomes too large.
pub fn excerpt(
    net: &Net,
    nodes: &[usize],
    (load, objective, modes): (&str, Objective, &[Mode]),
    useless: &[Kind],
) -> Result<Option<Dataset>, Error> {
    let mut data = import::tables(useless)?;
    let Some(unit) = data.load(load) else { return Ok(None) };
    let Some(mut edges) = Direct::new(net, &data, unit, objective, modes, nodes.len().saturating_sub(1))?.path(nodes) else {
        return Ok(None);
    };
    edges.sort_unstable();
    edges.dedup();
    let mut part = net.part(&edges, nodes);
    import::find_countries(&mut part)?;
    import::add(&part, &mut data);
    Ok(Some(data))
}
