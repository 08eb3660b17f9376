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
