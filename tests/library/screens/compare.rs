//! Marking results, and putting them side by side.

use levelup::testing::{Bulk, Effect, MARKS_MOST, Results, ResultsEffect, Screen};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::{Session, numbered};

/// The same person twice, the second time under a newer version, and somebody else once.
fn versions() -> Session {
    let newer = CRAFT
        .replace("version = \"2\"", "version = \"3\"")
        .replace("key = \"sharpening\"", "key = \"edges\"")
        .replace("name = \"Sharpening\"", "name = \"Edges\"")
        .replace("formerly = [\"honing\"]", "formerly = [\"sharpening\"]")
        .replace("\"Blunt\", \"Sharp\"", "\"Blunt\", \"Keen\", \"Sharp\"")
        .replace("key = \"order\"", "key = \"finish\"")
        .replace("name = \"Order at the bench\"", "name = \"Finish\"");
    let session = Session::new().assessment(CRAFT).take("woodwork");
    let session = session
        .keys("2 Space 1 n")
        .types("knee")
        .keys("Enter 2 3 s")
        .again()
        .after_seconds(200 * 86_400);
    let session = session.without_assessments().assessment(&newer);
    let session = session.keys("3 1 Space 3 d s").again();
    let session = session
        .after_seconds(86_400)
        .named(Some("Rosa"))
        .keys("1 2 2 x s");
    session.again().browse("")
}

#[test]
fn marks_stay_while_filtering() {
    let mut session = versions().keys("Space j Space");
    assert!(
        session.frame().contains("2 marked · 3 results"),
        "{}",
        session.frame()
    );
    assert_eq!(session.frame().matches('✓').count(), 2);

    let mut session = session.keys("/").types("rosa").keys("Enter");
    assert!(
        session.frame().contains("2 marked · 1 of 3"),
        "{}",
        session.frame()
    );
    assert_eq!(session.frame().matches('✓').count(), 1);

    let mut session = session.keys("Esc Space M");
    assert!(!session.frame().contains("marked"), "{}", session.frame());
}

#[test]
fn fewer_than_two_marks_show_a_hint() {
    let mut session = versions().keys("c");
    assert!(
        session.frame().contains("press Space to mark two or more"),
        "{}",
        session.frame()
    );
    let mut session = session.keys("Space c");
    assert!(
        session.frame().contains("press Space to mark another"),
        "{}",
        session.frame()
    );
}

#[test]
fn marked_results_are_columns_oldest_first() {
    let mut session = versions().at(100, 36).keys("Space j Space j Space c");
    let frame = session.frame();
    let Screen::Compare(compare) = &session.state().screen else {
        panic!("{frame}");
    };
    let dates: Vec<_> = compare.results.iter().map(|r| r.taken_at).collect();
    assert!(dates.is_sorted());
    assert_eq!(compare.grid.at, 2, "the newest is chosen");
    assert!(frame.contains("Sawing") && frame.contains("↑ 1"), "{frame}");
    assert!(
        frame.contains("% of the ladder"),
        "the ladders differ: {frame}"
    );
    assert!(
        frame.contains("new") && frame.contains("removed"),
        "{frame}"
    );

    let mut session = session.keys("h Enter");
    let second = session.results()[1].id;
    match &session.state().screen {
        Screen::Result(screen) => assert_eq!(screen.result.id, second),
        other => panic!("{other:?}"),
    }
    let mut session = session.keys("q");
    assert!(matches!(session.state().screen, Screen::Compare(_)));
    let mut session = session.keys("q");
    assert!(session.frame().contains("3 marked"));
}

#[test]
fn result_compares_with_the_previous_one() {
    let mut session = versions().keys("j Enter c");
    let frame = session.frame();
    let Screen::Compare(compare) = &session.state().screen else {
        panic!("{frame}");
    };
    assert!(compare.results.iter().all(|r| r.name == "Test User"));
    assert_eq!(compare.results.len(), 2);
    assert!(
        frame.contains("version 2") && frame.contains("version 3"),
        "{frame}"
    );
}

#[test]
fn first_result_has_nothing_to_compare() {
    let mut session = versions().keys("Enter c");
    let frame = session.frame();
    assert!(frame.contains("No previous result"), "{frame}");
    assert!(matches!(session.state().screen, Screen::Result(_)));
}

#[test]
fn level_texts_are_those_of_their_result() {
    let mut session = versions().at(130, 40).keys("j Enter c");
    let frame = session.frame();
    assert!(
        frame.contains("Cuts to the line, and leaves it standing."),
        "{frame}"
    );
    assert!(
        frame.contains("Cuts joints that close without a gap."),
        "{frame}"
    );

    let mut session = session.keys("j j");
    assert!(session.frame().contains("knee"), "{}", session.frame());
}

#[test]
fn at_most_fifty_results_are_compared() {
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 2 s");
    let first = session.results().remove(0);
    let store = session.store();
    let more = (0..60).map(|n| {
        let mut more = first.clone();
        more.id = numbered(1_000 + n);
        Ok(more)
    });
    store.import(&mut more.into_iter(), false).unwrap();

    let mut session = session.again().browse("");
    for _ in 0..=MARKS_MOST {
        session = session.keys("Space j");
    }
    // The last key cleared the message, so mark again.
    let mut session = session.keys("Space");
    assert!(
        session.frame().contains("50 results marked"),
        "{}",
        session.frame()
    );

    let mut session = session.keys("c");
    let frame = session.frame();
    assert!(frame.contains("of 50"), "{frame}");
    match session.keys("h h h h h h h h").state().screen {
        Screen::Compare(ref compare) => {
            assert_eq!(compare.grid.at, 41);
            assert!(compare.grid.left <= 41);
        }
        ref other => panic!("{other:?}"),
    }
}

#[test]
fn deleted_result_is_left_out() {
    let mut session = versions().keys("Space j Space");
    let newest = session.results()[0].id;
    let store = session.store();
    store
        .delete(&[newest], jiff::Timestamp::UNIX_EPOCH)
        .unwrap();

    session = session.keys("c");
    assert!(matches!(session.state().screen, Screen::Browse(_)));
    assert!(
        session.frame().contains("no longer in the store"),
        "{}",
        session.frame()
    );
    let asked = |effect: &Effect| matches!(effect, Effect::Results(ResultsEffect::Compare(ids)) if ids.len() == 2);
    assert!(session.effects().iter().any(asked));
}
