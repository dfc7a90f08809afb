use super::CLUB;
use crate::cli::saved_results::{saved, with_results};
use crate::support::workspace::Workspace;

const STORE: &str = "home/.local/share/levelup/levelup.redb";

#[test]
fn valid_store_reports_no_problems() {
    let cli = with_results();

    let looked = cli.run("doctor");
    assert_eq!((looked.code, looked.stderr.as_str()), (0, ""));
    looked.snapshot("doctor");
    cli.run("doctor --format json").snapshot("doctor_json");
    assert_eq!(cli.run("doctor --reindex").code, 0);

    let empty = Workspace::new();
    let looked = empty.run("doctor");
    assert_eq!(looked.code, 0);
    looked.snapshot("doctor_no_store");
    assert!(!empty.path(STORE).exists());
}

#[test]
fn invalid_store_reports_error_and_hint() {
    let cli = with_results();
    std::fs::write(cli.path(STORE), "no store").unwrap();

    let listed = cli.run("results");
    assert_eq!(listed.code, 5);
    assert!(
        listed.stderr.contains("levelup doctor"),
        "{}",
        listed.stderr
    );
    let looked = cli.run("doctor");
    assert_eq!(looked.code, 5);
    looked.snapshot("doctor_no_database");
    let saved = cli.run("doctor --salvage new.redb");
    assert_eq!(saved.code, 5);
    saved.snapshot("doctor_salvage_nothing");
    assert!(!cli.path("work/new.redb").exists());
}

#[test]
fn damage_is_reported_and_readable_results_salvaged() {
    let cli = with_results();
    let whole = std::fs::read(cli.path(STORE)).unwrap();
    let mut broken = whole.clone();
    for at in 0..whole.len() - 3 {
        if &whole[at..at + 3] == b"Bob" {
            broken[at] = b'R';
        }
    }
    std::fs::write(cli.path(STORE), &broken).unwrap();

    let looked = cli.run("doctor");
    let saved = cli.run("doctor --salvage new.redb");

    assert_eq!((looked.code, saved.code), (5, 5));
    looked.snapshot("doctor_damaged");
    saved.snapshot("doctor_salvage_some");
    assert_eq!(cli.run("doctor --store new.redb").code, 0);
    assert!(std::fs::read(cli.path(STORE)).unwrap() == broken);
}

#[test]
fn backup_round_trip() {
    let cli = with_results();

    let copied = cli.run("backup copy.redb");
    assert_eq!((copied.code, copied.stderr.as_str()), (0, ""));
    let again = cli.run("backup copy.redb");
    assert_eq!(again.code, 4);
    again.snapshot("backup_exists");
    let results = cli.run("results --store copy.redb --format jsonl");
    assert_eq!(results.stdout, cli.run("results --format jsonl").stdout);

    let nothing = Workspace::new().run("backup copy.redb");
    assert_eq!(nothing.code, 5);
    nothing.snapshot("backup_no_store");
    let nowhere = cli.run("backup no/such/folder");
    assert_eq!(nowhere.code, 1);
    nowhere.snapshot("backup_nowhere");
}

#[test]
fn salvage_of_a_valid_store_takes_everything() {
    let cli = with_results();
    cli.run("delete bbbb");

    let salvaged = cli.run("doctor --salvage new.redb");
    assert_eq!(salvaged.code, 0);
    salvaged.snapshot("doctor_salvage");
    assert_eq!(cli.run("restore bbbb --store new.redb").code, 0);
    assert_eq!(cli.run("doctor --salvage new.redb").code, 4);
}

#[test]
fn permanent_delete_requires_ids_and_confirmation() {
    let cli = with_results();
    cli.run("delete 0000aaaa bbbb");

    assert_eq!(cli.run("delete --forever").code, 2);
    let live = cli.run("delete --forever bbbb 1111aaaa");
    assert_eq!(live.code, 3);
    live.snapshot("delete_forever_not_in_bin");
    let gone = cli.run("delete --forever bbbb");
    assert_eq!(gone.code, 0);
    gone.snapshot("delete_forever");

    assert_eq!(cli.run("restore bbbb").code, 3);
    assert_eq!(cli.run("restore 0000aaaa").code, 0);
    assert_eq!(saved(&cli).len(), 2);
}

/// Without a writer, and with a writer that writes nothing.
#[cfg(unix)]
#[test]
fn named_pipes_are_rejected_without_waiting() {
    let cli = Workspace::new().assessment(CLUB);
    let pipe = cli.path("work/pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());

    for has_writer in [false, true] {
        let mut options = std::fs::OpenOptions::new();
        let open = || options.read(true).write(true).open(&pipe).unwrap();
        let _writer = has_writer.then(open);
        for command in [
            "check pipe",
            "check pipe --against assessments/running-club.toml",
            "list --config pipe",
            "submit running-club --name Ada --answers pipe",
            "import pipe",
        ] {
            let outcome = cli.run(command);

            assert_ne!(outcome.code, 0, "{command}: {}", outcome.stdout);
            assert!(
                outcome.stderr.contains("pipe"),
                "{command}: {}",
                outcome.stderr
            );
        }
    }
}

/// The paths that a shell passes for `<(command)`.
#[cfg(target_os = "linux")]
#[test]
fn shell_pipes_are_read() {
    let cli = Workspace::new()
        .assessment(CLUB)
        .file("work/answers.json", "{\"jumping\": \"2\"}");
    for command in [
        "check <(cat assessments/running-club.toml | sed 's/^slug.*//; 1islug = \"x\"')",
        "submit running-club --name Ada --answers <(cat answers.json)",
        "import <(\"$0\" export)",
    ] {
        let levelup = cli.command(&[]);
        let mut bash = std::process::Command::new("bash");
        bash.args(["-c", &format!("\"$0\" {command}")]);
        bash.arg(levelup.get_program())
            .current_dir(cli.path("work"));
        bash.env("HOME", cli.path("home"));
        bash.env("XDG_DATA_HOME", cli.path("home/.local/share"));
        let output = bash.output().unwrap();

        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{command}: {said}");
    }
}
