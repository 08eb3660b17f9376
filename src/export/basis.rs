//! What an answer stands on: the question, the sources, and the assumptions of the dataset.

use super::form::Form;
use super::table::Table;
use crate::itinerary::SourceUse;
use crate::model::{Confidence, Country, Dataset, Estimate, Mode, Word};

/// The question as it was understood, one line a thing; what was not said is left out.
pub(super) fn question(said: Vec<(&'static str, String)>) -> Table {
    let program = ("program", format!("corridor {}", env!("CARGO_PKG_VERSION")));
    let method = ("method", "docs/method.md (`corridor method`)".to_owned());
    question_form().table(said.into_iter().filter(|(_, value)| !value.is_empty()).chain([program, method]))
}

fn question_form() -> Form<(&'static str, String)> {
    Form::<(&'static str, String)>::new("question", "The question as it was understood")
        .text("what", "what was said", |r| r.0.into())
        .text("value", "how it was understood", |r| (&r.1).into())
}

/// Sources that routes use, each once.
pub(super) fn sources_used<'a>(used: impl Iterator<Item = &'a SourceUse>) -> Table {
    let mut all: Vec<SourceUse> = Vec::new();
    for source in used {
        match all.iter_mut().find(|known| known.id == source.id) {
            Some(known) => known.used_for.extend(source.used_for.iter().cloned()),
            None => all.push(source.clone()),
        }
    }
    for source in &mut all {
        source.used_for.sort();
        source.used_for.dedup();
    }
    sources_form().table(all)
}

/// The assumptions that every answer of a dataset stands on, and all its sources.
pub(super) fn of_dataset(data: &Dataset) -> Vec<Table> {
    let sources = data.sources.iter().map(|source| SourceUse {
        id: source.id.clone(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        year: source.year.clone(),
        url: source.url.clone(),
        read: source.read.clone(),
        confidence: Some(source.confidence),
        used_for: Vec::new(),
    });
    vec![assumptions_form().table(assumptions(data)), sources_form().table(sources)]
}

/// The tables without rows, for what their columns are.
pub(super) fn empty() -> Vec<Table> {
    vec![question_form().table([]), assumptions_form().table([]), sources_form().table([])]
}

fn sources_form() -> Form<SourceUse> {
    Form::<SourceUse>::new("sources", "Where figures come from")
        .text("source", "id", |s| (&s.id).into())
        .text("title", "title", |s| (&s.title).into())
        .text("publisher", "publisher", |s| s.publisher.clone().into())
        .text("year", "year", |s| s.year.clone().into())
        .text("url", "address", |s| s.url.clone().into())
        .text("read", "how it was read: excerpt, second-hand, derived, not-read", |s| (&s.read).into())
        .text("confidence", "high, medium, low", |s| s.confidence.map(|c| c.word()).into())
        .text("used_for", "what it was used for, where the answer says so", |s| s.used_for.join("; ").into())
}

/// One figure that was assumed for lack of one of its own.
struct Assumption {
    what: &'static str,
    of: String,
    value: Estimate<f64>,
    unit: &'static str,
    file: &'static str,
    sources: String,
    confidence: Confidence,
}

fn assumptions_form() -> Form<Assumption> {
    Form::<Assumption>::new("assumptions", "Speeds, prices, emissions, borders and terminals that answers are made of")
        .text("what", "what it is", |a| a.what.into())
        .text("of", "what it is of", |a| (&a.of).into())
        .estimate(["low", "value", "high"], "see unit", "the figure", |a| Some(a.value))
        .text("unit", "its unit", |a| a.unit.into())
        .text("file", "the table that it stands in", |a| a.file.into())
        .text("confidence", "high, medium, low", |a| a.confidence.word().into())
        .text("sources", "source ids, separated by a semicolon", |a| (&a.sources).into())
}

fn assumptions(data: &Dataset) -> Vec<Assumption> {
    let mut all = Vec::new();
    for row in &data.impedances {
        let mut add = |what, value, unit, sources: &str| {
            let of = format!("{} in {}", row.mode.word(), row.area);
            let sources = sources.to_owned();
            all.push(Assumption { what, of, value, unit, file: "impedances.csv", sources, confidence: row.confidence });
        };
        add("speed", row.km_per_day, "km a day", &row.time_source);
        add("price", row.usd_per_teu_km, "USD per TEU-km", &row.cost_source);
        add("emissions", row.co2e_kg_per_tkm, "kg CO2e per tonne-km", &row.emission_source);
    }
    for row in &data.crossings {
        let side = |country: Option<Country>| country.map_or("any".to_owned(), |country| country.to_string());
        let at = row.place.map_or(String::new(), |place| format!("{}, ", data.place(place).name));
        let of = format!("{at}{} from {} to {}", row.mode.word(), side(row.from), side(row.to));
        for (what, value, unit) in [("border time", row.hours, "h"), ("border fee", row.usd, "USD per TEU")] {
            let (of, sources) = (of.clone(), row.source.clone());
            all.push(Assumption { what, of, value, unit, file: "crossings.csv", sources, confidence: row.confidence });
        }
    }
    for row in &data.terminals {
        let words = |mode: Mode| mode.word();
        let of = format!("{}, {} to {}", row.at, words(row.from), words(row.to));
        for (what, value, unit) in [("transfer time", row.hours, "h"), ("transfer fee", row.usd, "USD per TEU")] {
            let (of, sources) = (of.clone(), row.source.clone());
            all.push(Assumption { what, of, value, unit, file: "terminals.csv", sources, confidence: row.confidence });
        }
    }
    all
}
