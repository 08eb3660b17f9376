//! Figures that claim more trust than their source can give.

use super::Context;
use crate::issue::Issue;
use crate::model::sources_of;
use crate::read::schema::Kind;

/// The source that says that nothing was read.
const GENERAL_KNOWLEDGE: &str = "general-knowledge";

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in &context.raw.records {
        let fields = ["source", "time_source", "cost_source", "emission_source"];
        let mut named = fields.iter().filter_map(|field| record.text(field)).flat_map(sources_of).peekable();
        let is_unread = named.peek().is_some() && named.all(|id| id == GENERAL_KNOWLEDGE);
        if record.kind == Kind::Source
            && record.text("read") == Some("not-read")
            && matches!(record.text("confidence"), Some("high" | "medium"))
        {
            let message = "what was not read cannot be better than low confidence".to_owned();
            issues.push(context.warning("confidence", record, Some("confidence"), message).help("write \"low\", or read it"));
        }
        if is_unread && matches!(record.text("confidence"), Some("high" | "medium")) {
            let message = "general knowledge alone cannot be better than low confidence".to_owned();
            issues.push(
                context.warning("confidence", record, Some("confidence"), message).help("write \"low\", or name what was read"),
            );
        }
    }
}
