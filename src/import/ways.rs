//! What is worked out once for a network, so that any distance in it is a matter of microseconds.

use super::net::Net;
use crate::engine::{Hierarchy, Metric, Weight};
use crate::progress::Progress;
use crate::units::on_map;

/// The hierarchy of a network, and its distances while every edge is open.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ways {
    pub hierarchy: Hierarchy,
    pub distances: Distances,
}

/// Distances in the fewest bits that hold them all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Distances {
    /// In units of so many millimetres.
    Narrow(u64, Metric<u32>),
    /// In millimetres.
    Wide(Metric<u64>),
}

impl Ways {
    /// Works them out.
    pub fn of(net: &Net, progress: Progress) -> Ways {
        let is_placed = net.at.iter().all(|spot| spot.is_known());
        let at: Vec<[f32; 2]> = net.at.iter().map(|spot| on_map(spot.coord())).collect();
        let hierarchy = Hierarchy::watched(net.node_count(), &net.arcs(), is_placed.then_some(&at[..]), progress);
        let distances = Distances::of(net, &hierarchy);
        Ways { hierarchy, distances }
    }
}

impl Distances {
    fn of(net: &Net, hierarchy: &Hierarchy) -> Distances {
        // A way passes no edge twice, so no sum is larger than that of all.
        let unit = net.millimetres.iter().fold(0, |unit, length| divisor(unit, *length)).max(1);
        let sum = net.millimetres.iter().fold(0, |sum: u64, length| sum.saturating_add(length / unit));
        if sum < u64::from(u32::UNREACHABLE) {
            Distances::Narrow(unit, Metric::new(hierarchy, |arc| (net.millimetres(arc / 2) / unit) as u32))
        } else {
            Distances::Wide(Metric::new(hierarchy, |arc| net.millimetres(arc / 2)))
        }
    }
}

/// The greatest common divisor, after Euclid.
fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}
