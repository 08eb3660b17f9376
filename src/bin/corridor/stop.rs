//! Told to stop, the program leaves no half file.

/// What a program that was told to stop ends with, as shells have it: this and the number of the signal.
const STOPPED: i32 = 128;

/// Waits for SIGINT, SIGTERM and SIGHUP in a thread of its own, from where files can be removed. A file over the limit that was set for files (SIGXFSZ) is no end: writing fails, as on a full disk.
#[cfg(unix)]
pub fn leave_no_half_file() {
    use nix::sys::signal::{SigSet, Signal};

    let mut stops = SigSet::from(Signal::SIGINT) | Signal::SIGTERM;
    if !goes_on_without_terminal() {
        stops.add(Signal::SIGHUP);
    }
    let held = stops | Signal::SIGXFSZ;
    // Where they cannot be held the program stops all the same; then a file beside the target may stay.
    if held.thread_block().is_ok() {
        let waiting = std::thread::Builder::new().spawn(move || stops.wait().map(|signal| end(signal as i32)));
        // Where there can be no thread, the program stops at once.
        if waiting.is_err() {
            let _ = stops.thread_unblock();
        }
    }
}

/// Whether SIGHUP is ignored, as `nohup` has it: held, it would be heard all the same. Where the system does not tell, it is left alone.
#[cfg(unix)]
fn goes_on_without_terminal() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    ignored.is_none_or(|signals| signals & 1 == 1)
}

/// The same for Ctrl-C.
#[cfg(not(unix))]
pub fn leave_no_half_file() {
    const INTERRUPT: i32 = 2;
    let _ = ctrlc::set_handler(|| end(INTERRUPT));
}

fn end(signal: i32) {
    corridor::export::remove_unfinished();
    std::process::exit(STOPPED + signal);
}
