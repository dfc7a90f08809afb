//! An imported export is exported again with the same bytes.

use std::sync::Arc;

use jiff::Timestamp;
use levelup::testing::{
    Answer, Assessment, AssessmentResult, Bulk, Category, Drafts, ImportConflict, ImportOutcome,
    Imported, NOTE_MAX, Rating, RedbStore, ResultReader, ResultSplitter, Results, SourceStopped,
    to_json, to_json_array, to_json_line,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use uuid::Uuid;

use crate::support::store::{StoreDir, draft, put_draft, result};

/// Everything in the store, as `levelup export` writes it, read in batches of `limit`.
fn export(store: &RedbStore, limit: usize) -> String {
    let (mut text, mut after) = (String::new(), None);
    loop {
        let batch = store.batch(after, limit).unwrap();
        assert_eq!(batch.unreadable, []);
        assert!(batch.results.len() <= limit);
        text.extend(batch.results.iter().map(to_json_line));
        after = batch.next;
        if after.is_none() {
            return text;
        }
    }
}

/// The results in a text, as `levelup import` reads it.
fn read(text: &str) -> Vec<AssessmentResult> {
    let mut reader = ResultReader::default();
    let mut splitter = ResultSplitter::default();
    let mut pieces: Vec<_> = text
        .bytes()
        .filter_map(|byte| splitter.push(byte))
        .collect();
    pieces.extend(splitter.finish());
    let results = pieces
        .into_iter()
        .map(|piece| piece.unwrap().result(&mut reader).unwrap());
    results.collect()
}

fn import(store: &RedbStore, results: Vec<AssessmentResult>, replace: bool) -> ImportOutcome {
    store
        .import(&mut results.into_iter().map(Ok), replace)
        .unwrap()
}

fn done(added: u64, unchanged: u64) -> ImportOutcome {
    ImportOutcome::Done(Imported {
        added,
        unchanged,
        ..Imported::default()
    })
}

/// Characters that have broken something somewhere.
const ODD: &str = "\0\u{1}\u{7}\t\n\r\u{1b}\"\\/'`=+-@,;:|<>&%${}[]\u{7f}\u{85}\u{a0}\u{ad}\u{301}\u{202e}\u{2066}\u{2028}\u{feff}\u{fffd}\u{ffff}é👩‍👩‍👧漢🏳️‍🌈\u{10ffff} aZ0";

fn odd_text(most: usize) -> impl Strategy<Value = String> {
    let odd = select(ODD.chars().collect::<Vec<_>>());
    let c = prop_oneof![3 => odd, 1 => any::<char>()];
    prop::collection::vec(c, 0..most).prop_map(String::from_iter)
}

/// A name of an assessment, a category or a rating: not empty, otherwise anything.
fn label() -> impl Strategy<Value = String> {
    odd_text(12).prop_map(|text| format!("a{text}"))
}

fn person() -> impl Strategy<Value = String> {
    odd_text(20).prop_map(|text| {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        format!("Z{text}").trim().to_owned()
    })
}

fn optional() -> impl Strategy<Value = Option<String>> {
    prop::option::of(odd_text(30))
}

fn ladder() -> impl Strategy<Value = Vec<Rating>> {
    prop::collection::vec((label(), optional()), 2..=9).prop_map(|steps| {
        let numbered = steps.into_iter().enumerate();
        let rating = |(at, (name, description))| Rating {
            name: format!("{name}{at}"),
            description,
        };
        numbered.map(rating).collect()
    })
}

fn category() -> impl Strategy<Value = Category> {
    let own = prop_oneof![3 => Just(Vec::new()), 1 => ladder()];
    let texts = prop::option::of(prop::collection::vec(odd_text(8), 9));
    let formerly = prop::collection::vec("[a-z0-9_-]{1,8}", 0..2);
    (label(), optional(), optional(), own, texts, formerly).prop_map(
        |(name, group, description, ratings, levels, formerly)| Category {
            name,
            group,
            description,
            ratings,
            levels: levels.unwrap_or_default(),
            formerly,
            key: String::new(),
        },
    )
}

fn assessment() -> impl Strategy<Value = Assessment> {
    let categories = prop::collection::vec(category(), 0..6);
    let texts = (label(), odd_text(6), optional(), optional());
    (
        "[a-z0-9-]{1,12}",
        texts,
        any::<bool>(),
        ladder(),
        categories,
    )
        .prop_map(
            |(slug, (name, version, description, source), wide_category, ratings, categories)| {
                let mut assessment = Assessment {
                    slug,
                    name,
                    version,
                    description,
                    source,
                    wide_category,
                    ratings,
                    categories,
                };
                for index in 0..assessment.categories.len() {
                    let top = assessment.ladder(index).len();
                    let category = &mut assessment.categories[index];
                    category.key = format!("key_{index}");
                    category.levels.truncate(top);
                }
                assessment
            },
        )
}

fn answer(kind: u8, level: Index, wish: Index, top: u8) -> Answer {
    let top = usize::from(top);
    let current = level.index(top) + 1;
    let desired = current + wish.index(top - current + 1);
    match kind % 6 {
        0 => Answer::Unanswered,
        1 => Answer::Unknown,
        2 => Answer::NotApplicable,
        _ => Answer::Rated {
            current: u8::try_from(current).unwrap(),
            desired: u8::try_from(desired).unwrap(),
        },
    }
}

fn any_result() -> impl Strategy<Value = AssessmentResult> {
    let note = prop_oneof![
        4 => Just(String::new()),
        4 => odd_text(40),
        1 => select(ODD.chars().collect::<Vec<_>>()).prop_map(|c| c.to_string().repeat(NOTE_MAX)),
    ];
    let said = prop::collection::vec((any::<u8>(), any::<Index>(), any::<Index>(), note), 6);
    let millis = prop_oneof![
        0..4_000_000_000_000_i64,
        -62_000_000_000_000..253_000_000_000_000_i64
    ];
    (any::<u128>(), person(), millis, assessment(), said).prop_map(
        |(id, name, millis, assessment, said)| {
            let count = assessment.categories.len();
            let said = said.into_iter().take(count).enumerate();
            let (answers, notes) = said
                .map(|(at, (kind, level, wish, note))| {
                    (answer(kind, level, wish, assessment.top(at)), note)
                })
                .unzip();
            AssessmentResult {
                id: Uuid::from_u128(id),
                name,
                taken_at: Timestamp::from_millisecond(millis).unwrap(),
                assessment: Arc::new(assessment),
                answers,
                notes,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exported_results_are_imported_unchanged(results in prop::collection::vec(any_result(), 0..5), limit in 1usize..4) {
        let (from, to) = (StoreDir::new(), StoreDir::new());
        for result in &results {
            from.store().save(result).unwrap();
        }
        let first = export(&from.store(), limit);
        let count = results.len() as u64;

        prop_assert_eq!(import(&to.store(), read(&first), false), done(count, 0));
        prop_assert_eq!(&export(&to.store(), limit), &first);
        prop_assert_eq!(import(&to.store(), read(&first), false), done(0, count));
        prop_assert_eq!(&export(&to.store(), limit), &first);

        let read_again = read(&first);
        let pretty: String = read_again.iter().map(to_json).collect();
        prop_assert_eq!(&read(&pretty), &read_again);
        prop_assert_eq!(&read(&to_json_array(&read_again)), &read_again);
        for result in &results {
            prop_assert!(read_again.contains(result));
        }
    }
}

#[test]
fn handwritten_file_is_imported() {
    let text = include_str!("../../../fixtures/odd.jsonl");
    let dir = StoreDir::new();

    assert_eq!(import(&dir.store(), read(text), false), done(2, 0));

    assert_eq!(export(&dir.store(), 10), text);
    let odd = read(text).remove(0);
    assert!(odd.notes[0].starts_with("NUL \0 ESC \u{1b}[31m bidi \u{202e}"));
    assert!(odd.notes[0].contains("CRLF \r\n quotes \"'` backslash \\ emoji 👩‍👩‍👧"));
    assert_eq!(odd.notes[1].chars().count(), NOTE_MAX);
    assert_eq!(dir.store().result(odd.id).unwrap(), Some(odd));
}

#[test]
fn import_keeps_drafts() {
    let dir = StoreDir::new();
    let store = dir.store();
    put_draft(&store, &draft(1, "club", "Ada")).unwrap();

    import(&store, vec![result(1, "club", "Ada", 1)], false);

    assert_eq!(
        store.draft("Ada", "club").unwrap(),
        Some(draft(1, "club", "Ada"))
    );
    assert_eq!(
        export(&store, 5).lines().count(),
        1,
        "a draft is not exported"
    );
}

#[test]
fn interrupted_import_changes_nothing() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(9, "club", "Ada", 1)).unwrap();
    let changes = store.changes().unwrap();
    let mut source = (0..5000)
        .map(|id| Ok(result(id + 10, "other", "Ada", 1)))
        .chain([Err(SourceStopped)]);

    let outcome = store.import(&mut source, false);

    assert_eq!(outcome, Ok(ImportOutcome::Stopped));
    assert_eq!((store.count(), store.changes()), (Ok(1), Ok(changes)));
    assert_eq!(export(&store, 9).lines().count(), 1);
}

#[test]
fn all_conflicts_are_reported_and_nothing_changed() {
    let dir = StoreDir::new();
    let store = dir.store();
    for id in 1..=3 {
        store.save(&result(id, "club", "Ada", 1)).unwrap();
    }
    store
        .delete(&[Uuid::from_u128(3)], Timestamp::UNIX_EPOCH)
        .unwrap();
    let before = export(&store, 9);
    let other = |id| result(id, "club", "Bob", 2);

    let outcome = import(&store, vec![other(4), other(1), other(3)], false);

    let conflict = |id, binned| ImportConflict {
        id: Uuid::from_u128(id),
        binned,
    };
    let conflicts = vec![conflict(1, false), conflict(3, true)];
    assert_eq!(outcome, ImportOutcome::Conflicts(conflicts));
    assert_eq!(export(&store, 9), before);
    let three = [Uuid::from_u128(3)];
    assert_eq!(
        store.ids_ending("3", true, 9).unwrap(),
        three,
        "still in the bin"
    );
}

#[test]
fn import_batches_are_limited_in_memory() {
    let dir = StoreDir::new();
    let store = dir.store();
    let mut large = result(1, "club", "Ada", 1);
    let mut assessment = (*large.assessment).clone();
    let model = assessment.categories[0].clone();
    assessment.categories = (0..40)
        .map(|at| Category {
            key: format!("k{at}"),
            ..model.clone()
        })
        .collect();
    large.assessment = assessment.into();
    large.answers = vec![Answer::Unknown; 40];
    large.notes = vec!["漢".repeat(NOTE_MAX); 40];
    let all: Vec<_> = (1..=12)
        .map(|id| AssessmentResult {
            id: Uuid::from_u128(id),
            ..large.clone()
        })
        .collect();
    import(&store, all, false);

    let batch = store.batch(None, 1000).unwrap();

    assert!(
        (2..6).contains(&batch.results.len()),
        "{}",
        batch.results.len()
    );
    assert_eq!(export(&store, 1000).lines().count(), 12);
}
