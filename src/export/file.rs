//! Files and folders that are either old or new, never torn.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
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
        _ => replace([Prepared::of(target, fill)?]),
    });
    written.map_err(|source| Error::write(path, plain(source)))
}

/// Writes two files that belong together: both get their names when both are written, the second first. When anything fails, what was there stays.
///
/// # Errors
/// [`Error::Write`] of the one that cannot be written.
pub fn write_both_whole(first: (&Path, &[u8]), second: (&Path, &[u8])) -> Result<(), Error> {
    let is_stream = |path: &Path| path.as_os_str() == STANDARD_OUTPUT || fs::metadata(path).is_ok_and(|found| !found.is_file());
    if is_stream(first.0) || is_stream(second.0) {
        write_whole(second.0, second.1)?;
        return write_whole(first.0, first.1);
    }
    let prepare = |(path, bytes): (&Path, &[u8])| {
        let prepared = end_of_links(path).and_then(|target| Prepared::of(target, &mut |file| file.write_all(bytes)));
        prepared.map_err(|source| Error::write(path, plain(source)))
    };
    let (one, other) = (prepare(first)?, prepare(second)?);
    replace([other, one]).map_err(|source| Error::write(first.0, plain(source)))
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
        // A device or pipe is written to by this name: what /dev/stdout leads to may have none.
        if fs::metadata(&target).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            return Ok(target);
        }
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

/// A file that is written, beside the target whose name it is to have.
struct Prepared {
    file: tempfile::NamedTempFile,
    target: PathBuf,
    unfinished: Unfinished,
}

impl Prepared {
    fn of(target: PathBuf, fill: Fill) -> io::Result<Prepared> {
        let folder = beside(&target);
        // What may not be written to is not replaced either.
        let before = match File::options().write(true).open(&target) {
            Ok(file) => Some(file.metadata()?.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        remove_left(folder);
        let (file, unfinished) =
            Unfinished::begin(|| usual(tempfile::Builder::new().prefix(UNFINISHED)).tempfile_in(folder), |file| file.path())?;
        let mut buffered = BufWriter::new(file);
        fill(&mut buffered)?;
        let file = buffered.into_inner().map_err(io::IntoInnerError::into_error)?;
        // What was there keeps its permissions.
        if let Some(permissions) = before {
            file.as_file().set_permissions(permissions)?;
        }
        file.as_file().sync_all()?;
        Ok(Prepared { file, target, unfinished })
    }
}

/// Files take the place of what was there, one right after the other.
fn replace(prepared: impl IntoIterator<Item = Prepared>) -> io::Result<()> {
    let mut files = Vec::new();
    // Forgotten when all have their names.
    let mut unfinished = Vec::new();
    for one in prepared {
        files.push((one.file, one.target));
        unfinished.push(one.unfinished);
    }
    Unfinished::go_on(|| {
        files.into_iter().try_for_each(|(file, target)| {
            file.persist(&target).map_err(|error| error.error)?;
            sync(beside(&target));
            Ok(())
        })
    })
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
struct Now {
    /// What stands beside its target.
    writing: Vec<PathBuf>,
    /// It was told to stop: nothing is written any more.
    is_ending: bool,
}

static NOW: Mutex<Now> = Mutex::new(Now { writing: Vec::new(), is_ending: false });

fn now() -> MutexGuard<'static, Now> {
    let now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
    if now.is_ending {
        drop(now);
        // Who told the program to stop ends it. Going on would make again what is being removed, and failing would be said to be an error.
        loop {
            std::thread::park();
        }
    }
    now
}

/// Remembers what is being written, for as long as it is.
struct Unfinished(PathBuf);

impl Unfinished {
    /// Makes something, and remembers it before anybody can tell the program to stop.
    fn begin<T>(make: impl FnOnce() -> io::Result<T>, path: impl Fn(&T) -> &Path) -> io::Result<(T, Unfinished)> {
        let mut now = now();
        let made = make()?;
        let path = path(&made).to_owned();
        now.writing.push(path.clone());
        Ok((made, Unfinished(path)))
    }

    /// Goes on with what was begun, unless the program ends: what is being removed would come to be again, or have its last name while it goes.
    fn go_on(work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let _now = now();
        work()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        now().writing.retain(|path| *path != self.0);
    }
}

/// Removes what is just being written, and lets nothing more be begun: for a program that is told to stop.
pub fn remove_unfinished() {
    let mut now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
    now.is_ending = true;
    now.writing.iter().for_each(|path| remove(path));
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
