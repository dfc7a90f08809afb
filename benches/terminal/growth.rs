//! What grows with the number of results, and what does not.

use std::fs;
use std::time::Instant;

use levelup::testing::{RedbStore, Results, Scope};

use crate::figures::Figures;
use crate::lists::named;
use crate::million::{open, settled};
use crate::place::Place;
use crate::program::Size;
use crate::{made_up, stores};

const PAGE_DOWN: &str = "\u{1b}[6~";
/// Results that are saved in a round.
const SAVES: usize = 10;

/// What is measured, and its unit.
pub const ROWS: [(&str, &str); 8] = [
    ("open the results", "ms"),
    ("next page", "ms"),
    ("filter settled", "ms"),
    ("save a result", "ms"),
    ("import, per result", "µs"),
    ("memory, open", "MiB"),
    ("memory, filtered", "MiB"),
    ("store, per result", "bytes"),
];

/// One round over stores of so many results.
pub fn round(place: &Place, figures: &mut Figures, counts: &[usize], size: Size) {
    for count in counts {
        let at = count.to_string();
        let (mut program, start) = open(place, *count, size);
        figures.add(&named(size), ROWS[0].0, &at, &[start]);
        let pages: Vec<f64> = (0..10).map(|_| program.press(PAGE_DOWN).last).collect();
        figures.add(&named(size), ROWS[1].0, &at, &pages);
        figures.add(&named(size), ROWS[5].0, &at, &[program.usage().peak]);
        program.press("/");
        let filter = program.press_until_settled(
            "z",
            |text| text.lines().any(|line| line.trim_end() == "/ z"),
            |text| settled(text, *count),
        );
        figures.add(&named(size), ROWS[2].0, &at, &[filter.count]);
        figures.add(&named(size), ROWS[6].0, &at, &[program.usage().peak]);
    }
}

/// What is written, and how large it is.
pub fn writes(figures: &mut Figures, counts: &[usize], size: Size) {
    for count in counts {
        let at = count.to_string();
        figures.add(&named(size), ROWS[3].0, &at, &saves(*count));
        let path = stores::stored(*count);
        let each = |all: f64| all / u32::try_from(*count).map_or(f64::NAN, f64::from);
        if let Some(seconds) = stores::seconds_of_import(*count) {
            figures.add(&named(size), ROWS[4].0, &at, &[each(seconds * 1e6)]);
        }
        let bytes = fs::metadata(path).map_or(0, |file| file.len());
        let mib = u32::try_from(bytes / 1_024).map_or(f64::NAN, f64::from);
        figures.add(&named(size), ROWS[7].0, &at, &[each(mib * 1_024.0)]);
    }
}

fn saves(count: usize) -> Vec<f64> {
    let path = stores::copied(count);
    let store = RedbStore::at(&path);
    store.page(&Scope::default(), None, 1).expect("a page");
    let mut results = made_up::results(count + SAVES + 1).skip(count);
    store.save(&results.next().expect("a result")).expect("it");
    let save = |result| {
        let begun = Instant::now();
        store.save(&result).expect("a save");
        begun.elapsed().as_secs_f64() * 1_000.0
    };
    let times = results.map(save).collect();
    drop(store);
    let _ = fs::remove_file(path);
    times
}

/// What a cost is proportional to, by the factor that so many times as many results made of it.
pub fn proportional(factor: f64, times: f64) -> &'static str {
    let power = factor.ln() / times.ln();
    if !power.is_finite() {
        ""
    } else if power < 0.15 {
        "nothing"
    } else if power < 0.7 {
        "less than the number of results"
    } else {
        "the number of results"
    }
}
