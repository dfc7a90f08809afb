//! A server behind the store that is away: nothing on the screens waits for it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use levelup::state::Event;
use levelup::store::Store as _;

use crate::server::{Machine, Trouble};
use crate::session::Session;

const CLUB: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"]]
"#;

#[test]
fn the_form_is_taken_and_saved_without_the_server_and_says_that_it_waits() {
    let machine = Machine::new();
    machine.server.set(Trouble::Away);
    let mut session = Session::new()
        .assessment(CLUB)
        .server(machine.server.clone())
        .take("running-club");

    session = session.keys("2");
    assert!(
        session.frame().contains("server away"),
        "{}",
        session.frame()
    );
    assert!(session.draft_of("Test User", "running-club").is_some());
    session = session.keys("Space 1 s");

    let frame = session.frame();
    assert!(frame.contains("server away · 1 waiting"), "{frame}");
    assert!(frame.contains("1 result is waiting here"), "{frame}");
    assert!(frame.contains("Jumping"), "the result is open: {frame}");
    assert_eq!(machine.server.store().count().unwrap(), 0);
    assert_eq!(session.draft_of("Test User", "running-club"), None);
}

#[test]
fn what_waits_is_listed_and_goes_out_by_itself_when_the_server_is_back() {
    let machine = Machine::new();
    machine.server.set(Trouble::Away);
    let mut session = Session::new()
        .assessment(CLUB)
        .server(machine.server.clone())
        .take("running-club")
        .keys("2 2 s")
        .again()
        .browse("");

    let frame = session.frame();
    assert!(frame.contains("Test User"), "{frame}");
    assert!(frame.contains("1 waiting"), "{frame}");
    machine.server.set(Trouble::None);
    let end = Instant::now() + Duration::from_secs(20);
    while session.frame().contains("waiting") && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(10));
        session.event(Event::Resumed);
    }

    let frame = session.frame();
    assert!(!frame.contains("1 waiting"), "{frame}");
    assert!(frame.contains("Test User"), "{frame}");
    assert_eq!(machine.server.store().count().unwrap(), 1);
}

#[test]
fn a_server_that_answers_shows_nothing() {
    let machine = Machine::new();
    let server: Arc<dyn levelup::store::Store> = machine.server.clone();

    let frame = Session::new()
        .assessment(CLUB)
        .server(server)
        .home()
        .frame();

    assert!(!frame.contains("server"), "{frame}");
    assert!(!frame.contains("waiting"), "{frame}");
}
