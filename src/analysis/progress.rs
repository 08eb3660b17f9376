//! Work on all threads that says how far it has come.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::world::each;
use crate::progress::Progress;

/// As [`each`], and says how far it has come.
pub(super) fn each_watched<T: Sync, R: Send>(items: &[T], progress: Progress, work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    let done = AtomicUsize::new(0);
    each(items, |item| {
        let result = work(item);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, items.len());
        result
    })
}
