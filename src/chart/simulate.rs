//! A simulation: how days are spread over the draws, route by route, and what drives them.

use super::canvas::{Anchor, Canvas, Ink};
use super::exposure::percent;
use super::intervals::{Place, Range, draw};
use super::{FAINT, Frame, INK, RULE, SMALL, TEXT, WIDTH, font, made_by};
use crate::analysis::{Distribution, Simulation};
use crate::export::palette;
use crate::model::Word;

/// So many drivers are read.
const DRIVERS: usize = 12;

/// A simulation as SVG.
pub fn simulation_chart(found: &Simulation) -> String {
    let frame = Frame {
        title: format!("{} – {}: {} draws", found.from.name, found.to.name, found.draws),
        about: vec![format!(
            "Every figure drawn between its bounds, state of {}. Lines: 5 to 95 % of the draws; bars: the middle half; dots: the median. One {}.",
            found.as_of, found.load
        )],
        foot: vec![made_by()],
    };
    let mut rows: Vec<(String, String, Option<Distribution>)> = vec![(
        "the best way of each draw".into(),
        format!("open in {} of the draws{}", percent(1.0 - found.best.no_route), on_time(found.best.on_time)),
        found.best.hours,
    )];
    for (i, route) in found.routes.iter().enumerate() {
        let modes: Vec<&str> = route.modes.iter().map(|mode| mode.word()).collect();
        let about = format!(
            "{}; open {}, best {}{}",
            modes.join(", "),
            percent(route.open),
            percent(route.best_listed),
            on_time(route.on_time)
        );
        rows.push((format!("{}: {}", i + 1, route.by_way_of.join(" – ")), about, route.hours));
    }
    let drivers = &found.drivers[..found.drivers.len().min(DRIVERS)];
    let (top, row, left) = (frame.head() + 40.0, 50.0, 310.0);
    let second = top + row * rows.len() as f64 + 40.0;
    let step = 17.0;
    let mut canvas = Canvas::new(WIDTH, second + step * drivers.len() as f64 + frame.tail() + 16.0);
    frame.draw(&mut canvas);
    for (i, (name, about, spread)) in rows.iter().enumerate() {
        let y = top + row * i as f64;
        canvas.line((12.0, y), (WIDTH - 12.0, y), Ink::line(0.5, RULE));
        let name = font::wrapped(name, (TEXT, font::Weight::Bold), left - 36.0);
        for (j, line) in name.iter().take(2).enumerate() {
            canvas.fitted((12.0, y + 15.0 + 13.0 * j as f64), line, Ink::text(TEXT, INK).bold(), Anchor::Start, left - 36.0);
        }
        let below = y + 15.0 + 13.0 * name.len().min(2) as f64;
        canvas.fitted((12.0, below), about, Ink::text(SMALL, FAINT), Anchor::Start, left - 36.0);
        if spread.is_none() {
            canvas.text((left, y + 26.0), "never open", Ink::text(TEXT, palette::VERMILION).bold(), Anchor::Start);
        }
    }
    let ranges = rows.iter().enumerate().map(|(i, (_, _, spread))| {
        let days = |hours: f64| hours / 24.0;
        spread.map(|d| Range {
            whole: (days(d.p5), days(d.p95)),
            inner: Some((days(d.p25), days(d.p75))),
            middle: days(d.p50),
            text: format!("{:.1} ({:.1} to {:.1})", days(d.p50), days(d.p5), days(d.p95)),
            colour: if i == 0 { palette::VERMILION } else { palette::BLUE },
        })
    });
    draw(&mut canvas, &Place { left, right: WIDTH - 30.0, top, row }, "days", &ranges.collect::<Vec<_>>());

    canvas.text(
        (12.0, second - 12.0),
        &format!("What drives the {} of the best way: rank correlation with what was drawn", found.by.word()),
        Ink::text(TEXT, INK).bold(),
        Anchor::Start,
    );
    let (zero, wide) = ((left + WIDTH - 30.0) / 2.0, (WIDTH - 30.0 - left) / 2.0 - 34.0);
    for (i, driver) in drivers.iter().enumerate() {
        let y = second + step * i as f64;
        canvas.fitted((left - 8.0, y + 11.5), &driver.what, Ink::text(SMALL, INK), Anchor::End, left - 20.0);
        let length = wide * driver.rank_correlation.abs();
        let (x, end, anchor, colour) = if driver.rank_correlation < 0.0 {
            (zero - length, zero - length - 4.0, Anchor::End, palette::BLUE)
        } else {
            (zero, zero + length + 4.0, Anchor::Start, palette::VERMILION)
        };
        canvas.rect((x, y + 2.5), (length, step - 5.0), colour, 0.85);
        let text = format!(
            "{}{:.2}",
            if driver.rank_correlation > 0.0 {
                "+"
            } else if driver.rank_correlation < 0.0 {
                "−"
            } else {
                ""
            },
            driver.rank_correlation.abs()
        );
        canvas.text((end, y + 11.5), &text, Ink::text(SMALL, INK), anchor);
    }
    canvas.line((zero, second - 2.0), (zero, second + step * drivers.len() as f64), Ink::line(0.8, INK));
    canvas.finish(&frame.title, &frame.about.join(" "))
}

fn on_time(share: Option<f64>) -> String {
    share.map_or(String::new(), |share| format!(", on time {}", percent(share)))
}
