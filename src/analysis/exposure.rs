//! How much of the way of some pairs lies in each country, and at which borders, ports and straits it passes.
//!
//! Concentration (`docs/method.md`, "Exposure"): `s_c` is the share of all transit on land, weight times km, that lies in country `c`; `HHI = sum of s_c^2`, normalised
//! `(HHI - 1/n) / (1 - 1/n)`, effective number of transit countries `1 / HHI`.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::world::{Trip, World, each};
use super::{Ground, Pairs, State, StateRef};
use crate::cost::Objective;
use crate::error::Error;
use crate::itinerary::{Itinerary, LegKind};
use crate::model::{Country, Word};

/// Exposure of pairs to countries and points on the way.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Exposure {
    /// The state of the world.
    pub scenario: StateRef,
    /// What routes are best in.
    pub by: Objective,
    /// Id of the load unit.
    pub load: String,
    /// What the weights of the pairs are.
    pub weights: String,
    /// Pairs with a route.
    pub pairs: usize,
    /// Pairs without one; they are in no share.
    pub pairs_without_route: usize,
    /// By country and sea, the largest share of time first.
    pub countries: Vec<CountryExposure>,
    /// How concentrated transit is over countries; none where nothing is in transit.
    pub concentration: Option<Concentration>,
    /// Borders, ports, terminals and straits, those that most of the weight passes first.
    pub points: Vec<PointExposure>,
    /// Segments, those that most of the weight runs over first.
    pub links: Vec<LinkExposure>,
}

/// Exposure to one country or sea.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CountryExposure {
    /// ISO 3166-1 alpha-2; `XZ` at sea.
    #[schemars(with = "String")]
    pub country: Country,
    /// Name of the country or sea.
    pub name: String,
    /// Weighted share of all kilometres, 0..1.
    pub share_km: f64,
    /// Weighted share of all hours.
    pub share_hours: f64,
    /// Weighted share of all dollars.
    pub share_usd: f64,
    /// Share of the kilometres outside the countries of origin and destination.
    pub transit_share_km: f64,
    /// Share of the hours outside the countries of origin and destination.
    pub transit_share_hours: f64,
    /// Share of the dollars outside the countries of origin and destination.
    pub transit_share_usd: f64,
    /// Tonne-km in transit: a weight counts load units, or the tonnes that published trade gives. None where the weights have no tonnage.
    pub transit_tonne_km: Option<f64>,
    /// Share of the weight whose route crosses it in transit.
    pub pairs_in_transit: f64,
}

/// Concentration of transit over countries; seas do not count.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Concentration {
    /// Herfindahl-Hirschman index of transit, weight times km, 0..1.
    pub hhi: f64,
    /// The same, from 0 (even) to 1 (all in one); none for a single country.
    pub hhi_normalised: Option<f64>,
    /// `1 / HHI`.
    pub effective_countries: f64,
}

/// A point that routes pass.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PointExposure {
    /// Id of the place.
    pub place: String,
    /// Its name.
    pub name: String,
    /// What happens there: `border`, `transfer`, `gauge_change` or `passage`.
    pub kind: String,
    /// Share of the weight that passes it, 0..1.
    pub share: f64,
}

/// A segment that routes run over.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LinkExposure {
    /// Id of the segment.
    pub segment: String,
    /// Share of the weight that runs over it, 0..1.
    pub share: f64,
}

#[derive(Default)]
struct Sums {
    km: f64,
    hours: f64,
    usd: f64,
    transit_km: f64,
    transit_hours: f64,
    transit_usd: f64,
    crossed: f64,
}

/// Exposure of pairs under a scenario.
///
/// # Errors
/// [`Error::Internal`] where a route does not pass its own check.
pub fn exposure(ground: Ground, pairs: &Pairs, state: &State) -> Result<Exposure, Error> {
    let world = World::new(ground, &state.scenario, &pairs.list);
    let mut countries: BTreeMap<(Country, String), Sums> = BTreeMap::new();
    let mut links: BTreeMap<String, f64> = BTreeMap::new();
    let mut points: BTreeMap<(String, &'static str), (String, f64)> = BTreeMap::new();
    let (mut routed, mut unrouted, mut weight) = (0, 0, 0.0);
    let one = |trip: &Trip| (trip.pair, trip.best().map(|path| Itinerary::of(trip.view, &path, None)).transpose());
    for (pair, route) in world.parts().flat_map(|trips| each(&trips, one)) {
        let Some(route) = route? else {
            unrouted += 1;
            continue;
        };
        routed += 1;
        weight += pair.weight;
        let own = ground.own_countries(&pair);
        for share in &route.countries {
            let sums = countries.entry((share.country, share.name.clone())).or_default();
            let w = pair.weight;
            sums.km += w * share.km;
            sums.hours += w * share.hours;
            sums.usd += w * share.usd;
            if !own.contains(&share.country) {
                sums.transit_km += w * share.km;
                sums.transit_hours += w * share.hours;
                sums.transit_usd += w * share.usd;
                sums.crossed += w;
            }
        }
        let used: BTreeSet<&String> = route.legs.iter().flat_map(|leg| &leg.segments).collect();
        used.into_iter().for_each(|segment| *links.entry(segment.clone()).or_default() += pair.weight);
        let mut passed = BTreeSet::new();
        // A border without control and a strait without a wait are no hold on anybody.
        for leg in route.legs.iter().filter(|leg| leg.hours.high > 0.0 || leg.usd.high > 0.0 || leg.control == Some(true)) {
            if matches!(leg.kind, LegKind::Travel | LegKind::Swap) {
                continue;
            }
            let kind = leg.kind.word();
            if passed.insert((leg.from.id.clone(), kind)) {
                points.entry((leg.from.id.clone(), kind)).or_insert_with(|| (leg.from.name.clone(), 0.0)).1 += pair.weight;
            }
        }
    }
    let tonnes = pairs.amount.tonnes(ground.network.load().tonnes);
    let total = |part: fn(&Sums) -> f64| countries.values().map(part).sum::<f64>();
    let (km, hours, usd) = (total(|s| s.km), total(|s| s.hours), total(|s| s.usd));
    let (t_km, t_hours, t_usd) = (total(|s| s.transit_km), total(|s| s.transit_hours), total(|s| s.transit_usd));
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let mut list: Vec<CountryExposure> = countries
        .iter()
        .map(|((country, name), s)| CountryExposure {
            country: *country,
            name: name.clone(),
            share_km: share(s.km, km),
            share_hours: share(s.hours, hours),
            share_usd: share(s.usd, usd),
            transit_share_km: share(s.transit_km, t_km),
            transit_share_hours: share(s.transit_hours, t_hours),
            transit_share_usd: share(s.transit_usd, t_usd),
            transit_tonne_km: tonnes.map(|tonnes| (s.transit_km * tonnes).round()),
            pairs_in_transit: share(s.crossed, weight),
        })
        .collect();
    list.sort_by(|a, b| b.share_hours.total_cmp(&a.share_hours).then_with(|| (a.country, &a.name).cmp(&(b.country, &b.name))));
    let mut points: Vec<PointExposure> = points
        .into_iter()
        .map(|((place, kind), (name, w))| PointExposure { place, name, kind: kind.to_owned(), share: share(w, weight) })
        .collect();
    points.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| (&a.place, &a.kind).cmp(&(&b.place, &b.kind))));
    let mut links: Vec<LinkExposure> =
        links.into_iter().map(|(segment, w)| LinkExposure { segment, share: share(w, weight) }).collect();
    links.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.segment.cmp(&b.segment)));
    let on_land: Vec<f64> = list.iter().filter(|c| !c.country.is_high_seas()).map(|c| c.transit_share_km).collect();
    Ok(Exposure {
        scenario: state.reference(),
        by: ground.objective,
        load: ground.network.load().id.clone(),
        weights: pairs.weights.clone(),
        pairs: routed,
        pairs_without_route: unrouted,
        countries: list,
        concentration: concentration(&on_land),
        points,
        links,
    })
}

fn concentration(transit: &[f64]) -> Option<Concentration> {
    let whole: f64 = transit.iter().sum();
    let used: Vec<f64> = transit.iter().filter(|x| **x > 0.0).map(|x| x / whole).collect();
    if used.is_empty() {
        return None;
    }
    let hhi: f64 = used.iter().map(|s| s * s).sum();
    let even = 1.0 / used.len() as f64;
    Some(Concentration {
        hhi,
        hhi_normalised: (used.len() > 1).then(|| ((hhi - even) / (1.0 - even)).max(0.0)),
        effective_countries: 1.0 / hhi,
    })
}

#[cfg(test)]
mod tests {
    use super::concentration;

    /// Herfindahl and Hirschman by hand.
    #[test]
    fn concentration_is_that_of_the_shares() {
        let of = |transit: &[f64]| concentration(transit).map(|c| [Some(c.hhi), c.hhi_normalised, Some(c.effective_countries)]);
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[0.0]), None);
        assert_eq!(of(&[7.0, 0.0]), Some([Some(1.0), None, Some(1.0)]));
        assert_eq!(of(&[2.0, 0.0, 2.0]), Some([Some(0.5), Some(0.0), Some(2.0)]));
        assert_eq!(of(&[3.0, 1.0]), Some([Some(0.625), Some(0.25), Some(1.6)]));
    }
}
