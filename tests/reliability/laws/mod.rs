//! Laws of best ways: what must hold whatever the network, on random ones and on the program's own.

mod answers;
mod changed;
mod same;
mod ways;

use std::sync::LazyLock;

use corridor::cost::Objective;
use corridor::model::{Dataset, Mode, PlaceIx};
use corridor::network::{Constraints, Network, NodeId, Path, Scenario, View, best_path};
use corridor::{check, read};

use crate::random::{self, Draw};
use crate::threads::on_threads;
use crate::trial::{Plan, Trial};

/// A law tried in a case: whether the case said anything about it.
type Law = fn(&mut Case) -> Result<bool, String>;

/// The laws, each with how many of a hundred cases must say something about it.
const LAWS: &[(&str, u64, Law)] = &[
    ("a way by way of a third place is no shorter", 50, ways::triangle),
    ("a part of a best way is a best way", 60, ways::parts),
    ("weights twice as large make a way twice as dear", 60, ways::doubled_weights),
    ("further ways are different, free of loops and in rising order", 30, ways::further),
    ("closing is taking links away", 60, ways::closed),
    ("closing what is not used changes nothing", 60, changed::unused),
    ("a new segment makes no way dearer", 60, changed::added),
    ("lengths and prices twice as large make a way twice as dear", 60, changed::doubled),
    ("the way back over reversed links is as dear", 60, same::reversed),
    ("names and the order of the files change nothing", 60, same::renamed),
    ("shares by country and segment add up to the way", 60, answers::exposed),
    ("asked again, the answer is the same to the letter", 40, answers::again),
    ("a scenario does not differ from itself", 60, answers::compared),
    ("an exported network that is read back is the same", 60, answers::exported),
];

/// Every so many cases the network is the program's own.
const REAL: usize = 10;

/// A network, and what it is made of.
pub struct World {
    pub data: Dataset,
    pub network: Network,
}

/// The program's own network.
static OWN: LazyLock<World> = LazyLock::new(|| World::of(check::build(&read::embedded()).expect("the program's own data")));

/// One case: a network, and what is asked of it.
pub struct Case<'a> {
    pub world: &'a World,
    pub is_random: bool,
    pub draw: Draw,
    pub objective: Objective,
}

/// Tries them.
pub fn run(plan: &Plan, trial: &mut Trial) {
    trial.seed = Some(plan.seed);
    let cases = plan.count(30, 1_000);
    for (name, percent, law) in LAWS {
        let outcomes = on_threads(cases, |case| {
            let mut draw = Draw::of(plan.seed, case);
            let random = (case % REAL != 0).then(|| World::of(random::dataset(&mut draw)));
            let objective = random::objective(&mut draw);
            let world = random.as_ref().unwrap_or(&OWN);
            law(&mut Case { world, is_random: random.is_some(), draw, objective })
        });
        trial.at_least(*percent, cases as u64, name, outcomes.iter().filter(|outcome| **outcome == Ok(true)).count() as u64);
        for (case, outcome) in outcomes.into_iter().enumerate() {
            trial.case(outcome.map(|_| ()).map_err(|what| format!("{name}: seed {} case {case}: {what}", plan.seed)));
        }
    }
    trial.seen = Some(format!("{} laws, {cases} cases each", LAWS.len()));
}

impl World {
    /// A dataset with its network, weighed for a TEU.
    pub fn of(data: Dataset) -> World {
        let network = Network::build(&data, data.load("teu").expect("a load")).expect("a network");
        World { data, network }
    }

    /// The nodes of a place where freight is.
    pub fn at(&self, place: PlaceIx) -> Vec<NodeId> {
        self.network.nodes_of(place, &Mode::FREIGHT)
    }

    /// The network in a state, for freight.
    pub fn view(&self, scenario: &Scenario) -> View<'_> {
        View::new(&self.data, &self.network, scenario, &Constraints::default())
    }

    /// The best way between two places in a state.
    pub fn best(&self, objective: Objective, scenario: &Scenario, [from, to]: [PlaceIx; 2]) -> Option<Path> {
        let view = self.view(scenario);
        best_path(&self.network, &[&self.at(from), &self.at(to)], |link| view.weight(link, objective))
    }

    /// Ids of the segments of a way, in order.
    pub fn segments<'a>(&'a self, path: &Path) -> Vec<&'a str> {
        path.links.iter().filter_map(|link| self.network.segment_of(*link)).map(|ix| self.data.segment(ix).id.as_str()).collect()
    }

    /// The state without events.
    pub fn without_events(&self) -> Scenario {
        Scenario { ignore_events: self.data.events.iter().map(|event| event.id.clone()).collect(), ..Scenario::default() }
    }
}

impl Case<'_> {
    /// Two different places.
    pub fn pair(&mut self) -> [PlaceIx; 2] {
        let count = self.world.data.places.len();
        let from = self.draw.below(count);
        [from, (from + 1 + self.draw.below(count - 1)) % count].map(|place| PlaceIx(place as u32))
    }

    /// Two places with a way between them, if some tries find any.
    pub fn pair_with_way(&mut self, scenario: &Scenario) -> Option<([PlaceIx; 2], Path)> {
        (0..12).find_map(|_| {
            let pair = self.pair();
            Some((pair, self.world.best(self.objective, scenario, pair)?))
        })
    }
}

/// A law that holds or does not.
pub fn holds(it: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if it { Ok(()) } else { Err(what()) }
}
