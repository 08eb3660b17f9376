//! A scenario in words.

use crate::model::{BASE_DATE, Dataset, EventEffect, Status};
use crate::network::{Bounds, Scenario, Selector};

/// What a scenario changes against the operating links of the base date, one line each.
pub(super) fn in_words(data: &Dataset, scenario: &Scenario) -> Vec<String> {
    let mut lines = Vec::new();
    if scenario.as_of != BASE_DATE {
        lines.push(format!("date {}: {}", scenario.as_of, events_in_force(data, scenario)));
    }
    for selector in &scenario.with {
        let built: Vec<&str> = data
            .segment_entries()
            .filter(|(ix, segment)| segment.status != Status::Operating && selector.takes_segment(data, *ix))
            .map(|(_, segment)| segment.id.as_str())
            .collect();
        lines.push(format!(
            "counts as open: {} ({})",
            selector.describe(data),
            number_of(built.len(), "segment that does not operate", "segments that do not operate")
        ));
    }
    let list = |selectors: &[Selector]| selectors.iter().map(|s| s.describe(data)).collect::<Vec<_>>().join(", ");
    let mut say = |what: &str, selectors: &[Selector]| {
        if !selectors.is_empty() {
            lines.push(format!("{what}: {}", list(selectors)));
        }
    };
    say("counts as closed", &scenario.without);
    say("closed", &scenario.close);
    let transit: Vec<Selector> = scenario.close_transit.iter().map(|c| Selector::Country(*c)).collect();
    say("closed to traffic that neither begins nor ends there", &transit);
    say("open in spite of events", &scenario.reopen);
    if !scenario.ignore_events.is_empty() {
        lines.push(format!("events that do not count: {}", scenario.ignore_events.join(", ")));
    }
    for change in &scenario.changes {
        lines.push(change.describe(data));
    }
    match scenario.bounds {
        Bounds::Central => {}
        Bounds::Low => lines.push("the low end of every estimate counts".into()),
        Bounds::High => lines.push("the high end of every estimate counts".into()),
    }
    if lines.is_empty() {
        lines.push("nothing: the operating links of the base date".into());
    }
    lines
}

fn events_in_force(data: &Dataset, scenario: &Scenario) -> String {
    let in_force =
        data.events.iter().filter(|event| event.is_in_force(scenario.as_of) && !scenario.ignore_events.contains(&event.id));
    let (mut closed, mut restricted) = (0, 0);
    for event in in_force {
        match event.effect {
            EventEffect::Closed => closed += 1,
            EventEffect::Restricted => restricted += 1,
            EventEffect::Note => {}
        }
    }
    format!("{} and {} in force", number_of(closed, "closure", "closures"), number_of(restricted, "restriction", "restrictions"))
}

fn number_of(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
