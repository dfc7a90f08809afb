use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::commands::Arguments;
use crate::cli::failure::Failure;
use crate::cli::help::{self, EXIT_CODES};
use crate::cli::stdout::print_data;

const ENVIRONMENT: &[(&str, &str)] = &[
    ("LEVELUP_STORE", "store to use, like --store"),
    (
        "LEVELUP_ASSESSMENTS",
        "directory of assessments that overrides all others, like --assessments",
    ),
    ("LEVELUP_CONFIG", "configuration file to use, like --config"),
    ("LEVELUP_NAME", "the person's name, if --name is not given"),
    ("LEVELUP_THEME", "theme; overrides the configuration file"),
    (
        "XDG_DATA_HOME",
        "base directory of the default store; defaults to ~/.local/share",
    ),
    (
        "XDG_CONFIG_HOME",
        "base directory of the configuration file and your assessments; defaults to ~/.config",
    ),
    (
        "VISUAL, EDITOR",
        "editor for notes (the e key); the first one that is set is used",
    ),
    (
        "NO_COLOR",
        "if set, disables color unless --color always is given",
    ),
    (
        "CLICOLOR_FORCE, CLICOLOR",
        "CLICOLOR_FORCE=1 enables color even in a pipe; CLICOLOR=0 disables it",
    ),
    (
        "TERM, COLORTERM",
        "color support of the terminal; TERM=dumb disables color and screens",
    ),
    (
        "COLUMNS",
        "width of text output; defaults to the terminal width, or 80",
    ),
    ("TZ", "time zone for dates; defaults to the system's"),
];

const FILES: &[(&str, &str)] = &[
    (
        "$XDG_DATA_HOME/levelup/levelup.redb",
        "the store with results and drafts, accessible only to you",
    ),
    (
        "$XDG_CONFIG_HOME/levelup/config.toml",
        "the configuration file",
    ),
    (
        "$XDG_CONFIG_HOME/levelup/assessments/*.toml",
        "your assessments",
    ),
    (
        "./assessments/*.toml",
        "assessments in the current directory",
    ),
];

pub(crate) const EXAMPLES: &str = "\
levelup man | man -l -  # read it
levelup man > ~/.local/share/man/man1/levelup.1  # install it";

/// `levelup man`: prints the manual, for man(1).
pub(crate) fn run() -> Result<(), Failure> {
    print_data(&page())
}

fn page() -> String {
    let mut command = Arguments::command();
    command.build();
    let whole = Man::new(command.clone().mut_args(without_help));
    let version = command.get_version().unwrap_or_default();
    let mut page =
        format!("{PREAMBLE}.TH LEVELUP 1 \"\" \"levelup {version}\" \"User Commands\"\n");
    let mut name = Vec::new();
    // Writing to memory does not fail.
    let _ = whole.render_name_section(&mut name);
    page.push_str(&text_of(&name));
    page.push_str(&synopsis());
    page.push_str(&section("DESCRIPTION", DESCRIPTION));
    page.push_str(&options_of(&whole, "OPTIONS"));
    page.push_str(".SH COMMANDS\n");
    for sub in command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
    {
        page.push_str(&chapter(sub));
    }
    page.push_str(&listed("EXIT STATUS", EXIT_CODES.iter().copied()));
    page.push_str(&listed("ENVIRONMENT", ENVIRONMENT.iter().copied()));
    page.push_str(&listed("FILES", FILES.iter().copied()));
    page.push_str(&listed("EXAMPLES", help::lines_of(help::EXAMPLES)));
    page
}

const DESCRIPTION: &[&str] = &[
    "levelup asks you to assess yourself, your team, or your product, level by level: where you \
    are, and what your goals are. It keeps the answers in one file on your machine and \
    compares them over time and between people.",
    "Without a command, levelup opens the home screen; press ? there to show the keys. \
    Everything that a screen does is also a command. Commands write only data to \
    stdout, and messages to stderr.",
    "An ID is a full ID, its last 4 or more characters (as shown in lists), @ for the latest \
    result, or @~N for the Nth result before it. An ANSWER is a level or a label, optionally \
    followed by + to level up; LEVEL>GOAL to set a goal; unknown; n/a; or unanswered.",
];

fn synopsis() -> String {
    let mut roff = Roff::new();
    roff.control("SH", ["SYNOPSIS"]);
    roff.text([bold("levelup"), roman(" [OPTIONS] [COMMAND]")]);
    text_of(roff.to_roff().as_bytes())
}

fn section(name: &str, paragraphs: &[&str]) -> String {
    let mut roff = Roff::new();
    roff.control("SH", [name]);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            roff.control("PP", []);
        }
        roff.text([roman(*paragraph)]);
    }
    text_of(roff.to_roff().as_bytes())
}

fn listed<'a>(name: &str, entries: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut roff = Roff::new();
    roff.control("SH", [name]);
    add_entries(&mut roff, entries);
    text_of(roff.to_roff().as_bytes())
}

fn add_entries<'a>(roff: &mut Roff, entries: impl Iterator<Item = (&'a str, &'a str)>) {
    for (head, meaning) in entries {
        roff.control("TP", []);
        roff.text([bold(head)]);
        roff.text([roman(meaning)]);
    }
}

/// The usage of a command, its description, its own options, and its examples.
fn chapter(command: &Command) -> String {
    let mut own = without_global_options(command.clone().mut_args(without_help));
    let usage = own.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    let mut roff = Roff::new();
    roff.control("SS", [usage]);
    let about = command.get_long_about().or(command.get_about());
    for text in about.into_iter().chain(command.get_after_long_help()) {
        for paragraph in text.to_string().split("\n\n") {
            roff.text([roman(paragraph)]);
            roff.control("PP", []);
        }
    }
    let mut page = text_of(roff.to_roff().as_bytes());
    page.push_str(&options_of(&Man::new(own), ""));
    page.push_str(&examples(command));
    page
}

fn examples(command: &Command) -> String {
    let mut roff = Roff::new();
    roff.control("PP", []);
    roff.text([roman("Examples:")]);
    let examples = command.get_after_help().map(ToString::to_string);
    add_entries(&mut roff, help::lines_of(&examples.unwrap_or_default()));
    text_of(roff.to_roff().as_bytes())
}

/// Hides the options of every command, which are listed once.
fn without_global_options(command: Command) -> Command {
    command.mut_args(|arg| {
        let hidden = arg.is_global_set() || arg.is_hide_set();
        arg.hide(hidden)
    })
}

/// Hides `--help`.
fn without_help(arg: clap::Arg) -> clap::Arg {
    match arg.get_id().as_str() {
        "help" => arg.hide(true),
        _ => arg,
    }
}

/// The options, with a heading unless it is empty.
fn options_of(man: &Man, heading: &str) -> String {
    let mut bytes = Vec::new();
    let _ = man.render_options_section(&mut bytes);
    let body = text_of(&bytes);
    let body: String = body
        .lines()
        .filter(|line| !line.starts_with(".SH "))
        .flat_map(|line| [line, "\n"])
        .collect();
    match heading {
        "" => body,
        heading => format!(".SH {heading}\n{body}"),
    }
}

/// The start of each piece of roff, for formatters without `\(aq`. The page has it once.
const PREAMBLE: &str = ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n";

fn text_of(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.strip_prefix(PREAMBLE).unwrap_or(&text).to_owned()
}
