//! Lines as they are drawn, before it is known where they meet.

use geo::Coord;

use super::net::{Class, Spot};
use super::texts::Texts;

/// Lines without named ends, in columns.
#[derive(Default)]
pub(super) struct Loose {
    ids: Texts,
    points: Vec<Spot>,
    points_end: Vec<u32>,
    millimetres: Vec<u64>,
    class: Vec<Class>,
}

impl Loose {
    /// Adds a line; `None` where there is no room for more.
    pub fn add(&mut self, id: Option<&str>, line: &[Coord<f64>], millimetres: u64, class: Class) -> Option<()> {
        if !self.ids.set(self.count(), id.unwrap_or_default()) {
            return None;
        }
        self.points.extend(line.iter().map(|at| Spot::of(*at)));
        self.points_end.push(u32::try_from(self.points.len()).ok()?);
        self.millimetres.push(millimetres);
        self.class.push(class);
        Some(())
    }

    pub fn count(&self) -> usize {
        self.class.len()
    }

    pub fn id(&self, line: usize) -> &str {
        self.ids.at(line)
    }

    pub fn class(&self, line: usize) -> Class {
        self.class[line]
    }

    pub fn millimetres(&self, line: usize) -> u64 {
        self.millimetres[line]
    }

    /// The points of a line, two or more.
    pub fn points(&self, line: usize) -> &[Spot] {
        let begin = line.checked_sub(1).map_or(0, |before| self.points_end[before]);
        &self.points[begin as usize..self.points_end[line] as usize]
    }

    /// Where a line begins and ends.
    pub fn ends(&self, line: usize) -> [Spot; 2] {
        let points = self.points(line);
        [points[0], points[points.len() - 1]]
    }

    /// The ends of all lines.
    pub fn all_ends(&self) -> impl Iterator<Item = Spot> + '_ {
        (0..self.count()).flat_map(|line| self.ends(line))
    }
}
