//! The program as a whole, run within limits: what it said, how it ended, how long it took and how much memory it had.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::path;

/// A run that takes longer hangs.
pub const LONGEST: Duration = Duration::from_secs(5);
/// Address space, KiB: four times what a run may use.
const SPACE_KIB: u64 = 1 << 20;
/// What a run may use, bytes.
pub const MOST_MEMORY: u64 = 256 << 20;

/// How a run ended.
pub struct Ended {
    /// The exit code; none where a signal ended it, or we did after [`LONGEST`].
    pub code: Option<i32>,
    /// In words, where there is no code.
    pub how: String,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: Vec<u8>,
    /// The most memory that was seen in use, bytes; 0 where the system does not tell.
    pub peak: u64,
}

/// The program with limits on its address space, where the system can set them.
fn limited(args: &[String]) -> Command {
    let program = path();
    if cfg!(target_os = "linux") {
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("ulimit -v {SPACE_KIB}; exec \"$0\" \"$@\"")).arg(program).args(args);
        command
    } else {
        let mut command = Command::new(program);
        command.args(args);
        command
    }
}

/// Runs the program in a folder, which gets what it says as two hidden files beside it.
pub fn run(args: &[String], folder: &Path, beside: &Path) -> Ended {
    watched(limited(args).current_dir(folder).env("RAYON_NUM_THREADS", "2"), beside, LONGEST)
}

/// Runs a command to its end, or to ours.
pub fn watched(command: &mut Command, beside: &Path, longest: Duration) -> Ended {
    let file = |name: &str| beside.join(name);
    let create = |name: &str| Stdio::from(File::create(file(name)).expect("a file can be made"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(create("stdout"))
        .stderr(create("stderr"))
        .env_remove("RUST_BACKTRACE")
        .spawn()
        .expect("the program can be run");
    let (begin, mut peak) = (Instant::now(), 0);
    let status = loop {
        peak = peak.max(resident(child.id()));
        if let Some(status) = child.try_wait().expect("its end can be asked for") {
            break Some(status);
        }
        if begin.elapsed() > longest {
            // It may have ended just now.
            let _ = child.kill();
            let _ = child.wait();
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let read = |name: &str| fs::read(file(name)).expect("what was said can be read");
    Ended {
        code: status.and_then(|status| status.code()),
        how: status.map_or_else(|| format!("no end after {} s", longest.as_secs()), |status| status.to_string()),
        out: read("stdout"),
        err: read("stderr"),
        peak,
    }
}

/// The most memory that a process has had in use so far, bytes.
fn resident(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) * 1024
}
