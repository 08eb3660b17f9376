//! Networks from an OpenStreetMap extract: railways, main roads and ferries, cut where they meet.
//!
//! The file is read twice, the ways first, so that memory holds the nodes of the network and not those of the file.

mod blocks;
mod frames;
mod nodes;
mod rules;
mod wire;

use std::borrow::Cow;
use std::path::Path;

use geo::{Coord, LineString};
use osmpbf::{Element, PrimitiveBlock};

use super::assemble::{Assembly, Edge};
use crate::error::Error;
use crate::issue::LIMIT;
use crate::limits::WAY_NODES;
use crate::model::Mode;

use nodes::{Nodes, Position, Positions};
use rules::{Direction, Kind};

/// Ways that carry freight, in the order of the file.
#[derive(Default)]
struct Ways {
    ways: Vec<Way>,
    /// The nodes of one way after another.
    nodes: Vec<i64>,
    /// A way that has more nodes than any can have.
    too_long: Option<i64>,
    /// A way with a tag that is no text of the file.
    untold: Option<i64>,
}

struct Way {
    id: i64,
    kind: Kind,
    /// How many nodes it has.
    length: usize,
}

/// Reads the ways of these modes.
pub(super) fn pbf(file: &Path, modes: &[Mode], assembly: &mut Assembly) -> Result<(), Error> {
    let mut ways = Ways::default();
    let mut with_nodes = 0;
    blocks::each(
        file,
        usize::MAX,
        |block| (picked(block, modes), has_nodes(block)),
        |blocks, (part, has_nodes)| {
            ways.ways.extend(part.ways);
            ways.nodes.extend(part.nodes);
            ways.too_long = ways.too_long.or(part.too_long);
            ways.untold = ways.untold.or(part.untold);
            if has_nodes {
                with_nodes = blocks;
            }
        },
    )?;
    if let Some(way) = ways.too_long {
        let message = format!("{}: way {way} has more than {WAY_NODES} nodes; OpenStreetMap allows 2000", file.display());
        return Err(Error::Limit {
            code: LIMIT,
            message,
            help: Some("the file is damaged, or not made by a standard tool".into()),
        });
    }
    if let Some(way) = ways.untold {
        let help = "fetch the extract again, or write it anew: `osmium cat -o new.osm.pbf FILE`";
        return Err(blocks::wrong(file, &format!("way {way} has a tag that is not in its block: the file is damaged"), help));
    }
    let nodes = Nodes::of(&ways.nodes);
    let mut positions = Positions::of(&nodes);
    // Nodes stand before ways in nearly every file: what comes after the last of them need not be read again.
    blocks::each(file, with_nodes, |block| found(block, &nodes), |_, part| positions.fill(&part))?;
    if positions.are_unknown() && !ways.ways.is_empty() {
        let help = "cut the extract with its nodes, and do not move these into the ways: `osmium extract -s complete_ways`";
        return Err(blocks::wrong(file, "no node of its railways, roads and ferries is in the file", help));
    }
    let mut begin = 0;
    for way in &ways.ways {
        let end = begin + way.length;
        let mut refs = ways.nodes[begin..end].to_vec();
        begin = end;
        if way.kind.direction == Direction::Backward {
            refs.reverse();
        }
        if refs.iter().any(|id| nodes.find(*id).and_then(|ix| positions.at(ix)).is_none()) {
            assembly.note_incomplete();
        }
        let pieces = cut(&refs, |id| nodes.find(id).and_then(|ix| Some((positions.at(ix)?, nodes.is_shared(ix)))));
        let is_whole = pieces.len() == 1;
        for (i, piece) in pieces.into_iter().enumerate() {
            let id = if is_whole { format!("w{}", way.id) } else { format!("w{}/{}", way.id, i + 1) };
            assembly.edge(&Edge {
                id: Some(id.into()),
                from: piece.from.to_string().into(),
                to: piece.to.to_string().into(),
                mode: Some(way.kind.mode),
                status: Some(way.kind.status),
                is_oneway: Some(way.kind.direction != Direction::Both),
                line: Some(Cow::Owned(piece.line.0)),
                ..Edge::default()
            });
        }
    }
    Ok(())
}

/// The tags of a way, and whether all were there. One that is no text says nothing; the others do.
fn tell<'b>(texts: &'b [Vec<u8>], way: &osmpbf::Way, tags: &mut Vec<(&'b str, &'b str)>) -> bool {
    let (mut count, mut is_whole) = (0, true);
    for (key, value) in way.raw_tags() {
        count += 1;
        match (texts.get(key as usize), texts.get(value as usize)) {
            (Some(key), Some(value)) => {
                tags.extend(std::str::from_utf8(key).ok().zip(std::str::from_utf8(value).ok()));
            }
            _ => is_whole = false,
        }
    }
    is_whole && count == way.tags().len()
}

fn picked(block: &PrimitiveBlock, modes: &[Mode]) -> Ways {
    let mut found = Ways::default();
    let mut tags = Vec::new();
    for way in block.groups().flat_map(|group| group.ways()) {
        tags.clear();
        if !tell(block.raw_stringtable(), &way, &mut tags) {
            found.untold = found.untold.or(Some(way.id()));
        }
        let Some(kind) = rules::kind(&tags, modes) else { continue };
        let begin = found.nodes.len();
        found.nodes.extend(way.refs().take(WAY_NODES + 1));
        // A node that stands twice in a row is a slip of the pen, not a place where the way meets itself.
        let mut own = found.nodes.split_off(begin);
        if own.len() > WAY_NODES {
            found.too_long = Some(way.id());
            own.clear();
        }
        own.dedup();
        found.ways.push(Way { id: way.id(), kind, length: own.len() });
        found.nodes.append(&mut own);
    }
    found
}

fn has_nodes(block: &PrimitiveBlock) -> bool {
    block.groups().any(|group| group.nodes().len() + group.dense_nodes().len() > 0)
}

/// Where the nodes that are asked for lie, by their number.
fn found(block: &PrimitiveBlock, nodes: &Nodes) -> Vec<(usize, Position)> {
    block
        .elements()
        .filter_map(|element| {
            let (id, lat, lon) = match element {
                Element::Node(node) => (node.id(), node.nano_lat(), node.nano_lon()),
                Element::DenseNode(node) => (node.id(), node.nano_lat(), node.nano_lon()),
                _ => return None,
            };
            Some((nodes.find(id)?, Position::of(lat, lon)?))
        })
        .collect()
}

/// Part of a way between two places where it ends or meets others.
struct Piece {
    from: i64,
    to: i64,
    line: LineString<f64>,
}

/// Cuts a way where it meets others or itself, and where nodes are missing; `at` gives a node's position, and whether ways meet there.
fn cut(refs: &[i64], at: impl Fn(i64) -> Option<(Coord<f64>, bool)>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut run: Vec<(i64, Coord<f64>)> = Vec::new();
    let mut take = |run: &[(i64, Coord<f64>)]| {
        if let [(from, _), .., (to, _)] = run {
            pieces.push(Piece { from: *from, to: *to, line: run.iter().map(|(_, at)| *at).collect() });
        }
    };
    for id in refs {
        let Some((at, is_shared)) = at(*id) else {
            take(&run);
            run.clear();
            continue;
        };
        run.push((*id, at));
        if is_shared {
            take(&run);
            run = vec![(*id, at)];
        }
    }
    take(&run);
    pieces
}
