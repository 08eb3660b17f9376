//! Chains of edges to one edge each: nodes where two edges of a kind meet say nothing about the network.

use std::collections::BTreeMap;

use super::net::{Net, NewEdge, Spot};

/// Two edges at most that end at a node, and how many there are.
#[derive(Clone, Copy, Default)]
struct Meeting {
    edges: [u32; 2],
    count: u32,
}

/// The network with a node left out wherever just two edges meet that are alike (mode, country, status, direction) and the node has no name. Geometry and lengths are kept, an edge keeps the id of
/// the first of its chain, parallel lines stay two. `None` where there is no room.
pub(super) fn merged(net: &Net) -> Option<Net> {
    let mut meeting = vec![Meeting::default(); net.node_count()];
    for edge in 0..net.edge_count() {
        for node in net.ends(edge) {
            let meeting = &mut meeting[node];
            if let Some(place) = meeting.edges.get_mut(meeting.count as usize) {
                *place = edge as u32;
            }
            meeting.count += 1;
        }
    }
    let is_left_out: Vec<bool> = (0..net.node_count()).map(|node| is_between(net, node, meeting[node])).collect();
    let mut is_done = vec![false; net.edge_count()];
    let mut out = Merged {
        net: Net { classes: net.classes.clone(), passed_over: net.passed_over, incomplete: net.incomplete, ..Net::default() },
        number: BTreeMap::new(),
    };
    // Chains between nodes that stay, then rings of nodes that all could go: one of these stays.
    for rings in [false, true] {
        for edge in 0..net.edge_count() {
            let [from, to] = net.ends(edge);
            let is_reversed = !rings && is_left_out[from] && !is_left_out[to] && !net.class(edge).is_oneway;
            let begin = if is_reversed { to } else { from };
            if !is_done[edge] && (rings || !is_left_out[begin]) {
                let chain = chain(net, edge, begin, &meeting, &is_left_out, &mut is_done);
                out.add(net, &chain)?;
            }
        }
    }
    Some(out.net)
}

/// Whether a node only joins two edges that are alike.
fn is_between(net: &Net, node: usize, meeting: Meeting) -> bool {
    let [a, b] = meeting.edges.map(|edge| edge as usize);
    if meeting.count != 2 || a == b || net.names.contains_key(&(node as u32)) {
        return false;
    }
    let class = net.class(a);
    // One-way edges follow each other.
    let follow = net.ends(a)[1] == node && net.ends(b)[0] == node || net.ends(b)[1] == node && net.ends(a)[0] == node;
    class == net.class(b) && (!class.is_oneway || follow)
}

/// Edges one after another from a node on, with whether each is walked against its direction.
fn chain(
    net: &Net,
    first: usize,
    begin: usize,
    meeting: &[Meeting],
    is_left_out: &[bool],
    is_done: &mut [bool],
) -> Vec<(usize, bool)> {
    let (mut chain, mut edge, mut at) = (Vec::new(), first, begin);
    loop {
        is_done[edge] = true;
        let [from, to] = net.ends(edge);
        let is_reversed = from != at;
        chain.push((edge, is_reversed));
        at = if is_reversed { from } else { to };
        let next = meeting[at].edges.into_iter().map(|edge| edge as usize).find(|next| *next != edge);
        match next {
            Some(next) if is_left_out[at] && !is_done[next] => edge = next,
            _ => return chain,
        }
    }
}

struct Merged {
    net: Net,
    number: BTreeMap<usize, u32>,
}

impl Merged {
    fn node(&mut self, old: &Net, node: usize) -> Option<u32> {
        if let Some(known) = self.number.get(&node) {
            return Some(*known);
        }
        let new = self.net.add_node(old.ids.at(node), old.at[node])?;
        if let Some(name) = old.names.get(&(node as u32)) {
            self.net.names.insert(new, name.clone());
        }
        self.number.insert(node, new);
        Some(new)
    }

    fn add(&mut self, old: &Net, chain: &[(usize, bool)]) -> Option<()> {
        let ends = |(edge, is_reversed): (usize, bool)| {
            let [from, to] = old.ends(edge);
            if is_reversed { [to, from] } else { [from, to] }
        };
        let (first, last) = (*chain.first()?, *chain.last()?);
        let (from, to) = (self.node(old, ends(first)[0])?, self.node(old, ends(last)[1])?);
        let mut between: Vec<Spot> = Vec::new();
        for (i, (edge, is_reversed)) in chain.iter().enumerate() {
            if i > 0 {
                between.extend(Some(old.at[ends((*edge, *is_reversed))[0]]).filter(|spot| spot.is_known()));
            }
            let own = old.between(*edge).iter().copied();
            if *is_reversed { between.extend(own.rev()) } else { between.extend(own) }
        }
        let millimetres = chain.iter().map(|(edge, _)| old.millimetres(*edge)).sum();
        let class = *old.class(first.0);
        self.net.add_edge(&NewEdge { id: old.edge_ids.at(first.0), from, to, millimetres, class, between: &between })
    }
}
