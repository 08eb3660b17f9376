//! Layers for QGIS: styles that it applies by itself, the same bytes every time, no half file.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::{Command, Output};

use rusqlite::Connection;

fn export(file: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_corridor")).args(["export", "network", "-o"]).arg(file).args(args).output().unwrap()
}

#[test]
fn a_geopackage_carries_layers_index_and_styles() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("net.gpkg");
    assert!(export(&file, &[]).status.success());
    let database = Connection::open(&file).unwrap();
    let one = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let (segments, places) = (one("SELECT count(*) FROM segments"), one("SELECT count(*) FROM places"));
    assert!(segments > 500 && places > 300);
    assert_eq!(
        (one("SELECT count(*) FROM rtree_segments_geom"), one("SELECT count(*) FROM rtree_places_geom")),
        (segments, places)
    );
    // Each layer has one style, by a column that it has, for every value that is there; it is found by empty texts, not by NULL.
    for (layer, by) in [("segments", "look"), ("places", "kind")] {
        let qml: String = database
            .query_row(
                "SELECT styleQML FROM layer_styles WHERE f_table_name = ?1 AND f_table_catalog = '' AND f_table_schema = '' AND f_geometry_column = 'geom' AND useAsDefault = 1",
                [layer],
                |row| row.get(0),
            )
            .unwrap();
        assert!(qml.contains(&format!("attr=\"{by}\"")), "{qml}");
        let mut values = database.prepare(&format!("SELECT DISTINCT {by} FROM {layer}")).unwrap();
        let values: Vec<String> = values.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert!(values.len() > 3 && values.iter().all(|value| qml.contains(&format!("value=\"{value}\""))), "{values:?}");
    }
    assert!(one("SELECT count(*) FROM segments WHERE status = 'operating' AND look LIKE '%not%'") == 0);
    let day: String = database.query_row("SELECT min(status_as_of) FROM segments", [], |row| row.get(0)).unwrap();
    assert!(day.len() == 10 && day.starts_with("20"), "{day}");
}

#[test]
fn the_same_network_is_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["net.gpkg", "net.geojson", "net.csv"] {
        let file = folder.path().join(name);
        assert!(export(&file, &[]).status.success());
        let first = std::fs::read(&file).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        assert!(export(&file, &[]).status.success());
        assert!(first == std::fs::read(&file).unwrap(), "{name}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str, args: &[&str], code: i32, said: &str| {
        let output = export(&folder.path().join(name), args);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(code) && text.contains(said), "{text}");
    };
    refused("net.shp", &[], 2, ".gpkg");
    refused("net.gpkg", &["--only", "rivers"], 2, "segments, places");
    refused("missing/net.gpkg", &[], 4, "net.gpkg");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
