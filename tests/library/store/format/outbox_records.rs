//! The bytes of pending results. They must be readable by all later versions.

use std::sync::Arc;

use levelup::testing::{
    Drafts, PendingReason, RedbStore, Relay, RemoteStore, Results, ServerTiming,
};
use redb::{ReadableDatabase as _, TableDefinition};

use crate::store::format::records::{seal, unhex};
use crate::support::store::{StoreDir, database, result};

const OUTBOX: TableDefinition<u128, &[u8]> = TableDefinition::new("outbox");

/// Waits since 1970-01-01T00:00:01Z, and was not tried yet.
const WAITING_V1: &str = "01ee93e41ad00f00004da31304636c75620c52756e6e696e6720636c756203416461020201010302\
    030101046b6e656560f0553fd71658ba9f49ebd8204d4476be12b83cc2dfb1ed9f31e2fea34d34aa\
    02030202030102520c52756e6e696e6720636c756201310000000304476f6f640006426574746572\
    0004426573740002076a756d70696e67074a756d70696e6700000000000772756e6e696e67075275\
    6e6e696e670000000000";
/// The same after the server was found to have another result with its id.
const CLASHING_V1: &str = "016428bf4bd00f033e616e6f7468657220726573756c742068617320746865206964203030303030\
    3030302d303030302d303030302d303030302d3030303030303030303030374da31304636c75620c\
    52756e6e696e6720636c756203416461020201010302030101046b6e656560f0553fd71658ba9f49\
    ebd8204d4476be12b83cc2dfb1ed9f31e2fea34d34aa02030202030102520c52756e6e696e672063\
    6c756201310000000304476f6f6400064265747465720004426573740002076a756d70696e67074a\
    756d70696e6700000000000772756e6e696e670752756e6e696e670000000000";
/// Where in a record it stands why it waits.
const WHY: usize = 7;

/// A file in which this record waits, under the id 7.
fn file_with(record: &[u8]) -> StoreDir {
    let dir = StoreDir::new();
    dir.store().remember_name("Ada").unwrap();
    let database = database(&dir.path);
    let tx = database.begin_write().unwrap();
    tx.open_table(OUTBOX).unwrap().insert(7, record).unwrap();
    tx.commit().unwrap();
    dir
}

/// The file before this server.
fn before(dir: &StoreDir, server: &Arc<RedbStore>) -> Relay {
    let server: Arc<dyn RemoteStore> = server.clone();
    Relay::for_command(dir.store(), server, ServerTiming::default())
}

fn server(dir: &StoreDir) -> Arc<RedbStore> {
    Arc::new(RedbStore::at(dir.directory.path().join("server.redb")))
}

#[test]
fn outbox_of_version_1_is_read_and_sent() {
    let dir = file_with(&unhex(WAITING_V1));
    let server = server(&dir);
    let relay = before(&dir, &server);

    let waiting = relay.pending().unwrap();
    let delivery = relay.send_pending().unwrap();

    assert_eq!(waiting[0].id.as_u128(), 7);
    assert_eq!((&*waiting[0].name, &*waiting[0].slug), ("Ada", "club"));
    assert_eq!(waiting[0].taken_at.as_millisecond(), -1_234);
    assert_eq!(waiting[0].since.as_millisecond(), 1_000);
    assert_eq!(waiting[0].why, PendingReason::NotTried);
    assert_eq!(waiting[0].said, "");
    assert_eq!((delivery.sent.len(), delivery.left.len()), (1, 0));
    let expected = result(7, "club", "Ada", -1_234);
    assert_eq!(server.result(expected.id).unwrap(), Some(expected));
}

#[test]
fn pending_results_have_the_bytes_of_version_1() {
    let dir = file_with(&unhex(WAITING_V1));
    let server = server(&dir);
    server.save(&result(7, "club", "Another", 5)).unwrap();

    before(&dir, &server).send_pending().unwrap();

    let database = database(&dir.path);
    let tx = database.begin_read().unwrap();
    let outbox = tx.open_table(OUTBOX).unwrap();
    assert_eq!(
        outbox.get(7).unwrap().unwrap().value(),
        unhex(CLASHING_V1),
        "marked, and else as it was"
    );
}

#[test]
fn every_pending_reason_of_version_1_is_known() {
    for (number, why) in (0_u8..).zip([
        PendingReason::NotTried,
        PendingReason::Away,
        PendingReason::Full,
        PendingReason::Conflict,
        PendingReason::Refused,
        PendingReason::Busy,
    ]) {
        let mut record = unhex(WAITING_V1);
        record[WHY] = number;
        let record = seal("outbox", &7_u128.to_be_bytes(), &record[5..]);
        let dir = file_with(&record);

        let waiting = before(&dir, &server(&dir)).pending().unwrap();

        assert_eq!(waiting[0].why, why);
    }
}
