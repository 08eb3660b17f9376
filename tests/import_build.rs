//! Built networks: the same as their inputs, whole or refused; and what is asked of a network without a dataset of the whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use corridor::analysis::{Ground, matrix, silent};
use corridor::check;
use corridor::cost::Objective;
use corridor::direct::{Direct, excerpt};
use corridor::error::Error;
use corridor::export::write_whole_with;
use corridor::import::{self, Import, Mapping, Net, dataset, find_countries, overlay, tables};
use corridor::model::{Mode, PlaceIx};
use corridor::network::{Network, Scenario};
use corridor::read;
use proptest::prelude::*;

fn file(dir: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = dir.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

fn net(import: &Import) -> Result<Net, Error> {
    let mut net = import::read(import, &silent)?;
    find_countries(&mut net)?;
    Ok(net)
}

fn of(path: &Path) -> Import {
    Import { files: vec![path.to_owned()], ..Import::default() }
}

fn program(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_corridor")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Lines across a border, a ferry, a planned one, ids and none, one way and both.
const LINES: &str = r#"{"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"id": "a", "length_km": 31.5}, "geometry": {"type": "LineString", "coordinates": [[7.75, 48.58], [7.94, 48.47], [8.1, 48.4]]}},
    {"type": "Feature", "properties": {"mode": "road", "oneway": "yes"}, "geometry": {"type": "LineString", "coordinates": [[8.1, 48.4], [8.2, 48.5]]}},
    {"type": "Feature", "properties": {"mode": "ferry", "status": "planned", "id": "é"}, "geometry": {"type": "LineString", "coordinates": [[8.2, 48.5], [9.2, 48.5]]}}]}"#;

fn built(dir: &tempfile::TempDir) -> (Net, PathBuf) {
    let mut net = net(&of(&file(dir, "net.geojson", LINES))).unwrap();
    net.prepare(&silent);
    let path = dir.path().join("net.corridor");
    write_whole_with(&path, &mut |out| net.write(out)).unwrap();
    (net, path)
}

#[test]
fn a_built_network_is_the_network() {
    let dir = tempfile::tempdir().unwrap();
    let (net, path) = built(&dir);
    assert_eq!((net.node_count(), net.edge_count()), (5, 4));
    assert_eq!(Net::open(&path).unwrap(), net);
    assert_eq!(self::net(&of(&path)).unwrap(), net);
}

#[test]
fn a_damaged_file_or_one_of_another_version_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (_, path) = built(&dir);
    let whole = fs::read(&path).unwrap();
    let open = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        match Net::open(&path) {
            Err(Error::Data(issues)) => Some(format!("{} {}", issues[0].message, issues[0].help.clone().unwrap())),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    };
    for end in 0..whole.len() {
        assert!(open(&whole[..end]).is_some(), "cut at {end}");
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        // The four bytes of zero in the head say nothing.
        let is_spare = (20..24).contains(&at);
        assert!(open(&bytes).is_some() != is_spare, "changed at {at}");
    }
    let mut other = whole.clone();
    other[8] += 1;
    let message = open(&other).unwrap();
    assert!(message.contains("layout 3") && message.contains("layout 2") && message.contains("network build"), "{message}");
    assert!(open(LINES.as_bytes()).unwrap().contains("no built network"));
}

#[test]
fn flags_of_reading_are_refused_where_nothing_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let (_, path) = built(&dir);
    let path = path.to_str().unwrap();
    for arguments in [
        vec!["--network", path, "--snap", "10", "network", "check"],
        vec!["--network", path, "--merge", "network", "check"],
        vec!["--snap", "10", "route", "Moscow", "Mumbai"],
        vec!["--overlay", "route", "Moscow", "Mumbai"],
        vec!["network", "check"],
    ] {
        let output = program(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {}", text(&output.stderr));
        assert!(text(&output.stderr).contains("help:"), "{arguments:?}");
    }
}

#[test]
fn every_command_works_on_a_built_network() {
    let dir = tempfile::tempdir().unwrap();
    let lines = file(&dir, "net.geojson", LINES);
    let path = dir.path().join("out.corridor");
    let built = program(&["network", "build", lines.to_str().unwrap(), "-o", path.to_str().unwrap()]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let pairs = file(&dir, "pairs.csv", "from,to\n\"48.58,7.75\",\"48.5,8.2\"\n\"48.5,8.2\",\"48.58,7.75\"\n");
    let (network, pairs) = (path.to_str().unwrap(), pairs.to_str().unwrap());
    for (arguments, code) in [
        (vec!["route", "48.58,7.75", "48.5,8.2"], 0),
        (vec!["route", "48.5,8.2", "48.58,7.75"], 1),
        (vec!["route", "48.58,7.75", "48.5,9.2", "--with", "é", "--alternatives", "2"], 0),
        (vec!["route", "48.58,7.75", "48.5,8.2", "--close", "FR-DE"], 1),
        (vec!["exposure", "48.58,7.75", "48.5,8.2"], 0),
        (vec!["compare", "48.58,7.75", "48.5,9.2"], 0),
        (vec!["dependence", "--od", pairs], 0),
        (vec!["criticality", "48.58,7.75", "48.5,8.2"], 0),
        (vec!["simulate", "48.58,7.75", "48.5,8.2", "--draws", "200"], 0),
        (vec!["capacity", "48.58,7.75", "48.5,8.2"], 0),
        (vec!["matrix", "--pairs", pairs], 0),
        (vec!["places"], 0),
        (vec!["segments"], 0),
        (vec!["network", "check"], 0),
        (vec!["network", "gaps"], 0),
    ] {
        let output = program(&[vec!["--network", network], arguments.clone()].concat());
        assert_eq!(output.status.code(), Some(code), "{arguments:?} {} {}", text(&output.stdout), text(&output.stderr));
    }
}

#[test]
fn attributes_are_mapped_with_their_units() {
    let dir = tempfile::tempdir().unwrap();
    let line = |properties: &str, y: u32| {
        format!(
            r#"{{"type": "Feature", "properties": {{{properties}}}, "geometry": {{"type": "LineString", "coordinates": [[10, 5{y}], [10.1, 5{y}]]}}}}"#
        )
    };
    let lines = [
        line(r#""LEN_M": 12500, "TYPE": "Railroad", "COUNTRY": "Germany""#, 0),
        line(r#""LEN_M": "7000.5", "TYPE": "Ferry""#, 1),
        line(r#""LEN_M": null, "TYPE": "Tramway""#, 2),
    ];
    let path = file(&dir, "net.geojsonl", &lines.join("\n"));
    let map = |fields: &[&str], values: &[&str]| {
        let mut mapping = Mapping::default();
        fields.iter().for_each(|text| mapping.field(text).unwrap());
        values.iter().for_each(|text| mapping.value(text).unwrap());
        net(&Import { mapping, ..of(&path) })
    };
    let values = ["mode:Railroad=rail", "mode:Ferry=ferry", "mode:*=skip"];
    let net = map(&["length=len_m:m", "mode=TYPE", "country=-"], &values).unwrap();
    let found: Vec<(Mode, u64)> = (0..net.edge_count()).map(|edge| (net.class(edge).mode, net.millimetres(edge))).collect();
    assert_eq!(found, [(Mode::Rail, 12_500_000), (Mode::Ferry, 7_000_500)]);
    let wrong = |fields: &[&str], values: &[&str]| match map(fields, values) {
        Err(Error::Data(issues)) => issues.iter().map(|issue| format!("{issue:?}")).collect::<Vec<_>>().join("\n"),
        other => panic!("{other:?}"),
    };
    // A unit that cannot be, an attribute that is not there, and values that mean nothing.
    assert!(wrong(&["length=LEN_M:nmi", "country=-"], &["length:12500=50000"]).contains("92600"));
    assert!(wrong(&["length=LENGTH:m", "country=-"], &[]).contains("LENGTH"));
    assert!(wrong(&["mode=TYPE", "country=-"], &values[..1]).contains("--value mode:Tramway=MEANING"));
    assert!(wrong(&[], &[]).contains("Germany"));
}

/// An edge: its ends, metres, and whether it runs one way only.
fn edges() -> impl Strategy<Value = Vec<(u32, u32, u64, bool)>> {
    prop::collection::vec((0..8_u32, 0..8_u32, 1..50_000_u64, any::<bool>()), 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Asked directly or through a dataset of the whole, a pair comes to the same, by anything.
    #[test]
    fn without_the_whole_the_answer_is_the_same(edges in edges(), objective in 0..4_usize) {
        let objective = [Objective::Distance, Objective::Time, Objective::Cost, Objective::Emissions][objective];
        let mut csv = String::from("from,to,length_km,oneway,mode,country\n");
        for (i, (a, b, metres, oneway)) in edges.iter().enumerate() {
            let (mode, country) = (["rail", "road"][i % 2], ["DE", "RU", "IR"][i % 3]);
            csv += &format!("n{a},n{b},{},{},{mode},{country}\n", *metres as f64 / 1000.0, if *oneway { "yes" } else { "no" });
        }
        let dir = tempfile::tempdir().unwrap();
        let net = net(&of(&file(&dir, "edges.csv", &csv))).unwrap();
        let (whole, tables) = (dataset(&net).unwrap(), tables(&[]).unwrap());
        let network = Network::build(&whole, whole.load("teu").unwrap()).unwrap();
        let ground = Ground { data: &whole, network: &network, objective, modes: &Mode::FREIGHT };
        let all: Vec<(usize, usize)> = (0..net.node_count()).flat_map(|a| (0..net.node_count()).map(move |b| (a, b))).collect();
        let places: Vec<(PlaceIx, PlaceIx)> = all.iter().map(|(a, b)| (PlaceIx(*a as u32), PlaceIx(*b as u32))).collect();
        let slow = matrix(ground, &places, &Scenario::default(), &silent);
        // Searched as it was read, and with what was worked out for it.
        let mut prepared = net.clone();
        prepared.prepare(&silent);
        let by_ways = Direct::new(&prepared, &tables, tables.load("teu").unwrap(), objective, &Mode::FREIGHT, 100).unwrap();
        let same = |a: &Option<corridor::cost::LinkCost>, b: &Option<corridor::cost::LinkCost>| a.map(|cost| objective.of(&cost)) == b.map(|cost| objective.of(&cost));
        let direct = Direct::new(&net, &tables, tables.load("teu").unwrap(), objective, &Mode::FREIGHT, 100).unwrap();
        let quick = direct.matrix(&all, &silent).unwrap();
        prop_assert!(quick.iter().zip(by_ways.matrix(&all, &silent).unwrap()).all(|(a, b)| same(a, &b)));
        for ((pair, slow), quick) in all.iter().zip(&slow).zip(&quick) {
            let of = |cost: &corridor::cost::LinkCost| objective.of(cost);
            prop_assert_eq!(slow.cost.as_ref().map(of), quick.as_ref().map(of), "{:?}", pair);
            let part = excerpt(&net, &[pair.0, pair.1], ("teu", objective, &Mode::FREIGHT), &[]).unwrap();
            prop_assert_eq!(part.is_some(), slow.cost.is_some());
            prop_assert!(part.is_none_or(|part| part.segments.len() < net.node_count()));
        }
    }
}

#[test]
fn places_of_the_program_are_tied_to_the_lines_beside_them() {
    let dir = tempfile::tempdir().unwrap();
    // A railway that passes Baku and Astara at some kilometres, with no vertex near either.
    let line = r#"{"type": "Feature", "properties": {"id": "coast"}, "geometry": {"type": "LineString", "coordinates": [[49.9, 40.6], [49.8, 40.2], [48.8, 38.5]]}}"#;
    let mut net = net(&of(&file(&dir, "net.geojsonl", line))).unwrap();
    let before: u64 = (0..net.edge_count()).map(|edge| net.millimetres(edge)).sum();
    let mut data = check::build(&read::embedded()).unwrap();
    let own = data.segments.len();
    overlay(&mut net, &mut data, 10.0).unwrap();
    let after: u64 = (0..net.edge_count()).map(|edge| net.millimetres(edge)).sum();
    assert!(before.abs_diff(after) < 50, "{before} {after}");
    let tie = data.segment(data.segment_ix("tie-rail-baku").expect("Baku is tied"));
    assert_eq!((tie.gauge_mm, tie.country.as_str(), tie.mode), (Some(1520), "AZ", Mode::Rail));
    let km = tie.length.as_ref().unwrap().0;
    assert!(km < 10.0 && data.segments.len() > own + net.edge_count());
    // What lies farther off is not tied, and another mode neither.
    assert!(data.segment_ix("tie-rail-tehran").is_none() && data.segment_ix("tie-road-baku").is_none());
    let farthest = data
        .segments
        .iter()
        .filter(|segment| segment.id.starts_with("tie-"))
        .filter_map(|segment| Some(segment.length.as_ref()?.0));
    assert!(farthest.fold(0.0, f64::max) <= 10.1);
}

/// 300 MB of GeoJSON are read with at most one and a half times their size. `cargo test --release --test import_build -- --ignored`
#[test]
#[ignore = "writes 300 MB and reads them again"]
#[cfg(target_os = "linux")]
fn large_files_are_read_within_their_bound() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("large.geojson");
    let mut out = std::io::BufWriter::new(File::create(&path).unwrap());
    write!(out, r#"{{"type": "FeatureCollection", "features": ["#).unwrap();
    // A grid of streets: two points a feature, the worst case for what is kept of each.
    let side = 900;
    let mut bytes = 0;
    let mut first = true;
    'all: for y in 0..10_000_u32 {
        for x in 0..side {
            for (dx, dy) in [(1, 0), (0, 1)] {
                let at = |x: u32, y: u32| format!("[{:.5}, {:.5}]", 10.0 + f64::from(x) * 0.01, 40.0 + f64::from(y % 900) * 0.01);
                let feature = format!(
                    r#"{}{{"type": "Feature", "properties": {{"name": "street {x} {y}", "class": 3}}, "geometry": {{"type": "LineString", "coordinates": [{}, {}]}}}}"#,
                    if first { "" } else { ",\n" },
                    at(x, y),
                    at(x + dx, y + dy)
                );
                first = false;
                bytes += feature.len();
                out.write_all(feature.as_bytes()).unwrap();
                if bytes > 300_000_000 {
                    break 'all;
                }
            }
        }
    }
    write!(out, "]}}").unwrap();
    out.flush().unwrap();
    drop(out);
    let built = dir.path().join("large.corridor");
    let peak = peak_of(&["network", "build", path.to_str().unwrap(), "-o", built.to_str().unwrap()]);
    let bound = fs::metadata(&path).unwrap().len() * 3 / 2;
    eprintln!("file {bytes} bytes, peak {peak} bytes, bound {bound}");
    assert!(peak <= bound, "{peak} > {bound}");
}

/// The most memory that a run of the program had in use, read while it runs.
#[cfg(target_os = "linux")]
fn peak_of(arguments: &[&str]) -> u64 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_corridor")).args(arguments).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let now = fs::read_to_string(&status).unwrap_or_default();
        let line = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0);
        peak = peak.max(kib * 1024);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    peak
}

/// Told to stop in the middle of its work, the program leaves what was there.
#[test]
#[cfg(unix)]
fn interrupted_it_leaves_no_half_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut csv = String::from("from,to,length_km\n");
    (0..300_000_u32).for_each(|i| csv += &format!("{i},{},1.5\n", i + 1));
    let input = file(&dir, "edges.csv", &csv);
    let out = dir.path().join("net.corridor");
    fs::write(&out, "what was there").unwrap();
    for wait in [5, 30, 60, 90, 120, 150] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_corridor"))
            .args(["network", "build", input.to_str().unwrap(), "-o", out.to_str().unwrap()])
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(wait));
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        let status = child.wait().unwrap();
        let is_whole = Net::open(&out).is_ok();
        assert!(is_whole || fs::read(&out).unwrap() == b"what was there", "{status:?}");
        let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?} after {wait} ms");
    }
}

/// Foreign gas crosses a third country by a swap only, whichever way a network of others is asked.
#[test]
fn gas_of_others_is_not_piped_through_third_countries() {
    let dir = tempfile::tempdir().unwrap();
    let net = file(
        &dir,
        "gas.csv",
        "from,to,length_km,mode,country\na,b,10,pipeline,AZ\nb,c,10,pipeline,IR\nc,d,10,pipeline,TM\na,e,500,pipeline,AZ\n",
    );
    let built = dir.path().join("gas.corridor");
    let [net, path] = [&net, &built].map(|path| path.to_str().unwrap());
    assert!(program(&["network", "build", net, "-o", path]).status.success());
    let pairs = file(&dir, "pairs.csv", "from,to\na,d\na,c\n");
    for network in [net, path] {
        let ask =
            |words: &[&str]| program(&[&["--network", network], words, &["--mode", "pipeline", "--by", "distance"]].concat());
        let matrix = ask(&["matrix", "--pairs", pairs.to_str().unwrap()]);
        let rows = text(&matrix.stdout);
        assert!(rows.contains("a,d,,") && rows.contains("a,c,20,"), "{rows}");
        assert_eq!(ask(&["route", "a", "d"]).status.code(), Some(1));
        assert_eq!(ask(&["route", "a", "c"]).status.code(), Some(0));
    }
}
