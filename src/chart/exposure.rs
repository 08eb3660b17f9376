//! Exposure as bars: the share of each country and sea in kilometres, hours and dollars, the part in transit dark.

use super::canvas::{Anchor, Canvas, Ink};
use super::{FAINT, Frame, INK, RULE, SMALL, TEXT, WIDTH, made_by};
use crate::analysis::{CountryExposure, Exposure};
use crate::export::palette;

/// So many rows; what is below is small.
const MOST: usize = 16;
const ROW: f64 = 46.0;
const LEFT: f64 = 150.0;
const RIGHT: f64 = WIDTH - 190.0;

/// An exposure as SVG.
pub fn exposure_chart(found: &Exposure) -> String {
    let shown = found.countries.len().min(MOST);
    let more = found.countries.len() - shown;
    let pairs = if found.pairs == 1 { "1 pair".to_owned() } else { format!("{} pairs", found.pairs) };
    let without = if found.pairs_without_route > 0 {
        format!("; {} without a route are left out", found.pairs_without_route)
    } else {
        String::new()
    };
    let mut foot = vec![made_by()];
    if more > 0 {
        foot.insert(0, format!("{more} more countries and seas have smaller shares and are not shown."));
    }
    let frame = Frame {
        title: "Exposure by country and sea".into(),
        about: vec![
            format!(
                "Shares of all kilometres, hours and dollars of {pairs}, best in {}; {}{without}.",
                found.by.word(),
                found.weights
            ),
            format!(
                "Dark: share of all kilometres in transit, outside the countries of origin and destination. Scenario: {}.",
                found.scenario.title
            ),
        ],
        foot,
    };
    let top = frame.head() + 12.0;
    let height = top + ROW * shown as f64 + frame.tail() + 6.0;
    let mut canvas = Canvas::new(WIDTH, height);
    frame.draw(&mut canvas);
    let shares = found.countries.iter().take(shown).flat_map(|row| measures(row).map(|(_, share)| share));
    let most = shares.fold(0.01, f64::max);
    let wide = |share: f64| (RIGHT - LEFT) * share / most;
    for (i, row) in found.countries.iter().take(shown).enumerate() {
        let y = top + ROW * i as f64;
        canvas.line((12.0, y - 4.0), (WIDTH - 12.0, y - 4.0), Ink::line(0.5, RULE));
        canvas.fitted((LEFT - 8.0, y + 17.0), &row.name, Ink::text(TEXT, INK).bold(), Anchor::End, LEFT - 20.0);
        for (j, (what, share)) in measures(row).into_iter().enumerate() {
            let y = y + 10.0 * j as f64;
            let is_transit = j == TRANSIT;
            if is_transit && share == 0.0 {
                continue;
            }
            let (colour, opacity) = if is_transit { (palette::BLUE, 1.0) } else { (palette::SKY, 0.6) };
            canvas.rect((LEFT, y), (wide(share), 7.5), colour, opacity);
            let text = format!("{} {what}", percent(share));
            canvas.text((LEFT + wide(share) + 5.0, y + 7.2), &text, Ink::text(SMALL - 0.5, FAINT), Anchor::Start);
        }
    }
    canvas.line((LEFT, top - 4.0), (LEFT, top + ROW * shown as f64 - 4.0), Ink::line(0.8, INK));
    canvas.finish(&frame.title, &frame.about.join(" "))
}

/// Which of the measures is of transit alone.
const TRANSIT: usize = 3;

fn measures(row: &CountryExposure) -> [(&'static str, f64); 4] {
    [
        ("of the kilometres", row.share_km),
        ("of the time", row.share_hours),
        ("of the money", row.share_usd),
        ("of the kilometres in transit", row.transit_share_km),
    ]
}

/// A share in per cent, with a digit behind the point where it is small.
pub(crate) fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value > 0.0 && value < 0.1 {
        "<0.1 %".into()
    } else if value < 9.95 && value > 0.0 {
        format!("{value:.1} %")
    } else {
        format!("{value:.0} %")
    }
}
