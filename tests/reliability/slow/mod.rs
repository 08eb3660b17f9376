//! The same answers by other means: states and arcs made of the tables by the words of `docs/method.md`, and the search of Bellman (1958) and Ford (1956). It shares no code with the
//! program but the types of the tables, and is slow.

mod closed;
mod search;
mod takes;

use corridor::model::{Country, Dataset, Exchange, Mode, Place, PlaceIx, PlaceKind, Segment};

pub use search::{Least, Sum};
pub use takes::{Takes, Unit};

/// Which way a state looks: a ship that comes in is not yet one that leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Both,
    In,
    Out,
}

/// Where goods can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub place: PlaceIx,
    pub mode: Mode,
    gauge: Option<u16>,
    side: Country,
    face: Face,
}

/// What an arc is.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    Along(&'a Segment),
    Border,
    /// In a terminal, or through a strait.
    Handling,
    Swap(&'a Exchange),
}

/// From one state to another.
pub struct Arc<'a> {
    pub from: usize,
    pub to: usize,
    pub what: What<'a>,
    pub takes: Takes,
}

/// All states and arcs of a dataset, whether or not they are open.
pub struct Slow<'a> {
    pub data: &'a Dataset,
    pub unit: Unit<'a>,
    pub states: Vec<State>,
    pub arcs: Vec<Arc<'a>>,
}

impl<'a> Slow<'a> {
    /// Makes them, for one load.
    pub fn of(data: &'a Dataset, load: &str) -> Slow<'a> {
        let mut slow = Slow { data, unit: Unit::of(data, load), states: Vec::new(), arcs: Vec::new() };
        for segment in &data.segments {
            let takes = slow.unit.along(segment);
            let [leaves, comes] = if afloat(segment.mode) { [Face::Out, Face::In] } else { [Face::Both; 2] };
            slow.travel(segment, [segment.from, segment.to], [leaves, comes], takes);
            if !segment.is_oneway {
                slow.travel(segment, [segment.to, segment.from], [leaves, comes], takes);
            }
        }
        for from in 0..slow.states.len() {
            for to in 0..slow.states.len() {
                if from != to && slow.states[from].place == slow.states[to].place {
                    let within = slow.within(slow.states[from], slow.states[to]);
                    slow.arcs.extend(within.map(|(what, takes)| Arc { from, to, what, takes }));
                }
            }
        }
        for swap in &data.exchanges {
            let at = |place: PlaceIx| {
                let is_its =
                    move |state: &State| state.place == place && state.mode == Mode::Pipeline && state.side == swap.through;
                slow.states.iter().position(is_its)
            };
            if let (Some(from), Some(to)) = (at(swap.from), at(swap.to)) {
                slow.arcs.push(Arc { from, to, what: What::Swap(swap), takes: Takes::default() });
            }
        }
        slow
    }

    fn travel(&mut self, segment: &'a Segment, places: [PlaceIx; 2], faces: [Face; 2], takes: Takes) {
        let [from, to] = [0, 1].map(|end| {
            let place = self.data.place(places[end]);
            let has_sides = place.countries.len() > 1 && matches!(place.kind, PlaceKind::Border | PlaceKind::Node);
            let side = if has_sides && place.countries.contains(&segment.country) { segment.country } else { place.countries[0] };
            let state = State { place: places[end], mode: segment.mode, gauge: segment.gauge_mm, side, face: faces[end] };
            self.states.iter().position(|known| *known == state).unwrap_or_else(|| {
                self.states.push(state);
                self.states.len() - 1
            })
        });
        self.arcs.push(Arc { from, to, what: What::Along(segment), takes });
    }

    /// What leads from one state of a place to another of it.
    fn within(&self, a: State, b: State) -> Option<(What<'a>, Takes)> {
        if a.face == Face::Out || b.face == Face::In {
            return None;
        }
        let place: &Place = self.data.place(a.place);
        let is_gas = [a, b].map(|state| state.mode == Mode::Pipeline);
        let is_one_layer = (a.mode, a.gauge) == (b.mode, b.gauge);
        let crosses = || Some((What::Border, self.unit.border(a.place, a.mode, a.side, b.side)));
        match place.kind {
            // Whatever meets at a node of a network of others is joined; lines of two countries cross a border there.
            PlaceKind::Node if a.side != b.side && a.mode == b.mode && !afloat(a.mode) => crosses(),
            PlaceKind::Node => (is_gas[0] == is_gas[1]).then(|| (What::Handling, Takes::default())),
            PlaceKind::Border => {
                if a.side != b.side && is_one_layer {
                    crosses()
                } else {
                    None
                }
            }
            _ if is_gas[0] || is_gas[1] => None,
            PlaceKind::Strait | PlaceKind::Junction if !is_one_layer || !afloat(a.mode) => None,
            PlaceKind::Strait | PlaceKind::Junction => {
                let has_row = self.data.terminals.iter().any(|row| row.at == place.id);
                Some((What::Handling, if has_row { self.unit.terminal(place, a.mode, b.mode) } else { Takes::default() }))
            }
            PlaceKind::City | PlaceKind::Station | PlaceKind::Port | PlaceKind::Terminal => {
                Some((What::Handling, self.unit.terminal(place, a.mode, b.mode)))
            }
        }
    }
}

/// Whether goods go by ship.
pub fn afloat(mode: Mode) -> bool {
    mode == Mode::Sea || mode == Mode::Ferry
}
