//! Lines from a shapefile: `.shp` with `.prj`, and where they are `.shx`, `.dbf` and `.cpg`.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use geo::{Coord, LineString};
use shapefile::record::traits::HasXY;
use shapefile::{Shape, ShapeReader, ShapeType};

use super::assemble::Assembly;
use super::gis::{self, Wrong, refused};
use super::source::{beside, plain};
use super::{dbf, prj};
use crate::error::Error;

/// The next step for a file in disorder.
const AGAIN: &str = "write it again: `ogr2ogr -lco ENCODING=UTF-8 out.shp in.shp`";

/// All lines with their attributes, one after another. Points and areas are no part of a network.
pub(super) fn lines(file: &Path, assembly: &mut Assembly) -> Result<(), Error> {
    let mut shapes = open(file)?;
    prj::check(file)?;
    let are_lines = matches!(shapes.header().shape_type, ShapeType::Polyline | ShapeType::PolylineZ | ShapeType::PolylineM);
    let indexed = shapes.shape_count().ok();
    let mut table = if are_lines { dbf::open(file, &assembly.import.mapping)? } else { None };
    let mut rows = table.as_mut().map(dbf::Table::rows);
    let mut number = 0;
    for shape in shapes.iter_shapes() {
        let shape = shape.map_err(|error| refused(file, format!("shape {number} cannot be read: {error}"), AGAIN))?;
        if !are_lines {
            assembly.pass_over();
            continue;
        }
        let properties = match &mut rows {
            Some((rows, meanings)) => meanings.properties(rows.next().ok_or_else(|| uneven(file))?),
            None => Ok(Default::default()),
        };
        let feature = properties.and_then(|properties| Ok((properties, parts(shape)?)));
        gis::take(file, number, feature, assembly);
        number += 1;
    }
    if !are_lines {
        return Ok(());
    }
    // A row that was deleted and not taken out leaves the rows after it beside the wrong shapes.
    if indexed.is_some_and(|count| count != number) || rows.is_some_and(|(mut rows, _)| rows.next().is_some()) {
        return Err(uneven(file));
    }
    Ok(())
}

fn open(file: &Path) -> Result<ShapeReader<BufReader<File>>, Error> {
    let open = |path: &Path| plain(path).map(BufReader::new);
    let source = open(file)?;
    let shapes = match beside(file, "shx") {
        Some(index) => {
            check_index(&index)?;
            ShapeReader::with_shx(source, open(&index)?)
        }
        None => ShapeReader::new(source),
    };
    shapes.map_err(|error| {
        refused(file, format!("the file is no shapefile: {error}"), "make one: `ogr2ogr -t_srs EPSG:4326 out.shp in`")
    })
}

/// Refuses an index that leads to one shape twice, or into the midst of one: another is lost then.
fn check_index(index: &Path) -> Result<(), Error> {
    const HEAD: usize = 100;
    const ENTRY: usize = 8;
    /// The head of a shape, in the units of the index, of two bytes each.
    const HEAD_OF_SHAPE: u64 = 4;
    let mut bytes = Vec::new();
    plain(index)?.read_to_end(&mut bytes).map_err(|source| Error::read(index, source))?;
    let number = |bytes: &[u8]| u64::from(bytes.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)));
    let entries = bytes.get(HEAD..).unwrap_or_default().chunks_exact(ENTRY);
    let mut places: Vec<(u64, u64)> = entries.map(|entry| (number(&entry[..4]), number(&entry[4..]))).collect();
    places.sort_unstable();
    if places.windows(2).any(|pair| pair[1].0 < pair[0].0 + HEAD_OF_SHAPE + pair[0].1) {
        return Err(refused(index, "the index leads to one shape twice, or into the midst of one", AGAIN));
    }
    Ok(())
}

fn uneven(file: &Path) -> Error {
    refused(file, "the .shp has not as many shapes as the .shx says, or the .dbf has rows", AGAIN)
}

/// The lines of a shape; none where it is empty. All shapes of a file are of one kind.
fn parts(shape: Shape) -> Result<Vec<LineString<f64>>, Wrong> {
    Ok(match shape {
        Shape::Polyline(line) => line.into_inner().iter().map(|part| plane(part)).collect(),
        Shape::PolylineZ(line) => line.into_inner().iter().map(|part| plane(part)).collect(),
        Shape::PolylineM(line) => line.into_inner().iter().map(|part| plane(part)).collect(),
        Shape::NullShape => Vec::new(),
        other => return Err((format!("the shape is a {}, in a file of lines", other.shapetype()), AGAIN.into())),
    })
}

/// A line without heights and measures.
fn plane(points: &[impl HasXY]) -> LineString<f64> {
    points.iter().map(|point| Coord { x: point.x(), y: point.y() }).collect()
}
