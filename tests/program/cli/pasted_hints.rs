//! Commands in hints, pasted into a real shell.

use std::process::{Command, Output};

use levelup::testing::{CommandLine, quoted};

use super::CLUB;
use crate::cli::saved_results::{saved, with_results};
use crate::support::workspace::Workspace;

/// Names that a shell or a command line would read as something else.
const HOSTILE: [&str; 8] = [
    "with space (1)",
    "it's $HOME `id` \"x\"",
    "-x",
    "--plain",
    "a;b&c|d>e*?[f]{g}~!#",
    "new\nline\ttab",
    "esc\u{1b}[31m bidi\u{202e} zero\u{200b}width",
    "Zoë 漢字",
];

/// Runs a line in bash, in the directory and with the variables of `cli`.
fn pasted(cli: &Workspace, line: &str) -> Output {
    let program = cli.command(&[]);
    let directory = std::path::Path::new(program.get_program())
        .parent()
        .unwrap();
    let path = format!("{}:/usr/bin:/bin", directory.display());
    let variables = program
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    Command::new("bash")
        .args(["--norc", "--noprofile", "-c", line])
        .env_clear()
        .envs(variables)
        .env("PATH", path)
        .current_dir(program.get_current_dir().unwrap())
        .output()
        .unwrap()
}

/// The command between these texts.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let found = text
        .split_once(before)
        .and_then(|(_, rest)| rest.split_once(after));
    found
        .unwrap_or_else(|| panic!("no {before}…{after} in {text}"))
        .0
}

fn slug_with_hyphen() -> Workspace {
    Workspace::new().file(
        "work/assessments/-x.toml",
        CLUB.replace("running-club", "-x"),
    )
}

#[test]
fn shell_reads_quoted_words_unchanged() {
    let cli = Workspace::new();
    for name in HOSTILE {
        let printed = pasted(&cli, &format!("printf %s {}", quoted(name))).stdout;
        // printf takes a hyphen for an option in some shells, but not after its format.
        assert_eq!(String::from_utf8(printed).unwrap(), name);
        let shown = quoted(name);
        assert!(!shown.contains(|c: char| c.is_control()), "{shown}");
    }
}

#[cfg(unix)]
#[test]
fn non_utf8_path_is_quoted_by_bytes() {
    use std::os::unix::ffi::OsStrExt as _;
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9 'x'");

    let printed = pasted(&Workspace::new(), &format!("printf %s {}", quoted(name))).stdout;

    assert_eq!(printed, b"caf\xe9 'x'");
}

#[test]
fn suggested_command_lines_parse_to_their_values() {
    let cli = Workspace::new().assessment(CLUB);
    for name in HOSTILE
        .iter()
        .filter(|name| !name.contains(char::is_control))
    {
        let submit = CommandLine::new("submit")
            .operand("running-club")
            .option("--name", name)
            .switch("--set jumping=1");
        let output = pasted(&cli, &submit.to_string());
        assert!(output.status.success(), "{submit}: {output:?}");
        assert_eq!(saved(&cli)[0].name, *name);
    }
}

#[test]
fn hint_for_a_value_with_a_hyphen_works() {
    let cli = Workspace::new().assessment(CLUB);
    let set = "--set jumping=1 --set running=1";

    for name in ["-x", "-xyz", "--none"] {
        let outcome = cli.run(&format!("submit running-club {set} --name {name}"));
        assert_eq!(outcome.code, 2);
        let option = between(&outcome.stderr, ", use ", "\n");
        let output = pasted(&cli, &format!("levelup submit running-club {set} {option}"));
        assert!(output.status.success(), "{output:?}");
        assert_eq!(saved(&cli)[0].name, name);
    }

    let cli = slug_with_hyphen();
    let outcome = cli.run(&format!("submit -x --name Ada {set}"));
    let operand = between(&outcome.stderr, "write it last: ", "\n");
    let output = pasted(&cli, &format!("levelup submit --name Ada {set} {operand}"));
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn hints_for_a_slug_with_a_hyphen_work() {
    let cli = slug_with_hyphen().stdin("2\n");

    let no_terminal = cli.run("take --name Ada -- -x").stderr;
    let plain = between(&no_terminal, "without one: ", " asks line by line");
    assert_eq!(plain, "levelup take --plain -- -x");
    let farewell = cli.run("take --plain --name Ada -- -x").stderr;
    let resume = between(&farewell, "To resume it, run ", ".\n");
    let trend = cli.run("trend --name Ada -- -x").stderr;
    let list = between(&trend, "hint: run ", " to see all results");
    let new = cli.run("new -- '-X y'").stderr;
    let new = between(&new, "and `-`: ", "\n");

    for line in [plain, resume, list, new] {
        let output = pasted(&cli, line);
        assert!(output.status.success(), "{line}: {output:?}");
    }
}

#[test]
fn check_hint_works_for_every_broken_file() {
    for name in HOSTILE {
        let path = format!("work/assessments/{}.toml", name.replace('/', ""));
        let cli = Workspace::new().file(&path, "name = 1\n");
        let listed = cli.run("list").stdout;
        let command = between(&listed, "errors; run ", " to see them");

        let output = pasted(&cli, command);

        assert_eq!(output.status.code(), Some(4), "{command}: {output:?}");
    }
}

#[test]
fn restore_hint_works_after_delete_in_another_store() {
    let cli = Workspace::new().assessment(CLUB);
    let store = "--store 'my store (1).redb'";
    cli.run(&format!(
        "submit running-club --name Ada --set jumping=1 {store}"
    ));
    let deleted = cli.run(&format!("delete @ {store}")).stderr;
    let restore = between(&deleted, "; run ", " to restore");

    let output = pasted(&cli, restore);

    assert!(output.status.success(), "{restore}: {output:?}");
    let listed = cli.run(&format!("results --format jsonl {store}"));
    assert_eq!(listed.stdout.lines().count(), 1);
}

#[test]
fn restore_hint_works_after_import_into_another_store() {
    let cli = Workspace::new().assessment(CLUB);
    let store = "--store 'my store (1).redb'";
    cli.run(&format!(
        "submit running-club --name Ada --set jumping=1 {store}"
    ));
    let exported = cli.run(&format!("export {store}")).stdout;
    cli.run(&format!("delete @ {store}"));
    let cli = cli.stdin(&exported);
    let imported = cli.run(&format!("import - {store}")).stderr;
    let restore = between(&imported, "; run ", " to restore");

    let output = pasted(&cli, restore);

    assert!(output.status.success(), "{restore}: {output:?}");
}

#[test]
fn usage_does_not_name_options_that_a_variable_sets() {
    for variable in ["LEVELUP_STORE", "LEVELUP_ASSESSMENTS", "LEVELUP_CONFIG"] {
        let outcome = Workspace::new().variable(variable, "x").run("show");

        assert_eq!(outcome.code, 2);
        assert!(
            outcome
                .stderr
                .contains("\nUsage: levelup show [OPTIONS] <ID>\n"),
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn hints_name_the_store_of_the_call() {
    let cli = Workspace::new().assessment(CLUB).stdin("");
    let elsewhere = "--store 'a b (c).redb' --assessments 'my (own)' --config 'c d.toml'";
    let cli = cli.file("work/c d.toml", "").file(
        "work/my (own)/mine-club.toml",
        CLUB.replace("running-club", "mine-club"),
    );
    let submit = "submit mine-club --name Ada --set jumping=1 --set running=1";
    assert_eq!(cli.run(&format!("{submit} {elsewhere}")).code, 0);

    for (call, before, after) in [
        ("show 0000abcd", "hint: run ", " to see all"),
        ("trend nothing --name Ada", "hint: run ", " to see all"),
        ("results --assessment nothing", "hint: run ", " to see all"),
        ("browse", "hint: run ", " instead"),
        ("take mine-club", "without one: ", " asks line"),
        ("compare @ @", "hint: run ", " to compare"),
        ("export --dir x --format csv", "hint: run ", " to write"),
    ] {
        let outcome = cli.run(&format!("{call} {elsewhere}"));
        assert_ne!(outcome.code, 0, "{outcome}");
        let hint = between(&outcome.stderr, before, after);
        assert!(hint.contains(elsewhere), "{outcome}");
        let line = hint.replace(" > FILE", "");
        let output = pasted(&cli, &line);
        let code = output.status.code();
        // There is one result only, which cannot be compared with another.
        let is_missing = line.starts_with("levelup compare") && code == Some(3);
        assert!(code == Some(0) || is_missing, "{line}: {output:?}");
    }
    assert!(!cli.path("home/.local/share/levelup").exists());
}

#[test]
fn hints_for_a_damaged_store_name_it() {
    let cli = with_results();
    let mut bytes = std::fs::read(cli.path("home/.local/share/levelup/levelup.redb")).unwrap();
    for at in 0..bytes.len() - 3 {
        if &bytes[at..at + 3] == b"Bob" {
            bytes[at] = b'R';
        }
    }
    let cli = Workspace::new().file("work/a b (c).redb", bytes);
    let elsewhere = "--store 'a b (c).redb'";

    let found = cli.run(&format!("doctor {elsewhere}"));
    let salvage = between(&found.stderr, "hint: run ", " to write");
    assert!(salvage.contains(elsewhere), "{found}");
    let salvaged = pasted(&cli, &salvage.replace("NEW", "'n e w.redb'"));
    assert_eq!(salvaged.status.code(), Some(5), "{salvaged:?}");
    assert_eq!(cli.run("doctor --store 'n e w.redb'").code, 0);
}

#[test]
fn hints_for_an_invalid_store_name_it() {
    let cli = with_results();
    let mut bytes = std::fs::read(cli.path("home/.local/share/levelup/levelup.redb")).unwrap();
    bytes[4096..].fill(0xff);
    let cli = Workspace::new().file("work/a b (c).redb", bytes);
    let elsewhere = "--store 'a b (c).redb'";

    let outcome = cli.run(&format!("results {elsewhere}"));
    assert_eq!(outcome.code, 5, "{outcome}");
    let doctor = between(&outcome.stderr, "run ", " to check");
    let output = pasted(&cli, doctor);
    assert_eq!(output.status.code(), Some(5), "{doctor}: {output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("a b (c).redb"), "{said}");
}

#[test]
fn plain_mode_hint_resumes_the_draft() {
    let cli = Workspace::new().assessment(CLUB).stdin("2\n");
    let take = "take running-club --plain --name Ada --store 'a b (c).redb'";

    let farewell = cli.run(take).stderr;
    let resume = between(&farewell, "To resume it, run ", ".\n");
    let output = pasted(&cli, resume);

    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("Draft resumed: 1 answered"),
        "{resume}: {said}"
    );
    assert!(!cli.path("home/.local/share/levelup").exists());
}
