//! What is wrong with a file, shown at the place where it is wrong.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};

use super::problems::{Words, words};
use super::words::thousands;
use crate::assessment::{Diagnostic, Problem, Severity, is_hidden, visible};
use crate::results::{masked, shown};

/// How wide a diagnostic may be; what is longer of the file's own lines is cut around the place.
const WIDTH: usize = 80;

/// The most diagnostics of one text that are shown.
const SHOWN: usize = 50;

/// The diagnostics of a text, each with the underlined place, and an empty line behind each. What
/// is more than 50 of them is counted.
pub fn render(path: &Path, text: &str, diagnostics: &[Diagnostic], styled: bool) -> String {
    let base = if styled {
        Renderer::styled().hyperlink(false)
    } else {
        Renderer::plain()
    };
    let renderer = base.term_width(WIDTH);
    let path = shown_path(path);
    // The shown line of a configuration file can contain the password of a store.
    let text = &*masked(text);
    let mut out = String::new();
    for found in diagnostics.iter().take(SHOWN) {
        let _ = writeln!(out, "{}\n", render_one(&renderer, &path, text, found));
    }
    if let Some(more @ 1..) = diagnostics.len().checked_sub(SHOWN) {
        let more = thousands(more as u64);
        let _ = writeln!(out, "{path}: and {more} more like these\n");
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

/// A path as it may go to a terminal; the URL of a store without its secrets.
pub fn shown_path(path: &Path) -> String {
    visible(&shown(path).display().to_string()).into_owned()
}

fn render_one(renderer: &Renderer, path: &str, text: &str, found: &Diagnostic) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let Words {
        title,
        label,
        also,
        help,
    } = words(text, found);
    let title = level.primary_title(title);
    let group = if text.is_empty() {
        let origin = Origin::path(path);
        let somewhere = !is_whole_file(found);
        title.element(if somewhere {
            origin.line(1).char_column(1)
        } else {
            origin
        })
    } else {
        title.element(snippet(path, text, found, label, also))
    };
    let help = help.map(|help| Level::HELP.message(help));
    renderer.render(&[group.elements(help)])
}

/// Whether there is no place in the text that could be named.
fn is_whole_file(found: &Diagnostic) -> bool {
    matches!(
        found.problem,
        Problem::Unreadable(_) | Problem::Folder(_) | Problem::TooLarge
    )
}

/// The text around the place, with the place underlined.
fn snippet<'a>(
    path: &'a str,
    text: &str,
    found: &Diagnostic,
    label: String,
    also: Option<String>,
) -> Snippet<'a, Annotation<'a>> {
    let window = Window::around(text, found);
    let primary = AnnotationKind::Primary
        .span(window.place(&found.span))
        .label(label);
    let context = found.also.as_ref().zip(also).map(|(span, label)| {
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
/// hidden one, so that columns stay what they are.
struct Window {
    masked: String,
    first_line: usize,
    start: usize,
    /// Where bytes were added, and how many up to there (the difference may shrink as well).
    moved: Vec<(usize, isize)>,
}

impl Window {
    fn around(text: &str, found: &Diagnostic) -> Self {
        let mut spans = vec![&found.span];
        spans.extend(&found.also);
        let from = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let to = spans.iter().map(|span| span.end).max().unwrap_or(0);
        let start = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[to..].find('\n').map_or(text.len(), |at| to + at);
        let end = end - usize::from(end > to && text[start..end].ends_with('\r'));
        let (masked, moved) = mask(&text[start..end]);
        Self {
            masked,
            first_line: text[..start].matches('\n').count() + 1,
            start,
            moved,
        }
    }

    fn place(&self, span: &Range<usize>) -> Range<usize> {
        self.offset(span.start)..self.offset(span.end)
    }

    fn offset(&self, at: usize) -> usize {
        let at = at - self.start;
        let before = self.moved.partition_point(|(place, _)| *place < at);
        let shift = before
            .checked_sub(1)
            .and_then(|last| self.moved.get(last))
            .map_or(0, |(_, shift)| *shift);
        at.saturating_add_signed(shift)
    }
}

fn mask(text: &str) -> (String, Vec<(usize, isize)>) {
    let mut masked = String::with_capacity(text.len());
    let (mut moved, mut shift) = (Vec::new(), 0_isize);
    for (at, c) in text.char_indices() {
        let line_end = c == '\r' && text[at + 1..].starts_with('\n');
        let stays = !is_hidden(c) || matches!(c, '\n' | '\t') || line_end;
        let shown = if stays { c } else { picture(c) };
        masked.push(shown);
        if shown.len_utf8() != c.len_utf8() {
            shift += shown.len_utf8().cast_signed() - c.len_utf8().cast_signed();
            moved.push((at, shift));
        }
    }
    (masked, moved)
}

/// The picture of a control character where Unicode has one, such as `␛`.
fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1F => char::from_u32(0x2400 + code).unwrap_or('\u{FFFD}'),
        0x7F => '\u{2421}',
        _ => '\u{FFFD}',
    }
}
