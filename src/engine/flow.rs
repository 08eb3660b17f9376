//! Few nodes that cut a graph in two parts of like size.

use super::order::Part;

/// The share of nodes at either end of a sweep that must lie on different sides.
const END: f64 = 0.25;
/// Sweeps over the map: west to east, south to north, and across.
const SWEEPS: [[f32; 2]; 4] = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, -1.0]];

/// For each node whether it lies on one side (0), on the other (1), or in the cut (2).
pub(super) fn separator(graph: &Part) -> Vec<u8> {
    let mut best: Option<(f64, Vec<u8>)> = None;
    let mut flow = Flow::new(graph);
    for sweep in SWEEPS {
        let limit = best.as_ref().map_or(f64::INFINITY, |(score, _)| *score);
        if let Some(found) = flow.cut(sweep, limit)
            && best.as_ref().is_none_or(|(score, _)| found.0 < *score)
        {
            best = Some(found);
        }
    }
    best.map_or_else(|| vec![2; graph.len()], |(_, cut)| cut)
}

const NONE: u32 = u32::MAX;

/// Maximum flow of one unit an edge, after Dinitz (1970).
struct Flow<'g> {
    graph: &'g Part,
    /// The arc against each arc.
    back: Vec<u32>,
    /// What flows along each arc: 1, 0, or -1 where it flows against it.
    flow: Vec<i8>,
    level: Vec<u32>,
    next: Vec<u32>,
    queue: Vec<u32>,
    is_end: Vec<u8>,
}

const SOURCE: u8 = 1;
const SINK: u8 = 2;

impl<'g> Flow<'g> {
    fn new(graph: &'g Part) -> Flow<'g> {
        let mut back = vec![NONE; graph.head.len()];
        // Neighbours are met in the order of their numbers on both sides, so a pass finds each pair.
        let mut seen: std::collections::HashMap<(u32, u32), u32> = std::collections::HashMap::new();
        for node in 0..graph.len() as u32 {
            for arc in graph.arcs(node) {
                let other = graph.head[arc];
                match seen.remove(&(other, node)) {
                    Some(against) => {
                        back[arc] = against;
                        back[against as usize] = arc as u32;
                    }
                    None => {
                        seen.insert((node, other), arc as u32);
                    }
                }
            }
        }
        Flow {
            graph,
            back,
            flow: vec![0; graph.head.len()],
            level: vec![NONE; graph.len()],
            next: vec![0; graph.len()],
            queue: Vec::new(),
            is_end: vec![0; graph.len()],
        }
    }

    /// The least cut of a sweep with its score, cut nodes per node of the smaller side; `None` where it cannot be better than the limit.
    fn cut(&mut self, sweep: [f32; 2], limit: f64) -> Option<(f64, Vec<u8>)> {
        let count = self.graph.len();
        let along = |node: u32| self.graph.at[node as usize][0] * sweep[0] + self.graph.at[node as usize][1] * sweep[1];
        let mut order: Vec<u32> = (0..count as u32).collect();
        order.sort_unstable_by(|a, b| along(*a).total_cmp(&along(*b)).then(a.cmp(b)));
        let ends = ((count as f64 * END) as usize).max(1);
        let (sources, sinks) = (&order[..ends], &order[count - ends..]);
        self.is_end.fill(0);
        self.flow.fill(0);
        sources.iter().for_each(|node| self.is_end[*node as usize] = SOURCE);
        sinks.iter().for_each(|node| self.is_end[*node as usize] = SINK);
        let most = (limit * count as f64 / 2.0).min(count as f64) as usize;
        let mut value = 0;
        while self.levels(sources) {
            for (node, next) in self.next.iter_mut().enumerate() {
                *next = self.graph.first[node];
            }
            for source in sources {
                while self.augment(*source) {
                    value += 1;
                }
            }
            if value > most {
                return None;
            }
        }
        // What the last search reached lies on the side of the sources.
        let is_left: Vec<bool> = self.level.iter().map(|level| *level != NONE).collect();
        Some(self.nodes_of_cut(&is_left))
    }

    /// Steps from the sources along arcs with room; whether a sink is reached.
    fn levels(&mut self, sources: &[u32]) -> bool {
        self.level.fill(NONE);
        self.queue.clear();
        self.queue.extend_from_slice(sources);
        sources.iter().for_each(|node| self.level[*node as usize] = 0);
        let (mut i, mut is_reached) = (0, false);
        while let Some(node) = self.queue.get(i).copied() {
            i += 1;
            for arc in self.graph.arcs(node) {
                let other = self.graph.head[arc] as usize;
                if self.flow[arc] < 1 && self.level[other] == NONE {
                    self.level[other] = self.level[node as usize] + 1;
                    if self.is_end[other] == SINK {
                        is_reached = true;
                    } else {
                        self.queue.push(other as u32);
                    }
                }
            }
        }
        is_reached
    }

    /// Sends one more unit from a source along rising levels to a sink, if that is possible.
    fn augment(&mut self, source: u32) -> bool {
        let mut path: Vec<usize> = Vec::new();
        let mut at = source;
        loop {
            if self.is_end[at as usize] == SINK {
                for arc in path {
                    self.flow[arc] += 1;
                    self.flow[self.back[arc] as usize] -= 1;
                }
                return true;
            }
            let end = self.graph.first[at as usize + 1];
            let next = &mut self.next[at as usize];
            let level = self.level[at as usize] + 1;
            while *next < end && (self.flow[*next as usize] >= 1 || self.level[self.graph.head[*next as usize] as usize] != level)
            {
                *next += 1;
            }
            if *next < end {
                path.push(*next as usize);
                at = self.graph.head[*next as usize];
            } else {
                // A dead end is not tried again.
                let Some(arc) = path.pop() else { return false };
                at = self.graph.head[self.back[arc] as usize];
                self.next[at as usize] += 1;
            }
        }
    }

    /// The fewer of the nodes on either side of the cut edges.
    fn nodes_of_cut(&self, is_left: &[bool]) -> (f64, Vec<u8>) {
        let count = self.graph.len();
        let touches =
            |node: u32| self.graph.arcs(node).any(|arc| is_left[self.graph.head[arc] as usize] != is_left[node as usize]);
        let border: Vec<u32> = (0..count as u32).filter(|node| touches(*node)).collect();
        let left = border.iter().filter(|node| is_left[**node as usize]).count();
        let takes_left = left <= border.len() - left;
        let mut side: Vec<u8> = is_left.iter().map(|is_left| u8::from(!is_left)).collect();
        border.iter().filter(|node| is_left[**node as usize] == takes_left).for_each(|node| side[*node as usize] = 2);
        let of = |wanted: u8| side.iter().filter(|side| **side == wanted).count();
        let smaller = of(0).min(of(1)).max(1);
        (of(2) as f64 / smaller as f64, side)
    }
}
