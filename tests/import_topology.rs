//! Small drawings with a known answer for each rule by which lines become a network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::fs;

use corridor::analysis::silent;
use corridor::import::{self, Import, Net, dataset, find_countries, survey};
use corridor::network::{Network, Selector};
use corridor::query::RouteQuery;
use corridor::route::route;
use geo::{Geodesic, Length};
use proptest::prelude::*;

type Line<'a> = (&'a [[f64; 2]], &'a str);

/// Lines with properties, read as a file.
fn drawn(lines: &[Line], import: Import) -> Net {
    let feature = |(line, properties): &Line| {
        let points: Vec<String> = line.iter().map(|[x, y]| format!("[{x}, {y}]")).collect();
        format!(
            r#"{{"type": "Feature", "properties": {{{properties}}}, "geometry": {{"type": "LineString", "coordinates": [{}]}}}}"#,
            points.join(", ")
        )
    };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("net.geojsonl");
    fs::write(&path, lines.iter().map(feature).collect::<Vec<_>>().join("\n")).unwrap();
    let mut net = import::read(&Import { files: vec![path], ..import }, &silent).unwrap();
    find_countries(&mut net).unwrap();
    net
}

fn crossings() -> Import {
    Import { crossings: true, ..Import::default() }
}

fn merge() -> Import {
    Import { merge: true, ..Import::default() }
}

/// Nodes, edges, parts.
fn counts(net: &Net) -> (usize, usize, Vec<usize>) {
    let found = survey(net, 0.0);
    (found.nodes, found.edges, found.parts)
}

#[test]
fn lines_that_cross_meet_there_where_it_is_asked_for() {
    let across: Line = (&[[10.1, 49.9], [10.1, 50.1]], "\"length_km\": 20, \"id\": \"across\"");
    let through: Line = (&[[10.0, 50.0], [10.2, 50.0]], "");
    assert_eq!(counts(&drawn(&[across, through], Import::default())), (4, 2, vec![2, 2]));
    let net = drawn(&[across, through], crossings());
    assert_eq!(counts(&net), (5, 4, vec![5]));
    let data = dataset(&net).unwrap();
    let halves = ["across/1", "across/2"].map(|id| data.segment(data.segment_ix(id).unwrap()).length.as_ref().unwrap().0);
    assert!((halves[0] - 10.0).abs() < 0.01 && (halves[0] + halves[1] - 20.0).abs() < 1e-9, "{halves:?}");
}

#[test]
fn a_line_meets_another_on_which_it_ends_and_itself() {
    // An end exactly on a step without a vertex there.
    let through: Line = (&[[10.0, 50.0], [10.2, 50.0]], "");
    let ends: Line = (&[[10.1, 50.0], [10.1, 50.1]], "");
    assert_eq!(counts(&drawn(&[through, ends], Import::default())).2, [2, 2]);
    assert_eq!(counts(&drawn(&[through, ends], crossings())), (4, 3, vec![4]));
    // A figure of eight: four pieces of line meet in the middle, two of them as a loop.
    let eight: Line = (&[[10.0, 50.0], [10.2, 50.2], [10.2, 50.0], [10.0, 50.2]], "");
    assert_eq!(counts(&drawn(&[eight], crossings())), (3, 3, vec![3]));
}

#[test]
fn lines_on_top_of_each_other_share_their_ends() {
    let long: Line = (&[[10.0, 50.0], [10.3, 50.0]], "");
    let short: Line = (&[[10.1, 50.0], [10.2, 50.0]], "");
    // The long line is cut where the short one begins and ends; the middle stands twice.
    assert_eq!(counts(&drawn(&[long, short], crossings())), (4, 4, vec![4]));
}

#[test]
fn chains_become_one_edge_with_their_line() {
    let a: Line = (&[[10.0, 50.0], [10.1, 50.05], [10.2, 50.0]], "\"id\": \"a\"");
    let b: Line = (&[[10.3, 50.0], [10.25, 50.02], [10.2, 50.0]], "\"id\": \"b\"");
    let branch: Line = (&[[10.3, 50.0], [10.3, 50.2]], "");
    let beyond: Line = (&[[10.3, 50.0], [10.5, 50.0]], "");
    let lines = [a, b, branch, beyond];
    let whole = drawn(&lines, Import::default());
    let net = drawn(&lines, merge());
    assert_eq!((counts(&whole), counts(&net)), ((5, 4, vec![5]), (4, 3, vec![4])));
    let data = dataset(&net).unwrap();
    let chain = data.segment(data.segment_ix("a").unwrap());
    let points: Vec<(f64, f64)> = chain.line.0.iter().map(|at| (at.x, at.y)).collect();
    assert_eq!(points, [(10.0, 50.0), (10.1, 50.05), (10.2, 50.0), (10.25, 50.02), (10.3, 50.0)]);
    let metres = |net: &Net| (0..net.edge_count()).map(|edge| net.millimetres(edge)).sum::<u64>() / 1000;
    assert_eq!(metres(&whole), metres(&net));
    assert!((Geodesic.length(&chain.line) - net.millimetres(0) as f64 / 1000.0).abs() < 0.01);
}

#[test]
fn what_differs_is_not_merged_and_rings_stay() {
    let a: Line = (&[[10.0, 50.0], [10.1, 50.0]], "\"mode\": \"rail\"");
    let b: Line = (&[[10.1, 50.0], [10.2, 50.0]], "\"mode\": \"road\"");
    assert_eq!(counts(&drawn(&[a, b], merge())).1, 2);
    // One-way edges that follow each other are a chain, those that meet head to head are not.
    let one = |line: &'static [[f64; 2]]| -> Line<'static> { (line, "\"oneway\": \"yes\"") };
    assert_eq!(counts(&drawn(&[one(&[[10.0, 50.0], [10.1, 50.0]]), one(&[[10.1, 50.0], [10.2, 50.0]])], merge())).1, 1);
    assert_eq!(counts(&drawn(&[one(&[[10.0, 50.0], [10.1, 50.0]]), one(&[[10.2, 50.0], [10.1, 50.0]])], merge())).1, 2);
    // Three lines round; two parallel lines.
    let ring: [Line; 3] =
        [(&[[10.0, 50.0], [10.1, 50.0]], ""), (&[[10.1, 50.0], [10.1, 50.1]], ""), (&[[10.1, 50.1], [10.0, 50.0]], "")];
    assert_eq!(counts(&drawn(&ring, merge())), (1, 1, vec![1]));
    let parallel: [Line; 4] = [
        (&[[10.0, 50.0], [10.1, 50.1], [10.2, 50.0]], ""),
        (&[[10.0, 50.0], [10.2, 50.0]], ""),
        (&[[10.2, 50.0], [10.3, 50.0]], ""),
        (&[[10.0, 50.0], [9.9, 50.0]], ""),
    ];
    assert_eq!(counts(&drawn(&parallel, merge())), (4, 4, vec![4]));
}

#[test]
fn a_border_is_a_node_of_both_countries_and_pieces_add_up() {
    // Strasbourg to Offenburg and on; a line with a length of its own.
    let line: Line = (&[[7.75, 48.58], [7.94, 48.47], [8.1, 48.4]], "\"length_km\": 40, \"id\": \"rhine\"");
    let net = drawn(&[line], Import::default());
    let found = survey(&net, 0.0);
    assert_eq!((found.nodes, found.edges, found.border_crossings), (2, 1, 1));
    let data = dataset(&net).unwrap();
    let border = data.place(data.place_ix("rhine@1").unwrap());
    let countries: Vec<String> = border.countries.iter().map(ToString::to_string).collect();
    assert_eq!(countries, ["FR", "DE"]);
    assert_eq!((0..net.edge_count()).map(|edge| net.millimetres(edge)).sum::<u64>(), 40_000_000);
    assert!(data.segment_ix("rhine").is_some() && data.segment_ix("rhine@2").is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Merging chains changes no distance between the nodes that stay.
    #[test]
    fn merging_keeps_distances(edges in prop::collection::vec((0..9_u32, 0..9_u32, any::<bool>()), 1..16)) {
        let at = |n: u32| [10.0 + 0.01 * f64::from(n % 3), 50.0 + 0.01 * f64::from(n / 3)];
        let lines: Vec<([[f64; 2]; 2], &str)> =
            edges.iter().map(|(a, b, oneway)| ([at(*a), at(*b)], if *oneway { "\"oneway\": \"yes\"" } else { "" })).collect();
        let lines: Vec<Line> = lines.iter().map(|(line, properties)| (&line[..], *properties)).collect();
        let (whole, merged) = (distances(&drawn(&lines, Import::default())), distances(&drawn(&lines, merge())));
        prop_assert!(!merged.is_empty());
        for (pair, metres) in &merged {
            // Each edge is rounded to a millimetre.
            prop_assert!(whole.get(pair).is_some_and(|known| known.abs_diff(*metres) < 20), "{:?} {:?} {}", pair, whole.get(pair), metres);
        }
        let kept = |pair: &(String, String)| merged.contains_key(&(pair.0.clone(), pair.0.clone())) && merged.contains_key(&(pair.1.clone(), pair.1.clone()));
        prop_assert_eq!(whole.keys().filter(|pair| kept(pair)).count(), merged.len());
    }
}

/// Millimetres between all nodes that reach each other, by their ids, after Floyd and Warshall.
fn distances(net: &Net) -> BTreeMap<(String, String), u64> {
    let count = net.node_count();
    let mut best = vec![vec![u64::MAX; count]; count];
    (0..count).for_each(|node| best[node][node] = 0);
    for edge in 0..net.edge_count() {
        let [a, b] = net.ends(edge);
        best[a][b] = best[a][b].min(net.millimetres(edge));
        if !net.class(edge).is_oneway {
            best[b][a] = best[b][a].min(net.millimetres(edge));
        }
    }
    for k in 0..count {
        for i in 0..count {
            for j in 0..count {
                best[i][j] = best[i][j].min(best[i][k].saturating_add(best[k][j]));
            }
        }
    }
    let pairs = (0..count).flat_map(|i| (0..count).map(move |j| (i, j)));
    let reached = pairs.filter(|(i, j)| best[*i][*j] != u64::MAX);
    reached.map(|(i, j)| ((net.node_id(i).into_owned(), net.node_id(j).into_owned()), best[i][j])).collect()
}

#[test]
fn lines_of_two_countries_that_meet_cross_a_border_there() {
    let a: Line = (&[[10.0, 50.0], [10.1, 50.0]], "\"country\": \"DE\"");
    let b: Line = (&[[10.1, 50.0], [10.2, 50.0]], "\"country\": \"FR\"");
    let road: Line = (&[[10.1, 50.0], [10.1, 50.1]], "\"country\": \"FR\", \"mode\": \"road\"");
    let data = dataset(&drawn(&[a, b, road], Import::default())).unwrap();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let place = |id: &str| data.place_ix(id).unwrap();
    let crossings = |from: &str, to: &str, close: Vec<Selector>| {
        let mut query = RouteQuery::new(place(from), place(to));
        query.scenario.close = close;
        let answer = route(&data, &network, "teu", &query).unwrap();
        answer.routes.first().map(|route| route.totals.border_crossings)
    };
    let border = || vec![Selector::Border("FR".parse().unwrap(), "DE".parse().unwrap())];
    assert_eq!(crossings("50,10", "50,10.2", Vec::new()), Some(1));
    assert_eq!(crossings("50,10", "50,10.2", border()), None);
    assert_eq!(crossings("50,10.2", "50.1,10.1", border()), Some(0));
}

#[test]
fn a_line_over_the_date_line_is_short() {
    let line: Line = (&[[177.0, 68.0], [-178.0, 66.0]], "");
    let net = drawn(&[line], Import::default());
    assert_eq!(survey(&net, 0.0).border_crossings, 0);
    // 311.8 km by an independent geodesic.
    assert_eq!(net.millimetres(0) / 100_000_000, 3);
    // Cut at the edge of the map, its halves meet.
    let halves: [Line; 2] = [(&[[177.0, 68.0], [180.0, 65.0]], ""), (&[[-180.0, 65.0], [-178.0, 66.0]], "")];
    assert_eq!(survey(&drawn(&halves, Import::default()), 0.0).parts, [3]);
}
