//! Laws of the same network told otherwise.

use std::collections::HashMap;
use std::mem::swap;

use corridor::model::{Dataset, EventScope, PlaceIx};
use corridor::network::Scenario;

use super::{Case, World, holds};

/// Everything runs the other way: segments, rows of borders and terminals. Without events: the hours of one in a country are lost on the way in alone.
pub fn reversed(case: &mut Case) -> Result<bool, String> {
    let scenario = case.world.without_events();
    let Some(([from, to], path)) = case.pair_with_way(&scenario) else { return Ok(false) };
    let mut data = case.world.data.clone();
    for segment in &mut data.segments {
        swap(&mut segment.from, &mut segment.to);
        segment.line.0.reverse();
    }
    data.crossings.iter_mut().for_each(|row| swap(&mut row.from, &mut row.to));
    data.terminals.iter_mut().for_each(|row| swap(&mut row.from, &mut row.to));
    let back = World::of(data).best(case.objective, &scenario, [to, from]).map(|path| path.weight);
    holds(back == Some(path.weight), || format!("{from:?} to {to:?}: {back:?} back, {:?} there", path.weight))?;
    Ok(true)
}

/// Other ids, and the rows of all files in another order. The way is the same too where no other is as good; which of two equals is taken goes by the order of the files.
pub fn renamed(case: &mut Case) -> Result<bool, String> {
    let scenario = Scenario::default();
    let Some((pair, path)) = case.pair_with_way(&scenario) else { return Ok(false) };
    let old = &case.world.data;
    let mut data = old.clone();
    let order = case.draw.shuffled((0..data.places.len()).collect());
    let new: HashMap<PlaceIx, PlaceIx> = order.iter().zip(0..).map(|(old, new)| (PlaceIx(*old as u32), PlaceIx(new))).collect();
    data.places = order.iter().map(|place| old.places[*place].clone()).collect();
    let name = |id: &str| format!("renamed-{}", id.chars().rev().collect::<String>());
    let is_place = |id: &str| old.places.iter().any(|place| place.id == id);
    data.places.iter_mut().for_each(|place| place.id = name(&place.id));
    for segment in &mut data.segments {
        (segment.id, segment.from, segment.to) = (name(&segment.id), new[&segment.from], new[&segment.to]);
    }
    data.crossings.iter_mut().for_each(|row| row.place = row.place.map(|place| new[&place]));
    data.exchanges.iter_mut().for_each(|row| (row.from, row.to) = (new[&row.from], new[&row.to]));
    data.countries.iter_mut().for_each(|row| row.main_place = row.main_place.map(|place| new[&place]));
    data.terminals.iter_mut().filter(|row| is_place(&row.at)).for_each(|row| row.at = name(&row.at));
    let named = |scope: EventScope| matches!(scope, EventScope::Place | EventScope::Segment);
    data.events.iter_mut().filter(|event| named(event.scope)).for_each(|event| event.target = name(&event.target));
    data = shuffled(case, data);
    let world = World::of(data);
    let now = world.best(case.objective, &scenario, pair.map(|place| new[&place]));
    let Some(now) = now else { return Err(format!("{pair:?}: no way any more")) };
    holds(now.weight == path.weight, || format!("{pair:?}: {:?}, not {:?}", now.weight, path.weight))?;
    let wanted: Vec<String> = case.world.segments(&path).into_iter().map(name).collect();
    // Another way, as good as the first, is no failure and says less.
    Ok(world.segments(&now) == wanted)
}

fn shuffled(case: &mut Case, mut data: Dataset) -> Dataset {
    data.segments = case.draw.shuffled(data.segments);
    data.crossings = case.draw.shuffled(data.crossings);
    data.terminals = case.draw.shuffled(data.terminals);
    data.impedances = case.draw.shuffled(data.impedances);
    data.events = case.draw.shuffled(data.events);
    data.exchanges = case.draw.shuffled(data.exchanges);
    data.loads = case.draw.shuffled(data.loads);
    data
}
