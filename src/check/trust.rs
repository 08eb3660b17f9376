//! Figures that claim more trust than their source can give.

use super::Context;
use crate::issue::Issue;
use crate::model::sources_of;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in &context.raw.records {
        let is_unread = record.text("source").is_some_and(|field| sources_of(field).all(|id| id == "general-knowledge"));
        if is_unread && matches!(record.text("confidence"), Some("high" | "medium")) {
            let message = "general knowledge alone cannot be better than low confidence".to_owned();
            issues.push(
                context.warning("confidence", record, Some("confidence"), message).help("write \"low\", or name what was read"),
            );
        }
    }
}
