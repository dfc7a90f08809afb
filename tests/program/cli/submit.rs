use levelup::testing::Answer;

use super::CLUB;
use crate::cli::saved_results::saved;
use crate::support::workspace::Workspace;

fn club() -> Workspace {
    Workspace::new().assessment(CLUB)
}

fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

#[test]
fn seed_example() {
    let cli = club();

    let outcome = cli.run(
        "submit running-club --name 'Test User' --set jumping=2 --set running=1+ --note running=knee",
    );

    let results = saved(&cli);
    assert_eq!(results.len(), 1);
    assert_eq!(outcome.stdout, format!("{}\n", results[0].id));
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!(results[0].id.get_version_num(), 7);
    assert_eq!(results[0].name, "Test User");
    assert_eq!(results[0].answers, [rated(2, 2), rated(1, 2)]);
    assert_eq!(results[0].notes, ["", "knee"]);
    assert_eq!(results[0].assessment.slug, "running-club");
}

#[test]
fn assumed_answers_are_reported() {
    let cli = club();

    let outcome = cli.run("submit running-club --name Ada --set jumping=99999999999");

    assert_eq!(saved(&cli)[0].answers, [rated(3, 3), rated(1, 1)]);
    assert_eq!(outcome.code, 0);
    insta_stderr("submit_remarks", &outcome.stderr);
}

#[test]
fn invalid_answers_save_nothing() {
    let cli = club();
    let lines = [
        ("strict", "--name Ada --strict --set jumping=0"),
        (
            "wrong",
            "--name Ada --set jumpin=2 --set running=Beter --set jumping --set 'zzz\u{1b}=1' --note running=a --note running=b --set jumping=3>1",
        ),
        ("no_name", ""),
        ("bad_name", "--name '  '"),
        ("bad_time", "--name Ada --taken-at yesterday"),
        ("no_file", "--name Ada --answers missing.json"),
    ];

    for (name, line) in lines {
        let outcome = cli.run(&format!("submit running-club {line}"));
        assert_eq!(outcome.stdout, "");
        assert_eq!(
            outcome.code,
            if name == "no_file" { 1 } else { 4 },
            "{line}"
        );
        outcome.snapshot(&format!("submit_{name}"));
    }

    assert_eq!(saved(&cli).len(), 0);
    assert!(!cli.path("home/.local").exists());
}

#[test]
fn missing_or_broken_assessment_is_an_error() {
    let cli = club()
        .file(
            "work/assessments/empty.toml",
            "name = \"Empty\"\nratings = []\ncategories = []\n",
        )
        .file("work/assessments/broken.toml", "name = 1\n");

    for (slug, code) in [("runing-club", 3), ("empty", 4), ("broken", 4)] {
        let outcome = cli.run(&format!("submit {slug} --name Ada"));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (code, ""));
        outcome.snapshot(&format!("submit_{slug}"));
    }
}

#[test]
fn name_of_the_configuration_and_given_time() {
    let cli = club().config("name = \"Configured\"\n");

    let line = "submit running-club --taken-at 2020-02-29T12:00:00.1239+02:00 --set running=n/a";
    assert_eq!(cli.run(line).code, 0);

    let results = saved(&cli);
    assert_eq!(results[0].name, "Configured");
    assert_eq!(results[0].taken_at.to_string(), "2020-02-29T10:00:00.123Z");
    assert_eq!(results[0].answers[1], Answer::NotApplicable);
}

#[test]
fn answers_are_read_from_standard_input() {
    let cli = club().stdin("\u{feff}{\"running\": \"1>3\", \"jumping\": 2}");

    let outcome = cli.run("submit running-club --name Ada --answers - --strict");

    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!(saved(&cli)[0].answers, [rated(2, 2), rated(1, 3)]);
}

#[test]
fn shown_result_can_be_submitted() {
    let cli = club();
    let line = "submit running-club --name Ada --set jumping=1>3 --set running=unanswered --note jumping=wow";
    cli.run(line);
    let shown = cli.run("show @ --format json").stdout;
    let cli = cli.file("work/shown.json", shown);

    let outcome = cli.run("submit running-club --name Bob --answers shown.json --strict");

    let [new, old] = saved(&cli).try_into().unwrap();
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_eq!((&new.answers, &new.notes), (&old.answers, &old.notes));
    assert_eq!((new.name.as_str(), old.name.as_str()), ("Bob", "Ada"));
    assert_ne!(new.id, old.id);
    let twice = cli.run("submit running-club --name Bob --answers shown.json --set jumping=2");
    assert_eq!(twice.code, 4);
}

#[test]
fn invalid_json_is_shown_with_its_place() {
    let cli = club()
        .file("work/a.json", "{\"jumping\": 2,\n  running: 1}")
        .file("work/b.json", "{\"jumping\": [2]}");

    cli.run("submit running-club --name Ada --answers a.json")
        .snapshot("submit_bad_json");
    cli.run("submit running-club --name Ada --answers b.json")
        .snapshot("submit_bad_json_value");
    assert_eq!(
        cli.run("submit running-club --name Ada --answers a.json")
            .code,
        4
    );
}

#[test]
fn invalid_store_is_not_changed() {
    let cli = club().file("work/notes.txt", "mine");

    for store in ["notes.txt", "/dev/null", "assessments"] {
        let outcome = cli.run(&format!(
            "submit running-club --name Ada --set jumping=1 --set running=1 --store {store}"
        ));
        assert_eq!((outcome.code, outcome.stdout.as_str()), (5, ""), "{store}");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere/at.all", cli.path("work/dangling")).unwrap();
    for store in ["/dev/null", "assessments", "dangling", "notes.txt/a.redb"] {
        let name = store.trim_start_matches("/dev/").replace('/', "_");
        let read = cli.run(&format!("results --store {store}"));
        assert_eq!(read.code, 5, "{store}");
        read.snapshot(&format!("store_is_{name}"));
        let written = cli.run(&format!(
            "submit running-club --name Ada --set jumping=1 --set running=1 --store {store}"
        ));
        assert_eq!((written.code, written.stderr), (5, read.stderr), "{store}");
    }
    cli.run("results --store notes.txt")
        .snapshot("results_no_store");
    assert_eq!(cli.read("work/notes.txt"), "mine");
}

fn insta_stderr(name: &str, stderr: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, stderr));
}

#[cfg(unix)]
#[test]
fn unreadable_store_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let cli = club();
    cli.run("submit running-club --name Ada --set jumping=1 --set running=1 --store a.redb");
    let path = cli.path("work/a.redb");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        return; // root may read everything
    }

    for line in ["results", "submit running-club --name Ada"] {
        let outcome = cli.run(&format!("{line} --store a.redb"));
        assert_eq!(outcome.code, 5);
        assert!(
            outcome
                .stderr
                .starts_with("error: the store a.redb cannot be opened: permission denied\n")
        );
    }
}
