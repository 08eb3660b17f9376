//! Goal `inputs`: files of every kind, spoilt, and hostile command lines, through the program as a whole.

use std::fs;
use std::path::Path;

use rand_chacha::ChaCha8Rng;

use crate::fuzz::{kept, seeds};
use crate::limited::{Ended, MOST_MEMORY, run as run_program};
use crate::mutate::{below, draws, one_of, spoilt as spoilt_by};
use crate::trial::{Plan, Trial};

/// How often a file is changed at most: few changes come further than many.
const CHANGES: usize = 3;
/// The most that a run may say, bytes.
const LONGEST_OUTPUT: usize = 64 << 10;
/// How the name of a file that a run may write begins.
const OUTPUT: &str = "out.";

/// One run: the files that it finds, what is asked, and the file that is wrong where one is.
struct Case {
    files: Vec<(String, Vec<u8>)>,
    args: Vec<String>,
    /// Names of which one stands in the message where the data is wrong.
    wrong: Vec<String>,
    /// Whether the question itself may be what is wrong.
    is_question: bool,
}

/// Tries so many of each kind.
pub fn run(plan: &Plan, trial: &mut Trial) {
    trial.seed = Some(plan.seed);
    let count = plan.count(150, 10_000) as u64;
    let mut codes = std::collections::BTreeMap::new();
    let mut peak = 0;
    for number in 0..count {
        let mut rng = draws(plan.seed, "inputs", number);
        let case = case(&mut rng, number);
        let dir = tempfile::tempdir().expect("a folder can be made");
        let beside = tempfile::tempdir().expect("a folder can be made");
        for (name, bytes) in &case.files {
            let path = dir.path().join(name);
            path.parent().map(fs::create_dir_all).transpose().expect("a folder can be made");
            fs::write(path, bytes).expect("a file can be written");
        }
        let ended = run_program(&case.args, dir.path(), beside.path());
        peak = peak.max(ended.peak);
        *codes.entry(ended.code).or_insert(0_u64) += 1;
        trial.case(judged(&case, &ended, dir.path()).map_err(|what| {
            let kept = keep(number, &case);
            format!("seed {}, case {number}: {what}; corridor {:?} in {kept}", plan.seed, case.args)
        }));
    }
    let said: Vec<String> =
        codes.iter().map(|(code, count)| format!("{} {count}", code.map_or("none".into(), |code| code.to_string()))).collect();
    trial.seen = Some(format!("exit codes: {}; peak {} MiB", said.join(", "), peak >> 20));
    let of = |code: i32| codes.get(&Some(code)).copied().unwrap_or(0);
    trial.at_least(20, count, "wrong data", of(3) + of(1));
    trial.at_least(5, count, "an answer", of(0));
}

/// What every run keeps to.
fn judged(case: &Case, ended: &Ended, folder: &Path) -> Result<(), String> {
    let (out, err) = (String::from_utf8_lossy(&ended.out), String::from_utf8_lossy(&ended.err));
    let said = |what: &str| Err(format!("{what}; it says {:?}", err.chars().take(400).collect::<String>()));
    let Some(code) = ended.code else { return said(&ended.how) };
    match code {
        0 | 1 | 3 | 4 | 5 => {}
        2 if case.is_question => {}
        2 => return said("code 2 for wrong data"),
        _ => return said(&format!("code {code}")),
    }
    if ended.peak > MOST_MEMORY {
        return said(&format!("{} MiB of memory", ended.peak >> 20));
    }
    if ended.err.len() > LONGEST_OUTPUT || (code != 0 && ended.out.len() > LONGEST_OUTPUT) {
        return said(&format!("{} and {} bytes are said", ended.out.len(), ended.err.len()));
    }
    let moves = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if out.chars().chain(err.chars()).any(moves) {
        return said("raw control characters");
    }
    if code >= 2 && !err.lines().any(|line| line.starts_with("error:")) {
        return said("no line with error:");
    }
    if code == 3 && !case.wrong.is_empty() && !case.wrong.iter().any(|name| err.contains(name.as_str())) {
        return said("the file is not named");
    }
    let files: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !case.files.iter().any(|(given, _)| given.split('/').next() == Some(name)))
        .collect();
    if files.iter().any(|name| !name.starts_with(OUTPUT) || code > 1) {
        return said(&format!("code {code}, and left behind {files:?}"));
    }
    Ok(())
}

/// Keeps the files of a case that failed.
fn keep(number: u64, case: &Case) -> String {
    let folder = kept().join(format!("input-{number}"));
    for (name, bytes) in &case.files {
        let path = folder.join(name);
        path.parent().map(fs::create_dir_all).transpose().expect("a folder can be made");
        fs::write(path, bytes).expect("a case can be kept");
    }
    folder.display().to_string()
}

fn args(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

/// A case of the kind whose turn it is.
fn case(rng: &mut ChaCha8Rng, number: u64) -> Case {
    let kinds: [fn(&mut ChaCha8Rng) -> Case; 12] =
        [geojson_checked, table_checked, folder, scenario, pairs, csv, lines, geopackage, shapefile, pbf, built, gmns];
    match kinds.get((number % 14) as usize) {
        Some(kind) => kind(rng),
        None => command_line(rng),
    }
}

fn of(files: Vec<(String, Vec<u8>)>, args: Vec<String>) -> Case {
    let wrong = files.iter().map(|(name, _)| name.clone()).collect();
    Case { files, args, wrong, is_question: false }
}

/// One of the seeds after a few changes; some stay good, so that the question is answered.
fn spoilt(rng: &mut ChaCha8Rng, seeds: &[Vec<u8>]) -> Vec<u8> {
    if below(rng, 6) == 0 {
        return one_of(rng, seeds).clone();
    }
    spoilt_by(rng, seeds, CHANGES)
}

/// A spoilt case of a target, without the byte that chooses where there is one.
fn drawn(rng: &mut ChaCha8Rng, target: &str, head: usize) -> Vec<u8> {
    let seeds: Vec<Vec<u8>> = seeds::of(target).into_iter().map(|seed| seed[head..].to_vec()).collect();
    spoilt(rng, &seeds)
}

fn geojson_checked(rng: &mut ChaCha8Rng) -> Case {
    of(vec![("more.geojson".into(), drawn(rng, "own_geojson", 1))], args("check more.geojson"))
}

fn good(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good").join(name)).expect("the good dataset is complete")
}

const TABLES: [&str; 12] = [
    "areas.csv",
    "corridors.csv",
    "countries.csv",
    "crossings.csv",
    "events.csv",
    "exchanges.csv",
    "flows.csv",
    "impedances.csv",
    "loads.csv",
    "sources.csv",
    "terminals.csv",
    "validation.csv",
];

fn table_checked(rng: &mut ChaCha8Rng) -> Case {
    let name = *one_of(rng, &TABLES);
    of(vec![(name.into(), spoilt(rng, &[good(name)]))], vec!["check".into(), name.into()])
}

/// A folder of data of which one table is spoilt; a route through it, written to a file.
fn folder(rng: &mut ChaCha8Rng) -> Case {
    let names: Vec<&str> = TABLES.into_iter().chain(["places.geojson", "segments/good.geojson"]).collect();
    let spoilt_one = *one_of(rng, &names);
    let files = names.iter().map(|name| {
        let bytes = if *name == spoilt_one { spoilt(rng, &[good(name)]) } else { good(name) };
        (format!("data/{name}"), bytes)
    });
    let files: Vec<_> = files.collect();
    // What is left may lack the places that are asked for: then these are named.
    let mut case = of(files, args("--data data route rasht anzali --format json -o out.file"));
    case.wrong.extend(["rasht".into(), "anzali".into()]);
    case.is_question = true;
    case
}

fn scenario(rng: &mut ChaCha8Rng) -> Case {
    of(
        vec![("fuzzed.toml".into(), drawn(rng, "scenario", 0))],
        args("route Baku Tbilisi --scenario fuzzed.toml --format json -o out.file"),
    )
}

fn pairs(rng: &mut ChaCha8Rng) -> Case {
    let seeds = [
        b"from,to\nBaku,Tbilisi\n".to_vec(),
        "from,to,weight\nBaku,Tbilisi,1.5\n\n\"тбилиси\",\"40.4,49.9\",0\n".as_bytes().to_vec(),
    ];
    let question = *one_of(rng, &["matrix --pairs pairs.csv -o out.csv", "exposure --od pairs.csv --format json -o out.json"]);
    of(vec![("pairs.csv".into(), spoilt(rng, &seeds))], args(question))
}

/// What may be asked of a network of one's own.
fn about(rng: &mut ChaCha8Rng, file: &str) -> Vec<String> {
    let question = *one_of(
        rng,
        &[
            "network check",
            "network gaps --format geojson -o out.file",
            "route A B --by distance --format json -o out.file",
            "places",
            "route 37.2,49.6 38.4,48.8",
        ],
    );
    [vec!["--network".to_owned(), file.to_owned()], args(question)].concat()
}

/// A network that is spoilt; names that are no longer in it may be asked for.
fn network(rng: &mut ChaCha8Rng, name: &str, files: Vec<(String, Vec<u8>)>) -> Case {
    let mut case = of(files, Vec::new());
    case.args = if below(rng, 3) == 0 { args(&format!("network build {name} -o out.corridor")) } else { about(rng, name) };
    case.wrong.extend(["\"A\"", "\"B\"", "37.2,49.6", "38.4,48.8", "no places", "place"].map(str::to_owned));
    case.is_question = case.args.contains(&"route".to_owned());
    case
}

fn csv(rng: &mut ChaCha8Rng) -> Case {
    let mut files = vec![("net.csv".to_owned(), spoilt(rng, &[seeds::EDGES.as_bytes().to_vec()]))];
    if below(rng, 2) == 0 {
        return network(rng, "net.csv", files);
    }
    files.push(("nodes.csv".into(), spoilt(rng, &[seeds::NODES.as_bytes().to_vec()])));
    let mut case = network(rng, "net.csv", files);
    case.args.extend(args("--nodes nodes.csv"));
    case
}

fn lines(rng: &mut ChaCha8Rng) -> Case {
    let name = *one_of(rng, &["net.geojson", "net.geojsonl"]);
    let bytes = drawn(rng, "import_geojson", 1);
    network(rng, name, vec![(name.into(), bytes)])
}

fn geopackage(rng: &mut ChaCha8Rng) -> Case {
    let bytes = spoilt(rng, &[seeds::geopackage()]);
    network(rng, "net.gpkg", vec![("net.gpkg".into(), bytes)])
}

fn shapefile(rng: &mut ChaCha8Rng) -> Case {
    let mut parts = seeds::shapefile_parts();
    let one = below(rng, parts.len());
    parts[one] = spoilt(rng, &[parts[one].clone()]);
    let files = ["net.shp", "net.dbf", "net.prj"].map(str::to_owned).into_iter().zip(parts).collect();
    network(rng, "net.shp", files)
}

fn pbf(rng: &mut ChaCha8Rng) -> Case {
    let bytes = spoilt(rng, &seeds::pbf());
    network(rng, "net.osm.pbf", vec![("net.osm.pbf".into(), bytes)])
}

fn built(rng: &mut ChaCha8Rng) -> Case {
    let bytes = crate::fuzz::with_checksums(spoilt(rng, &seeds::built()));
    let mut case = network(rng, "net.corridor", vec![("net.corridor".into(), bytes)]);
    // What is built already is not built again, and nothing can be added to it.
    case.is_question |= case.args.contains(&"build".to_owned());
    case
}

fn gmns(rng: &mut ChaCha8Rng) -> Case {
    let one = below(rng, seeds::GMNS.len());
    let files = seeds::GMNS.iter().enumerate().map(|(i, (name, text))| {
        let bytes = text.as_bytes().to_vec();
        (format!("net/{name}"), if i == one { spoilt(rng, &[bytes]) } else { bytes })
    });
    let files = files.collect();
    let mut case = network(rng, "net", files);
    case.wrong.push("net: ".into());
    case
}

/// Words that are none, in places where words are wanted.
fn command_line(rng: &mut ChaCha8Rng) -> Case {
    const COMMANDS: [&str; 16] = [
        "route {} {}",
        "route Baku Tbilisi --via {}",
        "route Baku Tbilisi --avoid {} --close {}",
        "route Baku Tbilisi --as-of {}",
        "places {}",
        "segments {}",
        "compare Baku Tbilisi --scenario {}",
        "--network {} network check",
        "--data {} places",
        "check {}",
        "route Baku Tbilisi --load {} --alternatives {}",
        "scenarios {}",
        "schema {}",
        "--threads {} places",
        "{} {} {}",
        "--network {} --field {} --value {} places",
    ];
    const WORDS: [&str; 26] = [
        "",
        " ",
        "\u{1b}[2J",
        "a\nb",
        "\u{202e}gnp.exe",
        "--",
        "-",
        "-1",
        "%s%n",
        "../../../../etc/passwd",
        "NaN",
        "1e999",
        "99999999999999999999",
        "90,180",
        "91,0",
        "55.75,37.62",
        "Moscow",
        "Москва",
        "AZ-IR",
        "*",
        "/",
        "/dev/null",
        "2025-02-30",
        "x=y",
        "'; DROP TABLE places; --",
        "🚂",
    ];
    let word = |rng: &mut ChaCha8Rng| {
        if below(rng, 8) == 0 { "x".repeat(below(rng, 3_000)) } else { (*one_of(rng, &WORDS)).to_owned() }
    };
    let mut case = Case { files: Vec::new(), args: Vec::new(), wrong: Vec::new(), is_question: true };
    case.args = one_of(rng, &COMMANDS).split(' ').map(|part| if part == "{}" { word(rng) } else { part.to_owned() }).collect();
    case
}
