//! What the two readers of GeoJSON say of a document: that of own data, with its checks, and that of networks of others.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

use corridor::analysis::silent;
use corridor::check;
use corridor::error::Error;
use corridor::import::{self, Import};
use corridor::issue::Issue;
use corridor::read::{RawDataset, add_file};

/// A document on disk.
pub struct Document {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Document {
    /// Writes it.
    pub fn new(bytes: &[u8]) -> Document {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("suite.geojson");
        fs::write(&path, bytes).expect("a file can be written");
        Document { folder, path }
    }

    /// What the checks of own data find; a panic is an error.
    pub fn checked(&self) -> Result<Vec<Issue>, String> {
        calm(|| {
            let mut raw = RawDataset::default();
            add_file(&mut raw, &self.path).expect("it was written");
            let issues = check::check(&raw);
            // Whether it is built or refused, it gets an answer.
            let _ = check::build(&raw);
            issues.into_iter().filter(|issue| self.path.as_os_str() == issue.file.as_str()).collect()
        })
    }

    /// How many edges a network of it has, or what is wrong with it; a panic is an error.
    pub fn imported(&self) -> Result<Result<usize, Vec<Issue>>, String> {
        calm(|| match import::read(&Import { files: vec![self.path.clone()], ..Import::default() }, &silent) {
            Ok(net) => Ok(net.edge_count()),
            Err(Error::Data(issues)) => Err(issues),
            Err(other) => panic!("{other} in {}", self.folder.path().display()),
        })
    }
}

/// What something gives, or what its panic says.
fn calm<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        let text =
            payload.downcast_ref::<String>().cloned().or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        format!("a panic: {}", text.unwrap_or_default())
    })
}

/// The folder of a package that `npm ci` in `tests/browser` puts there, if it did.
pub fn package(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules").join(name);
    folder.is_dir().then_some(folder)
}
