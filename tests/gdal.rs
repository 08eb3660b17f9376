//! Exports as GIS programs see them. Needs GDAL's `ogrinfo`; where it is not installed, the test says so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::fs;
use std::process::Command;

#[test]
fn ogrinfo_opens_a_route_without_a_warning() {
    if Command::new("ogrinfo").arg("--version").output().is_err() {
        eprintln!("skipped: ogrinfo is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("route.geojson");
    let run = Command::new(env!("CARGO_BIN_EXE_corridor"))
        .args(["route", "Moscow", "Mumbai", "--alternatives", "3", "--format", "geojson", "-o"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let seen = Command::new("ogrinfo").args(["-ro", "-al", "-so"]).arg(&file).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&seen.stdout).into_owned(), String::from_utf8_lossy(&seen.stderr).into_owned());
    assert!(seen.status.success() && err.is_empty(), "{err}");
    for expected in ["Geometry: Line String", "WGS 84", "hours_low: Real", "km: Real", "route: Integer", "segments: String"] {
        assert!(out.contains(expected), "{expected} is missing in\n{out}");
    }
    let legs = fs::read_to_string(&file).unwrap().matches("\"Feature\"").count();
    assert!(out.contains(&format!("Feature Count: {legs}")), "{out}");
}

/// What `ogrinfo` says of a file, and of what it warns; none where it is not installed.
fn seen(file: &std::path::Path) -> Option<(String, String)> {
    let Ok(seen) = Command::new("ogrinfo").args(["-ro", "-al", "-so"]).arg(file).output() else {
        eprintln!("skipped: ogrinfo is not installed");
        return None;
    };
    assert!(seen.status.success(), "{}", String::from_utf8_lossy(&seen.stderr));
    Some((String::from_utf8_lossy(&seen.stdout).into_owned(), String::from_utf8_lossy(&seen.stderr).into_owned()))
}

fn exported(folder: &tempfile::TempDir, name: &str, args: &[&str]) -> std::path::PathBuf {
    let file = folder.path().join(name);
    let run =
        Command::new(env!("CARGO_BIN_EXE_corridor")).args(["export", "network", "-o"]).arg(&file).args(args).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    file
}

#[test]
fn ogrinfo_opens_the_layers_of_the_network() {
    let folder = tempfile::tempdir().unwrap();
    let package = exported(&folder, "net.gpkg", &[]);
    let Some((out, err)) = seen(&package) else { return };
    // GDAL before 3.7 says of every GeoPackage 1.4 that it may not know all of it.
    assert!(err.lines().all(|line| line.contains("may only be partially supported")), "{err}");
    for expected in [
        "Layer name: segments",
        "Layer name: places",
        "Geometry: Line String",
        "Geometry: Point",
        "expected: Date",
        "km: Real",
        "gauge_mm: Integer",
        "Geometry Column = geom",
    ] {
        assert!(out.contains(expected), "{expected} is missing in\n{out}");
    }
    let count = |text: &str| text.lines().find_map(|line| line.strip_prefix("Feature Count: ")).map(str::to_owned);
    let (lines, err) = seen(&exported(&folder, "net.geojson", &[])).unwrap();
    assert!(err.is_empty() && lines.contains("expected: Date"), "{err}{lines}");
    assert_eq!(count(&lines), count(&out));
    let table = exported(&folder, "places.csv", &["--only", "places"]);
    let (points, err) = seen(&table).unwrap();
    assert!(err.is_empty() && count(&points) > Some("100".into()), "{err}{points}");
}
