//! What an imported network looks like: how many parts it has, what hangs free, and which gaps keep its parts from each other.

use std::collections::BTreeMap;

use geo::Coord;
use schemars::JsonSchema;
use serde::Serialize;

use super::topology::{near_pairs, root};
use crate::model::{Dataset, PlaceIx, PlaceKind};
use crate::units::round;

/// A network at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Survey {
    /// Nodes.
    pub nodes: usize,
    /// Edges; a line that crosses a border is one.
    pub edges: usize,
    /// Places where a line crosses a border and is split.
    pub border_crossings: usize,
    /// Edges by mode.
    pub modes: BTreeMap<String, usize>,
    /// Edges by country, `XZ` at sea or where it is not known.
    pub countries: BTreeMap<String, usize>,
    /// Nodes of each part of the network, the largest first.
    pub parts: Vec<usize>,
    /// Nodes where one edge ends.
    pub dangles: usize,
    /// The narrowest gaps whose closing would join parts, the narrowest first; each joins what those before it left apart.
    pub gaps: Vec<Gap>,
}

/// Two nodes of different parts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Gap {
    /// One node.
    pub from: String,
    /// The other.
    pub to: String,
    /// Kilometres between them.
    pub km: f64,
    /// Nodes of the two parts, as they are when the narrower gaps are closed.
    pub joins: [usize; 2],
}

/// Looks at a network; gaps are looked for up to so many kilometres.
pub fn survey(data: &Dataset, within_km: f64) -> Survey {
    let count = data.places.len();
    // Where a line crosses a border nothing meets: it is one edge.
    let is_node: Vec<bool> = data.places.iter().map(|place| place.kind == PlaceKind::Node).collect();
    let crossings = is_node.iter().filter(|is_node| !**is_node).count();
    let mut parent: Vec<usize> = (0..count).collect();
    let mut degree = vec![0_usize; count];
    let (mut modes, mut countries) = (BTreeMap::new(), BTreeMap::new());
    for segment in &data.segments {
        let (a, b) = (segment.from.0 as usize, segment.to.0 as usize);
        degree[a] += 1;
        degree[b] += 1;
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent[a.max(b)] = a.min(b);
        *modes.entry(crate::model::Word::word(segment.mode).to_owned()).or_default() += 1;
        *countries.entry(segment.country.to_string()).or_default() += 1;
    }
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    (0..count).filter(|node| is_node[*node]).for_each(|node| *sizes.entry(root(&mut parent, node)).or_default() += 1);
    let mut parts: Vec<usize> = sizes.values().copied().collect();
    parts.sort_unstable_by(|a, b| b.cmp(a));
    let at: Vec<Coord<f64>> = data.places.iter().map(|place| place.point.0).collect();
    let mut near = if within_km > 0.0 { near_pairs(&at, within_km * 1000.0) } else { Vec::new() };
    near.sort_by(|a, b| a.2.total_cmp(&b.2).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
    let mut gaps = Vec::new();
    for (a, b, metres) in near {
        let (x, y) = (root(&mut parent, a), root(&mut parent, b));
        if x == y || !is_node[a] || !is_node[b] {
            continue;
        }
        let joins = [x, y].map(|part| sizes.get(&part).copied().unwrap_or(0));
        parent[x.max(y)] = x.min(y);
        sizes.insert(x.min(y), joins[0] + joins[1]);
        let id = |node: usize| data.place(PlaceIx(node as u32)).id.clone();
        gaps.push(Gap { from: id(a), to: id(b), km: round(metres / 1000.0, 3), joins });
    }
    Survey {
        nodes: count - crossings,
        edges: data.segments.len() - crossings,
        border_crossings: crossings,
        modes,
        countries,
        parts,
        dangles: degree.iter().zip(&is_node).filter(|(degree, is_node)| **degree == 1 && **is_node).count(),
        gaps,
    }
}
