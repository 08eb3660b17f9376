//! Lines to pieces that lie in one country each.
//!
//! A line is walked in short steps; where the country changes between two of them, the place is narrowed down by halves. Water has no country: a piece over it stays in the
//! country before it.

use geo::{Coord, Distance, Geodesic, Point};

use crate::check;
use crate::model::Country;

/// How far apart a line is looked at, metres.
const STEP_M: f64 = 2_000.0;
/// How exactly a border is found, metres.
const EXACT_M: f64 = 5.0;
/// A shorter stay in a country is the coarse drawing of a line beside a border, metres.
const SHORTEST_M: f64 = 300.0;

/// A piece of a line in one country.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub country: Option<Country>,
    pub line: Vec<Coord<f64>>,
    /// Metres, along the line as it is drawn.
    pub metres: f64,
}

/// The pieces of a line, in order; together they are the line.
pub(super) fn pieces(line: &[Coord<f64>]) -> Vec<Piece> {
    let Some(first) = line.first() else { return Vec::new() };
    let mut here = check::country_at(*first);
    let mut done = vec![Piece { country: here, line: vec![*first], metres: 0.0 }];
    for step in line.windows(2) {
        let (from, to) = (step[0], step[1]);
        let metres = apart(from, to);
        let count = (metres / STEP_M).ceil().max(1.0);
        let at = |share: f64| Coord { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
        let mut last = 0.0;
        for i in 1..=count as u32 {
            let share = f64::from(i) / count;
            let there = check::country_at(at(share)).or(here);
            if here.is_none() {
                // What begins over water is in the first country that it comes to.
                done.iter_mut().for_each(|piece| piece.country = piece.country.or(there));
            } else if there != here {
                let (mut low, mut high) = (last, share);
                while (high - low) * metres > EXACT_M {
                    let middle = (low + high) / 2.0;
                    if check::country_at(at(middle)).is_none_or(|found| Some(found) == here) {
                        low = middle
                    } else {
                        high = middle
                    }
                }
                let border = at(high);
                extend(&mut done, border);
                done.push(Piece { country: there, line: vec![border], metres: 0.0 });
            }
            here = there;
            last = share;
        }
        extend(&mut done, to);
    }
    without_slivers(done)
}

fn extend(done: &mut [Piece], at: Coord<f64>) {
    if let Some(piece) = done.last_mut() {
        piece.metres += piece.line.last().map_or(0.0, |last| apart(*last, at));
        piece.line.push(at);
    }
}

fn apart(a: Coord<f64>, b: Coord<f64>) -> f64 {
    Geodesic.distance(Point::from(a), Point::from(b))
}

/// Short stays belong to the piece before them, and pieces of one country that then meet are one.
fn without_slivers(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut kept: Vec<Piece> = Vec::new();
    for piece in pieces {
        match kept.last_mut() {
            Some(last) if piece.country == last.country || piece.metres < SHORTEST_M || last.metres < SHORTEST_M => {
                // The longer of the two says the country.
                if last.metres < SHORTEST_M && piece.metres > last.metres {
                    last.country = piece.country;
                }
                last.line.extend(piece.line.into_iter().skip(1));
                last.metres += piece.metres;
            }
            _ => kept.push(piece),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::pieces;

    #[test]
    fn a_line_across_a_border_is_two_pieces() {
        // Strasbourg (FR) to Offenburg (DE): the Rhine is the border, near 7.80 E.
        let found = pieces(&[Coord { x: 7.75, y: 48.58 }, Coord { x: 7.94, y: 48.47 }]);
        let countries: Vec<String> = found.iter().filter_map(|piece| Some(piece.country?.to_string())).collect();
        assert_eq!(countries, ["FR", "DE"]);
        assert!(found[0].line.last() == found[1].line.first() && (3_000.0..9_000.0).contains(&found[0].metres), "{found:?}");
    }
}
