use std::thread;
use std::time::Duration;

use rustix::process::Signal;

use crate::support::process::{at_rest, writes};
use crate::support::program::Program;
use crate::terminal::{FORM, draft, form, workspace};

/// Half a second of processor time: what a program that spins has used soon.
const SPINNING: u64 = 50;

#[test]
fn termination_keeps_the_draft_and_restores_the_terminal() {
    let told = |how: fn(&mut Program)| {
        let workspace = workspace();
        let mut program = form(&workspace);
        // Two answers, and the end right behind the second.
        program.press("2");
        program.shows("1 of 3 answered · saved");
        program.press("3");
        program.shows("2 of 3 answered");
        how(&mut program);
        let (code, ticks) = program.ends();
        assert!(ticks < SPINNING, "{ticks} ticks");
        program.gives_the_terminal_back();
        assert_eq!(draft(&workspace).unwrap().answered(), 2);
        let mut again = workspace.levelup(&FORM);
        again.shows("2 of 3 answered");
        again.press("q");
        assert_eq!(again.code(), 0);
        code
    };

    assert_eq!(told(|program| program.press("\u{3}")), 0);
    assert_eq!(told(|program| program.signal(Signal::TERM)), 143);
    assert_eq!(told(|program| program.signal(Signal::HUP)), 129);
    assert_eq!(told(|program| program.signal(Signal::INT)), 130);
    assert_eq!(end_demo(|program| program.press("q")), 0);
    assert_eq!(end_demo(|program| program.signal(Signal::TERM)), 143);
    assert_eq!(end_demo(|program| program.signal(Signal::HUP)), 129);
}

#[test]
fn answers_and_cursor_survive_a_kill() {
    let workspace = workspace();
    let mut program = form(&workspace);
    program.press("12");
    program.shows("2 of 3 answered · saved");

    program.signal(Signal::KILL);

    program.ends_unread();
    assert_eq!(draft(&workspace).unwrap().answered(), 2);
    let mut again = workspace.levelup(&FORM);
    again.until("opened at the same category", |seen| {
        let text = seen.text();
        text.contains("2 of 3 answered") && text.contains("▌ Resting")
    });
    again.press("q");
    assert_eq!(again.code(), 0);
}

/// Opens the demo, ends it in some way, and looks that nothing of it is left.
fn end_demo(how: fn(&mut Program)) -> u32 {
    let directory = tempfile::TempDir::new().unwrap();
    let workspace = workspace().variable("TMPDIR", directory.path().to_str().unwrap());
    let left = || std::fs::read_dir(directory.path()).unwrap().count();
    let mut program = workspace.levelup(&["demo"]);
    program.shows("sample data");
    program.shows("Recent results");
    assert_eq!(left(), 1);

    how(&mut program);

    let (code, _) = program.ends();
    assert_eq!(left(), 0);
    assert!(!workspace.path("levelup.redb").exists());
    code
}

#[test]
fn closed_terminal_ends_the_program_and_keeps_the_draft() {
    for script in ["exec \"$@\"", "trap '' HUP; exec \"$@\""] {
        let workspace = workspace();
        let mut program = workspace.script(script, &FORM);
        program.shows("0 of 3 answered");
        program.press("2");
        program.shows("1 of 3 answered");

        program.vanish();

        let (code, ticks) = program.ends();
        assert_eq!(code, 129);
        assert!(ticks < SPINNING, "{ticks} ticks");
        assert_eq!(draft(&workspace).unwrap().answered(), 1);
    }
}

#[test]
fn unknown_key_sequences_do_not_block_input() {
    // Alt+[ and Alt+Shift+O, which other keys begin with as well; the 5 in the middle of a keypad.
    for key in ["\x1b[", "\x1bO", "\x1b[E"] {
        let workspace = workspace();
        let mut program = form(&workspace);
        program.press("2");
        program.shows("1 of 3 answered · saved");

        program.press(key);
        thread::sleep(Duration::from_millis(50));
        let before = program.seen().bytes.len();
        program.resize(70, 20);
        program.until("drawn anew", |seen| seen.bytes.len() > before + 200);
        program.signal(Signal::TERM);

        assert_eq!(program.code(), 143, "{key:?}");
    }
}

#[test]
fn sigterm_ends_the_program_if_the_terminal_does_not_read() {
    let workspace = workspace();
    let mut program = form(&workspace);
    program.press("2k");
    program.shows("1 of 3 answered · saved");
    let reads = program.reads.clone();
    let unread = reads.lock().unwrap();
    // Frames, until one waits for the terminal.
    let waits = (0..100).any(|step| {
        for row in 0..20 {
            program.resize(200 + step % 2, 50 + row);
            thread::sleep(Duration::from_millis(2));
        }
        let before = writes(program.pid());
        program.press("?");
        thread::sleep(Duration::from_millis(50));
        writes(program.pid()) == before
    });
    assert!(waits);

    program.signal(Signal::TERM);

    let (code, ticks) = program.ends_unread();
    drop(unread);
    assert_eq!(code, 143);
    assert!(ticks < 2 * SPINNING, "{ticks} ticks");
    assert_eq!(draft(&workspace).unwrap().answered(), 1);
}

#[test]
fn sigterm_ends_the_program_if_the_terminal_does_not_read_the_first_frame() {
    let workspace = workspace();
    let program = workspace.script("yes & sleep 0.1; exec \"$@\"", &FORM);
    let reads = program.reads.clone();
    let unread = reads.lock().unwrap();
    let mut program = program;
    let is_levelup = || {
        let name = std::fs::read_to_string(format!("/proc/{}/comm", program.pid())).unwrap();
        name.trim() == "levelup"
    };
    while !is_levelup() {
        thread::sleep(Duration::from_millis(10));
    }
    at_rest(program.pid());

    program.signal(Signal::TERM);

    let (code, _) = program.ends_unread();
    drop(unread);
    assert_eq!(code, 143);
}

#[test]
fn closing_the_terminal_during_an_editor_ends_the_program() {
    let workspace = workspace().variable("EDITOR", "sh -c 'echo editor; read line; true'");
    let mut program = workspace.script("trap '' HUP; exec \"$@\"", &FORM);
    program.shows("0 of 3 answered");
    program.press("2");
    program.shows("1 of 3 answered · saved");
    program.press("e");
    program.shows("editor");

    program.vanish();

    assert_eq!(program.code(), 129);
    assert_eq!(draft(&workspace).unwrap().answered(), 1);
}

// Only `env` of GNU can do this.
#[cfg(target_os = "linux")]
#[test]
fn program_without_sigwinch_continues() {
    let workspace = workspace();
    let mut program = workspace.script("exec env --block-signal=WINCH \"$@\"", &FORM);
    program.shows("0 of 3 answered");
    program.press("22");
    program.shows("2 of 3 answered · saved");
    program.signal(Signal::TERM);
    assert_eq!(program.code(), 143);
}

// A release does not panic on purpose.
#[cfg(debug_assertions)]
#[test]
fn panic_is_reported_and_loses_no_answer() {
    // On the thread of the loop, and on the thread of the store when saving.
    for (thread, key) in [("loop", "!"), ("input", "!"), ("store", "s")] {
        let workspace = workspace().variable("LEVELUP_PANIC", thread);
        let mut program = form(&workspace);
        program.press("222");
        program.shows("3 of 3 answered · saved");

        program.press(key);

        assert_eq!(program.code(), 1, "{thread}");
        program.shows("please report it");
        program.gives_the_terminal_back();
        let told = program.seen().text();
        for words in [
            "error: internal error",
            "LEVELUP_PANIC asked for it (src/runtime/panics.rs:",
            "to resume the draft: it has everything that was reported as saved",
        ] {
            assert!(
                told.replace('\n', "").contains(words),
                "{thread}: {words}\n{told}"
            );
        }
        assert!(!told.contains("panicked at"), "{told}");
        assert_eq!(draft(&workspace).unwrap().answered(), 3);
        assert!(workspace.results().is_empty());
    }
}
