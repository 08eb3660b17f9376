//! What stops the work. Problems in the data are [`crate::issue::Issue`]s; "there is no route" is an answer, not an error.

use std::io;
use std::path::{Path, PathBuf};

use crate::issue::Issue;

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
        /// What is wrong with it.
        message: String,
        /// One next step.
        help: Option<String>,
    },
    /// A question that contradicts itself.
    #[error("{message}")]
    Usage {
        /// What is wrong with it.
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

impl Error {
    pub(crate) fn read(path: &Path, source: io::Error) -> Error {
        Error::Read { path: path.to_owned(), source }
    }

    pub(crate) fn write(path: &Path, source: io::Error) -> Error {
        Error::Write { path: path.to_owned(), source }
    }

    /// The exit code of the program: 2 for a question that is wrong, 3 for data that is wrong, 4 for files and addresses, 70 for our own bug, 130 for what was stopped.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Usage { .. } => 2,
            Error::Data(_) | Error::Name { .. } => 3,
            Error::Read { .. } | Error::Write { .. } | Error::Listen { .. } => 4,
            Error::Internal(_) => 70,
            Error::Stopped => 130,
        }
    }

    /// One next step, where there is a sure one.
    pub fn help(&self) -> Option<&str> {
        match self {
            Error::Name { help, .. } | Error::Usage { help, .. } => help.as_deref(),
            // Files of others are not the business of `corridor check`; what is wrong with them is listed in full, each with its help.
            Error::Data(issues) if issues.iter().any(|issue| issue.help.is_none()) => {
                Some("`corridor check` lists every problem with its line")
            }
            Error::Listen { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
                Some("another program listens there: choose another with --port, or --port 0 for any that is free")
            }
            _ => None,
        }
    }
}
