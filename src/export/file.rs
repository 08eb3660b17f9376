//! Files that are either old or new, never torn.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::error::Error;

/// Writes a file whole: beside its target first, then synced, then renamed onto it. When anything fails, what was there stays.
///
/// # Errors
/// [`Error::Write`] when it cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let fail = |source| Error::write(path, source);
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".corridor-").tempfile_in(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    set_usual_permissions(file.as_file()).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    // The name is safe only once the folder is on disk too. Not every system can sync a folder; then the file itself is still whole.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A temporary file is private; a result is for everybody who may read the folder.
#[cfg(unix)]
fn set_usual_permissions(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_usual_permissions(_: &File) -> std::io::Result<()> {
    Ok(())
}
