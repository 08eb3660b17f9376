//! Who holds whom: dependence, closures, gas.

use corridor::analysis::{
    Beyond, CriticalRow, CriticalityQuestion, Dependence, DependenceQuestion, Subjects, Things, compare, criticality, dependence,
    gas_supply, silent,
};
use corridor::error::Error;
use corridor::model::{Country, Mode};

use super::{Desk, Finding, WITHOUT_ROAD, table};
use crate::report::capacity::arrives;
use crate::report::dependence::{measures, name};
use crate::report::numbers::{grouped, percent};

/// How many rows a table has.
const ROWS: usize = 8;

pub fn azerbaijan_and_iran(desk: &Desk) -> Result<Finding, Error> {
    let question = DependenceQuestion { of: Subjects::Countries, on: Things::Countries, choice: false };
    let mut rows = Vec::new();
    for (modes, by) in [(&Mode::FREIGHT[..], "all"), (&WITHOUT_ROAD[..], "no road")] {
        for id in ["base-2025", "rasht-astara-2028", "south-araz", "tripp"] {
            let found: Dependence = dependence(desk.ground(modes), &desk.pairs, &desk.state(id)?, question);
            for (who, on) in [("AZ", "IR"), ("AZ-NX", "IR"), ("IR", "AZ")] {
                let mut row = vec![name(&desk.data, who), name(&desk.data, on), by.to_owned(), id.to_owned()];
                row.extend(measures(found.row(who, on)));
                rows.push(row);
            }
        }
    }
    rows.sort_by(|a, b| (&a[0], &a[2]).cmp(&(&b[0], &b[2])));
    Ok(Finding {
        question: "How do Azerbaijan and Iran depend on each other, with and without Rasht - Astara, South Araz and TRIPP?",
        commands: vec!["corridor dependence AZ IR"],
        answer: vec![
            "D: share of its pairs that cross the other; V: extra cost of the pairs that stay connected when the other closes; U: share that loses every route.".to_owned(),
            table(&["who", "on whom", "modes", "scenario", "D", "V", "U"], 4, rows),
        ],
        rests_on: "fifteen partner places for each, all of the same weight; hours as the cost; border waits of low confidence.",
        cannot_say: "how much is traded, and whether either would use its hold: a score of dependence is a capability, not a will.",
    })
}

pub fn hormuz(desk: &Desk) -> Result<Finding, Error> {
    let found = compare(
        desk.ground(&Mode::FREIGHT),
        &desk.pairs,
        &desk.state("base-2025")?,
        &[desk.state("hormuz-closed")?, desk.state("iran-closed-to-transit")?],
        Beyond::default(),
    )?;
    let mut answer = Vec::new();
    for (sum, words) in found.sums.iter().zip(["The Strait of Hormuz closed", "Iran closed to transit"]) {
        answer.push(format!("{words}: {} pairs worse, {} cut off, {} as before.", sum.worse, sum.cut_off, sum.unchanged));
        let worst = sum.subjects.iter().rev().filter(|subject| subject.worse + subject.cut_off > 0).take(ROWS);
        let rows = worst.filter_map(|subject| {
            let mean = subject.mean?;
            Some(vec![
                name(&desk.data, &subject.subject),
                subject.worse.to_string(),
                subject.cut_off.to_string(),
                grouped(mean.hours / 24.0, 1),
                grouped(mean.usd, 0),
            ])
        });
        answer.push(table(&["pairs of", "worse", "cut off", "mean days", "mean USD"], 1, rows));
    }
    Ok(Finding {
        question: "What happens if the Strait of Hormuz closes, and what if Iran closes to transit?",
        commands: vec!["corridor compare --od data/pairs.csv --scenario hormuz-closed,iran-closed-to-transit"],
        answer,
        rests_on: "the next best route of each pair with everything else open; means over the pairs of a country that keep a route.",
        cannot_say: "what queues, insurance and war would add on the way that is left, and how long a closure lasts.",
    })
}

pub fn posts(desk: &Desk) -> Result<Finding, Error> {
    let ask = |of| {
        let question = CriticalityQuestion { of, choice: false, vital: 1 };
        Ok::<_, Error>(criticality(desk.ground(&Mode::FREIGHT), &desk.pairs, &desk.state("base-2025")?, question, &silent))
    };
    let mut answer = Vec::new();
    for (of, words) in [(Things::Posts, "Single border posts"), (Things::Borders, "Whole borders between two countries")] {
        let found = ask(of)?;
        let mut rows: Vec<_> = found.rows.iter().collect();
        rows.sort_by(|a, b| b.importance.unwrap_or(0.0).total_cmp(&a.importance.unwrap_or(0.0)));
        let rows = rows.into_iter().take(ROWS).map(loss);
        answer.push(format!("{words}:"));
        answer.push(table(&["border", "flow", "unserved", "importance, hours", "detour"], 1, rows));
    }
    Ok(Finding {
        question: "Which single border hurts most?",
        commands: vec!["corridor criticality --what posts", "corridor criticality --what borders"],
        answer,
        rests_on: "each border closed alone, for 240 pairs of the same weight; the importance is the mean rise over all pairs, the detour that of the pairs that use it.",
        cannot_say: "how full the border next to it is: whoever has to turn to it finds no queue in these numbers.",
    })
}

/// What the loss of one thing does, as cells.
fn loss(row: &CriticalRow) -> Vec<String> {
    vec![
        row.name.clone(),
        percent(row.flow),
        percent(row.unserved),
        row.importance.map_or("-".to_owned(), |hours| grouped(hours, 1)),
        row.detour.map_or("-".to_owned(), |detour| format!("{detour:.2}")),
    ]
}

pub fn countries(desk: &Desk) -> Result<Finding, Error> {
    let question = CriticalityQuestion { of: Things::Countries, choice: false, vital: 2 };
    let found = criticality(desk.ground(&Mode::FREIGHT), &desk.pairs, &desk.state("base-2025")?, question, &silent);
    let rows = found.rows.iter().take(ROWS).map(loss);
    let routed: Vec<_> = found.cuts.iter().filter(|cuts| cuts.link_disjoint > 0).collect();
    let size = |n: usize| routed.iter().filter(|cuts| cuts.country_cuts.first().is_some_and(|cut| cut.len() == n)).count();
    let free = routed.iter().filter(|cuts| cuts.country_ways.iter().any(Vec::is_empty)).count();
    let names = |set: &[Country]| set.iter().map(|country| desk.data.country_name(*country)).collect::<Vec<_>>().join(" and ");
    let ones: std::collections::BTreeSet<String> =
        routed.iter().flat_map(|cuts| &cuts.country_cuts).filter(|cut| cut.len() == 1).map(|cut| names(cut)).collect();
    let mut answer = vec![
        format!(
            "Of {} pairs {free} have a way that crosses no third country. One third country can cut off {} of the others ({}), two together {} more.",
            routed.len(),
            size(1),
            if ones.is_empty() { "none".to_owned() } else { ones.into_iter().collect::<Vec<_>>().join(", ") },
            size(2)
        ),
        table(&["country", "flow in transit", "unserved", "importance, hours", "detour"], 1, rows),
    ];
    answer.extend(found.vital.iter().filter(|vital| vital.k == 2).map(|vital| {
        format!(
            "The two whose closure together hurts most: {} ({} of the pairs cut off).",
            vital.names.join(" and "),
            percent(vital.unserved)
        )
    }));
    Ok(Finding {
        question: "Which transit country holds most in its hands, and how many would have to close to cut a pair off?",
        commands: vec!["corridor criticality --what countries --vital 2"],
        answer,
        rests_on: "the network of the data: a country is on a way that uses its ground, its borders or its ports; straits are nobody's.",
        cannot_say: "anything of countries whose roads and railways are not in the data: a pair may have a way that is not drawn.",
    })
}

pub fn gas(desk: &Desk) -> Result<Finding, Error> {
    let iran = "IR".parse().map_err(|()| Error::Internal("IR is no country".into()))?;
    let mut rows = Vec::new();
    let mut needs = Vec::new();
    for consumer in ["AZ", "AZ-NX"] {
        let supply = gas_supply(desk.ground(&[Mode::Pipeline]), &desk.state("base-2025")?, consumer, iran)?;
        for row in &supply.rows {
            let kept: f64 = row.capacity.swaps.iter().map(|swap| swap.kept).sum();
            let binding: Vec<&str> = row.capacity.binding.iter().map(|limit| limit.id.as_str()).collect();
            rows.push(vec![
                name(&desk.data, consumer),
                row.as_of.to_string(),
                name(&desk.data, &row.supplier),
                binding.join(", "),
                arrives(&row.capacity),
                if kept > 0.0 { grouped(kept, 2) } else { String::new() },
                arrives(&row.without),
            ]);
        }
        needs.extend(supply.demand.iter().map(|demand| {
            format!("{} is said to need {} bcm a year ({}).", name(&desk.data, consumer), demand.bcm, demand.source)
        }));
    }
    Ok(Finding {
        question: "How much Turkmen gas could reach Azerbaijan by swap through Iran, and what did the Igdir pipeline change for Nakhchivan?",
        commands: vec![
            "corridor capacity Turkmenistan Azerbaijan --mode pipeline --as-of 2023-12-31",
            "corridor capacity Turkiye AZ-NX --mode pipeline",
        ],
        answer: vec![
            "The most that could arrive, bcm a year, on the last day of each swap through Iran and at the base date. A swap is no pipe: gas is handed over at one border and given back, less a commission, at another.".to_owned(),
            table(&["for", "as of", "from", "what stops more", "could arrive", "Iran keeps", "if Iran closes"], 4, rows),
            needs.join(" "),
        ],
        rests_on: "the published contracts, commissions and pipe capacities, several of them second-hand; conflicting figures are the low and high ends.",
        cannot_say: "what was really delivered (0.293 bcm in the first half of 2022, far below the contract), prices, and pressure in winter.",
    })
}
