use std::fs;

use crate::support::workspace::Workspace;
use crate::terminal::{FORM, draft, form, workspace};

/// A program that asks for a line, as an editor takes keys, and makes a note of it.
const EDITOR: &str = "printf 'editor: '; read line; stty size > $1; echo \"$line\" >> $1";

#[test]
fn editor_owns_the_terminal_and_its_input() {
    let workspace = workspace();
    fs::write(workspace.path("editor"), EDITOR).unwrap();
    let editor = format!("sh '{}'", workspace.path("editor").display());
    let workspace = workspace
        .variable("EDITOR", "false")
        .variable("VISUAL", &editor);
    let mut program = form(&workspace);
    program.press("2k");
    program.until("moved up", |seen| seen.text().contains("▌ Jumping"));

    program.press("e");
    program.until("the editor asks", |seen| {
        seen.text().contains("editor: ") && !seen.screen().alternate_screen()
    });
    // Keys that would rate, save and leave; Ctrl-C is the editor's as well, and no end of levelup.
    program.press("x3sq\u{4}");
    program.resize(100, 30);
    program.press("\n");

    program.until("drawn at its new size", |seen| {
        let rows: Vec<String> = seen.screen().rows(0, 100).collect();
        rows[0].trim_end().ends_with("1 of 3 answered · saved")
            && rows[29].starts_with("Space level up")
    });
    assert_eq!(draft(&workspace).unwrap().entries[0].1.note, "30 100\nx3sq");
    program.press("3");
    program.shows("1 of 3 answered · saved");
    program.press("q");
    assert_eq!(program.code(), 0);
    program.gives_the_terminal_back();
}

#[test]
fn ctrl_c_and_ctrl_z_reach_the_editor() {
    let workspace = workspace();
    // A shell that controls jobs, as people have.
    let job = "set -m; \"$@\"; echo \"stopped: $?\"; read line; fg; echo \"ended: $?\"";
    let workspace = workspace.variable(
        "EDITOR",
        "sh -c 'trap : INT; echo editor; read line; read line; echo kept >$0'",
    );
    let mut program = workspace.script(job, &FORM);
    program.shows("0 of 3 answered");
    program.press("e");
    program.until("the editor runs", |seen| {
        seen.text().contains("editor") && !seen.screen().alternate_screen()
    });

    program.press("\u{3}");
    program.press("\u{1a}");
    program.shows("stopped: 1");
    program.press("\n");
    program.until("the editor goes on", |seen| {
        seen.text().contains("levelup") || !seen.screen().alternate_screen()
    });
    program.press("a\nb\n");

    program.shows("0 of 3 answered · saved");
    program.press("q");
    program.shows("ended: 0");
    assert_eq!(program.code(), 0);
    let draft = draft(&workspace).unwrap();
    assert_eq!(draft.entries[0].1.note, "kept");
}

#[test]
fn mouse_is_enabled_only_by_setting_and_reset() {
    let mentions = |workspace: &Workspace| {
        let mut program = form(workspace);
        program.press("\u{1b}[<0;5;4M");
        program.press("2");
        program.shows("1 of 3 answered · saved");
        program.press("q");
        assert_eq!(program.code(), 0);
        program.gives_the_terminal_back();
        let seen = program.seen();
        let text = String::from_utf8_lossy(&seen.bytes).into_owned();
        [
            "?1000h", "?1006h", "?1000l", "?1006l", "?1002", "?1003", "?1015",
        ]
        .map(|mode| text.matches(mode).count())
    };
    assert_eq!(mentions(&workspace()), [0; 7]);

    let workspace = workspace().config("mouse = true\n");
    assert_eq!(mentions(&workspace), [1, 1, 1, 1, 0, 0, 0]);
    // The second row was clicked before it was rated.
    assert_eq!(draft(&workspace).unwrap().entries[0].0, "running");
}
