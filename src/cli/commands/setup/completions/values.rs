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

/// The most results that are shown: they are the newest, and no list that fills screens.
const MOST: usize = 40;
/// How many results are shown by their place, `@~1` and further.
const PLACES: usize = 10;

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

/// What is known about the line, and what it means.
pub(crate) struct KnownValues {
    line: TypedLine,
    place: Option<StoreLookup>,
}

impl KnownValues {
    /// Opens nothing yet.
    pub(crate) fn new(line: TypedLine) -> Self {
        let place = StoreLookup::of(&line);
        Self { line, place }
    }

    /// What may stand there and begins like this.
    fn values(&self, kind: ValueKind, current: &str) -> Vec<CompletionCandidate> {
        let Some(place) = &self.place else {
            return Vec::new();
        };
        match kind {
            ValueKind::Slug => slugs(place, current, false),
            ValueKind::SlugOfResults => slugs(place, current, true),
            ValueKind::Name => names(place, self.line.slug(), current),
            ValueKind::Id if self.line.has("forever") => binned(place, current),
            ValueKind::Id => ids(place, current),
            ValueKind::IdInTrash => binned(place, current),
            ValueKind::KeyAndAnswer => self.pairs("set", current, answers),
            ValueKind::KeyAndNote => self.pairs("note", current, |_, _| Vec::new()),
        }
    }

    /// `KEY=` of the categories that have none on the line yet; behind it what `values` says.
    fn pairs(
        &self,
        option: &str,
        current: &str,
        values: fn(&Assessment, usize) -> Vec<(String, String)>,
    ) -> Vec<CompletionCandidate> {
        let catalogue = self.place.as_ref().map(StoreLookup::catalogue);
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

/// The answers that a category takes: levels with their labels, each with level up where there is
/// one further; and what is no level.
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

fn slugs(place: &StoreLookup, current: &str, of_results: bool) -> Vec<CompletionCandidate> {
    let catalogue = place.catalogue();
    let listed = catalogue.entries().iter().map(|entry| &entry.listed);
    let mut found: Vec<(String, String)> = listed
        .map(|listed| (listed.slug.clone(), listed.name.clone()))
        .collect();
    if of_results {
        for row in place.rows(None) {
            if !found.iter().any(|(slug, _)| *slug == row.slug) {
                found.push((row.slug, row.assessment));
            }
        }
    }
    found.retain(|(slug, _)| slug.starts_with(current));
    found
        .iter()
        .map(|(slug, name)| candidate(slug, name))
        .collect()
}

fn names(place: &StoreLookup, slug: Option<String>, current: &str) -> Vec<CompletionCandidate> {
    let of_results = place.rows(slug).into_iter().map(|row| row.name);
    let all = place.own_names().into_iter().chain(of_results);
    // Each person once, in the latest spelling.
    let fit = all.filter(|name| begins(name, current));
    let found = fit.unique_by(|name| person_key(name));
    found.map(CompletionCandidate::new).collect()
}

/// Results by the ends of their ids, or by their places where `@` is typed.
fn ids(place: &StoreLookup, current: &str) -> Vec<CompletionCandidate> {
    let zone = time_zone::local();
    let help = |row: &ResultRow| {
        let date = local_date(row.taken_at, &zone);
        format!("{date}  {}  {}", row.name, row.assessment)
    };
    let rows = place.rows(None);
    if current.starts_with('@') {
        let places = rows.iter().take(PLACES).enumerate();
        let named = places.map(|(back, row)| match back {
            0 => ("@".to_owned(), help(row)),
            _ => (format!("@~{back}"), help(row)),
        });
        let fit = named.filter(|(name, _)| name.starts_with(current));
        return fit.map(|(name, help)| candidate(name, &help)).collect();
    }
    let ends = rows.iter().map(|row| (short_id(row.id), row));
    let fit = ends.filter(|(end, _)| end.starts_with(current));
    fit.take(MOST)
        .map(|(end, row)| candidate(end, &help(row)))
        .collect()
}

fn binned(place: &StoreLookup, current: &str) -> Vec<CompletionCandidate> {
    let ends = place.binned().into_iter().map(short_id);
    let fit = ends.filter(|end| end.starts_with(current)).take(MOST);
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

/// What stands there and what it means; the meaning goes to a terminal, which must not obey it.
fn candidate(value: impl Into<String>, help: &str) -> CompletionCandidate {
    let help = visible(help).into_owned();
    CompletionCandidate::new(value.into()).help((!help.is_empty()).then(|| help.into()))
}
