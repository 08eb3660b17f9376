//! Random questions: what is wanted, and in which state of the world.

use corridor::cost::Objective;
use corridor::model::{BASE_DATE, Dataset, Date, Estimate, Mode, PlaceIx, SegmentIx};
use corridor::network::{Bounds, Change, Constraints, NewValue, Quantity, Scenario, Selector};

use super::{Draw, SEAS, countries};

/// What is asked of a network, whatever the ends.
#[derive(Debug, Clone)]
pub struct Question {
    pub objective: Objective,
    pub load: &'static str,
    pub scenario: Scenario,
    pub constraints: Constraints,
}

impl Question {
    /// Any, to any network.
    pub fn draw(draw: &mut Draw, data: &Dataset) -> Question {
        let mut scenario = Scenario { as_of: draw.one(&[BASE_DATE, BASE_DATE, Date::new(2026, 6, 1)]), ..Scenario::default() };
        let mut constraints = Constraints { modes: modes(draw), avoid: Vec::new() };
        // Half of the questions wish for nothing; the others for one thing or several.
        let wishes = if draw.percent(50) { 0 } else { 1 + draw.below(3) };
        for _ in 0..wishes {
            let it = selector(draw, data);
            match draw.below(9) {
                0 => scenario.close.push(it),
                1 => constraints.avoid.push(it),
                2 => scenario.without.push(it),
                3 => scenario.with.push(it),
                4 => scenario.reopen.push(it),
                5 => scenario.close_transit.push(draw.one(&countries())),
                6 => scenario.ignore_events.push(format!("e{}", draw.below(5))),
                7 => scenario.bounds = draw.one(&[Bounds::Low, Bounds::High]),
                _ => scenario.changes.push(change(draw, it)),
            }
        }
        Question { objective: objective(draw), load: draw.one(&["teu", "feu"]), scenario, constraints }
    }
}

/// Any objective.
pub fn objective(draw: &mut Draw) -> Objective {
    draw.one(&[Objective::Time, Objective::Distance, Objective::Cost, Objective::Emissions])
}

/// Mostly all modes of freight; else some of them, or gas.
fn modes(draw: &mut Draw) -> Vec<Mode> {
    match draw.below(100) {
        0..80 => Mode::FREIGHT.to_vec(),
        80..86 => vec![Mode::Pipeline],
        _ => {
            let mut some = draw.shuffled(Mode::FREIGHT.to_vec());
            some.truncate(2 + draw.below(2));
            some
        }
    }
}

/// Anything of a network.
pub fn selector(draw: &mut Draw, data: &Dataset) -> Selector {
    let [a, b] = [draw.one(&countries()), draw.one(&countries())];
    match draw.below(9) {
        0 => Selector::Corridor("c".into()),
        1 => Selector::Country(a),
        2 => Selector::Sea(draw.one(&SEAS).into()),
        3 => Selector::Place(PlaceIx(draw.below(data.places.len()) as u32)),
        4 => Selector::Border(a, b),
        5 => Selector::Mode(draw.one(&Mode::FREIGHT)),
        6 => Selector::ModeIn(draw.one(&Mode::FREIGHT), a),
        _ => Selector::Segment(SegmentIx(draw.below(data.segments.len()) as u32)),
    }
}

fn change(draw: &mut Draw, on: Selector) -> Change {
    let factor = NewValue::Factor(draw.one(&[0.5, 2.0, 4.0]));
    let (what, to) = match draw.below(6) {
        0 => (Quantity::Speed, factor),
        1 => (Quantity::Price, factor),
        2 => (Quantity::Hours, factor),
        3 => (Quantity::Usd, factor),
        4 => (Quantity::Hours, NewValue::Value(Estimate::new(0.5, 1.0, 9.5))),
        _ => (Quantity::Usd, NewValue::Value(Estimate::new(0.0, 10.0, 20.0))),
    };
    Change { on: vec![on], what, to }
}
