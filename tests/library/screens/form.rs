//! Answering an assessment.

use levelup::testing::{
    Answer, AnswerEntry, DraftEffect, Effect, NOTE_MAX, Screen, Settings, TakeScreen,
};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

fn club() -> Session {
    Session::new().assessment(CLUB).take("running-club")
}

fn craft() -> Session {
    Session::new().assessment(CRAFT).take("woodwork")
}

fn form(session: &mut Session) -> TakeScreen {
    match &session.state().screen {
        Screen::Take(take) => (**take).clone(),
        other => panic!("the form is not open, but {other:?}"),
    }
}

fn answers(session: &mut Session) -> Vec<Answer> {
    form(session)
        .answers
        .entries
        .iter()
        .map(|entry| entry.answer)
        .collect()
}

const fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

#[test]
fn digit_rates_and_moves_to_the_next() {
    let mut session = club().keys("2 1");

    assert_eq!(answers(&mut session), [rated(2, 2), rated(1, 1)]);
    assert_eq!(form(&mut session).list.at, 1);
}

#[test]
fn digit_stays_without_advance() {
    let settings = Settings {
        advance: false,
        ..Settings::default()
    };

    let mut session = club().set(settings).keys("2 3");

    assert_eq!(answers(&mut session), [rated(3, 3), Answer::Unanswered]);
}

#[test]
fn level_up_before_a_level_follows_it() {
    let mut before = club().keys("Space 2");
    assert_eq!(answers(&mut before)[0], rated(2, 3));

    let mut after = club().keys("1 k Space 2");
    assert_eq!(answers(&mut after)[0], rated(2, 3));

    let mut off_again = club().keys("Space Space 2");
    assert_eq!(answers(&mut off_again)[0], rated(2, 2));
}

#[test]
fn level_up_at_the_top_keeps_the_top_as_goal() {
    let mut session = club().keys("Space 3");
    assert_eq!(answers(&mut session)[0], rated(3, 3));
    assert!(
        session.frame().contains("Best       ▲"),
        "{}",
        session.frame()
    );

    let mut session = session.keys("k h");
    assert_eq!(answers(&mut session)[0], rated(2, 3));
}

#[test]
fn lower_and_raise_stay_within_the_ladder() {
    let mut session = club().keys("l l l l");
    assert_eq!(answers(&mut session)[0], rated(3, 3));

    let mut session = session.keys("Left Left Left Left Left");
    assert_eq!(answers(&mut session)[0], rated(1, 1));
    assert_eq!(form(&mut session).list.at, 0);
}

#[test]
fn plus_and_minus_move_the_goal() {
    let mut session = craft().keys("1 k + + + +");
    assert_eq!(answers(&mut session)[0], rated(1, 4));

    let mut session = session.keys("2 k");
    assert_eq!(
        answers(&mut session)[0],
        rated(2, 4),
        "a wish that is still above stays"
    );

    let mut session = session.keys("- - - -");
    assert_eq!(answers(&mut session)[0], rated(2, 2));
    assert!(!form(&mut session).answers.entries[0].level_up);
}

#[test]
fn goal_without_a_level_is_explained() {
    let mut session = club().keys("+");

    assert_eq!(answers(&mut session)[0], Answer::Unanswered);
    assert!(session.frame().contains("Rate the category first"));
}

#[test]
fn digit_above_the_ladder_is_rejected() {
    let mut session = club().keys("4");

    assert_eq!(answers(&mut session), [Answer::Unanswered; 2]);
    assert_eq!(form(&mut session).list.at, 0);
    assert!(session.frame().contains("No level 4 here: choose 1 to 3"));
}

#[test]
fn unknown_not_applicable_and_clear_keep_the_note() {
    let mut session = club().keys("n").types("knee").keys("Enter x");
    assert_eq!(answers(&mut session)[0], Answer::NotApplicable);

    let mut session = session.keys("d");
    assert_eq!(answers(&mut session)[0], Answer::Unknown);

    let mut session = session.keys("2 k Backspace");
    assert_eq!(answers(&mut session)[0], Answer::Unanswered);
    assert_eq!(form(&mut session).answers.entries[0].note, "knee");
}

#[test]
fn tab_goes_to_the_next_unanswered_and_wraps() {
    let mut session = craft().keys("j 1 Tab");
    assert_eq!(form(&mut session).list.at, 3);

    let mut session = session.keys("Tab");
    assert_eq!(form(&mut session).list.at, 0);

    let mut session = session.keys("Shift-Tab Shift-Tab");
    assert_eq!(form(&mut session).list.at, 2);

    let mut all = club().keys("1 1 Tab");
    assert!(all.frame().contains("All categories answered"));
}

#[test]
fn escape_keeps_a_note_and_undo_removes_it() {
    let mut session = club()
        .keys("n")
        .types("quiet, q and s are text")
        .keys("Esc");
    assert_eq!(
        form(&mut session).answers.entries[0].note,
        "quiet, q and s are text"
    );

    let mut session = session.keys("u");
    assert_eq!(form(&mut session).answers.entries[0].note, "");

    let mut session = session.keys("Ctrl-R");
    assert_eq!(
        form(&mut session).answers.entries[0].note,
        "quiet, q and s are text"
    );
}

#[test]
fn note_is_in_the_draft_while_typed() {
    let session = club().keys("n").types("half a th");

    let draft = session.draft_of("Test User", "running-club").unwrap();

    assert_eq!(draft.entries[0].1.note, "half a th");
}

#[test]
fn paste_goes_only_into_a_field_as_one_line() {
    let mut outside = club().pastes("2\n1\ns\nq");
    assert_eq!(answers(&mut outside), [Answer::Unanswered; 2]);

    let mut inside = outside
        .keys("n")
        .pastes("first\r\nsecond\u{1b}[31m\n")
        .keys("Enter");
    assert_eq!(
        form(&mut inside).answers.entries[0].note,
        "first second[31m"
    );
}

#[test]
fn long_paste_is_inserted_at_once() {
    // With a step for each character before it, this would take hours.
    let mut session = club().keys("n a b Left").pastes(&"é ".repeat(500_000));

    let note = &form(&mut session).answers.entries[0].note;
    assert_eq!(note.chars().count(), NOTE_MAX);
    assert!(note.starts_with("aé é "));
}

#[test]
fn undo_and_redo_cover_every_change() {
    let mut session = craft().keys("2 x Space 1 d");
    let done = answers(&mut session);

    let mut session = session.keys("u u u u u");
    assert_eq!(
        form(&mut session).answers.entries,
        vec![AnswerEntry::default(); 4]
    );

    let mut session = session.keys("u");
    assert!(session.frame().contains("Nothing to undo"));

    let mut session = session.keys("Ctrl-R Ctrl-R Ctrl-R Ctrl-R Ctrl-R");
    assert_eq!(answers(&mut session), done);
}

#[test]
fn ladders_of_categories_have_their_top() {
    let mut session = craft().keys("G k 4");
    assert_eq!(answers(&mut session)[2], Answer::Unanswered);

    let mut session = session.keys("Space 2");
    assert_eq!(answers(&mut session)[2], rated(2, 3));
}

#[test]
fn find_jumps_while_typing() {
    let mut session = craft().keys("/").types("plan");
    assert_eq!(form(&mut session).list.at, 1);

    let mut session = session.keys("Esc 3");
    assert_eq!(answers(&mut session)[1], rated(3, 3));

    let mut nothing = session.keys("/").types("zebra");
    assert!(nothing.frame().contains("no matches"));
}

#[test]
fn changed_name_moves_the_draft() {
    let mut session = club().keys("2 N Ctrl-U").types("Rosa").keys("Enter");

    assert!(session.frame().contains("Running club › Rosa"));
    assert_eq!(session.draft_of("Test User", "running-club"), None);
    assert_eq!(
        session.draft_of("rosa", "running-club").unwrap().name,
        "Rosa"
    );

    let mut session = session.keys("u");
    assert!(session.frame().contains("Test User"));
    assert_eq!(session.draft_of("Rosa", "running-club"), None);
    assert!(session.draft_of("Test User", "running-club").is_some());
}

#[test]
fn empty_name_is_rejected() {
    let mut session = club().keys("N Ctrl-U Enter");

    assert!(session.frame().contains("error: enter a name"));
    assert_eq!(form(&mut session).name, "Test User");
}

#[test]
fn draft_of_another_person_is_not_overwritten() {
    let rosa = club().named(Some("Rosa")).keys("3");

    let mut session = rosa
        .again()
        .named(Some("Test User"))
        .keys("1 1 N Ctrl-U")
        .types("rosa")
        .keys("Enter");

    assert_eq!(answers(&mut session), [rated(3, 3), Answer::Unanswered]);
    assert!(session.frame().contains("the draft of Test User is kept"));
    assert_eq!(
        session
            .draft_of("Test User", "running-club")
            .unwrap()
            .answered(),
        2
    );
    assert_eq!(
        session.draft_of("Rosa", "running-club").unwrap().answered(),
        1
    );
}

#[test]
fn name_is_the_last_used_or_the_account() {
    let mut first = club().named(None);
    assert!(first.frame().contains("Running club › account"));

    let mut second = first.keys("N Ctrl-U").types("Rosa").keys("Enter 1").again();
    assert!(
        second.frame().contains("Running club › Rosa"),
        "{}",
        second.frame()
    );
}

#[test]
fn keys_before_the_draft_loads_are_not_lost() {
    let mut session = club().keys_at_once("2 Space 1");

    assert_eq!(answers(&mut session), [rated(2, 2), rated(1, 2)]);
}

#[test]
fn queued_keys_are_one_draw() {
    let mut session = craft();
    session.open();
    let before = session.draws();

    let mut session = session.keys_at_once("j j k 2 Space 3 u");
    // One for the keys, and at most one for the store's "saved" behind them.
    assert!(
        session.draws() - before <= 2,
        "{} draws",
        session.draws() - before
    );

    let before = session.draws();
    let mut session = session.keys("Z Z Ctrl-T");
    assert_eq!(session.draws(), before);
}

#[test]
fn queued_changes_become_few_writes() {
    let mut session = craft().keys_at_once("1 1 1 1 u u u Ctrl-R");

    let asked = session.effects();
    let asked = asked
        .iter()
        .filter(|effect| matches!(effect, Effect::Draft(DraftEffect::SaveDraft { .. })))
        .count();
    assert_eq!(asked, 8);
    assert_eq!(
        session
            .draft_of("Test User", "woodwork")
            .unwrap()
            .answered(),
        2
    );
}

#[test]
fn assessment_without_categories_cannot_be_saved() {
    let empty = "slug = \"empty\"\nname = \"Empty\"\nratings = []\ncategories = []\n";

    let mut session = Session::new()
        .assessment(empty)
        .take("empty")
        .keys("1 Space n x j Enter s");

    assert!(session.frame().contains("No categories yet"));
    assert!(session.frame().contains("Nothing to save"));
    assert_eq!(session.results(), []);
}

#[test]
fn fifteen_categories_take_seventeen_keys() {
    let session = Session::new().shipped().take("software-assurance");

    let session = session.keys("1 2 Space 3 4 1 2 3 4 1 2 Space 3 4 1 2 3 s");

    let saved = &session.results()[0];
    assert_eq!(saved.scores().rated, 15);
    assert_eq!(saved.scores().level_ups, 2);
}

#[test]
fn details_of_a_category_open_close_and_rate() {
    let mut session = craft().at(40, 12).keys("Enter");
    assert!(session.frame().contains("How straight a board is cut."));

    let mut session = session.keys("2");
    assert!(session.frame().contains("How flat a board becomes."));

    let mut session = session.keys("Esc");
    assert!(session.frame().contains("▌ Planing"), "{}", session.frame());
}

#[test]
fn resize_keeps_the_selected_category_visible() {
    let mut session = Session::new()
        .shipped()
        .take("delivery")
        .keys("G")
        .resized(40, 10);
    let name = form(&mut session).assessment.categories[33].name.clone();

    let words: Vec<_> = name.split(' ').collect();
    assert!(session.frame().contains(words[0]), "{}", session.frame());
}

#[test]
fn thousand_categories_scroll_with_two_rows_of_context() {
    let rows = (0..1_000)
        .map(|n| format!("[\"Category {n}\", \"c{n}\"]"))
        .collect::<Vec<_>>()
        .join(",");
    let many = format!(
        "slug = \"many\"\nname = \"Many\"\nratings = [\"A\", \"B\"]\ncategories = [{rows}]\n"
    );

    let mut session = Session::new()
        .assessment(&many)
        .take("many")
        .keys("PgDn PgDn PgDn j j");

    let at = form(&mut session).list.at;
    let frame = session.frame();
    for n in at - 2..=at + 2 {
        assert!(frame.contains(&format!("Category {n} ")), "{n}: {frame}");
    }
    let mut end = session.keys("G");
    assert!(end.frame().contains("Category 999"));
}

#[test]
fn previous_answer_is_shown_with_its_goal() {
    let session = craft()
        .keys("2 Space 1 3 4 s")
        .again()
        .after_seconds(86_400 * 90);

    let mut session = session.take("woodwork").keys("1 2");
    let frame = session.frame();
    assert!(frame.contains("● ◦ ○ ○"), "last time 2, now 1: {frame}");
    let mut session = session.keys("k");
    assert!(session.frame().contains("goal met"), "{}", session.frame());
    assert!(session.frame().contains("previous"));
}

#[test]
fn p_copies_level_and_goal_but_not_the_note() {
    let session = craft()
        .keys("2 Space 1 k n")
        .types("old")
        .keys("Enter G k 3 4 s")
        .keys("l")
        .again();

    let mut session = session.take("woodwork").keys("j p");
    assert_eq!(answers(&mut session)[1], rated(1, 2));
    let entry = form(&mut session).answers.entries[1].clone();
    assert!(entry.copied_previous && entry.note.is_empty());

    let mut session = session.again();
    assert!(
        form(&mut session).answers.entries[1].copied_previous,
        "the mark is in the draft"
    );
    let mut session = session.keys("l");
    assert!(!form(&mut session).answers.entries[1].copied_previous);

    let mut session = session.keys("u u P");
    assert!(
        answers(&mut session)
            .iter()
            .all(|answer| answer.is_answered())
    );
    let mut session = session.keys("u");
    assert_eq!(form(&mut session).answers.answered(), 1);
}

#[test]
fn previous_answer_is_found_by_former_keys() {
    let before = CRAFT
        .replace("key = \"sharpening\"", "key = \"honing\"")
        .replace("formerly = [\"honing\"]\n", "");
    let session = Session::new()
        .assessment(&before)
        .take("woodwork")
        .keys("1 2 3 4 s")
        .again();

    let mut session = session.without_assessments().assessment(CRAFT).keys("P");

    assert_eq!(answers(&mut session)[2], rated(3, 3));
}

#[test]
fn nothing_to_copy_is_reported() {
    let mut session = club().keys("p");
    assert!(session.frame().contains("No previous answer"));
}

#[test]
fn removed_level_makes_the_category_unanswered() {
    let session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("4 2 3 1")
        .again();
    let shorter = CRAFT.replace(
        "ratings = [\"Beginner\", \"Competent\", \"Fluent\", \"Leading\"]",
        "ratings = [\"Competent\", \"Fluent\"]",
    );
    let shorter = shorter
        .replace("levels = [", "formerly = [] #")
        .replace("    \"Follows", "#")
        .replace("    \"Cuts", "#")
        .replace("    \"Shows", "#")
        .replace("\n]\n", "\n");

    let mut session = session.without_assessments().assessment(&shorter);

    assert_eq!(
        answers(&mut session),
        [
            Answer::Unanswered,
            rated(1, 1),
            rated(3, 3),
            Answer::Unanswered
        ],
        "by label: Competent is level 1 now; Leading and Beginner are no more"
    );
    assert!(
        session
            .frame()
            .contains("2 levels are no longer on the ladder"),
        "{}",
        session.frame()
    );
}
