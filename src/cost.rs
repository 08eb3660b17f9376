//! What it takes to use a link: the impedance tables applied to a length, a border or a terminal.
//!
//! Everything is a whole number (millimetres, milliseconds, millionths of a dollar, milligrams), fine enough for edges of a few metres. Sums are then exact, do not depend on their order, and no NaN
//! can enter a search.

use std::collections::HashMap;

use crate::error::Error;
use crate::model::{Country, Dataset, Estimate, Impedance, Load, Mode, Place, PlaceIx, Segment, Terminal, Word};

/// What one link takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LinkCost {
    /// Length in millimetres.
    pub millimetres: u64,
    /// Time in milliseconds. The low end goes with the high speed.
    pub milliseconds: Estimate<u64>,
    /// Millionths of a United States dollar for one load unit.
    pub microdollars: Estimate<u64>,
    /// Milligrams of CO2 equivalent for one load unit.
    pub milligrams: Estimate<u64>,
}

impl LinkCost {
    /// The sum of two.
    pub fn plus(self, other: LinkCost) -> LinkCost {
        LinkCost {
            millimetres: self.millimetres.saturating_add(other.millimetres),
            milliseconds: self.milliseconds.plus(other.milliseconds),
            microdollars: self.microdollars.plus(other.microdollars),
            milligrams: self.milligrams.plus(other.milligrams),
        }
    }
}

/// What a route should be best in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// Hours, central value.
    Time,
    /// Length.
    Distance,
    /// United States dollars, central value.
    Cost,
    /// CO2 equivalent, central value.
    Emissions,
}

impl Objective {
    /// What the route that is best in it is called.
    pub fn superlative(self) -> &'static str {
        match self {
            Objective::Time => "fastest",
            Objective::Distance => "shortest",
            Objective::Cost => "cheapest",
            Objective::Emissions => "least emitting",
        }
    }

    /// Its word, as in files and flags.
    pub fn word(self) -> &'static str {
        match self {
            Objective::Time => "time",
            Objective::Distance => "distance",
            Objective::Cost => "cost",
            Objective::Emissions => "emissions",
        }
    }

    /// The number of this link that the search adds up.
    pub fn of(self, cost: &LinkCost) -> u64 {
        match self {
            Objective::Time => cost.milliseconds.central,
            Objective::Distance => cost.millimetres,
            Objective::Cost => cost.microdollars.central,
            Objective::Emissions => cost.milligrams.central,
        }
    }

    /// The unit in which it is shown.
    pub fn unit(self) -> &'static str {
        match self {
            Objective::Time => "hours",
            Objective::Distance => "km",
            Objective::Cost => "USD",
            Objective::Emissions => "kg CO2e",
        }
    }

    /// How many of the search's whole numbers make one unit.
    pub fn per_unit(self) -> f64 {
        match self {
            Objective::Time => 3.6e6,
            Objective::Distance => 1e6,
            Objective::Cost => 1e6,
            Objective::Emissions => 1e6,
        }
    }
}

/// The impedance tables, ready to be asked, for one unit of load.
pub struct Tables<'a> {
    data: &'a Dataset,
    load: &'a Load,
    impedance: HashMap<(Mode, &'a str), usize>,
}

/// What crossing a border takes, and which row says so.
#[derive(Debug, Clone, Copy)]
pub struct BorderCost {
    /// Index into [`Dataset::crossings`].
    pub row: usize,
    /// What it takes.
    pub cost: LinkCost,
}

impl<'a> Tables<'a> {
    /// The tables of a dataset for one unit of load.
    pub fn new(data: &'a Dataset, load: &'a Load) -> Tables<'a> {
        let impedance = data.impedances.iter().enumerate().map(|(i, row)| ((row.mode, row.area.as_str()), i)).collect();
        Tables { data, load, impedance }
    }

    /// The impedance row for a mode in a country or on a sea: the exact one, or the default of the mode.
    ///
    /// # Errors
    /// [`Error::Data`] where the mode has no default row.
    pub fn impedance_row(&self, mode: Mode, country: Country, sea: Option<&str>) -> Result<usize, Error> {
        let area = if country.is_high_seas() { sea.unwrap_or("*") } else { country.as_str() };
        let row = self.impedance.get(&(mode, area)).or_else(|| self.impedance.get(&(mode, "*")));
        row.copied().ok_or_else(|| missing("impedances.csv", &format!("mode {}, area *", mode.word())))
    }

    /// Time, price and emissions of `km` under an impedance row:
    /// `t = L / v`, `p = L * rate * TEU`, `CO2e = tonnes * L * EF` (methods in `docs/method.md`).
    pub fn along(&self, row: &Impedance, km: f64) -> LinkCost {
        let teu = self.load.factor(row.mode);
        let speed = row.km_per_day;
        LinkCost {
            millimetres: whole(km * 1e6),
            milliseconds: Estimate::new(speed.high, speed.central, speed.low).map(|v| whole(km / v * 86.4e6)),
            microdollars: row.usd_per_teu_km.map(|usd| whole(km * usd * teu * 1e6)),
            milligrams: row.co2e_kg_per_tkm.map(|kg| whole(km * kg * self.load.tonnes * 1e6)),
        }
    }

    /// What crossing from one country to another takes at a border place. Rows that name the place come before those that do not,
    /// then rows that name the countries.
    ///
    /// # Errors
    /// [`Error::Data`] where no row fits, not even a default of the mode.
    pub fn border(&self, place: PlaceIx, mode: Mode, from: Country, to: Country) -> Result<BorderCost, Error> {
        let fits = |row: &crate::model::Crossing| {
            row.mode == mode
                && row.place.is_none_or(|p| p == place)
                && row.from.is_none_or(|c| c == from)
                && row.to.is_none_or(|c| c == to)
        };
        let rank =
            |row: &crate::model::Crossing| (row.place.is_some(), u8::from(row.from.is_some()) + u8::from(row.to.is_some()));
        let rows = self.data.crossings.iter().enumerate().filter(|(_, row)| fits(row));
        // `max_by_key` takes the last of equals; the file's first row should win.
        let best = rows.rev().max_by_key(|(_, row)| rank(row));
        let (row, crossing) =
            best.ok_or_else(|| missing("crossings.csv", &format!("place *, mode {}, from *, to *", mode.word())))?;
        Ok(BorderCost { row, cost: self.handling(crossing.hours, crossing.usd, mode) })
    }

    /// What changing from one mode to another takes at a place, and which row of `terminals.csv` says so. A row that names the place
    /// comes before one that names its country, before `*`; a row of this direction before one of the other.
    ///
    /// # Errors
    /// [`Error::Data`] where no row fits.
    pub fn terminal(&self, place: &Place, from: Mode, to: Mode) -> Result<(usize, LinkCost), Error> {
        let country = place.country();
        let rank = |row: &Terminal| {
            let at = if row.at == place.id {
                2
            } else if row.at == country.as_str() {
                1
            } else if row.at == "*" {
                0
            } else {
                return None;
            };
            if (row.from, row.to) == (from, to) {
                Some((at, 1))
            } else if (row.from, row.to) == (to, from) {
                Some((at, 0))
            } else {
                None
            }
        };
        let rows = self.data.terminals.iter().enumerate().filter_map(|(i, row)| Some((rank(row)?, i)));
        let best = rows.rev().max_by_key(|(rank, _)| *rank);
        let (_, row) =
            best.ok_or_else(|| missing("terminals.csv", &format!("where *, from {}, to {}", from.word(), to.word())))?;
        let terminal = &self.data.terminals[row];
        let mode = if to.is_afloat() { to } else { from };
        Ok((row, self.handling(terminal.hours, terminal.usd, mode)))
    }

    fn handling(&self, hours: Estimate<f64>, usd: Estimate<f64>, mode: Mode) -> LinkCost {
        let teu = self.load.factor(mode);
        LinkCost {
            millimetres: 0,
            milliseconds: hours.map(|h| whole(h * 3.6e6)),
            microdollars: usd.map(|usd| whole(usd * teu * 1e6)),
            milligrams: Estimate::exact(0),
        }
    }
}

/// Length of a segment in km: the published one where there is one, else the drawn line measured on the WGS84 ellipsoid.
pub fn length_km(segment: &Segment) -> f64 {
    use geo::{Geodesic, Length};
    match &segment.length {
        Some((km, _)) => *km,
        None => Geodesic.length(&segment.line) / 1000.0,
    }
}

/// Rounded to a whole number; what is not finite or negative cannot come from checked data, and counts as the largest number.
fn whole(value: f64) -> u64 {
    const LARGEST: f64 = (1_u64 << 52) as f64;
    if value.is_finite() && (0.0..LARGEST).contains(&value) { value.round() as u64 } else { 1 << 52 }
}

fn missing(file: &str, row: &str) -> Error {
    use crate::issue::{Issue, Severity};
    Error::Data(vec![
        Issue::new(Severity::Error, "no-default", file, format!("there is no row for {row}"))
            .help("add the default row; without it the network cannot be weighed"),
    ])
}

#[cfg(test)]
mod tests {
    use super::whole;

    /// What cannot be is the most that there is, and never free.
    #[test]
    fn what_is_no_amount_counts_as_the_largest() {
        assert_eq!([0.0, 0.4, 2.5, 1e9].map(whole), [0, 0, 3, 1_000_000_000]);
        assert_eq!([-1.0, f64::NAN, f64::INFINITY, 1e300, (1_u64 << 52) as f64].map(whole), [1 << 52; 5]);
    }
}
