//! What a report is made of: the same question under a base and under other scenarios.

use rayon::prelude::*;

use crate::analysis::{
    Criticality, CriticalityQuestion, Dependence, DependenceQuestion, Ground, Pairs, State, Subjects, Things, criticality,
    dependence, silent,
};
use crate::error::Error;
use crate::model::{Dataset, Mode, SegmentIx, Word};
use crate::network::{Constraints, Network, Scenario, View};
use crate::query::RouteQuery;
use crate::route::{RouteAnswer, route};

/// What is asked.
pub struct Question<'a> {
    /// For which routes; its state of the world does not count.
    pub query: RouteQuery,
    /// Id of the load unit that the network was built for.
    pub load: &'a str,
    /// What others are compared with.
    pub base: State,
    /// The others.
    pub others: Vec<State>,
    /// Which of the others is the base without what was changed in it.
    pub unchanged: Option<usize>,
    /// The command that asks it again.
    pub command: String,
    /// Whether anybody still waits for the answer; asked between one piece of work and the next.
    pub is_wanted: &'a (dyn Fn() -> bool + Sync),
}

/// A question with its answers.
pub struct Brief<'a> {
    /// What the answers are of.
    pub data: &'a Dataset,
    /// The command that asks again.
    pub command: String,
    /// Under the base.
    pub base: StateBrief,
    /// Under the others, in their order.
    pub others: Vec<StateBrief>,
    /// Which of the others is the base without what was changed in it.
    pub unchanged: Option<usize>,
}

impl Brief<'_> {
    /// The base and the others.
    pub fn states(&self) -> impl Iterator<Item = &StateBrief> {
        std::iter::once(&self.base).chain(&self.others)
    }
}

/// The answers under one scenario.
pub struct StateBrief {
    /// Id of the scenario.
    pub id: String,
    /// One line.
    pub title: String,
    /// Whether its title says more than its date.
    pub is_named: bool,
    /// Routes.
    pub route: RouteAnswer,
    /// Segments that nothing can run over, whatever is asked.
    pub shut: Vec<SegmentIx>,
    /// Who and what the way depends on; none where it was bound to stops or a corridor, for what binds it is no matter of dependence.
    pub harm: Option<Harm>,
}

/// Who and what a way depends on.
pub struct Harm {
    /// What closing each transit country does.
    pub dependence: Dependence,
    /// What the loss of each link does.
    pub criticality: Criticality,
}

/// Asks everything.
///
/// # Errors
/// [`Error::Usage`] where both ends are the same place; [`Error::Internal`] where an answer does not pass its own check; [`Error::Stopped`] where nobody
/// waits any more.
pub fn brief<'a>(data: &'a Dataset, network: &Network, question: Question) -> Result<Brief<'a>, Error> {
    let states: Vec<&State> = std::iter::once(&question.base).chain(&question.others).collect();
    let answers: Vec<StateBrief> =
        states.par_iter().map(|state| under(data, network, &question, state)).collect::<Result<_, _>>()?;
    let mut answers = answers.into_iter();
    let base = answers.next().ok_or_else(|| Error::Internal("a report has no base".into()))?;
    Ok(Brief { data, command: question.command, base, others: answers.collect(), unchanged: question.unchanged })
}

fn under(data: &Dataset, network: &Network, question: &Question, state: &State) -> Result<StateBrief, Error> {
    let wanted = || if (question.is_wanted)() { Ok(()) } else { Err(Error::Stopped) };
    let mut query = question.query.clone();
    query.scenario = state.scenario.between(data, &query.constraints.modes, query.from, query.to);
    wanted()?;
    let route = route(data, network, question.load, &query)?;
    wanted()?;
    let is_free = query.via.is_empty() && query.corridor.is_none();
    let harm = is_free.then(|| harm(data, network, &query, state, &wanted)).transpose()?;
    let shut = shut(data, network, &query.scenario);
    let is_named = !state.title.ends_with(&query.scenario.as_of.to_string());
    Ok(StateBrief { id: state.id.clone(), title: state.title.clone(), is_named, route, shut, harm })
}

fn harm(
    data: &Dataset,
    network: &Network,
    query: &RouteQuery,
    state: &State,
    wanted: &impl Fn() -> Result<(), Error>,
) -> Result<Harm, Error> {
    let ground = Ground { data, network, objective: query.objective, modes: &query.constraints.modes };
    let pairs = Pairs::one(query.from, query.to);
    // What is avoided is as good as closed.
    let mut state = state.clone();
    state.scenario.close.extend(query.constraints.avoid.iter().cloned());
    let on = DependenceQuestion { of: Subjects::All, on: Things::Countries, choice: false };
    let dependence = dependence(ground, &pairs, &state, on);
    wanted()?;
    let loss = CriticalityQuestion { of: Things::Links, choice: false, vital: 1 };
    Ok(Harm { dependence, criticality: criticality(ground, &pairs, &state, loss, &silent) })
}

/// Segments that nothing can run over in this state of the world, by any mode.
fn shut(data: &Dataset, network: &Network, scenario: &Scenario) -> Vec<SegmentIx> {
    let modes = Mode::WORDS.iter().map(|(_, mode)| *mode).collect();
    let view = View::new(data, network, scenario, &Constraints { modes, avoid: Vec::new() });
    let is_shut = |ix: &SegmentIx| network.links_of_segment(*ix).into_iter().all(|link| view.closure(link).is_some());
    data.segment_entries().map(|(ix, _)| ix).filter(is_shut).collect()
}
