//! Quantities that cannot be: zero, negative, absurd, or a low above its high.

use serde_json::Value;

use super::Context;
use crate::issue::{Issue, figure};
use crate::model::{Mode, USUAL_LOAD, Word};
use crate::read::RawRecord;
use crate::read::schema::Kind;

/// Half the circumference of the earth, and a little: no segment is longer.
const LONGEST_KM: f64 = 20_100.0;

/// More than all trade of the world, in any unit that it is counted in.
const LARGEST_FLOW: f64 = 1e15;

/// Mt or bcm a year: more than any line of the world carries.
const LARGEST_CAPACITY: f64 = 1_000.0;

/// A quantity, the lowest and highest value that it can have, and the mistake that a value beyond them usually is.
const RANGES: &[(&str, f64, f64, &str)] = &[
    ("length_km", 0.01, LONGEST_KM, "lengths are in km, not metres"),
    ("gauge_mm", 600.0, 1700.0, "gauges are in mm: 1520, 1435, 1676, 1000"),
    ("tracks", 1.0, 8.0, "give the number of tracks"),
    ("hours_low", 0.0, 2_400.0, "times are in hours"),
    ("hours_central", 0.0, 2_400.0, "times are in hours"),
    ("hours_high", 0.0, 2_400.0, "times are in hours"),
    ("usd_low", 0.0, 100_000.0, "money is in United States dollars for one TEU"),
    ("usd_central", 0.0, 100_000.0, "money is in United States dollars for one TEU"),
    ("usd_high", 0.0, 100_000.0, "money is in United States dollars for one TEU"),
    ("km_per_day_low", 10.0, 3_000.0, "speeds are averages in km a day; 40 km/h all day is 960"),
    ("km_per_day_central", 50.0, 3_000.0, "speeds are averages in km a day, not km/h; 40 km/h all day is 960"),
    ("km_per_day_high", 100.0, 3_000.0, "speeds are averages in km a day, not km/h; 40 km/h all day is 960"),
    ("usd_per_teu_km_low", 0.0, 50.0, "prices are in USD for one TEU over one km"),
    ("usd_per_teu_km_central", 0.0, 50.0, "prices are in USD for one TEU over one km"),
    ("usd_per_teu_km_high", 0.0, 50.0, "prices are in USD for one TEU over one km"),
    ("co2e_kg_per_tkm_low", 0.0, 1.0, "emission factors are in kg for one tonne over one km; 30 g is 0.03"),
    ("co2e_kg_per_tkm_central", 0.0, 1.0, "emission factors are in kg for one tonne over one km; 30 g is 0.03"),
    ("co2e_kg_per_tkm_high", 0.0, 1.0, "emission factors are in kg for one tonne over one km; 30 g is 0.03"),
    ("capacity_low", 0.0, LARGEST_CAPACITY, "capacities are in bcm a year"),
    ("capacity_central", 0.000_001, LARGEST_CAPACITY, "capacities are in bcm a year"),
    ("capacity_high", 0.0, LARGEST_CAPACITY, "capacities are in bcm a year"),
    ("commission_pct_low", 0.0, 99.0, "the commission is in per cent, and leaves something to give back"),
    ("commission_pct_high", 0.0, 99.0, "the commission is in per cent, and leaves something to give back"),
    ("tonnes", 0.001, 100_000.0, "loads are in tonnes"),
    ("rail", 0.0001, 1_000.0, "factors say how many TEU one load counts as"),
    ("road", 0.0001, 1_000.0, "factors say how many TEU one load counts as"),
    ("sea", 0.0001, 1_000.0, "factors say how many TEU one load counts as"),
    ("ferry", 0.0001, 1_000.0, "factors say how many TEU one load counts as"),
    ("pipeline", 0.0001, 1_000.0, "factors say how many TEU one load counts as"),
];

/// Gauges of the railways of the world, mm.
const GAUGES: [f64; 17] = [
    600.0, 610.0, 750.0, 760.0, 762.0, 900.0, 914.0, 950.0, 1000.0, 1050.0, 1067.0, 1435.0, 1520.0, 1524.0, 1600.0, 1668.0,
    1676.0,
];

/// The lowest and highest value that a quantity can have, and the mistake that a value beyond them usually is.
pub(crate) fn range(field: &str) -> Option<(f64, f64, &'static str)> {
    RANGES.iter().find(|(name, ..)| *name == field).map(|(_, low, high, help)| (*low, *high, *help))
}

/// Groups of columns that must rise.
const TRIPLES: &[&str] = &["hours", "usd", "km_per_day", "usd_per_teu_km", "co2e_kg_per_tkm", "capacity", "commission_pct"];

pub(super) fn check(context: &Context, issues: &mut Vec<Issue>) {
    for record in &context.raw.records {
        for (field, low, high, help) in RANGES {
            if let Some(value) = record.number(field)
                && !(*low..=*high).contains(&value)
            {
                let what = if value < 0.0 {
                    "is negative".to_owned()
                } else if value == 0.0 {
                    "is zero".to_owned()
                } else {
                    format!("is outside {low}..{high}")
                };
                issues.push(context.error("quantity", record, Some(field), format!("{field} = {value} {what}")).help(*help));
            }
        }
        for group in TRIPLES {
            let parts = ["low", "central", "high"].map(|name| record.number(&format!("{group}_{name}")));
            // A part that is no number is told as such.
            let given =
                ["low", "central", "high"].iter().filter(|name| record.fields.contains_key(&format!("{group}_{name}"))).count();
            // A table that must have all three misses the others by name.
            let may_lack = record.kind.field(&format!("{group}_low")).is_some_and(|field| !field.must);
            if may_lack && given != 0 && given != parts.len() {
                let message = format!("{group} has {given} of low, central and high");
                let issue = context.error("missing-field", record, None, message);
                issues.push(issue.help("give all three, or none"));
            }
            rising(context, record, group, parts, issues);
        }
        if let Some(Value::Object(capacity)) = record.fields.get("capacity") {
            let part = |name: &str| capacity.get(name).and_then(Value::as_f64);
            rising(context, record, "capacity", [part("low"), part("central"), part("high")], issues);
            if part("low").is_some_and(|low| low < 0.0) || part("central").is_some_and(|central| central <= 0.0) {
                let issue = context.error("quantity", record, Some("capacity"), "the capacity is zero or negative".into());
                issues.push(issue.help("leave the capacity out where it is not known"));
            }
            if let Some(most) = part("high").filter(|high| *high > LARGEST_CAPACITY) {
                let message = format!("a capacity of {} is above {LARGEST_CAPACITY}", figure(most));
                let issue = context.error("quantity", record, Some("capacity"), message);
                issues.push(issue.help("capacities are in Mt a year, of pipelines in bcm a year"));
            }
            if record.text("capacity_source").is_none() {
                let issue =
                    context.error("missing-field", record, Some("capacity"), "a capacity needs its \"capacity_source\"".into());
                issues.push(issue.help("name the source; \"general-knowledge\" is one"));
            }
        }
        if record.kind == Kind::Validation
            && let (Some(low), Some(high)) = (record.number("low"), record.number("high"))
            && low > high
        {
            let message = format!("low {low} is above high {high}");
            issues.push(context.error("low-high", record, Some("low"), message).help("order the two values"));
        } else if record.kind == Kind::Validation
            && let (Some(low), Some(value), Some(high)) = (record.number("low"), record.number("value"), record.number("high"))
            && !(low..=high).contains(&value)
        {
            let message = format!("the published value {value} is outside its own interval, {low} to {high}");
            issues.push(context.error("low-high", record, Some("value"), message).help("correct the value, or the interval"));
        }
        if let Some(gauge) = record.number("gauge_mm").filter(|gauge| (600.0..=1700.0).contains(gauge) && !GAUGES.contains(gauge))
        {
            let message = format!("no railway has a gauge of {gauge} mm");
            issues.push(context.error("gauge", record, Some("gauge_mm"), message).help("1520, 1435, 1676 or 1000"));
        }
        if record.kind == Kind::Load {
            weight(context, record, issues);
        }
        if record.kind == Kind::Load && record.text("load") == Some(USUAL_LOAD) {
            for field in ["rail", "road", "sea", "ferry", "pipeline"] {
                if record.number(field).is_some_and(|factor| factor != 1.0) {
                    let message = format!("{field} = {} TEU for one {USUAL_LOAD}", record.number(field).unwrap_or_default());
                    issues
                        .push(context.error("quantity", record, Some(field), message).help("a TEU counts as one in every mode"));
                }
            }
        }
        if record.kind == Kind::Flow
            && let Some(value) = record.number("value").filter(|value| !(0.0..=LARGEST_FLOW).contains(value))
        {
            let message = format!("value = {} is outside 0..{LARGEST_FLOW:e}", figure(value));
            issues.push(context.error("quantity", record, Some("value"), message).help("what is carried is zero or more"));
        }
        let mode = record.text("mode").and_then(Mode::of);
        let is_rail = mode == Some(Mode::Rail);
        if record.kind == Kind::Segment && mode.is_some() && !is_rail {
            for field in ["tracks", "electrified"].into_iter().filter(|field| record.fields.contains_key(*field)) {
                let issue = context.error("gauge", record, Some(field), format!("only a railway has \"{field}\""));
                issues.push(issue.help("delete it, or correct the mode"));
            }
        }
        for (figure, source) in [("capacity", "capacity_source"), ("length_km", "length_source")] {
            if record.kind == Kind::Segment && record.fields.contains_key(source) && !record.fields.contains_key(figure) {
                let issue =
                    context.error("missing-field", record, Some(source), format!("there is no \"{figure}\" from this source"));
                issues.push(issue.help(format!("add \"{figure}\", or delete the source")));
            }
        }
        if record.kind == Kind::Segment && mode.is_some() && is_rail != record.fields.contains_key("gauge_mm") {
            let (message, help) = if is_rail {
                ("a railway needs its \"gauge_mm\"", "1520, 1435, 1676 or 1000")
            } else {
                ("only a railway has a \"gauge_mm\"", "delete it, or correct the mode")
            };
            issues.push(context.error("gauge", record, Some("mode"), message.into()).help(help));
        }
    }
}

/// A load takes about as much room as its weight: a TEU carries up to some 28 t, and in the program's tables 18.
fn weight(context: &Context, record: &RawRecord, issues: &mut Vec<Issue>) {
    /// Tonnes for one TEU: empty boxes weigh above two, and the densest cargo is at the limit of a road.
    const TONNES: std::ops::RangeInclusive<f64> = 1.0..=60.0;
    let Some(tonnes) = record.number("tonnes") else { return };
    for mode in ["rail", "road", "sea", "ferry"] {
        let Some(each) = record.number(mode).filter(|teu| *teu > 0.0).map(|teu| tonnes / teu) else { continue };
        if !TONNES.contains(&each) {
            let message = format!(
                "{} t in what counts as {} TEU are {} t in each",
                figure(tonnes),
                figure(record.number(mode).unwrap_or_default()),
                figure(each)
            );
            let help = format!("one TEU carries {} to {} t; correct \"tonnes\" or \"{mode}\"", TONNES.start(), TONNES.end());
            issues.push(context.error("quantity", record, Some("tonnes"), message).help(help));
            return;
        }
    }
}

fn rising(context: &Context, record: &RawRecord, group: &str, parts: [Option<f64>; 3], issues: &mut Vec<Issue>) {
    if let [Some(low), Some(central), Some(high)] = parts
        && !(low <= central && central <= high)
    {
        let message = format!("{group}: low {low}, central {central} and high {high} do not rise");
        let field = if record.fields.contains_key(group) { group.to_owned() } else { format!("{group}_low") };
        issues.push(context.error("low-high", record, Some(&field), message).help("order the three values"));
    }
}
