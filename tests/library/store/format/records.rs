//! The bytes of every version that was ever released stay here for ever.

use levelup::testing::{Results, StoreError, UnreadableReason};
use redb::{ReadableDatabase as _, ReadableTable as _, TableDefinition};
use uuid::Uuid;

use crate::support::store::{StoreDir, database, draft, everything, put_draft, result};

const RESULTS: TableDefinition<u128, &[u8]> = TableDefinition::new("results");
const DRAFTS: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new("drafts");
const DEFINITIONS: TableDefinition<[u8; 32], &[u8]> = TableDefinition::new("definitions");
const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");

const RESULT_V1: &str = "0191fe50a2a31304636c75620c52756e6e696e6720636c756203416461020201010302030101046b\
    6e656560f0553fd71658ba9f49ebd8204d4476be12b83cc2dfb1ed9f31e2fea34d34aa0203020203\
    0102";
const DRAFT_V1: &str = "01731208de080341646104636c7562d00f010772756e6e696e6700010008746f6d6f72726f770001076a\
    756d70696e67";
const DEFINITION_V1: &str = "01b77db54c0c52756e6e696e6720636c756201310000000304476f6f640006426574746572000442\
    6573740002076a756d70696e67074a756d70696e6700000000000772756e6e696e670752756e6e69\
    6e670000000000";

/// What the store does, written down a second time.
pub fn seal(table: &str, key: &[u8], body: &[u8]) -> Vec<u8> {
    let mut sum = crc32fast::Hasher::new();
    sum.update(table.as_bytes());
    sum.update(key);
    sum.update(body);
    [&[1], sum.finalize().to_le_bytes().as_slice(), body].concat()
}

pub fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text
        .chars()
        .map(|digit| digit.to_digit(16).unwrap())
        .collect();
    let pairs = digits.chunks(2);
    pairs
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap())
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[test]
fn bytes_of_version_1() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(7, "club", "Ada", -1_234)).unwrap();
    put_draft(&store, &draft(8, "club", "Ada")).unwrap();
    drop(store);

    let database = database(&dir.path);
    let tx = database.begin_read().unwrap();
    let results = tx.open_table(RESULTS).unwrap();
    let drafts = tx.open_table(DRAFTS).unwrap();
    let definitions = tx.open_table(DEFINITIONS).unwrap();
    let (_, definition) = definitions.first().unwrap().unwrap();
    let results = results.get(7).unwrap().unwrap();
    let drafts = drafts.get(("ada", "club")).unwrap().unwrap();
    let bytes = [results.value(), drafts.value(), definition.value()].map(hex);
    assert_eq!(bytes, [RESULT_V1, DRAFT_V1, DEFINITION_V1]);
}

/// Changes one record with the database's own hands.
fn rewrite(dir: &StoreDir, id: u128, change: impl Fn(&mut Vec<u8>)) {
    let database = database(&dir.path);
    let tx = database.begin_write().unwrap();
    {
        let mut results = tx.open_table(RESULTS).unwrap();
        let mut record = results.get(id).unwrap().unwrap().value().to_vec();
        change(&mut record);
        results.insert(id, record.as_slice()).unwrap();
    }
    tx.commit().unwrap();
}

#[test]
fn record_of_a_newer_version_hides_no_other() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    store.save(&result(2, "club", "Ada", 2)).unwrap();
    drop(store);
    rewrite(&dir, 2, |record| record[0] = 9);

    let store = dir.store();
    let page = store.page(&everything(), None, 10).unwrap();
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.unreadable.len(), 1);
    assert_eq!(page.unreadable[0].at.id, Uuid::from_u128(2));
    assert_eq!(page.unreadable[0].why, UnreadableReason::Newer);
    let newer = StoreError::Newer {
        path: dir.path.clone(),
    };
    let two = Uuid::from_u128(2);
    assert_eq!(store.result(two), Err(newer.clone()));
    assert_eq!(
        store.delete(&[two], jiff::Timestamp::UNIX_EPOCH),
        Err(newer)
    );
    assert_eq!(store.count().unwrap(), 2);
}

#[test]
fn record_with_a_wrong_byte_hides_no_other() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    store.save(&result(2, "club", "Ada", 2)).unwrap();
    drop(store);
    rewrite(&dir, 2, |record| *record.last_mut().unwrap() ^= 1);

    let store = dir.store();
    let page = store.page(&everything(), None, 10).unwrap();
    assert_eq!(
        (page.rows.len(), page.unreadable[0].why),
        (1, UnreadableReason::Damaged)
    );
    let error = store.result(Uuid::from_u128(2)).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
}

fn set_meta(dir: &StoreDir, name: &str, number: u32) {
    let database = database(&dir.path);
    let tx = database.begin_write().unwrap();
    let record = seal("meta", name.as_bytes(), &number.to_le_bytes());
    tx.open_table(META)
        .unwrap()
        .insert(name, record.as_slice())
        .unwrap();
    tx.commit().unwrap();
}

#[test]
fn newer_schema_stops_writes_of_an_open_store() {
    let dir = StoreDir::new();
    let store = dir.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    let newer = Err(StoreError::Newer {
        path: dir.path.clone(),
    });

    set_meta(&dir, "schema", 5);
    assert_eq!(store.save(&result(2, "club", "Ada", 2)), newer);
    assert_eq!(put_draft(&store, &draft(3, "club", "Ada")), newer);
    assert_eq!(store.count().unwrap(), 1, "it may still be read");

    set_meta(&dir, "oldest_reader", 5);
    assert_eq!(store.count().unwrap_err(), newer.clone().unwrap_err());
    drop(store);

    let before = dir.bytes();
    assert_eq!(dir.store().count().unwrap_err(), newer.clone().unwrap_err());
    assert_eq!(dir.store().save(&result(2, "club", "Ada", 2)), newer);
    assert!(before == dir.bytes(), "not a byte has changed");
}
