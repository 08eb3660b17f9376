//! Questions to an imported network that need no dataset of the whole: a route needs the edges that it runs along, a table of distances none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use hashbrown::HashMap;
use rayon::prelude::*;

use crate::cost::{LinkCost, Objective, Tables};
use crate::engine::{Graph, Search, Weight};
use crate::error::Error;
use crate::import::{self, Class, Net};
use crate::model::{Country, Dataset, Load, Mode, Status};
use crate::progress::Progress;

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

    /// The node of an id.
    pub fn node(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied().or_else(|| self.net.nearest(id))
    }
}

/// An imported network, weighed for one kind of question in the state that its files say.
pub struct Direct<'a> {
    net: &'a Net,
    data: &'a Dataset,
    load: &'a Load,
    graph: Graph,
    /// Weight of each edge.
    weight: Vec<u64>,
}

impl<'a> Direct<'a> {
    /// Weighs a network with the program's tables (`data`) for a unit of load. By distance alone, countries need not be known.
    ///
    /// # Errors
    /// [`Error::Data`] where a table lacks the default row of a mode.
    pub fn new(
        net: &'a Net,
        data: &'a Dataset,
        load: &'a Load,
        objective: Objective,
        modes: &[Mode],
    ) -> Result<Direct<'a>, Error> {
        let is_open = |class: &Class| class.status == Status::Operating && modes.contains(&class.mode);
        let graph = net.graph();
        let mut direct = Direct { net, data, load, graph, weight: Vec::new() };
        let costs = direct.costs()?;
        let weight = (0..net.edge_count()).map(|edge| match is_open(net.class(edge)) {
            false => u64::UNREACHABLE,
            true if objective == Objective::Distance => net.millimetres(edge),
            true => objective.of(&costs(edge)),
        });
        direct.weight = weight.collect();
        Ok(direct)
    }

    /// What an edge takes, by its number.
    fn costs(&self) -> Result<impl Fn(usize) -> LinkCost + use<'a>, Error> {
        let (net, data, tables) = (self.net, self.data, Tables::new(self.data, self.load));
        let mut rows = BTreeMap::new();
        for class in net.classes() {
            let country = class.country.unwrap_or(Country::HIGH_SEAS);
            rows.insert((class.mode, country), tables.impedance_row(class.mode, country, None)?);
        }
        Ok(move |edge: usize| {
            let class = net.class(edge);
            let row = rows[&(class.mode, class.country.unwrap_or(Country::HIGH_SEAS))];
            tables.along(&data.impedances[row], net.millimetres(edge) as f64 / 1e6)
        })
    }

    /// The edges of the best way from node to node in order; `None` where there is none.
    pub fn path(&self, nodes: &[usize]) -> Option<Vec<usize>> {
        let mut search = Search::new(&self.graph);
        let mut edges = Vec::new();
        for pair in nodes.windows(2) {
            let [from, to] = [pair[0] as u32, pair[1] as u32];
            search.run(from, &[to], |arc| self.weight[arc as usize / 2]);
            if search.weight(to) == u64::UNREACHABLE {
                return None;
            }
            edges.extend(search.arcs(to).into_iter().map(|arc| arc as usize / 2));
        }
        Some(edges)
    }

    /// What the best way of each pair comes to, in their order: one search an origin.
    ///
    /// # Errors
    /// [`Error::Data`] where a table lacks the default row of a mode.
    pub fn matrix(&self, pairs: &[(usize, usize)], progress: Progress) -> Result<Vec<Option<LinkCost>>, Error> {
        let mut of_origin: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        pairs.iter().enumerate().for_each(|(i, (from, _))| of_origin.entry(*from).or_default().push(i));
        let origins: Vec<(usize, Vec<usize>)> = of_origin.into_iter().collect();
        let costs = self.costs()?;
        let done = AtomicUsize::new(0);
        let found: Vec<Vec<(usize, Option<LinkCost>)>> = origins
            .par_iter()
            .map_init(
                || Search::new(&self.graph),
                |search, (origin, own)| {
                    let ends: Vec<u32> = own.iter().map(|i| pairs[*i].1 as u32).collect();
                    search.run(*origin as u32, &ends, |arc| self.weight[arc as usize / 2]);
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1, origins.len());
                    let sum = |node: u32| {
                        let arcs = search.arcs(node);
                        arcs.into_iter().fold(LinkCost::default(), |sum, arc| sum.plus(costs(arc as usize / 2)))
                    };
                    own.iter()
                        .zip(ends)
                        .map(|(i, end)| (*i, (search.weight(end) != u64::UNREACHABLE).then(|| sum(end))))
                        .collect()
                },
            )
            .collect();
        let mut out = vec![None; pairs.len()];
        found.into_iter().flatten().for_each(|(i, cost)| out[i] = cost);
        Ok(out)
    }
}

/// The part of a network that a route needs: the edges of the best way from node to node, in the state that its files say. `None` where there is no way; who then wants to know why needs the
/// whole.
///
/// # Errors
/// As [`Direct::new`]; [`Error::Data`] where the part becomes too large.
pub fn excerpt(net: &Net, nodes: &[usize], load: &str, objective: Objective, modes: &[Mode]) -> Result<Option<Dataset>, Error> {
    let data = import::tables()?;
    let Some(unit) = data.load(load) else { return Ok(None) };
    let direct = Direct::new(net, &data, unit, objective, modes)?;
    let Some(mut edges) = direct.path(nodes) else { return Ok(None) };
    edges.sort_unstable();
    edges.dedup();
    let mut part = net.part(&edges, nodes);
    import::find_countries(&mut part)?;
    let mut data = data;
    import::add(&part, &mut data);
    Ok(Some(data))
}
