//! Positions near each other.

use geo::{Coord, Distance, Geodesic, Point};
use hashbrown::HashMap;
use rstar::AABB;

use crate::units::on_sphere;

/// Mean radius of the earth, metres.
pub(super) const EARTH_M: f64 = 6_371_008.8;

/// The box of degrees in which all lies that is within so many metres of a position.
pub(super) fn around(at: Coord<f64>, metres: f64) -> AABB<[f64; 2]> {
    let north = metres / EARTH_M.to_radians();
    // A degree of longitude shrinks towards the poles.
    let east = north / at.y.to_radians().cos().max(0.01);
    AABB::from_corners([at.x - east, at.y - north], [at.x + east, at.y + north])
}

/// Pairs of positions within so many metres of each other, of those that are wanted, with the metres, in the order of their numbers. Cells of space, so that neither the date line nor a pole is an edge.
pub(super) fn near_pairs(
    at: &[Coord<f64>],
    metres: f64,
    mut is_wanted: impl FnMut(usize, usize) -> bool,
) -> Vec<(usize, usize, f64)> {
    let space = |at: &Coord<f64>| {
        let [x, y, z] = on_sphere(*at).map(|x| (x * EARTH_M / metres).floor() as i64);
        (x, y, z)
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
