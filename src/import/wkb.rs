//! Lines from the geometries of a GeoPackage: a header, and well-known binary after OGC 06-103r4.
//!
//! Every count is held against the bytes that are there before anything is kept for it.

use geo::{Coord, LineString};

use super::gis::Wrong;

const POINT: u32 = 1;
const LINE: u32 = 2;
const POLYGON: u32 = 3;
const MULTI_POINT: u32 = 4;
const MULTI_LINE: u32 = 5;
const COLLECTION: u32 = 7;
/// Reference systems that the standard keeps for what is not known, and the one that is read.
const UNKNOWN_SRS: [i32; 2] = [-1, 0];
const DEGREES: i64 = 4326;
/// Collections in collections: no program writes more.
const DEEPEST: usize = 16;

/// The lines of a geometry in a layer of a spatial reference system: none where it is empty, or is points or areas.
pub(super) fn parts(blob: &[u8], srs: i64) -> Result<Vec<LineString<f64>>, Wrong> {
    let mut bytes = Bytes { rest: blob, is_little: true };
    let [g, p, _version, flags] = bytes.take()?;
    if [g, p] != *b"GP" || flags & 0b10_0000 != 0 {
        let help = "write the layer again: `ogr2ogr out.gpkg in.gpkg`".into();
        return Err(("the geometry is none of a GeoPackage".into(), help));
    }
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(cut_short()),
    };
    bytes.is_little = flags & 1 == 1;
    let own = bytes.u32()? as i32;
    if !UNKNOWN_SRS.contains(&own) && ![srs, DEGREES].contains(&i64::from(own)) {
        let message = format!("the geometry says that it is in reference system {own}, its layer in {srs}");
        return Err((message, "write the layer again: `ogr2ogr -t_srs EPSG:4326 out.gpkg in.gpkg`".into()));
    }
    bytes.skip(envelope)?;
    if flags & 0b1_0000 != 0 {
        return Ok(Vec::new());
    }
    let (kind, dimensions) = bytes.head()?;
    match kind {
        LINE => Ok(vec![bytes.line(dimensions)?]),
        MULTI_LINE => {
            let count = bytes.u32()?;
            let mut lines = Vec::new();
            for _ in 0..count {
                match bytes.head()? {
                    (LINE, dimensions) => lines.push(bytes.line(dimensions)?),
                    _ => return Err(cut_short()),
                }
            }
            Ok(lines)
        }
        kind if is_curve(kind) => Err(curve()),
        COLLECTION => bytes.members(DEEPEST),
        // Points and areas beside the lines are no part of a network.
        1..=17 => Ok(Vec::new()),
        _ => Err(cut_short()),
    }
}

/// Circular strings, compound curves, and what holds them.
fn is_curve(kind: u32) -> bool {
    matches!(kind, 8 | 9 | 11 | 13)
}

fn curve() -> Wrong {
    ("the geometry is a curve".into(), "draw it straight: `ogr2ogr -nlt CONVERT_TO_LINEAR out.gpkg in.gpkg`".into())
}

fn cut_short() -> Wrong {
    ("the geometry is cut short or garbled".into(), "draw it again, or leave the feature out".into())
}

/// What is left to read.
struct Bytes<'a> {
    rest: &'a [u8],
    is_little: bool,
}

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Wrong> {
        let (first, rest) = self.rest.split_first_chunk().ok_or_else(cut_short)?;
        self.rest = rest;
        Ok(*first)
    }

    fn skip(&mut self, count: usize) -> Result<(), Wrong> {
        self.rest = self.rest.get(count..).ok_or_else(cut_short)?;
        Ok(())
    }

    fn u32(&mut self) -> Result<u32, Wrong> {
        let bytes = self.take()?;
        Ok(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn f64(&mut self) -> Result<f64, Wrong> {
        let bytes = self.take()?;
        Ok(if self.is_little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// The byte order, which may change with every part, the kind of geometry, and the numbers a point has.
    fn head(&mut self) -> Result<(u32, usize), Wrong> {
        let [order] = self.take()?;
        self.is_little = match order {
            0 => false,
            1 => true,
            _ => return Err(cut_short()),
        };
        let code = self.u32()?;
        // Older programs mark height and measure by bits, as PostGIS does, and may add a reference system.
        let (kind, more) = (code & 0x1FFF_FFFF, code >> 29);
        if more & 0b001 != 0 {
            self.skip(4)?;
        }
        let (has_z, has_m) = match kind / 1000 {
            0 => (more & 0b100 != 0, more & 0b010 != 0),
            1 => (true, false),
            2 => (false, true),
            3 => (true, true),
            _ => return Err(cut_short()),
        };
        Ok((kind % 1000, 2 + usize::from(has_z) + usize::from(has_m)))
    }

    /// The lines among the members of a collection, or of a geometry in parts; what is no line is passed by.
    fn members(&mut self, depth: usize) -> Result<Vec<LineString<f64>>, Wrong> {
        let mut lines = Vec::new();
        for _ in 0..self.u32()? {
            match self.head()? {
                (POINT, dimensions) => self.skip(8 * dimensions)?,
                (LINE, dimensions) => lines.push(self.line(dimensions)?),
                (POLYGON, dimensions) => {
                    for _ in 0..self.u32()? {
                        let bytes = (self.u32()? as usize).checked_mul(8 * dimensions).ok_or_else(cut_short)?;
                        self.skip(bytes)?;
                    }
                }
                (MULTI_POINT..=COLLECTION, _) if depth > 0 => lines.append(&mut self.members(depth - 1)?),
                (kind, _) if is_curve(kind) => return Err(curve()),
                _ => return Err(cut_short()),
            }
        }
        Ok(lines)
    }

    fn line(&mut self, dimensions: usize) -> Result<LineString<f64>, Wrong> {
        let count = self.u32()? as usize;
        if count > self.rest.len() / (8 * dimensions) {
            return Err(cut_short());
        }
        let mut line = Vec::with_capacity(count);
        for _ in 0..count {
            line.push(Coord { x: self.f64()?, y: self.f64()? });
            self.skip(8 * (dimensions - 2))?;
        }
        Ok(LineString::new(line))
    }
}
