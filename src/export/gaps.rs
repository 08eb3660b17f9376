//! Gaps of a network as a map.

use super::form::Form;
use super::style::{Look, Style, Symbols, palette};
use super::table::{Map, ShapeKind, Table};
use crate::import::{Gap, Survey};

/// One straight line a gap.
pub fn gaps_table(found: &Survey) -> Table {
    let symbols = Symbols::Width {
        look: Look::new("", palette::VERMILION, 1.0),
        most: found.gaps.iter().map(|gap| gap.km).fold(0.0, f64::max),
    };
    let map = Map { kind: ShapeKind::Line, style: Style { by: "km", symbols, label: None } };
    let rows = found.gaps.iter().enumerate();
    form().layer(map, rows.map(|(i, gap)| (format!("gap-{}", i + 1), Some(geo::LineString::from(gap.line.to_vec()).into()), gap)))
}

fn form<'a>() -> Form<&'a Gap> {
    Form::<&'a Gap>::new("gaps", "Which joins would connect the largest parts")
        .text("from", "node at one end", |gap| (&gap.from).into())
        .text("to", "node at the other end", |gap| (&gap.to).into())
        .real("km", "km", "how wide it is", |gap| gap.km.into())
        .whole("joins_from", "", "nodes of the part at one end", |gap| gap.joins[0].into())
        .whole("joins_to", "", "nodes of the part at the other end", |gap| gap.joins[1].into())
}
