//! A small map of routes in letters, for a terminal: outlines of countries in dots, routes by a letter for each mode, ends and stops by name.

use geo::Coord;

use super::canvas::At;
use super::plan::{around, lands, pieces, waits};
use super::projection::Projection;
use crate::error::Error;
use crate::itinerary::LegKind;
use crate::model::{Dataset, Mode};
use crate::route::RouteAnswer;

/// What a letter of the map belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Nothing, or sea.
    Nothing,
    /// A coast or border.
    Outline,
    /// A route by a mode; the first one is the best.
    Route(usize, Mode),
    /// A place.
    Place,
    /// A name.
    Name,
}

/// A map as rows of letters.
pub struct TextMap {
    /// From north to south.
    pub rows: Vec<Vec<(char, Part)>>,
}

/// Dots of a letter: two wide, four high, which makes them square.
const WIDE: usize = 2;
const HIGH: usize = 4;
/// Rows of a map, at most and at least.
const MOST: usize = 34;
const LEAST: usize = 8;

/// The letter of a mode on the best route, and on others.
pub fn mode_letter(mode: Mode, is_best: bool) -> char {
    match (mode, is_best) {
        (Mode::Rail, true) => '#',
        (Mode::Road, true) => '=',
        (Mode::Sea, true) => '~',
        (Mode::Ferry, true) => '%',
        (Mode::Pipeline, true) => '+',
        (_, false) => '·',
    }
}

/// The map of an answer's routes, so many letters wide. Outlines are in braille dots, or full stops where only ASCII can be shown.
///
/// # Errors
/// [`Error::Name`] where of no part of a route a position is known.
pub fn text_map(data: &Dataset, answer: &RouteAnswer, columns: usize, is_ascii: bool) -> Result<TextMap, Error> {
    if !answer.is_on_map() {
        return Err(Error::no_places());
    }
    let positions = around(&[answer]);
    let size = ((columns * WIDE) as f64, (MOST * HIGH) as f64);
    let first = Projection::fitting(&positions, (0.0, 0.0), size);
    let ys = positions.iter().map(|at| first.at(*at).1);
    let (low, high) = ys.fold((f64::MAX, f64::MIN), |(low, high), y| (low.min(y), high.max(y)));
    let rows = (((high - low) / HIGH as f64).ceil() as usize).clamp(LEAST, MOST);
    let size = (size.0, (rows * HIGH) as f64);
    let map = Projection::fitting(&positions, (0.0, 0.0), size);

    let mut grid = Grid {
        columns,
        rows,
        is_ascii,
        cells: vec![vec![(' ', Part::Nothing); columns]; rows],
        dots: vec![vec![0; columns]; rows],
    };
    for (_, rings) in lands(&map, [0.0, 0.0, size.0, size.1]) {
        for ring in &rings {
            grid.outline(ring);
        }
    }
    grid.draw_outlines();
    for (number, route) in answer.routes.iter().enumerate().rev() {
        for leg in route.legs.iter().filter(|leg| matches!(leg.kind, LegKind::Travel | LegKind::Swap)) {
            for piece in pieces(&map, &leg.line) {
                let letter = mode_letter(leg.mode, number == 0);
                let letter = if is_ascii && letter == '·' { '-' } else { letter };
                grid.line(&piece, letter, Part::Route(number, leg.mode));
            }
        }
    }
    grid.places(data, answer, &map);
    Ok(TextMap { rows: grid.cells })
}

struct Grid {
    columns: usize,
    rows: usize,
    is_ascii: bool,
    cells: Vec<Vec<(char, Part)>>,
    dots: Vec<Vec<u8>>,
}

/// Dots of the braille letters, by column and row (Unicode 17, 2800 to 28FF).
const BRAILLE: [[u8; HIGH]; WIDE] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];

impl Grid {
    /// The cell of a dot.
    fn cell(&self, (x, y): At) -> Option<(usize, usize)> {
        let (column, row) = ((x / WIDE as f64).floor(), (y / HIGH as f64).floor());
        let is_on = column >= 0.0 && row >= 0.0 && column < self.columns as f64 && row < self.rows as f64;
        is_on.then_some((row as usize, column as usize))
    }

    fn outline(&mut self, ring: &[At]) {
        along(ring, |at| {
            if let Some((row, column)) = self.cell(at) {
                let (x, y) = (at.0.floor() as usize % WIDE, at.1.floor() as usize % HIGH);
                self.dots[row][column] |= BRAILLE[x][y];
            }
        });
    }

    fn draw_outlines(&mut self) {
        for (cells, dots) in self.cells.iter_mut().zip(&self.dots) {
            for (cell, dots) in cells.iter_mut().zip(dots).filter(|(_, dots)| **dots > 0) {
                let braille = char::from_u32(0x2800 + u32::from(*dots)).unwrap_or('.');
                *cell = (if self.is_ascii { '.' } else { braille }, Part::Outline);
            }
        }
    }

    fn line(&mut self, through: &[At], letter: char, part: Part) {
        along(through, |at| {
            if let Some((row, column)) = self.cell(at) {
                self.cells[row][column] = (letter, part);
            }
        });
    }

    /// Ends first, then stops, those where most time is lost before others. A name stands where it covers no place, no name, and as little of a route as can be.
    fn places(&mut self, data: &Dataset, answer: &RouteAnswer, map: &Projection) {
        let Some(best) = answer.routes.first() else { return };
        let query = &answer.query;
        let mut all: Vec<(&str, &str, char)> = Vec::new();
        for place in [&query.from, &query.to].into_iter().chain(&query.via) {
            all.push((&place.id, &place.name, if self.is_ascii { '@' } else { '●' }));
        }
        let mut stops = waits(best);
        stops.sort_by(|a, b| b.0.total_cmp(&a.0));
        all.extend(stops.into_iter().filter(|(hours, ..)| *hours > 0.0).map(|(_, id, name)| (id, name, 'o')));
        let mut shown: Vec<(usize, usize, &str)> = Vec::new();
        for (id, name, mark) in all {
            let at: Option<Coord<f64>> = data.place_ix(id).and_then(|ix| data.place(ix).position()).map(|point| point.0);
            let Some((row, column)) = at.and_then(|at| self.cell(map.at(at))) else { continue };
            if !shown.iter().any(|(.., known)| *known == name) && self.cells[row][column].1 != Part::Place {
                self.cells[row][column] = (mark, Part::Place);
                shown.push((row, column, name));
            }
        }
        for (row, column, name) in shown {
            self.name(row, column, name);
        }
    }

    fn name(&mut self, row: usize, column: usize, name: &str) {
        // One letter a cell: what is wider or narrower would move all that follows it.
        if name.chars().any(|letter| !is_narrow(letter)) {
            return;
        }
        let letters: Vec<char> = name.chars().collect();
        let right = Some(column + 2);
        let left = (column + 1).checked_sub(letters.len() + 2);
        let rows = [Some(row), row.checked_sub(1), Some(row + 1)];
        let spots =
            rows.into_iter().flatten().flat_map(|row| [right, left].into_iter().flatten().map(move |column| (row, column)));
        let cost = |(row, column): (usize, usize)| -> Option<usize> {
            let cells = self.cells.get(row)?.get(column..(column + letters.len() + 1).min(self.columns))?;
            let is_in = column + letters.len() <= self.columns;
            let is_taken = cells.iter().any(|(_, part)| matches!(part, Part::Name | Part::Place));
            let routes = cells.iter().filter(|(_, part)| matches!(part, Part::Route(..))).count();
            (is_in && !is_taken).then_some(routes)
        };
        let best = spots.enumerate().filter_map(|(i, spot)| Some((cost(spot)? * 2 + i, spot))).min();
        if let Some((_, (row, column))) = best {
            for (i, letter) in letters.into_iter().enumerate() {
                self.cells[row][column + i] = (letter, Part::Name);
            }
        }
    }
}

/// Whether a letter takes one column of a terminal and is written from left to right.
fn is_narrow(letter: char) -> bool {
    let is_latin_greek_cyrillic = ('\u{20}'..='\u{52f}').contains(&letter) && !('\u{300}'..='\u{36f}').contains(&letter);
    let is_caucasian = ('\u{531}'..='\u{58a}').contains(&letter) || ('\u{10a0}'..='\u{10ff}').contains(&letter);
    let is_more_latin = ('\u{1e00}'..='\u{1eff}').contains(&letter) || ('\u{2010}'..='\u{2027}').contains(&letter);
    (is_latin_greek_cyrillic || is_caucasian || is_more_latin) && !letter.is_control()
}

/// Goes along a line in steps of less than a dot.
fn along(through: &[At], mut visit: impl FnMut(At)) {
    for step in through.windows(2) {
        let ((x0, y0), (x1, y1)) = (step[0], step[1]);
        let count = ((x1 - x0).abs().max((y1 - y0).abs()) * 2.0).ceil().clamp(1.0, 100_000.0);
        for i in 0..=count as usize {
            let share = i as f64 / count;
            visit((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share));
        }
    }
}
