//! Countries against each other: a segment lies in a country of both its ends, a border has two sides, a crossing row names them, and the place that stands for a country lies in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, countries_of};
use crate::issue::{Issue, quoted};
use crate::model::{Country, Mode, Word};
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in context.raw.of(Kind::Place) {
        let is_border = record.text("kind") == Some("border");
        let mut sides = record.list("countries");
        sides.sort_unstable();
        sides.dedup();
        let count = sides.len();
        if is_border && count < 2 {
            let issue =
                context.error("border-sides", record, Some("kind"), "a border needs the two countries that meet there".into());
            issues.push(issue.help("add \"countries\": [\"RU\", \"AZ\"] instead of \"country\""));
        } else if !is_border && record.text("country").is_none() {
            let mut issue = context.error("missing-field", record, None, "the place has no \"country\"".into());
            issue.field = Some("country".into());
            issues.push(issue.help("add \"country\"; only a border has \"countries\""));
        }
    }
    for record in context.raw.of(Kind::Place) {
        let is_border = record.text("kind") == Some("border");
        let (excess, help) = if is_border {
            ("country", "a border has \"countries\" alone")
        } else {
            ("countries", "only a border has \"countries\"; add \"country\"")
        };
        if record.fields.contains_key(excess) && record.fields.contains_key(if is_border { "countries" } else { "country" }) {
            let message = format!("the {} has both \"country\" and \"countries\"", if is_border { "border" } else { "place" });
            issues.push(context.error("border-sides", record, Some(excess), message).help(help));
        }
    }
    for kind in [Kind::Place, Kind::Segment] {
        for record in context.raw.of(kind) {
            codes_and_sea(context, record, issues);
        }
    }
    for record in context.raw.of(Kind::Segment) {
        let Some(country) = record.text("country") else { continue };
        let mode = record.text("mode").and_then(Mode::of);
        if let Some(mode) = mode.filter(|mode| country == "XZ" && matches!(mode, Mode::Rail | Mode::Road)) {
            let message = format!("nothing goes by {} on the high seas", mode.word());
            let issue = context.error("segment-country", record, Some("mode"), message);
            issues.push(issue.help("correct the mode, or name the country that the segment lies in"));
            continue;
        }
        for field in ["from", "to"] {
            let Some(place) = record.text(field).and_then(|id| context.places.get(id)) else { continue };
            if !is_end_of(record, country, place) {
                let sides = countries_of(place).join("/");
                let message =
                    format!("the segment lies in {country}, but its end {} in {sides}", quoted(place.id().unwrap_or_default()));
                issues.push(context.error("segment-country", record, Some("country"), message).help(if sides == "XZ" {
                    "only ships go to the high seas: correct the mode, or the place"
                } else {
                    "cut the segment at the border, or correct the country"
                }));
            }
        }
    }
    for record in context.raw.of(Kind::Crossing) {
        let (Some(from), Some(to)) = (record.text("from"), record.text("to")) else { continue };
        if from == to && from != "*" {
            let message = format!("the crossing leads from {from} to itself");
            let issue = context.error("border-sides", record, Some("to"), message);
            issues.push(issue.help("\"from\" is the country left, \"to\" the one entered"));
        }
        let Some(place) = record.text("place").and_then(|id| context.places.get(id)) else { continue };
        let sides = countries_of(place);
        for (field, code) in [("from", from), ("to", to)] {
            // What is no code at all is told so already.
            if code != "*" && code.parse::<Country>().is_ok() && !sides.contains(&code) {
                let place = quoted(place.id().unwrap_or_default());
                let message = format!("{place} lies between {}, not at the border of {code}", sides.join(" and "));
                let issue = context.error("border-sides", record, Some(field), message);
                issues.push(issue.help("name the two countries of the border place"));
            }
        }
    }
    regions(context, issues);
    main_places(context, issues);
    gauges(context, issues);
}

/// An exclave and a UN/LOCODE belong to their country, and what lies in a country lies in no sea.
fn codes_and_sea(context: &Context, record: &RawRecord, issues: &mut Vec<Issue>) {
    let noun = record.kind.noun();
    let sides = countries_of(record);
    if let Some(region) = record.text("region")
        && !region.split_once('-').is_some_and(|(country, _)| sides.contains(&country))
    {
        let message = format!("the {noun} lies in {}, and the exclave {} does not", sides.join("/"), quoted(region));
        let issue = context.error("border-sides", record, Some("region"), message);
        issues.push(issue.help("an exclave is written with its country: \"AZ-NX\"; leave it out elsewhere"));
    }
    if let Some(locode) = record.text("locode")
        && !sides.is_empty()
        && !sides.iter().any(|code| locode.starts_with(code))
    {
        let message = format!("the {noun} lies in {}, and the UN/LOCODE {} does not", sides.join("/"), quoted(locode));
        let issue = context.error("border-sides", record, Some("locode"), message);
        issues.push(issue.help("its first two letters are the country's; correct the code or the country"));
    }
    if record.fields.contains_key("sea") && !sides.is_empty() && !sides.contains(&"XZ") {
        let message = format!("the {noun} lies in {}, and in a sea", sides.join("/"));
        let issue = context.error("border-sides", record, Some("sea"), message);
        issues.push(issue.help("a \"sea\" goes with the country \"XZ\", the high seas"));
    }
}

/// An exclave is apart: what lies in it, and what leads to places in it, does so alike.
fn regions(context: &Context, issues: &mut Vec<Issue>) {
    let mut at: BTreeMap<&str, (&RawRecord, Vec<&RawRecord>)> = BTreeMap::new();
    for segment in context.raw.of(Kind::Segment) {
        for end in [segment.text("from"), segment.text("to")].into_iter().flatten() {
            // A border lies in no exclave alone, and a ship comes in from the high seas.
            if let Some(place) = context
                .places
                .get(end)
                .filter(|place| place.text("country").is_some() && place.text("country") == segment.text("country"))
            {
                at.entry(end).or_insert((place, Vec::new())).1.push(segment);
            }
        }
    }
    let lies = |record: &RawRecord| {
        record.text("region").map_or_else(|| "in no exclave".to_owned(), |region| format!("in {}", quoted(region)))
    };
    let help = "write the same \"region\" for both, or leave it out of both";
    for (id, (place, segments)) in at {
        let others: Vec<&&RawRecord> = segments.iter().filter(|segment| segment.text("region") != place.text("region")).collect();
        // Where none fits it is the place that is wrong.
        if others.len() > 1 && others.len() == segments.len() {
            let message =
                format!("the place lies {}, and none of the {} segments that end there does", lies(place), others.len());
            issues.push(context.error("border-sides", place, Some("region"), message).help(help));
            continue;
        }
        for segment in others {
            let message = format!("the segment lies {}, and its end {} {}", lies(segment), quoted(id), lies(place));
            issues.push(context.error("border-sides", segment, Some("region"), message).help(help));
        }
    }
}

/// A country's trade begins and ends at its main place.
fn main_places(context: &Context, issues: &mut Vec<Issue>) {
    for record in context.raw.of(Kind::CountryName) {
        let (Some(code), Some(id)) = (record.text("code"), record.text("main_place")) else { continue };
        let Some(place) = context.places.get(id) else { continue };
        let sides = countries_of(place);
        if !sides.is_empty() && !sides.contains(&code) {
            let message = format!("the main place of {code}, {}, lies in {}", quoted(id), sides.join("/"));
            let issue = context.error("main-place", record, Some("main_place"), message);
            issues.push(issue.help("name a place of the country"));
        }
    }
}

/// Railways that meet at a border with no gauge in common: nothing is handled at a border, so no train could pass.
fn gauges(context: &Context, issues: &mut Vec<Issue>) {
    /// Lines with their gauge, by the country that they lie in.
    type Sides<'a> = BTreeMap<&'a str, Vec<(i64, &'a RawRecord)>>;
    let mut at_border: BTreeMap<&str, Sides> = BTreeMap::new();
    for record in context.raw.of(Kind::Segment) {
        let (Some(gauge), Some(country)) = (record.number("gauge_mm"), record.text("country")) else { continue };
        for place in [record.text("from"), record.text("to")].into_iter().flatten() {
            let is_border = context.places.get(place).is_some_and(|p| p.text("kind") == Some("border"));
            if is_border {
                at_border.entry(place).or_default().entry(country).or_default().push((gauge as i64, record));
            }
        }
    }
    for (place, sides) in at_border {
        let gauges = |lines: &Vec<(i64, &RawRecord)>| lines.iter().map(|(gauge, _)| *gauge).collect::<BTreeSet<_>>();
        let sets: Vec<BTreeSet<i64>> = sides.values().map(gauges).collect();
        let meets = |i: usize| sets.iter().skip(i + 1).any(|set| !set.is_disjoint(&sets[i]));
        let apart = sets.len() > 1 && !(0..sets.len()).any(meets);
        if let Some((_, record)) = sides.values().flatten().next().filter(|_| apart) {
            let message = format!("railways of different gauge meet at the border {}: no train can pass", quoted(place));
            let issue = context.warning("border-gauge", record, Some("gauge_mm"), message);
            issues.push(issue.help("lead one gauge across the border to the station where the gauge changes"));
        }
    }
}

/// Ships leave the high seas at a country's port; everything else stays in its country.
fn is_end_of(segment: &RawRecord, country: &str, place: &RawRecord) -> bool {
    let sides = countries_of(place);
    let is_afloat = matches!(segment.text("mode"), Some("sea" | "ferry"));
    sides.contains(&country) || sides.is_empty() || (is_afloat && (country == "XZ" || sides.contains(&"XZ")))
}
