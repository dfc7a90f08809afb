//! The reducer: wall time of one event of each kind.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(unreachable_pub)]

#[allow(dead_code)]
mod common;
#[allow(dead_code)]
mod made_up;

use common::events::{HAPPENINGS, happening};
use divan::Bencher;
use levelup::testing::update;

fn main() {
    divan::main();
}

#[divan::bench(args = HAPPENINGS)]
fn update_on(bencher: Bencher, name: &str) {
    let (state, event) = happening(name);
    bencher
        .with_inputs(|| (state.clone(), Some(event.clone())))
        .bench_local_refs(|(state, event)| event.take().map(|event| update(state, event)));
}
