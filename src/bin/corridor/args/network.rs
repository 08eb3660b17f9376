//! Flags of networks of one's own.

use std::path::PathBuf;

use clap::{Args as Arguments, Subcommand, ValueEnum};
use corridor::error::Error;
use corridor::import::{Import, LengthUnit, Mapping, OSM_MODES, is_link_table};
use corridor::limits;
use corridor::model::Mode;
use corridor::read::read_text;

use super::mode;

/// What a network of one's own is read from, and how.
#[derive(Arguments)]
#[command(next_help_heading = "A network of your own")]
pub struct NetworkArgs {
    /// Work on a network of your own instead: CSV edges (from,to,length_km), lines (.geojson, .geojsonl, .gpkg, .shp), OpenStreetMap (.osm.pbf), a folder of GMNS tables, or a built one (.corridor)
    #[arg(long, global = true, value_name = "FILES", value_delimiter = ',', conflicts_with = "data")]
    pub network: Vec<PathBuf>,
    /// Layer of a GeoPackage [default: the one that has lines]
    #[arg(long, global = true, value_name = "NAME")]
    pub layer: Option<String>,
    /// Nodes of the network: CSV with id,lat,lon
    #[arg(long, global = true, value_name = "FILE")]
    pub nodes: Option<PathBuf>,
    /// Mode of the edges whose file does not say it [default: rail]
    #[arg(long, global = true, value_name = "MODE", value_parser = mode)]
    pub edge_mode: Option<Mode>,
    /// Which ways of an OpenStreetMap extract to read [default: rail,road,ferry]
    #[arg(long, global = true, value_name = "MODES", value_delimiter = ',', value_parser = osm_mode)]
    pub osm_modes: Vec<Mode>,
    /// Unit of the lengths in GMNS tables, whatever these say: km, m, mi, nmi or ft
    #[arg(long, global = true, value_name = "UNIT")]
    pub length_unit: Option<LengthUnit>,
    /// Edges run from `from` to `to` only, where the file does not say
    #[arg(long, global = true)]
    pub directed: bool,
    /// Ends of lines within so many metres become one node, and free ends are tied to lines so near
    #[arg(long, global = true, value_name = "METRES", value_parser = metres, default_value_t = 0.0)]
    pub snap: f64,
    /// Lines that cross meet there
    #[arg(long, global = true)]
    pub crossings: bool,
    /// Leave out nodes where two edges of a kind meet
    #[arg(long, global = true)]
    pub merge: bool,
    /// Which attribute holds a field: mode=TYPE, length=LEN_M:m (id, from, to, length, mode, country, status, oneway)
    #[arg(long, global = true, value_name = "FIELD=ATTRIBUTE")]
    pub field: Vec<String>,
    /// What a value of a field means: mode:Railroad=rail; `skip` leaves the feature out, `*` is every other value
    #[arg(long, global = true, value_name = "FIELD:VALUE=MEANING")]
    pub value: Vec<String>,
    /// The same in a file (TOML), see docs/import.md
    #[arg(long, global = true, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Add the program's own corridors: their places are tied to the lines beside them. `planned` adds only what is not operating
    #[arg(long, global = true, value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "all", value_name = "WHICH")]
    pub overlay: Option<Overlay>,
    /// How far a place may lie from the line that it is tied to, km [default: 10]
    #[arg(long, global = true, value_name = "KM", value_parser = kilometres, requires = "overlay")]
    pub overlay_within: Option<f64>,
}

/// Which of the program's own segments an overlay adds.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Overlay {
    /// All of them
    All,
    /// Those planned, being built or disused
    Planned,
}

impl NetworkArgs {
    /// What is to be read, if a network was named.
    pub fn import(&self) -> Result<Option<Import>, Error> {
        if !self.network.is_empty() { self.import_of(&self.network).map(Some) } else { Ok(None) }
    }

    /// A flag that says how a network is read, where one was given.
    pub fn flag(&self) -> Option<&'static str> {
        let given = [
            (self.layer.is_some(), "--layer"),
            (self.nodes.is_some(), "--nodes"),
            (self.edge_mode.is_some(), "--edge-mode"),
            (!self.osm_modes.is_empty(), "--osm-modes"),
            (self.length_unit.is_some(), "--length-unit"),
            (self.directed, "--directed"),
            (self.snap > 0.0, "--snap"),
            (self.crossings, "--crossings"),
            (self.merge, "--merge"),
            (!self.field.is_empty(), "--field"),
            (!self.value.is_empty(), "--value"),
            (self.mapping.is_some(), "--mapping"),
            (self.overlay.is_some(), "--overlay"),
        ];
        given.into_iter().find(|(is_given, _)| *is_given).map(|(_, flag)| flag)
    }

    /// Flags that say how files of one kind are read, where none of that kind is there.
    fn check_flags(&self, files: &[PathBuf]) -> Result<(), Error> {
        let ends = |file: &PathBuf, end: &str| {
            let name = file.to_string_lossy().to_ascii_lowercase();
            name.ends_with(end) || name.strip_suffix(".gz").is_some_and(|name| name.ends_with(end))
        };
        let any = |wanted: &[&str]| files.iter().any(|file| wanted.iter().any(|end| ends(file, end)));
        let idle = [
            (!self.osm_modes.is_empty() && !any(&[".pbf"]), "--osm-modes", "OpenStreetMap extracts (.osm.pbf)"),
            (self.layer.is_some() && !any(&[".gpkg"]), "--layer", "GeoPackages (.gpkg)"),
            (
                self.length_unit.is_some() && !files.iter().any(|file| file.is_dir() || is_link_table(file)),
                "--length-unit",
                "GMNS tables",
            ),
        ];
        match idle.into_iter().find(|(is_idle, ..)| *is_idle) {
            // A built network is refused with every flag.
            Some((_, flag, kind)) if !any(&[".corridor"]) => Err(Error::Usage {
                code: "flag-without-file",
                message: format!("{flag} is for {kind}, and none is named"),
                help: Some("leave it out, or name such a file".into()),
            }),
            _ => Ok(()),
        }
    }

    /// The same for files that were named elsewhere.
    pub fn import_of(&self, files: &[PathBuf]) -> Result<Import, Error> {
        let usage = |message| {
            let help = Some(Mapping::HELP.into());
            Error::Usage { code: "column-mapping", message, help }
        };
        self.check_flags(files)?;
        let mut mapping = match &self.mapping {
            Some(file) => {
                let text = read_text(file, limits::SETTINGS_FILE)?;
                Mapping::from_toml(&file.to_string_lossy(), &text)?
            }
            None => Mapping::default(),
        };
        for (flag, texts) in [("--field", &self.field), ("--value", &self.value)] {
            // What stands before the last `=`: a field, or a field with one of its values.
            let about = |text: &str| text.rsplit_once('=').map(|(about, _)| about.to_owned());
            for (i, text) in texts.iter().enumerate() {
                if about(text).is_some() && texts[..i].iter().any(|other| about(other) == about(text)) {
                    return Err(usage(format!("{flag} {text}: the same was said before")));
                }
                let taken = if flag == "--field" { mapping.field(text) } else { mapping.value(text) };
                taken.map_err(|message| usage(format!("{flag} {text}: {message}")))?;
            }
        }
        mapping.check_ends().map_err(|message| usage(format!("--field: {message}")))?;
        Ok(Import {
            files: files.to_vec(),
            layer: self.layer.clone(),
            nodes: self.nodes.clone(),
            mapping,
            osm_modes: if self.osm_modes.is_empty() { OSM_MODES.to_vec() } else { self.osm_modes.clone() },
            length_unit: self.length_unit,
            directed: self.directed,
            mode: self.edge_mode.unwrap_or(Mode::Rail),
            snap_m: self.snap,
            crossings: self.crossings,
            merge: self.merge,
        })
    }
}

/// `corridor network build`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor network build railways.geojson -o net.corridor
  corridor network build edges.csv --nodes nodes.csv -o net.corridor
  corridor network build lines.geojson --field length=LEN_M:m --field mode=TYPE --value mode:Railroad=rail -o net.corridor
  corridor network build railways.geojson --snap 500 --merge -o net.corridor     ends within 500 m as one node, chains as one edge")]
pub struct BuildArgs {
    /// Files of edges or lines
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// `corridor network`.
#[derive(Subcommand)]
pub enum NetworkCommand {
    /// Read files of edges or lines once, and write a network that every command opens in milliseconds
    Build(BuildArgs),
    /// Nodes, edges, parts, free ends and the narrowest gaps
    Check(SurveyArgs),
    /// Which joins would connect the largest parts; --format geojson draws them
    Gaps(SurveyArgs),
}

/// `corridor network check` and `corridor network gaps`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor --network railways.geojson network check
  corridor --network railways.geojson --snap 500 network check          ends within 500 m as one node
  corridor --network railways.geojson network gaps --within 10 --format geojson -o gaps.geojson")]
pub struct SurveyArgs {
    /// How wide gaps may be, km
    #[arg(long, value_name = "KM", value_parser = kilometres, default_value_t = 5.0)]
    pub within: f64,
    /// How to show it
    #[arg(long, value_enum, default_value = "table")]
    pub format: SurveyFormat,
    /// Write to a file instead of the terminal
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Formats of a survey.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SurveyFormat {
    /// For people
    Table,
    /// For scripts
    Json,
    /// The gaps, for QGIS
    Geojson,
}

fn metres(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|x| (0.0..=50_000.0).contains(x))
        .ok_or_else(|| "a number of metres from 0 to 50000 is expected".into())
}

fn kilometres(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|x| (0.0..=500.0).contains(x))
        .ok_or_else(|| "a number of kilometres from 0 to 500 is expected".into())
}

fn osm_mode(text: &str) -> Result<Mode, String> {
    mode(text).ok().filter(|mode| OSM_MODES.contains(mode)).ok_or_else(|| "modes of OpenStreetMap are rail, road, ferry".into())
}
