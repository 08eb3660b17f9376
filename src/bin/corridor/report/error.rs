//! What goes to standard error.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use corridor::error::Error;
use corridor::issue::harmless;

const RED: Style = AnsiColor::Red.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default().bold();

/// How many problems of the data are shown before the rest is only counted.
const SHOWN: usize = 20;

/// Shows what stopped the work.
pub fn show(error: &Error) {
    let mut lines = Vec::new();
    if let Error::Data(issues) = error {
        let errors: Vec<_> = issues.iter().filter(|issue| issue.is_error()).collect();
        lines.extend(errors.iter().take(SHOWN).map(|issue| issue.to_string()));
        if errors.len() > SHOWN {
            lines.push(format!("... and {} more", errors.len() - SHOWN));
        }
    }
    lines.push(format!("{RED}error:{RED:#} {}", harmless(&error.to_string())));
    if let Some(help) = error.help() {
        lines.push(format!("  {CYAN}help:{CYAN:#} {}", harmless(help)));
    }
    say(&lines.join("\n"));
}

/// Says something beside the result.
pub fn note(text: &str) {
    say(&format!("{CYAN}note:{CYAN:#} {}", harmless(text)));
}

/// Writes to standard error. Nobody may be listening; then there is nobody to tell.
pub fn say(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}
