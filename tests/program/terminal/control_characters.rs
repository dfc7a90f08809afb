use levelup::testing::Results;

use crate::support::program::Program;
use crate::support::workspace::Workspace;
use crate::terminal::workspace;

/// A title, a color, a C1 introducer, a character that turns the direction, one without width.
const HOSTILE: &str = "a\u{1b}]0;title\u{7}b\u{1b}[31mc\u{9b}2Jd\u{202e}e\u{200b}f";
/// The characters in it that change a terminal.
const RAW: [&str; 6] = [
    "\u{1b}]0",
    "\u{7}",
    "\u{1b}[31m",
    "\u{9b}",
    "\u{202e}",
    "\u{200b}",
];

const KEPT: &str = include_str!("../../recordings/form.jsonl");

fn hostile_workspace() -> Workspace {
    let workspace = workspace();
    workspace
        .levelup(&["submit", "running-club", "--name", "Test User"])
        .ends();
    let mut result = workspace.results().remove(0);
    result.id = uuid::Uuid::now_v7();
    result.taken_at += jiff::SignedDuration::from_secs(1);
    HOSTILE.clone_into(&mut result.notes[0]);
    workspace.store().save(&result).unwrap();
    let changed = KEPT.replace("1 of 1", r"\u001b]0;title\u0007 \u009b2J 1 of 1");
    std::fs::write(workspace.path("work/run.jsonl"), changed).unwrap();
    workspace
}

fn written(program: &mut Program) -> String {
    program.ends();
    let bytes = program.seen().bytes.clone();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn terminal_gets_placeholders_in_every_format() {
    let workspace = hostile_workspace();
    for arguments in [
        &["export", "--format", "csv"][..],
        &["export"],
        &["results", "--format", "json"],
        &["results", "--format", "jsonl"],
        &["show", "@"],
        &["show", "@", "--color", "always"],
        &["show", "@", "--format", "json"],
        &["show", "@", "--format", "markdown"],
        &["show", "@", "--format", "html"],
        &["replay", "run.jsonl", "--frames"],
    ] {
        let shown = written(&mut workspace.levelup(arguments));

        assert!(shown.contains("U+009B"), "{arguments:?}: {shown:?}");
        for raw in RAW {
            assert!(!shown.contains(raw), "{arguments:?}: {raw:?} in {shown:?}");
        }
    }
}

#[test]
fn pipes_get_every_character() {
    let workspace = hostile_workspace();
    for (arguments, raw) in [("export --format csv", RAW[0]), ("export", RAW[3])] {
        let piped = workspace.script(&format!("\"$1\" {arguments} > out; echo end"), &[]);
        piped.shows("end");

        let out = std::fs::read_to_string(workspace.path("work/out")).unwrap();
        assert!(out.contains(raw), "{arguments}: {out:?}");
        assert!(!out.contains("<U+"), "{arguments}: {out:?}");
    }
}
