//! Answers as files: layers with styles that QGIS applies by itself, spreadsheets with numbers, the same bytes every time, no half file.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader, Xlsx, open_workbook};
use corridor::export::columns_markdown;
use geojson::FeatureCollection;
use rusqlite::Connection;

fn export(file: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_corridor")).arg("export").args(args).arg("-o").arg(file).output().unwrap()
}

/// A question each, with the layers of its answer and the columns that they are drawn by.
type Question = (&'static [&'static str], &'static [(&'static str, &'static str)]);
const QUESTIONS: [Question; 9] = [
    (&["network"], &[("segments", "look"), ("places", "kind"), ("crossings", "mode")]),
    (&["route", "Moscow", "Mumbai", "--alternatives", "3"], &[("legs", "mode"), ("stops", "kind"), ("routes", "route")]),
    (&["compare", "Moscow", "Mumbai", "--scenario", "hormuz-closed"], &[("changes", "change")]),
    (&["exposure", "Moscow", "Mumbai"], &[("countries", "transit_share_km"), ("points", "kind"), ("links", "share")]),
    (&["dependence", "AZ"], &[("dependence", "d")]),
    (&["dependence", "--on", "borders", "--of", "all"], &[("dependence", "d")]),
    (&["criticality", "Baku", "Nakhchivan"], &[("criticality", "loss")]),
    (&["simulate", "Baku", "Nakhchivan", "--draws", "200"], &[("links", "share")]),
    (&["capacity", "--flows", "irica-non-oil", "--mode", "rail,sea,ferry"], &[("loads", "flow_mt")]),
];

#[test]
fn a_geopackage_carries_layers_indices_and_styles() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("answer.gpkg");
    for (question, layers) in QUESTIONS {
        let run = export(&file, question);
        assert!(run.status.success(), "{question:?}: {}", String::from_utf8_lossy(&run.stderr));
        let database = Connection::open(&file).unwrap();
        let one = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(one("SELECT count(*) FROM gpkg_geometry_columns"), layers.len() as i64, "{question:?}");
        assert_eq!(one("PRAGMA user_version"), 10_300);
        for (layer, by) in layers {
            let shapes = one(&format!("SELECT count(*) FROM {layer} WHERE geom IS NOT NULL"));
            assert!(shapes > 0 && one(&format!("SELECT count(*) FROM rtree_{layer}_geom")) == shapes, "{question:?} {layer}");
            // Each layer has one style, by a column that it has; it is found by empty texts, not by NULL.
            let qml: String = database
                .query_row(
                    "SELECT styleQML FROM layer_styles WHERE f_table_name = ?1 AND f_table_catalog = '' AND f_table_schema = '' AND f_geometry_column = 'geom' AND useAsDefault = 1",
                    [layer],
                    |row| row.get(0),
                )
                .unwrap();
            assert!(qml.contains(by), "{qml}");
            if qml.contains("categorizedSymbol") {
                let mut values = database.prepare(&format!("SELECT DISTINCT CAST({by} AS TEXT) FROM {layer}")).unwrap();
                let values: Vec<String> = values.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
                assert!(values.iter().all(|value| qml.contains(&format!("value=\"{value}\""))), "{layer}: {values:?}");
            }
        }
    }
}

#[test]
fn dates_are_days_and_what_does_not_run_is_drawn_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("net.gpkg");
    assert!(export(&file, &["network"]).status.success());
    let database = Connection::open(&file).unwrap();
    let wrong: i64 = database
        .query_row("SELECT count(*) FROM segments WHERE (status = 'operating') = (look LIKE '%not%')", [], |row| row.get(0))
        .unwrap();
    let day: String = database.query_row("SELECT min(status_as_of) FROM segments", [], |row| row.get(0)).unwrap();
    assert!(wrong == 0 && day.len() == 10 && day.starts_with("20"), "{wrong} {day}");
}

#[test]
fn the_same_answer_is_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.gpkg", "a.geojson", "a.csv", "a.fgb", "a.xlsx"] {
        let file = folder.path().join(name);
        for question in [&["network"][..], &["exposure", "Moscow", "Mumbai"]] {
            assert!(export(&file, question).status.success());
            let first = std::fs::read(&file).unwrap();
            // Times in a file are seconds at least.
            std::thread::sleep(std::time::Duration::from_millis(1100));
            assert!(export(&file, question).status.success());
            assert!(first == std::fs::read(&file).unwrap(), "{name} {question:?}");
        }
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 5);
}

#[test]
fn a_spreadsheet_has_numbers_dates_and_what_they_mean() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("route.xlsx");
    assert!(export(&file, &["route", "Moscow", "Mumbai", "--with", "rasht-astara", "--corridor", "western"]).status.success());
    let mut book: Xlsx<_> = open_workbook(&file).unwrap();
    for sheet in ["journey", "shares", "not_operating", "figures", "question", "sources", "columns"] {
        assert!(book.sheet_names().iter().any(|name| name == sheet), "{sheet}: {:?}", book.sheet_names());
    }
    let journey = book.worksheet_range("journey").unwrap();
    let header: Vec<String> = journey.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let km = header.iter().position(|title| title == "km [km]").unwrap();
    let sum: f64 =
        journey.rows().skip(1).map(|row| if let Data::Float(km) = row[km] { km } else { panic!("{:?}", row[km]) }).sum();
    assert!(sum > 4000.0, "{sum}");
    // The sum of the sheet is the total of the answer.
    let routes = book.worksheet_range("routes").unwrap();
    let place = routes.rows().next().unwrap().iter().position(|title| *title == Data::String("km [km]".into())).unwrap();
    let total = routes.rows().nth(1).unwrap()[place].clone();
    assert!(matches!(total, Data::Float(total) if (total - sum).abs() < 0.1), "{total:?} {sum}");
    let planned = book.worksheet_range("not_operating").unwrap();
    assert!(planned.rows().skip(1).any(|row| row.iter().any(|cell| matches!(cell, Data::DateTime(_)))), "{planned:?}");
    // Every column of every sheet is explained.
    let columns = book.worksheet_range("columns").unwrap();
    let explained: Vec<[String; 2]> = columns.rows().skip(1).map(|row| [row[0].to_string(), row[1].to_string()]).collect();
    for sheet in book.sheet_names().iter().filter(|name| *name != "columns").cloned().collect::<Vec<_>>() {
        for title in book.worksheet_range(&sheet).unwrap().rows().next().unwrap() {
            let title = title.to_string();
            let name = title.split(" [").next().unwrap().to_owned();
            assert!(explained.contains(&[sheet.clone(), name]), "{sheet}: {title}");
        }
    }
    assert!(columns.rows().skip(1).all(|row| !row[4].to_string().is_empty()));
}

/// A folder of data with one place called so, and the export of its network.
fn called(folder: &Path, name: &str, file: &str) -> PathBuf {
    let data = folder.join("data");
    let run = Command::new(env!("CARGO_BIN_EXE_corridor")).args(["data", "export"]).arg(&data).output().unwrap();
    assert!(run.status.success());
    let places = data.join("places.geojson");
    let mut text: FeatureCollection = std::fs::read_to_string(&places).unwrap().parse().unwrap();
    let first = text.features.iter_mut().find(|f| f.property("id").is_some_and(|id| id == "moscow")).unwrap();
    first.set_property("name", name);
    std::fs::write(&places, text.to_string()).unwrap();
    let out = folder.join(file);
    let run = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .arg("--data")
        .arg(&data)
        .args(["export", "network", "-o"])
        .arg(&out)
        .output();
    let run = run.unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::remove_dir_all(&data).unwrap();
    out
}

#[test]
fn a_hostile_name_stays_a_text() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["=HYPERLINK(\"http://x\")", "+1+1", "@SUM(1)", "<b>\"&'x", "مشهد 東京 Москва", "'); DROP TABLE places;--"]
    {
        let mut book: Xlsx<_> = open_workbook(called(folder.path(), name, "net.xlsx")).unwrap();
        let places = book.worksheet_range("places").unwrap();
        assert!(places.rows().any(|row| row[1] == Data::String(name.into())), "{name}");
        assert!(book.worksheet_formula("places").unwrap().is_empty(), "{name}");
        let database = Connection::open(called(folder.path(), name, "net.gpkg")).unwrap();
        let found: i64 = database.query_row("SELECT count(*) FROM places WHERE name = ?1", [name], |row| row.get(0)).unwrap();
        assert_eq!(found, 1, "{name}");
    }
}

#[test]
fn a_line_across_the_180th_meridian_is_cut_and_rings_turn_left() {
    let folder = tempfile::tempdir().unwrap();
    let (net, out) = (folder.path().join("net.geojson"), folder.path().join("cut.geojson"));
    let lines = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[179,50],[-179,52]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[-179,52],[-178,52]]}}]}"#;
    std::fs::write(&net, lines).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .arg("--network")
        .arg(&net)
        .args(["export", "network", "--only", "segments", "-o"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = std::fs::read_to_string(&out).unwrap();
    let cut: FeatureCollection = text.parse().unwrap();
    let shapes: Vec<String> = cut.features.iter().map(|f| f.geometry.as_ref().unwrap().to_string()).collect();
    let expected = r#""coordinates":[[[179.0,50.0],[180.0,51.0]],[[-180.0,51.0],[-179.0,52.0]]]"#;
    assert!(shapes.iter().any(|shape| shape.contains("MultiLineString") && shape.contains(expected)), "{shapes:?}");

    assert!(export(&out, &["exposure", "Moscow", "Mumbai", "--only", "countries"]).status.success());
    let areas: FeatureCollection = std::fs::read_to_string(&out).unwrap().parse().unwrap();
    let mut rings = 0;
    for feature in &areas.features {
        let Some(geojson::GeometryValue::MultiPolygon { coordinates }) = feature.geometry.as_ref().map(|g| &g.value) else {
            continue;
        };
        for area in coordinates {
            for (i, ring) in area.iter().enumerate() {
                let twice: f64 = ring.windows(2).map(|w| w[0][0] * w[1][1] - w[1][0] * w[0][1]).sum();
                assert!((twice > 0.0) == (i == 0), "{:?}", feature.id);
                rings += 1;
            }
        }
    }
    assert!(rings > 50, "{rings}");
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str, args: &[&str], code: i32, said: &str| {
        let output = export(&folder.path().join(name), args);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(code) && text.contains(said), "{text}");
    };
    refused("net.shp", &["network"], 2, ".gpkg");
    refused("net.gpkg", &["network", "--only", "rivers"], 2, "segments, places, crossings");
    refused("net.geojson", &["network", "--only", "flows"], 2, "has no shapes");
    refused("net.gpkg", &["network", "--style"], 2, "styles inside");
    refused("missing/net.gpkg", &["network"], 4, "net.gpkg");
    refused("no.xlsx", &["route", "Moscow", "Mumbai", "--mode", "rail"], 1, "");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_has_no_shape_is_left_out_of_flatgeobuf_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let run = export(&folder.path().join("c.fgb"), &["exposure", "Moscow", "Mumbai", "--only", "countries"]);
    let text = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.success() && text.contains("have no place on the map"), "{text}");
}

#[test]
fn the_page_of_columns_is_what_the_program_writes() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/columns.md")).unwrap();
    assert!(page == columns_markdown(), "write docs/columns.md anew: corridor export columns -o docs/columns.md");
}
