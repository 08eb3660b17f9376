//! Positions near each other.

use geo::{Coord, Distance, Geodesic, Point};
use hashbrown::HashMap;

/// Mean radius of the earth, metres.
pub(super) const EARTH_M: f64 = 6_371_008.8;

/// Pairs of positions within so many metres of each other, of those that are wanted, with the metres, in the order of their numbers. Cells of space, so that neither the date line nor a pole is an edge.
pub(super) fn near_pairs(
    at: &[Coord<f64>],
    metres: f64,
    mut is_wanted: impl FnMut(usize, usize) -> bool,
) -> Vec<(usize, usize, f64)> {
    let space = |c: &Coord<f64>| {
        let (lat, lon) = (c.y.to_radians(), c.x.to_radians());
        let cell = |x: f64| (x * EARTH_M / metres).floor() as i64;
        (cell(lat.cos() * lon.cos()), cell(lat.cos() * lon.sin()), cell(lat.sin()))
    };
    let mut cells: HashMap<(i64, i64, i64), Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (i, here) in at.iter().enumerate() {
        let (x, y, z) = space(here);
        for (dx, dy, dz) in (0..27).map(|n| (n % 3 - 1, n / 3 % 3 - 1, n / 9 - 1)) {
            for j in cells.get(&(x + dx, y + dy, z + dz)).into_iter().flatten() {
                if !is_wanted(*j, i) {
                    continue;
                }
                let apart = Geodesic.distance(Point::from(*here), Point::from(at[*j]));
                if apart <= metres {
                    found.push((*j, i, apart));
                }
            }
        }
        cells.entry((x, y, z)).or_default().push(i);
    }
    found.sort_by_key(|(a, b, _)| (*a, *b));
    found
}
