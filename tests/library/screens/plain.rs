//! The form without a screen: the same questions, line by line, on the same store.

use levelup::testing::{Answer, ConversationEnd, RunEnd};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

#[test]
fn seed_example_line_by_line() {
    let mut session = Session::new().assessment(CLUB);

    let talked = session.talk("running-club", &["2", "Good+", "save"]);

    talked.snapshot("seed");
    let ConversationEnd::Saved(result) = talked.ended else {
        panic!("{:?}", talked.ended)
    };
    assert_eq!(session.results(), [*result]);
    assert_eq!(session.results()[0].name, "Test User");
    assert_eq!(session.results()[0].answers, [rated(2, 2), rated(1, 2)]);
    assert_eq!(session.draft_of("Test User", "running-club"), None);
}

#[test]
fn every_command_confirms_its_effect() {
    let mut session = Session::new().assessment(CRAFT);

    let talked = session.talk(
        "woodwork",
        &[
            "Fluent",
            "1>3",
            "back",
            "+",
            "+",
            "note",
            "near the vise",
            "note",
            "-",
            "note kept",
            "goto order",
            "2+",
            "d",
            "undo",
            "redo",
            "find tools",
            "find TOOLS",
            "n/a",
            "clear",
            "skip",
            "",
            "list",
            "unanswered",
            "x",
            "about",
            "again",
            "name Zoë",
            "save unanswered",
        ],
    );

    talked.snapshot("commands");
    let ConversationEnd::Saved(result) = talked.ended else {
        panic!("{:?}", talked.ended)
    };
    assert_eq!(result.name, "Zoë");
    assert_eq!(result.notes[1], "kept");
    assert_eq!(result.answers[..2], [rated(3, 3), rated(1, 2)]);
}

#[test]
fn draft_moves_between_screen_and_plain_mode() {
    let mut session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("2 Space 3 n");
    session = session.types("straight").keys("Enter");

    let talked = session.talk("woodwork", &["2+", "quit"]);

    assert!(talked.transcript.contains("Draft resumed: 2 answered."));
    assert!(
        talked.transcript.contains("3 of 4, Tools. Sharpening."),
        "{}",
        talked.transcript
    );
    talked.snapshot("draft");
    let mut session = session.again();
    let frame = session.frame();
    assert!(frame.contains("3 of 4 answered · saved"), "{frame}");
    let answers: Vec<_> = session.draft_of("Test User", "woodwork").unwrap().entries;
    let said: Vec<_> = answers.iter().map(|(_, entry)| entry.answer).collect();
    assert_eq!(said, [rated(2, 2), rated(3, 4), rated(2, 3)]);
}

#[test]
fn invalid_line_changes_nothing_and_gets_a_hint() {
    let mut session = Session::new().assessment(CRAFT);

    let talked = session.talk(
        "woodwork",
        &[
            "Competant",
            "5",
            "3>1",
            "sve",
            "goto",
            "goto plannin",
            "goto ing",
            "find nothing",
            "save now",
            "undo it",
            "copy",
            "\u{202e}\u{1b}[2J",
            "2",
            "save",
            "2",
            "help",
            "back",
            "quit",
        ],
    );

    talked.snapshot("wrong");
    assert!(!talked.transcript.contains(['\u{202e}', '\u{1b}']));
    assert!(matches!(talked.ended, ConversationEnd::Quit));
    assert_eq!(
        session
            .draft_of("Test User", "woodwork")
            .unwrap()
            .answered(),
        1
    );
}

#[test]
fn unanswered_categories_are_asked_about_once() {
    let chosen = |choice: &[&str]| {
        let mut session = Session::new().assessment(CLUB);
        let lines = [&["skip", "2+", "save"], choice].concat();
        let talked = session.talk("running-club", &lines);
        (talked, session)
    };

    let (talked, session) = chosen(&["lowest"]);
    assert!(matches!(talked.ended, ConversationEnd::Saved(_)));
    assert_eq!(session.results()[0].answers, [rated(1, 1), rated(2, 3)]);
    let (talked, session) = chosen(&["unanswered"]);
    assert!(matches!(talked.ended, ConversationEnd::Saved(_)));
    assert_eq!(
        session.results()[0].answers,
        [Answer::Unanswered, rated(2, 3)]
    );
    let (talked, session) = chosen(&["back", "quit"]);
    assert!(talked.transcript.contains("Running. Your answer?"));
    assert!(session.results().is_empty());
    let (talked, session) = chosen(&["", "3", "save"]);
    talked.snapshot("open");
    assert_eq!(session.results()[0].answers, [rated(3, 3), rated(2, 3)]);
}

#[test]
fn previous_answer_is_shown_and_can_be_copied() {
    let mut session = Session::new().assessment(CRAFT);
    session.talk("woodwork", &["2>3", "1+", "Sharp", "d", "save"]);

    let talked = session.talk(
        "woodwork",
        &["copy", "2", "back", "skip", "copy all", "save"],
    );

    talked.snapshot("last_time");
    let newest = &session.results()[0];
    assert_eq!(
        newest.answers,
        [rated(2, 3), rated(2, 2), rated(2, 2), Answer::Unknown]
    );
}

#[test]
fn full_disk_is_reported_and_nothing_called_saved() {
    let mut session = Session::new().assessment(CLUB);

    let talked = session.talk(
        "running-club",
        &["2", "!full", "3", "list", "!well", "note steep", "quit"],
    );

    talked.snapshot("full");
    assert!(matches!(talked.ended, ConversationEnd::Quit));
    assert_eq!(
        session
            .draft_of("Test User", "running-club")
            .unwrap()
            .answered(),
        2
    );
}

#[test]
fn unsaved_draft_ends_with_an_error() {
    for live in [true, false] {
        let mut session = Session::new().assessment(CLUB);
        let talked = session.talk_as("running-club", &["2", "!full", "3"], live);
        let ConversationEnd::Other(RunEnd::Unsaved(Some(_))) = talked.ended else {
            panic!("{:?}", talked.ended)
        };
        assert!(!talked.transcript.contains("The draft is saved"));
        assert_eq!(
            session
                .draft_of("Test User", "running-club")
                .unwrap()
                .answered(),
            1
        );
    }
    // A result that is not saved ends a script; a person may try again.
    let mut session = Session::new().assessment(CLUB);
    let talked = session.talk_as(
        "running-club",
        &["2", "3", "!full", "save", "!well", "2"],
        false,
    );
    assert!(matches!(
        talked.ended,
        ConversationEnd::Other(RunEnd::Unsaved(Some(_)))
    ));
    let mut session = Session::new().assessment(CLUB);
    let talked = session.talk(
        "running-club",
        &["2", "3", "!full", "save", "!well", "save"],
    );
    assert!(
        matches!(talked.ended, ConversationEnd::Saved(_)),
        "{}",
        talked.transcript
    );
    assert_eq!(session.results().len(), 1);
}

#[test]
fn two_windows_keep_both_sets_of_answers() {
    let mut screen = Session::new().assessment(CLUB).take("running-club");
    screen.open();
    let mut lines = screen.beside();
    lines.talk("running-club", &["3", "quit"]);
    screen = screen.keys("1");
    assert!(screen.frame().contains("Draft changed in another window"));

    let talked = lines.talk("running-club", &["other", "note mine", "quit"]);

    talked.snapshot("two_windows");
    let main = lines.draft_of("Test User", "running-club").unwrap();
    let aside = lines.store();
    let aside = levelup::testing::Drafts::other_drafts(&aside, "Test User").unwrap();
    assert_eq!(main.entries[0].1.answer, rated(3, 3));
    assert_eq!(aside[0].entries[0].1.answer, rated(1, 1));
    assert_eq!(aside[0].entries[1].1.note, "mine");
}

#[test]
fn draft_changed_by_another_window_is_not_overwritten() {
    let mut session = Session::new().assessment(CLUB);

    let talked = session.talk("running-club", &["3", "!window", "1", "quit"]);

    talked.snapshot("parted");
    let main = session.draft_of("Test User", "running-club").unwrap();
    let aside = levelup::testing::Drafts::other_drafts(&session.store(), "Test User").unwrap();
    assert_eq!(main.entries[0].1.note, "of the other window");
    assert_eq!(main.answered(), 1);
    assert_eq!(aside[0].answered(), 2);
}

#[test]
fn draft_of_another_person_is_not_overwritten() {
    let mut session = Session::new().assessment(CLUB);
    session.talk("running-club", &["3", "name Bob", "2", "quit"]);
    session.talk("running-club", &["1", "quit"]);

    let talked = session.talk("running-club", &["name bob", "list", "quit"]);

    assert!(
        talked.transcript.contains("Opened this person's draft"),
        "{}",
        talked.transcript
    );
    assert_eq!(
        session.draft_of("Bob", "running-club").unwrap().answered(),
        2
    );
    assert_eq!(
        session
            .draft_of("Test User", "running-club")
            .unwrap()
            .answered(),
        1
    );
}

const ODD: &str = r#"slug = "odd"
name = "مرحبا@"
ratings = ["Worse", "Same", "Save", "D"]
categories = [["跳ぶこと?", "jump"], ["Ходьба", "walk"], ["Swimming", "swim"]]
"#;

#[test]
fn labels_in_any_script_and_like_commands_are_answers() {
    let mut session = Session::new().assessment(&ODD.replace('@', "\u{202e}"));

    let talked = session.talk(
        "odd",
        &["same", "goto ходьба", "save", "d", "/save unanswered"],
    );

    talked.snapshot("odd");
    let ConversationEnd::Saved(result) = talked.ended else {
        panic!("{:?}", talked.ended)
    };
    assert_eq!(result.answers, [rated(2, 2), rated(3, 3), rated(4, 4)]);
}

#[test]
fn empty_assessment_is_reported_and_cannot_be_saved() {
    let empty = "slug = \"empty\"\nname = \"Empty\"\nratings = [\"A\", \"B\"]\ncategories = []\n";
    let bare = "slug = \"bare\"\nname = \"Bare\"\nratings = []\ncategories = [[\"Jumping\", \"jumping\"]]\n";
    let mut session = Session::new().assessment(empty).assessment(bare);

    let talked = session.talk("empty", &["2", "note x", "save", "list", "quit"]);
    talked.snapshot("empty");
    let talked = session.talk("bare", &["2", "d", "save", "quit"]);
    talked.snapshot("bare");
    assert!(session.results().is_empty());
}

#[test]
fn pipe_stops_at_the_first_invalid_line() {
    let mut session = Session::new().assessment(CLUB);

    let talked = session.talk_as("running-club", &["2", "Bist", "3", "save"], false);

    assert!(matches!(talked.ended, ConversationEnd::BadLine));
    talked.snapshot("misread");
    assert!(session.results().is_empty());
    assert_eq!(
        session
            .draft_of("Test User", "running-club")
            .unwrap()
            .answered(),
        1
    );
}

#[test]
fn answers_are_written_to_a_file_if_saving_fails() {
    let mut session = Session::new().assessment(CLUB);
    let file = session.directory().join("answers.json");
    let write = format!("export {}", file.display());

    let talked = session.talk("running-club", &["2", "!full", "1+", &write]);

    assert!(
        talked.transcript.contains("Written to "),
        "{}",
        talked.transcript
    );
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("\"running\": 1"), "{text}");
}

#[test]
fn failed_save_in_a_pipe_offers_no_questions() {
    let mut session = Session::new().assessment(CLUB);
    let talked = session.talk_as("running-club", &["2", "!full", "save lowest"], false);
    assert!(
        talked.transcript.contains("not saved: "),
        "{}",
        talked.transcript
    );
    for offered in ["type save", "type write"] {
        assert!(
            !talked.transcript.contains(offered),
            "{}",
            talked.transcript
        );
    }
    let ConversationEnd::Other(RunEnd::Unsaved(Some(_))) = talked.ended else {
        panic!("{:?}", talked.ended)
    };

    let mut session = Session::new().assessment(CLUB);
    let talked = session.talk("running-club", &["2", "!full", "save lowest"]);
    assert!(
        !talked.transcript.contains("are answered"),
        "{}",
        talked.transcript
    );
    assert!(
        talked.transcript.contains("type export FILE"),
        "{}",
        talked.transcript
    );
}
