//! From the globe to a map: the equidistant conic projection (Snyder 1987, eq. 16-1 to 16-4, for the sphere), which keeps scale along every meridian and two
//! parallels, and shapes of middle latitudes near enough. About the equator, where it has no cone, the equidistant cylindrical one.

use geo::Coord;

use super::canvas::At;

/// A map of a part of the globe.
pub(crate) struct Projection {
    middle: f64,
    n: f64,
    g: f64,
    /// Pixels to a radian, and where the origin lies.
    scale: f64,
    origin: At,
}

/// Below this cone constant a map is a cylinder.
const FLAT: f64 = 0.05;

impl Projection {
    /// That shows positions within a box of pixels (left, top, width, height), as large as fits.
    pub(crate) fn fitting(positions: &[Coord<f64>], (left, top): At, (width, height): At) -> Projection {
        let (mut west, mut east, mut south, mut north) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for at in positions {
            (west, east) = (west.min(at.x), east.max(at.x));
            (south, north) = (south.min(at.y), north.max(at.y));
        }
        let (low, high) = ((south + (north - south) / 6.0).to_radians(), (north - (north - south) / 6.0).to_radians());
        let n = if high - low > 1e-6 { (low.cos() - high.cos()) / (high - low) } else { low.sin() };
        let mut map = Projection { middle: (west + east) / 2.0, n, g: low.cos() / n + low, scale: 1.0, origin: (0.0, 0.0) };
        if n.abs() < FLAT {
            (map.n, map.g) = (0.0, ((south + north) / 2.0).to_radians().cos());
        }
        // Edges of the frame bend: what has to be in it is measured.
        let flat: Vec<At> = positions.iter().map(|at| map.at(*at)).collect();
        let (mut x0, mut x1, mut y0, mut y1) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for (x, y) in flat {
            (x0, x1) = (x0.min(x), x1.max(x));
            (y0, y1) = (y0.min(y), y1.max(y));
        }
        map.scale = (width / (x1 - x0).max(1e-4)).min(height / (y1 - y0).max(1e-4));
        map.origin = (left + width / 2.0 - map.scale * (x0 + x1) / 2.0, top + height / 2.0 - map.scale * (y0 + y1) / 2.0);
        map
    }

    /// The pixel of a position.
    pub(crate) fn at(&self, at: Coord<f64>) -> At {
        let turn = self.turn(at.x).to_radians();
        let lat = at.y.to_radians();
        let (x, y) = if self.n == 0.0 {
            (turn * self.g, lat)
        } else {
            let rho = self.g - lat;
            (rho * (self.n * turn).sin(), self.g - rho * (self.n * turn).cos())
        };
        (self.origin.0 + self.scale * x, self.origin.1 - self.scale * y)
    }

    /// Degrees east of the middle, the short way round.
    pub(super) fn turn(&self, lon: f64) -> f64 {
        (lon - self.middle + 540.0).rem_euclid(360.0) - 180.0
    }

    /// Pixels to a kilometre along a meridian.
    pub(super) fn pixels_per_km(&self) -> f64 {
        self.scale / 6371.0
    }
}
