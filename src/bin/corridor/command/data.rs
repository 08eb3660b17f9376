//! `corridor data`.

use std::fs;
use std::path::Path;

use corridor::error::Error;
use corridor::export::write_folder_whole;
use corridor::read::embedded_files;

use crate::args::DataCommand;
use crate::output::{Output, check_folder};
use crate::{Answer, report};

pub fn run(command: &DataCommand) -> Result<Answer, Error> {
    match command {
        DataCommand::Export { dir } => export(dir),
    }
}

fn export(dir: &Path) -> Result<Answer, Error> {
    check_folder(dir)?;
    let is_taken = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if is_taken {
        let message = format!("{} is not empty", dir.display());
        return Err(Error::Usage {
            code: "folder-not-empty",
            message,
            help: Some("name a new folder: nothing is overwritten".into()),
        });
    }
    let files: Vec<(&str, &[u8])> = embedded_files().iter().map(|file| (file.name, file.text.as_bytes())).collect();
    write_folder_whole(dir, &files)?;
    report::error::note(&format!("{} files written; edit them, then ask with --data {}", embedded_files().len(), dir.display()));
    Output::terminal().write(&dir.display().to_string())?;
    Ok(Answer::Yes)
}
