use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::context::CommandContext;
use crate::cli::failure::Failure;
use crate::cli::stdout::print_data;
use crate::state::{ACTIONS, Action, ActionSpec, Key};
use crate::text::{cells, padded};

const EXAMPLES: &str = "\
levelup keys  # show the current key bindings
levelup keys --format json  # for scripts";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct KeysArgs {
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: KeysFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum KeysFormat {
    /// Table
    #[default]
    Text,
    /// JSON
    Json,
}

/// `levelup keys`: prints the key bindings, and marks those that the configuration changed.
pub(crate) fn run(args: &KeysArgs, context: &CommandContext) -> Result<(), Failure> {
    let rows: Vec<_> = context.config.keys.rows().iter().zip(ACTIONS).collect();
    print_data(&match args.format {
        KeysFormat::Text => text(&rows),
        KeysFormat::Json => json_text(&rows),
    })
}

/// An action with its current and its default keys.
type KeyRow<'a> = (&'a ActionSpec, &'a ActionSpec);

fn text(rows: &[KeyRow<'_>]) -> String {
    let names = rows.iter().map(|(row, _)| cells(&row.name())).max();
    let keys = rows.iter().map(|(row, _)| cells(&keys_of(row))).max();
    let (names, keys) = (names.unwrap_or(0) + 2, keys.unwrap_or(0) + 2);
    let mut out = format!(
        "{}{}DESCRIPTION\n",
        padded("ACTION", names + 2),
        padded("KEYS", keys)
    );
    for (row, default) in rows {
        let (mark, note) = if row.keys == default.keys {
            ("  ", String::new())
        } else {
            ("* ", format!(" (default: {})", keys_of(default)))
        };
        let name = padded(&row.name(), names);
        let keys = padded(&keys_of(row), keys);
        let _ = writeln!(out, "{mark}{name}{keys}{}{note}", description(row));
    }
    if rows.iter().any(|(row, default)| row.keys != default.keys) {
        out.push_str("\n* changed in the configuration file\n");
    }
    out
}

#[derive(Serialize)]
struct Table<'a> {
    schema_version: u32,
    actions: Vec<KeyEntryJson<'a>>,
}

#[derive(Serialize)]
struct KeyEntryJson<'a> {
    name: String,
    context: &'a str,
    keys: Vec<String>,
    default: Vec<String>,
    changed: bool,
    does: String,
}

fn json_text(rows: &[KeyRow<'_>]) -> String {
    let names = |keys: &[Key]| keys.iter().map(Key::to_string).collect();
    let entry = |(row, default): &KeyRow<'_>| KeyEntryJson {
        name: row.name(),
        context: row.context.name(),
        keys: names(&row.keys),
        default: names(&default.keys),
        changed: row.keys != default.keys,
        does: description(row),
    };
    let table = Table {
        schema_version: 1,
        actions: rows.iter().map(entry).collect(),
    };
    let text = serde_json::to_string_pretty(&table).unwrap_or_default();
    format!("{text}\n")
}

fn keys_of(row: &ActionSpec) -> String {
    let keys: Vec<_> = row.keys.iter().map(Key::to_string).collect();
    if keys.is_empty() {
        "(none)".to_owned()
    } else {
        keys.join(" ")
    }
}

/// The description of an action. The table of actions has one for all levels.
fn description(row: &ActionSpec) -> String {
    match row.action {
        Action::Rate(level) => format!("Rate level {level} and go to the next category"),
        _ => row.description.to_owned(),
    }
}
