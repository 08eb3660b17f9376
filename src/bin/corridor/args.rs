//! Flags and arguments.

mod chart;
mod export;
mod network;
mod question;
mod report;
mod serve;

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use clap_complete::engine::ArgValueCompleter;
use corridor::ask::{Changes, StateWords, USUAL_LOAD};
use corridor::cost::Objective;
use corridor::model::{Date, Mode, Word};
use corridor::network::Bounds;

use crate::shell;

pub use chart::{ChartCommand, ChartFormat, Picture};
pub use export::{Delivery, ExportCommand, FileFormat};
pub use network::{BuildArgs, NetworkArgs, NetworkCommand, Overlay, SurveyFormat};
pub use question::{
    CapacityQuestion, CompareQuestion, CriticalityQuestion, DependenceQuestion, ExposureQuestion, OfArg, OnArg, RouteQuestion,
    SimulateQuestion,
};
pub use report::ReportArgs;
pub use serve::ServeArgs;

/// How goods move between Russia, the Caucasus, Iran, Central Asia and India: routes with km, days and dollars, through whose
/// country, and how each number is known.
#[derive(Parser)]
#[command(name = "corridor", version, long_version = LONG_VERSION, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Args {
    /// Read the data from this folder instead of the program; tables that it lacks are taken from the program
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A network of your own
    #[command(flatten)]
    pub network: NetworkArgs,
    /// How many threads to work on; answers are the same on any number [default: one a core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// How errors and notes are written to standard error: for people, or as one JSON object a line
    #[arg(long, global = true, value_enum, value_name = "FORM", default_value = "text")]
    pub message_format: MessageFormat,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// Forms of messages.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people
    Text,
    /// One JSON object a line: severity, code, message, and where they are known file, line, feature, id, field, help
    Json,
}

const LONG_VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\nCode: MIT OR Apache-2.0. Dataset: see data/LICENSE.md.\nCountry boundaries (c) OpenStreetMap contributors, ODbL 1.0."
);

const AFTER_HELP: &str = "\
Exit codes:
  0   done
  1   done, and the answer is no: there is no route, check found problems, or a list is empty
  2   the arguments are wrong
  3   the data is wrong, or a name means nothing
  4   a file cannot be read or written
  5   an input is over a limit
  70  an answer failed its own check: please report it
  130 stopped by Ctrl-C; 143 told to stop; 129 its terminal went away. No half file is left
docs/errors.md explains each error, docs/limits.md each limit";

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// How goods get from one place to another: legs, borders, days, dollars, shares by country, sources
    Route(Box<RouteArgs>),
    /// Without and with: what scenarios and proposed links change, pair by pair and in all
    Compare(Box<CompareArgs>),
    /// How much of the way of a pair, or of many, lies in each country, and which borders, ports and straits it passes
    Exposure(Box<ExposureArgs>),
    /// Who depends on whom: what closing each transit country does to the others
    Dependence(Box<DependenceArgs>),
    /// Which links, borders, ports or countries matter: what their loss costs, whom it cuts off, and which together hurt most
    Criticality(Box<CriticalityArgs>),
    /// Lengths, times and costs of many pairs at once, as a table
    Matrix(Box<MatrixArgs>),
    /// Look at a network of your own: its parts, free ends, and the gaps between them
    Network {
        /// What to look at
        #[command(subcommand)]
        command: NetworkCommand,
    },
    /// How far an answer can be trusted: draws every figure between its bounds, and closures; days and dollars as distributions, and what drives them
    Simulate(Box<SimulateArgs>),
    /// How much can get from one place or country to another in a year, and what stops more: freight, or gas by pipe and swap
    Capacity(Box<CapacityArgs>),
    /// List what is wrong with the dataset, a folder or files, with line, feature and field
    Check(CheckArgs),
    /// List places, with the names that they are found by
    #[command(after_help = "Examples:\n  corridor places port\n  corridor places Астара --format json")]
    Places(ListArgs),
    /// List segments
    #[command(after_help = "Examples:\n  corridor segments rasht\n  corridor segments rail planned")]
    Segments(ListArgs),
    /// List corridors
    #[command(after_help = "Examples:\n  corridor corridors\n  corridor corridors western --format json")]
    Corridors(ListArgs),
    /// List dated events: closures, restrictions, reopenings
    #[command(after_help = "Examples:\n  corridor events hormuz\n  corridor events 2026 closed")]
    Events(ListArgs),
    /// List scenarios, or explain one
    #[command(after_help = "Examples:\n  corridor scenarios\n  corridor scenarios hormuz-closed")]
    Scenarios(ScenariosArgs),
    /// List published trade and traffic, with what was counted
    #[command(after_help = "Examples:\n  corridor flows Iran\n  corridor flows --format json")]
    Flows(ListArgs),
    /// List sources
    #[command(after_help = "Examples:\n  corridor sources\n  corridor sources ESCAP --format json")]
    Sources(ListArgs),
    /// Write an answer as a file: layers for QGIS (.gpkg with styles, .geojson, .fgb), a spreadsheet (.xlsx), or CSV
    Export {
        /// What to write
        #[command(subcommand)]
        command: Box<ExportCommand>,
    },
    /// Draw an answer for print, as SVG or PNG: time and cost against distance, a map, exposure, comparison, dependence, draws
    Chart {
        /// What to draw
        #[command(subcommand)]
        command: Box<ChartCommand>,
    },
    /// Write a report as one HTML file that opens anywhere: the answer, a map that moves, charts, scenarios beside each other, sources
    Report(Box<ReportArgs>),
    /// The same page live in a browser, with controls, and the answers as JSON over HTTP; for this computer alone
    Serve(ServeArgs),
    /// Write out the data that the program carries
    Data {
        /// What to do with it
        #[command(subcommand)]
        command: DataCommand,
    },
    /// Hold the program against published figures
    #[command(after_help = "Examples:\n  corridor validation\n  corridor validation --format json -o validation.json")]
    Validation(PageArgs),
    /// Answer questions that analysts ask: the text of docs/findings.md
    #[command(after_help = "Examples:\n  corridor findings -o findings.md\n  corridor findings --format json")]
    Findings(PageArgs),
    /// Print the JSON Schema of an answer
    #[command(after_help = "Examples:\n  corridor schema route\n  corridor schema compare -o compare.schema.json")]
    Schema(SchemaArgs),
    /// How every number comes about: formulas, units, defaults, literature
    #[command(after_help = crate::command::method::EXAMPLES, after_long_help = crate::command::method::LONG_HELP)]
    Method,
    /// Print the script that lets a shell complete commands, places, segments and scenarios
    Completions(CompletionsArgs),
    /// Write man pages into a folder
    Man(ManArgs),
}

/// More threads than these are of no use.
pub const MOST_THREADS: u16 = 256;

impl Command {
    /// Whether its work is shared out to threads.
    pub fn works_on_threads(&self) -> bool {
        !matches!(
            self,
            Command::Check(_)
                | Command::Places(_)
                | Command::Segments(_)
                | Command::Corridors(_)
                | Command::Events(_)
                | Command::Scenarios(_)
                | Command::Flows(_)
                | Command::Sources(_)
                | Command::Schema(_)
                | Command::Data { .. }
                | Command::Method
                | Command::Completions(_)
                | Command::Man(_)
        )
    }

    /// What it reads.
    pub fn reads(&self) -> Reads {
        match self {
            Command::Schema(_) | Command::Data { .. } | Command::Method | Command::Completions(_) | Command::Man(_) => {
                Reads::Nothing
            }
            Command::Check(_) | Command::Validation(_) | Command::Findings(_) => Reads::Dataset,
            _ => Reads::Any,
        }
    }

    /// Whether a text for people goes to a file.
    pub fn has_file(&self) -> bool {
        let output = match self {
            Command::Route(route) => &route.output,
            Command::Compare(compare) => &compare.output,
            Command::Exposure(exposure) => &exposure.answer.output,
            Command::Dependence(dependence) => &dependence.answer.output,
            Command::Criticality(criticality) => &criticality.answer.output,
            Command::Simulate(simulate) => &simulate.answer.output,
            Command::Capacity(capacity) => &capacity.answer.output,
            Command::Network { command: NetworkCommand::Check(survey) | NetworkCommand::Gaps(survey) } => &survey.output,
            _ => &None,
        };
        output.is_some()
    }
}

/// What a command reads: for another, flags that name data would be passed over in silence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// No data
    Nothing,
    /// The tables of a dataset
    Dataset,
    /// A dataset, or a network of others
    Any,
}

/// `corridor route`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor route Moscow Mumbai
  corridor route \"Санкт-Петербург\" \"Нава Шева\" --corridor western --alternatives 3
  corridor route Baku Nakhchivan --avoid Iran --with tripp --format json
  corridor route Moscow Mumbai --as-of 2026-03-15 --explain")]
pub struct RouteArgs {
    /// The question
    #[command(flatten)]
    pub question: RouteQuestion,
    /// Show every figure with its source
    #[arg(long)]
    pub explain: bool,
    /// Show only what the routes come to, one line each
    #[arg(long, conflicts_with = "explain")]
    pub summary: bool,
    /// Draw a small map before the table
    #[arg(long)]
    pub map: bool,
    /// How to show it
    #[arg(long, value_enum, default_value = "table")]
    pub format: RouteFormat,
    /// Write to a file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `corridor compare`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor compare Moscow Mumbai                                today against all proposed links, and what each link is worth
  corridor compare Moscow Mumbai --scenario hormuz-closed,iran-closed-to-transit
  corridor compare Baku Nakhchivan --with south-araz --by cost
  corridor compare --od pairs.csv --base war-2026-06 --scenario base-2025 --format csv -o change.csv")]
pub struct CompareArgs {
    /// The question
    #[command(flatten)]
    pub question: CompareQuestion,
    /// How to show it
    #[arg(long, value_enum, default_value = "table")]
    pub format: ComparisonFormat,
    /// Write to a file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `corridor exposure`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor exposure Moscow Mumbai
  corridor exposure                                      the pairs of data/pairs.csv
  corridor exposure --od pairs.csv --scenario hormuz-closed --format json")]
pub struct ExposureArgs {
    /// The question
    #[command(flatten)]
    pub question: ExposureQuestion,
    /// Which table csv and geojson write
    #[arg(long, value_enum, default_value = "countries")]
    pub part: PartArg,
    /// How to show it, and where
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// Tables of an exposure.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PartArg {
    /// Countries and seas
    Countries,
    /// Borders, ports, terminals and straits
    Points,
    /// Segments
    Links,
}

impl PartArg {
    /// The name of the table.
    pub fn name(self) -> &'static str {
        match self {
            PartArg::Countries => "countries",
            PartArg::Points => "points",
            PartArg::Links => "links",
        }
    }
}

/// `corridor dependence`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor dependence                         the matrix over data/pairs.csv
  corridor dependence AZ IR                   how two countries depend on each other, today and under proposed links
  corridor dependence AZ-NX --by cost         Nakhchivan, an exclave of its own
  corridor dependence --on posts --of all     which single border post all pairs together depend on
  corridor dependence --od pairs.csv --scenario rasht-astara-2028,tripp --format csv")]
pub struct DependenceArgs {
    /// The question
    #[command(flatten)]
    pub question: DependenceQuestion,
    /// How many rows the table shows of each subject
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u16).range(1..))]
    pub top: u16,
    /// How to show it, and where
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `corridor criticality`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor criticality Moscow Mumbai                       links of one pair, and the three whose loss together hurts most
  corridor criticality Baku Nakhchivan --what countries --mode rail,sea,ferry
  corridor criticality --what posts                        which border post matters most over data/pairs.csv
  corridor criticality --flows irica-non-oil --what ports --format geojson -o ports.geojson")]
pub struct CriticalityArgs {
    /// The question
    #[command(flatten)]
    pub question: CriticalityQuestion,
    /// How many rows the table shows
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    pub top: u16,
    /// How to show it, and where
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `corridor matrix`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor matrix --pairs pairs.csv --by distance -o out.csv
  corridor matrix --table places.csv                                   all origins against all destinations
  corridor matrix --network net.corridor --pairs pairs.csv --by distance -o out.parquet")]
pub struct MatrixArgs {
    /// A CSV file of pairs: from, to; other columns are passed over
    #[arg(long, value_name = "FILE", required_unless_present = "table", conflicts_with = "table")]
    pub pairs: Option<PathBuf>,
    /// A CSV file whose columns from and to list origins and destinations: every one against every one (--od is the same)
    #[arg(long, value_name = "FILE", alias = "od")]
    pub table: Option<PathBuf>,
    /// The state of the world
    #[command(flatten)]
    pub world: WorldArgs,
    /// How routes are chosen
    #[command(flatten)]
    pub manner: MannerArgs,
    /// Write to a file instead of the terminal: .csv, .parquet or .xlsx
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `corridor simulate`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor simulate Moscow Mumbai
  corridor simulate Moscow Mumbai --deadline 21 --close-with \"Strait of Hormuz=0.2,AZ-IR=0.05\"
  corridor simulate Moscow Mumbai --scenario war-2026-06 --history 365      closures as often as in the year before
  corridor simulate Baku Nakhchivan --by cost --seed 7 --format json")]
pub struct SimulateArgs {
    /// The question
    #[command(flatten)]
    pub question: SimulateQuestion,
    /// How to show it, and where
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `corridor capacity`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor capacity Turkmenistan Azerbaijan --mode pipeline --as-of 2023-12-31    gas by the swap through Iran
  corridor capacity Azerbaijan AZ-NX --mode pipeline --as-of 2024-12-31           and to Nakhchivan
  corridor capacity Moscow Tehran --mode rail                                     freight by rail, Mt a year
  corridor capacity --flows irica-non-oil --mode rail,sea,ferry                   lines that published trade would fill")]
pub struct CapacityArgs {
    /// The question
    #[command(flatten)]
    pub question: CapacityQuestion,
    /// How to show it, and where
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// Pairs from elsewhere than the command line.
#[derive(Arguments)]
pub struct ManyArgs {
    /// A CSV file of pairs: from, to and, if they differ, weight
    #[arg(long, value_name = "FILE")]
    pub od: Option<PathBuf>,
    /// Published trade as pairs and weights: a definition of `corridor flows`, or definition:year:period
    #[arg(long, value_name = "NAME", conflicts_with = "od")]
    pub flows: Option<String>,
}

impl ManyArgs {
    /// Whether no pairs were named.
    pub fn is_default(&self) -> bool {
        self.od.is_none() && self.flows.is_none()
    }
}

/// How the answer of an analysis is shown, and where.
#[derive(Arguments)]
pub struct AnswerArgs {
    /// How to show it
    #[arg(long, value_enum, default_value = "table")]
    pub format: AnalysisFormat,
    /// Write to a file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How the routes of an analysis are chosen.
#[derive(Arguments)]
pub struct MannerArgs {
    /// What routes should be best in
    #[arg(long, value_enum, default_value = "time")]
    pub by: By,
    /// Modes to use [default: all but pipeline]
    #[arg(long, value_name = "MODES", value_delimiter = ',', value_parser = mode)]
    pub mode: Vec<Mode>,
    /// What is carried: teu, feu or tonne
    #[arg(long, value_name = "LOAD", default_value = USUAL_LOAD)]
    pub load: String,
}

/// The state of the world: a scenario, and flags on top of it.
#[derive(Arguments)]
pub struct WorldArgs {
    /// A scenario to begin with: a name (`corridor scenarios` lists them) or a TOML file
    #[arg(long, value_name = "NAME|FILE", add = ArgValueCompleter::new(shell::scenarios))]
    pub scenario: Option<String>,
    /// What is changed in it
    #[command(flatten)]
    pub changes: ChangesArgs,
}

impl WorldArgs {
    /// The same as the library has it.
    pub fn words(&self) -> StateWords {
        self.changes.words(self.scenario.clone())
    }
}

/// Flags on top of a scenario.
#[derive(Arguments)]
pub struct ChangesArgs {
    /// The date whose closures and openings count; a month or year means its last day [default: the scenario's, or 2025-12-31]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// Segments or corridors that count as open though planned or under construction
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::segments))]
    pub with: Vec<String>,
    /// Segments or corridors that count as closed
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::segments))]
    pub without: Vec<String>,
    /// Countries, seas, places, borders (AZ-IR), corridors or modes that nothing passes
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::anything))]
    pub close: Vec<String>,
    /// The same, open in spite of dated events
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::anything))]
    pub reopen: Vec<String>,
    /// Which end of every estimate counts as its central value [default: the scenario's, or central]
    #[arg(long, value_enum, value_name = "END")]
    pub bounds: Option<BoundsArg>,
}

impl ChangesArgs {
    /// The same as the library has it, on top of a scenario.
    pub fn words(&self, scenario: Option<String>) -> StateWords {
        StateWords {
            scenario,
            as_of: self.as_of,
            bounds: self.bounds.map(Into::into),
            changes: Changes {
                with: self.with.clone(),
                without: self.without.clone(),
                close: self.close.clone(),
                reopen: self.reopen.clone(),
            },
        }
    }
}

/// `corridor check`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor check                         the data that the program carries
  corridor check my-data                 a folder with the layout of data/
  corridor check new-line.geojson        a file, held against the places and tables of the program
  corridor check drought.toml od.csv     scenarios and pairs too")]
pub struct CheckArgs {
    /// Folders or files: tables, scenarios, pairs; without any, the data that the program carries
    pub paths: Vec<PathBuf>,
    /// Show notes too: what the data itself explains
    #[arg(long)]
    pub notes: bool,
    /// How to show it
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
}

/// The lists.
#[derive(Arguments)]
pub struct ListArgs {
    /// Show only what has this in its id, name, aliases or other texts; several must all be found
    pub filter: Vec<String>,
    /// How to show it
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
}

/// `corridor scenarios`.
#[derive(Arguments)]
pub struct ScenariosArgs {
    /// Names or files of scenarios to explain; without any, all are listed
    pub names: Vec<String>,
    /// How to show it
    #[arg(long, value_enum, default_value = "table")]
    pub format: ListFormat,
}

/// `corridor data`.
#[derive(Subcommand)]
pub enum DataCommand {
    /// Write the data files to a folder, to start from
    #[command(after_help = "Examples:\n  corridor data export my-data\n  corridor --data my-data route Moscow Mumbai")]
    Export {
        /// The folder; it must not exist, or be empty
        dir: PathBuf,
    },
}

/// `corridor validation` and `corridor findings`.
#[derive(Arguments)]
pub struct PageArgs {
    /// How to show it
    #[arg(long, value_enum, default_value = "markdown")]
    pub format: PageFormat,
    /// Write to a file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `corridor schema`.
#[derive(Arguments)]
pub struct SchemaArgs {
    /// Which answer
    #[arg(value_enum)]
    pub answer: SchemaOf,
    /// Write to a file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What a route should be best in.
#[derive(Clone, Copy, ValueEnum)]
pub enum By {
    /// Fewest hours
    Time,
    /// Fewest kilometres
    Distance,
    /// Fewest dollars
    Cost,
    /// Least CO2 equivalent
    Emissions,
}

impl From<By> for Objective {
    fn from(by: By) -> Objective {
        match by {
            By::Time => Objective::Time,
            By::Distance => Objective::Distance,
            By::Cost => Objective::Cost,
            By::Emissions => Objective::Emissions,
        }
    }
}

/// Formats of a route.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RouteFormat {
    /// For people
    Table,
    /// For scripts; `corridor schema route` describes it
    Json,
    /// One row a leg
    Csv,
    /// For QGIS: one feature a leg
    Geojson,
}

/// Formats of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ComparisonFormat {
    /// For people
    Table,
    /// For scripts
    Json,
    /// One row a pair and scenario
    Csv,
    /// For QGIS: the segments that routes take up, give up and keep
    Geojson,
}

/// Which end of every estimate counts.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BoundsArg {
    /// All goes well
    Low,
    /// The usual
    Central,
    /// All goes badly
    High,
}

impl From<BoundsArg> for Bounds {
    fn from(end: BoundsArg) -> Bounds {
        match end {
            BoundsArg::Low => Bounds::Low,
            BoundsArg::Central => Bounds::Central,
            BoundsArg::High => Bounds::High,
        }
    }
}

/// Formats of an analysis.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnalysisFormat {
    /// For people
    Table,
    /// For scripts
    Json,
    /// For spreadsheets
    Csv,
    /// For QGIS
    Geojson,
}

/// Formats of a list.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Table,
    /// For scripts
    Json,
}

/// Formats of a page.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// The text of the page in docs/
    Markdown,
    /// For scripts
    Json,
}

/// Answers that have a schema.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The answer of `corridor route --format json`
    Route,
    /// The answer of `corridor compare --format json`
    Compare,
    /// The answer of `corridor exposure --format json`
    Exposure,
    /// The answer of `corridor dependence --format json`
    Dependence,
    /// The answer of `corridor criticality --format json`
    Criticality,
    /// The answer of `corridor simulate --format json`
    Simulate,
    /// The answer of `corridor capacity --format json`
    Capacity,
    /// The answer of `corridor capacity --flows NAME --format json`
    Load,
    /// The answer of `corridor scenarios --format json`
    Scenarios,
    /// The answer of `corridor check --format json`
    Check,
}

/// `corridor completions`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor completions bash > ~/.local/share/bash-completion/completions/corridor
  corridor completions fish > ~/.config/fish/completions/corridor.fish")]
pub struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// `corridor man`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor man man
  corridor man ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The folder; it is made where it is missing
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

fn mode(text: &str) -> Result<Mode, String> {
    let text = text.trim().to_lowercase();
    let word = match text.as_str() {
        "ship" | "vessel" => "sea",
        "train" | "railway" => "rail",
        "truck" | "lorry" => "road",
        other => other,
    };
    Mode::of(word).ok_or_else(|| {
        let words: Vec<&str> = Mode::WORDS.iter().map(|(word, _)| *word).collect();
        format!("modes are {}", words.join(", "))
    })
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|error: corridor::model::ParseDateError| error.to_string())
}

fn days(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|x: &f64| x.is_finite() && *x > 0.0).ok_or_else(|| "a number of days above 0 is expected".into())
}

fn share(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|x| (0.0..=1.0).contains(x)).ok_or_else(|| "a number from 0 to 1 is expected".into())
}

fn times(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|x| (1.0..=100.0).contains(x)).ok_or_else(|| "a number from 1 to 100 is expected".into())
}
