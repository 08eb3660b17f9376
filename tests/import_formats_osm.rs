//! OpenStreetMap extracts and GMNS tables: what becomes an edge, in which direction, and what is said of files that are broken.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

#[path = "support/pbf.rs"]
mod pbf;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use corridor::analysis::{Ground, matrix, silent};
use corridor::cost::Objective;
use corridor::error::Error;
use corridor::import::{Import, LengthUnit, OSM_MODES, dataset, find_countries, read as read_net};
use corridor::issue::{Issue, Severity};
use corridor::model::{Dataset, Mode, PlaceIx, Status};
use corridor::network::{Network, Scenario};
use pbf::{Block, Way};

fn read(path: &Path, osm_modes: &[Mode], length_unit: Option<LengthUnit>) -> Result<Dataset, Error> {
    let files = vec![path.to_path_buf()];
    let osm_modes = osm_modes.to_vec();
    let mut net = read_net(&Import { files, osm_modes, length_unit, ..Import::default() }, &silent)?;
    find_countries(&mut net)?;
    dataset(&net)
}

fn issues(result: Result<Dataset, Error>) -> Vec<Issue> {
    match result {
        Err(Error::Data(issues)) => issues,
        // A size that no block has.
        Err(Error::Limit { message, help, .. }) => {
            vec![Issue::new(Severity::Error, "limit", "", message).help(help.unwrap_or_default())]
        }
        other => panic!("{other:?}"),
    }
}

/// A file of these parts behind a plain header.
fn extract(dir: &tempfile::TempDir, parts: &[Vec<u8>]) -> PathBuf {
    let path = dir.path().join("region.osm.pbf");
    fs::write(&path, [&[pbf::header(&["OsmSchema-V0.6", "DenseNodes"])], parts].concat().concat()).unwrap();
    path
}

/// Edges as `id from-to`, with `>` for one way.
fn edges(data: &Dataset) -> Vec<String> {
    let id = |ix: PlaceIx| &data.place(ix).id;
    data.segments
        .iter()
        .map(|segment| {
            let sign = if segment.is_oneway { '>' } else { '-' };
            format!("{} {}{sign}{}", segment.id, id(segment.from), id(segment.to))
        })
        .collect()
}

/// Metres of the shortest way between all nodes, by id; nothing where there is none.
fn metres(data: &Dataset) -> BTreeMap<(String, String), u64> {
    let network = Network::build(data, data.load("teu").unwrap()).unwrap();
    let ground = Ground { data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let all: Vec<PlaceIx> = data.place_entries().map(|(ix, _)| ix).collect();
    let pairs: Vec<_> = all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))).collect();
    let id = |ix| data.place(ix).id.clone();
    matrix(ground, &pairs, &Scenario::default(), &silent)
        .iter()
        .filter_map(|cell| Some(((id(cell.from), id(cell.to)), cell.cost?.millimetres / 1000)))
        .collect()
}

const RAIL: &[(&str, &str)] = &[("railway", "rail")];

/// Nodes 1 to 9 along the 50th parallel, a hundredth of a degree apart: 717 m.
fn row_of_nodes() -> Vec<u8> {
    let nodes: Vec<_> = (1..10).map(|i| (i, 50.0, 10.0 + i as f64 / 100.0)).collect();
    pbf::nodes(&nodes)
}

#[test]
fn railways_are_cut_where_they_meet() {
    let dir = tempfile::tempdir().unwrap();
    let yard: &[(&str, &str)] = &[("railway", "rail"), ("service", "yard")];
    let tram: &[(&str, &str)] = &[("railway", "tram")];
    let ways = [Way(70, &[1, 2, 3, 4, 5], RAIL), Way(71, &[3, 9], RAIL), Way(72, &[2, 8], yard), Way(73, &[4, 7], tram)];
    let data = read(&extract(&dir, &[row_of_nodes(), pbf::ways(&ways)]), &OSM_MODES, None).unwrap();
    assert_eq!(edges(&data), ["w70/1 1-3", "w70/2 3-5", "w71 3-9"]);
    assert_eq!((data.places.len(), data.segments[0].line.0.len(), data.segments[0].country.as_str()), (4, 3, "DE"));
    let found = metres(&data);
    // 1 to 3 and 3 to 9 are eight steps of 717 m.
    assert!(found[&("1".into(), "9".into())].abs_diff(8 * 717) < 8, "{found:?}");
    assert_eq!(found[&("9".into(), "1".into())], found[&("1".into(), "9".into())]);
}

#[test]
fn a_way_is_cut_where_it_meets_itself_and_where_nodes_are_missing() {
    let dir = tempfile::tempdir().unwrap();
    // A loop that comes back to 2, a doubled node, and a way that leaves the extract and comes back.
    let ways = [
        Way(1, &[1, 2, 3, 4, 2], RAIL),
        Way(2, &[5, 6, 6, 7], RAIL),
        Way(3, &[-5, 8, 9, 99, 1000], RAIL),
        Way(4, &[98, 99], RAIL),
    ];
    let data = read(&extract(&dir, &[row_of_nodes(), pbf::ways(&ways)]), &OSM_MODES, None).unwrap();
    assert_eq!(edges(&data), ["w1/1 1-2", "w1/2 2-2", "w2 5-7", "w3 8-9"]);
}

#[test]
fn roads_run_as_they_are_tagged() {
    let dir = tempfile::tempdir().unwrap();
    let ways = [
        Way(1, &[1, 2], &[("highway", "motorway")]),
        Way(2, &[2, 3], &[("highway", "motorway_link"), ("oneway", "no")]),
        Way(3, &[3, 4], &[("highway", "primary"), ("oneway", "-1")]),
        Way(4, &[4, 5], &[("highway", "tertiary"), ("junction", "roundabout")]),
        Way(5, &[5, 6], &[("highway", "trunk"), ("oneway", "yes")]),
        Way(6, &[6, 7], &[("highway", "residential")]),
        Way(7, &[6, 7], &[("highway", "secondary"), ("access", "private")]),
        Way(8, &[6, 7], &[("highway", "secondary"), ("hgv", "no")]),
        Way(9, &[6, 7], &[("highway", "secondary"), ("access", "no"), ("hgv", "designated")]),
        Way(10, &[7, 8], &[("railway", "rail"), ("oneway", "yes")]),
        Way(11, &[8, 9], &[("railway", "rail"), ("railway:preferred_direction", "forward")]),
    ];
    let file = extract(&dir, &[row_of_nodes(), pbf::ways(&ways)]);
    let data = read(&file, &OSM_MODES, None).unwrap();
    let expected = ["w1 1>2", "w2 2-3", "w3 4>3", "w4 4>5", "w5 5>6", "w9 6-7", "w10 7>8", "w11 8-9"];
    assert_eq!(edges(&data), expected);
    // The line runs with the traffic.
    let at = |ix: PlaceIx| data.place(ix).point.x();
    assert!(data.segments.iter().all(|s| s.line.0[0].x == at(s.from) && s.line.0.last().unwrap().x == at(s.to)));
    assert!(!metres(&data).contains_key(&("3".to_owned(), "4".to_owned())));
    assert_eq!(edges(&read(&file, &[Mode::Rail], None).unwrap()), ["w10 7>8", "w11 8-9"]);
}

#[test]
fn modes_and_statuses_are_those_of_the_tags() {
    let dir = tempfile::tempdir().unwrap();
    let ways = [
        Way(1, &[1, 2], &[("route", "ferry"), ("name", "x")]),
        Way(2, &[2, 3], &[("railway", "ferry")]),
        Way(3, &[2, 3], &[("route", "ferry"), ("motor_vehicle", "no")]),
        Way(4, &[3, 4], &[("railway", "construction"), ("construction", "rail")]),
        Way(5, &[4, 5], &[("proposed:railway", "rail")]),
        Way(6, &[5, 6], &[("highway", "construction"), ("construction", "motorway"), ("access", "no")]),
        Way(7, &[6, 7], &[("railway", "disused"), ("disused:railway", "rail")]),
        Way(8, &[7, 8], &[("railway", "abandoned"), ("abandoned:railway", "rail")]),
        Way(9, &[7, 8], &[("railway", "construction"), ("construction", "subway")]),
        Way(10, &[7, 8], &[("highway", "service"), ("construction", "rail")]),
        Way(11, &[8, 9], &[("railway", "rail"), ("disused", "yes")]),
    ];
    let data = read(&extract(&dir, &[row_of_nodes(), pbf::ways(&ways)]), &OSM_MODES, None).unwrap();
    let found: Vec<_> = data.segments.iter().map(|s| (s.id.as_str(), s.mode, s.status, s.is_oneway)).collect();
    let expected = [
        ("w1", Mode::Ferry, Status::Operating, false),
        ("w2", Mode::Ferry, Status::Operating, false),
        ("w4", Mode::Rail, Status::UnderConstruction, false),
        ("w5", Mode::Rail, Status::Planned, false),
        ("w6", Mode::Road, Status::UnderConstruction, true),
        ("w7", Mode::Rail, Status::Disused, false),
        ("w11", Mode::Rail, Status::Disused, false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn positions_come_from_nodes_of_either_kind_in_any_block() {
    let dir = tempfile::tempdir().unwrap();
    let plain =
        Block { is_dense: false, granularity: 1000, lat_offset: 50_000_000_000, lon_offset: -3_000_000_000, is_packed: true };
    // 50 + 0.25 degrees north, 13 - 3 = 10 degrees east; nodes may stand behind the ways.
    let parts = [
        pbf::nodes(&[(1, -50.5, -179.5), (2, 89.0, 179.9999999), (77, 0.0, 0.0)]),
        pbf::ways(&[Way(1, &[1, 2, 3], RAIL)]),
        pbf::nodes_in(&plain, &[(3, 250_000, 13_000_000)]),
    ];
    let data = read(&extract(&dir, &parts), &OSM_MODES, None).unwrap();
    let line: Vec<(f64, f64)> = data.segments.iter().flat_map(|s| s.line.0.iter().map(|at| (at.y, at.x))).collect();
    for at in [(-50.5, -179.5), (89.0, 179.9999999), (50.25, 10.0)] {
        assert!(line.contains(&at), "{at:?} in {line:?}");
    }
}

#[test]
fn a_broken_extract_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let path = extract(&dir, &[row_of_nodes(), pbf::ways(&[Way(70, &[1, 2, 3, 4, 5], RAIL)])]);
    let whole = fs::read(&path).unwrap();
    let header = pbf::header(&["OsmSchema-V0.6", "DenseNodes"]).len();
    let nodes = header + row_of_nodes().len();
    for end in 0..whole.len() {
        fs::write(&path, &whole[..end]).unwrap();
        let found = issues(read(&path, &OSM_MODES, None));
        // Cut between blocks it is a whole file without ways.
        let is_whole = end == header || end == nodes;
        assert_eq!(is_whole, found[0].message.contains("no line"), "{end}: {found:?}");
        assert!(found[0].help.is_some());
    }
    // Whatever one wrong byte does, it does not stop the program.
    for at in 0..whole.len() {
        let mut wrong = whole.clone();
        wrong[at] ^= 0x55;
        fs::write(&path, &wrong).unwrap();
        drop(read(&path, &OSM_MODES, None));
    }
    for garbage in [&b"<?xml version='1.0'?><osm/>"[..], &[0; 64], &[0xff; 64], b"\0\0\0\x01x"] {
        fs::write(&path, garbage).unwrap();
        assert!(issues(read(&path, &OSM_MODES, None))[0].help.is_some());
    }
    assert!(matches!(read(Path::new("missing.osm.pbf"), &OSM_MODES, None), Err(Error::Read { .. })));
}

#[test]
fn numbers_that_overflow_do_not_stop_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let most = (i64::MAX, i64::MAX, i64::MAX);
    let parts = [
        row_of_nodes(),
        pbf::nodes_in(&Block::default(), &[most, (i64::MIN, i64::MIN, i64::MIN), most]),
        pbf::nodes_in(
            &Block { is_dense: false, granularity: i64::from(i32::MAX), lat_offset: i64::MAX, ..Block::default() },
            &[most],
        ),
        pbf::ways(&[Way(1, &[1, i64::MAX, i64::MIN, i64::MAX, 2, 3], RAIL)]),
    ];
    // Where such nodes lie is anybody's guess; the others are where they were.
    let data = read(&extract(&dir, &parts), &OSM_MODES, None).unwrap();
    let third = data.place(data.place_ix("3").unwrap());
    assert_eq!((third.point.y(), third.point.x()), (50.0, 10.03));
}

#[test]
fn an_extract_that_says_too_much_or_too_little_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("h.pbf");
    for feature in ["HistoricalInformation", "Sort.Strange"] {
        fs::write(&path, pbf::header(&["OsmSchema-V0.6", feature])).unwrap();
        assert!(issues(read(&path, &OSM_MODES, None))[0].help.as_ref().is_some_and(|help| help.contains("osmium")));
    }
    let found = issues(read(&extract(&dir, &[pbf::ways(&[Way(1, &[1, 2], RAIL)])]), &OSM_MODES, None));
    assert!(found[0].message.contains("no node"), "{found:?}");
}

/// A folder of tables.
fn tables(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| fs::write(dir.path().join(name), text).unwrap());
    dir
}

const NODES: &str = "node_id,name,x_coord,y_coord\n1,Alpha,10,50\n2,,10.01,50\n3,,10.02,50\n";
const LINKS: &str = "link_id,from_node_id,to_node_id,directed,length,facility_type,allowed_uses,geometry\n\
    a,1,2,TRUE,1,rail,,\n\
    b,2,3,false,0.5,freeway,\"auto, truck\",\"LINESTRING (10.02 50, 10.015 50.001, 10.01 50)\"\n\
    c,3,1,1,,ferry,,\"linestring z(10.02 50 7, 10.01 49.99 7, 10 50 7)\"\n\
    d,1,3,0,2,,walk,\n";

#[test]
fn gmns_links_run_as_they_say() {
    let dir =
        tables(&[("node.csv", NODES), ("link.csv", LINKS), ("config.csv", "dataset_name,long_length,crs\nx,mile,EPSG:4326\n")]);
    let data = read(dir.path(), &[], None).unwrap();
    // Nobody carries freight over a footpath.
    assert_eq!(edges(&data), ["a 1>2", "b 2-3", "c 3>1"]);
    assert_eq!(data.segments.iter().map(|s| s.mode).collect::<Vec<_>>(), [Mode::Rail, Mode::Road, Mode::Ferry]);
    assert_eq!(data.place(data.place_ix("1").unwrap()).name, "Alpha");
    let found = metres(&data);
    let at = |a: &str, b: &str| found.get(&(a.to_owned(), b.to_owned())).copied();
    assert_eq!((at("1", "2"), at("2", "3"), at("3", "2"), at("1", "3")), (Some(1609), Some(804), Some(804), Some(2414)));
    // Without a length the line is measured; back to 2 it goes round.
    let measured = at("3", "1").unwrap();
    assert!((2600..2700).contains(&measured), "{measured}");
    assert!(at("2", "1").unwrap().abs_diff(804 + measured) <= 1);
    // The line runs with the link, however it was drawn.
    assert_eq!(data.segments[1].line.0[0].x, 10.01);

    // The table of links stands for its folder, and a flag before what it says.
    let same = read(&dir.path().join("link.csv"), &[], Some(LengthUnit::Ft)).unwrap();
    assert_eq!(metres(&same)[&("2".to_owned(), "3".to_owned())], 0);
    assert_eq!(same.segments[0].length.as_ref().unwrap().0, 0.000_305);
}

#[test]
fn gmns_geometries_may_stand_in_a_table() {
    let links = "link_id,from_node_id,to_node_id,directed,geometry_id,dir_flag\na,1,3,true,g,1\nb,3,1,true,g,-1\n";
    let geometry = "geometry_id,geometry\ng,\"LINESTRING (10 50, 10.01 50.01, 10.02 50)\"\n";
    let dir = tables(&[("node.csv", NODES), ("link.csv", links), ("geometry.csv", geometry)]);
    let data = read(dir.path(), &[], None).unwrap();
    let first: Vec<f64> = data.segments.iter().map(|segment| segment.line.0[0].x).collect();
    assert_eq!((first, data.segments[1].line.0.len()), (vec![10.0, 10.02], 3));
    fs::write(dir.path().join("link.csv"), links.replace(",g,-1", ",h,-1")).unwrap();
    assert_eq!(issues(read(dir.path(), &[], None))[0].line, Some(3));
}

#[test]
fn what_gmns_tables_lack_is_named() {
    let unsaid = issues(read(tables(&[("node.csv", NODES), ("link.csv", LINKS)]).path(), &[], None));
    let help = unsaid[0].help.clone().unwrap();
    assert!(unsaid.len() == 1 && help.contains("config.csv") && help.contains("--length-unit"), "{unsaid:?}");

    let wrong = "link_id,from_node_id,to_node_id,directed,length,geometry\na,1,9,true,1,\nb,1,2,perhaps,1,\nc,1,2,true,-1,\nd,1,2,true,1,POINT (1 2)\ne,1,,true,1,\n";
    let dir = tables(&[("node.csv", NODES), ("link.csv", wrong)]);
    let found = issues(read(dir.path(), &[], Some(LengthUnit::Km)));
    assert_eq!(found.iter().map(|issue| issue.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6].map(Some));
    assert!(
        found[0].message.contains("\"9\"") && found.iter().all(|issue| issue.file.ends_with("link.csv") && issue.help.is_some())
    );

    let one = |files: &[(&str, &str)], line: usize, word: &str| {
        let found = issues(read(tables(files).path(), &[], None));
        assert!(found[0].line == Some(line) && found[0].message.contains(word), "{found:?}");
    };
    let link = ("link.csv", "link_id,from_node_id,to_node_id,directed\na,1,2,true\n");
    one(&[("node.csv", NODES), link, ("config.csv", "long_length,crs\nkm,EPSG:32633\n")], 2, "32633");
    one(&[("node.csv", NODES), link, ("config.csv", "long_length\nverst\n")], 2, "verst");
    one(&[("node.csv", "node_id,x_coord,y_coord\n1,4500000,5500000\n2,1,1\n"), link], 2, "not on the earth");
    assert!(matches!(read(tables(&[link]).path(), &[], None), Err(Error::Data(_))));
    assert!(matches!(read(tables(&[]).path(), &[], None), Err(Error::Data(_))));
}

/// A few bytes can be many empty things, each of which takes memory.
#[test]
fn a_block_of_many_empty_things_is_refused_before_it_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let mut table = vec![0x0a];
    table.extend([0x80, 0x80, 0x80, 0x03]); // 6 MiB of them
    table.extend([0x0a, 0].repeat(3 << 20));
    for message in [[0x12, 0].repeat(1 << 20), table] {
        let path = extract(&dir, &[pbf::blob("OSMData", &message, true)]);
        assert!(fs::metadata(&path).unwrap().len() < 1 << 16);
        let found = issues(read(&path, &OSM_MODES, None));
        assert!(found[0].code == "limit" && found[0].message.contains("128 MiB of memory"), "{found:?}");
    }
    let path = dir.path().join("head.osm.pbf");
    fs::write(&path, pbf::blob("OSMHeader", &[0x22, 0].repeat(4 << 20), true)).unwrap();
    assert_eq!(issues(read(&path, &OSM_MODES, None))[0].code, "limit");
}

/// Whether a way is a railway does not depend on the language of its note.
#[test]
fn a_tag_that_is_no_text_hides_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let note = (&b"note"[..], &b"\xff\xfe"[..]);
    let rail = (&b"railway"[..], &b"rail"[..]);
    let count = |tags: Vec<(&[u8], &[u8])>| {
        let path = extract(&dir, &[row_of_nodes(), pbf::ways_of(&[(1, &[1, 2], tags), (2, &[3, 4], vec![rail])])]);
        read(&path, &OSM_MODES, None).unwrap().segments.len()
    };
    assert_eq!(count(vec![note, rail]), 2);
    assert_eq!(count(vec![rail, note, (&b"service"[..], &b"yard"[..])]), 1);
}

#[test]
fn a_head_in_the_midst_is_looked_at_and_other_files_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let ways = pbf::ways(&[Way(1, &[1, 2], RAIL)]);
    let path = extract(&dir, &[row_of_nodes(), ways.clone(), pbf::header(&["OsmSchema-V0.6", "HistoricalInformation"])]);
    assert!(issues(read(&path, &OSM_MODES, None))[0].message.contains("every past version"));
    for text in [&b"<?xml version=\"1.0\"?><osm/>"[..], b"from,to,length_km\n", b"\0\0\0\x0b\x0a\x07OSMData\x18\x00"] {
        fs::write(&path, text).unwrap();
        assert!(issues(read(&path, &OSM_MODES, None))[0].message.contains("no OpenStreetMap PBF file"), "{text:?}");
    }
    let mut packed = pbf::blob("OSMData", &[], false);
    let at = packed.len() - 2;
    packed[at] = 7 << 3 | 2;
    let path = extract(&dir, &[packed]);
    assert!(issues(read(&path, &OSM_MODES, None))[0].message.contains("Zstandard"));
}
