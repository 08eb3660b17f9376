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
    if !matches!(shapes.header().shape_type, ShapeType::Polyline | ShapeType::PolylineZ | ShapeType::PolylineM) {
        return Ok(());
    }
    let indexed = shapes.shape_count().ok();
    let mut table = dbf::open(file)?;
    let mut rows = table.as_mut().map(|table| table.iter_records_as::<dbf::Row>());
    let mut number = 0;
    for shape in shapes.iter_shapes() {
        let shape = shape.map_err(|error| refused(file, format!("shape {number} cannot be read: {error}"), AGAIN))?;
        let properties = match &mut rows {
            Some(rows) => dbf::properties(rows.next().ok_or_else(|| uneven(file))?),
            None => Ok(Default::default()),
        };
        let feature = properties.and_then(|properties| Ok((properties, parts(shape)?)));
        gis::take(file, number, feature, assembly);
        number += 1;
    }
    // A row that was deleted and not taken out leaves the rows after it beside the wrong shapes.
    if indexed.is_some_and(|count| count != number) || rows.is_some_and(|mut rows| rows.next().is_some()) {
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

/// Refuses an index that leads to one shape twice: another is lost then.
fn check_index(index: &Path) -> Result<(), Error> {
    const HEAD: usize = 100;
    const ENTRY: usize = 8;
    let mut bytes = Vec::new();
    plain(index)?.read_to_end(&mut bytes).map_err(|source| Error::read(index, source))?;
    let mut places: Vec<&[u8]> = bytes.get(HEAD..).unwrap_or_default().chunks_exact(ENTRY).map(|entry| &entry[..4]).collect();
    places.sort_unstable();
    if places.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(refused(index, "the index leads to one shape twice", AGAIN));
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
