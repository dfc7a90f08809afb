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
fn a_digit_rates_and_moves_on_and_on_the_last_it_stays() {
    let mut session = club().keys("2 1");

    assert_eq!(answers(&mut session), [rated(2, 2), rated(1, 1)]);
    assert_eq!(form(&mut session).list.at, 1);
}

#[test]
fn without_advance_a_digit_stays() {
    let settings = Settings {
        advance: false,
        ..Settings::default()
    };

    let mut session = club().set(settings).keys("2 3");

    assert_eq!(answers(&mut session), [rated(3, 3), Answer::Unanswered]);
}

#[test]
fn level_up_waits_for_the_level_and_follows_it() {
    let mut before = club().keys("Space 2");
    assert_eq!(answers(&mut before)[0], rated(2, 3));

    let mut after = club().keys("1 k Space 2");
    assert_eq!(answers(&mut after)[0], rated(2, 3));

    let mut off_again = club().keys("Space Space 2");
    assert_eq!(answers(&mut off_again)[0], rated(2, 2));
}

#[test]
fn level_up_at_the_top_wants_the_top_and_is_still_on_when_the_level_falls() {
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
fn lower_and_raise_stay_on_the_category_and_within_the_ladder() {
    let mut session = club().keys("l l l l");
    assert_eq!(answers(&mut session)[0], rated(3, 3));

    let mut session = session.keys("Left Left Left Left Left");
    assert_eq!(answers(&mut session)[0], rated(1, 1));
    assert_eq!(form(&mut session).list.at, 0);
}

#[test]
fn plus_and_minus_move_the_wish_between_the_level_and_the_top() {
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
fn a_wish_without_a_level_is_explained() {
    let mut session = club().keys("+");

    assert_eq!(answers(&mut session)[0], Answer::Unanswered);
    assert!(session.frame().contains("Rate the category first"));
}

#[test]
fn a_digit_above_the_ladder_says_so_and_changes_nothing() {
    let mut session = club().keys("4");

    assert_eq!(answers(&mut session), [Answer::Unanswered; 2]);
    assert_eq!(form(&mut session).list.at, 0);
    assert!(session.frame().contains("No level 4 here: choose 1 to 3"));
}

#[test]
fn unknown_not_applicable_and_clear_say_what_they_say_and_keep_the_note() {
    let mut session = club().keys("n").types("knee").keys("Enter x");
    assert_eq!(answers(&mut session)[0], Answer::NotApplicable);

    let mut session = session.keys("d");
    assert_eq!(answers(&mut session)[0], Answer::Unknown);

    let mut session = session.keys("2 k Backspace");
    assert_eq!(answers(&mut session)[0], Answer::Unanswered);
    assert_eq!(form(&mut session).answers.entries[0].note, "knee");
}

#[test]
fn tab_goes_to_the_unanswered_ones_and_round_the_end() {
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
fn escape_ends_a_note_and_keeps_it_and_undo_takes_it_back() {
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
fn a_note_is_in_the_draft_while_it_is_typed() {
    let session = club().keys("n").types("half a th");

    let draft = session.draft_of("Test User", "running-club").unwrap();

    assert_eq!(draft.entries[0].1.note, "half a th");
}

#[test]
fn a_paste_goes_into_a_field_as_one_line_and_nowhere_else() {
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
fn undo_and_redo_go_through_every_change() {
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
fn own_ladders_have_their_own_top() {
    let mut session = craft().keys("G k 4");
    assert_eq!(answers(&mut session)[2], Answer::Unanswered);

    let mut session = session.keys("Space 2");
    assert_eq!(answers(&mut session)[2], rated(2, 3));
}

#[test]
fn find_goes_to_a_category_as_it_is_typed() {
    let mut session = craft().keys("/").types("plan");
    assert_eq!(form(&mut session).list.at, 1);

    let mut session = session.keys("Esc 3");
    assert_eq!(answers(&mut session)[1], rated(3, 3));

    let mut nothing = session.keys("/").types("zebra");
    assert!(nothing.frame().contains("no matches"));
}

#[test]
fn the_name_is_shown_and_can_be_changed_and_the_draft_goes_along() {
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
fn an_empty_name_is_refused_and_the_one_before_stays() {
    let mut session = club().keys("N Ctrl-U Enter");

    assert!(session.frame().contains("error: enter a name"));
    assert_eq!(form(&mut session).name, "Test User");
}

#[test]
fn somebody_elses_draft_is_opened_and_neither_is_overwritten() {
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
fn the_name_is_the_last_one_used_else_the_accounts() {
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
fn keys_that_come_before_the_draft_are_not_lost() {
    let mut session = club().keys_at_once("2 Space 1");

    assert_eq!(answers(&mut session), [rated(2, 2), rated(1, 2)]);
}

#[test]
fn waiting_keys_are_one_draw_and_keys_without_a_meaning_none() {
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
fn changes_that_wait_become_few_writes() {
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
fn an_assessment_without_categories_shows_that_and_cannot_be_saved() {
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
fn fifteen_categories_cost_fifteen_keys_one_a_level_up_and_one_to_save() {
    let session = Session::new().shipped().take("software-assurance");

    let session = session.keys("1 2 Space 3 4 1 2 3 4 1 2 Space 3 4 1 2 3 s");

    let saved = &session.results()[0];
    assert_eq!(saved.scores().rated, 15);
    assert_eq!(saved.scores().level_ups, 2);
}

#[test]
fn the_page_of_a_category_opens_and_closes_and_rates_all_the_same() {
    let mut session = craft().at(40, 12).keys("Enter");
    assert!(session.frame().contains("How straight a board is cut."));

    let mut session = session.keys("2");
    assert!(session.frame().contains("How flat a board becomes."));

    let mut session = session.keys("Esc");
    assert!(session.frame().contains("▌ Planing"), "{}", session.frame());
}

#[test]
fn a_resize_keeps_the_chosen_category_in_sight() {
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
fn a_thousand_categories_scroll_with_two_rows_of_context() {
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
fn last_time_shows_on_the_ladder_and_in_the_row_with_its_wish() {
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
fn p_takes_over_level_and_wish_and_not_the_note_and_is_marked_until_touched() {
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
fn last_time_is_found_across_versions_by_former_keys() {
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
fn nothing_to_take_over_is_said() {
    let mut session = club().keys("p");
    assert!(session.frame().contains("No previous answer"));
}

#[test]
fn a_level_that_the_ladder_no_longer_has_is_open_again_and_told() {
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
