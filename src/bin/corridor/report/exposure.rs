//! Exposure as text for people.

use corridor::analysis::Exposure;
use corridor::issue::harmless;

use super::list::{country_or_sea, plain_table, shown};
use super::numbers::{counted, percent, thousands};

/// How many points on the way are shown.
const POINTS: usize = 15;

/// Countries, concentration, and points on the way.
pub fn table(exposure: &Exposure) -> String {
    let without = match exposure.pairs_without_route {
        0 => String::new(),
        n => format!("; {} without a route, in no share", counted(n, "pair", "pairs")),
    };
    let mut parts = vec![harmless(&format!(
        "Exposure of {}, {} ({}); {}{without}",
        counted(exposure.pairs, "pair", "pairs"),
        exposure.scenario.id,
        exposure.scenario.title,
        exposure.weights
    ))];
    let header = [
        "country or sea",
        "km",
        "time",
        "USD",
        "transit km",
        "transit time",
        "transit USD",
        "tonne-km in transit",
        "pairs in transit",
    ];
    let mut table = plain_table(&header, &[1, 2, 3, 4, 5, 6, 7, 8]);
    for c in &exposure.countries {
        let shares =
            [c.share_km, c.share_hours, c.share_usd, c.transit_share_km, c.transit_share_hours, c.transit_share_usd].map(percent);
        let mut row = vec![country_or_sea(c.country, &c.name)];
        row.extend(shares);
        row.extend([c.transit_tonne_km.map_or("not known".to_owned(), thousands), percent(c.pairs_in_transit)]);
        table.add_row(row);
    }
    parts.push(format!(
        "Shares of the whole way, then of what lies outside the countries of origin and destination\n{}",
        shown(&table)
    ));
    if let Some(c) = &exposure.concentration {
        let normalised = c.hhi_normalised.map_or(String::new(), |n| format!(", normalised {n:.2}"));
        parts.push(format!(
            "Concentration of transit over countries: HHI {:.2}{normalised}; as if {:.1} countries shared it evenly",
            c.hhi, c.effective_countries
        ));
    }
    let mut table = plain_table(&["border, port, terminal or strait", "what", "share of pairs"], &[2]);
    for point in exposure.points.iter().take(POINTS) {
        table.add_row(vec![harmless(&point.name), point.kind.replace('_', " "), percent(point.share)]);
    }
    parts.push(shown(&table));
    if exposure.points.len() > POINTS {
        parts.push(format!("... and {} more; --format json lists them all", exposure.points.len() - POINTS));
    }
    parts.join("\n\n")
}
