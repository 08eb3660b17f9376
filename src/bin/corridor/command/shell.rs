//! `corridor completions` and `corridor man`: what a system's packages bring along.

use std::path::Path;

use clap::CommandFactory;
use clap_complete::env::Shells;
use corridor::error::Error;
use corridor::export::write_whole;

use crate::Answer;
use crate::args::{Args, CompletionsArgs, ManArgs};
use crate::output::Output;

/// The variable by which a shell asks what may come next.
pub const VARIABLE: &str = "CORRIDOR_COMPLETE";
const NAME: &str = "corridor";

/// Prints the script that makes a shell ask the program.
pub fn completions(args: &CompletionsArgs) -> Result<Answer, Error> {
    let shell = args.shell.to_string();
    let unknown = || Error::Internal(format!("there is no script for {shell}"));
    let mut script = Vec::new();
    let shells = Shells::builtins();
    let writer = shells.completer(&shell).ok_or_else(unknown)?;
    writer.write_registration(VARIABLE, NAME, NAME, NAME, &mut script).map_err(|_| unknown())?;
    Output::terminal().write(&String::from_utf8_lossy(&script))?;
    Ok(Answer::Yes)
}

/// Writes a page for the program and one for each of its commands.
pub fn man(args: &ManArgs) -> Result<Answer, Error> {
    std::fs::create_dir_all(&args.folder).map_err(|source| Error::Write { path: args.folder.clone(), source })?;
    let mut program = Args::command();
    program.build();
    pages(&program, NAME, &args.folder)?;
    crate::report::error::note(&format!("read them with `man -l {}`", args.folder.join("corridor.1").display()));
    Ok(Answer::Yes)
}

fn pages(command: &clap::Command, name: &str, folder: &Path) -> Result<(), Error> {
    let file = folder.join(format!("{name}.1"));
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .title(name.to_uppercase())
        .render(&mut page)
        .map_err(|source| Error::Write { path: file.clone(), source })?;
    write_whole(&file, &page)?;
    // The commands of `help` are those of the program once more.
    let own = command.get_subcommands().filter(|below| below.get_name() != "help");
    own.into_iter().try_for_each(|below| pages(below, &format!("{name}-{}", below.get_name()), folder))
}
