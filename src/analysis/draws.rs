//! Draws of what is not known: one number in 0..1 for each row of a table and each figure of it, and whether each closure happens.
//!
//! Links that take their figure from the same row share its draw: where the rail speed of a country is low, it is low on all its railways. Figures follow
//! the triangular distribution from low over central to high. The draws of one number come from their own stream of ChaCha8, so they are the same on any
//! number of threads.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::Ground;
use super::closures::Closure;
use crate::cost::{LinkCost, Objective};
use crate::model::{Dataset, Estimate, Word};
use crate::network::{LinkId, LinkKind, View, Weight};

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    Impedance(usize),
    Crossing(usize),
    Terminal(usize),
}

/// A figure of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Figure {
    Hours,
    Usd,
    Co2e,
}

const FIGURES: usize = 3;

/// Which links draw from which row, and which closures close them.
pub(super) struct Inputs {
    rows: Vec<Row>,
    of_link: Vec<Option<usize>>,
    closed_by: Vec<Vec<usize>>,
    probabilities: Vec<f64>,
    /// For each closure whether it was closed on each day of the past; empty where its probability is assumed.
    past: Vec<Vec<bool>>,
}

/// One draw.
pub(super) struct Draw {
    /// By row and figure.
    levels: Vec<f64>,
    /// Which closures happen.
    pub closed: Vec<bool>,
}

impl Inputs {
    pub fn new(ground: Ground, view: &View, closures: &[Closure]) -> Inputs {
        let mut index: BTreeMap<Row, usize> = BTreeMap::new();
        let of_link: Vec<Option<Row>> = ground.network.links().map(|link| row_of(ground.network.link(link).kind)).collect();
        for row in of_link.iter().flatten() {
            let next = index.len();
            index.entry(*row).or_insert(next);
        }
        let mut rows: Vec<(usize, Row)> = index.iter().map(|(row, i)| (*i, *row)).collect();
        rows.sort_unstable();
        let closing = |link: LinkId| {
            closures.iter().enumerate().filter(|(_, closure)| closure.takes(ground, view, link)).map(|(i, _)| i).collect()
        };
        Inputs {
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            of_link: of_link.into_iter().map(|row| row.and_then(|row| index.get(&row).copied())).collect(),
            closed_by: ground.network.links().map(closing).collect(),
            probabilities: closures.iter().map(|closure| closure.probability).collect(),
            past: closures.iter().map(|closure| closure.past.clone()).collect(),
        }
    }

    /// The draw of this number.
    pub fn draw(&self, seed: u64, number: u64) -> Draw {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(number);
        // The 53 bits that a number in 0..1 has room for.
        let mut unit = || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        let levels = (0..self.rows.len() * FIGURES).map(|_| unit()).collect();
        // One day of the past for all closures that come from it.
        let day = unit();
        let closed = self.probabilities.iter().zip(&self.past).map(|(probability, past)| {
            let own = unit();
            past.get((day * past.len() as f64) as usize).copied().unwrap_or(own < *probability)
        });
        Draw { closed: closed.collect(), levels }
    }

    /// Whether a closure that always happens closes a link.
    pub fn is_always_closed(&self, link: LinkId) -> bool {
        self.closed_by[link.0 as usize].iter().any(|closure| self.probabilities[*closure] >= 1.0)
    }

    /// What a link takes in a draw, as its central values; `None` where it is closed.
    pub fn cost(&self, view: &View, link: LinkId, draw: &Draw) -> Option<LinkCost> {
        if self.is_closed(view, link, draw) {
            return None;
        }
        let mut cost = *view.cost(link);
        if let Some(row) = self.of_link[link.0 as usize] {
            cost.milliseconds.central = triangular(draw.level(row, Figure::Hours), cost.milliseconds);
            cost.microdollars.central = triangular(draw.level(row, Figure::Usd), cost.microdollars);
            cost.milligrams.central = triangular(draw.level(row, Figure::Co2e), cost.milligrams);
        }
        Some(cost)
    }

    /// What a search adds up for a link in a draw; `None` where it is closed.
    pub fn weight(&self, view: &View, link: LinkId, draw: &Draw, objective: Objective) -> Option<Weight> {
        if self.is_closed(view, link, draw) {
            return None;
        }
        let cost = view.cost(link);
        let Some(row) = self.of_link[link.0 as usize] else {
            return Some(Weight { primary: objective.of(cost), secondary: cost.milliseconds.central });
        };
        let drawn = |figure: Figure, estimate: Estimate<u64>| triangular(draw.level(row, figure), estimate);
        let milliseconds = drawn(Figure::Hours, cost.milliseconds);
        let primary = match objective {
            Objective::Time => milliseconds,
            Objective::Distance => cost.millimetres,
            Objective::Cost => drawn(Figure::Usd, cost.microdollars),
            Objective::Emissions => drawn(Figure::Co2e, cost.milligrams),
        };
        Some(Weight { primary, secondary: milliseconds })
    }

    fn is_closed(&self, view: &View, link: LinkId, draw: &Draw) -> bool {
        view.closure(link).is_some() || self.closed_by[link.0 as usize].iter().any(|closure| draw.closed[*closure])
    }

    /// What a link takes in no draw less than, as its central values; `None` where no draw opens it.
    pub fn least(&self, view: &View, link: LinkId) -> Option<LinkCost> {
        if view.closure(link).is_some() || self.is_always_closed(link) {
            return None;
        }
        let mut cost = *view.cost(link);
        if self.of_link[link.0 as usize].is_some() {
            for estimate in [&mut cost.milliseconds, &mut cost.microdollars, &mut cost.milligrams] {
                estimate.central = estimate.central.min(estimate.low);
            }
        }
        Some(cost)
    }

    /// The number of the row that a link draws from.
    pub fn row_of(&self, link: LinkId) -> Option<usize> {
        self.of_link[link.0 as usize]
    }

    /// The row of this number.
    pub fn row(&self, number: usize) -> Row {
        self.rows[number]
    }
}

impl Draw {
    /// What was drawn for a figure of a row, 0..1.
    pub fn level(&self, row: usize, figure: Figure) -> f64 {
        self.levels[row * FIGURES + figure as usize]
    }
}

fn row_of(kind: LinkKind) -> Option<Row> {
    match kind {
        LinkKind::Segment { impedance, .. } => Some(Row::Impedance(impedance)),
        LinkKind::Crossing { row } => Some(Row::Crossing(row)),
        LinkKind::Transfer { row } | LinkKind::Passage { row: Some(row) } => Some(Row::Terminal(row)),
        LinkKind::Passage { row: None } | LinkKind::Exchange { .. } => None,
    }
}

/// The value below which this share of a triangular distribution lies. Without width it is the central value.
fn triangular(share: f64, estimate: Estimate<u64>) -> u64 {
    let (low, central, high) = (estimate.low as f64, estimate.central as f64, estimate.high as f64);
    let width = high - low;
    if width <= 0.0 {
        return estimate.central;
    }
    let value = if share * width < central - low {
        low + (share * width * (central - low)).sqrt()
    } else {
        high - ((1.0 - share) * width * (high - central)).sqrt()
    };
    value.round() as u64
}

impl Row {
    /// What it is about, the file that it stands in, and its sources for a figure.
    pub fn describe(self, data: &Dataset, figure: Figure) -> (String, &'static str, String) {
        let country = |code: Option<crate::model::Country>| code.map_or("any country".to_owned(), |code| code.to_string());
        let lost = if figure == Figure::Usd { "USD" } else { "hours" };
        match self {
            Row::Impedance(row) => {
                let row = &data.impedances[row];
                let area = if row.area == "*" { "areas without a row of their own" } else { row.area.as_str() };
                let (what, source) = match figure {
                    Figure::Hours => ("speed", &row.time_source),
                    Figure::Usd => ("price", &row.cost_source),
                    Figure::Co2e => ("emissions", &row.emission_source),
                };
                (format!("{what} of {} in {area}", row.mode.word()), "impedances.csv", source.clone())
            }
            Row::Crossing(row) => {
                let row = &data.crossings[row];
                let at =
                    row.place.map_or("borders without a row of their own".to_owned(), |place| data.place(place).name.clone());
                let ends = format!("{} to {}", country(row.from), country(row.to));
                (format!("{lost} at {at}, {}, {ends}", row.mode.word()), "crossings.csv", row.source.clone())
            }
            Row::Terminal(row) => {
                let row = &data.terminals[row];
                let at = match data.place_ix(&row.at) {
                    Some(place) => data.place(place).name.clone(),
                    None if row.at == "*" => "terminals without a row of their own".to_owned(),
                    None => row.at.clone(),
                };
                (format!("{lost} at {at}, {} to {}", row.from.word(), row.to.word()), "terminals.csv", row.source.clone())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Draw, Figure, Row, triangular};
    use crate::model::Estimate;

    #[test]
    fn draws_keep_to_the_bounds_and_meet_them() {
        let estimate = Estimate::new(100, 300, 1100);
        assert_eq!([0.0, 0.2, 1.0].map(|share| triangular(share, estimate)), [100, 300, 1100]);
        // A tenth lies below 100 + sqrt(0.1 * 1000 * 200), three tenths below 1100 - sqrt(0.7 * 1000 * 800).
        assert_eq!([0.1, 0.3].map(|share| triangular(share, estimate)), [241, 352]);
        // Half lies below 1100 - sqrt(0.5 * 1000 * 800).
        assert_eq!(triangular(0.5, estimate), 468);
        assert_eq!(triangular(0.7, Estimate::new(5, 5, 5)), 5);
    }

    #[test]
    fn a_row_of_terminals_is_named_by_where_it_counts() {
        let data = crate::check::build(&crate::read::embedded()).unwrap_or_else(|error| unreachable!("{error}"));
        let of = |at: &str| {
            let row =
                data.terminals.iter().position(|row| row.at == at).map(|row| Row::Terminal(row).describe(&data, Figure::Usd));
            row.map(|(what, file, _)| (what, file))
        };
        let said = |words: &str| Some((words.to_owned(), "terminals.csv"));
        assert_eq!(of("*"), said("USD at terminals without a row of their own, rail to road"));
        assert_eq!(of("IN"), said("USD at IN, sea to rail"));
        assert_eq!(of("aktau"), said("USD at Aktau, rail to sea"));
    }

    #[test]
    fn each_figure_of_a_row_has_a_draw_of_its_own() {
        let levels: Vec<f64> = (0..9).map(f64::from).collect();
        let draw = Draw { levels, closed: Vec::new() };
        let of = |row| [Figure::Hours, Figure::Usd, Figure::Co2e].map(|figure| draw.level(row, figure));
        assert_eq!([of(0), of(1), of(2)], [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0]]);
    }
}
