use std::thread;
use std::time::Duration;

use crate::terminal::{FORM, form, workspace};

#[test]
fn suspend_returns_the_terminal_and_continue_redraws() {
    let workspace = workspace();
    // A shell that controls jobs, as people have; `fg` after a line.
    let job = "set -m; \"$@\"; echo \"stopped: $?\"; read line; fg; echo \"ended: $?\"";
    let mut program = workspace.script(job, &FORM);
    program.shows("0 of 3 answered");
    program.press("2");
    program.shows("1 of 3 answered · saved");

    program.press("\u{1a}");
    program.shows("stopped: 1");
    program.gives_the_terminal_back();
    program.resize(100, 30);
    program.press("\n");

    program.until("drawn at its new size", |seen| {
        let rows: Vec<String> = seen.screen().rows(0, 100).collect();
        rows[0].trim_end().ends_with("1 of 3 answered · saved")
            && rows[29].starts_with("Space level up")
    });
    assert!(program.seen().screen().bracketed_paste());
    program.press("3");
    program.shows("2 of 3 answered · saved");
    program.press("q");
    program.shows("ended: 0");
    assert_eq!(program.code(), 0);
    program.gives_the_terminal_back();
}

#[test]
fn resize_redraws_at_any_size() {
    let workspace = workspace();
    let mut program = form(&workspace);

    for (columns, rows) in [(1, 1), (5, 3), (300, 90), (2, 50), (120, 1)] {
        program.resize(columns, rows);
    }
    for step in 0..200 {
        program.resize(20 + step % 90, 5 + step % 40);
    }
    program.resize(100, 30);

    program.until("drawn at its last size", |seen| {
        let rows: Vec<String> = seen.screen().rows(0, 100).collect();
        rows[0].trim_end().ends_with("0 of 3 answered") && rows[29].starts_with("Space level up")
    });
    program.resize(5, 3);
    program.until("too small", |seen| seen.text().trim() == "leve…");
    program.resize(80, 24);
    program.shows("0 of 3 answered");
    program.press("q");
    assert_eq!(program.code(), 0);
}

#[test]
fn resize_back_and_forth_redraws() {
    let workspace = workspace();
    let mut program = form(&workspace);
    program.press("2");
    program.shows("1 of 3 answered · saved");
    for _ in 0..5 {
        let before = program.seen().bytes.len();
        // What a terminal cuts off it does not bring back.
        program.resize(60, 20);
        program.resize(80, 24);
        program.until("drawn anew", |seen| seen.bytes.len() > before + 200);
        thread::sleep(Duration::from_millis(20));
    }
}
