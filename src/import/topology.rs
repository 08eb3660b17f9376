//! Lines without named ends to edges between nodes: ends that are equal, or near each other, become one node, and a line is split where another one ends on it.

use std::collections::{BTreeMap, HashMap};

use geo::{Coord, Distance, Geodesic, Length, LineString, Point};

use super::assemble::Edge;
use crate::units::round;

/// Digits of a position that tell two apart: about a centimetre.
const DIGITS: i32 = 7;
/// Mean radius of the earth, metres.
const EARTH_M: f64 = 6_371_008.8;

/// A position as whole numbers, so that it can be looked up.
type Key = (i64, i64);

fn key(at: Coord<f64>) -> Key {
    let scale = 10f64.powi(DIGITS);
    ((at.x * scale).round() as i64, (at.y * scale).round() as i64)
}

/// A node's id: `lat,lon`.
pub(super) fn id_at(at: Coord<f64>) -> String {
    format!("{},{}", round(at.y, DIGITS), round(at.x, DIGITS))
}

/// Where a line is split: after how many of its steps, how far along the next, and the end of another line that becomes the node there.
type Split = (usize, f64, Coord<f64>);

/// Lines to edges. The edges' `from` and `to` are empty before; within `snap_m` metres ends become one node, and an end that hangs free is tied to the line beside it.
pub(super) fn join(lines: Vec<Edge>, snap_m: f64) -> Vec<Edge> {
    let ends: Vec<[Coord<f64>; 2]> = lines.iter().filter_map(|edge| ends_of(edge.line.as_ref()?)).collect();
    let nodes = Nodes::of(ends.iter().flatten().copied(), snap_m);
    let mut splits: Vec<Vec<Split>> = lines.iter().map(|edge| at_vertices(edge, &nodes)).collect();
    if snap_m > 0.0 {
        let mut degree: BTreeMap<Key, usize> = BTreeMap::new();
        let parts = splits.iter().flatten().map(|(_, _, at)| *at);
        ends.iter()
            .flatten()
            .copied()
            .chain(parts.clone())
            .chain(parts)
            .for_each(|at| *degree.entry(key(nodes.at(at))).or_default() += 1);
        let free: Vec<Coord<f64>> =
            ends.iter().flatten().copied().filter(|at| degree.get(&key(nodes.at(*at))) == Some(&1)).collect();
        for (line, split) in beside(&lines, &free, &nodes, snap_m) {
            splits[line].push(split);
        }
    }
    lines.into_iter().zip(splits).flat_map(|(edge, splits)| parts(edge, splits, &nodes)).collect()
}

fn ends_of(line: &LineString<f64>) -> Option<[Coord<f64>; 2]> {
    Some([*line.0.first()?, *line.0.last()?])
}

/// Inner vertices of a line that are the end of some line.
fn at_vertices(edge: &Edge, nodes: &Nodes) -> Vec<Split> {
    let Some(line) = &edge.line else { return Vec::new() };
    let inner = line.0.iter().enumerate().skip(1).take(line.0.len().saturating_sub(2));
    inner.filter(|(_, at)| nodes.is_end(**at)).map(|(i, at)| (i, 0.0, *at)).collect()
}

/// Ends that hang free, each with the place on another line that is nearest to it and near enough.
fn beside(lines: &[Edge], free: &[Coord<f64>], nodes: &Nodes, snap_m: f64) -> Vec<(usize, Split)> {
    // Steps of lines by cells of a tenth of a degree, or as large as the tolerance.
    let cell = (snap_m / 111_000.0).max(0.1);
    let cell_of = |x: f64, y: f64| ((x / cell).floor() as i64, (y / cell).floor() as i64);
    let mut steps: HashMap<(i64, i64), Vec<(usize, usize)>> = HashMap::new();
    for (number, edge) in lines.iter().enumerate() {
        for (i, step) in edge.line.iter().flat_map(|line| line.lines()).enumerate() {
            let (x0, x1) = (step.start.x.min(step.end.x), step.start.x.max(step.end.x));
            let (y0, y1) = (step.start.y.min(step.end.y), step.start.y.max(step.end.y));
            let (from, to) = (cell_of(x0, y0), cell_of(x1, y1));
            for x in from.0..=to.0 {
                for y in from.1..=to.1 {
                    steps.entry((x, y)).or_default().push((number, i));
                }
            }
        }
    }
    let mut found = Vec::new();
    for at in free {
        let (cx, cy) = cell_of(at.x, at.y);
        // A degree of longitude shrinks towards the poles.
        let wide = (1.0 / at.y.to_radians().cos().max(0.05)).ceil() as i64;
        let mut best: Option<(f64, usize, Split)> = None;
        for x in cx - wide..=cx + wide {
            for (line, i) in (cy - 1..=cy + 1).filter_map(|y| steps.get(&(x, y))).flatten() {
                let Some(drawn) = &lines[*line].line else { continue };
                let (Some(a), Some(b)) = (drawn.0.get(*i), drawn.0.get(i + 1)) else { continue };
                // A line is not tied to itself, nor where it ends: ends near each other are one node already.
                let is_own = ends_of(drawn).is_some_and(|ends| ends.iter().any(|end| key(nodes.at(*end)) == key(nodes.at(*at))));
                if is_own {
                    continue;
                }
                let (share, metres) = nearest(*at, *a, *b);
                if metres <= snap_m && best.as_ref().is_none_or(|(known, ..)| metres < *known) {
                    best = Some((metres, *line, (*i, share, *at)));
                }
            }
        }
        found.extend(best.map(|(_, line, split)| (line, split)));
    }
    found
}

/// Where a step from `a` to `b` is nearest to a position, as a share of the step, and how many metres that is; on a plane that touches the earth there.
fn nearest(at: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> (f64, f64) {
    let east = at.y.to_radians().cos() * EARTH_M.to_radians();
    let north = EARTH_M.to_radians();
    let plane = |c: Coord<f64>| ((c.x - at.x) * east, (c.y - at.y) * north);
    let ((ax, ay), (bx, by)) = (plane(a), plane(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (share, (ax + share * dx).hypot(ay + share * dy))
}

/// A part of a line: where it begins, its points, where it ends.
type Piece = (Coord<f64>, Vec<Coord<f64>>, Coord<f64>);

/// The parts of a line between its ends and splits, each an edge between two nodes.
fn parts(edge: Edge, mut splits: Vec<Split>, nodes: &Nodes) -> Vec<Edge> {
    let Some((line, ends)) = edge.line.as_ref().and_then(|line| Some((line, ends_of(line)?))) else { return Vec::new() };
    let name = |at: Coord<f64>| id_at(nodes.at(at));
    if splits.is_empty() {
        return vec![Edge { from: name(ends[0]), to: name(ends[1]), ..edge }];
    }
    splits.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1)));
    let whole = Geodesic.length(line);
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut from, mut drawn, mut next) = (ends[0], vec![ends[0]], 1);
    for (step, share, node) in &splits {
        while next <= *step {
            drawn.push(line.0[next]);
            next += 1;
        }
        // The part ends at the node, so that what meets there is drawn to meet.
        if *share > 0.0 || drawn.last() != Some(node) {
            drawn.push(*node);
        }
        pieces.push((from, std::mem::replace(&mut drawn, vec![*node]), *node));
        from = *node;
    }
    drawn.extend(line.0.iter().skip(next).copied());
    pieces.push((from, drawn, ends[1]));
    let part = |(i, (from, drawn, to)): (usize, Piece)| {
        let piece = LineString::from(drawn);
        // A given length is shared out as the line is drawn.
        let share = if whole > 0.0 { Geodesic.length(&piece) / whole } else { 0.0 };
        Edge {
            id: edge.id.as_ref().map(|id| format!("{id}/{}", i + 1)),
            from: name(from),
            to: name(to),
            length_km: edge.length_km.map(|km| km * share),
            line: Some(piece),
            ..edge.copied()
        }
    };
    pieces.into_iter().enumerate().map(part).collect()
}

/// Ends of lines, and which of them are one node.
struct Nodes {
    /// For each end the node that it belongs to.
    of: HashMap<Key, Coord<f64>>,
}

impl Nodes {
    /// Ends within `snap_m` metres of each other, one after another, are one node: the first of them.
    fn of(ends: impl Iterator<Item = Coord<f64>>, snap_m: f64) -> Nodes {
        let mut order: Vec<Coord<f64>> = Vec::new();
        let mut number: HashMap<Key, usize> = HashMap::new();
        for end in ends {
            number.entry(key(end)).or_insert_with(|| {
                order.push(end);
                order.len() - 1
            });
        }
        let mut parent: Vec<usize> = (0..order.len()).collect();
        if snap_m > 0.0 {
            for (a, b) in near_pairs(&order, snap_m).into_iter().map(|(a, b, _)| (a, b)) {
                let (a, b) = (root(&mut parent, a), root(&mut parent, b));
                parent[a.max(b)] = a.min(b);
            }
        }
        let of = number.into_iter().map(|(key, i)| (key, order[root(&mut parent, i)])).collect();
        Nodes { of }
    }

    fn is_end(&self, at: Coord<f64>) -> bool {
        self.of.contains_key(&key(at))
    }

    /// The node that an end belongs to.
    fn at(&self, end: Coord<f64>) -> Coord<f64> {
        self.of.get(&key(end)).copied().unwrap_or(end)
    }
}

pub(super) fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}

/// Pairs of positions within so many metres of each other, with the metres, in the order of their numbers. Cells of space, so that neither the date line nor a pole is an edge.
pub(super) fn near_pairs(at: &[Coord<f64>], metres: f64) -> Vec<(usize, usize, f64)> {
    let space = |c: &Coord<f64>| {
        let (lat, lon) = (c.y.to_radians(), c.x.to_radians());
        let cell = |x: f64| (x * EARTH_M / metres).floor() as i64;
        (cell(lat.cos() * lon.cos()), cell(lat.cos() * lon.sin()), cell(lat.sin()))
    };
    let mut cells: HashMap<(i64, i64, i64), Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (i, here) in at.iter().enumerate() {
        let (x, y, z) = space(here);
        for (dx, dy, dz) in (0..27).map(|n| (n % 3 - 1, n / 3 % 3 - 1, n / 9 - 1)) {
            for j in cells.get(&(x + dx, y + dy, z + dz)).into_iter().flatten() {
                let apart = Geodesic.distance(Point::from(*here), Point::from(at[*j]));
                if apart <= metres {
                    found.push((*j, i, apart));
                }
            }
        }
        cells.entry((x, y, z)).or_default().push(i);
    }
    found.sort_by_key(|(a, b, _)| (*a, *b));
    found
}
