//! The drawn line against the published length.

use std::ops::RangeInclusive;

use geo::{Geodesic, Length, LineString};

use super::{Context, positions};
use crate::issue::Issue;
use crate::read::schema::Kind;

/// Drawn length over published length that needs no explanation. Straight chords between stations cut curves, so short is usual.
pub const LENGTH_RATIO: RangeInclusive<f64> = 0.80..=1.05;

/// Below this published length the position of a station matters more than the line, so the ratio says nothing.
const SHORTEST_KM: f64 = 5.0;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in context.raw.of(Kind::Segment) {
        let line = positions(record);
        let Some(published) = record.number("length_km").filter(|km| *km > 0.0) else { continue };
        if line.len() < 2 || line.iter().any(|c| !(-90.0..=90.0).contains(&c.y)) {
            continue;
        }
        if record.text("length_source").is_none() {
            let issue = context.error(
                "missing-field",
                record,
                Some("length_km"),
                "a published length needs its \"length_source\"".into(),
            );
            issues.push(issue.help("name the source; \"general-knowledge\" is one"));
        }
        let drawn = Geodesic.length(&LineString::from(line)) / 1000.0;
        let ratio = drawn / published;
        if LENGTH_RATIO.contains(&ratio) || (published < SHORTEST_KM && drawn < 2.0 * SHORTEST_KM) {
            continue;
        }
        if ratio < 0.01 && drawn > 0.5 {
            let message = format!("length_km is {published}, the drawn line is {drawn:.1} km long: that looks like metres");
            issues.push(
                context
                    .error("length-unit", record, Some("length_km"), message)
                    .help(format!("did you mean {}?", published / 1000.0)),
            );
        } else if record.text("length_note").is_none() {
            let message = format!(
                "the drawn line is {drawn:.1} km, the published length {published} km: ratio {ratio:.2}, outside {:.2}..{:.2}",
                LENGTH_RATIO.start(),
                LENGTH_RATIO.end()
            );
            issues.push(
                context
                    .warning("length-ratio", record, Some("length_km"), message)
                    .help("correct one of them, or say why in \"length_note\""),
            );
        }
    }
}
