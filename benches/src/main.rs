//! Measures the engine beside its peers in one run and writes `docs/performance.md`.
//!
//! `cargo run --release --manifest-path benches/Cargo.toml [FOLDER NAME]`: a graph of `FOLDER/NAME.edges.csv.gz` and `NAME.nodes.csv.gz`; without one a network that is grown.

mod measure;
mod network;
mod ours;
mod peers;
mod process;
mod tasks;

use std::fmt::Write;
use std::path::Path;

use measure::{median, shown};
use network::Network;
use tasks::{Figure, NAMES, Tasks};

const PEERS: [&str; 4] = ["corridor", "RoutingKit CCH", "cch", "plain arrays"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, peer, size] = arguments.as_slice()
        && flag == "--memory"
    {
        return memory(peer, size);
    }
    if let [flag, file, from, to] = arguments.as_slice()
        && flag == "--plain"
    {
        return process::plain(file, from, to);
    }
    let networks = match arguments.as_slice() {
        [folder, names @ ..] if !names.is_empty() => names.iter().map(|name| Network::read(Path::new(folder), name)).collect(),
        _ => vec![Network::grown(160_000)],
    };
    let mut page = String::from(HEAD);
    for network in &networks {
        page += &compared(network);
        page += &process::compared(network);
    }
    page += &growth();
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance.md");
    std::fs::write(&target, page).expect("docs/performance.md is written");
    println!("{}", target.display());
}

const HEAD: &str = "\
# Performance

Written by `just bench` (`benches/`, a package of its own, since the peers need a C++ compiler): every figure of a table is from one run on one machine, time of the processor on one thread, the median of some runs. Sums over all answers of \
the peers are held against each other in the same run. What a table asks is in `benches/src/tasks.rs`: 1,000 random pairs, 200 sources, 500 by 500, ten origins by ten destinations under closures of edges on their routes.

RoutingKit is used through the crate `routingkit-cch`, `cch` is pure Rust; both answer from customizable contraction hierarchies, as the engine does. Plain arrays are Dijkstra's algorithm and Brandes' without any preparation. How each answer is found stands at the head of its file in `src/engine/`: links closed in turn on all routes of some pairs \
take two rows of a table to the nodes where ways part, a pass over the chains between these and a sort for each pair.

";

/// The table of one network.
fn compared(network: &Network) -> String {
    let tasks = Tasks::of(network, |pairs| ours::used(network, pairs));
    eprintln!("{}: {} nodes, {} edges", network.name, network.nodes, network.ends.len());
    let figures: [[Figure; NAMES.len()]; 4] = [
        ours::run(network, &tasks),
        peers::routingkit(network, &tasks),
        peers::cch(network, &tasks),
        peers::plain(network, &tasks),
    ];
    let mut text = format!(
        "## {} ({} nodes, {} edges)\n\n| task | {} | corridor to the best peer |\n|---|{}---|\n",
        network.name,
        network.nodes,
        network.ends.len(),
        PEERS.join(" | "),
        "---|".repeat(4)
    );
    for (task, name) in NAMES.iter().enumerate() {
        let row: Vec<Figure> = figures.iter().map(|peer| peer[task]).collect();
        for (peer, figure) in PEERS.iter().zip(&row) {
            if let (Some((_, ours)), Some((_, theirs))) = (row[0], figure)
                && *theirs != 0
            {
                assert_eq!(ours, *theirs, "{name}: {peer} answers otherwise");
            }
        }
        let best = row[1..].iter().flatten().map(|(seconds, _)| *seconds).filter(|_| task > 0).fold(f64::INFINITY, f64::min);
        let best = if task == 0 { row[1].map_or(f64::INFINITY, |(seconds, _)| seconds) } else { best };
        let ratio = row[0].filter(|_| best.is_finite()).map_or("-".to_owned(), |(seconds, _)| format!("{:.2}", seconds / best));
        let cells: Vec<String> = row.iter().map(|figure| figure.map_or("-".to_owned(), |(seconds, _)| shown(seconds))).collect();
        writeln!(text, "| {name} | {} | {ratio} |", cells.join(" | ")).expect("a text grows");
    }
    let [one, two] = ours::two_threads(network, &tasks);
    let [mine, theirs] = ["corridor", "RoutingKit CCH"].map(|peer| peak(peer, network));
    writeln!(text, "\nThe table on two threads takes 1/{:.2} of its time on one. Links on the routes of the 100 pairs: {}. Peak memory of a process that builds and asks 1,000 routes, graph included: corridor {mine:.0} MiB, RoutingKit CCH {theirs:.0} MiB.\n", one / two, ours::used(network, &tasks.few).len()).expect("a text grows");
    text
}

/// How figures grow with the network.
fn growth() -> String {
    let sizes = [10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000];
    let mut text = String::from(
        "## Growth\n\nNetworks that are grown: junctions on a grid, a third of the lines left out, three stations within each line.\n\n| nodes | edges | order and build | new weights | route, length only | route with its links | one to all |\n|---|---|---|---|---|---|---|\n",
    );
    let (mut builds, mut lengths) = (Vec::new(), Vec::new());
    for size in sizes {
        let network = Network::grown(size);
        let (arcs, at) = (network.arcs(), network.flat());
        let weight = |arc: usize| network.metres[arc / 2];
        let (build, hierarchy) = median(1, || corridor::engine::Hierarchy::new(network.nodes, &arcs, Some(&at)));
        let mut metric = corridor::engine::Metric::new(&hierarchy, weight);
        let (refill, ()) = median(3, || metric.refill(&hierarchy, weight));
        let mut query = corridor::engine::Query::new(&hierarchy);
        let mut numbers = network::Numbers::new(3);
        let pairs: Vec<[u32; 2]> = (0..1000).map(|_| [0; 2].map(|_| numbers.below(network.nodes) as u32)).collect();
        let (length, _) = median(3, || pairs.iter().map(|[a, b]| u64::from(query.weight(&metric, *a, *b))).sum::<u64>());
        let mut way = Vec::new();
        let (path, _) = median(3, || pairs.iter().filter_map(|[a, b]| query.path(&metric, *a, *b, &mut way)).count());
        let mut all = Vec::new();
        let (to_all, ()) = median(3, || pairs.iter().take(20).for_each(|[a, _]| query.from_node(&metric, *a, &mut all)));
        writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            network.nodes,
            network.ends.len(),
            shown(build),
            shown(refill),
            shown(length / 1e3),
            shown(path / 1e3),
            shown(to_all / 20.0)
        )
        .expect("a text grows");
        builds.push(format!("{:.3}", build));
        lengths.push(format!("{:.2}", length * 1e3));
    }
    let chart = |title: &str, axis: &str, values: &[String]| {
        format!(
            "\n```mermaid\nxychart-beta\n    title \"{title}\"\n    x-axis \"nodes, thousands\" [10, 20, 40, 80, 160, 320, 640]\n    y-axis \"{axis}\"\n    line [{}]\n```\n",
            values.join(", ")
        )
    };
    text + &chart("Order and build", "seconds", &builds) + &chart("One route, length only", "microseconds", &lengths)
}

/// The peak of a process that builds and asks, in MiB, as the process itself reads it.
fn peak(peer: &str, network: &Network) -> f64 {
    let file = std::env::temp_dir().join(format!("corridor-bench-{}.txt", std::process::id()));
    let mut text = String::new();
    for (ends, metres) in network.ends.iter().zip(&network.metres) {
        writeln!(text, "{} {} {metres}", ends[0], ends[1]).expect("a text grows");
    }
    network.at.iter().for_each(|[x, y]| writeln!(text, "@ {x} {y}").expect("a text grows"));
    std::fs::write(&file, text).expect("a file is written");
    let program = std::env::current_exe().expect("the program knows itself");
    let output = std::process::Command::new(program).args(["--memory", peer]).arg(&file).output().expect("the program runs");
    let _ = std::fs::remove_file(&file);
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(f64::NAN)
}

/// Builds, asks 1,000 routes, and prints the most memory in use, MiB.
fn memory(peer: &str, file: &str) {
    use std::io::BufRead;
    let mut network = Network { name: String::new(), nodes: 0, ends: Vec::new(), metres: Vec::new(), at: Vec::new() };
    for line in std::io::BufReader::new(std::fs::File::open(file).expect("the file is there")).lines() {
        let line = line.expect("a line");
        let cells: Vec<&str> = line.split(' ').collect();
        if cells[0] == "@" {
            network.at.push([1, 2].map(|i| cells[i].parse().expect("a number")));
        } else {
            network.ends.push([0, 1].map(|i| cells[i].parse().expect("a number")));
            network.metres.push(cells[2].parse().expect("a number"));
        }
    }
    network.nodes = network.at.len();
    let mut numbers = network::Numbers::new(5);
    let pairs: Vec<[u32; 2]> = (0..1000).map(|_| [0; 2].map(|_| numbers.below(network.nodes) as u32)).collect();
    let arcs = network.arcs();
    if peer == "corridor" {
        let hierarchy = corridor::engine::Hierarchy::new(network.nodes, &arcs, Some(&network.flat()));
        let metric = corridor::engine::Metric::new(&hierarchy, |arc| network.metres[arc / 2]);
        let (mut query, mut way) = (corridor::engine::Query::new(&hierarchy), Vec::new());
        pairs.iter().for_each(|[a, b]| {
            query.path(&metric, *a, *b, &mut way);
        });
    } else {
        let (tail, head) = network.tails_and_heads();
        let weights: Vec<u32> = (0..arcs.len()).map(|arc| network.metres[arc / 2]).collect();
        let (lat, lon) = network.degrees();
        let order = routingkit_cch::compute_order_inertial(network.nodes as u32, &tail, &head, &lat, &lon);
        let hierarchy = routingkit_cch::CCH::new(&order, &tail, &head, |_| {}, false);
        let metric = routingkit_cch::CCHMetric::new(&hierarchy, weights);
        let mut query = routingkit_cch::CCHQuery::new(&metric);
        for [a, b] in &pairs {
            query.add_source(*a, 0);
            query.add_target(*b, 0);
            query.run().arc_path();
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<f64>().ok());
    println!("{}", kib.map_or(f64::NAN, |kib| kib / 1024.0));
}
