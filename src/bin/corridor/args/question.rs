//! Questions: what commands, exports and charts ask in the same words.

use clap::{Args as Arguments, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use corridor::analysis::{MOST_DRAWS, MOST_VITAL, Subjects, Things};
use corridor::ask::{RouteWords, StateWords, USUAL_LOAD};
use corridor::model::Mode;

use super::{By, MannerArgs, ManyArgs, WorldArgs, days, mode, share, times};
use crate::shell;

/// The question of `corridor route`, which `corridor export route` and charts ask too.
#[derive(Arguments)]
pub struct RouteQuestion {
    /// Where from: id, name in any script, UN/LOCODE, or lat,lon
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub from: String,
    /// Where to
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub to: String,
    /// What the route should be best in
    #[arg(long, value_enum, default_value = "time")]
    pub by: By,
    /// Modes to use: rail, road, sea, ferry; or pipeline alone [default: all but pipeline]
    #[arg(long, value_name = "MODES", value_delimiter = ',', value_parser = mode)]
    pub mode: Vec<Mode>,
    /// Modes not to use
    #[arg(long, value_name = "MODES", value_delimiter = ',', value_parser = mode)]
    pub without_mode: Vec<Mode>,
    /// A place to go through; may be repeated, in order
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub via: Vec<String>,
    /// Countries, seas, places or segments not to use
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::anything))]
    pub avoid: Vec<String>,
    /// The state of the world
    #[command(flatten)]
    pub world: WorldArgs,
    /// Keep to a corridor: western, eastern, trans-caspian, ...; off it only where it does not reach
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(shell::corridors))]
    pub corridor: Option<String>,
    /// What is carried: teu (18 t), feu (24 t) or tonne; money and emissions are for one
    #[arg(long, value_name = "LOAD", default_value = USUAL_LOAD)]
    pub load: String,
    /// How many really different routes to give
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=20))]
    pub alternatives: u8,
    /// Largest share of a further route that may run over the same ground as another
    #[arg(long, value_name = "SHARE", default_value_t = 0.8, value_parser = share, requires = "alternatives")]
    pub max_overlap: f64,
    /// Largest cost of a further route, as a multiple of the best one's
    #[arg(long, value_name = "TIMES", default_value_t = 2.0, value_parser = times, requires = "alternatives")]
    pub max_detour: f64,
}

impl RouteQuestion {
    /// The same as the library has it, with the state of the world.
    pub fn words(&self, state: StateWords) -> RouteWords {
        RouteWords {
            from: self.from.clone(),
            to: self.to.clone(),
            via: self.via.clone(),
            by: self.by.into(),
            mode: self.mode.clone(),
            without_mode: self.without_mode.clone(),
            avoid: self.avoid.clone(),
            corridor: self.corridor.clone(),
            load: self.load.clone(),
            alternatives: Some(self.alternatives),
            max_overlap: self.max_overlap,
            max_detour: self.max_detour,
            state,
        }
    }
}

/// The question of `corridor compare`, which `corridor export compare` and charts ask too.
#[derive(Arguments)]
pub struct CompareQuestion {
    /// Where from
    #[arg(allow_hyphen_values = true, required_unless_present_any = ["od", "flows"], conflicts_with_all = ["od", "flows"], requires = "to", add = ArgValueCompleter::new(shell::places))]
    pub from: Option<String>,
    /// Where to
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub to: Option<String>,
    /// Many pairs at once
    #[command(flatten)]
    pub many: ManyArgs,
    /// The scenario that others are compared with: a name or a TOML file
    #[arg(long, value_name = "NAME|FILE", default_value = "base-2025", add = ArgValueCompleter::new(shell::scenarios))]
    pub base: String,
    /// Scenarios to compare [default: all-proposed, unless flags say one]
    #[arg(long, value_name = "NAMES|FILES", value_delimiter = ',', add = ArgValueCompleter::new(shell::scenarios))]
    pub scenario: Vec<String>,
    /// A scenario of its own: the base, and these count as open
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::segments))]
    pub with: Vec<String>,
    /// A scenario of its own: the base, and these count as closed
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::segments))]
    pub without: Vec<String>,
    /// A scenario of its own: the base, and nothing passes these
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::anything))]
    pub close: Vec<String>,
    /// A scenario of its own: the base, and these are open in spite of dated events
    #[arg(long, value_name = "NAMES", value_delimiter = ',', add = ArgValueCompleter::new(shell::anything))]
    pub reopen: Vec<String>,
    /// Spread the flow over really different routes too (path-size logit) [default: for one pair]
    #[arg(long)]
    pub choice: bool,
    /// Close each transit country on the way in turn too [default: for one pair]
    #[arg(long)]
    pub disruption: bool,
    /// Proposed links to value, alone and together: segments or corridors [default: the corridors that all-proposed opens]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub links: Vec<String>,
    /// How routes are chosen
    #[command(flatten)]
    pub manner: MannerArgs,
}

/// The question of `corridor exposure`, which `corridor export exposure` and charts ask too.
#[derive(Arguments)]
pub struct ExposureQuestion {
    /// Where from; without it, the pairs of --od or of data/pairs.csv count
    #[arg(allow_hyphen_values = true, conflicts_with_all = ["od", "flows"], requires = "to", add = ArgValueCompleter::new(shell::places))]
    pub from: Option<String>,
    /// Where to
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub to: Option<String>,
    /// Many pairs at once
    #[command(flatten)]
    pub many: ManyArgs,
    /// The state of the world
    #[command(flatten)]
    pub world: WorldArgs,
    /// How routes are chosen
    #[command(flatten)]
    pub manner: MannerArgs,
}

/// The question of `corridor dependence`, which `corridor export dependence` and charts ask too.
#[derive(Arguments)]
pub struct DependenceQuestion {
    /// Show only these: countries, or AZ-NX (Nakhchivan) and RU-KGD (Kaliningrad); two are held against each other
    #[arg(num_args = 0..=2)]
    pub countries: Vec<String>,
    /// Who depends
    #[arg(long, value_enum, default_value = "countries")]
    pub of: OfArg,
    /// On what
    #[arg(long, value_enum, default_value = "countries")]
    pub on: OnArg,
    /// Many pairs at once
    #[command(flatten)]
    pub many: ManyArgs,
    /// Scenarios, side by side [default: base-2025; for two countries also rasht-astara-2028, south-araz and tripp]
    #[arg(long, value_name = "NAMES|FILES", value_delimiter = ',', add = ArgValueCompleter::new(shell::scenarios))]
    pub scenario: Vec<String>,
    /// Spread the flow of a pair over really different routes (path-size logit) instead of the best one alone
    #[arg(long)]
    pub choice: bool,
    /// How routes are chosen
    #[command(flatten)]
    pub manner: MannerArgs,
}

/// The question of `corridor criticality`, which `corridor export criticality` and charts ask too.
#[derive(Arguments)]
pub struct CriticalityQuestion {
    /// Where from; without it, the pairs of --od or of data/pairs.csv count
    #[arg(allow_hyphen_values = true, conflicts_with_all = ["od", "flows"], requires = "to", add = ArgValueCompleter::new(shell::places))]
    pub from: Option<String>,
    /// Where to
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub to: Option<String>,
    /// What may be lost
    #[arg(long, value_enum, default_value = "links")]
    pub what: OnArg,
    /// Many pairs at once
    #[command(flatten)]
    pub many: ManyArgs,
    /// The state of the world
    #[command(flatten)]
    pub world: WorldArgs,
    /// How routes are chosen
    #[command(flatten)]
    pub manner: MannerArgs,
    /// Work out the flow over really different routes too (path-size logit)
    #[arg(long)]
    pub choice: bool,
    /// Look for the most vital sets of up to so many things, exactly [default: 3 for one pair in
    /// the program's own network, else 1]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(0..=MOST_VITAL as i64))]
    pub vital: Option<u8>,
}

/// The question of `corridor simulate`, which `corridor export simulate` and charts ask too.
#[derive(Arguments)]
pub struct SimulateQuestion {
    /// Where from
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub from: String,
    /// Where to
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub to: String,
    /// How many draws
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_DRAWS)))]
    pub draws: u32,
    /// Where the draws begin: the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Days in which it has to arrive: how likely is that?
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub deadline: Option<f64>,
    /// What may close, with its probability: countries, seas, places, borders, corridors or modes
    #[arg(long, value_name = "NAME=P", value_delimiter = ',')]
    pub close_with: Vec<String>,
    /// What dated events closed may close again, as often as in so many days before the date; their closures of the day itself then do not count
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3650))]
    pub history: Option<u32>,
    /// The state of the world
    #[command(flatten)]
    pub world: WorldArgs,
    /// How routes are chosen
    #[command(flatten)]
    pub manner: MannerArgs,
}

/// The question of `corridor capacity`, which `corridor export capacity` and charts ask too.
#[derive(Arguments)]
pub struct CapacityQuestion {
    /// Where from: a country, an exclave (AZ-NX), or a place
    #[arg(allow_hyphen_values = true, required_unless_present_any = ["od", "flows"], conflicts_with_all = ["od", "flows"], requires = "to", add = ArgValueCompleter::new(shell::places))]
    pub from: Option<String>,
    /// Where to
    #[arg(allow_hyphen_values = true, add = ArgValueCompleter::new(shell::places))]
    pub to: Option<String>,
    /// Trade, to be held against the capacity of the lines that it would run over
    #[command(flatten)]
    pub many: ManyArgs,
    /// The state of the world
    #[command(flatten)]
    pub world: WorldArgs,
    /// How the best route is chosen, and which modes may be used
    #[command(flatten)]
    pub manner: MannerArgs,
}

/// Who depends.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OfArg {
    /// Countries and exclaves: all pairs that begin or end there
    Countries,
    /// Two of them, and the pairs between them
    Partners,
    /// Each pair
    Pairs,
    /// All pairs together
    All,
}

impl From<OfArg> for Subjects {
    fn from(of: OfArg) -> Subjects {
        match of {
            OfArg::Countries => Subjects::Countries,
            OfArg::Partners => Subjects::Partners,
            OfArg::Pairs => Subjects::Pairs,
            OfArg::All => Subjects::All,
        }
    }
}

/// On what trade depends.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OnArg {
    /// Transit countries
    Countries,
    /// Segments
    Links,
    /// All crossings between two countries
    Borders,
    /// Single border posts
    Posts,
    /// Ports where goods are handled
    Ports,
    /// Straits and canals
    Straits,
}

impl From<OnArg> for Things {
    fn from(on: OnArg) -> Things {
        match on {
            OnArg::Countries => Things::Countries,
            OnArg::Links => Things::Links,
            OnArg::Borders => Things::Borders,
            OnArg::Posts => Things::Posts,
            OnArg::Ports => Things::Ports,
            OnArg::Straits => Things::Straits,
        }
    }
}
