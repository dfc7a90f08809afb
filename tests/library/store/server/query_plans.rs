//! How the server goes about the statements of the program, as they are sent: it writes the plan
//! of each into its log, with what was really read (`auto_explain`).

use std::collections::BTreeSet;
use std::sync::Arc;

use levelup::testing::{DraftPlace, Scope, Store};
use serde_json::Value;
use uuid::Uuid;

use crate::support::postgres;
use crate::support::store::{draft, result};

/// Many results and drafts of many accounts; the columns alone matter. Analyzed, so that the
/// server knows how many they are.
const MANY: &str =
    "INSERT INTO levelup.results (id, owner, taken_at, slug, person, assessment, name,
        notes, categories, rated, level_ups, definition, record, saved_at, saved_by)
    SELECT gen_random_uuid(), 'x' || n % 100, n, 's' || n % 20, 'p' || n % 400, 'a', 'n', '', 1, 1,
        0, definition, record, saved_at, saved_by
    FROM (SELECT * FROM levelup.results LIMIT 1) one, generate_series(1, 20000) n;
    INSERT INTO levelup.drafts (owner, person, slug, aside, key, id, record, saved_at)
    SELECT 'x' || n % 100, 'p', 's', true, gen_random_uuid(), gen_random_uuid(), '\\x010000000000',
        now()
    FROM generate_series(1, 10000) n;
    ANALYZE";

/// Nothing that is asked for here may read more rows than this of a table of twenty thousand.
const MOST: u64 = 150;

/// What a statement read.
#[derive(Debug, Default, PartialEq, Eq)]
struct Read {
    /// The indexes of results and drafts that were entered; a table that was read from end to end.
    ways: BTreeSet<String>,
    /// The rows of the two that were looked at, also those that were passed over.
    rows: u64,
}

struct Many {
    database: postgres::Database,
}

impl Many {
    fn new() -> Option<Self> {
        let database = postgres::fresh()?;
        let store = database.store();
        let all = (1..=400_u32).map(|number| {
            let name = format!("Person {}", number % 40);
            Ok(result(u128::from(number), "club", &name, i64::from(number)))
        });
        store.import(&mut { all }, false).unwrap();
        database.sql("postgres", MANY).unwrap();
        let explain = format!(
            "ALTER DATABASE {0} SET session_preload_libraries = 'auto_explain';
            ALTER DATABASE {0} SET auto_explain.log_min_duration = 0;
            ALTER DATABASE {0} SET auto_explain.log_analyze = on;
            ALTER DATABASE {0} SET auto_explain.log_nested_statements = on;
            ALTER DATABASE {0} SET auto_explain.log_timing = off;
            ALTER DATABASE {0} SET auto_explain.log_format = 'json'",
            database.name
        );
        database.sql("postgres", &explain).unwrap();
        Some(Self { database })
    }

    /// What the statements of a call read.
    fn read(&self, store: &Arc<dyn Store>, call: impl Fn(&dyn Store)) -> Read {
        store.last_name().unwrap();
        let before = plans(&self.database.log()).len();
        call(&**store);
        let plans = plans(&self.database.log());
        assert!(plans.len() > before, "the server told no plan");
        let mut read = Read::default();
        for plan in &plans[before..] {
            look(&plan["Plan"], &mut read);
        }
        read
    }
}

/// The plans in a log, in their order.
fn plans(log: &str) -> Vec<Value> {
    let (mut plans, mut text): (Vec<Value>, Option<String>) = (Vec::new(), None);
    for line in log.lines().chain(["the end"]) {
        if let (Some(text), Some(more)) = (&mut text, line.strip_prefix('\t')) {
            text.push_str(more);
            continue;
        }
        plans.extend(
            text.take()
                .map(|text| serde_json::from_str::<Value>(&text).unwrap()),
        );
        text = line.ends_with(" plan:").then(String::new);
    }
    plans
}

fn look(node: &Value, read: &mut Read) {
    let number = |key: &str| node[key].as_u64().unwrap_or(0);
    let loops = number("Actual Loops");
    let table = node["Relation Name"].as_str().unwrap_or_default();
    let (kind, index) = (
        node["Node Type"].as_str().unwrap(),
        node["Index Name"].as_str(),
    );
    if loops > 0 && ["results", "drafts"].contains(&table) {
        let passed = number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
        read.rows += (number("Actual Rows") + passed) * loops;
        let end_to_end = (kind == "Seq Scan").then(|| format!("all {table}"));
        read.ways.extend(end_to_end);
    }
    let index = index.filter(|index| loops > 0 && !index.starts_with("definitions"));
    read.ways.extend(index.map(str::to_owned));
    for child in node["Plans"].as_array().into_iter().flatten() {
        look(child, read);
    }
}

fn scope(slug: Option<&str>, name: Option<&str>) -> Scope {
    Scope {
        assessment: slug.map(str::to_owned),
        name: name.map(str::to_owned),
        ..Scope::default()
    }
}

type Call = Box<dyn Fn(&dyn Store)>;

/// All that screens and commands ask in passing; not what reads all results.
fn calls() -> Vec<(&'static str, Call)> {
    let pages = |slug: Option<&'static str>, name: Option<&'static str>| {
        Box::new(move |store: &dyn Store| {
            let scope = scope(slug, name);
            let first = store.page(&scope, None, 20).unwrap();
            store.page(&scope, first.next, 20).unwrap();
        }) as Call
    };
    let ids = [5, 45, 7].map(Uuid::from_u128);
    vec![
        ("pages", pages(None, None)),
        ("pages of an assessment", pages(Some("s17"), None)),
        ("pages of a person", pages(None, Some("p17"))),
        ("pages of both", pages(Some("s17"), Some("p17"))),
        (
            "a page above",
            Box::new(|store| {
                let newest = store.page(&Scope::default(), None, 5).unwrap();
                store.page_above(newest.next, 20).unwrap();
            }),
        ),
        (
            "the oldest",
            Box::new(|store| drop(store.page_above(None, 20).unwrap())),
        ),
        (
            "latest result",
            Box::new(|store| assert!(store.nth_latest(3).unwrap().is_some())),
        ),
        (
            "the newest of each",
            Box::new(|store| {
                assert!(!store.latest_of_each("club").unwrap().results.is_empty());
            }),
        ),
        (
            "rows",
            Box::new(move |store| drop(store.rows(&ids).unwrap())),
        ),
        (
            "results",
            Box::new(move |store| {
                assert!(store.results(&ids).unwrap().len() >= 2);
            }),
        ),
        (
            "an end of an id",
            Box::new(|store| drop(store.ids_ending("abc1", false, 9).unwrap())),
        ),
        (
            "a draft",
            Box::new(|store| {
                store
                    .save_draft(&draft(900, "club", "Ada"), None, DraftPlace::Main)
                    .unwrap();
                store.draft("Ada", "club").unwrap();
                store.drafts("Ada").unwrap();
                store.other_drafts("Ada").unwrap();
            }),
        ),
        (
            "a save",
            Box::new(|store| {
                let one = result(Uuid::now_v7().as_u128(), "club", "Ada", 1);
                store
                    .save_and_remove_draft(&one, Some(&draft(900, "club", "Ada")))
                    .unwrap();
            }),
        ),
    ]
}

/// The way that a list of all has to take; what it is of decides which.
const WAYS: [(&str, &[&str]); 6] = [
    ("pages", &["results_by_time"]),
    ("pages of an assessment", &["results_by_team"]),
    ("pages of a person", &["results_by_person"]),
    ("pages of both", &["results_by_team_person"]),
    (
        "the newest of each",
        &["results_by_team_login", "results_by_team_person"],
    ),
    ("an end of an id", &["results_by_tail"]),
];

#[test]
fn no_query_scans_a_full_table() {
    let Some(many) = Many::new() else {
        return;
    };
    let database = &many.database;
    let ada = database.user("ada", "levelup_member");
    let lea = database.user("lea", "levelup_lead");
    let olga = database.user("olga", "levelup_owner");
    // Some of a closed team, among them one of the first and one of the last of all.
    let own = format!(
        "UPDATE levelup.results SET owner = '{ada}'
            WHERE slug = 's17' AND (taken_at <= 200 OR taken_at = 19997) OR id IN ('{}', '{}');
        ANALYZE",
        Uuid::from_u128(5),
        Uuid::from_u128(45)
    );
    database.sql("postgres", &own).unwrap();
    for (login, team) in [
        (&ada, None),
        (&lea, None),
        (&olga, None),
        (&ada, Some("s3")),
    ] {
        if let Some(team) = team {
            database
                .location("postgres")
                .set_open(team, true)
                .unwrap()
                .unwrap();
        }
        let store = database.store_of(login);
        // To count all takes a look at all.
        let count = Box::new(|store: &dyn Store| assert!(store.count().unwrap() < 100)) as Call;
        let is_closed = login == &ada && team.is_none();
        let count = is_closed.then_some(("the count", count));
        for (name, call) in calls().into_iter().chain(count) {
            let read = many.read(&store, call);
            let who = format!("{login}, open: {team:?}, {name}: {read:?}");
            assert!(
                !read.ways.iter().any(|way| way.starts_with("all ")),
                "{who}"
            );
            assert!(!read.ways.is_empty() && read.rows <= MOST, "{who}");
            let way = WAYS.iter().find(|(of, _)| *of == name && login != &ada);
            // What is found in an index is then read by its ID.
            let only = |expected: &[&str]| {
                let ways = read.ways.iter().filter(|way| *way != "results_pkey");
                ways.eq(expected)
            };
            assert!(way.is_none_or(|(_, ways)| only(ways)), "{who}");
        }
    }
}
