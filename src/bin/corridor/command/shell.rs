//! `corridor completions` and `corridor man`: what a system's packages bring along.

use std::io;

use clap::CommandFactory;
use clap_complete::CompleteEnv;
use clap_complete::env::Shells;
use corridor::error::Error;
use corridor::export::{write_folder_whole, write_whole};

use crate::Answer;
use crate::args::{Args, CompletionsArgs, ManArgs};
use crate::output::{Output, check_folder};

/// The variable by which a shell asks what may come next.
pub const VARIABLE: &str = "CORRIDOR_COMPLETE";
const NAME: &str = "corridor";

/// Answers a shell that asks what may come next; whether one did.
pub fn complete() -> Result<bool, Error> {
    let here = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(Args::command).var(VARIABLE).try_complete(std::env::args_os(), here.as_deref());
    // The crate wraps what the system says, and a shell that went away has seen enough.
    match asked {
        Ok(is_done) => Ok(is_done),
        Err(error) if error.to_string().contains("Broken pipe") => Ok(true),
        Err(error) => Err(Error::Write { path: "standard output".into(), source: io::Error::other(error.to_string()) }),
    }
}

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
    check_folder(&args.folder)?;
    let mut program = Args::command();
    program.build();
    let mut pages = Vec::new();
    add_pages(&program, NAME, &mut pages)?;
    let has_files = std::fs::read_dir(&args.folder).is_ok_and(|mut files| files.next().is_some());
    if has_files {
        // Pages of other programs may stand there.
        pages.iter().try_for_each(|(name, page)| write_whole(&args.folder.join(name), page))?;
    } else {
        let files: Vec<(&str, &[u8])> = pages.iter().map(|(name, page)| (name.as_str(), page.as_slice())).collect();
        write_folder_whole(&args.folder, &files)?;
    }
    crate::report::error::note(&format!("read them with `man -l {}`", args.folder.join("corridor.1").display()));
    Ok(Answer::Yes)
}

fn add_pages(command: &clap::Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) -> Result<(), Error> {
    let file = format!("{name}.1");
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .title(name.to_uppercase())
        .render(&mut page)
        .map_err(|source| Error::Internal(format!("the page {file} cannot be made: {source}")))?;
    pages.push((file, page));
    // The commands of `help` are those of the program once more.
    let own = command.get_subcommands().filter(|below| below.get_name() != "help");
    own.into_iter().try_for_each(|below| add_pages(below, &format!("{name}-{}", below.get_name()), pages))
}
