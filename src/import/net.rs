//! A network of others in columns: what a file of any kind becomes, some forty bytes an edge.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use geo::{Coord, Distance, Geodesic, Length, LineString, Point};

use super::texts::Texts;
use super::ways::Ways;
use crate::engine::Graph;
use crate::model::{Country, Mode, Status};
use crate::progress::Progress;
use crate::units::{on_sphere, round};

/// Ten-millionths of a degree in one degree: positions are told apart by about a centimetre.
const PER_DEGREE: f64 = 1e7;

/// A position in ten-millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Spot {
    /// Longitude.
    pub x: i32,
    /// Latitude.
    pub y: i32,
}

impl Spot {
    /// Of a node that only a table of edges names.
    pub const UNKNOWN: Spot = Spot { x: i32::MAX, y: i32::MAX };

    pub fn of(at: Coord<f64>) -> Spot {
        // Both edges of the map are one meridian.
        let x = if at.x <= -180.0 { 180.0 } else { at.x };
        Spot { x: (x * PER_DEGREE).round() as i32, y: (at.y * PER_DEGREE).round() as i32 }
    }

    pub fn coord(self) -> Coord<f64> {
        Coord { x: f64::from(self.x) / PER_DEGREE, y: f64::from(self.y) / PER_DEGREE }
    }

    /// Whether it is on the earth, where it is known.
    pub fn is_possible(self) -> bool {
        let most = |degrees: f64| (degrees * PER_DEGREE) as u32;
        !self.is_known() || self.x.unsigned_abs() <= most(180.0) && self.y.unsigned_abs() <= most(90.0)
    }

    pub fn is_known(self) -> bool {
        self != Spot::UNKNOWN
    }

    /// Whether it can be: a file may say anything.
    pub fn is_on_earth(self) -> bool {
        f64::from(self.x).abs() <= 180.0 * PER_DEGREE && f64::from(self.y).abs() <= 90.0 * PER_DEGREE
    }

    /// `lat,lon`, by which a node without a name is known.
    pub fn id(self) -> String {
        let at = self.coord();
        format!("{},{}", round(at.y, 7), round(at.x, 7))
    }
}

/// What edges have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Class {
    /// Mode of transport.
    pub mode: Mode,
    /// The country; `None` where the file does not say and nobody has looked it up yet.
    pub country: Option<Country>,
    /// Physical status.
    pub status: Status,
    /// Whether traffic runs from the first node to the second only.
    pub is_oneway: bool,
    /// Whether the length was measured along the line, as the file gives none.
    pub is_measured: bool,
}

/// An edge to be added.
pub(super) struct NewEdge<'a> {
    pub id: &'a str,
    pub from: u32,
    pub to: u32,
    pub millimetres: u64,
    pub class: Class,
    /// The points of the line between its ends.
    pub between: &'a [Spot],
}

/// A network in columns. Nodes and edges are known by their numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Net {
    /// Ids of nodes; a node without one is called by its position.
    pub(super) ids: Texts,
    /// Names of those nodes that have one.
    pub(super) names: BTreeMap<u32, String>,
    pub(super) at: Vec<Spot>,
    /// The nodes where a line crosses a border: nothing else meets there.
    pub(super) borders: Range<usize>,
    pub(super) edge_ids: Texts,
    pub(super) from: Vec<u32>,
    pub(super) to: Vec<u32>,
    pub(super) millimetres: Vec<u64>,
    pub(super) class: Vec<u16>,
    pub(super) classes: Vec<Class>,
    pub(super) points: Vec<Spot>,
    /// Where the points of each edge begin and end.
    pub(super) points_at: Vec<[u32; 2]>,
    /// What was worked out for the network as it is.
    pub(super) ways: Option<Ways>,
    /// Features without a line that were read and are no part of it.
    pub(super) passed_over: usize,
    /// Ways that are cut where nodes are missing.
    pub(super) incomplete: usize,
}

impl Net {
    /// Number of nodes, those at borders too.
    pub fn node_count(&self) -> usize {
        self.at.len()
    }

    /// Number of edges; one that crosses a border counts for each piece.
    pub fn edge_count(&self) -> usize {
        self.from.len()
    }

    /// Features without a line (points, areas, none) that were read and are no part of it.
    pub fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// Ways of OpenStreetMap some of whose nodes are not in the extract, or not on the earth: they are cut there.
    pub fn incomplete(&self) -> usize {
        self.incomplete
    }

    /// The nodes of an edge.
    pub fn ends(&self, edge: usize) -> [usize; 2] {
        [self.from[edge] as usize, self.to[edge] as usize]
    }

    /// Length of an edge in millimetres.
    pub fn millimetres(&self, edge: usize) -> u64 {
        self.millimetres[edge]
    }

    /// What an edge is.
    pub fn class(&self, edge: usize) -> &Class {
        &self.classes[usize::from(self.class[edge])]
    }

    /// The place of an edge's class among [`Net::classes`].
    pub(crate) fn class_number(&self, edge: usize) -> usize {
        usize::from(self.class[edge])
    }

    /// The kinds of edges that there are.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The edges as a graph: arc `2 * edge` runs along an edge, the next number against it where traffic runs both ways.
    pub fn graph(&self) -> Graph {
        let arcs = (0..self.edge_count()).flat_map(|edge| {
            let ([from, to], number) = ([self.from[edge], self.to[edge]], 2 * edge as u32);
            let back = (!self.class(edge).is_oneway).then_some((number + 1, [to, from]));
            std::iter::once((number, [from, to])).chain(back)
        });
        Graph::new(self.node_count(), arcs)
    }

    /// The ends of all arcs by their numbers, as in [`Net::graph`]; where there is no arc against an edge, a loop stands for it.
    pub(super) fn arcs(&self) -> Vec<[u32; 2]> {
        let arcs = |edge: usize| {
            let [from, to] = [self.from[edge], self.to[edge]];
            [[from, to], if self.class(edge).is_oneway { [from, from] } else { [to, from] }]
        };
        (0..self.edge_count()).flat_map(arcs).collect()
    }

    /// Works out what makes any distance a matter of microseconds. It is kept in the file, and lost when the network changes.
    pub fn prepare(&mut self, progress: Progress) {
        self.ways = Some(Ways::of(self, progress));
    }

    /// What was worked out.
    pub(crate) fn ways(&self) -> Option<&Ways> {
        self.ways.as_ref()
    }

    /// A node's id: its own, or `lat,lon`.
    pub fn node_id(&self, node: usize) -> Cow<'_, str> {
        match self.ids.at(node) {
            "" => Cow::Owned(self.at[node].id()),
            id => Cow::Borrowed(id),
        }
    }

    /// An edge's id: its own, or `e` and its number from 1.
    pub fn edge_id(&self, edge: usize) -> String {
        match self.edge_ids.at(edge) {
            "" => format!("e{}", edge + 1),
            id => id.to_owned(),
        }
    }

    /// The node of an id.
    pub fn node_of(&self, id: &str) -> Option<usize> {
        self.ids.find(id).or_else(|| {
            let (lat, lon) = id.split_once(',')?;
            let spot = Spot::of(Coord { x: lon.parse().ok()?, y: lat.parse().ok()? });
            (0..self.node_count()).find(|node| self.at[*node] == spot && self.ids.at(*node).is_empty())
        })
    }

    /// The node that is nearest to a position `lat,lon`, and how many kilometres away it is.
    pub fn nearest(&self, position: &str) -> Option<(usize, f64)> {
        let (lat, lon) = position.split_once(',')?;
        let at = Coord { x: lon.trim().parse().ok()?, y: lat.trim().parse().ok()? };
        let here = on_sphere(at);
        let apart = |there: Coord<f64>| here.iter().zip(on_sphere(there)).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        let nodes = (0..self.node_count()).filter(|node| !self.is_at_border(*node));
        let found = nodes.filter_map(|node| Some((apart(self.position(node)?), node))).min_by(|a, b| a.0.total_cmp(&b.0));
        let (_, node) = found?;
        Some((node, Geodesic.distance(Point::from(at), Point::from(self.position(node)?)) / 1000.0))
    }

    /// Whether a node is one where a line crosses a border.
    pub fn is_at_border(&self, node: usize) -> bool {
        self.borders.contains(&node)
    }

    /// The position of a node, where it is known.
    pub fn position(&self, node: usize) -> Option<Coord<f64>> {
        Some(self.at[node]).filter(|spot| spot.is_known()).map(Spot::coord)
    }

    pub(super) fn between(&self, edge: usize) -> &[Spot] {
        let [begin, end] = self.points_at[edge];
        &self.points[begin as usize..end as usize]
    }

    /// The points of an edge from end to end; none where an end has no position.
    pub(super) fn line(&self, edge: usize) -> Vec<Spot> {
        let [from, to] = self.ends(edge).map(|node| self.at[node]);
        if !from.is_known() || !to.is_known() {
            return Vec::new();
        }
        let between = self.between(edge).iter().copied();
        std::iter::once(from).chain(between).chain([to]).collect()
    }

    /// Adds a node.
    pub(super) fn add_node(&mut self, id: &str, at: Spot) -> Option<u32> {
        let number = self.at.len();
        self.ways = None;
        let fits = self.ids.set(number, id);
        self.at.push(at);
        u32::try_from(number).ok().filter(|_| fits)
    }

    /// Adds an edge; `None` where there is no room for more.
    pub(super) fn add_edge(&mut self, edge: &NewEdge) -> Option<()> {
        self.ways = None;
        let class = self.class_of(edge.class)?;
        if !self.edge_ids.set(self.from.len(), edge.id) {
            return None;
        }
        let points = self.add_points(edge.between)?;
        self.from.push(edge.from);
        self.to.push(edge.to);
        self.millimetres.push(edge.millimetres);
        self.class.push(class);
        self.points_at.push(points);
        Some(())
    }

    /// Makes an edge end earlier. It keeps its number and its id.
    pub(super) fn shorten(&mut self, edge: usize, shorter: &NewEdge) -> Option<()> {
        self.ways = None;
        self.to[edge] = shorter.to;
        self.millimetres[edge] = shorter.millimetres;
        self.class[edge] = self.class_of(shorter.class)?;
        self.points_at[edge] = self.add_points(shorter.between)?;
        Some(())
    }

    /// Cuts an edge after so many of its steps and a share of the next, and gives the node there. The edge keeps its first part, its rest is a new edge.
    pub(super) fn cut(&mut self, edge: usize, step: usize, share: f64) -> Option<usize> {
        let line = self.line(edge);
        let [from, to] = self.ends(edge);
        let [a, b] = [*line.get(step)?, *line.get(step + 1)?].map(Spot::coord);
        let at = Spot::of(Coord { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
        if at == line[0] {
            return Some(from);
        }
        if Some(&at) == line.last() {
            return Some(to);
        }
        let [before, mut after] = [&line[1..=step], &line[step + 1..line.len() - 1]];
        let before = if before.last() == Some(&at) { &before[..before.len() - 1] } else { before };
        if after.first() == Some(&at) {
            after = &after[1..];
        }
        let (class, given) = (*self.class(edge), self.millimetres[edge]);
        let [first, second] = [measured(line[0], before, at), measured(at, after, line[line.len() - 1])];
        let first_given = if class.is_measured { first } else { super::topology::share(given, first, first + second).min(given) };
        let second_given = if class.is_measured { second } else { given - first_given };
        // Nodes at borders come last; this one stands behind them, and things meet at it.
        let id = self.edge_id(edge);
        let node = self.add_node(&format!("{id}|{}", self.node_count()), at)?;
        let tail = NewEdge {
            id: &format!("{id}|{}", self.edge_count()),
            from: node,
            to: to as u32,
            millimetres: second_given,
            class,
            between: after,
        };
        self.add_edge(&tail)?;
        self.shorten(edge, &NewEdge { id: "", from: from as u32, to: node, millimetres: first_given, class, between: before })?;
        Some(node as usize)
    }

    fn add_points(&mut self, points: &[Spot]) -> Option<[u32; 2]> {
        let begin = u32::try_from(self.points.len()).ok()?;
        self.points.extend_from_slice(points);
        Some([begin, u32::try_from(self.points.len()).ok()?])
    }

    /// The number of a class, a new one where it is new. Edges of a class mostly stand together, so the last ones are looked at first.
    pub(super) fn class_of(&mut self, class: Class) -> Option<u16> {
        if let Some(last) = self.class.last()
            && self.classes[usize::from(*last)] == class
        {
            return Some(*last);
        }
        let found = self.classes.iter().position(|known| *known == class).unwrap_or_else(|| {
            self.classes.push(class);
            self.classes.len() - 1
        });
        u16::try_from(found).ok()
    }

    /// A network of some of the edges, with their nodes and those named besides. Numbers change, ids stay.
    pub fn part(&self, edges: &[usize], nodes: &[usize]) -> Net {
        let mut kept: Vec<usize> = edges.iter().flat_map(|edge| self.ends(*edge)).chain(nodes.iter().copied()).collect();
        kept.sort_unstable();
        kept.dedup();
        let mut part = Net { classes: self.classes.clone(), ..Net::default() };
        let mut number = BTreeMap::new();
        for node in &kept {
            if let Some(new) = part.add_node(self.ids.at(*node), self.at[*node]) {
                number.insert(*node, new);
                self.names.get(&(*node as u32)).map(|name| part.names.insert(new, name.clone()));
            }
        }
        let before = |end: usize| kept.partition_point(|node| *node < end);
        part.borders = before(self.borders.start)..before(self.borders.end);
        for edge in edges {
            let [Some(from), Some(to)] = self.ends(*edge).map(|node| number.get(&node).copied()) else { continue };
            part.add_edge(&NewEdge {
                id: &self.edge_id(*edge),
                from,
                to,
                millimetres: self.millimetres[*edge],
                class: *self.class(*edge),
                between: self.between(*edge),
            });
        }
        part
    }
}

/// Length of a line in millimetres on the WGS84 ellipsoid.
pub(super) fn measured(from: Spot, between: &[Spot], to: Spot) -> u64 {
    let points = std::iter::once(from).chain(between.iter().copied()).chain([to]);
    (Geodesic.length(&LineString::from(points.map(Spot::coord).collect::<Vec<_>>())) * 1000.0).round() as u64
}
