use std::fmt::Write as _;

use clap::Args;
use unicode_width::UnicodeWidthStr as _;

use crate::cli::context::{CommandContext, is_missing};
use crate::cli::failure::Failure;
use crate::cli::global_options::{STORE, variable};
use crate::cli::new_file::write_new_file;
use crate::cli::stdout::print_data;
use crate::config::{SETTINGS, SettingSpec, path_line, template};
use crate::report::shown_path;
use crate::state::{ACTIONS, ActionSpec, Key};
use crate::text::visible;
use crate::words::CommandLine;

/// The column of the origin after a short line.
const ORIGIN_COLUMN: usize = 34;

const EXAMPLES: &str = "\
levelup config  # show the current settings and their origin
levelup config --init  # create a file with every setting explained";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ConfigArgs {
    /// Create the configuration file, with every setting explained and commented out, and print its path
    #[arg(long)]
    pub init: bool,
}

/// `levelup config`: prints the current settings as TOML, each with its origin.
pub(crate) fn run(context: &CommandContext) -> Result<(), Failure> {
    let path = context.config_path();
    let missing = if is_missing(path) {
        let init = context.again(CommandLine::new("config").switch("--init"));
        format!(" (does not exist; run {init} to create it)")
    } else {
        String::new()
    };
    let mut out = format!("# {}{missing}\n", shown_path(path));
    for setting in SETTINGS {
        let (shown, origin) = current(setting, context);
        match shown {
            None if matches!(setting.key, "keys" | "themes") => {}
            None => {
                let _ = writeln!(out, "# no {}", setting.key);
                for line in setting.about.iter().skip(1) {
                    let _ = writeln!(out, "# {line}");
                }
            }
            Some(text) if setting.key == "keys" => keys(&mut out, &text, context),
            Some(text) if setting.key == "themes" => themes(&mut out, &text, context),
            Some(text) => add(&mut out, &text, &origin),
        }
    }
    out.push_str("# run levelup keys to see all key bindings\n");
    print_data(&visible_lines(&out))
}

/// The current value of a setting, and its origin.
fn current(setting: &SettingSpec, context: &CommandContext) -> (Option<String>, String) {
    let shown = (setting.shown)(&context.config, &context.paths);
    let from_variable = setting.variable.filter(|name| variable(name).is_some());
    if setting.key == "store"
        && let Some(path) = &context.global.store
    {
        let is_variable = variable(STORE).is_some_and(|value| value == path.as_os_str());
        let origin = if is_variable { STORE } else { "--store" };
        return (
            Some(path_line("store", &crate::results::shown(path))),
            origin.to_owned(),
        );
    }
    let origin = match (from_variable, context.lines.get(setting.key)) {
        (Some(variable), _) => variable.to_owned(),
        (None, Some(line)) => format!("line {line}"),
        (None, None) => "default".to_owned(),
    };
    let origin = match (setting.key, &context.global.assessments) {
        ("assessments", Some(folder)) => format!("{origin}, after {}", shown_path(folder)),
        _ => origin,
    };
    (shown, origin)
}

/// The key bindings that the configuration changed, each with its line.
fn keys(out: &mut String, text: &str, context: &CommandContext) {
    for line in text.lines() {
        let action = line.split(" = ").next().unwrap_or_default();
        match context.lines.get(action) {
            Some(at) => add(out, line, &format!("line {at}")),
            None if line.starts_with('[') => {
                let _ = writeln!(out, "\n{line}");
            }
            None => add(out, line, &why_changed(action, context.config.keys.rows())),
        }
    }
}

/// Why an action that is not in the file has other keys: another action has its key, or it keeps one.
fn why_changed(name: &str, rows: &[ActionSpec]) -> String {
    let Some(at) = rows.iter().position(|row| row.name() == name) else {
        return String::new();
    };
    let bound_to = |key: &Key| {
        let mut others = rows.iter().filter(|row| row.context == rows[at].context);
        others.find(|row| row.keys.contains(key))
    };
    let lost = ACTIONS[at].keys.iter();
    let lost = lost.filter(|key| !rows[at].keys.contains(key));
    let taken = lost.map(|key| match bound_to(key) {
        Some(by) => format!("{key} is now bound to {}", by.name()),
        None => format!("{key} was removed"),
    });
    let kept = rows[at].keys.iter();
    let kept = kept.filter(|key| !ACTIONS[at].keys.contains(key));
    let kept = kept.map(|key| format!("{key} is kept so that you can always go back"));
    taken.chain(kept).collect::<Vec<_>>().join("; ")
}

/// The themes of the configuration, each with its line.
fn themes(out: &mut String, text: &str, context: &CommandContext) {
    let names = context.config.themes.own_names();
    for (line, name) in text.lines().zip(names) {
        match context.lines.get(&format!("themes.{name}")) {
            Some(at) => add(out, line, &format!("line {at}")),
            None => add(out, line, "default"),
        }
    }
}

fn add(out: &mut String, line: &str, origin: &str) {
    let space = ORIGIN_COLUMN.saturating_sub(line.width()).max(2);
    let _ = writeln!(out, "{line}{}# {origin}", " ".repeat(space));
}

fn visible_lines(text: &str) -> String {
    let lines = text.lines().map(|line| visible(line).into_owned() + "\n");
    lines.collect()
}

/// `levelup config --init`: creates the file, and prints its path.
pub(crate) fn init(context: &CommandContext) -> Result<(), Failure> {
    let path = context.config_path();
    let exists = "it was not changed; use --config FILE to create another one";
    write_new_file(path, &template(&context.paths), exists)?;
    print_data(&format!("{}\n", shown_path(path)))
}
