//! Measures each call of a store.

use std::sync::Arc;
use std::time::Instant;

use jiff::tz::TimeZone;
use levelup::testing::{
    Answer, AnswerEntry, AssessmentResult, Direction, Draft, DraftPlace, RedbStore, Scope, Store,
};
use uuid::Uuid;

use crate::figures::Figures;
use crate::place::{Place, Side, TEAM, import, person_named};
use crate::{made_up, server};

/// Rows of a page.
const ROWS: usize = 36;
/// Results per import.
pub const SOME: usize = 10_000;

/// The calls, in the order of the table.
pub const CALLS: [&str; 13] = [
    "open, and read the first page of 36",
    "next page",
    "next page, with the numbers that a list shows",
    "the same after another login saved",
    "the rows of 36 matches",
    "one result",
    "trend of one person",
    "heat map of 1,000 people",
    "all results for the filter",
    "save, directly on the server",
    "save, as a screen does",
    "save a draft, as a screen does",
    "import, per result",
];

/// Calls that are measured only in every third round, because they take long.
const LONG: [&str; 2] = [CALLS[8], CALLS[12]];

pub fn measure(place: &Place, figures: &mut Figures, rounds: usize) {
    let mut fresh = made_up::results(place.count + 10_000).skip(place.count);
    let sides: Vec<_> = Side::all()
        .map(|side| (side, place.alone(side), place.on_a_screen(side)))
        .collect();
    for (_, alone, screen) in &sides {
        alone.list_page(Direction::Down(None), ROWS).unwrap();
        screen.list_page(Direction::Down(None), ROWS).unwrap();
    }
    for round in 0..rounds {
        eprint!("\rcalls, round {} of {rounds} ", round + 1);
        for what in CALLS {
            if LONG.contains(&what) && round % 3 > 0 {
                continue;
            }
            for (side, alone, screen) in &sides {
                let job = job(place, what, (*side, alone, screen), &mut fresh, round);
                let mut millis = 0.0;
                let timed = || {
                    let begun = Instant::now();
                    job();
                    millis = begun.elapsed().as_secs_f64() * 1_000.0;
                };
                let trips = match side {
                    Side::File => {
                        timed();
                        0
                    }
                    Side::Server(way) => place.ways[*way].round_trips(timed),
                };
                let each = if what == CALLS[12] { 10_000.0 } else { 1.0 };
                figures.add(&side.name(), what, "ms", &[millis / each]);
                let trips = u32::try_from(trips).map_or(f64::NAN, f64::from);
                figures.add(&side.name(), what, "trips", &[trips]);
            }
        }
    }
    eprintln!();
}

type Stores<'s> = (Side, &'s Arc<dyn Store>, &'s Arc<dyn Store>);

/// Returns the call to time; everything it needs is prepared before.
fn job<'j>(
    place: &'j Place,
    what: &str,
    (side, alone, screen): Stores<'j>,
    fresh: &mut impl Iterator<Item = AssessmentResult>,
    round: usize,
) -> Box<dyn FnOnce() + 'j> {
    let at = CALLS.iter().position(|call| *call == what).unwrap();
    let everything = Scope::default();
    match at {
        0 => Box::new(move || drop(place.alone(side).page(&everything, None, ROWS).unwrap())),
        1..=3 => {
            let after = alone
                .list_page(Direction::Down(None), 400)
                .unwrap()
                .page
                .next;
            if at == 3 {
                alone.save(&fresh.next().unwrap()).unwrap();
            }
            Box::new(move || {
                if at == 1 {
                    alone.page(&everything, after, ROWS).unwrap();
                } else {
                    alone.list_page(Direction::Down(after), ROWS).unwrap();
                }
            })
        }
        4 | 5 => {
            let rows = alone.page(&everything, None, 400).unwrap().rows;
            let ids: Vec<Uuid> = rows.iter().map(|row| row.id).skip(300).take(ROWS).collect();
            Box::new(move || {
                if at == 4 {
                    alone.rows(&ids).unwrap();
                } else {
                    alone.result(ids[0]).unwrap().unwrap();
                }
            })
        }
        6 => {
            let scope = Scope {
                assessment: Some(TEAM.to_owned()),
                name: Some(person_named(round)),
                ..everything
            };
            Box::new(move || assert_eq!(alone.full_results(&scope, None, 500).unwrap().0.len(), 10))
        }
        7 => Box::new(|| assert_eq!(alone.latest_of_each(TEAM).unwrap().results.len(), 1_000)),
        8 => Box::new(|| {
            let index = alone.search_index(&TimeZone::UTC, &|| true).unwrap();
            assert!(index.len() >= place.count);
        }),
        9 | 10 => {
            let (result, store) = (fresh.next().unwrap(), if at == 9 { alone } else { screen });
            Box::new(move || drop(store.save_and_remove_draft(&result, None).unwrap()))
        }
        11 => {
            let draft = draft(fresh.next().unwrap().id, round);
            Box::new(move || drop(screen.save_draft(&draft, None, DraftPlace::Aside).unwrap()))
        }
        _ => {
            let results: Vec<_> = made_up::results(SOME).collect();
            let store = empty(place, side);
            Box::new(move || import(&*store, results.into_iter()))
        }
    }
}

/// An empty store, over the same connection.
fn empty(place: &Place, side: Side) -> Arc<dyn Store> {
    match side {
        Side::File => {
            let home = place.home("import");
            Arc::new(RedbStore::at(home.join("levelup.redb")))
        }
        Side::Server(way) => {
            let url = server::fresh()
                .unwrap()
                .url_at("postgres", place.ways[way].directory());
            let location = levelup::testing::Location::parse(url.as_ref()).unwrap();
            let deadline = levelup::testing::STORE_DEADLINE;
            let store = levelup::testing::open(&location, deadline, None, false);
            store.count().unwrap();
            store
        }
    }
}

fn draft(id: Uuid, round: usize) -> Draft {
    let entry = AnswerEntry {
        answer: Answer::rated(2, false, 5),
        ..AnswerEntry::default()
    };
    Draft {
        id,
        name: "Test User".to_owned(),
        slug: TEAM.to_owned(),
        changed_at: jiff::Timestamp::UNIX_EPOCH,
        entries: vec![(format!("category-{}", round + 1), entry)],
        said: Vec::new(),
        cursor: None,
    }
}
