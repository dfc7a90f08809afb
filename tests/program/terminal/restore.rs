use std::fs;
use std::num::NonZeroU16;

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use crate::support::program::Program;
use crate::terminal::{FORM, form, workspace};

/// Fills the screen, like a shell before a program is started.
const OLD_TEXT: &str = "for n in $(seq 60); do echo \"old text $n: a line as long as the screen is wide, no less\"; done";

/// The sequences that switch to the alternate screen and back.
const ALTERNATE: [&str; 2] = ["\x1b[?1049h", "\x1b[?1049l"];

/// Sets all modes that a full-screen program can set, and leaves its text.
const RUDE_EDITOR: &str = r"printf '\033[2J\033[Htext of the editor, in the middle of its work'
printf '\033[1;31;7;4m'      # attributes
printf '\033[5;10r\033[?6h'  # margins, and origin mode
printf '\033[4h\033[?7l'     # insert mode, no wrapping
printf '\033[?1h\033='       # cursor keys and keypad of applications
printf '\033[4 q\033[?25h'   # another cursor
printf '\033[?1003h\033[?1006h\033[?1015h\033[?1004h'  # mouse, focus
printf '\033[?2004l'         # no bracketed paste
printf '\033(0\016'          # line drawing characters
";

/// The output of the program on a terminal without an alternate screen.
fn without_alternate_screen(program: &Program) -> vt100::Parser {
    let mut written = String::from_utf8_lossy(&program.seen().bytes).into_owned();
    for sequence in ALTERNATE {
        written = written.replace(sequence, "");
    }
    let cells = |count| NonZeroU16::new(count).unwrap();
    let mut terminal = vt100::Parser::new(cells(24), cells(80), 0);
    terminal.process(written.as_bytes());
    terminal
}

fn rows(screen: &vt100::Screen) -> Vec<String> {
    screen.rows(0, 80).collect()
}

/// Checks that the next output starts at the left of an empty line.
fn assert_on_own_line(screen: &vt100::Screen, what: &str) {
    let (row, column) = screen.cursor_position();
    assert_eq!(column, 0, "{what}");
    assert_eq!(rows(screen)[usize::from(row)], "", "{what}");
    let below = &rows(screen)[usize::from(row)..];
    assert!(below.iter().all(String::is_empty), "{what}: {below:?}");
}

#[test]
fn first_frame_clears_without_alternate_screen() {
    let workspace = workspace();
    let program = workspace.script(&format!("{OLD_TEXT}; exec \"$@\""), &FORM);
    program.shows("0 of 3 answered");

    let terminal = without_alternate_screen(&program);

    assert_eq!(rows(terminal.screen()), rows(program.seen().screen()));
    assert_eq!(
        terminal.screen().contents_formatted(),
        program.seen().screen().contents_formatted()
    );
}

#[test]
fn prompt_is_on_its_own_line_without_an_alternate_screen() {
    type Ending = fn(&mut Program);
    let endings: [(&str, Ending, u32); 4] = [
        ("quit", |program| program.press("q"), 0),
        ("Ctrl-C", |program| program.press("\u{3}"), 0),
        (
            "too small",
            |program| {
                program.resize(20, 5);
                program.until("too small", |seen| seen.text().contains("needs 30x8"));
                program.press("q");
            },
            0,
        ),
        (
            "SIGTERM",
            |program| program.signal(rustix::process::Signal::TERM),
            143,
        ),
    ];
    for (what, end, code) in endings {
        let workspace = workspace();
        let mut program = workspace.script(&format!("{OLD_TEXT}; exec \"$@\""), &FORM);
        program.shows("0 of 3 answered");
        end(&mut program);
        assert_eq!(program.code(), code, "{what}");

        let terminal = without_alternate_screen(&program);

        assert_on_own_line(terminal.screen(), what);
        // With one, the text and the cursor of the shell are restored.
        if what != "too small" {
            let seen = program.seen();
            assert!(rows(seen.screen())[22].starts_with("old text 60"), "{what}");
            assert_eq!(seen.screen().cursor_position(), (23, 0), "{what}");
        }
    }
}

#[cfg(debug_assertions)]
#[test]
fn errors_are_on_their_own_line_without_an_alternate_screen() {
    let workspace = workspace().variable("LEVELUP_PANIC", "loop");
    let mut program = form(&workspace);
    program.press("!");
    assert_eq!(program.code(), 1);

    let terminal = without_alternate_screen(&program);

    let rows = rows(terminal.screen());
    assert!(
        rows.iter()
            .any(|row| row.starts_with("error: internal error")),
        "{rows:?}"
    );
}

#[test]
fn everything_the_editor_leaves_set_is_reset() {
    let workspace = workspace();
    fs::write(workspace.path("editor"), RUDE_EDITOR).unwrap();
    let editor = format!("sh '{}'", workspace.path("editor").display());
    let workspace = workspace.variable("VISUAL", &editor);
    let mut program = form(&workspace);
    let (before, modes) = {
        let seen = program.seen();
        (
            seen.screen().contents_formatted(),
            seen.screen().input_mode_formatted(),
        )
    };

    program.press("e");
    program.until("back from the editor", |seen| {
        String::from_utf8_lossy(&seen.bytes).contains("text of the editor")
            && seen.screen().contents_formatted() == before
    });

    assert_eq!(program.seen().screen().input_mode_formatted(), modes);
    let terminal = without_alternate_screen(&program);
    assert_eq!(terminal.screen().contents_formatted(), before);
    assert_eq!(terminal.screen().input_mode_formatted(), modes);
    // Modes that the emulator does not support.
    assert_resets(&program, "text of the editor");
    program.press("2");
    program.shows("1 of 3 answered · saved");
    program.press("q");
    assert_eq!(program.code(), 0);
    program.gives_the_terminal_back();
}

/// Checks that after `text` each mode is reset, and the screen is cleared last.
fn assert_resets(program: &Program, text: &str) {
    let written = String::from_utf8_lossy(&program.seen().bytes).into_owned();
    let after = &written[written.rfind(text).unwrap()..];
    let cleared = after.rfind("\x1b[2J").unwrap();
    let resets = [
        "\x1b[0m",
        "\x1b[r",
        "\x1b[?6l",
        "\x1b[4l",
        "\x1b[?7h",
        "\x1b[?1l",
        "\x1b>",
        "\x1b[0 q",
        "\x1b[?1003l",
        "\x1b[?1006l",
        "\x1b[?1015l",
        "\x1b[?1004l",
        "\x1b(B",
        "\x0f",
    ];
    for reset in resets {
        let at = after.find(reset).unwrap_or_else(|| panic!("{reset:?}"));
        assert!(at < cleared, "{reset:?} after the screen was cleared");
    }
}

#[test]
fn terminal_is_blocking_again_when_the_editor_returns() {
    let workspace = workspace().variable("EDITOR", "sh -c 'echo editor; read line'");
    let mut program = form(&workspace);
    let output = program.output();
    program.press("e");
    program.until("the editor runs", |seen| {
        seen.text().contains("editor") && !seen.screen().alternate_screen()
    });
    let flags = fcntl_getfl(&output).unwrap();
    fcntl_setfl(&output, flags | OFlags::NONBLOCK).unwrap();

    program.press("\n");
    program.shows("0 of 3 answered");

    assert_eq!(fcntl_getfl(&output).unwrap(), flags);
    program.press("q");
    assert_eq!(program.code(), 0);
}

#[test]
fn everything_is_reset_when_the_program_continues() {
    let workspace = workspace();
    fs::write(workspace.path("rude"), RUDE_EDITOR).unwrap();
    let job = format!(
        "set -m; \"$@\"; read line; sh '{}'; fg",
        workspace.path("rude").display()
    );
    let mut program = workspace.script(&job, &FORM);
    program.shows("0 of 3 answered");
    let before = program.seen().screen().contents_formatted();
    program.press("\u{1a}");
    program.gives_the_terminal_back();

    program.press("\n");

    program.until("drawn again", |seen| {
        String::from_utf8_lossy(&seen.bytes).contains("text of the editor")
            && seen.screen().contents_formatted() == before
    });
    assert_resets(&program, "text of the editor");
    assert!(program.seen().screen().bracketed_paste());
    program.press("q");
    assert_eq!(program.code(), 0);
}

#[test]
fn ctrl_l_clears_what_another_program_wrote() {
    let workspace = workspace();
    let mut program = form(&workspace);
    let before = program.seen().screen().contents_formatted();
    program.writes("\x1b[5;5Hwritten by another program\x1b[31;7m\x1b[5;10r\x1b[?6h");
    program.shows("written by another program");

    program.press("\u{c}");

    program.until("drawn again", |seen| {
        seen.screen().contents_formatted() == before
    });
    program.press("q");
    assert_eq!(program.code(), 0);
}
