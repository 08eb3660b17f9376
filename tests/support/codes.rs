//! The codes of errors that the source can give, found in its text.

use std::fs;
use std::path::Path;

/// The calls that make an issue, with the place of the code among their arguments.
const CALLS: [(&str, usize); 6] =
    [("error(", 0), ("warning(", 0), ("add(", 0), ("Issue::new(", 1), (".issue(", 1), ("look_up(", 3)];

/// The codes of issues that a source file can give.
pub fn codes_in(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let mut codes = Vec::new();
    for (call, place) in CALLS {
        for (at, _) in text.match_indices(call) {
            let argument = arguments(&text[at + call.len()..]).into_iter().nth(place).unwrap_or_default();
            let word = argument.trim().trim_matches('"').to_owned();
            let is_code = argument.trim().starts_with('"') && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            if is_code {
                codes.push(word);
            }
        }
    }
    codes
}

/// The arguments of a call, cut at the commas that are neither in a string nor in brackets.
fn arguments(text: &str) -> Vec<String> {
    let (mut all, mut one) = (Vec::new(), String::new());
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    for c in text.chars() {
        match c {
            _ if in_string => {
                in_string = escaped || c != '"';
                escaped = c == '\\' && !escaped;
            }
            '"' => in_string = true,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                all.push(std::mem::take(&mut one));
                continue;
            }
            _ => {}
        }
        one.push(c);
    }
    all.push(one);
    all
}
