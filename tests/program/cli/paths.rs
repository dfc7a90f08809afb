use super::CLUB;
use crate::support::workspace::Workspace;

#[test]
fn paths_lists_all_locations() {
    Workspace::new().run("paths").snapshot("paths");
    Workspace::new()
        .assessment(CLUB)
        .config("store = \"~/data.redb\"\nassessments = [\"mine\", \"/nowhere\"]\n")
        .file("home/.config/levelup/mine/club.toml", CLUB)
        .run("paths")
        .snapshot("paths_of_a_config");
}

#[test]
fn empty_variable_counts_as_unset() {
    let cli = Workspace::new();

    let plain = cli.run("paths").stdout;
    let empty = Workspace::new()
        .variable("LEVELUP_STORE", "")
        .variable("LEVELUP_ASSESSMENTS", "");

    assert_eq!(empty.run("paths").stdout, plain);
}

#[test]
fn option_beats_variable_beats_configuration() {
    let cli = Workspace::new()
        .config("store = \"c.redb\"")
        .variable("LEVELUP_STORE", "v.redb");

    assert!(cli.run("paths --store o.redb").stdout.contains(" o.redb"));
    assert!(cli.run("paths").stdout.contains(" v.redb"));
}

#[test]
fn printed_schema_matches_the_repository() {
    let outcome = Workspace::new().run("schema");

    assert_eq!(
        outcome.stdout,
        include_str!("../../../assessments/schema.json")
    );
}

#[test]
fn account_name_comes_from_the_system() {
    let person = whoami::realname().ok();
    let person = person.filter(|name| !name.trim().is_empty());
    let said = person.or_else(|| whoami::username().ok());

    assert_eq!(levelup::testing::account(), said.unwrap_or_default());
}
