//! Cases on all threads.

use std::thread;

/// What comes of each case, in their order.
pub fn on_threads<T: Send>(cases: usize, one: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = |first: usize| (first..cases).step_by(threads).map(&one).collect::<Vec<T>>();
    let shares: Vec<Vec<T>> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || share(first))).collect();
        running.into_iter().map(|thread| thread.join().expect("a thread")).collect()
    });
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    (0..cases).filter_map(|case| shares[case % threads].next()).collect()
}
