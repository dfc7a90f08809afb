//! The command palette, and the messages that have left.

use levelup::testing::{Event, Overlay, RunEnd, Screen, Size};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

fn form() -> Session {
    Session::new().assessment(CLUB).take("running-club")
}

/// What stands in the first row of the palette.
fn first(session: &mut Session) -> &'static str {
    match &session.state().overlay {
        Some(Overlay::Palette(palette)) => palette.rows.first().map_or("", |row| row.name),
        other => panic!("there is no palette but {other:?}"),
    }
}

#[test]
fn enter_runs_the_command_found_by_letters() {
    let session = form().keys(":").types("levup").keys("Enter");

    let mut session = session.keys("1");
    assert!(session.state().overlay.is_none());
    let draft = session.draft_of("Test User", "running-club").unwrap();
    assert!(draft.entries[0].1.level_up, "level up was not turned on");
}

#[test]
fn names_match_before_descriptions() {
    let mut session = form().keys(":").types("save");
    assert_eq!(first(&mut session), "save");

    let mut session = form().keys(":").types("undo");
    assert_eq!(first(&mut session), "undo");

    // "Redo the last undone change" is the description of Ctrl-R.
    let mut session = form().keys(":").types("undone last");
    assert_eq!(first(&mut session), "redo");

    let mut session = form().keys(":").types("undone zzz");
    assert_eq!(first(&mut session), "");
    assert!(session.frame().contains("No matching commands"));
    assert!(session.frame().contains("Esc"));
    let mut session = session.keys("Enter");
    assert!(matches!(session.state().overlay, Some(Overlay::Palette(_))));
    let mut session = session.keys("Esc");
    assert!(session.state().overlay.is_none());
}

#[test]
fn palette_lists_commands_of_its_screen() {
    let mut home = Session::new().assessment(CLUB).keys(":").types("rate");
    assert_ne!(first(&mut home), "rate-1");

    let mut take = form().keys(":").types("better");
    assert_eq!(first(&mut take), "rate-2");
    let mut take = take.keys("Enter");
    match &take.state().screen {
        Screen::Take(take) => assert_eq!(take.answers.entries[0].answer.current(), Some(2)),
        other => panic!("{other:?}"),
    }
    // Three ratings: there is no fourth level to rate at.
    let mut take = take.keys(":").types("rate-4");
    assert_eq!(first(&mut take), "");
}

#[test]
fn palette_opens_over_help_and_questions() {
    let mut session = form().keys("? : Esc");
    assert!(matches!(session.state().overlay, Some(Overlay::Help(_))));
    let mut session = session.keys(":").types("note").keys("Enter");
    assert!(session.state().overlay.is_none());
    assert!(
        session.state().field().is_some(),
        "no note is being written"
    );

    let mut session = form().keys("2 s : Esc");
    assert!(matches!(session.state().overlay, Some(Overlay::Unanswered)));
    let session = session.keys(":").types("save-unanswered").keys("Enter");
    assert_eq!(session.results().len(), 1, "it was not saved");
}

#[test]
fn colon_in_a_text_field_is_text() {
    let session = form().keys("n").types("a:b").keys("Enter");

    let draft = session.draft_of("Test User", "running-club").unwrap();
    assert_eq!(draft.entries[0].1.note, "a:b");
    let mut session = form().keys(": :");
    assert_eq!(session.state().field().unwrap().text(), ":");
    assert_eq!(session.keys("Ctrl-C").exit(), Some(RunEnd::Code(0)));
}

#[test]
fn paste_filters_and_runs_nothing() {
    let mut session = form().keys(":").pastes("save\n");

    assert_eq!(first(&mut session), "save");
    assert_eq!(session.results().len(), 0);
}

#[test]
fn selected_row_is_visible_in_the_smallest_window() {
    let mut session = form().at(30, 8).keys(":");
    for _ in 0..12 {
        session = session.keys("Down");
    }
    assert!(session.frame().contains('▌'), "{}", session.frame());

    let mut session = session.resized(80, 24).keys("PgDn PgDn PgDn");
    session.event(Event::Resize(Size {
        width: 30,
        height: 8,
    }));
    assert!(session.frame().contains('▌'), "{}", session.frame());
}

#[test]
fn past_messages_can_be_read() {
    let session = form().keys("9 u").after_seconds(60).keys("8");
    let mut session = session.after_seconds(60);
    assert!(!session.frame().contains("No level"));

    let mut session = session.keys("m");
    let frame = session.frame();
    let places: Vec<_> = [
        "10:01:00  No level 8",
        "10:00:00  Nothing to undo",
        "10:00:00  No level 9",
    ]
    .iter()
    .map(|text| {
        frame
            .find(text)
            .unwrap_or_else(|| panic!("{text} in {frame}"))
    })
    .collect();
    assert!(places.is_sorted(), "newest first: {frame}");

    let mut session = session.keys("j");
    assert!(!session.frame().contains("No level 8"));
    let mut session = session.keys("q");
    assert!(session.state().overlay.is_none());
    assert!(matches!(session.state().screen, Screen::Take(_)));
}

#[test]
fn repeated_message_is_listed_once() {
    let mut session = form().keys("9 9 9 9 m");

    assert_eq!(session.frame().matches("No level 9").count(), 1);
}

#[test]
fn palette_frames() {
    let craft = || Session::new().assessment(CRAFT).take("woodwork");
    craft().keys(":").scene("palette", "take-80x24");
    craft()
        .at(120, 36)
        .keys(":")
        .types("lev")
        .scene("palette", "found-120x36");
    craft()
        .at(30, 8)
        .keys(":")
        .types("lev")
        .scene("palette", "found-30x8");
    craft()
        .keys(":")
        .types("zzz")
        .scene("palette", "nothing-80x24");
    Session::new()
        .shipped()
        .keys(":")
        .scene("palette", "home-80x24");
    craft().keys("9 u m").scene("messages", "some-80x24");
    craft().keys("m").scene("messages", "none-80x24");
}
