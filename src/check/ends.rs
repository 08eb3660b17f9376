//! Ends of lines that do not meet their places.

use geo::{Distance, Geodesic, Point};

use super::{Context, positions};
use crate::issue::Issue;
use crate::read::schema::Kind;

/// How far the end of a line may lie from its place, in metres.
pub const END_TOLERANCE_M: f64 = 100.0;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in context.raw.of(Kind::Segment) {
        let line = positions(record);
        // A line of one position is told so elsewhere.
        let (Some(first), Some(last)) = (line.first(), line.last().filter(|_| line.len() > 1)) else { continue };
        for (field, end, other) in [("from", first, last), ("to", last, first)] {
            let Some(place) = record.text(field).and_then(|id| context.places.get(id)) else { continue };
            let Some(position) = positions(place).first().copied() else { continue };
            let metres = Geodesic.distance(Point::from(*end), Point::from(position));
            if metres <= END_TOLERANCE_M || !metres.is_finite() {
                continue;
            }
            let id = record.text(field).unwrap_or_default();
            let message = format!(
                "the line does not meet its place \"{id}\": {:.1} km apart, {:.1} km is allowed",
                metres / 1000.0,
                END_TOLERANCE_M / 1000.0
            );
            let is_reversed = Geodesic.distance(Point::from(*other), Point::from(position)) <= END_TOLERANCE_M;
            let help = if is_reversed {
                "the line runs the other way: swap \"from\" and \"to\", or reverse the positions".to_owned()
            } else {
                format!("move the end to [{}, {}], or name the right place", position.x, position.y)
            };
            issues.push(context.error("end-not-at-place", record, Some(field), message).help(help));
        }
        if record.text("from").is_some() && record.text("from") == record.text("to") {
            let message = "the segment begins and ends at the same place".to_owned();
            issues.push(context.error("loop", record, Some("to"), message).help("cut it at a place on the way"));
        }
    }
}
