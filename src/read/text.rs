//! The text of a file that is read whole.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::error::Error;
use crate::issue::{Issue, Severity};
use crate::limits::mebibytes;

/// A pipe by name would be waited for without end where nobody writes to it; what a shell makes of `<(command)` has its writer.
#[cfg(unix)]
fn is_silent_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    !path.starts_with("/dev") && !path.starts_with("/proc") && path.metadata().is_ok_and(|found| found.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_silent_pipe(_: &Path) -> bool {
    false
}

/// How many lines end in a text: with `\n`, `\r\n` or, as once on the Macintosh, `\r`.
pub(super) fn line_breaks(text: &[u8]) -> usize {
    if text.contains(&b'\r') { ends_of_lines(text).count() } else { text.iter().filter(|byte| **byte == b'\n').count() }
}

/// Where lines end in a text.
pub(super) fn ends_of_lines(text: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let is_end = |at: &usize| text[*at] == b'\n' || text[*at] == b'\r' && text.get(at + 1) != Some(&b'\n');
    (0..text.len()).filter(is_end)
}

/// How a ZIP archive begins; workbooks are some.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Reads a file of UTF-8 text that has at most so many bytes.
///
/// # Errors
/// [`Error::Read`] where it cannot be read, [`Error::Limit`] where it is larger, [`Error::Data`] where it is not UTF-8.
pub fn read_text(path: &Path, most: u64) -> Result<String, Error> {
    if is_silent_pipe(path) {
        return Err(Error::read(
            path,
            io::Error::new(io::ErrorKind::Unsupported, "it is a pipe that somebody else has to write to"),
        ));
    }
    let mut bytes = Vec::new();
    // One byte more tells a file that is too large, also where nobody knows its size: a device or pipe.
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    if read.map_err(|source| Error::read(path, source))? as u64 > most {
        return Err(Error::Limit {
            code: "file-size",
            message: format!("{} has more than {}, which is the most for a file of its kind", path.display(), mebibytes(most)),
            help: Some("cut it in parts; docs/limits.md states all limits".into()),
        });
    }
    // A small archive can be UTF-8 by chance.
    let is_text = !bytes.starts_with(ARCHIVE);
    let read = if is_text {
        String::from_utf8(bytes).map_err(|error| (error.utf8_error().valid_up_to(), error.into_bytes()))
    } else {
        Err((0, bytes))
    };
    read.map_err(|(offset, bytes)| {
        let line = 1 + line_breaks(&bytes[..offset]);
        let (message, help) = match bytes.as_slice() {
            bytes if bytes.starts_with(ARCHIVE) => {
                ("the file is a workbook or a ZIP archive, and no text", "save the sheet as CSV in UTF-8")
            }
            [0x1f, 0x8b, ..] => ("the file is packed by gzip, and no text", "unpack it first: `gunzip`"),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => ("the file is in UTF-16", "save it again as UTF-8, without byte order mark"),
            _ => ("the file is not UTF-8 text", "save it again as UTF-8, without byte order mark"),
        };
        let issue = Issue::new(Severity::Error, "encoding", &path.to_string_lossy(), message).line(line);
        Error::Data(vec![issue.help(help)])
    })
}
