//! `corridor check`.

use std::path::Path;

use corridor::analysis::Pairs;
use corridor::error::Error;
use corridor::issue::{Issue, Severity};
use corridor::model::Dataset;
use corridor::names::Names;
use corridor::read::schema::Kind;
use corridor::read::{self, RawDataset};
use corridor::scenario::Library;
use corridor::{check, limits};

use crate::args::{CheckArgs, ListFormat};
use crate::output::{Output, json};
use crate::report::width::for_people;
use crate::{Answer, load, report};

/// The pairs of a folder of data.
const PAIRS: &str = "pairs.csv";

pub fn run(args: &CheckArgs, data: Option<&Path>) -> Result<Answer, Error> {
    let mut issues = Vec::new();
    let (folders, files): (Vec<&Path>, Vec<&Path>) = args.paths.iter().map(AsRef::as_ref).partition(|path: &&Path| path.is_dir());
    for folder in folders {
        issues.extend(of_folder(folder)?);
    }
    if !files.is_empty() {
        issues.extend(of_files(&files, data)?);
    }
    if args.paths.is_empty() {
        issues = match data {
            Some(folder) => of_folder(folder)?,
            None => check::check(&read::embedded()),
        };
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

/// What is wrong with a folder of data, its scenarios and its pairs.
fn of_folder(folder: &Path) -> Result<Vec<Issue>, Error> {
    let raw = load::folder(folder)?;
    let mut issues = check::check(&raw);
    // Names mean something where the data stands: before that they would all be wrong.
    if !issues.iter().any(Issue::is_error) {
        let data = check::build(&raw)?;
        issues.extend(
            Library::folder(folder).map_or_else(|error| error.into_issues(&folder.to_string_lossy()), |it| it.check(&data)),
        );
        let pairs = folder.join(PAIRS);
        if pairs.exists() {
            issues.extend(of_pairs(&data, &pairs)?);
        }
    }
    issues.retain(|issue| Path::new(&issue.file).starts_with(folder));
    Ok(issues)
}

/// What is wrong with tables, scenarios and pairs that lie anywhere: held against a folder of data, or else the program's own.
fn of_files(files: &[&Path], data: Option<&Path>) -> Result<Vec<Issue>, Error> {
    let (tables, others): (Vec<&Path>, Vec<&Path>) = files.iter().partition(|file| !is_scenario(file) && !is_pairs(file));
    let raw = beside(&tables, data)?;
    let named = |name: &str| tables.iter().any(|file| file.to_string_lossy() == name);
    let mut issues = check::check(&raw);
    let is_broken = issues.iter().any(Issue::is_error);
    if !others.is_empty() && is_broken && !issues.iter().any(|issue| issue.is_error() && named(&issue.file)) {
        return Err(Error::Data(issues));
    }
    issues.retain(|issue| named(&issue.file));
    if !others.is_empty() && !is_broken {
        let data = check::build(&raw)?;
        for file in others {
            issues.extend(if is_scenario(file) { of_scenario(&data, file)? } else { of_pairs(&data, file)? });
        }
    }
    Ok(issues)
}

fn is_scenario(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "toml")
}

/// Whether a file is one of pairs: by its name, or as it has no other columns.
fn is_pairs(file: &Path) -> bool {
    let has_columns = |text: String| {
        let header = text.lines().next().unwrap_or_default().to_lowercase();
        let columns: Vec<&str> = header.split(',').map(str::trim).collect();
        columns.contains(&"from") && columns.contains(&"to") && columns.iter().all(|c| ["from", "to", "weight"].contains(c))
    };
    file.file_name().is_some_and(|name| name == PAIRS) || read::read_text(file, limits::TABLE_FILE).is_ok_and(has_columns)
}

fn of_scenario(data: &Dataset, file: &Path) -> Result<Vec<Issue>, Error> {
    let mut library = Library::embedded();
    let found = library.add(file).and_then(|id| library.find(data, &id));
    listed(found, file)
}

fn of_pairs(data: &Dataset, file: &Path) -> Result<Vec<Issue>, Error> {
    let name = file.to_string_lossy();
    let found = read::read_text(file, limits::TABLE_FILE).and_then(|text| Pairs::from_csv(Names::new(data), &name, &text));
    listed(found, file)
}

/// What is wrong with a file, if anything; what cannot be read at all stops the work.
fn listed<T>(found: Result<T, Error>, file: &Path) -> Result<Vec<Issue>, Error> {
    match found {
        Ok(_) => Ok(Vec::new()),
        Err(error @ Error::Read { .. }) => Err(error),
        Err(error) => Ok(error.into_issues(&file.to_string_lossy())),
    }
}

/// Files as a part of a folder of data, or of the program: a file with the name of one of its tables stands in its place.
fn beside(files: &[&Path], data: Option<&Path>) -> Result<RawDataset, Error> {
    let stands_in = |name: &Path| files.iter().any(|file| file.ends_with(name));
    let mut raw = RawDataset::default();
    match data {
        Some(folder) => {
            raw = load::folder(folder)?;
            let is_replaced = |name: &str| stands_in(Path::new(name).strip_prefix(folder).unwrap_or(Path::new(name)));
            raw.records.retain(|record| !is_replaced(&raw.files[record.file].name));
            raw.issues.retain(|issue| !is_replaced(&issue.file));
        }
        None => {
            read::add_embedded(&mut raw, |file| Kind::of_file(file.name).is_some() && !stands_in(Path::new(file.name)));
        }
    }
    for file in files {
        read::add_file(&mut raw, file)?;
    }
    Ok(raw)
}
