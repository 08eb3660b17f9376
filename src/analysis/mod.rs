//! What a change of the world does to trade: pure functions from network, scenarios and pairs to serialisable values.

mod choice;
mod compare;
mod dependence;
mod disruption;
mod exposure;
mod pairs;
mod value;

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
use crate::model::{Dataset, Mode, PlaceIx};
use crate::network::{Constraints, LinkId, Network, NodeId, Path, Scenario, View, best_path};

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

impl<'a> Ground<'a> {
    /// The network as it may be used for one pair under a scenario.
    fn view(&self, scenario: &Scenario, from: PlaceIx, to: PlaceIx) -> View<'a> {
        let constraints = Constraints { modes: self.modes.to_vec(), avoid: Vec::new() };
        View::new(self.data, self.network, &scenario.between(self.data, from, to), &constraints)
    }

    /// The best path between two places.
    fn best(&self, view: &View, from: PlaceIx, to: PlaceIx) -> Option<Path> {
        let nodes = |place: PlaceIx| -> Vec<NodeId> {
            let all = self.network.nodes_at(place).iter().copied();
            all.filter(|node| self.modes.contains(&self.network.node(*node).layer.mode)).collect()
        };
        let weigh = |link: LinkId| view.weight(link, self.objective);
        best_path(self.network, &[&nodes(from), &nodes(to)], weigh)
    }
}
