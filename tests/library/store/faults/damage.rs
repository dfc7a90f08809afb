//! Broken files: the right answer or a clean error, and not a byte changed.
//!
//! The ordinary run breaks 200 bits, 200 pages and every kind of length. A longer one, other than
//! any before it: `LEVELUP_TRIALS=5000 LEVELUP_SEED=$RANDOM cargo test --test library damage -- --nocapture`

use std::fs;

use levelup::testing::{AssessmentResult, Drafts, RedbStore, Results, StoreError};

use crate::support::store::{Numbers, StoreDir, draft, everything, put_draft, result, trials};

/// A valid store with all kinds of records, and its results.
fn full() -> (StoreDir, Vec<AssessmentResult>) {
    let dir = StoreDir::new();
    let store = dir.store();
    let mut results = Vec::new();
    for (id, name) in [(1, "Ada"), (2, "Bob"), (3, "Ada"), (4, "Eve")] {
        let mut result = result(id, "club", name, i64::try_from(id).unwrap());
        result.notes[0] = "n".repeat(3000);
        store.save(&result).unwrap();
        results.insert(0, result);
    }
    put_draft(&store, &draft(9, "club", "Ada")).unwrap();
    (dir, results)
}

/// Everything that can be asked of the store is answered rightly or with an error. True where
/// there was one.
fn right_or_error(store: &RedbStore, results: &[AssessmentResult], damage: &str) -> bool {
    let mut errors = 0;
    let mut check = |right: Result<bool, StoreError>| match right {
        Ok(right) => assert!(right, "a wrong answer after {damage}"),
        Err(StoreError::Damaged { .. } | StoreError::Newer { .. } | StoreError::Older { .. }) => {
            errors += 1;
        }
        Err(error) => panic!("{error:?} after {damage}"),
    };
    check(store.page(&everything(), None, 10).map(|page| {
        let read = page.rows.iter().map(|row| row.id);
        let unread = page.unreadable.iter().map(|row| row.at.id);
        read.chain(unread).count() == results.len()
    }));
    for result in results {
        check(
            store
                .result(result.id)
                .map(|found| found.as_ref() == Some(result)),
        );
    }
    check(store.count().map(|count| count == 4));
    check(
        store
            .draft("Ada", "club")
            .map(|found| found == Some(draft(9, "club", "Ada"))),
    );
    check(
        store
            .ids_ending("00000003", false, 2)
            .map(|ids| ids.len() == 1),
    );
    errors > 0
}

/// Breaks the store in the way of `damage` and asks everything of it, then writes to it.
fn survive(dir: &StoreDir, results: &[AssessmentResult], broken: &[u8], damage: &str) -> bool {
    fs::write(&dir.path, broken).unwrap();
    let found = dir.store().examine(&mut |_, _| {});
    let refused = right_or_error(&dir.store(), results, damage);
    if refused {
        let noticed = found.is_err() || found.is_ok_and(|found| !found.unwrap().has_no_problems());
        assert!(noticed, "doctor calls it whole: {damage}");
    }
    let store = dir.store();
    if store.save(&result(7, "club", "New", 0)).is_ok() {
        let found = store.result(uuid::Uuid::from_u128(7));
        assert_eq!(
            found.unwrap(),
            Some(result(7, "club", "New", 0)),
            "{damage}"
        );
    } else {
        drop(store);
        assert!(
            broken == dir.bytes(),
            "a refused file has changed: {damage}"
        );
    }
    refused
}

#[test]
fn flipped_bit_never_gives_a_wrong_answer() {
    let (dir, results) = full();
    let whole = dir.bytes();
    let (trials, seed) = trials(200);
    let mut numbers = Numbers::new(seed);
    let mut refused = 0;
    for _ in 0..trials {
        let mut broken = whole.clone();
        let (byte, bit) = (numbers.below(whole.len()), numbers.below(8));
        broken[byte] ^= 1 << bit;
        let damage = format!("bit {bit} of byte {byte} flipped");
        refused += usize::from(survive(&dir, &results, &broken, &damage));
    }
    println!("{trials} bits flipped (seed {seed:#x}), {refused} noticed, no wrong answer");
    assert!(refused > trials / 20, "only {refused} were noticed");
}

#[test]
fn any_header_byte_may_be_wrong() {
    let (dir, results) = full();
    let whole = dir.bytes();
    for byte in (0..320).step_by(7).chain(9..24) {
        let mut broken = whole.clone();
        broken[byte] ^= 0x41;
        survive(
            &dir,
            &results,
            &broken,
            &format!("byte {byte} of the header changed"),
        );
    }
}

#[test]
fn zeroed_page_never_gives_a_wrong_answer() {
    let (trials, seed) = trials(200);
    let mut numbers = Numbers::new(seed);
    let (mut refused, mut done) = (0, 0);
    while done < trials {
        let (dir, results) = full();
        let whole = dir.bytes();
        for page in 0..whole.len() / 4096 {
            let mut broken = whole.clone();
            broken[page * 4096..(page + 1) * 4096].fill(0);
            // Later rounds break a second page as well.
            let other = numbers.below(whole.len() / 4096);
            if done > page {
                broken[other * 4096..(other + 1) * 4096].fill(0);
            }
            let damage = format!("pages {page} and perhaps {other} zeroed");
            refused += usize::from(survive(&dir, &results, &broken, &damage));
            done += 1;
        }
    }
    println!("{done} times pages zeroed (seed {seed:#x}), {refused} noticed, no wrong answer");
    assert!(refused > trials / 20, "only {refused} were noticed");
}

#[test]
fn truncated_file_is_rejected_unchanged() {
    let (dir, results) = full();
    let whole = dir.bytes();
    // In the header, at the borders of pages and beside them, in the middle of pages, at the end.
    let pages = (1..whole.len() / 4096).flat_map(|page| {
        let border = page * 4096;
        [border - 1, border, border + 1, border + 2048]
    });
    let header = [1, 8, 9, 63, 64, 100, 191, 192, 319, 320, 321];
    let lengths: Vec<usize> = header
        .into_iter()
        .chain(pages)
        .chain([whole.len() - 512, whole.len() - 1])
        .collect();
    println!("cut to {} lengths", lengths.len());
    for length in lengths {
        let damage = format!("cut to {length}");
        assert!(
            survive(&dir, &results, &whole[..length], &damage),
            "{damage}"
        );
    }
}

#[test]
fn damage_under_an_open_store_is_an_error() {
    let (dir, results) = full();
    let whole = dir.bytes();
    let store = dir.store();
    assert_eq!(store.count().unwrap(), 4);

    fs::write(&dir.path, &whole[..4096]).unwrap();
    right_or_error(&store, &results, "cut while open");
    fs::write(&dir.path, vec![0; whole.len()]).unwrap();
    right_or_error(&store, &results, "zeroed while open");

    fs::write(&dir.path, &whole).unwrap();
    assert!(!right_or_error(&store, &results, "nothing"), "whole again");
}

/// A screen reads before the file is looked at whole: what shows for that moment is genuine, and
/// what the look says holds for everything after it.
#[test]
fn deferred_verification_matches_immediate_verification() {
    let (dir, results) = full();
    let whole = dir.bytes();
    let rows = dir.store().page(&everything(), None, 10).unwrap().rows;
    let (trials, seed) = trials(200);
    let mut numbers = Numbers::new(seed);
    let mut refused = 0;
    for _ in 0..trials {
        let mut broken = whole.clone();
        let (byte, bit) = (numbers.below(whole.len()), numbers.below(8));
        broken[byte] ^= 1 << bit;
        fs::write(&dir.path, &broken).unwrap();
        let sooner = RedbStore::at(&dir.path).verify_later();

        if let Ok(page) = sooner.page(&everything(), None, 10) {
            let genuine = page.rows.iter().all(|row| rows.contains(row));
            assert!(genuine, "a wrong row with bit {bit} of byte {byte} flipped");
        }
        let looked = sooner.verify();

        let at_once = RedbStore::at(&dir.path);
        if at_once.count().is_err() {
            assert!(looked.is_err() || sooner.count().is_err(), "byte {byte}");
            refused += 1;
        } else {
            assert_eq!(looked, Ok(()), "byte {byte}");
        }
        right_or_error(&sooner, &results, &format!("bit {bit} of byte {byte}"));
    }
    assert!(refused > trials / 20, "only {refused} were noticed");
}
