//! `levelup config`: the current settings, their sources, and the configuration file.

use crate::support::workspace::Workspace;

const FILE: &str = "home/.config/levelup/config.toml";

/// The new file with the `# ` in front of every setting taken away.
fn uncommented(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn init_prints_the_path_and_never_overwrites() {
    let cli = Workspace::new();
    let outcome = cli.run("config --init");

    assert_eq!(outcome.code, 0);
    assert_eq!(outcome.stdout, format!("[DIR]/{FILE}\n"));
    let text = cli.read(FILE);
    assert!(text.contains("\n# advance = true\n"), "{text}");
    assert!(text.contains("## LEVELUP_STORE overrides it, and --store overrides both.\n"));
    assert!(text.contains("\n# take.level-up = \"Space\"\n"), "{text}");

    let cli = Workspace::new().config("name = \"Mine\"\n");
    let again = cli.run("config --init");
    assert_eq!((again.code, again.stdout.as_str()), (4, ""));
    again.snapshot("config_init_exists");
    assert_eq!(cli.read(FILE), "name = \"Mine\"\n");
}

#[test]
fn new_configuration_is_valid_with_and_without_comments() {
    let cli = Workspace::new();
    assert_eq!(cli.run("config --init").code, 0);
    let whole = cli.run("keys");
    assert_eq!((whole.code, whole.stderr.as_str()), (0, ""));

    let text = uncommented(&cli.read(FILE));
    for name in ["name", "advance", "glyphs", "mouse", "store", "assessments"] {
        assert!(
            text.contains(&format!("\n{name} = ")),
            "{name} is not in it:\n{text}"
        );
    }
    // Only defaults: no key is bound twice, and none is marked as changed.
    let set = Workspace::new().config(&text.replace("[DIR]", ""));
    let keys = set.run("keys");
    assert_eq!((keys.code, keys.stderr.as_str()), (0, ""));
    assert_eq!(keys.stdout, whole.stdout);
    assert!(set.run("config").stdout.contains("name = \"Test User\""));
}

#[test]
fn init_follows_option_and_variable() {
    let cli = Workspace::new().variable("LEVELUP_CONFIG", "there/mine.toml");

    assert_eq!(cli.run("config --init").stdout, "there/mine.toml\n");
    assert!(cli.read("work/there/mine.toml").contains("# name = "));
    assert_eq!(cli.run("config --init --config other.toml").code, 0);
    assert!(cli.read("work/other.toml").contains("# name = "));
}

#[test]
fn current_settings_name_their_source() {
    Workspace::new().run("config").snapshot("config_default");
    let cli = Workspace::new().config(
        "mouse = true\nname = \"From the file\"\nadvance = false\n\n[keys]\ntake.note = [\"n\", \"Ctrl-N\"]\n",
    );
    cli.run("config").snapshot("config_in_force");

    let cli = cli
        .variable("LEVELUP_NAME", "From the variable")
        .variable("LEVELUP_STORE", "v.redb")
        .variable("LEVELUP_ASSESSMENTS", "/mine");
    cli.run("config").snapshot("config_of_variables");
    let outcome = cli.run("config --store o.redb").stdout;
    assert!(
        outcome.contains("store = \"o.redb\"                  # --store\n"),
        "{outcome}"
    );
}

#[test]
fn current_settings_are_toml() {
    let cli = Workspace::new().config("name = 'a \"b\"'\n[keys]\ntake.note = ['\"', \"F2\"]\n");

    let shown = cli.run("config").stdout;
    let again = Workspace::new().config(&shown);

    assert_eq!(again.run("config").stderr, "");
    assert_eq!(again.run("keys").stdout, cli.run("keys").stdout);
    assert!(
        again.run("config").stdout.contains("name = 'a \"b\"'"),
        "{shown}"
    );
}

#[test]
fn variable_beats_configuration_and_option_beats_variable() {
    let cli = Workspace::new()
        .assessment(super::CLUB)
        .config("name = \"File\"\n")
        .variable("LEVELUP_NAME", "Variable");

    for (words, name) in [("", "Variable"), (" --name Option", "Option")] {
        assert_eq!(cli.run(&format!("submit running-club{words}")).code, 0);
        assert!(
            cli.run("show @ --format json")
                .stdout
                .contains(&format!("\"name\": \"{name}\""))
        );
    }
    let bad = Workspace::new()
        .variable("LEVELUP_NAME", "a\nb")
        .run("list");
    assert_eq!(bad.code, 4);
    assert!(
        bad.stderr.starts_with("error: LEVELUP_NAME: "),
        "{}",
        bad.stderr
    );
    let empty = Workspace::new()
        .variable("LEVELUP_NAME", "")
        .variable("LEVELUP_CONFIG", "");
    assert_eq!(
        empty.run("config").stdout,
        Workspace::new().run("config").stdout
    );
}

#[test]
fn configuration_named_by_variable_must_exist() {
    let cli = Workspace::new()
        .file("work/mine.toml", "store = \"here.redb\"\n")
        .variable("LEVELUP_CONFIG", "mine.toml");
    assert!(cli.run("paths").stdout.contains("here.redb"));

    let missing = Workspace::new()
        .variable("LEVELUP_CONFIG", "nowhere.toml")
        .run("list");
    assert_eq!(missing.code, 4);
}

#[test]
fn changed_and_kept_keys_are_reported() {
    let cli = Workspace::new().config(
        "[keys]\ntake.find = \"n\"\nunanswered.count-as-lowest = \"q\"\neverywhere.back = \"F10\"\n",
    );
    let shown = cli.run("config").stdout;
    let line = |start: &str| {
        let found = shown.lines().find(|line| line.starts_with(start));
        found
            .unwrap_or_else(|| panic!("{start}: {shown}"))
            .to_owned()
    };
    assert!(
        line("take.note").ends_with("# n is now bound to take.find"),
        "{shown}"
    );
    assert!(
        line("unanswered.back").ends_with("# q is now bound to unanswered.count-as-lowest"),
        "{shown}"
    );
    assert!(
        line("everywhere.back = [\"F10\", \"Esc\"]").ends_with("# line 4"),
        "{shown}"
    );
    assert!(cli.run("keys").stdout.contains("F10 Esc"));

    let cli = Workspace::new()
        .config("[keys]\nunanswered.save-unanswered = [\"q\", \"Esc\"]\nunanswered.back = []\n");
    assert!(
        cli.run("config")
            .stderr
            .contains("unanswered.back has no key")
    );
}

#[test]
fn every_custom_theme_has_its_line() {
    let cli =
        Workspace::new().config("[themes.mine]\naccent = \"red\"\n\n[themes.other]\ndim = 3\n");
    let shown = cli.run("config").stdout;
    for (name, line) in [("mine", 1), ("other", 4)] {
        let found = shown
            .lines()
            .find(|text| text.ends_with(&format!("# line {line}")));
        assert!(found.is_some_and(|text| text.contains(name)), "{shown}");
    }
}
