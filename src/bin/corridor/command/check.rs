//! `corridor check`.

use std::path::Path;

use corridor::check;
use corridor::error::Error;
use corridor::issue::{Issue, Severity};
use corridor::read::schema::Kind;
use corridor::read::{self, RawDataset};

use crate::args::{CheckArgs, ListFormat};
use crate::output::{Output, json};
use crate::report::width::for_people;
use crate::{Answer, load, report};

pub fn run(args: &CheckArgs, data: Option<&Path>) -> Result<Answer, Error> {
    let mut issues = Vec::new();
    let files: Vec<&Path> = args.paths.iter().map(AsRef::as_ref).filter(|path: &&Path| !path.is_dir()).collect();
    let folders =
        args.paths.iter().map(AsRef::as_ref).filter(|path: &&Path| path.is_dir()).chain(data.filter(|_| args.paths.is_empty()));
    for folder in folders {
        let raw = load::folder(folder)?;
        let inside = |name: &str| Path::new(name).starts_with(folder);
        issues.extend(check::check(&raw).into_iter().filter(|issue| inside(&issue.file)));
    }
    if !files.is_empty() {
        let raw = beside_embedded(&files)?;
        let named = |name: &str| files.iter().any(|file| file.to_string_lossy() == name);
        issues.extend(check::check(&raw).into_iter().filter(|issue| named(&issue.file)));
    }
    if args.paths.is_empty() && data.is_none() {
        issues = check::check(&read::embedded());
    }
    if !args.notes {
        issues.retain(|issue| issue.severity != Severity::Note);
    }
    let text = match args.format {
        ListFormat::Json => json(&issues)?,
        ListFormat::Table => for_people(&report::check::text(&issues)),
    };
    Output::terminal().write(&text)?;
    Ok(if issues.iter().any(Issue::is_error) { Answer::No } else { Answer::Yes })
}

/// Files as a part of the dataset of the program: a file with the name of one of its tables stands in its place.
fn beside_embedded(files: &[&Path]) -> Result<RawDataset, Error> {
    let stands_in = |name: &str| files.iter().any(|file| file.ends_with(name));
    let mut raw = RawDataset::default();
    read::add_embedded(&mut raw, |file| Kind::of_file(file.name).is_some() && !stands_in(file.name));
    for file in files {
        read::add_file(&mut raw, file)?;
    }
    Ok(raw)
}
