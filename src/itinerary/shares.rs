//! Shares of a route by country and sea.

use std::collections::BTreeMap;

use super::value::{CountryShare, Leg};
use crate::cost::LinkCost;
use crate::model::{Country, Dataset};
use crate::units::{hours, km, usd};

/// Shares by country. A border's time and money count half for each side (`docs/method.md`, "Exposure").
pub(super) fn countries(data: &Dataset, legs: &[Leg], total: &LinkCost) -> Vec<CountryShare> {
    let mut sums: BTreeMap<(Country, Option<String>), (u64, u64, u64)> = BTreeMap::new();
    let mut add = |country: Country, sea: Option<&String>, mm: u64, milliseconds: u64, microdollars: u64| {
        let key = (country, sea.filter(|_| country.is_high_seas()).cloned());
        let sum = sums.entry(key).or_default();
        *sum = (sum.0.saturating_add(mm), sum.1.saturating_add(milliseconds), sum.2.saturating_add(microdollars));
    };
    for leg in legs {
        let (mm, milliseconds, microdollars) =
            (leg.cost.millimetres, leg.cost.milliseconds.central, leg.cost.microdollars.central);
        match leg.to_country {
            Some(entered) => {
                add(leg.country, None, mm, milliseconds / 2, microdollars / 2);
                add(entered, None, 0, milliseconds - milliseconds / 2, microdollars - microdollars / 2);
            }
            None => add(leg.country, leg.sea.as_ref(), mm, milliseconds, microdollars),
        }
    }
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let mut shares: Vec<(u64, CountryShare)> = sums
        .into_iter()
        .map(|((country, sea), (mm, milliseconds, microdollars))| {
            let share = CountryShare {
                country,
                name: sea.unwrap_or_else(|| data.country_name(country).to_owned()),
                km: km(mm),
                hours: hours(milliseconds),
                usd: usd(microdollars),
                share_km: share(mm, total.millimetres),
                share_hours: share(milliseconds, total.milliseconds.central),
                share_usd: share(microdollars, total.microdollars.central),
            };
            (milliseconds, share)
        })
        .collect();
    shares.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| (x.country, &x.name).cmp(&(y.country, &y.name))));
    shares.into_iter().map(|(_, share)| share).collect()
}
