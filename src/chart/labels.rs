//! Room for labels: each stands beside its point, over no other, and where it hides least.

use super::canvas::{Anchor, At, Canvas, Ink};
use super::font;

/// A box, pixels: left, top, right, bottom.
pub(super) type Box4 = [f64; 4];

/// A label that wants a place.
pub(super) struct Label {
    /// What it names.
    pub(super) at: At,
    pub(super) text: String,
    pub(super) ink: Ink,
}

/// What labels must not cover, and what they should not.
pub(super) struct Labels {
    frame: Box4,
    taken: Vec<Box4>,
    lines: Vec<(At, At)>,
}

/// How far from its point a label may stand, pixels; beyond the first a thin line ties it to its point.
const DISTANCES: [f64; 6] = [6.0, 14.0, 24.0, 38.0, 56.0, 80.0];
/// Directions of labels: right, left, and the corners and sides between.
const DIRECTIONS: [At; 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8), (0.0, -1.0), (0.0, 1.0)];

impl Labels {
    /// Within a frame.
    pub(super) fn within(frame: Box4) -> Labels {
        Labels { frame, taken: Vec::new(), lines: Vec::new() }
    }

    /// Nothing may stand there.
    pub(super) fn keep_free(&mut self, area: Box4) {
        self.taken.push(area);
    }

    /// Labels should rather not cross this line.
    pub(super) fn spare(&mut self, through: &[At]) {
        self.lines.extend(through.windows(2).map(|step| (step[0], step[1])));
    }

    /// Draws a label where there is room; says whether there was.
    pub(super) fn place(&mut self, canvas: &mut Canvas, label: &Label) -> bool {
        let (width, height) = (font::width(&label.text, label.ink.letters()), label.ink.letters().0);
        let mut best: Option<(f64, Box4, f64)> = None;
        for distance in DISTANCES {
            for (turn, (dx, dy)) in DIRECTIONS.iter().enumerate() {
                let (x, y) = (label.at.0 + dx * distance, label.at.1 + dy * distance);
                let left = if *dx > 0.0 {
                    x
                } else if *dx < 0.0 {
                    x - width
                } else {
                    x - width / 2.0
                };
                let top = y - height / 2.0 + dy * height / 2.0;
                let area = [left, top, left + width, top + height];
                if !self.is_free(&area) {
                    continue;
                }
                let crossed = self.lines.iter().filter(|line| touches(line, &area)).count() as f64;
                let cost = distance / 8.0 + turn as f64 * 0.2 + crossed * 3.0;
                if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                    best = Some((cost, area, distance));
                }
            }
        }
        let Some((_, area, distance)) = best else { return false };
        self.taken.push(grown(&area, 1.5));
        if distance > DISTANCES[0] {
            let near = (label.at.0.clamp(area[0], area[2]), label.at.1.clamp(area[1], area[3]));
            canvas.line(label.at, near, Ink::line(0.6, super::FAINT));
        }
        // The base line of a text lies about a fifth of its size above its lower edge.
        canvas.text((area[0], area[3] - height * 0.18), &label.text, label.ink.halo(), Anchor::Start);
        true
    }

    /// Draws a text over its point, where there is room; says whether there was.
    pub(super) fn place_on(&mut self, canvas: &mut Canvas, at: At, text: &str, ink: Ink) -> bool {
        let (width, size) = (font::width(text, ink.letters()), ink.letters().0);
        let area = [at.0 - width / 2.0, at.1 - size / 2.0, at.0 + width / 2.0, at.1 + size / 2.0];
        let is_crossed = self.lines.iter().any(|line| touches(line, &area));
        if is_crossed || !self.is_free(&area) {
            return false;
        }
        self.taken.push(grown(&area, 1.5));
        canvas.text((at.0, at.1 + size * 0.32), text, ink, Anchor::Middle);
        true
    }

    /// Where labels may stand.
    pub(super) fn frame(&self) -> Box4 {
        self.frame
    }

    fn is_free(&self, area: &Box4) -> bool {
        let is_inside =
            area[0] >= self.frame[0] && area[1] >= self.frame[1] && area[2] <= self.frame[2] && area[3] <= self.frame[3];
        is_inside && !self.taken.iter().any(|taken| overlap(taken, area))
    }
}

fn grown(area: &Box4, by: f64) -> Box4 {
    [area[0] - by, area[1] - by, area[2] + by, area[3] + by]
}

fn overlap(a: &Box4, b: &Box4) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Whether a straight line runs through a box: clipped to it, something is left (Liang and Barsky 1984).
fn touches(((x0, y0), (x1, y1)): &(At, At), area: &Box4) -> bool {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (p, q) in [(-dx, x0 - area[0]), (dx, area[2] - x0), (-dy, y0 - area[1]), (dy, area[3] - y0)] {
        if p == 0.0 {
            if q < 0.0 {
                return false;
            }
        } else if p < 0.0 {
            enter = enter.max(q / p);
        } else {
            leave = leave.min(q / p);
        }
    }
    enter <= leave
}
