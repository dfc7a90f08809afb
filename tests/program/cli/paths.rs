use super::CLUB;
use crate::cli::command_line::Door;

#[test]
fn paths_says_where_things_are() {
    Door::new().run("paths").snapshot("paths");
    Door::new()
        .assessment(CLUB)
        .config("store = \"~/data.redb\"\nassessments = [\"mine\", \"/nowhere\"]\n")
        .file("home/.config/levelup/mine/club.toml", CLUB)
        .run("paths")
        .snapshot("paths_of_a_config");
}

#[test]
fn a_variable_that_is_empty_is_not_set() {
    let door = Door::new();

    let plain = door.run("paths").stdout;
    let empty = Door::new()
        .variable("LEVELUP_STORE", "")
        .variable("LEVELUP_ASSESSMENTS", "");

    assert_eq!(empty.run("paths").stdout, plain);
}

#[test]
fn the_option_beats_the_variable_and_that_the_config() {
    let door = Door::new()
        .config("store = \"c.redb\"")
        .variable("LEVELUP_STORE", "v.redb");

    assert!(door.run("paths --store o.redb").stdout.contains(" o.redb"));
    assert!(door.run("paths").stdout.contains(" v.redb"));
}

#[test]
fn the_schema_is_that_of_the_repository() {
    let outcome = Door::new().run("schema");

    assert_eq!(
        outcome.stdout,
        include_str!("../../../assessments/schema.json")
    );
}

#[test]
fn the_account_has_the_name_that_the_system_says() {
    let person = whoami::realname().ok();
    let person = person.filter(|name| !name.trim().is_empty());
    let said = person.or_else(|| whoami::username().ok());

    assert_eq!(levelup::testing::account(), said.unwrap_or_default());
}
