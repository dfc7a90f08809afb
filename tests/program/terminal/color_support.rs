use crate::terminal::{FORM, form, workspace};

/// What the form writes on a terminal with these variables.
fn written(variables: &[(&'static str, &str)]) -> String {
    let workspace = workspace().variable("LEVELUP_THEME", "dark");
    let workspace = variables
        .iter()
        .fold(workspace, |workspace, (name, value)| {
            workspace.variable(name, value)
        });
    let mut program = form(&workspace);
    program.press("q");
    assert_eq!(program.code(), 0);
    let seen = program.seen();
    String::from_utf8_lossy(&seen.bytes).into_owned()
}

#[test]
fn colors_follow_the_terminal_capabilities() {
    let all = written(&[("COLORTERM", "truecolor")]);
    assert!(all.contains("38;2;215;156;255"), "{all:?}");
    let many = written(&[]);
    assert!(
        many.contains("38;5;") && !many.contains("38;2;"),
        "{many:?}"
    );
    let few = written(&[("TERM", "xterm")]);
    assert!(few.contains("[95") || few.contains(";95"), "{few:?}");
    assert!(!few.contains("38;"));
    // The console of Linux: its fonts have no such marks, and faint text is dark grey on black.
    let console = written(&[("TERM", "linux"), ("LEVELUP_THEME", "terminal")]);
    assert!(!console.contains(['▌', '│', '·']), "{console:?}");
    assert!(!console.contains("\u{1b}[2m"));
    for (name, value) in [("NO_COLOR", "1"), ("CLICOLOR", "0")] {
        let none = written(&[("COLORTERM", "truecolor"), (name, value)]);
        assert!(!none.contains("38;"), "{none:?}");
    }
}

#[test]
fn line_terminal_gets_no_screen() {
    for (arguments, instead) in [
        (&FORM[..], "levelup take running-club --plain"),
        (&[], "levelup list"),
        (&["browse"], "levelup results"),
    ] {
        let workspace = workspace().variable("TERM", "dumb");
        let mut program = workspace.levelup(arguments);

        assert_eq!(program.code(), 2);
        let seen = program.seen();
        let text = seen.text().replace('\n', "");
        assert!(text.contains("TERM=dumb"), "{text}");
        assert!(text.contains(instead), "{text}");
        assert!(!seen.bytes.contains(&b'\x1b'));
    }
}
