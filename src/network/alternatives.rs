//! Really different routes between the same ends.
//!
//! Candidates come from two places: the best path by way of each node ("single via paths", Abraham, Delling, Goldberg and Werneck,
//! *Alternative Routes in Road Networks*, ACM Journal of Experimental Algorithmics 18, 2013), and repeated searches in which the links
//! already used weigh more. Of these, in rising order of cost, one is taken when it shares little ground with every route taken before
//! and makes no long detour, as in that paper's "limited sharing" and "bounded stretch".

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{LinkId, Network, NodeId, Path, Toward, Tree, View, Weight, best_path, tree};
use crate::model::{Country, Mode, Segment, SegmentIx};

/// When a route counts as really different.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlternativeLimits {
    /// Largest share of a route's length that may run over the same ground as another route. Parallel tracks, and a road beside a
    /// railway, are the same ground.
    pub max_overlap: f64,
    /// The same between two routes that use the same modes in the same countries and on the same seas: another line through the same
    /// country must be far from the first to be worth a row.
    pub max_overlap_same_way: f64,
    /// Largest cost, as a multiple of the best route's, both over the whole way and over each stretch that differs.
    pub max_detour: f64,
}

impl Default for AlternativeLimits {
    fn default() -> Self {
        AlternativeLimits { max_overlap: 0.8, max_overlap_same_way: 0.5, max_detour: 2.0 }
    }
}

/// Searches with a penalty on what was used already; more find nothing new on the networks tried.
const PENALTY_ROUNDS: usize = 24;
/// More nodes to go by than this are not tried: those where the ways run together longest come first.
const MOST_VIAS: usize = 1_000;

/// Up to `count` routes, the best one first. Fewer where the network has no more that are different.
pub fn alternatives(
    view: &View,
    stages: &[&[NodeId]],
    count: usize,
    limits: AlternativeLimits,
    weigh: impl Fn(LinkId) -> Option<Weight>,
) -> Vec<Path> {
    let network = view.network;
    let Some(best) = best_path(network, stages, &weigh) else { return Vec::new() };
    if count <= 1 {
        return vec![best];
    }
    let most = (best.weight.primary as f64 * limits.max_detour).min(u64::MAX as f64) as u64;
    let toward = if let [_, to] = stages { Some(Toward::new(network, to, &weigh)) } else { None };
    // A link that was used weighs more, so what is left to go without that is a good guide.
    let again = |heavier: &dyn Fn(LinkId) -> Option<Weight>| match &toward {
        Some(toward) => toward.best(stages[0], heavier),
        None => best_path(network, stages, heavier),
    };
    let mut candidates = penalised(&best, again, &weigh);
    if let (Some(toward), [from, _]) = (&toward, stages) {
        candidates.extend(by_way_of(network, from, toward.left(), most, &weigh));
    }
    candidates.retain(|path| path.weight.primary <= most && visits_no_place_twice(network, path));
    candidates.sort_by(|a, b| (a.weight, &a.links).cmp(&(b.weight, &b.links)));
    candidates.dedup();

    let mut ground = Ground::new(view);
    let mut taken = vec![(ground.footprint(&best), best)];
    for candidate in candidates {
        if taken.len() >= count {
            break;
        }
        let mut print = ground.footprint(&candidate);
        let is_different = taken.iter_mut().all(|(other_print, other)| {
            let most = if print.way == other_print.way { limits.max_overlap_same_way } else { limits.max_overlap };
            // The cells around a route already taken are known; those around a candidate only where it comes to that.
            ground.share(&print, other_print) <= most
                && ground.share(other_print, &mut print) <= most
                && has_no_detour(network, &candidate, other, limits.max_detour, &weigh)
        });
        if is_different {
            taken.push((print, candidate));
        }
    }
    taken.into_iter().map(|(_, path)| path).collect()
}

fn by_way_of(
    network: &Network,
    from: &[NodeId],
    backward: &Tree,
    most: u64,
    weigh: &impl Fn(LinkId) -> Option<Weight>,
) -> Vec<Path> {
    let roots: Vec<(NodeId, Weight)> = from.iter().map(|node| (*node, Weight::default())).collect();
    let forward = tree(network, &roots, true, weigh);
    // Where the two trees begin to run together, with how far they do.
    let mut begins: Vec<(u64, NodeId)> = Vec::new();
    for node in (0..network.node_count() as u32).map(NodeId) {
        let (there, onward) = (forward.weight(node), backward.weight(node));
        if !there.is_reachable() || !onward.is_reachable() || there.plus(onward).primary > most {
            continue;
        }
        // The way by this node is that by the one before it, where that goes on along the same link.
        let is_same = |link: LinkId| backward.by(network.ends(link).0) == Some(link);
        if forward.by(node).is_some_and(is_same) {
            continue;
        }
        begins.push((run_together(network, &forward, backward, node), node));
    }
    // On a continent's network most of them run together for a step or two: no route of their own.
    if begins.len() > MOST_VIAS {
        begins.sort_unstable_by_key(|(run, node)| (std::cmp::Reverse(*run), *node));
        begins.truncate(MOST_VIAS);
    }
    let mut seen = HashSet::new();
    let path = |(_, node): (u64, NodeId)| {
        let mut links = forward.links(network, node);
        links.extend(backward.links(network, node));
        Path { links, weight: forward.weight(node).plus(backward.weight(node)) }
    };
    begins.into_iter().map(path).filter(|path| seen.insert(path.links.clone())).collect()
}

/// What the stretch weighs along which the best way from the origin and that to the destination run together from a node on (a plateau: Abraham and others, 2013).
fn run_together(network: &Network, forward: &Tree, backward: &Tree, node: NodeId) -> u64 {
    let mut at = node;
    while let Some(link) = backward.by(at) {
        let next = network.ends(link).1;
        if forward.by(next) != Some(link) {
            break;
        }
        at = next;
    }
    backward.weight(node).primary.saturating_sub(backward.weight(at).primary)
}

fn penalised(
    best: &Path,
    again: impl Fn(&dyn Fn(LinkId) -> Option<Weight>) -> Option<Path>,
    weigh: &impl Fn(LinkId) -> Option<Weight>,
) -> Vec<Path> {
    let mut used: HashMap<LinkId, u32> = HashMap::new();
    let mut paths = Vec::new();
    let mut last = best.clone();
    for _ in 0..PENALTY_ROUNDS {
        for link in &last.links {
            *used.entry(*link).or_default() += 1;
        }
        let heavier = |link: LinkId| {
            weigh(link).map(|w| {
                // One and a half times the weight for each earlier use, up to ten uses.
                let times = used.get(&link).copied().unwrap_or(0).min(10);
                let scale = |x: u64| (0..times).fold(x, |x, _| x.saturating_add(x / 2));
                Weight { primary: scale(w.primary), secondary: scale(w.secondary) }
            })
        };
        let Some(found) = again(&heavier) else { break };
        let weight = sum(&found.links, weigh);
        last = Path { links: found.links, weight };
        paths.push(last.clone());
    }
    paths
}

fn sum(links: &[LinkId], weigh: &impl Fn(LinkId) -> Option<Weight>) -> Weight {
    links.iter().fold(Weight::default(), |total, link| total.plus(weigh(*link).unwrap_or(Weight::UNREACHABLE)))
}

fn visits_no_place_twice(network: &Network, path: &Path) -> bool {
    let mut places = Vec::new();
    for link in &path.links {
        let (from, to) = network.ends(*link);
        for place in [network.node(from).place, network.node(to).place] {
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let mut seen = HashSet::new();
    places.iter().all(|place| seen.insert(*place))
}

/// Whether each stretch between two nodes that both routes visit costs at most `most` times what the other route takes there.
fn has_no_detour(
    network: &Network,
    candidate: &Path,
    other: &Path,
    most: f64,
    weigh: &impl Fn(LinkId) -> Option<Weight>,
) -> bool {
    let positions = |path: &Path| {
        let mut total = Weight::default();
        let mut list = vec![(path.links.first().map(|l| network.ends(*l).0), 0)];
        for link in &path.links {
            total = total.plus(weigh(*link).unwrap_or(Weight::UNREACHABLE));
            list.push((Some(network.ends(*link).1), total.primary));
        }
        list
    };
    let theirs: HashMap<_, _> = positions(other).into_iter().collect();
    let shared: Vec<(u64, u64)> =
        positions(candidate).into_iter().filter_map(|(node, at)| Some((at, *theirs.get(&node)?))).collect();
    shared.windows(2).all(|pair| {
        let (mine, their) = (pair[1].0.saturating_sub(pair[0].0), pair[1].1.saturating_sub(pair[0].1));
        mine as f64 <= most * their as f64 || mine == their || their == 0
    })
}

/// Which ground each segment covers, in cells of about 20 km, so that lines side by side are seen as one.
struct Ground<'a> {
    view: &'a View<'a>,
    covered: HashMap<SegmentIx, Covered>,
}

/// Length of a segment, and the cells that it lies in.
struct Covered {
    km: f64,
    cells: Vec<(i32, i32)>,
}

/// The ground of one route.
struct Footprint<'a> {
    segments: Vec<SegmentIx>,
    way: BTreeSet<(Mode, Country, Option<&'a str>)>,
    /// Its cells and those beside them, once somebody asked.
    near: Option<HashSet<(i32, i32)>>,
}

/// A mode in a country or on a sea belongs to a route's way from this share of the length on: corners that a line cuts do not count.
const WAY_SHARE: f64 = 0.05;
const CELL_DEGREES: f64 = 0.2;
const SAMPLE_DEGREES: f64 = 0.1;

impl<'a> Ground<'a> {
    fn new(view: &'a View<'a>) -> Ground<'a> {
        Ground { view, covered: HashMap::new() }
    }

    fn footprint(&mut self, path: &Path) -> Footprint<'a> {
        let segments: Vec<SegmentIx> = path.links.iter().filter_map(|link| self.view.segment_of(*link)).collect();
        for ix in &segments {
            let segment = self.view.data.segment(*ix);
            self.covered.entry(*ix).or_insert_with(|| Covered { km: crate::cost::length_km(segment), cells: cells(segment) });
        }
        Footprint { way: self.way(&segments), segments, near: None }
    }

    /// Share of the length of `a` that runs over the ground of `b`.
    fn share(&self, a: &Footprint, b: &mut Footprint) -> f64 {
        let covered = |segment: &SegmentIx| self.covered.get(segment);
        let near = b.near.get_or_insert_with(|| {
            let cells = b.segments.iter().filter_map(covered).flat_map(|covered| &covered.cells);
            cells.flat_map(|(x, y)| (-1..=1).flat_map(move |dx| (-1..=1).map(move |dy| (x + dx, y + dy)))).collect()
        });
        let (mut shared, mut whole) = (0.0, 0.0);
        for Covered { km, cells } in a.segments.iter().filter_map(covered) {
            let inside = cells.iter().filter(|cell| near.contains(cell)).count();
            shared += km * inside as f64 / cells.len().max(1) as f64;
            whole += km;
        }
        if whole > 0.0 { shared / whole } else { 1.0 }
    }

    /// The modes, countries and seas that make up a route.
    fn way(&self, segments: &[SegmentIx]) -> BTreeSet<(Mode, Country, Option<&'a str>)> {
        let mut km: BTreeMap<(Mode, Country, Option<&str>), f64> = BTreeMap::new();
        for ix in segments {
            let segment = self.view.data.segment(*ix);
            *km.entry((segment.mode, segment.country, segment.sea.as_deref())).or_default() +=
                self.covered.get(ix).map_or(0.0, |covered| covered.km);
        }
        let whole: f64 = km.values().sum();
        km.into_iter().filter(|(_, km)| *km >= WAY_SHARE * whole).map(|(key, _)| key).collect()
    }
}

/// The cells that a segment lies in, one a sample.
fn cells(segment: &Segment) -> Vec<(i32, i32)> {
    let mut cells = Vec::new();
    for step in segment.line.lines() {
        let count = (step.dx().abs().max(step.dy().abs()) / SAMPLE_DEGREES).ceil().max(1.0);
        for i in 0..count as u32 {
            let t = f64::from(i) / count;
            let (x, y) = (step.start.x + t * step.dx(), step.start.y + t * step.dy());
            cells.push(((x / CELL_DEGREES).floor() as i32, (y / CELL_DEGREES).floor() as i32));
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::run_together;
    use crate::network::{LinkId, Network, Weight, tree};
    use crate::{check, read};

    /// On the way from one end to the other both trees keep to the best way, so from each node on they run together to the end; elsewhere they part sooner.
    #[test]
    fn trees_run_together_along_the_best_way() {
        let data = check::build(&read::embedded()).unwrap_or_else(|error| unreachable!("{error}"));
        let load = data.load("teu").unwrap_or_else(|| unreachable!("there is a TEU"));
        let network = Network::build(&data, load).unwrap_or_else(|error| unreachable!("{error}"));
        // No two ways weigh the same.
        let weigh = |link: LinkId| Some(Weight { primary: (1 << 40) + u64::from(link.0).pow(3), secondary: 0 });
        let at = |id: &str| data.place_ix(id).map_or(&[][..], |place| network.nodes_at(place));
        let roots = |id| at(id).iter().map(|node| (*node, Weight::default())).collect::<Vec<_>>();
        let (forward, backward) = (tree(&network, &roots("moscow"), true, weigh), tree(&network, &roots("mumbai"), false, weigh));
        let end = forward.best_of(at("mumbai")).unwrap_or_else(|| unreachable!("there is a way"));
        let best = forward.links(&network, end);
        assert!(best.len() > 10);
        for link in &best {
            let node = network.ends(*link).0;
            assert_eq!(run_together(&network, &forward, &backward, node), backward.weight(node).primary);
        }
        let shorter = (0..network.node_count() as u32).map(crate::network::NodeId).filter(|node| {
            let run = run_together(&network, &forward, &backward, *node);
            run > 0 && run < backward.weight(*node).primary
        });
        assert!(shorter.count() > 10);
    }
}
