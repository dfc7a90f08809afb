//! Clicks act on what is drawn there.

use levelup::testing::{Answer, MouseKind, Screen};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::Session;

const CLICK: MouseKind = MouseKind::Click;

fn craft() -> Session {
    Session::new().assessment(CRAFT).take("woodwork")
}

fn chosen(session: &mut Session) -> usize {
    match &session.state().screen {
        Screen::Take(take) => take.list.at,
        Screen::Home(home) => home.list.at,
        Screen::Browse(browse) => browse.list.at,
        Screen::Compare(compare) => compare.list.at,
        Screen::Team(team) => team.list.at,
        Screen::Result(result) => result.list.at,
        _ => panic!("no list"),
    }
}

fn answers(session: &mut Session) -> Vec<Option<u8>> {
    let Screen::Take(take) = &session.state().screen else {
        panic!("no form");
    };
    let entries = take.answers.entries.iter();
    entries.map(|entry| entry.answer.current()).collect()
}

#[test]
fn click_selects_a_name_and_rates_on_a_mark() {
    let mut session = craft().clicks("Sharpening");
    assert_eq!(chosen(&mut session), 2);
    assert_eq!(answers(&mut session), [None; 4]);

    let (x, y) = session.place_of("Planing");
    let marks = x + u16::try_from("Order at the bench".len()).unwrap() + 2;
    // The third mark of Planing.
    let mut session = session.mouse(CLICK, marks + 4, y);

    assert_eq!(answers(&mut session), [None, Some(3), None, None]);
    assert_eq!(chosen(&mut session), 2);
    // A ladder of three has no fourth mark.
    let mut session = session.mouse(CLICK, marks + 6, y + 3);
    assert_eq!(answers(&mut session), [None, Some(3), None, None]);
    session.scene("mouse", "rated");
}

#[test]
fn click_on_a_ladder_level_rates_it() {
    for (width, height) in [(120, 36), (80, 24), (70, 30)] {
        let mut session = craft().at(width, height).clicks("3 Fluent");
        assert_eq!(answers(&mut session)[0], Some(3), "{width}x{height}");
    }
    let mut page = craft().keys("Enter").clicks("2 Competent");
    assert_eq!(answers(&mut page)[0], Some(2));
}

#[test]
fn click_on_a_footer_key_runs_it_except_digits() {
    let mut session = craft().clicks("1-4 rate");
    assert_eq!(answers(&mut session), [None; 4]);

    let mut session = session.clicks("Tab unanswered");
    assert_eq!(chosen(&mut session), 1);
    let mut session = session.clicks("s save");
    assert!(session.frame().contains("4 categories are unanswered"));
    let mut session = session.keys("Esc").clicks("? help").clicks("q back");
    assert!(session.frame().contains("Sawing"));
    // Between two keys stands nothing.
    let (x, y) = session.place_of("Tab unanswered");
    let mut session = session.mouse(CLICK, x - 2, y);
    assert_eq!(chosen(&mut session), 1);
}

#[test]
fn click_on_a_dialog_line_runs_it() {
    for (width, height) in [(80, 24), (121, 37), (50, 16)] {
        let asked = || craft().at(width, height).keys("2 s");
        let mut back = asked().clicks("Back to the form");
        assert!(!back.frame().contains("unanswered."), "{width}x{height}");
        let mut there = asked()
            .keys("Esc g s")
            .clicks("Go to the first unanswered category");
        assert_eq!(chosen(&mut there), 1);
        let saved = asked().clicks("Save as unanswered");
        assert_eq!(saved.results().len(), 1, "{width}x{height}");
        let mut beside = asked();
        let (x, y) = beside.place_of("Save as unanswered");
        let beside = beside.mouse(CLICK, x - 5, y).mouse(CLICK, x, y - 3);
        assert_eq!(beside.results().len(), 0);
    }
}

#[test]
fn double_click_opens_a_row() {
    let home = || Session::new().assessment(CLUB).assessment(CRAFT);

    let mut session = home().clicks("Woodwork").clicks("Woodwork");
    assert!(
        matches!(&session.state().screen, Screen::Take(take) if take.assessment.slug == "woodwork")
    );

    let session = home().clicks("Woodwork").after_seconds(1);
    let mut session = session.clicks("Woodwork");
    assert!(matches!(session.state().screen, Screen::Home(_)));
    assert_eq!(chosen(&mut session), 1);
}

#[test]
fn wheel_moves_three_rows_and_scrolls_overlays() {
    let session = Session::new().shipped().at(80, 24);
    let mut session = session.mouse(MouseKind::WheelDown, 5, 5);
    assert_eq!(chosen(&mut session), 3);
    let session = session.mouse(MouseKind::WheelDown, 5, 5);
    let mut session = session.mouse(MouseKind::WheelUp, 5, 5);
    assert_eq!(chosen(&mut session), 3);

    let help = craft().at(80, 16).keys("?");
    let mut help = help.mouse(MouseKind::WheelDown, 5, 5);
    assert!(!help.frame().contains("details") && help.frame().contains("more below"));
}

#[test]
fn mouse_changes_nothing_while_a_note_is_typed() {
    let mut session = craft().keys("n").types("text").clicks("Planing");
    let mut session2 = craft().keys("n").types("text");
    assert_eq!(chosen(&mut session), 0);
    assert_eq!(session.frame(), session2.frame());
    let mut session = session.mouse(MouseKind::WheelDown, 5, 5);
    assert_eq!(chosen(&mut session), 0);
}

#[test]
fn browser_rows_and_filter_respond_to_clicks() {
    let session = Session::new().demo().browse("").at(120, 36);
    let mut session = session.mouse(CLICK, 20, 9);
    assert_eq!(chosen(&mut session), 5);

    let mut filtering = session.clicks("Press / to filter").types("Amara");
    assert!(filtering.frame().contains(" of "));
    let mut session = filtering.mouse(CLICK, 20, 5);
    assert_eq!(chosen(&mut session), 1);
    let mut session = session.mouse(CLICK, 20, 5);
    assert!(matches!(session.state().screen, Screen::Result(_)));
}

#[test]
fn compare_and_team_select_rows_and_columns_by_click() {
    let session = Session::new().demo().browse("").at(120, 36);
    let session = session.keys("Space j Space c");
    let mut session = session;
    let Screen::Compare(compare) = &session.state().screen else {
        panic!("no comparison");
    };
    assert_eq!(compare.grid.at, 1);
    let (x, table) = (
        compare.grid.from,
        compare.layout(compare_size()).table.first,
    );
    let mut session = session.mouse(CLICK, x + 1, table + 2);
    let Screen::Compare(compare) = &session.state().screen else {
        panic!("no comparison");
    };
    assert_eq!((compare.grid.at, compare.list.at), (0, 1));

    let mut team = Session::new().demo().at(120, 36).keys("t");
    let Screen::Team(screen) = &team.state().screen else {
        panic!("no team");
    };
    let top = screen.layout(compare_size()).list.first;
    let x = screen.grid.from + screen.grid.column * 2;
    let mut team = team.mouse(CLICK, x, top + 2);
    let Screen::Team(screen) = &team.state().screen else {
        panic!("no team");
    };
    assert_eq!((screen.grid.at, screen.list.at), (2, 1));
}

fn compare_size() -> levelup::testing::Size {
    levelup::testing::Size {
        width: 120,
        height: 36,
    }
}

#[test]
fn click_anywhere_at_any_size_does_not_panic() {
    for (width, height) in [(1, 1), (30, 8), (49, 15), (60, 16), (80, 24), (130, 40)] {
        let mut session = Session::new().shipped().at(width, height);
        for (x, y) in [
            (0, 0),
            (5, 2),
            (40, 3),
            (44, 9),
            (2, 13),
            (79, 23),
            (999, 999),
        ] {
            session = session.mouse(CLICK, x, y).mouse(MouseKind::WheelDown, x, y);
            session = session.keys("Enter").mouse(CLICK, x, y).keys("Esc");
        }
        session.frame();
    }
    let mut session = craft().keys("2");
    assert!(!session.state().settings.mouse);
    let Screen::Take(take) = &session.state().screen else {
        panic!("no form");
    };
    assert_eq!(take.answers.entries[0].answer, Answer::rated(2, false, 4));
}
