//! Closures that may happen, with how likely they are.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Ground;
use crate::model::{Dataset, Date, Event, EventEffect, EventScope, Mode, Word};
use crate::network::{LinkId, Selector, View};

/// A closure that may happen.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Closure {
    /// What closes.
    pub what: String,
    /// How likely it is, 0..1.
    pub probability: f64,
    /// Where the probability comes from.
    pub basis: String,
    #[serde(skip)]
    takes: Takes,
    /// Whether it was closed, day by day; empty where the probability is assumed.
    #[serde(skip)]
    pub(super) past: Vec<bool>,
}

#[derive(Debug, Clone)]
enum Takes {
    Selected(Selector),
    /// What an event of `events.csv` closes.
    OfEvent(Box<Event>),
}

impl Closure {
    /// A closure with a probability that somebody assumes.
    pub fn assumed(data: &Dataset, what: Selector, probability: f64) -> Closure {
        Closure {
            what: what.describe(data),
            probability,
            basis: "assumed".into(),
            takes: Takes::Selected(what),
            past: Vec::new(),
        }
    }

    /// Whether it closes a link.
    pub(super) fn takes(&self, ground: Ground, view: &View, link: LinkId) -> bool {
        match &self.takes {
            Takes::Selected(selector) => selector.closes(ground.data, ground.network, link),
            Takes::OfEvent(event) => view.concerns(link, event),
        }
    }
}

/// What dated events closed in the `days` days up to a date, each with the share of these days on which it was closed. Two events that close the same thing for the same mode
/// count as one. A simulation draws one of these days for all of them, so that what was closed together closes together.
pub fn closures_of_the_past(data: &Dataset, until: Date, days: u32) -> Vec<Closure> {
    let mut by_target: BTreeMap<(&str, &str, Option<Mode>), Vec<&Event>> = BTreeMap::new();
    for event in data.events.iter().filter(|event| event.effect == EventEffect::Closed) {
        by_target.entry((event.scope.word(), event.target.as_str(), event.mode)).or_default().push(event);
    }
    let window: Vec<Date> =
        std::iter::successors(Some(until.to_day()), |day| Some(day.day_before())).take(days as usize).collect();
    let closure = |((_, target, mode), events): (&(&str, &str, Option<Mode>), &Vec<&Event>)| {
        let past: Vec<bool> = window.iter().map(|day| events.iter().any(|event| event.is_in_force(*day))).collect();
        let closed = past.iter().filter(|closed| **closed).count();
        let first = *events.first()?;
        let by = mode.map_or(String::new(), |mode| format!(" for {}", mode.word()));
        let name = match first.scope {
            EventScope::Place => data.place_ix(target).map_or(*target, |ix| data.place(ix).name.as_str()),
            _ => target,
        };
        (closed > 0).then(|| Closure {
            what: format!("{} {name}{by}", first.scope.word()),
            probability: closed as f64 / f64::from(days),
            basis: format!(
                "closed on {closed} of the {days} days to {}: {}",
                until.to_day(),
                events.iter().map(|event| event.id.as_str()).collect::<Vec<_>>().join(", ")
            ),
            takes: Takes::OfEvent(Box::new(first.clone())),
            past,
        })
    };
    by_target.iter().filter_map(closure).collect()
}
