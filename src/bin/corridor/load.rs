//! The dataset that a command works on.

use std::path::Path;

use corridor::check;
use corridor::error::Error;
use corridor::model::Dataset;
use corridor::read::schema::Kind;
use corridor::read::{self, RawDataset};

/// The data in the program, or in a folder, checked; without those tables of the program that the command has no use for.
///
/// The data in the program passed its checks when it was built, so they are not run again at every start.
pub fn dataset(dir: Option<&Path>, useless: &[Kind]) -> Result<Dataset, Error> {
    let Some(dir) = dir else {
        let mut raw = RawDataset::default();
        read::add_embedded(&mut raw, |file| Kind::of_file(file.name).is_some_and(|kind| !useless.contains(&kind)));
        return check::build(&raw);
    };
    let raw = folder(dir)?;
    let issues = check::check(&raw);
    if issues.iter().any(corridor::issue::Issue::is_error) { Err(Error::Data(issues)) } else { check::build(&raw) }
}

/// A folder's records, with those tables of the program that the folder lacks.
pub fn folder(dir: &Path) -> Result<RawDataset, Error> {
    let mut raw = read::folder(dir)?;
    let has = |kind: Kind| raw.files.iter().any(|file| Kind::of_file(&file.name) == Some(kind));
    let lacks_all = Kind::ALL.iter().all(|(kind, _)| !has(*kind));
    if lacks_all {
        let message = format!("{} has no data files", dir.display());
        return Err(Error::Usage { message, help: Some("`corridor data export DIR` writes a folder to start from".into()) });
    }
    let missing: Vec<Kind> = Kind::ALL.iter().map(|(kind, _)| *kind).filter(|kind| !has(*kind)).collect();
    read::add_embedded(&mut raw, |file| Kind::of_file(file.name).is_some_and(|kind| missing.contains(&kind)));
    Ok(raw)
}
