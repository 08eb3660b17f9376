//! The tests of routes, scenarios and analyses in one program, for mutation testing (`just mutants`), which builds and runs it once for each fault that it puts in. Nothing here
//! where the program is built too: there the same tests run as they are.
#![cfg(not(feature = "cli"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

#[path = "alternatives.rs"]
mod alternatives;
#[path = "capacity.rs"]
mod capacity;
#[path = "compare.rs"]
mod compare;
#[path = "criticality.rs"]
mod criticality;
#[path = "dependence.rs"]
mod dependence;
#[path = "engine.rs"]
mod engine;
#[path = "exposure.rs"]
mod exposure;
#[path = "reliability/imported.rs"]
mod imported;
#[path = "reliability/laws/mod.rs"]
mod laws;
#[path = "names.rs"]
mod names;
#[path = "laws.rs"]
mod own_laws;
#[path = "reliability/random/mod.rs"]
mod random;
#[path = "reliability/routes.rs"]
mod routes;
#[path = "search.rs"]
mod search;
#[path = "simulate.rs"]
mod simulate;
#[path = "reliability/slow/mod.rs"]
mod slow;
#[path = "reliability/threads.rs"]
mod threads;
#[path = "reliability/trial.rs"]
mod trial;

use trial::{Goal, Plan, Trial};

/// A little of a goal of `tests/reliability`.
fn holds(run: fn(&Plan, &mut Trial)) {
    let trial = Trial::run(&Goal { name: "", promise: "", run }, &Plan::of(std::iter::empty()));
    assert!(trial.failed.is_empty(), "{:?}", trial.failed.first());
}

#[test]
fn the_slow_search_finds_the_same_routes() {
    holds(routes::run);
}

#[test]
fn the_slow_search_finds_the_same_in_networks_of_others() {
    holds(imported::run);
}

#[test]
fn laws_hold() {
    holds(laws::run);
}
