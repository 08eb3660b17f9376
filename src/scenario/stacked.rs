//! Factors of several changes that come together on one link.

use crate::error::Error;
use crate::issue::figure;
use crate::limits::FACTOR;
use crate::model::Dataset;
use crate::network::{Change, LinkId, Network, NewValue, Quantity};

/// The change with which the factors on some link are first farther from 1 than one factor may be, and what to say of it.
pub(super) fn beyond(data: &Dataset, changes: &[Change]) -> Result<Option<(usize, String)>, Error> {
    let strength = |change: &Change| match change.to {
        NewValue::Factor(factor) if factor > 0.0 => factor.max(1.0 / factor),
        _ => 1.0,
    };
    let all = |what| changes.iter().filter(|change| change.what == what).map(strength).product::<f64>();
    let Some(load) = data.loads.first() else { return Ok(None) };
    // Mostly all of them together could not do it, wherever they meet.
    if Quantity::ALL.iter().all(|what| all(*what) <= FACTOR) {
        return Ok(None);
    }
    let network = Network::build(data, load)?;
    let first = network.links().filter_map(|link| on_link(data, &network, link, changes)).min_by_key(|(row, _)| *row);
    Ok(first.map(|(row, factor)| {
        let message = format!(
            "with the changes before it the factor is {}; together they must be from {} to {FACTOR}",
            figure(factor),
            1.0 / FACTOR
        );
        (row, message)
    }))
}

/// The same for one link.
fn on_link(data: &Dataset, network: &Network, link: LinkId, changes: &[Change]) -> Option<(usize, f64)> {
    let mut factors = [1.0; Quantity::ALL.len()];
    for (row, change) in changes.iter().enumerate() {
        if !change.on.iter().all(|selector| selector.takes(data, network, link)) {
            continue;
        }
        let factor = &mut factors[change.what as usize];
        *factor = match change.to {
            NewValue::Factor(more) => *factor * more,
            NewValue::Value(_) => 1.0,
        };
        if *factor != 0.0 && !(1.0 / FACTOR..=FACTOR).contains(factor) {
            return Some((row, *factor));
        }
    }
    None
}
