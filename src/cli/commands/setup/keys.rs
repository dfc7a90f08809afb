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
    /// As what
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: KeysFormat,
}

/// The formats of `levelup keys`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum KeysFormat {
    /// A table
    #[default]
    Text,
    /// JSON
    Json,
}

/// `levelup keys`: which key does what, and what of it the configuration changed.
///
/// # Errors
/// Where stdout cannot be written.
pub(crate) fn run(args: &KeysArgs, context: &CommandContext) -> Result<(), Failure> {
    let rows: Vec<_> = context.config.keys.rows().iter().zip(ACTIONS).collect();
    match args.format {
        KeysFormat::Text => print_data(&text(&rows)),
        KeysFormat::Json => print_data(&json_text(&rows)),
    }
}

type KeyRow<'a> = (&'a ActionSpec, &'a ActionSpec);

fn text(rows: &[KeyRow<'_>]) -> String {
    let names = rows.iter().map(|(row, _)| cells(&row.name())).max();
    let keys = rows.iter().map(|(row, _)| cells(&keys_of(row))).max();
    let (names, keys) = (names.unwrap_or(0), keys.unwrap_or(0));
    let mut out = format!(
        "{}{}DOES\n",
        padded("ACTION", names + 4),
        padded("KEYS", keys + 2)
    );
    let mut changed = 0;
    for (row, by_itself) in rows {
        let is_changed = row.keys != by_itself.keys;
        changed += usize::from(is_changed);
        let mark = if is_changed { "* " } else { "  " };
        let (name, shown) = (
            padded(&row.name(), names + 2),
            padded(&keys_of(row), keys + 2),
        );
        let before = match (is_changed, keys_of(by_itself)) {
            (false, _) => String::new(),
            (true, before) => format!(" (default: {before})"),
        };
        let _ = writeln!(out, "{mark}{name}{shown}{}{before}", does(row));
    }
    if changed > 0 {
        out.push_str("\n* changed by the configuration\n");
    }
    out
}

/// The table for programs.
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
    let entry = |(row, by_itself): &KeyRow<'_>| KeyEntryJson {
        name: row.name(),
        context: row.context.name(),
        keys: names(&row.keys),
        default: names(&by_itself.keys),
        changed: row.keys != by_itself.keys,
        does: does(row),
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

/// What an action does. The nine levels are told of once in the table.
fn does(row: &ActionSpec) -> String {
    match row.action {
        Action::Rate(level) => format!("Rate level {level} and go to the next category"),
        _ => row.description.to_owned(),
    }
}
