//! The values that shells complete.

use std::ffi::OsStr;
use std::sync::Arc;

use clap::Command;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use itertools::Itertools as _;

use super::store_lookup::StoreLookup;
use super::typed_line::TypedLine;
use crate::assessment::Assessment;
use crate::cli::option_values::ValueKind;
use crate::results::{ResultRow, person_key};
use crate::runtime::system::time_zone;
use crate::text::{text_key, visible};
use crate::words::{local_date, short_id};

/// The most results that are listed: a longer list would fill screens.
const IDS_SHOWN: usize = 40;
/// The most results that are listed by position: `@`, `@~1`, and so on.
const POSITIONS: usize = 10;

/// Adds the completion of values to the commands.
pub(crate) fn with_values(command: Command, known: &Arc<KnownValues>) -> Command {
    command.mut_subcommands(|command| {
        command.mut_args(|arg| {
            let Some(kind) = arg.get::<ValueKind>().copied() else {
                return arg;
            };
            let known = Arc::clone(known);
            arg.add(ArgValueCompleter::new(move |current: &OsStr| {
                let current = current.to_str();
                current.map_or_else(Vec::new, |current| known.values(kind, current))
            }))
        })
    })
}

/// The source of values for a line.
pub(crate) struct KnownValues {
    line: TypedLine,
    lookup: Option<StoreLookup>,
}

impl KnownValues {
    /// The store is opened when it is first used.
    pub(crate) fn new(line: TypedLine) -> Self {
        let lookup = StoreLookup::of(&line);
        Self { line, lookup }
    }

    /// The values of a kind that start with `current`.
    fn values(&self, kind: ValueKind, current: &str) -> Vec<CompletionCandidate> {
        let Some(lookup) = &self.lookup else {
            return Vec::new();
        };
        match kind {
            ValueKind::Slug => candidates(slugs(lookup).into_iter(), current),
            ValueKind::SlugOfResults => candidates(slugs_of_results(lookup), current),
            ValueKind::Name => names(lookup, self.line.slug(), current),
            ValueKind::Id if self.line.has("forever") => ids_in_trash(lookup, current),
            ValueKind::Id => ids(lookup, current),
            ValueKind::IdInTrash => ids_in_trash(lookup, current),
            ValueKind::KeyAndAnswer => self.pairs("set", current, answers),
            ValueKind::KeyAndNote => self.pairs("note", current, |_, _| Vec::new()),
        }
    }

    /// `KEY=` of the categories that are not on the line; after `KEY=`, the values of the category.
    fn pairs(
        &self,
        option: &str,
        current: &str,
        values: fn(&Assessment, usize) -> Vec<(String, String)>,
    ) -> Vec<CompletionCandidate> {
        let catalogue = self.lookup.as_ref().map(StoreLookup::catalogue);
        let found = catalogue.zip(self.line.slug());
        let Some(assessment) = found.and_then(|(all, slug)| all.find(&slug).ok()) else {
            return Vec::new();
        };
        if let Some((key, part)) = current.split_once('=') {
            let at = assessment.position_or_formerly(key);
            let values = at.map_or_else(Vec::new, |at| values(&assessment, at));
            let fit = values.into_iter().filter(|(value, _)| begins(value, part));
            return fit
                .map(|(value, help)| candidate(format!("{key}={value}"), &help))
                .collect();
        }
        let given = self.line.texts(option).unwrap_or_default();
        let is_given = |key: &str| {
            let keys = given.iter().filter_map(|pair| pair.split_once('='));
            keys.into_iter().any(|(given, _)| given == key)
        };
        let open = assessment.categories.iter();
        open.filter(|category| category.key.starts_with(current) && !is_given(&category.key))
            .map(|category| candidate(format!("{}=", category.key), &category.name))
            .collect()
    }
}

/// The answers to a category with their descriptions: levels, level-ups, unknown, and n/a.
fn answers(assessment: &Assessment, at: usize) -> Vec<(String, String)> {
    let top = assessment.top(at);
    let label = |level| assessment.label(at, level).unwrap_or_default().to_owned();
    let levels = (1..=top).flat_map(|level| {
        let up =
            (level < top).then(|| (format!("{level}+"), format!("{}, level up", label(level))));
        [Some((level.to_string(), label(level))), up]
    });
    let others = [("unknown", "don't know"), ("n/a", "not applicable")];
    let others = others.map(|(value, help)| (value.to_owned(), help.to_owned()));
    levels.flatten().chain(others).collect()
}

/// The slugs of assessments, with their names.
fn slugs(lookup: &StoreLookup) -> Vec<(String, String)> {
    let catalogue = lookup.catalogue();
    let listed = catalogue.entries().iter().map(|entry| &entry.listed);
    listed
        .map(|listed| (listed.slug.clone(), listed.name.clone()))
        .collect()
}

/// The slugs of assessments, and of results without their assessment.
fn slugs_of_results(lookup: &StoreLookup) -> impl Iterator<Item = (String, String)> {
    let rows = lookup.rows(None).into_iter();
    let of_results = rows.map(|row| (row.slug, row.assessment));
    let slugs = slugs(lookup).into_iter().chain(of_results);
    slugs.unique_by(|(slug, _)| slug.clone())
}

fn candidates(
    values: impl Iterator<Item = (String, String)>,
    current: &str,
) -> Vec<CompletionCandidate> {
    values
        .filter(|(value, _)| value.starts_with(current))
        .map(|(value, help)| candidate(value, &help))
        .collect()
}

fn names(lookup: &StoreLookup, slug: Option<String>, current: &str) -> Vec<CompletionCandidate> {
    let of_results = lookup.rows(slug).into_iter().map(|row| row.name);
    let all = lookup.own_names().into_iter().chain(of_results);
    // Each person once, in the latest spelling.
    let fit = all.filter(|name| begins(name, current));
    let found = fit.unique_by(|name| person_key(name));
    found.map(CompletionCandidate::new).collect()
}

/// Results by the ends of their IDs, or by position if `@` is typed.
fn ids(lookup: &StoreLookup, current: &str) -> Vec<CompletionCandidate> {
    let zone = time_zone::local();
    let help = |row: &ResultRow| {
        let date = local_date(row.taken_at, &zone);
        format!("{date}  {}  {}", row.name, row.assessment)
    };
    let rows = lookup.rows(None);
    if current.starts_with('@') {
        let positions = rows.iter().take(POSITIONS).enumerate();
        let named = positions.map(|(back, row)| match back {
            0 => ("@".to_owned(), help(row)),
            _ => (format!("@~{back}"), help(row)),
        });
        return candidates(named, current);
    }
    let ends = rows.iter().map(|row| (short_id(row.id), help(row)));
    let mut found = candidates(ends, current);
    found.truncate(IDS_SHOWN);
    found
}

fn ids_in_trash(lookup: &StoreLookup, current: &str) -> Vec<CompletionCandidate> {
    let ends = lookup.ids_in_trash().into_iter().map(short_id);
    let fit = ends.filter(|end| end.starts_with(current)).take(IDS_SHOWN);
    fit.map(|end| candidate(end, "in trash")).collect()
}

/// Whether a name begins like `start`, as [`text_key`] compares them.
fn begins(name: &str, start: &str) -> bool {
    let mut key = text_key(start);
    if start.ends_with(char::is_whitespace) && !key.is_empty() {
        key.push(' ');
    }
    text_key(name).starts_with(&key)
}

/// A value with its description, in which control characters are replaced.
fn candidate(value: impl Into<String>, help: &str) -> CompletionCandidate {
    let help = visible(help).into_owned();
    CompletionCandidate::new(value.into()).help((!help.is_empty()).then(|| help.into()))
}
