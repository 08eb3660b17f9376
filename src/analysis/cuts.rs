//! In how many ways a pair hangs together: routes that share no link, routes that share no country, and the fewest links or countries that cut it apart.
//!
//! Link-disjoint routes are as many as the fewest links that cut the pair apart (Menger 1927; Ford and Fulkerson 1956): a maximum flow where every segment
//! carries one route. Countries are no nodes of a graph, since a route may enter one twice and a country may lie in pieces; so the smallest sets of third
//! countries that a route can do with are listed, and the cut and the disjoint routes are found among them, exactly.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use schemars::JsonSchema;
use serde::Serialize;

use super::things::{Things, is_transit};
use super::world::Trip;
use super::{Ground, StateRef};
use crate::itinerary::PlaceRef;
use crate::model::Country;
use crate::network::{FlowArc, LinkKind, NodeId, Selector, maximum_flow};

/// How a pair hangs together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cuts {
    /// The state of the world.
    pub scenario: StateRef,
    /// Where from.
    pub from: PlaceRef,
    /// Where to.
    pub to: PlaceRef,
    /// What the pair counts in sums.
    pub weight: f64,
    /// Routes that have no segment in common; as many as the fewest segments that cut the pair apart. 0 without a route.
    pub link_disjoint: usize,
    /// One such smallest set of segments.
    pub link_cut: Vec<String>,
    /// The smallest sets of third countries that a route can do with, the shortest first: no part of one is enough. An empty one: a route crosses no third country.
    #[schemars(with = "Vec<Vec<String>>")]
    pub country_ways: Vec<Vec<Country>>,
    /// Whether there are so many sets that not all were looked for; then nothing is said of countries below.
    pub is_too_many: bool,
    /// Routes that have no third country in common; none where one crosses no third country, and where nothing is said.
    pub country_disjoint: Option<usize>,
    /// All smallest sets of third countries whose closure cuts the pair apart; empty where none does, and where nothing is said.
    #[schemars(with = "Vec<Vec<String>>")]
    pub country_cuts: Vec<Vec<Country>>,
}

/// How many sets of countries are looked at before it is given up.
const MOST_LABELS: usize = 1_000_000;

/// How a pair hangs together.
pub(super) fn cuts(ground: Ground, trip: &Trip, scenario: StateRef) -> Cuts {
    let (link_disjoint, link_cut) = link_cut(ground, trip);
    let ways = if link_disjoint == 0 { Some(Vec::new()) } else { CountryGraph::new(ground, trip).ways() };
    let (is_too_many, ways) = (ways.is_none(), ways.unwrap_or_default());
    let crosses_none = ways.iter().any(BTreeSet::is_empty);
    let country_cuts = if crosses_none { Vec::new() } else { smallest_hitting_sets(&ways) };
    Cuts {
        scenario,
        from: PlaceRef::of(ground.data, trip.pair.from),
        to: PlaceRef::of(ground.data, trip.pair.to),
        weight: trip.pair.weight,
        link_disjoint,
        link_cut,
        country_disjoint: (!crosses_none && !is_too_many).then(|| most_disjoint(&ways, country_cuts.first().map_or(0, Vec::len))),
        country_ways: ways.into_iter().map(|way| way.into_iter().collect()).collect(),
        is_too_many,
        country_cuts,
    }
}

/// The number of link-disjoint routes, and a smallest cut.
fn link_cut(ground: Ground, trip: &Trip) -> (usize, Vec<String>) {
    let network = ground.network;
    let count = network.node_count();
    let (source, sink) = (count, count + 1);
    let [from, to] = trip.ends();
    let free = |from, to| FlowArc { from, to, capacity: f64::INFINITY, gain: 1.0 };
    let open: Vec<_> = network.links().filter(|link| trip.weigh(*link).is_some()).collect();
    let mut arcs: Vec<FlowArc> = open
        .iter()
        .map(|link| {
            let (a, b) = network.ends(*link);
            // A segment is two arcs, one each way; routes that use it in opposite ways could swap their ends and do without it.
            let is_line = matches!(network.link(*link).kind, LinkKind::Segment { .. } | LinkKind::Exchange { .. });
            FlowArc { capacity: if is_line { 1.0 } else { f64::INFINITY }, ..free(a.0 as usize, b.0 as usize) }
        })
        .collect();
    arcs.extend(from.iter().map(|node| free(source, node.0 as usize)));
    arcs.extend(to.iter().map(|node| free(node.0 as usize, sink)));
    let flow = maximum_flow(count + 2, &arcs, source, sink);
    let name = |arc: &usize| {
        let link = *open.get(*arc)?;
        match network.link(link).kind {
            LinkKind::Exchange { row } => Some(ground.data.exchanges[row].id.clone()),
            _ => network.segment_of(link).map(|ix| ground.data.segment(ix).id.clone()),
        }
    };
    let cut: BTreeSet<String> = flow.cut.iter().filter_map(name).collect();
    (flow.arrived.round() as usize, cut.into_iter().collect())
}

/// The network as far as third countries matter.
struct CountryGraph {
    countries: Vec<Country>,
    /// For each node, those that a link leads to, and the countries (as bits) that have to be open for it.
    steps: Vec<Vec<(usize, u128)>>,
    starts: BTreeSet<usize>,
    goals: BTreeSet<usize>,
}

impl CountryGraph {
    fn new(ground: Ground, trip: &Trip) -> CountryGraph {
        let network = ground.network;
        let own = ground.own_countries(&trip.pair);
        let mut countries: Vec<Country> = Vec::new();
        let mut bit = |thing: &Selector| -> u128 {
            let Selector::Country(country) = thing else { return 0 };
            let at = countries.iter().position(|known| known == country).unwrap_or_else(|| {
                countries.push(*country);
                countries.len() - 1
            });
            1_u128.checked_shl(at as u32).unwrap_or(0)
        };
        let mut steps: Vec<BTreeSet<(usize, u128)>> = vec![BTreeSet::new(); network.node_count()];
        for link in network.links().filter(|link| trip.weigh(*link).is_some()) {
            let (a, b) = network.ends(link);
            let used = Things::Countries.at(ground, link).into_iter().filter(|thing| is_transit(thing, &trip.pair, &own));
            let bits = used.map(|thing| bit(&thing)).fold(0, |all, one| all | one);
            steps[a.0 as usize].insert((b.0 as usize, bits));
        }
        let [from, to] = trip.ends();
        let nodes = |nodes: &[NodeId]| nodes.iter().map(|node| node.0 as usize).collect();
        let steps = steps.into_iter().map(|steps| steps.into_iter().collect()).collect();
        CountryGraph { countries, steps, starts: nodes(from), goals: nodes(to) }
    }

    /// The smallest sets of countries on a way from a start to a goal; `None` where there are too many, or too many countries to number.
    ///
    /// Labels are sets of countries. They are taken in the order of their size; one that holds another of the same vertex, or one that reached a goal, is no use.
    fn ways(&self) -> Option<Vec<BTreeSet<Country>>> {
        if self.countries.len() > 128 {
            return None;
        }
        let mut settled: Vec<Vec<u128>> = vec![Vec::new(); self.steps.len()];
        let mut found: Vec<u128> = Vec::new();
        let mut waiting: BinaryHeap<Reverse<(u32, u128, usize)>> =
            self.starts.iter().map(|start| Reverse((0, 0, *start))).collect();
        let mut looked_at = 0;
        while let Some(Reverse((_, set, vertex))) = waiting.pop() {
            let is_held = |known: &[u128]| known.iter().any(|other| other & !set == 0);
            if is_held(&found) || is_held(&settled[vertex]) {
                continue;
            }
            looked_at += 1;
            if looked_at > MOST_LABELS {
                return None;
            }
            settled[vertex].push(set);
            if self.goals.contains(&vertex) {
                found.push(set);
                continue;
            }
            for (next, bits) in &self.steps[vertex] {
                let longer = set | bits;
                if !settled[*next].iter().any(|other| other & !longer == 0) {
                    waiting.push(Reverse((longer.count_ones(), longer, *next)));
                }
            }
        }
        let countries = |set: &u128| {
            self.countries.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, country)| *country).collect()
        };
        let mut ways: Vec<BTreeSet<Country>> = found.iter().map(countries).collect();
        ways.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        Some(ways)
    }
}

/// All smallest sets that share a member with each of the ways: every country of the first way in turn, then of the first that is left.
fn smallest_hitting_sets(ways: &[BTreeSet<Country>]) -> Vec<Vec<Country>> {
    fn go(ways: &[BTreeSet<Country>], left: usize, chosen: &mut Vec<Country>, found: &mut BTreeSet<BTreeSet<Country>>) {
        let Some(open) = ways.iter().find(|way| !chosen.iter().any(|country| way.contains(country))) else {
            found.insert(chosen.iter().copied().collect());
            return;
        };
        if left == 0 {
            return;
        }
        for country in open {
            chosen.push(*country);
            go(ways, left - 1, chosen, found);
            chosen.pop();
        }
    }
    if ways.is_empty() {
        return Vec::new();
    }
    (1..=ways.len())
        .map(|size| {
            let mut found = BTreeSet::new();
            go(ways, size, &mut Vec::new(), &mut found);
            found
        })
        .find(|found| !found.is_empty())
        .into_iter()
        .flatten()
        .map(|set| set.into_iter().collect())
        .collect()
}

/// The most ways of which no two share a country; never more than the countries of a cut.
fn most_disjoint(ways: &[BTreeSet<Country>], cut: usize) -> usize {
    fn go(ways: &[BTreeSet<Country>], chosen: usize, cut: usize, best: &mut usize) {
        *best = chosen.max(*best);
        let Some((first, rest)) = ways.split_first() else { return };
        if *best == cut || chosen + ways.len() <= *best {
            return;
        }
        let apart: Vec<BTreeSet<Country>> = rest.iter().filter(|way| way.is_disjoint(first)).cloned().collect();
        go(&apart, chosen + 1, cut, best);
        if apart.len() < rest.len() {
            go(rest, chosen, cut, best);
        }
    }
    let mut best = 0;
    go(ways, 0, cut, &mut best);
    best
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{most_disjoint, smallest_hitting_sets};
    use crate::model::Country;

    fn ways(list: &[&str]) -> Vec<BTreeSet<Country>> {
        list.iter().map(|way| way.split(' ').map(|code| code.parse().unwrap_or(Country::HIGH_SEAS)).collect()).collect()
    }

    #[test]
    fn cuts_and_disjoint_ways_of_a_few_sets() {
        let few = ways(&["AZ IR", "GE TR", "KZ TM IR"]);
        assert_eq!(most_disjoint(&few, 2), 2);
        let cuts: Vec<String> =
            smallest_hitting_sets(&few).iter().map(|cut| cut.iter().map(Country::as_str).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(cuts, ["GE IR", "IR TR"]);
        assert!(smallest_hitting_sets(&[]).is_empty());
    }
}
