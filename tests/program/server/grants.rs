//! Granted roles, and the login that saved a result.

use levelup::testing::{ServerRole, SharedName};

use crate::server::client::Client;
use crate::support::postgres;
use crate::support::store::result;

#[test]
fn grant_accepts_any_spelling_of_a_login() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let admin = Client::new(&database, "postgres");
    let login = format!("{} \"O'Neil\"; DROP ROLE x", database.name);
    let quoted = login.replace('"', "\"\"");
    database
        .sql("postgres", &format!("CREATE ROLE \"{quoted}\" LOGIN"))
        .unwrap();
    for role in ["member", "lead", "owner"] {
        let (code, out, err) = admin.levelup(&["store", "grant", role, &login]);
        assert_eq!((code, &*out), (0, ""), "{err}");
        assert!(err.contains(&format!("granted {role} to {login}")), "{err}");
        let sql = format!(
            "SELECT pg_has_role('{}', 'levelup_{role}', 'MEMBER')",
            login.replace('\'', "''")
        );
        assert_eq!(database.sql("postgres", &sql).unwrap(), "t");
    }

    let (code, _, err) = admin.levelup(&["store", "grant", "member", "nobody"]);
    assert_eq!(code, 4, "{err}");
    assert!(
        err.contains("no login named `nobody` on the server"),
        "{err}"
    );
    let (code, _, err) = admin.levelup(&["store", "grant", "boss", "nobody"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn grant_without_the_right_shows_the_sql_for_the_administrator() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let olga = database.user("olga", "levelup_owner");
    let eve = format!("{}_eve", database.name);
    database
        .sql("postgres", &format!("CREATE ROLE {eve} LOGIN"))
        .unwrap();
    let (code, _, err) = Client::new(&database, &olga).levelup(&["store", "grant", "lead", &eve]);
    assert_eq!(code, 5, "{err}");
    let (_, sql) = err.split_once("run this SQL: ").unwrap();
    database.sql("postgres", sql.trim()).unwrap();
    let lead = format!("SELECT pg_has_role('{eve}', 'levelup_lead', 'MEMBER')");
    assert_eq!(database.sql("postgres", &lead).unwrap(), "t");
    // Setting up another database reports who can read everything in it.
    let other = postgres::empty().unwrap();
    let admin = Client::new(&other, "postgres");
    let (code, _, err) = admin.levelup(&["store", "init"]);
    assert_eq!(code, 0, "{err}");
    let leads = err
        .lines()
        .find(|line| line.contains("can read all results"))
        .unwrap();
    assert!(leads.contains(&eve) && leads.contains(&olga), "{leads}");
}

#[test]
fn show_names_the_login_that_saved_a_result() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let ada = database.user("ada", "levelup_member");
    let client = Client::new(&database, &ada);
    let id = client.submits("Countess");
    let text = client.prints(&["show", &id]);
    let last = text.lines().last().unwrap();
    assert!(
        last.starts_with(&format!("saved by the login {ada}, ")),
        "{text}"
    );
    let json = client.prints(&["show", &id, "--format", "json"]);
    assert!(!json.contains("saved"), "{json}");
}

#[test]
fn names_shared_by_several_logins_are_listed() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let [ada, bob] = ["ada", "bob"].map(|name| database.user(name, "levelup_member"));
    let (first, second) = (database.store_of(&ada), database.store_of(&bob));
    for (number, name) in [(1, "Ada"), (2, "Ben")] {
        first.save(&result(number, "club", name, 1)).unwrap();
    }
    for (number, name) in [(3, "ADA"), (4, "Cleo")] {
        second.save(&result(number, "club", name, 2)).unwrap();
    }
    // A login does not learn about results that it cannot read.
    assert_eq!(first.shared_names("club").unwrap(), []);
    let shared = SharedName {
        person: "ada".to_owned(),
        logins: vec![ada.clone(), bob],
    };
    assert_eq!(
        database.store().shared_names("club").unwrap(),
        std::slice::from_ref(&shared)
    );
    assert_eq!(database.store().shared_names("crew").unwrap(), []);
    let location = database.location("postgres");
    location.set_open("club", true).unwrap().unwrap();
    assert_eq!(first.shared_names("club").unwrap(), [shared]);
    let saves = first.saves(&[result(1, "club", "Ada", 1).id]).unwrap();
    assert_eq!(saves[0].by, ada);
    location.grant(ServerRole::Lead, &ada).unwrap().unwrap();
    assert_eq!(first.count().unwrap(), 4);
}

#[test]
fn team_and_trend_mark_a_name_that_several_logins_save_under() {
    let Some(database) = postgres::fresh() else {
        return;
    };
    let [ada, bob] = ["ada", "bob"].map(|name| database.user(name, "levelup_member"));
    Client::new(&database, &ada).submits("Ada");
    let member = Client::new(&database, &bob);
    member.submits("ADA");
    member.submits("Ben");
    let lead = Client::new(&database, "postgres");
    let line = format!("* Several logins saved results as ADA: {ada}, {bob}");

    for words in [
        &["team", "starter"][..],
        &["trend", "starter", "--name", "Ada"],
        &["team", "starter", "--format", "html"],
    ] {
        let text = lead.prints(words);
        assert_eq!(text.matches("Several logins").count(), 1, "{text}");
        assert!(text.contains(&line) && text.contains("ADA*"), "{text}");
        assert!(!text.contains("Ben*"), "{text}");
    }
    let markdown = lead.prints(&["team", "starter", "--format", "markdown"]);
    assert!(markdown.contains("| ADA\\* | Ben |"), "{markdown}");
    assert!(markdown.contains("\\* Several logins"), "{markdown}");
    for words in [
        &["team", "starter", "--anonymous"][..],
        &["team", "starter", "--format", "json"],
        &["team", "starter", "--format", "csv"],
        &["trend", "starter", "--name", "Ada", "--format", "json"],
        &["trend", "starter", "--name", "Ada", "--format", "csv"],
        &["trend", "starter", "--name", "Ben"],
    ] {
        let text = lead.prints(words);
        assert!(!text.contains("everal logins"), "{text}");
        assert!(!text.contains("ADA*") && !text.contains(&ada), "{text}");
    }
    // A member's own results say nothing about other logins.
    let own = member.prints(&["team", "starter"]);
    assert!(own.contains("ADA") && !own.contains("logins"), "{own}");
}

#[test]
fn prepared_schema_and_roles_are_rejected() {
    let Some(database) = postgres::empty() else {
        return;
    };
    let eve = format!("{}_eve", database.name);
    let prepare = format!(
        "CREATE ROLE {eve} LOGIN; GRANT CREATE ON DATABASE {} TO {eve}; SET ROLE {eve};
        CREATE SCHEMA levelup; CREATE FUNCTION levelup.win() RETURNS text LANGUAGE plpgsql AS $$
            BEGIN ALTER ROLE {eve} SUPERUSER; RETURN '3'; END $$;
        CREATE VIEW levelup.about AS SELECT 'schema' AS name, levelup.win() AS value",
        database.name
    );
    database.sql("postgres", &prepare).unwrap();
    let refused = database.location("postgres").init().unwrap().unwrap_err();
    let told = format!("{refused}");
    assert!(
        told.contains(&format!("already exists and belongs to {eve}")),
        "{told}"
    );
    let won = format!("SELECT rolsuper FROM pg_roles WHERE rolname = '{eve}'");
    assert_eq!(database.sql("postgres", &won).unwrap(), "f");
}
