//! What an arc takes, by the formulas of `docs/method.md`.

use corridor::cost::Objective;
use corridor::model::{Country, Dataset, Estimate, Load, Mode, Place, PlaceIx, Segment};

use super::afloat;

/// Whole numbers: millimetres, milliseconds, millionths of a dollar, milligrams. Three of a kind are low, central and high.
#[derive(Debug, Clone, Copy, Default)]
pub struct Takes {
    pub millimetres: u64,
    pub milliseconds: [u64; 3],
    pub microdollars: [u64; 3],
    pub milligrams: [u64; 3],
}

impl Takes {
    /// What an objective adds up, at one end of the estimates.
    pub fn by(&self, objective: Objective, end: usize) -> u64 {
        match objective {
            Objective::Time => self.milliseconds[end],
            Objective::Distance => self.millimetres,
            Objective::Cost => self.microdollars[end],
            Objective::Emissions => self.milligrams[end],
        }
    }
}

/// The tables for one load.
pub struct Unit<'a> {
    data: &'a Dataset,
    pub load: &'a Load,
}

/// Three numbers of an estimate, each made whole.
pub fn three(estimate: Estimate<f64>, make: impl Fn(f64) -> f64) -> [u64; 3] {
    [estimate.low, estimate.central, estimate.high].map(|x| make(x).round() as u64)
}

impl<'a> Unit<'a> {
    /// The tables, and the load of this id.
    pub fn of(data: &'a Dataset, load: &str) -> Unit<'a> {
        Unit { data, load: data.loads.iter().find(|row| row.id == load).expect("a load") }
    }

    /// TEU that the load counts as.
    pub fn teu(&self, mode: Mode) -> f64 {
        self.load.factors.iter().find(|(of, _)| *of == mode).expect("a factor").1
    }

    /// hours = 24 L / v, USD = L p f, kg = L e w.
    pub fn along(&self, segment: &Segment) -> Takes {
        let area =
            if segment.country.as_str() == "XZ" { segment.sea.as_deref().unwrap_or("*") } else { segment.country.as_str() };
        let row = |area: &str| self.data.impedances.iter().find(|row| row.mode == segment.mode && row.area == area);
        let row = row(area).or_else(|| row("*")).expect("a row of the mode");
        // Only the length of a drawn line is taken from the program.
        let km = segment.length.as_ref().map_or_else(|| corridor::cost::length_km(segment), |(km, _)| *km);
        let [slow, usual, fast] = three(row.km_per_day, |v| 24.0 * km / v * 3_600_000.0);
        Takes {
            millimetres: (km * 1_000_000.0).round() as u64,
            milliseconds: [fast, usual, slow],
            microdollars: three(row.usd_per_teu_km, |p| km * p * self.teu(segment.mode) * 1_000_000.0),
            milligrams: three(row.co2e_kg_per_tkm, |e| km * e * self.load.tonnes * 1_000_000.0),
        }
    }

    /// A row that names the place counts before one that does not; among these a row that names the countries.
    pub fn border(&self, place: PlaceIx, mode: Mode, from: Country, to: Country) -> Takes {
        let mut rows: Vec<_> = self.data.crossings.iter().filter(|row| row.mode == mode).collect();
        rows.retain(|row| {
            row.place.is_none_or(|at| at == place) && row.from.is_none_or(|c| c == from) && row.to.is_none_or(|c| c == to)
        });
        rows.sort_by_key(|row| (row.place.is_none(), row.from.is_none() as u8 + row.to.is_none() as u8));
        let row = rows.first().expect("a row for borders");
        self.handling(row.hours, row.usd, mode)
    }

    /// The row of the place, else of its country, else of all; a row of this direction, else of the other one.
    pub fn terminal(&self, place: &Place, from: Mode, to: Mode) -> Takes {
        let country = place.countries[0].to_string();
        let wheres = [place.id.as_str(), &country, "*"];
        let row = wheres
            .iter()
            .flat_map(|at| [(at, from, to), (at, to, from)])
            .find_map(|(at, from, to)| self.data.terminals.iter().find(|row| row.at == **at && row.from == from && row.to == to));
        let row = row.expect("a row for terminals");
        // A load counts as the mode counts it that is loaded: the ship's, where there is one.
        self.handling(row.hours, row.usd, if afloat(to) { to } else { from })
    }

    fn handling(&self, hours: Estimate<f64>, usd: Estimate<f64>, mode: Mode) -> Takes {
        Takes {
            milliseconds: three(hours, |hours| hours * 3_600_000.0),
            microdollars: three(usd, |usd| usd * self.teu(mode) * 1_000_000.0),
            ..Takes::default()
        }
    }
}
