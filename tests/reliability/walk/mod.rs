//! Printed routes, walked leg by leg by somebody who has the files and knows nothing of the program.

mod check;

use std::collections::HashSet;

use corridor::cost::Objective;
use corridor::model::{BASE_DATE, Dataset, Date, Mode, PlaceIx};
use corridor::network::{Constraints, Network, Scenario, Selector};
use corridor::query::RouteQuery;
use corridor::route::route;
use corridor::{check as checks, read};
use serde_json::Value;

use crate::random::{self, Draw, Question};
use crate::slow::{Slow, What};
use crate::threads::on_threads;
use crate::trial::{Plan, Trial};

/// How many routes were walked, and what was wrong with them.
#[derive(Default)]
struct Walked {
    pairs: u64,
    routes: u64,
    changes: u64,
    borders: u64,
    failed: Vec<String>,
}

/// Tries it.
pub fn run(plan: &Plan, trial: &mut Trial) {
    trial.seed = Some(plan.seed);
    let data = checks::build(&read::embedded()).expect("the program's own data");
    let questions = questions(&data);
    let ends = ends(&data, plan.count(5, 36));
    let real = on_threads(questions.len(), |i| {
        let pairs = ends.iter().flat_map(|a| ends.iter().map(move |b| [*a, *b])).filter(|[a, b]| a != b);
        walked(&data, &questions[i], &pairs.collect::<Vec<_>>(), "the program's own data")
    });
    let random = on_threads(plan.count(50, 3_000), |case| {
        let mut draw = Draw::of(plan.seed, case);
        let data = random::dataset(&mut draw);
        let question = Question::draw(&mut draw, &data);
        let pairs: Vec<_> = (0..30).map(|_| [(); 2].map(|()| PlaceIx(draw.below(data.places.len()) as u32))).collect();
        let pairs: Vec<_> = pairs.into_iter().filter(|[a, b]| a != b).collect();
        walked(&data, &question, &pairs, &format!("seed {} case {case}", plan.seed))
    });
    for (all, what) in [(&real, "the program's own data"), (&random, "random networks")] {
        let sum = |of: fn(&Walked) -> u64| all.iter().map(of).sum::<u64>();
        let (pairs, routes) = (sum(|w| w.pairs), sum(|w| w.routes));
        trial.at_least(50, pairs, &format!("{what}: a route"), routes);
        trial.at_least(20, routes, &format!("{what}: a change of mode or gauge"), sum(|w| w.changes));
        trial.at_least(10, routes, &format!("{what}: a border"), sum(|w| w.borders));
        trial.tried += routes;
    }
    trial.seen = Some(format!("{} of them of the program's own data", real.iter().map(|w| w.routes).sum::<u64>()));
    trial.failed.extend(real.into_iter().chain(random).flat_map(|walked| walked.failed));
}

/// All objectives in several states of the world.
fn questions(data: &Dataset) -> Vec<Question> {
    let base = Scenario::default;
    let iran = data.countries.iter().find(|country| country.name == "Iran").expect("Iran").code;
    let close = vec![Selector::Country(iran)];
    let worlds = [
        (base(), Mode::FREIGHT.to_vec()),
        (base(), vec![Mode::Rail, Mode::Sea, Mode::Ferry]),
        (Scenario { close, ..base() }, Mode::FREIGHT.to_vec()),
        (
            Scenario { with: vec![Selector::Mode(Mode::Rail)], as_of: Date::new(2026, 6, 1), ..base() },
            vec![Mode::Rail, Mode::Road],
        ),
        (Scenario { as_of: BASE_DATE, close_transit: vec![iran], ..base() }, Mode::FREIGHT.to_vec()),
    ];
    let objectives = [Objective::Time, Objective::Distance, Objective::Cost, Objective::Emissions];
    let question = |(objective, (scenario, modes)): (Objective, (Scenario, Vec<Mode>))| Question {
        objective,
        load: if objective == Objective::Cost { "feu" } else { "teu" },
        scenario,
        constraints: Constraints { modes, avoid: Vec::new() },
    };
    objectives.into_iter().flat_map(|objective| worlds.clone().map(|world| (objective, world))).map(question).collect()
}

/// Some places where freight begins and ends, spread over the list.
fn ends(data: &Dataset, count: usize) -> Vec<PlaceIx> {
    let all: Vec<PlaceIx> = data.place_entries().filter(|(_, place)| place.kind.has_handling()).map(|(ix, _)| ix).collect();
    all.iter().copied().step_by(all.len() / count).take(count).collect()
}

fn walked(data: &Dataset, question: &Question, pairs: &[[PlaceIx; 2]], whence: &str) -> Walked {
    let network = Network::build(data, data.load(question.load).expect("a load")).expect("a network");
    let slow = Slow::of(data, question.load);
    let segments = data.segments.iter().map(|segment| (segment.id.as_str(), segment)).collect();
    let mut walked = Walked::default();
    for [from, to] in pairs {
        walked.pairs += 1;
        let query = RouteQuery {
            objective: question.objective,
            scenario: question.scenario.between(data, &question.constraints.modes, *from, *to),
            constraints: question.constraints.clone(),
            ..RouteQuery::new(*from, *to)
        };
        let printed = route(data, &network, question.load, &query).map_err(|error| error.to_string());
        let printed = printed.and_then(|answer| serde_json::to_string(&answer).map_err(|error| error.to_string()));
        let answer: Result<Value, String> =
            printed.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()));
        let weights = slow.weights(question, [*from, *to]);
        let open: HashSet<&str> = slow
            .arcs
            .iter()
            .zip(&weights)
            .filter_map(|(arc, weight)| match (arc.what, weight) {
                (What::Along(segment), Some(_)) => Some(segment.id.as_str()),
                _ => None,
            })
            .collect();
        let files = check::Files { data, segments: &segments, open: &open };
        let ends = [from, to].map(|ix| data.place(*ix).id.as_str());
        let outcome = answer.and_then(|answer| {
            for route in answer["routes"].as_array().ok_or("no list of routes")? {
                walked.routes += 1;
                walked.changes += u64::from(check::count(route, "transfer") + check::count(route, "gauge_change") > 0);
                walked.borders += u64::from(check::count(route, "border") > 0);
                files.walk(route, ends)?;
            }
            Ok(())
        });
        walked.failed.extend(outcome.err().map(|what| format!("{whence}, {} to {} {question:?}: {what}", ends[0], ends[1])));
    }
    walked
}
