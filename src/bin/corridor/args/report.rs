//! Reports.

use std::path::PathBuf;

use clap::Args as Arguments;
use clap_complete::engine::ArgValueCompleter;

use super::MannerArgs;
use crate::shell;

/// `corridor report`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor report Moscow Mumbai -o report.html
  corridor report Baku Nakhchivan --scenario south-araz,tripp,iran-closed-to-transit -o nakhchivan.html
  corridor report Moscow Mumbai --base war-2026-06 --mode rail,sea,ferry -o war.html")]
pub struct ReportArgs {
    /// Where from
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub from: String,
    /// Where to
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub to: String,
    /// The scenario that others are compared with: a name or a TOML file
    #[arg(long, value_name = "NAME|FILE", default_value = "base-2025", add = ArgValueCompleter::new(shell::scenarios))]
    pub base: String,
    /// Scenarios beside it [default: all-proposed, iran-closed-to-transit, hormuz-closed, war-2026-06; none on a network of your own]
    #[arg(long, value_name = "NAMES|FILES", value_delimiter = ',', add = ArgValueCompleter::new(shell::scenarios))]
    pub scenario: Vec<String>,
    /// How many really different routes to show
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub alternatives: u8,
    /// How routes are chosen
    #[command(flatten)]
    pub manner: MannerArgs,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}
