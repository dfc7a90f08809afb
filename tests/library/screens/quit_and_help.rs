//! Quitting, help, and pending effects.

use std::path::PathBuf;

use levelup::testing::{Drafts, Effect, Event, ProgramEffect, RunEnd, Screen, StoreError};

use crate::screens::CLUB;
use crate::support::session::Session;

#[test]
fn q_goes_back_or_quits() {
    let mut session = Session::new().assessment(CLUB).keys("Enter q");
    assert!(matches!(session.state().screen, Screen::Home(_)));
    assert_eq!(session.exit(), None);

    let mut session = session.keys("q");
    assert_eq!(session.exit(), Some(RunEnd::Code(0)));
}

#[test]
fn ctrl_c_quits_from_everywhere() {
    let session = Session::new().assessment(CLUB).keys("Enter n");

    let mut session = session.types("half").keys("Ctrl-C");

    assert_eq!(session.exit(), Some(RunEnd::Code(0)));
    assert_eq!(
        session
            .draft_of("Test User", "running-club")
            .unwrap()
            .entries[0]
            .1
            .note,
        "half"
    );
}

#[test]
fn signal_ends_with_its_code() {
    let mut session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("2");

    session.event(Event::Terminate(143));

    assert_eq!(session.exit(), Some(RunEnd::Code(143)));
}

#[test]
fn unsaved_answers_are_reported_at_the_end() {
    let full = StoreError::Full {
        path: PathBuf::from("levelup.redb"),
    };
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .fault(Some(full.clone()));

    let mut session = session.keys("2 q");
    assert!(
        session
            .frame()
            .contains("Press again to go back without them"),
        "{}",
        session.frame()
    );
    assert_eq!(session.exit(), None);

    let session = session.keys("q");
    assert_eq!(session.finished(), RunEnd::Unsaved(Some(full)));
}

#[test]
fn damaged_store_ends_the_program_unchanged() {
    let session = Session::new().assessment(CLUB);
    let path = session.store_path();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, b"this is no store").unwrap();

    let mut session = session;
    session.open();

    assert!(matches!(
        session.exit(),
        Some(RunEnd::Store(StoreError::Damaged { .. }))
    ));
    assert_eq!(std::fs::read(&path).unwrap(), b"this is no store");
}

#[test]
fn help_lists_keys_scrolls_and_filters() {
    let mut session = Session::new().assessment(CLUB).at(60, 20).keys("Enter ?");
    assert!(session.frame().contains("level up on or off"));

    let mut session = session.keys("G");
    assert!(
        session.frame().contains("Quit immediately"),
        "{}",
        session.frame()
    );

    let mut session = session.keys("/").types("undo").keys("Enter");
    assert!(!session.frame().contains("Quit immediately"));

    let mut session = session.keys("q");
    assert!(session.state().overlay.is_none());
    assert!(matches!(session.state().screen, Screen::Take(_)));
}

#[test]
fn messages_disappear_automatically() {
    let mut session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("9");
    assert!(session.frame().contains("No level 9"));

    let mut session = session.after_seconds(7);
    assert!(!session.frame().contains("No level 9"));
    assert_eq!(
        session.state().wake_at(),
        None,
        "nothing wakes an idle form"
    );
}

#[test]
fn waiting_for_another_program_is_shown() {
    let mut session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("2");

    session.event(Event::Waiting(true));
    assert!(session.frame().contains("Waiting for another levelup"));

    session.event(Event::Waiting(false));
    assert!(!session.frame().contains("waiting"));
}

#[test]
fn store_is_watched_only_while_a_list_is_open() {
    let mut session = Session::new().assessment(CLUB).keys("Enter q");

    let watches: Vec<Effect> = session.effects();
    let watches: Vec<_> = watches
        .iter()
        .filter(|e| matches!(e, Effect::Program(ProgramEffect::Watch(_))))
        .collect();

    assert_eq!(
        watches,
        [
            &Effect::Program(ProgramEffect::Watch(true)),
            &Effect::Program(ProgramEffect::Watch(false)),
            &Effect::Program(ProgramEffect::Watch(true))
        ]
    );
}

#[test]
fn suspend_is_an_effect_and_redraws() {
    let mut session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("n");
    let before = session.draws();

    let mut session = session.keys("Ctrl-Z");

    assert!(
        session
            .effects()
            .contains(&Effect::Program(ProgramEffect::Suspend))
    );
    assert!(session.draws() > before, "it was not drawn again");
}

#[test]
fn answer_before_a_terminal_failure_is_saved() {
    let session = Session::new().assessment(CLUB).take("running-club");

    let session = session.key_and_stop_without_a_terminal("2");

    let name = "Test User";
    let draft = session.store().draft(name, "running-club").unwrap();
    assert_eq!(draft.map(|draft| draft.entries.len()), Some(1));
}
