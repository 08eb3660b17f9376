//! The disk is full before the new file is whole.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::draws::Random;
use crate::formats::{Format, formats};
use crate::program::{path, said};
use crate::trial::{Plan, Trial};

/// What a disk gives at a time.
const PAGE: usize = 4096;
/// Formats that the usual run tries.
const USUAL: usize = 3;

/// How a disk is made small, as a script of the shell: `$0` is the folder, `$1` the size, `$2` the old file, `$3` the new file's name, the rest the program.
const SCRIPTS: [(&str, &str); 2] = [
    // A disk of its own in a name space of its own: no rights are needed. The size is in bytes.
    ("disk", "mount -t tmpfs -o size=\"$1\" none \"$0\" || exit 99; "),
    // No file longer than this: in blocks of 512 bytes, or of 1,024 in some shells.
    ("limit", "ulimit -f \"$1\" || exit 99; "),
];

/// What follows: the old file, the program, then whether the old file is as it was and how many files there are.
const REST: &str = "old=$2 out=\"$0/$3\"; shift 3; \"$@\" -o \"$out\"; code=$?; cmp -s \"$old\" \"$out\" && echo kept; ls -A \"${out%/*}\" | wc -l; exit $code";

/// Whether this user may have disks of his own.
pub fn has_name_spaces() -> bool {
    Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output().is_ok_and(|run| run.status.success())
}

/// Each format at random sizes, half of them by a small disk where there can be one.
pub fn run(plan: &Plan, trial: &mut Trial, folder: &Path) {
    let has_disks = has_name_spaces();
    if !has_disks {
        trial.skipped = Some("no disks of its own here (unshare -rm): full ones are limits on the length of a file".to_owned());
    }
    let mut random = Random::of(plan.seed);
    for format in formats(folder, plan.seed).into_iter().take(plan.count(USUAL, usize::MAX)) {
        let [old, new] = format.answers(folder);
        assert!(new.len() > old.len() + PAGE, "{}: the new file is not larger", format.end);
        for case in 0..plan.count(4, 100) {
            let is_disk = has_disks && case % 2 == 0;
            let size = if is_disk {
                let pages = |bytes: usize| bytes.div_ceil(PAGE);
                PAGE * (pages(old.len()) + random.below(pages(new.len())))
            } else {
                random.below(new.len() / 1024)
            };
            let output = on_small_disk(&format, &old, usize::from(!is_disk), size, folder);
            let seen = String::from_utf8_lossy(&output.stdout).into_owned();
            let is_well = output.status.code() == Some(4) && seen.split_whitespace().eq(["kept", "1"]);
            let is_named = said(&output).contains(&format!("out.{}", format.end));
            trial.case(if is_well && is_named {
                Ok(())
            } else {
                let (kind, end) = (SCRIPTS[usize::from(!is_disk)].0, format.end);
                Err(format!("{end}, {kind} of {size}: {}, {seen:?}, {}; --seed {} disk", output.status, said(&output), plan.seed))
            });
        }
    }
}

fn on_small_disk(format: &Format, old: &[u8], script: usize, size: usize, folder: &Path) -> Output {
    let (disk, before, name) = (folder.join("full"), folder.join("before"), format!("out.{}", format.end));
    let _ = fs::remove_dir_all(&disk);
    fs::create_dir(&disk).expect("a folder");
    fs::write(&before, old).expect("the old file");
    // The limit would stop the copy too, so that the copy is made first where there is one.
    if script == 1 {
        fs::write(disk.join(&name), old).expect("the old file");
    }
    let copy = if script == 0 { "cp \"$2\" \"$0/$3\" || exit 98; " } else { "" };
    let script = format!("{}{copy}{REST}", SCRIPTS[script].1);
    let mut command = if copy.is_empty() { Command::new("sh") } else { Command::new("unshare") };
    if !copy.is_empty() {
        command.args(["-rm", "sh"]);
    }
    command.arg("-c").arg(script).arg(&disk).arg(size.to_string()).arg(&before).arg(name);
    command.arg(path()).args(&format.new).output().expect("a shell")
}
