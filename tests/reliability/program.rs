//! The program as people run it, and what it writes.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The variable that names another program to try: a release, or a build with a fault that the goals should find.
const OTHER: &str = "CORRIDOR_TO_TRY";

/// Where the program is.
pub fn path() -> OsString {
    std::env::var_os(OTHER).unwrap_or_else(|| env!("CARGO_BIN_EXE_corridor").into())
}

/// The program with these words, and nobody at its keyboard.
pub fn corridor<S: AsRef<OsStr>>(words: &[S]) -> Command {
    let mut command = Command::new(path());
    command.args(words).stdin(Stdio::null()).env_remove("COLUMNS").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// What it answers.
pub fn run<S: AsRef<OsStr>>(words: &[S]) -> Output {
    corridor(words).output().expect("the program runs")
}

/// What it says beside its answer.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim_end().to_owned()
}

/// What a command writes, whose answer is a file: the words before `-o FILE`.
pub fn written(words: &[&str], file: &Path) -> Vec<u8> {
    let output = corridor(words).arg("-o").arg(file).output().expect("the program runs");
    assert!(output.status.success(), "{words:?}: {}", said(&output));
    std::fs::read(file).expect("the file is there")
}
