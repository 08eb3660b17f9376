//! Figures that are possible and far from the default of their mode: minutes for hours, rupees or roubles for dollars.

use super::Context;
use crate::issue::figure;
use crate::read::RawRecord;
use crate::read::schema::Kind;

/// How many times beyond the interval of the default row a central value may lie. The program's own rows stay within five, currencies and minutes do not.
const TIMES: f64 = 10.0;

/// A table with default rows: the columns that are `*` in one, the modes that it is for, and the figures that it has with what they are in.
struct Table {
    kind: Kind,
    any: &'static [&'static str],
    modes: &'static [&'static str],
    figures: &'static [(&'static str, &'static str)],
}

const TABLES: [Table; 3] = [
    Table {
        kind: Kind::Crossing,
        any: &["place", "from", "to"],
        modes: &["mode"],
        figures: &[("hours", "hours"), ("usd", "United States dollars for one TEU")],
    },
    Table {
        kind: Kind::Terminal,
        any: &["where"],
        modes: &["from", "to"],
        figures: &[("hours", "hours"), ("usd", "United States dollars for one TEU")],
    },
    Table {
        kind: Kind::Impedance,
        any: &["area"],
        modes: &["mode"],
        figures: &[
            ("km_per_day", "km a day"),
            ("usd_per_teu_km", "United States dollars for one TEU over one km"),
            ("co2e_kg_per_tkm", "kg for one tonne over one km"),
        ],
    },
];

impl Table {
    fn is_default(&self, record: &RawRecord) -> bool {
        self.any.iter().all(|column| record.text(column) == Some("*"))
    }

    /// The modes of a row, in either order.
    fn modes<'a>(&self, record: &'a RawRecord) -> Vec<&'a str> {
        let mut modes: Vec<&str> = self.modes.iter().filter_map(|column| record.text(column)).collect();
        modes.sort_unstable();
        modes
    }
}

pub(super) fn check(context: &Context, issues: &mut Vec<crate::issue::Issue>) {
    for table in &TABLES {
        let defaults: Vec<&RawRecord> = context.raw.of(table.kind).filter(|record| table.is_default(record)).collect();
        for record in context.raw.of(table.kind).filter(|record| !table.is_default(record)) {
            let modes = table.modes(record);
            let Some(default) = defaults.iter().find(|default| table.modes(default) == modes) else { continue };
            for (name, unit) in table.figures {
                let figures = |record: &RawRecord, part: &str| record.number(&format!("{name}_{part}"));
                let (Some(central), Some(low), Some(high)) =
                    (figures(record, "central"), figures(default, "low"), figures(default, "high"))
                else {
                    continue;
                };
                // A strait, a canal or a lock is a row from sea to sea, and quicker than a change of ship.
                let is_passage = modes == ["sea", "sea"];
                let is_far = (high > 0.0 && central > TIMES * high) || (central > 0.0 && central < low / TIMES && !is_passage);
                if is_far {
                    let field = format!("{name}_central");
                    let message = format!(
                        "{field} = {} is far from the {} to {} of the default row for {}",
                        figure(central),
                        figure(low),
                        figure(high),
                        modes.join(" and ")
                    );
                    let issue = context.warning("far-off", record, Some(&field), message);
                    issues.push(issue.help(format!("it is in {unit}; correct the figure where it is in something else")));
                }
            }
        }
    }
}
