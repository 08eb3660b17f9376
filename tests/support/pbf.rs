//! Small OpenStreetMap PBF files, written by hand after the format's definition: raw and packed blobs, plain and dense nodes.

use std::io::Write as _;

/// A way: id, nodes, tags.
pub struct Way<'a>(pub i64, pub &'a [i64], pub &'a [(&'a str, &'a str)]);

/// How a block says positions.
pub struct Block {
    pub granularity: i64,
    pub lat_offset: i64,
    pub lon_offset: i64,
    pub is_dense: bool,
    pub is_packed: bool,
}

impl Default for Block {
    fn default() -> Block {
        Block { granularity: 100, lat_offset: 0, lon_offset: 0, is_dense: true, is_packed: false }
    }
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// Numbers as differences, packed.
fn deltas(out: &mut Vec<u8>, field: u64, values: impl IntoIterator<Item = i64>) {
    let (mut packed, mut before) = (Vec::new(), 0_i64);
    for value in values {
        varint(&mut packed, zigzag(value.wrapping_sub(before)));
        before = value;
    }
    bytes(out, field, &packed);
}

/// A block of any kind, known or not.
pub fn blob(kind: &str, message: &[u8], is_packed: bool) -> Vec<u8> {
    let mut blob = Vec::new();
    if is_packed {
        number(&mut blob, 2, message.len() as u64);
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(message).unwrap();
        bytes(&mut blob, 3, &zlib.finish().unwrap());
    } else {
        bytes(&mut blob, 1, message);
    }
    let mut header = Vec::new();
    bytes(&mut header, 1, kind.as_bytes());
    number(&mut header, 3, blob.len() as u64);
    [&(header.len() as u32).to_be_bytes()[..], &header, &blob].concat()
}

pub fn header(required: &[&str]) -> Vec<u8> {
    let mut message = Vec::new();
    required.iter().for_each(|feature| bytes(&mut message, 4, feature.as_bytes()));
    blob("OSMHeader", &message, false)
}

fn data(block: &Block, strings: &[&[u8]], group: &[u8]) -> Vec<u8> {
    let mut table = Vec::new();
    strings.iter().for_each(|text| bytes(&mut table, 1, text));
    let mut message = Vec::new();
    bytes(&mut message, 1, &table);
    bytes(&mut message, 2, group);
    number(&mut message, 17, block.granularity as u64);
    number(&mut message, 19, block.lat_offset as u64);
    number(&mut message, 20, block.lon_offset as u64);
    blob("OSMData", &message, block.is_packed)
}

/// Nodes: id, and latitude and longitude in units of the block.
pub fn nodes_in(block: &Block, nodes: &[(i64, i64, i64)]) -> Vec<u8> {
    let mut group = Vec::new();
    if block.is_dense {
        let mut dense = Vec::new();
        deltas(&mut dense, 1, nodes.iter().map(|node| node.0));
        deltas(&mut dense, 8, nodes.iter().map(|node| node.1));
        deltas(&mut dense, 9, nodes.iter().map(|node| node.2));
        bytes(&mut group, 2, &dense);
    } else {
        for (id, lat, lon) in nodes {
            let mut node = Vec::new();
            number(&mut node, 1, zigzag(*id));
            number(&mut node, 8, zigzag(*lat));
            number(&mut node, 9, zigzag(*lon));
            bytes(&mut group, 1, &node);
        }
    }
    data(block, &[b""], &group)
}

/// Dense nodes in degrees.
pub fn nodes(nodes: &[(i64, f64, f64)]) -> Vec<u8> {
    let units = |degrees: f64| (degrees * 1e7).round() as i64;
    let nodes: Vec<_> = nodes.iter().map(|(id, lat, lon)| (*id, units(*lat), units(*lon))).collect();
    nodes_in(&Block::default(), &nodes)
}

pub fn ways(ways: &[Way]) -> Vec<u8> {
    let texts: Vec<TagsOf> = ways
        .iter()
        .map(|Way(id, nodes, tags)| (*id, *nodes, tags.iter().map(|(k, v)| (k.as_bytes(), v.as_bytes())).collect()))
        .collect();
    ways_of(&texts)
}

/// A way with tags that need not be text.
pub type TagsOf<'a> = (i64, &'a [i64], Vec<(&'a [u8], &'a [u8])>);

pub fn ways_of(ways: &[TagsOf]) -> Vec<u8> {
    let mut strings: Vec<&[u8]> = vec![b""];
    let mut group = Vec::new();
    for (id, nodes, tags) in ways {
        let (mut way, mut keys, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (key, value) in tags {
            for (text, out) in [(key, &mut keys), (value, &mut values)] {
                varint(out, strings.len() as u64);
                strings.push(text);
            }
        }
        number(&mut way, 1, *id as u64);
        bytes(&mut way, 2, &keys);
        bytes(&mut way, 3, &values);
        deltas(&mut way, 8, nodes.iter().copied());
        bytes(&mut group, 3, &way);
    }
    data(&Block { is_packed: true, ..Block::default() }, &strings, &group)
}
