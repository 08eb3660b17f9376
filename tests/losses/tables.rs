//! What people get wrong in tables and layers of a dataset: said once, where it stands, with what was meant.

use std::fs;

use tempfile::TempDir;

use super::{refused, refused_in, said, with};

fn data() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(said(dir.path(), &["data", "export", "D"]).0, Some(0));
    dir
}

/// Of a table without its columns nothing is known, so nothing is said of its rows, nor of those that name them.
#[test]
fn a_wrong_header_is_said_once() {
    let dir = data();
    let path = dir.path().join("D/sources.csv");
    let sources = fs::read_to_string(&path).unwrap();
    fs::write(&path, sources.replacen("id,title", "Id,title", 1)).unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    assert_eq!(code, Some(1));
    assert!(text.contains("2 errors, 0 warnings"), "{text}");
    assert!(
        text.contains("sources.csv:1: error[missing-field]: field \"id\"") && text.contains("did you mean \"id\"?"),
        "{text}"
    );
    fs::write(&path, &sources).unwrap();
    let header = sources.lines().next().unwrap().to_owned();
    refused_in(&dir, "sources.csv", "\n", &format!("\n{header}\n"), "sources.csv:2: error[csv]: the header stands here again");
    // A table with a header alone must have its columns too: closures would be lost.
    fs::write(dir.path().join("D/events.csv"), "id\n").unwrap();
    let (code, text) = said(dir.path(), &["--data", "D", "route", "Moscow", "Mumbai"]);
    assert!(code == Some(3) && text.contains("events.csv:1: error[missing-field]: field \"effect\""), "{text}");
}

#[test]
fn what_was_meant_is_offered() {
    let dir = data();
    let wrong = |file: &str, from: &str, to: &str, words: &str| refused_in(&dir, file, from, to, words);
    wrong("impedances.csv", "rail,IR,", "rail,Iran,", "did you mean \"IR\"?");
    wrong("crossings.csv", "AZ,IR", "Azerbaijan,IR", "write its code: \"AZ\"");
    wrong("places.geojson", "\"country\": \"RU\"", "\"country\": \"RUS\"", "write its code: \"RU\"");
    let events = fs::read_to_string(dir.path().join("D/events.csv")).unwrap();
    let place = events.lines().find(|line| line.contains(",place,")).unwrap();
    wrong("events.csv", place, &place.replacen(",place,", ",country,", 1), "write scope place, or name a country");
    wrong(
        "events.csv",
        place,
        &[place.split(",place,").next().unwrap(), ",country,XZ,,2026-01-01,,,,,derived,low,"].concat(),
        "the high seas are no country",
    );
    for (pair, words) in [(["Russia", "Mumbai"], "moscow = Moscow"), (["Moscow", "IN"], "\"IN\" is a country, not a place")] {
        let (code, text) = said(dir.path(), &["route", pair[0], pair[1]]);
        assert!(code == Some(3) && text.contains(words), "{text}");
    }
    let (code, text) = said(dir.path(), &["route", "Moscow", "Mumbai", "--avoid", "Rail"]);
    assert!(code == Some(3) && text.contains("is a mode") && text.contains("--mode"), "{text}");
}

/// Values that are possible one by one, and not together.
#[test]
fn what_cannot_be_together_is_refused() {
    let dir = data();
    let wrong = |file: &str, from: &str, to: &str, words: &str| refused_in(&dir, file, from, to, words);
    wrong("loads.csv", ",18,1,1,1,1,1,", ",18000,1,1,1,1,1,", "18000 t in each");
    wrong("loads.csv", ",24,1.6,", ",24,0.1,", "240 t in each");
    wrong("terminals.csv", "shahid-rajaee,road,sea", "shahid-rajaee,road,road", "road to road is no change");
    wrong("terminals.csv", "shahid-rajaee,road,sea", "XZ,road,sea", "on the high seas");
    wrong("impedances.csv", "rail,RU,400,650,1058,", "rail,RU,17,27,44,", "not km/h");
    wrong("exchanges.csv", ",gas,", ",oil,", "\"oil\" is no commodity that is known");
    let layer = "segments/connections-caucasus-turkiye.geojson";
    let railway = "\"id\": \"rail-az-yeraskh-sadarak-sadarak\",";
    wrong(layer, "\"gauge_mm\": 1520", "\"gauge_mm\": 1521", "no railway has a gauge of 1521 mm");
    wrong(layer, "\"region\": \"AZ-NX\",", "", "lies in no exclave, and its end");
    wrong(layer, railway, &format!("{railway}\n\"length_note\": \" \","), "\"length_note\" is empty");
    wrong("places.geojson", "\"id\": \"moscow\",", "\"id\": \"moscow\", \"region\": \"RU-KGD\",", "none of the");
    wrong(
        "segments/caspian.geojson",
        "\"mode\": \"sea\",\n      \"country\": \"XZ\"",
        "\"mode\": \"road\",\n      \"country\": \"XZ\"",
        "nothing goes by road on the high seas",
    );
}

/// A line is passed both ways: turned around it is the same.
#[test]
fn a_copy_that_runs_the_other_way_is_one() {
    let dir = data();
    let line = |id: &str, from: &str, to: &str, line: &str| {
        format!(
            r#"{{"type": "Feature", "properties": {{"id": "{id}", "from": "{from}", "to": "{to}", "mode": "road", "country": "IR", "status": "operating", "status_as_of": "2025", "corridors": [], "drawn": "approximate", "source": "derived", "confidence": "low"}}, "geometry": {{"type": "LineString", "coordinates": {line}}}}}"#
        )
    };
    let places = fs::read_to_string(dir.path().join("D/places.geojson")).unwrap();
    let at = |id: &str| {
        let rest = places.split(&format!("\"id\": \"{id}\",")).nth(1).unwrap();
        let rest = rest.split("\"coordinates\": ").nth(1).unwrap();
        rest.split(']').next().unwrap().to_owned() + "]"
    };
    let (a, b) = (at("tehran"), at("mashhad"));
    let features =
        [line("one", "tehran", "mashhad", &format!("[{a}, {b}]")), line("two", "mashhad", "tehran", &format!("[{b}, {a}]"))];
    let text = format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{}\n]}}", features.join(",\n"));
    fs::write(dir.path().join("D/segments/own.geojson"), text).unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    assert!(code == Some(1) && text.contains("own.geojson:3: error[copy]"), "{text}");
}

#[test]
fn a_place_stands_once() {
    let dir = data();
    let path = dir.path().join("D/places.geojson");
    let places = fs::read_to_string(&path).unwrap();
    let id = places.find("\"id\": \"moscow\"").unwrap();
    let begin = places[..id].rfind("{\"type\": \"Feature\"").unwrap();
    let end = id + places[id..].find("}}").unwrap() + 2;
    let again = places[begin..end].replace("\"moscow\"", "\"moscow-2\"");
    fs::write(&path, format!("{}{again},\n{}", &places[..begin], &places[begin..])).unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    assert!(code == Some(1) && text.contains("error[copy]") && text.contains("moscow-2"), "{text}");
}

/// Where one row of a contract differs from the others it is this one that is told of, be it the first.
#[test]
fn the_odd_row_of_a_contract_is_the_wrong_one() {
    let dir = data();
    let path = dir.path().join("D/exchanges.csv");
    let rows = fs::read_to_string(&path).unwrap();
    let first = rows.lines().nth(1).unwrap();
    let contract = first.split(",gas,").nth(1).unwrap().split(',').next().unwrap();
    assert!(rows.matches(&format!(",gas,{contract},")).count() > 2, "{contract}");
    fs::write(&path, rows.replacen(&format!(",gas,{contract},"), &format!(",gas,{contract},0.0"), 1)).unwrap();
    let (code, text) = said(dir.path(), &["check", "D"]);
    let said: Vec<&str> = text.lines().filter(|line| line.contains("error[contract]")).collect();
    assert!(code == Some(1) && !said.is_empty() && said.iter().all(|line| line.contains("exchanges.csv:2:")), "{text}");
}

#[test]
fn names_that_are_no_ids_and_codes_of_no_country_are_refused() {
    refused("e.csv", "from,to,length_km,country\na,b,1,IR\nb,c,1,XX\n", &["e.csv:3", "country", "XX"]);
    let dir = with("Bad_Name.toml", "title = \"x\"\n");
    let (code, text) = said(dir.path(), &["check", "Bad_Name.toml"]);
    assert!(code == Some(1) && text.contains("rename the file"), "{text}");
    fs::rename(dir.path().join("Bad_Name.toml"), dir.path().join("x.TOML")).unwrap();
    let (code, text) = said(dir.path(), &["check", "x.TOML"]);
    assert!(code == Some(1) && text.contains("in small letters: rename it"), "{text}");
}

/// What lies beside an input and is read with it is no place to write to.
#[test]
fn what_is_read_with_an_input_is_kept() {
    let dir = with("link.csv", "link_id,from_node_id,to_node_id,directed,length\n1,1,2,0,5\n2,2,3,0,7\n");
    fs::write(dir.path().join("node.csv"), "node_id,x_coord,y_coord\n1,50,38\n2,50.01,38\n3,50.02,38\n").unwrap();
    for network in [".", "link.csv"] {
        for output in ["link.csv", "node.csv"] {
            let before = fs::read(dir.path().join(output)).unwrap();
            let arguments = ["--network", network, "--length-unit", "km", "route", "1", "3", "--format", "csv", "-o", output];
            let (code, text) = said(dir.path(), &arguments);
            assert!(code == Some(2) && text.contains("written over"), "{network} {output}: {text}");
            assert_eq!(fs::read(dir.path().join(output)).unwrap(), before);
        }
    }
    fs::write(dir.path().join("a.shp"), "x").unwrap();
    fs::write(dir.path().join("a.dbf"), "x").unwrap();
    let (code, text) = said(dir.path(), &["--network", "a.shp", "network", "gaps", "-o", "a.dbf"]);
    assert!(code == Some(2) && text.contains("written over"), "{text}");
}

/// A unit for tables of another kind would be passed over in silence, a thousand times too long or short.
#[test]
fn flags_and_columns_that_would_do_nothing_are_refused() {
    let dir = with("e.csv", "from,to,length_km\na,b,5\n");
    for arguments in [
        &["--network", "e.csv", "--length-unit", "m", "route", "a", "b"][..],
        &["--network", "e.csv", "--field", "from=to", "route", "a", "b"],
        &["--network", "e.csv", "check"],
        &["compare", "Moscow", "Mumbai", "--scenario", "tripp,tripp"],
    ] {
        assert_eq!(said(dir.path(), arguments).0, Some(2), "{arguments:?}");
    }
}

/// Why there is no way is told from lines that run one way.
#[test]
fn parts_without_positions_are_parts() {
    let dir = with("e.csv", "from,to,length_km,mode\na,b,5,rail\nx,y,5,rail\np,q,5,pipeline\n");
    let (code, text) = said(dir.path(), &["--network", "e.csv", "route", "a", "x"]);
    assert!(code == Some(1) && text.contains("separate parts") && !text.contains("one way only"), "{text}");
    let (_, text) = said(dir.path(), &["--network", "e.csv", "route", "p", "q"]);
    assert!(text.contains("--mode pipeline"), "{text}");
}
