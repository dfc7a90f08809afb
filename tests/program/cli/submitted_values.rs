//! What `submit` makes of names, times and answers that are nearly right.

use levelup::testing::Answer;

use super::CLUB;
use crate::cli::saved_results::saved;
use crate::support::workspace::Workspace;

const WHOLE: &str = "submit running-club --name Ada --set jumping=1 --set running=1";

fn club() -> Workspace {
    Workspace::new().assessment(CLUB)
}

fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

fn submit(json: &str, options: &str) -> (Workspace, crate::support::workspace::Outcome) {
    let cli = club().stdin(json);
    let outcome = cli.run(&format!("submit running-club --answers - {options}"));
    (cli, outcome)
}

#[test]
fn broken_overriding_file_is_reported() {
    let cli = Workspace::new().file(
        "work/assessments/craft.toml",
        "slug = \"craft\"\nname = 1\n",
    );

    let outcome = cli.run("submit craft --name Ada");

    assert_eq!(outcome.code, 0);
    let first = outcome.stderr.lines().next().unwrap();
    assert_eq!(
        first,
        "note: ./assessments/craft.toml has errors and is skipped: `craft` is the built-in one; \
         run levelup check ./assessments/craft.toml to see them"
    );
    assert!(!club().run(WHOLE).stderr.contains("is skipped"));
}

#[test]
#[cfg(target_os = "linux")]
fn save_is_reported_if_stdout_is_full() {
    let cli = club();
    let line = format!("'{}' {WHOLE} > /dev/full", env!("CARGO_BIN_EXE_levelup"));
    let output = std::process::Command::new("sh")
        .args(["-c", &line])
        .env("HOME", cli.path("home"))
        .env("XDG_DATA_HOME", cli.path("home/.local/share"))
        .current_dir(cli.path("work"))
        .output()
        .unwrap();

    let id = saved(&cli)[0].id;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        format!(
            "error: cannot write to stdout: No space left on device\nhint: the result is saved; its ID is {id}\n"
        )
    );
}

#[test]
fn partial_result_is_accepted() {
    let (cli, outcome) = submit(
        r#"{"name": "Bea", "current": {"jumping": 2.0}, "desired": {"jumping": 3}, "unknown": ["running"]}"#,
        "",
    );

    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!(saved(&cli)[0].answers, [rated(2, 3), Answer::Unknown]);
    assert_eq!(saved(&cli)[0].name, "Bea");
    let (cli, _) = submit(
        r#"{"name": "Bea", "current": {"jumping": 2}}"#,
        "--name Ada",
    );
    assert_eq!(saved(&cli)[0].name, "Ada");
}

#[test]
fn shown_result_without_wording_is_accepted() {
    let cli = club();
    cli.run("submit running-club --name Ada --set jumping=1>3 --set running=2");
    let shown = cli.run("show @ --format json").stdout;
    let mut value: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let fields = value.as_object_mut().unwrap();
    fields.remove("definition");
    let cli = cli.file("work/fields.json", value.to_string());

    let outcome = cli.run("submit running-club --answers fields.json --strict");

    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!(saved(&cli)[0].answers, [rated(1, 3), rated(2, 2)]);
    value["assessment"] = "craft".into();
    let cli = cli.file("work/fields.json", value.to_string());
    assert_eq!(cli.run("submit running-club --answers fields.json").code, 4);
}

#[test]
fn level_off_the_ladder_is_its_end() {
    for json in [
        r#"{"jumping": 9, "running": 1}"#,
        r#"{"current": {"jumping": 9, "running": 1}}"#,
    ] {
        let (cli, outcome) = submit(json, "--name Ada");
        assert_eq!(outcome.code, 0, "{json}");
        assert_eq!(
            outcome.stderr,
            "note: `jumping`: 9 is not between 1 and 3; using level 3 (Best)\n"
        );
        assert_eq!(saved(&cli)[0].answers, [rated(3, 3), rated(1, 1)]);
        assert_eq!(submit(json, "--name Ada --strict").1.code, 4);
    }
}

#[test]
fn invalid_answers_are_reported() {
    for (json, words) in [
        ("[]", "error: -: expected a JSON object, found an array\n"),
        (
            "\"x\"",
            "error: -: expected a JSON object, found a string\n",
        ),
        ("", "error: -: the input is empty\n"),
        ("\n", "error: -: the input is empty\n"),
        (
            r#"{"schema_version": 2, "current": {}}"#,
            "error: -: schema_version 2 is not supported: this version of levelup reads 1; use a newer version\n",
        ),
    ] {
        let (cli, outcome) = submit(json, "--name Ada");
        assert_eq!(outcome.code, 4, "{json}");
        assert!(outcome.stderr.starts_with(words), "{}", outcome.stderr);
        assert!(!cli.path("home/.local").exists());
    }
}

#[test]
fn invalid_times_are_rejected() {
    let cli = club();
    let taken = |time| cli.run(&format!("{WHOLE} --taken-at {time}"));

    for time in [
        "2026-01-01T00:00:00+25:00",
        "2026-01-01T00:00:00",
        "2026-01-01",
        "2026-02-30T00:00:00Z",
    ] {
        let outcome = taken(time);
        assert_eq!(outcome.code, 4, "{time}");
        assert!(
            outcome.stderr.contains("invalid time"),
            "{}",
            outcome.stderr
        );
    }
    let late = taken("9999-12-31T23:59:59Z");
    assert_eq!(late.code, 4);
    assert_eq!(
        late.stderr,
        "error: --taken-at: `9999-12-31T23:59:59Z` is out of range\nhint: use a time in the years 0001 to 9999\n"
    );
    assert_eq!(taken("2026-01-01T00:00:00+23:59").code, 0);
    assert_eq!(cli.run("results --since 2026-01-01T00:00:00+25:00").code, 4);
}

#[test]
fn defaults_are_reported_before_saving() {
    let outcome = club().run("submit running-club --name Ada --store /dev/null");

    assert_eq!(outcome.code, 5);
    assert!(outcome.stderr.starts_with("error: "), "{}", outcome.stderr);
}

#[test]
fn invalid_name_is_not_reported_as_missing() {
    let long = "x".repeat(201);
    let outcome = club().run(&format!("submit running-club --name {long}"));
    assert_eq!(outcome.code, 4);
    assert_eq!(
        outcome.stderr,
        "error: the name has 201 characters; the limit is 200\n"
    );
    let unseen = club().run("submit running-club --name \u{200b}");
    assert_eq!(unseen.code, 4);
    assert!(
        unseen
            .stderr
            .starts_with("error: a name is required\nhint: use --name")
    );
}
