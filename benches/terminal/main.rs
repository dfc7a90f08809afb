//! Measures the program in a real pseudo-terminal, next to a plain ratatui list, fzf, and less.
//!
//!     cargo bench --bench terminal                     the tables, on stdout
//!     cargo bench --bench terminal -- --write          and into docs/performance.md
//!     cargo bench --bench terminal -- --quick          100,000 results, fewer rounds
//!     cargo bench --bench terminal -- --rounds 15
//!     cargo bench --bench terminal -- --smoke          1,000 results, one round, to check that it works
//!     cargo bench --bench terminal -- --make-store FILE COUNT
//!
//! Builds and measures the release. Stores and lines are created once, under `target/levelup-bench`;
//! `--fresh` creates them again.
#![allow(missing_docs)]
#![allow(unreachable_pub)]

mod answers;
mod bars;
mod figures;
mod growth;
mod lists;
#[path = "../common/machine.rs"]
mod machine;
#[allow(dead_code)]
#[path = "../made_up/mod.rs"]
mod made_up;
mod million;
mod page;
mod place;
mod process;
mod program;
mod short;
#[allow(dead_code)]
#[path = "../common/stores.rs"]
mod stores;

use std::path::Path;
use std::time::Duration;

use figures::Figures;
use million::Million;
use page::Page;
use place::Place;

const SIZES: [program::Size; 2] = [(120, 36), (200, 60)];
const DOC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/performance.md");
const BEGIN: &str = "<!-- performance: generated -->\n";
const END: &str = "<!-- performance: end -->\n";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| args.iter().any(|arg| arg == name);
    let after = |name: &str| {
        let at = args.iter().position(|arg| arg == name);
        at.map(|at| args.get(at + 1..).unwrap_or_default())
    };
    if let Some([path, count, ..]) = after("--make-store") {
        let seconds = stores::make(Path::new(path), count.parse().expect("a number"));
        return println!("{seconds:.1} s");
    }
    if !cfg!(target_os = "linux") {
        return println!("terminal: skipped, it reads Linux's /proc");
    }
    if has("--fresh") {
        std::fs::remove_dir_all(stores::folder()).expect("a folder that can be removed");
    }
    let rounds = after("--rounds").and_then(|rest| rest.first()?.parse().ok());
    let plan = match (has("--smoke"), has("--quick")) {
        (true, _) => Plan::new(&SIZES[..1], 1_000, rounds.unwrap_or(1), 1),
        (_, true) => Plan::new(&SIZES, 100_000, rounds.unwrap_or(5), 5),
        _ => Plan::new(&SIZES, 1_000_000, rounds.unwrap_or(9), 5),
    };
    let place = Place::new();
    let figures = plan.measure(&place);
    let page = Page {
        figures: &figures,
        sizes: plan.sizes,
        sides: lists::sides(&place),
        counts: &plan.counts,
        rounds: plan.rounds,
    };
    println!("{}", page.text());
    if has("--write") {
        write(&page);
    }
}

/// What is measured, and how thoroughly.
struct Plan {
    sizes: &'static [program::Size],
    counts: Vec<usize>,
    rounds: usize,
    idle: Duration,
}

impl Plan {
    fn new(sizes: &'static [program::Size], most: usize, rounds: usize, idle: u64) -> Self {
        let counts = [1_000, 10_000, 100_000, 1_000_000];
        Self {
            sizes,
            counts: counts.into_iter().filter(|count| *count <= most).collect(),
            rounds,
            idle: Duration::from_secs(idle),
        }
    }

    fn measure(&self, place: &Place) -> Figures {
        let mut figures = Figures::default();
        let (size, many) = (self.sizes[0], self.counts[self.counts.len() - 1]);
        for round in 0..self.rounds {
            eprint!("\rround {} of {} ", round + 1, self.rounds);
            for size in self.sizes {
                lists::round(place, &mut figures, *size, round % 2 == 0);
            }
            lists::manners(place, &mut figures, size);
            short::round(place, &mut figures, many);
        }
        let million = Million::new(place, many);
        for round in 0..self.rounds.div_ceil(3) {
            eprint!("\rround {} over all results ", round + 1);
            million.round(place, &mut figures, size);
            growth::round(place, &mut figures, &self.counts, size);
        }
        growth::writes(&mut figures, &self.counts, size);
        for size in self.sizes {
            lists::idle(place, &mut figures, *size, self.idle);
        }
        eprintln!();
        figures
    }
}

/// Replaces the tables in docs/performance.md.
fn write(page: &Page<'_>) {
    let doc = std::fs::read_to_string(DOC).expect("docs/performance.md");
    let (before, rest) = doc.split_once(BEGIN).expect("the start of the block");
    let (_, after) = rest.split_once(END).expect("the end of the block");
    let text = format!("{before}{BEGIN}{}{END}{after}", page.text());
    std::fs::write(DOC, text).expect("docs/performance.md");
}
