//! Files and folders that are either old or new, never torn.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::Error;

/// The name of standard output, where a file is asked for.
pub const STANDARD_OUTPUT: &str = "-";

/// What the names of unfinished files begin with; they stand beside their target.
const UNFINISHED: &str = ".corridor-";

/// An unfinished file that nobody wrote to for so long was left by a program that was killed.
const LEFT: Duration = Duration::from_secs(24 * 60 * 60);

/// As many links may lead to a file, one from another; more lead nowhere.
const MOST_LINKS: usize = 40;

/// Writes a file whole: beside its target first, then synced, then renamed onto it. When anything fails, what was there stays. A link is
/// followed; a device or pipe, or `-` for standard output, is written to as it is.
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
    if path.as_os_str() == STANDARD_OUTPUT {
        return stream(io::stdout().lock(), fill).map_err(|source| Error::write(Path::new("standard output"), plain(source)));
    }
    let written = end_of_links(path).and_then(|target| match fs::metadata(&target) {
        Ok(found) if !found.is_file() => stream(File::options().write(true).open(&target)?, fill),
        found => replace(&target, fill, found.ok().map(|found| found.permissions())),
    });
    written.map_err(|source| Error::write(path, plain(source)))
}

/// Writes a folder whole, with files by their paths in it: beside its target first, then renamed. It must not be there yet, or be empty. A link is followed.
///
/// # Errors
/// [`Error::Write`] when it cannot be written; nothing of it is left then.
pub fn write_folder_whole(path: &Path, files: &[(&str, &[u8])]) -> Result<(), Error> {
    let written = end_of_links(path).and_then(|target| folder(&target, files));
    written.map_err(|source| Error::write(path, plain(source)))
}

/// Writes what a file holds.
type Fill<'a> = &'a mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

/// Where links lead to, also where nothing is there yet.
fn end_of_links(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(link) => target = beside(&target).join(link),
            Err(_) => return Ok(target),
        }
    }
    // The system says what is wrong with it.
    fs::metadata(path).map(|_| target)
}

/// The folder that a file is in.
fn beside(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes to what is no file: a device or a pipe. Its reader may have seen enough (`corridor places | head`): that is no error.
fn stream(out: impl Write, fill: Fill) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match fill(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is left in the buffer is wanted by nobody.
            let _ = out.into_parts();
            Ok(())
        }
        done => done,
    }
}

fn replace(path: &Path, fill: Fill, permissions: Option<fs::Permissions>) -> io::Result<()> {
    let folder = beside(path);
    remove_left(folder);
    let (file, _unfinished) =
        Unfinished::begin(|| usual(tempfile::Builder::new().prefix(UNFINISHED)).tempfile_in(folder), |file| file.path())?;
    let mut buffered = BufWriter::new(file);
    fill(&mut buffered)?;
    let file = buffered.into_inner().map_err(io::IntoInnerError::into_error)?;
    // What was there keeps its permissions.
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync(folder);
    Ok(())
}

fn folder(path: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    let parent = beside(path);
    fs::create_dir_all(parent)?;
    remove_left(parent);
    let (made, _unfinished) =
        Unfinished::begin(|| tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(parent), |made| made.path())?;
    for (name, bytes) in files {
        let file = made.path().join(name);
        Unfinished::go_on(|| {
            fs::create_dir_all(beside(&file))?;
            let mut file = File::create_new(file)?;
            file.write_all(bytes)?;
            file.sync_all()
        })?;
    }
    Unfinished::go_on(|| {
        // An empty folder makes room; where it is not empty this fails, and nothing of it is lost.
        match fs::remove_dir(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir(path)?,
        }
        // A folder made by the usual means has the permissions that the user wants; one made for a while has not.
        fs::set_permissions(made.path(), fs::metadata(path)?.permissions())?;
        fs::remove_dir(path)?;
        fs::rename(made.path(), path)
    })?;
    let _ = made.keep();
    sync(parent);
    Ok(())
}

/// A name is safe only once its folder is on disk too. Not every system can sync a folder; then the file itself is still whole.
fn sync(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Removes what killed programs left unfinished in a folder, long ago.
fn remove_left(folder: &Path) {
    let is_old = |entry: &fs::DirEntry| entry.metadata().ok()?.modified().ok()?.elapsed().ok().map(|age| age > LEFT);
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) && is_old(&entry) == Some(true) {
            remove(&entry.path());
        }
    }
}

/// Removes a file or folder of ours. Where that fails, it is in nobody's way.
fn remove(path: &Path) {
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

/// What the program is writing now.
enum Now {
    Nothing,
    Writing(PathBuf),
    /// Nothing any more: it ends.
    Ending,
}

static NOW: Mutex<Now> = Mutex::new(Now::Nothing);

/// Remembers what is being written, for as long as it is.
struct Unfinished;

impl Unfinished {
    /// Makes something, and remembers it before anybody can tell the program to stop.
    fn begin<T>(make: impl FnOnce() -> io::Result<T>, path: impl Fn(&T) -> &Path) -> io::Result<(T, Unfinished)> {
        let mut now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*now, Now::Ending) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let made = make()?;
        *now = Now::Writing(path(&made).to_owned());
        Ok((made, Unfinished))
    }
}

impl Unfinished {
    /// Goes on with what was begun, unless the program ends: what is being removed would come to be again, or have its last name while it goes.
    fn go_on(work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*now, Now::Ending) { Err(io::ErrorKind::Interrupted.into()) } else { work() }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let mut now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*now, Now::Writing(_)) {
            *now = Now::Nothing;
        }
    }
}

/// Removes what is just being written, and lets nothing more be begun: for a program that is told to stop.
pub fn remove_unfinished() {
    let before = std::mem::replace(&mut *NOW.lock().unwrap_or_else(PoisonError::into_inner), Now::Ending);
    if let Now::Writing(path) = before {
        remove(&path);
    }
}

/// An error in the words of the system alone: those of the crate name the file beside the target, which nobody has heard of.
fn plain(error: io::Error) -> io::Error {
    if error.raw_os_error().is_some() {
        return error;
    }
    let text = error.to_string();
    let said = text.split_once(" at path ").map_or(text.as_str(), |(said, _)| said);
    io::Error::new(error.kind(), said)
}

/// A new file is for everybody whom the user's mask lets: a temporary one is for the user alone.
#[cfg(unix)]
fn usual<'a, 'b>(builder: &'b mut tempfile::Builder<'a, 'static>) -> &'b mut tempfile::Builder<'a, 'static> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual<'a, 'b>(builder: &'b mut tempfile::Builder<'a, 'static>) -> &'b mut tempfile::Builder<'a, 'static> {
    builder
}
