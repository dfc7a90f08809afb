//! Whether the statements of the program, as they are, go through the indexes made for them: the
//! server itself counts how often each was entered.

use levelup::store::Scope;

use super::server;
use super::support::result;

/// Many results of many people; the columns alone matter.
const MANY: &str =
    "INSERT INTO levelup.results (id, tail, taken_at, slug, person, assessment, name,
        categories, rated, level_ups, definition, record)
    SELECT gen_random_uuid(), md5(n::text), n, 's' || n % 20, 'p' || n % 400, 'a', 'n', 1, 1, 0,
        definition, record
    FROM levelup.results, generate_series(1, 40000) n;
    ANALYZE levelup.results";

#[test]
fn every_page_comes_from_the_index_made_for_it() {
    let Some(database) = server::fresh() else {
        return;
    };
    database.store().save(&result(1, "club", "Ada", 0)).unwrap();
    database.sql("postgres", MANY).unwrap();
    let scope = |slug: Option<&str>, name: Option<&str>| Scope {
        assessment: slug.map(str::to_owned),
        name: name.map(str::to_owned),
        ..Scope::default()
    };
    for (scope, index) in [
        (scope(None, None), "results_by_time"),
        (scope(Some("s3"), None), "results_by_assessment"),
        (scope(None, Some("p7")), "results_by_person"),
        (scope(Some("s7"), Some("p7")), "results_by_both"),
    ] {
        let before = scans(&database);
        let store = database.store();
        let first = store.page(&scope, None, 20).unwrap();
        store.page(&scope, first.next, 20).unwrap();
        drop(store);
        assert_eq!(used(&database, &before), [index.to_owned()], "{scope:?}");
    }
    let before = scans(&database);
    let store = database.store();
    store.newest_of_each("club").unwrap();
    store.ids_ending("abc1", false, 9).unwrap();
    drop(store);
    let mut used = used(&database, &before);
    used.retain(|index| index != "definitions_pkey");
    assert_eq!(used, ["results_by_both", "results_by_tail"]);
}

/// How often each index was entered, and the table of results read from end to end.
fn scans(database: &server::Database) -> Vec<(String, u64)> {
    // What a connection did is told before it is gone.
    let open = "SELECT count(*) FROM pg_stat_activity
        WHERE application_name = 'levelup' AND datname = current_database()";
    while database.sql("postgres", open).unwrap() != "0" {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let sql = "SELECT indexrelname, idx_scan FROM pg_stat_user_indexes
            WHERE relname IN ('results', 'definitions')
        UNION ALL SELECT 'end to end', seq_scan FROM pg_stat_user_tables WHERE relname = 'results'
        ORDER BY 1";
    let told = database.sql("postgres", sql).unwrap();
    let line = |line: &str| {
        let (name, count) = line.split_once('|').unwrap();
        (name.to_owned(), count.parse().unwrap())
    };
    told.lines().map(line).collect()
}

fn used(database: &server::Database, before: &[(String, u64)]) -> Vec<String> {
    let after = scans(database);
    let changed = after.into_iter().filter(|now| !before.contains(now));
    changed.map(|(name, _)| name).collect()
}
