//! Segments whose loss may part the network (bridges: Tarjan 1974).

use crate::engine::Grouped;
use crate::model::SegmentIx;
use crate::network::{LinkId, Network};

const NONE: u32 = u32::MAX;

/// For each segment whether its loss may part what hangs together over the open links, whichever way they run. For a segment whose two directions join the same two nodes the answer is exact; ships
/// leave and arrive at different nodes, so of their segments it is never denied.
pub(super) fn bridges(network: &Network, segments: usize, is_open: impl Fn(LinkId) -> bool) -> Vec<bool> {
    let is_bridge = doubles(network, segments);
    // At each node the open links, whichever way they run: the other node, and the segment where it is of interest.
    let both = |link: LinkId| {
        let ((a, b), segment) = (network.ends(link), network.segment_of(link).filter(|ix| !is_bridge[ix.0 as usize]));
        [(a.0, (b.0, segment)), (b.0, (a.0, segment))]
    };
    let around = Grouped::of(network.node_count(), network.links().filter(|link| is_open(*link)).flat_map(both));
    let mut is_bridge = is_bridge;
    // The order in which nodes are met, and the earliest node that each one's branch leads back to.
    let (mut met, mut back) = (vec![NONE; network.node_count()], vec![NONE; network.node_count()]);
    let mut count = 0;
    let mut branch: Vec<(u32, Option<SegmentIx>, usize)> = Vec::new();
    for root in 0..network.node_count() as u32 {
        if met[root as usize] != NONE {
            continue;
        }
        branch.push((root, None, 0));
        (met[root as usize], back[root as usize]) = (count, count);
        count += 1;
        while let Some((node, by, next)) = branch.last_mut() {
            let (links, node, by) = (around.at(*node), *node as usize, *by);
            if let Some((other, segment)) = links.get(*next).copied() {
                *next += 1;
                if met[other as usize] == NONE {
                    (met[other as usize], back[other as usize]) = (count, count);
                    count += 1;
                    branch.push((other, segment, 0));
                } else if segment.is_none() || segment != by {
                    back[node] = back[node].min(met[other as usize]);
                }
                continue;
            }
            branch.pop();
            if let Some((before, ..)) = branch.last() {
                let before = *before as usize;
                back[before] = back[before].min(back[node]);
                if let Some(segment) = by {
                    is_bridge[segment.0 as usize] |= back[node] > met[before];
                }
            }
        }
    }
    is_bridge
}

/// The segments whose links join more than two nodes.
fn doubles(network: &Network, segments: usize) -> Vec<bool> {
    let mut ends: Vec<Option<[u32; 2]>> = vec![None; segments];
    let mut is_double = vec![false; segments];
    for link in network.links() {
        let Some(segment) = network.segment_of(link).map(|ix| ix.0 as usize) else { continue };
        let (a, b) = network.ends(link);
        let own = [a.0.min(b.0), a.0.max(b.0)];
        is_double[segment] |= *ends[segment].get_or_insert(own) != own;
    }
    is_double
}

#[cfg(test)]
mod tests {
    use super::bridges;
    use crate::check;
    use crate::network::Network;
    use crate::read;

    /// The program's own network: every segment, by counting pieces with and without it.
    #[test]
    fn bridges_are_what_parts_the_network() -> Result<(), crate::error::Error> {
        let data = check::build(&read::embedded())?;
        let network = Network::build(&data, &data.loads[0])?;
        let found = bridges(&network, data.segments.len(), |_| true);
        let pieces = |lost: Option<usize>| {
            let mut parent: Vec<u32> = (0..network.node_count() as u32).collect();
            let kept = network.links().filter(|link| lost.is_none() || network.segment_of(*link).map(|ix| ix.0 as usize) != lost);
            kept.for_each(|link| crate::engine::unite(&mut parent, network.ends(link).0.0, network.ends(link).1.0));
            (0..network.node_count() as u32).filter(|node| crate::engine::root(&mut parent, *node) == *node).count()
        };
        let whole = pieces(None);
        let mut on_land = [0; 2];
        for (segment, is_bridge) in found.iter().enumerate() {
            let (parts, id) = (pieces(Some(segment)) > whole, &data.segments[segment].id);
            if data.segments[segment].mode.is_afloat() {
                assert!(*is_bridge, "{id}");
            } else {
                assert_eq!(parts, *is_bridge, "{id}");
            }
            on_land[usize::from(parts)] += usize::from(!data.segments[segment].mode.is_afloat());
        }
        assert!(on_land.iter().all(|count| *count > 0), "{on_land:?}");
        Ok(())
    }
}
