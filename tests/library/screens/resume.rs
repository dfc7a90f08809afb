//! Reopened drafts: answers, notes, and the selected category.

use levelup::testing::{
    Answers, DraftEffect, Drafts, Effect, Event, Screen, StoreError, TakeScreen,
};
use proptest::prelude::*;

use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

fn craft() -> Session {
    Session::new().assessment(CRAFT).take("woodwork")
}

/// The selected category, the answers, and the name.
fn shown(session: &mut Session) -> (usize, Answers, String) {
    let take = form(session);
    (take.list.at, take.answers.clone(), take.name.clone())
}

fn form(session: &mut Session) -> &TakeScreen {
    match &session.state().screen {
        Screen::Take(take) => take,
        other => panic!("no form: {other:?}"),
    }
}

#[test]
fn draft_reopens_at_the_next_category_after_an_answer() {
    let mut session = craft().keys("1 2 q").again();

    assert_eq!(form(&mut session).list.at, 2);
    let session = session.keys("3 q");
    let entries = session
        .draft_of("Test User", "woodwork")
        .unwrap()
        .entries
        .len();
    assert_eq!(entries, 3, "the third digit is a third answer");
}

#[test]
fn draft_reopens_where_a_move_ended() {
    for moves in [
        "j j",
        "G",
        "G k",
        "G Tab",
        "G BackTab",
        "/ o r d Enter",
        "/ o r d",
    ] {
        let mut session = craft().keys("1").keys(moves);
        let before = shown(&mut session);

        let mut session = session.keys("Ctrl-C").again();

        assert_eq!(shown(&mut session), before, "{moves}");
    }
}

#[test]
fn draft_reopens_where_a_click_ended() {
    let mut session = craft().keys("1").clicks("Order at the bench");
    assert_eq!(form(&mut session).list.at, 3);

    session.event(Event::Terminate(143));
    let mut session = session.again();

    assert_eq!(form(&mut session).list.at, 3);
}

#[test]
fn going_home_keeps_the_cursor() {
    let mut session = Session::new().assessment(CRAFT).keys("Enter 1 G q Enter");

    assert_eq!(form(&mut session).list.at, 3);
}

#[test]
fn other_draft_keeps_its_cursor() {
    let one = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 k");
    let mut other = one.beside().take("running-club").keys("3");
    let mut one = one.keys("2 g");
    assert_eq!(form(&mut one).list.at, 0);

    let mut one = one.keys("w w");

    assert_eq!(form(&mut one).list.at, 0);
    assert_eq!(form(&mut other).list.at, 1);
}

#[test]
fn cursor_is_saved_once_a_second_after_a_move() {
    let mut session = craft().keys("1 j j");
    let writes = |session: &mut Session| {
        let effects = session.effects();
        let place =
            |effect: &&Effect| matches!(effect, Effect::Draft(DraftEffect::SavePlace { .. }));
        effects.iter().filter(place).count()
    };
    assert_eq!(writes(&mut session), 0);

    let mut session = session.after_seconds(1);
    assert_eq!(writes(&mut session), 1);
    assert_eq!(session.state().wake_at(), None);
    let cursor = session.draft_of("Test User", "woodwork").unwrap().cursor;
    assert_eq!(cursor.as_deref(), Some("order"));
    let mut session = session.after_seconds(5).keys("q");
    assert_eq!(writes(&mut session), 1);
}

#[test]
fn moves_without_answers_save_nothing() {
    let mut session = craft().keys("j j").after_seconds(2).keys("q");

    let effects = session.effects();
    let wrote = effects.iter().any(|effect| {
        matches!(
            effect,
            Effect::Draft(DraftEffect::SavePlace { .. } | DraftEffect::SaveDraft { .. })
        )
    });
    assert!(!wrote, "{effects:?}");
    assert!(!session.store_path().exists());
}

#[test]
fn move_in_one_window_keeps_the_draft_of_another() {
    let one = Session::new().assessment(CRAFT).take("woodwork").keys("1");
    let other = one.beside().take("woodwork").keys("2 3");

    let one = one.keys("g q");

    let draft = other.draft_of("Test User", "woodwork").unwrap();
    assert_eq!(draft.answered(), 3);
    assert_eq!(draft.cursor.as_deref(), Some("order"));
    assert_eq!(one.store().other_drafts("Test User").unwrap(), []);
}

#[test]
fn answers_counted_as_lowest_stay_after_a_failed_save() {
    let full = StoreError::Full {
        path: "levelup.redb".into(),
    };
    let mut session = craft().keys("2 s").fault(Some(full)).keys("l");
    assert_eq!(form(&mut session).answers.answered(), 4);

    let mut session = session.fault(None).after_seconds(2).again();

    assert_eq!(form(&mut session).answers.answered(), 4);
}

/// An event in a form.
#[derive(Debug, Clone)]
enum Happening {
    Key(&'static str),
    Click(&'static str),
    Name(&'static str),
    Second,
    Terminate(u8),
    /// The program is killed, and writes nothing more to the store.
    Kill,
}

fn happening() -> impl Strategy<Value = Happening> {
    let keys = [
        "1",
        "2",
        "3",
        "4",
        "x",
        "d",
        "p",
        "P",
        "h",
        "l",
        "Space",
        "+",
        "-",
        "Backspace",
        "j",
        "k",
        "g",
        "G",
        "PgDn",
        "Tab",
        "BackTab",
        "n",
        "N",
        "/",
        "Enter",
        "Esc",
        "a",
        "r",
        "u",
        "Ctrl-R",
        "e",
        "?",
        "w",
        "s",
    ];
    let rows = ["Sawing", "Planing", "Sharpening", "Order at"];
    prop_oneof![
        24 => prop::sample::select(keys.to_vec()).prop_map(Happening::Key),
        2 => prop::sample::select(rows.to_vec()).prop_map(Happening::Click),
        2 => prop::sample::select(vec!["Ann", "Bob"]).prop_map(Happening::Name),
        2 => Just(Happening::Second),
        1 => prop::sample::select(vec!["q", "Ctrl-C"]).prop_map(Happening::Key),
        1 => prop::sample::select(vec![143, 129]).prop_map(Happening::Terminate),
        1 => Just(Happening::Kill),
    ]
}

fn happens(mut session: Session, happening: &Happening) -> Session {
    match happening {
        Happening::Key(key) => session.keys(key),
        Happening::Second => session.after_seconds(1),
        Happening::Name(name) => session.keys("N").pastes(name).keys("Enter"),
        Happening::Click(row) if session.frame().contains(row) => session.clicks(row),
        Happening::Terminate(code) => {
            session.event(Event::Terminate(*code));
            session
        }
        Happening::Click(_) | Happening::Kill => session,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn draft_reopens_unchanged_after_any_events(
        happenings in prop::collection::vec(happening(), 1..40),
    ) {
        let mut session = craft();
        let mut confirmed = shown(&mut session);
        for happening in &happenings {
            let known = session.effects().len();
            session = happens(session, happening);
            if matches!(session.state().screen, Screen::Result(_)) {
                break;
            }
            let now = shown(&mut session);
            // After a kill, the contents of the last write to the store.
            let writes = |effect: &Effect| matches!(effect,
                Effect::Draft(DraftEffect::SaveDraft { .. } | DraftEffect::SavePlace { .. } | DraftEffect::OpenDraft { .. }));
            if session.effects()[known..].iter().any(writes) {
                confirmed = now.clone();
            }
            let expected = match happening {
                Happening::Kill => confirmed,
                _ if session.exit().is_some() => now,
                _ => continue,
            };
            session = session.named(Some(&expected.2)).again();
            confirmed = shown(&mut session);
            let has_draft = expected.1.entries.iter().any(|entry| !entry.is_blank());
            let place = if has_draft { expected.0 } else { 0 };
            prop_assert_eq!(&confirmed, &(place, expected.1, expected.2));
        }
    }
}
