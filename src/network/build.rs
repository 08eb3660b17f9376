//! Dataset to network.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use petgraph::graph::{DiGraph, NodeIndex};

use super::{Berth, Layer, Link, LinkKind, Network, Node, NodeId};
use crate::cost::{LinkCost, Tables, length_km};
use crate::error::Error;
use crate::model::{Country, Dataset, Load, Mode, PlaceIx, PlaceKind, Segment};
use crate::units::on_map;

impl Network {
    /// Builds the network of a dataset, weighed for one unit of load.
    ///
    /// # Errors
    /// [`Error::Data`] when a table lacks the default row of a mode that is used.
    pub fn build(data: &Dataset, load: &Load) -> Result<Network, Error> {
        let mut builder = Builder { data, tables: Tables::new(data, load), graph: DiGraph::new(), index: BTreeMap::new() };
        builder.segments()?;
        builder.places()?;
        builder.exchanges();
        let mut nodes_at = vec![Vec::new(); data.places.len()];
        for node in builder.graph.node_indices() {
            nodes_at[builder.graph[node].place.0 as usize].push(NodeId(node.index() as u32));
        }
        let at = builder.graph.node_weights().map(|node| on_map(data.place(node.place).point.0));
        Ok(Network { at: at.collect(), graph: builder.graph, nodes_at, load: load.clone(), hierarchy: OnceLock::new() })
    }
}

struct Builder<'a> {
    data: &'a Dataset,
    tables: Tables<'a>,
    graph: DiGraph<Node, Link>,
    /// Nodes by place, so that the pass over places finds them in order.
    index: BTreeMap<Node, NodeIndex>,
}

impl Builder<'_> {
    fn node(&mut self, place: PlaceIx, layer: Layer, country: Country, berth: Berth) -> NodeIndex {
        let at = self.data.place(place);
        // Only a border has sides: a ship in a port is in the port's country, wherever its sea is.
        let has_side = at.is_border() || (at.has_sides() && at.countries.contains(&country));
        let side = if has_side { country } else { at.country() };
        let node = Node { place, layer, side, berth };
        *self.index.entry(node).or_insert_with(|| self.graph.add_node(node))
    }

    fn segments(&mut self) -> Result<(), Error> {
        for (ix, segment) in self.data.segment_entries() {
            let impedance = self.tables.impedance_row(segment.mode, segment.country, segment.sea.as_deref())?;
            let cost = self.tables.along(&self.data.impedances[impedance], length_km(segment));
            let layer = layer_of(segment);
            let ways = [(segment.from, segment.to, false), (segment.to, segment.from, true)];
            for (from, to, reversed) in ways.into_iter().take(if segment.is_oneway { 1 } else { 2 }) {
                let (leave, arrive) =
                    if layer.mode.is_afloat() { (Berth::Departure, Berth::Arrival) } else { (Berth::Through, Berth::Through) };
                let a = self.node(from, layer, segment.country, leave);
                let b = self.node(to, layer, segment.country, arrive);
                self.graph.add_edge(a, b, Link { kind: LinkKind::Segment { segment: ix, reversed, impedance }, cost });
            }
        }
        Ok(())
    }

    fn places(&mut self) -> Result<(), Error> {
        let nodes: Vec<(Node, NodeIndex)> = self.index.iter().map(|(node, index)| (*node, *index)).collect();
        for group in nodes.chunk_by(|(a, _), (b, _)| a.place == b.place) {
            let place = self.data.place(group[0].0.place);
            for (from, a) in group {
                for (to, b) in group {
                    if let Some(link) = self.link_within(place, from, to)? {
                        self.graph.add_edge(*a, *b, link);
                    }
                }
            }
        }
        Ok(())
    }

    /// What leads from one node of a place to another.
    fn link_within(&self, place: &crate::model::Place, from: &Node, to: &Node) -> Result<Option<Link>, Error> {
        let (a, b) = (from.layer, to.layer);
        if from == to || from.berth == Berth::Departure || to.berth == Berth::Arrival {
            return Ok(None);
        }
        if place.kind == PlaceKind::Node {
            // What a change takes in a network of others is not known. Gas keeps to its pipes.
            let is_joined = (a.mode == Mode::Pipeline) == (b.mode == Mode::Pipeline);
            // Lines of two countries that meet cross a border there.
            if from.side != to.side && a.mode == b.mode && !a.mode.is_afloat() {
                let border = self.tables.border(from.place, a.mode, from.side, to.side)?;
                return Ok(Some(Link { kind: LinkKind::Crossing { row: border.row }, cost: border.cost }));
            }
            return Ok(is_joined.then(|| Link { kind: LinkKind::Passage { row: None }, cost: LinkCost::default() }));
        }
        if from.side != to.side {
            // A border is crossed on one layer, on land; nothing is handled there.
            if a != b || a.mode.is_afloat() {
                return Ok(None);
            }
            let border = self.tables.border(from.place, a.mode, from.side, to.side)?;
            return Ok(Some(Link { kind: LinkKind::Crossing { row: border.row }, cost: border.cost }));
        }
        if place.is_border() || a.mode == Mode::Pipeline || b.mode == Mode::Pipeline {
            return Ok(None);
        }
        if matches!(place.kind, PlaceKind::Strait | PlaceKind::Junction) {
            // Ships sail on, whether or not the passage takes time; nothing is handled on the way.
            if a != b || !a.mode.is_afloat() {
                return Ok(None);
            }
            let named = self.data.terminals.iter().any(|row| row.at == place.id);
            let (row, cost) = if named {
                let (row, cost) = self.tables.terminal(place, a.mode, b.mode)?;
                (Some(row), cost)
            } else {
                (None, LinkCost::default())
            };
            return Ok(Some(Link { kind: LinkKind::Passage { row }, cost }));
        }
        if !place.kind.has_handling() {
            return Ok(None);
        }
        let (row, cost) = self.tables.terminal(place, a.mode, b.mode)?;
        Ok(Some(Link { kind: LinkKind::Transfer { row }, cost }))
    }

    fn exchanges(&mut self) {
        let layer = Layer { mode: Mode::Pipeline, gauge_mm: None };
        for (row, exchange) in self.data.exchanges.iter().enumerate() {
            let ends = |place: PlaceIx| -> Vec<NodeIndex> {
                self.index
                    .iter()
                    .filter(|(node, _)| node.place == place && node.layer == layer && node.side == exchange.through)
                    .map(|(_, index)| *index)
                    .collect()
            };
            // The gas is handed to the country between and given back by it: its border is crossed at both ends.
            let (from, to) = (ends(exchange.from), ends(exchange.to));
            for a in &from {
                for b in &to {
                    self.graph.add_edge(*a, *b, Link { kind: LinkKind::Exchange { row }, cost: LinkCost::default() });
                }
            }
        }
    }
}

fn layer_of(segment: &Segment) -> Layer {
    Layer { mode: segment.mode, gauge_mm: segment.gauge_mm }
}
