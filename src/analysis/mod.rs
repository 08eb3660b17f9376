//! What a change of the world does to trade: pure functions from network, scenarios and pairs to serialisable values.

mod choice;
mod compare;
mod dependence;
mod disruption;
mod exposure;
mod pairs;
mod value;

use std::collections::BTreeSet;

pub use choice::{Choice, ChosenRoute, path_size_logit};
pub use compare::{
    Beyond, Change, Comparison, Difference, Outcome, PairChange, PairComparison, PairResult, StateRef, Sum, compare,
};
pub use dependence::{Dependence, DependenceRow, Mutual, dependence};
pub use disruption::Disruption;
pub use exposure::{Concentration, CountryExposure, Exposure, PointExposure, exposure};
pub use pairs::{Amount, OdPair, Pairs};
pub use value::{LinkValue, LinkValues, MOST_LINKS, Player, link_values};

use crate::cost::Objective;
use crate::model::{Country, Dataset, Mode};
use crate::network::{Constraints, Network, Path, Scenario, Selector, View, best_path};
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

impl<'a> Ground<'a> {
    /// The network as it may be used for one pair under a scenario.
    fn view(&self, scenario: &Scenario, pair: &OdPair) -> View<'a> {
        let constraints = Constraints { modes: self.modes.to_vec(), avoid: Vec::new() };
        View::new(self.data, self.network, &scenario.between(self.data, pair.from, pair.to), &constraints)
    }

    /// The best path of a pair under a scenario, in the network as it may be used for it.
    fn best(&self, scenario: &Scenario, pair: &OdPair) -> Option<(View<'a>, Path)> {
        let view = self.view(scenario, pair);
        let (from, to) = (self.network.nodes_of(pair.from, self.modes), self.network.nodes_of(pair.to, self.modes));
        let path = best_path(self.network, &[&from, &to], |link| view.weight(link, self.objective))?;
        Some((view, path))
    }

    /// The best objective of a pair under a scenario, as the search counts it.
    fn best_objective(&self, scenario: &Scenario, pair: &OdPair) -> Option<u64> {
        self.best(scenario, pair).map(|(_, path)| path.weight.primary)
    }

    /// The same with one country closed too.
    fn best_objective_without(&self, country: Country, scenario: &Scenario, pair: &OdPair) -> Option<u64> {
        let mut closed = scenario.clone();
        closed.close.push(Selector::Country(country));
        self.best_objective(&closed, pair)
    }

    /// The countries that the ends of a pair lie in.
    fn own_countries(&self, pair: &OdPair) -> BTreeSet<Country> {
        [pair.from, pair.to].iter().flat_map(|place| self.data.place(*place).countries.iter().copied()).collect()
    }
}

/// The countries that a path runs through.
fn crossed(view: &View, path: &Path) -> BTreeSet<Country> {
    let segments = path.links.iter().filter_map(|link| view.segment_of(*link));
    segments.map(|segment| view.data.segment(segment).country).filter(|country| !country.is_high_seas()).collect()
}
