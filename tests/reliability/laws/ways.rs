//! Laws of the ways of one network.

use corridor::cost::Objective;
use corridor::model::{Mode, PlaceIx, PlaceKind};
use corridor::network::{AlternativeLimits, LinkId, LinkKind, Path, Scenario, Selector, View, Weight, alternatives, best_path};

use super::{Case, holds};

/// By way of a third place no way is better than without it. Way and way on, put together, are no better either where goods can change to anything at that place: for kilometres, of which a
/// change has none. Hours and dollars of a change are in neither of the two, so there it does not hold; nor where an event closes the terminal to a mode that still comes in.
pub fn triangle(case: &mut Case) -> Result<bool, String> {
    let scenario = case.world.without_events();
    let ([a, c], direct) = match case.pair_with_way(&scenario) {
        Some(found) => found,
        None => return Ok(false),
    };
    let [b, _] = case.pair();
    let (world, objective) = (case.world, case.objective);
    let view = world.view(&scenario);
    let stages = [a, b, c].map(|place| world.at(place));
    let through = best_path(&world.network, &[&stages[0], &stages[1], &stages[2]], |link| view.weight(link, objective));
    if let Some(through) = &through {
        holds(direct.weight <= through.weight, || {
            format!("{a:?} {b:?} {c:?}: {:?} by way of it, {:?} else", through.weight, direct.weight)
        })?;
    }
    let kind = world.data.place(b).kind;
    if !kind.has_handling() || kind == PlaceKind::Node {
        return Ok(through.is_some());
    }
    let km = |pair| world.best(Objective::Distance, &scenario, pair).map(|path| path.weight.primary);
    if let (Some(there), Some(on)) = (km([a, b]), km([b, c])) {
        let whole = km([a, c]);
        holds(whole.is_some_and(|whole| whole <= there + on), || {
            format!("{a:?} {b:?} {c:?}: {there} + {on} mm, {whole:?} else")
        })?;
    }
    Ok(through.is_some())
}

/// From any node of a best way to any later one no way is better than along it.
pub fn parts(case: &mut Case) -> Result<bool, String> {
    let scenario = Scenario::default();
    let Some((pair, path)) = case.pair_with_way(&scenario) else { return Ok(false) };
    let begin = case.draw.below(path.links.len());
    let end = begin + case.draw.below(path.links.len() - begin);
    let (world, objective) = (case.world, case.objective);
    let view = world.view(&scenario);
    let weigh = |link: LinkId| view.weight(link, objective);
    let part = &path.links[begin..=end];
    let along = sum(&view, objective, part);
    let (from, to) = (world.network.ends(part[0]).0, world.network.ends(part[part.len() - 1]).1);
    let best = best_path(&world.network, &[&[from], &[to]], weigh).map(|path| path.weight);
    holds(best == Some(along), || format!("{pair:?} links {begin} to {end}: {along:?} along it, {best:?} else"))?;
    holds(path.weight == sum(&view, objective, &path.links), || format!("{pair:?}: its links do not add up"))?;
    Ok(true)
}

/// A search over weights twice as large.
pub fn doubled_weights(case: &mut Case) -> Result<bool, String> {
    let scenario = Scenario::default();
    let Some((pair, path)) = case.pair_with_way(&scenario) else { return Ok(false) };
    let view = case.world.view(&scenario);
    let twice = |w: Weight| w.plus(w);
    let stages = pair.map(|place| case.world.at(place));
    let doubled = best_path(&case.world.network, &[&stages[0], &stages[1]], |link| view.weight(link, case.objective).map(twice));
    let wanted = Some(Path { weight: twice(path.weight), links: path.links });
    holds(doubled == wanted, || format!("{pair:?}: {doubled:?}, not {wanted:?}"))?;
    Ok(true)
}

/// Up to four really different ways.
pub fn further(case: &mut Case) -> Result<bool, String> {
    let scenario = Scenario::default();
    let Some((pair, best)) = case.pair_with_way(&scenario) else { return Ok(false) };
    let (world, objective) = (case.world, case.objective);
    let view = world.view(&scenario);
    let stages = pair.map(|place| world.at(place));
    let limits = AlternativeLimits::default();
    let ways = alternatives(&view, &[&stages[0], &stages[1]], 4, limits, |link| view.weight(link, objective));
    holds(ways.first().map(|way| way.weight) == Some(best.weight), || format!("{pair:?}: the first way is not the best"))?;
    for (i, way) in ways.iter().enumerate() {
        holds(way.weight == sum(&view, objective, &way.links), || format!("{pair:?} way {i}: its links do not add up"))?;
        holds(!ways[..i].iter().any(|other| other.links == way.links), || format!("{pair:?} way {i}: there twice"))?;
        holds(i == 0 || ways[i - 1].weight.primary <= way.weight.primary, || format!("{pair:?} way {i}: out of order"))?;
        let ends = |link: &LinkId| world.network.ends(*link);
        holds(way.links.windows(2).all(|two| ends(&two[0]).1 == ends(&two[1]).0), || {
            format!("{pair:?} way {i}: links do not join")
        })?;
        // A best way may come to its own beginning again, where freight changes what it began on; a further one must not.
        let mut places: Vec<_> = way.links.iter().map(|link| world.network.node(ends(link).0).place).chain([pair[1]]).collect();
        places.dedup();
        let mut once = places.clone();
        once.sort();
        once.dedup();
        holds(i == 0 || once.len() == places.len(), || format!("{pair:?} way {i}: a place is visited twice"))?;
    }
    Ok(ways.len() > 1)
}

/// What a scenario closes, beside a search that leaves its links out.
pub fn closed(case: &mut Case) -> Result<bool, String> {
    let Some((pair, path)) = case.pair_with_way(&Scenario::default()) else { return Ok(false) };
    let (world, objective) = (case.world, case.objective);
    let (data, network) = (&world.data, &world.network);
    // Something that the best way meets, so that closing it matters.
    let link = case.draw.one(&path.links);
    let [a, b] = <[_; 2]>::from(network.ends(link)).map(|node| *network.node(node));
    let mut things = vec![Selector::Country(b.side), Selector::Place(b.place), Selector::Mode(a.layer.mode)];
    things.extend((a.side != b.side).then_some(Selector::Border(a.side, b.side)));
    things.extend(network.segment_of(link).map(Selector::Segment));
    let thing = case.draw.one(&things);
    let is_its = |link: LinkId| {
        let [a, b] = <[_; 2]>::from(network.ends(link)).map(|node| network.node(node));
        match (&thing, network.link(link).kind) {
            (Selector::Segment(ix), LinkKind::Segment { segment, .. }) => *ix == segment,
            // Ships end in the country of their port.
            (Selector::Country(country), LinkKind::Segment { segment, .. }) => {
                let is_port =
                    |place: PlaceIx| data.place(place).kind.has_handling() && data.place(place).countries.contains(country);
                let ends_there = a.layer.mode.is_afloat() && (is_port(a.place) || is_port(b.place));
                data.segment(segment).country == *country || ends_there
            }
            (Selector::Country(country), _) => [a.side, b.side].contains(country),
            (Selector::Place(place), _) => [a.place, b.place].contains(place),
            (Selector::Mode(mode), _) => [a.layer.mode, b.layer.mode].contains(mode),
            (Selector::Border(x, y), LinkKind::Crossing { .. }) => [[*x, *y], [*y, *x]].contains(&[a.side, b.side]),
            (Selector::Border(x, y), LinkKind::Passage { .. }) => {
                a.side != b.side && [[*x, *y], [*y, *x]].contains(&[a.side, b.side])
            }
            _ => false,
        }
    };
    let view = world.view(&Scenario::default());
    let stages = pair.map(|place| network.nodes_of(place, &Mode::FREIGHT));
    let left_out =
        best_path(network, &[&stages[0], &stages[1]], |link| if is_its(link) { None } else { view.weight(link, objective) });
    let closed = world.best(objective, &Scenario { close: vec![thing.clone()], ..Scenario::default() }, pair);
    holds(left_out == closed, || format!("{pair:?} {thing:?}: {closed:?} closed, {left_out:?} left out"))?;
    Ok(true)
}

fn sum(view: &View, objective: Objective, links: &[LinkId]) -> Weight {
    let weigh = |link: &LinkId| view.weight(*link, objective).unwrap_or(Weight::UNREACHABLE);
    links.iter().map(weigh).fold(Weight::default(), Weight::plus)
}
