//! The report: one file that loads nothing, whose data is never code, that says the same as the commands.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/html.rs"]
mod html;

use std::path::Path;
use std::process::Command;

use corridor::issue::harmless;

fn report(data: Option<&Path>, args: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    let run = command.arg("report").args(args).arg("-o").arg(&file).output().unwrap();
    assert!(run.status.success(), "{args:?}: {}", String::from_utf8_lossy(&run.stderr));
    std::fs::read_to_string(file).unwrap()
}

/// The text between two marks.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("{from}")) + from.len();
    &page[start..start + page[start..].find(to).unwrap()]
}

#[test]
fn the_page_loads_nothing_and_allows_its_own_script_alone() {
    use base64::Engine;
    use sha2::{Digest, Sha256};
    let page = report(None, &["Moscow", "Mumbai"]);
    assert!(page.len() < 3_000_000, "{}", page.len());
    let policy = between(&page, "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert!(page.find("charset=\"utf-8\"").unwrap() < 200 && page.find("Content-Security-Policy").unwrap() < 300);
    assert!(page.contains("<html lang=\"en\">") && page.contains("<meta name=\"referrer\" content=\"no-referrer\">"));
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()));
    let (style, script) = (between(&page, "<style>", "</style>"), between(&page, "<script>", "</script>"));
    let expected = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    );
    assert_eq!(policy.replace("&#39;", "'"), expected);
    for loads in ["<img", "<link", "<iframe", " src=", "url(", "@import", "fetch(", "XMLHttpRequest", "import("] {
        assert!(!page.contains(loads), "{loads}");
    }
    html::makes_no_code(&page);
    assert_eq!(page.matches("<script").count(), 2);
}

#[test]
fn data_is_never_code() {
    let names = [
        "</script><script>alert(1)</script>",
        "<!--<svg onload=alert(1)>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "{{7*7}} ${7*7} &lt;b&gt;",
        "مشهد 東京 \u{202e}evil",
        "\u{2028}\u{2029}&amp;",
    ];
    let plain = report(None, &["moscow", "mumbai"]);
    let tags = |page: &str| page.matches('<').count();
    for name in names {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert!(
            Command::new(env!("CARGO_BIN_EXE_corridor")).args(["data", "export"]).arg(&data).output().unwrap().status.success()
        );
        let file = data.join("places.geojson");
        let mut places: geojson::FeatureCollection = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        for place in &mut places.features {
            if place.property("id").is_some_and(|id| id == "moscow" || id == "mumbai" || id == "strait-hormuz") {
                place.set_property("name", name);
            }
        }
        std::fs::write(&file, places.to_string()).unwrap();
        let page = report(Some(&data), &["moscow", "mumbai"]);
        // As many elements as with plain names: none was added.
        assert_eq!(tags(&page), tags(&plain), "{name}");
        let path = folder.path().to_str().unwrap();
        assert!(!page.contains(path), "{name}");
        let hover: serde_json::Value = serde_json::from_str(between(&page, "type=\"application/json\">", "</script>")).unwrap();
        let shown = harmless(name);
        let said = hover["places"]
            .as_array()
            .unwrap()
            .iter()
            .any(|place| place["name"] == shown.as_str() && place["said"].as_str().unwrap().starts_with(&shown));
        assert!(said, "{name}");
    }
}

/// A source whose address would run is refused before there is a page.
#[test]
fn addresses_that_would_run_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let corridor = || Command::new(env!("CARGO_BIN_EXE_corridor"));
    assert!(corridor().args(["data", "export", "data"]).current_dir(&folder).output().unwrap().status.success());
    let sources = folder.path().join("data/sources.csv");
    let text = std::fs::read_to_string(&sources).unwrap();
    std::fs::write(&sources, text.replacen("https://", "javascript://", 1)).unwrap();
    let report = ["--data", "data", "report", "moscow", "mumbai", "-o", "page.html"];
    let output = corridor().args(report).current_dir(&folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(3) && said.contains("field \"url\""), "{said}");
    assert!(!folder.path().join("page.html").exists());
}

#[test]
fn the_page_says_what_the_commands_say() {
    let page = report(None, &["Baku", "Nakhchivan", "--scenario", "iran-closed-to-transit"]);
    let json = |args: &[&str]| -> serde_json::Value {
        serde_json::from_slice(
            &Command::new(env!("CARGO_BIN_EXE_corridor")).args(args).args(["--format", "json"]).output().unwrap().stdout,
        )
        .unwrap()
    };
    let totals = json(&["route", "Baku", "Nakhchivan"])["routes"][0]["totals"].clone();
    let days = |end: &str| totals["hours"][end].as_f64().unwrap() / 24.0;
    assert!(page.contains(&format!("{:.1} days ({:.1} to {:.1})", days("central"), days("low"), days("high"))));
    let closed = json(&["route", "Baku", "Nakhchivan", "--scenario", "iran-closed-to-transit"]);
    let more = closed["routes"][0]["totals"]["hours"]["central"].as_f64().unwrap() / 24.0 - days("central");
    assert!(page.contains(&format!("+{more:.1} days")), "{more}");
    // The command that the page names makes the same page.
    let named = between(&page, "The same page again: <code>", "</code>").replace("corridor report ", "");
    let words: Vec<&str> = named.split(' ').take_while(|word| *word != "-o").collect();
    assert!(report(None, &words) == page, "{named}");
}

#[test]
fn a_network_of_ones_own_and_no_way_make_a_page_too() {
    let folder = tempfile::tempdir().unwrap();
    let net = folder.path().join("net.csv");
    std::fs::write(&net, "from,to,length_km\na,b,10\nb,c,20\nd,e,5\n").unwrap();
    let file = folder.path().join("report.html");
    let ask = |from: &str, to: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_corridor"))
            .arg("--network")
            .arg(&net)
            .args(["report", from, to, "-o"])
            .arg(&file)
            .output()
            .unwrap();
        (run.status.code(), std::fs::read_to_string(&file).unwrap_or_default(), String::from_utf8(run.stderr).unwrap())
    };
    let (code, page, err) = ask("a", "c");
    assert!(code == Some(0) && page.contains("30 km"), "{err}");
    let (code, page, err) = ask("a", "e");
    assert!(code == Some(1) && page.contains("There is no way"), "{err}");
}
