//! Lines from a shapefile: `.shp` with `.prj`, and where they are `.shx`, `.dbf` and `.cpg`.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use geo::{Coord, LineString};
use shapefile::record::traits::HasXY;
use shapefile::{Shape, ShapeReader, ShapeType};

use super::assemble::Assembly;
use super::gis::{self, refused};
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
        gis::take(file, number, properties.map(|properties| (properties, parts(shape))), assembly);
        number += 1;
    }
    // A row that was deleted and not taken out leaves the rows after it beside the wrong shapes.
    if indexed.is_some_and(|count| count != number) || rows.is_some_and(|mut rows| rows.next().is_some()) {
        return Err(uneven(file));
    }
    Ok(())
}

fn open(file: &Path) -> Result<ShapeReader<BufReader<File>>, Error> {
    let open = |path: &Path| File::open(path).map(BufReader::new).map_err(|source| Error::read(path, source));
    let (source, index) = (open(file)?, file.with_extension("shx"));
    let shapes = if index.exists() { ShapeReader::with_shx(source, open(&index)?) } else { ShapeReader::new(source) };
    shapes.map_err(|error| {
        refused(file, format!("the file is no shapefile: {error}"), "make one: `ogr2ogr -t_srs EPSG:4326 out.shp in`")
    })
}

fn uneven(file: &Path) -> Error {
    refused(file, "the .shp has not as many shapes as the .shx says, or the .dbf has rows", AGAIN)
}

fn parts(shape: Shape) -> Vec<LineString<f64>> {
    match shape {
        Shape::Polyline(line) => line.into_inner().iter().map(|part| plane(part)).collect(),
        Shape::PolylineZ(line) => line.into_inner().iter().map(|part| plane(part)).collect(),
        Shape::PolylineM(line) => line.into_inner().iter().map(|part| plane(part)).collect(),
        _ => Vec::new(),
    }
}

/// A line without heights and measures.
fn plane(points: &[impl HasXY]) -> LineString<f64> {
    points.iter().map(|point| Coord { x: point.x(), y: point.y() }).collect()
}
