//! Home and the results browser: finding it again.

use jiff::Timestamp;
use levelup::state::Screen;
use levelup::store::Store as _;

use crate::session::{Session, numbered};
use crate::{CLUB, CRAFT};

/// Results of three people, a day apart each.
fn three() -> Session {
    let session = Session::new()
        .assessment(CLUB)
        .assessment(CRAFT)
        .take("running-club");
    let session = session.keys("1 1 s").again().after_seconds(86_400);
    let session = session
        .named(Some("Rosa"))
        .keys("2 Space 2 n")
        .types("payments team")
        .keys("Enter s");
    let session = session.again().after_seconds(86_400).named(Some("Ángel"));
    session.take("woodwork").keys("1 2 3 4 s").again()
}

#[test]
fn home_tells_how_far_one_is_and_opens_what_is_chosen() {
    let mut session = three().home().named(Some("Rosa"));
    assert!(
        session
            .frame()
            .contains("taken yesterday · 1 open level-up"),
        "{}",
        session.frame()
    );
    assert!(session.frame().contains("never taken"));

    let mut session = session.keys("Enter 3 q");
    assert!(
        session.frame().contains("draft 1 of 2 · today"),
        "{}",
        session.frame()
    );
}

#[test]
fn a_recent_result_opens_from_home_and_back_leads_home() {
    let mut session = three().home().keys("G Enter");
    match &session.state().screen {
        Screen::Result(screen) => assert_eq!(screen.result.name, "Test User"),
        other => panic!("{other:?}"),
    }

    let mut session = session.keys("Esc");
    assert!(matches!(session.state().screen, Screen::Home(_)));
}

#[test]
fn home_filters_assessments_and_results() {
    let mut session = three().home().keys("/").types("wood");

    let frame = session.frame();
    assert!(
        frame.contains("Woodwork") && !frame.contains("Running club"),
        "{frame}"
    );

    let mut session = session.keys("Esc Esc");
    assert!(session.frame().contains("Running club"));
}

#[test]
fn a_broken_file_is_listed_and_shows_all_its_errors() {
    let broken = "slug = \"broken\"\nname = 1\nratings = [\"A\"]\ncategoris = []\n";

    let mut session = Session::new().assessment(CLUB).assessment(broken);
    assert!(session.frame().contains("Running club"));
    assert!(session.frame().contains("broken.toml"));

    let mut session = session.keys("j Enter j j");
    assert!(
        session.frame().contains("did you mean"),
        "{}",
        session.frame()
    );
    let mut session = session.keys("q");
    assert!(matches!(session.state().screen, Screen::Home(_)));
}

#[test]
fn the_browser_shows_the_newest_first_and_opens_one() {
    let mut session = three().browse("");
    let frame = session.frame();
    let at = |name: &str| frame.find(name).unwrap();
    assert!(
        at("Ángel") < at("Rosa") && at("Rosa") < at("Test User"),
        "{frame}"
    );
    assert!(frame.contains("3 results"));

    let mut session = session.keys("j Enter");
    match &session.state().screen {
        Screen::Result(screen) => assert_eq!(screen.result.name, "Rosa"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn typing_filters_over_name_assessment_date_and_notes() {
    for (typed, found) in [
        ("rosa", "Rosa"),
        ("paymnts", "Rosa"),
        ("angel", "Ángel"),
        ("2026-11-22", "Test User"),
    ] {
        let mut session = three().browse("").keys("/").types(typed);
        let frame = session.frame();
        assert!(frame.contains("1 of 3"), "{typed}: {frame}");
        assert!(frame.contains(found), "{typed}: {frame}");
    }
}

#[test]
fn an_empty_search_and_an_empty_store_say_what_to_do() {
    let mut nothing = three().browse("zebra");
    assert!(
        nothing.frame().contains("Nothing matches the filter."),
        "{}",
        nothing.frame()
    );

    let mut nothing = nothing.keys("Esc");
    assert!(nothing.frame().contains("3 results"));

    let mut empty = Session::new().browse("");
    assert!(empty.frame().contains("No results yet."));
    assert!(
        !empty.store_path().exists(),
        "reading does not make a store"
    );
}

#[test]
fn delete_asks_nothing_and_can_be_undone() {
    let mut session = three().browse("").keys("j D");
    assert_eq!(session.results().len(), 2);
    assert!(session.frame().contains("Deleted: u brings it back"));
    assert!(!session.frame().contains("Rosa"));

    let mut session = session.keys("u");
    assert_eq!(session.results().len(), 3);
    assert!(session.frame().contains("Rosa"));

    let mut session = session.keys("u");
    assert!(session.frame().contains("Nothing to undo"));
}

#[test]
fn a_browser_that_is_open_shows_what_another_program_saved_and_deleted() {
    let mut session = three().browse("");
    session.open();
    let other = session
        .beside()
        .named(Some("Wanda"))
        .take("running-club")
        .keys("3 3 s");
    let saved = other.results()[0].id;

    session.event(levelup::state::Event::StoreTouched);
    assert!(session.frame().contains("Wanda"), "{}", session.frame());

    session
        .store()
        .delete(&[saved], Timestamp::UNIX_EPOCH)
        .unwrap();
    session.event(levelup::state::Event::StoreTouched);
    assert!(!session.frame().contains("Wanda"));
    assert!(session.frame().contains("3 results"));
}

#[test]
fn a_thousand_results_are_read_page_by_page_to_the_end() {
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 1 s");
    let first = session.results().remove(0);
    let store = session.store();
    for n in 0..300 {
        let mut more = first.clone();
        more.id = numbered(1_000 + n);
        more.name = format!("Person {n}");
        store.save(&more).unwrap();
    }

    let mut session = session.again().browse("");
    match &session.state().screen {
        Screen::Browse(browse) => assert!(browse.rows.len() < 150, "{}", browse.rows.len()),
        other => panic!("{other:?}"),
    }
    let mut session = session.keys("G");
    match &session.state().screen {
        Screen::Browse(browse) => {
            assert_eq!(browse.rows.len(), 301);
            assert_eq!(browse.list.at, 300);
        }
        other => panic!("{other:?}"),
    }
    assert!(session.frame().contains("301 results"));
}

#[test]
fn deleting_fast_deletes_each_once() {
    let session = three().browse("").keys_at_once("D D");

    assert_eq!(session.results().len(), 1);
    let mut session = session.keys("u u");
    assert_eq!(session.results().len(), 3);
    assert!(session.frame().contains("3 results"));
}

#[test]
fn the_result_screen_shows_what_changed_what_next_and_copies_it() {
    let session = three()
        .named(Some("Rosa"))
        .take("running-club")
        .after_seconds(86_400);
    let mut session = session.keys("3 Space 1 s");

    let frame = session.frame();
    assert!(
        frame.contains("since 2026-11-23") && frame.contains("↑ 1"),
        "{frame}"
    );
    assert!(
        frame.contains("↓ 1 not yet"),
        "running was 2 and wanted 3, and is 1: {frame}"
    );

    let mut session = session.keys("v v");
    assert!(
        session.frame().contains("Running: Good → Better"),
        "{}",
        session.frame()
    );
    let mut session = session.keys("y");
    assert!(
        session.copied()[0].starts_with("## Plan") || session.copied()[0].contains("- [ ] "),
        "{:?}",
        session.copied()
    );

    let file = session.folder().join("result.txt");
    let _session = session
        .keys("o Ctrl-U")
        .types(file.to_str().unwrap())
        .keys("Enter");
    assert!(std::fs::read_to_string(&file).unwrap().contains("Rosa"));
}
