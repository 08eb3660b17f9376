//! The nodes of a network among those of a file: sorted numbers, 17 bytes a node.

use geo::Coord;
use rayon::slice::ParallelSliceMut;

/// Nodes of the ways that were picked.
pub(super) struct Nodes {
    /// Their ids, ascending.
    ids: Vec<i64>,
    /// Whether several ways meet there, or one way meets itself.
    shared: Vec<bool>,
}

impl Nodes {
    /// The nodes that ways name, each as often as they do.
    pub fn of(named: &[i64]) -> Nodes {
        let mut sorted = named.to_vec();
        sorted.par_sort_unstable();
        let shared = sorted.chunk_by(|a, b| a == b).map(|same| same.len() > 1).collect();
        sorted.dedup();
        sorted.shrink_to_fit();
        Nodes { ids: sorted, shared }
    }

    /// The number of a node among them.
    pub fn find(&self, id: i64) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    pub fn is_shared(&self, ix: usize) -> bool {
        self.shared[ix]
    }
}

/// A position in units of 1e-7 degrees, which is how exact OpenStreetMap is.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Position {
    lat: i32,
    lon: i32,
}

/// A unit of a position in nanodegrees.
const UNIT_NANO: i64 = 100;
const UNITS: f64 = 1e7;

impl Position {
    /// From nanodegrees; `None` for what is not on the earth.
    pub fn of(lat: i64, lon: i64) -> Option<Position> {
        let units = |nano: i64, most: i64| Some(nano).filter(|x| (-most..=most).contains(x)).map(|x| (x / UNIT_NANO) as i32);
        Some(Position { lat: units(lat, 90_000_000_000)?, lon: units(lon, 180_000_000_000)? })
    }
}

/// Where nodes lie, by their number.
pub(super) struct Positions(Vec<Position>);

/// Stands for a position that is not known.
const NOWHERE: Position = Position { lat: i32::MIN, lon: i32::MIN };

impl Positions {
    pub fn of(nodes: &Nodes) -> Positions {
        Positions(vec![NOWHERE; nodes.ids.len()])
    }

    pub fn fill(&mut self, found: &[(usize, Position)]) {
        for (ix, at) in found {
            self.0[*ix] = *at;
        }
    }

    pub fn at(&self, ix: usize) -> Option<Coord<f64>> {
        let at = self.0[ix];
        (at != NOWHERE).then(|| Coord { x: f64::from(at.lon) / UNITS, y: f64::from(at.lat) / UNITS })
    }

    pub fn are_unknown(&self) -> bool {
        self.0.iter().all(|at| *at == NOWHERE)
    }
}
