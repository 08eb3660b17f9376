//! Small good files of every kind, made when they are needed: what mutation begins with.

use std::path::Path;

use rusqlite::Connection;
use shapefile::dbase::{FieldValue, Record, TableWriterBuilder};
use shapefile::{Point, Polyline};

use super::pbf::{self, Way};
use super::targets::{BETWEEN, good_tables};

/// Words that mean something to one reader or another.
pub const WORDS: &[&str] = &[
    "null",
    "true",
    "NaN",
    "-Infinity",
    "1e999",
    "-1",
    "0",
    "-0.0",
    "180",
    "-180.0000001",
    "90",
    "9223372036854775808",
    "4294967295",
    "1e-320",
    "\"type\"",
    "\"Feature\"",
    "\"coordinates\"",
    "\"properties\": {}",
    "\"geometry\": null",
    "\"LineString\"",
    "\"MultiLineString\"",
    "\"GeometryCollection\"",
    "\"bbox\"",
    "\"crs\"",
    "\"id\"",
    "\"from\"",
    "\"to\"",
    "\"mode\"",
    "\"status\"",
    "\"country\"",
    "\"length_km\"",
    "{\"low\": 1, \"central\": 2, \"high\": 3}",
    "[[0,0],[1,1]]",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "\n",
    "\r\n",
    ";",
    "'",
    "=",
    "@",
    "*",
    "rail",
    "road",
    "sea",
    "ferry",
    "pipeline",
    "IR",
    "AZ-IR",
    "XZ",
    "AZ-NX",
    "planned",
    "operating",
    "2025-02-29",
    "2024-12",
    "2999-12-31",
    "from,to,length_km",
    "inherits = \"fuzzed\"",
    "[[change]]",
    "factor",
    "hours",
    "with",
    "close",
    "skip",
    "LINESTRING (10 50, 11 51)",
    "\u{10ffff}",
    "Москва",
    "</script><!--",
    "\n====\n",
    "ə",
    "55.75,37.62",
];

/// The seeds of a target.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    match target {
        "own_geojson" => {
            let standing = (0_u8..2).map(|i| chosen(i, good_tables()[usize::from(i)].1.as_bytes()));
            standing.chain([chosen(2, good_tables()[1].1.as_bytes()), chosen(2, LINES.as_bytes())]).collect()
        }
        "own_tables" => (2_u8..).zip(&good_tables()[2..]).map(|(i, (_, text))| chosen(i - 2, text.as_bytes())).collect(),
        "scenario" => SCENARIOS.iter().map(|text| text.as_bytes().to_vec()).collect(),
        "pairs" => {
            ["from,to\nrasht,anzali\n", "from,to,weight\nRasht,Anzali,1.5\n\n\"astara-az\",\"37.2,49.6\",0\n"].map(bytes).to_vec()
        }
        "names" => {
            let known = ["Moscow", "Санкт-Петербург", "55.75,37.62", "AZ-IR", "Caspian Sea", "rasht", "ИРАН", "Bandar-e ʿAbbās"];
            known.map(bytes).into_iter().chain([b"xy".repeat(30_000)]).collect()
        }
        "import_geojson" => [(0, LINES), (16, SEQUENCE), (2, LINES), (12, LINES), (31, SEQUENCE)]
            .map(|(choice, text)| chosen(choice, text.as_bytes()))
            .to_vec(),
        "import_csv" => vec![chosen(0, EDGES.as_bytes()), chosen(5, &joined(&[EDGES.as_bytes(), NODES.as_bytes()]))],
        "import_gpkg" => vec![geopackage()],
        "import_shapefile" => vec![shapefile()],
        "import_pbf" => pbf(),
        "import_gmns" => vec![gmns()],
        "mapping" => vec![bytes(
            "[fields]\nlength = { field = \"LEN_M\", unit = \"m\" }\nmode = \"TYPE\"\nid = \"-\"\n[values.mode]\nRailroad = \"rail\"\n\"*\" = \"skip\"\n",
        )],
        "built" => built(),
        "ask" => QUESTIONS.map(bytes).to_vec(),
        "dates" => ["2024 2024-06 2024-06-20 1000-01-01 2999-12-31", "IR XZ AZ-NX 2023-02-29"].map(bytes).to_vec(),
        "geometry" => (1_u8..5).map(|step| (0..48_u8).map(|i| i.wrapping_mul(step.wrapping_mul(37))).collect()).collect(),
        "csv" => vec![b"=1+1\xff-5\xff@x\xff\"q\"\xff\r\n\xff'\xff+7.5e3".to_vec()],
        "html" => ["Rasht", "</script><!-- & \u{2028}", "\" onload=\"alert(1)", ""].map(bytes).to_vec(),
        _ => Vec::new(),
    }
}

fn bytes(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn chosen(choice: u8, text: &[u8]) -> Vec<u8> {
    [&[choice], text].concat()
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.join(BETWEEN)
}

/// Lines as GeoJSON: named ends, parts, a crossing of borders, a step over the 180th meridian, and what is no line.
pub const LINES: &str = r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"from": "Astara", "to": "Rasht", "length_km": 162.5, "mode": "road", "country": "IR", "status": "planned"}, "geometry": {"type": "LineString", "coordinates": [[48.8, 38.4], [49.0, 37.8], [49.6, 37.2]]}},
{"type": "Feature", "properties": {"from": null, "to": null, "oneway": true}, "geometry": {"type": "MultiLineString", "coordinates": [[[51.0, 35.0], [51.5, 35.5]], [[51.5, 35.5], [52.0, 35.0]]]}},
{"type": "Feature", "properties": {"mode": "rail", "id": "x"}, "geometry": {"type": "LineString", "coordinates": [[48.5, 38.9], [48.9, 38.2, 7.5]]}},
{"type": "Feature", "properties": {"mode": "sea"}, "geometry": {"type": "LineString", "coordinates": [[179.5, 60], [-179.5, 61]]}},
{"type": "Feature", "properties": null, "geometry": {"type": "Point", "coordinates": [48.8, 38.4]}}
]}
"#;

const SEQUENCE: &str = "{\"type\": \"Feature\", \"properties\": {\"id\": \"a\"}, \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[48.0, 38.0], [49.0, 37.8]]}}\n\u{1e}{\"type\": \"Feature\", \"properties\": {\"from\": \"A\", \"to\": \"B\"}, \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[49.0, 37.8], [48.5, 38.5]]}}\n";

/// Edges as CSV.
pub const EDGES: &str = "from,to,length_km,mode,country,id,status,oneway\nA,B,12.5,rail,IR,e1,operating,\nB,C,3,road,AZ,e2,planned,yes\nC,A,700.25,rail,,e3,,no\n";

/// Nodes as CSV.
pub const NODES: &str = "id,lat,lon,name\nA,37.2,49.6,Alpha\nB,38.4,48.8,\nC,40.4,49.9,\"Gam,ma\"\n";

const SCENARIOS: [&str; 4] = [
    include_str!("../../data/scenarios/all-proposed.toml"),
    include_str!("../../data/scenarios/caspian-low-water.toml"),
    include_str!("../../data/scenarios/sanctions-sea-only.toml"),
    include_str!("../../data/scenarios/war-2026-03.toml"),
];

const QUESTIONS: [&str; 4] = [
    r#"{"from": "Moscow", "to": "Mumbai"}"#,
    r#"{"from": "Baku", "to": "41.7,44.8", "by": "cost", "mode": ["rail", "road"], "avoid": ["Georgia"], "as_of": "2026-03", "bounds": "low"}"#,
    r#"{"from": "Tehran", "to": "Istanbul", "via": ["tabriz"], "alternatives": 2, "max_overlap": 0.5, "max_detour": 1.5, "scenario": "hormuz-closed", "close": ["AZ-IR"], "with": ["tripp"]}"#,
    r#"{"from": "Baku", "to": "Tbilisi", "mode": ["pipeline"], "without_mode": [], "corridor": "middle", "load": "teu", "reopen": ["AM-AZ"], "without": ["baku-tbilisi-kars"]}"#,
];

/// A GeoPackage of two lines.
pub fn geopackage() -> Vec<u8> {
    let line = |points: &[[f64; 2]]| {
        let mut blob = vec![b'G', b'P', 0, 1];
        blob.extend(4326_i32.to_le_bytes());
        blob.push(1);
        blob.extend(2_u32.to_le_bytes());
        blob.extend((points.len() as u32).to_le_bytes());
        points.iter().flatten().for_each(|number| blob.extend(number.to_le_bytes()));
        blob
    };
    with_file("net.gpkg", |path| {
        let database = Connection::open(path).expect("a database can be made");
        database
            .execute_batch(
                "PRAGMA page_size = 512;
                 CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
                 CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
                 CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
                 INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326, '');
                 CREATE TABLE rails (fid INTEGER PRIMARY KEY, \"from\" TEXT, \"to\" TEXT, length_km REAL, geom BLOB, mode TEXT);
                 INSERT INTO gpkg_contents VALUES ('rails', 'features', 4326);
                 INSERT INTO gpkg_geometry_columns VALUES ('rails', 'geom', 'LINESTRING', 4326, 0, 0);",
            )
            .expect("the tables can be made");
        let insert = r#"INSERT INTO rails ("from", "to", length_km, geom, mode) VALUES (?1, ?2, ?3, ?4, ?5)"#;
        let rows = [
            ("A", "B", 162.5, line(&[[48.8, 38.4], [49.6, 37.2]]), "road"),
            ("B", "C", 30.0, line(&[[49.6, 37.2], [49.9, 36.9]]), "rail"),
        ];
        for row in rows {
            database.execute(insert, row).expect("a row can be added");
        }
    })
}

/// A shapefile of two lines, with its table and what says that it is in degrees.
pub fn shapefile() -> Vec<u8> {
    joined(&shapefile_parts().each_ref().map(Vec::as_slice))
}

/// Its files: .shp, .dbf, .prj.
pub fn shapefile_parts() -> [Vec<u8>; 3] {
    let dir = tempfile::tempdir().expect("a folder can be made");
    let path = dir.path().join("net.shp");
    let table = TableWriterBuilder::new()
        .add_character_field("from".try_into().expect("a short name"), 8)
        .add_character_field("to".try_into().expect("a short name"), 8)
        .add_numeric_field("length_km".try_into().expect("a short name"), 10, 3);
    let text = |text: &str| FieldValue::Character(Some(text.to_owned()));
    let rows = [("A", "B", [[48.8, 38.4], [49.6, 37.2]]), ("B", "C", [[49.6, 37.2], [49.9, 36.9]])].map(|(from, to, line)| {
        let mut record = Record::default();
        record.insert("from".into(), text(from));
        record.insert("to".into(), text(to));
        record.insert("length_km".into(), FieldValue::Numeric(Some(12.5)));
        (Polyline::new(line.map(|[x, y]| Point::new(x, y)).to_vec()), record)
    });
    let writer = shapefile::Writer::from_path(&path, table).expect("a shapefile can be made");
    writer.write_shapes_and_records(rows.iter().map(|(shape, row)| (shape, row))).expect("a shapefile can be written");
    let read = |end: &str| std::fs::read(path.with_extension(end)).expect("it was just written");
    [
        read("shp"),
        read("dbf"),
        bytes(
            r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#,
        ),
    ]
}

/// Extracts of OpenStreetMap, packed and plain.
pub fn pbf() -> Vec<Vec<u8>> {
    let positions: Vec<(i64, f64, f64)> = (1..8).map(|i| (i, 50.0, 10.0 + i as f64 / 100.0)).collect();
    let rail: &[(&str, &str)] = &[("railway", "rail")];
    let ways = [
        Way(70, &[1, 2, 3, 4, 5], rail),
        Way(71, &[3, 7], &[("highway", "primary"), ("oneway", "-1")]),
        Way(72, &[2, 6, 2], &[("route", "ferry")]),
    ];
    let header = pbf::header(&["OsmSchema-V0.6", "DenseNodes"]);
    let plain = pbf::Block { is_dense: false, ..pbf::Block::default() };
    let whole: Vec<(i64, i64, i64)> =
        positions.iter().map(|(id, lat, lon)| (*id, (lat * 1e7) as i64, (lon * 1e7) as i64)).collect();
    vec![
        [header.clone(), pbf::nodes(&positions), pbf::ways(&ways)].concat(),
        [header, pbf::nodes_in(&plain, &whole), pbf::ways(&ways[..1])].concat(),
    ]
}

/// The tables of a GMNS network.
pub const GMNS: [(&str, &str); 4] = [
    (
        "link.csv",
        "link_id,from_node_id,to_node_id,directed,length,facility_type,allowed_uses,geometry,geometry_id\na,1,2,TRUE,1,rail,,,\nb,2,3,false,0.5,freeway,\"auto, truck\",\"LINESTRING (10.02 50, 10.015 50.001, 10.01 50)\",\nc,3,1,1,,ferry,,,g\n",
    ),
    ("node.csv", "node_id,name,x_coord,y_coord\n1,Alpha,10,50\n2,,10.01,50\n3,,10.02,50\n"),
    ("config.csv", "dataset_name,long_length,crs\nx,mile,EPSG:4326\n"),
    ("geometry.csv", "geometry_id,geometry\ng,\"LINESTRING Z (10.02 50 7, 10.01 49.99 7, 10 50 7)\"\n"),
];

fn gmns() -> Vec<u8> {
    joined(&GMNS.map(|(_, text)| text.as_bytes()))
}

/// Built networks, with what was worked out for them and without.
pub fn built() -> Vec<Vec<u8>> {
    use corridor::analysis::silent;
    use corridor::import::{Import, find_countries, read};
    let make = |name: &str, text: &str, is_prepared: bool| {
        let dir = tempfile::tempdir().expect("a folder can be made");
        let path = dir.path().join(name);
        std::fs::write(&path, text).expect("a file can be written");
        let mut net = read(&Import { files: vec![path], ..Import::default() }, &silent).expect("the seed is good");
        find_countries(&mut net).expect("a small network stays small");
        if is_prepared {
            net.prepare(&silent);
        }
        let mut out = Vec::new();
        net.write(&mut out).expect("memory can be written");
        out
    };
    vec![make("net.csv", EDGES, true), make("net.geojson", LINES, true), make("net.csv", EDGES, false)]
}

/// The bytes of a file that something makes at a path.
fn with_file(name: &str, make: impl FnOnce(&Path)) -> Vec<u8> {
    let dir = tempfile::tempdir().expect("a folder can be made");
    let path = dir.path().join(name);
    make(&path);
    std::fs::read(&path).expect("it was just made")
}
