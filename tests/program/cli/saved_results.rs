//! Results with ids and times that are the same in every run.

use std::sync::Arc;

use levelup::testing::{
    Answer, Assessment, AssessmentResult, Category, Rating, RedbStore, Results, Scope,
};
use redb::ReadableTable as _;
use uuid::Uuid;

use crate::support::workspace::Workspace;

/// The store that the cli's calls use.
pub fn store(cli: &Workspace) -> RedbStore {
    RedbStore::at(cli.path("home/.local/share/levelup/levelup.redb"))
}

/// All results that were saved, newest first.
pub fn saved(cli: &Workspace) -> Vec<AssessmentResult> {
    let store = store(cli);
    let page = store.page(&Scope::default(), None, 100).unwrap();
    let result = |id| store.result(id).unwrap().unwrap();
    page.rows.iter().map(|row| result(row.id)).collect()
}

/// A cli with three results behind it.
pub fn with_results() -> Workspace {
    let cli = Workspace::new().assessment(super::CLUB);
    let store = store(&cli);
    for result in [
        result(0x0000_aaaa, "Ada Lovelace", "2026-11-20T10:00:00Z", 1),
        result(0x1111_aaaa, "Bob", "2026-11-21T23:30:00Z", 2),
        result(0x2222_bbbb, "Ada Lovelace", "2026-11-22T10:00:00Z", 3),
    ] {
        store.save(&result).unwrap();
    }
    cli
}

/// A result with this end of its id.
pub fn numbered(end: u128) -> AssessmentResult {
    result(end, "Zoë", "2026-11-23T10:00:00Z", 1)
}

/// Breaks a byte of a record, with the database's own hands.
pub fn break_record(cli: &Workspace, end: u128) {
    const RESULTS: redb::TableDefinition<u128, &[u8]> = redb::TableDefinition::new("results");
    let database = redb::Builder::new()
        .set_concurrency_mode(redb::ConcurrencyMode::MultiWriter)
        .open(store(cli).path())
        .unwrap();
    let tx = database.begin_write().unwrap();
    {
        let mut results = tx.open_table(RESULTS).unwrap();
        let id = numbered(end).id.as_u128();
        let mut record = results.get(id).unwrap().unwrap().value().to_vec();
        *record.last_mut().unwrap() ^= 1;
        results.insert(id, record.as_slice()).unwrap();
    }
    tx.commit().unwrap();
}

fn result(end: u128, name: &str, time: &str, level: u8) -> AssessmentResult {
    let category = |key: &str, name: &str| Category {
        key: key.to_owned(),
        name: name.to_owned(),
        ..Category::default()
    };
    AssessmentResult {
        id: Uuid::from_u128(0x019a_0000_0000_7000_8000_0000_0000_0000 + end),
        name: name.to_owned(),
        taken_at: time.parse().unwrap(),
        assessment: Arc::new(Assessment {
            slug: "running-club".to_owned(),
            name: "Running club".to_owned(),
            version: "1".to_owned(),
            ratings: ["Good", "Better", "Best"].map(Rating::named).to_vec(),
            categories: vec![
                category("jumping", "Jumping"),
                category("running", "Running"),
            ],
            ..Assessment::default()
        }),
        answers: vec![Answer::rated(level, true, 3), Answer::Unknown],
        notes: vec!["left\u{1b}[31m knee".to_owned(), String::new()],
    }
}
