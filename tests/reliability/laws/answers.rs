//! Laws of answers and exports.

use std::fs;

use corridor::analysis::{Amount, Beyond, Ground, OdPair, Outcome, Pairs, State, compare, exposure, silent};
use corridor::cost::length_km;
use corridor::export::{network_tables, table_geojson};
use corridor::import::{Import, Mapping, dataset, read};
use corridor::itinerary::Itinerary;
use corridor::model::{Dataset, Mode, PlaceIx, Word};
use corridor::network::{Network, Scenario};
use corridor::query::RouteQuery;
use corridor::route::route;

use super::{Case, World, holds};

fn state() -> State {
    State { id: "base".into(), title: "base".into(), scenario: Scenario::default() }
}

fn pairs(list: &[[PlaceIx; 2]]) -> Pairs {
    let list = list.iter().map(|[from, to]| OdPair { from: *from, to: *to, weight: 1.0 }).collect();
    Pairs { list, weights: "one each".into(), amount: Amount::Load }
}

impl Case<'_> {
    fn ground(&self) -> Ground<'_> {
        Ground { data: &self.world.data, network: &self.world.network, objective: self.objective, modes: &Mode::FREIGHT }
    }
}

/// The exposure of a pair: shares add up to one, each of its segments carries all of it, and their lengths make the way.
pub fn exposed(case: &mut Case) -> Result<bool, String> {
    let Some((pair, path)) = case.pair_with_way(&Scenario::default()) else { return Ok(false) };
    let found = exposure(case.ground(), &pairs(&[pair]), &state()).map_err(|error| error.to_string())?;
    let whole = path.links.iter().map(|link| case.world.view(&Scenario::default()).cost(*link).millimetres).sum::<u64>();
    let sum: f64 = found.countries.iter().map(|country| country.share_km).sum();
    holds((sum - 1.0).abs() < 1e-9 || whole == 0, || format!("{pair:?}: shares add up to {sum}"))?;
    holds(found.links.iter().all(|link| (link.share - 1.0).abs() < 1e-9), || {
        format!("{pair:?}: a segment carries a part of one pair")
    })?;
    let length = |id: &str| case.world.data.segments.iter().find(|segment| segment.id == id).map_or(f64::NAN, length_km);
    let km: f64 = found.links.iter().map(|link| length(&link.segment)).sum();
    // Each segment is rounded to a millimetre.
    holds((km - whole as f64 / 1e6).abs() < 1e-5, || format!("{pair:?}: segments of {km} km, a way of {whole} mm"))?;
    let view = case.world.view(&Scenario::default());
    let told = Itinerary::of(&view, &path, None).map_err(|error| error.to_string())?;
    let by_country: f64 = told.countries.iter().map(|country| country.km).sum();
    let within = 0.001 * (told.countries.len() + 1) as f64;
    holds((by_country - told.totals.km).abs() < within, || {
        format!("{pair:?}: {by_country} km in countries, {} in all", told.totals.km)
    })?;
    Ok(true)
}

/// The same question to the same network, and to one built anew from the same data: the same answer to the letter.
pub fn again(case: &mut Case) -> Result<bool, String> {
    let [from, to] = case.pair();
    let data = &case.world.data;
    let query = RouteQuery { objective: case.objective, count: 3, ..RouteQuery::new(from, to) };
    let ask = |network: &Network| {
        let answer = route(data, network, "teu", &query).map_err(|error| error.to_string())?;
        Ok::<_, String>((!answer.routes.is_empty(), serde_json::to_string(&answer).map_err(|error| error.to_string())?))
    };
    let (has_way, first) = ask(&case.world.network)?;
    for network in [&case.world.network, &World::of(data.clone()).network] {
        let (_, now) = ask(network)?;
        holds(now == first, || format!("{from:?} to {to:?}: another answer when asked again"))?;
    }
    Ok(has_way)
}

/// A state compared with itself.
pub fn compared(case: &mut Case) -> Result<bool, String> {
    let asked: Vec<_> = (0..4).map(|_| case.pair()).collect();
    let answer =
        compare(case.ground(), &pairs(&asked), &state(), &[state()], Beyond::default()).map_err(|error| error.to_string())?;
    for pair in &answer.pairs {
        let [other] = &pair.scenarios[..] else { return Err("one scenario was asked for".into()) };
        let is_same = match (&pair.base, &other.difference) {
            (Some(_), Some(difference)) => other.outcome == Outcome::Unchanged && difference.is_nothing(),
            (None, None) => other.outcome == Outcome::NoRoute,
            _ => false,
        };
        holds(is_same, || format!("{} to {}: {:?}", pair.from.id, pair.to.id, other.outcome))?;
    }
    Ok(answer.pairs.iter().any(|pair| pair.base.is_some()))
}

/// The segments as GeoJSON, read as a network of others: the same segments between the same places. That traffic runs one way only is not in the export, so it is not looked at.
pub fn exported(case: &mut Case) -> Result<bool, String> {
    let data = &case.world.data;
    let tables = network_tables(data);
    let table = tables.iter().find(|table| table.name == "segments").ok_or("a table of segments")?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let file = folder.path().join("segments.geojson");
    fs::write(&file, table_geojson(table).map_err(|error| error.to_string())?).map_err(|error| error.to_string())?;
    let mut mapping = Mapping::default();
    mapping.field("id=segment")?;
    mapping.field("length=km:km")?;
    let import = Import { files: vec![file], mapping, ..Import::default() };
    let net = read(&import, &silent).map_err(|error| error.to_string())?;
    let back = dataset(&net).map_err(|error| error.to_string())?;
    let (told, wanted) = (told(&back), told(data));
    holds(told.len() == wanted.len(), || format!("{} segments of {}", told.len(), wanted.len()))?;
    let other = told.iter().zip(&wanted).find(|(a, b)| a != b);
    holds(other.is_none(), || format!("{other:?}"))?;
    Ok(true)
}

/// What each segment says, in the order of ids; lengths are exported in metres.
fn told(data: &Dataset) -> Vec<[String; 7]> {
    let id = |place: PlaceIx| data.place(place).id.clone();
    let one = |s: &corridor::model::Segment| {
        let metres = (length_km(s) * 1000.0).round().to_string();
        [s.id.clone(), id(s.from), id(s.to), s.mode.word().into(), s.country.to_string(), s.status.word().into(), metres]
    };
    let mut told: Vec<_> = data.segments.iter().map(one).collect();
    told.sort();
    told
}
