//! The country of each edge, by its position; an edge that crosses a border becomes a piece for each country.
//!
//! A line is walked in short steps; where the country changes between two of them, the place is narrowed down by halves. Water has no country: a piece over it stays in the
//! country before it.

use geo::{Coord, Distance, Geodesic, Point};
use rayon::prelude::*;

use super::net::{Class, Net, NewEdge, Spot, measured};
use super::topology::share;
use crate::check;
use crate::model::Country;

/// How far apart a line is looked at, metres.
const STEP_M: f64 = 2_000.0;
/// How exactly a border is found, metres.
const EXACT_M: f64 = 5.0;
/// A shorter stay in a country is the coarse drawing of a line beside a border, metres.
const SHORTEST_M: f64 = 300.0;
/// Metres of one degree of latitude, at least.
const DEGREE_M: f64 = 110_500.0;

/// A piece of a line in one country.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    country: Option<Country>,
    line: Vec<Coord<f64>>,
    /// Metres, along the line as it is drawn.
    metres: f64,
}

/// Looks up the countries that the files do not say, and splits edges at borders. At sea, and where there are no positions, the country is [`Country::HIGH_SEAS`]. `None` where there is no
/// room for more edges. Pieces after the first go to the end, so that edges keep their numbers.
pub(super) fn split_at_borders(net: &mut Net) -> Option<()> {
    let unsaid: Vec<usize> = (0..net.edge_count()).filter(|edge| net.class(*edge).country.is_none()).collect();
    if unsaid.is_empty() {
        return Some(());
    }
    let found: Vec<Found> = unsaid.par_iter().map(|edge| look(net, *edge)).collect();
    // Those known already come first.
    let known = if net.borders.end == net.node_count() { net.borders.start } else { net.node_count() };
    for (edge, found) in unsaid.into_iter().zip(found) {
        match found {
            Found::One(country) => {
                let class = Class { country: Some(country), ..*net.class(edge) };
                net.class[edge] = net.class_of(class)?;
            }
            Found::Pieces(pieces) => split(net, edge, &pieces)?,
        }
    }
    net.borders = known..net.node_count();
    Some(())
}

/// What is known of an edge.
enum Found {
    One(Country),
    Pieces(Vec<Piece>),
}

fn look(net: &Net, edge: usize) -> Found {
    if net.class(edge).mode.is_afloat() {
        return Found::One(Country::HIGH_SEAS);
    }
    let line: Vec<Coord<f64>> = net.line(edge).into_iter().map(Spot::coord).collect();
    if let Some(only) = only_country(&line) {
        return Found::One(only);
    }
    let mut pieces = pieces(&line);
    match pieces.len() {
        0 | 1 => Found::One(pieces.pop().and_then(|piece| piece.country).unwrap_or(Country::HIGH_SEAS)),
        _ => Found::Pieces(pieces),
    }
}

/// The country of a line that lies in one, found without measuring.
fn only_country(line: &[Coord<f64>]) -> Option<Country> {
    let here = check::country_at(*line.first()?);
    let mut found = here;
    for step in line.windows(2) {
        for i in 1..=count(step) {
            let there = check::country_at(along(step, f64::from(i) / f64::from(count(step))));
            if there.is_some() && found.is_some() && there != found {
                return None;
            }
            found = found.or(there);
        }
    }
    Some(found.unwrap_or(Country::HIGH_SEAS))
}

/// In how many parts a step is looked at.
fn count(step: &[Coord<f64>]) -> u32 {
    let (dx, dy) = (eastwards(step) * step[0].y.to_radians().cos(), step[1].y - step[0].y);
    (dx.hypot(dy) * DEGREE_M / STEP_M).ceil().clamp(1.0, 20_000.0) as u32
}

fn along(step: &[Coord<f64>], share: f64) -> Coord<f64> {
    let x = step[0].x + share * eastwards(step);
    Coord { x: if x.abs() > 180.0 { x - 360.0_f64.copysign(x) } else { x }, y: step[0].y + share * (step[1].y - step[0].y) }
}

/// Degrees of longitude from one end of a step to the other, the short way round the earth.
fn eastwards(step: &[Coord<f64>]) -> f64 {
    let dx = step[1].x - step[0].x;
    if dx.abs() > 180.0 { dx - 360.0_f64.copysign(dx) } else { dx }
}

/// The pieces of a line, in order; together they are the line.
fn pieces(line: &[Coord<f64>]) -> Vec<Piece> {
    let Some(first) = line.first() else { return Vec::new() };
    let mut here = check::country_at(*first);
    let mut done = vec![Piece { country: here, line: vec![*first], metres: 0.0 }];
    for step in line.windows(2) {
        let metres = apart(step[0], step[1]);
        let count = count(step);
        let mut last = 0.0;
        for i in 1..=count {
            let share = f64::from(i) / f64::from(count);
            let there = check::country_at(along(step, share)).or(here);
            if here.is_none() {
                // What begins over water is in the first country that it comes to.
                done.iter_mut().for_each(|piece| piece.country = piece.country.or(there));
            } else if there != here {
                let (mut low, mut high) = (last, share);
                while (high - low) * metres > EXACT_M {
                    let middle = (low + high) / 2.0;
                    if check::country_at(along(step, middle)).is_none_or(|found| Some(found) == here) {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                let border = along(step, high);
                extend(&mut done, border);
                done.push(Piece { country: there, line: vec![border], metres: 0.0 });
            }
            here = there;
            last = share;
        }
        extend(&mut done, step[1]);
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

/// Makes an edge its pieces. Its length is shared out to the millimetre, so that they add up to it.
fn split(net: &mut Net, edge: usize, pieces: &[Piece]) -> Option<()> {
    let id = net.edge_id(edge);
    let (to, given, class) = (net.to[edge], net.millimetres[edge], *net.class(edge));
    let micrometres = |piece: &Piece| (piece.metres * 1e6) as u64;
    let whole: u64 = pieces.iter().map(micrometres).sum();
    let (mut left, mut begin) = (given, net.from[edge]);
    for (i, piece) in pieces.iter().enumerate() {
        let is_last = i + 1 == pieces.len();
        let shared = if is_last { left } else { share(given, micrometres(piece), whole).min(left) };
        left -= shared;
        let end = if is_last { to } else { net.add_node(&format!("{id}@{}", i + 1), Spot::of(*piece.line.last()?))? };
        let between: Vec<Spot> =
            piece.line.get(1..piece.line.len() - 1).unwrap_or_default().iter().map(|at| Spot::of(*at)).collect();
        let [from, finish] = [begin, end].map(|node| net.at[node as usize]);
        let millimetres = if class.is_measured { measured(from, &between, finish) } else { shared };
        let class = Class { country: piece.country.or(Some(Country::HIGH_SEAS)), ..class };
        let own_id = format!("{id}@{}", i + 1);
        let new = NewEdge { id: &own_id, from: begin, to: end, millimetres, class, between: &between };
        if i == 0 {
            net.shorten(edge, &new)?
        } else {
            net.add_edge(&new)?
        }
        begin = end;
    }
    Some(())
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
