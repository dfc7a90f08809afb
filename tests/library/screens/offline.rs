//! A server behind the store that is away: nothing on the screens waits for it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use levelup::testing::{
    DraftEffect, Drafts, EffectRunner, Event, Incoming, OpenDrafts, Results, ResultsEffect,
    ServerTiming, StoreThread,
};
use uuid::Uuid;

use crate::support::fake_server::{Client, Trouble, draft, result};
use crate::support::session::Session;
use crate::support::wait::wait_until;

const CLUB: &str = r#"slug = "running-club"
name = "Running club"
ratings = ["Good", "Better", "Best"]
categories = [["Jumping", "jumping"], ["Running", "running"]]
"#;

#[test]
fn offline_form_is_saved_as_pending() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    let mut session = Session::new()
        .assessment(CLUB)
        .server(client.server.clone())
        .take("running-club");

    session = session.keys("2");
    assert!(session.frame().contains("offline"), "{}", session.frame());
    assert!(session.draft_of("Test User", "running-club").is_some());
    session = session.keys("Space 1 s");

    let frame = session.frame();
    assert!(frame.contains("offline · 1 pending"), "{frame}");
    assert!(frame.contains("1 result pending"), "{frame}");
    assert!(frame.contains("Jumping"), "the result is open: {frame}");
    assert_eq!(client.server.store.count().unwrap(), 0);
    assert_eq!(session.draft_of("Test User", "running-club"), None);
}

#[test]
fn pending_results_are_listed_and_sent_on_reconnect() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    let mut session = Session::new()
        .assessment(CLUB)
        .server(client.server.clone())
        .take("running-club")
        .keys("2 2 s")
        .again()
        .browse("");

    let frame = session.frame();
    assert!(frame.contains("Test User"), "{frame}");
    assert!(frame.contains("1 pending"), "{frame}");
    client.server.set(Trouble::None);
    wait_until("no pending results", || {
        session.event(Event::Resumed);
        !session.frame().contains("pending")
    });

    let frame = session.frame();
    assert!(frame.contains("Test User"), "{frame}");
    assert_eq!(client.server.store.count().unwrap(), 1);
}

#[test]
fn rejected_result_is_reported_on_the_screen() {
    let client = Client::new();
    client.server.set(Trouble::Refuses);
    let mut session = Session::new()
        .assessment(CLUB)
        .server(client.server.clone())
        .take("running-club")
        .keys("2 2 s");
    wait_until("a rejected result", || {
        session.event(Event::Resumed);
        session.frame().contains("rejected by the server")
    });

    let frame = session.frame();
    assert!(frame.contains("rated · 1 pending"), "{frame}");
    assert!(!frame.contains("offline"), "{frame}");
}

#[test]
fn offline_screens_never_claim_there_is_nothing() {
    let client = Client::new();
    client.server.set(Trouble::Away);
    let mut session = Session::new()
        .assessment(CLUB)
        .server(client.server.clone())
        .home();

    let home = session.frame();
    session = session.keys("b");
    let browser = session.frame();
    session = session.keys("q t");
    let team = session.frame();

    assert!(home.contains("unknown (offline)"), "{home}");
    assert!(home.contains("Server offline"), "{home}");
    assert!(!home.contains("Getting started"), "{home}");
    assert!(browser.contains("Server offline"), "{browser}");
    assert!(!browser.contains("No results yet"), "{browser}");
    assert!(team.contains("Server offline"), "{team}");
    assert!(!team.contains("Nobody has answered"), "{team}");
}

#[test]
fn online_server_shows_no_status() {
    let client = Client::new();
    let server: Arc<dyn levelup::testing::RemoteStore> = client.server.clone();

    let frame = Session::new()
        .assessment(CLUB)
        .server(server)
        .home()
        .frame();

    assert!(!frame.contains("server"), "{frame}");
    assert!(!frame.contains("pending"), "{frame}");
}

#[test]
fn denied_login_can_open_drafts() {
    let client = Client::new();
    let mut session = Session::new()
        .assessment(CLUB)
        .server(client.server.clone())
        .take("running-club")
        .keys("2")
        .again();
    client.server.set(Trouble::ShutsOut);

    session = session.take("running-club");
    let frame = session.frame();
    assert!(frame.contains("1 of 2 answered"), "{frame}");
    assert!(frame.contains("access denied"), "{frame}");

    let frame = session.again().home().frame();
    assert!(frame.contains("Running club"), "{frame}");
    assert!(frame.contains("access denied"), "{frame}");
}

/// A screen's store thread on a client, which waits for the server as long as it takes.
fn patient(client: &Client) -> (StoreThread, Receiver<Incoming>) {
    *client.server.faults.deadline.lock().unwrap() = Duration::from_secs(120);
    let keeper = EffectRunner {
        store: Arc::new(client.screen(ServerTiming::default(), Box::new(|_| ()))),
        clock: Arc::new(|| Timestamp::UNIX_EPOCH),
        ids: Box::new(|| Uuid::from_u128(9)),
        zone: TimeZone::UTC,
        account: || "account".into(),
        open_drafts: OpenDrafts::default(),
        remembered: None,
    };
    let (answers, answered) = channel();
    let path = client.local().path().to_path_buf();
    (StoreThread::start(&path, keeper, answers), answered)
}

#[test]
fn form_opens_before_the_previous_result_arrives() {
    let client = Client::new();
    client.server.store.save(&result(1, "Ada", 10)).unwrap();
    let (mut thread, answered) = patient(&client);
    let next = || answered.recv_timeout(Duration::from_secs(30)).unwrap();
    for _ in 0..500 {
        thread.run(DraftEffect::OpenDraft {
            name: Some("Ada".to_owned()),
            slug: "club".to_owned(),
            instead_of: None,
        });
        let (first, second) = (next(), next());
        let opens = matches!(first, Incoming::Event(Event::DraftOpened(_)));
        assert!(opens, "{first:?}, and then {second:?}");
    }
}

#[test]
fn form_is_saved_while_the_server_is_silent() {
    let client = Client::new();
    client.server.store.save(&result(1, "Ada", 10)).unwrap();
    client.server.set(Trouble::Silent);
    let (mut thread, answered) = patient(&client);
    // The next event; a thread that waits for the server sends none.
    let next = || answered.recv_timeout(Duration::from_secs(30)).unwrap();

    thread.run(ResultsEffect::LoadHome {
        name: Some("Ada".to_owned()),
        slugs: vec!["club".to_owned()],
    });
    thread.run(DraftEffect::OpenDraft {
        name: Some("Ada".to_owned()),
        slug: "club".to_owned(),
        instead_of: None,
    });
    let opened = next();
    let one = Box::new(draft(9, "Ada"));
    let saved = DraftEffect::SaveDraft {
        draft: one.clone(),
        revision: 1,
    };
    thread.run(saved);
    let kept = next();
    let there = client.local().draft("Ada", "club").unwrap();
    let result = Box::new(result(9, "Ada", 20));
    thread.run(DraftEffect::SaveResult(result));
    let handed_in = next();

    let Incoming::Event(Event::DraftOpened(found)) = opened else {
        panic!("{opened:?}");
    };
    assert_eq!((found.draft, found.last), (None, None));
    assert!(
        matches!(kept, Incoming::StoreReply(Some(Event::DraftSaved { .. }))),
        "{kept:?}"
    );
    assert_eq!(there, Some(*one));
    assert!(
        matches!(handed_in, Incoming::StoreReply(Some(Event::ResultSaved(_)))),
        "{handed_in:?}"
    );
    assert_eq!(client.arrived(), [1], "the server has not heard of it");

    client.server.set(Trouble::None);
    let home = next();
    assert!(
        matches!(home, Incoming::StoreReply(Some(Event::Home(_)))),
        "{home:?}"
    );
    let last = next();
    assert!(
        matches!(last, Incoming::StoreReply(Some(Event::LastRead(_)))),
        "{last:?}"
    );
}

#[test]
fn late_previous_result_appears_in_an_open_form() {
    let client = Client::new();
    let mut session = Session::new()
        .assessment(CLUB)
        .server(client.server.clone())
        .take("running-club")
        .keys("3 2 s")
        .again()
        .take("running-club");

    session = session.keys("p");
    let frame = session.frame();
    assert!(frame.contains("1 of 2"), "{frame}");
    assert_eq!(client.server.store.count().unwrap(), 1);
}
