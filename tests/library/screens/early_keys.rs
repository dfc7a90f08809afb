//! Keys that come before they can be done, or where what they do would not show.

use std::sync::Arc;

use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use levelup::testing::{
    Catalogue, Effect, Event, FailedOperation, Key, ProgramEffect, ResultsEffect, RowsRead, RunEnd,
    Screen, Size, State, StoreError, update,
};

use crate::screens::CLUB;
use crate::support::session::Session;

fn form() -> Session {
    Session::new().assessment(CLUB).take("running-club")
}

#[test]
fn keys_do_nothing_on_an_empty_screen() {
    let session = form().keys("1 1 s").again();
    let session = session.browse("").at(10, 3).keys("D Enter Space");
    assert_eq!(session.results().len(), 1);

    let mut session = session.resized(80, 24);
    assert!(
        session.frame().contains("Running club"),
        "{}",
        session.frame()
    );
    assert!(matches!(session.state().screen, Screen::Browse(_)));

    let mut session = form().at(10, 3).keys("1 n a").pastes("b").keys("?");
    assert!(session.state().overlay.is_none() && session.state().field().is_none());
    assert!(session.draft_of("Test User", "running-club").is_none());
}

#[test]
fn quitting_an_empty_screen_loses_nothing() {
    for key in ["q", "Ctrl-C"] {
        assert_eq!(
            form().keys("1").resized(10, 3).keys(key).exit(),
            Some(RunEnd::Code(0))
        );
    }
    // In a field, a letter is text, and nothing is drawn.
    let mut session = form().keys("n").resized(10, 3).keys("q");
    assert_eq!(
        (session.exit(), session.state().field().unwrap().text()),
        (None, "")
    );
    // What no store has taken is not left by a key that goes back.
    let full = StoreError::Full {
        path: "full".into(),
    };
    let mut session = form()
        .keys("1")
        .fault(Some(full))
        .keys("1")
        .resized(10, 3)
        .keys("q q q");
    assert_eq!(session.exit(), None);
}

#[test]
fn keys_wait_for_list_rows() {
    let session = form().keys("1 1 s").again();
    let mut session = session.home().keys_at_once("b Enter");
    assert!(
        matches!(session.state().screen, Screen::Result(_)),
        "{}",
        session.frame()
    );
}

#[test]
fn keys_after_a_filter_wait_for_its_rows() {
    let club = || {
        let session = form().keys("1 1 s").again();
        let session = session.named(Some("Rosa")).take("running-club");
        session.keys("2 2 s").again().after_seconds(86_400)
    };
    let mut session = club().browse("").keys_at_once("/ t e s t Enter Enter");
    let Screen::Result(result) = &session.state().screen else {
        panic!("{}", session.frame());
    };
    assert_eq!(result.result.name, "Test User");

    let session = club().browse("").keys_at_once("/ t e s t Enter D");
    let left = session.results();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, "Rosa");

    // If no rows arrive, the key does not act on earlier rows.
    let mut state = club().browse("").state().clone();
    for key in [Key::Char('/'), Key::Char('t'), Key::Enter, Key::Char('D')] {
        press(&mut state, key);
    }
    let what = FailedOperation::Read;
    let error = StoreError::Full {
        path: "store".into(),
    };
    let effects = update(&mut state, Event::Failed { what, error });
    assert_eq!(effects, []);

    // A filter that is changed while a key waits is not the one that it was meant for.
    let mut state = club().browse("").state().clone();
    for key in [Key::Char('/'), Key::Char('t'), Key::Enter, Key::Char('D')] {
        press(&mut state, key);
    }
    let later = state.now.checked_add(2.seconds()).unwrap();
    update(&mut state, Event::Now(later));
    press(&mut state, Key::Char('/'));
    let rows = Event::Rows(RowsRead {
        ticket: 2,
        rows: Vec::new(),
        first: 0,
        above: false,
        below: false,
        found: Some(0),
        total: 2,
        changes: 0,
    });
    let effects = update(&mut state, rows);
    let deletes = |effect: &Effect| {
        matches!(
            effect,
            Effect::Results(ResultsEffect::Delete(_) | ResultsEffect::LoadRows(_))
                | Effect::Search(_)
        )
    };
    assert!(!effects.iter().any(deletes), "{effects:?}");
    let Screen::Browse(browse) = &state.screen else {
        panic!("{:?}", state.screen);
    };
    assert!(browse.rows.is_empty(), "they have come");
    assert_eq!(state.field().unwrap().text(), "t");

    // What takes the filter away again is waited for as well.
    let session = club().browse("test").keys_at_once("Esc D");
    assert_eq!(session.results()[0].name, "Test User");
}

/// A home screen whose store has not answered.
fn unanswered() -> State {
    let catalogue = Arc::new(Catalogue::new(levelup::testing::built_in()));
    let mut state = State::new(
        catalogue,
        "2026-11-22T10:00:00Z".parse().unwrap(),
        TimeZone::UTC,
    );
    state.size = Size {
        width: 80,
        height: 24,
    };
    let screen = state.screen.clone();
    state.start(screen);
    state
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
    update(state, Event::Key(key))
}

#[test]
fn unresponsive_store_does_not_block_quitting() {
    let quit = [Effect::Program(ProgramEffect::Quit(0))];
    assert_eq!(press(&mut unanswered(), Key::Char('q')), quit);

    let mut state = unanswered();
    for _ in 0..1_000 {
        assert_eq!(press(&mut state, Key::Enter), []);
    }
    assert_eq!(press(&mut state.clone(), Key::Ctrl('c')), quit);
    assert_eq!(
        press(&mut state.clone(), Key::Char('q')),
        [],
        "it comes after them"
    );

    let later = state.now.checked_add(2.seconds()).unwrap();
    update(&mut state, Event::Now(later));
    press(&mut state, Key::Char('?'));
    assert!(state.overlay.is_some(), "help needs no store");
    press(&mut state, Key::Esc);
    assert_eq!(press(&mut state, Key::Char('q')), quit);
}

#[test]
fn store_without_rows_drops_no_keys() {
    let mut state = unanswered();
    press(&mut state, Key::Char('j'));
    let error = StoreError::Full {
        path: "store".into(),
    };
    update(
        &mut state,
        Event::Failed {
            what: FailedOperation::Read,
            error,
        },
    );
    let Screen::Home(home) = &state.screen else {
        panic!("{:?}", state.screen)
    };
    assert_eq!(home.list.at, 1);
}
