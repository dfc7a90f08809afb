//! Home and the results browser: finding it again.

use jiff::Timestamp;
use levelup::testing::{Bulk, Results, Screen};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::{Session, numbered};

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
fn home_shows_progress_and_opens_the_selection() {
    let mut session = three().home().named(Some("Rosa"));
    assert!(
        session.frame().contains("taken yesterday · 1 level-up"),
        "{}",
        session.frame()
    );
    assert!(session.frame().contains("not taken yet"));

    let mut session = session.keys("Enter 3 q");
    assert!(
        session.frame().contains("draft 1 of 2 · today"),
        "{}",
        session.frame()
    );
}

#[test]
fn home_marks_a_file_that_overrides_a_built_in() {
    let starter = CLUB.replace("running-club", "starter");
    let mut session = Session::new()
        .assessment(&starter)
        .assessment(CLUB)
        .shipped();

    let frame = session.frame();

    let marked = frame
        .lines()
        .filter(|line| line.contains("overrides built-in"));
    let marked: Vec<_> = marked.collect();
    assert_eq!(marked.len(), 1, "{frame}");
    assert!(
        marked[0].contains("overrides built-in · not taken yet"),
        "{frame}"
    );
    let mut session = session.keys("Enter 2 q").at(60, 20).again();
    assert!(
        session
            .frame()
            .contains("overrides built-in · draft 1 of 2"),
        "{}",
        session.frame()
    );
}

#[test]
fn recent_result_opens_from_home() {
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
fn broken_file_is_listed_with_all_its_errors() {
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
fn browser_shows_latest_first_and_opens_a_result() {
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
fn filter_covers_name_assessment_date_and_notes() {
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
fn no_matches_and_empty_store_say_what_to_do() {
    let mut nothing = three().browse("zebra");
    assert!(
        nothing.frame().contains("No matches"),
        "{}",
        nothing.frame()
    );

    let mut nothing = nothing.keys("Esc");
    assert!(nothing.frame().contains("3 results"));

    let mut empty = Session::new().browse("");
    assert!(empty.frame().contains("No results yet"));
    assert!(
        !empty.store_path().exists(),
        "reading does not make a store"
    );
}

#[test]
fn delete_can_be_undone() {
    let mut session = three().browse("").keys("j D");
    assert_eq!(session.results().len(), 2);
    assert!(session.frame().contains("Moved to trash: press u to undo"));
    assert!(!session.frame().contains("Rosa"));

    let mut session = session.keys("u");
    assert_eq!(session.results().len(), 3);
    assert!(session.frame().contains("Rosa"));

    let mut session = session.keys("u");
    assert!(session.frame().contains("Nothing to undo"));
}

#[test]
fn open_browser_follows_other_programs() {
    let mut session = three().browse("");
    session.open();
    let other = session
        .beside()
        .named(Some("Wanda"))
        .take("running-club")
        .keys("3 3 s");
    let saved = other.results()[0].id;

    session.event(levelup::testing::Event::StoreTouched);
    assert!(session.frame().contains("Wanda"), "{}", session.frame());

    session
        .store()
        .delete(&[saved], Timestamp::UNIX_EPOCH)
        .unwrap();
    session.event(levelup::testing::Event::StoreTouched);
    assert!(!session.frame().contains("Wanda"));
    assert!(session.frame().contains("3 results"));
}

/// So many results, each a minute after the one before: `Person 0` is the oldest.
fn many(count: i64) -> Session {
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 1 s");
    let first = session.results().remove(0);
    let one = |n: i64| {
        let mut more = first.clone();
        more.id = numbered(1_000 + u64::try_from(n).unwrap());
        more.name = format!("Person {n}");
        more.taken_at = Timestamp::from_second(1_700_000_000 + 60 * n).unwrap();
        Ok(more)
    };
    let store = session.store();
    store.delete(&[first.id], Timestamp::UNIX_EPOCH).unwrap();
    store.import(&mut (0..count).map(one), false).unwrap();
    session.again().browse("")
}

/// The name in the chosen row, and how many rows are held.
fn chosen(session: &mut Session) -> (String, usize) {
    match &session.state().screen {
        Screen::Browse(browse) => (browse.rows[browse.list.at].name.clone(), browse.rows.len()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn few_rows_are_held_in_memory() {
    let mut session = many(2_000);
    let (name, held) = chosen(&mut session);
    assert_eq!(name, "Person 1999");
    assert!(held < 200, "{held}");

    let mut session = session.keys("G");
    let (name, held) = chosen(&mut session);
    assert_eq!(name, "Person 0");
    assert!(held < 200, "{held}");
    assert!(session.frame().contains("2,000 results"));
    assert!(session.frame().contains("Person 17 "), "the screen is full");

    let mut session = session.keys("g");
    assert_eq!(chosen(&mut session).0, "Person 1999");
}

#[test]
fn scrolling_passes_every_result_both_ways() {
    for filter in ["", "person", "9"] {
        let mut session = many(700).keys("/").types(filter).keys("Enter");
        let mut down = vec![chosen(&mut session).0];
        let mut most = 0;
        loop {
            session = session.keys("j");
            let (name, held) = chosen(&mut session);
            most = most.max(held);
            if down.last() == Some(&name) {
                break;
            }
            down.push(name);
        }
        let expected = (0..700).filter(|n| filter != "9" || n.to_string().contains('9'));
        assert_eq!(down.len(), expected.count(), "{filter:?}");
        assert!(most < 500, "{most} are held");
        let mut all = down.clone();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), down.len(), "{filter:?}: none comes twice");

        let mut up = vec![chosen(&mut session).0];
        for _ in 1..down.len() {
            session = session.keys("k");
            up.push(chosen(&mut session).0);
        }
        up.reverse();
        assert_eq!(up, down, "{filter:?}");
    }
}

#[test]
fn early_keys_move_as_far_as_late_ones() {
    let one_by_one = chosen(&mut many(700).keys(&"PgDn ".repeat(20))).0;

    let mut session = many(700).keys_at_once(&"PgDn ".repeat(20));
    assert_eq!(chosen(&mut session).0, one_by_one);

    let mut session = session.keys_at_once(&"PgUp ".repeat(12));
    let there = chosen(&mut session).0;
    let other = many(700).keys(&"PgDn ".repeat(20));
    assert_eq!(chosen(&mut other.keys(&"PgUp ".repeat(12))).0, there);

    let mut session = session.keys_at_once("G k k g j");
    assert_eq!(chosen(&mut session).0, "Person 698");
}

#[test]
fn best_match_is_first_and_the_count_is_exact() {
    let mut session = many(700).keys("/").types("person 7");
    assert_eq!(chosen(&mut session).0, "Person 7");
    let with_7 = (0..700).filter(|n| n.to_string().contains('7')).count();
    assert!(
        session.frame().contains(&format!("{with_7} of 700")),
        "{}",
        session.frame()
    );

    let mut session = session.types("7");
    assert_eq!(chosen(&mut session).0, "Person 77");
    let mut session = session.keys("Backspace");
    assert_eq!(chosen(&mut session).0, "Person 7");
    assert!(session.frame().contains(&format!("{with_7} of 700")));
}

#[test]
fn search_repeats_if_its_index_was_rebuilt() {
    let mut session = many(60).index_rebuilt().keys("/").types("9");

    let frame = session.frame();
    assert!(frame.contains("6 of 60"), "{frame}");
    assert!(frame.contains("Person 59"), "{frame}");
}

#[test]
fn filter_keeps_the_selection_on_changes() {
    let session = many(700).keys("/").types("person").keys("Enter");
    let mut session = session.keys(&"PgDn ".repeat(12)).keys("j j");
    let before = chosen(&mut session).0;
    let frame = session.frame();
    let above = frame.lines().nth(6).unwrap().to_owned();

    // Another program saves one: a filter that is on finds it, and nothing jumps.
    let mut other = session.results().remove(5);
    other.id = numbered(9_999);
    other.name = "Person new".into();
    session.store().save(&other).unwrap();
    session.event(levelup::testing::Event::StoreTouched);

    assert_eq!(chosen(&mut session).0, before);
    let frame = session.frame();
    assert!(frame.contains("701 of 701"), "{frame}");
    assert_eq!(frame.lines().nth(6).unwrap(), above);

    let mut session = session.keys("D");
    assert!(session.frame().contains("700 of 700"));
    assert_ne!(chosen(&mut session).0, before);
    let mut session = session.keys("u");
    assert!(session.frame().contains("701 of 701"));
}

#[test]
fn fast_deletes_remove_each_result_once() {
    let session = three().browse("").keys_at_once("D D");

    assert_eq!(session.results().len(), 1);
    let mut session = session.keys("u u");
    assert_eq!(session.results().len(), 3);
    assert!(session.frame().contains("3 results"));
}

#[test]
fn result_screen_shows_changes_and_plan_and_copies() {
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
        frame.contains("↓ 1 goal not met"),
        "running was 2 with goal 3, and is 1: {frame}"
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

    let file = session.directory().join("result.txt");
    let _session = session
        .keys("o Ctrl-U")
        .types(file.to_str().unwrap())
        .keys("Enter");
    assert!(std::fs::read_to_string(&file).unwrap().contains("Rosa"));
}
