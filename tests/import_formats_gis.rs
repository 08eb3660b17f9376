//! Networks in files of a GIS: the same as from GeoJSON, and whatever is wrong named with a next step.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corridor::analysis::silent;
use corridor::error::Error;
use corridor::import::{Import, Mapping, dataset, find_countries, read as read_net};
use corridor::model::{Dataset, Mode};
use rusqlite::Connection;
use shapefile::dbase::{Date, FieldValue, Record, TableWriterBuilder};
use shapefile::record::EsriShape;
use shapefile::{Point, PointM, PointZ, Polyline, PolylineM, PolylineZ};
use tempfile::TempDir;

fn read_layer(file: &Path, layer: Option<&str>) -> Result<Dataset, Error> {
    let (files, layer) = (vec![file.to_owned()], layer.map(str::to_owned));
    let mut net = read_net(&Import { files, layer, ..Import::default() }, &silent)?;
    find_countries(&mut net)?;
    dataset(&net)
}

fn read(file: &Path) -> Result<Dataset, Error> {
    read_layer(file, None)
}

/// What is wrong, as it is printed.
fn wrong(result: Result<Dataset, Error>) -> String {
    match result.map(|data| data.segments.len()) {
        Err(Error::Data(issues)) => {
            assert!(issues.iter().all(|issue| issue.help.is_some()), "{issues:?}");
            issues.iter().map(|issue| format!("{issue}\n")).collect()
        }
        other => panic!("no issue: {other:?}"),
    }
}

#[track_caller]
fn says(result: Result<Dataset, Error>, parts: &[&str]) {
    let text = wrong(result);
    parts.iter().for_each(|part| assert!(text.contains(part), "{part:?} is missing in\n{text}"));
}

/// All that was read of a network.
fn told(data: &Dataset) -> String {
    format!("{:#?}\n{:#?}", data.places, data.segments)
}

fn geojson(dir: &TempDir, features: &str) -> PathBuf {
    let path = dir.path().join("twin.geojson");
    fs::write(&path, format!(r#"{{"type": "FeatureCollection", "features": [{features}]}}"#)).unwrap();
    path
}

/// Two named lines, one without a status, and one in two parts whose ends have no names.
const TWIN: &str = r#"
    {"type": "Feature", "properties": {"from": "Astara", "to": "Rasht", "length_km": 162.5, "mode": "road", "country": "IR", "status": "planned"},
     "geometry": {"type": "LineString", "coordinates": [[48.8, 38.4], [49.0, 37.8], [49.6, 37.2]]}},
    {"type": "Feature", "properties": {"from": "Rasht", "to": "12", "length_km": 30, "mode": "rail", "country": "IR", "status": null},
     "geometry": {"type": "LineString", "coordinates": [[49.6, 37.2], [49.9, 36.9]]}},
    {"type": "Feature", "properties": {"from": null, "to": null, "length_km": null, "mode": null, "country": "IR", "status": null},
     "geometry": {"type": "MultiLineString", "coordinates": [[[51.0, 35.0], [51.5, 35.5]], [[51.5, 35.5], [52.0, 35.0]]]}}"#;
const FIRST: &[[f64; 2]] = &[[48.8, 38.4], [49.0, 37.8], [49.6, 37.2]];
const SECOND: &[[f64; 2]] = &[[49.6, 37.2], [49.9, 36.9]];
const THIRD: [&[[f64; 2]]; 2] = [&[[51.0, 35.0], [51.5, 35.5]], &[[51.5, 35.5], [52.0, 35.0]]];

/// How a geometry is written: byte order, numbers more than two a point, and what marks them in the code of the kind.
#[derive(Clone, Copy)]
struct Manner {
    is_little: bool,
    more: usize,
    mark: u32,
}

const PLAIN: Manner = Manner { is_little: true, more: 0, mark: 0 };

impl Manner {
    fn u32(self, value: u32) -> [u8; 4] {
        if self.is_little { value.to_le_bytes() } else { value.to_be_bytes() }
    }

    fn head(self, kind: u32) -> Vec<u8> {
        [&[u8::from(self.is_little)][..], &self.u32(kind + self.mark)].concat()
    }

    fn line(self, points: &[[f64; 2]]) -> Vec<u8> {
        let mut bytes = self.head(2);
        bytes.extend(self.u32(points.len() as u32));
        for number in points.iter().flat_map(|point| point.iter().copied().chain(std::iter::repeat_n(7.0, self.more))) {
            bytes.extend(if self.is_little { number.to_le_bytes() } else { number.to_be_bytes() });
        }
        bytes
    }

    fn lines(self, parts: &[&[[f64; 2]]]) -> Vec<u8> {
        let mut bytes = self.head(5);
        bytes.extend(self.u32(parts.len() as u32));
        parts.iter().for_each(|part| bytes.extend(self.line(part)));
        bytes
    }
}

/// A geometry of a GeoPackage with an envelope of so many numbers.
fn wrapped(wkb: &[u8], envelope: usize) -> Vec<u8> {
    let code = match envelope {
        0 => 0,
        4 => 1,
        6 => 2,
        _ => 4,
    };
    let mut bytes = vec![b'G', b'P', 0, 1 | (code << 1)];
    bytes.extend(4326_i32.to_le_bytes());
    bytes.extend(vec![0; envelope * 8]);
    bytes.extend(wkb);
    bytes
}

/// A GeoPackage with what the standard wants of it, and no layer.
fn geopackage(dir: &TempDir, name: &str) -> (PathBuf, Connection) {
    let path = dir.path().join(name);
    let database = Connection::open(&path).unwrap();
    database
        .execute_batch(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
             CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
             CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
             INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined'), ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined'),
                ('WGS 84 geodetic', 4326, 'EPSG', 4326, ''), ('WGS 84 / Pseudo-Mercator', 3857, 'EPSG', 3857, '');",
        )
        .unwrap();
    (path, database)
}

fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Says in a GeoPackage that a table is a layer.
fn declare(database: &Connection, table: &str, kind: &str, srs: i32) {
    database.execute("INSERT INTO gpkg_contents VALUES (?1, 'features', ?2)", (table, srs)).unwrap();
    database.execute("INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)", (table, kind, srs)).unwrap();
}

/// A layer with these geometries alone.
fn layer(database: &Connection, table: &str, srs: i32, geometries: &[Vec<u8>]) {
    let quoted = identifier(table);
    database.execute(&format!("CREATE TABLE {quoted} (fid INTEGER PRIMARY KEY, geom BLOB)"), ()).unwrap();
    declare(database, table, "LINESTRING", srs);
    for geometry in geometries {
        database.execute(&format!("INSERT INTO {quoted} (geom) VALUES (?1)"), [geometry]).unwrap();
    }
}

/// The twin as a GeoPackage, with rows beside it that have no line.
fn geopackage_twin(dir: &TempDir, name: &str, manner: Manner) -> PathBuf {
    let (path, database) = geopackage(dir, name);
    database
        .execute_batch(
            r#"CREATE TABLE rails (fid INTEGER PRIMARY KEY, "from" TEXT, "to" ANY, length_km REAL, geom BLOB, mode TEXT, country TEXT, status TEXT, picture BLOB)"#,
        )
        .unwrap();
    declare(&database, "rails", "GEOMETRY", 4326);
    let insert = r#"INSERT INTO rails ("from", "to", length_km, geom, mode, country, status, picture) VALUES (?1, ?2, ?3, ?4, ?5, 'IR', ?6, x'00')"#;
    let first = wrapped(&manner.line(FIRST), 4);
    database.execute(insert, ("Astara", "Rasht", 162.5, first, "road", "planned")).unwrap();
    database.execute(insert, ("Rasht", 12, 30.0, wrapped(&manner.line(SECOND), 0), "rail", None::<String>)).unwrap();
    let none = None::<String>;
    let third = wrapped(&manner.lines(&THIRD), 6);
    database.execute(insert, (&none, &none, None::<f64>, third, &none, &none)).unwrap();
    // A point, an empty line, one that is marked as empty, and nothing.
    let mut point = manner.head(1);
    point.extend([0; 16]);
    let mut marked = wrapped(&manner.line(&[]), 0);
    marked[3] |= 0b1_0000;
    for geometry in [Some(wrapped(&point, 0)), Some(wrapped(&manner.line(&[]), 8)), Some(marked), None] {
        database.execute("INSERT INTO rails (geom) VALUES (?1)", [geometry]).unwrap();
    }
    path
}

#[test]
fn a_geopackage_is_what_its_geojson_is() {
    let dir = tempfile::tempdir().unwrap();
    let twin = told(&read(&geojson(&dir, TWIN)).unwrap());
    assert!(twin.contains("162.5") && twin.contains("Planned") && twin.contains("Road"), "{twin}");
    let marks = [(0, 0), (1, 1000), (1, 2000), (2, 3000), (1, 0x8000_0000), (1, 0x4000_0000), (2, 0xC000_0000)];
    for (i, (more, mark)) in marks.into_iter().enumerate() {
        for is_little in [true, false] {
            let name = format!("{i}-{is_little}.gpkg");
            let path = geopackage_twin(&dir, &name, Manner { is_little, more, mark });
            assert_eq!(told(&read(&path).unwrap()), twin, "{name}");
            assert_eq!(told(&read_layer(&path, Some("rails")).unwrap()), twin, "{name}");
        }
    }
}

#[test]
fn a_layer_is_chosen_or_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let (path, database) = geopackage(&dir, "two.gpkg");
    says(read(&path), &["two.gpkg", "no layer of lines", "ogr2ogr"]);
    layer(&database, "roads", 4326, &[wrapped(&PLAIN.line(FIRST), 0)]);
    layer(&database, "empty", 4326, &[]);
    database.execute("CREATE TABLE towns (fid INTEGER PRIMARY KEY, geom BLOB)", ()).unwrap();
    declare(&database, "towns", "POINT", 3857);
    assert_eq!(read(&path).unwrap().segments.len(), 1);

    // A name that would end the statement if it were not quoted, and a view.
    let hostile = "a\"b; drop table x";
    layer(&database, hostile, 4326, &[wrapped(&PLAIN.line(SECOND), 0), wrapped(&PLAIN.lines(&THIRD), 0)]);
    says(read(&path), &["two.gpkg", "2 layers", "--layer NAME", "\"roads\"", "drop table x"]);
    assert_eq!(read_layer(&path, Some(hostile)).unwrap().segments.len(), 3);
    database.execute("CREATE VIEW part AS SELECT * FROM roads", ()).unwrap();
    declare(&database, "part", "LINESTRING", 4326);
    assert_eq!(read_layer(&path, Some("part")).unwrap().segments.len(), 1);

    says(read_layer(&path, Some("road")), &["two.gpkg", "\"road\"", "did you mean \"roads\"?"]);
    says(read_layer(&path, Some("zzzzzz")), &["no layer is named", "--layer NAME", "\"roads\""]);
    // A table that is declared and not there, and a column.
    declare(&database, "gone", "LINESTRING", 4326);
    says(read_layer(&path, Some("gone")), &["two.gpkg", "no such table", "ogr2ogr"]);
    database.execute("CREATE TABLE bare (fid INTEGER PRIMARY KEY)", ()).unwrap();
    declare(&database, "bare", "LINESTRING", 4326);
    says(read_layer(&path, Some("bare")), &["two.gpkg", "no such column", "ogr2ogr"]);

    let lines = geojson(&dir, TWIN);
    assert!(matches!(read_layer(&lines, Some("roads")), Err(Error::Usage { help: Some(_), .. })));
    assert!(matches!(read(Path::new("net.gpkg.gz")), Err(Error::Usage { help: Some(_), .. })));
    assert!(matches!(read(Path::new("missing.gpkg")), Err(Error::Read { .. })));
}

#[test]
fn a_geopackage_in_metres_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let metres = "ogr2ogr -t_srs EPSG:4326 out.gpkg in.gpkg";
    let unknown = "ogr2ogr -a_srs EPSG:4326 out.gpkg in.gpkg";
    for (srs, name, help) in [
        (3857, "EPSG:3857 (WGS 84 / Pseudo-Mercator)", metres),
        (0, "Undefined geographic", unknown),
        (-1, "cartesian", unknown),
        (99, "99", unknown),
    ] {
        let (path, database) = geopackage(&dir, &format!("srs{srs}.gpkg"));
        layer(&database, "rails", srs, &[wrapped(&PLAIN.line(FIRST), 0)]);
        says(read(&path), &[&format!("srs{srs}.gpkg"), "\"rails\"", name, help]);
    }
}

#[test]
fn a_geometry_that_is_cut_short_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (path, database) = geopackage(&dir, "cut.gpkg");
    let whole = [wrapped(&PLAIN.line(FIRST), 4), wrapped(&PLAIN.lines(&THIRD), 0)];
    let mut bad: Vec<Vec<u8>> = whole.iter().flat_map(|blob| (0..blob.len()).map(|end| blob[..end].to_vec())).collect();
    // More points and parts than there are bytes, other parts than lines, a curve, what is unknown, and no number.
    for (kind, count) in [(2, u32::MAX), (5, u32::MAX), (8, 1), (99, 1), (4002, 1)] {
        bad.push(wrapped(&[PLAIN.head(kind), PLAIN.u32(count).to_vec()].concat(), 0));
    }
    bad.push(wrapped(&[PLAIN.head(5), PLAIN.u32(1).to_vec(), PLAIN.head(1), vec![0; 16]].concat(), 0));
    bad.push(wrapped(&PLAIN.line(&[[10.0, 50.0], [f64::NAN, 51.0], [11.0, 51.0]]), 0));
    bad.push(b"POINT (1 2)".to_vec());
    layer(&database, "rails", 4326, &bad);
    match read(&path) {
        Err(Error::Data(issues)) => {
            // What is wrong with many is said once, with how many they are.
            let more =
                |message: &str| message.rsplit_once("(and ").and_then(|(_, rest)| rest.split(' ').next()?.parse::<usize>().ok());
            let told: usize = issues.iter().map(|issue| 1 + more(&issue.message).unwrap_or(0)).sum();
            assert_eq!(told, bad.len());
            assert!(issues.iter().all(|issue| issue.feature.is_some() && issue.help.is_some()), "{issues:?}");
        }
        other => panic!("{}", other.is_ok()),
    }
    let said = ["none of a GeoPackage", "no number", "cut short", "cut short", "cut short", "a curve"];
    for (i, (blob, part)) in bad.iter().rev().zip(said).enumerate() {
        let (path, database) = geopackage(&dir, &format!("cut{i}.gpkg"));
        layer(&database, "rails", 4326, &[wrapped(&PLAIN.line(FIRST), 0), blob.clone()]);
        says(read(&path), &["feature 1", part, "help"]);
    }
}

#[test]
fn what_is_no_geopackage_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let text = dir.path().join("text.gpkg");
    fs::write(&text, "from,to,length_km\n".repeat(100)).unwrap();
    says(read(&text), &["text.gpkg", "nor any other SQLite database", "ogr2ogr"]);
    let empty = dir.path().join("empty.gpkg");
    fs::write(&empty, "").unwrap();
    says(read(&empty), &["empty.gpkg", "the file is empty"]);
    let other = dir.path().join("other.gpkg");
    Connection::open(&other).unwrap().execute("CREATE TABLE a (b)", ()).unwrap();
    says(read(&other), &["other.gpkg", "no GeoPackage", "ogr2ogr"]);
    let whole = fs::read(geopackage_twin(&dir, "whole.gpkg", PLAIN)).unwrap();
    for end in (1..whole.len()).step_by(997) {
        let cut = dir.path().join("cut.gpkg");
        fs::write(&cut, &whole[..end]).unwrap();
        says(read(&cut), &["cut.gpkg", "ogr2ogr"]);
    }
    // Metadata that is none: names that are no text.
    let (path, database) = geopackage(&dir, "blobs.gpkg");
    database.execute("INSERT INTO gpkg_contents VALUES (x'ff', 'features', 4326)", ()).unwrap();
    database.execute("INSERT INTO gpkg_geometry_columns VALUES (x'ff', 5, NULL, 'x', 0, 0)", ()).unwrap();
    says(read(&path), &["blobs.gpkg", "ogr2ogr"]);
}

const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

/// A shapefile of these shapes and rows, with a .prj.
fn shapefile_of<S: EsriShape>(dir: &TempDir, name: &str, table: TableWriterBuilder, rows: Vec<(S, Record)>) -> PathBuf {
    let path = dir.path().join(name);
    let writer = shapefile::Writer::from_path(&path, table).unwrap();
    writer.write_shapes_and_records(rows.iter().map(|(shape, row)| (shape, row))).unwrap();
    fs::write(path.with_extension("prj"), WGS84).unwrap();
    path
}

fn table() -> TableWriterBuilder {
    TableWriterBuilder::new()
        .add_character_field("from".try_into().unwrap(), 20)
        .add_character_field("to".try_into().unwrap(), 20)
        .add_numeric_field("length_km".try_into().unwrap(), 12, 3)
        .add_character_field("mode".try_into().unwrap(), 10)
        .add_character_field("country".try_into().unwrap(), 2)
        .add_character_field("status".try_into().unwrap(), 10)
        .add_logical_field("oneway".try_into().unwrap())
        .add_date_field("opened".try_into().unwrap())
}

/// A row of the table, with nothing where there is no text.
fn row(from: &str, to: &str, km: Option<f64>, mode: &str, status: &str) -> Record {
    let text = |text: &str| FieldValue::Character(Some(text.to_owned()).filter(|text| !text.is_empty()));
    let mut record = Record::default();
    for (name, value) in [("from", from), ("to", to), ("mode", mode), ("country", "IR"), ("status", status)] {
        record.insert(name.into(), text(value));
    }
    record.insert("length_km".into(), FieldValue::Numeric(km));
    record.insert("oneway".into(), FieldValue::Logical(None));
    record.insert("opened".into(), FieldValue::Date(Some(Date::new(1, 2, 2024).unwrap())));
    record
}

fn shapefile_twin<S: EsriShape>(dir: &TempDir, name: &str, shape: impl Fn(&[&[[f64; 2]]]) -> S) -> PathBuf {
    let rows = vec![
        (shape(&[FIRST]), row("Astara", "Rasht", Some(162.5), "road", "planned")),
        (shape(&[SECOND]), row("Rasht", "12", Some(30.0), "rail", "")),
        (shape(&THIRD), row("", "", None, "", "")),
    ];
    shapefile_of(dir, name, table(), rows)
}

fn plain(parts: &[&[[f64; 2]]]) -> Polyline {
    Polyline::with_parts(parts.iter().map(|part| part.iter().map(|[x, y]| Point::new(*x, *y)).collect()).collect())
}

#[test]
fn a_shapefile_is_what_its_geojson_is() {
    let dir = tempfile::tempdir().unwrap();
    let twin = told(&read(&geojson(&dir, TWIN)).unwrap());
    let with_z = |parts: &[&[[f64; 2]]]| {
        PolylineZ::with_parts(
            parts.iter().map(|part| part.iter().map(|[x, y]| PointZ::new(*x, *y, 7.0, 8.0)).collect()).collect(),
        )
    };
    let with_m = |parts: &[&[[f64; 2]]]| {
        PolylineM::with_parts(parts.iter().map(|part| part.iter().map(|[x, y]| PointM::new(*x, *y, 7.0)).collect()).collect())
    };
    let paths = [
        shapefile_twin(&dir, "plain.shp", plain),
        shapefile_twin(&dir, "height.shp", with_z),
        shapefile_twin(&dir, "measure.shp", with_m),
    ];
    for path in &paths {
        assert_eq!(told(&read(path).unwrap()), twin, "{}", path.display());
    }
    // Lines alone are a network too, and the index is not needed.
    fs::remove_file(paths[0].with_extension("shx")).unwrap();
    assert_eq!(told(&read(&paths[0]).unwrap()), twin);
    fs::remove_file(paths[0].with_extension("dbf")).unwrap();
    assert_eq!(read(&paths[0]).unwrap().segments.len(), 4);
    assert!(matches!(read(Path::new("missing.shp")), Err(Error::Read { .. })));
}

#[test]
fn a_shapefile_says_that_it_is_in_degrees() {
    let dir = tempfile::tempdir().unwrap();
    let path = shapefile_twin(&dir, "net.shp", plain);
    let prj = path.with_extension("prj");
    let metres = r#"PROJCS["WGS_1984_UTM_Zone_38N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]]"#;
    let pulkovo = r#"GEOGCS["GCS_Pulkovo_1942",DATUM["D_Pulkovo_1942"]]"#;
    for (text, name) in [(metres, "WGS_1984_UTM_Zone_38N"), (pulkovo, "GCS_Pulkovo_1942"), ("\u{1b}[2J", "2J"), ("", "\"\"")] {
        fs::write(&prj, text).unwrap();
        says(read(&path), &["net.shp", name, "ogr2ogr -t_srs EPSG:4326 out.shp in.shp"]);
    }
    for text in [r#"GEOGCS["WGS 84",DATUM["WGS_1984"],AUTHORITY["EPSG","4326"]]"#, "\u{feff}GEOGCRS[\"WGS 84\"]\n"] {
        fs::write(&prj, text).unwrap();
        assert!(read(&path).is_ok(), "{text}");
    }
    fs::remove_file(&prj).unwrap();
    says(read(&path), &["net.shp", "no .prj", "ogr2ogr -a_srs EPSG:4326 out.shp in.shp"]);
}

#[test]
fn a_shapefile_that_is_cut_short_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = shapefile_twin(&dir, "net.shp", plain);
    for end in ["shp", "dbf", "shx"] {
        let file = path.with_extension(end);
        let whole = fs::read(&file).unwrap();
        // The last byte of a table only says that it ends.
        for length in (0..whole.len() - 1).step_by(7) {
            fs::write(&file, &whole[..length]).unwrap();
            let help = if length == 0 && end == "shp" { "came to its end" } else { "ogr2ogr" };
            says(read(&path), &["net.", help]);
        }
        // No byte that is other than it should be stops the program.
        for (i, byte) in (0..whole.len()).step_by(3).zip([0, 0x7f, 0xff].into_iter().cycle()) {
            let mut garbled = whole.clone();
            garbled[i] = byte;
            fs::write(&file, &garbled).unwrap();
            let _ = read(&path);
        }
        fs::write(&file, &whole).unwrap();
    }
    // A row that is deleted and still there.
    let file = path.with_extension("dbf");
    let mut bytes = fs::read(&file).unwrap();
    let begin = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    bytes[begin] = b'*';
    fs::write(&file, &bytes).unwrap();
    says(read(&path), &["net.shp", "ogr2ogr"]);
}

#[test]
fn text_of_a_shapefile_is_in_the_encoding_that_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let line = plain(&[FIRST]);
    let path = shapefile_of(&dir, "net.shp", table(), vec![(line, row("AAAAAA", "B", Some(1.0), "rail", ""))]);
    let file = path.with_extension("dbf");
    let written = fs::read(&file).unwrap();
    let at = written.windows(6).position(|bytes| bytes == b"AAAAAA").unwrap();
    let with = |bytes: &[u8], mark: u8, named: Option<&str>| {
        let mut table = written.clone();
        table[at..at + bytes.len()].copy_from_slice(bytes);
        table[29] = mark;
        fs::write(&file, table).unwrap();
        let cpg = path.with_extension("cpg");
        match named {
            Some(name) => fs::write(cpg, name).unwrap(),
            None => drop(fs::remove_file(cpg)),
        }
        read(&path)
    };
    let russian = [0xc0, 0xf1, 0xf2, 0xe0, 0xf0, 0xe0];
    let is_astara = |result: Result<Dataset, Error>| assert!(result.unwrap().place_ix("Астара").is_some());
    is_astara(with(&russian, 0, Some("1251\n")));
    is_astara(with(&russian, 0, Some("windows-1251")));
    is_astara(with(&russian, 0xc9, None));
    for (mark, named) in [(0, None), (0, Some("UTF-8")), (0x57, None), (0xf0, None), (1, None)] {
        says(with(&russian, mark, named), &["net.shp", "feature 0", "\"from\"", "ENCODING=UTF-8"]);
    }
    // Where letters take two bytes no field would be found by its name.
    for name in ["klingon", "UTF-16", "utf-16le", "hz-gb-2312"] {
        says(with(b"AAAAAA", 0, Some(name)), &["net.cpg", &format!("\"{name}\""), "ENCODING=UTF-8"]);
    }
    assert!(with("Арас  ".as_bytes().get(..6).unwrap(), 0, None).unwrap().place_ix("Ара").is_some());
}

#[test]
fn numbers_of_a_shapefile_are_names_where_they_are_exact() {
    let dir = tempfile::tempdir().unwrap();
    let table = || {
        TableWriterBuilder::new()
            .add_numeric_field("from".try_into().unwrap(), 18, 0)
            .add_numeric_field("to".try_into().unwrap(), 18, 0)
            .add_float_field("length_km".try_into().unwrap(), 18, 3)
    };
    let row = |from: f64, to: f64, km: f32| {
        let mut record = Record::default();
        record.insert("from".into(), FieldValue::Numeric(Some(from)));
        record.insert("to".into(), FieldValue::Numeric(Some(to)));
        record.insert("length_km".into(), FieldValue::Float(Some(km)));
        record
    };
    let good = shapefile_of(&dir, "good.shp", table(), vec![(plain(&[FIRST]), row(12.0, 11_000_000_001.0, 100.1))]);
    let data = read(&good).unwrap();
    assert!(data.place_ix("12").is_some() && data.place_ix("11000000001").is_some());
    assert_eq!(data.segments[0].length.as_ref().unwrap().0, 100.1);
    let huge = shapefile_of(&dir, "huge.shp", table(), vec![(plain(&[FIRST]), row(1.0, 1e16, 1.0))]);
    assert!(read(&huge).unwrap().place_ix("10000000000000000").is_some());
    // A number is what is written, also in a field of type F, whose numbers the crate cuts to seven digits.
    let file = good.with_extension("dbf");
    let written = fs::read(&file).unwrap();
    let with = |from: &str, to: &str| {
        let (from, mut table) = (from.as_bytes(), written.clone());
        let at = table.windows(from.len()).position(|bytes| bytes == from).unwrap();
        table[at..at + from.len()].copy_from_slice(to.as_bytes());
        fs::write(&file, table).unwrap();
        read(&good)
    };
    let data = with("100.100", "1234.567891"[..7].as_ref()).unwrap();
    assert_eq!(data.segments[0].length.as_ref().unwrap().0, 1234.56);
    says(with("100.100", "100,100"), &["good.shp", "feature 0", "\"100,100\"", "\"length_km\"", "no number"]);
    // Nobody asks for the type of a field that means nothing, nor for its letters.
    says(with("length_km\0\0F", "length_km\0\0G"), &["good.dbf", "\"length_km\"", "\"G\""]);
    assert!(with("length_km\0\0F", "lengthxkm\0\0G").is_ok());
    says(with("length_km\0\0F", "FROM\0\0\0\0\0\0\0F"), &["good.dbf", "\"FROM\" is there twice"]);
}

/// Ids of more than seven digits in fields of type F.
#[test]
fn names_in_fields_of_type_f_are_whole() {
    let dir = tempfile::tempdir().unwrap();
    let table = TableWriterBuilder::new().add_numeric_field("FROM".try_into().unwrap(), 19, 0).add_numeric_field(
        "TO".try_into().unwrap(),
        19,
        0,
    );
    let row = |from: f64, to: f64| {
        let mut record = Record::default();
        record.insert("FROM".into(), FieldValue::Numeric(Some(from)));
        record.insert("TO".into(), FieldValue::Numeric(Some(to)));
        record
    };
    let path = shapefile_of(
        &dir,
        "f.shp",
        table,
        vec![(plain(&[FIRST]), row(16_777_216.0, 16_777_217.0)), (plain(&[SECOND]), row(16_777_217.0, 16_777_219.0))],
    );
    let file = path.with_extension("dbf");
    let mut written = fs::read(&file).unwrap();
    for name in [&b"FROM\0\0\0\0\0\0\0N"[..], b"TO\0\0\0\0\0\0\0\0\0N"] {
        let at = written.windows(name.len()).position(|bytes| bytes == name).unwrap();
        written[at + name.len() - 1] = b'F';
    }
    fs::write(&file, written).unwrap();
    let data = read(&path).unwrap();
    assert_eq!(data.places.iter().map(|place| place.id.as_str()).collect::<Vec<_>>(), ["16777216", "16777217", "16777219"]);
}

/// What is called WGS 84 may be something else.
#[test]
fn a_reference_system_is_more_than_its_name() {
    let dir = tempfile::tempdir().unwrap();
    let path = shapefile_twin(&dir, "net.shp", plain);
    for (from, to, words) in [
        ("\"Greenwich\",0.0", "\"Paris\",2.33722917", "meridian"),
        ("\"Degree\",0.0174532925199433", "\"Grad\",0.01570796326794897", "radians"),
    ] {
        assert!(WGS84.contains(from));
        fs::write(path.with_extension("prj"), WGS84.replace(from, to)).unwrap();
        says(read(&path), &["net.shp", words, "EPSG:4326"]);
    }
}

#[test]
fn an_index_into_the_midst_of_a_shape_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = shapefile_twin(&dir, "net.shp", plain);
    let file = path.with_extension("shx");
    let mut index = fs::read(&file).unwrap();
    index[111] += 8;
    fs::write(&file, index).unwrap();
    says(read(&path), &["net.shx", "midst"]);
}

/// What a name is does not depend on the type of its column.
#[test]
fn whole_numbers_are_names_in_every_column() {
    let dir = tempfile::tempdir().unwrap();
    let (path, database) = geopackage(&dir, "real.gpkg");
    declare(&database, "lines", "LINESTRING", 4326);
    database
        .execute_batch("CREATE TABLE lines (fid INTEGER PRIMARY KEY, geom BLOB, \"from\" INTEGER, \"to\" REAL, mode REAL)")
        .unwrap();
    for (from, to, points) in [(1, 2.0, FIRST), (2, 3.0, SECOND)] {
        let blob = wrapped(&PLAIN.line(points), 0);
        database.execute("INSERT INTO lines (geom, \"from\", \"to\", mode) VALUES (?1, ?2, ?3, 1.0)", (blob, from, to)).unwrap();
    }
    drop(database);
    let mut mapping = Mapping::default();
    mapping.value("mode:1=road").unwrap();
    let data = dataset(&read_net(&Import { files: vec![path], mapping, ..Import::default() }, &silent).unwrap()).unwrap();
    assert_eq!(data.places.iter().map(|place| place.id.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
    assert!(data.segments.iter().all(|segment| segment.mode == Mode::Road));
}

/// Files as GDAL writes them.
#[test]
fn files_of_gdal_are_what_their_geojson_is() {
    if Command::new("ogr2ogr").arg("--version").output().is_err() {
        eprintln!("skipped: ogr2ogr is not installed");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let source = geojson(&dir, &TWIN.replace("Rasht", "Рашт"));
    let twin = told(&read(&source).unwrap());
    for (name, more) in
        [("out.gpkg", vec![]), ("out.shp", vec!["-lco", "ENCODING=UTF-8"]), ("russian.shp", vec!["-lco", "ENCODING=CP1251"])]
    {
        let out = dir.path().join(name);
        let run = Command::new("ogr2ogr").args(&more).arg(&out).arg(&source).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(told(&read(&out).unwrap()), twin, "{name}");
    }
    // What the help says for a file in metres.
    for (end, more) in [("gpkg", vec![]), ("shp", vec!["-lco", "ENCODING=UTF-8"])] {
        let (metres, degrees) = (dir.path().join(format!("metres.{end}")), dir.path().join(format!("degrees.{end}")));
        let ogr = |args: &[&str], from: &Path, to: &Path| {
            assert!(Command::new("ogr2ogr").args(args).args(&more).args([to, from]).status().unwrap().success());
        };
        ogr(&["-t_srs", "EPSG:3857"], &source, &metres);
        says(read(&metres), &["Mercator", "ogr2ogr -t_srs EPSG:4326"]);
        ogr(&["-t_srs", "EPSG:4326"], &metres, &degrees);
        assert_eq!(read(&degrees).unwrap().segments.len(), 4);
    }
}

/// What a file holds is read or refused: a geometry that says that it lies elsewhere, and lines within a collection.
#[test]
fn geometries_of_a_geopackage_are_where_they_say() {
    let dir = tempfile::tempdir().unwrap();
    let (path, database) = geopackage(&dir, "srs.gpkg");
    let mut elsewhere = wrapped(&PLAIN.line(SECOND), 0);
    elsewhere[4..8].copy_from_slice(&3857_i32.to_le_bytes());
    layer(&database, "rails", 4326, &[wrapped(&PLAIN.line(FIRST), 0), elsewhere]);
    says(read(&path), &["srs.gpkg", "feature 1", "3857", "4326"]);

    let collection = |members: &[Vec<u8>]| {
        let count = PLAIN.u32(members.len() as u32).to_vec();
        [PLAIN.head(7), count, members.concat()].concat()
    };
    let point = [PLAIN.head(1), vec![0; 16]].concat();
    let area = [PLAIN.head(3), PLAIN.u32(1).to_vec(), PLAIN.u32(2).to_vec(), vec![0; 32]].concat();
    let (path, database) = geopackage(&dir, "collection.gpkg");
    let inner = collection(&[area, PLAIN.lines(&THIRD)]);
    layer(&database, "rails", 4326, &[wrapped(&collection(&[point.clone(), PLAIN.line(FIRST), inner]), 0)]);
    assert_eq!(read(&path).unwrap().segments.len(), 3);
    let (path, database) = geopackage(&dir, "curve.gpkg");
    layer(&database, "rails", 4326, &[wrapped(&collection(&[point, PLAIN.head(8)]), 0)]);
    says(read(&path), &["curve.gpkg", "feature 0", "curve"]);
}

/// A file in the mode of write-ahead logs has none beside it after it was read, also where its folder cannot be written to.
#[test]
fn reading_a_geopackage_leaves_nothing_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let (path, database) = geopackage(&dir, "a%20b?c#d.gpkg");
    layer(&database, "rails", 4326, &[wrapped(&PLAIN.line(FIRST), 0)]);
    database.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)).unwrap();
    drop(database);
    let names = || fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(names(), 1);
    assert_eq!(read(&path).unwrap().segments.len(), 1);
    assert_eq!(names(), 1);
    // What stands in a log only is read too.
    let database = Connection::open(&path).unwrap();
    database.execute("INSERT INTO rails (geom) VALUES (?1)", [wrapped(&PLAIN.line(SECOND), 0)]).unwrap();
    assert_eq!(read(&path).unwrap().segments.len(), 2);
}

#[test]
fn an_index_that_leads_to_one_shape_twice_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = shapefile_twin(&dir, "net.shp", plain);
    let index = path.with_extension("shx");
    let mut bytes = fs::read(&index).unwrap();
    bytes.copy_within(100..108, 108);
    fs::write(&index, bytes).unwrap();
    says(read(&path), &["net.shx", "twice", "ogr2ogr"]);
}

#[test]
fn companions_of_a_shapefile_are_found_in_capitals() {
    let dir = tempfile::tempdir().unwrap();
    let path = shapefile_twin(&dir, "net.shp", plain);
    let twin = told(&read(&path).unwrap());
    for end in ["dbf", "shx", "prj"] {
        fs::rename(path.with_extension(end), path.with_extension(end.to_uppercase())).unwrap();
    }
    assert_eq!(told(&read(&path).unwrap()), twin);
}

/// A view may make a text of any length in one step.
#[test]
fn a_text_that_fills_the_memory_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (path, database) = geopackage(&dir, "long.gpkg");
    layer(&database, "src", 4326, &[wrapped(&PLAIN.line(FIRST), 0)]);
    declare(&database, "v", "LINESTRING", 4326);
    database.execute_batch("CREATE VIEW v AS SELECT geom, printf('%.*c', 900000000, 'x') AS mode FROM src").unwrap();
    drop(database);
    assert!(matches!(read_layer(&path, Some("v")), Err(Error::Limit { .. })));
}
