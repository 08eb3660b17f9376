//! A comparison: for one pair the days and dollars under each scenario, low to high; for many the changes, the largest first.

use super::axis::thousands;
use super::canvas::{Anchor, Canvas, Ink};
use super::intervals::{Place, Range, draw};
use super::{FAINT, Frame, INK, RULE, SMALL, SMALL_TYPE, TEXT, WIDTH, font, made_by};
use crate::analysis::{Comparison, ComparisonAnswer, PairComparison, PairResult};
use crate::cost::Objective;
use crate::export::palette;
use crate::model::{Estimate, Word};

/// So many changes are shown of many pairs.
const MOST: usize = 24;

/// A comparison as SVG.
pub fn comparison_chart(answer: &ComparisonAnswer) -> String {
    match answer.comparison.pairs.as_slice() {
        [pair] => one(&answer.comparison, pair),
        _ => many(&answer.comparison),
    }
}

fn title_of(found: &Comparison, id: &str) -> String {
    let known = std::iter::once(&found.base).chain(&found.scenarios).find(|state| state.id == id);
    known.map_or(id.to_owned(), |state| state.title.clone())
}

fn one(found: &Comparison, pair: &PairComparison) -> String {
    let frame = Frame {
        title: format!("{} – {}: {} and others", pair.from.name, pair.to.name, found.base.id),
        about: vec![format!(
            "The route that is best in {}; dots: central estimates, lines: all low to all high. One {}.",
            found.by.word(),
            found.load
        )],
        foot: vec![made_by()],
    };
    let mut rows: Vec<(String, String, Option<&PairResult>, &str)> =
        vec![(found.base.id.clone(), found.base.title.clone(), pair.base.as_ref(), "")];
    rows.extend(pair.scenarios.iter().map(|change| {
        (change.scenario.clone(), title_of(found, &change.scenario), change.result.as_ref(), change.outcome.word())
    }));
    let (top, row) = (frame.head() + 40.0, 46.0);
    let mut canvas = Canvas::new(WIDTH, top + row * rows.len() as f64 + frame.tail() + 10.0);
    frame.draw(&mut canvas);
    let (left, middle) = (190.0, 440.0);
    for (i, (id, title, result, outcome)) in rows.iter().enumerate() {
        let y = top + row * i as f64;
        canvas.line((12.0, y), (WIDTH - 12.0, y), Ink::line(0.5, RULE));
        canvas.fitted((12.0, y + 16.0), id, Ink::text(TEXT, INK).bold(), Anchor::Start, left - 24.0);
        for (j, line) in font::wrapped(title, SMALL_TYPE, left - 24.0).iter().take(2).enumerate() {
            canvas.fitted((12.0, y + 28.0 + 11.0 * j as f64), line, Ink::text(SMALL, FAINT), Anchor::Start, left - 24.0);
        }
        if result.is_none() {
            let text = if outcome.is_empty() { "no route" } else { outcome };
            canvas.text((left, y + 28.0), &text.replace('_', " "), Ink::text(TEXT, palette::VERMILION).bold(), Anchor::Start);
        }
    }
    let ranges = |get: fn(&PairResult) -> Estimate<f64>, digits: usize| -> Vec<Option<Range>> {
        let base = pair.base.as_ref().map(|base| get(base).central);
        let range = |(i, (_, _, result, _)): (usize, &(String, String, Option<&PairResult>, &str))| {
            let value = get(result.as_ref()?);
            let colour = if i == 0 { palette::GREY } else { palette::BLUE };
            let change = base.filter(|_| i > 0).map(|base| value.central - base).filter(|change| change.abs() >= 0.05);
            let change = change.map_or(String::new(), |change| {
                format!(" ({}{})", if change > 0.0 { "+" } else { "" }, thousands(change, digits))
            });
            let text = format!("{}{change}", thousands(value.central, digits));
            Some(Range { whole: (value.low, value.high), inner: None, middle: value.central, text, colour })
        };
        rows.iter().enumerate().map(range).collect()
    };
    let days = ranges(|result| result.totals.hours.map(|hours| hours / 24.0), 1);
    let usd = ranges(|result| result.totals.usd, 0);
    draw(&mut canvas, &Place { left, right: middle - 44.0, top, row }, "days", &days);
    draw(&mut canvas, &Place { left: middle, right: WIDTH - 24.0, top, row }, "USD", &usd);
    canvas.finish(&frame.title, &frame.about.join(" "))
}

/// One pair under one scenario.
struct Change {
    text: String,
    /// With less without, in the unit of the objective; none where a route is lost or won.
    value: Option<f64>,
    outcome: &'static str,
}

fn many(found: &Comparison) -> String {
    let mut changes: Vec<Change> = Vec::new();
    let mut unchanged = 0;
    for pair in &found.pairs {
        for change in &pair.scenarios {
            let value = change.difference.map(|difference| shown(difference.of(found.by), found.by));
            let outcome = change.outcome.word();
            if value.is_none_or(|value| value == 0.0) && !matches!(outcome, "cut_off" | "connected") {
                unchanged += 1;
                continue;
            }
            let scenario = if found.scenarios.len() > 1 { format!(", {}", change.scenario) } else { String::new() };
            changes.push(Change { text: format!("{} – {}{scenario}", pair.from.name, pair.to.name), value, outcome });
        }
    }
    // Routes lost and won first, then by how much.
    changes.sort_by(|a, b| {
        let size = |change: &Change| change.value.map_or(f64::INFINITY, f64::abs);
        size(b).total_cmp(&size(a)).then_with(|| a.text.cmp(&b.text))
    });
    let hidden = changes.len().saturating_sub(MOST);
    changes.truncate(MOST);
    let scenarios: Vec<&str> = found.scenarios.iter().map(|state| state.id.as_str()).collect();
    let unit = unit_of(found.by);
    let mut notes = vec![format!("{unchanged} pairs do not change.")];
    if hidden > 0 {
        notes.push(format!("{hidden} smaller changes are not shown."));
    }
    let frame = Frame {
        title: format!("{} against {}", scenarios.join(", "), found.base.id),
        about: vec![format!(
            "Change of the best route in {unit}, central estimates; less is to the left. {} pairs, {}.",
            found.pairs.len(),
            found.weights
        )],
        foot: vec![notes.join(" "), made_by()],
    };
    let (top, row, left, right) = (frame.head() + 14.0, 17.0, 250.0, WIDTH - 20.0);
    let mut canvas = Canvas::new(WIDTH, top + row * changes.len().max(1) as f64 + frame.tail() + 12.0);
    frame.draw(&mut canvas);
    let most = changes.iter().filter_map(|change| change.value).map(f64::abs).fold(0.0, f64::max);
    let has_less = changes.iter().any(|change| change.value.is_some_and(|value| value < 0.0));
    let has_more = changes.iter().any(|change| change.value.is_some_and(|value| value > 0.0));
    const ROOM: f64 = 62.0;
    let zero = match (has_less, has_more) {
        (true, true) => (left + right) / 2.0,
        (true, false) => right - 70.0,
        _ => left + 6.0,
    };
    let wide = if has_less && has_more { (right - left) / 2.0 - ROOM } else { right - left - 70.0 - ROOM };
    for (i, change) in changes.iter().enumerate() {
        let y = top + row * i as f64;
        canvas.fitted((left - 8.0, y + 11.5), &change.text, Ink::text(TEXT, INK), Anchor::End, left - 20.0);
        let Some(value) = change.value else {
            let colour = if change.outcome == "cut_off" { palette::VERMILION } else { palette::BLUE };
            canvas.text((zero + 5.0, y + 11.5), &change.outcome.replace('_', " "), Ink::text(TEXT, colour).bold(), Anchor::Start);
            continue;
        };
        let length = if most > 0.0 { wide * value.abs() / most } else { 0.0 };
        let (x, anchor, end, colour) = if value < 0.0 {
            (zero - length, Anchor::End, zero - length - 4.0, palette::BLUE)
        } else {
            (zero, Anchor::Start, zero + length + 4.0, palette::VERMILION)
        };
        canvas.rect((x, y + 2.5), (length, row - 5.0), colour, 0.85);
        let sign = if value > 0.0 { "+" } else { "" };
        let digits = usize::from(value.abs() < 100.0);
        canvas.text((end, y + 11.5), &format!("{sign}{}", thousands(value, digits)), Ink::text(SMALL, INK), anchor);
    }
    if changes.is_empty() {
        canvas.text((12.0, top + 11.5), "No route changes.", Ink::text(TEXT, INK).bold(), Anchor::Start);
    } else {
        canvas.line((zero, top - 2.0), (zero, top + row * changes.len() as f64), Ink::line(0.8, INK));
    }
    canvas.finish(&frame.title, &frame.about.join(" "))
}

/// Time is shown in days.
fn shown(value: f64, by: Objective) -> f64 {
    if by == Objective::Time { value / 24.0 } else { value }
}

fn unit_of(by: Objective) -> &'static str {
    if by == Objective::Time { "days" } else { by.unit() }
}
