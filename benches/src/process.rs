//! A process that starts, reads a file, answers one question and ends: the program beside the least that such a process could do.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use corridor::engine::{Graph, Search};
use serde::Deserialize;

use crate::measure::shown;
use crate::network::{Network, Numbers};

/// Processes of a kind, each with a question of its own.
const RUNS: usize = 40;

/// A part of the page: what processes of the program take on a network, built and as GeoJSON, beside one that reads the same GeoJSON with `serde_json` and searches plain arrays.
pub fn compared(network: &Network) -> String {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/corridor");
    if !program.exists() {
        return "Processes: skipped, as the program was not built (`cargo build --release`).\n\n".to_owned();
    }
    let folder = std::env::temp_dir().join(format!("corridor-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let [lines, built] = ["net.geojson", "net.corridor"].map(|name| folder.join(name));
    fs::write(&lines, geojson(network)).expect("a file");
    run(Command::new(&program).args(["network", "build"]).arg(&lines).arg("-o").arg(&built));
    let mut numbers = Numbers::new(11);
    let pairs: Vec<[String; 2]> = (0..RUNS).map(|_| [0; 2].map(|_| numbers.below(network.nodes).to_string())).collect();
    let asked = |file: &Path, format: &str| {
        seconds_and_answers(&pairs, |[from, to]| {
            let mut command = Command::new(&program);
            command.args(["route", from, to, "--by", "distance", "--format", format, "--network"]).arg(file);
            command
        })
    };
    let (least, lengths) = seconds_and_answers(&pairs, |[from, to]| {
        let mut command = Command::new(std::env::current_exe().expect("the program knows itself"));
        command.arg("--plain").arg(&lines).args([from, to]);
        command
    });
    for file in [&built, &lines] {
        let found = asked(file, "json").1;
        // What is no number is no answer.
        let is_same = found.iter().zip(&lengths).all(|(a, b)| (kilometres(a) - kilometres(b)).abs() < 0.001);
        assert!(is_same, "the program and the plain process answer otherwise");
    }
    let (of_built, of_lines) = (asked(&built, "table").0, asked(&lines, "table").0);
    let _ = fs::remove_dir_all(&folder);
    format!(
        "A process that starts, answers one route with its table of legs, and ends: {} from the built network, {} from GeoJSON. One that only reads the same GeoJSON with `serde_json`, searches plain arrays and prints a length: {} (ratio {:.2}). Means of {RUNS} routes.\n\n",
        shown(of_built),
        shown(of_lines),
        shown(least),
        of_lines / least
    )
}

/// The mean time of the processor of some processes, seconds, and what they print.
fn seconds_and_answers(pairs: &[[String; 2]], command: impl Fn(&[String; 2]) -> Command) -> (f64, Vec<String>) {
    let begun = of_children();
    let answers = pairs.iter().map(|pair| run(&mut command(pair))).collect();
    ((of_children() - begun) / pairs.len() as f64, answers)
}

fn run(command: &mut Command) -> String {
    let output = command.stderr(Stdio::piped()).output().expect("the program runs");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The length in an answer: the whole of it, or the first `km` of the totals.
fn kilometres(answer: &str) -> f64 {
    let of_json = || answer.split("\"totals\"").nth(1)?.split("\"km\":").nth(1)?.split([',', '}']).next()?.trim().parse().ok();
    answer.trim().parse().ok().or_else(of_json).unwrap_or(f64::NAN)
}

/// Time of the processor that processes took which have ended, as the system counts it: in hundredths of a second, so many are asked.
fn of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> =
        stat.rsplit(')').next().unwrap_or("").split_whitespace().filter_map(|field| field.parse().ok()).collect();
    // The state, which is no number, is left out: fields 16 and 17 of the whole line.
    fields.get(12).zip(fields.get(13)).map_or(f64::NAN, |(user, system)| (user + system) / 100.0)
}

fn geojson(network: &Network) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for (edge, ([a, b], metres)) in network.ends.iter().zip(&network.metres).enumerate() {
        let ([ax, ay], [bx, by]) = (network.at[*a as usize], network.at[*b as usize]);
        let comma = if edge > 0 { ",\n" } else { "" };
        write!(text, "{comma}{{\"type\":\"Feature\",\"properties\":{{\"from\":{a},\"to\":{b},\"length_km\":{}}},\"geometry\":{{\"type\":\"LineString\",\"coordinates\":[[{ax},{ay}],[{bx},{by}]]}}}}", f64::from(*metres) / 1e3).expect("a text grows");
    }
    text + "\n]}\n"
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Edge,
    geometry: Line,
}

#[derive(Deserialize)]
struct Edge {
    from: u32,
    to: u32,
    length_km: f64,
}

#[derive(Deserialize)]
struct Line {
    coordinates: Vec<[f64; 2]>,
}

/// The least that a process does: reads the lines, searches once, prints kilometres.
pub fn plain(file: &str, from: &str, to: &str) {
    let text = fs::read(file).expect("the file is there");
    let read: Collection = serde_json::from_slice(&text).expect("GeoJSON");
    let edges: Vec<[u32; 2]> = read.features.iter().map(|line| [line.properties.from, line.properties.to]).collect();
    let metres: Vec<u64> = read.features.iter().map(|line| (line.properties.length_km * 1e3).round() as u64).collect();
    assert!(read.features.iter().all(|line| line.geometry.coordinates.len() == 2));
    let nodes = edges.as_flattened().iter().max().map_or(0, |last| *last as usize + 1);
    let arcs = (0..2 * edges.len())
        .map(|arc| (arc as u32, if arc % 2 == 0 { edges[arc / 2] } else { [edges[arc / 2][1], edges[arc / 2][0]] }));
    let graph = Graph::new(nodes, arcs);
    let mut search = Search::new(&graph);
    let [from, to] = [from, to].map(|id| id.parse().expect("a node"));
    search.run(from, &[to], |arc| metres[arc as usize / 2]);
    println!("{}", search.weight(to) as f64 / 1e3);
}
