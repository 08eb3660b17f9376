//! Who could be supplied with gas by whom, and what of it hangs on a country between.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::capacity::{Capacity, CapacityVerdict, End, capacity, end_of};
use super::{Ground, State};
use crate::error::Error;
use crate::model::{Country, Date};
use crate::network::Selector;

/// Gas for a consumer under dated states of the world.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GasSupply {
    /// Who is supplied: a country or exclave.
    pub consumer: String,
    /// The country whose closure is tried.
    #[schemars(with = "String")]
    pub through: Country,
    /// What the consumer is said to need, as published.
    pub demand: Vec<GasDemand>,
    /// By date and supplier; only who can supply at all.
    pub rows: Vec<GasRow>,
}

/// A published demand.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GasDemand {
    /// bcm.
    pub bcm: f64,
    /// In which period of which year.
    pub period: String,
    /// Source ids.
    pub source: String,
    /// What was counted.
    pub note: Option<String>,
}

/// What one supplier could bring on one date.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GasRow {
    /// The day.
    #[schemars(with = "String")]
    pub as_of: Date,
    /// Who supplies.
    pub supplier: String,
    /// What could arrive, with swaps and what binds.
    pub capacity: Capacity,
    /// The same with the country between closed.
    pub without: Capacity,
}

/// Definition of `flows.csv` for what a consumer needs.
const DEMAND: &str = "gas-demand";

/// Who could supply a consumer on the last day of each swap through a country, and on the day of the state.
///
/// # Errors
/// Those of [`capacity`].
pub fn gas_supply(ground: Ground, state: &State, consumer: &str, through: Country) -> Result<GasSupply, Error> {
    let data = ground.data;
    let to = served(ground, end_of(data, consumer));
    let demand = data.flows.iter().filter(|flow| flow.definition == DEMAND && flow.destination == consumer);
    let mut supply = GasSupply {
        consumer: consumer.to_owned(),
        through,
        demand: demand
            .map(|flow| GasDemand {
                bcm: flow.value,
                period: format!("{} {}", flow.period, flow.year),
                source: flow.source.clone(),
                note: flow.note.clone(),
            })
            .collect(),
        rows: Vec::new(),
    };
    if to.places.is_empty() {
        return Ok(supply);
    }
    let last_days = data.exchanges.iter().filter(|exchange| exchange.through == through);
    let mut days: Vec<Date> = last_days.filter_map(|exchange| Some(exchange.closed?.to_day())).collect();
    days.retain(|day| day.is_before(state.scenario.as_of));
    days.push(state.scenario.as_of);
    days.sort_by_key(Date::to_string);
    days.dedup();
    let suppliers: BTreeSet<Country> = data.places.iter().map(|place| place.country()).filter(|c| *c != through).collect();
    for day in days {
        let mut open = state.clone();
        open.scenario.as_of = day;
        let mut closed = open.clone();
        closed.scenario.close.push(Selector::Country(through));
        for supplier in &suppliers {
            let mut from = served(ground, end_of(data, supplier.as_str()));
            from.places.retain(|place| !to.places.contains(place));
            // The mainland supplies its exclave; an exclave is no supplier.
            if from.places.is_empty() || supplier.as_str() == consumer {
                continue;
            }
            let found = capacity(ground, &from, &to, &open)?;
            if found.verdict != CapacityVerdict::NoRoute {
                let without = capacity(ground, &from, &to, &closed)?;
                supply.rows.push(GasRow { as_of: day, supplier: supplier.to_string(), capacity: found, without });
            }
        }
    }
    Ok(supply)
}

/// An end without the places that no pipe reaches.
fn served(ground: Ground, mut end: End) -> End {
    end.places.retain(|place| !ground.network.nodes_of(*place, ground.modes).is_empty());
    end
}

impl GasSupply {
    /// Whether anything that could be supplied hangs on the country between.
    pub fn hangs(&self) -> bool {
        self.rows.iter().any(|row| row.capacity.arrives != row.without.arrives)
    }
}
