//! What a link can carry in a year.

use super::scenario::{Bounds, NewValue, Quantity};
use super::{LinkId, LinkKind, View};
use crate::model::Estimate;

impl View<'_> {
    /// Capacity of a segment in Mt a year (bcm a year for gas), or of a swap's whole contract as handed over, with what the scenario changes; `None` where
    /// none was published. Borders, terminals and straits have none.
    pub fn capacity(&self, link: LinkId) -> Option<Estimate<f64>> {
        let published = match self.network.link(link).kind {
            LinkKind::Segment { segment, .. } => self.data.segment(segment).capacity.as_ref().map(|(capacity, _)| *capacity),
            LinkKind::Exchange { row } => Some(self.data.exchanges[row].capacity),
            LinkKind::Crossing { .. } | LinkKind::Transfer { .. } | LinkKind::Passage { .. } => return None,
        };
        let on_it = self.all_changes().iter().filter(|change| change.what == Quantity::Capacity);
        let on_it = on_it.filter(|change| change.on.iter().all(|selector| selector.takes(self.data, self.network, link)));
        let changed = on_it.fold(published, |capacity, change| match change.to {
            NewValue::Factor(factor) => capacity.map(|capacity| capacity.map(|value| value * factor)),
            NewValue::Value(value) => Some(value),
        });
        // When all goes badly, little fits through.
        changed.map(|capacity| match self.bounds {
            Bounds::Low => Estimate { central: capacity.high, ..capacity },
            Bounds::Central => capacity,
            Bounds::High => Estimate { central: capacity.low, ..capacity },
        })
    }
}
