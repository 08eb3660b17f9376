//! Edges of any kind of file to one network.

use std::borrow::Cow;
use std::hash::BuildHasher;

use geo::{Coord, Distance, Geodesic, Point};
use hashbrown::{DefaultHashBuilder, HashTable};

use super::loose::Loose;
use super::mapping::Field;
use super::net::{Class, Net, NewEdge, Spot, measured};
use super::texts::Texts;
use super::topology::join;
use super::{Import, too_large};
use crate::error::Error;
use crate::issue::{Issue, Severity, quoted};
use crate::model::{Country, Mode, Status};

/// More problems than this help nobody.
const MOST_ISSUES: usize = 200;
/// How far from its node a line may end: cities are points, and lines end at their outskirts. Beyond it the line names another node.
const FARTHEST_END_KM: f64 = 50.0;
/// What to do about a line that ends farther away.
pub(super) const FAR_END: &str = "name the node where the line ends, swap the two names, or correct the position of the node";

/// An edge as a file says it.
#[derive(Debug, Default)]
pub(super) struct Edge<'a> {
    pub id: Option<Cow<'a, str>>,
    /// Id of the node where it begins; empty where the line does not name its ends.
    pub from: Cow<'a, str>,
    pub to: Cow<'a, str>,
    pub length_km: Option<f64>,
    pub mode: Option<Mode>,
    pub country: Option<Country>,
    pub status: Option<Status>,
    pub is_oneway: Option<bool>,
    /// Its line, where one is drawn.
    pub line: Option<Cow<'a, [Coord<f64>]>>,
}

/// A network in the making.
pub(super) struct Assembly<'a> {
    pub import: &'a Import,
    net: Net,
    /// Lines without named ends, which are joined when all are known.
    loose: Loose,
    node_by_id: ByText,
    edge_by_id: ByText,
    /// Memory for the points of one edge after another.
    points: Vec<Spot>,
    /// Attributes of the mapping that no feature had so far.
    unseen: Vec<(Field, String)>,
    /// What is wrong, and how many times more.
    issues: Vec<(Issue, usize)>,
    is_full: bool,
}

/// Numbers by text, without the texts.
#[derive(Default)]
struct ByText {
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl ByText {
    fn find(&self, text: &str, texts: &Texts) -> Option<u32> {
        let text = text.as_bytes();
        self.numbers.find(self.hasher.hash_one(text), |number| texts.bytes_at(*number as usize) == text).copied()
    }

    fn insert(&mut self, text: &str, number: u32, texts: &Texts) {
        let hasher = &self.hasher;
        let hash = |number: &u32| hasher.hash_one(texts.bytes_at(*number as usize));
        self.numbers.insert_unique(hasher.hash_one(text.as_bytes()), number, hash);
    }
}

impl<'a> Assembly<'a> {
    pub fn new(import: &'a Import) -> Assembly<'a> {
        Assembly {
            import,
            net: Net::default(),
            loose: Loose::default(),
            node_by_id: ByText::default(),
            edge_by_id: ByText::default(),
            points: Vec::new(),
            unseen: import.mapping.named().map(|(field, name)| (field, name.to_owned())).collect(),
            issues: Vec::new(),
            is_full: false,
        }
    }

    /// The node of this id, made where it is new.
    fn node(&mut self, id: &str, at: Spot) -> u32 {
        if let Some(number) = self.node_by_id.find(id, &self.net.ids) {
            let known = &mut self.net.at[number as usize];
            if !known.is_known() {
                *known = at;
            }
            return number;
        }
        let Some(number) = self.net.add_node(id, at) else {
            self.is_full = true;
            return 0;
        };
        self.node_by_id.insert(id, number, &self.net.ids);
        number
    }

    /// A node of which nothing more is known yet.
    pub fn name_node(&mut self, id: &str) {
        self.node(id, Spot::UNKNOWN);
    }

    /// A node with its position, and a name if it has one.
    pub fn place(&mut self, id: &str, name: Option<&str>, at: Coord<f64>) {
        let number = self.node(id, Spot::of(at));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            self.net.names.insert(number, name.to_owned());
        }
    }

    /// Whether a node was named before.
    pub fn has_node(&self, id: &str) -> bool {
        self.node_by_id.find(id, &self.net.ids).is_some()
    }

    /// Takes note that attributes are there.
    pub fn seen(&mut self, is_there: impl Fn(&str) -> bool) {
        if !self.unseen.is_empty() {
            self.unseen.retain(|(_, name)| !is_there(name));
        }
    }

    /// Takes note of a feature without a line.
    pub fn pass_over(&mut self) {
        self.net.passed_over += 1;
    }

    /// Takes note of a way some of whose nodes are missing.
    pub fn note_incomplete(&mut self) {
        self.net.incomplete += 1;
    }

    /// Whether the ends of a line are where the nodes are that it names, as far as these are known: the field that names another one, and what is wrong.
    pub fn check_ends(&self, edge: &Edge) -> Result<(), (Field, String)> {
        let line = edge.line.as_deref().unwrap_or_default();
        for (field, id, end) in [(Field::From, &edge.from, line.first()), (Field::To, &edge.to, line.last())] {
            let Some(node) = self.node_by_id.find(id, &self.net.ids) else { continue };
            let (at, Some(end)) = (self.net.at[node as usize], end) else { continue };
            if !at.is_known() || at == Spot::of(*end) {
                continue;
            }
            let km = Geodesic.distance(Point::from(at.coord()), Point::from(*end)) / 1000.0;
            if km > FARTHEST_END_KM {
                let message = format!("the line ends {km:.0} km from its node {}; {FARTHEST_END_KM} km is allowed", quoted(id));
                return Err((field, message));
            }
        }
        Ok(())
    }

    /// An edge between named nodes.
    pub fn edge(&mut self, edge: &Edge) {
        let mut points = std::mem::take(&mut self.points);
        points.clear();
        points.extend(edge.line.iter().flat_map(|line| line.iter()).map(|at| Spot::of(*at)));
        let end = |at: Option<&Spot>| at.copied().unwrap_or(Spot::UNKNOWN);
        let from = self.node(&edge.from, end(points.first()));
        let to = self.node(&edge.to, end(points.last()));
        // A line that ends beside its node is drawn on to it.
        let [begin, finish] = [from, to].map(|node| self.net.at.get(node as usize).copied());
        let skip = usize::from(points.first() == begin.as_ref());
        let mut between = points.get(skip..).unwrap_or_default();
        if between.last() == finish.as_ref() {
            between = &between[..between.len() - 1];
        }
        let length = edge.length_km.map_or_else(
            || match [begin, finish] {
                [Some(begin), Some(finish)] if begin.is_known() && finish.is_known() => measured(begin, between, finish),
                _ => 0,
            },
            whole,
        );
        let id = self.edge_id(edge.id.as_deref(), self.net.edge_count());
        let new = NewEdge { id: &id, from, to, millimetres: length, class: self.class(edge), between };
        self.is_full |= self.net.add_edge(&new).is_none();
        if !id.is_empty() {
            self.edge_by_id.insert(&id, self.net.edge_count() as u32 - 1, &self.net.edge_ids);
        }
        self.points = points;
    }

    /// An id that no other edge has: that of the file, or the same with the number of the edge.
    fn edge_id<'i>(&self, id: Option<&'i str>, number: usize) -> Cow<'i, str> {
        let Some(id) = id else { return Cow::Borrowed("") };
        let is_taken = self.edge_by_id.find(id, &self.net.edge_ids).is_some();
        if is_taken { Cow::Owned(format!("{id}#{}", number + 1)) } else { Cow::Borrowed(id) }
    }

    /// A line whose ends have no names.
    pub fn line(&mut self, edge: &Edge) {
        let Some(line) = &edge.line else { return };
        let class = self.class(edge);
        let length = edge.length_km.map_or(0, whole);
        self.is_full |= self.loose.add(edge.id.as_deref(), line, length, class).is_none();
    }

    fn class(&self, edge: &Edge) -> Class {
        Class {
            mode: edge.mode.unwrap_or(self.import.mode),
            country: edge.country,
            status: edge.status.unwrap_or(Status::Operating),
            is_oneway: edge.is_oneway.unwrap_or(self.import.directed),
            is_measured: edge.length_km.is_none(),
        }
    }

    /// Keeps what is wrong; the same in another feature is counted only.
    pub fn wrong(&mut self, issue: Issue) {
        if let Some((_, more)) = self
            .issues
            .iter_mut()
            .find(|(known, _)| (&known.message, &known.field, &known.file) == (&issue.message, &issue.field, &issue.file))
        {
            *more += 1;
        } else if self.issues.len() < MOST_ISSUES {
            self.issues.push((issue, 0));
        }
    }

    /// What stopped the reading, with what was wrong before.
    pub fn failed(self, error: Error) -> Error {
        match error {
            Error::Data(more) => Error::Data(counted(self.issues).chain(more).collect()),
            other => other,
        }
    }

    /// The network, where nothing was wrong.
    pub fn finish(mut self) -> Result<Net, Error> {
        let is_full = join(&self.loose, self.import, &mut self.net).is_none() || self.is_full;
        if is_full {
            return Err(too_large());
        }
        let mut issues: Vec<Issue> = counted(self.issues).collect();
        let file = self.import.files.first().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        for (field, name) in &self.unseen {
            let message =
                format!("nothing that was read has an attribute {} for the {}", quoted(name), Field::ALL[*field as usize].1);
            issues
                .push(Issue::new(Severity::Error, "import", &file, message).help("look at its spelling; capitals do not count"));
        }
        if self.net.edge_count() == 0 && issues.is_empty() {
            let issue = Issue::new(
                Severity::Error,
                "import",
                &file,
                "there is no line in what was read; points and areas are passed over",
            );
            issues.push(issue.help("name a file with lines, or edges with from, to and length_km"));
        }
        if issues.is_empty() { Ok(self.net) } else { Err(Error::Data(issues)) }
    }
}

/// Issues, each with how many there are like it.
fn counted(issues: Vec<(Issue, usize)>) -> impl Iterator<Item = Issue> {
    issues.into_iter().map(|(mut issue, more)| {
        if more > 0 {
            issue.message += &format!(" (and {more} more like this)");
        }
        issue
    })
}

/// Kilometres to millimetres.
fn whole(km: f64) -> u64 {
    (km * 1e6).round() as u64
}
