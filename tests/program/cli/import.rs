use std::fs;
use std::process::Command;

use levelup::testing::{AssessmentResult, Results, to_json, to_json_array, to_json_line};

use crate::cli::saved_results::{saved, store, with_results};
use crate::support::workspace::{Outcome, Workspace};

/// The three results of the other tests, oldest first.
fn three() -> Vec<AssessmentResult> {
    let mut three = saved(&with_results());
    three.reverse();
    three
}

fn lines(results: &[AssessmentResult]) -> String {
    results.iter().map(to_json_line).collect()
}

fn ended(outcome: &Outcome) -> (i32, &str, &str) {
    (
        outcome.code,
        outcome.stdout.as_str(),
        outcome.stderr.as_str(),
    )
}

#[test]
fn export_import_round_trip() {
    let from = with_results();
    let export = from.run("export").stdout;
    let to = Workspace::new().file("work/all.jsonl", &export);

    let import = to.run("import all.jsonl");

    assert_eq!(ended(&import), (0, "", "note: 3 results imported\n"));
    assert_eq!(to.run("export").stdout, export);
    let again = to.run("import all.jsonl");
    assert_eq!(
        ended(&again),
        (0, "", "note: 0 results imported, 3 were already there\n")
    );
    assert_eq!(to.run("export").stdout, export);
}

#[test]
fn every_format_is_imported() {
    let three = three();
    let directory = with_results();
    directory.run("export --dir out");
    let pretty: String = three.iter().map(to_json).collect();
    let forms = [
        ("lines", lines(&three)),
        ("no last newline", lines(&three).trim_end().to_owned()),
        ("CRLF", lines(&three).replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{feff}{}", lines(&three))),
        ("a list", to_json_array(&three)),
        (
            "a list in one line",
            format!("[{}]", lines(&three).trim_end().replace('\n', ",")),
        ),
        ("objects", pretty.clone()),
        ("objects without a gap", pretty.replace("}\n{", "}{")),
        ("empty lines", lines(&three).replace('\n', "\n\n")),
        ("twice the same", lines(&three).repeat(2)),
        (
            "twice in one line",
            lines(&three).repeat(2).replace('\n', ""),
        ),
    ];
    for (form, text) in forms {
        let cli = Workspace::new().stdin(&text);
        let import = cli.run("import -");
        assert_eq!(
            ended(&import),
            (0, "", "note: 3 results imported\n"),
            "{form}"
        );
        assert_eq!(cli.run("export").stdout, lines(&three), "{form}");
    }
    let to = Workspace::new().variable("LEVELUP_STORE", "s.redb");
    let path = directory.path("work/out");
    fs::write(path.join("notes.txt"), "not mine").unwrap();
    fs::write(path.join(".hidden.json"), "not mine").unwrap();
    let import = to.run(&format!("import '{}'", path.display()));
    assert_eq!(ended(&import), (0, "", "note: 3 results imported\n"));
    assert_eq!(to.run("export").stdout, lines(&three));
}

#[test]
fn empty_input_imports_nothing() {
    let cli = Workspace::new().file("work/empty.jsonl", "").stdin("[ ]");
    fs::create_dir(cli.path("work/folder")).unwrap();

    for path in ["empty.jsonl", "-"] {
        let import = cli.run(&format!("import {path}"));
        assert_eq!(ended(&import), (0, "", "note: nothing to import\n"));
    }
    cli.run("import folder").snapshot("import_empty_folder");
    assert!(!cli.path("home/.local").exists(), "no store was made");
}

#[test]
fn conflict_changes_nothing_without_replace() {
    let mut three = three();
    three[1].notes[1] = "changed".to_owned();
    let mut new = three[0].clone();
    new.id = uuid::Uuid::from_u128(new.id.as_u128() + 7);
    let text = to_json_line(&new) + &lines(&three);
    let cli = with_results().file("work/other.jsonl", &text);
    let before = cli.run("export").stdout;

    let refused = cli.run("import other.jsonl");
    assert_eq!(cli.run("export").stdout, before);
    refused.snapshot("import_conflict");

    let replaced = cli.run("import --replace other.jsonl");
    assert_eq!(
        ended(&replaced),
        (
            0,
            "",
            "note: 1 result imported, 1 was replaced, 2 were already there\n"
        )
    );
    assert_eq!(saved(&cli).len(), 4);
    assert_eq!(store(&cli).result(three[1].id).unwrap().unwrap(), three[1]);
    assert!(cli.run("results changed").stdout.contains("1111aaaa"));
    assert!(!cli.run("export").stdout.contains(&before));
}

#[test]
fn replaced_result_moves_in_every_list() {
    let mut other = three().remove(1);
    other.name = "Zoë".to_owned();
    other.taken_at = "2027-01-01T00:00:00Z".parse().unwrap();
    let cli = with_results().stdin(&to_json(&other));

    cli.run("import --replace -");

    let listed = |line: &str| cli.run(line).stdout.lines().count();
    assert_eq!(listed("results --name Bob"), 0);
    assert_eq!(listed("results --name zoë"), 2);
    assert_eq!(listed("results --assessment running-club"), 4);
    assert_eq!(listed("results --since 2027-01-01"), 2);
    assert_eq!(store(&cli).count().unwrap(), 3);
}

#[test]
fn results_in_trash_stay_there_and_are_named() {
    let three = three();
    let cli = with_results().stdin(&lines(&three));
    cli.run("export --dir out");
    cli.run("delete 1111aaaa");

    for import in ["import -", "import out", "import --replace -"] {
        let import = cli.run(import);
        assert_eq!(
            (import.code, import.stderr.as_str()),
            (
                0,
                "note: 0 results imported, 2 were already there, 1 was left in trash\nnote: in trash: 1111aaaa; run levelup restore 1111aaaa to restore them\n"
            )
        );
        assert_eq!(saved(&cli).len(), 2);
    }
    let restored = cli.run("import --restore -");
    assert_eq!(
        restored.stderr,
        "note: 0 results imported, 1 was restored from trash, 2 were already there\n"
    );
    assert_eq!(saved(&cli).len(), 3);
}

#[test]
fn different_content_of_a_trashed_result_is_a_conflict() {
    let mut other = three()[1].clone();
    other.name = "Bert".to_owned();
    let cli = with_results().stdin(&to_json(&other));
    cli.run("delete 1111aaaa");

    cli.run("import -").snapshot("import_conflict_in_bin");
    assert_eq!(cli.run("import --restore -").code, 4);
    let left = cli.run("import --replace -");
    assert!(left.stderr.contains("in trash: 1111aaaa"), "{left}");
    assert_eq!(cli.run("restore 1111aaaa").code, 0, "it is still there");
    assert_eq!(saved(&cli)[1].name, "Bob");

    cli.run("delete 1111aaaa");
    assert_eq!(cli.run("import --replace --restore -").code, 0);
    assert_eq!(store(&cli).result(other.id).unwrap(), Some(other));
    assert_eq!(saved(&cli).len(), 3);
}

#[test]
fn all_errors_are_reported_with_their_lines() {
    let three = three();
    let line = |index: usize| to_json_line(&three[index]);
    let mut text = line(0);
    text += &line(1).replace("\"schema_version\":1", "\"schema_version\":2");
    text += &line(1)[..200];
    text += "\n";
    text += &line(1).replace("\"jumping\":2", "\"jumping\":4");
    text += &line(1).replace("Bob", "Bob\\u001b[31m");
    text += "not a result\n";
    text += &line(0).replace("Ada", "Bea");
    text += &line(2)[..300];
    let cli = Workspace::new()
        .file("work/good.jsonl", line(1))
        .file("work/broken\u{1b}[31m.jsonl", text)
        .file("work/list.json", "[\n  {},\n  7\n]");

    cli.run("import good.jsonl broken\u{1b}[31m.jsonl list.json")
        .snapshot("import_broken");
    assert!(!cli.path("home/.local").exists(), "nothing was changed");
    let many: String = (0..25).map(|_| "{}\n").collect();
    let cli = Workspace::new().stdin(&many);
    assert!(
        cli.run("import -")
            .stderr
            .contains("error: and 15 more errors\n")
    );
}

#[test]
fn duplicate_id_names_both_places() {
    let three = three();
    let mut other = three[0].clone();
    other.answers[1] = levelup::testing::Answer::Unanswered;
    let cli = Workspace::new()
        .file("work/one.jsonl", lines(&three))
        .file("work/two.json", to_json_array(&[three[1].clone(), other]));

    let outcome = cli.run("import one.jsonl two.json --replace");

    outcome.snapshot("import_twice");
    assert!(!cli.path("home/.local").exists());
}

#[test]
fn non_file_input_is_rejected_without_waiting() {
    let cli = Workspace::new();
    let made = Command::new("mkfifo")
        .arg(cli.path("work/pipe.json"))
        .status();
    assert!(made.unwrap().success());

    cli.run("import pipe.json").snapshot("import_pipe");
    assert_eq!(cli.run("import .").code, 1, "a pipe in a folder");
    assert_eq!(cli.run("import /dev/zero").code, 1);
    cli.run("import missing.json").snapshot("import_missing");
    assert_eq!(cli.run("import").code, 2);
}

#[cfg(unix)]
#[test]
fn endless_invalid_input_ends() {
    let cli = Workspace::new();
    for (input, said) in [
        ("yes '{}'", "and at least 1,000 more errors"),
        ("yes | tr -d '\\n'", "64 MiB without a result"),
        ("echo ']'; yes", "and at least 1,000 more errors"),
    ] {
        let levelup = cli.command(&[]);
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("({input}) | \"$0\" import -")]);
        shell
            .arg(levelup.get_program())
            .env("HOME", cli.path("home"));
        let output = shell.output().unwrap();

        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(4), "{input}: {errors}");
        assert!(errors.contains(said), "{input}: {errors}");
        assert!(errors.lines().count() < 20, "{input}: {errors}");
    }
}

#[test]
fn truncated_input_changes_nothing_or_is_complete() {
    let mut short = three();
    for result in &mut short {
        let mut assessment = (*result.assessment).clone();
        assessment.categories.truncate(1);
        result.assessment = assessment.into();
        result.answers.truncate(1);
        result.notes = vec!["é\u{1b}\"\\".to_owned()];
    }
    let text = lines(&short[..2]);
    let first = text.find('\n').unwrap();
    let cli = Workspace::new();
    // Every cut near the ends of lines and in the note, and some of the others.
    let note = text.rfind("notes").unwrap();
    let is_near = |cut: usize| {
        [0, first, text.len()]
            .iter()
            .any(|end| cut.abs_diff(*end) < 6)
            || (note..note + 40).contains(&cut)
    };
    for cut in (0..=text.len()).filter(|cut| cut % 5 == 0 || is_near(*cut)) {
        fs::write(cli.path("work/cut.jsonl"), &text.as_bytes()[..cut]).unwrap();

        let import = cli.run("import cut.jsonl --store s.redb");

        let whole = [0, first, first + 1, text.len() - 1, text.len()].contains(&cut);
        assert_eq!(
            import.code,
            if whole { 0 } else { 4 },
            "{cut}: {}",
            import.stderr
        );
        let there = cli.path("work/s.redb").exists();
        assert_eq!(there, whole && cut > 0, "{cut}");
        if there {
            let lines = if cut <= first + 1 { 1 } else { 2 };
            let export = cli.run("export --store s.redb").stdout;
            assert_eq!(export.lines().count(), lines);
            fs::remove_file(cli.path("work/s.redb")).unwrap();
        }
    }
}

#[test]
fn results_without_a_valid_assessment_are_rejected() {
    let good = to_json_line(&three()[0]);
    let mut told = String::new();
    for (from, to) in [
        ("\"key\":\"running\"", "\"key\":\"Running!\""),
        (
            "\"ratings\":[\"Good\",\"Better\",\"Best\"]",
            "\"ratings\":[\"Good\"]",
        ),
        ("\"Better\"", "\"Good\""),
        ("\"name\":\"Running club\"", "\"name\":\"\""),
        (
            "\"name\":\"Running club\"",
            "\"nome\":\"Running club\",\"name\":\"x\"",
        ),
        (
            "\"key\":\"running\",",
            "\"key\":\"running\",\"levels\":[\"a\"],",
        ),
        (
            "\"key\":\"running\",",
            "\"key\":\"running\",\"icon\":\"a\",",
        ),
    ] {
        let broken = good.replacen(from, to, 1);
        assert_ne!(broken, good, "{from}");
        let outcome = Workspace::new().stdin(&broken).run("import -");
        assert_eq!(outcome.code, 4, "{to}");
        told += &outcome.stderr;
    }
    let shown = told.replace("hint: nothing was imported\n", "");
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("import_bad_definitions", shown));
}
