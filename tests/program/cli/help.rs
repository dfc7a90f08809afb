use crate::support::workspace::Workspace;

const COMMANDS: [&str; 28] = [
    "take",
    "browse",
    "submit",
    "results",
    "show",
    "compare",
    "trend",
    "team",
    "delete",
    "restore",
    "export",
    "import",
    "sync",
    "copy",
    "backup",
    "doctor",
    "store",
    "list",
    "check",
    "new",
    "schema",
    "demo",
    "replay",
    "paths",
    "config",
    "keys",
    "completions",
    "man",
];

#[test]
fn help_of_every_command() {
    let cli = Workspace::new();
    for command in COMMANDS {
        let outcome = cli.run(&format!("{command} -h"));
        assert_eq!(outcome.code, 0);
        assert_eq!(outcome.stderr, "");
        outcome.snapshot(&format!("help_{command}"));
    }
    cli.run("-h").snapshot("help");
    cli.run("--help").snapshot("help_long");
}

#[test]
fn every_command_is_tested() {
    let help = Workspace::new().run("-h").stdout;
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

/// The lines to type, below "Examples:", with what a shell would run before and after them left out.
fn examples(help: &str) -> Vec<&str> {
    let below = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    let lines = below.take_while(|line| line.starts_with("  "));
    let typed = lines.filter_map(|line| {
        let from = line.find("levelup")?;
        let line = &line[from..];
        let ends = ["  ", " | ", " > ", ")"]
            .iter()
            .filter_map(|end| line.find(end));
        Some(&line[..ends.min().unwrap_or(line.len())])
    });
    typed.collect()
}

#[test]
fn every_command_has_valid_examples() {
    let cli = Workspace::new();
    let mut helps: Vec<_> = COMMANDS
        .iter()
        .map(|command| cli.run(&format!("{command} -h")).stdout)
        .collect();
    helps.push(cli.run("-h").stdout);

    for help in helps {
        let lines = examples(&help);
        assert!(!lines.is_empty(), "no example in:\n{help}");
        for line in lines {
            // With --help at the end, a line is parsed and checked but not run.
            let words = line.strip_prefix("levelup").unwrap();
            let outcome = cli.run(&format!("{words} --help"));
            assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{line}");
        }
    }
}

#[test]
fn help_lists_exit_codes_and_examples() {
    let cli = Workspace::new();
    let (help, manual) = (cli.run("--help").stdout, cli.run("man").stdout);

    let codes = exit_codes(&help);
    assert_eq!(codes.len(), 7, "{codes:?}");
    let manual = manual.replace(['\\', '\n'], "");
    for (code, meaning) in codes {
        let meaning = meaning.replace(' ', "");
        assert!(
            manual.replace(' ', "").contains(&meaning),
            "{code} {meaning}"
        );
    }
    assert!(
        cli.run("export --help")
            .stdout
            .contains("Drafts and results in trash are not exported")
    );
    assert!(cli.run("export --help").stdout.contains("\nExamples:\n"));
}

/// The exit codes that `--help` lists, with their meanings.
pub fn exit_codes(help: &str) -> Vec<(String, String)> {
    let section = help.split_once("Exit codes:\n").unwrap().1;
    let mut codes: Vec<(String, String)> = Vec::new();
    for line in section.lines().take_while(|line| !line.is_empty()) {
        let (code, meaning) = line.split_at(12);
        match codes.last_mut().filter(|_| code.trim().is_empty()) {
            Some((_, first)) => first.extend([" ", meaning]),
            None => codes.push((code.trim().to_owned(), meaning.to_owned())),
        }
    }
    codes
}

#[test]
fn manual_is_complete_and_needs_nothing() {
    let cli = Workspace::new().config("colour = [");
    let manual = cli.run("man");

    assert_eq!((manual.code, manual.stderr.as_str()), (0, ""));
    for command in COMMANDS {
        let heading = format!(".SS \"levelup {command}");
        assert!(manual.stdout.contains(&heading), "{heading}");
    }
    manual.snapshot("man");
}

#[test]
fn version_is_data() {
    let outcome = Workspace::new().run("--version");

    assert_eq!(outcome.code, 0);
    assert_eq!(
        outcome.stdout,
        format!("levelup {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn demo_needs_a_terminal() {
    let outcome = Workspace::new().run("demo");

    assert_eq!(outcome.code, 2);
    outcome.snapshot("demo_no_terminal");
}

#[test]
fn usage_error_is_code_2() {
    let cli = Workspace::new();

    cli.run("lst").snapshot("unknown_command");
    cli.run("list --colour never").snapshot("unknown_option");
    cli.run("list --color pink").snapshot("unknown_color");
    cli.run("check").snapshot("check_without_file");
    assert_eq!(cli.run("lst").code, 2);
    let hostile = cli.run("lis\u{202e}");
    assert!(
        hostile
            .stderr
            .starts_with("error: unrecognized subcommand 'lis<U+202E>'")
    );
    assert!(cli.run("lst --color always").stderr.contains("\u{1b}["));
}

#[test]
fn global_options_are_accepted_anywhere() {
    let cli = Workspace::new();

    let before = cli.run("--store a.redb paths");
    let after = cli.run("paths --store a.redb");

    assert_eq!(before.stdout, after.stdout);
    assert!(after.stdout.starts_with("store:       a.redb"));
}

#[test]
fn color_always_beats_no_color() {
    let cli = Workspace::new();

    assert!(cli.run("new A --color always").stderr.contains("\u{1b}["));
    assert!(cli.run("--color=always -h").stdout.contains("\u{1b}["));
    assert!(!cli.run("new A").stderr.contains('\u{1b}'));
    assert!(!cli.run("-h").stdout.contains('\u{1b}'));
}
