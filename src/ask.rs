//! Questions in the words of people: names are looked up, and what contradicts itself is refused. The program's flags and the server's parameters both
//! become these.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analysis::State;
use crate::cost::Objective;
use crate::error::Error;
use crate::issue::quoted;
use crate::model::{Dataset, Date, Load, Mode};
use crate::names::Names;
use crate::network::{AlternativeLimits, Bounds, Constraints, Scenario, Selector};
use crate::query::{RouteQuery, Snapped};
use crate::scenario::Library;

/// The unit of load that is carried where none is named.
pub const USUAL_LOAD: &str = "teu";

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
        for (one, other, what) in [(&with, &without, "with and without"), (&close, &reopen, "closed and reopened")] {
            if let Some(selector) = one.iter().find(|selector| other.contains(selector)) {
                let message = format!("{} is both {what}", selector.describe(data));
                return Err(Error::Usage { message, help: Some("say one of the two".into()) });
            }
        }
        world.with.retain(|selector| !without.contains(selector));
        world.without.retain(|selector| !with.contains(selector));
        world.close.retain(|selector| !reopen.contains(selector));
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

/// A question for routes between two places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RouteWords {
    /// Where from: id, name in any script, UN/LOCODE, or lat,lon.
    pub from: String,
    /// Where to.
    pub to: String,
    /// Places to go through, in order.
    pub via: Vec<String>,
    /// What the route should be best in.
    pub by: Objective,
    /// Modes to use: rail, road, sea, ferry; or pipeline alone. Without any, all but pipeline.
    pub mode: Vec<Mode>,
    /// Modes not to use.
    pub without_mode: Vec<Mode>,
    /// Countries, seas, places or segments not to use.
    pub avoid: Vec<String>,
    /// The corridor to keep to: western, eastern, trans-caspian, ...; off it only where it does not reach.
    pub corridor: Option<String>,
    /// What is carried: teu (18 t), feu (24 t) or tonne; money and emissions are for one.
    pub load: String,
    /// How many really different routes to give.
    pub alternatives: u8,
    /// Largest share of a further route that may run over the same ground as another.
    pub max_overlap: f64,
    /// Largest cost of a further route, as a multiple of the best one's.
    pub max_detour: f64,
    /// The state of the world.
    #[serde(flatten)]
    pub state: StateWords,
}

impl Default for RouteWords {
    fn default() -> RouteWords {
        let limits = AlternativeLimits::default();
        RouteWords {
            from: String::new(),
            to: String::new(),
            via: Vec::new(),
            by: Objective::Time,
            mode: Vec::new(),
            without_mode: Vec::new(),
            avoid: Vec::new(),
            corridor: None,
            load: USUAL_LOAD.into(),
            alternatives: 1,
            max_overlap: limits.max_overlap,
            max_detour: limits.max_detour,
            state: StateWords::default(),
        }
    }
}

impl RouteWords {
    /// Whether it asks for the best way over the network as it is.
    pub fn is_plain(&self) -> bool {
        self.state.is_plain() && self.avoid.is_empty() && self.corridor.is_none() && self.alternatives == 1
    }

    /// The places that it names, in order.
    pub fn places(&self) -> Vec<&str> {
        [&self.from].into_iter().chain(&self.via).chain([&self.to]).map(String::as_str).collect()
    }

    /// Modes that may be used, in order.
    ///
    /// # Errors
    /// [`Error::Usage`] where none is left, or freight and gas are mixed.
    pub fn modes(&self) -> Result<Vec<Mode>, Error> {
        let mut modes: Vec<Mode> = modes(&self.mode).into_iter().filter(|mode| !self.without_mode.contains(mode)).collect();
        modes.sort();
        modes.dedup();
        if modes.is_empty() {
            return Err(Error::Usage {
                message: "no mode is left to use".into(),
                help: Some("the modes to use and those not to use exclude each other here".into()),
            });
        }
        one_cargo(&modes)?;
        Ok(modes)
    }

    /// What it means.
    ///
    /// # Errors
    /// [`Error::Name`] where a text means nothing, or more than one thing; [`Error::Usage`] where it contradicts itself; [`Error::Data`] where the
    /// scenario's file is wrong.
    pub fn query(&self, data: &Dataset, library: &Library) -> Result<RouteQuery, Error> {
        let names = Names::new(data);
        let mut snapped = Vec::new();
        let mut place = |text: &str| {
            let found = names.place(text)?;
            if let Some(km) = found.snapped_km {
                let km = crate::units::round(km, 1);
                snapped.push(Snapped { asked: text.to_owned(), place: data.place(found.place).id.clone(), km });
            }
            Ok::<_, Error>(found.place)
        };
        let mut query = RouteQuery::new(place(&self.from)?, place(&self.to)?);
        query.via = self.via.iter().map(|text| place(text)).collect::<Result<_, _>>()?;
        query.snapped = snapped;
        query.objective = self.by;
        query.constraints = Constraints { modes: self.modes()?, avoid: selectors(&self.avoid, |text| names.avoidable(text))? };
        query.scenario = self.state.scenario(data, library)?.between(data, &query.constraints.modes, query.from, query.to);
        query.corridor = self.corridor.as_ref().map(|text| names.corridor(text).map(str::to_owned)).transpose()?;
        query.count = usize::from(self.alternatives);
        query.limits =
            AlternativeLimits { max_overlap: self.max_overlap, max_detour: self.max_detour, ..AlternativeLimits::default() };
        Ok(query)
    }
}

/// What each of some names means.
///
/// # Errors
/// The first that `find` gives.
pub fn selectors(texts: &[String], find: impl Fn(&str) -> Result<Selector, Error>) -> Result<Vec<Selector>, Error> {
    texts.iter().map(|text| find(text)).collect()
}

/// The unit of load of this id.
///
/// # Errors
/// [`Error::Usage`] where there is none.
pub fn load<'a>(data: &'a Dataset, id: &str) -> Result<&'a Load, Error> {
    data.load(id).ok_or_else(|| {
        let known: Vec<&str> = data.loads.iter().map(|load| load.id.as_str()).collect();
        let message = format!("no load named {}", quoted(id));
        Error::Usage { message, help: Some(format!("one of: {}", known.join(", "))) }
    })
}

/// The modes that were asked for, or those that freight uses.
pub fn modes(asked: &[Mode]) -> Vec<Mode> {
    if asked.is_empty() { Mode::FREIGHT.to_vec() } else { asked.to_vec() }
}

/// Freight or gas, not both.
///
/// # Errors
/// [`Error::Usage`] where both are asked for.
pub fn one_cargo(modes: &[Mode]) -> Result<(), Error> {
    if modes.contains(&Mode::Pipeline) && modes.len() > 1 {
        let help = Some("ask for the mode pipeline alone".into());
        return Err(Error::Usage { message: "freight cannot enter a pipeline".into(), help });
    }
    Ok(())
}
