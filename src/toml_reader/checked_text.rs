use std::ops::Range;

use super::diagnostics::Findings;
use super::problem::{FieldName, Problem};
use crate::text::{is_bidi, is_blank};

/// The maximum length of a name.
pub(crate) const NAME_MAX: usize = 200;

/// Trims a single-line text and checks it: 1 to 200 characters, without control characters.
pub(crate) fn name(
    text: &str,
    span: &Range<usize>,
    field: FieldName,
    findings: &mut Findings,
) -> Option<String> {
    let text = text.trim();
    let length = text.chars().count();
    let steers = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let problem = if is_blank(text) {
        Some(Problem::Empty(field))
    } else if let Some(control) = text.chars().find(|c| steers(*c)) {
        Some(Problem::ControlCharacter(field, control))
    } else {
        (length > NAME_MAX).then_some(Problem::TooLong { field, length })
    };
    if let Some(problem) = problem {
        findings.error(span.clone(), problem);
        return None;
    }
    if let Some(bidi) = text.chars().find(|c| is_bidi(*c)) {
        findings.warning(span.clone(), Problem::BidiCharacter(field, bidi));
    }
    Some(text.to_owned())
}

/// Trims a text of any length, with `\n` as line ending, and checks it: no control characters other
/// than newline and tab.
pub(crate) fn prose(
    text: &str,
    span: &Range<usize>,
    field: FieldName,
    findings: &mut Findings,
) -> Option<String> {
    let text = text.trim().replace("\r\n", "\n");
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    if let Some(control) = text.chars().find(|c| steers(*c)) {
        findings.error(span.clone(), Problem::ControlCharacter(field, control));
        return None;
    }
    Some(text)
}
