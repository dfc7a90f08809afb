use std::ops::Range;

use super::problem::Problem;

/// The maximum number of errors, and of warnings, that are reported for a text.
pub(crate) const FINDINGS_MAX: usize = 1_000;

/// A problem in a file, with its place. `words/problems/` has the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// The bytes of the text that have the problem; empty at 0 if it concerns the entire file.
    pub span: Range<usize>,
    pub problem: Problem,
    /// A related place, such as the first of two equal keys.
    pub also: Option<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but should be checked.
    Warning,
}

/// Collects the diagnostics of a text while it is read.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    kept: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
}

impl Findings {
    pub(crate) fn error(&mut self, span: Range<usize>, problem: Problem) {
        self.push(Severity::Error, span, problem, None);
    }

    pub(crate) fn errors(&mut self, found: impl IntoIterator<Item = (Range<usize>, Problem)>) {
        for (span, problem) in found {
            if self.errors >= FINDINGS_MAX {
                break;
            }
            self.error(span, problem);
        }
    }

    /// Adds an error and a related place.
    pub(crate) fn error_with(&mut self, span: Range<usize>, problem: Problem, also: Range<usize>) {
        self.push(Severity::Error, span, problem, Some(also));
    }

    pub(crate) fn warning(&mut self, span: Range<usize>, problem: Problem) {
        self.push(Severity::Warning, span, problem, None);
    }

    /// Adds a warning and a related place.
    pub(crate) fn warning_with(
        &mut self,
        span: Range<usize>,
        problem: Problem,
        also: Range<usize>,
    ) {
        self.push(Severity::Warning, span, problem, Some(also));
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.kept.retain(keep);
    }

    /// Returns the diagnostics in the order of the text, without duplicates.
    pub(crate) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.kept
            .sort_by_key(|found| (found.span.start, found.span.end, found.severity));
        let mut here: Vec<Diagnostic> = Vec::new();
        self.kept.retain(|found| {
            here.retain(|other| other.span == found.span);
            let is_new = !here.contains(found);
            here.extend(is_new.then(|| found.clone()));
            is_new
        });
        self.kept
    }

    fn push(
        &mut self,
        severity: Severity,
        span: Range<usize>,
        problem: Problem,
        also: Option<Range<usize>>,
    ) {
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        if *count >= FINDINGS_MAX {
            return;
        }
        *count += 1;
        self.kept.push(Diagnostic {
            severity,
            span,
            problem,
            also,
        });
    }
}
