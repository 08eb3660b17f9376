//! A link as a leg, and links that run on as one leg.

use geo::LineString;
use hashbrown::HashMap;

use super::figures::{border_figures, change_figure, delay_figure, length_figure, row_figures, swap_figures, terminal_figures};
use super::value::{Figure, Leg, LegKind, PlaceRef};
use crate::model::{Confidence, Estimate, Mode};
use crate::network::{LinkId, LinkKind, View};
use crate::units::{hours, kg, km, usd};

/// Travel by one mode in one country or on one sea is one leg, however many segments it has.
fn continues(last: &Leg, next: &Leg) -> bool {
    last.kind == LegKind::Travel
        && next.kind == LegKind::Travel
        && (last.mode, last.gauge_mm, last.country, &last.sea) == (next.mode, next.gauge_mm, next.country, &next.sea)
}

/// The legs of a path, in order.
pub(super) fn legs(view: &View, links: &[LinkId]) -> Vec<Leg> {
    let mut legs: Vec<Leg> = Vec::new();
    for link in links {
        let next = leg(view, *link, legs.last());
        match legs.last_mut() {
            Some(last) if continues(last, &next) => last.extend(next),
            _ => legs.push(next),
        }
    }
    legs.iter_mut().for_each(|leg| leg.figures = each_once(std::mem::take(&mut leg.figures)));
    legs
}

/// Figures, each where it comes first.
fn each_once(figures: Vec<Figure>) -> Vec<Figure> {
    let mut of_name: HashMap<(&str, &str), Vec<&Figure>> = HashMap::new();
    let is_first: Vec<bool> = figures
        .iter()
        .map(|figure| {
            let alike = of_name.entry((&figure.what, &figure.of)).or_default();
            let is_first = !alike.contains(&figure);
            if is_first {
                alike.push(figure);
            }
            is_first
        })
        .collect();
    drop(of_name);
    figures.into_iter().zip(is_first).filter_map(|(figure, is_first)| is_first.then_some(figure)).collect()
}

impl Leg {
    pub(super) fn extend(&mut self, next: Leg) {
        self.cost = self.cost.plus(next.cost);
        self.fill();
        self.to = next.to;
        self.impedance = next.impedance;
        self.segments.extend(next.segments);
        self.confidence = self.confidence.min(next.confidence);
        self.figures.extend(next.figures);
        // Where a part of it has no line that is known, it has none: it would jump.
        if self.line.0.is_empty() || next.line.0.is_empty() {
            self.line.0.clear();
        } else {
            self.line.0.extend(next.line.0.into_iter().skip(1));
        }
    }

    fn fill(&mut self) {
        self.km = km(self.cost.millimetres);
        self.hours = self.cost.milliseconds.map(hours);
        self.usd = self.cost.microdollars.map(usd);
        self.co2e_kg = self.cost.milligrams.map(kg);
    }
}

/// A link as a leg of its own. Where it continues the last one, figures that this tells already need not be told again.
fn leg(view: &View, link: LinkId, last: Option<&Leg>) -> Leg {
    let data = view.data;
    let (from, to) = view.network.ends(link);
    let (a, b) = (view.network.node(from), view.network.node(to));
    let mut leg = Leg {
        kind: LegKind::Travel,
        mode: a.layer.mode,
        to_mode: None,
        gauge_mm: a.layer.gauge_mm,
        to_gauge_mm: None,
        from: PlaceRef::of(data, a.place),
        to: PlaceRef::of(data, b.place),
        country: a.side,
        to_country: None,
        control: None,
        sea: None,
        km: 0.0,
        hours: Estimate::default(),
        usd: Estimate::default(),
        co2e_kg: Estimate::default(),
        segments: Vec::new(),
        confidence: Confidence::High,
        figures: Vec::new(),
        line: LineString::new(Vec::new()),
        cost: *view.cost(link),
        impedance: None,
    };
    match view.network.link(link).kind {
        LinkKind::Segment { segment, reversed, impedance } => {
            let segment = data.segment(segment);
            leg.country = segment.country;
            leg.sea = segment.sea.clone();
            leg.segments.push(segment.id.clone());
            leg.line = segment.line.clone();
            if reversed {
                leg.line.0.reverse();
            }
            leg.figures.push(length_figure(segment));
            leg.impedance = Some(impedance);
            if !last.is_some_and(|last| last.impedance == leg.impedance && continues(last, &leg)) {
                leg.figures.extend(row_figures(data, impedance));
            }
        }
        LinkKind::Crossing { row } => {
            leg.kind = LegKind::Border;
            leg.to_country = Some(b.side);
            leg.control = Some(data.crossings[row].control);
            let of = format!("{} {} to {}", leg.from.id, a.side, b.side);
            leg.figures = border_figures(data, row, &of);
        }
        LinkKind::Transfer { row } => {
            leg.kind =
                if a.layer.mode == Mode::Rail && b.layer.mode == Mode::Rail { LegKind::GaugeChange } else { LegKind::Transfer };
            leg.to_mode = Some(b.layer.mode).filter(|_| leg.kind == LegKind::Transfer);
            leg.to_gauge_mm = b.layer.gauge_mm.filter(|_| leg.kind == LegKind::GaugeChange);
            leg.figures = terminal_figures(data, row, a.layer, b.layer, &leg.from.id, "terminal");
        }
        LinkKind::Passage { row } => {
            leg.kind = LegKind::Passage;
            leg.country = data.place(a.place).country();
            leg.sea = data.place(a.place).sea.clone();
            if let Some(row) = row {
                leg.figures = terminal_figures(data, row, a.layer, b.layer, &leg.from.id, "passage");
            }
        }
        LinkKind::Exchange { row } => {
            leg.kind = LegKind::Swap;
            leg.figures = swap_figures(&data.exchanges[row]);
        }
    }
    leg.figures.extend(view.restrictions(link).filter_map(|row| delay_figure(&data.events[row])));
    leg.figures.extend(view.changes(link).map(|change| change_figure(data, change)));
    leg.confidence = leg.figures.iter().map(|f| f.confidence).min().unwrap_or(Confidence::High);
    leg.fill();
    leg
}
