//! Rows of ranges on one scale: from low to high, with the middle marked and written beside.

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, Ink};
use super::{INK, RULE, SMALL, SMALL_TYPE, TEXT, font};
use crate::export::Colour;

/// One range.
pub(super) struct Range {
    /// The whole of it, and the middle part that is drawn thicker, if one is.
    pub(super) whole: (f64, f64),
    pub(super) inner: Option<(f64, f64)>,
    pub(super) middle: f64,
    /// What stands beside it.
    pub(super) text: String,
    pub(super) colour: Colour,
}

/// Where rows stand, pixels: the left and right end of the scale, the first row, and how far apart they are.
pub(super) struct Place {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) row: f64,
}

/// Draws ranges, one a row (`None` leaves the row empty), with the scale above them.
pub(super) fn draw(canvas: &mut Canvas, place: &Place, unit: &str, ranges: &[Option<Range>]) {
    let all = ranges.iter().flatten().flat_map(|range| [range.whole.0, range.whole.1, range.middle]);
    let (least, most) = all.fold((f64::MAX, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
    let axis = Axis::between((if least < most { least } else { 0.0 }, most), (place.left, place.right), 4);
    let bottom = place.top + place.row * ranges.len() as f64;
    canvas.text((place.left, place.top - 22.0), unit, Ink::text(TEXT, INK).bold(), Anchor::Start);
    for (value, text) in axis.marks() {
        let x = axis.at(value);
        canvas.line((x, place.top - 4.0), (x, bottom), Ink::line(0.6, RULE));
        canvas.text((x, place.top - 8.0), &text, Ink::text(SMALL, INK), Anchor::Middle);
    }
    for (i, range) in ranges.iter().enumerate() {
        let y = place.top + place.row * (i as f64 + 0.5) + 4.0;
        let Some(range) = range else { continue };
        let at = |value: f64| axis.at(value);
        canvas.line((at(range.whole.0), y), (at(range.whole.1), y), Ink::line(2.0, range.colour).faint(0.55));
        if let Some((from, to)) = range.inner {
            canvas.rect((at(from), y - 4.0), (at(to) - at(from), 8.0), range.colour, 0.6);
        }
        canvas.dot((at(range.middle), y), 4.0, range.colour);
        // Above its mark, where no line is; kept within the scale.
        let half = font::width(&range.text, SMALL_TYPE) / 2.0;
        let x = at(range.middle).clamp(place.left + half - 4.0, (place.right - half + 8.0).max(place.left + half - 4.0));
        canvas.text((x, y - 7.0), &range.text, Ink::text(SMALL, INK).halo(), Anchor::Middle);
    }
}
