//! The program's own corridors over a network of others: places are tied to the lines beside them.

use std::collections::BTreeMap;

use geo::{Coord, Distance, Geodesic, LineString};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use super::dataset::{add, add_segment, edge};
use super::near::around;
use super::net::{Net, Spot};
use super::splits::nearest;
use crate::model::{Confidence, Country, Dataset, Mode, PlaceIx, PlaceKind, Segment, Word};

/// What stands for the source of a tie.
const SOURCE: &str = "assumption";

/// A place that a line of some mode passes near enough.
struct Tie {
    place: PlaceIx,
    mode: Mode,
    edge: usize,
    step: usize,
    share: f64,
    /// The node of the network, once the line is cut there.
    node: usize,
}

/// Adds a network to the program's own dataset, and ties each place that a segment of a mode reaches to the nearest line of that mode within so many kilometres. Lines are cut where places are tied to
/// them. Countries of the network must be known. `None` where there is no room.
pub(super) fn overlay(net: &mut Net, data: &mut Dataset, within_km: f64) -> Option<()> {
    let mut ties = ties(net, data, within_km * 1000.0);
    // The farthest along an edge first: what is cut off is another edge, what comes before keeps its number.
    ties.sort_by(|a, b| (a.edge, b.step).cmp(&(b.edge, a.step)).then_with(|| b.share.total_cmp(&a.share)));
    for tie in &mut ties {
        tie.node = net.cut(tie.edge, tie.step, tie.share)?;
    }
    ties.sort_by_key(|tie| (tie.place, tie.mode));
    let first = data.places.len();
    add(net, data);
    for tie in ties {
        add_tie(data, &tie, PlaceIx((first + tie.node) as u32));
    }
    Some(())
}

type Step = GeomWithData<Rectangle<[f64; 2]>, (usize, usize)>;

/// Each place and mode with the nearest line.
fn ties(net: &Net, data: &Dataset, within_m: f64) -> Vec<Tie> {
    let mut steps: BTreeMap<Mode, Vec<Step>> = BTreeMap::new();
    let lines: Vec<Vec<Coord<f64>>> =
        (0..net.edge_count()).map(|edge| net.line(edge).into_iter().map(Spot::coord).collect()).collect();
    for (edge, line) in lines.iter().enumerate() {
        let of_mode = steps.entry(net.class(edge).mode).or_default();
        for (step, ends) in line.windows(2).enumerate() {
            of_mode
                .push(GeomWithData::new(Rectangle::from_corners([ends[0].x, ends[0].y], [ends[1].x, ends[1].y]), (edge, step)));
        }
    }
    let mut found = Vec::new();
    for (mode, steps) in steps {
        let tree = RTree::bulk_load(steps);
        let mut places: Vec<PlaceIx> =
            data.segments.iter().filter(|segment| segment.mode == mode).flat_map(|segment| [segment.from, segment.to]).collect();
        places.sort_unstable();
        places.dedup();
        for place in places.into_iter().filter(|ix| data.place(*ix).kind != PlaceKind::Strait) {
            let here = data.place(place).point.0;
            // A tie does not cross a border.
            let countries = &data.place(place).countries;
            let is_near = |found: &&Step| {
                let country = net.class(found.data.0).country.unwrap_or(Country::HIGH_SEAS);
                country.is_high_seas() || countries.contains(&country)
            };
            let near = tree.locate_in_envelope_intersecting(&around(here, within_m)).filter(is_near).map(|found| {
                let (edge, step) = found.data;
                let (share, metres) = nearest(here, lines[edge][step], lines[edge][step + 1]);
                (metres, edge, step, share)
            });
            let best = near.min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
            found.extend(best.filter(|(metres, ..)| *metres <= within_m).map(|(_, edge, step, share)| Tie {
                place,
                mode,
                edge,
                step,
                share,
                node: 0,
            }));
        }
    }
    found
}

/// A straight segment from a place to a node of the network.
fn add_tie(data: &mut Dataset, tie: &Tie, node: PlaceIx) {
    let [place, end] = [tie.place, node].map(|ix| data.place(ix));
    let country = end.country();
    let (from, to) = (place.point, end.point);
    let id = format!("tie-{}-{}", tie.mode.word(), place.id);
    let line = LineString::from(vec![from.0, to.0]);
    let segment = Segment {
        gauge_mm: gauge(data, tie, country),
        length: Some((Geodesic.distance(from, to) / 1000.0, SOURCE.to_owned())),
        note: Some("Tie of an overlay: straight from the place to the nearest line.".into()),
        source: SOURCE.into(),
        confidence: Confidence::Low,
        ..edge(id, [tie.place, node], tie.mode, side(data, tie, country), line)
    };
    add_segment(data, segment);
}

/// The country of a tie: that of its node, unless the place does not belong to it.
fn side(data: &Dataset, tie: &Tie, country: Country) -> Country {
    let place = data.place(tie.place);
    if place.is_border() && !place.countries.contains(&country) { place.country() } else { country }
}

/// The gauge that most segments have that meet at the place in this country, or else at all: lines of others do not say theirs.
fn gauge(data: &Dataset, tie: &Tie, country: Country) -> Option<u16> {
    let meeting = || {
        data.segments.iter().filter(|segment| segment.mode == tie.mode && (segment.from == tie.place || segment.to == tie.place))
    };
    let most = |segments: &mut dyn Iterator<Item = &Segment>| {
        let mut count: BTreeMap<Option<u16>, usize> = BTreeMap::new();
        segments.for_each(|segment| *count.entry(segment.gauge_mm).or_default() += 1);
        count.into_iter().max_by_key(|(gauge, count)| (*count, *gauge)).map(|(gauge, _)| gauge)
    };
    most(&mut meeting().filter(|segment| segment.country == country)).or_else(|| most(&mut meeting())).flatten()
}
