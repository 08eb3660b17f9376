//! What is done with the bytes of one case, for each thing that reads what others wrote.
//!
//! Each body asserts something beyond "no crash". `fuzz/fuzz_targets` gives them to libFuzzer, and `tests/reliability/fuzz.rs` to a mutator of its own that needs no nightly compiler.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use corridor::analysis::{Pairs, silent};
use corridor::ask::RouteWords;
use corridor::cost::Objective;
use corridor::direct::{Direct, excerpt};
use corridor::error::Error;
use corridor::export::{Cell, CellKind, Column, Row, Table, network_tables, table_csv, table_geojson};
use corridor::import::{self, Import, Net};
use corridor::issue::{Issue, harmless};
use corridor::model::{Country, Dataset, Date, Mode, PlaceIx};
use corridor::names::{Kind as Looked, Names};
use corridor::network::{Constraints, Network, View};
use corridor::read::schema::Kind;
use corridor::read::{RawDataset, add_text};
use corridor::route::route;
use corridor::scenario::Library;
use corridor::{check, read};
use geo::{Coord, Geodesic, Length, LineString};

/// A name, and what is done with the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("own_geojson", own_geojson),
    ("own_tables", own_tables),
    ("scenario", scenario),
    ("pairs", pairs),
    ("names", names),
    ("import_geojson", import_geojson),
    ("import_csv", import_csv),
    ("import_gpkg", import_gpkg),
    ("import_shapefile", import_shapefile),
    ("import_pbf", import_pbf),
    ("import_gmns", import_gmns),
    ("mapping", mapping),
    ("built", built),
    ("ask", ask),
    ("dates", dates),
    ("geometry", geometry),
    ("csv", csv_back),
    #[cfg(feature = "page")]
    ("html", html),
];

/// Divides the parts of a case that stands for several files.
pub const BETWEEN: &[u8] = b"\n====\n";

/// The tables of the small good dataset, by their names in a dataset.
const GOOD: [(&str, &str); 14] = [
    ("places.geojson", include_str!("../../tests/fixtures/good/places.geojson")),
    ("segments/good.geojson", include_str!("../../tests/fixtures/good/segments/good.geojson")),
    ("areas.csv", include_str!("../../tests/fixtures/good/areas.csv")),
    ("corridors.csv", include_str!("../../tests/fixtures/good/corridors.csv")),
    ("countries.csv", include_str!("../../tests/fixtures/good/countries.csv")),
    ("crossings.csv", include_str!("../../tests/fixtures/good/crossings.csv")),
    ("events.csv", include_str!("../../tests/fixtures/good/events.csv")),
    ("exchanges.csv", include_str!("../../tests/fixtures/good/exchanges.csv")),
    ("flows.csv", include_str!("../../tests/fixtures/good/flows.csv")),
    ("impedances.csv", include_str!("../../tests/fixtures/good/impedances.csv")),
    ("loads.csv", include_str!("../../tests/fixtures/good/loads.csv")),
    ("sources.csv", include_str!("../../tests/fixtures/good/sources.csv")),
    ("terminals.csv", include_str!("../../tests/fixtures/good/terminals.csv")),
    ("validation.csv", include_str!("../../tests/fixtures/good/validation.csv")),
];

/// The names and texts of the small good dataset; a case of `own_tables` and `own_geojson` begins with the number of the one that it stands in for.
pub fn good_tables() -> &'static [(&'static str, &'static str)] {
    &GOOD
}

/// The small good dataset with its network.
fn good() -> &'static (Dataset, Network) {
    static GOOD: OnceLock<(Dataset, Network)> = OnceLock::new();
    GOOD.get_or_init(|| with_network(check::build(&standing_in("", String::new())).expect("the good dataset is good")))
}

/// The program's own dataset with its network.
fn own() -> &'static (Dataset, Network) {
    static OWN: OnceLock<(Dataset, Network)> = OnceLock::new();
    OWN.get_or_init(|| with_network(check::build(&read::embedded()).expect("the program's own data is good")))
}

fn with_network(data: Dataset) -> (Dataset, Network) {
    let network = Network::build(&data, &data.loads[0]).expect("a good dataset has a network");
    (data, network)
}

/// The good dataset with this text in the place of one table, or beside all.
fn standing_in(name: &str, text: String) -> RawDataset {
    let mut raw = RawDataset::default();
    for (good, own) in GOOD.iter().filter(|(good, _)| *good != name) {
        add_text(&mut raw, (*good).to_owned(), Cow::Borrowed(own), Kind::of_file(good));
    }
    if !name.is_empty() {
        add_text(&mut raw, name.to_owned(), Cow::Owned(text), Kind::of_file(name));
    }
    raw
}

/// A folder in memory where there is one: readers that want a path get one in it.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a folder can be made")
}

fn put(dir: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).expect("a file can be written");
    path
}

/// The parts of a case that stands for several files.
fn parts(data: &[u8]) -> Vec<&[u8]> {
    let (mut rest, mut parts) = (data, Vec::new());
    while let Some(at) = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    parts.push(rest);
    parts
}

/// A message that a terminal can show: short, and without what moves the cursor.
fn is_fit(message: &str) {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    assert!(!message.chars().any(|c| c.is_control() || turns(c)), "raw control characters in {message:?}");
    assert!(message.len() < 10_000, "a message of {} bytes", message.len());
}

fn issue_is_fit(issue: &Issue, lines: Option<usize>) {
    is_fit(&issue.to_string().replacen("\n    help: ", " ", 1));
    if let (Some(line), Some(lines)) = (issue.line, lines) {
        assert!((1..=lines).contains(&line), "line {line} of {lines}: {issue}");
    }
}

/// An error for what others wrote: wrong data, an unreadable file or one over a limit, never a wrong question or our own bug.
fn error_is_fit(error: &Error, lines: Option<usize>) {
    assert!(matches!(error.exit_code(), 3..=5), "code {} for {error:?}", error.exit_code());
    if let Error::Data(issues) = error {
        assert!(issues.iter().any(Issue::is_error), "an error without one: {issues:?}");
        issues.iter().for_each(|issue| issue_is_fit(issue, lines));
        assert!(issues.iter().all(|issue| issue.help.is_some()), "no next step: {issues:?}");
    }
}

/// How many lines a text has at most, with `\r` alone as a break too; the line after the last break counts, for that is where a file ends too early.
fn lines_of(text: &[u8]) -> usize {
    1 + text.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count()
}

/// What passes the checks can be built, and its network too; what is wrong has a line that is there.
fn own_dataset(name: &str, text: &str) {
    let lines = lines_of(text.as_bytes());
    let raw = standing_in(name, text.to_owned());
    let issues = check::check(&raw);
    issues.iter().for_each(|issue| issue_is_fit(issue, (issue.file == name).then_some(lines)));
    let is_good = !issues.iter().any(Issue::is_error);
    match check::build(&raw) {
        Ok(data) => {
            for load in &data.loads {
                let network = Network::build(&data, load);
                assert!(!is_good || network.is_ok(), "no network of what passes the checks: {:?}", network.err());
            }
        }
        Err(error) => {
            assert!(!is_good, "what passes the checks is not built: {error:?}");
            assert!(matches!(error, Error::Data(_)), "{error:?}");
        }
    }
}

fn own_geojson(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let names = ["places.geojson", "segments/good.geojson", "more.geojson"];
    own_dataset(names[usize::from(*choice) % names.len()], text);
}

fn own_tables(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let name = GOOD[2 + usize::from(*choice) % (GOOD.len() - 2)].0;
    own_dataset(name, text);
}

/// A scenario that is read says the same when it is read again, and can be looked through.
fn scenario(data: &[u8]) {
    let dir = folder();
    let path = put(&dir, "fuzzed.toml", data);
    let mut library = Library::embedded();
    let id = match library.add(&path) {
        Ok(id) => id,
        Err(error) => return error_is_fit(&error, None),
    };
    let (data_of, network) = own();
    match library.find(data_of, &id) {
        Err(error) => error_is_fit(&error, Some(lines_of(data))),
        Ok(found) => {
            let again = library.find(data_of, &id).expect("it was read before");
            assert_eq!(found.scenario, again.scenario);
            assert_eq!(found.changes, again.changes);
            let view = View::new(data_of, network, &found.scenario, &Constraints::default());
            // A cost that were no number would be one of the largest.
            let most = network.links().filter(|link| view.closure(*link).is_none()).map(|link| view.cost(link).millimetres).max();
            assert!(most.unwrap_or(0) < 1 << 50, "a link of {most:?} mm");
            serde_json::to_string(&found).expect("a scenario is JSON");
        }
    }
}

/// Pairs are between two places that are there, with a weight; else every row that is wrong is named.
fn pairs(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (own, _) = good();
    match Pairs::from_csv(Names::new(own), "pairs.csv", text) {
        Err(error) => error_is_fit(&error, Some(lines_of(data))),
        Ok(pairs) => {
            assert!(!pairs.list.is_empty());
            for pair in &pairs.list {
                assert!(pair.from != pair.to && pair.weight.is_finite() && pair.weight >= 0.0, "{pair:?}");
                assert!([pair.from, pair.to].iter().all(|place| (place.0 as usize) < own.places.len()));
            }
        }
    }
}

/// Any text gets an answer; the name of a thing finds it, in the place that the text chooses.
fn names(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (own, _) = own();
    let names = Names::new(own);
    let refusals = [
        names.place(&text).err(),
        names.avoidable(&text).err(),
        names.closable(&text).err(),
        names.segments(&text).err(),
        names.corridor(&text).err(),
    ];
    for error in refusals.into_iter().flatten() {
        assert!(matches!(error, Error::Name { .. }), "{error:?}");
        is_fit(&harmless(&error.to_string()));
        is_fit(&harmless(error.help().unwrap_or_default()));
    }
    for kind in [Looked::Place, Looked::Thing, Looked::Segment] {
        let begun = names.begun(&text, kind, 7);
        assert!(begun.len() <= 7);
    }
    let choice = data.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    let ix = PlaceIx((choice % own.places.len()) as u32);
    let place = own.place(ix);
    assert_eq!(names.place(&place.id).expect("an id is a name").place, ix);
    let known: Vec<&String> = [&place.name].into_iter().chain(&place.aliases).collect();
    let name = known[choice / own.places.len() % known.len()];
    match names.place(name) {
        Ok(found) => assert_eq!(found.place, ix, "{name}"),
        Err(error) => {
            let help = error.help().unwrap_or_default();
            assert!(help.contains(&place.id), "{name}: {error}, {help}");
        }
    }
    let begun = names.begun(name, Looked::Place, usize::MAX);
    assert!(begun.iter().any(|begun| begun.id == place.id) || corridor::names::fold(name).is_empty(), "{name} begins nothing");
}

/// How a network is read, by the bits of one byte.
fn manner(bits: u8) -> Import {
    Import {
        directed: bits & 1 != 0,
        crossings: bits & 2 != 0,
        merge: bits & 4 != 0,
        snap_m: if bits & 8 != 0 { 1_000.0 } else { 0.0 },
        ..Import::default()
    }
}

/// A network that is read is the same when it is read again, can be written and opened, and gives a dataset with a network.
fn imported(import: &Import, lines: Option<usize>) {
    let read = || import::read(import, &silent);
    let mut net = match read() {
        Ok(net) => net,
        Err(error) => {
            assert_eq!(read().map(|_| ()).map_err(|error| error.to_string()), Err(error.to_string()));
            return error_is_fit(&error, lines);
        }
    };
    assert!(read().is_ok_and(|again| again == net), "read again, it is another network");
    import::find_countries(&mut net).expect("a small network stays small");
    net_holds(&net);
    let dir = folder();
    let mut bytes = Vec::new();
    net.write(&mut bytes).expect("memory can be written");
    let back = Net::open(&put(&dir, "net.corridor", &bytes)).expect("what was written can be opened");
    assert!(back == net, "written and opened, it is another network");
}

/// A network gives a dataset in which each edge is a segment, and a network of its links.
fn net_holds(net: &Net) {
    assert!((0..net.edge_count()).all(|edge| net.ends(edge).iter().all(|node| *node < net.node_count())));
    let data = import::dataset(net).expect("the program's tables are good");
    assert_eq!(data.segments.len(), net.edge_count());
    let network = Network::build(&data, &data.loads[0]).expect("an imported network can be built");
    assert!(network.link_count() >= net.edge_count());
    for table in network_tables(&data).iter().take(2) {
        in_range(&table_geojson(table).expect("a layer can be written"));
    }
    if net.node_count() > 1 {
        ways_agree(net, &data);
    }
}

/// The quick way through columns and the dataset's own network find the same distance.
fn ways_agree(net: &Net, data: &Dataset) {
    let ends = [0, net.node_count() - 1];
    let direct =
        Direct::new(net, data, &data.loads[0], Objective::Distance, &Mode::FREIGHT, 1).expect("the tables have defaults");
    let cost = direct.matrix(&[(ends[0], ends[1])], &silent).expect("the tables have defaults")[0];
    match direct.path(&ends) {
        None => assert!(cost.is_none(), "a cost without a way: {cost:?}"),
        Some(edges) => {
            assert!(cost.is_some(), "a way without a cost");
            assert!(edges.iter().all(|edge| *edge < net.edge_count()));
        }
    }
    let part = excerpt(net, &ends, ("teu", Objective::Distance, &Mode::FREIGHT), &[]).expect("a part is small");
    assert_eq!(part.is_some(), cost.is_some());
}

/// Whether every position of a layer is on the earth, and no line jumps over the 180th meridian.
fn in_range(text: &str) {
    let layer: geojson::FeatureCollection = serde_json::from_str(text).expect("what is written is GeoJSON");
    for feature in &layer.features {
        let Some(geometry) = &feature.geometry else { continue };
        let geometry: geo::Geometry<f64> = geometry.try_into().expect("what is written is a geometry");
        geo::CoordsIter::coords_iter(&geometry).for_each(|at| {
            assert!((-180.0..=180.0).contains(&at.x) && (-90.0..=90.0).contains(&at.y), "{at:?} is not on the earth");
        });
        let lines = match geometry {
            geo::Geometry::LineString(line) => vec![line],
            geo::Geometry::MultiLineString(lines) => lines.0,
            _ => Vec::new(),
        };
        let jumps = lines.iter().flat_map(LineString::lines).find(|step| (step.start.x - step.end.x).abs() > 180.0);
        assert!(jumps.is_none(), "a line jumps over the meridian: {jumps:?}");
    }
}

fn import_geojson(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let dir = folder();
    let name = if choice & 16 != 0 { "net.geojsonl" } else { "net.geojson" };
    imported(&Import { files: vec![put(&dir, name, text)], ..manner(*choice) }, Some(lines_of(text)));
}

fn import_csv(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let dir = folder();
    let parts = parts(text);
    let nodes = parts.get(1).map(|nodes| put(&dir, "nodes.csv", nodes));
    let lines = parts.iter().map(|part| lines_of(part)).max();
    imported(&Import { files: vec![put(&dir, "edges.csv", parts[0])], nodes, ..manner(*choice) }, lines);
}

fn import_gpkg(data: &[u8]) {
    let dir = folder();
    imported(&Import { files: vec![put(&dir, "net.gpkg", data)], ..Import::default() }, None);
}

/// The shapes, the table of attributes, and what says that they are in degrees; the index of a shapefile is not needed.
fn import_shapefile(data: &[u8]) {
    let dir = folder();
    let parts = parts(data);
    for (part, end) in parts.iter().skip(1).zip(["dbf", "prj", "cpg", "shx"]) {
        put(&dir, &format!("net.{end}"), part);
    }
    imported(&Import { files: vec![put(&dir, "net.shp", parts[0])], ..Import::default() }, None);
}

fn import_pbf(data: &[u8]) {
    let dir = folder();
    imported(&Import { files: vec![put(&dir, "net.osm.pbf", data)], ..Import::default() }, None);
}

fn import_gmns(data: &[u8]) {
    let dir = folder();
    let mut parts = parts(data);
    // A folder without one of these two is none of the kind.
    parts.resize(parts.len().max(2), b"");
    for (part, name) in parts.iter().zip(["link.csv", "node.csv", "config.csv", "geometry.csv"]) {
        put(&dir, name, part);
    }
    imported(&Import { files: vec![dir.path().to_owned()], ..Import::default() }, parts.iter().map(|part| lines_of(part)).max());
}

/// A mapping that is read serves to read lines.
fn mapping(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match import::Mapping::from_toml("m.toml", text) {
        Err(error) => assert!(!error.into_issues("m.toml").is_empty()),
        Ok(mapping) => {
            let dir = folder();
            let line = r#"{"type": "Feature", "properties": {"from": "a", "to": "b", "LEN_M": 5, "TYPE": "Railroad"}, "geometry": {"type": "LineString", "coordinates": [[49, 38], [50, 38]]}}"#;
            let files = vec![put(&dir, "net.geojsonl", line.as_bytes())];
            if let Err(error) = import::read(&Import { files, mapping, ..Import::default() }, &silent) {
                error_is_fit(&error, None);
            }
        }
    }
}

/// Makes the checksums of a built network fit what it holds, so that more is tried than they.
pub fn with_checksums(mut bytes: Vec<u8>) -> Vec<u8> {
    const HEAD: usize = 24;
    const ENTRY: usize = 40;
    let number =
        |bytes: &[u8], at: usize| bytes.get(at..at + 8).map_or(0, |b| b.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b)));
    let count = (number(&bytes, 12) as u32 as usize).min(64);
    for entry in (0..count).map(|i| HEAD + i * ENTRY).take_while(|entry| entry + ENTRY <= bytes.len()).collect::<Vec<_>>() {
        let (begin, length) = (number(&bytes, entry + 16) as usize, number(&bytes, entry + 24) as usize);
        let sum = begin.checked_add(length).and_then(|end| bytes.get(begin..end)).map(crc32fast::hash);
        if let Some(sum) = sum {
            bytes[entry + 32..entry + 36].copy_from_slice(&sum.to_le_bytes());
        }
    }
    if let Some(sum) = bytes.get(HEAD..HEAD + count * ENTRY).map(crc32fast::hash) {
        bytes[16..20].copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

/// A file that opens holds together: a dataset can be made of it, and ways through it be asked for.
fn built(data: &[u8]) {
    let dir = folder();
    match Net::open(&put(&dir, "net.corridor", &with_checksums(data.to_vec()))) {
        Err(error) => error_is_fit(&error, None),
        Ok(mut net) => {
            import::find_countries(&mut net).expect("a small network stays small");
            net_holds(&net);
        }
    }
}

/// A question in words, as the server takes it: answered or refused, and an answer adds up.
fn ask(data: &[u8]) {
    let Ok(words) = serde_json::from_slice::<RouteWords>(data) else { return };
    let (own, network) = own();
    let refused = |error: &Error| {
        assert!(matches!(error.exit_code(), 2 | 3), "{error:?}");
        is_fit(&harmless(&error.to_string()));
    };
    // The server asks no more of one question; more would only take longer.
    if words.via.len() > 3 || words.alternatives.is_some_and(|count| count > 3) {
        return;
    }
    let query = match words.query(own, &Library::embedded()) {
        Ok(query) => query,
        Err(error) => return refused(&error),
    };
    match route(own, network, &own.loads[0].id, &query) {
        Err(error) => refused(&error),
        Ok(answer) => {
            for found in &answer.routes {
                let km: f64 = found.countries.iter().map(|share| share.km).sum();
                assert!((km - found.totals.km).abs() < 1.0, "shares of {km} km in a way of {} km", found.totals.km);
                let hours = found.totals.hours;
                assert!(hours.low <= hours.central && hours.central <= hours.high, "{hours:?}");
            }
            serde_json::to_string(&answer).expect("an answer is JSON");
        }
    }
}

/// Dates and country codes come back as they were written, and a date's days are in order.
fn dates(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for word in text.split_whitespace() {
        if let Ok(date) = word.parse::<Date>() {
            assert_eq!(date.to_string(), word);
            assert!(date.first_day() <= date.last_day());
            assert!(date.day_before().is_before(date) || date.first_day() < date.last_day(), "{word}");
            assert_eq!(date.to_day().to_string().parse::<Date>(), Ok(date.to_day()));
            assert!(date.has_come_by(date) && !date.is_before(date));
        }
        if let Ok(country) = word.parse::<Country>() {
            assert_eq!(country.to_string(), word);
        }
        for mode in Mode::FREIGHT {
            let _ = corridor::ask::one_cargo(&[mode, Mode::Pipeline]).expect_err("freight cannot enter a pipeline");
        }
    }
}

/// Lines through any positions: the length is that of the ellipsoid, pieces at borders make the whole, and layers stay on the map.
fn geometry(data: &[u8]) {
    let number = |bytes: &[u8]| f64::from(bytes.iter().rev().fold(0_u32, |n, b| n << 8 | u32::from(*b)));
    let positions: Vec<Coord<f64>> = data
        .chunks_exact(8)
        .take(12)
        .map(|bytes| Coord {
            x: (number(&bytes[..4]) / f64::from(u32::MAX) * 360.0 - 180.0).clamp(-180.0, 180.0),
            y: (number(&bytes[4..]) / f64::from(u32::MAX) * 180.0 - 90.0).clamp(-90.0, 90.0),
        })
        .collect();
    let text: Vec<String> = positions.iter().map(|at| format!("[{:.7}, {:.7}]", at.x, at.y)).collect();
    let line = format!(
        r#"{{"type": "Feature", "properties": {{}}, "geometry": {{"type": "LineString", "coordinates": [{}]}}}}"#,
        text.join(", ")
    );
    let dir = folder();
    let import = Import { files: vec![put(&dir, "net.geojsonl", line.as_bytes())], ..Import::default() };
    let Ok(net) = import::read(&import, &silent) else {
        assert!(positions.len() < 2, "a line of {} points is refused", positions.len());
        return;
    };
    let drawn = Geodesic.length(&LineString::from(positions));
    let read: u64 = (0..net.edge_count()).map(|edge| net.millimetres(edge)).sum();
    assert!((drawn - read as f64 / 1000.0).abs() < 1.0, "{drawn} m are read as {read} mm");
    let mut cut = net.clone();
    import::find_countries(&mut cut).expect("a small network stays small");
    let pieces: u64 = (0..cut.edge_count()).map(|edge| cut.millimetres(edge)).sum();
    // A point between two others of a long step does not lie on the shortest way.
    assert!(pieces as f64 >= read as f64 * 0.999_9 - 100.0, "{read} mm are cut to {pieces} mm");
    assert!((0..cut.edge_count()).all(|edge| cut.class(edge).country.is_some()), "a piece without a country");
    imported(&import, None);
}

/// A table as CSV and as GeoJSON has the texts that went in; what a spreadsheet would take for a formula has one sign more.
fn csv_back(data: &[u8]) {
    let texts: Vec<String> =
        data.split(|byte| *byte == 0xff).take(60).map(|text| String::from_utf8_lossy(text).into_owned()).collect();
    let column = |name| Column { name, kind: CellKind::Text, unit: "", about: "" };
    let rows: Vec<Row> = texts
        .chunks(3)
        .enumerate()
        .map(|(i, cells)| Row {
            id: i.to_string(),
            cells: (0..3).map(|at| Cell::Text(cells.get(at).cloned().unwrap_or_default())).collect(),
            shape: None,
        })
        .collect();
    let table = Table { name: "fuzzed", about: "", columns: vec![column("a"), column("b"), column("c")], rows, map: None };
    let csv = table_csv(&table).expect("a table can be written");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let back: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("what is written is CSV");
    assert_eq!(back.len(), table.rows.len());
    let layer: serde_json::Value =
        serde_json::from_str(&table_geojson(&table).expect("a table can be written")).expect("what is written is JSON");
    for (i, (row, back)) in table.rows.iter().zip(&back).enumerate() {
        for (j, (cell, back)) in row.cells.iter().zip(back).enumerate() {
            let Cell::Text(text) = cell else { unreachable!("only texts went in") };
            assert!(back == text || back.strip_prefix('\'') == Some(text), "{text:?} became {back:?}");
            let is_formula = back.starts_with(['=', '+', '-', '@', '\t', '\r']) && back.parse::<f64>().is_err();
            assert!(!is_formula, "{back:?} is a formula");
            assert_eq!(layer["features"][i]["properties"][["a", "b", "c"][j]].as_str(), Some(text.as_str()));
        }
    }
}

/// Names that anybody may write stay text in a report: its data block is JSON, and no element is added.
#[cfg(feature = "page")]
fn html(data: &[u8]) {
    use corridor::page::{ReportWords, brief, report};
    let text = String::from_utf8_lossy(data);
    let (good, network) = good();
    let mut hostile = good.clone();
    hostile.places.iter_mut().for_each(|place| place.name = text.to_string());
    hostile.segments.iter_mut().for_each(|segment| segment.name = Some(text.to_string()));
    hostile.countries.iter_mut().for_each(|country| country.name = text.to_string());
    let ends = [&good.places[0].id, &good.places[good.places.len() - 1].id].map(Clone::clone);
    let page = |data: &Dataset| {
        let words = ReportWords {
            route: RouteWords { from: ends[0].clone(), to: ends[1].clone(), ..RouteWords::default() },
            beside: Vec::new(),
        };
        let question = words.question(data, &Library::embedded(), &|| true).expect("ids are names");
        report(&brief(data, network, question).expect("a report of two places")).expect("a report can be written")
    };
    static ELEMENTS: OnceLock<usize> = OnceLock::new();
    let elements = |page: &str| page.matches('<').count();
    let (usual, page) = (*ELEMENTS.get_or_init(|| elements(&page(good))), page(&hostile));
    // A name that is empty or blank may leave out an element, and none makes one.
    assert!(elements(&page) <= usual, "{} elements instead of {usual}", elements(&page));
    let block =
        page.split_once("application/json\">").and_then(|(_, rest)| rest.split_once("</script>")).expect("there is a block").0;
    let value: serde_json::Value = serde_json::from_str(block).expect("the block is JSON");
    assert!(!block.contains(['<', '>', '&']), "{block}");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&value.to_string()).ok(), Some(value));
}
