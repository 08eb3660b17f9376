//! `corridor check`.

use std::path::Path;

use corridor::analysis::Pairs;
use corridor::check;
use corridor::error::Error;
use corridor::issue::{Issue, Severity};
use corridor::model::Dataset;
use corridor::names::Names;
use corridor::read::schema::Kind;
use corridor::read::{self, RawDataset};
use corridor::scenario::{Library, wrong_name};

use crate::args::{CheckArgs, ListFormat};
use crate::load::Source;
use crate::output::{Output, json};
use crate::report::width::for_people;
use crate::validation::Method;
use crate::{Answer, load, report};

pub fn run(args: &CheckArgs, source: &Source) -> Result<Answer, Error> {
    let mut issues = Vec::new();
    let (folders, files): (Vec<&Path>, Vec<&Path>) = args.paths.iter().map(AsRef::as_ref).partition(|path: &&Path| path.is_dir());
    for folder in folders {
        issues.extend(of_folder(folder)?);
    }
    if !files.is_empty() {
        issues.extend(of_files(&files, source)?);
    }
    if args.paths.is_empty() {
        issues = match source.dir.as_deref() {
            Some(folder) => of_folder(folder)?,
            None => of_tables(&read::embedded())?.0,
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
    let raw = match load::folder(folder) {
        Err(Error::Data(issues)) => return Ok(issues),
        other => other?,
    };
    let (mut issues, data) = of_tables(&raw)?;
    if let Some(data) = data {
        match Library::folder(folder) {
            // Those of the program were held against its own data.
            Ok(library) if library.is_embedded() => {}
            Ok(library) => issues.extend(library.check(&data)),
            Err(error) => issues.extend(listed::<()>(Err(error), folder)?),
        }
        if let Some(pairs) = load::own_pairs(folder) {
            issues.extend(of_pairs(&data, &pairs, load::pairs_text(&pairs))?);
        }
    }
    let misfits = load::misfits(folder, &issues);
    issues.retain(|issue| load::is_in(folder, issue));
    Ok(misfits.into_iter().chain(issues).collect())
}

/// What is wrong with the tables, and the data where it stands: what rows name means nothing before.
fn of_tables(raw: &RawDataset) -> Result<(Vec<Issue>, Option<Dataset>), Error> {
    let mut issues = check::check(raw);
    if issues.iter().any(Issue::is_error) {
        return Ok((issues, None));
    }
    let data = check::build(raw)?;
    issues.extend(
        raw.of(Kind::Validation)
            .zip(&data.validation)
            .filter_map(|(record, case)| Method::of(&data, case).err().map(|wrong| wrong.at(raw, record))),
    );
    Ok((issues, Some(data)))
}

/// What is no table of the data: it says something of its places.
enum About<'p> {
    Scenario(&'p Path),
    /// With its text, as far as that could be read.
    Pairs(&'p Path, Result<String, Error>),
}

impl About<'_> {
    fn of(file: &Path) -> Option<About<'_>> {
        if file.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"))
            || file.file_name().is_some_and(|name| name == ".toml")
        {
            return Some(About::Scenario(file));
        }
        if !file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
            return None;
        }
        let text = load::pairs_text(file);
        let is_one = file.file_name().is_some_and(|name| name == load::PAIRS);
        (is_one || text.as_ref().is_ok_and(|text| Pairs::is_table_of(text))).then_some(About::Pairs(file, text))
    }
}

/// What is wrong with tables, scenarios and pairs that lie anywhere: held against a folder of data, or else the program's own.
fn of_files(files: &[&Path], source: &Source) -> Result<Vec<Issue>, Error> {
    let (mut tables, mut others) = (Vec::new(), Vec::new());
    for file in files {
        match About::of(file) {
            Some(about) => others.push(about),
            None => tables.push(*file),
        }
    }
    let raw = beside(&tables, source.dir.as_deref())?;
    let named = |name: &str| tables.iter().any(|file| file.to_string_lossy() == name);
    let (mut issues, data) = of_tables(&raw)?;
    if !others.is_empty() && data.is_none() && !issues.iter().any(|issue| issue.is_error() && named(&issue.file)) {
        return Err(Error::Data(issues));
    }
    issues.retain(|issue| named(&issue.file));
    if let Some(data) = data {
        for about in others {
            issues.extend(match about {
                About::Scenario(file) => of_scenario(&data, file, source)?,
                About::Pairs(file, text) => of_pairs(&data, file, text)?,
            });
        }
    }
    Ok(issues)
}

fn of_scenario(data: &Dataset, file: &Path, source: &Source) -> Result<Vec<Issue>, Error> {
    if file.extension().is_none_or(|end| end != "toml") {
        let issue =
            Issue::new(Severity::Error, "scenario", &file.to_string_lossy(), "the name of the file gives a scenario no id");
        return Ok(vec![issue.help(load::SCENARIO_NAME)]);
    }
    let mut library = load::library(source)?;
    let found = library.add(file).and_then(|id| library.find(data, &id));
    Ok(listed(found, file)?.into_iter().chain(wrong_name(&file.to_string_lossy())).collect())
}

fn of_pairs(data: &Dataset, file: &Path, text: Result<String, Error>) -> Result<Vec<Issue>, Error> {
    listed(text.and_then(|text| Pairs::from_csv(Names::new(data), &file.to_string_lossy(), &text)), file)
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
