//! What is asked, the same of every peer.

use crate::network::{Network, Numbers};

/// Questions to one network.
pub struct Tasks {
    pub pairs: Vec<[u32; 2]>,
    pub sources: Vec<u32>,
    pub rows: Vec<u32>,
    pub columns: Vec<u32>,
    /// Ten origins by ten destinations, for closures.
    pub few: Vec<[u32; 2]>,
    pub origins: Vec<u32>,
    pub destinations: Vec<u32>,
    /// Edges on the best ways of the few.
    pub closed: Vec<u32>,
}

impl Tasks {
    /// Questions with a fixed seed; `used` are the edges on the best ways of given pairs.
    pub fn of(network: &Network, used: impl FnOnce(&[[u32; 2]]) -> Vec<u32>) -> Tasks {
        let mut numbers = Numbers::new(7);
        let mut nodes = |count: usize| (0..count).map(|_| numbers.below(network.nodes) as u32).collect::<Vec<u32>>();
        let pairs = nodes(2000).as_chunks().0.to_vec();
        let (sources, rows, columns, origins, destinations) = (nodes(200), nodes(500), nodes(500), nodes(10), nodes(10));
        let few: Vec<[u32; 2]> = origins.iter().flat_map(|a| destinations.iter().map(|b| [*a, *b])).collect();
        let used = used(&few);
        let closed = (0..200.min(used.len())).map(|_| used[numbers.below(used.len())]).collect();
        Tasks { pairs, sources, rows, columns, few, origins, destinations, closed }
    }
}

/// The tasks by name, in the order of the table.
pub const NAMES: [&str; 9] = [
    "order and build",
    "new weights for everything",
    "one route, length only",
    "one route with its links",
    "one to all",
    "table 500 x 500",
    "200 links closed in turn, 100 pairs each",
    "every link on any of 100 pairs' routes closed in turn",
    "edge betweenness, 200 sources",
];

/// Seconds and a sum over all answers, by which peers are held against each other.
pub type Figure = Option<(f64, u64)>;
