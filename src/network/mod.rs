//! The weighted multimodal network, and searches on it. petgraph lives here and nowhere else.
//!
//! A place becomes one [`Node`] for each layer (mode and gauge) and each side (country, at a border). Links join them: segments along a
//! layer, transfers between layers, crossings between sides. A change of mode or gauge, the handling in a port and the wait at a border
//! are then ordinary links with time and cost, and no search needs a special case.

mod alternatives;
mod build;
mod capacity;
mod fast;
mod flow;
mod scenario;
mod search;
mod selector;
mod toward;
mod view;

use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

pub use alternatives::{AlternativeLimits, alternatives};
pub use fast::Fast;
pub use flow::{FlowArc, MaximumFlow, maximum_flow};
pub use scenario::{Bounds, Change, Constraints, NewValue, Quantity, Scenario};
pub use search::{Path, Tree, Weight, best_path, tree};
pub use selector::Selector;
pub use toward::Toward;
pub use view::{Closure, View};

use std::sync::OnceLock;

use crate::cost::LinkCost;
use crate::engine::Hierarchy;
use crate::model::{Country, Load, Mode, PlaceIx, SegmentIx};

/// A node of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A directed link of the network. Parallel links have ids of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// What runs on a layer: a mode, and for railways a gauge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layer {
    /// The mode.
    pub mode: Mode,
    /// Track gauge in mm, for rail.
    pub gauge_mm: Option<u16>,
}

/// Which face of a layer a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Berth {
    /// Traffic runs through.
    Through,
    /// Ships come in here. Going on by ship means a change of ship in a port, or the passage of a strait.
    Arrival,
    /// Ships leave from here.
    Departure,
}

/// A place on one layer and one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    /// Where.
    pub place: PlaceIx,
    /// On which layer.
    pub layer: Layer,
    /// In which country, at a border; elsewhere the country of the place.
    pub side: Country,
    /// Which face.
    pub berth: Berth,
}

/// What a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Along a segment.
    Segment {
        /// Which.
        segment: SegmentIx,
        /// Whether from its `to` end to its `from` end.
        reversed: bool,
        /// Row of `impedances.csv`.
        impedance: usize,
    },
    /// Across a border.
    Crossing {
        /// Row of `crossings.csv`.
        row: usize,
    },
    /// From one layer to another in a terminal: mode to mode, gauge to gauge, ship to ship.
    Transfer {
        /// Row of `terminals.csv`.
        row: usize,
    },
    /// Through a strait or canal end.
    Passage {
        /// Row of `terminals.csv`, where the passage costs time or money.
        row: Option<usize>,
    },
    /// A swap: handed over at one place, given back at another.
    Exchange {
        /// Row of `exchanges.csv`.
        row: usize,
    },
}

/// A directed link.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// What it takes, before any event.
    pub cost: LinkCost,
}

/// The whole network: every segment, planned ones too. What may be used is a matter of the [`View`].
pub struct Network {
    graph: DiGraph<Node, Link>,
    nodes_at: Vec<Vec<NodeId>>,
    load: Load,
    /// Where each node lies on a map on which distances nearby are about right.
    at: Vec<[f32; 2]>,
    /// Made when many questions come.
    hierarchy: OnceLock<Hierarchy>,
}

impl Network {
    /// The unit of load that the links are weighed for.
    pub fn load(&self) -> &Load {
        &self.load
    }

    /// The contraction hierarchy of the network, whatever its links weigh; made when it is first asked for.
    pub(crate) fn hierarchy(&self) -> &Hierarchy {
        self.hierarchy.get_or_init(|| {
            let arcs: Vec<[u32; 2]> = self.links().map(|link| self.ends(link)).map(|(from, to)| [from.0, to.0]).collect();
            Hierarchy::new(self.node_count(), &arcs, Some(&self.at))
        })
    }

    /// The links along a segment.
    pub fn links_of_segment(&self, ix: SegmentIx) -> Vec<LinkId> {
        // Links along segments come first, in the order of the segments.
        let place = |link: u32| self.segment_of(LinkId(link)).map_or(u32::MAX, |segment| segment.0);
        let (mut low, mut high) = (0, self.link_count() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if place(middle) < ix.0 { low = middle + 1 } else { high = middle }
        }
        (low..self.link_count() as u32).take_while(|link| place(*link) == ix.0).map(LinkId).collect()
    }

    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// Number of directed links.
    pub fn link_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// Every link id, in order.
    pub fn links(&self) -> impl Iterator<Item = LinkId> + use<> + Clone {
        (0..self.graph.edge_count() as u32).map(LinkId)
    }

    /// The node of this id. Ids only come from this network.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.graph[NodeIndex::new(id.0 as usize)]
    }

    /// The link of this id. Ids only come from this network.
    pub fn link(&self, id: LinkId) -> &Link {
        &self.graph[EdgeIndex::new(id.0 as usize)]
    }

    /// Where a link begins and ends.
    pub fn ends(&self, id: LinkId) -> (NodeId, NodeId) {
        // Ids only come from this network, so the edge exists.
        let (from, to) = self.graph.edge_endpoints(EdgeIndex::new(id.0 as usize)).unwrap_or_default();
        (NodeId(from.index() as u32), NodeId(to.index() as u32))
    }

    /// The nodes of a place.
    pub fn nodes_at(&self, place: PlaceIx) -> &[NodeId] {
        self.nodes_at.get(place.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The nodes of a place on layers of these modes.
    pub fn nodes_of(&self, place: PlaceIx, modes: &[Mode]) -> Vec<NodeId> {
        self.nodes_at(place).iter().copied().filter(|node| modes.contains(&self.node(*node).layer.mode)).collect()
    }

    /// The segment that a link runs along.
    pub fn segment_of(&self, id: LinkId) -> Option<SegmentIx> {
        match self.link(id).kind {
            LinkKind::Segment { segment, .. } => Some(segment),
            _ => None,
        }
    }

    /// Links that leave a node, or that enter it.
    fn links_of(&self, id: NodeId, direction: petgraph::Direction) -> impl Iterator<Item = (LinkId, NodeId)> + '_ {
        use petgraph::visit::EdgeRef;
        self.graph.edges_directed(NodeIndex::new(id.0 as usize), direction).map(move |edge| {
            let other = if direction == petgraph::Outgoing { edge.target() } else { edge.source() };
            (LinkId(edge.id().index() as u32), NodeId(other.index() as u32))
        })
    }
}
