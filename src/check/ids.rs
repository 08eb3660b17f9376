//! Ids that are not unique, and table rows that speak of the same thing twice.

use std::collections::HashMap;

use super::Context;
use crate::issue::{Issue, quoted};
use crate::read::RawRecord;
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for (kind, _) in Kind::ALL {
        // What tells one record of its kind from another.
        let key: &[&str] = match kind {
            Kind::Load => &["load"],
            Kind::CountryName => &["code"],
            Kind::Area => &["name"],
            Kind::Crossing => &["place", "mode", "from", "to"],
            Kind::Terminal => &["where", "from", "to"],
            Kind::Impedance => &["mode", "area"],
            _ => &["id"],
        };
        let mut seen: HashMap<Vec<&str>, &RawRecord> = HashMap::new();
        for record in context.raw.of(kind) {
            let Some(value) = key.iter().map(|field| record.text(field)).collect::<Option<Vec<&str>>>() else { continue };
            let shown = quoted(&value.join(", "));
            if let Some(first) = seen.insert(value, record) {
                let (noun, key, at) = (kind.noun(), key.join(", "), context.raw.place_of(first));
                let message = format!("the {noun} with {key} {shown} is there twice, first at {at}");
                let issue = context.error("duplicate-id", record, Some(key.split(',').next().unwrap_or_default()), message);
                issues.push(issue.help(if key == "id" {
                    "give one of them another id, or delete it"
                } else {
                    "delete one of the two"
                }));
            }
        }
    }
}
