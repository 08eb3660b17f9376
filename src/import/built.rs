//! A network to its file and back.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::file::{Opened, Sections};
use super::net::{Class, Net, Spot};
use super::texts::Texts;
use super::ways::{Distances, Ways};
use crate::engine::{Hierarchy, Metric};
use crate::error::Error;
use crate::model::{Mode, Status, Word};

/// What of a network is not columns of numbers.
#[derive(Serialize, Deserialize)]
struct Facts {
    /// Version of the program that wrote it.
    program: String,
    borders: [usize; 2],
    /// Mode, country, status, one way, measured.
    classes: Vec<(String, Option<String>, String, bool, bool)>,
    names: BTreeMap<u32, String>,
    /// Whether distances were worked out, and in units of how many millimetres; 0 where they have 64 bits.
    unit: Option<u64>,
    /// Features without a line; files of before do not say it.
    #[serde(default)]
    passed_over: usize,
    /// Ways of which some nodes are missing; files of before do not say it.
    #[serde(default)]
    incomplete: usize,
}

/// Longer than any edge is that a file can draw: a line may go to and fro.
const LONGEST_MM: u64 = 1 << 53;

/// Names of the sections of a hierarchy.
const HIERARCHY: [&str; 5] = ["order", "parents", "links", "heads", "link of arc"];
/// Names of the sections of distances: weights, and how they come about.
const DISTANCES: [[&str; 2]; 2] = [["up", "down"], ["up by", "down by"]];

impl Net {
    /// Writes the network as a file that [`Net::open`] reads.
    ///
    /// # Errors
    /// What stops the writing.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let facts = Facts {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            borders: [self.borders.start, self.borders.end],
            classes: self
                .classes
                .iter()
                .map(|class| {
                    let country = class.country.map(|country| country.to_string());
                    (class.mode.word().into(), country, class.status.word().into(), class.is_oneway, class.is_measured)
                })
                .collect(),
            names: self.names.clone(),
            unit: self.ways.as_ref().map(|ways| match ways.distances {
                Distances::Narrow(unit, _) => unit,
                Distances::Wide(_) => 0,
            }),
            passed_over: self.passed_over,
            incomplete: self.incomplete,
        };
        let mut sections = Sections::default();
        sections.bytes("facts", serde_json::to_vec(&facts)?);
        let (ids, id_ends) = self.ids.parts();
        sections.bytes("node ids", ids);
        sections.u32s("node id ends", id_ends);
        let (ids, id_ends) = self.edge_ids.parts();
        sections.bytes("edge ids", ids);
        sections.u32s("edge id ends", id_ends);
        let at = numbers(&self.at);
        sections.u32s("node positions", &at);
        sections.u32s("from", &self.from);
        sections.u32s("to", &self.to);
        sections.u64s("millimetres", &self.millimetres);
        sections.bytes("class", self.class.iter().flat_map(|class| class.to_le_bytes()).collect::<Vec<u8>>());
        let points = numbers(&self.points);
        sections.u32s("points", &points);
        sections.u32s("points at", self.points_at.as_flattened());
        if let Some(ways) = &self.ways {
            ways.list(&mut sections);
        }
        sections.write(out)
    }

    /// Reads a built network.
    ///
    /// # Errors
    /// [`Error::Read`] where it cannot be read; [`Error::Data`] where it is damaged, no built network, or of another version.
    pub fn open(path: &Path) -> Result<Net, Error> {
        let mut file = Opened::open(path)?;
        let facts = file.bytes("facts")?;
        let facts: Facts = serde_json::from_slice(&facts).map_err(|_| file.damaged())?;
        let mut texts = |bytes: &str, ends: &str| {
            let texts = Texts::of(file.bytes(bytes)?, file.u32s(ends)?);
            texts.ok_or_else(|| file.damaged())
        };
        let (ids, edge_ids) = (texts("node ids", "node id ends")?, texts("edge ids", "edge id ends")?);
        let class = file.bytes("class")?.chunks_exact(2).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]])).collect();
        let mut net = Net {
            ids,
            names: facts.names,
            at: spots(file.pairs("node positions")?),
            borders: facts.borders[0]..facts.borders[1],
            edge_ids,
            from: file.u32s("from")?,
            to: file.u32s("to")?,
            millimetres: file.u64s("millimetres")?,
            class,
            classes: facts.classes.iter().filter_map(read_class).collect(),
            points: spots(file.pairs("points")?),
            points_at: file.pairs("points at")?,
            ways: None,
            passed_over: facts.passed_over,
            incomplete: facts.incomplete,
        };
        if net.classes.len() != facts.classes.len() || !net.holds_together() {
            return Err(file.damaged());
        }
        if let Some(unit) = facts.unit {
            net.ways = Some(Ways::open(&mut file, unit, &net)?);
        }
        Ok(net)
    }

    /// Whether every number points at something that is there, and is no more than it can be.
    fn holds_together(&self) -> bool {
        let (nodes, edges) = (self.at.len(), self.from.len());
        [self.to.len(), self.millimetres.len(), self.class.len(), self.points_at.len()].iter().all(|count| *count == edges)
            && self.ids.count() <= nodes
            && self.edge_ids.count() <= edges
            && self.borders.start <= self.borders.end
            && self.borders.end <= nodes
            && self.borders_join_two()
            && self.at.iter().chain(&self.points).all(|spot| spot.is_possible())
            && self.millimetres.iter().all(|length| *length <= LONGEST_MM)
            && self.from.iter().chain(&self.to).all(|node| (*node as usize) < nodes)
            && self.class.iter().all(|class| usize::from(*class) < self.classes.len())
            && self.points_at.iter().all(|[begin, end]| begin <= end && *end as usize <= self.points.len())
            && self.at.iter().all(|spot| !spot.is_known() || spot.is_on_earth())
            && self.points.iter().all(|spot| spot.is_on_earth())
    }

    /// Whether two pieces of one line meet at each node of a border, and nothing else.
    fn borders_join_two(&self) -> bool {
        let mut pieces = vec![0_u8; self.borders.len()];
        for node in self.from.iter().chain(&self.to) {
            if let Some(count) = (*node as usize).checked_sub(self.borders.start).and_then(|at| pieces.get_mut(at)) {
                *count = count.saturating_add(1);
            }
        }
        pieces.iter().all(|count| *count == 2)
    }
}

impl Ways {
    fn list<'a>(&'a self, sections: &mut Sections<'a>) {
        HIERARCHY.iter().zip(self.hierarchy.parts()).for_each(|(name, numbers)| sections.u32s(name, numbers));
        let by = match &self.distances {
            Distances::Narrow(_, metric) => {
                let (weights, by) = metric.parts();
                DISTANCES[0].iter().zip(weights).for_each(|(name, numbers)| sections.u32s(name, numbers));
                by
            }
            Distances::Wide(metric) => {
                let (weights, by) = metric.parts();
                DISTANCES[0].iter().zip(weights).for_each(|(name, numbers)| sections.u64s(name, numbers));
                by
            }
        };
        DISTANCES[1].iter().zip(by).for_each(|(name, numbers)| sections.u32s(name, numbers));
    }

    fn open(file: &mut Opened, unit: u64, net: &Net) -> Result<Ways, Error> {
        let mut parts = [const { Vec::new() }; 5];
        for (part, name) in parts.iter_mut().zip(HIERARCHY) {
            *part = file.u32s(name)?;
        }
        let fits = |hierarchy: &Hierarchy| {
            hierarchy.node_count() == net.node_count() && hierarchy.parts()[4].len() == 2 * net.edge_count()
        };
        let hierarchy = Hierarchy::from_parts(parts).filter(fits).ok_or_else(|| file.damaged())?;
        let [weights, by] = DISTANCES;
        let by = [file.pairs(by[0])?, file.pairs(by[1])?];
        let distances = if unit == 0 {
            let weights = [file.u64s(weights[0])?, file.u64s(weights[1])?];
            Metric::from_parts(&hierarchy, weights, by).map(Distances::Wide)
        } else {
            let weights = [file.u32s(weights[0])?, file.u32s(weights[1])?];
            Metric::from_parts(&hierarchy, weights, by).map(|metric| Distances::Narrow(unit, metric))
        };
        Ok(Ways { distances: distances.ok_or_else(|| file.damaged())?, hierarchy })
    }
}

fn read_class(class: &(String, Option<String>, String, bool, bool)) -> Option<Class> {
    let (mode, country, status, is_oneway, is_measured) = class;
    Some(Class {
        mode: Mode::of(mode)?,
        country: country.as_ref().map(|country| country.parse()).transpose().ok()?,
        status: Status::of(status)?,
        is_oneway: *is_oneway,
        is_measured: *is_measured,
    })
}

fn numbers(spots: &[Spot]) -> Vec<u32> {
    spots.iter().flat_map(|spot| [spot.x as u32, spot.y as u32]).collect()
}

/// The memory of the pairs becomes that of the positions.
fn spots(pairs: Vec<[u32; 2]>) -> Vec<Spot> {
    pairs.into_iter().map(|[x, y]| Spot { x: x as i32, y: y as i32 }).collect()
}
