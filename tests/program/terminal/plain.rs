use rustix::process::Signal;

use crate::terminal::{draft, workspace};

const PLAIN: [&str; 5] = ["take", "running-club", "--plain", "--name", "Test User"];

#[test]
fn plain_lines_drop_replies_and_apply_backspace() {
    let workspace = workspace();
    let mut program = workspace.levelup(&PLAIN);
    program.shows("1 of 3. Jumping.");
    program.press("\x1b[?997;1n3\u{8}2\r");
    program.shows("Jumping: 2 Better. Saved.");
    program.press("Beet\u{8}\u{8}st\x1b]11;rgb:0/0/0\x07\r");
    program.shows("Running: 3 Best. Saved.");
    program.press("\u{4}");
    assert_eq!(program.code(), 0);
}

#[test]
fn plain_mode_sends_no_escape_sequence_to_dumb_terminals() {
    let workspace = workspace().variable("TERM", "dumb");
    let mut program = workspace.levelup(&PLAIN);
    program.shows("1 of 3. Jumping.");
    program.press("2\r");
    program.shows("Jumping: 2 Better. Saved.");
    program.press("Bist\r");
    program.shows("hint: did you mean `Best`?");
    program.press("3\r");
    program.shows("Running: 3 Best. Saved.");
    // The line mode of the terminal makes a signal of it.
    program.press("\u{3}");
    assert_eq!(program.code(), 0);
    program.shows("The draft is saved");
    assert!(!program.seen().bytes.contains(&0x1b));
    assert_eq!(draft(&workspace).unwrap().answered(), 2);

    let mut again = workspace.levelup(&PLAIN);
    again.shows("3 of 3. Resting.");
    again.signal(Signal::TERM);
    assert_eq!(again.code(), 143);
    let mut again = workspace.levelup(&PLAIN);
    again.shows("3 of 3. Resting.");
    again.press("\u{4}");
    assert_eq!(again.code(), 0);
    let mut again = workspace.levelup(&PLAIN);
    again.shows("3 of 3. Resting.");
    again.press("1+\rsave\r");
    again.shows("3 of 3 rated");
    assert_eq!(again.code(), 0);
    assert_eq!(workspace.results().len(), 1);
    let id = workspace.results()[0].id.to_string();
    assert_eq!(
        again.seen().text().trim_end().lines().last(),
        Some(id.as_str())
    );
}
