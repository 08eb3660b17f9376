//! The dataset that a command works on.

use std::path::{Path, PathBuf};

use corridor::analysis::{Ground, Pairs, State};
use corridor::ask::{self, RouteWords, StateWords};
use corridor::check;
use corridor::cost::Objective;
use corridor::direct::{excerpt, is_direct};
use corridor::error::Error;
use corridor::import::{self, Import, Net};
use corridor::issue::{Issue, Severity, quoted};
use corridor::limits;
use corridor::model::{Dataset, Mode};
use corridor::names::Names;
use corridor::network::{Network, Scenario, Selector};
use corridor::read::schema::Kind;
use corridor::read::{self as records, RawDataset, RawRecord};
use corridor::scenario::Library;

use crate::args::{Args, Command, MannerArgs, ManyArgs, NetworkCommand, Overlay, Reads, RouteQuestion, WorldArgs};
use crate::progress::Watch;

/// How far a place may lie from the line that it is tied to, where nothing else is said.
const OVERLAY_WITHIN_KM: f64 = 10.0;

/// The pairs of a folder of data.
pub const PAIRS: &str = "pairs.csv";

/// Where the data comes from: the program, a folder, or a network of others.
#[derive(Default)]
pub struct Source {
    pub dir: Option<PathBuf>,
    pub network: Option<Import>,
    /// Which of the program's own segments are added to a network of others, and how far their places may lie from its lines, km.
    pub overlay: Option<(Overlay, f64)>,
}

impl Source {
    pub fn of(args: &Args) -> Result<Source, Error> {
        let reads = args.command.reads();
        let idle = match (reads, &args.data) {
            (Reads::Nothing, Some(_)) => Some("--data"),
            (Reads::Nothing | Reads::Dataset, _) if !args.network.network.is_empty() => Some("--network"),
            _ => None,
        };
        if let Some(flag) = idle {
            let help = match reads {
                Reads::Dataset => "leave it out; `corridor network check --network FILE` looks at a network of your own",
                _ => "leave it out",
            };
            let message = format!("this command does not read what {flag} names");
            return Err(Error::Usage { code: "flag-unread", message, help: Some(help.into()) });
        }
        let is_build = matches!(args.command, Command::Network { command: NetworkCommand::Build(_) });
        match args.network.flag() {
            Some("--overlay") if is_build => {
                let help = Some(
                    "give --overlay where the built network is used: corridor --network net.corridor --overlay route A B".into(),
                );
                return Err(Error::Usage { code: "overlay", message: "a network is built without an overlay".into(), help });
            }
            Some(flag) if args.network.network.is_empty() && !is_build => {
                let help = Some("name the network with --network FILE".into());
                return Err(Error::Usage {
                    code: "flag-without-network",
                    message: format!("{flag} is about a network of your own, and none was named"),
                    help,
                });
            }
            _ => {}
        }
        let overlay = args.network.overlay.map(|which| (which, args.network.overlay_within.unwrap_or(OVERLAY_WITHIN_KM)));
        Ok(Source { dir: args.data.clone(), network: args.network.import()?, overlay })
    }

    /// The network of others, where it stands alone.
    pub fn foreign(&self) -> Option<&Import> {
        self.network.as_ref().filter(|_| self.overlay.is_none())
    }
}

/// The data in the program, in a folder, checked, or imported; without those tables of the program that the command has no use for.
///
/// The data in the program passed its checks when it was built, so they are not run again at every start.
pub fn dataset(source: &Source, useless: &[Kind]) -> Result<Dataset, Error> {
    if let Some(network) = source.foreign() {
        return import::dataset(&net(network)?);
    }
    if let (Some(network), Some((which, within_km))) = (&source.network, source.overlay) {
        return overlay(network, which, within_km);
    }
    let Some(dir) = &source.dir else {
        let mut raw = RawDataset::default();
        records::add_embedded(&mut raw, |file| Kind::of_file(file.name).is_some_and(|kind| !useless.contains(&kind)));
        return check::build(&raw);
    };
    let raw = folder(dir)?;
    let issues = check::check(&raw);
    if !issues.iter().any(Issue::is_error) {
        return check::build(&raw);
    }
    let misfits = misfits(dir, &issues);
    Err(Error::Data(misfits.into_iter().chain(issues.into_iter().filter(|issue| is_in(dir, issue))).collect()))
}

/// Whether something is wrong with a file of a folder, and not with one of the program that stands in for what the folder lacks.
pub fn is_in(dir: &Path, issue: &Issue) -> bool {
    Path::new(&issue.file).starts_with(dir)
}

/// Tables that a folder lacks, where those of the program do not fit its data: one word for each, as nobody can correct what is in the program.
pub fn misfits(dir: &Path, issues: &[Issue]) -> Vec<Issue> {
    let misfit = |(kind, file): &(Kind, &str)| {
        let is_of_kind = |issue: &&Issue| issue.is_error() && !is_in(dir, issue) && Kind::of_file(&issue.file) == Some(*kind);
        let mut wrong = issues.iter().filter(is_of_kind);
        let first = wrong.next()?;
        let others = match wrong.count() {
            0 => String::new(),
            count => format!(", and {count} problems more"),
        };
        let message = format!("the folder has no {file}, and the program's own does not fit its data: {}{others}", first.message);
        let issue = Issue::new(Severity::Error, "no-table", &dir.to_string_lossy(), message);
        Some(issue.help("write the table, be it only its header; `corridor data export` writes all of them"))
    };
    Kind::ALL.iter().filter_map(misfit).collect()
}

/// The data for a question for the best way from place to place: of a network of others only what that way needs, where the question is about the network as it is and names nodes
/// by their ids or positions; else the whole.
pub fn dataset_for(
    source: &Source,
    useless: &[Kind],
    places: &[&str],
    manner: (&str, Objective, &[Mode]),
) -> Result<Dataset, Error> {
    let Some(network) = source.foreign() else { return dataset(source, useless) };
    let (_, objective, modes) = manner;
    // Distances are known without countries; those of the way are looked up afterwards.
    let mut net = if objective == Objective::Distance { read(network)? } else { net(network)? };
    let nodes: Option<Vec<usize>> =
        places.iter().map(|text| net.node_of(text).or_else(|| net.nearest(text).map(|(node, _)| node))).collect();
    if let Some(nodes) = nodes.filter(|_| is_direct(modes))
        && let Some(part) = excerpt(&net, &nodes, manner, useless)?
    {
        return Ok(part);
    }
    import::find_countries(&mut net)?;
    import::dataset(&net)
}

/// A network of others with the program's own corridors over it.
fn overlay(network: &Import, which: Overlay, within_km: f64) -> Result<Dataset, Error> {
    let mut raw = records::embedded();
    if which == Overlay::Planned {
        let is_operating = |record: &RawRecord| record.kind == Kind::Segment && record.text("status") == Some("operating");
        raw.records.retain(|record| !is_operating(record));
    }
    let mut data = check::build(&raw)?;
    let mut net = read(network)?;
    import::overlay(&mut net, &mut data, within_km)?;
    Ok(data)
}

/// A network of others, as its files say.
fn read(network: &Import) -> Result<Net, Error> {
    let watch = Watch::bytes("reading");
    import::read(network, &|done, all| watch.tell(done, all))
}

/// A network of others, with the country of each edge.
pub fn net(network: &Import) -> Result<Net, Error> {
    let mut net = read(network)?;
    import::find_countries(&mut net)?;
    Ok(net)
}

/// A folder's records, with those tables of the program that the folder lacks.
pub fn folder(dir: &Path) -> Result<RawDataset, Error> {
    let mut raw = records::folder(dir)?;
    let has = |kind: Kind| raw.files.iter().any(|file| Kind::of_file(&file.name) == Some(kind));
    let lacks_all = Kind::ALL.iter().all(|(kind, _)| !has(*kind));
    if lacks_all {
        let issue = Issue::new(Severity::Error, "no-data", &dir.to_string_lossy(), "the folder has no data files");
        return Err(Error::Data(vec![issue.help("`corridor data export DIR` writes a folder to start from")]));
    }
    let missing: Vec<Kind> = Kind::ALL.iter().map(|(kind, _)| *kind).filter(|kind| !has(*kind)).collect();
    records::add_embedded(&mut raw, |file| Kind::of_file(file.name).is_some_and(|kind| missing.contains(&kind)));
    if !missing.is_empty() {
        let names: Vec<&str> = Kind::ALL.iter().filter(|(kind, _)| missing.contains(kind)).map(|(_, file)| *file).collect();
        crate::report::error::note(&format!("{} has no {}: the program's own count", dir.display(), names.join(", ")));
    }
    Ok(raw)
}

/// The scenarios of a folder of data, or of the program.
pub fn library(source: &Source) -> Result<Library, Error> {
    source.dir.as_deref().map_or_else(|| Ok(Library::embedded()), Library::folder)
}

/// The next step for a scenario file of another name.
pub const SCENARIO_NAME: &str = "the name of a scenario file ends in .toml, in small letters: rename it";

/// The id of a scenario that was named, or whose file was.
pub fn scenario_id(library: &mut Library, name: &str) -> Result<String, Error> {
    if name.ends_with(".toml") {
        return library.add(Path::new(name));
    }
    if !library.ids().contains(&name) && Path::new(name).exists() {
        let is_folder = Path::new(name).is_dir();
        let message =
            format!("{} is a {}, and no scenario is called so", quoted(name), if is_folder { "folder" } else { "file" });
        let help = if is_folder { "name the file in it that ends in .toml" } else { SCENARIO_NAME };
        let help = Some(help.into());
        return Err(Error::Name { code: "unknown-scenario", message, help });
    }
    Ok(name.to_owned())
}

/// The state of the world that the flags say, on top of the scenario that they name, with the library that has it.
fn state_words(args: &WorldArgs, source: &Source) -> Result<(StateWords, Library), Error> {
    let mut words = args.words();
    let mut library = Library::default();
    if let Some(name) = &mut words.scenario {
        library = self::library(source)?;
        *name = scenario_id(&mut library, name)?;
    }
    Ok((words, library))
}

/// The state of the world that the flags say.
pub fn world(args: &WorldArgs, data: &Dataset, source: &Source) -> Result<Scenario, Error> {
    let (words, library) = state_words(args, source)?;
    words.scenario(data, &library)
}

/// The same with a name: that of the scenario that it stands on.
pub fn world_state(args: &WorldArgs, data: &Dataset, source: &Source) -> Result<State, Error> {
    let (words, library) = state_words(args, source)?;
    words.state(data, &library)
}

/// A question for routes in words, with the library that has its scenario.
pub fn route_words(args: &RouteQuestion, source: &Source) -> Result<(RouteWords, Library), Error> {
    let (state, library) = state_words(&args.world, source)?;
    Ok((args.words(state), library))
}

/// A scenario of a library, or of a file, with its name.
pub fn state(data: &Dataset, library: &mut Library, name: &str) -> Result<State, Error> {
    let id = scenario_id(library, name)?;
    Ok(library.find(data, &id)?.into())
}

/// The pair that was named, or else many.
pub fn pair_or_many(
    from: Option<&str>,
    to: Option<&str>,
    many: &ManyArgs,
    data: &Dataset,
    source: &Source,
) -> Result<Pairs, Error> {
    let (Some(from), Some(to)) = (from, to) else { return pairs(many, data, source) };
    let names = Names::new(data);
    let (from, to) = (names.place(from)?.place, names.place(to)?.place);
    if from == to {
        return Err(Error::Usage {
            code: "same-place",
            message: "origin and destination are one place".into(),
            help: Some("name two".into()),
        });
    }
    Ok(Pairs::one(from, to))
}

/// The pairs of a file, published trade, or the pairs of the data.
pub fn pairs(many: &ManyArgs, data: &Dataset, source: &Source) -> Result<Pairs, Error> {
    let names = Names::new(data);
    if let Some(name) = &many.flows {
        return Pairs::from_flows(data, name);
    }
    if source.foreign().is_some() && many.od.is_none() {
        let help = Some("name two places, or a file of pairs with --od".into());
        return Err(Error::Usage { code: "no-pairs", message: "an imported network has no pairs of its own".into(), help });
    }
    let own = source.dir.as_deref().and_then(own_pairs);
    match many.od.as_deref().or(own.as_deref()) {
        Some(file) => Pairs::from_csv(names, &file.to_string_lossy(), &pairs_text(file)?),
        None => {
            let shipped = records::embedded_files().iter().find(|file| file.name == PAIRS).map_or("", |file| file.text);
            Pairs::from_csv(names, PAIRS, shipped).map_err(|error| match &source.dir {
                // Nobody can correct a table that is in the program.
                Some(dir) => {
                    let reason = error.into_issues(PAIRS).into_iter().next().map_or(String::new(), |issue| issue.message);
                    let message = format!("the folder has no {PAIRS}, and the program's own does not fit its data: {reason}");
                    let issue = Issue::new(Severity::Error, "no-table", &dir.to_string_lossy(), message);
                    Error::Data(vec![issue.help(format!("name pairs with --od FILE, or write {PAIRS} into the folder"))])
                }
                None => error,
            })
        }
    }
}

/// The file of pairs of a folder of data; a link that leads nowhere is there too, and an error when it is read.
pub fn own_pairs(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(PAIRS)).filter(|file| file.symlink_metadata().is_ok())
}

/// The text of a file of pairs.
pub fn pairs_text(file: &Path) -> Result<String, Error> {
    records::read_text(file, limits::TABLE_FILE)
}

/// A country by code or name, or an exclave by its code: who trade speaks for.
pub fn subject(data: &Dataset, names: Names, text: &str) -> Result<String, Error> {
    if data.places.iter().any(|place| place.region.as_deref() == Some(text)) {
        return Ok(text.to_owned());
    }
    match names.avoidable(text)? {
        Selector::Country(country) => Ok(country.to_string()),
        other => Err(Error::Name {
            code: "no-country",
            message: format!("{} is not a country", other.describe(data)),
            help: Some("write a country, or an exclave: AZ-NX, RU-KGD".into()),
        }),
    }
}

/// How the routes of an analysis are chosen, with the network that they are chosen in.
pub struct Manner {
    network: Network,
    modes: Vec<Mode>,
    objective: Objective,
}

impl Manner {
    pub fn of(args: &MannerArgs, data: &Dataset) -> Result<Manner, Error> {
        let network = Network::build(data, ask::load(data, &args.load)?)?;
        let modes = ask::modes(&args.mode);
        ask::one_cargo(&modes)?;
        Ok(Manner { network, modes, objective: args.by.into() })
    }

    pub fn ground<'a>(&'a self, data: &'a Dataset) -> Ground<'a> {
        Ground { data, network: &self.network, objective: self.objective, modes: &self.modes }
    }
}
