use std::ops::Range;

use super::{Diagnostic, Problem, Severity};

/// The diagnostics of one text while it is read.
#[derive(Debug, Default)]
pub struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Something that breaks the file.
    pub fn error(&mut self, span: Range<usize>, problem: Problem) {
        self.push(Severity::Error, span, problem, None);
    }

    /// Several things that break the file.
    pub fn errors(&mut self, found: impl IntoIterator<Item = (Range<usize>, Problem)>) {
        for (span, problem) in found {
            self.error(span, problem);
        }
    }

    /// Something that breaks the file, and the other place that belongs to it.
    pub fn error_with(&mut self, span: Range<usize>, problem: Problem, also: Range<usize>) {
        self.push(Severity::Error, span, problem, Some(also));
    }

    /// Something that somebody should look at.
    pub fn warning(&mut self, span: Range<usize>, problem: Problem) {
        self.push(Severity::Warning, span, problem, None);
    }

    /// Something that somebody should look at, and the other place that belongs to it.
    pub fn warning_with(&mut self, span: Range<usize>, problem: Problem, also: Range<usize>) {
        self.push(Severity::Warning, span, problem, Some(also));
    }

    /// Keeps only what `keep` says.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// All of it, in the order of the text; what is said of one place, but once.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0
            .sort_by_key(|found| (found.span.start, found.span.end, found.severity));
        let mut here: Vec<Diagnostic> = Vec::new();
        self.0.retain(|found| {
            here.retain(|other| other.span == found.span);
            let is_new = !here.contains(found);
            here.extend(is_new.then(|| found.clone()));
            is_new
        });
        self.0
    }

    fn push(
        &mut self,
        severity: Severity,
        span: Range<usize>,
        problem: Problem,
        also: Option<Range<usize>>,
    ) {
        self.0.push(Diagnostic {
            severity,
            span,
            problem,
            also,
        });
    }
}
