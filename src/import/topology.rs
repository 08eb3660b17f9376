//! Lines without named ends to edges between nodes: ends that are equal, or near each other, become one node, and a line is split where another one ends on it.

use geo::Coord;
use hashbrown::HashMap;

use super::Import;
use super::loose::Loose;
use super::near::near_pairs;
use super::net::{Net, NewEdge, Spot, measured};
use super::splits::{Split, at_vertices, beside, crossings};
use crate::engine::{root, unite};

/// Adds lines to a network; `None` where there is no room for them.
pub(super) fn join(loose: &Loose, import: &Import, net: &mut Net) -> Option<()> {
    let nodes = Nodes::of(loose, import.snap_m)?;
    let mut splits = at_vertices(loose, &nodes);
    if import.crossings {
        splits.extend(crossings(loose)?);
    }
    if import.snap_m > 0.0 {
        let found = beside(loose, &nodes, &splits, import.snap_m)?;
        splits.extend(found);
    }
    splits.sort_by(|a, b| (a.line, a.step).cmp(&(b.line, b.step)).then_with(|| a.share.total_cmp(&b.share)));
    let mut number = HashMap::new();
    let mut rest = splits.as_slice();
    for line in 0..loose.count() {
        let own = rest.partition_point(|split| split.line as usize == line);
        let (own, others) = rest.split_at(own);
        rest = others;
        add_line(loose, line, own, &nodes, &mut number, net)?;
    }
    Some(())
}

/// A part of a line: where it begins, the points between, where it ends.
struct Part {
    from: Spot,
    between: Vec<Spot>,
    to: Spot,
}

/// Adds a line's parts between its ends and splits, each an edge between two nodes.
fn add_line(
    loose: &Loose,
    line: usize,
    splits: &[Split],
    nodes: &Nodes,
    number: &mut HashMap<Spot, u32>,
    net: &mut Net,
) -> Option<()> {
    let mut node = |net: &mut Net, at: Spot| {
        let at = nodes.at(at);
        if let Some(known) = number.get(&at) {
            return Some(*known);
        }
        let new = net.add_node("", at)?;
        number.insert(at, new);
        Some(new)
    };
    let class = loose.class(line);
    let parts = parts(loose.points(line), splits);
    // A given length is shared out as the line is drawn, to the millimetre, so that the parts add up to it.
    let is_shared = parts.len() > 1 && !class.is_measured;
    let drawn: Vec<u64> = if is_shared { parts.iter().map(Part::millimetres).collect() } else { Vec::new() };
    let whole: u64 = drawn.iter().sum();
    let mut left = loose.millimetres(line);
    for (i, part) in parts.iter().enumerate() {
        let is_last = i + 1 == parts.len();
        let given =
            if is_last { left } else { share(loose.millimetres(line), drawn.get(i).copied().unwrap_or(0), whole).min(left) };
        left -= given;
        let (from, to) = (node(net, part.from)?, node(net, part.to)?);
        let id = match loose.id(line) {
            "" => String::new(),
            id if parts.len() == 1 => id.to_owned(),
            id => format!("{id}/{}", i + 1),
        };
        // A line that ends beside its node is drawn on to it.
        let mut between = part.between.clone();
        let [begin, end] = [from, to].map(|node| net.at[node as usize]);
        if begin != part.from {
            between.insert(0, part.from);
        }
        if end != part.to {
            between.push(part.to);
        }
        let millimetres = if class.is_measured { measured(begin, &between, end) } else { given };
        net.add_edge(&NewEdge { id: &id, from, to, millimetres, class, between: &between })?;
    }
    Some(())
}

/// `given * part / whole`, rounded.
pub(super) fn share(given: u64, part: u64, whole: u64) -> u64 {
    if whole == 0 { 0 } else { ((u128::from(given) * u128::from(part) + u128::from(whole) / 2) / u128::from(whole)) as u64 }
}

fn parts(points: &[Spot], splits: &[Split]) -> Vec<Part> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let mut parts = Vec::new();
    let (mut from, mut drawn, mut next) = (*first, Vec::new(), 1);
    for split in splits {
        while next <= split.step as usize {
            drawn.push(points[next]);
            next += 1;
        }
        // The part ends at the node, so that what meets there is drawn to meet.
        if drawn.last() == Some(&split.at) {
            drawn.pop();
        }
        // Two lines may end at one place of this one.
        if split.at == from && drawn.is_empty() {
            continue;
        }
        parts.push(Part { from, between: std::mem::take(&mut drawn), to: split.at });
        from = split.at;
    }
    drawn.extend(points.iter().skip(next).take((points.len() - 1).saturating_sub(next)));
    if parts.is_empty() || from != *last || !drawn.is_empty() {
        parts.push(Part { from, between: drawn, to: *last });
    }
    parts
}

impl Part {
    fn millimetres(&self) -> u64 {
        measured(self.from, &self.between, self.to)
    }
}

/// Ends of lines, and which of them are one node.
pub(super) struct Nodes {
    number: HashMap<Spot, u32>,
    /// For each end the node that it belongs to; empty where each is its own.
    node: Vec<Spot>,
}

impl Nodes {
    /// Ends within `snap_m` metres of each other, one after another, are one node: the first of them. `None` where there are too many.
    fn of(loose: &Loose, snap_m: f64) -> Option<Nodes> {
        let mut number: HashMap<Spot, u32> = HashMap::new();
        let mut order: Vec<Coord<f64>> = Vec::new();
        for end in loose.all_ends() {
            let next = u32::try_from(number.len()).ok()?;
            if *number.entry(end).or_insert(next) == next && snap_m > 0.0 && number.len() > order.len() {
                order.push(end.coord());
            }
        }
        let mut parent: Vec<u32> = (0..order.len() as u32).collect();
        if snap_m > 0.0 {
            near_pairs(&order, snap_m, |_, _| true).into_iter().for_each(|(a, b, _)| unite(&mut parent, a as u32, b as u32));
        }
        let node = (0..order.len() as u32).map(|i| Spot::of(order[root(&mut parent, i) as usize])).collect();
        Some(Nodes { number, node })
    }

    pub fn is_end(&self, at: Spot) -> bool {
        self.number.contains_key(&at)
    }

    /// The node that an end belongs to.
    pub fn at(&self, end: Spot) -> Spot {
        if self.node.is_empty() {
            return end;
        }
        self.number.get(&end).map_or(end, |number| self.node[*number as usize])
    }
}
