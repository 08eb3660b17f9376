//! What goes to standard error: for people, or as one JSON object a line.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};
use corridor::error::Error;
use corridor::export::harmless_json;
use corridor::issue::{Issue, Severity, harmless, harmless_lines, short};
use serde::Serialize;

const RED: Style = AnsiColor::Red.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default().bold();

/// How many problems of the data are shown before the rest is only counted.
const SHOWN: usize = 20;

/// Whether messages are JSON.
static IS_JSON: AtomicBool = AtomicBool::new(false);

/// From now on messages are JSON.
pub fn as_json() {
    IS_JSON.store(true, Ordering::Relaxed);
}

/// A message that is about no place in a file.
#[derive(Serialize)]
struct Message<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// What the program ends with because of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code: Option<u8>,
}

/// Shows what stopped the work.
pub fn show(error: &Error) {
    let issues: Vec<&Issue> = match error {
        Error::Data(issues) => issues.iter().filter(|issue| issue.is_error()).collect(),
        _ => Vec::new(),
    };
    let (message, help) = (short(&error.to_string()), error.help());
    if IS_JSON.load(Ordering::Relaxed) {
        issues.iter().copied().for_each(say_json);
        return say_json(&Message {
            severity: Severity::Error,
            code: error.code(),
            message: &message,
            help,
            exit_code: Some(error.exit_code()),
        });
    }
    let mut lines: Vec<String> = issues.iter().take(SHOWN).map(|issue| issue.to_string()).collect();
    if issues.len() > SHOWN {
        lines.push(format!("... and {} more", issues.len() - SHOWN));
    }
    lines.push(format!("{RED}error:{RED:#} {}", harmless(&message)));
    lines.extend(help.map(|help| format!("  {CYAN}help:{CYAN:#} {}", harmless_lines(&short(help)))));
    say_plain(&lines.join("\n"));
}

/// Shows that the program itself is wrong.
pub fn show_panic(what: &str) {
    let version = env!("CARGO_PKG_VERSION");
    let message = format!("internal error, this is a bug in corridor {version}: {what}");
    let help = "please report it, with the command and its input";
    if IS_JSON.load(Ordering::Relaxed) {
        say_json(&Message {
            severity: Severity::Error,
            code: "panic",
            message: &message,
            help: Some(help),
            exit_code: Some(101),
        });
    } else {
        say_plain(&format!("{RED}error:{RED:#} {}\n  {CYAN}help:{CYAN:#} {help}", harmless(&message)));
    }
}

/// Says something beside the result.
pub fn note(text: &str) {
    if IS_JSON.load(Ordering::Relaxed) {
        say_json(&Message { severity: Severity::Note, code: "note", message: text, help: None, exit_code: None });
    } else {
        say_plain(&format!("{CYAN}note:{CYAN:#} {}", harmless(text)));
    }
}

/// Says that nothing of what was asked has a way, where a file is all that comes of it.
pub fn note_no_way() {
    note(
        "the answer is no: no pair that was asked has a way, or none of known capacity; `corridor route FROM TO` says what separates two places",
    );
}

/// Says what belongs to the answer and is no error.
pub fn say(text: &str) {
    if IS_JSON.load(Ordering::Relaxed) { note(text) } else { say_plain(text) }
}

fn say_json<T: Serialize>(message: &T) {
    // What cannot be written as JSON does not come up: these are texts and numbers.
    let text = serde_json::to_string(message).unwrap_or_default();
    say_whole(harmless_json(text));
}

/// Says a text with its colours, or without them where nobody sees them.
fn say_plain(text: &str) {
    match anstream::AutoStream::choice(&std::io::stderr()) {
        anstream::ColorChoice::Never => say_whole(anstream::adapter::strip_str(text).to_string()),
        _ => {
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }
}

/// Writes to standard error at once, so that nobody reads half a line, or the lines of two programs mixed. Nobody may be listening; then there is nobody to tell.
fn say_whole(mut text: String) {
    text.push('\n');
    let _ = std::io::stderr().write_all(text.as_bytes());
}
