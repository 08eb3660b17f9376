//! Goals `memory` and `growth`: what reading takes of memory and time.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::limited::watched;
use crate::trial::{Plan, Trial};

/// What the program itself may use, bytes.
const ITSELF: u64 = 64 << 20;
/// Longer than any of these runs takes.
const LONGEST: Duration = Duration::from_secs(900);

/// Looks at networks from a file of features and from one of edges. What is worked out beyond reading them, as `network build` does, is shown beside: it goes by edges and not by bytes.
pub fn peak(plan: &Plan, trial: &mut Trial) {
    if !cfg!(target_os = "linux") {
        trial.skipped = Some("only Linux tells the memory of another process".into());
        return;
    }
    let size = plan.count(5_000_000, 60_000_000);
    let mut seen = Vec::new();
    for (name, make) in [("net.geojson", streets as fn(&mut dyn std::io::Write, usize)), ("net.csv", edges)] {
        let dir = tempfile::tempdir().expect("a folder can be made");
        let path = dir.path().join(name);
        let mut out = BufWriter::new(File::create(&path).expect("a file can be made"));
        make(&mut out, size);
        out.flush().expect("a file can be written");
        let bytes = fs::metadata(&path).expect("it was written").len();
        let most = ITSELF + bytes * 3 / 2;
        let peak_of = |args: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
            watched(command.args(args).current_dir(dir.path()), dir.path(), LONGEST)
        };
        let ended = peak_of(&["--network", name, "network", "check"]);
        let built = peak_of(&["network", "build", name, "-o", "net.corridor"]);
        seen.push(format!("{name} of {} MB: {} MiB, built {} MiB", bytes / 1_000_000, ended.peak >> 20, built.peak >> 20));
        trial.case(match ended.code {
            Some(0 | 1) if ended.peak <= most => Ok(()),
            Some(0 | 1) => Err(format!("{name} of {bytes} bytes takes {} bytes of memory, more than {most}", ended.peak)),
            _ => Err(format!("{name}: {}: {}", ended.how, String::from_utf8_lossy(&ended.err))),
        });
    }
    trial.seen = Some(seen.join(", "));
}

/// A grid of streets: two points a feature, the worst case for what is kept of each.
fn streets(out: &mut dyn std::io::Write, size: usize) {
    const SIDE: usize = 900;
    let at = |x: usize, y: usize| format!("[{:.5}, {:.5}]", 10.0 + x as f64 * 0.01, 40.0 + (y % SIDE) as f64 * 0.01);
    let mut written = 0;
    let mut comma = "";
    out.write_all(br#"{"type": "FeatureCollection", "features": ["#).expect("it is written");
    for (y, x, (dx, dy)) in (0..).flat_map(|y| (0..SIDE).flat_map(move |x| [(1, 0), (0, 1)].map(|step| (y, x, step)))) {
        let feature = format!(
            "{comma}\n{{\"type\": \"Feature\", \"properties\": {{\"name\": \"street {x} {y}\", \"class\": 3}}, \"geometry\": {{\"type\": \"LineString\", \"coordinates\": [{}, {}]}}}}",
            at(x, y),
            at(x + dx, y + dy)
        );
        out.write_all(feature.as_bytes()).expect("it is written");
        written += feature.len();
        comma = ",";
        if written > size {
            break;
        }
    }
    out.write_all(b"\n]}\n").expect("it is written");
}

/// A grid of edges with what a table of edges mostly says of each.
fn edges(out: &mut dyn std::io::Write, size: usize) {
    const SIDE: usize = 900;
    let mut written = 0;
    out.write_all(b"id,from,to,length_km,mode,country,status,oneway\n").expect("it is written");
    for (y, x, (dx, dy)) in (0..).flat_map(|y| (0..SIDE).flat_map(move |x| [(1, 0), (0, 1)].map(|step| (y, x, step)))) {
        let row = format!("street-{x}-{y}-{dx},n{x}-{y},n{}-{},1.5,road,IR,operating,no\n", x + dx, y + dy);
        out.write_all(row.as_bytes()).expect("it is written");
        written += row.len();
        if written > size {
            break;
        }
    }
}

/// How much longer twice the network may take to be read, asked and written.
const MOST_GROWTH: f64 = 2.5;
/// And to be prepared: the hierarchy of a grid has as many triangles as its links to the power of 1.5 (Dibbelt, Strasser and Wagner 2016), so 2.83, and memory that gets slower.
const MOST_GROWTH_OF_BUILD: f64 = 3.2;
/// How often each size is timed; the shortest time counts.
const TIMES: usize = 3;
/// Times below this, in seconds, are mostly those of starting the program.
const LEAST: f64 = 0.05;

/// What is asked of a grid whose last corner is at `{corner}`.
const GROWING: [(&str, f64, &str); 4] = [
    ("load", MOST_GROWTH, "--network net.csv network check --within 0"),
    ("build", MOST_GROWTH_OF_BUILD, "network build net.csv -o net.corridor"),
    ("route", MOST_GROWTH, "--network net.corridor route 0-0 {corner} --by distance --format json"),
    ("export", MOST_GROWTH, "--network net.corridor export network --only segments -o net-segments.csv"),
];

/// Asks grids of doubling size.
pub fn growth(plan: &Plan, trial: &mut Trial) {
    if !plan.full {
        trial.skipped = Some("timed only in the full run".into());
        return;
    }
    let dir = tempfile::tempdir().expect("a folder can be made");
    let mut before: Option<[f64; GROWING.len()]> = None;
    let mut seen = Vec::new();
    for links in (0..8).map(|step| 10_000_usize << step) {
        let side = ((links / 2) as f64).sqrt().ceil() as usize;
        grid(&dir.path().join("net.csv"), side);
        let corner = format!("{0}-{0}", side - 1);
        let now = GROWING.map(|(_, _, words)| {
            let words = words.replace("{corner}", &corner);
            shortest(dir.path(), &words.split(' ').collect::<Vec<_>>())
        });
        let times: Vec<String> = GROWING.iter().zip(now).map(|((what, ..), time)| format!("{what} {time:.2} s")).collect();
        seen.push(format!("{links} links: {}", times.join(", ")));
        if let Some(before) = before {
            for (((what, most, _), now), before) in GROWING.iter().zip(now).zip(before) {
                let growth = now / before.max(LEAST);
                trial.case(if growth <= *most {
                    Ok(())
                } else {
                    Err(format!("{what} of {links} links takes {growth:.1} times as long as of half"))
                });
            }
        }
        before = Some(now);
    }
    trial.seen = Some(seen.join("; "));
}

fn grid(path: &Path, side: usize) {
    let mut out = BufWriter::new(File::create(path).expect("a file can be made"));
    writeln!(out, "from,to,length_km,mode,country").expect("it is written");
    for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
        // Lengths that differ, so that few ways are equal.
        let km = 1.0 + ((x * 7 + y * 13) % 10) as f64 / 10.0;
        for (to_x, to_y) in [(x + 1, y), (x, y + 1)].into_iter().filter(|(x, y)| *x < side && *y < side) {
            writeln!(out, "{x}-{y},{to_x}-{to_y},{km},rail,IR").expect("it is written");
        }
    }
    out.flush().expect("it is written");
}

/// The shortest time of some runs, seconds.
fn shortest(folder: &Path, args: &[&str]) -> f64 {
    let run = || {
        let begin = Instant::now();
        let ended = watched(Command::new(env!("CARGO_BIN_EXE_corridor")).args(args).current_dir(folder), folder, LONGEST);
        assert_eq!(ended.code, Some(0), "{}", String::from_utf8_lossy(&ended.err));
        begin.elapsed().as_secs_f64()
    };
    (0..TIMES).map(|_| run()).fold(f64::INFINITY, f64::min)
}
