//! Swaps: the country between against the places, and the rows of one contract against each other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::modes::Meeting;
use super::{Context, countries_of};
use crate::issue::{Issue, quoted};
use crate::model::Mode;
use crate::read::RawRecord;
use crate::read::schema::Kind;

/// What the rows of a contract have in common.
const SHARED: [&str; 9] = [
    "commodity",
    "capacity_low",
    "capacity_central",
    "capacity_high",
    "commission_pct_low",
    "commission_pct_central",
    "commission_pct_high",
    "opened",
    "closed",
];

/// What most rows say; the first of them where as many say another thing.
fn most_common<'a>(rows: &[&'a RawRecord], field: &str) -> Option<&'a Value> {
    let said: Vec<Option<&Value>> = rows.iter().map(|row| row.fields.get(field)).collect();
    let count = |value: &Option<&Value>| said.iter().filter(|other| *other == value).count();
    // Of equals the last counts as the greatest, so they are looked at from behind.
    said.iter().rev().max_by_key(|value| count(value)).copied().flatten()
}

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    let meeting = Meeting::of(context);
    for record in context.raw.of(Kind::Exchange) {
        if record.text("from").is_some() && record.text("from") == record.text("to") {
            let message = "what is handed over here is given back at the same place".to_owned();
            issues.push(context.error("contract", record, Some("to"), message).help("name the border where it is given back"));
        }
        for field in ["from", "to"] {
            let (Some(through), Some(id)) = (record.text("through"), record.text(field)) else { continue };
            let Some(place) = context.places.get(id) else { continue };
            if !countries_of(place).contains(&through) {
                let message = format!("{id} is not on the border of {through}, the country between");
                issues.push(context.error("contract", record, Some("through"), message).help("correct the place or the country"));
            } else if place.text("kind") != Some("border") {
                let message = format!("{} lies inside {through}: a swap is handed over and given back at borders", quoted(id));
                issues.push(context.error("contract", record, Some(field), message).help("name a place of kind border"));
            } else if !meeting.at(id, Mode::Pipeline) {
                let message = format!("no pipeline leads to {}: nothing could be handed over there", quoted(id));
                issues
                    .push(context.error("contract", record, Some(field), message).help("name a border that a pipeline crosses"));
            }
        }
    }
    let mut contracts: BTreeMap<&str, Vec<&RawRecord>> = BTreeMap::new();
    for record in context.raw.of(Kind::Exchange) {
        if let Some(contract) = record.text("contract") {
            contracts.entry(contract).or_default().push(record);
        }
    }
    for (contract, rows) in contracts {
        let Some(first) = rows.first() else { continue };
        for field in SHARED {
            let usual = most_common(&rows, field);
            for row in rows.iter().filter(|row| row.fields.get(field) != usual) {
                let message = format!("the rows of contract {contract} differ in \"{field}\"");
                let help = "rows of one contract share its capacity, commission and dates; give another contract, or correct one";
                issues.push(context.error("contract", row, Some(field), message).help(help));
            }
        }
        let ends = |field: &str| rows.iter().filter_map(|row| row.text(field)).collect::<BTreeSet<_>>();
        let (all_from, all_to) = (ends("from"), ends("to"));
        let known: BTreeSet<_> = rows.iter().filter_map(|row| Some((row.text("from")?, row.text("to")?))).collect();
        // The first of them will do: there are as many as points of delivery times points of return.
        let missing =
            all_from.iter().flat_map(|from| all_to.iter().map(move |to| (*from, *to))).find(|ends| !known.contains(ends));
        if let Some((from, to)) = missing {
            let others = match all_from.len().saturating_mul(all_to.len()).saturating_sub(known.len()) {
                0 | 1 => String::new(),
                2 => ", nor one other".to_owned(),
                count => format!(", nor {} others", count - 1),
            };
            let message = format!("contract {contract} has no row from {from} to {to}{others}");
            let help = "what is handed over under one contract may be given back at any of its points: add the row";
            issues.push(context.error("contract", first, None, message).help(help));
        }
    }
}
