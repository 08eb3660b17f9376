//! Every exit code that is told is reached, and says what it says in the told form.

use std::collections::BTreeSet;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

use corridor::error::Error;

use super::trial::{Plan, Trial};
use crate::program::{run as answer, said};

/// Words, the code, and how the first line of standard error begins. `{bad}` is a folder with bad inputs, `{port}` a port in use.
const CASES: &[(&str, i32, &str)] = &[
    ("--version", 0, ""),
    ("--help", 0, ""),
    ("help route", 0, ""),
    ("places", 0, ""),
    ("places port --format json", 0, ""),
    ("check", 0, ""),
    ("route Moscow Mumbai", 0, ""),
    ("method", 0, ""),
    ("--network {bad}/net.csv network check", 0, ""),
    ("--network {bad}/net.csv network build {bad}/net.csv -o {bad}/net.corridor", 0, "note: "),
    ("places no-such-place", 1, ""),
    ("check {bad}/json.geojson", 1, ""),
    ("route Moscow Mumbai --mode rail", 1, "no route from Moscow"),
    ("route Moscow Mumbai --mode rail --format json", 1, ""),
    ("export route Moscow Mumbai --mode rail -o {bad}/no.csv", 1, "no route from Moscow"),
    ("chart map Moscow Mumbai --mode rail -o {bad}/no.svg", 1, "no route from Moscow"),
    ("criticality Moscow Mumbai --mode rail", 1, ""),
    ("exposure Moscow Mumbai --mode rail", 1, ""),
    ("simulate Moscow Mumbai --mode rail --draws 10", 1, ""),
    ("capacity Moscow Mumbai --mode rail", 1, ""),
    ("--network {bad}/net.csv route a e", 1, "no route from a"),
    ("fly Moscow Mumbai", 2, "error: unrecognized subcommand"),
    ("route Moscow", 2, "error: the following required arguments"),
    ("route Moscow Mumbai --fast", 2, "error: unexpected argument"),
    ("route Moscow Mumbai --mode zeppelin", 2, "error: invalid value"),
    ("route Moscow Mumbai --as-of yesterday", 2, "error: invalid value"),
    ("route Moscow Mumbai --map --format json", 2, "error: --map"),
    ("places --threads 0", 2, "error: invalid value"),
    ("--data {bad} --network {bad}/net.csv places", 2, "error: the argument"),
    ("route Moscow Mumbai --load elephant", 2, "error: no load named"),
    ("network check", 2, "error: no network"),
    ("places --directed", 2, "error: --directed"),
    ("export network -o {bad}/net.shp", 2, "error: no format"),
    ("export network --only rivers -o {bad}/net.csv", 2, "error: there is no table"),
    ("network build {bad}/net.csv -o {bad}/net.bin", 2, "error: "),
    ("data export {bad}", 2, "error: "),
    ("completions tcsh", 2, "error: invalid value"),
    ("route Moscow Nowhere-at-all", 3, "error: no place named"),
    ("route Moscow Mumbai --scenario no-such-scenario", 3, "error: no scenario named"),
    ("route Moscow Mumbai --close no-such-thing", 3, "error: "),
    ("dependence ZZ", 3, "error: no country"),
    ("--data {bad}/folder places", 3, "note: {bad}/folder has no"),
    ("--network {bad}/json.geojson network check", 3, "{bad}/json.geojson"),
    ("--network {bad}/torn.corridor network check", 3, "{bad}/torn.corridor"),
    ("compare Moscow Mumbai --scenario {bad}/bad.toml", 3, "{bad}/bad.toml"),
    ("matrix --pairs {bad}/net.geojson", 3, ""),
    ("--data {bad}/none places", 4, "error: cannot read"),
    ("--network {bad}/none.csv network check", 4, "error: cannot read"),
    ("check {bad}/none.csv", 4, "error: cannot read"),
    ("matrix --pairs {bad}/none.csv", 4, "error: cannot read"),
    ("compare Moscow Mumbai --scenario {bad}/none.toml", 4, "error: cannot read"),
    ("route Moscow Mumbai -o {bad}/none/route.txt", 4, "error: cannot write"),
    ("export network -o {bad}/none/net.gpkg", 4, "error: cannot write"),
    ("man {bad}/net.csv/man", 4, "error: cannot write"),
    ("serve --port {port}", 4, "error: cannot listen"),
    ("--network {bad}/long.csv network check", 5, "error: {bad}/long.csv cannot be read: a line is longer"),
    ("--network {bad}/deep.geojson network check", 5, "error: {bad}/deep.geojson cannot be read: brackets"),
    ("route Moscow Mumbai --scenario {bad}/large.toml", 5, "error: {bad}/large.toml has more than"),
    ("matrix --table {bad}/table.csv", 5, "error: {bad}/table.csv has 2000 origins"),
    ("matrix --pairs {bad}/net.csv -o {bad}/net.csv", 2, "error: {bad}/net.csv would be written over"),
];

/// Cases, codes that only our own faults could reach, and signals.
pub fn run(_: &Plan, trial: &mut Trial) {
    let folder = tempfile::tempdir().expect("a folder");
    inputs(folder.path());
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let told = |text: &str| text.replace("{bad}", &folder.path().display().to_string()).replace("{port}", &port);
    let mut reached: BTreeSet<i32> = CASES.iter().map(|(_, code, _)| *code).collect();
    for (words, code, begin) in CASES {
        let words = told(words);
        trial.case(
            keeps(&answer(&words.split(' ').collect::<Vec<_>>()), *code, &told(begin))
                .map_err(|why| format!("corridor {words}: {why}")),
        );
    }
    // From outside only a fault of ours would reach it.
    let internal = i32::from(Error::Internal("x".to_owned()).exit_code());
    trial.case(if internal == 70 { Ok(()) } else { Err(format!("an internal error is code {internal}")) });
    reached.insert(internal);
    #[cfg(unix)]
    for (name, code) in [("HUP", 129), ("INT", 130), ("TERM", 143)] {
        // Under `nohup` the program goes on, and should.
        if name != "HUP" || !is_nohup() {
            trial.case(stopped(name, code));
        }
    }
    let help = answer(&["--help"]);
    let missed: Vec<i32> = documented(&String::from_utf8_lossy(&help.stdout))
        .into_iter()
        .filter(|code| *code < 128 && !reached.contains(code))
        .collect();
    trial.case(if missed.is_empty() { Ok(()) } else { Err(format!("the help tells codes that no case reaches: {missed:?}")) });
}

/// Inputs that are not there, not whole or not right.
fn inputs(folder: &Path) {
    let good = "from,to,length_km\na,b,10\nb,c,20\nd,e,5\n";
    fs::create_dir(folder.join("folder")).expect("a folder");
    for (name, text) in [
        ("net.csv", good),
        ("net.geojson", r#"{"type": "FeatureCollection", "features": []}"#),
        ("json.geojson", "{\"type\": \"FeatureCollection\", \"features\": [,]}"),
        ("torn.corridor", "CORRIDOR"),
        ("bad.toml", "titel = \"x\"\n"),
        ("folder/places.geojson", "{"),
        ("long.csv", &format!("from,to,length_km\n{}", "x".repeat(2 << 20))),
        ("deep.geojson", &format!("{{\"features\": [{{\"geometry\": {{\"coordinates\": {}", "[".repeat(1_000))),
        ("large.toml", &"# much is said\n".repeat(100_000)),
        ("table.csv", &format!("from\n{}", "moscow\n".repeat(2_000))),
    ] {
        fs::write(folder.join(name), text).expect("an input");
    }
}

/// The code; nothing answered where there is no answer; something said where it is no yes, in the form of the house.
fn keeps(output: &Output, code: i32, begin: &str) -> Result<(), String> {
    let said = said(output);
    let is_code = output.status.code() == Some(code);
    let is_mute = code < 2 || output.stdout.is_empty();
    let is_begun = said.starts_with(begin) && (code != 0 || begin == "note: " || said.is_empty());
    let is_error = code < 2 || said.lines().any(|line| line.starts_with("error: "));
    let is_calm = !said.contains("panicked") && !said.contains("RUST_BACKTRACE");
    if is_code && is_mute && is_begun && is_error && is_calm {
        return Ok(());
    }
    Err(format!("{}, expected {code}; {} bytes of answer; said {said:?}", output.status, output.stdout.len()))
}

/// The codes of the help.
fn documented(help: &str) -> Vec<i32> {
    let list = help.split("Exit codes:").nth(1).unwrap_or_default();
    list.lines().filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect()
}

/// Whether the signal that the terminal went away is ignored here.
#[cfg(unix)]
fn is_nohup() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    ignored.is_none_or(|signals| signals & 1 == 1)
}

/// Told to stop in the middle of its work.
#[cfg(unix)]
fn stopped(signal: &str, code: i32) -> Result<(), String> {
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};

    let mut child = crate::program::corridor(&["findings"]).stdout(Stdio::null()).spawn().expect("the program runs");
    std::thread::sleep(std::time::Duration::from_millis(300));
    Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status().expect("kill");
    let status = child.wait().expect("the program ends");
    // A shell shows an end by a signal as 128 and its number.
    let shown = status.code().or_else(|| status.signal().map(|number| 128 + number));
    if shown == Some(code) { Ok(()) } else { Err(format!("SIG{signal}: {status}, expected {code}")) }
}
