//! A note in the person's own editor: `e`, and `n` where a line would not hold it.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use levelup::testing::{Answer, Effect, ProgramEffect};

use crate::screens::CLUB;
use crate::support::session::Session;

fn form() -> Session {
    Session::new().assessment(CLUB).take("running-club")
}

/// A session whose editor is this script; the file is `$1`.
fn edited_by(script: &str) -> Session {
    let session = form();
    let path = session.directory().join("my editor");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    session
        .editor(&format!("'{}' --wait", path.display()))
        .keys("e")
}

fn note(session: &Session) -> Option<String> {
    let draft = session.draft_of("Test User", "running-club")?;
    Some(draft.entries[0].1.note.clone())
}

#[test]
fn editor_result_is_the_note_without_final_newline() {
    let mut session = edited_by(r#"[ "$1" = --wait ] && printf 'first\n\n  second\tß\n' > "$2""#);

    assert_eq!(note(&session).unwrap(), "first\n\n  second\tß");
    assert!(session.frame().contains("1 of 2 answered") || session.frame().contains("saved"));
    let mut session = session.keys("u");
    assert_eq!(session.draft_of("Test User", "running-club"), None);
    assert!(session.frame().contains("Undone"));
    let session = session.keys("Ctrl-R");
    assert_eq!(note(&session).unwrap(), "first\n\n  second\tß");
}

#[test]
fn editor_file_is_private_and_removed() {
    let script = r#"dir=$(dirname "$2"); here=$(dirname "$0")
stat -c '%a %n' "$2" "$dir" > "$here/seen"; echo kept > "$2""#;
    let session = edited_by(script);

    let seen = fs::read_to_string(session.directory().join("seen")).unwrap();
    let lines: Vec<&str> = seen.lines().collect();
    assert!(
        lines[0].starts_with("600 ") && lines[0].ends_with("/note-jumping.md"),
        "{seen}"
    );
    assert!(lines[1].starts_with("700 "), "{seen}");
    assert!(!std::path::Path::new(lines[1].split_once(' ').unwrap().1).exists());
    assert_eq!(note(&session).unwrap(), "kept");
}

#[test]
fn unchanged_file_in_the_editor_keeps_the_note() {
    let session = edited_by(r"printf 'one\ntwo\n' > $2");
    let script = session.directory().join("my editor");
    fs::write(&script, "#!/bin/sh\ncp \"$2\" \"$(dirname \"$0\")/seen\"\n").unwrap();
    let before = note(&session);

    let mut session = session.keys("e");

    assert_eq!(
        fs::read_to_string(script.with_file_name("seen")).unwrap(),
        "one\ntwo\n"
    );
    assert_eq!(note(&session), before);
    assert!(session.frame().contains("Note unchanged"));
}

#[test]
fn note_of_several_lines_opens_in_the_editor() {
    let session = edited_by(r"printf 'one\ntwo\n' > $2");
    let script = session.directory().join("my editor");
    fs::write(&script, "#!/bin/sh\necho three >> \"$2\"\n").unwrap();

    let mut session = session.keys("n");

    assert_eq!(note(&session).unwrap(), "one\ntwo\nthree");
    assert!(session.state().field().is_none());
    let edits = session.effects();
    let opened =
        |effect: &&Effect| matches!(effect, Effect::Program(ProgramEffect::EditNote { .. }));
    assert_eq!(edits.iter().filter(opened).count(), 2);
}

#[test]
fn failed_editor_keeps_the_note_and_reports() {
    let told = |script: &str, words: &[&str]| {
        let session = form().keys("n").types("before").keys("Enter");
        let path = session.directory().join("editor");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        let mut session = session.editor(path.to_str().unwrap()).keys("e");
        let frame = session.frame().replace('\n', " ");
        for word in words {
            assert!(frame.contains(word), "{word}\n{frame}");
        }
        assert_eq!(note(&session).unwrap(), "before");
        session
    };

    told("echo after > $1; exit 3", &["exited with code 3"]);
    told("echo after > $1; kill -9 $$", &["terminated by a signal"]);
    told("rm $1", &["file is missing"]);
    let mut session = told(r"printf '\377' > $1", &["is not UTF-8"]);
    assert_eq!(kept(&mut session), b"\xff");
    let mut session = told(
        "head -c 10001 /dev/zero | tr '\\0' x > $1",
        &["has 10,001 characters, the limit is 10,000"],
    );
    assert_eq!(kept(&mut session).len(), 10_001);
}

/// What somebody wrote and that cannot be a note: it is kept, and told where.
fn kept(session: &mut Session) -> Vec<u8> {
    let frame = session.frame().replace('\n', " ");
    let file = frame
        .split("error: ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    let text = fs::read(file).unwrap();
    fs::remove_dir_all(std::path::Path::new(file).parent().unwrap()).unwrap();
    text
}

#[test]
fn editor_that_cannot_start_is_named_with_a_hint() {
    let mut missing = form().editor("/no/such/editor -w").keys("e");
    let mut broken = form().editor("vim 'open").keys("e");

    assert!(missing.frame().contains("cannot start /no/such/editor"));
    assert!(
        missing
            .frame()
            .replace('\n', " ")
            .contains("set VISUAL or EDITOR")
    );
    assert!(broken.frame().contains("unclosed quote"));
}

#[test]
fn keys_typed_for_the_editor_do_not_reach_the_form() {
    let session = form();
    let path = session.directory().join("editor");
    fs::write(&path, "#!/bin/sh\nsleep 0.3; echo written > $1\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();

    let mut session = session
        .editor(path.to_str().unwrap())
        .keys_at_once("2 e x s q Ctrl-C");

    assert_eq!(session.exit(), None);
    assert!(session.frame().contains("1 of 2 answered · saved"));
    let draft = session.draft_of("Test User", "running-club").unwrap();
    assert_eq!(draft.entries.len(), 2);
    assert_eq!(draft.entries[1].1.note, "written");
    assert_eq!(draft.entries[1].1.answer, Answer::Unanswered);
}
