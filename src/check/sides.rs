//! Countries against each other: a segment lies in a country of both its ends, a border has two sides, a crossing row names them.

use super::{Context, countries_of};
use crate::issue::{Issue, quoted};
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in context.raw.of(Kind::Place) {
        let is_border = record.text("kind") == Some("border");
        let count = record.list("countries").len();
        if is_border && count < 2 {
            let issue =
                context.error("border-sides", record, Some("kind"), "a border needs the two countries that meet there".into());
            issues.push(issue.help("add \"countries\": [\"RU\", \"AZ\"] instead of \"country\""));
        } else if !is_border && record.text("country").is_none() {
            let issue = context.error("missing-field", record, Some("kind"), "the place has no \"country\"".into());
            issues.push(issue.help("add \"country\"; only a border has \"countries\""));
        }
    }
    for record in context.raw.of(Kind::Segment) {
        let Some(country) = record.text("country") else { continue };
        for field in ["from", "to"] {
            let Some(place) = record.text(field).and_then(|id| context.places.get(id)) else { continue };
            if !is_end_of(record, country, place) {
                let sides = countries_of(place).join("/");
                let message =
                    format!("the segment lies in {country}, but its end {} in {sides}", quoted(place.id().unwrap_or_default()));
                issues.push(
                    context
                        .error("segment-country", record, Some("country"), message)
                        .help("cut the segment at the border, or correct the country"),
                );
            }
        }
    }
    for record in context.raw.of(Kind::Crossing) {
        let (Some(place), Some(from), Some(to)) =
            (record.text("place").and_then(|id| context.places.get(id)), record.text("from"), record.text("to"))
        else {
            continue;
        };
        let sides = countries_of(place);
        for (field, code) in [("from", from), ("to", to)] {
            if code != "*" && !sides.contains(&code) {
                let message = format!(
                    "{} lies between {}, not at the border of {code}",
                    quoted(place.id().unwrap_or_default()),
                    sides.join(" and ")
                );
                issues.push(
                    context
                        .error("border-sides", record, Some(field), message)
                        .help("name the two countries of the border place"),
                );
            }
        }
        if from == to && from != "*" {
            let message = format!("the crossing leads from {from} to itself");
            issues.push(
                context
                    .error("border-sides", record, Some("to"), message)
                    .help("\"from\" is the country left, \"to\" the one entered"),
            );
        }
    }
}

/// Ships leave the high seas at a country's port; everything else stays in its country.
fn is_end_of(segment: &RawRecord, country: &str, place: &RawRecord) -> bool {
    let sides = countries_of(place);
    let is_afloat = matches!(segment.text("mode"), Some("sea" | "ferry"));
    sides.contains(&country) || sides.is_empty() || (is_afloat && (country == "XZ" || sides.contains(&"XZ")))
}
