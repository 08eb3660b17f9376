//! A question for routes in words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{StateWords, USUAL_LOAD, modes, one_cargo, selectors};
use crate::cost::Objective;
use crate::error::Error;
use crate::limits::VIA;
use crate::model::{Dataset, Mode};
use crate::names::Names;
use crate::network::{AlternativeLimits, Constraints};
use crate::query::{RouteQuery, Snapped};
use crate::scenario::Library;

/// A question for routes between two places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(extend("required" = ["from", "to"]))]
pub struct RouteWords {
    /// Where from: id, name in any script, UN/LOCODE, or lat,lon.
    #[schemars(example = &"Moscow")]
    pub from: String,
    /// Where to.
    #[schemars(example = &"Mumbai")]
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
    /// How many really different routes to give. Without it one, and three for a report.
    pub alternatives: Option<u8>,
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
            alternatives: None,
            max_overlap: limits.max_overlap,
            max_detour: limits.max_detour,
            state: StateWords::default(),
        }
    }
}

impl RouteWords {
    /// Whether it asks for the best way over the network as it is.
    pub fn is_plain(&self) -> bool {
        self.state.is_plain() && self.avoid.is_empty() && self.corridor.is_none() && self.alternatives.unwrap_or(1) == 1
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
                code: "no-mode",
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
        if self.via.len() > VIA {
            let message = format!("{} places on the way; at most {VIA} are taken", self.via.len());
            return Err(Error::Limit { code: "too-many-vias", message, help: Some("ask for parts of the way".into()) });
        }
        query.via = self.via.iter().map(|text| place(text)).collect::<Result<_, _>>()?;
        query.snapped = snapped;
        query.objective = self.by;
        query.constraints = Constraints { modes: self.modes()?, avoid: selectors(&self.avoid, |text| names.avoidable(text))? };
        query.scenario = self.state.scenario(data, library)?.between(data, &query.constraints.modes, query.from, query.to);
        query.corridor = self.corridor.as_ref().map(|text| names.corridor(text).map(str::to_owned)).transpose()?;
        query.count = self.alternatives.map_or(1, usize::from);
        query.limits =
            AlternativeLimits { max_overlap: self.max_overlap, max_detour: self.max_detour, ..AlternativeLimits::default() };
        Ok(query)
    }
}
