//! What stands in a file is used or refused: nothing of it is lost in silence, and what is refused is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/pbf.rs"]
mod pbf;
#[path = "losses/tables.rs"]
mod tables;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with one file.
fn with(name: &str, bytes: impl AsRef<[u8]>) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(name), bytes).unwrap();
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_corridor")).current_dir(dir).args(arguments).output().unwrap()
}

/// All that it said, and its code.
fn said(dir: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(dir, arguments);
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

/// A file of an import is refused, in words that hold these.
fn refused(name: &str, bytes: impl AsRef<[u8]>, words: &[&str]) {
    let dir = with(name, bytes);
    let (code, text) = said(dir.path(), &["--network", name, "network", "check"]);
    assert!(code == Some(3) && words.iter().all(|word| text.contains(word)), "{name}: {code:?} {text}");
}

/// With one edit of a file, the program's own data in the folder `D` is refused in words that hold these; then it is as before.
fn refused_in(dir: &TempDir, file: &str, from: &str, to: &str, words: &str) {
    let path = dir.path().join("D").join(file);
    let before = fs::read_to_string(&path).unwrap();
    assert!(before.contains(from), "{file}: {from}");
    fs::write(&path, before.replacen(from, to, 1)).unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    assert!(code == Some(1) && text.contains(file) && text.contains(words), "{file}: {to}: {text}");
    fs::write(&path, before).unwrap();
}

fn feature(properties: &str, geometry: &str) -> String {
    format!(
        "{{\"type\": \"FeatureCollection\", \"features\": [\n{{\"type\": \"Feature\", \"properties\": {properties}, \"geometry\": {geometry}}}]}}"
    )
}

const LINE: &str = r#"{"type": "LineString", "coordinates": [[10, 50], [11, 51]]}"#;

#[test]
fn a_quote_that_is_not_closed_swallows_no_rows() {
    let edges = "from,to,length_km\na,b,1\nb,\"c,2\nc,d,3\n";
    refused("e.csv", edges, &["e.csv:3", "not closed"]);
    refused("f.csv", edges.replace("c,d,3", "c,\"d\",3"), &["f.csv:3", "not closed"]);
    let events = "id,scope,target,effect,from,title,source,confidence\nx,country,IR,closed,2026-01-01,\"a,assumption,low\ny,country,AZ,closed,2026-01-01,b,assumption,low\n";
    let dir = with("events.csv", events);
    let (code, text) = said(dir.path(), &["check", "events.csv"]);
    assert!(code == Some(1) && text.contains("events.csv:2") && text.contains("not closed"), "{text}");
    let dir = with("od.csv", "from,to\nMoscow,\"Mumbai\nBaku,Tehran\n");
    let (code, text) = said(dir.path(), &["exposure", "--od", "od.csv"]);
    assert!(code == Some(3) && text.contains("od.csv:2") && text.contains("not closed"), "{text}");
}

#[test]
fn positions_stand_at_one_depth() {
    for coordinates in
        ["[[[10, 50], [11, 51]], [12, 52]]", "[[[10, 50], [11, 51]], []]", "[[[10, 50], [11, 51]], [[[12, 52], [13, 53]]]]"]
    {
        let geometry = format!("{{\"type\": \"MultiLineString\", \"coordinates\": {coordinates}}}");
        refused("m.geojson", feature("{}", &geometry), &["m.geojson:2", "feature 0"]);
    }
    refused("l.geojson", feature("{}", r#"{"type": "LineString", "coordinates": [[10, 50], [11, 51], []]}"#), &["feature 0"]);
}

#[test]
fn lines_of_a_collection_of_geometries_are_not_left_out() {
    let collection = |inner: &str| format!("{{\"type\": \"GeometryCollection\", \"geometries\": [{inner}]}}");
    let point = r#"{"type": "Point", "coordinates": [10, 50]}"#;
    let two = r#"{"type": "MultiLineString", "coordinates": [[[12, 50], [13, 51]], [[14, 50], [15, 51]]]}"#;
    let edges = |geometry: &str| {
        let dir = with("c.geojson", feature("{}", geometry));
        said(dir.path(), &["--network", "c.geojson", "network", "check", "--format", "json"])
    };
    for (geometry, count) in [
        (collection(LINE), 1),
        (collection(&format!("{LINE}, {point}")), 1),
        (collection(&format!("{LINE}, {point}, {}", collection(two))), 3),
        (LINE.replace('}', ", \"other\": [1]}"), 1),
    ] {
        let (code, text) = edges(&geometry);
        assert!(code == Some(0) && text.contains(&format!("\"edges\": {count},")), "{geometry}: {text}");
    }
    refused("c.geojson", feature("{}", &collection(point)), &["no line in what was read"]);
    refused("c.geojson", feature("{}", &LINE.replace('}', ", \"geometries\": []}")), &["a LineString has no"]);
}

#[test]
fn what_an_attribute_cannot_mean_is_refused() {
    for value in ["[1]", "{\"a\": 1}", "\"\\ud800\"", "1e300", "9007199254740993.0"] {
        for field in ["from", "id"] {
            let properties = format!("{{\"{field}\": {value}, \"to\": \"b\", \"length_km\": 1}}");
            refused("a.geojson", feature(&properties, LINE), &["a.geojson:2", "feature 0", &format!("field \"{field}\"")]);
        }
    }
    // A whole number is its digits, however many there are.
    let dir = with("a.geojson", feature(r#"{"from": 9007199254740993, "to": 9007199254740992, "length_km": 1}"#, LINE));
    let (code, text) = said(dir.path(), &["--network", "a.geojson", "route", "9007199254740993", "9007199254740992"]);
    assert_eq!(code, Some(0), "{text}");
}

#[test]
fn other_reference_systems_are_seen_wherever_they_are_named() {
    let crs = r#""crs": {"type": "name", "properties": {"name": "EPSG:3857"}}"#;
    refused("g.geojson", feature("{}", &LINE.replace('}', &format!(", {crs}}}"))), &["EPSG:3857"]);
    refused("f.geojson", feature(&format!("{{}}, {crs}"), LINE), &["EPSG:3857"]);
}

#[test]
fn blocks_of_unknown_kinds_hide_no_nodes() {
    let ways = [pbf::Way(1, &[1, 2, 3], &[("railway", "rail")])];
    let nodes = |list: &[i64]| pbf::nodes(&list.iter().map(|id| (*id, 50.0 + *id as f64 / 10.0, 10.0)).collect::<Vec<_>>());
    let other = pbf::blob("Other", b"something", false);
    let header = pbf::header(&["OsmSchema-V0.6", "DenseNodes"]);
    let plain = [header.clone(), nodes(&[1, 2]), nodes(&[3]), pbf::ways(&ways)].concat();
    let mixed = [header, other.clone(), other.clone(), nodes(&[1, 2]), other, nodes(&[3]), pbf::ways(&ways)].concat();
    let survey = |bytes: Vec<u8>| {
        let dir = with("x.osm.pbf", bytes);
        said(dir.path(), &["--network", "x.osm.pbf", "network", "check", "--format", "json"])
    };
    let (code, text) = survey(plain);
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(survey(mixed), (code, text));
    // Where a node is missing the way is cut, and that is said.
    let dir = with("y.osm.pbf", [pbf::header(&["OsmSchema-V0.6", "DenseNodes"]), nodes(&[1, 2]), pbf::ways(&ways)].concat());
    let (code, text) = said(dir.path(), &["--network", "y.osm.pbf", "network", "check"]);
    assert!(code == Some(0) && text.contains("1 way cut where nodes are missing"), "{text}");
}

/// The shapes of a network without positions are not said to lie at 0,0.
#[test]
fn a_network_without_positions_has_no_shapes() {
    let dir = with("e.csv", "from,to,length_km\na,b,10\nb,c,20\n");
    let ask = |arguments: &[&str]| said(dir.path(), &[&["--network", "e.csv"], arguments].concat());
    let (code, text) = ask(&["route", "a", "c", "--format", "geojson"]);
    assert!(code == Some(0) && text.contains("\"geometry\": null") && !text.contains("coordinates"), "{text}");
    for arguments in [&["chart", "map", "a", "c", "-o", "m.svg"][..], &["route", "a", "c", "--map"]] {
        let (code, text) = ask(arguments);
        assert!(code == Some(3) && text.contains("--nodes"), "{arguments:?}: {text}");
    }
    let (code, text) = ask(&["export", "network", "--only", "segments", "-o", "-", "--format", "csv"]);
    assert!(code == Some(0) && !text.contains("LINESTRING") && !text.contains("POINT"), "{text}");
}

#[test]
fn one_file_is_read_once_by_whatever_name() {
    let dir = with("e.csv", "from,to,length_km\na,b,10\n");
    let (code, text) = said(dir.path(), &["--network", "e.csv", "--network", "./e.csv", "network", "check"]);
    assert!(code == Some(2) && text.contains("named twice"), "{text}");
    fs::copy(dir.path().join("e.csv"), dir.path().join("E.CSV")).unwrap();
    assert_eq!(said(dir.path(), &["--network", "E.CSV", "network", "check"]).0, Some(0));
}

#[test]
fn what_values_mean_is_looked_at() {
    let dir = with("e.csv", "from,to,length_km,mode\na,b,10,tram\nb,c,10,rail\nc,d,x,rail\n");
    let check = |more: &[&str]| said(dir.path(), &[&["--network", "e.csv", "network", "check"], more].concat());
    for wrong in [&["--value", "mode:tram=trolley"][..], &["--field", "length=:m"], &["--field", "mode=a", "--field", "mode=b"]] {
        assert_eq!(check(wrong).0, Some(2), "{wrong:?}");
    }
    let (code, text) = check(&["--value", "mode:tram=skip", "--value", "length:x=skip", "--format", "json"]);
    assert!(code == Some(0) && text.contains("\"edges\": 1"), "{code:?} {text}");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_to_is_not_waited_for() {
    let dir = with("e.csv", "from,to,length_km\na,b,10\n");
    let pipe = dir.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (code, text) = said(dir.path(), &["--network", "e.csv", "network", "check", "--nodes", "pipe"]);
    assert!(code == Some(4) && text.contains("device or pipe"), "{text}");
    let gmns = dir.path().join("gmns");
    fs::create_dir(&gmns).unwrap();
    fs::write(gmns.join("link.csv"), "from_node_id,to_node_id\n1,2\n").unwrap();
    assert!(Command::new("mkfifo").arg(gmns.join("node.csv")).status().unwrap().success());
    assert_eq!(said(dir.path(), &["--network", "gmns", "network", "check"]).0, Some(4));
}

#[cfg(unix)]
#[test]
fn a_file_of_a_folder_that_cannot_be_read_is_no_missing_one() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(said(dir.path(), &["data", "export", "D"]).0, Some(0));
    for lost in ["segments/x.geojson", "events.csv", "pairs.csv"] {
        let file = dir.path().join("D").join(lost);
        let before = fs::read(&file).ok();
        let _ = fs::remove_file(&file);
        std::os::unix::fs::symlink("/nonexistent", &file).unwrap();
        let (code, text) = said(dir.path(), &["check", "D"]);
        assert!(code == Some(4) && text.contains(lost), "{lost}: {code:?} {text}");
        fs::remove_file(&file).unwrap();
        if let Some(bytes) = before {
            fs::write(&file, bytes).unwrap();
        }
    }
}

#[test]
fn a_broken_table_hides_no_error_of_its_own() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(said(dir.path(), &["data", "export", "D"]).0, Some(0));
    fs::write(dir.path().join("D/places.geojson"), "{\"type\": \"FeatureCollection\",").unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    assert!(code == Some(1) && text.contains("places.geojson") && !text.contains("unknown-place"), "{text}");
}

#[test]
fn loads_need_the_usual_one() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(said(dir.path(), &["data", "export", "D"]).0, Some(0));
    let loads = dir.path().join("D/loads.csv");
    let text = fs::read_to_string(&loads).unwrap();
    let without: String = text.lines().filter(|line| !line.starts_with("teu,")).map(|line| format!("{line}\n")).collect();
    for text in [without, format!("{}\n", text.lines().next().unwrap())] {
        fs::write(&loads, text).unwrap();
        let (code, text) = said(dir.path(), &["check", "D"]);
        assert!(code == Some(1) && text.contains("loads.csv") && text.contains("teu"), "{text}");
        assert_eq!(said(dir.path(), &["--data", "D", "route", "Moscow", "Mumbai"]).0, Some(3));
    }
}

/// `check` and the commands agree on what pairs are.
#[test]
fn pairs_are_the_same_for_all_commands() {
    for (text, is_right) in [
        ("from,to\nMoscow,Mumbai\n", true),
        ("\u{feff}From,To,Weight\r\nMoscow,Mumbai,2\r\n", true),
        ("from,to\rMoscow,Mumbai\r", true),
        ("from,to,weight\nMoscow,Mumbai,heavy\n", false),
        ("from,to,what\nMoscow,Mumbai,1\n", false),
    ] {
        let dir = with("pairs.csv", text);
        let codes = [said(dir.path(), &["check", "pairs.csv"]).0, said(dir.path(), &["exposure", "--od", "pairs.csv"]).0];
        assert_eq!(codes, if is_right { [Some(0); 2] } else { [Some(1), Some(3)] }, "{text:?}");
    }
}

/// A scenario beside a folder of data stands on that folder's.
#[test]
fn a_scenario_inherits_within_its_folder() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(said(dir.path(), &["data", "export", "D"]).0, Some(0));
    let scenarios = dir.path().join("D/scenarios");
    fs::write(scenarios.join("c1.toml"), "title = \"one\"\nclose = [\"IR\"]\n").unwrap();
    fs::write(scenarios.join("c2.toml"), "title = \"two\"\ninherits = \"c1\"\n").unwrap();
    let (code, text) = said(dir.path(), &["--data", "D", "check", "D/scenarios/c2.toml"]);
    assert_eq!(code, Some(0), "{text}");
    let (code, text) = said(dir.path(), &["check", "empty"]);
    assert_eq!(code, Some(4), "{text}");
    fs::create_dir(dir.path().join("empty")).unwrap();
    let (code, text) = said(dir.path(), &["check", "empty", "--format", "json"]);
    assert!(code == Some(1) && text.contains("no-data"), "{text}");
}

/// What cannot be written ends with code 4, also where a library writes for us.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_so_large_is_no_bug() {
    let dir = tempfile::tempdir().unwrap();
    let line = format!("ulimit -f 1; exec {} export network --only segments -o x.fgb", env!("CARGO_BIN_EXE_corridor"));
    let output = Command::new("sh").args(["-c", &line]).current_dir(dir.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(4) && said.contains("File too large") && said.contains("help:"), "{said}");
}

#[test]
fn a_folder_is_no_stream() {
    let dir = tempfile::tempdir().unwrap();
    for arguments in [&["data", "export", "-"][..], &["man", "-"]] {
        assert_eq!(said(dir.path(), arguments).0, Some(2), "{arguments:?}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn figures_to_compare_with_are_checked() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(said(dir.path(), &["data", "export", "D"]).0, Some(0));
    let edit = |file: &str, from: &str, to: &str, words: &str| refused_in(&dir, file, from, to, words);
    edit("validation.csv", "medium,route,", "medium,guess,", "field \"method\"");
    edit("validation.csv", "7200,km,6500,7900", "7200,km,8500,7900", "is above high");
    edit("terminals.csv", "*,rail,road,", "strait-of-hormuz,rail,road,", "nothing is handled there");
    for (from, to, words) in [
        ("--corridor instc-western,yes", "--corridor instc-westernn,yes", "instc-westernn"),
        ("st-petersburg mumbai --corridor", "st-petersburg mumbai --korridor", "--korridor"),
        ("distance_km,7200", "colour,7200", "field \"quantity\""),
        (":: TM", ":: ZZZ", "ZZZ is no country"),
        ("rail KZ usd_per_teu_km", "rail KZ usd", "usd is neither"),
        ("TM rail in hours", "TM rail sideways hours", "sideways is none of"),
        ("rail-ir-rasht-siah-cheshmeh", "rail-ir-rasht-siah", "no segment rail-ir-rasht-siah"),
        ("azstat-2024-total", "azstat-1924-total", "no flow azstat-1924-total"),
    ] {
        edit("validation.csv", from, to, words);
    }
}

/// Cities are points, and lines end at their outskirts; a line that ends in another country names another node.
#[test]
fn a_line_ends_where_the_node_is_that_it_names() {
    let named = r#"{"from": "a", "to": "b"}"#;
    let line = |begin: &str| format!("{{\"type\": \"LineString\", \"coordinates\": [[{begin}], [11, 51]]}}");
    let nodes = "id,lat,lon\na,50,10\nb,51,11\n";
    let checked = |begin: &str| {
        let dir = with("f.geojson", feature(named, &line(begin)));
        fs::write(dir.path().join("n.csv"), nodes).unwrap();
        said(dir.path(), &["--network", "f.geojson", "--nodes", "n.csv", "network", "check"])
    };
    assert_eq!(checked("10.4, 50").0, Some(0));
    let (code, text) = checked("12, 50");
    assert!(code == Some(3) && text.contains("143 km from its node \"a\"") && text.contains("field \"from\""), "{text}");

    let dir = with("node.csv", "node_id,x_coord,y_coord\n1,10,50\n2,11,51\n");
    let link = |end: &str| format!("from_node_id,to_node_id,link_id,geometry\n1,2,x,\"LINESTRING (10 50, {end})\"\n");
    fs::write(dir.path().join("link.csv"), link("11.3 51")).unwrap();
    assert_eq!(said(dir.path(), &["--network", "link.csv", "network", "check"]).0, Some(0));
    fs::write(dir.path().join("link.csv"), link("17 51")).unwrap();
    let (code, text) = said(dir.path(), &["--network", "link.csv", "network", "check"]);
    assert!(code == Some(3) && text.contains("from its node \"2\"") && text.contains("to_node_id"), "{text}");
}

#[test]
fn a_layer_is_not_new_beside_a_style_that_cannot_be() {
    let dir = with("layer.geojson", "old");
    fs::create_dir(dir.path().join("layer.qml")).unwrap();
    let ask = ["export", "route", "Moscow", "Mumbai", "--style", "-o"];
    for layer in ["layer.geojson", "layer.fgb"] {
        let (code, text) = said(dir.path(), &[&ask[..], &[layer]].concat());
        assert!(code == Some(4) && text.contains("layer.qml"), "{layer}: {text}");
    }
    assert_eq!(fs::read_to_string(dir.path().join("layer.geojson")).unwrap(), "old");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
    fs::remove_dir(dir.path().join("layer.qml")).unwrap();
    assert_eq!(said(dir.path(), &[&ask[..], &["layer.geojson"]].concat()).0, Some(0));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn a_report_is_named_as_what_it_is() {
    let dir = tempfile::tempdir().unwrap();
    for (name, wanted) in [("r.pdf", 2), ("r.csv", 2), ("r.HTM", 0), ("r", 0)] {
        assert_eq!(said(dir.path(), &["report", "Baku", "Tehran", "-o", name]).0, Some(wanted), "{name}");
    }
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2);
}

#[test]
fn a_mapping_says_what_it_cannot_mean() {
    let dir = with("e.csv", "from,to,length_km,a\nx,y,1,z\n");
    let refused = |toml: &str, words: &str| {
        fs::write(dir.path().join("m.toml"), toml).unwrap();
        let (code, text) = said(dir.path(), &["--network", "e.csv", "--mapping", "m.toml", "network", "check"]);
        assert!(code == Some(3) && text.contains(words), "{toml}: {text}");
    };
    refused("[fields]\nlength = { field = \"length_km\", unit = \"km\", factor = 1000 }\n", "unknown field `factor`");
    refused("[fields]\nlength = { field = \"length_km\", unit = \"parsec\" }\n", "parsec");
    refused("[fields]\nlength = { field = \"length_km\" }\n", "missing field `unit`");
    refused("[fields]\nmode = 5\n", "the name of an attribute");
    refused("[fields]\nfrom = \"A\"\nto = \"a\"\n", "both ends");
    let flags = |flags: &[&str]| said(dir.path(), &[&["--network", "e.csv", "network", "check"], flags].concat());
    assert_eq!(flags(&["--field", "from=a", "--field", "to=A"]).0, Some(2));
    let (code, text) = flags(&["--field", "from=-"]);
    assert!(code == Some(3) && text.contains("needs its from"), "{text}");
    assert_eq!(flags(&["--field", "length=LENGTH_KM"]).0, Some(0));
}

/// A word of a file means what it is said to mean, in every kind of file; an empty one says nothing.
#[test]
fn words_of_a_file_are_those_that_it_has() {
    let edges = |properties: &str, value: &str| {
        let dir = with("f.geojson", feature(properties, LINE));
        let (code, text) =
            said(dir.path(), &["--network", "f.geojson", "--value", value, "network", "check", "--format", "json"]);
        (code, text.contains("\"edges\": 1"))
    };
    assert_eq!(edges(r#"{"oneway": true}"#, "oneway:true=no"), (Some(0), true));
    assert_eq!(edges(r#"{"oneway": true}"#, "oneway:true=skip").0, Some(3));
    assert_eq!(edges(r#"{"mode": ""}"#, "mode:*=skip"), (Some(0), true));
    let dir =
        with("f.geojson", feature("{}", LINE).replace("}, \"geometry\"", "},\u{c} \"geometry\"").replace("[\n", "[\u{c}\n"));
    assert_eq!(said(dir.path(), &["--network", "f.geojson", "network", "check"]).0, Some(3));
}

/// Records that contradict themselves, or that would have no effect.
#[test]
fn what_a_record_says_twice_fits_together() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(said(dir.path(), &["data", "export", "D"]).0, Some(0));
    let edit = |file: &str, from: &str, to: &str, words: &str| refused_in(&dir, file, from, to, words);
    let moscow = "\"id\": \"moscow\",";
    for (more, words) in [
        ("\"countries\": [\"IR\", \"IN\"],", "both \"country\" and \"countries\""),
        ("\"region\": \"AZ-NX\",", "the exclave \"AZ-NX\" does not"),
        ("\"sea\": \"Caspian Sea\",", "and in a sea"),
        ("\"accept\": [\"outside-country\"],", "explains nothing"),
        ("\"accept\": [\"outside-country:  \"],", "explains nothing"),
        ("\"accept\": [\"outside-land: x\"],", "length-ratio"),
    ] {
        edit("places.geojson", moscow, &format!("{moscow} {more}"), words);
    }
    for (row, words) in [
        ("x,X,closed,border,IR-IR,,2026-01-01,,,,,assumption,low,", "do not meet"),
        ("x,X,closed,border,RU-IN,,2026-01-01,,,,,assumption,low,", "do not meet"),
        ("x,X,restricted,country,IR,,2026-01-01,,,,,assumption,low,", "adds no hours"),
        ("x,X,closed,country,IR,,2026-01-01,,1,2,3,assumption,low,", "adds no hours"),
    ] {
        let header = "id,title,effect,scope,target,mode,from,until,hours_low,hours_central,hours_high,source,confidence,note\n";
        edit("events.csv", header, &format!("{header}{row}\n"), words);
    }
    edit("validation.csv", "distance_km,7200,", "distance_km,72,", "outside its own interval");
    edit("segments/instc-western-road.geojson", "\"mode\": \"road\",", "\"mode\": \"road\", \"tracks\": 2,", "only a railway");
}

/// A port is in its country, though the ship that ends there comes over the high seas.
#[test]
fn a_closed_country_closes_its_ports() {
    let dir = tempfile::tempdir().unwrap();
    let code = |arguments: &[&str]| said(dir.path(), arguments).0;
    for flag in ["--close", "--avoid"] {
        for (from, to) in [("Moscow", "Mumbai"), ("Mumbai", "Moscow"), ("Chabahar", "Mumbai")] {
            assert_eq!(code(&["route", from, to, flag, "India", "--summary"]), Some(1), "{from} {to} {flag}");
        }
        assert_eq!(code(&["route", "Mumbai", "shahid-rajaee", flag, "Iran", "--summary"]), Some(1));
        assert_eq!(code(&["route", "Moscow", "Mumbai", flag, "Iran", "--summary"]), Some(0));
    }
    // A strait is passed, whoever's coast it is at.
    assert_eq!(code(&["route", "Dubai", "Mumbai", "--mode", "sea", "--close", "Iran", "--summary"]), Some(0));
    assert_eq!(code(&["data", "export", "D"]), Some(0));
    let path = dir.path().join("D/events.csv");
    let event = "x,X,closed,country,IN,,2020,,,,,assumption,low,\n";
    fs::write(&path, fs::read_to_string(&path).unwrap() + event).unwrap();
    let ask = ["--data", "D", "route", "Moscow", "Mumbai", "--summary"];
    assert_eq!(code(&ask), Some(1));
    assert_eq!(code(&[&ask[..], &["--reopen", "India"]].concat()), Some(0));
}

/// What nothing can follow from is refused, where it looks as if something did.
#[test]
fn what_has_no_effect_is_told_so() {
    let dir = tempfile::tempdir().unwrap();
    let check = |text: &str| {
        fs::write(dir.path().join("s.toml"), format!("title = \"x\"\n{text}")).unwrap();
        said(dir.path(), &["check", "s.toml"])
    };
    for (on, what) in [
        ("[\"rail\", \"road\"]", "speed = { factor = 2 }"),
        ("[\"IR\", \"AZ\"]", "price = { factor = 2 }"),
        ("[\"AZ-IR\"]", "speed = { factor = 0.5 }"),
        ("[\"rail-ir-rasht-caspian-port\"]", "hours = { factor = 10 }"),
        ("[\"instc-western\"]", "usd = { factor = 10 }"),
    ] {
        let (code, text) = check(&format!("[[change]]\non = {on}\n{what}\n"));
        assert!(code == Some(1) && text.contains("s.toml:4"), "{on} {what}: {text}");
    }
    for text in ["with = [\"rasht-astara\"]\nclose = [\"rasht-astara\"]\n", "without = [\"tripp\"]\nreopen = [\"tripp\"]\n"] {
        assert!(check(text).1.contains("both"), "{text}");
    }
    let code = |arguments: &[&str]| said(dir.path(), arguments).0;
    assert_eq!(code(&["route", "Baku", "Tehran", "--with", "rasht-astara", "--close", "rasht-astara"]), Some(2));
    assert_eq!(code(&["route", "Baku", "Tehran", "--summary", "--format", "csv"]), Some(2));
    assert_eq!(code(&["route", "Baku", "Tehran", "--edge-mode", "road"]), Some(2));
    assert_eq!(code(&["route", "Baku", "Tehran", "--overlay-within", "5"]), Some(2));
    for closures in ["Iran=0.5,IR=0.2", "Iran==0.5"] {
        assert_eq!(code(&["simulate", "Moscow", "Mumbai", "--draws", "10", "--close-with", closures]), Some(2), "{closures}");
    }
    fs::write(dir.path().join("od.csv"), "from,to,weight\nMoscow,Mumbai,0\nTehran,Baku,0\n").unwrap();
    assert_eq!(code(&["exposure", "--od", "od.csv"]), Some(3));
    fs::write(dir.path().join("e.csv"), "from,to,length_km\na,b,1\n").unwrap();
    fs::write(dir.path().join("f.csv"), "from,to,length_km\nc,d,1\n").unwrap();
    assert_eq!(code(&["--network", "f.csv", "network", "build", "e.csv", "-o", "x.corridor"]), Some(2));
}

/// Rows that could never count, and copies that would count twice, of the program's own data with one edit each.
#[test]
fn rows_that_count_never_or_twice_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(said(dir.path(), &["data", "export", "D"]).0, Some(0));
    let add = |file: &str, row: &str, words: &str| {
        let end = fs::read_to_string(dir.path().join("D").join(file)).unwrap().lines().last().unwrap().to_owned();
        refused_in(&dir, file, &end, &format!("{end}\n{row}"), words);
    };
    add("corridors.csv", "silk-road,Silk road,,By camel.,derived,low", "no segment is part of the corridor");
    add("events.csv", "e-1,E,closed,place,tehran,sea,2025,,,,,derived,low,", "nothing goes by sea");
    add("events.csv", "e-1,E,closed,sea,Caspian Sea,rail,2025,,,,,derived,low,", "nothing goes by rail");
    add("events.csv", "e-1,E,closed,country,IR,,1404-12-10,,,,,derived,low,", "from 1800 to 2200");
    add("crossings.csv", "tehran,rail,IR,AZ,1,2,3,1,2,3,yes,derived,low,", "is no border");
    add("terminals.csv", "tehran,sea,rail,1,2,3,1,2,3,no,derived,low,", "no segments of mode sea and rail meet");
    add(
        "impedances.csv",
        "rail,Caspian Sea,100,200,300,0.1,0.2,0.3,0.01,0.02,0.03,derived,derived,derived,low,no,",
        "nothing goes by rail",
    );
    add("flows.csv", "f-1,x,IR,IR,,1,Mt,year,2024,derived,low,", "ends where it begins");
    add("flows.csv", "f-1,a:b,IR,AZ,,1,Mt,year,2024,derived,low,", "neither a colon nor a comma");
    add("loads.csv", "teu-2,Two,36,2,2,2,2,2,;,low,", "no source is named");
    add("countries.csv", "QQ,Nowhere,,", "the code of no country");
    let exchange = "Nothing,astara-border-gas,astara-border-gas,IR,gas,,1,1,1,1,1,1,2022,,derived,low,";
    add("exchanges.csv", &format!("s-1,{exchange}"), "given back at the same place");
    refused_in(&dir, "loads.csv", "18,1,1,1", "18,5,1,1", "a TEU counts as one");
    // Copies: a line under another id, and a restriction said twice.
    let events = fs::read_to_string(dir.path().join("D/events.csv")).unwrap();
    let restricted = events.lines().find(|line| line.contains(",restricted,")).unwrap();
    add("events.csv", &format!("again-{restricted}"), "it would count twice");
    // What is no copy is none. What was not read and is said to be sure is warned of.
    let sources = fs::read_to_string(dir.path().join("D/sources.csv")).unwrap();
    fs::write(dir.path().join("D/sources.csv"), format!("{sources}s-1,A title,,,,not-read,high,\n")).unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    assert!(code == Some(0) && text.contains("s-1") && text.contains("cannot be better than low"), "{text}");
    fs::remove_file(dir.path().join("D/places.geojson")).unwrap();
    fs::remove_dir_all(dir.path().join("D/segments")).unwrap();
    fs::write(dir.path().join("D/scenarios/s.TOML"), "").unwrap();
    assert!(said(dir.path(), &["check", "D"]).1.contains("s.TOML: warning[unknown-file]"));
}

/// Tables that a folder lacks are the program's; where these do not fit, the folder is told so and not a file that nobody has.
#[test]
fn what_the_program_lends_and_does_not_fit_is_said_of_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good");
    let data = dir.path().join("G");
    fs::create_dir_all(data.join("segments")).unwrap();
    for name in fs::read_dir(&good).unwrap().map(|entry| entry.unwrap().file_name()) {
        if name != "segments" {
            fs::copy(good.join(&name), data.join(&name)).unwrap();
        }
    }
    let ask = |arguments: &[&str]| said(dir.path(), &[&["--data", "G"], arguments].concat());
    let (code, text) = ask(&["route", "baku", "rasht"]);
    assert!(code == Some(3) && text.contains("has no segments/*.geojson") && !text.contains("segments/caspian"), "{text}");
    let (code, checked) = said(dir.path(), &["check", "G"]);
    assert!(code == Some(1) && checked.contains("error[no-table]"), "{checked}");
    fs::copy(good.join("segments/good.geojson"), data.join("segments/good.geojson")).unwrap();
    assert_eq!(said(dir.path(), &["check", "G"]).0, Some(0));
    for (arguments, words) in [
        (&["exposure"][..], "the folder has no pairs.csv"),
        (&["route", "baku", "rasht", "--scenario", "tripp"], "the folder has no scenarios"),
    ] {
        let (code, text) = ask(arguments);
        assert!(code == Some(3) && text.contains(words) && text.contains("help: name "), "{arguments:?}: {text}");
    }
    fs::write(dir.path().join("S.txt"), "title = \"x\"\n").unwrap();
    let (code, text) = ask(&["route", "baku", "rasht", "--scenario", "S.txt"]);
    assert!(code == Some(3) && text.contains("ends in .toml"), "{text}");
}

/// A chain of links, as long as a file may have them, takes no longer for each link than a short one: it ends here, and did not before.
#[test]
fn long_chains_and_many_wrong_ids_end() {
    let dir = tempfile::tempdir().unwrap();
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good");
    let collection =
        |features: Vec<String>| format!("{{\"type\": \"FeatureCollection\", \"features\": [{}]}}", features.join(",\n"));
    let at = |i: usize| format!("[{}, {}]", 51.0 + (i % 300) as f64 / 100.0, 31.0 + (i / 300) as f64 / 100.0);
    let places = (0..20_001).map(|i| {
        let properties = format!(
            r#"{{"id": "p{i}", "name": "P {i}", "country": "IR", "kind": "city", "precision": "approximate", "source": "textbook", "confidence": "low"}}"#
        );
        format!(r#"{{"type": "Feature", "properties": {properties}, "geometry": {{"type": "Point", "coordinates": {}}}}}"#, at(i))
    });
    let chain = |end: &str| {
        let segments = (0..20_000).map(|i| {
            let properties = format!(
                r#"{{"id": "road-ir-{i}", "from": "p{i}", "to": "p{}{end}", "mode": "road", "country": "IR", "status": "operating", "status_as_of": "2025", "corridors": [], "drawn": "approximate", "source": "textbook", "confidence": "low"}}"#,
                i + 1
            );
            let line = format!("[{}, {}]", at(i), at(i + 1));
            format!(r#"{{"type": "Feature", "properties": {properties}, "geometry": {{"type": "LineString", "coordinates": {line}}}}}"#)
        });
        collection(segments.collect())
    };
    fs::create_dir_all(dir.path().join("D/segments")).unwrap();
    fs::write(dir.path().join("D/places.geojson"), collection(places.collect())).unwrap();
    for table in ["areas", "countries", "crossings", "impedances", "loads", "sources", "terminals"] {
        fs::copy(good.join(format!("{table}.csv")), dir.path().join(format!("D/{table}.csv"))).unwrap();
    }
    for table in ["corridors", "events", "exchanges", "flows", "validation"] {
        let header = fs::read_to_string(good.join(format!("{table}.csv"))).unwrap().lines().next().unwrap().to_owned();
        fs::write(dir.path().join(format!("D/{table}.csv")), header + "\n").unwrap();
    }
    for table in ["countries", "crossings", "terminals"] {
        let path = dir.path().join(format!("D/{table}.csv"));
        // Rows of places that are not here.
        let rows = fs::read_to_string(&path).unwrap();
        let kept: Vec<&str> = rows.lines().filter(|row| !row.contains("astara") && !row.contains("anzali")).collect();
        fs::write(&path, kept.join("\n") + "\n").unwrap();
    }
    fs::write(dir.path().join("D/segments/chain.geojson"), chain("")).unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    assert_eq!(code, Some(0), "{text}");
    fs::write(dir.path().join("D/segments/chain.geojson"), chain("x")).unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    assert!(code == Some(1) && text.contains("more than 10000 problems"), "{text}");
}

/// Files of one kind under the name of another are told so.
#[test]
fn what_a_file_is_counts_and_not_its_name() {
    refused("e.csv", "", &["e.csv", "is empty"]);
    refused("e.gpkg", "", &["e.gpkg", "is empty"]);
    refused("e.csv", [0x1f, 0x8b, 8, 0], &["packed by gzip", ".gz"]);
    refused("e.geojson", [0xff, 0xfe, b'{', 0], &["UTF-16"]);
    refused("e.csv", "from,to,length_km\na\0b,c,1\n", &["e.csv:2", "zero byte"]);
    refused("e.geojson", feature(r#"{"id": "a\u0000b"}"#, LINE), &["feature 0", "\"id\"", "zero bytes"]);
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("pairs.csv"), b"PK\x03\x04\xff").unwrap();
    let (code, text) = said(dir.path(), &["exposure", "--od", "pairs.csv"]);
    assert!(code == Some(3) && text.contains("workbook"), "{text}");
}

/// Flags that would do nothing, and names of files that say what is not in them.
#[test]
fn idle_flags_and_misleading_names_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("e.csv"), "from,to,length_km\na,b,1\n").unwrap();
    fs::write(dir.path().join("in.qml"), "from,to\nMoscow,Mumbai\n").unwrap();
    for arguments in [
        &["route", "Moscow", "Baku", "--max-overlap", "0.1"][..],
        &["route", "Moscow", "Baku", "--max-detour", "1.1"],
        &["route", "Moscow", "Baku", "-o", "t.xlsx"],
        &["route", "Moscow", "Baku", "--format", "json", "-o", "t.csv"],
        &["chart", "map", "Moscow", "Baku", "-o", "a.svg", "--dpi", "600"],
        &["export", "compare", "--od", "in.qml", "--style", "-o", "in.geojson"],
        &["--network", "e.csv", "--osm-modes", "rail", "network", "check"],
        &["--network", "e.csv", "--layer", "rail", "network", "check"],
        &["simulate", "Moscow", "Baku", "--draws", "10", "--close", "IR", "--close-with", "IR=0.2"],
    ] {
        let (code, text) = said(dir.path(), arguments);
        assert!(code == Some(2) && text.contains("help"), "{arguments:?}: {code:?} {text}");
    }
    assert_eq!(fs::read_to_string(dir.path().join("in.qml")).unwrap(), "from,to\nMoscow,Mumbai\n");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "something was written");
    let long = feature(&format!(r#"{{"id": "{}"}}"#, "x".repeat(40_000)), LINE);
    fs::write(dir.path().join("long.geojson"), long).unwrap();
    let (code, text) = said(dir.path(), &["--network", "long.geojson", "export", "network", "-o", "l.xlsx"]);
    assert!(code == Some(5) && text.contains("32767"), "{text}");
}
