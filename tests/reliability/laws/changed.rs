//! Laws of a network that is changed.

use corridor::cost::{Objective, length_km};
use corridor::model::{Dataset, Estimate, PlaceIx, Segment, SegmentIx};
use corridor::network::{Scenario, Selector};

use super::{Case, World, holds};
use crate::random;

/// Every segment off the best way closed at once; and one of them gone, where others keep its layers: a layer that nothing uses any more is no layer to change over.
pub fn unused(case: &mut Case) -> Result<bool, String> {
    let Some((pair, path)) = case.pair_with_way(&Scenario::default()) else { return Ok(false) };
    let (world, objective) = (case.world, case.objective);
    let used = world.segments(&path);
    let is_unused = |ix: &SegmentIx| !used.contains(&world.data.segment(*ix).id.as_str());
    let unused: Vec<SegmentIx> = world.data.segment_entries().map(|(ix, _)| ix).filter(is_unused).collect();
    let without = unused.iter().copied().map(Selector::Segment).collect();
    let closed = world.best(objective, &Scenario { without, ..Scenario::default() }, pair);
    holds(closed.as_ref().map(|p| p.weight) == Some(path.weight), || {
        format!("{pair:?}: {closed:?} where all else is closed, {path:?} else")
    })?;
    let gone = unused.into_iter().find(|ix| keeps_layers(&world.data, *ix));
    let Some(gone) = gone else { return Ok(false) };
    let mut data = world.data.clone();
    data.segments.remove(gone.0 as usize);
    let now = World::of(data).best(objective, &Scenario::default(), pair).map(|path| path.weight);
    holds(now == Some(path.weight), || format!("{pair:?} without {gone:?}: {now:?}, not {:?}", path.weight))?;
    Ok(true)
}

/// Whether at both ends of a segment another one runs on the same layer and side, both ways.
fn keeps_layers(data: &Dataset, ix: SegmentIx) -> bool {
    let own = data.segment(ix);
    let layer = |s: &Segment| (s.mode, s.gauge_mm, s.country);
    let is_there = |place: PlaceIx| {
        data.segment_entries()
            .any(|(other, s)| other != ix && !s.is_oneway && [s.from, s.to].contains(&place) && layer(s) == layer(own))
    };
    is_there(own.from) && is_there(own.to)
}

/// A segment between any two places.
pub fn added(case: &mut Case) -> Result<bool, String> {
    let scenario = Scenario::default();
    let Some((pair, path)) = case.pair_with_way(&scenario) else { return Ok(false) };
    let mut data = case.world.data.clone();
    let number = data.segments.len();
    let Some(segment) = random::segment(&mut case.draw, &data.places, number) else { return Ok(false) };
    data.segments.push(segment);
    let now = World::of(data).best(case.objective, &scenario, pair).map(|path| path.weight);
    holds(now.is_some_and(|now| now <= path.weight), || format!("{pair:?}: {now:?} with one more, {:?} before", path.weight))?;
    Ok(true)
}

/// Lengths, and prices that do not go by length. Hours do not: a time is a whole number of milliseconds, and twice a rounded one is not twice the time rounded. The program's own prices have
/// more decimals than a millionth of a dollar keeps, so there lengths alone are looked at.
pub fn doubled(case: &mut Case) -> Result<bool, String> {
    let objectives = [Objective::Distance, Objective::Cost, Objective::Emissions];
    case.objective = if case.is_random { case.draw.one(&objectives) } else { Objective::Distance };
    let mut data = case.world.data.clone();
    let times = |data: &mut Dataset, factor: f64| {
        for segment in &mut data.segments {
            let km = (length_km(segment) * 1000.0).round() / 1000.0;
            segment.length = Some((km * factor, "s".into()));
        }
    };
    times(&mut data, 1.0);
    let mut larger = data.clone();
    times(&mut larger, 2.0);
    let twice = |usd: &mut Estimate<f64>| *usd = usd.map(|usd| usd * 2.0);
    larger.crossings.iter_mut().for_each(|row| twice(&mut row.usd));
    larger.terminals.iter_mut().for_each(|row| twice(&mut row.usd));
    let (world, larger) = (World::of(data), World::of(larger));
    let mut case = Case { world: &world, is_random: case.is_random, draw: case.draw.again(), objective: case.objective };
    let Some((pair, path)) = case.pair_with_way(&Scenario::default()) else { return Ok(false) };
    let now = larger.best(case.objective, &Scenario::default(), pair).map(|path| path.weight.primary);
    holds(now == Some(2 * path.weight.primary), || {
        format!("{pair:?} {:?}: {now:?}, not twice {:?}", case.objective, path.weight)
    })?;
    Ok(true)
}
