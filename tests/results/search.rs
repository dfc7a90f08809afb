use levelup::results::{Query, ResultRow, Scorer};
use uuid::Uuid;

fn row() -> ResultRow {
    ResultRow {
        id: Uuid::nil(),
        taken_at: jiff::Timestamp::UNIX_EPOCH,
        slug: "running-club".to_owned(),
        assessment: "Our sport".to_owned(),
        name: "Ädä Lovelace".to_owned(),
        categories: 2,
        rated: 2,
        level_ups: 0,
        mean: None,
        notes: vec!["left knee\nhurts".to_owned()],
    }
}

#[test]
fn every_word_must_match_somewhere() {
    let matches = |query: &str| {
        Query::new(query)
            .matches(&row(), "2026-11-22", &mut Scorer::new())
            .is_some()
    };

    for query in [
        "",
        "  ",
        "ada",
        "LOVELACE",
        "lvlc",
        "sport",
        "rclub",
        "2026-11",
        "knee",
        "kne",
        "hurts ada 22",
        "ädä",
    ] {
        assert!(matches(query), "{query}");
    }
    for query in ["bob", "ada bob", "2025", "lkh", "ada!", "knee elbow"] {
        assert!(!matches(query), "{query}");
    }
}

#[test]
fn a_closer_match_scores_higher() {
    let score = |query: &str| Query::new(query).matches(&row(), "2026-11-22", &mut Scorer::new());

    assert!(score("lovelace") > score("lvlace"));
}
