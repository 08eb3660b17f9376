//! What an imported network looks like: how many parts it has, what hangs free, and which gaps keep its parts from each other.

use std::collections::BTreeMap;

use geo::Coord;
use schemars::JsonSchema;
use serde::Serialize;

use super::near::near_pairs;
use super::net::{Net, measured};
use crate::engine::{root, unite};
use crate::model::{Country, Word};
use crate::units::round;

/// A network at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Survey {
    /// Nodes.
    pub nodes: usize,
    /// Edges; a line that crosses a border is one.
    pub edges: usize,
    /// Features without a line (points, areas, none) that were read and are no part of the network.
    pub passed_over: usize,
    /// Ways of OpenStreetMap some of whose nodes are not in the extract, or not on the earth: they are cut there.
    pub incomplete: usize,
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
    /// How many times as long as their lines are drawn the edges are that have a length of their own: the median. Far from 1, the lengths are in another unit than was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_to_drawn: Option<f64>,
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
    /// Their positions, longitude and latitude in degrees.
    pub line: [[f64; 2]; 2],
}

/// Looks at a network; gaps are looked for up to so many kilometres. Countries must be known, see [`super::find_countries`].
pub fn survey(net: &Net, within_km: f64) -> Survey {
    let count = net.node_count();
    // Where a line crosses a border nothing meets: it is one edge.
    let is_node = |node: usize| !net.is_at_border(node);
    let crossings = (0..count).filter(|node| net.is_at_border(*node)).count();
    let mut parent: Vec<u32> = (0..count as u32).collect();
    let mut degree = vec![0_usize; count];
    let (mut modes, mut countries) = (BTreeMap::new(), BTreeMap::new());
    for edge in 0..net.edge_count() {
        let [a, b] = net.ends(edge);
        degree[a] += 1;
        degree[b] += 1;
        unite(&mut parent, a as u32, b as u32);
        *modes.entry(net.class(edge).mode.word().to_owned()).or_default() += 1;
        *countries.entry(net.class(edge).country.unwrap_or(Country::HIGH_SEAS).to_string()).or_default() += 1;
    }
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    (0..count).filter(|node| is_node(*node)).for_each(|node| *sizes.entry(root(&mut parent, node as u32)).or_default() += 1);
    let mut parts: Vec<usize> = sizes.values().copied().collect();
    parts.sort_unstable_by(|a, b| b.cmp(a));
    Survey {
        nodes: count - crossings,
        edges: net.edge_count() - crossings,
        passed_over: net.passed_over(),
        incomplete: net.incomplete(),
        border_crossings: crossings,
        modes,
        countries,
        parts,
        dangles: degree.iter().enumerate().filter(|(node, degree)| **degree == 1 && is_node(*node)).count(),
        given_to_drawn: given_to_drawn(net),
        gaps: gaps(net, within_km, &mut parent, &mut sizes),
    }
}

/// Edges that are measured to see whether given lengths fit; a network has more than enough of them.
const SAMPLE: usize = 2_000;

fn given_to_drawn(net: &Net) -> Option<f64> {
    let given = |edge: &usize| !net.class(*edge).is_measured && !net.line(*edge).is_empty();
    let count = net.edge_count();
    let edges = (0..count).step_by(count.div_ceil(SAMPLE).max(1)).filter(given);
    let ratio = |edge: usize| {
        let [from, to] = net.ends(edge).map(|node| net.at[node]);
        let drawn = measured(from, net.between(edge), to);
        (drawn > 0).then(|| net.millimetres(edge) as f64 / drawn as f64)
    };
    let mut ratios: Vec<f64> = edges.filter_map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).map(|ratio| round(*ratio, 3))
}

/// The narrowest gaps between parts, of which is known what hangs together and how many nodes each has.
fn gaps(net: &Net, within_km: f64, parent: &mut [u32], sizes: &mut BTreeMap<u32, usize>) -> Vec<Gap> {
    if within_km <= 0.0 {
        return Vec::new();
    }
    let (nodes, at): (Vec<usize>, Vec<Coord<f64>>) = (0..net.node_count())
        .filter(|node| !net.is_at_border(*node))
        .filter_map(|node| Some((node, net.position(node)?)))
        .unzip();
    let part: Vec<u32> = nodes.iter().map(|node| root(parent, *node as u32)).collect();
    let mut near = near_pairs(&at, within_km * 1000.0, |a, b| part[a] != part[b]);
    near.sort_by(|a, b| a.2.total_cmp(&b.2).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
    let mut gaps = Vec::new();
    for (a, b, metres) in near {
        let [x, y] = [a, b].map(|i| root(parent, nodes[i] as u32));
        if x == y {
            continue;
        }
        let joins = [x, y].map(|part| sizes.get(&part).copied().unwrap_or(0));
        unite(parent, x, y);
        sizes.insert(x.min(y), joins[0] + joins[1]);
        let [from, to] = [a, b].map(|i| net.node_id(nodes[i]).into_owned());
        gaps.push(Gap { from, to, km: round(metres / 1000.0, 3), joins, line: [at[a], at[b]].map(|at| [at.x, at.y]) });
    }
    gaps
}
