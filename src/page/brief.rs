//! What a report is made of: the same question under a base and under other scenarios.

use crate::analysis::{
    Criticality, CriticalityQuestion, Dependence, DependenceQuestion, Exposure, Ground, Pairs, State, Subjects, Things,
    criticality, dependence, exposure, silent,
};
use crate::error::Error;
use crate::model::{Dataset, PlaceIx};
use crate::network::AlternativeLimits;
use crate::query::RouteQuery;
use crate::route::{RouteAnswer, route};

/// What is asked.
pub struct Question<'a> {
    /// Where from.
    pub from: PlaceIx,
    /// Where to.
    pub to: PlaceIx,
    /// How many really different routes.
    pub alternatives: usize,
    /// Id of the load unit.
    pub load: &'a str,
    /// What others are compared with.
    pub base: State,
    /// The others.
    pub others: Vec<State>,
    /// The command that asks it again.
    pub command: String,
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
    /// Routes.
    pub route: RouteAnswer,
    /// Shares of countries and seas.
    pub exposure: Exposure,
    /// What closing each transit country does.
    pub dependence: Dependence,
    /// What the loss of each link does.
    pub criticality: Criticality,
}

/// Asks everything.
///
/// # Errors
/// [`Error::Usage`] where both ends are the same place; [`Error::Internal`] where an answer does not pass its own check.
pub fn brief<'a>(ground: Ground<'a>, question: Question) -> Result<Brief<'a>, Error> {
    let pairs = Pairs::one(question.from, question.to);
    let under = |state: &State| -> Result<StateBrief, Error> {
        let mut query = RouteQuery::new(question.from, question.to);
        query.objective = ground.objective;
        query.constraints.modes = ground.modes.to_vec();
        query.scenario = state.scenario.between(ground.data, ground.modes, question.from, question.to);
        query.count = question.alternatives;
        query.limits = AlternativeLimits::default();
        let on = |on| DependenceQuestion { of: Subjects::All, on, choice: false };
        let loss = CriticalityQuestion { of: Things::Links, choice: false, vital: 1 };
        Ok(StateBrief {
            id: state.id.clone(),
            title: state.title.clone(),
            route: route(ground.data, ground.network, question.load, &query)?,
            exposure: exposure(ground, &pairs, state)?,
            dependence: dependence(ground, &pairs, state, on(Things::Countries)),
            criticality: criticality(ground, &pairs, state, loss, &silent),
        })
    };
    Ok(Brief {
        data: ground.data,
        base: under(&question.base)?,
        others: question.others.iter().map(under).collect::<Result<_, _>>()?,
        command: question.command,
    })
}
