//! Status against dates.

use super::Context;
use crate::issue::Issue;
use crate::model::Date;
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in context.raw.of(Kind::Segment) {
        let status = record.text("status").unwrap_or_default();
        let as_of = date(record, "status_as_of");
        match (status, date(record, "opened"), date(record, "expected")) {
            ("planned" | "under_construction", Some(opened), _) if as_of.is_some_and(|as_of| opened.has_come_by(as_of)) => {
                let message = format!("the segment is {}, but \"opened\" says {opened}", status.replace('_', " "));
                issues.push(
                    context
                        .error("status-date", record, Some("opened"), message)
                        .help("use \"expected\" for a date to come, or correct the status"),
                );
            }
            ("planned" | "under_construction", Some(_), Some(_)) => {
                let message = "the segment has both \"opened\" and \"expected\", and is not open".to_owned();
                issues.push(context.error("status-date", record, Some("opened"), message).help("keep \"expected\""));
            }
            ("disused", Some(opened), _) if as_of.is_some_and(|as_of| as_of.is_before(opened)) => {
                let message = format!("the segment is disused, but \"opened\" ({opened}) comes after \"status_as_of\"");
                issues.push(context.error("status-date", record, Some("opened"), message).help("correct one of the two dates"));
            }
            ("operating", Some(opened), _) if as_of.is_some_and(|as_of| as_of.is_before(opened)) => {
                let message = format!("the segment is operating, but \"opened\" ({opened}) comes after \"status_as_of\"");
                issues.push(context.error("status-date", record, Some("opened"), message).help("correct one of the two dates"));
            }
            ("operating", _, Some(expected)) => {
                let message = format!("the segment is operating, but is \"expected\" to open {expected}");
                issues.push(
                    context
                        .error("status-date", record, Some("expected"), message)
                        .help("delete \"expected\", or correct the status"),
                );
            }
            ("planned" | "under_construction", _, Some(expected)) if as_of.is_some_and(|as_of| expected.is_before(as_of)) => {
                let message =
                    format!("the segment was expected for {expected}, and was still {} later", status.replace('_', " "));
                issues.push(
                    context
                        .warning("status-date", record, Some("expected"), message)
                        .help("give the newest date, or say in \"note\" that it slipped"),
                );
            }
            _ => {}
        }
    }
    for (kind, from, until) in [(Kind::Event, "from", "until"), (Kind::Exchange, "opened", "closed")] {
        for record in context.raw.of(kind) {
            if let (Some(begin), Some(end)) = (date(record, from), date(record, until))
                && end.is_before(begin)
            {
                let message = format!("the {} ends ({end}) before it begins ({begin})", kind.noun());
                issues.push(context.error("status-date", record, Some(until), message).help("swap the dates, or correct one"));
            }
        }
    }
}

fn date(record: &RawRecord, field: &str) -> Option<Date> {
    record.text(field)?.parse().ok()
}
