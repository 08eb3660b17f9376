//! Named states of the world, from TOML files: what is open, closed or changed, on which date, after which other scenario.
//!
//! The same can be said with flags; both become a [`Scenario`], a plain value. `data/README.md` explains the fields.

mod file;
mod resolve;
mod stacked;
mod words;

use std::path::{Path, PathBuf};
use std::{fs, io};

use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Error;
use crate::issue::{Issue, LIMIT, Severity, did_you_mean, quoted};
use crate::limits::{self, INHERITED};
use crate::model::Dataset;
use crate::network::Scenario;
use crate::read::schema::{ID_HELP, is_id};
use crate::read::{EmbeddedFile, SourceFile, embedded_files, read_text};

/// A scenario with what its author says of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NamedScenario {
    /// Its id: the name of its file without `.toml`.
    pub id: String,
    /// One line.
    pub title: String,
    /// What it assumes, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The scenario that it begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inherits: Option<String>,
    /// What it changes, in words, with what it took over.
    pub changes: Vec<String>,
    /// Source ids of the author.
    pub sources: Vec<String>,
    /// The state of the world.
    #[serde(skip)]
    pub scenario: Scenario,
}

/// Scenario files, by id.
#[derive(Debug, Default)]
pub struct Library {
    files: Vec<SourceFile>,
    is_embedded: bool,
    /// The folder of data that has no scenarios of its own.
    borrowed_by: Option<PathBuf>,
}

impl Library {
    /// The scenarios that the program carries.
    pub fn embedded() -> Library {
        let files = ours().map(|file| SourceFile::new(file.name.to_owned(), file.text.into())).collect();
        Library { files, is_embedded: true, borrowed_by: None }
    }

    /// The scenarios of a folder of data: those in its `scenarios`, or the program's own where it has none.
    ///
    /// # Errors
    /// [`Error::Read`] when a file cannot be read.
    pub fn folder(dir: &Path) -> Result<Library, Error> {
        let folder = dir.join("scenarios");
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            // A link that leads nowhere is there.
            Err(error) if error.kind() == io::ErrorKind::NotFound && folder.symlink_metadata().is_err() => {
                return Ok(Library { borrowed_by: Some(dir.to_owned()), ..Library::embedded() });
            }
            Err(error) => return Err(Error::read(&folder, error)),
        };
        let mut library = Library::default();
        for entry in entries {
            let path = entry.map_err(|e| Error::read(&folder, e))?.path();
            if path.extension().is_some_and(|e| e == "toml") {
                library.add(&path)?;
            }
        }
        library.files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(library)
    }

    /// Adds a file, and gives its id.
    ///
    /// # Errors
    /// [`Error::Read`] when it cannot be read.
    pub fn add(&mut self, path: &Path) -> Result<String, Error> {
        let text = read_text(path, limits::SETTINGS_FILE)?;
        let file = SourceFile::new(path.to_string_lossy().into_owned(), text.into());
        let id = id_of(&file.name).to_owned();
        if id.is_empty() {
            let issue = Issue::new(
                Severity::Error,
                "scenario",
                &file.name,
                "the file has no name before .toml, so the scenario has none",
            );
            return Err(Error::Data(vec![issue.line(1).help(format!("rename the file: {ID_HELP}"))]));
        }
        // A file that was named counts before one of the same id in the library.
        self.files.retain(|other| id_of(&other.name) != id);
        self.files.push(file);
        Ok(id)
    }

    /// Whether it began with the scenarios that the program carries.
    pub fn is_embedded(&self) -> bool {
        self.is_embedded
    }

    /// The ids, in order.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.files.iter().map(|file| id_of(&file.name)).collect();
        ids.sort_unstable();
        ids
    }

    /// The scenario of this id, with what it inherits.
    ///
    /// # Errors
    /// [`Error::Name`] where there is none; [`Error::Data`] where its file, or one that it inherits from, is wrong.
    pub fn find(&self, data: &Dataset, id: &str) -> Result<NamedScenario, Error> {
        self.resolved(data, id, &mut Vec::new()).map_err(|error| match (error, &self.borrowed_by) {
            // Nobody can correct a file that is in the program.
            (Error::Data(issues), Some(dir)) if issues.iter().all(|issue| ours().any(|file| file.name == issue.file)) => {
                let reason = issues.first().map_or("", |issue| &issue.message);
                let message =
                    format!("the folder has no scenarios, and the program's own {} does not fit its data: {reason}", quoted(id));
                let issue = Issue::new(Severity::Error, "scenario", &dir.to_string_lossy(), message);
                Error::Data(vec![issue.help("name a scenario of your own, or write them into a folder `scenarios`")])
            }
            (error, _) => error,
        })
    }

    /// What is wrong with the scenarios, of which each is held against the data; those of one file only once, however many inherit from it.
    pub fn check(&self, data: &Dataset) -> Vec<Issue> {
        let wrong = |file: &SourceFile| self.find(data, id_of(&file.name)).err().map(|error| error.into_issues(&file.name));
        let mut issues: Vec<Issue> = self.files.iter().filter_map(wrong).flatten().collect();
        // Who asks for scenarios lists their ids: one with a comma or a space in it could not be among them.
        issues.extend(self.files.iter().filter_map(|file| wrong_name(&file.name)));
        issues.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
        issues.dedup();
        issues
    }

    fn resolved(&self, data: &Dataset, id: &str, path: &mut Vec<String>) -> Result<NamedScenario, Error> {
        let Some(source) = self.files.iter().find(|file| id_of(&file.name) == id) else {
            let otherwise = if !self.is_embedded && ours().any(|file| id_of(file.name) == id) {
                "the data has scenarios of its own: copy this one from those of `corridor data export`"
            } else {
                "`corridor scenarios` lists all"
            };
            // Not the one that asks for it.
            let others = self.ids().into_iter().filter(|other| path.iter().all(|asking| asking != other));
            let help = did_you_mean(id, others, otherwise);
            return Err(Error::Name {
                code: "unknown-scenario",
                message: format!("no scenario named {}", quoted(id)),
                help: Some(help),
            });
        };
        if path.len() > INHERITED {
            let message = format!("{}: more than {INHERITED} scenarios inherit one from another", source.name);
            return Err(Error::Limit {
                code: LIMIT,
                message,
                help: Some("write into one scenario what it takes from many".into()),
            });
        }
        let parsed = file::parse(source)?;
        path.push(id.to_owned());
        let parent = match &parsed.inherits {
            Some(parent) if path.iter().any(|p| p == parent.get_ref()) => {
                let message = format!("the scenario inherits from itself: {} -> {}", path.join(" -> "), parent.get_ref());
                let issue = issue_at(source, parent.span().start, "inherits", message, "take one `inherits` out of the circle");
                return Err(Error::Data(vec![issue]));
            }
            Some(parent) => Some(self.resolved(data, parent.get_ref(), path).map_err(|error| match error {
                Error::Name { message, help, .. } => {
                    Error::Data(vec![issue_at(source, parent.span().start, "inherits", message, &help.unwrap_or_default())])
                }
                other => other,
            })?),
            None => None,
        };
        resolve::resolve(data, source, &parsed, parent.as_ref())
    }
}

/// That the name of a scenario file gives no id.
pub fn wrong_name(file: &str) -> Option<Issue> {
    let message = format!("the name of the file gives the scenario its id, and {} is none", quoted(id_of(file)));
    let issue = Issue::new(Severity::Error, "wrong-value", file, message).line(1).help(format!("rename the file: {ID_HELP}"));
    (!is_id(id_of(file))).then_some(issue)
}

/// The scenario files that the program carries.
fn ours() -> impl Iterator<Item = &'static EmbeddedFile> {
    embedded_files().iter().filter(|file| file.name.ends_with(".toml"))
}

fn id_of(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.strip_suffix(".toml").unwrap_or(file)
}

/// What is wrong in a scenario file, with the key that it is said of.
fn issue_at(source: &SourceFile, offset: usize, field: &str, message: impl Into<String>, help: &str) -> Issue {
    Issue::new(Severity::Error, "scenario", &source.name, message).line(source.line_at(offset)).field(field).help(help)
}
