//! Reading what is asked: wall time.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(unreachable_pub)]

#[allow(dead_code)]
mod made_up;

use std::path::Path;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use levelup::testing::{Catalogue, built_in, diagnostics, parse};

fn main() {
    divan::main();
}

/// From the text of a file to an assessment.
#[divan::bench(args = [10, 100, 1_000])]
fn parse_and_check(bencher: Bencher, categories: usize) {
    let text = made_up::toml(categories);
    assert!(parse(&text, "wide").assessment.is_some());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| parse(black_box(&text), "wide"));
}

/// A file in which every category has a mistake: all of them are found, and told as people read
/// them.
#[divan::bench(args = [10, 100, 1_000])]
fn tell_all_mistakes(bencher: Bencher, categories: usize) {
    let text = made_up::toml(categories).replace("\ngroup", "\ngruop");
    let path = Path::new("wide.toml");
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let parsed = parse(black_box(&text), "wide");
        diagnostics::render(path, &text, &parsed.diagnostics, false)
    });
}

/// All that ships: what stands between the start and a list of assessments.
#[divan::bench]
fn read_those_that_ship(bencher: Bencher) {
    bencher
        .with_inputs(|| built_in().into_iter().collect())
        .bench_local_values(Catalogue::new);
}
