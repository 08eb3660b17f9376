//! Told to stop, the program leaves no half file.

/// What a program that was told to stop ends with, as shells have it: this and the number of the signal.
const STOPPED: i32 = 128;

/// Waits for SIGINT and SIGTERM in a thread of its own, from where files can be removed. A file over the limit that was set for files (SIGXFSZ) is no end: writing fails, as on a full disk.
#[cfg(unix)]
pub fn leave_no_half_file() {
    use nix::sys::signal::{SigSet, Signal};

    let mut stops = SigSet::empty();
    stops.add(Signal::SIGINT);
    stops.add(Signal::SIGTERM);
    let mut held = stops;
    held.add(Signal::SIGXFSZ);
    // Where they cannot be held the program stops all the same; then a file beside the target may stay.
    if held.thread_block().is_ok() {
        std::thread::spawn(move || stops.wait().map(|signal| end(signal as i32)));
    }
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
