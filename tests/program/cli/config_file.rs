use crate::support::workspace::Workspace;

#[test]
fn missing_configuration_is_fine() {
    assert_eq!(Workspace::new().run("paths").stderr, "");
}

#[test]
fn requested_configuration_must_exist() {
    let outcome = Workspace::new().run("paths --config missing.toml");

    assert_eq!(outcome.code, 4);
    assert_eq!(outcome.stdout, "");
    outcome.snapshot("config_missing");
    assert_eq!(Workspace::new().run("paths --config .").code, 4);
}

#[test]
fn invalid_value_is_shown_at_its_place() {
    let outcome = Workspace::new()
        .config("name = 1\nadvance = \"no\"\nglyphs = \"asci\"\nstore = [\n")
        .run("list");

    assert_eq!(outcome.code, 4);
    outcome.snapshot("config_bad_values");
}

#[test]
fn unknown_key_is_a_warning() {
    let outcome = Workspace::new()
        .config("nmae = \"Test User\"\nstore = \"/tmp/there.redb\"\n")
        .run("paths");

    assert_eq!(outcome.code, 0);
    outcome.snapshot("config_unknown_key");
}

#[test]
fn full_configuration_is_silent() {
    let outcome = Workspace::new()
        .config("\u{feff}name = \"Test User\"\r\nadvance = false\r\nglyphs = \"ascii\"\r\nassessments = \"mine\"\r\n")
        .file("home/.config/levelup/mine/a.toml", super::CLUB)
        .run("list");

    assert_eq!(outcome.stderr, "");
    assert!(outcome.stdout.contains("running-club"));
}

#[test]
fn invalid_name_is_shown_at_its_place() {
    let outcome = Workspace::new().config("name = \"  \"\n").run("list");

    assert_eq!(outcome.code, 4);
    outcome.snapshot("config_empty_name");
}

#[test]
fn empty_path_is_shown_at_its_place() {
    let cli = Workspace::new().config("store = \"\"\nassessments = [\"mine\", \" \"]\n");
    let outcome = cli.run("list");
    assert_eq!(outcome.code, 4);
    outcome.snapshot("config_empty_paths");
    assert_eq!(
        Workspace::new()
            .config("assessments = \"\"\n")
            .run("list")
            .code,
        4
    );
}

#[test]
fn date_format_error_shows_an_example() {
    for pattern in [
        "hello", "%H:%M", "%Q", "%s", "%Y-%m", "%d", "%A", "%-d%-m%Y",
    ] {
        let outcome = Workspace::new()
            .config(&format!("date = \"{pattern}\"\n"))
            .run("list");
        assert_eq!(outcome.code, 4, "{pattern}");
        assert!(outcome.stderr.contains("invalid date format"), "{pattern}");
        assert!(outcome.stderr.contains(":1:8"), "{}", outcome.stderr);
    }
    for pattern in ["%d.%m.%Y", "%-d %b", "%e %B %y", "%Y%m%d", "%D", "%a %F"] {
        let outcome = Workspace::new()
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
fn theme_overriding_a_built_in_is_reported() {
    let config = "theme = \"dark\"\n[themes.dark]\nbased-on = \"dark\"\naccent = \"red\"\n";
    let outcome = Workspace::new().config(config).run("list");
    assert_eq!(outcome.code, 0);
    outcome.snapshot("config_theme_that_ships");
}
