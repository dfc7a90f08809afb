//! A run that is written down: it goes the same way again, without a store and without anybody's
//! words.

use std::ops::ControlFlow;

use levelup::testing::{Difference, MouseKind, Recording, Redactor, Replay, ReplayOutcome};

use crate::screens::CRAFT;
use crate::support::session::Session;

/// A stored recording; `LEVELUP_PICTURES=write` writes it again.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recordings/form.jsonl");

fn replayed(text: &str) -> ReplayOutcome {
    let replay = Replay::read(text).unwrap();
    replay.play(None, &mut |_| ControlFlow::Continue(()))
}

fn last_frame(text: &str) -> String {
    let mut frame = Vec::new();
    let replay = Replay::read(text).unwrap();
    replay.play(None, &mut |step| {
        frame = step.frame;
        ControlFlow::Continue(())
    });
    frame.join("\n")
}

/// Somebody named Rosa Quintanilla, who writes, renames, finds, pastes, saves, filters and leaves.
fn run(session: Session) -> Session {
    session
        .assessment(CRAFT)
        .named(Some("Rosa Quintanilla"))
        .keys("Enter 2 Space 1 n")
        .types("tell Wolfgang 47110815 nothing")
        .pastes("pasted Confidential words")
        .keys("Enter N")
        .types("-Marmaduke")
        .keys("Enter / ")
        .types("plan")
        .keys("Enter 3 x s s o")
        .types("/Zanzibar")
        .keys("Esc b")
        .keys("q b /")
        .types("Quinta")
        .keys("Enter j k")
        .mouse(MouseKind::Click, 20, 4)
        .resized(100, 30)
}

const SECRETS: [&str; 9] = [
    "rosa",
    "quinta",
    "wolfgang",
    "47110815",
    "nothing",
    "confidential",
    "marmaduke",
    "zanzibar",
    "tell",
];

/// The text without what tells where and when: what is typed comes one character a line.
fn typed(text: &str) -> String {
    let key = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let key = value.pointer("/event/event/Key/Char")?;
        Some(key.as_str().unwrap().to_owned())
    };
    text.lines()
        .filter_map(key)
        .collect::<String>()
        .to_lowercase()
}

#[test]
fn recording_has_no_user_text_and_replays() {
    let text = run(Session::new().recorded(Redactor::new([7; 16]))).recording();

    let low = text.to_lowercase();
    for secret in SECRETS {
        assert!(!low.contains(secret), "{secret}");
        assert!(!typed(&text).contains(secret), "{secret} was typed");
    }
    // Texts of the assessment are not private, so text that finds them is recorded.
    assert!(typed(&text).contains("plan"));
    let ending = replayed(&text);
    assert_eq!(ending.difference, None);
    assert!(ending.is_complete && ending.events > 60);
}

#[test]
fn full_recording_has_every_word_and_replays() {
    let mut session = run(Session::new().recorded(Redactor::none()));
    let frame = session.frame();

    let text = session.recording();

    for secret in ["Rosa Quintanilla-Marmaduke", "pasted Confidential words"] {
        assert!(text.contains(secret), "{secret}");
    }
    assert_eq!(last_frame(&text).trim_end(), frame.trim_end());
    assert_eq!(replayed(&text).difference, None);
}

#[test]
fn redacted_recording_has_the_same_layout() {
    let mut session = run(Session::new().recorded(Redactor::new([7; 16])));
    let frame = session.frame();
    let blank = |text: &str| {
        let letter = |c: char| if c.is_alphanumeric() { 'x' } else { c };
        text.trim_end().chars().map(letter).collect::<String>()
    };

    assert_eq!(blank(&last_frame(&session.recording())), blank(&frame));
}

#[test]
fn text_typed_while_the_draft_loads_is_redacted() {
    let session = Session::new().recorded(Redactor::new([7; 16]));
    let session = session
        .assessment(CRAFT)
        .keys_at_once("Enter n T o p S e c r e t Enter 2");

    let text = session.recording();

    assert!(!typed(&text).contains("topsecret"), "{}", typed(&text));
    assert_eq!(replayed(&text).difference, None);
    assert!(last_frame(&text).contains("1 of 4 answered"));
}

#[test]
fn replay_reports_the_first_difference() {
    let run = || Session::new().assessment(CRAFT).take("woodwork");
    let text = run().recorded(Redactor::none()).keys("2 3").recording();

    let other = text.replace("{\"Char\":\"3\"}", "{\"Char\":\"4\"}");
    assert_ne!(text, other);
    let told = replayed(&other).difference;
    assert!(matches!(told, Some(Difference::Effects { recorded, now, .. }) if recorded == now));
    let other = text.replace("{\"Char\":\"3\"}", "{\"Char\":\"j\"}");
    let told = replayed(&other).difference.unwrap();
    let Difference::Effects { recorded, now, .. } = told else {
        panic!("{told:?}");
    };
    assert_eq!((recorded, now), (vec!["SaveDraft".to_owned()], Vec::new()));
    let other = text.replace("2 of 4 answered", "9 of 4 answered");
    assert!(matches!(
        replayed(&other).difference,
        Some(Difference::Frame { rows }) if rows.len() == 1 && rows[0].0 == 0
    ));
}

#[test]
fn cut_recording_is_replayed_to_its_end() {
    let text = run(Session::new().recorded(Redactor::none())).recording();
    let whole = replayed(&text).events;

    for part in [text.len() / 3, text.len() * 2 / 3, text.len() - 30] {
        let part = (part..text.len())
            .find(|at| text.is_char_boundary(*at))
            .unwrap();
        let ending = replayed(&text[..part]);
        assert_eq!(ending.difference, None);
        assert!(!ending.is_complete && ending.events <= whole);
    }
}

#[test]
fn recording_at_another_size_is_shown_at_that_size() {
    let text = run(Session::new().recorded(Redactor::none())).recording();
    let (width, height) = (60, 20);
    let size = levelup::testing::Size { width, height };

    let mut frames = 0;
    let ending = Replay::read(&text).unwrap().play(Some(size), &mut |step| {
        frames += 1;
        assert_eq!(step.frame.len(), 20);
        ControlFlow::Continue(())
    });

    assert_eq!(frames, ending.events + 1);
}

#[test]
fn recording_is_private_and_overwrites_nothing() {
    let directory = tempfile::TempDir::new().unwrap();
    let path = directory.path().join("run.jsonl");
    Recording::create(&path, Redactor::none()).unwrap();

    let again = Recording::create(&path, Redactor::none());

    assert_eq!(again.unwrap_err().kind(), std::io::ErrorKind::AlreadyExists);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn stored_recording_still_replays() {
    if std::env::var_os("LEVELUP_PICTURES").is_some() {
        let text = run(Session::new().recorded(Redactor::new([7; 16]))).recording();
        std::fs::create_dir_all(std::path::Path::new(KEPT).parent().unwrap()).unwrap();
        std::fs::write(KEPT, text).unwrap();
    }
    let ending = replayed(&std::fs::read_to_string(KEPT).unwrap());
    assert_eq!(ending.difference, None);
    assert!(ending.is_complete && ending.events > 60);
}

#[test]
fn redacted_team_keeps_marks_and_names_no_login() {
    let session = Session::new().demo().shared("amara okafor", &["mallory"]);
    let session = session.recorded(Redactor::new([7; 16]));
    let text = session.keys("t").recording();
    assert!(
        !text.contains("mallory") && !text.contains("amara"),
        "{text}"
    );
    let frame = last_frame(&text);
    assert!(frame.to_lowercase().contains("* several logins"), "{frame}");
}
