//! Reports.

use std::path::PathBuf;

use clap::Args as Arguments;
use clap_complete::engine::ArgValueCompleter;
use corridor::ask::RouteWords;
use corridor::model::Mode;
use corridor::page::{ReportWords, USUAL_ALTERNATIVES};

use super::{ChangesArgs, MannerArgs, mode, share, times};
use crate::shell;

/// `corridor report`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor report Moscow Mumbai -o report.html
  corridor report Baku Nakhchivan --scenario south-araz,tripp,iran-closed-to-transit -o nakhchivan.html
  corridor report Moscow Mumbai --base war-2026-06 --mode rail,sea,ferry -o war.html
  corridor report Moscow Mumbai --as-of 2026-03-15 --close \"Strait of Hormuz\" -o strait.html")]
pub struct ReportArgs {
    /// Where from
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub from: String,
    /// Where to
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub to: String,
    /// The scenario that others are compared with: a name or a TOML file [default: base-2025]
    #[arg(long, value_name = "NAME|FILE", add = ArgValueCompleter::new(shell::scenarios))]
    pub base: Option<String>,
    /// Scenarios beside it [default: all-proposed, iran-closed-to-transit, hormuz-closed, war-2026-06; none on a network of your own,
    /// or where something below is changed]
    #[arg(long, value_name = "NAMES|FILES", value_delimiter = ',', add = ArgValueCompleter::new(shell::scenarios))]
    pub scenario: Vec<String>,
    /// A place to go through; may be repeated, in order
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub via: Vec<String>,
    /// Countries, seas, places or segments not to use
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::anything))]
    pub avoid: Vec<String>,
    /// Keep to a corridor
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(shell::corridors))]
    pub corridor: Option<String>,
    /// Modes not to use
    #[arg(long, value_name = "MODES", value_delimiter = ',', value_parser = mode)]
    pub without_mode: Vec<Mode>,
    /// What is changed in the base; the report shows it without the changes too
    #[command(flatten)]
    pub changes: ChangesArgs,
    /// How many really different routes to show
    #[arg(long, value_name = "K", default_value_t = USUAL_ALTERNATIVES, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub alternatives: u8,
    /// Largest share of a further route that may run over the same ground as another
    #[arg(long, value_name = "SHARE", default_value_t = 0.8, value_parser = share)]
    pub max_overlap: f64,
    /// Largest cost of a further route, as a multiple of the best one's
    #[arg(long, value_name = "TIMES", default_value_t = 2.0, value_parser = times)]
    pub max_detour: f64,
    /// How routes are chosen
    #[command(flatten)]
    pub manner: MannerArgs,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

impl ReportArgs {
    /// The same as the library has it, with the ids of its scenarios.
    pub fn words(&self, base: Option<String>, beside: Vec<String>) -> ReportWords {
        let route = RouteWords {
            from: self.from.clone(),
            to: self.to.clone(),
            via: self.via.clone(),
            by: self.manner.by.into(),
            mode: self.manner.mode.clone(),
            without_mode: self.without_mode.clone(),
            avoid: self.avoid.clone(),
            corridor: self.corridor.clone(),
            load: self.manner.load.clone(),
            alternatives: Some(self.alternatives),
            max_overlap: self.max_overlap,
            max_detour: self.max_detour,
            state: self.changes.words(base),
        };
        ReportWords { route, beside }
    }
}
