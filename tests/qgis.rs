//! Layers as QGIS draws them, with no styling by hand. Needs QGIS with its Python; where it is not installed, the test says so.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Debian's Python, which its QGIS belongs to.
const PYTHON: &str = "/usr/bin/python3";

/// A layer, how QGIS is to tell its features apart, by which column.
type Drawn = (&'static str, &'static str, &'static str);

fn export(folder: &Path, name: &str, question: &[&str]) -> String {
    let file = folder.join(name);
    let run = Command::new(env!("CARGO_BIN_EXE_corridor")).arg("export").args(question).arg("-o").arg(&file).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    file.display().to_string()
}

#[test]
fn qgis_draws_every_layer_by_its_own_style() {
    if !Command::new(PYTHON).args(["-c", "import qgis.core"]).output().is_ok_and(|run| run.status.success()) {
        eprintln!("skipped: QGIS is not installed");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    let packages: [(String, &[Drawn]); 6] = [
        (
            export(at, "network.gpkg", &["network"]),
            &[
                ("segments", "categorizedSymbol", "look"),
                ("places", "categorizedSymbol", "kind"),
                ("crossings", "categorizedSymbol", "mode"),
            ],
        ),
        (
            export(at, "route.gpkg", &["route", "Moscow", "Mumbai", "--alternatives", "3"]),
            &[
                ("legs", "categorizedSymbol", "mode"),
                ("stops", "categorizedSymbol", "kind"),
                ("routes", "categorizedSymbol", "route"),
            ],
        ),
        (
            export(at, "exposure.gpkg", &["exposure", "Moscow", "Mumbai"]),
            &[
                ("countries", "graduatedSymbol", "transit_share_km"),
                ("points", "categorizedSymbol", "kind"),
                ("links", "graduatedSymbol", "share"),
            ],
        ),
        (
            export(at, "compare.gpkg", &["compare", "Moscow", "Mumbai", "--scenario", "hormuz-closed"]),
            &[("changes", "categorizedSymbol", "change")],
        ),
        (export(at, "critical.gpkg", &["criticality", "Baku", "Nakhchivan"]), &[("criticality", "categorizedSymbol", "loss")]),
        (
            export(at, "loads.gpkg", &["capacity", "--flows", "irica-non-oil", "--mode", "rail,sea,ferry"]),
            &[("loads", "singleSymbol", "")],
        ),
    ];
    let mut wanted: Vec<(String, &str, &str)> = Vec::new();
    for (file, layers) in &packages {
        wanted.extend(layers.iter().map(|(layer, renderer, by)| (format!("{file}|layername={layer}"), *renderer, *by)));
    }
    let plain = ["legs.fgb", "legs.geojson"].map(|name| export(at, name, &["route", "Moscow", "Mumbai"]));
    wanted.extend(plain.map(|file| (file, "singleSymbol", "")));
    // With its style beside it a plain file is drawn as the package is.
    let styled = ["styled.fgb", "styled.geojson"].map(|name| export(at, name, &["route", "Moscow", "Mumbai", "--style"]));
    wanted.extend(styled.map(|file| (file, "categorizedSymbol", "mode")));

    let names = wanted.iter().map(|(name, ..)| name.as_str());
    let run = Command::new(PYTHON).arg("tests/qgis/draw.py").args(names).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success() && !err.contains("Warning 1"), "{err}");
    let told: Value = serde_json::from_str(out.trim()).unwrap();
    assert_eq!(told["messages"], serde_json::json!([]), "{told}");
    let layers = told["layers"].as_array().unwrap();
    assert_eq!(layers.len(), wanted.len());
    for (drawn, (name, renderer, by)) in layers.iter().zip(&wanted) {
        assert_eq!(drawn["renderer"], *renderer, "{name}: {drawn}");
        assert_eq!(drawn["by"].as_str().unwrap_or_default(), *by, "{name}: {drawn}");
        assert_eq!((&drawn["crs"], &drawn["errors"]), (&Value::from("EPSG:4326"), &serde_json::json!([])), "{name}: {drawn}");
        // Something is there beside the white of the paper.
        assert!(drawn["features"].as_u64() > Some(0) && drawn["colours"].as_u64() > Some(1), "{name}: {drawn}");
    }
}
