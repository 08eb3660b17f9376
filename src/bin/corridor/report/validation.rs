//! The text of `docs/validation.md`.

use serde::Serialize;

/// A published figure and ours.
#[derive(Serialize)]
pub struct Outcome<'a> {
    pub id: &'a str,
    pub what: String,
    pub quantity: &'a str,
    pub published: f64,
    pub unit: &'a str,
    pub low: f64,
    pub high: f64,
    /// None where the program has no such quantity.
    pub ours: Option<f64>,
    pub inside: Option<bool>,
    pub independent: bool,
    pub method: String,
    pub source: &'a str,
    pub year: &'a str,
    pub note: Option<&'a str>,
}

/// Groups of quantities, as the page lists them.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Lengths", &["distance_km", "country_length_km"]),
    ("Borders and changes of gauge", &["border_crossings", "land_border_crossings", "gauge_breaks"]),
    ("Trip times", &["transit_days", "transit_hours", "saving_days"]),
    ("Prices", &["cost_usd", "fee_usd", "saving_usd", "saving_pct"]),
    ("Tables: borders, speeds, capacities", &["border_", "speed_", "capacity_", "trucks_"]),
    ("Trade flows carried over", &["flow_", "containers_"]),
];

/// The page: how many published figures are met, then each one with ours beside it.
pub fn markdown(outcomes: &[Outcome]) -> String {
    let mut text = String::from(
        "# Is it true?\n\nWritten by `corridor validation -o docs/validation.md`; a test compares the file with what the program says.\n\n\
         Each published figure of `data/validation.csv` stands beside the program's own. *Inside* means that ours lies in the accepted\n\
         interval. *Independent* means that the published figure was not used to make or calibrate the data: a figure that was says\n\
         only that it was carried over. Only the tables `impedances.csv`, `crossings.csv` and `terminals.csv` are calibrated, never a\n\
         single segment; calibrated rows say `yes` in their column and name what they were held against. Accepted intervals were fixed with the\n\
         cases, before there was a value of ours: the span of what is published, widened for other end points, seasons and definitions. They can be\n\
         wider than one published range, so read ours beside it too.\n\n\
         | group | computed | inside | of these independent | inside |\n|---|---|---|---|---|\n",
    );
    for (name, _) in GROUPS {
        let all: Vec<&Outcome> = outcomes.iter().filter(|o| group(o.quantity) == name && o.ours.is_some()).collect();
        let own: Vec<&Outcome> = all.iter().copied().filter(|o| o.independent).collect();
        text.push_str(&format!("| {name} | {} | {} | {} | {} |\n", all.len(), inside(&all), own.len(), inside(&own)));
    }
    let skipped = outcomes.iter().filter(|o| o.ours.is_none()).count();
    text.push_str(&format!("\nNot computed: {skipped} of {}, each with its reason below.\n", outcomes.len()));
    for (name, _) in GROUPS {
        let of_group: Vec<&Outcome> = outcomes.iter().filter(|o| group(o.quantity) == name).collect();
        if of_group.is_empty() {
            continue;
        }
        text.push_str(&format!(
            "\n## {name}\n\n| id | what | published | accepted | ours | inside | independent | how | source | remark |\n"
        ));
        text.push_str("|---|---|---|---|---|---|---|---|---|---|\n");
        for outcome in of_group {
            text.push_str(&row(outcome));
        }
    }
    text
}

fn group(quantity: &str) -> &'static str {
    let fits = |words: &[&str]| words.iter().any(|word| quantity.starts_with(word));
    // Counts of crossings begin like border times, so the groups are tried in order.
    GROUPS.iter().find(|(_, words)| fits(words)).map_or("Tables: borders, speeds, capacities", |(name, _)| name)
}

fn inside(outcomes: &[&Outcome]) -> String {
    let count = outcomes.iter().filter(|o| o.inside == Some(true)).count();
    if outcomes.is_empty() { "-".into() } else { format!("{count} ({:.0} %)", 100.0 * count as f64 / outcomes.len() as f64) }
}

fn row(o: &Outcome) -> String {
    let ours = o.ours.map_or_else(|| "-".to_owned(), number);
    let verdict = match o.inside {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "-",
    };
    let independent = if o.independent { "yes" } else { "no" };
    let cells = [
        o.id.to_owned(),
        o.what.clone(),
        format!("{} {}", number(o.published), o.unit),
        format!("{} to {}", number(o.low), number(o.high)),
        ours,
        verdict.to_owned(),
        independent.to_owned(),
        format!("`{}`", o.method),
        format!("{} ({})", o.source, o.year),
        o.note.unwrap_or_default().to_owned(),
    ];
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|").replace('\n', " ")).join(" | "))
}

fn number(value: f64) -> String {
    let places = match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        _ => 3,
    };
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
