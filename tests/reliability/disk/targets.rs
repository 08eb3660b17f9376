//! Names that cannot be written to, and those that lead elsewhere.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::full::has_name_spaces;
use crate::program::{corridor, path, run as answer, said, written};
use crate::trial::Trial;

/// What is written in each case, but for its file.
const WORDS: [&str; 4] = ["export", "network", "--only", "places"];

/// Each case in a folder of its own.
pub fn run(trial: &mut Trial, folder: &Path) {
    let new = written(&WORDS, &folder.join("new.csv"));
    let place = |name: &str| {
        let place = folder.join(name);
        fs::create_dir(&place).expect("a folder");
        place
    };
    trial.case(refused(&place("missing").join("none/out.csv"), 0));
    trial.case(refused(&place("long").join(format!("{}.csv", "n".repeat(300))), 0));
    trial.case(refused(&place("file").join("none.csv/out.csv"), 0));
    let taken = place("folder").join("out.csv");
    fs::create_dir(&taken).expect("a folder");
    trial.case(refused(&taken, 1));
    let ring = place("loop");
    symlink(ring.join("b.csv"), ring.join("a.csv")).expect("a link");
    symlink(ring.join("a.csv"), ring.join("b.csv")).expect("a link");
    trial.case(refused(&ring.join("a.csv"), 2));
    let lost = place("lost");
    symlink(lost.join("none/out.csv"), lost.join("a.csv")).expect("a link");
    trial.case(refused(&lost.join("a.csv"), 1));
    let outcome = read_only(trial, &place("read-only"));
    trial.case(outcome);

    for (name, is_there) in [("link", true), ("dangling", false)] {
        let place = place(name);
        let (target, link) = (place.join("target.csv"), place.join("link.csv"));
        symlink(&target, &link).expect("a link");
        if is_there {
            fs::write(&target, "old").expect("the old file");
        }
        let output = export(&link);
        let is_link = fs::symlink_metadata(&link).is_ok_and(|found| found.file_type().is_symlink());
        let is_well =
            output.status.success() && is_link && fs::read(&target).is_ok_and(|found| found == new) && count(&place) == 2;
        trial.case(is_well.then_some(()).ok_or_else(|| format!("a link ({name}): {} {}", output.status, said(&output))));
    }
    onto_input(trial, &place("input"));
}

fn export(file: &Path) -> Output {
    corridor(&WORDS).arg("-o").arg(file).output().expect("the program runs")
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).expect("the folder").count()
}

/// Code 4, the file is named, and the folder has as many files as before.
fn refused(file: &Path, files: usize) -> Result<(), String> {
    let (output, folder) = (export(file), file.parent().expect("a folder"));
    let name = file.file_name().expect("a name").to_string_lossy();
    let is_well = output.status.code() == Some(4) && said(&output).contains(&*name) && output.stdout.is_empty();
    if is_well && (!folder.is_dir() || count(folder) == files) {
        return Ok(());
    }
    Err(format!("{}: {} {}", file.display(), output.status, said(&output)))
}

/// A folder that nothing can be written into: by its disk where this user may have one, else by its permissions.
fn read_only(trial: &mut Trial, folder: &Path) -> Result<(), String> {
    let file = folder.join("out.csv");
    if has_name_spaces() {
        let script = "mount -t tmpfs none \"$0\" && echo old >\"$0/out.csv\" && mount -o remount,ro \"$0\" || exit 99; \
                      \"$1\" export network --only places -o \"$0/out.csv\"; code=$?; cat \"$0\"/* ; ls -A \"$0\" | wc -l; exit $code";
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", script]).arg(folder).arg(path());
        let output = command.output().expect("a shell");
        let is_kept = String::from_utf8_lossy(&output.stdout).split_whitespace().eq(["old", "1"]);
        let is_well = output.status.code() == Some(4) && is_kept && said(&output).contains("out.csv");
        return is_well.then_some(()).ok_or_else(|| format!("a read-only disk: {} {}", output.status, said(&output)));
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).expect("permissions");
    // Whoever may do everything is not stopped by permissions.
    let outcome = if fs::write(folder.join("probe"), "").is_ok() {
        trial.skipped = Some("a read-only folder cannot be had here".to_owned());
        Ok(())
    } else {
        refused(&file, 0)
    };
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("permissions");
    outcome
}

/// The file that is read is the one that is written: it is read whole first, and the answer is what another name would have got.
fn onto_input(trial: &mut Trial, folder: &Path) {
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).expect("an input");
        path
    };
    let edges = file("edges.csv", "from,to,length_km\na,b,10\nb,c,20\nd,c,5\n");
    let pairs = file("pairs.csv", "from,to\nmoscow,mumbai\nbaku,minsk\n");
    let built = folder.join("net.corridor");
    let text = |path: &PathBuf| path.to_str().expect("a folder of Unicode").to_owned();
    assert!(answer(&["network", "build", &text(&edges), "-o", &text(&built)]).status.success());
    let cases: [(&PathBuf, Vec<String>); 3] = [
        (&built, ["network", "build", &text(&built)].map(str::to_owned).to_vec()),
        (&pairs, ["matrix", "--pairs", &text(&pairs)].map(str::to_owned).to_vec()),
        (&edges, ["--network", &text(&edges), "export", "network", "--only", "segments"].map(str::to_owned).to_vec()),
    ];
    for (input, words) in cases {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let before = fs::read(input).expect("the input");
        let output = corridor(&words).arg("-o").arg(input).output().expect("the program runs");
        let is_kept = output.status.code() == Some(2)
            && said(&output).contains("written over")
            && fs::read(input).is_ok_and(|now| now == before);
        trial.case(
            is_kept.then_some(()).ok_or_else(|| format!("{words:?} onto its input: {:?}, {}", output.status, said(&output))),
        );
    }
}
