//! The program's own answers to questions that analysts ask: the text of `docs/findings.md`. Words stand here, numbers come from the library.

mod holds;
mod projects;
mod reliability;

use corridor::analysis::{Ground, OdPair, Pairs, State};
use corridor::ask;
use corridor::cost::Objective;
use corridor::error::Error;
use corridor::model::{Dataset, Mode};
use corridor::names::Names;
use corridor::network::Network;
use corridor::scenario::Library;
use serde::Serialize;

use crate::args::ManyArgs;
use crate::load;
use crate::load::Source;

/// One question with its answer.
#[derive(Serialize)]
pub struct Finding {
    pub question: &'static str,
    /// Commands that show the numbers, and more.
    pub commands: Vec<&'static str>,
    /// Paragraphs and tables in Markdown.
    pub answer: Vec<String>,
    pub rests_on: &'static str,
    pub cannot_say: &'static str,
}

/// What every question needs.
pub struct Desk {
    pub data: Dataset,
    pub network: Network,
    pub scenarios: Library,
    pub pairs: Pairs,
}

/// Modes without road.
pub const WITHOUT_ROAD: [Mode; 3] = [Mode::Rail, Mode::Sea, Mode::Ferry];

impl Desk {
    pub fn new(source: &Source) -> Result<Desk, Error> {
        let data = load::dataset(source, &[])?;
        let network = Network::build(&data, ask::load(&data, ask::USUAL_LOAD)?)?;
        let pairs = load::pairs(&ManyArgs { od: None, flows: None }, &data, source)?;
        Ok(Desk { network, scenarios: load::library(source)?, pairs, data })
    }

    pub fn ground<'a>(&'a self, modes: &'a [Mode]) -> Ground<'a> {
        Ground { data: &self.data, network: &self.network, objective: Objective::Time, modes }
    }

    pub fn state(&self, id: &str) -> Result<State, Error> {
        Ok(self.scenarios.find(&self.data, id)?.into())
    }

    pub fn pair(&self, from: &str, to: &str) -> Result<OdPair, Error> {
        let names = Names::new(&self.data);
        Ok(OdPair { from: names.place(from)?.place, to: names.place(to)?.place, weight: 1.0 })
    }

    /// The pairs that begin or end in a place.
    pub fn pairs_of(&self, place: &str) -> Result<Pairs, Error> {
        let place = Names::new(&self.data).place(place)?.place;
        let list = self.pairs.list.iter().filter(|pair| pair.from == place || pair.to == place).copied().collect();
        Ok(Pairs { list, ..self.pairs.clone() })
    }
}

/// All questions, in the order of the page.
pub fn all(desk: &Desk) -> Result<Vec<Finding>, Error> {
    Ok(vec![
        projects::rasht_astara(desk)?,
        holds::azerbaijan_and_iran(desk)?,
        projects::araz_or_tripp(desk)?,
        projects::alone_or_together(desk)?,
        holds::hormuz(desk)?,
        holds::posts(desk)?,
        holds::countries(desk)?,
        holds::gas(desk)?,
        reliability::moscow_mumbai(desk)?,
        reliability::where_time_is_lost(desk)?,
        projects::lines(desk)?,
    ])
}

/// The page.
pub fn markdown(findings: &[Finding]) -> String {
    let mut text = String::from(
        "# Findings\n\nThe program's own answers to questions that analysts of corridors ask. Written by `corridor findings -o docs/findings.md`; a test compares the file with what the\n\
         program says. Best routes by time for one TEU, central values, and the state of 2025-12-31, unless something else is said. The pairs of `data/pairs.csv` all weigh the same: they say who can reach whom, not how\n\
         much is traded. [method.md](method.md) has the formulas, [validation.md](validation.md) how well the program meets published figures.\n",
    );
    for (number, finding) in findings.iter().enumerate() {
        text += &format!("\n## {}. {}\n\n", number + 1, finding.question);
        for command in &finding.commands {
            text += &format!("    {command}\n");
        }
        for part in &finding.answer {
            text += &format!("\n{part}\n");
        }
        text += &format!("\n*Rests on:* {}\n\n*Cannot say:* {}\n", finding.rests_on, finding.cannot_say);
    }
    text
}

/// A Markdown table; all columns but the first so many are numbers.
pub fn table(header: &[&str], words: usize, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let names: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    let rule: Vec<String> = (0..header.len()).map(|i| if i < words { "---" } else { "---:" }.to_owned()).collect();
    let mut lines = vec![line(&names), line(&rule)];
    lines.extend(rows.into_iter().map(|row| line(&row)));
    lines.join("\n")
}
