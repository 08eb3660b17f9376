//! The scenarios of the program load, apply, and say what they change; wrong files are told so with their line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::sync::LazyLock;

use corridor::check;
use corridor::error::Error;
use corridor::model::{Dataset, Mode};
use corridor::network::{Bounds, Constraints, Network, Scenario, View};
use corridor::read;
use corridor::scenario::Library;

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());

#[test]
fn each_shipped_scenario_loads_applies_and_speaks() {
    let library = Library::embedded();
    assert!(library.ids().len() >= 14);
    let network = Network::build(&DATA, DATA.load("teu").unwrap()).unwrap();
    let base = View::new(&DATA, &network, &Scenario::default(), &Constraints::default());
    for id in library.ids() {
        let found = library.find(&DATA, id).unwrap();
        assert!(!found.changes.is_empty() && !found.title.is_empty(), "{id}");
        let ends = (DATA.place_ix("moscow").unwrap(), DATA.place_ix("mumbai").unwrap());
        let view =
            View::new(&DATA, &network, &found.scenario.between(&DATA, &Mode::FREIGHT, ends.0, ends.1), &Constraints::default());
        let changed =
            network.links().any(|l| view.closure(l).is_some() != base.closure(l).is_some() || view.cost(l) != base.cost(l));
        assert_eq!(changed, id != "base-2025", "{id} changes something, and only the base does not");
    }
}

fn issue_of(files: &[(&str, &str)], id: &str) -> (Option<usize>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut library = Library::embedded();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        library.add(&path).unwrap();
    }
    match library.find(&DATA, id) {
        Err(Error::Data(issues)) => (issues[0].line, issues[0].message.clone(), issues[0].help.clone().unwrap_or_default()),
        other => panic!("{other:?}"),
    }
}

/// Values that a table of the dataset could not hold, and factors that together go too far, are refused where they stand: sums of them would have no end.
#[test]
fn values_have_bounds() {
    let change = |rows: &str| format!("title = \"x\"\n\n{}", rows.replace('|', "\n[[change]]\non = [\"IR\"]\n"));
    for (rows, line, said) in [
        ("|usd = { low = 1, central = 1e13, high = 1e13 }", 6, "outside 0..100000"),
        ("|price = { low = 1e12, central = 1e12, high = 1e12 }", 6, "outside 0..50"),
        ("|speed = { low = 1e-9, central = 1e-9, high = 1e-9 }", 6, "outside 50..3000"),
        ("|hours = { low = 1, central = 1, high = 1e9 }", 6, "outside 0..2400"),
        ("|capacity = { low = 1, central = 1, high = 1e300 }", 6, "outside 0..1000000"),
        ("|price = { factor = 1e6 }", 6, "a factor of 1000000"),
        ("|price = { factor = 900 }\n[[change]]\non = [\"IR\", \"road\"]\nprice = { factor = 2 }", 8, "the factor is 1800"),
        ("|price = { factor = 0.01 }\n[[change]]\non = [\"IR\", \"road\"]\nprice = { factor = 0.01 }", 8, "the factor is 0.0001"),
    ] {
        let (found, message, _) = issue_of(&[("x.toml", &change(rows))], "x");
        assert!(found == Some(line) && message.contains(said), "{rows}: {found:?} {message}");
    }
    // Factors on different links, or of different quantities, never meet.
    let apart = "title = \"x\"\n[[change]]\non = [\"IR\"]\nprice = { factor = 900 }\nspeed = { factor = 0.01 }\n[[change]]\non = [\"IN\"]\nprice = { factor = 900 }\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.toml");
    fs::write(&path, apart).unwrap();
    let mut library = Library::embedded();
    library.add(&path).unwrap();
    assert!(library.find(&DATA, "x").is_ok_and(|found| found.scenario.changes.len() == 3));
}

#[test]
fn a_border_is_one_whichever_country_comes_first() {
    let (line, message, _) = issue_of(&[("x.toml", "title = \"x\"\nclose = [\"AZ-IR\"]\nreopen = [\"IR-AZ\"]\n")], "x");
    assert!(line == Some(3) && message.contains("both"), "{line:?} {message}");
    let (line, message, _) = issue_of(&[("x.toml", "note = \"x\"\ntitle = \" \"\n")], "x");
    assert!(line == Some(2) && message.contains("title is empty"), "{line:?} {message}");
    for border in ["IR-IR", "RU-IN"] {
        let (line, message, _) = issue_of(&[("x.toml", &format!("title = \"x\"\nclose = [\"{border}\"]\n"))], "x");
        assert!(line == Some(2) && message.contains("no border"), "{line:?} {message}");
    }
}

#[test]
fn wrong_files_are_told_so_with_their_line() {
    let (line, message, _) = issue_of(&[("x.toml", "title = \"x\"\nwiht = []\n")], "x");
    assert!(line == Some(2) && message.contains("wiht"), "{line:?} {message}");
    let (line, message, help) = issue_of(&[("x.toml", "title = \"x\"\n\nwith = [\"rasht-astra\"]\n")], "x");
    assert!(line == Some(3) && message.contains("rasht-astra") && help.contains("rasht-astara"), "{line:?} {message} {help}");
    let (line, message, _) = issue_of(&[("x.toml", "title = \"x\"\nwith = [\"tripp\"]\nwithout = [\"tripp\"]\n")], "x");
    assert!(line == Some(3) && message.contains("both"), "{line:?} {message}");
    let (line, message, _) = issue_of(&[("x.toml", "title = \"x\"\nas_of = \"2026-13-01\"\n")], "x");
    assert!(line == Some(2) && message.contains("2026-13-01"), "{line:?} {message}");
    let (line, message, _) = issue_of(&[("x.toml", "title = \"x\"\nas_of = 2026-03-15T10:00:00Z\n")], "x");
    assert!(line == Some(2) && message.contains("\"2026-03-15T10:00:00Z\""), "{line:?} {message}");
    let (line, message, _) = issue_of(&[("x.toml", "title = \"x\"\nclose = []\nclose = []\n")], "x");
    assert!(line == Some(3) && message == "it stands twice", "{line:?} {message}");
    let circle = [("a.toml", "title = \"a\"\ninherits = \"b\"\n"), ("b.toml", "title = \"b\"\ninherits = \"a\"\n")];
    let (line, message, _) = issue_of(&circle, "a");
    assert!(line == Some(2) && message.contains("a -> b -> a"), "{line:?} {message}");
    let (line, message, help) = issue_of(&[("x.toml", "title = \"x\"\ninherits = \"base-2052\"\n")], "x");
    assert!(line == Some(2) && message.contains("base-2052") && help.contains("base-2025"), "{line:?} {message} {help}");
    let (line, ..) = issue_of(&[("x.toml", "title = \"x\"\n[[change]]\non = [\"rail\"]\nspeed = { factor = -1 }\n")], "x");
    assert_eq!(line, Some(4));
}

/// A date may stand as TOML writes dates, without quotes.
#[test]
fn a_date_is_a_text_or_a_date() {
    let folder = tempfile::tempdir().unwrap();
    let as_of = |text: &str| {
        let (path, mut library) = (folder.path().join("x.toml"), Library::embedded());
        fs::write(&path, format!("title = \"x\"\nas_of = {text}\n")).unwrap();
        let id = library.add(&path).unwrap();
        library.find(&DATA, &id).unwrap().scenario.as_of
    };
    assert_eq!(as_of("2026-03-15"), as_of("\"2026-03-15\""));
    assert_eq!(as_of("2026"), as_of("\"2026-12-31\""));
}

#[test]
fn a_country_closed_to_transit_is_open_to_its_own_trade() {
    use corridor::network::Selector;
    let scenario = Library::embedded().find(&DATA, "iran-closed-to-transit").unwrap().scenario;
    let place = |id: &str| DATA.place_ix(id).unwrap();
    let iran = Selector::Country("IR".parse().unwrap());
    assert!(scenario.between(&DATA, &Mode::FREIGHT, place("moscow"), place("mumbai")).close.contains(&iran));
    assert!(!scenario.between(&DATA, &Mode::FREIGHT, place("moscow"), place("tehran")).close.contains(&iran));
}

#[test]
fn a_file_and_the_program_mean_the_same_as_flags() {
    use std::process::Command;
    let run = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_corridor"))
            .args(["route", "Moscow", "Mumbai", "--format", "csv"])
            .args(args)
            .output()
            .unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        out.stdout
    };
    assert_eq!(run(&["--scenario", "hormuz-closed"]), run(&["--close", "strait-of-hormuz"]));
    assert_eq!(run(&["--scenario", "base-2025"]), run(&[]));
    assert_eq!(run(&["--scenario", "war-2026-03"]), run(&["--as-of", "2026-03-15"]));
}

/// A folder of data is checked with its scenarios and pairs; files of them alone too, held against a folder or the program.
#[test]
fn scenarios_and_pairs_are_checked() {
    use std::fs;
    use std::process::Command;
    let dir = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_corridor")).args(args).current_dir(dir.path()).output().unwrap();
        (out.status.code().unwrap(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    assert_eq!(run(&["data", "export", "d"]).0, 0);
    let (code, text, _) = run(&["check", "d"]);
    assert_eq!((code, text.as_str()), (0, "0 errors, 0 warnings\n"));
    // One that others inherit from is told of once.
    let base = dir.path().join("d/scenarios/base-2025.toml");
    let good = fs::read_to_string(&base).unwrap();
    fs::write(&base, format!("{good}close = [\"Atlantis\"]\n")).unwrap();
    fs::write(dir.path().join("d/pairs.csv"), "from,to\r\nmoscow,mumbai\r\n\r\nmoscow,atlantis\r\n").unwrap();
    fs::write(dir.path().join("od.csv"), "from,to,weight\nmoscow,mumbai,-1\n").unwrap();
    let (code, text, _) = run(&["check", "d"]);
    assert_eq!(code, 1);
    assert_eq!(text.matches("Atlantis").count(), 1, "{text}");
    for place in ["d/pairs.csv:4: error[pairs]", "d/scenarios/base-2025.toml:4: error[scenario]", "2 errors, 0 warnings"] {
        assert!(text.contains(place), "{place} in {text}");
    }
    for args in [
        &["check", "d/scenarios/base-2025.toml", "od.csv"][..],
        &["--data", "d", "check", "d/scenarios/base-2025.toml", "od.csv"],
    ] {
        let (code, text, _) = run(args);
        assert_eq!(code, 1, "{args:?}");
        assert!(text.contains("od.csv:2: error[pairs]") && text.contains("2 errors"), "{text}");
    }
    assert_eq!(run(&["check", "nowhere.toml"]).0, 4);
    // A table of the folder stands in its own place, not beside itself.
    assert_eq!(run(&["--data", "d", "check", "d/crossings.csv"]).1, "0 errors, 0 warnings\n");
    // Scenarios of the program that other data has no places for are left out of the list, and that is said.
    fs::remove_dir_all(dir.path().join("d/scenarios")).unwrap();
    let tables = [dir.path().join("d"), dir.path().join("d/segments")].map(|folder| fs::read_dir(folder).unwrap());
    for file in tables.into_iter().flatten().map(|file| file.unwrap().path()).filter(|file| file.is_file()) {
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replace("tripp", "zangezur").replace("TRIPP", "Zangezur")).unwrap();
    }
    fs::rename(dir.path().join("d/segments/tripp.geojson"), dir.path().join("d/segments/zangezur.geojson")).unwrap();
    let (code, list, note) = run(&["--data", "d", "scenarios"]);
    assert_eq!(code, 0, "{note}");
    assert!(list.contains("base-2025") && !list.contains("tripp"), "{list}");
    assert!(note.contains("all-proposed, armenia-open, tripp"), "{note}");
}

#[test]
fn capacities_change_by_factor_and_value() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("wider.toml");
    fs::write(
        &file,
        "title = \"Wider\"\n[[change]]\non = [\"rail-ir-rasht-caspian-port\"]\ncapacity = { factor = 2 }\n\
         [[change]]\non = [\"rail-ir-garmsar-tehran\"]\ncapacity = { low = 8, central = 9, high = 12 }\n",
    )
    .unwrap();
    let mut library = Library::embedded();
    let id = library.add(&file).unwrap();
    let found = library.find(&DATA, &id).unwrap();
    assert!(
        found.changes.iter().any(|line| line.contains("capacity (Mt a year; gas bcm a year) times 2")),
        "{:?}",
        found.changes
    );
    let network = Network::build(&DATA, DATA.load("teu").unwrap()).unwrap();
    let capacity = |scenario: &Scenario, id: &str| {
        let view = View::new(&DATA, &network, scenario, &Constraints::default());
        let segment = DATA.segment_ix(id).unwrap();
        view.capacity(network.links().find(|link| network.segment_of(*link) == Some(segment)).unwrap())
    };
    let central = |scenario: &Scenario, id| capacity(scenario, id).map(|capacity| capacity.central);
    assert_eq!(central(&Scenario::default(), "rail-ir-rasht-caspian-port"), Some(7.0));
    assert_eq!(central(&found.scenario, "rail-ir-rasht-caspian-port"), Some(14.0));
    assert_eq!(central(&Scenario::default(), "rail-ir-garmsar-tehran"), None);
    assert_eq!(central(&found.scenario, "rail-ir-garmsar-tehran"), Some(9.0));
    // When all goes badly little fits through, and much when all goes well.
    for (bounds, fits) in [(Bounds::High, 8.0), (Bounds::Low, 12.0)] {
        let scenario = Scenario { bounds, ..found.scenario.clone() };
        assert_eq!(central(&scenario, "rail-ir-garmsar-tehran"), Some(fits));
    }
}

/// What a scenario file gets wrong is said in the words of scenarios, with the key as the field.
#[test]
fn slips_are_told_in_words_of_scenarios() {
    let of = |rows: &str| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.toml");
        std::fs::write(&path, format!("title = \"x\"\n{rows}\n")).unwrap();
        let mut library = Library::embedded();
        library.add(&path).unwrap();
        match library.find(&DATA, "x") {
            Err(Error::Data(issues)) => issues[0].clone(),
            other => panic!("{rows}: {other:?}"),
        }
    };
    let change = |rows: &str| format!("[[change]]\non = [\"IR\"]\n{rows}");
    for (rows, line, said, help) in [
        ("close-transit = [\"IR\"]".to_owned(), 2, "nothing is called \"close-transit\"", "close_transit"),
        ("closed = [\"IR\"]".into(), 2, "\"closed\"", "did you mean \"close\"?"),
        (change("close = [\"TM\"]"), 4, "\"close\"", "above the first [[change]]"),
        ("speed = { factor = 2 }".into(), 2, "\"speed\"", "under a line [[change]]"),
        (change("speed = 2"), 4, "this is no change", "{ factor = 0.8 }"),
        (change("speed = { factor = 0,8 }"), 4, "", "0.8"),
        ("note = \u{201c}x\u{201d}".into(), 2, "", "straight quotes"),
        ("close = \"IR\"".into(), 2, "no list", "brackets"),
        ("bounds = [\"low\"".into(), 2, "array", ""),
        ("change = [\"x\"]".into(), 2, "this is no change", "[[change]]"),
        ("with = 2025-01-01".into(), 2, "", "brackets"),
        (change("speed = { faktor = 2 }"), 4, "a change has no \"faktor\"", "factor"),
        (change("speed = { factor = \"2\" }"), 4, "no number", "without quotes"),
        (change("capacity = { factor = 2 }").replace("\"IR\"", "\"Caspian Sea\""), 4, "none to multiply", "low = 1"),
        ("with = [\"rail-ir-khash-iranshahr\"]\nclose = [\"chabahar-zahedan\"]".into(), 2, "is closed", "one of the two"),
        ("close = [1]".into(), 2, "no text", "quotes"),
        ("bounds = 1".into(), 2, "no end of the estimates", "\"central\""),
        ("as_of = 2026.03".into(), 2, "2026.03", "as_of = \"2026-03-15\""),
        ("as_of = \"1404-12-10\"".into(), 2, "1404-12-10", "as_of"),
        ("[[change]]\non = []\nspeed = { factor = 2 }".into(), 3, "names nothing", "on = ["),
        (
            "[[change]]\non = [\"moscow\", \"tehran\"]\nhours = { factor = 2 }".into(),
            4,
            "the hours of nothing would change",
            "leave it out",
        ),
        ("[[change]]\non = [\"IR\", \"IN\"]\nusd = { factor = 2 }".into(), 4, "the USD of nothing would change", "leave it out"),
        (
            format!("{}\n{}", change("speed = { factor = 2 }"), change("speed = { factor = 3 }")),
            6,
            "the same has a change of speed already, in line 3",
            "say it once",
        ),
        ("close_transit = [\"IR\"]\nreopen = [\"Iran\"]".into(), 2, "both closed to transit and reopened", "one of the two"),
        ("inherits = \"base-2024\"".into(), 2, "base-2024", "base-2025"),
        ("close = [\"TM\"]\nclose = [\"IR\"]".into(), 3, "it stands twice", "write it once"),
        ("close = [\n\"Atlantis\"]".into(), 3, "Atlantis", ""),
        ("[[change]]\nspeed = { factor = 2 }".into(), 2, "it is missing", "data/README.md"),
    ] {
        let issue = of(&rows);
        let found = issue.help.clone().unwrap_or_default();
        assert!(issue.line == Some(line) && issue.message.contains(said) && found.contains(help), "{rows}\n{issue}");
        assert!(issue.field.is_some_and(|field| field == "on" || rows.contains(&field)), "{rows}");
    }
    assert_eq!(of("bounds = 1").field.as_deref(), Some("bounds"));
    // A swap has a capacity, be the pipes around it without one. Where a line has several countries at its posts, both may be meant.
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("y.toml");
    std::fs::write(&path, "title = \"y\"\n[[change]]\non = [\"AZ\", \"IR\", \"rail\"]\nhours = { factor = 2 }\n[[change]]\non = [\"astara-border-gas\", \"pipeline\"]\ncapacity = { factor = 2 }\n").unwrap();
    let mut library = Library::embedded();
    library.add(&path).unwrap();
    library.find(&DATA, "y").unwrap();
}

/// What a scenario says itself counts before what it inherits: also a country that was closed to transit alone.
#[test]
fn reopening_ends_what_was_closed_to_transit() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("z.toml");
    std::fs::write(&path, "title = \"z\"\ninherits = \"iran-closed-to-transit\"\nreopen = [\"IR\"]\n").unwrap();
    let mut library = Library::embedded();
    library.add(&path).unwrap();
    assert!(library.find(&DATA, "iran-closed-to-transit").unwrap().scenario.close_transit.len() == 1);
    assert!(library.find(&DATA, "z").unwrap().scenario.close_transit.is_empty());
}
