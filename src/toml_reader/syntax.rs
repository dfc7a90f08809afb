use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::diagnostics::{Diagnostic, FINDINGS_MAX, Findings};
use super::problem::Problem;

/// How many more bytes of a text with errors are parsed at a time.
const STEP: usize = 64 << 10;

/// Reads TOML and reports at most [`FINDINGS_MAX`] syntax errors. Returns everything that could be
/// read.
pub(crate) fn read<'i>(
    text: &'i str,
    findings: &mut Findings,
) -> (Spanned<DeTable<'i>>, BrokenRegions) {
    let mut broken = BrokenRegions::default();
    let first = match DeTable::parse(text) {
        Ok(table) => return (table, broken),
        Err(error) => error.span().map_or(0, |span| span.start),
    };
    let (table, errors) = read_with_errors(text, first);
    for error in errors.into_iter().take(FINDINGS_MAX) {
        let span = clipped(text, error.span().unwrap_or_else(|| deepest_key(text)));
        broken.add(text, &span, error.message());
        report(text, &table, &error, span, findings);
    }
    (table, broken)
}

/// Reads a text whose first error is at `first` until there are enough errors. The parser keeps every
/// error, and each takes hundreds of bytes: 1 MiB of text can have 1.5 million.
fn read_with_errors(text: &str, first: usize) -> (Spanned<DeTable<'_>>, Vec<Error>) {
    let mut end = first;
    loop {
        end = clipped(text, end + STEP..end + STEP).start;
        let part = match text[first.min(end)..end].rfind('\n') {
            Some(newline) if end < text.len() => &text[..=first + newline],
            _ => &text[..end],
        };
        let (table, errors) = DeTable::parse_recoverable(part);
        if errors.len() >= FINDINGS_MAX || end == text.len() {
            return (table, errors);
        }
    }
}

fn report(
    text: &str,
    table: &Spanned<DeTable<'_>>,
    error: &Error,
    span: Range<usize>,
    findings: &mut Findings,
) {
    if error.message() != "duplicate key" {
        let message = error.message().to_owned();
        return findings.error(span, Problem::Syntax(message));
    }
    let key = text[span.clone()].trim_matches(['"', '\'']).to_owned();
    match first_place(text, table.get_ref(), &key, span.start) {
        Some(first) => findings.error_with(span, Problem::RepeatedKey(key), first),
        None => findings.error(span, Problem::RepeatedKey(key)),
    }
}

/// The lines that have a syntax error. Problems there are not reported separately.
#[derive(Debug, Default)]
pub(crate) struct BrokenRegions {
    lines: Vec<Range<usize>>,
    /// The end of the first invalid header. What follows was assigned to a different table.
    header: Option<usize>,
}

impl BrokenRegions {
    /// Removes the diagnostics that only follow from a syntax error.
    pub(crate) fn silence(&self, findings: &mut Findings) {
        if self.lines.is_empty() {
            return;
        }
        findings.retain(|found| match found.problem {
            Problem::Syntax(_) => true,
            _ if self.header.is_some_and(|header| header < found.span.start) => false,
            Problem::RepeatedKey(_) => true,
            Problem::MissingKey { .. }
            | Problem::LevelCount { .. }
            | Problem::RatingCount(_)
            | Problem::NoPair(_)
            | Problem::StemIsNoSlug { .. }
            | Problem::Empty(_) => false,
            _ => !self.touches(found),
        });
    }

    fn add(&mut self, text: &str, span: &Range<usize>, message: &str) {
        let line = line_of(text, span);
        let header = message.contains("table") && text[line.clone()].trim_start().starts_with('[');
        if header && self.header.is_none() {
            self.header = Some(line.end);
        }
        self.lines.push(line);
    }

    fn touches(&self, found: &Diagnostic) -> bool {
        self.lines
            .iter()
            .any(|line| found.span.start <= line.end && line.start <= found.span.end)
    }
}

/// Finds the first place of the key that occurs again at `again`.
fn first_place(text: &str, table: &DeTable<'_>, key: &str, again: usize) -> Option<Range<usize>> {
    let inner = table
        .values()
        .filter_map(|value| table_around(text, value, again))
        .max_by_key(|(start, _)| *start)
        .and_then(|(_, inner)| first_place(text, inner, key, again));
    let own = || {
        let (first, _) = table.get_key_value(key)?;
        (first.span().start < again).then(|| first.span())
    };
    inner.or_else(own)
}

/// Finds the table in `value` that contains the byte at `at`, and its start.
fn table_around<'t, 'i>(
    text: &str,
    value: &'t Spanned<DeValue<'i>>,
    at: usize,
) -> Option<(usize, &'t DeTable<'i>)> {
    match value.get_ref() {
        DeValue::Table(table) => {
            let begun = value.span().start < at;
            let inline = text[value.span().start..].starts_with('{');
            let around = begun && (!inline || at < value.span().end);
            around.then(|| (value.span().start, table))
        }
        DeValue::Array(items) => items
            .iter()
            .filter_map(|item| table_around(text, item, at))
            .max_by_key(|(start, _)| *start),
        _ => None,
    }
}

/// Finds the key with the most parts: the parser reports too deep nesting without a place.
fn deepest_key(text: &str) -> Range<usize> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        (line.matches('.').count(), start)
    });
    // If there are several, use the first.
    let deepest = lines.max_by_key(|(parts, start)| (*parts, std::cmp::Reverse(*start)));
    let start = deepest.map_or(0, |(_, start)| start);
    start..start + 1
}

/// Limits a span to the text and to character boundaries.
fn clipped(text: &str, span: Range<usize>) -> Range<usize> {
    let floor = |at: usize| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}

fn line_of(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..]
        .find('\n')
        .map_or(text.len(), |at| span.end + at);
    start..end
}
