//! What stops the work. Problems in the data are [`crate::issue::Issue`]s; "there is no route" is an answer, not an error.

use std::io;
use std::path::{Path, PathBuf};

use crate::issue::{Issue, LIMIT, Severity};
use crate::limits::{Damaged, Over};

/// What stops the work. [`Error::exit_code`] gives the number that the program ends with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file cannot be written. What was there before is unchanged.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The data has errors, so no model can be made of it.
    #[error("the data has {} {}", errors(.0), if errors(.0) == 1 { "error" } else { "errors" })]
    Data(Vec<Issue>),
    /// A name that means nothing, or more than one thing.
    #[error("{message}")]
    Name {
        /// Which error it is: a row of `docs/errors.md`.
        code: &'static str,
        /// What is wrong with it.
        message: String,
        /// One next step.
        help: Option<String>,
    },
    /// A question that contradicts itself.
    #[error("{message}")]
    Usage {
        /// Which error it is: a row of `docs/errors.md`.
        code: &'static str,
        /// What is wrong with it.
        message: String,
        /// One next step.
        help: Option<String>,
    },
    /// More than a stated limit allows: `docs/limits.md`.
    #[error("{message}")]
    Limit {
        /// Which error it is: a row of `docs/errors.md`.
        code: &'static str,
        /// What is too much, and how much may be.
        message: String,
        /// One next step.
        help: Option<String>,
    },
    /// A server cannot listen at this address.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// Where.
        address: std::net::SocketAddr,
        /// Why.
        source: io::Error,
    },
    /// Nobody waits for the answer any more, so the work was left.
    #[error("the work was stopped before it was done")]
    Stopped,
    /// Our own check of an answer failed.
    #[error("internal check failed: {0}; this is a bug in corridor {version}, please report it", version = env!("CARGO_PKG_VERSION"))]
    Internal(String),
}

fn errors(issues: &[Issue]) -> usize {
    issues.iter().filter(|issue| issue.is_error()).count()
}

/// Whether data could not be used for nothing but a limit.
fn is_limit(issues: &[Issue]) -> bool {
    errors(issues) > 0 && issues.iter().filter(|issue| issue.is_error()).all(|issue| issue.code == LIMIT)
}

impl Error {
    pub(crate) fn read(path: &Path, source: io::Error) -> Error {
        let inner = source.get_ref();
        if let Some(over) = inner.and_then(|inner| inner.downcast_ref::<Over>()) {
            let message = format!("{} cannot be read: {over}", path.display());
            return Error::Limit { code: LIMIT, message, help: Some(over.help.to_owned()) };
        }
        if let Some(damaged) = inner.and_then(|inner| inner.downcast_ref::<Damaged>()) {
            let message = format!("the file cannot be unpacked: {damaged}");
            let issue = Issue::new(Severity::Error, "packed", &path.to_string_lossy(), message);
            return Error::Data(vec![issue.help("fetch or pack it again: `gzip -t FILE` tests it")]);
        }
        Error::Read { path: path.to_owned(), source }
    }

    pub(crate) fn write(path: &Path, source: io::Error) -> Error {
        Error::Write { path: path.to_owned(), source }
    }

    /// Positions are asked of a network that has none.
    pub(crate) fn no_places() -> Error {
        let help = "positions come from a table id,lat,lon: --nodes FILE".to_owned();
        Error::Name { code: "no-places", message: "of no place of the network is the position known".into(), help: Some(help) }
    }

    /// Which error it is: a row of `docs/errors.md`. Stable; the problems of data have codes of their own.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Read { .. } => "read",
            Error::Write { .. } => "write",
            Error::Data(_) => "data",
            Error::Name { code, .. } | Error::Usage { code, .. } | Error::Limit { code, .. } => code,
            Error::Listen { .. } => "listen",
            Error::Stopped => "stopped",
            Error::Internal(_) => "internal",
        }
    }

    /// The exit code of the program: 2 for a question that is wrong, 3 for data that is wrong, 4 for files and addresses, 5 for a limit, 70 for our own bug, 130 for what was stopped.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Usage { .. } => 2,
            Error::Data(issues) if is_limit(issues) => 5,
            Error::Data(_) | Error::Name { .. } => 3,
            Error::Read { .. } | Error::Write { .. } | Error::Listen { .. } => 4,
            Error::Limit { .. } => 5,
            Error::Internal(_) => 70,
            Error::Stopped => 130,
        }
    }

    /// As problems of a file: where the work goes on, and all of them are listed.
    pub fn into_issues(self, file: &str) -> Vec<Issue> {
        let issue = Issue::new(Severity::Error, self.code(), file, self.to_string());
        match (self.help().map(str::to_owned), self) {
            (_, Error::Data(issues)) => issues,
            (Some(help), _) => vec![issue.help(help)],
            (None, _) => vec![issue],
        }
    }

    /// One next step, where there is a sure one.
    pub fn help(&self) -> Option<&str> {
        match self {
            Error::Name { help, .. } | Error::Usage { help, .. } | Error::Limit { help, .. } => help.as_deref(),
            // Files of others are not the business of `corridor check`; what is wrong with them is listed in full, each with its help.
            Error::Data(issues) if issues.iter().any(|issue| issue.help.is_none()) => {
                Some("`corridor check` lists every problem with its line")
            }
            Error::Read { path, source } => match source.kind() {
                io::ErrorKind::NotFound if path.is_symlink() => Some("it is a link that leads nowhere: `ls -l` shows where to"),
                io::ErrorKind::NotFound => Some("look at the spelling of the name and its folder"),
                io::ErrorKind::IsADirectory => Some("name a file"),
                io::ErrorKind::NotADirectory => Some("a part of the path is a file: name the folder"),
                io::ErrorKind::PermissionDenied => Some("you may not read it: `ls -l` shows who may"),
                io::ErrorKind::Unsupported => Some("write it to a file first, and name that"),
                io::ErrorKind::InvalidFilename => Some("the name is too long: look whether it is one"),
                _ if path.is_symlink() => Some("it is a link: `ls -l` shows where to"),
                _ => Some("look whether it is a file that can be read, such as with `file` or `cat`"),
            },
            Error::Write { path, source } => match source.kind() {
                io::ErrorKind::NotFound => Some("its folder is not there: make it first"),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    Some("make room, or write elsewhere; what was there is unchanged")
                }
                io::ErrorKind::IsADirectory => Some("name a file"),
                io::ErrorKind::NotADirectory => Some("a part of the path is a file: name a folder"),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Some("you may not write there: write elsewhere; what was there is unchanged")
                }
                io::ErrorKind::FileTooLarge => Some("a file of this size may not be written there: `ulimit -f` shows how large"),
                io::ErrorKind::InvalidFilename => Some("the name is too long: choose another"),
                _ if path.is_symlink() => Some("it is a link: `ls -l` shows where to"),
                _ => Some("write elsewhere, or look what the system says of that place"),
            },
            Error::Listen { source, .. } => Some(match source.kind() {
                io::ErrorKind::AddrInUse => {
                    "another program listens there: choose another with --port, or --port 0 for any that is free"
                }
                io::ErrorKind::AddrNotAvailable => "this computer has no such address: leave out --bind, or name one that it has",
                io::ErrorKind::PermissionDenied => "ports below 1024 are the system's: choose another with --port",
                _ => "choose another address with --bind, or another port with --port",
            }),
            _ => None,
        }
    }
}
