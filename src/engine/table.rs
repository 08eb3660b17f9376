//! Tables of origins by destinations: one climb an origin, one sweep down to all destinations for several origins at once (restricted PHAST: Delling, Goldberg and Werneck 2011).

use super::hierarchy::Hierarchy;
use super::metric::Metric;
use super::weight::Weight;

const NONE: u32 = u32::MAX;
/// Origins that share a sweep.
const LANES: usize = 16;

/// Everything above some destinations, highest first, ready to be swept.
pub struct Table<'h, W> {
    hierarchy: &'h Hierarchy,
    metric: &'h Metric<W>,
    /// For each rank its place in the sweep.
    place: Vec<u32>,
    /// Where the links of each place end, and the place that each leads to with its weight downwards.
    ends: Vec<u32>,
    links: Vec<(u32, W)>,
    /// The places of the destinations.
    destinations: Vec<u32>,
}

impl<'h, W: Weight> Table<'h, W> {
    /// A table to these nodes.
    pub fn to(hierarchy: &'h Hierarchy, metric: &'h Metric<W>, destinations: &[u32]) -> Table<'h, W> {
        let mut place = vec![NONE; hierarchy.node_count()];
        let mut ranks = Vec::new();
        for node in destinations {
            let mut at = hierarchy.rank[*node as usize];
            while at != NONE && place[at as usize] == NONE {
                place[at as usize] = 0;
                ranks.push(at);
                at = hierarchy.parent[at as usize];
            }
        }
        ranks.sort_unstable_by(|a, b| b.cmp(a));
        ranks.iter().enumerate().for_each(|(i, rank)| place[*rank as usize] = i as u32);
        let (mut ends, mut links) = (Vec::with_capacity(ranks.len()), Vec::new());
        for rank in ranks {
            let own = hierarchy.links(rank).map(|link| (place[hierarchy.head[link] as usize], metric.down()[link]));
            // What cannot be passed need not be tried.
            links.extend(own.filter(|(_, weight)| *weight < W::UNREACHABLE));
            ends.push(links.len() as u32);
        }
        let destinations = destinations.iter().map(|node| place[hierarchy.rank[*node as usize] as usize]).collect();
        Table { hierarchy, metric, place, ends, links, destinations }
    }

    /// The least weights from these nodes, a row for each.
    pub fn rows(&self, origins: &[u32]) -> Vec<W> {
        let mut table = Vec::with_capacity(origins.len() * self.destinations.len());
        let mut lanes = vec![[W::UNREACHABLE; LANES]; self.ends.len()];
        let mut climb = vec![W::UNREACHABLE; self.hierarchy.node_count()];
        for origins in origins.chunks(LANES) {
            lanes.fill([W::UNREACHABLE; LANES]);
            for (lane, origin) in origins.iter().enumerate() {
                self.climb(*origin, lane, &mut climb, &mut lanes);
            }
            self.sweep(&mut lanes);
            for (lane, _) in origins.iter().enumerate() {
                table.extend(self.destinations.iter().map(|place| lanes[*place as usize][lane]));
            }
        }
        table
    }

    fn climb(&self, origin: u32, lane: usize, weight: &mut [W], lanes: &mut [[W; LANES]]) {
        let mut at = self.hierarchy.rank[origin as usize];
        weight[at as usize] = W::ZERO;
        while at != NONE {
            let own = std::mem::replace(&mut weight[at as usize], W::UNREACHABLE);
            for link in self.hierarchy.links(at) {
                let next = &mut weight[self.hierarchy.head[link] as usize];
                *next = own.plus(self.metric.up()[link]).min(*next);
            }
            if let Some(place) = lanes.get_mut(self.place[at as usize] as usize) {
                place[lane] = own;
            }
            at = self.hierarchy.parent[at as usize];
        }
    }

    fn sweep(&self, lanes: &mut [[W; LANES]]) {
        let mut begin = 0;
        for (place, end) in self.ends.iter().enumerate() {
            let (above, own) = lanes.split_at_mut(place);
            let own = &mut own[0];
            for (head, weight) in &self.links[begin..*end as usize] {
                let other = &above[*head as usize];
                for (own, other) in own.iter_mut().zip(other) {
                    *own = other.plus(*weight).min(*own);
                }
            }
            begin = *end as usize;
        }
    }
}
