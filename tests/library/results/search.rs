use jiff::tz::TimeZone;
use levelup::testing::{IdAt, ResultRow, Scorer, SearchIndex, SearchQuery, SearchRow, SearchRows};
use proptest::prelude::*;
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
fn every_word_must_match() {
    let matches = |query: &str| {
        SearchQuery::new(query)
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
fn names_match_by_visible_text() {
    let finds = |name: &str, query: &str| {
        let row = ResultRow {
            name: name.to_owned(),
            ..row()
        };
        let found = SearchQuery::new(query).matches(&row, "2026-11-22", &mut Scorer::new());
        found.is_some()
    };

    for (name, query) in [
        ("Straße", "strasse"),
        ("STRASSE", "straße"),
        ("ΣΟΦΟΣ", "σοφος"),
        ("σοφός", "ΣΟΦΟΣ"),
        ("Soft\u{AD}hyphen", "softhyphen"),
        ("Softhyphen", "soft\u{200B}hyphen"),
        ("Anna\u{A0}Bauer", "anna bauer"),
    ] {
        assert!(finds(name, query), "{name} {query}");
    }
}

#[test]
fn closer_match_scores_higher() {
    let score =
        |query: &str| SearchQuery::new(query).matches(&row(), "2026-11-22", &mut Scorer::new());

    assert!(score("lovelace") > score("lvlace"));
}

/// Rows of a few people, assessments and days, some of them with notes.
fn rows() -> impl Strategy<Value = Vec<ResultRow>> {
    let names = prop::sample::select(vec![
        "Ada Lovelace",
        "Rosa Zimmer",
        "Ädä Löve",
        "Дарья",
        "\u{1e9e}ß \u{130}stanbul",
        "Zoe",
        "e\u{301}clair",
    ]);
    let slugs = prop::sample::select(vec!["running-club", "sql-joins", "ownership"]);
    let notes = prop::sample::select(vec!["", "left knee\nhurts", "Straße, Ñandú", "2026"]);
    // Over changes of the clock, and to the edge of what a time can be.
    let millis = prop_oneof![
        1_700_000_000_000_i64..1_800_000_000_000,
        Just(1_711_846_800_000),
        Just(-1),
        Just(253_402_207_199_999),
    ];
    let row = (names, slugs, notes, millis, any::<u64>());
    let row = row.prop_map(|(name, slug, note, millis, id)| ResultRow {
        id: Uuid::from_u128(u128::from(id)),
        taken_at: jiff::Timestamp::from_millisecond(millis).unwrap(),
        slug: slug.to_owned(),
        assessment: slug.replace('-', " ").to_uppercase(),
        name: name.to_owned(),
        notes: [note]
            .into_iter()
            .filter(|note| !note.is_empty())
            .map(str::to_owned)
            .collect(),
        ..self::row()
    });
    prop::collection::vec(row, 0..40)
}

/// These rows, taken in a few at a time.
fn index(rows: &[ResultRow], zone: &TimeZone) -> SearchIndex {
    let pieces = rows.chunks(7).map(|rows| {
        let mut piece = SearchRows::default();
        for row in rows {
            let taken = SearchRow {
                id: row.id,
                millis: row.taken_at.as_millisecond(),
                slug: &row.slug,
                assessment: &row.assessment,
                name: &row.name,
            };
            piece.push(&taken, row.notes.iter().map(String::as_str));
        }
        piece
    });
    SearchIndex::of(zone, pieces)
}

/// The places of what matches among these places, the best first.
fn found(index: &SearchIndex, places: &[u32], query: &SearchQuery) -> Vec<u32> {
    let scored = index.scores(query, &mut Scorer::new(), &|| true).unwrap();
    let hits = index.find(places.iter().copied(), &scored);
    SearchIndex::best_first(hits.collect())
}

fn id(index: &SearchIndex, place: u32) -> Uuid {
    match index.id(place) {
        Some(IdAt::Known(id)) => id,
        other => panic!("{other:?}"),
    }
}

fn ids(index: &SearchIndex, places: &[u32]) -> Vec<Uuid> {
    places.iter().map(|place| id(index, *place)).collect()
}

/// The same without an index: each row compared with the query.
fn expected(rows: &[ResultRow], query: &SearchQuery, zone: &TimeZone) -> Vec<Uuid> {
    let mut scorer = Scorer::new();
    let mut found: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let date = zone.to_datetime(row.taken_at).date().to_string();
            let score = query.matches(row, &date, &mut scorer)?;
            Some((score, row.taken_at, row.id))
        })
        .collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.into_iter().map(|(.., id)| id).collect()
}

proptest! {
    #[test]
    fn index_finds_the_same_as_a_full_scan(
        rows in rows(),
        text in "[aeorszд2é0-9-]{0,3} ?[aeltouß6]{0,2}",
        zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"]),
    ) {
        let zone = TimeZone::get(zone).unwrap();
        let index = index(&rows, &zone);
        let all: Vec<u32> = (0..u32::try_from(rows.len()).unwrap()).collect();

        // Letter by letter, each narrowing what the one before has found.
        let mut among = all.clone();
        let mut before = SearchQuery::new("");
        for end in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let query = SearchQuery::new(&text[..end]);
            let whole = found(&index, &all, &query);
            prop_assert_eq!(ids(&index, &whole), expected(&rows, &query, &zone));

            prop_assert!(query.narrows(&before));
            among.sort_unstable();
            among = found(&index, &among, &query);
            prop_assert_eq!(&among, &whole);
            before = query;
        }
    }
}

#[test]
fn results_have_places_latest_first() {
    let at = |day: i64, id: u128| ResultRow {
        id: Uuid::from_u128(id),
        taken_at: jiff::Timestamp::from_second(day * 86_400).unwrap(),
        ..row()
    };
    // Ids that do not come in the order of time.
    let index = index(&[at(1, 9), at(3, 8), at(2, 7), at(3, 6)], &TimeZone::UTC);

    let places: Vec<_> = (0..4).map(|place| id(&index, place).as_u128()).collect();
    assert_eq!(places, [8, 6, 7, 9]);
    for place in 0..4 {
        assert_eq!(index.place(id(&index, place)), Some(place));
    }
    assert_eq!(index.place(Uuid::nil()), None);
}

#[test]
fn cancelled_search_ends_at_once() {
    let rows: Vec<_> = (0..20_000)
        .map(|number| ResultRow {
            name: format!("Zoe {number}"),
            ..row()
        })
        .collect();
    let index = index(&rows, &TimeZone::UTC);

    let scored = index.scores(&SearchQuery::new("z"), &mut Scorer::new(), &|| false);
    assert!(scored.is_none());
}
