//! Where results go: the terminal, or a file that is either old or new.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use corridor::error::Error;
pub use corridor::export::json_text as json;
use corridor::export::{Table, table_csv, table_geojson};
use corridor::issue::harmless_lines;

/// Where a result goes.
pub struct Output<'a> {
    path: Option<&'a Path>,
}

impl<'a> Output<'a> {
    /// To a file, if one was named.
    pub fn to(path: Option<&'a PathBuf>) -> Output<'a> {
        Output { path: path.map(PathBuf::as_path) }
    }

    /// To the terminal.
    pub fn terminal() -> Output<'a> {
        Output { path: None }
    }

    /// Writes a text, with a line break at its end: to the letter, but for what would drive a terminal that shows it.
    pub fn write(&self, text: &str) -> Result<(), Error> {
        let is_shown = self.path.is_none() && io::stdout().is_terminal();
        let text = if is_shown { Cow::Owned(harmless_lines(text)) } else { Cow::Borrowed(text) };
        self.send(&text, &mut io::stdout().lock())
    }

    /// The same for a text with colours, which only those who want them see. What takes them away would take letters of data along.
    pub fn write_coloured(&self, text: &str) -> Result<(), Error> {
        self.send(text, &mut anstream::stdout().lock())
    }

    fn send(&self, text: &str, terminal: &mut dyn Write) -> Result<(), Error> {
        let text = with_break(text);
        match self.path {
            Some(path) => corridor::export::write_whole(path, text.as_bytes()),
            None => match terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush()) {
                Ok(()) => Ok(()),
                // The reader has seen enough (`corridor places | head`): that is no error.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                Err(source) => Err(Error::Write { path: "standard output".into(), source }),
            },
        }
    }
}

/// A text with a line break at its end.
pub fn with_break(text: &str) -> Cow<'_, str> {
    if text.ends_with('\n') { text.into() } else { format!("{text}\n").into() }
}

/// Refuses `-` as the name of a folder: many files make no stream.
pub fn check_folder(folder: &Path) -> Result<(), Error> {
    if folder.as_os_str() != corridor::export::STANDARD_OUTPUT {
        return Ok(());
    }
    let help = Some("name a folder; one that is called so is ./-".into());
    Err(Error::Usage { code: "output", message: "a folder cannot be written to standard output".into(), help })
}

/// The first table of an answer, as CSV.
pub fn csv(tables: &[Table]) -> Result<String, Error> {
    table_csv(tables.first().ok_or_else(|| Error::Internal("an answer has no table".into()))?)
}

/// The first layer of an answer, as GeoJSON.
pub fn geojson(tables: &[Table]) -> Result<String, Error> {
    let layer = tables.iter().find(|table| table.map.is_some());
    table_geojson(layer.ok_or_else(|| Error::Internal("an answer has no layer".into()))?)
}
