//! Stores of older versions, and programs of older versions at a store of a newer one.
//!
//! The newer programs here are the tests' own. A golden file of every schema stays in `golden/` for
//! ever.

use std::fs;

use jiff::tz::TimeZone;
use levelup::testing::{
    Draft, DraftPlace, Drafts, Migration, RedbStore, Results, Scope, StoreError,
};
use redb::{
    ReadableDatabase as _, ReadableTable as _, ReadableTableMetadata as _, TableDefinition,
    WriteTransaction,
};
use uuid::Uuid;

use crate::support::store::{
    StoreDir, database, draft, everything, ids, put_draft, result, take_draft,
};

const SHOUTED: TableDefinition<&str, &str> = TableDefinition::new("shouted");
const COUNTS: TableDefinition<&str, &[u8]> = TableDefinition::new("counts");
const GOLDEN_1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/schema-1.redb");
const GOLDEN_2: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/schema-2.redb");
const GOLDEN_3: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/schema-3.redb");
/// Names that are one person by the keys of schema 4, and several by the keys before.
const GOLDEN_3_NAMES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/golden/schema-3-names.redb"
);
const GOLDEN_4: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/schema-4.redb");

/// From schema 4 to 5: a table that is made from another.
fn shout(tx: &WriteTransaction) -> Result<(), redb::Error> {
    let mut shouted = tx.open_table(SHOUTED)?;
    for entry in tx.open_table(COUNTS)?.iter()? {
        let (slug, _) = entry?;
        shouted.insert(slug.value(), slug.value().to_uppercase().as_str())?;
    }
    Ok(())
}

/// From schema 5 to 6: more of the same.
fn shout_louder(tx: &WriteTransaction) -> Result<(), redb::Error> {
    let mut shouted = tx.open_table(SHOUTED)?;
    let slugs: Vec<(String, String)> = shouted
        .iter()?
        .map(|entry| entry.map(|(slug, loud)| (slug.value().into(), loud.value().into())))
        .collect::<Result<_, _>>()?;
    for (slug, loud) in slugs {
        shouted.insert(slug.as_str(), format!("{loud}!").as_str())?;
    }
    Ok(())
}

fn fails(tx: &WriteTransaction) -> Result<(), redb::Error> {
    shout(tx)?;
    Err(redb::Error::Io(std::io::ErrorKind::StorageFull.into()))
}

fn step(oldest_reader: u32, run: fn(&WriteTransaction) -> Result<(), redb::Error>) -> Migration {
    Migration { oldest_reader, run }
}

/// A store of an older schema, from the file that was made when that was the newest.
fn golden_of(file: &str) -> StoreDir {
    let dir = StoreDir::new();
    fs::create_dir_all(dir.path.parent().unwrap()).unwrap();
    fs::copy(file, &dir.path).unwrap();
    dir
}

/// A store of today's schema, which is an older one to the programs that do further steps.
fn golden() -> StoreDir {
    golden_of(GOLDEN_4)
}

/// What the golden files were made from.
fn fill(store: &RedbStore) {
    for (id, slug, name) in [(1, "club", "Ada"), (2, "team", "Bob"), (3, "club", "Eve")] {
        let millis = i64::try_from(id).unwrap();
        store.save(&result(id, slug, name, millis)).unwrap();
    }
    let deleted_at = jiff::Timestamp::UNIX_EPOCH;
    store.delete(&[Uuid::from_u128(3)], deleted_at).unwrap();
    put_draft(store, &draft(8, "club", "Ada")).unwrap();
    let aside = draft(9, "club", "Ada");
    store.save_draft(&aside, None, DraftPlace::Aside).unwrap();
}

fn assert_filled(store: &RedbStore) {
    assert_eq!(ids(store, &everything(), 10), [2, 1]);
    let ada = result(1, "club", "Ada", 1);
    assert_eq!(store.result(ada.id).unwrap(), Some(ada));
    let drafts = store.drafts("Ada").unwrap();
    assert_eq!(drafts, [draft(8, "club", "Ada")]);
    let aside = store.other_drafts("Ada").unwrap();
    assert_eq!(aside, [draft(9, "club", "Ada")]);
    let binned = store.ids_ending("0003", true, 2).unwrap();
    assert_eq!(binned, [Uuid::from_u128(3)]);
}

fn shouted(dir: &StoreDir) -> Vec<String> {
    let database = database(&dir.path);
    let tx = database.begin_read().unwrap();
    let Ok(table) = tx.open_table(SHOUTED) else {
        return Vec::new();
    };
    let loud = table.iter().unwrap();
    loud.map(|entry| entry.unwrap().1.value().to_owned())
        .collect()
}

fn names(dir: &StoreDir) -> Vec<String> {
    let directory = fs::read_dir(dir.path.parent().unwrap()).unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<String> = directory
        .map(|entry| name(entry).into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// `LEVELUP_GOLDEN=1 cargo test --test library golden` makes the file, once for each schema.
#[test]
fn golden_file_of_schema_4_is_read() {
    if std::env::var_os("LEVELUP_GOLDEN").is_some() && !fs::exists(GOLDEN_4).unwrap() {
        let dir = StoreDir::new();
        fill(&dir.store());
        // Otherwise the index has only changes since an empty one.
        dir.store().reindex().unwrap();
        fs::copy(&dir.path, GOLDEN_4).unwrap();
    }
    let dir = golden();

    assert_filled(&dir.store());

    dir.store().restore(&[Uuid::from_u128(3)]).unwrap();
    assert_whole(&dir.store());
    assert_eq!(names(&dir), ["levelup.redb"]);
}

fn assert_whole(store: &RedbStore) {
    let found = store.examine(&mut |_, _| {}).unwrap().unwrap();
    assert!(found.has_no_problems(), "{found:?}");
}

#[test]
fn golden_file_of_schema_1_gets_the_index_by_person() {
    let dir = golden_of(GOLDEN_1);
    let person = |name: &str| Scope {
        name: Some(name.to_owned()),
        ..everything()
    };

    let store = dir.store();
    assert_filled(&store);

    assert_eq!(ids(&store, &person("ada"), 9), [1]);
    let club = store.latest_of_each("club").unwrap();
    assert_eq!(club.results, [result(1, "club", "Ada", 1)]);
    store.restore(&[Uuid::from_u128(3)]).unwrap();
    assert_eq!(ids(&store, &person("EVE"), 9), [3]);
    assert_whole(&store);
    assert_eq!(names(&dir), ["levelup.redb", "levelup.redb.schema-1"]);
    let kept = database(&dir.path.with_file_name("levelup.redb.schema-1"));
    let by_person = TableDefinition::<(&str, i64, u128), ()>::new("by_person");
    let tx = kept.begin_read().unwrap();
    assert_eq!(tx.open_table(by_person).unwrap().len().unwrap(), 2);
}

#[test]
fn golden_file_of_schema_2_gets_the_search_index() {
    let dir = golden_of(GOLDEN_2);

    let store = dir.store();
    assert_filled(&store);

    let found = store.search_index(&TimeZone::UTC, &|| true).unwrap();
    assert_eq!(found.compared(0), ["bob", "team\nrunning club", "knee"]);
    store.restore(&[Uuid::from_u128(3)]).unwrap();
    assert_whole(&store);
    assert_eq!(names(&dir), ["levelup.redb", "levelup.redb.schema-2"]);
}

#[test]
fn golden_file_of_schema_3_finds_people_by_new_key() {
    let dir = golden_of(GOLDEN_3_NAMES);
    let store = dir.store();
    let of = |name: &str| Scope {
        name: Some(name.to_owned()),
        ..everything()
    };

    assert_eq!(ids(&store, &of("strasse"), 9), [2, 1]);
    assert_eq!(ids(&store, &of("Σοφος"), 9), [4, 3]);
    assert_eq!(ids(&store, &of("anna bauer"), 9), [6, 5]);
    assert_eq!(ids(&store, &of("Softhyphen"), 9), [7]);
    let people = store.latest_of_each("club").unwrap().results;
    let people: Vec<u128> = people.iter().map(|result| result.id.as_u128()).collect();
    assert_eq!(people, [7, 6, 4, 2]);
    assert_eq!(
        store.result(Uuid::from_u128(6)).unwrap(),
        Some(result(6, "club", "Anna  Bauer", 6))
    );
    let found = |name: &str| -> (Vec<u128>, Vec<u128>) {
        let ids = |drafts: Vec<Draft>| drafts.iter().map(|draft| draft.id.as_u128()).collect();
        let aside = store.other_drafts(name).unwrap();
        (ids(store.drafts(name).unwrap()), ids(aside))
    };
    assert_eq!(found("Anna Bauer"), (vec![12], vec![11, 13]));
    assert_eq!(found("STRASSE"), (vec![14], vec![15]));
    assert_eq!(found("Ada"), (vec![16], vec![]));
    let all = store.all_drafts().unwrap();
    assert_eq!((all.drafts.len(), all.unreadable), (6, 0));
    let index = store.search_index(&TimeZone::UTC, &|| true).unwrap();
    assert_eq!(index.compared(0)[0], "softhyphen");
    assert_whole(&store);
}

#[test]
fn golden_file_of_schema_3_is_migrated_after_backup() {
    let dir = golden_of(GOLDEN_3);

    assert_filled(&dir.store());

    assert_whole(&dir.store());
    assert_eq!(names(&dir), ["levelup.redb", "levelup.redb.schema-3"]);
}

#[test]
fn old_store_is_migrated_stepwise_after_a_backup() {
    let dir = golden();
    let steps = [step(2, shout), step(2, shout_louder)];

    let store = RedbStore::migrating(&dir.path, &steps);
    put_draft(&store, &draft(7, "other", "Ada")).unwrap();

    take_draft(&store, "Ada", "other").unwrap();
    assert_filled(&store);
    assert_eq!(shouted(&dir), ["CLUB!", "TEAM!"]);
    assert_eq!(names(&dir), ["levelup.redb", "levelup.redb.schema-4"]);
    let backup = RedbStore::at(dir.path.with_file_name("levelup.redb.schema-4"));
    assert_filled(&backup);
    assert!(
        backup
            .examine(&mut |_, _| {})
            .unwrap()
            .unwrap()
            .has_no_problems()
    );
}

#[test]
fn reading_migrates_once() {
    let dir = golden();
    let steps = [step(2, shout)];

    assert_filled(&RedbStore::migrating(&dir.path, &steps));
    assert_filled(&RedbStore::migrating(&dir.path, &steps));

    assert_eq!(shouted(&dir), ["CLUB", "TEAM"]);
    assert_eq!(names(&dir).len(), 2);
}

#[test]
fn failed_migration_step_leaves_the_store_unchanged() {
    let dir = golden();
    let steps = [step(2, shout_louder), step(2, fails)];

    let failed = RedbStore::migrating(&dir.path, &steps).save(&result(5, "club", "Ada", 5));

    let path = dir.path.clone();
    assert_eq!(failed, Err(StoreError::Full { path }));
    assert_eq!(shouted(&dir), [""; 0]);
    assert_filled(&dir.store());
    let later = RedbStore::migrating(&dir.path, &[step(2, shout)]);
    assert_filled(&later);
    assert_eq!(
        names(&dir),
        [
            "levelup.redb",
            "levelup.redb.schema-4",
            "levelup.redb.schema-4-2"
        ]
    );
}

#[test]
fn open_program_stops_writing_after_a_migration() {
    let dir = golden();
    let old = dir.store();
    let mut kept = draft(8, "club", "Ada");
    kept.cursor = None;
    put_draft(&old, &kept).unwrap();
    let newer = Err(StoreError::Newer {
        path: dir.path.clone(),
    });

    let new = RedbStore::migrating(&dir.path, &[step(2, shout)]);
    new.save(&result(4, "club", "Eve", 4)).unwrap();
    let mut more: Draft = kept.clone();
    more.entries.clear();

    assert_eq!(put_draft(&old, &more), newer);
    assert_eq!(old.save(&result(5, "club", "Ada", 5)), newer);
    assert_eq!(new.draft("Ada", "club").unwrap(), Some(kept));
    assert_eq!(old.count().unwrap(), 3, "it may still be read");
    RedbStore::migrating(&dir.path, &[step(2, shout), step(6, shout_louder)])
        .count()
        .unwrap();
    assert_eq!(old.count(), newer.map(|()| 0));
    assert_eq!(ids(&new_again(&dir), &everything(), 9), [4, 2, 1]);
}

fn new_again(dir: &StoreDir) -> RedbStore {
    RedbStore::migrating(&dir.path, &[step(2, shout), step(6, shout_louder)])
}
