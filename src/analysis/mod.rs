//! What a change of the world does to trade: pure functions from network, scenarios and pairs to serialisable values.

mod bridges;
mod capacity;
mod choice;
mod closures;
mod compare;
mod criticality;
mod cuts;
mod dependence;
mod disruption;
mod draws;
mod exposure;
mod gas;
mod load;
mod matrix;
mod pairs;
mod players;
mod progress;
mod simulate;
mod statistics;
mod sums;
mod things;
mod value;
mod vital;
mod world;

use std::collections::BTreeSet;

pub use crate::progress::{Progress, silent};
pub use capacity::{Bottleneck, Capacity, CapacityVerdict, End, Limit, UsedLink, UsedSwap, capacity, end_of};
pub use choice::{Choice, ChosenRoute, path_size_logit};
pub use closures::{Closure, closures_of_the_past};
pub use compare::{Beyond, Change, Comparison, Difference, Outcome, PairChange, PairComparison, PairResult, StateRef, compare};
pub use criticality::{CriticalRow, Criticality, CriticalityQuestion, criticality};
pub use cuts::Cuts;
pub use dependence::{Dependence, DependenceQuestion, DependenceRow, Mutual, Subjects, dependence};
pub use disruption::Disruption;
pub use exposure::{Concentration, CountryExposure, Exposure, LinkExposure, PointExposure, exposure};
pub use gas::{GasDemand, GasRow, GasSupply, gas_supply};
pub use load::{LoadRow, NEAR_FULL, NetworkLoad, network_load};
pub use matrix::{MatrixCell, matrix};
pub use pairs::{Amount, OdPair, Pairs};
pub use players::Player;
pub use simulate::{
    Driver, MOST_DRAWS, SimulatedBest, SimulatedLink, SimulatedRoute, SimulatedWay, Simulation, SimulationQuestion, simulate,
};
pub use statistics::Distribution;
pub use sums::{SubjectSum, Sum, TransitSum};
pub use things::Things;
pub use value::{ComparisonAnswer, LinkValue, LinkValues, MOST_LINKS, Measure, link_values};
pub use vital::{MOST_VITAL, Vital};

use crate::cost::Objective;
use crate::model::{Country, Dataset, Mode};
use crate::network::{Network, Scenario};
use crate::scenario::NamedScenario;

/// A state of the world with a name.
#[derive(Debug, Clone)]
pub struct State {
    /// Its id.
    pub id: String,
    /// One line.
    pub title: String,
    /// What is open, and what it takes.
    pub scenario: Scenario,
}

/// What every question of an analysis shares.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The data.
    pub data: &'a Dataset,
    /// The network, weighed for one unit of load.
    pub network: &'a Network,
    /// What routes should be best in.
    pub objective: Objective,
    /// Modes that may be used.
    pub modes: &'a [Mode],
}

impl State {
    /// As much as an answer says of it.
    fn reference(&self) -> StateRef {
        StateRef { id: self.id.clone(), title: self.title.clone() }
    }
}

impl From<NamedScenario> for State {
    fn from(named: NamedScenario) -> State {
        State { id: named.id, title: named.title, scenario: named.scenario }
    }
}

impl Ground<'_> {
    /// The countries that the ends of a pair lie in.
    fn own_countries(&self, pair: &OdPair) -> BTreeSet<Country> {
        [pair.from, pair.to].iter().flat_map(|place| self.data.place(*place).countries.iter().copied()).collect()
    }
}
