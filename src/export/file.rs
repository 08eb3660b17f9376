//! Files that are either old or new, never torn.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::Error;

/// Writes a file whole: beside its target first, then synced, then renamed onto it. When anything fails, what was there stays. A link is
/// followed; a device or pipe is written to as it is.
///
/// # Errors
/// [`Error::Write`] when it cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_whole_with(path, &mut |file| file.write_all(bytes))
}

/// The same for what is written bit by bit.
///
/// # Errors
/// [`Error::Write`] when it cannot be written.
pub fn write_whole_with(path: &Path, fill: Fill) -> Result<(), Error> {
    // The messages of the system may name the file beside the target, which nobody has heard of.
    let written = write(path, fill).map_err(|error| io::Error::from(error.kind()));
    written.map_err(|source| Error::write(path, source))
}

/// Writes what a file holds.
type Fill<'a> = &'a mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

fn write(path: &Path, fill: Fill) -> io::Result<()> {
    let found = fs::symlink_metadata(path).ok();
    if found.as_ref().is_some_and(|m| m.file_type().is_symlink()) {
        // A link to nothing is written through: there is nothing to tear.
        return match fs::canonicalize(path) {
            Ok(target) => write(&target, fill),
            Err(_) => fill(&mut File::create(path)?),
        };
    }
    match found {
        Some(metadata) if !metadata.is_file() => {
            let mut file = BufWriter::new(File::options().write(true).open(path)?);
            fill(&mut file)?;
            file.flush()
        }
        found => replace(path, fill, found.map(|m| m.permissions())),
    }
}

fn replace(path: &Path, fill: Fill, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".corridor-").tempfile_in(folder)?;
    let _unfinished = Unfinished::at(file.path());
    let mut buffered = BufWriter::new(file);
    fill(&mut buffered)?;
    let file = buffered.into_inner().map_err(io::IntoInnerError::into_error)?;
    // What was there keeps its permissions; a new file is for everybody who may read the folder, which a temporary one is not.
    match permissions {
        Some(permissions) => file.as_file().set_permissions(permissions)?,
        None => set_usual_permissions(file.as_file())?,
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    // The name is safe only once the folder is on disk too. Not every system can sync a folder; then the file itself is still whole.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// The file beside its target that is being written, for [`remove_unfinished`].
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Remembers a file that is being written for as long as it is.
struct Unfinished;

impl Unfinished {
    fn at(path: &Path) -> Unfinished {
        *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = Some(path.to_owned());
        Unfinished
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Removes the file beside its target that is just being written: for a program that is told to stop.
pub fn remove_unfinished() {
    if let Some(path) = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = fs::remove_file(path);
    }
}

#[cfg(unix)]
fn set_usual_permissions(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_usual_permissions(_: &File) -> io::Result<()> {
    Ok(())
}
