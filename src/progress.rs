//! How far a long piece of work has come.

/// Told how many of how many parts are done, from any thread, in any order.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// For work that nobody watches.
pub fn silent(_done: usize, _all: usize) {}
