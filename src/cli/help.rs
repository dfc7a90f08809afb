use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use super::commands::Arguments;
use crate::text::wrap;

/// The exit codes, for the help, the manual, and docs/formats.md.
pub(crate) const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "success"),
    ("1", "an operation failed: input/output, the terminal"),
    (
        "2",
        "usage: unknown command or option, empty value, no terminal for a screen",
    ),
    ("3", "assessment or result not found"),
    (
        "4",
        "invalid input: file, answer, name, import; check --against found changes without a new \
         version",
    ),
    (
        "5",
        "the store cannot be used: busy, damaged, too new, not a store, unusable path (loops, too \
         long, no locks), server offline or access denied",
    ),
    ("129, 143", "signal ended a screen: SIGHUP, SIGTERM"),
];

/// What is typed first, and why.
type Example = (&'static str, &'static str);

/// Examples of the program itself.
pub(crate) const FIRST_EXAMPLES: &[Example] = &[
    ("levelup", "open the home screen"),
    ("levelup demo", "explore with sample data"),
    ("levelup take software-engineer", "take an assessment"),
    ("levelup show @", "show the latest result"),
];

/// Examples of each command.
pub(crate) const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "take",
        &[
            ("levelup take craft", "start, or resume the draft"),
            (
                "levelup take craft --name 'Ada Lovelace'",
                "answer for another person",
            ),
            (
                "levelup take craft --plain",
                "answer line by line, without a screen",
            ),
        ],
    ),
    (
        "browse",
        &[
            ("levelup browse", "browse all results"),
            ("levelup browse 'ada craft'", "browse matching results"),
        ],
    ),
    (
        "submit",
        &[
            (
                "levelup submit starter --name Ada --set planning=2+",
                "level 2, and level up",
            ),
            (
                "levelup submit starter --name Ada --answers answers.json",
                "read the answers from a file",
            ),
            (
                "levelup show @ --format json | levelup submit starter --answers -",
                "submit the latest answers again",
            ),
        ],
    ),
    (
        "results",
        &[
            ("levelup results --limit 10", "latest 10 results"),
            (
                "levelup results --name 'Ada Lovelace' --since 2026-01-01",
                "one person's results since a date",
            ),
            (
                "levelup results --format jsonl | jq .current",
                "for scripts",
            ),
        ],
    ),
    (
        "show",
        &[
            ("levelup show @", "latest result"),
            (
                "levelup show @~1 --format markdown",
                "the result before it, with its plan",
            ),
            (
                "levelup show 8f3a21bc --format html > result.html",
                "select by the end of the ID",
            ),
        ],
    ),
    (
        "compare",
        &[
            (
                "levelup compare @~1 @",
                "what changed since the previous result",
            ),
            (
                "levelup compare @~2 @~1 @ --format markdown",
                "compare three, for a wiki",
            ),
        ],
    ),
    (
        "trend",
        &[
            ("levelup trend craft --name Ada", "show as text"),
            (
                "levelup trend craft --name Ada --format csv > ada.csv",
                "export for a chart",
            ),
        ],
    ),
    (
        "team",
        &[
            ("levelup team software-engineer", "show as text"),
            (
                "levelup team software-engineer --anonymous --format html > team.html",
                "share without names",
            ),
        ],
    ),
    (
        "delete",
        &[
            ("levelup delete @", "move the latest result to trash"),
            (
                "levelup delete --forever 8f3a21bc",
                "delete permanently from trash",
            ),
        ],
    ),
    (
        "restore",
        &[("levelup restore 8f3a21bc", "select by the end of the ID")],
    ),
    (
        "export",
        &[
            ("levelup export > results.jsonl", "everything in one file"),
            (
                "levelup export --dir results",
                "one file per result, for git",
            ),
            (
                "levelup export --format csv > results.csv",
                "for a spreadsheet",
            ),
        ],
    ),
    (
        "import",
        &[
            ("levelup import results.jsonl", "import exported results"),
            ("levelup import team/", "import a directory"),
            (
                "ssh host levelup export | levelup import -",
                "import from another machine",
            ),
        ],
    ),
    (
        "sync",
        &[
            ("levelup sync", "list and send pending results"),
            ("levelup sync --format json | jq .pending", "for scripts"),
        ],
    ),
    (
        "copy",
        &[(
            "levelup copy --from team.redb --to ~/levelup.redb",
            "copy what is missing",
        )],
    ),
    (
        "backup",
        &[(
            "levelup backup ~/levelup-monday.redb",
            "while screens are open",
        )],
    ),
    (
        "doctor",
        &[
            ("levelup doctor", "check everything"),
            (
                "levelup doctor --salvage saved.redb",
                "salvage everything that can be read",
            ),
        ],
    ),
    (
        "store",
        &[
            (
                "levelup store init postgres://admin@db.example/team",
                "once, by the server administrator",
            ),
            (
                "levelup store grant member ada",
                "grant a role to the login of a person",
            ),
            (
                "levelup store open team-health",
                "let all members read all its results",
            ),
        ],
    ),
    (
        "list",
        &[("levelup list", "list assessments and their origin")],
    ),
    (
        "check",
        &[
            (
                "levelup check assessments/*.toml",
                "check all files in a directory",
            ),
            (
                "levelup check new.toml --against old.toml",
                "compare category by category",
            ),
        ],
    ),
    (
        "new",
        &[
            ("levelup new running-club", "create a file to edit"),
            ("levelup new running-club --dir .", "in this directory"),
        ],
    ),
    (
        "schema",
        &[(
            "levelup schema > schema.json",
            "next to your assessment files",
        )],
    ),
    ("demo", &[("levelup demo", "explore; nothing is kept")]),
    (
        "replay",
        &[
            ("levelup --record run.jsonl take craft", "record a session"),
            ("levelup replay run.jsonl --frames", "replay it"),
        ],
    ),
    ("paths", &[("levelup paths", "show files and directories")]),
    (
        "config",
        &[
            (
                "levelup config",
                "show the current settings and their origin",
            ),
            (
                "levelup config --init",
                "create a file with every setting explained",
            ),
        ],
    ),
    (
        "keys",
        &[
            ("levelup keys", "show the current key bindings"),
            ("levelup keys --format json", "for scripts"),
        ],
    ),
    (
        "completions",
        &[
            ("source <(levelup completions bash)", "in ~/.bashrc"),
            ("source <(levelup completions zsh)", "in ~/.zshrc"),
        ],
    ),
    (
        "man",
        &[
            ("levelup man | man -l -", "read it"),
            (
                "levelup man > ~/.local/share/man/man1/levelup.1",
                "install it",
            ),
        ],
    ),
];

/// All commands, with examples and exit codes behind their help.
pub(crate) fn command() -> Command {
    let command = EXAMPLES
        .iter()
        .fold(Arguments::command(), |command, (name, lines)| {
            command.mut_subcommand(*name, |command| with_examples(command, &examples(lines)))
        });
    let first = examples(FIRST_EXAMPLES);
    let codes = exit_codes();
    command
        .after_help(format!("{first}\n\nlevelup COMMAND --help says more about each command."))
        .after_long_help(format!(
            "{first}\n\n{codes}\n\nlevelup COMMAND --help says more about each command, levelup man all of it."
        ))
}

/// What a command says about itself behind its options stays, before the examples.
fn with_examples(command: Command, examples: &str) -> Command {
    let said = command.get_after_long_help().map(ToString::to_string);
    match said {
        Some(said) => command
            .after_help(examples.to_owned())
            .after_long_help(format!("{said}\n\n{examples}")),
        None => command.after_help(examples.to_owned()),
    }
}

fn examples(lines: &[Example]) -> String {
    let width = lines.iter().map(|(line, _)| line.len()).max().unwrap_or(0);
    let mut text = "Examples:".to_owned();
    for (line, why) in lines {
        // Behind a long line there is no room beside it.
        let _ = match width {
            0..=44 => write!(text, "\n  {line:width$}  {why}"),
            _ => write!(text, "\n  {line}\n      {why}"),
        };
    }
    text
}

fn exit_codes() -> String {
    let mut text = "Exit codes:".to_owned();
    for (code, means) in EXIT_CODES {
        for (at, line) in wrap(means, 68).iter().enumerate() {
            let code = if at == 0 { code } else { "" };
            let _ = write!(text, "\n  {code:8}  {line}");
        }
    }
    text
}
