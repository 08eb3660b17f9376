//! Maximum flow, with losses on the way.
//!
//! Without losses this is the maximum flow of Ford and Fulkerson (1956) along shortest augmenting paths (Edmonds and Karp 1972). With losses, the flow
//! that arrives is largest when each augmenting path is one that loses least (Onaga, *Optimum flows in general communication networks*, Journal of the Franklin
//! Institute 283, 1967); of those that lose as much the shortest is taken.

use std::collections::VecDeque;

/// An arc of a flow problem; nodes are numbers from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlowArc {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The most that may enter it; infinite where nothing limits it.
    pub capacity: f64,
    /// What leaves it of what enters: above 0, at most 1.
    pub gain: f64,
}

/// The largest flow.
#[derive(Debug, Clone, PartialEq)]
pub struct MaximumFlow {
    /// What leaves the source; infinite where nothing limits it.
    pub sent: f64,
    /// What arrives.
    pub arrived: f64,
    /// What enters each arc.
    pub along: Vec<f64>,
    /// The arcs that stop more from arriving: full, from a node that more could reach to one that it could not. Without losses a minimum cut.
    pub cut: Vec<usize>,
}

/// Less than this is nothing. Capacities are counted in tonnes or cubic metres, so this is far below what anybody measures.
const NOTHING: f64 = 1e-3;
/// Gains that differ by less are the same.
const SAME: f64 = 1e-12;

/// The largest flow from a source to a sink, two different nodes.
pub fn maximum_flow(nodes: usize, arcs: &[FlowArc], source: usize, sink: usize) -> MaximumFlow {
    let mut residual = Residual::new(nodes, arcs);
    let (mut sent, mut arrived) = (0.0, 0.0);
    loop {
        let labels = residual.labels(source);
        let Some(path) = residual.path(&labels, source, sink) else {
            let is_reached = |node: usize| labels[node].is_some();
            let cut = arcs.iter().enumerate().filter(|(_, arc)| is_reached(arc.from) && !is_reached(arc.to)).map(|(i, _)| i);
            return MaximumFlow { sent, arrived, along: residual.along, cut: cut.collect() };
        };
        let (most, gain) = residual.room(&path);
        if most.is_infinite() {
            return MaximumFlow { sent: most, arrived: most, along: residual.along, cut: Vec::new() };
        }
        residual.push(&path, most);
        sent += most;
        arrived += most * gain;
    }
}

/// A step along an arc, or back along it.
#[derive(Clone, Copy)]
struct Step {
    arc: usize,
    is_back: bool,
}

/// The best known way to a node: what is left of one unit, over how many arcs, and the last step.
#[derive(Clone, Copy)]
struct Label {
    gain: f64,
    arcs: usize,
    by: Option<Step>,
}

struct Residual<'a> {
    arcs: &'a [FlowArc],
    /// Arcs that begin and that end at each node.
    steps: Vec<Vec<Step>>,
    along: Vec<f64>,
}

impl<'a> Residual<'a> {
    fn new(nodes: usize, arcs: &'a [FlowArc]) -> Residual<'a> {
        let mut steps = vec![Vec::new(); nodes];
        for (arc, FlowArc { from, to, .. }) in arcs.iter().enumerate() {
            steps[*from].push(Step { arc, is_back: false });
            steps[*to].push(Step { arc, is_back: true });
        }
        Residual { arcs, steps, along: vec![0.0; arcs.len()] }
    }

    /// How much more may enter a step, what is left of a unit after it, and where it leads.
    fn step(&self, step: Step) -> (f64, f64, usize) {
        let arc = &self.arcs[step.arc];
        if step.is_back {
            (self.along[step.arc] * arc.gain, 1.0 / arc.gain, arc.from)
        } else {
            (arc.capacity - self.along[step.arc], arc.gain, arc.to)
        }
    }

    /// The way to each node that loses least, by label correction (Bellman 1958, Moore 1959). No cycle gains anything, since each flow so far went where
    /// least is lost; a path visits no node twice.
    fn labels(&self, source: usize) -> Vec<Option<Label>> {
        let mut labels: Vec<Option<Label>> = vec![None; self.steps.len()];
        labels[source] = Some(Label { gain: 1.0, arcs: 0, by: None });
        let mut waiting = VecDeque::from([source]);
        let mut is_waiting = vec![false; self.steps.len()];
        while let Some(node) = waiting.pop_front() {
            is_waiting[node] = false;
            let Some(here) = labels[node] else { continue };
            if here.arcs >= self.steps.len() {
                continue;
            }
            for step in &self.steps[node] {
                let (room, gain, to) = self.step(*step);
                if room <= NOTHING {
                    continue;
                }
                let found = Label { gain: here.gain * gain, arcs: here.arcs + 1, by: Some(*step) };
                let is_better = labels[to].is_none_or(|known| {
                    found.gain > known.gain * (1.0 + SAME) || (found.gain > known.gain * (1.0 - SAME) && found.arcs < known.arcs)
                });
                if is_better {
                    labels[to] = Some(found);
                    if !std::mem::replace(&mut is_waiting[to], true) {
                        waiting.push_back(to);
                    }
                }
            }
        }
        labels
    }

    fn path(&self, labels: &[Option<Label>], source: usize, sink: usize) -> Option<Vec<Step>> {
        let mut path = Vec::new();
        let mut at = sink;
        while at != source && path.len() <= labels.len() {
            let step = labels[at]?.by?;
            path.push(step);
            let arc = &self.arcs[step.arc];
            at = if step.is_back { arc.to } else { arc.from };
        }
        path.reverse();
        Some(path)
    }

    /// The most that may enter a path, and what is left of a unit at its end.
    fn room(&self, path: &[Step]) -> (f64, f64) {
        path.iter().fold((f64::INFINITY, 1.0), |(most, gain), step| {
            let (room, factor, _) = self.step(*step);
            (most.min(room / gain), gain * factor)
        })
    }

    fn push(&mut self, path: &[Step], amount: f64) {
        let mut amount = amount;
        for step in path {
            let gain = self.arcs[step.arc].gain;
            if step.is_back {
                self.along[step.arc] -= amount / gain;
                amount /= gain;
            } else {
                self.along[step.arc] += amount;
                amount *= gain;
            }
        }
    }
}
