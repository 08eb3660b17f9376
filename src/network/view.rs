//! What of the network may be used, and what it takes: the state of the world ([`Scenario`]) and the wishes of the question
//! ([`Constraints`]) applied to the same links, so that any two views share every id.

use super::scenario::{Bounds, Change, Constraints, NewValue, Quantity, Scenario};
use super::selector::calls_at;
use super::{LinkId, LinkKind, Network, Weight};
use crate::cost::{LinkCost, Objective};
use crate::model::{Dataset, Date, Estimate, Event, EventEffect, EventScope, Mode, SegmentIx, Status};

/// Why a link cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closure {
    /// Its mode is not wanted.
    Mode(Mode),
    /// Avoided by this entry of [`Constraints::avoid`].
    Avoided(usize),
    /// Left out by this entry of [`Scenario::without`].
    LeftOut(usize),
    /// Closed by this entry of [`Scenario::close`].
    Closed(usize),
    /// Not operating.
    Status(Status),
    /// Opened later than the date asked for.
    NotYetOpen(Date),
    /// Ended before the date asked for.
    Ended(Date),
    /// Closed by this row of `events.csv`.
    Event(usize),
}

/// The network as it may be used: for each link whether it is closed, and what it takes with the events of the date.
pub struct View<'a> {
    /// The data.
    pub data: &'a Dataset,
    /// The network.
    pub network: &'a Network,
    /// The date whose events and openings count.
    pub as_of: Date,
    costs: Vec<LinkCost>,
    closed: Vec<Option<Closure>>,
    touched_by: Vec<(LinkId, usize)>,
    changed_by: Vec<(LinkId, usize)>,
    changes: Vec<Change>,
    /// Which end of every estimate counts as central.
    pub(super) bounds: Bounds,
}

impl<'a> View<'a> {
    /// Applies a scenario and the wishes of a question.
    pub fn new(data: &'a Dataset, network: &'a Network, scenario: &Scenario, constraints: &Constraints) -> View<'a> {
        let events: Vec<(usize, &Event)> = data
            .events
            .iter()
            .enumerate()
            .filter(|(_, event)| event.effect != EventEffect::Note && event.is_in_force(scenario.as_of))
            .filter(|(_, event)| !scenario.ignore_events.contains(&event.id))
            .collect();
        let mut view = View {
            data,
            network,
            as_of: scenario.as_of,
            costs: network.links().map(|id| network.link(id).cost).collect(),
            closed: vec![None; network.link_count()],
            touched_by: Vec::new(),
            changed_by: Vec::new(),
            changes: scenario.changes.clone(),
            bounds: scenario.bounds,
        };
        for id in network.links() {
            let closure = view.wish(id, constraints).or_else(|| view.world(id, scenario));
            view.closed[id.0 as usize] = closure;
            for (row, change) in scenario.changes.iter().enumerate() {
                view.change(id, row, change);
            }
            let is_spared = scenario.reopen.iter().any(|s| s.takes(data, network, id));
            let is_let_in = scenario.reopen.iter().any(|s| s.closes(data, network, id));
            for (row, event) in &events {
                if !(is_spared || is_let_in && event.scope == EventScope::Country) {
                    view.apply(id, *row, event);
                }
            }
            view.bound(id, scenario.bounds);
        }
        view
    }

    /// Whether, and why, a link is closed.
    pub fn closure(&self, link: LinkId) -> Option<Closure> {
        self.closed[link.0 as usize]
    }

    /// What a link takes, events included.
    pub fn cost(&self, link: LinkId) -> &LinkCost {
        &self.costs[link.0 as usize]
    }

    /// The rows of `events.csv` that added time to a link.
    pub fn restrictions(&self, link: LinkId) -> impl Iterator<Item = usize> + '_ {
        let from = self.touched_by.partition_point(|(id, _)| *id < link);
        self.touched_by[from..].iter().take_while(move |(id, _)| *id == link).map(|(_, row)| *row)
    }

    /// What the scenario changed of a link.
    pub fn changes(&self, link: LinkId) -> impl Iterator<Item = &Change> + '_ {
        let from = self.changed_by.partition_point(|(id, _)| *id < link);
        self.changed_by[from..].iter().take_while(move |(id, _)| *id == link).map(|(_, row)| &self.changes[*row])
    }

    /// All that the scenario changes.
    pub(super) fn all_changes(&self) -> &[Change] {
        &self.changes
    }

    /// The weight of a link for a search; `None` where it is closed.
    pub fn weight(&self, link: LinkId, objective: Objective) -> Option<Weight> {
        if self.closed[link.0 as usize].is_some() {
            return None;
        }
        let cost = self.cost(link);
        Some(Weight { primary: objective.of(cost), secondary: cost.milliseconds.central })
    }

    /// The segment that a link runs along.
    pub fn segment_of(&self, link: LinkId) -> Option<SegmentIx> {
        self.network.segment_of(link)
    }

    fn wish(&self, id: LinkId, constraints: &Constraints) -> Option<Closure> {
        let (from, to) = self.network.ends(id);
        let (a, b) = (self.network.node(from), self.network.node(to));
        for layer in [a.layer, b.layer] {
            if !constraints.modes.contains(&layer.mode) {
                return Some(Closure::Mode(layer.mode));
            }
        }
        let avoids = |selector: &super::Selector| selector.closes(self.data, self.network, id);
        constraints.avoid.iter().position(avoids).map(Closure::Avoided)
    }

    fn world(&self, id: LinkId, scenario: &Scenario) -> Option<Closure> {
        if let Some(row) = scenario.close.iter().position(|s| s.closes(self.data, self.network, id)) {
            return Some(Closure::Closed(row));
        }
        match self.network.link(id).kind {
            LinkKind::Segment { segment: ix, .. } => {
                if let Some(row) = scenario.without.iter().position(|s| s.takes_segment(self.data, ix)) {
                    return Some(Closure::LeftOut(row));
                }
                if scenario.with.iter().any(|s| s.takes_segment(self.data, ix)) {
                    return None;
                }
                let segment = self.data.segment(ix);
                if segment.status != Status::Operating {
                    return Some(Closure::Status(segment.status));
                }
                segment.opened.filter(|opened| !opened.has_come_by(scenario.as_of)).map(Closure::NotYetOpen)
            }
            LinkKind::Exchange { row } => {
                let exchange = &self.data.exchanges[row];
                let too_early = exchange.opened.filter(|opened| !opened.has_come_by(scenario.as_of)).map(Closure::NotYetOpen);
                too_early.or_else(|| exchange.closed.filter(|closed| closed.is_before(scenario.as_of)).map(Closure::Ended))
            }
            _ => None,
        }
    }

    fn change(&mut self, id: LinkId, row: usize, change: &Change) {
        if !change.on.iter().all(|selector| selector.takes(self.data, self.network, id)) {
            return;
        }
        let link = self.network.link(id);
        let along = match link.kind {
            LinkKind::Segment { .. } => true,
            LinkKind::Crossing { .. } | LinkKind::Transfer { .. } | LinkKind::Passage { .. } => false,
            LinkKind::Exchange { .. } => return,
        };
        let (from, to) = self.network.ends(id);
        let (a, b) = (self.network.node(from).layer.mode, self.network.node(to).layer.mode);
        let teu = self.network.load().factor(if b.is_afloat() { b } else { a });
        let cost = &mut self.costs[id.0 as usize];
        let km = cost.millimetres as f64 / 1e6;
        let scale = |old: Estimate<u64>, factor: f64| old.map(|x| (x as f64 * factor).round() as u64);
        let microdollars = |usd: Estimate<f64>| usd.map(|usd| (usd * teu * 1e6).round() as u64);
        match (change.what, change.to, along) {
            (Quantity::Speed, NewValue::Factor(f), true) => cost.milliseconds = scale(cost.milliseconds, 1.0 / f),
            (Quantity::Speed, NewValue::Value(v), true) => {
                // The low time goes with the high speed.
                cost.milliseconds = Estimate::new(v.high, v.central, v.low).map(|v| (km / v * 86.4e6).round() as u64);
            }
            (Quantity::Price, NewValue::Factor(f), true) | (Quantity::Usd, NewValue::Factor(f), false) => {
                cost.microdollars = scale(cost.microdollars, f);
            }
            (Quantity::Price, NewValue::Value(v), true) => cost.microdollars = microdollars(v.map(|usd| usd * km)),
            (Quantity::Usd, NewValue::Value(v), false) => cost.microdollars = microdollars(v),
            (Quantity::Hours, NewValue::Factor(f), false) => cost.milliseconds = scale(cost.milliseconds, f),
            (Quantity::Hours, NewValue::Value(v), false) => cost.milliseconds = v.map(|h| (h * 3.6e6).round() as u64),
            _ => return,
        }
        self.changed_by.push((id, row));
    }

    /// Makes one end of every estimate the central one.
    fn bound(&mut self, id: LinkId, bounds: Bounds) {
        let pick = |e: &mut Estimate<u64>| match bounds {
            Bounds::Low => e.central = e.low,
            Bounds::Central => {}
            Bounds::High => e.central = e.high,
        };
        let cost = &mut self.costs[id.0 as usize];
        [&mut cost.milliseconds, &mut cost.microdollars, &mut cost.milligrams].into_iter().for_each(pick);
    }

    fn apply(&mut self, id: LinkId, row: usize, event: &Event) {
        if !self.concerns(id, event) {
            return;
        }
        match event.effect {
            EventEffect::Closed => {
                self.closed[id.0 as usize].get_or_insert(Closure::Event(row));
            }
            EventEffect::Restricted if self.is_delayed(id, event) => {
                if let Some(hours) = event.hours {
                    let cost = &mut self.costs[id.0 as usize];
                    cost.milliseconds = cost.milliseconds.plus(hours.map(|h| (h * 3.6e6).round() as u64));
                    self.touched_by.push((id, row));
                }
            }
            EventEffect::Restricted | EventEffect::Note => {}
        }
    }

    /// Whether an event has to do with a link at all.
    pub fn concerns(&self, id: LinkId, event: &Event) -> bool {
        let (from, to) = self.network.ends(id);
        let (a, b) = (self.network.node(from), self.network.node(to));
        if event.mode.is_some_and(|mode| a.layer.mode != mode && b.layer.mode != mode) {
            return false;
        }
        let segment = self.segment_of(id).map(|ix| self.data.segment(ix));
        match event.scope {
            EventScope::Segment => segment.is_some_and(|s| s.id == event.target),
            EventScope::Place => [a.place, b.place].iter().any(|place| self.data.place(*place).id == event.target),
            EventScope::Country => match segment {
                Some(segment) => {
                    let calls = || event.effect == EventEffect::Closed && calls_at(self.data, self.network, id, &event.target);
                    segment.country.as_str() == event.target || calls()
                }
                None => a.side.as_str() == event.target || b.side.as_str() == event.target,
            },
            EventScope::Border => {
                a.side != b.side
                    && event.target.split_once('-').is_some_and(|(x, y)| {
                        let (a, b) = (a.side.as_str(), b.side.as_str());
                        (a, b) == (x, y) || (b, a) == (x, y)
                    })
                    && matches!(self.network.link(id).kind, LinkKind::Crossing { .. })
            }
            EventScope::Corridor => segment.is_some_and(|s| s.corridors.contains(&event.target)),
            EventScope::Sea => segment.is_some_and(|s| s.sea.as_ref() == Some(&event.target)),
        }
    }

    /// Where the hours of a restriction are lost, so that a route loses them once: on a segment itself; at a place or border where it
    /// is passed; for a country each time that the mode is taken up in it (across its border, or in a terminal).
    fn is_delayed(&self, id: LinkId, event: &Event) -> bool {
        let kind = self.network.link(id).kind;
        let (from, to) = self.network.ends(id);
        let (a, b) = (self.network.node(from), self.network.node(to));
        match event.scope {
            EventScope::Segment => true,
            EventScope::Place | EventScope::Border => !matches!(kind, LinkKind::Segment { .. }),
            EventScope::Country => {
                let enters = a.side != b.side || (a.layer.mode != b.layer.mode);
                let takes_up = event.mode.is_none_or(|mode| b.layer.mode == mode);
                enters && takes_up && b.side.as_str() == event.target && !matches!(kind, LinkKind::Segment { .. })
            }
            EventScope::Corridor | EventScope::Sea => false,
        }
    }
}
