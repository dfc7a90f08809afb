use crate::cli::command_line::Door;

#[test]
fn no_configuration_is_fine() {
    assert_eq!(Door::new().run("paths").stderr, "");
}

#[test]
fn a_configuration_that_is_asked_for_must_be_there() {
    let outcome = Door::new().run("paths --config missing.toml");

    assert_eq!(outcome.code, 4);
    assert_eq!(outcome.stdout, "");
    outcome.snapshot("config_missing");
    assert_eq!(Door::new().run("paths --config .").code, 4);
}

#[test]
fn a_bad_value_is_shown_at_its_place() {
    let outcome = Door::new()
        .config("name = 1\nadvance = \"no\"\nglyphs = \"asci\"\nstore = [\n")
        .run("list");

    assert_eq!(outcome.code, 4);
    outcome.snapshot("config_bad_values");
}

#[test]
fn an_unknown_key_is_a_warning_and_throws_nothing_away() {
    let outcome = Door::new()
        .config("nmae = \"Test User\"\nstore = \"/tmp/there.redb\"\n")
        .run("paths");

    assert_eq!(outcome.code, 0);
    outcome.snapshot("config_unknown_key");
}

#[test]
fn a_whole_configuration_is_silent() {
    let outcome = Door::new()
        .config("\u{feff}name = \"Test User\"\r\nadvance = false\r\nglyphs = \"ascii\"\r\nassessments = \"mine\"\r\n")
        .file("home/.config/levelup/mine/a.toml", super::CLUB)
        .run("list");

    assert_eq!(outcome.stderr, "");
    assert!(outcome.stdout.contains("running-club"));
}

#[test]
fn a_name_that_is_none_is_shown_at_its_place() {
    let outcome = Door::new().config("name = \"  \"\n").run("list");

    assert_eq!(outcome.code, 4);
    outcome.snapshot("config_empty_name");
}

#[test]
fn an_empty_path_is_shown_at_its_place() {
    let door = Door::new().config("store = \"\"\nassessments = [\"mine\", \" \"]\n");
    let outcome = door.run("list");
    assert_eq!(outcome.code, 4);
    outcome.snapshot("config_empty_paths");
    assert_eq!(
        Door::new().config("assessments = \"\"\n").run("list").code,
        4
    );
}

#[test]
fn a_way_to_write_days_shows_which_day_it_is() {
    for pattern in [
        "hello", "%H:%M", "%Q", "%s", "%Y-%m", "%d", "%A", "%-d%-m%Y",
    ] {
        let outcome = Door::new()
            .config(&format!("date = \"{pattern}\"\n"))
            .run("list");
        assert_eq!(outcome.code, 4, "{pattern}");
        assert!(outcome.stderr.contains("invalid date format"), "{pattern}");
        assert!(outcome.stderr.contains(":1:8"), "{}", outcome.stderr);
    }
    for pattern in ["%d.%m.%Y", "%-d %b", "%e %B %y", "%Y%m%d", "%D", "%a %F"] {
        let outcome = Door::new()
            .config(&format!("date = \"{pattern}\"\n"))
            .run("list");
        assert_eq!(
            (outcome.code, outcome.stderr.as_str()),
            (0, ""),
            "{pattern}"
        );
    }
}

#[test]
fn a_theme_named_as_one_that_ships_takes_its_place_and_says_so() {
    let config = "theme = \"dark\"\n[themes.dark]\nbased-on = \"dark\"\naccent = \"red\"\n";
    let outcome = Door::new().config(config).run("list");
    assert_eq!(outcome.code, 0);
    outcome.snapshot("config_theme_that_ships");
}
