//! Edges and nodes to a dataset.

use geo::{Coord, LineString, Point};

use super::Import;
use super::borders::{Piece, pieces};
use super::topology::join;
use crate::check;
use crate::error::Error;
use crate::issue::{Issue, Severity};
use crate::model::{
    BASE_DATE, Confidence, Country, Dataset, Mode, Place, PlaceIx, PlaceKind, Precision, Segment, SegmentIx, Status,
};
use crate::read;

/// What stands for a source id: the files that were named.
const SOURCE: &str = "import";
/// More problems than this help nobody.
const MOST_ISSUES: usize = 200;

/// An edge as a file says it.
#[derive(Debug, Default)]
pub(super) struct Edge {
    pub id: Option<String>,
    pub from: String,
    pub to: String,
    pub length_km: Option<f64>,
    pub mode: Option<Mode>,
    pub country: Option<Country>,
    pub status: Option<Status>,
    pub is_oneway: Option<bool>,
    /// Its line, where one is drawn.
    pub line: Option<LineString<f64>>,
}

/// A dataset in the making.
pub(super) struct Assembly {
    data: Dataset,
    directed: bool,
    mode: Mode,
    /// Nodes whose position is known.
    placed: Vec<bool>,
    issues: Vec<Issue>,
    /// Lines without named ends, which are joined when all are known.
    lines: Vec<Edge>,
    snap_m: f64,
}

impl Edge {
    /// What its parts have in common.
    pub fn copied(&self) -> Edge {
        Edge { mode: self.mode, country: self.country, status: self.status, is_oneway: self.is_oneway, ..Edge::default() }
    }
}

impl Assembly {
    pub fn new(import: &Import) -> Result<Assembly, Error> {
        // The program's own tables, without what is about its own places.
        let mut data = check::build(&read::embedded())?;
        data.places.clear();
        data.segments.clear();
        data.place_by_id.clear();
        data.segment_by_id.clear();
        data.crossings.retain(|row| row.place.is_none());
        data.terminals.retain(|row| row.at == "*");
        data.countries.iter_mut().for_each(|country| country.main_place = None);
        data.exchanges.clear();
        data.events.clear();
        data.corridors.clear();
        data.flows.clear();
        data.validation.clear();
        Ok(Assembly {
            data,
            directed: import.directed,
            mode: import.mode,
            placed: Vec::new(),
            issues: Vec::new(),
            lines: Vec::new(),
            snap_m: import.snap_m,
        })
    }

    /// The node of this id, made where it is new.
    fn node(&mut self, id: &str) -> PlaceIx {
        if let Some(ix) = self.data.place_by_id.get(id) {
            return *ix;
        }
        let ix = PlaceIx(self.data.places.len() as u32);
        self.data.place_by_id.insert(id.to_owned(), ix);
        self.data.places.push(Place {
            id: id.to_owned(),
            name: id.to_owned(),
            countries: Vec::new(),
            sea: None,
            region: None,
            kind: PlaceKind::Node,
            locode: None,
            aliases: Vec::new(),
            precision: Precision::Schematic,
            point: Point::new(0.0, 0.0),
            source: SOURCE.into(),
            confidence: Confidence::Medium,
            note: None,
        });
        self.placed.push(false);
        ix
    }

    /// A node with its position, and a name if it has one.
    pub fn place(&mut self, id: &str, name: Option<&str>, at: Coord<f64>) {
        let ix = self.node(id);
        let place = &mut self.data.places[ix.0 as usize];
        place.point = Point::from(at);
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            place.name = name.to_owned();
        }
        self.placed[ix.0 as usize] = true;
    }

    /// Whether a node was named before.
    pub fn has_node(&self, id: &str) -> bool {
        self.data.place_by_id.contains_key(id)
    }

    pub fn edge(&mut self, edge: Edge) {
        let (from, to) = (self.node(&edge.from), self.node(&edge.to));
        if let Some(line) = &edge.line {
            for (ix, at) in [(from, line.0.first()), (to, line.0.last())] {
                if let (false, Some(at)) = (self.placed[ix.0 as usize], at) {
                    self.data.places[ix.0 as usize].point = Point::from(*at);
                    self.placed[ix.0 as usize] = true;
                }
            }
        }
        let ends = [from, to].map(|ix| self.data.places[ix.0 as usize].point.0);
        let is_placed = self.placed[from.0 as usize] && self.placed[to.0 as usize];
        let line = edge.line.unwrap_or_else(|| LineString::from(ends.to_vec()));
        let mode = edge.mode.unwrap_or(self.mode);
        let pieces = match edge.country {
            None if is_placed && !mode.is_afloat() => pieces(&line.0),
            country => vec![Piece { country, line: line.0, metres: 0.0 }],
        };
        let whole_m: f64 = pieces.iter().map(|piece| piece.metres).sum();
        let number = self.data.segments.len() + 1;
        let mut id = edge.id.unwrap_or_else(|| format!("e{number}"));
        if self.data.segment_by_id.contains_key(&id) || self.data.segment_by_id.contains_key(&format!("{id}@1")) {
            id = format!("{id}#{number}");
        }
        // A given length is shared out to the millimetre, so that the pieces add up to it.
        let given = edge.length_km.map(|km| (km * 1e6).round());
        let (last, mut left, mut begin) = (pieces.len().saturating_sub(1), given.unwrap_or(0.0), from);
        for (i, piece) in pieces.into_iter().enumerate() {
            let millimetres = given.map(|given| {
                let own = if i == last { left } else { (given * piece.metres / whole_m).round().min(left) };
                left -= own;
                own
            });
            let country = piece.country.unwrap_or(Country::HIGH_SEAS);
            let end = if i == last { to } else { self.border_node(&format!("{id}@{}", i + 1), piece.line.last().copied()) };
            for ix in [begin, end] {
                let countries = &mut self.data.places[ix.0 as usize].countries;
                if countries.is_empty() {
                    countries.push(country);
                }
            }
            let own_id = if last == 0 { id.clone() } else { format!("{id}@{}", i + 1) };
            self.data.segment_by_id.insert(own_id.clone(), SegmentIx(self.data.segments.len() as u32));
            self.data.segments.push(Segment {
                id: own_id,
                name: None,
                from: begin,
                to: end,
                is_oneway: edge.is_oneway.unwrap_or(self.directed),
                mode,
                country,
                sea: None,
                region: None,
                status: edge.status.unwrap_or(Status::Operating),
                status_as_of: BASE_DATE,
                opened: None,
                expected: None,
                length: millimetres.map(|mm| (mm / 1e6, SOURCE.to_owned())),
                other_lengths: None,
                length_note: None,
                gauge_mm: None,
                tracks: None,
                electrified: None,
                capacity: None,
                corridors: Vec::new(),
                drawn: Precision::Schematic,
                source: SOURCE.into(),
                confidence: Confidence::Medium,
                note: None,
                line: LineString::from(piece.line),
            });
            begin = end;
        }
    }

    /// A node where a line crosses a border: nothing else meets there.
    fn border_node(&mut self, id: &str, at: Option<Coord<f64>>) -> PlaceIx {
        let ix = self.node(id);
        let place = &mut self.data.places[ix.0 as usize];
        place.kind = PlaceKind::Junction;
        place.point = at.map_or(place.point, Point::from);
        ix
    }

    /// A line whose ends have no names.
    pub fn line(&mut self, edge: Edge) {
        self.lines.push(edge);
    }

    pub fn wrong(&mut self, issue: Issue) {
        if self.issues.len() < MOST_ISSUES {
            self.issues.push(issue);
        }
    }

    pub fn finish(mut self) -> Result<Dataset, Error> {
        for edge in join(std::mem::take(&mut self.lines), self.snap_m) {
            self.edge(edge);
        }
        if self.data.segments.is_empty() && self.issues.is_empty() {
            let issue = Issue::new(Severity::Error, "import", "", "there is no edge in what was read");
            self.issues.push(issue.help("name a file with lines, or edges with from, to and length_km"));
        }
        if !self.issues.is_empty() {
            return Err(Error::Data(self.issues));
        }
        for place in self.data.places.iter_mut().filter(|place| place.countries.is_empty()) {
            place.countries.push(Country::HIGH_SEAS);
        }
        Ok(self.data)
    }
}
