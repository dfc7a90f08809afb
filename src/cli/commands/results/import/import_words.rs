//! Messages of `levelup import`.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::first_pass::{FirstPass, InputError, InputErrorKind, InputPlace, REPORTED};
use super::input_files::InputFiles;
use crate::cli::context::CommandContext;
use crate::cli::result_reference::{some_results, some_were};
use crate::json::JsonError;
use crate::store::{ImportConflict, Imported, Store};
use crate::text::{count, thousands};
use crate::words::{CommandLine, short_id};

/// Reports the errors of the input.
pub(super) fn report_errors(first_pass: &FirstPass, inputs: &InputFiles, context: &CommandContext) {
    for error in &first_pass.errors {
        context.error(&error_words(error, inputs));
    }
    let more = count(first_pass.more_errors, "more error", "more errors");
    let at_least = if first_pass.is_cut() { "at least " } else { "" };
    if first_pass.more_errors > 0 {
        context.error(&format!("and {at_least}{more}"));
    }
}

/// Reports the results of the store that differ from imported ones with the same ID. On a server, some
/// may belong to others and not be readable.
pub(super) fn report_conflicts(
    conflicts: &[ImportConflict],
    store: &dyn Store,
    first_pass: &FirstPass,
    inputs: &InputFiles,
    context: &CommandContext,
) {
    let reported = &conflicts[..conflicts.len().min(REPORTED)];
    let ids: Vec<_> = reported.iter().map(|conflict| conflict.id).collect();
    // If the store cannot be read now, omit whether the results can be shown.
    let rows = store.rows(&ids).ok();
    for conflict in reported {
        let id = conflict.id;
        let place = first_pass.place(id);
        let place = place.map_or_else(|| "the input".to_owned(), |place| at(place, inputs));
        let is_readable = rows
            .as_ref()
            .map(|rows| rows.iter().any(|row| row.id == id));
        context.error(&if conflict.binned {
            format!("{place}: result {id} is in the trash and stays there")
        } else {
            let more = match is_readable {
                Some(true) => {
                    let show = CommandLine::new("show").operand(short_id(id));
                    format!("; run {} to see it", context.again(show))
                }
                Some(false) => ", which you cannot read".to_owned(),
                None => String::new(),
            };
            format!("{place}: the store has a different result {id}{more}")
        });
    }
    if let Some(more @ 1..) = conflicts.len().checked_sub(REPORTED) {
        let more = count(more, "more conflict", "more conflicts");
        context.error(&format!("and {more}"));
    }
}

fn error_words(error: &InputError, inputs: &InputFiles) -> String {
    match &error.what {
        // The message of a syntax error has the line.
        InputErrorKind::Json(json @ JsonError::Syntax { line, .. })
            if *line == error.place.line as usize =>
        {
            format!("{}, {json}", name(error.place, inputs))
        }
        InputErrorKind::Json(json) => format!("{}: {json}", at(error.place, inputs)),
        InputErrorKind::Twice(id, first) => format!(
            "{}: result {id} differs from the one in {}",
            at(error.place, inputs),
            at(*first, inputs)
        ),
    }
}

fn at(place: InputPlace, inputs: &InputFiles) -> String {
    format!("{}, line {}", name(place, inputs), place.line)
}

fn name(place: InputPlace, inputs: &InputFiles) -> String {
    inputs.name(place.input as usize)
}

/// Writes a note with the results that are in trash and were not imported.
pub(super) fn note_left_in_trash(left: &BTreeSet<Uuid>, context: &CommandContext) {
    if left.is_empty() {
        return;
    }
    let ids: Vec<_> = left.iter().take(REPORTED).map(|id| short_id(*id)).collect();
    let more = match left.len().saturating_sub(REPORTED) {
        0 => String::new(),
        more => format!(" and {} more", thousands(more as u64)),
    };
    let command = if more.is_empty() {
        let ids = ids.iter();
        let restore = ids.fold(CommandLine::new("restore"), CommandLine::operand);
        context.again(restore).to_string()
    } else {
        "the import again with --restore".to_owned()
    };
    let ids = ids.join(" ");
    context.note(&format!(
        "in trash: {ids}{more}; run {command} to restore them"
    ));
}

/// "3 results imported, 1 was already there".
pub(super) fn summary(done: Imported, left: usize) -> String {
    let Imported {
        added,
        unchanged,
        restored,
        replaced,
    } = done;
    let mut parts = vec![format!("{} imported", some_results(added))];
    let others = [
        (replaced, "replaced"),
        (restored, "restored from trash"),
        (unchanged, "already there"),
        (left as u64, "left in trash"),
    ];
    for (number, what) in others.into_iter().filter(|(number, _)| *number > 0) {
        parts.push(format!("{} {what}", some_were(number)));
    }
    parts.join(", ")
}
