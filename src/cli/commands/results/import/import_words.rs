use std::collections::BTreeSet;

use uuid::Uuid;

use super::first_pass::{FirstPass, InputError, InputErrorKind, InputPlace, TOLD};
use super::input_files::InputFiles;
use crate::cli::context::CommandContext;
use crate::cli::result_reference::some_results;
use crate::json::JsonError;
use crate::store::{ImportConflict, Imported, Store};
use crate::text::{count, plural, thousands};
use crate::words::{CommandLine, short_id};

/// Says what is wrong with an input.
pub(crate) fn tell_faults(survey: &FirstPass, inputs: &InputFiles, context: &CommandContext) {
    for fault in &survey.faults {
        context.error(&fault_words(fault, inputs));
    }
    tell_more(
        (survey.untold, survey.is_cut()),
        ("error", "errors"),
        context,
    );
}

/// Says which results of the store have the ids of imported ones. On a server some may be those of
/// others, which do not show.
pub(crate) fn tell_conflicts(
    conflicts: &[ImportConflict],
    store: &dyn Store,
    (survey, inputs): (&FirstPass, &InputFiles),
    context: &CommandContext,
) {
    let told = &conflicts[..conflicts.len().min(TOLD)];
    let ids: Vec<_> = told.iter().map(|conflict| conflict.id).collect();
    // What cannot be asked any more is not told.
    let rows = store.rows(&ids).ok();
    for conflict in told {
        let place = survey.place(conflict.id);
        let place = place.map_or_else(|| "the input".to_owned(), |place| at(place, inputs));
        let id = conflict.id;
        let shows = rows
            .as_ref()
            .map(|rows| rows.iter().any(|row| row.id == id));
        context.error(&if conflict.binned {
            format!("{place}: result {id} is in the trash and stays there")
        } else {
            let more = match shows {
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
    let more = conflicts.len().saturating_sub(TOLD);
    tell_more((more, false), ("conflict", "conflicts"), context);
}

/// Prints how many more there are; `at_least`: there may be even more.
fn tell_more((more, at_least): (usize, bool), (one, many): (&str, &str), context: &CommandContext) {
    if more > 0 {
        let what = plural(more, one, many);
        let more = thousands(more as u64);
        let at_least = if at_least { "at least " } else { "" };
        context.error(&format!("and {at_least}{more} more {what}"));
    }
}

fn fault_words(fault: &InputError, inputs: &InputFiles) -> String {
    match &fault.what {
        // It names its line itself.
        InputErrorKind::Json(error @ JsonError::Syntax { line, .. })
            if *line == fault.place.line as usize =>
        {
            format!("{}, {error}", name(fault.place, inputs))
        }
        InputErrorKind::Json(error) => format!("{}: {error}", at(fault.place, inputs)),
        InputErrorKind::Twice(id, first) => format!(
            "{}: result {id} differs from the one in {}",
            at(fault.place, inputs),
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

/// Reports the results that are in trash and were not imported.
pub(crate) fn tell_left_in_trash(left: &BTreeSet<Uuid>, context: &CommandContext) {
    if left.is_empty() {
        return;
    }
    let ids: Vec<_> = left.iter().take(TOLD).map(|id| short_id(*id)).collect();
    let more = match left.len().saturating_sub(TOLD) {
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

/// What became of the results: "3 results imported, 1 was already there".
pub(crate) fn summary(done: Imported, left: usize) -> String {
    let Imported {
        added,
        unchanged,
        restored,
        replaced,
    } = done;
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let mut parts = vec![format!("{} imported", some_results(number(added)))];
    let others = [
        (replaced, "replaced"),
        (restored, "restored from trash"),
        (unchanged, "already there"),
        (left as u64, "left in trash"),
    ];
    for (some, what) in others.into_iter().filter(|(some, _)| *some > 0) {
        let was = count(number(some), "was", "were");
        parts.push(format!("{was} {what}"));
    }
    parts.join(", ")
}
