//! A state of the world in words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::selectors;
use crate::analysis::State;
use crate::error::Error;
use crate::model::{Dataset, Date};
use crate::names::Names;
use crate::network::{Bounds, Scenario};
use crate::scenario::Library;

/// What is open and closed in spite of what the data say.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Changes {
    /// Segments or corridors that count as open though planned or under construction.
    pub with: Vec<String>,
    /// Segments or corridors that count as closed.
    pub without: Vec<String>,
    /// Countries, seas, places, borders (AZ-IR), corridors or modes that nothing passes.
    pub close: Vec<String>,
    /// The same, open in spite of dated events.
    pub reopen: Vec<String>,
}

impl Changes {
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.lists().iter().all(|(_, list)| list.is_empty())
    }

    fn lists(&self) -> [(&'static str, &Vec<String>); 4] {
        [("with", &self.with), ("without", &self.without), ("closed:", &self.close), ("reopened:", &self.reopen)]
    }

    /// As they were written.
    pub fn in_words(&self) -> String {
        let said = self.lists().into_iter().filter(|(_, list)| !list.is_empty());
        said.map(|(word, list)| format!("{word} {}", list.join(", "))).collect::<Vec<_>>().join("; ")
    }

    /// Changes a state of the world. They count before the scenario that they stand on.
    ///
    /// # Errors
    /// [`Error::Name`] where a text means nothing; [`Error::Usage`] where one thing is both open and closed.
    pub fn apply(&self, data: &Dataset, world: &mut Scenario) -> Result<(), Error> {
        let names = Names::new(data);
        let with = selectors(&self.with, |text| names.segments(text))?;
        let without = selectors(&self.without, |text| names.segments(text))?;
        let close = selectors(&self.close, |text| names.closable(text))?;
        let reopen = selectors(&self.reopen, |text| names.closable(text))?;
        for (one, other, what) in [
            (&with, &without, "with and without"),
            (&close, &reopen, "closed and reopened"),
            (&with, &close, "with and closed"),
            (&reopen, &without, "reopened and without"),
        ] {
            if let Some(selector) = one.iter().find(|selector| other.contains(selector)) {
                let message = format!("{} is both {what}", selector.describe(data));
                return Err(Error::Usage { code: "contradiction", message, help: Some("say one of the two".into()) });
            }
        }
        world.with.retain(|selector| !without.contains(selector));
        world.without.retain(|selector| !with.contains(selector));
        world.open_again(&reopen);
        world.reopen.retain(|selector| !close.contains(selector));
        world.with.extend(with);
        world.without.extend(without);
        world.close.extend(close);
        world.reopen.extend(reopen);
        Ok(())
    }
}

/// The state of the world: a scenario, and changes on top of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StateWords {
    /// Id of the scenario to begin with.
    pub scenario: Option<String>,
    /// The date whose closures and openings count; a month or year means its last day. Without it the scenario's, or 2025-12-31.
    #[schemars(with = "Option<String>")]
    pub as_of: Option<Date>,
    /// Which end of every estimate counts as its central value. Without it the scenario's, or central.
    pub bounds: Option<Bounds>,
    /// What is open and closed in spite of what the data say.
    #[serde(flatten)]
    pub changes: Changes,
}

impl StateWords {
    /// Whether they say nothing that counts on a network of one's own, which has no events.
    pub fn is_plain(&self) -> bool {
        self.scenario.is_none() && self.bounds.is_none() && self.changes.is_empty()
    }

    /// What they mean.
    ///
    /// # Errors
    /// [`Error::Name`] where a text means nothing; [`Error::Usage`] where one thing is both open and closed; [`Error::Data`] where the scenario's file is
    /// wrong.
    pub fn scenario(&self, data: &Dataset, library: &Library) -> Result<Scenario, Error> {
        let mut world = match &self.scenario {
            Some(id) => library.find(data, id)?.scenario,
            None => Scenario::default(),
        };
        world.bounds = self.bounds.unwrap_or(world.bounds);
        world.as_of = self.as_of.map_or(world.as_of, Date::to_day);
        self.changes.apply(data, &mut world)?;
        Ok(world)
    }

    /// The same with a name: that of the scenario that it stands on.
    ///
    /// # Errors
    /// As for [`StateWords::scenario`].
    pub fn state(&self, data: &Dataset, library: &Library) -> Result<State, Error> {
        let scenario = self.scenario(data, library)?;
        let unnamed = if scenario == Scenario::default() { "base-2025" } else { "flags" };
        let id = self.scenario.clone().unwrap_or_else(|| unnamed.into());
        Ok(State { id, title: format!("state of {}", scenario.as_of), scenario })
    }
}
