//! Files that are either old or new, never torn.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::error::Error;

/// Writes a file whole: beside its target first, then synced, then renamed onto it. When anything fails, what was there stays. A link is
/// followed; a device or pipe is written to as it is.
///
/// # Errors
/// [`Error::Write`] when it cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // The messages of the system may name the file beside the target, which nobody has heard of.
    let written = write(path, bytes).map_err(|error| io::Error::from(error.kind()));
    written.map_err(|source| Error::write(path, source))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let found = fs::symlink_metadata(path).ok();
    if found.as_ref().is_some_and(|m| m.file_type().is_symlink()) {
        // A link to nothing is written through: there is nothing to tear.
        return match fs::canonicalize(path) {
            Ok(target) => write(&target, bytes),
            Err(_) => fs::write(path, bytes),
        };
    }
    match found {
        Some(metadata) if !metadata.is_file() => {
            let mut file = File::options().write(true).open(path)?;
            file.write_all(bytes)?;
            file.flush()
        }
        found => replace(path, bytes, found.map(|m| m.permissions())),
    }
}

fn replace(path: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".corridor-").tempfile_in(folder)?;
    file.write_all(bytes)?;
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

#[cfg(unix)]
fn set_usual_permissions(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_usual_permissions(_: &File) -> io::Result<()> {
    Ok(())
}
