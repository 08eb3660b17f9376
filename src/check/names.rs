//! Names that nobody could ask for: they mean two things, or nothing.
//!
//! Two places of one name are no mistake, the world has them, and who asks is told of both. Countries, seas and corridors are few, and
//! the first of a name would be taken without a word.

use std::collections::HashMap;

use super::Context;
use crate::issue::{Issue, quoted};
use crate::model::{Mode, Word};
use crate::names::fold;
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for kind in [Kind::Place, Kind::CountryName, Kind::Area, Kind::Corridor] {
        context.raw.of(kind).for_each(|record| legible(context, record, issues));
    }
    // A country and a sea may both be avoided; a corridor of the name of a sea is asked for after it.
    apart(context, &[Kind::CountryName, Kind::Area], issues);
    apart(context, &[Kind::Corridor], issues);
    ids(context, issues);
    codes(context, issues);
}

/// Ids of places count before codes of countries: `ir` would be a place, and Iran could not be closed.
fn codes(context: &Context, issues: &mut Vec<Issue>) {
    let codes = context.ids(Kind::CountryName, "code");
    for record in context.raw.of(Kind::Place) {
        if let Some(code) = record.id().and_then(|id| codes.iter().find(|code| code.eq_ignore_ascii_case(id))) {
            let message = format!("the id of the place is the code of a country, {code}");
            issues.push(context.error("same-name", record, Some("id"), message).help("give the place a longer id"));
        }
    }
}

/// A name without letters or digits is compared with nothing.
fn legible(context: &Context, record: &RawRecord, issues: &mut Vec<Issue>) {
    let names = record.text("name").map(|name| ("name", name)).into_iter();
    for (field, name) in names.chain(record.list("aliases").into_iter().map(|alias| ("aliases", alias))) {
        if fold(name).is_empty() && !name.trim().is_empty() {
            let message = format!("{} has neither a letter nor a digit: nobody could ask for it", quoted(name));
            issues.push(context.error("wrong-value", record, Some(field), message).help("write a name that can be typed"));
        }
    }
}

/// Records of these kinds share no name, whatever its case, script or diacritics. A country's code is asked for as it stands, and first:
/// the name of Oman in Arabic letters reads as `mn` without its vowels, and is no name of Mongolia.
fn apart(context: &Context, kinds: &[Kind], issues: &mut Vec<Issue>) {
    let key = |record: &'_ RawRecord| ["id", "code", "name"].iter().find_map(|field| record.text(field)).map(str::to_owned);
    let mut taken: HashMap<String, (&RawRecord, &str)> = HashMap::new();
    for record in kinds.iter().flat_map(|kind| context.raw.of(*kind)) {
        let own = ["id", "name"].into_iter().filter_map(|field| Some((field, record.text(field)?)));
        for (field, name) in own.chain(record.list("aliases").into_iter().map(|alias| ("aliases", alias))) {
            let folded = fold(name);
            let (first, first_name) = *taken.entry(folded.clone()).or_insert((record, name));
            // What stands twice as a whole is told as such.
            if std::ptr::eq(first, record) || folded.is_empty() || key(first) == key(record) {
                continue;
            }
            let (noun, at) = (first.kind.noun(), context.raw.place_of(first));
            let message = format!("{} is also a name of the {noun} at {at} ({})", quoted(name), quoted(first_name));
            issues.push(context.error("same-name", record, Some(field), message).help("let one of the two have it"));
        }
    }
}

/// Places and segments are closed by their id, and so are modes; segments and corridors are opened by theirs.
fn ids(context: &Context, issues: &mut Vec<Issue>) {
    let mut taken: HashMap<&str, &RawRecord> = HashMap::new();
    for record in [Kind::Place, Kind::Segment, Kind::Corridor].into_iter().flat_map(|kind| context.raw.of(kind)) {
        let Some(id) = record.id() else { continue };
        if Mode::of(id).is_some() {
            let message = format!("{} is a mode of transport, and cannot be an id", quoted(id));
            issues.push(context.error("same-name", record, Some("id"), message).help("give it a longer id"));
        }
        let first = *taken.entry(id).or_insert(record);
        if first.kind != record.kind && [first.kind, record.kind].contains(&Kind::Segment) {
            let (noun, at) = (first.kind.noun(), context.raw.place_of(first));
            let message = format!("{} is also the id of the {noun} at {at}", quoted(id));
            issues.push(context.error("same-name", record, Some("id"), message).help("give one of the two another id"));
        }
    }
}
