//! What is fuzzed, and what it begins with. `cargo +nightly fuzz run <target>` in this folder's parent; the seeds are written to `corpus/<target>` at the start.

#[path = "../../tests/support/pbf.rs"]
#[allow(dead_code)] // The tests use all of it.
mod pbf;
pub mod seeds;
pub mod targets;

use std::path::Path;

/// Writes the seeds of a target to where cargo-fuzz looks for them.
pub fn plant(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    std::fs::create_dir_all(&folder).expect("the folder of the corpus can be made");
    for (i, seed) in seeds::of(name).iter().enumerate() {
        std::fs::write(folder.join(format!("seed-{i}")), seed).expect("a seed can be written");
    }
}

/// Does with the bytes what the target of this name does.
pub fn run(name: &str, data: &[u8]) {
    let target = targets::TARGETS.iter().find(|(known, _)| *known == name);
    target.expect("the target is in the list").1(data);
}

/// A libFuzzer program for one target.
#[macro_export]
macro_rules! fuzz {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(init: $crate::plant($name), |data: &[u8]| $crate::run($name, data));
    };
}
