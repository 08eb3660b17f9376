//! Networks of others: distances against an independent search, and every wrong row named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, clippy::needless_range_loop)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use corridor::analysis::{Ground, matrix, silent};
use corridor::cost::Objective;
use corridor::error::Error;
use corridor::import::{self, Import, Net, dataset, find_countries, survey};
use corridor::model::{Dataset, Mode, PlaceIx};
use corridor::network::{Network, Scenario};
use proptest::prelude::*;

fn net(import: &Import) -> Result<Net, Error> {
    let mut net = import::read(import, &silent)?;
    find_countries(&mut net)?;
    Ok(net)
}

fn read_net(files: &[&Path], nodes: Option<&Path>, directed: bool) -> Result<Net, Error> {
    let files = files.iter().map(|file| file.to_path_buf()).collect();
    net(&Import { files, nodes: nodes.map(Path::to_path_buf), directed, ..Import::default() })
}

fn read(files: &[&Path], nodes: Option<&Path>, directed: bool) -> Result<Dataset, Error> {
    dataset(&read_net(files, nodes, directed)?)
}

fn file(dir: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = dir.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

/// Metres of the shortest way between all nodes, by id; nothing where there is none.
fn metres(data: &Dataset) -> BTreeMap<(String, String), u64> {
    let network = Network::build(data, data.load("teu").unwrap()).unwrap();
    let ground = Ground { data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let all: Vec<PlaceIx> = data.place_entries().map(|(ix, _)| ix).collect();
    let pairs: Vec<_> = all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))).collect();
    let cells = matrix(ground, &pairs, &Scenario::default(), &silent);
    let id = |ix| data.place(ix).id.clone();
    cells.iter().filter_map(|cell| Some(((id(cell.from), id(cell.to)), cell.cost?.millimetres / 1000))).collect()
}

const NODES: usize = 9;

/// An edge: its ends, metres (none among them), mode, and whether it runs one way only.
fn edges() -> impl Strategy<Value = Vec<(usize, usize, u64, usize, bool)>> {
    prop::collection::vec((0..NODES, 0..NODES, 0..5000_u64, 0..4_usize, any::<bool>()), 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn distances_are_those_of_floyd_and_warshall(edges in edges()) {
        let modes = ["rail", "road", "sea", "ferry"];
        let mut csv = String::from("from,to,length_km,mode,oneway\n");
        let mut best = vec![vec![None::<u64>; NODES]; NODES];
        let mut seen = [false; NODES];
        for (a, b, m, mode, oneway) in &edges {
            writeln!(csv, "n{a},n{b},{}.{:03},{},{}", m / 1000, m % 1000, modes[*mode], if *oneway { "yes" } else { "no" }).unwrap();
            seen[*a] = true;
            seen[*b] = true;
            let mut lower = |x: usize, y: usize| best[x][y] = Some(best[x][y].map_or(*m, |known| known.min(*m)));
            lower(*a, *b);
            if !oneway { lower(*b, *a); }
        }
        (0..NODES).filter(|i| seen[*i]).for_each(|i| best[i][i] = Some(0));
        for k in 0..NODES {
            for i in 0..NODES {
                for j in 0..NODES {
                    if let (Some(x), Some(y)) = (best[i][k], best[k][j]) {
                        best[i][j] = Some(best[i][j].map_or(x + y, |known| known.min(x + y)));
                    }
                }
            }
        }
        let dir = tempfile::tempdir().unwrap();
        let found = metres(&read(&[&file(&dir, "edges.csv", &csv)], None, false).unwrap());
        for i in 0..NODES {
            for j in 0..NODES {
                prop_assert_eq!(found.get(&(format!("n{i}"), format!("n{j}"))).copied(), best[i][j], "{} {}", i, j);
            }
        }
    }
}

#[test]
fn lines_that_name_their_ends_need_no_other_file() {
    let dir = tempfile::tempdir().unwrap();
    let text = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"from": 1, "to": 2, "length_km": 5.5, "mode": "road", "country": "DE", "id": "a"}, "geometry": {"type": "LineString", "coordinates": [[9, 50], [9.01, 50]]}},
        {"type": "Feature", "properties": {"from": "2", "to": "3", "oneway": "yes"}, "geometry": {"type": "LineString", "coordinates": [[9.01, 50], [9.02, 50], [9.02, 50.01]]}},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [9, 50]}}]}"#;
    let data = read(&[&file(&dir, "net.geojson", text)], None, false).unwrap();
    let found = metres(&data);
    let at = |a: &str, b: &str| found.get(&(a.to_owned(), b.to_owned())).copied();
    assert_eq!((at("1", "2"), at("2", "1"), at("3", "2")), (Some(5500), Some(5500), None));
    // Without a length the line is measured: 716 m to the east and 1112 m to the north.
    assert!(at("2", "3").is_some_and(|m| (1820..1835).contains(&m)), "{:?}", at("2", "3"));
    let first = data.segment(data.segment_ix("a").unwrap());
    assert_eq!((first.mode, first.country.as_str()), (Mode::Road, "DE"));
    // The country of the second is looked up.
    assert_eq!(data.segment(data.segment_ix("e2").unwrap()).country.as_str(), "DE");
}

#[test]
fn lines_without_names_join_where_their_ends_are_equal() {
    let dir = tempfile::tempdir().unwrap();
    let line = |a: &str, b: &str| {
        format!(
            r#"{{"type": "Feature", "properties": {{}}, "geometry": {{"type": "LineString", "coordinates": [[{a}], [{b}]]}}}}"#
        )
    };
    let text = [line("50, 30", "51, 30"), line("51, 30", "51, 31"), line("60, 40", "61, 40")].join("\n");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    let path = dir.path().join("net.geojsonl.gz");
    fs::write(&path, packed.finish().unwrap()).unwrap();
    let data = read(&[&path], None, false).unwrap();
    assert_eq!((data.places.len(), data.segments.len()), (5, 3));
    let found = metres(&data);
    let at = |a: &str, b: &str| found.get(&(a.to_owned(), b.to_owned())).copied();
    assert!(at("30,50", "31,51").is_some() && at("30,50", "40,60").is_none());
}

#[test]
fn nodes_give_positions_and_names() {
    let dir = tempfile::tempdir().unwrap();
    let edges = file(&dir, "edges.csv", "from,to,length_km,country\na,b,10,\nb,c,20,IR\n");
    let nodes = file(&dir, "nodes.csv", "id,lat,lon,name\na,55.75,37.62,Alpha\nb,55.8,37.7,\nc,35.7,51.4,\n");
    let data = read(&[&edges], Some(&nodes), true).unwrap();
    let place = |id: &str| data.place(data.place_ix(id).unwrap());
    assert_eq!((place("a").name.as_str(), place("a").country().as_str(), place("c").country().as_str()), ("Alpha", "RU", "IR"));
    let found = metres(&data);
    assert_eq!(found.get(&("a".into(), "c".into())), Some(&30_000));
    assert_eq!(found.get(&("c".into(), "a".into())), None);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let issues = |name: &str, text: &str| match read(&[&file(&dir, name, text)], None, false) {
        Err(Error::Data(issues)) => issues,
        other => panic!("{name}: {other:?}"),
    };
    let rows =
        issues("edges.csv", "from,to,length_km,mode,oneway\na,b,-1,,\na,,2,,\na,b,x,,\na,b,1,boat,\na,b,1,,perhaps\na,c,3,,\n");
    let lines: Vec<Option<usize>> = rows.iter().map(|issue| issue.line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6].map(Some));
    assert!(rows.iter().all(|issue| issue.help.as_ref().is_some_and(|help| !help.is_empty())), "{rows:?}");
    assert_eq!(issues("edges.csv", "from,to,weight\na,b,1\n")[0].field.as_deref(), Some("length_km"));
    let feature = issues(
        "net.geojson",
        r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"from": "a"}, "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}}]}"#,
    );
    assert_eq!(feature[0].feature, Some(0));
    assert_eq!(issues("net.geojson", r#"{"type": "FeatureCollection", "features": []}"#).len(), 1);
    assert!(issues("cut.geojson", r#"{"type": "FeatureCollection", "features": [{"type": "Feature""#)[0].help.is_some());
    let short = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[0, 0]]}}]}"#;
    assert_eq!(issues("short.geojson", short)[0].feature, Some(0));
    let (edges, nodes) =
        (file(&dir, "e.csv", "from,to,length_km\na,b,1\na,z,1\n"), file(&dir, "n.csv", "id,lat,lon\na,1,1\nb,2,2\n"));
    assert!(
        matches!(read(&[&edges], Some(&nodes), false), Err(Error::Data(issues)) if issues.len() == 1 && issues[0].line == Some(3))
    );
    assert!(matches!(read(&[&file(&dir, "net.xyz", "")], None, false), Err(Error::Usage { .. })));
    assert!(matches!(read(&[Path::new("missing.csv")], None, false), Err(Error::Read { .. })));
}

/// Lines of a small drawing, some with a length.
fn drawn(lines: &[(&[[f64; 2]], Option<f64>)], snap_m: f64) -> Net {
    let feature = |(line, km): &(&[[f64; 2]], Option<f64>)| {
        let properties = km.map_or("{}".to_owned(), |km| format!(r#"{{"length_km": {km}, "id": "line"}}"#));
        let points: Vec<String> = line.iter().map(|[x, y]| format!("[{x}, {y}]")).collect();
        let points = points.join(", ");
        format!(
            r#"{{"type": "Feature", "properties": {properties}, "geometry": {{"type": "LineString", "coordinates": [{points}]}}}}"#
        )
    };
    let dir = tempfile::tempdir().unwrap();
    let path = file(&dir, "net.geojsonl", &lines.iter().map(feature).collect::<Vec<_>>().join("\n"));
    net(&Import { files: vec![path], snap_m, ..Import::default() }).unwrap()
}

#[test]
fn a_line_is_split_where_another_ends_on_it() {
    // A through line with a vertex in the middle, a branch that ends at this vertex, and one that ends between vertices.
    let through: &[[f64; 2]] = &[[10.0, 50.0], [10.1, 50.0], [10.2, 50.0]];
    let at_vertex: &[[f64; 2]] = &[[10.1, 50.0], [10.1, 50.1]];
    let net = drawn(&[(through, Some(30.0)), (at_vertex, None)], 0.0);
    let found = survey(&net, 0.0);
    let data = dataset(&net).unwrap();
    assert_eq!((found.nodes, found.edges, found.parts.clone(), found.dangles), (4, 3, vec![4], 3));
    // The given length is shared out as the line is drawn: in halves.
    let lengths: Vec<f64> = data.segments.iter().filter_map(|segment| Some(segment.length.as_ref()?.0)).collect();
    assert!(lengths.len() == 2 && lengths.iter().all(|km| (km - 15.0).abs() < 1e-6), "{lengths:?}");
    assert!(data.segment_ix("line/1").is_some() && data.segment_ix("line/2").is_some());

    // An end 11 m short of a line hangs free, unless it is tied to the line.
    let beside: &[[f64; 2]] = &[[10.05, 50.0001], [10.05, 50.1]];
    let free = survey(&drawn(&[(through, None), (beside, None)], 0.0), 0.1);
    assert_eq!((free.parts.clone(), free.edges), (vec![2, 2], 2));
    assert!(free.gaps.is_empty(), "{free:?}");
    let tied = survey(&drawn(&[(through, None), (beside, None)], 20.0), 0.0);
    assert_eq!((tied.nodes, tied.parts.clone(), tied.edges), (4, vec![4], 3));
}

#[test]
fn lines_that_cross_stay_apart_and_parallel_lines_stay_two() {
    let across: &[[f64; 2]] = &[[10.1, 49.9], [10.1, 50.1]];
    let through: &[[f64; 2]] = &[[10.0, 50.0], [10.2, 50.0]];
    let beside: &[[f64; 2]] = &[[10.0, 50.0], [10.1, 50.01], [10.2, 50.0]];
    let found = survey(&drawn(&[(across, None), (through, None), (beside, None)], 0.0), 0.0);
    assert_eq!((found.nodes, found.edges, found.parts), (4, 3, vec![2, 2]));
}

#[test]
fn near_ends_become_one_node_and_gaps_are_named() {
    // Ends 72 m apart, and a third line 2 km off.
    let lines: [(&[[f64; 2]], Option<f64>); 3] =
        [(&[[10.0, 50.0], [10.1, 50.0]], None), (&[[10.101, 50.0], [10.2, 50.0]], None), (&[[10.228, 50.0], [10.3, 50.0]], None)];
    let apart = survey(&drawn(&lines, 0.0), 5.0);
    assert_eq!(apart.parts, [2, 2, 2]);
    let gaps: Vec<(String, [usize; 2])> = apart.gaps.iter().map(|gap| (format!("{:.3}", gap.km), gap.joins)).collect();
    assert_eq!(gaps, [("0.072".to_owned(), [2, 2]), ("2.007".to_owned(), [4, 2])]);
    let snapped = survey(&drawn(&lines, 100.0), 5.0);
    assert_eq!((snapped.parts.clone(), snapped.nodes, snapped.gaps.len()), (vec![3, 2], 5, 1));
}

/// The railways where they are present, with the counts that are stated of them.
#[test]
fn real_railways_have_the_parts_that_are_stated() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/rail/ne_10m_railroads_box.geojson.gz");
    if !source.exists() {
        eprintln!("skipped: {} is not here", source.display());
        return;
    }
    let found = survey(&read_net(&[&source], None, false).unwrap(), 0.0);
    // 9,327 lines, two of which are split where another one ends on them.
    assert_eq!((found.nodes, found.edges, found.parts.len()), (8182, 9329, 71));
    assert_eq!(found.parts[1], 364);
}

/// A real graph where the workshop's own is present: every distance equal to a plain search of our own.
#[test]
fn a_real_network_has_equal_distances() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/graphs");
    let source = folder.join("rail5k.geojson.gz");
    if !source.exists() {
        eprintln!("skipped: {} is not here", source.display());
        return;
    }
    let net = read_net(&[&source], None, false).unwrap();
    let found = survey(&net, 0.0);
    let data = dataset(&net).unwrap();
    assert_eq!((found.nodes, found.edges, found.parts.clone()), (5000, 6282, vec![5000]));
    let queries: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("rail5k.queries.json")).unwrap()).unwrap();
    let at = |value: &serde_json::Value| data.place_ix(&value.to_string()).unwrap();
    let pairs: Vec<_> = queries["pairs"].as_array().unwrap().iter().take(40).map(|pair| (at(&pair[0]), at(&pair[1]))).collect();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let ground = Ground { data: &data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    for cell in matrix(ground, &pairs, &Scenario::default(), &silent) {
        assert_eq!(cell.cost.map(|cost| cost.millimetres), plain(&data, cell.from, cell.to));
    }
}

/// Bellman and Ford, over the edges alone.
fn plain(data: &Dataset, from: PlaceIx, to: PlaceIx) -> Option<u64> {
    let mut best = vec![u64::MAX; data.places.len()];
    best[from.0 as usize] = 0;
    loop {
        let mut is_changed = false;
        for segment in &data.segments {
            let mm = (segment.length.as_ref().unwrap().0 * 1e6).round() as u64;
            for (a, b) in [(segment.from, segment.to), (segment.to, segment.from)] {
                let through = best[a.0 as usize].saturating_add(mm);
                if through < best[b.0 as usize] {
                    best[b.0 as usize] = through;
                    is_changed = true;
                }
            }
        }
        if !is_changed {
            return Some(best[to.0 as usize]).filter(|mm| *mm != u64::MAX);
        }
    }
}
