use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use super::args::Arguments;
use crate::text::width;

/// The exit codes, for the help, the manual, and docs/formats.md.
pub(crate) const EXIT_CODES: &[(&str, &str)] = &[
    ("0", "success"),
    ("1", "an operation failed: input/output, the terminal"),
    (
        "2",
        "usage: unknown command or option, empty value, no terminal for a screen",
    ),
    ("3", "no such assessment or result"),
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
    ("129, 143", "a signal ended a screen: SIGHUP, SIGTERM"),
];

/// What is typed first, and why.
type Example = (&'static str, &'static str);

/// Examples of the program itself.
pub(crate) const FIRST_EXAMPLES: &[Example] = &[
    ("levelup", "the home screen"),
    ("levelup demo", "all of it with made-up results"),
    ("levelup take software-engineer", "the form"),
    ("levelup show @", "the newest result"),
];

/// Examples of each command.
pub(crate) const EXAMPLES: &[(&str, &[Example])] = &[
    (
        "take",
        &[
            ("levelup take craft", "a new one, or on with the draft"),
            (
                "levelup take craft --name 'Ada Lovelace'",
                "for somebody else",
            ),
            (
                "levelup take craft --plain",
                "line by line, without a screen",
            ),
        ],
    ),
    (
        "browse",
        &[
            ("levelup browse", "all results"),
            ("levelup browse 'ada craft'", "those that fit"),
        ],
    ),
    (
        "submit",
        &[
            (
                "levelup submit starter --name Ada --set planning=2+",
                "2, and one further",
            ),
            (
                "levelup submit starter --name Ada --answers answers.json",
                "from a file",
            ),
            (
                "levelup show @ --format json | levelup submit starter --answers -",
                "once more",
            ),
        ],
    ),
    (
        "results",
        &[
            ("levelup results --limit 10", "the newest ten"),
            (
                "levelup results --name 'Ada Lovelace' --since 2026-01-01",
                "one person's year",
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
            ("levelup show @", "the newest"),
            (
                "levelup show @~1 --format markdown",
                "the one before, with its plan",
            ),
            (
                "levelup show 8f3a21bc --format html > result.html",
                "by the end of its id",
            ),
        ],
    ),
    (
        "compare",
        &[
            ("levelup compare @~1 @", "what changed since the last time"),
            (
                "levelup compare @~2 @~1 @ --format markdown",
                "three, for a wiki",
            ),
        ],
    ),
    (
        "trend",
        &[
            ("levelup trend craft --name Ada", "a page"),
            (
                "levelup trend craft --name Ada --format csv > ada.csv",
                "for a chart",
            ),
        ],
    ),
    (
        "team",
        &[
            ("levelup team software-engineer", "a page"),
            (
                "levelup team software-engineer --anonymous --format html > team.html",
                "to hand on",
            ),
        ],
    ),
    (
        "delete",
        &[
            ("levelup delete @", "the newest, into the bin"),
            (
                "levelup delete --forever 8f3a21bc",
                "out of the bin, for good",
            ),
        ],
    ),
    (
        "restore",
        &[("levelup restore 8f3a21bc", "by the end of its id")],
    ),
    (
        "export",
        &[
            ("levelup export > results.jsonl", "all, in one file"),
            ("levelup export --dir results", "a file each, for git"),
            (
                "levelup export --format csv > results.csv",
                "for a spreadsheet",
            ),
        ],
    ),
    (
        "import",
        &[
            ("levelup import results.jsonl", "what export wrote"),
            ("levelup import team/", "a folder of files"),
            (
                "ssh host levelup export | levelup import -",
                "from another machine",
            ),
        ],
    ),
    (
        "sync",
        &[
            ("levelup sync", "what waits goes to the server"),
            ("levelup sync --format json | jq .waiting", "for scripts"),
        ],
    ),
    (
        "copy",
        &[(
            "levelup copy --from team.redb --to ~/levelup.redb",
            "what is missing there",
        )],
    ),
    (
        "backup",
        &[(
            "levelup backup ~/levelup-monday.redb",
            "beside running screens",
        )],
    ),
    (
        "doctor",
        &[
            ("levelup doctor", "is all of it whole?"),
            (
                "levelup doctor --salvage saved.redb",
                "all that can be read, anew",
            ),
        ],
    ),
    (
        "store",
        &[
            (
                "levelup store init postgres://admin@db.example/team",
                "once, by whoever runs the server",
            ),
            (
                "levelup store grant member ada",
                "grant a role to the login of a person",
            ),
            (
                "levelup store open team-health",
                "all members read all of it",
            ),
        ],
    ),
    (
        "list",
        &[("levelup list", "which there are, and where from")],
    ),
    (
        "check",
        &[
            ("levelup check assessments/*.toml", "all of a folder"),
            (
                "levelup check new.toml --against old.toml",
                "what became of each category",
            ),
        ],
    ),
    (
        "new",
        &[
            ("levelup new running-club", "to be edited"),
            ("levelup new running-club --dir .", "in this folder"),
        ],
    ),
    (
        "schema",
        &[("levelup schema > schema.json", "beside the files")],
    ),
    ("demo", &[("levelup demo", "look around; nothing is kept")]),
    (
        "replay",
        &[
            ("levelup --record run.jsonl take craft", "write a run down"),
            ("levelup replay run.jsonl --frames", "see it again"),
        ],
    ),
    ("paths", &[("levelup paths", "what is read and written")]),
    (
        "config",
        &[
            (
                "levelup config",
                "what is in force, and where it comes from",
            ),
            (
                "levelup config --init",
                "a file with every setting explained",
            ),
        ],
    ),
    (
        "keys",
        &[
            ("levelup keys", "the keys in force"),
            ("levelup keys --format json", "for a script"),
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
            ("levelup man > ~/.local/share/man/man1/levelup.1", "keep it"),
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
        for (at, line) in width::wrap(means, 68).iter().enumerate() {
            let code = if at == 0 { code } else { "" };
            let _ = write!(text, "\n  {code:8}  {line}");
        }
    }
    text
}
