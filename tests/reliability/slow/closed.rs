//! What is open in a state of the world, and what it takes then.

use std::collections::BTreeSet;

use corridor::cost::Objective;
use corridor::model::{Country, Event, EventEffect, EventScope, Mode, PlaceIx, PlaceKind, Segment, Status};
use corridor::network::{Bounds, NewValue, Quantity, Scenario, Selector};

use super::takes::three;
use super::{Arc, Slow, Sum, Takes, What, afloat};
use crate::random::Question;

impl Slow<'_> {
    /// What each arc weighs for traffic between two places; `None` where it is closed.
    pub fn weights(&self, question: &Question, ends: [PlaceIx; 2]) -> Vec<Option<Sum>> {
        let foreign = self.foreign(question, ends);
        self.arcs.iter().map(|arc| self.weight(arc, question, &foreign)).collect()
    }

    /// Countries closed to traffic that neither begins nor ends in them: to all of it, and to gas.
    pub fn foreign(&self, question: &Question, ends: [PlaceIx; 2]) -> [BTreeSet<Country>; 2] {
        let own: Vec<Country> = ends.iter().flat_map(|place| self.data.place(*place).countries.clone()).collect();
        let third = |country: &Country| !own.contains(country);
        let grids =
            self.data.segments.iter().filter(|s| s.mode == Mode::Pipeline && s.country.as_str() != "XZ").map(|s| s.country);
        let is_gas = question.constraints.modes.contains(&Mode::Pipeline);
        [
            question.scenario.close_transit.iter().copied().filter(third).collect(),
            grids.filter(|_| is_gas).filter(third).collect(),
        ]
    }

    fn weight(&self, arc: &Arc, question: &Question, [transit, grids]: &[BTreeSet<Country>; 2]) -> Option<Sum> {
        let (scenario, wishes) = (&question.scenario, &question.constraints);
        let takes = |selector: &Selector| self.is_taken(arc, selector);
        let shuts = |selector: &Selector| self.is_shut(arc, selector);
        let modes = [arc.from, arc.to].map(|state| self.states[state].mode);
        let is_foreign_gas = |s: &Segment| s.mode == Mode::Pipeline && grids.contains(&s.country);
        let is_closed = modes.iter().any(|mode| !wishes.modes.contains(mode))
            || wishes.avoid.iter().chain(&scenario.close).any(shuts)
            || transit.iter().any(|country| shuts(&Selector::Country(*country)))
            || match arc.what {
                What::Along(segment) => is_foreign_gas(segment) || self.is_not_there(segment, scenario),
                What::Swap(swap) => {
                    let opens_later = swap.opened.is_some_and(|day| day.first_day() > scenario.as_of.last_day());
                    opens_later || swap.closed.is_some_and(|day| day.last_day() < scenario.as_of.first_day())
                }
                What::Border | What::Handling => false,
            };
        let mut takes_now = self.changed(arc, scenario);
        for event in self.events(scenario).filter(|event| self.is_met(arc, event)) {
            let is_let_in = event.scope == EventScope::Country && scenario.reopen.iter().any(shuts);
            if is_let_in || scenario.reopen.iter().any(takes) {
                continue;
            }
            match (event.effect, event.hours) {
                (EventEffect::Closed, _) => return None,
                (EventEffect::Restricted, Some(hours)) if self.loses_hours(arc, event) => {
                    let more = three(hours, |hours| hours * 3_600_000.0);
                    (0..3).for_each(|end| takes_now.milliseconds[end] += more[end]);
                }
                _ => {}
            }
        }
        let end = match scenario.bounds {
            Bounds::Low => 0,
            Bounds::Central => 1,
            Bounds::High => 2,
        };
        let sum = [takes_now.by(question.objective, end), takes_now.by(Objective::Time, end)];
        (!is_closed).then_some(sum)
    }

    fn events<'s>(&'s self, scenario: &'s Scenario) -> impl Iterator<Item = &'s Event> {
        let day = scenario.as_of;
        let is_now = move |event: &&Event| {
            event.from.first_day() <= day.last_day() && event.until.is_none_or(|until| until.last_day() >= day.first_day())
        };
        self.data.events.iter().filter(is_now).filter(|event| !scenario.ignore_events.contains(&event.id))
    }

    /// Whether a segment is left out, not built, or not yet open.
    fn is_not_there(&self, segment: &Segment, scenario: &Scenario) -> bool {
        let is_of = |selector: &Selector| is_taken(segment, selector, |ix| self.data.segment(ix).id == segment.id);
        let is_later = segment.opened.is_some_and(|day| day.first_day() > scenario.as_of.last_day());
        let is_built = segment.status == Status::Operating && !is_later;
        scenario.without.iter().any(is_of) || !(is_built || scenario.with.iter().any(is_of))
    }

    /// Whether a selector means an arc. The border of two countries, and a country on the way, are met at states, all else on segments.
    fn is_taken(&self, arc: &Arc, selector: &Selector) -> bool {
        let [a, b] = [arc.from, arc.to].map(|state| self.states[state]);
        match (selector, arc.what) {
            (Selector::Place(place), _) => a.place == *place || b.place == *place,
            (Selector::Mode(mode), _) => a.mode == *mode || b.mode == *mode,
            (selector, What::Along(segment)) => is_taken(segment, selector, |ix| self.data.segment(ix).id == segment.id),
            (Selector::Country(country), _) => a.side == *country || b.side == *country,
            (Selector::Border(x, y), _) => x != y && BTreeSet::from([a.side, b.side]) == BTreeSet::from([*x, *y]),
            _ => false,
        }
    }

    /// Whether closing a thing closes an arc: of a country also what ships do at its ports.
    fn is_shut(&self, arc: &Arc, selector: &Selector) -> bool {
        self.is_taken(arc, selector) || matches!(selector, Selector::Country(country) if self.is_in_port(arc, country.as_str()))
    }

    fn is_in_port(&self, arc: &Arc, country: &str) -> bool {
        let What::Along(segment) = arc.what else { return false };
        let is_port = |place: PlaceIx| {
            let place = self.data.place(place);
            let is_passed = matches!(place.kind, PlaceKind::Border | PlaceKind::Junction | PlaceKind::Strait);
            !is_passed && place.countries.iter().any(|own| own.as_str() == country)
        };
        matches!(segment.mode, Mode::Sea | Mode::Ferry) && (is_port(segment.from) || is_port(segment.to))
    }

    /// Whether an event has to do with an arc.
    fn is_met(&self, arc: &Arc, event: &Event) -> bool {
        let [a, b] = [arc.from, arc.to].map(|state| self.states[state]);
        if event.mode.is_some_and(|mode| a.mode != mode && b.mode != mode) {
            return false;
        }
        let is = |country: Country| country.as_str() == event.target;
        match (event.scope, arc.what) {
            (EventScope::Place, _) => [a, b].iter().any(|state| self.data.place(state.place).id == event.target),
            (EventScope::Segment, What::Along(segment)) => segment.id == event.target,
            (EventScope::Country, What::Along(segment)) => {
                is(segment.country) || (event.effect == EventEffect::Closed && self.is_in_port(arc, &event.target))
            }
            (EventScope::Corridor, What::Along(segment)) => segment.corridors.contains(&event.target),
            (EventScope::Sea, What::Along(segment)) => segment.sea.as_ref() == Some(&event.target),
            (EventScope::Country, _) => is(a.side) || is(b.side),
            (EventScope::Border, What::Border) => {
                [format!("{}-{}", a.side, b.side), format!("{}-{}", b.side, a.side)].contains(&event.target)
            }
            _ => false,
        }
    }

    /// Hours are lost on the segment; at a place or border where it is passed; in a country each time that the mode is taken up in it.
    fn loses_hours(&self, arc: &Arc, event: &Event) -> bool {
        let [a, b] = [arc.from, arc.to].map(|state| self.states[state]);
        let is_along = matches!(arc.what, What::Along(_));
        match event.scope {
            EventScope::Segment => is_along,
            EventScope::Place | EventScope::Border => !is_along,
            EventScope::Country => {
                let is_taken_up = event.mode.is_none_or(|mode| b.mode == mode) && (a.side != b.side || a.mode != b.mode);
                !is_along && is_taken_up && b.side.as_str() == event.target
            }
            EventScope::Corridor | EventScope::Sea => false,
        }
    }

    /// Changed speeds, prices and waits, one after another.
    fn changed(&self, arc: &Arc, scenario: &Scenario) -> Takes {
        let mut takes = arc.takes;
        let [a, b] = [arc.from, arc.to].map(|state| self.states[state].mode);
        let teu = self.unit.teu(if afloat(b) { b } else { a });
        let is_along = matches!(arc.what, What::Along(_));
        let times = |of: &mut [u64; 3], factor: f64| *of = of.map(|x| (x as f64 * factor).round() as u64);
        for change in scenario.changes.iter().filter(|change| change.on.iter().all(|on| self.is_taken(arc, on))) {
            match (change.what, change.to) {
                _ if matches!(arc.what, What::Swap(_)) => {}
                (Quantity::Speed, NewValue::Factor(f)) if is_along => times(&mut takes.milliseconds, 1.0 / f),
                (Quantity::Price, NewValue::Factor(f)) if is_along => times(&mut takes.microdollars, f),
                (Quantity::Hours, NewValue::Factor(f)) if !is_along => times(&mut takes.milliseconds, f),
                (Quantity::Usd, NewValue::Factor(f)) if !is_along => times(&mut takes.microdollars, f),
                (Quantity::Hours, NewValue::Value(v)) if !is_along => takes.milliseconds = three(v, |h| h * 3_600_000.0),
                (Quantity::Usd, NewValue::Value(v)) if !is_along => takes.microdollars = three(v, |usd| usd * teu * 1_000_000.0),
                _ => {}
            }
        }
        takes
    }
}

fn is_taken(segment: &Segment, selector: &Selector, is_it: impl Fn(corridor::model::SegmentIx) -> bool) -> bool {
    match selector {
        Selector::Segment(ix) => is_it(*ix),
        Selector::Corridor(id) => segment.corridors.contains(id),
        Selector::Country(country) => segment.country == *country,
        Selector::Sea(sea) => segment.sea.as_ref() == Some(sea),
        Selector::Place(place) => [segment.from, segment.to].contains(place),
        Selector::Border(..) => false,
        Selector::Mode(mode) => segment.mode == *mode,
        Selector::ModeIn(mode, country) => (segment.mode, segment.country) == (*mode, *country),
    }
}
