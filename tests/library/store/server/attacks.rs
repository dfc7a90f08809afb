//! Attacks by each role: what a login can learn or do with its own SQL.
//!
//! Most attacks ask a yes-or-no question twice: about something that is in a closed team, and about
//! something that is not. A login that cannot read the team must get the same response.

use levelup::testing::ServerRole;

use crate::support::postgres::{self, Database};
use crate::support::sql_session::{SqlSession, save};
use crate::support::store::{draft, put_draft, result};

/// The values of a result in a closed team, and values of the same form that no result has.
const GUESSES: [(&str, &str, &str); 8] = [
    (
        "id",
        "'00000000-0000-0000-0000-0000000000b0'",
        "'00000000-0000-0000-0000-0000000000c0'",
    ),
    ("owner", "'LOGIN'", "'t0_cem'"),
    ("name", "'Bob'", "'Cem'"),
    ("slug", "'closed'", "'absent'"),
    ("taken_at", "1700000000000", "1800000000000"),
    ("rated", "2", "3"),
    ("definition", "HASH", "'\\x0000'"),
    ("tail", "'0b00'", "'0c00'"),
];

/// Ways to ask whether a condition is true for a row of `levelup.results`.
const QUESTIONS: [&str; 25] = [
    "SELECT count(*) FROM levelup.results WHERE CONDITION",
    "EXPLAIN SELECT FROM levelup.results WHERE CONDITION",
    // From PostgreSQL 16 on; before, an error for every guess.
    "EXPLAIN (GENERIC_PLAN) SELECT FROM levelup.results WHERE CONDITION AND name = $1",
    "EXPLAIN (ANALYZE, TIMING off, SUMMARY off) SELECT FROM levelup.results WHERE CONDITION",
    "EXPLAIN (ANALYZE, TIMING off, SUMMARY off) SELECT 1 WHERE (SELECT EXISTS (
        SELECT FROM levelup.results WHERE CONDITION)) AND (SELECT true)",
    "EXPLAIN (ANALYZE, VERBOSE, TIMING off, SUMMARY off) SELECT FROM levelup.results r
        JOIN (SELECT 1 FROM pg_sleep(0)) one ON CONDITION",
    "EXPLAIN (ANALYZE, BUFFERS, FORMAT json, TIMING off, SUMMARY off)
        SELECT FROM levelup.results WHERE CONDITION",
    "EXPLAIN (ANALYZE, WAL, TIMING off, SUMMARY off) DELETE FROM levelup.results WHERE CONDITION",
    "EXPLAIN (ANALYZE, TIMING off, SUMMARY off) UPDATE levelup.results SET name = 'x' WHERE CONDITION",
    "PREPARE ask AS SELECT count(*) FROM levelup.results WHERE CONDITION;
        EXPLAIN (ANALYZE, TIMING off, SUMMARY off) EXECUTE ask",
    "BEGIN; DECLARE ask CURSOR FOR SELECT count(*) FROM levelup.results WHERE CONDITION;
        FETCH ALL FROM ask",
    "COPY (SELECT id FROM levelup.results WHERE CONDITION) TO STDOUT",
    "SELECT 1 / count(*) FROM levelup.results WHERE CONDITION",
    "SELECT name::integer FROM levelup.results WHERE CONDITION",
    "DO $$ BEGIN PERFORM FROM levelup.results WHERE CONDITION;
        IF FOUND THEN RAISE EXCEPTION 'it is there'; END IF; END $$",
    "CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        $$ BEGIN RAISE EXCEPTION 'it is %', $1; END $$;
        SELECT FROM levelup.results WHERE pg_temp.leak(name) AND CONDITION",
    "CREATE FUNCTION pg_temp.same(text, text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
        $$ BEGIN RAISE EXCEPTION 'it is % %', $1, $2; END $$;
        CREATE OPERATOR pg_temp.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_temp.same);
        SELECT FROM levelup.results WHERE name OPERATOR(pg_temp.===) slug AND CONDITION",
    "CREATE TEMP VIEW mine AS SELECT name FROM levelup.results WHERE CONDITION; TABLE mine",
    "CREATE TEMP TABLE mine AS SELECT name FROM levelup.results WHERE CONDITION; TABLE mine",
    "SELECT query_to_xml('SELECT name FROM levelup.results WHERE ' || $$CONDITION$$, true, true, '')",
    "SET ROLE levelup_member; SELECT count(*) FROM levelup.results WHERE CONDITION",
    "SELECT FROM levelup.results WHERE CONDITION FOR KEY SHARE",
    "SELECT count(*) FROM ONLY levelup.results TABLESAMPLE SYSTEM (100) WHERE CONDITION",
    "SELECT most_common_vals FROM pg_stats WHERE schemaname = 'levelup' AND $$CONDITION$$ <> ''",
    "SET debug_print_plan = on; SET client_min_messages = log;
        EXPLAIN SELECT FROM levelup.results WHERE CONDITION",
];

/// A result of Bob's in a closed team, many of others in the same team, and an open team.
struct Team {
    database: Database,
    bob: String,
    hash: String,
}

const MANY: &str = "INSERT INTO levelup.results (COLUMNS, id, person, taken_at)
    SELECT COLUMNS, ('00000000-0000-4000-8000-' || lpad(to_hex(n * 7919), 12, '0'))::uuid,
        'p' || n % 50, 1600000000000 + n
    FROM (SELECT * FROM levelup.results WHERE slug = 'closed') one, generate_series(1, 3000) n;
    ANALYZE";

impl Team {
    fn new() -> Option<Self> {
        let database = postgres::fresh()?;
        let bob = database.user("bob", "levelup_member");
        let store = database.store_of(&bob);
        store
            .save(&result(0xb0, "closed", "Bob", 1_700_000_000_000))
            .unwrap();
        put_draft(&*store, &draft(0xd0, "closed", "Bob")).unwrap();
        store.remember_name("Bob").unwrap();
        let columns = "SELECT string_agg(quote_ident(column_name), ', ')
            FROM information_schema.columns
            WHERE table_schema = 'levelup' AND table_name = 'results' AND is_generated = 'NEVER'
                AND column_name NOT IN ('id', 'person', 'taken_at')
                AND NOT (column_name = 'tail' AND is_generated <> 'NEVER')";
        let columns = database.sql("postgres", columns).unwrap();
        database
            .sql("postgres", &MANY.replace("COLUMNS", &columns))
            .unwrap();
        let hash = "SELECT quote_literal(definition) FROM levelup.results LIMIT 1";
        let hash = database.sql("postgres", hash).unwrap();
        Some(Self {
            database,
            bob,
            hash,
        })
    }

    /// The true guess and the false one about a column.
    fn guesses(&self) -> impl Iterator<Item = (&'static str, String, String)> {
        GUESSES.iter().map(|(column, hit, miss)| {
            let hit = hit.replace("LOGIN", &self.bob).replace("HASH", &self.hash);
            (*column, hit, (*miss).to_owned())
        })
    }
}

/// Whether the answers to a question about a true and a false guess differ, and how.
fn leak(
    session: &SqlSession,
    question: impl Fn(&str) -> String,
    hit: &str,
    miss: &str,
) -> Option<String> {
    let answer = |guess: &str| {
        let told = session.ask(&question(guess));
        if told.contains("PLANNEDSTMT") {
            // A plan contains the guess as bytes: compare only what the planner makes of it.
            let estimate = |line: &&str| line.contains("_rows") || line.contains("_cost");
            return told.lines().filter(estimate).collect::<Vec<_>>().join("\n");
        }
        // Without the guess, however it is quoted. One digit may stand for anything.
        let told = told.replace(['\'', '\\'], "").replace("= E", "= ");
        match guess.trim_start_matches('E').trim_matches(['\'', '\\']) {
            bare if bare.len() > 3 => told.replace(bare, "GUESS"),
            bare => told.replace(&format!("= {bare}"), "= GUESS"),
        }
    };
    let (yes, no) = (answer(hit), answer(miss));
    let is_leak = yes != no || yes.contains("Bob");
    is_leak.then(|| format!("{}\n{yes}\n{no}", question(hit)))
}

/// A login without a role.
fn stranger(database: &Database) -> String {
    let eve = format!("{}_eve", database.name);
    database
        .sql("postgres", &format!("CREATE ROLE {eve} LOGIN"))
        .unwrap();
    eve
}

#[test]
fn no_statement_reveals_a_closed_team() {
    let Some(team) = Team::new() else {
        return;
    };
    let ada = team.database.user("ada", "levelup_member");
    let eve = stranger(&team.database);
    let mut leaks = Vec::new();
    for login in [&ada, &eve] {
        let session = SqlSession::new(&team.database, login);
        for (column, hit, miss) in team.guesses() {
            for question in QUESTIONS {
                let ask =
                    |guess: &str| question.replace("CONDITION", &format!("{column} = {guess}"));
                leaks.extend(leak(&session, ask, &hit, &miss));
            }
        }
    }
    assert!(leaks.is_empty(), "{}: {}", leaks.len(), leaks.join("\n\n"));
}

/// Calls of functions that depend on a guess, each with a guess that is true for the closed team and
/// one that is false.
const CALLS: [(&str, &str, &str); 16] = [
    (
        "list_page(3, GUESS, NULL, NULL, NULL, NULL, NULL, false, 50)",
        "'closed'",
        "'absent'",
    ),
    (
        "list_page(3, NULL, GUESS, NULL, NULL, NULL, NULL, false, 50)",
        "'p7'",
        "'q7'",
    ),
    (
        "list_page(3, 'closed', GUESS, NULL, NULL, NULL, NULL, false, 50)",
        "'bob'",
        "'cem'",
    ),
    (
        "list_page(3, NULL, NULL, GUESS, NULL, NULL, NULL, false, 50)",
        "1600000002000",
        "1700000000001",
    ),
    (
        "list_page(3, NULL, NULL, NULL, NULL, GUESS, NULL, false, 50)",
        "1600000002000",
        "1700000000001",
    ),
    (
        "list_page(3, NULL, NULL, NULL, NULL, GUESS, NULL, true, 50)",
        "1600000002000",
        "1700000000001",
    ),
    (
        "read_page(3, GUESS, NULL, NULL, NULL, NULL, NULL, 50)",
        "'closed'",
        "'absent'",
    ),
    (
        "read_page(3, NULL, GUESS, NULL, NULL, NULL, NULL, 50)",
        "'p7'",
        "'q7'",
    ),
    ("read_latest(3, GUESS)", "'closed'", "'absent'"),
    (
        "read_earlier(3, 'closed', ARRAY[GUESS], ARRAY[1800000000000],
            ARRAY['00000000-0000-0000-0000-0000000000ff'::uuid])",
        "'bob'",
        "'cem'",
    ),
    ("read_shared_names(3, GUESS)", "'closed'", "'absent'"),
    ("find_ids(3, GUESS, false, 50)", "'0b'", "'ffffff'"),
    ("find_ids(3, GUESS, true, 50)", "'0b'", "'0c'"),
    (
        "read_batch(3, GUESS, false, 50, 1000000)",
        "'00000000-0000-4000-8000-000000001000'",
        "'00000000-0000-4000-9000-000000001000'",
    ),
    (
        "check_batch(3, GUESS, false, 50)",
        "'00000000-0000-4000-8000-000000001000'",
        "'00000000-0000-4000-9000-000000001000'",
    ),
    ("read_drafts(3, GUESS, NULL, NULL)", "'bob'", "'cem'"),
];

/// How much a call read, by all counters of the server. The first call fills the caches.
const WORK: [&str; 2] = [
    "SELECT count(*) FROM levelup.CALL; BEGIN;
        SELECT count(*) FROM levelup.CALL;
        SELECT relname, seq_tup_read, idx_tup_fetch FROM pg_stat_xact_user_tables
            WHERE schemaname = 'levelup' AND idx_tup_fetch > 0 ORDER BY 1",
    "SELECT count(*) FROM levelup.CALL; SELECT count(*) FROM levelup.CALL;
        EXPLAIN (ANALYZE, BUFFERS, VERBOSE, TIMING off, SUMMARY off) SELECT * FROM levelup.CALL",
];

#[test]
fn functions_do_the_same_work_for_every_guess() {
    let Some(team) = Team::new() else {
        return;
    };
    let database = &team.database;
    let ada = database.user("ada", "levelup_member");
    let store = database.store_of(&ada);
    store.save(&result(1, "own", "Ada", 1)).unwrap();
    store.save(&result(2, "open", "Ada", 2)).unwrap();
    database
        .location("postgres")
        .set_open("open", true)
        .unwrap()
        .unwrap();
    let session = SqlSession::new(database, &ada);
    let mut leaks = Vec::new();
    for (call, hit, miss) in CALLS {
        for work in WORK {
            let ask = |guess: &str| work.replace("CALL", &call.replace("GUESS", guess));
            // Each on a new connection, because the counters are sums.
            let told = [hit, miss].map(|guess| {
                let told = SqlSession::new(database, &ada).ask(&ask(guess));
                told.replace(guess.trim_matches('\''), "GUESS")
            });
            if told[0] != told[1] {
                leaks.push(format!("{}\n{}\n{}", ask(hit), told[0], told[1]));
            }
        }
    }
    // The plans of statements in a function contain estimates, and are not shown.
    let plan = "SET debug_print_plan = on; SET client_min_messages = debug1;
        SELECT * FROM levelup.count_results(3)";
    assert_eq!(session.ask(plan).matches("PLANNEDSTMT").count(), 1);
    assert!(leaks.is_empty(), "{}: {}", leaks.len(), leaks.join("\n\n"));
}

#[test]
fn forged_row_violates_a_constraint() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.user("ada", "levelup_member");
    let session = SqlSession::new(&database, &ada);
    for (column, value, constraint) in [
        ("slug", "'../../etc'", "results_slug"),
        ("slug", "E'club\\n'", "results_slug"),
        ("slug", "repeat('x', 65)", "results_slug"),
        ("name", "''", "results_name"),
        ("name", "repeat('x', 201)", "results_name"),
        ("person", "''", "results_person"),
        ("assessment", "repeat('x', 201)", "results_assessment"),
        ("notes", "repeat('x', 16001)", "results_notes"),
        ("taken_at", "9223372036854775807", "results_time"),
        ("taken_at", "-62135596800001", "results_time"),
        ("categories", "1001", "results_numbers"),
        ("rated", "3", "results_numbers"),
        ("level_ups", "-1", "results_numbers"),
        ("mean_of", "10", "results_mean"),
        ("mean_of", "NULL", "results_mean"),
        ("mean_sum", "7", "results_mean"),
        ("mean_rated", "3", "results_mean"),
        ("record", "''", "results_record"),
        (
            "record",
            "convert_to(repeat('x', 67108865), 'UTF8')",
            "results_record",
        ),
        ("definition", "''", "results_definition"),
        ("definition", "NULL", "definition"),
        ("wording", "'\\x020000000078'", "definitions_record"),
        ("wording", "''", "definitions_record"),
    ] {
        let told = session.ask(&save(column, value));
        assert!(told.contains(constraint), "{column} = {value}: {told:.300}");
    }
    assert_eq!(session.ask(&save("", "")), "n\n");
    let who = "SELECT owner, saved_by, saved_at > now() - interval '1 hour' FROM levelup.results";
    let expected = format!("{ada}|{ada}|t");
    assert_eq!(database.sql("postgres", who).unwrap(), expected);
}

#[test]
fn hash_of_a_wording_reveals_nothing() {
    let Some(team) = Team::new() else {
        return;
    };
    let ada = team.database.user("ada", "levelup_member");
    let session = SqlSession::new(&team.database, &ada);
    let ask = |guess: &str| save("definition", guess);
    let absent = format!("'\\x{}'", "00".repeat(32));
    let leak = leak(&session, ask, &team.hash, &absent);
    let told = session.ask(&save("definition", &team.hash));
    assert!(told.contains("results_wording"), "{told}");
    // Both are rejected, and the errors contain only the guess.
    let told = leak.unwrap_or_default();
    assert!(!told.contains("Running"), "{told}");
}

#[test]
fn result_of_another_login_is_always_a_conflict() {
    let Some(team) = Team::new() else {
        return;
    };
    let ada = team.database.user("ada", "levelup_member");
    let session = SqlSession::new(&team.database, &ada);
    let record = "SELECT quote_literal(record) FROM levelup.results WHERE person = 'bob'";
    let record = team.database.sql("postgres", record).unwrap();
    let id = "'00000000-0000-0000-0000-0000000000b0'";
    let guess = |record: &str| {
        let sql = save("record", record);
        session.ask(&sql.replace("'00000000-0000-0000-0000-0000000000a0'", id))
    };
    assert_eq!(guess(&record), "c\n");
    assert_eq!(guess("'\\x010000000000'"), "c\n");
    for call in [
        format!("read_results(3, ARRAY[{id}]::uuid[])"),
        format!("list_results(3, ARRAY[{id}]::uuid[])"),
        format!("read_saves(3, ARRAY[{id}]::uuid[])"),
    ] {
        let told = session.ask(&format!("SELECT * FROM levelup.{call}"));
        assert_eq!(told, "", "{call}");
    }
}

#[test]
fn a_session_is_its_login_in_every_role() {
    let Some(team) = Team::new() else {
        return;
    };
    let database = &team.database;
    let ada = database.user("ada", "levelup_member");
    let eve = stranger(database);
    let lea = database.user("lea", "levelup_lead");
    let all = "SELECT levelup.count_results(3)";
    // Her own role, and the role of all members, by statement and by option.
    let role = format!(
        "CREATE ROLE {ada}_two IN ROLE levelup_member; GRANT {ada}_two TO {ada};
        ALTER ROLE {lea} NOINHERIT; CREATE SCHEMA shared AUTHORIZATION {ada};
        GRANT USAGE ON SCHEMA shared TO {eve}"
    );
    database.sql("postgres", &role).unwrap();
    let id = "'00000000-0000-0000-0000-0000000000a0'";
    for (number, role) in ["levelup_member".to_owned(), format!("{ada}_two")]
        .into_iter()
        .enumerate()
    {
        for by_option in [false, true] {
            let options = if by_option {
                format!("-c role={role}")
            } else {
                String::new()
            };
            let session = SqlSession::with(database, &ada, &options);
            let own = save("", "").replace(id, "gen_random_uuid()");
            let told = session.tell(&format!("SET ROLE {role}; {own}; {all}"));
            let saved = 2 * number + usize::from(by_option) + 1;
            assert_eq!(told, format!("n\n{saved}\n"), "{role}");
        }
    }
    let owners = "SELECT DISTINCT owner, saved_by FROM levelup.results WHERE person = 'ada'";
    assert_eq!(
        database.sql("postgres", owners).unwrap(),
        format!("{ada}|{ada}")
    );
    for stolen in ["levelup_lead", "levelup_owner", "postgres"] {
        let told = SqlSession::new(database, &ada).ask(&format!("SET ROLE {stolen}; {all}"));
        assert!(told.contains("42501"), "{stolen}: {told}");
    }
    // A login without a role calls a function of a member: it is still a call of that login.
    let lend = format!(
        "CREATE FUNCTION shared.lend() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS '{all}'"
    );
    database.sql(&ada, &lend).unwrap();
    for sql in [
        "SELECT shared.lend()",
        all,
        "TABLE levelup.about",
        "SELECT levelup.schema_number()",
    ] {
        let told = SqlSession::new(database, &eve).ask(sql);
        assert!(told.contains("42501"), "{sql}: {told}");
    }
    // What a lead does not inherit, they still have.
    let told = SqlSession::new(database, &lea).ask(&format!("SET ROLE levelup_member; {all}"));
    assert_eq!(told, "3005\n");
}

/// SQL that no role may run.
const WRITES: [&str; 26] = [
    "INSERT INTO levelup.results (id, owner) VALUES (gen_random_uuid(), 'x')",
    "INSERT INTO levelup.results (id) SELECT id FROM levelup.results
        ON CONFLICT (id) DO UPDATE SET name = 'x'",
    "UPDATE levelup.results SET saved_by = 'x'",
    "DELETE FROM levelup.results",
    "TRUNCATE levelup.results",
    "COPY levelup.results TO STDOUT",
    "COPY levelup.results FROM STDIN",
    "COPY levelup.drafts TO PROGRAM 'cat'",
    "BEGIN; LOCK TABLE levelup.results IN ACCESS SHARE MODE",
    "SELECT FROM levelup.changes",
    "UPDATE levelup.changes SET n = 0",
    "INSERT INTO levelup.definitions VALUES ('', 'x', '')",
    "UPDATE levelup.drafts SET owner = 'x'",
    "TABLE levelup.names",
    "TABLE levelup.open_teams",
    "UPDATE levelup.about SET value = '0'",
    "CREATE TABLE public.mine (id uuid REFERENCES levelup.results)",
    "CREATE RULE mine AS ON INSERT TO levelup.results DO INSTEAD NOTHING",
    "CREATE TRIGGER mine BEFORE INSERT ON levelup.results EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "ALTER TABLE levelup.results ADD COLUMN mine text",
    "CREATE INDEX mine ON levelup.results (name)",
    "CREATE FUNCTION levelup.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION levelup.is_lead() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "SELECT levelup.enter('x', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, true)",
    "SELECT levelup.records('{}', NULL)",
    "SELECT FROM pg_statistic",
];

#[test]
fn no_role_has_a_privilege_on_a_table() {
    let Some(team) = Team::new() else {
        return;
    };
    let database = &team.database;
    // As it is by default in PostgreSQL 13 and 14.
    database
        .sql("postgres", "GRANT CREATE ON SCHEMA public TO PUBLIC")
        .unwrap();
    for role in ["levelup_member", "levelup_lead", "levelup_owner"] {
        let login = database.user(role, role);
        let session = SqlSession::new(database, &login);
        for sql in WRITES {
            let told = session.ask(sql);
            assert!(told.contains("42501"), "{role}: {sql}: {told}");
        }
        for sql in [
            "SELECT FROM pg_stats WHERE schemaname = 'levelup'",
            "SELECT FROM pg_stats_ext WHERE schemaname = 'levelup'",
            "SELECT FROM pg_sequences WHERE schemaname = 'levelup'",
            "SELECT FROM pg_largeobject_metadata",
            "SELECT query FROM pg_stat_activity WHERE usename <> SESSION_USER
                AND query NOT IN ('', '<insufficient privilege>')",
        ] {
            assert_eq!(session.ask(sql), "", "{role}: {sql}");
        }
    }
    // In the actual schema, only the owner has privileges.
    let granted = "SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.relnamespace = 'levelup'::regnamespace AND a.grantee <> c.relowner";
    assert_eq!(database.sql("postgres", granted).unwrap(), "");
    let loose = "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'levelup'::regnamespace
        AND (p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0)
            OR NOT 'search_path=pg_catalog, pg_temp' = ANY (p.proconfig)
            OR NOT 'client_min_messages=warning' = ANY (p.proconfig)
            OR p.prosecdef <> has_function_privilege('levelup_owner', p.oid, 'EXECUTE')
            OR p.prolang <> (SELECT oid FROM pg_language WHERE lanname = 'plpgsql'))";
    assert_eq!(database.sql("postgres", loose).unwrap(), "");
}

#[test]
fn each_role_can_do_only_what_is_granted() {
    let Some(team) = Team::new() else {
        return;
    };
    let database = &team.database;
    let ada = SqlSession::new(database, &database.user("ada", "levelup_member"));
    let lea = SqlSession::new(database, &database.user("lea", "levelup_lead"));
    let olga = SqlSession::new(database, &database.user("olga", "levelup_owner"));
    let id = "'{00000000-0000-0000-0000-0000000000b0}'";
    let drafts = "SELECT owner FROM levelup.check_drafts(3)";
    for (session, reads, others) in [
        (&ada, "0\n", false),
        (&lea, "3001\n", false),
        (&olga, "3001\n", true),
    ] {
        assert_eq!(session.ask("SELECT levelup.count_results(3)"), reads);
        assert_eq!(session.ask(drafts).contains(&team.bob), others);
        // No login can change the draft of another login, or learn its name.
        let place = "3, 'bob', 'closed', false, '00000000-0000-0000-0000-000000000000'";
        session.ask(&format!(
            "SELECT levelup.remove_draft({place}, (SELECT array_agg(record) FROM levelup.read_drafts(3, NULL, NULL, NULL)))"
        ));
        session.ask(&format!(
            "SELECT levelup.save_draft({place}, gen_random_uuid(), '\\x010000000000', true, '{{}}', '')"
        ));
        assert_eq!(session.ask("SELECT levelup.last_name(3)"), "NULL\n");
    }
    for session in [&ada, &lea] {
        for call in [
            format!("move_results(3, {id}, 'delete', 1)"),
            format!("move_results(3, {id}, 'delete forever', NULL)"),
            "set_open(3, 'closed', true)".to_owned(),
        ] {
            let told = session.ask(&format!("SELECT levelup.{call}"));
            assert!(told.contains("42501"), "{call}: {told}");
        }
    }
    let bob = database.store_of(&team.bob);
    assert_eq!(bob.drafts("Bob").unwrap(), [draft(0xd0, "closed", "Bob")]);
    // The number of changes only counts what a login can read.
    let changes = "SELECT levelup.count_changes(3)";
    assert_eq!(ada.ask(changes), "0\n");
    bob.save(&result(0xb1, "closed", "Bob", 1)).unwrap();
    assert_eq!((&*ada.ask(changes), &*lea.ask(changes)), ("0\n", "2\n"));
    let told = olga.ask(&format!(
        "SELECT levelup.move_results(3, {id}, 'delete', 1)"
    ));
    assert_eq!(
        (&*told, &*ada.ask(changes), &*lea.ask(changes)),
        ("", "0\n", "3\n")
    );
    assert_eq!(bob.count().unwrap(), 3001);
}

/// Functions and operators that a login creates where the server could find them by mistake. Each
/// makes the login a superuser if a superuser calls it.
const TRAPS: &str = "CREATE FUNCTION public.trap() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
        ALTER ROLE LOGIN SUPERUSER; RETURN true; EXCEPTION WHEN OTHERS THEN RETURN true; END $$;
    CREATE FUNCTION public.pg_has_role(text, text, text) RETURNS boolean LANGUAGE sql AS 'SELECT public.trap()';
    CREATE FUNCTION public.pg_has_role(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT public.trap()';
    CREATE FUNCTION public.pg_has_role(oid, text, text) RETURNS boolean LANGUAGE sql AS 'SELECT public.trap()';
    CREATE FUNCTION public.same(name, text) RETURNS boolean LANGUAGE sql AS 'SELECT public.trap()';
    CREATE OPERATOR public.= (LEFTARG = name, RIGHTARG = text, FUNCTION = public.same);
    CREATE OPERATOR public.<> (LEFTARG = name, RIGHTARG = text, FUNCTION = public.same);
    CREATE FUNCTION public.same(text, name) RETURNS boolean LANGUAGE sql AS 'SELECT public.trap()';
    CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = name, FUNCTION = public.same);
    CREATE FUNCTION public.current_setting(text, text) RETURNS text LANGUAGE sql AS 'SELECT public.trap()::text'";

#[test]
fn administrator_never_calls_functions_of_members() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let eve = stranger(&database);
    // As it is by default in PostgreSQL 13 and 14.
    database
        .sql("postgres", "GRANT CREATE ON SCHEMA public TO PUBLIC")
        .unwrap();
    let set = TRAPS.replace("LOGIN", &eve);
    database.sql(&eve, &set).unwrap();

    database.location("postgres").init().unwrap().unwrap();
    database
        .location("postgres")
        .lead_logins()
        .unwrap()
        .unwrap();
    database
        .location("postgres")
        .grant(ServerRole::Member, &eve)
        .unwrap()
        .unwrap();
    let store = database.store();
    store.save(&result(1, "club", "Ada", 1)).unwrap();
    database
        .location("postgres")
        .set_open("club", true)
        .unwrap()
        .unwrap();
    store.examine(&mut |_, _| {}).unwrap();

    let won = format!("SELECT rolsuper FROM pg_roles WHERE rolname = '{eve}'");
    assert_eq!(database.sql("postgres", &won).unwrap(), "f");
    // The trap works: an unqualified call runs it.
    let find = "SELECT public.pg_has_role('a'::text, 'b'::text, 'USAGE'::text)";
    database.sql("postgres", find).unwrap();
    assert_eq!(database.sql("postgres", &won).unwrap(), "t");
    database
        .sql("postgres", &format!("ALTER ROLE {eve} NOSUPERUSER"))
        .unwrap();
}

#[test]
fn server_runs_member_code_only_as_the_member() {
    let Some(team) = Team::new() else {
        return;
    };
    let database = &team.database;
    let ada = database.user("ada", "levelup_member");
    let mine = format!("CREATE SCHEMA mine AUTHORIZATION {ada}");
    database.sql("postgres", &mine).unwrap();
    // ANALYZE and autovacuum compute an index in a session of the superuser.
    let bait = format!(
        "CREATE TABLE mine.loot (told text); CREATE TABLE mine.bait (n integer);
        CREATE FUNCTION mine.take() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
            INSERT INTO mine.loot SELECT name
                FROM levelup.list_page(3, NULL, NULL, NULL, NULL, NULL, NULL, false, 1);
            EXCEPTION WHEN OTHERS THEN INSERT INTO mine.loot VALUES (SQLSTATE); END $$;
        CREATE FUNCTION mine.key(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
            IF SESSION_USER <> '{ada}' THEN PERFORM mine.take(); END IF; RETURN $1; END $$;
        CREATE INDEX ON mine.bait (mine.key(n)); INSERT INTO mine.bait VALUES (1)"
    );
    database.sql(&ada, &bait).unwrap();
    database.sql("postgres", "ANALYZE mine.bait").unwrap();
    let loot = "SELECT DISTINCT told FROM mine.loot";
    assert_eq!(database.sql(&ada, loot).unwrap(), "42501");
}

#[test]
fn default_privileges_grant_nothing() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let eve = stranger(&database);
    let usual = ["USAGE ON SCHEMAS", "ALL ON TABLES", "EXECUTE ON FUNCTIONS"];
    for what in usual {
        let grant = format!("ALTER DEFAULT PRIVILEGES GRANT {what} TO {eve}");
        database.sql("postgres", &grant).unwrap();
    }
    database.location("postgres").init().unwrap().unwrap();
    for sql in [
        "TABLE levelup.results",
        "DELETE FROM levelup.drafts",
        "SELECT levelup.is_lead()",
    ] {
        let told = SqlSession::new(&database, &eve).ask(sql);
        assert!(told.contains("permission denied for schema"), "{told}");
    }
    let held = format!(
        "SELECT count(*) FROM pg_shdepend WHERE refobjid = '{eve}'::regrole
        AND classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_namespace'::regclass)"
    );
    assert_eq!(database.sql("postgres", &held).unwrap(), "0");
}

#[test]
fn member_cannot_lock_results_of_others() {
    let Some(team) = Team::new() else {
        return;
    };
    let database = &team.database;
    let ada = SqlSession::new(database, &database.user("ada", "levelup_member"));
    let olga = SqlSession::new(database, &database.user("olga", "levelup_owner"));
    let open = "SELECT levelup.set_open(3, 'closed', true)";
    assert_eq!(olga.ask(open), "\n");
    let id = "00000000-0000-0000-0000-0000000000b0";
    let again = save("", "").replace("00000000-0000-0000-0000-0000000000a0", id);
    assert_eq!(ada.tell(&format!("BEGIN; {again}")), "c\n");
    let delete =
        format!("SET lock_timeout = 500; SELECT levelup.move_results(3, '{{{id}}}', 'delete', 1)");
    assert_eq!(olga.ask(&delete), "");
}

#[test]
fn member_cannot_read_trash_and_drafts_of_others() {
    let Some(team) = Team::new() else {
        return;
    };
    let database = &team.database;
    let many = "UPDATE levelup.results SET binned_at = 1;
        INSERT INTO levelup.drafts SELECT owner, 'p' || n, slug, aside, key, id, record, saved_at
        FROM levelup.drafts, generate_series(1, 3000) n";
    database.sql("postgres", many).unwrap();
    let ada = database.user("ada", "levelup_member");
    for call in ["find_ids(3, '0b', true, 50)", "check_drafts(3)"] {
        let work = "BEGIN; SELECT count(*) FROM levelup.CALL;
            SELECT sum(seq_tup_read) + sum(idx_tup_fetch) FROM pg_stat_xact_user_tables
            WHERE relname IN ('results', 'drafts')";
        let told = SqlSession::new(database, &ada).ask(&work.replace("CALL", call));
        assert_eq!(told, "0\n0\n", "{call}");
    }
}
