//! Simulations as text for people.

use corridor::analysis::{Distribution, Simulation};
use corridor::issue::harmless;
use corridor::model::Word;

use super::list::{plain_table, shown};
use super::numbers::{grouped, percent};

/// How many ways and drivers are shown.
const SHOWN: usize = 8;

/// Routes as distributions, how often each is the best, and what drives the result.
pub fn table(found: &Simulation) -> String {
    let mut parts = vec![harmless(&format!(
        "{} to {}; {} ({}); best by {}, for one {}; {} draws, seed {}",
        found.from.name,
        found.to.name,
        found.scenario.id,
        found.scenario.title,
        found.by.word(),
        found.load,
        found.draws,
        found.seed
    ))];
    parts.push(routes(found));
    let error = (found.best.no_route * (1.0 - found.best.no_route) / f64::from(found.draws)).sqrt();
    let mut line = format!("No route at all: {} of the draws (+- {:.1} points).", percent(found.best.no_route), error * 196.0);
    if let (Some(on_time), Some(hours)) = (found.best.on_time, found.deadline_hours) {
        line += &format!(" Within {} days by the best way of each draw: {}.", grouped(hours / 24.0, 1), percent(on_time));
    }
    parts.push(line);
    if !found.closures.is_empty() {
        let mut table = plain_table(&["may close", "probability", "basis"], &[1]);
        let (always, perhaps): (Vec<_>, Vec<_>) = found.closures.iter().partition(|closure| closure.probability >= 1.0);
        for closure in perhaps {
            table.add_row(vec![
                harmless(&closure.what),
                format!("{:.1} %", closure.probability * 100.0),
                harmless(&closure.basis),
            ]);
        }
        let names: Vec<&str> = always.iter().map(|closure| closure.what.as_str()).collect();
        let always = if names.is_empty() { String::new() } else { format!("\nAlways closed: {}.", harmless(&names.join("; "))) };
        parts.push(format!("{}{always}", shown(&table)));
    }
    if !found.ways.is_empty() {
        let mut table = plain_table(&["best way, by countries and seas", "share of draws"], &[1]);
        for way in found.ways.iter().take(SHOWN) {
            table.add_row(vec![harmless(&way.by_way_of.join(", ")), percent(way.share)]);
        }
        let more = found.ways.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!("\n... and {more} other ways") } else { String::new() };
        parts.push(format!("{}{more}", shown(&table)));
    }
    if !found.drivers.is_empty() {
        let mut table = plain_table(&["what drives it", "rank correlation", "stands in", "source"], &[1]);
        for driver in found.drivers.iter().take(SHOWN) {
            table.add_row(vec![
                harmless(&driver.what),
                format!("{:+.2}", driver.rank_correlation),
                harmless(&driver.basis),
                harmless(&driver.source),
            ]);
        }
        parts.push(shown(&table));
    }
    parts.push(
        "Each figure is drawn from a triangle between its low, central and high value, once for all links that take it from the same row; other rows are drawn apart. Best way: for whoever knows all beforehand."
            .to_owned(),
    );
    parts.join("\n\n")
}

fn routes(found: &Simulation) -> String {
    let on_time = found.deadline_hours.map(|hours| format!("within {} days", grouped(hours / 24.0, 1)));
    let mut header =
        vec!["", "by way of", "modes", "days, central", "days, half (5-95 %)", "USD, half (5-95 %)", "open", "best of these"];
    header.extend(on_time.as_deref());
    let mut table = plain_table(&header, &(3..header.len()).collect::<Vec<_>>());
    let spread = |d: Option<&Distribution>, scale: f64, places: usize| {
        d.map_or("-".to_owned(), |d| {
            let show = |x: f64| grouped(x / scale, places);
            format!("{} ({}-{})", show(d.p50), show(d.p5), show(d.p95))
        })
    };
    for (i, route) in found.routes.iter().enumerate() {
        let mut row = vec![
            (i + 1).to_string(),
            harmless(&route.by_way_of.join(", ")),
            route.modes.iter().map(|mode| mode.word()).collect::<Vec<_>>().join(", "),
            grouped(route.central_hours / 24.0, 1),
            spread(route.hours.as_ref(), 24.0, 1),
            spread(route.usd.as_ref(), 1.0, 0),
            percent(route.open),
            percent(route.best_listed),
        ];
        row.extend(route.on_time.map(percent));
        table.add_row(row);
    }
    let mut row = vec![
        String::new(),
        "the best way of each draw".to_owned(),
        String::new(),
        String::new(),
        spread(found.best.hours.as_ref(), 24.0, 1),
        spread(found.best.usd.as_ref(), 1.0, 0),
        percent(1.0 - found.best.no_route),
        String::new(),
    ];
    row.extend(found.best.on_time.map(percent));
    table.add_row(row);
    shown(&table)
}
