//! Time of the processor, so that other work on the machine does not count.

use cpu_time::ProcessTime;

/// The median of some runs, in seconds, and what the last run gave.
pub fn median<T>(runs: usize, mut work: impl FnMut() -> T) -> (f64, T) {
    let mut times = Vec::new();
    loop {
        let begun = ProcessTime::now();
        let found = work();
        times.push(begun.elapsed().as_secs_f64());
        if times.len() == runs {
            times.sort_by(f64::total_cmp);
            return (times[runs / 2], found);
        }
    }
}

/// Seconds in words.
pub fn shown(seconds: f64) -> String {
    match seconds {
        s if s < 1e-3 => format!("{:.2} µs", s * 1e6),
        s if s < 1.0 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}
