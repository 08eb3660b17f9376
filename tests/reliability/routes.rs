//! Best routes of random networks beside a slow search that reads the same tables.

use std::collections::BTreeSet;

use corridor::analysis::{Ground, matrix, silent};
use corridor::cost::Objective;
use corridor::model::{Dataset, PlaceIx};
use corridor::network::Network;
use corridor::query::RouteQuery;
use corridor::route::route;
use corridor::{check, read};

use crate::random::{self, Draw, Question};
use crate::slow::{Least, Slow, Sum};
use crate::threads::on_threads;
use crate::trial::{Plan, Trial};

/// Questions of a network, each for as many pairs.
const QUESTIONS: usize = 5;
/// Origins and destinations of a question.
const ENDS: usize = 5;

/// What was met, so that the test is not empty.
#[derive(Default)]
struct Tally {
    pairs: u64,
    found: u64,
    ties: u64,
    changes: u64,
    failed: Vec<String>,
}

/// Tries it.
pub fn run(plan: &Plan, trial: &mut Trial) {
    trial.seed = Some(plan.seed);
    let networks = plan.count(120, 10_000);
    let random = on_threads(networks, |case| {
        let mut draw = Draw::of(plan.seed, case);
        let data = random::dataset(&mut draw);
        ask(&data, &mut draw, &format!("seed {} case {case}", plan.seed))
    });
    let own = check::build(&read::embedded()).expect("the program's own data");
    let real = on_threads(plan.count(1, 40), |case| {
        ask(&own, &mut Draw::of(plan.seed, case), &format!("the program's own data, seed {} case {case}", plan.seed))
    });
    let sum = |of: fn(&Tally) -> u64| random.iter().map(of).sum::<u64>();
    let (pairs, found) = (sum(|t| t.pairs), sum(|t| t.found));
    trial.at_least(50, pairs, "a way", found);
    trial.at_least(5, pairs, "no way", pairs - found);
    trial.at_least(1, found, "two best ways", sum(|t| t.ties));
    trial.at_least(30, found, "a change of mode", sum(|t| t.changes));
    let of_own = real.iter().map(|tally| tally.pairs).sum::<u64>();
    trial.at_least(40, of_own, "a way in the program's own data", real.iter().map(|tally| tally.found).sum());
    let share = |part: u64, of: u64| 100.0 * part as f64 / of.max(1) as f64;
    trial.seen = Some(format!(
        "{networks} networks, {:.0} % of pairs with a way, of these {:.0} % with two best ones and {:.0} % with a change of mode; {of_own} pairs of the program's own data",
        share(found, pairs),
        share(sum(|t| t.ties), found),
        share(sum(|t| t.changes), found),
    ));
    trial.tried += pairs + of_own;
    trial.failed.extend(random.into_iter().chain(real).flat_map(|tally| tally.failed));
}

/// Several questions to a network, each for several pairs.
fn ask(data: &Dataset, draw: &mut Draw, whence: &str) -> Tally {
    let mut tally = Tally::default();
    for number in 0..QUESTIONS {
        let question = Question::draw(draw, data);
        let places: Vec<PlaceIx> = draw.shuffled((0..data.places.len() as u32).map(PlaceIx).collect());
        let (from, to) = (&places[..ENDS], &places[ENDS..2 * ENDS]);
        let pairs: Vec<_> = from.iter().flat_map(|a| to.iter().map(|b| (*a, *b))).collect();
        // Some are asked by way of a third place.
        let via = draw.percent(10).then(|| draw.one(&places));
        let before = tally.failed.len();
        Asked { data, question: &question, via }.ask(&pairs, &mut tally);
        tally.failed[before..].iter_mut().for_each(|line| *line = format!("{whence} question {number}: {line}"));
    }
    tally
}

struct Asked<'a> {
    data: &'a Dataset,
    question: &'a Question,
    via: Option<PlaceIx>,
}

impl Asked<'_> {
    fn ask(&self, pairs: &[(PlaceIx, PlaceIx)], tally: &mut Tally) {
        let Question { objective, load, scenario, constraints } = self.question;
        let network = Network::build(self.data, self.data.load(load).expect("a load")).expect("a network");
        let slow = Slow::of(self.data, load);
        let ground = Ground { data: self.data, network: &network, objective: *objective, modes: &constraints.modes };
        // Tables of pairs know neither places between nor what is avoided.
        let table = (self.via.is_none() && constraints.avoid.is_empty()).then(|| matrix(ground, pairs, scenario, &silent));
        for (i, (from, to)) in pairs.iter().enumerate() {
            tally.pairs += 1;
            let known = self.known(&slow, [*from, *to], tally);
            let in_table = table.as_ref().map(|table| {
                let pick = |cost: corridor::cost::LinkCost| [objective.of(&cost), Objective::Time.of(&cost)];
                table[i].cost.map(pick)
            });
            let query = RouteQuery {
                objective: *objective,
                via: self.via.into_iter().collect(),
                scenario: scenario.between(self.data, &constraints.modes, *from, *to),
                constraints: constraints.clone(),
                ..RouteQuery::new(*from, *to)
            };
            let mut fail = |what: String| tally.failed.push(format!("{from:?} to {to:?} {:?}: {what}", self.question));
            let answer = match route(self.data, &network, load, &query) {
                Ok(answer) => answer,
                Err(error) => {
                    fail(format!("{error}"));
                    continue;
                }
            };
            let shown = answer.routes.first().map(|route| {
                let totals = &route.totals;
                let by = match objective {
                    Objective::Time => totals.hours.central,
                    Objective::Distance => totals.km,
                    Objective::Cost => totals.usd.central,
                    Objective::Emissions => totals.co2e_kg.central,
                };
                [by, totals.hours.central]
            });
            let wanted = known.map(|sum| self.shown(sum));
            if shown != wanted {
                fail(format!("the route takes {shown:?}, the slow search finds {wanted:?}"));
            }
            if in_table.is_some_and(|found| found != known) {
                fail(format!("the table has {in_table:?}, the slow search finds {known:?}"));
            }
            if answer.routes.is_empty() != answer.no_route.is_some() {
                fail("it says both that there is a way and that there is none, or neither".into());
            }
            tally.found += u64::from(known.is_some());
            tally.changes += u64::from(answer.routes.first().is_some_and(|route| {
                route.legs.iter().filter(|leg| !leg.segments.is_empty()).map(|leg| leg.mode).collect::<BTreeSet<_>>().len() > 1
            }));
        }
    }

    /// What the slow search finds.
    fn known(&self, slow: &Slow, [from, to]: [PlaceIx; 2], tally: &mut Tally) -> Option<Sum> {
        let modes = &self.question.constraints.modes;
        let weights = slow.weights(self.question, [from, to]);
        let start = |states: Vec<usize>| states.into_iter().map(|state| (state, [0, 0])).collect::<Vec<_>>();
        let mut least: Least = slow.search(&weights, &start(slow.at(from, modes)));
        if let Some(via) = self.via {
            let roots = slow.at(via, modes).into_iter().map(|state| (state, least.0[state])).collect::<Vec<_>>();
            least = slow.search(&weights, &roots);
        }
        let (sum, end) = least.to_any(&slow.at(to, modes))?;
        tally.ties += u64::from(self.via.is_none() && slow.has_tie(&weights, &least, end));
        Some(sum)
    }

    /// The sum as an answer shows it.
    fn shown(&self, [sum, time]: Sum) -> [f64; 2] {
        let rounded = |value: f64, parts: f64| (value * parts).round() / parts;
        let (per_unit, parts) = match self.question.objective {
            Objective::Time => (3_600_000.0, 1000.0),
            Objective::Cost => (1_000_000.0, 100.0),
            Objective::Distance | Objective::Emissions => (1_000_000.0, 1000.0),
        };
        [rounded(sum as f64 / per_unit, parts), rounded(time as f64 / 3_600_000.0, 1000.0)]
    }
}
