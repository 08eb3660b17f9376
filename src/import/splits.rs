//! Where lines are split: at vertices where others end, beside ends that hang free, and at crossings.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{Coord, Line};
use hashbrown::HashMap;
use rstar::RTree;
use rstar::primitives::{GeomWithData, Rectangle};

use super::loose::Loose;
use super::near::{EARTH_M, around};
use super::net::Spot;
use super::topology::Nodes;
use crate::limits::LINE_PAIRS;

/// Where a line is split: after how many of its steps, how far along the next, and the position that becomes a node there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Split {
    pub line: u32,
    pub step: u32,
    pub share: f64,
    pub at: Spot,
}

/// Inner vertices of lines that are the end of some line.
pub(super) fn at_vertices(loose: &Loose, nodes: &Nodes) -> Vec<Split> {
    let mut found = Vec::new();
    for line in 0..loose.count() {
        let points = loose.points(line);
        for (step, at) in points.iter().enumerate().take(points.len() - 1).skip(1) {
            if nodes.is_end(*at) {
                found.push(Split { line: line as u32, step: step as u32, share: 0.0, at: *at });
            }
        }
    }
    found
}

/// A step of a line: the box that it lies in, and its number.
type Step = GeomWithData<Rectangle<[f64; 2]>, (u32, u32)>;

fn steps(loose: &Loose) -> RTree<Step> {
    let step = |line: usize, number: usize, step: &[Spot]| {
        let [a, b] = [step[0].coord(), step[1].coord()];
        GeomWithData::new(Rectangle::from_corners([a.x, a.y], [b.x, b.y]), (line as u32, number as u32))
    };
    let of_line = |line: usize| loose.points(line).windows(2).enumerate().map(move |(number, ends)| step(line, number, ends));
    RTree::bulk_load((0..loose.count()).flat_map(of_line).collect())
}

fn step_of(loose: &Loose, (line, step): (u32, u32)) -> [Spot; 2] {
    let points = loose.points(line as usize);
    [points[step as usize], points[step as usize + 1]]
}

/// Ends that hang free, each with the place on another line that is nearest to it, at most `snap_m` metres away. `None` where too many lines lie beside each other.
pub(super) fn beside(loose: &Loose, nodes: &Nodes, splits: &[Split], snap_m: f64) -> Option<Vec<Split>> {
    let mut left = LINE_PAIRS;
    // A split is two ends.
    let mut degree: HashMap<Spot, usize> = HashMap::new();
    loose.all_ends().for_each(|at| *degree.entry(nodes.at(at)).or_default() += 1);
    splits.iter().for_each(|split| *degree.entry(nodes.at(split.at)).or_default() += 2);
    let tree = steps(loose);
    let mut found = Vec::new();
    for at in loose.all_ends().filter(|at| degree.get(&nodes.at(*at)) == Some(&1)) {
        let here = at.coord();
        let mut best: Option<(f64, Split)> = None;
        for step in tree.locate_in_envelope_intersecting(&around(here, snap_m)) {
            left = left.checked_sub(1)?;
            let (line, number) = step.data;
            // A line is not tied to itself, nor where it ends: ends near each other are one node already.
            if loose.ends(line as usize).iter().any(|end| nodes.at(*end) == nodes.at(at)) {
                continue;
            }
            let [a, b] = step_of(loose, step.data).map(Spot::coord);
            let (share, metres) = nearest(here, a, b);
            let split = Split { line, step: number, share, at };
            let is_nearer = |(known, other): &(f64, Split)| (metres, line, number) < (*known, other.line, other.step);
            if metres <= snap_m && best.as_ref().is_none_or(is_nearer) {
                best = Some((metres, split));
            }
        }
        found.extend(best.map(|(_, split)| split));
    }
    Some(found)
}

/// Where a step from `a` to `b` is nearest to a position, as a share of the step, and how many metres that is; on a plane that touches the earth there.
pub(super) fn nearest(at: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> (f64, f64) {
    let east = at.y.to_radians().cos() * EARTH_M.to_radians();
    let north = EARTH_M.to_radians();
    let plane = |c: Coord<f64>| ((c.x - at.x) * east, (c.y - at.y) * north);
    let ((ax, ay), (bx, by)) = (plane(a), plane(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (share, (ax + share * dx).hypot(ay + share * dy))
}

/// Where lines cross or touch each other, each with one position for both; a line that crosses itself too. `None` where too many lines lie beside each other.
pub(super) fn crossings(loose: &Loose) -> Option<Vec<Split>> {
    let mut left = LINE_PAIRS;
    let tree = steps(loose);
    let mut found = Vec::new();
    for step in &tree {
        for other in tree.locate_in_envelope_intersecting(&rstar::RTreeObject::envelope(step)) {
            left = left.checked_sub(1)?;
            let (one, two) = (step.data, other.data);
            // Each pair once; steps that follow each other meet anyway.
            if one >= two || (one.0 == two.0 && one.1 + 1 == two.1) {
                continue;
            }
            let ends = [step_of(loose, one), step_of(loose, two)];
            let [a, b] = ends.map(|[from, to]| Line::new(from.coord(), to.coord()));
            let places = match line_intersection(a, b) {
                None => continue,
                Some(LineIntersection::SinglePoint { intersection, .. }) => vec![intersection],
                Some(LineIntersection::Collinear { intersection }) => vec![intersection.start, intersection.end],
            };
            for place in places {
                let at = Spot::of(place);
                found.extend([(one, a), (two, b)].into_iter().filter_map(|(number, line)| split_at(loose, number, line, at)));
            }
        }
    }
    Some(found)
}

/// The split of a step at a position on it; none where the line ends there anyway.
fn split_at(loose: &Loose, (line, step): (u32, u32), drawn: Line<f64>, at: Spot) -> Option<Split> {
    let points = loose.points(line as usize);
    let [from, to] = [points[step as usize], points[step as usize + 1]];
    let (step, share) = if at == from {
        (step, 0.0)
    } else if at == to {
        (step + 1, 0.0)
    } else {
        (step, nearest(at.coord(), drawn.start, drawn.end).0)
    };
    let is_end = share == 0.0 && (step == 0 || step as usize == points.len() - 1);
    (!is_end).then_some(Split { line, step, share, at })
}
