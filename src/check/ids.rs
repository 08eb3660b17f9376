//! Ids that are not unique.

use std::collections::HashMap;

use super::Context;
use crate::issue::{Issue, quoted};
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for (kind, _) in Kind::ALL {
        let field = match kind {
            Kind::Load => "load",
            Kind::CountryName => "code",
            Kind::Area => "name",
            _ => "id",
        };
        let mut seen: HashMap<&str, &RawRecord> = HashMap::new();
        for record in context.raw.of(kind) {
            let Some(id) = record.text(field) else { continue };
            if let Some(first) = seen.insert(id, record) {
                let at = &context.raw.files[first.file];
                let message = format!(
                    "the {} id {} is used twice, first at {}:{}",
                    kind.noun(),
                    quoted(id),
                    at.name,
                    at.line_at(first.offset)
                );
                issues.push(
                    context
                        .error("duplicate-id", record, Some(field), message)
                        .help("give one of them another id, such as a suffix \"-old\""),
                );
            }
        }
    }
}
