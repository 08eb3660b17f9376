//! Where and by whom a question is asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, Xlsx, open_workbook};

const THREADS: [u16; 5] = [1, 2, 4, 8, 16];
const ZONES: [&str; 3] = ["UTC", "Asia/Kolkata", "America/St_Johns"];
const LANGUAGES: [&str; 4] = ["C", "ru_RU.UTF-8", "tr_TR.UTF-8", "hi_IN.UTF-8"];
const COLUMNS: [&str; 2] = ["60", "200"];

/// Names that no answer may hold: of the folder that a run works in, of a home, of a user, and of a computer.
pub const OWN: &str = "qzwork";
const HOMES: [&str; 2] = ["qzhome-a", "qzhome-b"];
const USER: &str = "qzuser";
const COMPUTER: &str = "qzcomputer";

/// A place.
pub struct Place {
    number: usize,
    /// Below it the run works.
    pub folder: PathBuf,
}

impl Place {
    /// One of 60; neighbours differ in everything that there is at least two of.
    pub fn of(number: usize, folder: &Path) -> Place {
        let folder = folder.join(HOMES[number % 2]);
        fs::create_dir_all(&folder).expect("a folder");
        Place { number, folder }
    }

    fn pick<T: Copy>(&self, all: &[T]) -> T {
        all[self.number % all.len()]
    }

    /// Puts a command there.
    pub fn put<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let language = self.pick(&LANGUAGES);
        command.env("TZ", self.pick(&ZONES)).env("LC_ALL", language).env("LANG", language).env("COLUMNS", self.pick(&COLUMNS));
        command.env("HOME", &self.folder).env("USER", USER).env("LOGNAME", USER).env("HOSTNAME", COMPUTER);
        command.args(["--threads", &self.pick(&THREADS).to_string()])
    }

    /// What to set to be there.
    pub fn words(&self) -> String {
        let (zone, language, columns) = (self.pick(&ZONES), self.pick(&LANGUAGES), self.pick(&COLUMNS));
        format!("TZ={zone} LC_ALL={language} COLUMNS={columns} --threads {}", self.pick(&THREADS))
    }
}

/// What bytes tell of the place or time where they were written.
pub fn told(bytes: &[u8], end: &str, file: &Path) -> Option<String> {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    if end == "xlsx" {
        // Its texts are packed.
        let mut book: Xlsx<_> = open_workbook(file).expect("a workbook");
        let sheets = book.worksheets();
        text = sheets.iter().flat_map(|(_, sheet)| sheet.used_cells()).map(|(_, _, cell)| format!("{cell}\n")).collect();
    }
    let computer = fs::read_to_string("/etc/hostname").unwrap_or_default().trim().to_owned();
    let temporary = std::env::temp_dir().display().to_string();
    let names = [
        OWN.to_owned(),
        "qzhome".to_owned(),
        USER.to_owned(),
        COMPUTER.to_owned(),
        temporary + "/",
        env!("CARGO_MANIFEST_DIR").to_owned(),
    ];
    // A short name of a computer may be a word of the data.
    names
        .into_iter()
        .chain((computer.len() > 8 && computer != "localhost").then_some(computer))
        .find(|name| text.contains(name.as_str()))
}
