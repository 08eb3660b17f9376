//! How far a long piece of work has come.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::world::each;

/// Told how many of how many parts are done, from any thread, in any order.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// For work that nobody watches.
pub fn silent(_done: usize, _all: usize) {}

/// As [`each`], and says how far it has come.
pub(super) fn each_watched<T: Sync, R: Send>(items: &[T], progress: Progress, work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    let done = AtomicUsize::new(0);
    each(items, |item| {
        let result = work(item);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, items.len());
        result
    })
}
