//! Saving, and what opens then.

use std::path::PathBuf;

use jiff::{Timestamp, ToSpan as _};
use levelup::testing::{
    Answer, DraftEffect, Drafts, Effect, Event, Key, LATEST, Results, Screen, StoreError, update,
};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::{Session, numbered};

const fn rated(current: u8, desired: u8) -> Answer {
    Answer::Rated { current, desired }
}

/// The seed case.
#[test]
fn seed_example_saves_exactly_one_result() {
    let mut session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("2 Space 1 s");

    let results = session.results();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].name, "Test User");
    assert_eq!(results[0].answers, [rated(2, 2), rated(1, 2)]);
    match &session.state().screen {
        Screen::Result(screen) => assert_eq!(screen.result, results[0]),
        other => panic!("the result is not open, but {other:?}"),
    }
    assert_eq!(session.draft_of("Test User", "running-club"), None);
}

#[test]
fn escape_leaves_the_question_about_unanswered() {
    let mut session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("2 s");
    assert!(session.frame().contains("3 categories are unanswered"));

    let mut session = session.keys("Esc");
    assert!(matches!(session.state().screen, Screen::Take(_)));
    assert_eq!(session.results(), []);
}

#[test]
fn enter_goes_to_the_first_unanswered() {
    let mut session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("2 G s Enter");

    match &session.state().screen {
        Screen::Take(take) => assert_eq!(take.list.at, 1),
        other => panic!("{other:?}"),
    }
}

#[test]
fn unanswered_categories_can_count_as_lowest() {
    let session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("2 x Space s l");

    let results = session.results();
    assert_eq!(
        results[0].answers,
        [rated(2, 2), Answer::NotApplicable, rated(1, 1), rated(1, 1)]
    );
}

#[test]
fn early_level_up_counts_with_the_lowest_level() {
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("j Space s l");

    assert_eq!(session.results()[0].answers, [rated(1, 1), rated(1, 2)]);
}

#[test]
fn unanswered_categories_can_be_saved() {
    let session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("2 d s s");

    let results = session.results();
    let open = Answer::Unanswered;
    assert_eq!(
        results[0].answers,
        [rated(2, 2), Answer::Unknown, open, open]
    );
    assert_eq!(results[0].scores().unanswered, 2);
}

#[test]
fn quitting_never_asks_and_never_loses() {
    let session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("2 Space 1 n");
    let mut session = session.types("glue").keys("Ctrl-C").again();

    assert!(
        session.frame().contains("Draft resumed: 2 answered"),
        "{}",
        session.frame()
    );
    assert!(session.frame().contains("2 of 4 answered · saved"));
    let draft = session.draft_of("Test User", "woodwork").unwrap();
    assert_eq!(draft.entries[2].1.note, "glue");
    assert_eq!(draft.cursor.as_deref(), Some("sharpening"));
}

#[test]
fn draft_survives_file_edits_and_former_keys() {
    let before = CRAFT
        .replace("key = \"sharpening\"", "key = \"honing\"")
        .replace("formerly = [\"honing\"]\n", "");
    let session = Session::new()
        .assessment(&before)
        .take("woodwork")
        .keys("1 2 3 4");

    let after = CRAFT.replace("key = \"planing\"", "key = \"turning\"");
    let session = session
        .again()
        .without_assessments()
        .assessment(&after)
        .keys("s s");

    let open = Answer::Unanswered;
    assert_eq!(
        session.results()[0].answers,
        [rated(1, 1), open, rated(3, 3), rated(4, 4)]
    );
}

#[test]
fn saved_is_shown_after_the_store_confirms() {
    let full = StoreError::Full {
        path: PathBuf::from("levelup.redb"),
    };
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1");

    let mut session = session.fault(Some(full)).keys("2");
    assert!(session.frame().contains("not saved"), "{}", session.frame());
    assert!(
        session
            .frame()
            .contains("not saved (press o to write the answers to a file)")
    );
    assert_eq!(
        session
            .draft_of("Test User", "running-club")
            .unwrap()
            .answered(),
        1
    );

    let mut session = session.fault(None).after_seconds(3);
    assert!(
        session.frame().contains("2 of 2 answered · saved"),
        "{}",
        session.frame()
    );
    assert_eq!(
        session
            .draft_of("Test User", "running-club")
            .unwrap()
            .answered(),
        2
    );
}

#[test]
fn failed_save_keeps_the_form_and_the_result_id() {
    let full = StoreError::Full {
        path: PathBuf::from("levelup.redb"),
    };
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 2");

    let mut session = session.fault(Some(full)).keys("s");
    assert!(matches!(session.state().screen, Screen::Take(_)));
    assert!(
        session
            .frame()
            .contains("not saved (press o to write the answers to a file)")
    );

    let mut session = session.fault(None).after_seconds(60).keys("s");
    let saved: Vec<_> = session
        .effects()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Draft(DraftEffect::SaveResult(result)) => Some(result),
            _ => None,
        })
        .collect();
    assert_eq!(saved.len(), 2);
    assert_eq!(
        saved[0], saved[1],
        "the same id, the same time, the same answers"
    );
    assert_eq!(session.results().len(), 1);
}

#[test]
fn two_windows_keep_both_drafts_and_report() {
    let mut one = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1");
    let mut other = one.beside().take("running-club");
    assert!(other.frame().contains("Draft resumed: 1 answered"));

    one = one.keys("1");
    let mut other = other.keys("k 3");

    assert!(
        other.frame().contains("Draft changed in another window"),
        "{}",
        other.frame()
    );
    assert!(other.frame().contains("saved"));
    let levels = |draft: &levelup::testing::Draft| {
        draft
            .entries
            .iter()
            .filter_map(|(_, entry)| entry.answer.current())
            .collect::<Vec<_>>()
    };
    let main = one.draft_of("Test User", "running-club").unwrap();
    assert_eq!(levels(&main), [1, 1]);
    let aside = one.store().other_drafts("Test User").unwrap();
    assert_eq!(aside.iter().map(levels).collect::<Vec<_>>(), [[3]]);

    let mut later = other.again();
    assert!(
        later.frame().contains("press w for 1 other draft"),
        "{}",
        later.frame()
    );
    let mut later = later.keys("w");
    assert!(
        later.frame().contains("1 of 2 answered"),
        "{}",
        later.frame()
    );
    let mut home = later.again().home();
    assert!(
        home.frame()
            .contains("draft 2 of 2 · today · 1 other draft"),
        "{}",
        home.frame()
    );
}

#[test]
fn draft_saved_by_another_window_gets_its_own_id() {
    let one = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 1");
    let mut other = one.beside().take("running-club");
    other.open();

    let one = one.keys("s");
    let mut other = other.keys("k 3");
    assert!(
        other
            .frame()
            .contains("This draft is no longer in the store"),
        "{}",
        other.frame()
    );
    let other = other.keys("s");

    let mut levels: Vec<_> = one
        .results()
        .iter()
        .map(|result| result.answers.clone())
        .collect();
    levels.sort_by_key(|answers| answers.iter().filter_map(|a| a.current()).sum::<u8>());
    assert_eq!(
        levels,
        [[rated(1, 1), rated(1, 1)], [rated(3, 3), rated(1, 1)]]
    );
    assert_eq!(other.store().other_drafts("Test User").unwrap(), []);
    assert_eq!(other.draft_of("Test User", "running-club"), None);
}

#[test]
fn consecutive_windows_share_one_draft() {
    let one = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 u 2 k 3");
    let other = one.again().keys("j 1 k 2 k Backspace j Backspace").again();

    let mut last = other.keys("1");

    assert!(!last.frame().contains("window"));
    assert_eq!(last.store().other_drafts("Test User").unwrap(), []);
}

#[test]
fn old_result_keeps_its_wording() {
    let session = Session::new()
        .assessment(CRAFT)
        .take("woodwork")
        .keys("1 2 3 4 s")
        .again();
    let edited = CRAFT
        .replace("Sawing", "Chopping")
        .replace("Beginner", "Novice");

    let mut edited = session
        .without_assessments()
        .assessment(&edited)
        .browse("")
        .keys("Enter");
    assert!(edited.frame().contains("Sawing"));
    assert!(edited.frame().contains("Beginner"));

    let mut gone = edited
        .again()
        .without_assessments()
        .browse("")
        .keys("Enter");
    assert!(gone.frame().contains("Sawing"));
}

#[test]
fn draft_gets_an_id_when_it_begins() {
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("2");
    let id = session.draft_of("Test User", "running-club").unwrap().id;

    let session = session.again().keys("j 1 s");

    assert_eq!(session.results()[0].id, id);
    assert_ne!(
        id,
        numbered(2),
        "the second start made an id that it did not need"
    );
}

#[test]
fn unsaved_answers_can_be_exported_for_submit() {
    let full = StoreError::Full {
        path: PathBuf::from("levelup.redb"),
    };
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .fault(Some(full));
    let file = session.directory().join("rescued.json");

    let mut session = session
        .keys("2 Space 1 n")
        .types("knee")
        .keys("Enter o Ctrl-U");
    let mut session = {
        session.frame();
        session.types(file.to_str().unwrap()).keys("Enter")
    };

    assert!(
        session.frame().contains("Written to "),
        "{}",
        session.frame()
    );
    let text = std::fs::read_to_string(&file).unwrap();
    let result = levelup::testing::from_json(&text).unwrap();
    assert_eq!(result.answers, [rated(2, 2), rated(1, 2)]);
    assert_eq!(result.notes[1], "knee");

    let mut again = session
        .keys("o Ctrl-U")
        .types(file.to_str().unwrap())
        .keys("Enter");
    assert!(
        again.frame().contains("error: "),
        "it never overwrites: {}",
        again.frame()
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn keys_after_a_save_apply_to_the_result() {
    for keys in ["s k 1", "s u", "s Space", "s v"] {
        let session = Session::new()
            .assessment(CLUB)
            .take("running-club")
            .keys("1 2");

        let mut session = session.keys_at_once(keys);

        assert!(
            matches!(session.state().screen, Screen::Result(_)),
            "{keys}"
        );
        assert_eq!(
            session.draft_of("Test User", "running-club"),
            None,
            "{keys}"
        );
        assert_eq!(
            session.results()[0].answers,
            [rated(1, 1), rated(2, 2)],
            "{keys}"
        );
    }
}

#[test]
fn no_timer_runs_while_the_store_saves() {
    let full = StoreError::Full {
        path: PathBuf::from("levelup.redb"),
    };
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1");
    let mut session = session.fault(Some(full)).keys("2");
    let mut state = session.state().clone();

    let effects = update(&mut state, Event::Key(Key::Char('s')));
    assert!(matches!(
        effects[..],
        [Effect::Draft(DraftEffect::SaveResult(_))]
    ));
    let later = state.now + 10.seconds();
    update(&mut state, Event::Now(later));

    // What is due and not done would keep the loop from sleeping.
    assert_eq!(state.wake_at(), None);
}

#[test]
fn keys_after_a_failed_save_apply_to_the_form() {
    let full = StoreError::Full {
        path: PathBuf::from("levelup.redb"),
    };
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 2");

    let session = session
        .fault(Some(full))
        .keys_at_once("s k 3")
        .fault(None)
        .after_seconds(3);

    let draft = session.draft_of("Test User", "running-club").unwrap();
    assert_eq!(draft.entries[0].1.answer, rated(3, 3));
}

#[test]
fn first_window_finds_the_other_draft() {
    let one = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1");
    let mut other = one.beside().take("running-club");
    other.open();
    let one = one.keys("1");
    let _other = other.keys("k 3");

    let mut one = one.keys("w");

    assert!(one.frame().contains("1 of 2 answered"), "{}", one.frame());
    let mut one = one.keys("w");
    assert!(one.frame().contains("2 of 2 answered"), "{}", one.frame());
}

#[test]
fn impossible_clock_prevents_saving_and_keeps_the_answers() {
    for time in [
        Timestamp::MIN,
        Timestamp::from_second(-1).unwrap(),
        "2019-12-31T23:59:59Z".parse().unwrap(),
        LATEST,
    ] {
        let session = Session::new().assessment(CLUB).clock(time);

        let mut session = session.keys("Enter 1 2 s");

        let shown = session.frame();
        assert!(
            shown.contains("the clock of this computer is set to"),
            "{shown}"
        );
        assert_eq!(session.store().count().unwrap(), 0);
        let draft = session.draft_of("Test User", "running-club").unwrap();
        assert_eq!(draft.entries.len(), 2);
        session = session.clock("2026-11-22T10:00:00Z".parse().unwrap());
        session = session.keys("s");
        assert_eq!(session.store().count().unwrap(), 1);
        session.keys("Esc b Esc t Esc : Esc").frame();
    }
}

/// No screen fails to compute with an impossible time.
#[test]
fn every_screen_opens_at_any_clock_time() {
    for time in [Timestamp::MIN, Timestamp::UNIX_EPOCH, LATEST] {
        let session = Session::new().demo().clock(time);
        let mut session = session.keys("Enter Esc Enter 1 Esc b Enter Esc t Esc Esc t Esc ? Esc");
        assert!(!session.frame().is_empty());
        let demo = levelup::testing::demo(time);
        assert!(!demo.is_empty());
    }
}
