//! Dependence as a matrix: who depends in rows, on whom in columns; the darker, the more of the trade.

use std::collections::BTreeMap;

use super::canvas::{Anchor, Canvas, Ink};
use super::exposure::percent;
use super::{FAINT, Frame, INK, RULE, SMALL, TEXT, TEXT_TYPE, WIDTH, font, made_by};
use crate::analysis::{Dependence, DependenceRow};
use crate::export::{Colour, palette};
use crate::model::{Country, Dataset};

/// So many columns have room, and so many rows are read.
const COLUMNS: usize = 12;
const ROWS: usize = 24;
const LEFT: f64 = 130.0;
const ROW: f64 = 26.0;

/// Dependence under one scenario or several, one below the other, as SVG.
pub fn dependence_chart(data: &Dataset, found: &[Dependence]) -> String {
    let first = found.first();
    let by = first.map_or("", |one| one.by.word());
    let frame = Frame {
        title: "Who depends on whom".into(),
        about: vec![
            format!(
                "D: share of the trade of each row whose route (best in {by}) uses each column; {}.",
                first.map_or("", |one| &one.weights)
            ),
            format!(
                "Below it V: by how much the {by} of what stays connected rises without it; in a frame U: what has no other way."
            ),
        ],
        foot: vec![made_by()],
    };
    let blocks: Vec<Block> = found.iter().map(|one| Block::of(data, one)).collect();
    let top = frame.head() + 6.0;
    let height = top + blocks.iter().map(Block::height).sum::<f64>() + frame.tail();
    let mut canvas = Canvas::new(WIDTH, height);
    frame.draw(&mut canvas);
    let mut y = top;
    for block in &blocks {
        block.draw(&mut canvas, y);
        y += block.height();
    }
    canvas.finish(&frame.title, &frame.about.join(" "))
}

/// One scenario.
struct Block<'a> {
    found: &'a Dependence,
    rows: Vec<(&'a str, String)>,
    columns: Vec<(&'a str, String)>,
    cells: BTreeMap<(&'a str, &'a str), &'a DependenceRow>,
    hidden: usize,
}

impl<'a> Block<'a> {
    fn of(data: &Dataset, found: &'a Dependence) -> Block<'a> {
        let name = |code: &str| {
            let country: Option<Country> = code.parse().ok();
            let name = country.map(|country| data.country_name(country)).filter(|name| !name.is_empty());
            name.map_or(code.to_owned(), str::to_owned)
        };
        let most = |get: fn(&DependenceRow) -> &str| {
            let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
            for row in &found.rows {
                *sums.entry(get(row)).or_default() += row.d;
            }
            let mut order: Vec<(&str, f64)> = sums.into_iter().collect();
            order.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
            order
        };
        let (all_rows, all_columns) = (most(|row| &row.subject), most(|row| &row.on));
        let hidden = all_columns.len().saturating_sub(COLUMNS) + all_rows.len().saturating_sub(ROWS);
        let on_name = |on: &str| found.rows.iter().find(|row| row.on == on).map_or(on.to_owned(), |row| row.on_name.clone());
        Block {
            found,
            rows: all_rows.iter().take(ROWS).map(|(subject, _)| (*subject, name(subject))).collect(),
            columns: all_columns.iter().take(COLUMNS).map(|(on, _)| (*on, on_name(on))).collect(),
            cells: found.rows.iter().map(|row| ((row.subject.as_str(), row.on.as_str()), row)).collect(),
            hidden,
        }
    }

    fn head(&self) -> f64 {
        let longest = self
            .columns
            .iter()
            .map(|(_, name)| font::width(&font::fitted(name, TEXT_TYPE, 110.0), TEXT_TYPE))
            .fold(0.0, f64::max);
        26.0 + longest * 0.72
    }

    fn height(&self) -> f64 {
        self.head() + ROW * self.rows.len() as f64 + 22.0
    }

    fn draw(&self, canvas: &mut Canvas, top: f64) {
        canvas.fitted((12.0, top + 12.0), &self.found.scenario.title, Ink::text(TEXT, INK).bold(), Anchor::Start, WIDTH - 24.0);
        let y0 = top + self.head();
        // Names lean to the right, so the last needs room.
        let wide = ((WIDTH - 70.0 - LEFT) / self.columns.len().max(1) as f64).min(62.0);
        for (j, (_, name)) in self.columns.iter().enumerate() {
            let x = LEFT + wide * (j as f64 + 0.5);
            canvas.turned_text((x, y0 - 5.0), &font::fitted(name, TEXT_TYPE, 110.0), Ink::text(TEXT, INK), Anchor::Start, -45.0);
        }
        for (i, (subject, name)) in self.rows.iter().enumerate() {
            let y = y0 + ROW * i as f64;
            canvas.fitted((LEFT - 6.0, y + 17.0), name, Ink::text(TEXT, INK), Anchor::End, LEFT - 16.0);
            for (j, (on, _)) in self.columns.iter().enumerate() {
                let x = LEFT + wide * j as f64;
                let Some(cell) = self.cells.get(&(*subject, *on)) else {
                    canvas.rect((x + 0.5, y + 0.5), (wide - 1.0, ROW - 1.0), [246, 246, 246], 1.0);
                    continue;
                };
                let fill = shade(cell.d);
                canvas.rect((x + 0.5, y + 0.5), (wide - 1.0, ROW - 1.0), fill, 1.0);
                if cell.u > 0.0 {
                    let (l, t, r, b) = (x + 1.5, y + 1.5, x + wide - 1.5, y + ROW - 1.5);
                    canvas.path(&[(l, t), (r, t), (r, b), (l, b), (l, t)], Ink::line(2.0, palette::VERMILION));
                }
                let ink: Colour = if cell.d > 0.5 { [255, 255, 255] } else { INK };
                let middle = x + wide / 2.0;
                canvas.text((middle, y + 11.5), &percent(cell.d), Ink::text(SMALL, ink), Anchor::Middle);
                let below = match (cell.u > 0.0, cell.v) {
                    (true, _) => format!("U {}", percent(cell.u)),
                    (false, Some(v)) => format!("V {}", percent(v)),
                    (false, None) => String::new(),
                };
                canvas.text((middle, y + 21.5), &below, Ink::text(SMALL - 1.0, ink), Anchor::Middle);
            }
        }
        canvas.line((LEFT, y0), (LEFT + wide * self.columns.len() as f64, y0), Ink::line(0.6, RULE));
        if self.hidden > 0 {
            let text = format!("{} more rows and columns have less and are not shown", self.hidden);
            canvas.text((LEFT, y0 + ROW * self.rows.len() as f64 + 12.0), &text, Ink::text(SMALL, FAINT), Anchor::Start);
        }
    }
}

/// From white to dark blue.
fn shade(d: f64) -> Colour {
    let mix = |from: f64, to: f64| (from + (to - from) * d.clamp(0.0, 1.0)).round() as u8;
    [mix(240.0, 0.0), mix(246.0, 68.0), mix(252.0, 120.0)]
}
