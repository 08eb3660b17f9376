//! Networks of others beside the slow search: a table is asked of the columns of edges, of what was prepared for them, and of the same written and opened again; the slow search has
//! the dataset that the edges become.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use corridor::analysis::silent;
use corridor::cost::Objective;
use corridor::direct::Direct;
use corridor::export::write_whole_with;
use corridor::import::{self, Import, Net};
use corridor::model::{Dataset, Mode, PlaceIx};
use corridor::network::{Constraints, Scenario};
use corridor::read::schema::Kind;

use crate::random::{Draw, Question, objective};
use crate::slow::Slow;
use crate::threads::on_threads;
use crate::trial::{Plan, Trial};

/// Questions to a network, each for all pairs of its nodes.
const QUESTIONS: usize = 4;

/// What was met, so that the test is not empty.
#[derive(Default)]
struct Tally {
    pairs: u64,
    found: u64,
    failed: Vec<String>,
}

/// Tries it.
pub fn run(plan: &Plan, trial: &mut Trial) {
    trial.seed = Some(plan.seed);
    let tables = import::tables(&[Kind::Source]).expect("the program's tables");
    let networks = plan.count(20, 2_000);
    let tallies = on_threads(networks, |case| {
        let mut draw = Draw::of(plan.seed, case);
        let folder = tempfile::tempdir().expect("a folder");
        let nets = nets(&mut draw, folder.path());
        let mut tally = Tally::default();
        for question in 0..QUESTIONS {
            ask(&nets, &tables, &mut draw, &format!("seed {} case {case} question {question}", plan.seed), &mut tally);
        }
        tally
    });
    let sum = |of: fn(&Tally) -> u64| tallies.iter().map(of).sum::<u64>();
    let (pairs, found) = (sum(|t| t.pairs), sum(|t| t.found));
    trial.at_least(30, pairs, "a way", found);
    trial.at_least(5, pairs, "no way", pairs - found);
    trial.seen = Some(format!("{networks} networks, {:.0} % of pairs with a way", 100.0 * found as f64 / pairs.max(1) as f64));
    trial.tried += pairs;
    trial.failed.extend(tallies.into_iter().flat_map(|tally| tally.failed));
}

/// One network: as it was read, prepared, and opened from its file.
fn nets(draw: &mut Draw, folder: &Path) -> [(&'static str, Net); 3] {
    let [edges, nodes, built] = ["edges.csv", "nodes.csv", "net.corridor"].map(|name| folder.join(name));
    let count = 6 + draw.below(6);
    let mut text = "id,lat,lon\n".to_owned();
    for node in 0..count {
        writeln!(text, "n{node},{},{}", 36 + draw.below(10), 44 + draw.below(12)).expect("a text");
    }
    fs::write(&nodes, text).expect("a file");
    let mut text = "from,to,length_km,mode,country,status,oneway\n".to_owned();
    for _ in 0..count * 3 {
        let [from, to] = [0, 1].map(|_| draw.below(count));
        let length = draw.below(400);
        let mode = draw.one(&["rail", "rail", "rail", "road", "road", "sea", "ferry", "pipeline"]);
        let country = draw.one(&["", "", "AZ", "IR", "RU", "XZ"]);
        let status = draw.one(&["operating", "operating", "operating", "operating", "planned", "disused"]);
        writeln!(text, "n{from},n{to},{length},{mode},{country},{status},{}", draw.one(&["yes", "no", "no"])).expect("a text");
    }
    fs::write(&edges, text).expect("a file");
    let import = Import { files: vec![edges], nodes: Some(nodes), ..Import::default() };
    let read = || {
        let mut net = import::read(&import, &silent).expect("a network");
        import::find_countries(&mut net).expect("a small network");
        net
    };
    let mut prepared = read();
    prepared.prepare(&silent);
    write_whole_with(&built, &mut |out| prepared.write(out)).expect("a file");
    let opened = Net::open(&built).expect("a built network");
    [("as read", read()), ("prepared", prepared), ("opened", opened)]
}

fn ask(nets: &[(&'static str, Net); 3], tables: &Dataset, draw: &mut Draw, whence: &str, tally: &mut Tally) {
    let data = import::dataset(&nets[0].1).expect("a dataset");
    let load = draw.one(&["teu", "feu"]);
    // Gas is not asked of edges alone.
    let modes = if draw.percent(50) {
        Mode::FREIGHT.to_vec()
    } else {
        let mut some = draw.shuffled(Mode::FREIGHT.to_vec());
        some.truncate(1 + draw.below(3));
        some
    };
    let constraints = Constraints { modes: modes.clone(), avoid: Vec::new() };
    let question = Question { objective: objective(draw), load, scenario: Scenario::default(), constraints };
    let slow = Slow::of(&data, load);
    let nodes = nets[0].1.node_count();
    let place = |node: usize| {
        let id = nets[0].1.node_id(node);
        PlaceIx(data.places.iter().position(|place| place.id == id).expect("a node is a place") as u32)
    };
    let pairs: Vec<(usize, usize)> = (0..nodes).flat_map(|from| (0..nodes).map(move |to| (from, to))).collect();
    let known: Vec<Option<u64>> = pairs
        .iter()
        .map(|(from, to)| {
            let ends = [place(*from), place(*to)];
            if from == to {
                return Some(0);
            }
            let roots: Vec<_> = slow.at(ends[0], &modes).into_iter().map(|state| (state, [0, 0])).collect();
            let least = slow.search(&slow.weights(&question, ends), &roots);
            least.to_any(&slow.at(ends[1], &modes)).map(|([sum, _], _)| sum)
        })
        .collect();
    tally.pairs += pairs.len() as u64;
    tally.found += known.iter().flatten().count() as u64;
    let unit = tables.load(load).expect("a load");
    for (what, net) in nets {
        let direct = Direct::new(net, tables, unit, question.objective, &modes, pairs.len()).expect("a network");
        let costs = direct.matrix(&pairs, &silent).expect("a table");
        for ((pair, known), cost) in pairs.iter().zip(&known).zip(costs) {
            let found = cost.map(|cost| question.objective.of(&cost));
            if found != *known {
                let fail = format!(
                    "{whence}, {what}: {pair:?} by {:?}, {modes:?}: {found:?}, the slow search finds {known:?}",
                    question.objective
                );
                tally.failed.push(fail);
            }
            let walked = direct.path(&[pair.0, pair.1]).map(|edges| edges.iter().map(|edge| net.millimetres(*edge)).sum::<u64>());
            let is_real = match (walked, question.objective) {
                (Some(walked), Objective::Distance) => Some(walked) == *known,
                (walked, _) => walked.is_some() == known.is_some(),
            };
            if !is_real {
                tally.failed.push(format!(
                    "{whence}, {what}: {pair:?}: the edges of the way are {walked:?} mm, {known:?} by the slow search"
                ));
            }
        }
    }
}
