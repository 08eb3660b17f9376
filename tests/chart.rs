//! Charts: no text over another, every letter of the scripts of the region has its shape, the same bytes every time, hostile names stay text.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::{Command, Output};

use corridor::issue::harmless;
use resvg::tiny_skia::Rect;
use resvg::usvg::{Group, Node, Options, Text, Tree};

fn chart(data: Option<&Path>, args: &[&str], file: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    command.arg("chart").args(args).arg("-o").arg(file).output().unwrap()
}

fn drawn(data: Option<&Path>, args: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chart.svg");
    let run = chart(data, args, &file);
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    std::fs::read_to_string(file).unwrap()
}

/// The texts of a chart as they are set in type: what each says, its box on the page, and whether a letter has no shape.
fn texts(svg: &str) -> Vec<(String, Rect, bool)> {
    let mut options = Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.load_font_data(dejavu::sans::bold().to_vec());
    let tree = Tree::from_str(svg, &options).unwrap();
    let mut found = Vec::new();
    collect(tree.root(), &mut found);
    found
}

fn collect(group: &Group, found: &mut Vec<(String, Rect, bool)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, found),
            Node::Text(text) => found.push((said(text), text.abs_bounding_box(), lacks_a_letter(text))),
            _ => {}
        }
    }
}

fn said(text: &Text) -> String {
    text.chunks().iter().map(|chunk| chunk.text()).collect()
}

fn lacks_a_letter(text: &Text) -> bool {
    text.layouted().iter().any(|span| span.positioned_glyphs.iter().any(|glyph| glyph.id.0 == 0))
}

/// Texts that lie on one another by more than a hair.
fn overlaps(svg: &str) -> Vec<(String, String)> {
    let all = texts(svg);
    assert!(all.len() > 8, "{}", all.len());
    let mut found = Vec::new();
    for (i, (a, at, _)) in all.iter().enumerate() {
        for (b, other, _) in &all[i + 1..] {
            let wide = at.right().min(other.right()) - at.left().max(other.left());
            let high = at.bottom().min(other.bottom()) - at.top().max(other.top());
            // Boxes have the height of a line, letters less.
            if wide > 1.0 && high > 3.5 {
                found.push((a.clone(), b.clone()));
            }
        }
    }
    found
}

#[test]
fn no_text_lies_on_another() {
    let pairs =
        [["Moscow", "Mumbai"], ["Baku", "Nakhchivan"], ["Minsk", "Karachi"], ["Urumqi", "Mersin"], ["Tashkent", "Bandar Abbas"]];
    for [from, to] in pairs {
        for kind in ["time-distance", "cost-distance", "map"] {
            let svg = drawn(None, &[kind, from, to, "--alternatives", "3"]);
            assert_eq!(overlaps(&svg), [], "{kind} {from} {to}");
        }
    }
    let others: [&[&str]; 6] = [
        &["exposure"],
        &["exposure", "Moscow", "Mumbai"],
        &["compare", "Moscow", "Mumbai", "--scenario", "hormuz-closed,all-proposed,iran-closed-to-transit"],
        &["compare", "--od", concat!(env!("CARGO_MANIFEST_DIR"), "/data/pairs.csv"), "--scenario", "iran-closed-to-transit"],
        &["dependence", "AZ"],
        &["simulate", "Moscow", "Mumbai", "--draws", "200"],
    ];
    for args in others {
        assert_eq!(overlaps(&drawn(None, args)), [], "{args:?}");
    }
}

/// A folder of data with Moscow, Mumbai and a border post called so.
fn called(folder: &Path, name: &str) -> std::path::PathBuf {
    let data = folder.join("data");
    assert!(Command::new(env!("CARGO_BIN_EXE_corridor")).args(["data", "export"]).arg(&data).status().unwrap().success());
    let places = data.join("places.geojson");
    let mut all: geojson::FeatureCollection = std::fs::read_to_string(&places).unwrap().parse().unwrap();
    for feature in &mut all.features {
        let id = feature.property("id").and_then(|id| id.as_str()).unwrap_or_default().to_owned();
        if ["moscow", "mumbai", "yarag-kazmalyar-samur"].contains(&id.as_str()) {
            feature.set_property("name", format!("{name} {id}"));
        }
    }
    std::fs::write(&places, all.to_string()).unwrap();
    data
}

#[test]
fn letters_of_the_region_have_shapes_and_hostile_names_are_text() {
    let names = [
        ("Москва Ёжик Қазақстан Їжак", true),
        ("تهران بندرعباس گچ پژ", true),
        ("თბილისი Հայաստան Ağdağ Şərq", true),
        ("<script>alert(1)</script>&amp;\"'", true),
        ("東京", false),
        ("\u{202e}evil\u{200b} e\u{301}", true),
    ];
    for (name, has_letters) in names {
        let folder = tempfile::tempdir().unwrap();
        let data = called(folder.path(), name);
        for kind in ["time-distance", "map"] {
            let svg = drawn(Some(&data), &[kind, "moscow", "mumbai"]);
            let all = texts(&svg);
            let shown = harmless(name.split(' ').next().unwrap());
            assert!(all.iter().any(|(text, ..)| text.contains(&shown)), "{name}: {all:?}");
            assert!(!svg.contains("<script"), "{name}");
            // The font has the scripts of the region; what it lacks is a box, not nothing.
            assert_eq!(all.iter().all(|(_, _, lacks)| !lacks), has_letters, "{name}");
            assert_eq!(overlaps(&svg), [], "{kind} {name}");
        }
    }
}

#[test]
fn the_same_question_is_the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    for (name, args) in [
        ("a.svg", &["map", "Moscow", "Mumbai", "--alternatives", "3"][..]),
        ("a.png", &["time-distance", "Moscow", "Mumbai", "--dpi", "72"]),
        ("a.svg", &["simulate", "Baku", "Nakhchivan", "--draws", "300"]),
    ] {
        let file = folder.path().join(name);
        let bytes = |threads: &str, zone: &str| {
            let run = Command::new(env!("CARGO_BIN_EXE_corridor"))
                .args(["--threads", threads, "chart"])
                .args(args)
                .arg("-o")
                .arg(&file)
                .env("TZ", zone)
                .env("LC_ALL", "fa_IR.UTF-8")
                .output()
                .unwrap();
            assert!(run.status.success());
            std::fs::read(&file).unwrap()
        };
        assert!(bytes("1", "UTC") == bytes("2", "Asia/Tehran"), "{args:?}");
    }
}

#[test]
fn a_png_has_the_size_that_was_asked_for_and_something_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.png");
    assert!(chart(None, &["map", "Moscow", "Mumbai", "--dpi", "48"], &file).status.success());
    let pixels = resvg::tiny_skia::Pixmap::load_png(&file).unwrap();
    assert_eq!(pixels.width(), 340);
    let colours: std::collections::BTreeSet<u32> =
        pixels.pixels().iter().map(|p| u32::from_be_bytes([0, p.red(), p.green(), p.blue()])).collect();
    assert!(colours.len() > 100, "{}", colours.len());
}

#[test]
fn steps_of_the_diagram_add_up_to_the_answer() {
    let svg = drawn(None, &["time-distance", "Moscow", "Mumbai"]);
    let run =
        Command::new(env!("CARGO_BIN_EXE_corridor")).args(["route", "Moscow", "Mumbai", "--format", "json"]).output().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let totals = &answer["routes"][0]["totals"];
    let days = |end: &str| totals["hours"][end].as_f64().unwrap() / 24.0;
    let expected = format!("{:.1} days ({:.1} to {:.1})", days("central"), days("low"), days("high"));
    assert!(texts(&svg).iter().any(|(text, ..)| text.contains(&expected)), "{expected}");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str, args: &[&str], code: i32, said: &str| {
        let run = chart(None, args, &folder.path().join(name));
        let text = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.code() == Some(code) && text.contains(said), "{text}");
    };
    refused("a.jpg", &["map", "Moscow", "Mumbai"], 2, ".svg or .png");
    refused("a.svg", &["map", "Moscow", "Mumbai", "--mode", "rail"], 1, "");
    refused("missing/a.png", &["map", "Moscow", "Mumbai"], 4, "a.png");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
