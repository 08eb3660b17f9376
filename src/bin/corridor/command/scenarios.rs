//! `corridor scenarios`.

use corridor::error::Error;
use corridor::scenario::NamedScenario;

use crate::args::{ListFormat, ScenariosArgs};
use crate::load::Source;
use crate::output::{Output, json};
use crate::report::list::table;
use crate::report::width::for_people;
use crate::{Answer, load, report};

pub fn run(args: &ScenariosArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let mut library = load::library(source)?;
    // The program's own scenarios are about its own places.
    let named = if args.names.is_empty() && source.foreign().is_some() {
        Vec::new()
    } else if args.names.is_empty() {
        library.ids().into_iter().map(str::to_owned).collect()
    } else {
        args.names.iter().map(|name| load::scenario_id(&mut library, name)).collect::<Result<Vec<_>, _>>()?
    };
    let mut scenarios: Vec<NamedScenario> = Vec::new();
    let mut unfit = Vec::new();
    for id in &named {
        match library.find(&data, id) {
            // Those of the program name its own places and segments, which other data need not have.
            Err(Error::Data(_)) if args.names.is_empty() && library.is_embedded() => unfit.push(id.as_str()),
            found => scenarios.push(found?),
        }
    }
    if !unfit.is_empty() {
        let message = format!("scenarios of the program that name what this data does not have: {}", unfit.join(", "));
        report::error::note(&message);
    }
    let text = match args.format {
        ListFormat::Json => json(&scenarios)?,
        ListFormat::Table if args.names.is_empty() => table(
            &["id", "title", "after"],
            scenarios.iter().map(|s| vec![s.id.clone(), s.title.clone(), s.inherits.clone().unwrap_or_default()]),
        ),
        ListFormat::Table => scenarios.iter().map(explained).collect::<Vec<_>>().join("\n\n"),
    };
    let text = if args.format == ListFormat::Table { for_people(&text) } else { text };
    Output::terminal().write(&text)?;
    Ok(Answer::Yes)
}

fn explained(scenario: &NamedScenario) -> String {
    let mut lines = vec![format!("{}: {}", scenario.id, scenario.title)];
    lines.extend(scenario.note.iter().map(|note| format!("  {note}")));
    lines.extend(scenario.inherits.iter().map(|parent| format!("  after {parent}")));
    lines.extend(scenario.changes.iter().map(|change| format!("  - {change}")));
    if !scenario.sources.is_empty() {
        lines.push(format!("  sources: {}", scenario.sources.join(", ")));
    }
    lines.iter().map(|line| corridor::issue::harmless(line)).collect::<Vec<_>>().join("\n")
}
