//! Events that could not have the effect that they are said to have.

use std::collections::HashMap;

use super::{Context, countries_of};
use crate::issue::{Issue, quoted};
use crate::read::schema::Kind;

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    let mut known: HashMap<(&str, &str), bool> = HashMap::new();
    for record in context.raw.of(Kind::Event) {
        let hours = ["hours_low", "hours_central", "hours_high"].map(|field| record.number(field));
        let has_hours = hours.iter().any(Option::is_some);
        match record.text("effect") {
            Some("restricted") if hours.iter().all(|hours| hours.unwrap_or(0.0) == 0.0) => {
                let issue = context.error("missing-field", record, Some("hours_central"), "the restriction adds no hours".into());
                issues.push(issue.help("give low, central and high hours, or make it a note"));
            }
            Some(effect @ ("closed" | "note")) if has_hours => {
                let message = format!("an event that is {} adds no hours", quoted(effect));
                let issue = context.error("wrong-value", record, Some("hours_central"), message);
                issues.push(issue.help("leave the hours empty, or make it a restriction"));
            }
            _ => {}
        }
        if record.text("scope") == Some("country") && record.text("target") == Some("XZ") {
            let issue = context.error("wrong-value", record, Some("target"), "the high seas are no country".into());
            issues.push(issue.help("write scope sea, and the name of the sea"));
        }
        if record.text("scope") == Some("border")
            && let Some((a, b)) = record.text("target").and_then(|target| target.split_once('-'))
        {
            let meet = |sides: Vec<&str>| a != b && sides.contains(&a) && sides.contains(&b);
            let is_border = || context.raw.of(Kind::Place).any(|place| meet(countries_of(place)));
            if !*known.entry((a, b)).or_insert_with(is_border) && !context.is_unread("places.geojson") {
                let message = format!("{a} and {b} do not meet at any border of places.geojson");
                issues.push(context.error("wrong-value", record, Some("target"), message).help("name two countries that meet"));
            }
        }
    }
}
