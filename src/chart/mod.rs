//! Charts: answers as pictures for print, as SVG and PNG. The same answer gives the same bytes, with the same font on every machine.
//!
//! Colours are those of Okabe and Ito 2008, which colour-blind readers tell apart; what differs in colour differs in dash or place too. Text stands beside what it
//! names, and no text over another: `labels` finds it room.

mod axis;
mod canvas;
mod compare;
mod dependence;
mod distance;
mod exposure;
mod font;
mod intervals;
mod labels;
mod map;
pub(crate) mod plan;
mod png;
mod projection;
mod simulate;
mod text_map;

pub(crate) use axis::thousands;
pub use compare::comparison_chart;
pub use dependence::dependence_chart;
pub use distance::{Against, distance_chart};
pub use exposure::exposure_chart;
pub(crate) use exposure::percent;
pub use map::route_map;
pub use png::png;
pub use simulate::simulation_chart;
pub use text_map::{Part, TextMap, mode_letter, text_map};

use crate::export::Colour;
use canvas::{Anchor, Canvas, Ink};

/// Width of a chart, pixels of 1/96 inch: 180 mm, what an A4 page has between its margins.
const WIDTH: f64 = 680.0;
/// Sizes of text, pixels.
const TITLE: f64 = 16.0;
const TEXT: f64 = 11.0;
const SMALL: f64 = 9.5;

const TEXT_TYPE: font::Type = (TEXT, font::Weight::Regular);
const SMALL_TYPE: font::Type = (SMALL, font::Weight::Regular);

/// Ink of text and of what frames a chart.
const INK: Colour = [30, 30, 30];
const FAINT: Colour = [110, 110, 110];
const RULE: Colour = [214, 214, 214];

/// What a chart says of itself: its title, what it shows, and what it stands on.
struct Frame {
    title: String,
    about: Vec<String>,
    foot: Vec<String>,
}

impl Frame {
    /// Room for the head, pixels.
    fn head(&self) -> f64 {
        34.0 + 14.0 * lines(&self.about, TEXT_TYPE).len() as f64
    }

    /// Room for the foot, pixels.
    fn tail(&self) -> f64 {
        10.0 + 12.0 * lines(&self.foot, SMALL_TYPE).len() as f64
    }

    /// Draws head and foot.
    fn draw(&self, canvas: &mut Canvas) {
        canvas.fitted((12.0, 22.0), &self.title, Ink::text(TITLE, INK).bold(), Anchor::Start, WIDTH - 24.0);
        for (i, line) in lines(&self.about, TEXT_TYPE).iter().enumerate() {
            canvas.text((12.0, 39.0 + 14.0 * i as f64), line, Ink::text(TEXT, FAINT), Anchor::Start);
        }
        let foot = lines(&self.foot, SMALL_TYPE);
        let top = canvas.height() - 12.0 * foot.len() as f64 + 4.0;
        for (i, line) in foot.iter().enumerate() {
            canvas.text((12.0, top + 12.0 * i as f64), line, Ink::text(SMALL, FAINT), Anchor::Start);
        }
    }
}

fn lines(texts: &[String], letters: font::Type) -> Vec<String> {
    texts.iter().flat_map(|text| font::wrapped(text, letters, WIDTH - 24.0)).collect()
}

/// What every chart stands on.
fn made_by() -> String {
    format!("corridor {}. Method: corridor method. Sources: the same question with --explain.", env!("CARGO_PKG_VERSION"))
}
