//! Problems of the data as text.

use std::collections::BTreeMap;

use corridor::issue::{Issue, Severity, harmless};

/// How many problems of one kind in one file are shown before the rest is only counted.
const SHOWN: usize = 20;

/// Every problem with its place and help, then the count.
pub fn text(issues: &[Issue]) -> String {
    let mut lines = Vec::new();
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for issue in issues {
        let count = seen.entry((&issue.file, &issue.code)).or_default();
        *count += 1;
        if *count <= SHOWN {
            lines.push(issue.to_string());
        }
    }
    for ((file, code), count) in seen.iter().filter(|(_, count)| **count > SHOWN) {
        lines.push(format!("{}: ... and {} more of [{code}]; --format json lists them all", harmless(file), count - SHOWN));
    }
    let count = |severity: Severity| issues.iter().filter(|issue| issue.severity == severity).count();
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    lines.push(format!("{}, {}", plural(count(Severity::Error), "error"), plural(count(Severity::Warning), "warning")));
    lines.join("\n")
}
