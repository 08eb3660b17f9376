//! The command line before anything is asked of it: what is wrong with it is said like every other error, help goes where it was sent, and no answer takes the place of what it comes from.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches};
use corridor::error::Error;
use corridor::export::STANDARD_OUTPUT;
use corridor::issue::{harmless, is_hostile};
use corridor::read::schema::Kind;

use crate::args::Args;
use crate::output::Output;

/// Whether messages are wanted as JSON; asked for before the arguments are parsed, so that what is wrong with these is said in the same way.
pub fn wants_json() -> bool {
    let mut words = env::args_os().skip(1);
    while let Some(word) = words.next() {
        if word == "--message-format=json" || (word == "--message-format" && words.next().is_some_and(|form| form == "json")) {
            return true;
        }
    }
    false
}

/// The arguments. `None` where they were a question for help, which is answered.
pub fn read() -> Result<Option<Args>, Error> {
    let matches = match with_numbers(Args::command()).try_get_matches() {
        Ok(matches) => matches,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            return Output::terminal().write_coloured(&error.render().ansi().to_string()).map(|()| None);
        }
        Err(error) => return Err(wrong(&error)),
    };
    keeps_inputs(&matches)?;
    fits_its_name(&matches)?;
    Args::from_arg_matches(&matches).map(Some).map_err(|error| wrong(&error))
}

/// The value of a flag may begin with a minus: `--deadline -5` is a number that cannot be, and no flag that is not known.
fn with_numbers(command: Command) -> Command {
    let takes_value = |arg: &Arg| !arg.is_positional() && arg.get_action().takes_values();
    command.mut_args(|arg| if takes_value(&arg) { arg.allow_negative_numbers(true) } else { arg }).mut_subcommands(with_numbers)
}

/// What is wrong with arguments, as the parser says it; what was typed is made harmless in it.
fn wrong(error: &clap::Error) -> Error {
    let mut text = error.render().to_string();
    for word in env::args_os().skip(1) {
        let word = word.to_string_lossy().into_owned();
        let value = word.split_once('=').map_or(word.as_str(), |(_, value)| value);
        for typed in [word.as_str(), value].into_iter().filter(|typed| typed.contains(is_hostile)) {
            text = text.replace(typed, &harmless(typed));
        }
    }
    let (message, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
    let message: Vec<&str> = message.strip_prefix("error: ").unwrap_or(message).split_whitespace().collect();
    let message = message.join(" ");
    let help: Vec<&str> = rest.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Error::Usage { code: "arguments", message, help: (!help.is_empty()).then(|| help.join("\n        ")) }
}

/// No file that is written is one that is read: the answer would be all that is left.
fn keeps_inputs(matches: &ArgMatches) -> Result<(), Error> {
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    let has_style = collect(matches, &mut inputs, &mut outputs);
    if has_style {
        // The style stands beside the layer.
        outputs.extend(outputs.clone().iter().map(|layer| layer.with_extension("qml")));
    }
    let real = |path: &Path| path.canonicalize().ok();
    for output in outputs.iter().filter(|output| output.as_os_str() != STANDARD_OUTPUT) {
        let Some(target) = real(output) else { continue };
        let is_own = |input: &&PathBuf| {
            real(input).is_some_and(|input| {
                input == target || (target.starts_with(&input) && is_of_dataset(&target)) || is_read_with(&input, &target)
            })
        };
        if let Some(input) = inputs.iter().find(is_own) {
            let message = format!("{} would be written over, and it is read from {}", output.display(), input.display());
            return Err(Error::Usage { code: "output-is-input", message, help: Some("write to another file".into()) });
        }
    }
    Ok(())
}

/// Names of files that say what is in them.
const TELLING: [&str; 11] = ["csv", "json", "geojson", "xlsx", "gpkg", "fgb", "parquet", "html", "svg", "png", "md"];

/// A file called .xlsx is opened as one: what is written there is what its name says, where the format has a usual one.
fn fits_its_name(matches: &ArgMatches) -> Result<(), Error> {
    if let Some((_, below)) = matches.subcommand() {
        return fits_its_name(below);
    }
    let Ok(Some(output)) = matches.try_get_one::<PathBuf>("output") else { return Ok(()) };
    let Some(format) = matches.try_get_raw("format").ok().flatten().and_then(|mut format| format.next()) else { return Ok(()) };
    let (Some(end), format) = (output.extension(), format.to_string_lossy()) else { return Ok(()) };
    let end = end.to_string_lossy().to_ascii_lowercase();
    let is_usual = end == *format || matches!((&*format, &*end), ("geojson", "json") | ("markdown", "md"));
    if is_usual || !TELLING.contains(&end.as_str()) {
        return Ok(());
    }
    Err(Error::Usage {
        code: "output",
        message: format!("{} would hold {format}, and its name says {end}", output.display()),
        help: Some(format!(
            "say --format {end}, if there is one; `corridor export` writes .csv, .xlsx, .geojson, .gpkg and .fgb"
        )),
    })
}

/// Whether a file in a folder of data is read with it.
fn is_of_dataset(file: &Path) -> bool {
    let name = file.to_string_lossy();
    Kind::of_file(&name).is_some() || name.ends_with("pairs.csv") || name.ends_with(".toml")
}

/// Whether a file is read with another one that was named: the parts of a shapefile, the tables of a GMNS network.
fn is_read_with(input: &Path, file: &Path) -> bool {
    const SHAPEFILE: [&str; 4] = ["dbf", "shx", "prj", "cpg"];
    const GMNS: [&str; 4] = ["link.csv", "node.csv", "config.csv", "geometry.csv"];
    let has =
        |path: &Path, endings: &[&str]| path.extension().is_some_and(|end| endings.iter().any(|e| end.eq_ignore_ascii_case(e)));
    let is_part = has(input, &["shp"]) && input.with_extension("") == file.with_extension("") && has(file, &SHAPEFILE);
    let folder = if input.is_dir() { Some(input) } else { input.parent() };
    let is_table = |path: &Path| path.file_name().is_some_and(|name| GMNS.iter().any(|table| name == *table));
    is_part || ((input.is_dir() || is_table(input)) && file.parent() == folder && is_table(file))
}

/// Every file or folder that was named, in commands within commands too; and whether a style is wanted.
fn collect(matches: &ArgMatches, inputs: &mut Vec<PathBuf>, outputs: &mut Vec<PathBuf>) -> bool {
    let mut has_style = matches.try_get_one::<bool>("style").is_ok_and(|style| style == Some(&true));
    for id in matches.ids() {
        let values = matches.try_get_raw(id.as_str()).ok().flatten();
        let files = match matches.try_get_many::<PathBuf>(id.as_str()) {
            Ok(files) => files.into_iter().flatten().cloned().collect(),
            // A scenario is a name or a file.
            Err(_) => values.into_iter().flatten().flat_map(scenario_files).collect::<Vec<_>>(),
        };
        if id.as_str() == "output" { outputs.extend(files) } else { inputs.extend(files) }
    }
    if let Some((_, below)) = matches.subcommand() {
        has_style |= collect(below, inputs, outputs);
    }
    has_style
}

fn scenario_files(value: &OsStr) -> Vec<PathBuf> {
    let text = value.to_string_lossy();
    text.split(',').filter(|name| name.ends_with(".toml")).map(PathBuf::from).collect()
}
