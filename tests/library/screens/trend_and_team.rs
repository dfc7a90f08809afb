//! Trend, team and demo: what saved results answer.

use levelup::testing::{
    Answer, AssessmentResult, Bulk, Effect, Event, Results, ResultsEffect, Screen, Settings,
    TeamView,
};

use crate::screens::{CLUB, CRAFT};
use crate::support::session::{Session, numbered};

fn demo() -> Session {
    Session::new().demo()
}

/// The team of "Software engineer", which the demo's home screen lists.
fn team() -> Session {
    demo().keys("/").types("software").keys("Enter t")
}

/// The trend of the newest result of Chiara in "Software engineer".
fn trend() -> Session {
    demo().browse("software chiara").keys("Enter t")
}

#[test]
fn demo_is_labeled_as_sample_data() {
    let mut session = demo();
    let frame = session.frame();
    assert!(
        frame.contains("levelup demo") && frame.contains("sample data"),
        "{frame}"
    );
    assert!(frame.contains("Chiara Conti"), "{frame}");

    let mut plain = Session::new().shipped();
    assert!(!plain.frame().contains("made-up"));
}

#[test]
fn trend_shows_a_person_from_first_to_latest() {
    let mut session = trend();
    let Screen::Trend(trend) = &session.state().screen else {
        panic!("{}", session.frame());
    };
    assert_eq!(trend.history.results.len(), 5);
    assert!(!trend.is_cut);
    assert_eq!(trend.history.name, "Chiara Conti");

    let frame = session.frame();
    assert!(frame.contains("1 Beginner → "), "{frame}");
    assert!(frame.contains("Mean level"), "{frame}");
    assert!(frame.contains("5 results"), "{frame}");

    let mut back = session.keys("j j q");
    assert!(matches!(back.state().screen, Screen::Result(_)));
}

#[test]
fn trend_reads_one_person_and_one_assessment() {
    let mut session = trend();
    let asked = Effect::Results(ResultsEffect::LoadTrend {
        name: "Chiara Conti".into(),
        slug: "software-engineer".into(),
    });
    assert!(session.effects().contains(&asked));
}

/// The demo on a server on which several logins saved results of some people.
fn shared() -> Session {
    let session = demo().shared("amara okafor", &["amara", "mallory"]);
    let logins = ["a", "b", "c", "d", "e", "f", "g"];
    session.shared("chiara conti", &logins)
}

#[test]
fn team_marks_names_shared_by_logins() {
    let mut session = shared().keys("/").types("software").keys("Enter t");
    let frame = session.frame();
    assert!(frame.contains("AO*    BS     CC*    DP "), "{frame}");
    let line = "* Several logins saved results as Amara Okafor: amara, mallory";
    assert!(frame.contains(line), "{frame}");

    session = session.keys("l");
    let frame = session.frame();
    assert!(frame.contains("* several logins · ▲ goal ·"), "{frame}");

    session = session.keys("v v v");
    let frame = session.frame();
    assert!(frame.contains("Amara Okafor*"), "{frame}");
    assert!(frame.contains("* several logins"), "{frame}");

    session = session.keys("a");
    let frame = session.frame();
    assert!(!frame.contains('*') && !frame.contains("logins"), "{frame}");
}

#[test]
fn trend_marks_a_name_shared_by_logins() {
    for is_ascii in [false, true] {
        let settings = Settings {
            ascii: is_ascii,
            ..Settings::default()
        };
        let session = shared().set(settings).browse("software chiara");
        let frame = session.keys("Enter t").frame();
        assert!(frame.contains("Chiara Conti*"), "{frame}");
        let line = "* Several logins saved results as Chiara Conti: a, b, c, d, e and 2 more";
        assert!(frame.contains(line), "{frame}");
    }
}

#[test]
fn single_result_has_no_trend_and_says_so() {
    let mut session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 Space 2 s t");
    let frame = session.frame();
    assert!(frame.contains("Only one result so far."), "{frame}");
    assert!(frame.contains("2 Better"), "{frame}");
}

/// One result, saved many times, a minute apart.
fn saved_often(times: u64) -> Session {
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 Space 2 s");
    let first = session.results().remove(0);
    let store = session.store();
    let more = (1..times).map(|n| {
        let mut more: AssessmentResult = first.clone();
        more.id = numbered(1_000 + n);
        more.taken_at -= jiff::SignedDuration::from_mins(i64::try_from(n).unwrap());
        Ok(more)
    });
    store.import(&mut more.into_iter(), false).unwrap();
    session.again().browse("")
}

#[test]
fn trend_over_500_results_is_cut_and_says_so() {
    let mut session = saved_often(501).keys("Enter t");
    let frame = session.frame();
    assert!(frame.contains("the latest 500"), "{frame}");

    let mut session = saved_often(500).keys("Enter t");
    let frame = session.frame();
    assert!(frame.contains("500 results"), "{frame}");
    assert!(!frame.contains("latest"), "{frame}");
}

#[test]
fn team_shows_the_latest_result_per_person() {
    let mut session = team();
    let Screen::Team(screen) = &session.state().screen else {
        panic!("{}", session.frame());
    };
    let team = screen.team.as_ref().unwrap();
    assert_eq!(team.people.len(), 7);
    let newest = session.results();
    let Screen::Team(screen) = &session.state().screen else {
        unreachable!()
    };
    for member in &screen.team.as_ref().unwrap().people {
        let of_slug = |r: &&AssessmentResult| r.assessment.slug == "software-engineer";
        let mut theirs = newest.iter().filter(of_slug);
        let theirs = theirs.find(|result| result.name == member.name).unwrap();
        assert_eq!(Some(theirs.id), member.id);
    }
}

#[test]
fn team_views_cycle() {
    let mut session = team();
    let views = [
        (TeamView::Map, "Amara"),
        (TeamView::Gaps, "level-ups, gap"),
        (TeamView::Help, "▲ goal"),
        (TeamView::Answered, "Oldest first"),
        (TeamView::Map, "Amara"),
    ];
    for (view, says) in views {
        let frame = session.frame();
        assert!(frame.contains(says), "{says}: {frame}");
        match &session.state().screen {
            Screen::Team(screen) => assert_eq!(screen.view, view),
            other => panic!("{other:?}"),
        }
        session = session.keys("v");
    }
}

#[test]
fn longest_unanswered_person_is_first() {
    let mut session = team().keys("v v v");
    let frame = session.frame();
    let at = |name: &str| frame.find(name).unwrap();
    assert!(at("Dev Patel") < at("Amara Okafor"), "{frame}");
    assert!(frame.contains("months ago"), "{frame}");
}

#[test]
fn selected_person_opens() {
    let mut session = team().keys("l l j Enter");
    match &session.state().screen {
        Screen::Result(screen) => assert_eq!(screen.result.name, "Chiara Conti"),
        other => panic!("{other:?}"),
    }
    let mut session = session.keys("q");
    assert!(matches!(session.state().screen, Screen::Team(_)));
}

#[test]
fn anonymous_views_show_no_names() {
    let mut session = team().keys("a");
    for _ in 0..4 {
        let frame = session.frame();
        assert!(frame.contains("names hidden"), "{frame}");
        let (_, body) = frame.split_once('\n').unwrap();
        for name in ["Amara", "Chiara", "Okafor", "Conti", "Mei"] {
            assert!(!body.contains(name), "{name}: {frame}");
        }
        session = session.keys("Enter");
        assert!(matches!(session.state().screen, Screen::Team(_)));
        session = session.keys("v");
    }
    let mut session = session.keys("a");
    assert!(session.frame().contains("Chiara"), "{}", session.frame());
}

#[test]
fn empty_team_says_what_to_do() {
    let mut session = Session::new().assessment(CRAFT).keys("t");
    let frame = session.frame();
    assert!(frame.contains("No results yet"), "{frame}");
    assert!(frame.contains("Enter to take the assessment"), "{frame}");
    assert!(!session.store_path().exists(), "reading makes no store");

    let mut none = Session::new().keys("t");
    assert!(
        none.frame().contains("Select an assessment"),
        "{}",
        none.frame()
    );
}

#[test]
fn open_team_shows_results_of_other_programs() {
    let mut session = Session::new().assessment(CLUB).keys("t");
    session.open();
    session
        .beside()
        .named(Some("Wanda"))
        .take("running-club")
        .keys("3 3 s")
        .results();

    session.event(Event::StoreTouched);
    assert!(session.frame().contains("Wanda"), "{}", session.frame());
}

#[test]
fn many_people_are_listed_vertically() {
    let session = Session::new()
        .assessment(CLUB)
        .take("running-club")
        .keys("1 Space 2 s");
    let first = session.results().remove(0);
    let store = session.store();
    for n in 0..40 {
        let mut more = first.clone();
        more.id = numbered(1_000 + n);
        more.name = format!("Person {n}");
        more.answers[1] = Answer::rated(3, false, 3);
        store.save(&more).unwrap();
    }

    let mut session = session.again().home().keys("t");
    let frame = session.frame();
    assert!(frame.contains("Distribution"), "{frame}");
    session.scene("team", "turned-80x24");
    match &session.state().screen {
        Screen::Team(screen) => assert!(screen.turned),
        other => panic!("{other:?}"),
    }
}
