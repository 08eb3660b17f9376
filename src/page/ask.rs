//! A report in words: a question for routes, and the scenarios that are shown beside it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::brief::Question;
use crate::analysis::State;
use crate::ask::{Changes, RouteWords, StateWords};
use crate::cost::Objective;
use crate::error::Error;
use crate::model::{Dataset, Word};
use crate::network::Bounds;
use crate::scenario::Library;

/// How many really different routes a report shows where nothing is said.
pub const USUAL_ALTERNATIVES: u8 = 3;

/// A question for a report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(extend("required" = ["from", "to"]))]
pub struct ReportWords {
    /// The routes.
    #[serde(flatten)]
    pub route: RouteWords,
    /// Ids of the scenarios that are shown beside it.
    pub beside: Vec<String>,
}

impl ReportWords {
    /// What it means.
    ///
    /// # Errors
    /// As for [`RouteWords::query`].
    pub fn question<'a>(
        &'a self,
        data: &Dataset,
        library: &Library,
        is_wanted: &'a (dyn Fn() -> bool + Sync),
    ) -> Result<Question<'a>, Error> {
        let words = &self.route.state;
        let base = titled(words, data, library)?;
        let mut others = Vec::new();
        if !words.changes.is_empty() {
            let before = StateWords { changes: Changes::default(), ..words.clone() };
            let state = titled(&before, data, library)?;
            others.push(State { id: "unchanged".into(), title: format!("{}, unchanged", state.title), ..state });
        }
        let unchanged = (!others.is_empty()).then_some(0);
        let beside = self.beside.iter().filter(|id| Some(*id) != words.scenario.as_ref());
        others.extend(beside.map(|id| Ok(library.find(data, id)?.into())).collect::<Result<Vec<State>, Error>>()?);
        let mut query = self.route.query(data, library)?;
        query.count = self.route.alternatives.unwrap_or(USUAL_ALTERNATIVES).into();
        Ok(Question { query, load: &self.route.load, base, others, unchanged, command: self.command(), is_wanted })
    }

    /// The command that asks the same.
    pub fn command(&self) -> String {
        let (usual, asked) = (RouteWords::default(), &self.route);
        let mut words = vec!["corridor report".to_owned(), quoted(&asked.from), quoted(&asked.to)];
        let mut say = |flag: &str, value: String| words.push(format!("--{flag} {}", quoted(&value)));
        if let Some(scenario) = &asked.state.scenario {
            say("base", scenario.clone());
        }
        if let Some(date) = asked.state.as_of {
            say("as-of", date.to_string());
        }
        let bounds = [(Bounds::Low, "low"), (Bounds::Central, "central"), (Bounds::High, "high")];
        if let Some((_, word)) = bounds.iter().find(|(end, _)| Some(*end) == asked.state.bounds) {
            say("bounds", (*word).to_owned());
        }
        asked.via.iter().for_each(|via| say("via", via.clone()));
        if asked.by != Objective::Time {
            say("by", asked.by.word().to_owned());
        }
        let modes = |list: &[crate::model::Mode]| list.iter().map(|mode| mode.word().to_owned()).collect::<Vec<_>>();
        let changes = &asked.state.changes;
        let lists = [
            ("mode", modes(&asked.mode)),
            ("without-mode", modes(&asked.without_mode)),
            ("avoid", asked.avoid.clone()),
            ("with", changes.with.clone()),
            ("without", changes.without.clone()),
            ("close", changes.close.clone()),
            ("reopen", changes.reopen.clone()),
            ("scenario", self.beside.clone()),
        ];
        for (flag, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            say(flag, list.join(","));
        }
        if let Some(corridor) = &asked.corridor {
            say("corridor", corridor.clone());
        }
        if asked.load != usual.load {
            say("load", asked.load.clone());
        }
        if let Some(count) = asked.alternatives.filter(|count| *count != USUAL_ALTERNATIVES) {
            say("alternatives", count.to_string());
        }
        for (flag, value, usual) in
            [("max-overlap", asked.max_overlap, usual.max_overlap), ("max-detour", asked.max_detour, usual.max_detour)]
        {
            if (value - usual).abs() > f64::EPSILON {
                say(flag, value.to_string());
            }
        }
        words.push("-o report.html".into());
        words.join(" ")
    }
}

/// A state of the world under the title of its scenario.
fn titled(words: &StateWords, data: &Dataset, library: &Library) -> Result<State, Error> {
    let state = words.state(data, library)?;
    match &words.scenario {
        Some(id) => Ok(State { title: library.find(data, id)?.title, ..state }),
        None => Ok(state),
    }
}

/// A text as a word of a command.
fn quoted(text: &str) -> String {
    let is_plain = !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || "-_.,/:".contains(letter));
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
