//! Pages and drawings have the elements and attributes that they have with harmless texts, and no others; and no letter that is not seen or turns the text about.

use std::collections::BTreeSet;
use std::fs;

use corridor::issue::is_hostile;
use resvg::usvg::{Options, Tree};

use super::data::Texts;
use crate::trial::Trial;

/// What is written as markup.
const COMMANDS: [(&str, &str); 6] = [
    ("report moscow mumbai --scenario hostile-0,hostile-1,hostile-2", "html"),
    ("chart map moscow mumbai", "svg"),
    ("chart time-distance moscow mumbai", "svg"),
    ("chart exposure moscow mumbai", "svg"),
    ("chart compare moscow mumbai --scenario hostile-0,hostile-1,hostile-2", "svg"),
    ("chart simulate moscow mumbai --draws 20", "svg"),
];

/// Elements whose number does not hang on how long a name is.
const COUNTED: [&str; 13] =
    ["script", "style", "a", "img", "iframe", "form", "input", "link", "meta", "title", "html", "svg", "table"];

/// The elements of each document, with their attributes, and how many there are of those that are counted.
pub struct Kinds(Vec<(BTreeSet<String>, Vec<usize>)>);

impl Kinds {
    /// Those of harmless texts.
    pub fn of(texts: &Texts) -> Kinds {
        Kinds(COMMANDS.iter().map(|(words, end)| kinds(&read(texts, words, end).expect("harmless texts are written"))).collect())
    }
}

/// Each document against the one with harmless texts.
pub fn run(trial: &mut Trial, texts: &Texts, plain: &Kinds) {
    for ((words, end), (known, counts)) in COMMANDS.iter().zip(&plain.0) {
        let outcome = read(texts, words, end).and_then(|text| {
            if let Some(letter) = text.chars().find(|letter| *letter != '\n' && is_hostile(*letter)) {
                return Err(format!("{letter:?} stands there as it is"));
            }
            if *end == "svg" {
                Tree::from_str(&text, &Options::default()).map_err(|error| format!("no SVG: {error}"))?;
            }
            let (found, number) = kinds(&text);
            let new: Vec<&String> = found.difference(known).collect();
            if new.is_empty() && number == *counts {
                return Ok(());
            }
            Err(format!("new elements or attributes {new:?}; of {COUNTED:?} {number:?} where {counts:?} are expected"))
        });
        trial.case(outcome.map_err(|why| format!("corridor {words} (.{end}), with {}: {why}", texts.about)));
    }
}

fn read(texts: &Texts, words: &str, end: &str) -> Result<String, String> {
    fs::read_to_string(texts.written(words, end)?).map_err(|error| format!("no text: {error}"))
}

/// Elements as `name` and attributes as `name attribute`, as a browser finds them; addresses that run are kinds of their own.
fn kinds(text: &str) -> (BTreeSet<String>, Vec<usize>) {
    let mut kinds = BTreeSet::new();
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            kinds.insert("!--".to_owned());
        }
        if !rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/' || letter == '!' || letter == '?') {
            // A letter of a script or style.
            continue;
        }
        let (tag, after) = element(rest);
        rest = after;
        let name = tag
            .split(|letter: char| letter.is_whitespace() || letter == '>')
            .next()
            .unwrap_or_default()
            .trim_end_matches('/')
            .to_lowercase();
        for (attribute, value) in attributes(&tag[name.len().min(tag.len())..]) {
            let is_address = ["href", "src", "action", "xlink:href"].contains(&attribute.as_str());
            let is_calm = value.starts_with('#')
                || value.starts_with("https://")
                || value.starts_with("http://")
                || value.starts_with("data:");
            kinds.insert(if is_address && !is_calm {
                format!("{name} {attribute}={value}")
            } else {
                format!("{name} {attribute}")
            });
        }
        kinds.insert(name.clone());
        // What stands in a script or style is no markup up to its end.
        if name == "script" || name == "style" {
            let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
            rest = &rest[end..];
        }
        names.push(name);
    }
    let counts = COUNTED.iter().map(|counted| names.iter().filter(|name| name == counted).count()).collect();
    (kinds, counts)
}

/// The inside of a tag up to its end, which may not stand in quotes.
fn element(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return (&text[..at], &text[at + 1..]),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    (text, "")
}

/// Attributes with their values.
fn attributes(mut text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/' || letter == '?');
        let end = text.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(text.len());
        if end == 0 {
            return found;
        }
        let name = text[..end].to_lowercase();
        text = &text[end..];
        let mut value = "";
        if let Some(rest) = text.strip_prefix('=') {
            let quote = rest.chars().next().filter(|letter| matches!(letter, '"' | '\''));
            let inside = quote.map_or(rest, |_| &rest[1..]);
            let end =
                inside.find(|letter: char| quote.map_or(letter.is_whitespace(), |open| letter == open)).unwrap_or(inside.len());
            value = &inside[..end];
            text = inside.get(end + usize::from(quote.is_some())..).unwrap_or_default();
        }
        found.push((name, value.to_owned()));
    }
}
