//! A network to its file and back.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::file::{Opened, Sections};
use super::net::{Class, Net, Spot};
use super::texts::Texts;
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
}

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
        let net = Net {
            ids,
            names: facts.names,
            at: spots(&file.u32s("node positions")?),
            borders: facts.borders[0]..facts.borders[1],
            edge_ids,
            from: file.u32s("from")?,
            to: file.u32s("to")?,
            millimetres: file.u64s("millimetres")?,
            class,
            classes: facts.classes.iter().filter_map(read_class).collect(),
            points: spots(&file.u32s("points")?),
            points_at: file.u32s("points at")?.as_chunks().0.to_vec(),
        };
        if net.classes.len() == facts.classes.len() && net.holds_together() { Ok(net) } else { Err(file.damaged()) }
    }

    /// Whether every number points at something that is there.
    fn holds_together(&self) -> bool {
        let (nodes, edges) = (self.at.len(), self.from.len());
        [self.to.len(), self.millimetres.len(), self.class.len(), self.points_at.len()].iter().all(|count| *count == edges)
            && self.ids.count() <= nodes
            && self.edge_ids.count() <= edges
            && self.borders.start <= self.borders.end
            && self.borders.end <= nodes
            && self.from.iter().chain(&self.to).all(|node| (*node as usize) < nodes)
            && self.class.iter().all(|class| usize::from(*class) < self.classes.len())
            && self.points_at.iter().all(|[begin, end]| begin <= end && *end as usize <= self.points.len())
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

fn spots(numbers: &[u32]) -> Vec<Spot> {
    numbers.chunks_exact(2).map(|pair| Spot { x: pair[0] as i32, y: pair[1] as i32 }).collect()
}
