//! The form line by line, in a pipe.

use levelup::testing::{Answer, Drafts};

use super::CLUB;
use crate::cli::saved_results::{saved, store};
use crate::support::workspace::Workspace;

const TAKE: &str = "take running-club --plain --name 'Test User'";

fn draft(cli: &Workspace) -> Option<usize> {
    let draft = store(cli).draft("Test User", "running-club").unwrap();
    draft.map(|draft| draft.answered())
}

#[test]
fn piped_answers_become_a_result_with_its_id_last() {
    let cli = Workspace::new().assessment(CLUB).stdin("2\nGood+\nsave\n");

    let outcome = cli.run(TAKE);

    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let results = saved(&cli);
    assert_eq!(results.len(), 1);
    let rated = |current, desired| Answer::Rated { current, desired };
    assert_eq!(results[0].answers, [rated(2, 2), rated(1, 2)]);
    let id = results[0].id.to_string();
    assert_eq!(outcome.stdout.lines().last(), Some(id.as_str()));
    let shown = cli.run("show @").stdout;
    assert!(outcome.stdout.contains(&shown), "{}", outcome.stdout);
    assert_eq!(draft(&cli), None);
    assert!(!outcome.stdout.contains('\u{1b}'));
}

#[test]
fn end_of_input_keeps_the_draft() {
    let cli = Workspace::new().assessment(CLUB).stdin("2");
    let outcome = cli.run(TAKE);
    assert_eq!(outcome.code, 0);
    outcome.snapshot("plain_end");
    assert_eq!(draft(&cli), Some(1));

    // Windows' line ends, and the mark that some editors begin a file with.
    let cli = cli.stdin("\u{feff}3\r\nsave\r\n");
    let outcome = cli.run(TAKE);

    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert!(outcome.stdout.contains("Running: 3 Best. Saved."));
    assert_eq!(saved(&cli).len(), 1);
    let nothing = cli.stdin("").run(TAKE);
    assert_eq!(nothing.code, 0);
    assert_eq!(nothing.stderr, "note: end of input. Nothing to keep.\n");
}

#[test]
fn invalid_line_ends_plain_mode_with_its_number() {
    let cli = Workspace::new()
        .assessment(CLUB)
        .stdin("2\n\nback\nBist\n3\nsave\n");
    let outcome = cli.run(TAKE);
    assert_eq!(outcome.code, 4);
    outcome.snapshot("plain_wrong");
    assert_eq!(draft(&cli), Some(1));
    assert!(saved(&cli).is_empty());

    let long = format!("3\nnote {}\n", "x".repeat(70_000));
    let told = |stdin: &[u8]| {
        let outcome = Workspace::new()
            .assessment(CLUB)
            .stdin_bytes(stdin)
            .run(TAKE);
        assert_eq!(outcome.code, 4);
        outcome.stderr
    };
    assert!(told(long.as_bytes()).starts_with("error: line 2: this line is too long"));
    assert!(told(b"3\n\xff\xfe\n").starts_with("error: line 2: this line is not valid UTF-8"));
    let note = format!("note {}\n", "x".repeat(10_001));
    assert!(told(note.as_bytes()).starts_with("error: line 1: the note has 10001 characters"));
}

#[test]
fn longest_note_of_any_script_is_kept() {
    let note = "語".repeat(10_000);
    let cli = Workspace::new()
        .assessment(CLUB)
        .stdin(&format!("note {note}\n"));

    assert_eq!(cli.run(TAKE).code, 0);

    let draft = store(&cli).draft("Test User", "running-club").unwrap();
    assert_eq!(draft.unwrap().entries[0].1.note, note);
}

#[test]
fn missing_terminal_suggests_plain_mode() {
    let cli = Workspace::new().assessment(CLUB);

    let outcome = cli.run("take running-club");

    assert_eq!(outcome.code, 2);
    outcome.snapshot("take_no_terminal");
}

#[test]
fn errors_before_the_first_question() {
    let cli = Workspace::new().assessment(CLUB).stdin("2\n");
    assert_eq!(cli.run("take runing-club --plain").code, 3);
    assert_eq!(cli.run("take running-club --plain --name ' '").code, 4);
    let cli = cli.file("work/folder/in.it", "");
    let outcome = cli.run("take running-club --plain --store folder");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (5, ""));
    assert!(
        outcome
            .stderr
            .starts_with("error: the store folder is a directory"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn lines_follow_the_terminal_width() {
    let cli = Workspace::new().variable("COLUMNS", "30").stdin("help\n");

    let outcome = cli.run("take starter --plain --name Ada");

    assert_eq!(outcome.code, 0);
    for line in outcome.stdout.lines() {
        assert!(line.chars().count() <= 30, "{line}");
    }
    assert!(outcome.stdout.lines().count() > 60);
}

#[test]
fn unwritable_file_ends_plain_mode_without_reading() {
    let told = |stdin: &str| {
        let cli = Workspace::new()
            .assessment(CLUB)
            .file("work/e.json", "")
            .stdin(stdin);
        let outcome = cli.run(TAKE);
        assert!(saved(&cli).is_empty());
        assert!(!outcome.stdout.contains("which file"), "{}", outcome.stdout);
        assert_eq!(cli.read("work/e.json"), "");
        (outcome.code, outcome.stderr, draft(&cli))
    };

    let (code, stderr, kept) = told("3\nexport e.json\nsave lowest\n");
    assert_eq!((code, kept), (4, Some(1)), "{stderr}");
    assert!(stderr.starts_with("error: line 2: e.json: "), "{stderr}");
    assert!(!stderr.contains("choose another name"), "{stderr}");
    assert!(stderr.contains("note: stopped at this line. "), "{stderr}");

    let (code, stderr, kept) = told("3\nexport answers\n2\n");
    assert_eq!((code, kept), (4, Some(1)), "{stderr}");
    let (code, stderr, _) = told("3\nexport\nother.json\n");
    assert_eq!(code, 4);
    assert!(
        stderr.starts_with("error: line 2: `export` needs"),
        "{stderr}"
    );
    // It is not the name: the directory is not there.
    let (code, stderr, kept) = told("3\nexport missing/e.json\n2\n");
    assert_eq!((code, kept), (1, Some(1)), "{stderr}");
    assert!(
        stderr.starts_with("error: line 2: missing/e.json: "),
        "{stderr}"
    );
}

#[test]
fn note_and_name_may_be_on_the_next_line() {
    let cli = Workspace::new()
        .assessment(CLUB)
        .stdin("note\nsteep\nname\nRosa\n2\n3\nsave\n");

    assert_eq!(cli.run(TAKE).code, 0);

    let results = saved(&cli);
    assert_eq!(
        (results[0].name.as_str(), results[0].notes[0].as_str()),
        ("Rosa", "steep")
    );
}
