//! Shows the problems of a file, each with the lines that it is about.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::results::{masked, shown};
use crate::text::{is_hidden, is_invisible, thousands, visible};
use crate::toml_reader::{Diagnostic, FINDINGS_MAX, Problem, Severity};
use crate::words::{ProblemWords, words};

/// The maximum width of a diagnostic; longer lines of the file are cut around the place.
const WIDTH: usize = 80;

/// The maximum number of diagnostics shown per text.
const SHOWN: usize = 50;

/// The longest line, in bytes, that is passed to the renderer uncut. The renderer cuts lines to fit,
/// but reads all of them for each diagnostic.
const LINE_MAX: usize = 4 << 10;

/// How many bytes of a longer line are kept before the place, and from the place on.
const AROUND: (usize, usize) = (200, 400);

/// The diagnostics of a text, each with its place underlined, followed by an empty line. After 50,
/// the others are only counted.
pub fn render(path: &Path, text: &str, diagnostics: &[Diagnostic], styled: bool) -> String {
    let base = if styled {
        Renderer::styled().hyperlink(false)
    } else {
        Renderer::plain()
    };
    let renderer = base.term_width(WIDTH);
    let path = shown_path(path);
    // A line of a configuration file can contain the password of a store.
    let text = &*masked(text);
    let mut out = String::new();
    for found in diagnostics.iter().take(SHOWN) {
        let _ = writeln!(out, "{}\n", render_one(&renderer, &path, text, found));
    }
    if let Some(more @ 1..) = diagnostics.len().checked_sub(SHOWN) {
        // No more findings than these are kept.
        let at_least = if diagnostics.len() >= FINDINGS_MAX {
            "at least "
        } else {
            ""
        };
        let more = thousands(more as u64);
        let _ = writeln!(out, "{path}: and {at_least}{more} more\n");
    }
    out
}

/// A diagnostic on one line: `file:line:column: error: …`.
pub fn one_line(path: &Path, text: &str, found: &Diagnostic) -> String {
    let place = if is_whole_file(found) {
        String::new()
    } else {
        let (line, column) = line_and_column(text, found.span.start);
        format!(":{line}:{column}")
    };
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let title = words(text, found).title;
    format!("{}{place}: {severity}: {title}", shown_path(path))
}

/// The line and the column of a byte, both from 1, in characters.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    (line, column)
}

/// A path that is safe for a terminal; the URL of a store without its secrets.
pub fn shown_path(path: &Path) -> String {
    visible(&shown(path).display().to_string()).into_owned()
}

fn render_one(renderer: &Renderer, path: &str, text: &str, found: &Diagnostic) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let ProblemWords {
        title,
        label,
        also,
        help,
    } = words(text, found);
    let title = level.primary_title(title);
    let mut shifted = 0;
    let group = if text.is_empty() {
        let origin = Origin::path(path);
        let somewhere = !is_whole_file(found);
        title.element(if somewhere {
            origin.line(1).char_column(1)
        } else {
            origin
        })
    } else {
        let window = SourceWindow::around(text, found);
        shifted = window.bytes.start;
        title.element(snippet(path, window, found, label, also))
    };
    let help = help.map(|help| Level::HELP.message(help));
    let output = renderer.render(&[group.elements(help)]);
    // The renderer counts columns from the start of its text, which is not always the start of a line.
    let (line, column) = line_and_column(text, found.span.start);
    let (_, shown) = line_and_column(&text[shifted..], found.span.start - shifted);
    output.replacen(
        &format!("{path}:{line}:{shown}"),
        &format!("{path}:{line}:{column}"),
        1,
    )
}

/// Whether a problem has no place in the text.
fn is_whole_file(found: &Diagnostic) -> bool {
    matches!(
        found.problem,
        Problem::Unreadable(_) | Problem::Folder(_) | Problem::TooLarge
    )
}

/// The text around the place, with the place underlined.
fn snippet<'a>(
    path: &'a str,
    window: SourceWindow,
    found: &Diagnostic,
    label: String,
    also: Option<String>,
) -> Snippet<'a, Annotation<'a>> {
    let primary = AnnotationKind::Primary
        .span(window.place(&found.span))
        .label(label);
    let context = found.also.as_ref().zip(also);
    let context = context
        .filter(|(span, _)| window.has(span))
        .map(|(span, label)| {
            AnnotationKind::Context
                .span(window.place(span))
                .label(label)
        });
    Snippet::source(window.masked)
        .line_start(window.first_line)
        .path(path)
        .annotation(primary)
        .annotations(context)
}

/// The lines of a text that a diagnostic touches, with a visible character in the place of every
/// hidden one, so that columns stay what they are. If one of the lines is very long, the text
/// around the place.
struct SourceWindow {
    masked: String,
    first_line: usize,
    /// The bytes of the text.
    bytes: Range<usize>,
    /// Where bytes were added, and how many up to there (the difference may shrink as well).
    moved: Vec<(usize, isize)>,
}

impl SourceWindow {
    fn around(text: &str, found: &Diagnostic) -> Self {
        let mut spans = vec![&found.span];
        spans.extend(&found.also);
        let from = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let to = spans.iter().map(|span| span.end).max().unwrap_or(0);
        let start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[to..].find('\n').map_or(text.len(), |at| to + at);
        let end = end - usize::from(end > to && text[start..end].ends_with('\r'));
        let is_cut = text[start..end]
            .split('\n')
            .any(|line| line.len() > LINE_MAX);
        let bytes = if is_cut {
            let at = found.span.start;
            let before = boundary(text, at.saturating_sub(AROUND.0)).max(start);
            before..boundary(text, at + AROUND.1).min(end)
        } else {
            start..end
        };
        let (masked, moved) = mask(&text[bytes.clone()]);
        Self {
            masked,
            first_line: text[..bytes.start].matches('\n').count() + 1,
            bytes,
            moved,
        }
    }

    fn has(&self, span: &Range<usize>) -> bool {
        self.bytes.contains(&span.start)
    }

    fn place(&self, span: &Range<usize>) -> Range<usize> {
        self.offset(span.start)..self.offset(span.end)
    }

    fn offset(&self, at: usize) -> usize {
        let at = at.min(self.bytes.end) - self.bytes.start;
        let before = self.moved.partition_point(|(place, _)| *place < at);
        let shift = before
            .checked_sub(1)
            .and_then(|last| self.moved.get(last))
            .map_or(0, |(_, shift)| *shift);
        at.saturating_add_signed(shift)
    }
}

/// The last character boundary up to `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn mask(text: &str) -> (String, Vec<(usize, isize)>) {
    let mut masked = String::with_capacity(text.len());
    let (mut moved, mut shift) = (Vec::new(), 0_isize);
    for (at, c) in text.char_indices() {
        let line_end = c == '\r' && text[at + 1..].starts_with('\n');
        let stays = !(is_hidden(c) || is_invisible(c)) || matches!(c, '\n' | '\t') || line_end;
        let shown = if stays { c } else { symbol(c) };
        masked.push(shown);
        if shown.len_utf8() != c.len_utf8() {
            shift += shown.len_utf8().cast_signed() - c.len_utf8().cast_signed();
            moved.push((at, shift));
        }
    }
    (masked, moved)
}

/// The Unicode symbol of a control character, such as `␛`.
fn symbol(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1F => char::from_u32(0x2400 + code).unwrap_or('\u{FFFD}'),
        0x7F => '\u{2421}',
        _ => '\u{FFFD}',
    }
}
