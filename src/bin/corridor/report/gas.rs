//! Gas that hangs on a country between, as text for people.

use corridor::analysis::GasSupply;
use corridor::issue::harmless;
use corridor::model::Dataset;

use super::capacity::arrives;
use super::dependence::name;
use super::list::{plain_table, shown};
use super::numbers::{grouped, places};

/// By consumer, date and supplier; `None` where nothing hangs on the country between.
pub fn table(data: &Dataset, supplies: &[GasSupply]) -> Option<String> {
    let header = [
        "gas for",
        "as of",
        "from",
        "could arrive, bcm a year",
        "by swap through",
        "kept there",
        "if that closes",
        "what stops more",
    ];
    let mut table = plain_table(&header, &[3, 5, 6]);
    let mut lines = Vec::new();
    let hanging: Vec<&GasSupply> = supplies.iter().filter(|supply| supply.hangs()).collect();
    if hanging.is_empty() {
        return None;
    }
    for supply in hanging {
        for row in &supply.rows {
            let swaps = &row.capacity.swaps;
            let through: Vec<String> = swaps.iter().map(|swap| swap.through.to_string()).collect();
            let kept: f64 = swaps.iter().map(|swap| swap.kept).sum();
            let binding: Vec<&str> = row.capacity.binding.iter().map(|limit| limit.id.as_str()).collect();
            table.add_row(vec![
                name(data, &supply.consumer),
                row.as_of.to_string(),
                name(data, &row.supplier),
                arrives(&row.capacity),
                through.join(", "),
                if swaps.is_empty() { String::new() } else { grouped(kept, places(kept)) },
                arrives(&row.without),
                harmless(&binding.join(", ")),
            ]);
        }
        for demand in &supply.demand {
            let note = demand.note.as_ref().map_or(String::new(), |note| format!(" {note}"));
            lines.push(harmless(&format!(
                "  {} needs {} bcm ({}; {}).{note}",
                name(data, &supply.consumer),
                demand.bcm,
                demand.period,
                demand.source
            )));
        }
    }
    lines.push("  A swap is no pipe: gas is handed over at one border and given back, less a commission, at another. Dates: the last day of each swap, and that of the scenario. `corridor capacity FROM TO --mode pipeline --as-of DATE` explains a row.".into());
    Some(format!("Gas\n{}\n{}", shown(&table), lines.join("\n")))
}
