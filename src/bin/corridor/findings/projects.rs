//! What proposed links change.

use corridor::analysis::{Beyond, LinkValues, Measure, Player, compare, link_values, network_load};
use corridor::analysis::{NEAR_FULL, Pairs};
use corridor::error::Error;
use corridor::model::Mode;
use corridor::network::Selector;

use super::{Desk, Finding, WITHOUT_ROAD, table};
use crate::report::dependence::name;
use crate::report::numbers::{grouped, percent};

/// How many rows a table has.
const ROWS: usize = 6;

pub fn rasht_astara(desk: &Desk) -> Result<Finding, Error> {
    let mut answer = Vec::new();
    for (modes, words) in [(&Mode::FREIGHT[..], "By all modes"), (&WITHOUT_ROAD[..], "By rail, sea and ferry only")] {
        let ground = desk.ground(modes);
        let others = [desk.state("rasht-astara-2028")?];
        let found = compare(ground, &desk.pairs, &desk.state("base-2025")?, &others, Beyond::default())?;
        let Some(sum) = found.sums.first() else { continue };
        let routed = sum.better + sum.worse + sum.unchanged;
        answer.push(format!("{words} the railway makes {} of {routed} pairs faster and {} slower.", sum.better, sum.worse));
        let gains = sum.subjects.iter().filter(|subject| subject.better > 0).take(ROWS).filter_map(|subject| {
            let mean = subject.mean?;
            Some(vec![
                name(&desk.data, &subject.subject),
                subject.better.to_string(),
                grouped(mean.hours, 1),
                grouped(mean.usd, 0),
                grouped(mean.km, 0),
            ])
        });
        let rows: Vec<Vec<String>> = gains.collect();
        if !rows.is_empty() {
            answer.push(table(&["pairs of", "faster", "mean hours", "mean USD", "mean km"], 1, rows));
        }
    }
    let pair = Pairs { list: vec![desk.pair("Moscow", "Mumbai")?], ..desk.pairs.clone() };
    let found = compare(
        desk.ground(&WITHOUT_ROAD),
        &pair,
        &desk.state("base-2025")?,
        &[desk.state("rasht-astara-2028")?],
        Beyond { choice: true, disruption: false },
    )?;
    if let Some(one) = found.pairs.first()
        && let (Some(base), Some(with)) = (&one.base, one.scenarios.first())
    {
        let saved = with.difference.map_or(0.0, |difference| -difference.hours);
        let spread = |choice: Option<f64>| choice.map_or("-".to_owned(), |hours| grouped(hours / 24.0, 1));
        answer.push(format!(
            "Moscow - Mumbai without roads takes {} days today; the railway saves {} days on the best route ({} days instead of {} where the flow spreads over really different routes).",
            grouped(base.totals.hours.central / 24.0, 1),
            grouped(saved / 24.0, 1),
            spread(with.choice.as_ref().map(|choice| choice.mean)),
            spread(one.choice.as_ref().map(|choice| choice.mean)),
        ));
    }
    Ok(Finding {
        question: "What does the missing railway Rasht - Astara change, in days and dollars, and for whom?",
        commands: vec![
            "corridor compare --od data/pairs.csv --scenario rasht-astara-2028",
            "corridor compare --od data/pairs.csv --scenario rasht-astara-2028 --mode rail,sea,ferry",
        ],
        answer,
        rests_on: "the planned 162 km at the speed of Iranian railways, border and terminal waits of the survey tables, most of them of low confidence; lorries already drive the gap.",
        cannot_say: "what the railway does to capacity, reliability and tariffs, and which shippers prefer rail whatever the hours: by hours alone a lorry wins wherever it may drive.",
    })
}

pub fn araz_or_tripp(desk: &Desk) -> Result<Finding, Error> {
    let pairs = desk.pairs_of("Nakhchivan")?;
    let all = players(desk)?;
    let two: Vec<Player> = all.into_iter().filter(|player| ["south-araz", "tripp"].contains(&player.name.as_str())).collect();
    let mut rows = Vec::new();
    for (modes, by) in [(&Mode::FREIGHT[..], "all modes"), (&WITHOUT_ROAD[..], "no road")] {
        for (measure, what) in [(Measure::Best, "all open"), (Measure::Disruption, "each transit country closed in turn")] {
            let found = link_values(desk.ground(modes), &pairs, &desk.state("base-2025")?.scenario, &two, measure)?;
            for link in &found.links {
                rows.push(vec![
                    by.to_owned(),
                    what.to_owned(),
                    link.name.clone(),
                    grouped(link.alone, 1),
                    grouped(link.last, 1),
                    link.connects.to_string(),
                ]);
            }
        }
    }
    Ok(Finding {
        question: "Araz or TRIPP for Nakhchivan: do the two compete or complement each other?",
        commands: vec![
            "corridor compare Baku Nakhchivan --links south-araz,tripp",
            "corridor compare Baku Nakhchivan --links south-araz,tripp --mode rail,sea,ferry",
        ],
        answer: vec![
            format!("Hours saved over the {} pairs of Nakhchivan, by each link alone, and lost when it is left out of both:", pairs.list.len()),
            table(&["modes", "when", "link", "alone", "lost without it", "cases it connects"], 3, rows),
            "Where *alone* is far above *lost without it* the two stand in for each other: whichever is built second adds little while all is open. Where a transit country closes, the second one is what is left.".to_owned(),
        ],
        rests_on: "both routes at the usual speeds of their countries, with the waits of the default border rows; the border of Armenia and Azerbaijan counts as open with either.",
        cannot_say: "what Iran or Armenia would charge, who controls the way through Armenia, and what it costs to build.",
    })
}

pub fn alone_or_together(desk: &Desk) -> Result<Finding, Error> {
    let players = players(desk)?;
    let mut rows = Vec::new();
    let mut worthless = Vec::new();
    for (modes, by) in [(&Mode::FREIGHT[..], "all modes"), (&WITHOUT_ROAD[..], "no road")] {
        let found: LinkValues =
            link_values(desk.ground(modes), &desk.pairs, &desk.state("base-2025")?.scenario, &players, Measure::Best)?;
        for link in &found.links {
            if link.alone == 0.0 && link.last == 0.0 && link.connects == 0 {
                worthless.push(format!("{} ({by})", link.name));
                continue;
            }
            rows.push(vec![
                by.to_owned(),
                link.name.clone(),
                grouped(link.alone, 1),
                grouped(link.last, 1),
                grouped(link.shapley, 1),
                link.connects.to_string(),
            ]);
        }
    }
    Ok(Finding {
        question: "Which proposed links create value alone, and which only together?",
        commands: vec!["corridor compare --od data/pairs.csv", "corridor compare --od data/pairs.csv --mode rail,sea,ferry"],
        answer: vec![
            format!("Hours saved over {} pairs:", desk.pairs.list.len()),
            table(&["modes", "link", "alone", "lost without it", "Shapley value", "pairs it connects"], 2, rows),
            format!(
                "Worth nothing by best routes: {}.",
                if worthless.is_empty() { "none".to_owned() } else { worthless.join(", ") }
            ),
        ],
        rests_on: "every set of the proposed links solved for every pair; equal weights of the pairs.",
        cannot_say: "what a link is worth to trade that is not between these places, or that would only begin with it; a link that duplicates another is worth nothing here until something closes.",
    })
}

pub fn lines(desk: &Desk) -> Result<Finding, Error> {
    let trade = Pairs::from_flows(&desk.data, "irica-non-oil")?;
    let mut found = network_load(desk.ground(&WITHOUT_ROAD), &trade, &desk.state("base-2025")?)?;
    let unknown = found.rows.iter().filter(|row| row.load.is_none()).count();
    let all = found.rows.len();
    found.rows.retain(|row| row.load.is_some());
    let full = found.rows.iter().filter(|row| row.load.is_some_and(|load| load.high > NEAR_FULL)).count();
    let rows = found.rows.iter().take(ROWS).filter_map(|row| {
        let (capacity, load) = (row.capacity_mt?, row.load?);
        let band =
            |low: f64, high: f64| if low == high { String::new() } else { format!(" ({}-{})", percent(low), percent(high)) };
        Some(vec![
            row.name.clone(),
            grouped(row.flow_mt, 2),
            format!("{} ({}-{})", capacity.central, capacity.low, capacity.high),
            format!("{}{}", percent(load.central), band(load.low, load.high)),
        ])
    });
    Ok(Finding {
        question: "Which lines would the trade of Iran with its northern neighbours fill, if it went by rail and sea?",
        commands: vec!["corridor capacity --flows irica-non-oil --mode rail,sea,ferry"],
        answer: vec![
            format!(
                "{} Mt a year ({}) spread over really different routes without roads. Of {all} segments that would carry some of it, {full} could come above 80 % of the capacity that was published; of {unknown} none was published.",
                grouped(found.trade_mt, 2),
                trade.weights
            ),
            table(&["line", "Mt a year", "capacity", "load"], 1, rows),
        ],
        rests_on: "one published year of trade by country pair, its ends at the main place of each country, and the few published capacities.",
        cannot_say: "what else runs on these lines, and what borders and ports can take: no capacities of theirs are in the data.",
    })
}

/// The corridors that `all-proposed` opens.
fn players(desk: &Desk) -> Result<Vec<Player>, Error> {
    let proposed = desk.state("all-proposed")?.scenario;
    let player = |selector: &Selector| Player {
        name: selector.describe(&desk.data),
        with: vec![selector.clone()],
        reopen: proposed.reopen.clone(),
    };
    Ok(proposed.with.iter().map(player).collect())
}
