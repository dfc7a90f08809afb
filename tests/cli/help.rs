use super::door::Door;

const COMMANDS: [&str; 23] = [
    "take", "browse", "submit", "results", "show", "compare", "trend", "team", "delete", "restore",
    "export", "import", "backup", "doctor", "list", "check", "new", "schema", "demo", "replay",
    "paths", "config", "keys",
];

#[test]
fn every_command_explains_itself() {
    let door = Door::new();
    for command in COMMANDS {
        let outcome = door.run(&format!("{command} -h"));
        assert_eq!(outcome.code, 0);
        assert_eq!(outcome.stderr, "");
        outcome.snapshot(&format!("help_{command}"));
    }
    door.run("-h").snapshot("help");
    door.run("--help").snapshot("help_long");
}

#[test]
fn every_command_is_tested() {
    let help = Door::new().run("-h").stdout;
    let listed: Vec<_> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();

    assert_eq!(listed, COMMANDS);
}

#[test]
fn the_version_is_data() {
    let outcome = Door::new().run("--version");

    assert_eq!(outcome.code, 0);
    assert_eq!(
        outcome.stdout,
        format!("levelup {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn the_demo_needs_a_terminal() {
    let outcome = Door::new().run("demo");

    assert_eq!(outcome.code, 2);
    outcome.snapshot("demo_no_terminal");
}

#[test]
fn what_is_misused_is_code_2() {
    let door = Door::new();

    door.run("lst").snapshot("unknown_command");
    door.run("list --colour never").snapshot("unknown_option");
    door.run("list --color pink").snapshot("unknown_color");
    door.run("check").snapshot("check_without_file");
    assert_eq!(door.run("lst").code, 2);
    let hostile = door.run("lis\u{202e}");
    assert!(
        hostile
            .stderr
            .starts_with("error: unrecognized subcommand 'lis<U+202E>'")
    );
    assert!(door.run("lst --color always").stderr.contains("\u{1b}["));
}

#[test]
fn global_options_stand_anywhere() {
    let door = Door::new();

    let before = door.run("--store a.redb paths");
    let after = door.run("paths --store a.redb");

    assert_eq!(before.stdout, after.stdout);
    assert!(after.stdout.starts_with("store:       a.redb"));
}

#[test]
fn color_always_beats_no_color() {
    let door = Door::new();

    assert!(door.run("new A --color always").stderr.contains("\u{1b}["));
    assert!(door.run("--color=always -h").stdout.contains("\u{1b}["));
    assert!(!door.run("new A").stderr.contains('\u{1b}'));
    assert!(!door.run("-h").stdout.contains('\u{1b}'));
}
