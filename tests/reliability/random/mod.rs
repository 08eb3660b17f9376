//! Random networks, and random questions to them. Each case is drawn from a stream of its own, so that it can be drawn again alone.

mod question;
mod segments;
mod tables;

use std::array;

use corridor::model::{Confidence, Country, Dataset, Estimate, Place, PlaceKind, Precision};
use geo::Point;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub use question::{Question, objective};
pub use segments::one as segment;

/// Where a case takes its chances from.
pub struct Draw(ChaCha8Rng);

impl Draw {
    /// Those of a case.
    pub fn of(seed: u64, case: usize) -> Draw {
        Draw(ChaCha8Rng::seed_from_u64(seed.wrapping_add(case as u64)))
    }

    /// The chances that are left, for somebody else too.
    pub fn again(&self) -> Draw {
        Draw(self.0.clone())
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end as u64) as usize
    }

    /// Yes in so many of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of some.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// The same in another order.
    pub fn shuffled<T>(&mut self, mut list: Vec<T>) -> Vec<T> {
        for end in (2..=list.len()).rev() {
            list.swap(end - 1, self.below(end));
        }
        list
    }

    /// Low, central and high, in parts of one.
    fn estimate(&mut self, least: usize, most: usize, part: f64) -> Estimate<f64> {
        let mut ends: [usize; 3] = array::from_fn(|_| least + self.below(most - least + 1));
        ends.sort_unstable();
        let [low, central, high] = ends.map(|n| n as f64 / part);
        Estimate::new(low, central, high)
    }
}

/// The countries of random networks, without the sea.
pub fn countries() -> [Country; 4] {
    ["AM", "AZ", "IR", "RU"].map(|code| code.parse().expect("a code"))
}

/// Seas of random networks.
pub const SEAS: [&str; 2] = ["Black Sea", "Caspian Sea"];

/// A network of 10 to 15 places, as it would come from files. Its numbers have few decimals, so that what a link takes never lies half-way between two whole numbers: whoever works
/// it out in another order gets the same.
pub fn dataset(draw: &mut Draw) -> Dataset {
    let mut data = Dataset::default();
    let count = 10 + draw.below(6);
    data.places = (0..count).map(|number| place(draw, number)).collect();
    data.segments = segments::of(draw, &data.places, count * 3);
    tables::fill(draw, &mut data);
    data
}

fn place(draw: &mut Draw, number: usize) -> Place {
    use PlaceKind::{Border, City, Junction, Node, Port, Station, Strait, Terminal};
    let kind = match draw.below(100) {
        0..26 => City,
        26..50 => Port,
        50..54 => Station,
        54..58 => Terminal,
        58..88 => Border,
        88..93 => Junction,
        93..97 => Strait,
        _ => Node,
    };
    let mut own = draw.shuffled(countries().to_vec());
    own.truncate(if kind == Border || (kind == Node && draw.percent(50)) { 2 } else { 1 });
    Place {
        id: format!("p{number}"),
        name: format!("P{number}"),
        countries: own,
        sea: (kind == Strait).then(|| SEAS[0].to_owned()),
        region: None,
        kind,
        locode: None,
        aliases: Vec::new(),
        precision: Precision::Schematic,
        point: Point::new(40.0 + (number % 5) as f64, 30.0 + (number / 5) as f64),
        source: "s".into(),
        confidence: Confidence::Medium,
        note: None,
    }
}
