//! Charts.

use std::path::{Path, PathBuf};

use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::question::{CompareQuestion, DependenceQuestion, ExposureQuestion, RouteQuestion, SimulateQuestion};

/// `corridor chart`.
#[derive(Subcommand)]
pub enum ChartCommand {
    /// Days against kilometres: slopes on the way, steps at borders and terminals (UN ESCAP)
    #[command(after_help = "\
Examples:
  corridor chart time-distance Moscow Mumbai -o time.svg
  corridor chart time-distance Moscow Mumbai --alternatives 3 -o time.png --dpi 300")]
    TimeDistance(Drawn<RouteQuestion>),
    /// Dollars against kilometres
    #[command(after_help = "\
Examples:
  corridor chart cost-distance Moscow Mumbai -o cost.svg
  corridor chart cost-distance Baku Nakhchivan --by cost --alternatives 2 -o cost.png")]
    CostDistance(Drawn<RouteQuestion>),
    /// Routes on a map with coasts and borders
    #[command(after_help = "\
Examples:
  corridor chart map Moscow Mumbai -o map.svg
  corridor chart map Moscow Mumbai --alternatives 3 --with rasht-astara -o map.png")]
    Map(Drawn<RouteQuestion>),
    /// Shares of each country and sea as bars
    #[command(after_help = "\
Examples:
  corridor chart exposure Moscow Mumbai -o exposure.svg
  corridor chart exposure --flows irica-non-oil -o exposure.png")]
    Exposure(Drawn<ExposureQuestion>),
    /// Scenarios side by side, or the largest changes of many pairs
    #[command(after_help = "\
Examples:
  corridor chart compare Moscow Mumbai --scenario hormuz-closed,all-proposed -o compare.svg
  corridor chart compare --od pairs.csv --scenario iran-closed-to-transit -o compare.png")]
    Compare(Drawn<CompareQuestion>),
    /// Who depends on whom, as a matrix
    #[command(after_help = "\
Examples:
  corridor chart dependence -o dependence.svg
  corridor chart dependence AZ IR -o az-ir.png")]
    Dependence(Drawn<DependenceQuestion>),
    /// How days are spread over draws, and what drives them
    #[command(after_help = "\
Examples:
  corridor chart simulate Moscow Mumbai -o draws.svg
  corridor chart simulate Moscow Mumbai --close-with \"Strait of Hormuz=0.2\" -o draws.png")]
    Simulate(Drawn<SimulateQuestion>),
}

/// A question whose answer is drawn.
#[derive(Arguments)]
pub struct Drawn<Q: Arguments> {
    /// The question
    #[command(flatten)]
    pub question: Q,
    /// The picture
    #[command(flatten)]
    pub picture: Picture,
}

/// Where a picture goes.
#[derive(Arguments)]
pub struct Picture {
    /// The file to write: .svg or .png
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// The format [default: what the name of the file ends in]
    #[arg(long, value_enum)]
    pub format: Option<ChartFormat>,
    /// Pixels of a PNG to an inch of print; a chart is 180 mm wide [default: 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(36..=1200))]
    pub dpi: Option<u16>,
}

/// Formats of pictures.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChartFormat {
    /// Lines and letters, sharp at any size
    Svg,
    /// Pixels
    Png,
}

impl ChartFormat {
    /// By the end of a file's name.
    pub fn of(file: &Path) -> Option<ChartFormat> {
        match file.extension()?.to_str()?.to_lowercase().as_str() {
            "svg" => Some(ChartFormat::Svg),
            "png" => Some(ChartFormat::Png),
            _ => None,
        }
    }
}
