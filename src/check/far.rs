//! Figures that are possible and far from the default of their mode: minutes for hours, rupees or roubles for dollars.

use super::Context;
use super::defaults::{default_rows, is_default, modes_of};
use crate::issue::{Issue, figure};
use crate::read::RawRecord;
use crate::read::schema::Kind;

/// How many times beyond the interval of the default row a central value may lie. The program's own rows stay within five, currencies and minutes do not.
const TIMES: f64 = 10.0;

const HOURS: (&str, &str) = ("hours", "hours");
const USD: (&str, &str) = ("usd", "United States dollars for one TEU");

/// The tables with default rows, and the figures that they have with what they are in.
const TABLES: [(Kind, &[(&str, &str)]); 3] = [
    (Kind::Crossing, &[HOURS, USD]),
    (Kind::Terminal, &[HOURS, USD]),
    (
        Kind::Impedance,
        &[
            ("km_per_day", "km a day"),
            ("usd_per_teu_km", "United States dollars for one TEU over one km"),
            ("co2e_kg_per_tkm", "kg for one tonne over one km"),
        ],
    ),
];

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for (kind, figures) in TABLES {
        let defaults = default_rows(context, kind);
        for record in context.raw.of(kind).filter(|record| !is_default(record)) {
            let Some(default) = defaults.get(&modes_of(record)) else { continue };
            issues.extend(figures.iter().filter_map(|figure| far(context, record, default, *figure)));
        }
    }
}

fn far(context: &Context, record: &RawRecord, default: &RawRecord, (name, unit): (&str, &str)) -> Option<Issue> {
    let number = |record: &RawRecord, part: &str| record.number(&format!("{name}_{part}"));
    let (central, low, high) = (number(record, "central")?, number(default, "low")?, number(default, "high")?);
    let modes = modes_of(record);
    // A strait, a canal or a lock is a row from sea to sea, and quicker than a change of ship.
    let is_passage = modes == ["sea", "sea"];
    let is_far = (high > 0.0 && central > TIMES * high) || (central > 0.0 && central < low / TIMES && !is_passage);
    is_far.then(|| {
        let field = format!("{name}_central");
        let message = format!(
            "{field} = {} is far from the {} to {} of the default row for {}",
            figure(central),
            figure(low),
            figure(high),
            modes.join(" and ")
        );
        let issue = context.warning("far-off", record, Some(&field), message);
        issue.help(format!("it is in {unit}; correct the figure where it is in something else"))
    })
}
