//! The drawn line against the published length.

use std::ops::RangeInclusive;

use geo::{Coord, Distance, Geodesic, Length, LineString, Point};

use super::{Context, positions};
use crate::issue::Issue;
use crate::read::RawRecord;
use crate::read::schema::Kind;

/// Drawn length over published length that needs no explanation. Straight chords between stations cut curves, so short is usual.
pub const LENGTH_RATIO: RangeInclusive<f64> = 0.80..=1.05;

/// Below this published length the position of a station matters more than the line, so the ratio says nothing.
const SHORTEST_KM: f64 = 5.0;

/// The same, with an explanation: a line can be drawn coarsely, or be much shorter than its railway is counted, but not a third of it.
const EXPLAINED: RangeInclusive<f64> = 0.40..=1.50;

/// What is shorter than this, drawn and published, can be explained at any ratio.
const SHORT_KM: f64 = 20.0;

/// How much longer than the way between its ends a line may be drawn: mountains need less than twice.
const DETOUR: f64 = 2.5;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in context.raw.of(Kind::Segment) {
        let line = positions(record);
        if line.len() < 2 || line.iter().any(|c| !(-90.0..=90.0).contains(&c.y)) {
            continue;
        }
        let drawn = Geodesic.length(&LineString::from(line.clone())) / 1000.0;
        detour(context, record, &line, drawn, issues);
        let Some(published) = record.number("length_km").filter(|km| *km > 0.0) else { continue };
        if record.text("length_source").is_none() {
            let issue = context.error(
                "missing-field",
                record,
                Some("length_km"),
                "a published length needs its \"length_source\"".into(),
            );
            issues.push(issue.help("name the source; \"general-knowledge\" is one"));
        }
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
        } else if record.text("length_note").is_none() || (drawn.max(published) > SHORT_KM && !EXPLAINED.contains(&ratio)) {
            let message = format!(
                "the drawn line is {drawn:.1} km, the published length {published} km: ratio {ratio:.2}, outside {:.2}..{:.2}",
                LENGTH_RATIO.start(),
                LENGTH_RATIO.end()
            );
            issues.push(context.warning("length-ratio", record, Some("length_km"), message).help(
                if EXPLAINED.contains(&ratio) {
                    "correct one of them, or say why in \"length_note\""
                } else {
                    "correct one of them: no note explains so much; \"accept\" does"
                },
            ));
        }
    }
}

/// Lines that go there and back, or by a position that lies elsewhere.
fn detour(context: &Context, record: &RawRecord, line: &[Coord<f64>], drawn: f64, issues: &mut Vec<Issue>) {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return };
    // What leaps around the earth is told so elsewhere.
    if line.windows(2).any(|pair| (pair[0].x - pair[1].x).abs() > 180.0) {
        return;
    }
    let straight = Geodesic.distance(Point::from(*first), Point::from(*last)) / 1000.0;
    if drawn > SHORT_KM && drawn > DETOUR * straight {
        let message = format!("the line is {drawn:.0} km long, and its ends are {straight:.0} km apart");
        let issue = context.warning("detour", record, Some("geometry"), message);
        issues.push(issue.help("look for a position that lies elsewhere, or a piece that is drawn twice"));
    }
}
