use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::assessment::Assessment;
use super::parse;
use crate::toml_reader::{Diagnostic, Problem, Severity, TableKind};

/// The maximum size of a file: 1 MiB.
pub(crate) const FILE_MAX: usize = 1 << 20;

/// The origin of an assessment. An earlier one has priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The directory of `--assessments` or `LEVELUP_ASSESSMENTS`.
    Given,
    /// `./assessments`.
    Here,
    /// The user's directory.
    User,
    BuiltIn,
}

/// A file before it is parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    pub origin: Origin,
    /// The path as it is shown.
    pub path: PathBuf,
    pub content: Result<Vec<u8>, ReadProblem>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadProblem {
    /// The file has more than [`FILE_MAX`] bytes.
    TooLarge,
    Folder,
    /// The message of the operating system.
    Unreadable(String),
}

/// A parsed file: the assessment or its errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentFile {
    pub origin: Origin,
    /// The path as it is shown.
    pub path: PathBuf,
    /// The text without a byte order mark. The spans of the diagnostics refer to it.
    pub text: String,
    /// The slug, even if the file has other errors.
    pub slug: Option<String>,
    /// The place of the slug in the text; empty if the slug comes from the file name.
    pub slug_span: Range<usize>,
    /// `None` if the file has errors.
    pub assessment: Option<Arc<Assessment>>,
    /// The diagnostics in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl AssessmentFile {
    /// Parses a file.
    pub fn read(source: SourceFile) -> Self {
        let SourceFile {
            origin,
            path,
            content,
        } = source;
        let content = content.and_then(|bytes| {
            let fits = bytes.len() <= FILE_MAX;
            fits.then_some(bytes).ok_or(ReadProblem::TooLarge)
        });
        let mut file = Self {
            origin,
            path,
            text: String::new(),
            slug: None,
            slug_span: 0..0,
            assessment: None,
            diagnostics: Vec::new(),
        };
        match content {
            Ok(bytes) => file.take(bytes),
            Err(ReadProblem::TooLarge) => file.broken(0..0, Problem::TooLarge),
            Err(ReadProblem::Folder) => file.broken(0..0, Problem::Folder(TableKind::Assessment)),
            Err(ReadProblem::Unreadable(why)) => file.broken(0..0, Problem::Unreadable(why)),
        }
        file
    }

    /// Returns the number of errors.
    pub fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .count()
    }

    /// Whether `slug` can mean this file, even if it has errors.
    pub(crate) fn answers_to(&self, slug: &str) -> bool {
        self.slug.as_deref() == Some(slug) || (self.slug.is_none() && stem(&self.path) == slug)
    }

    /// Adds an error.
    pub(crate) fn broken(&mut self, span: Range<usize>, problem: Problem) {
        self.assessment = None;
        self.diagnostics.push(Diagnostic {
            severity: Severity::Error,
            span,
            problem,
            also: None,
        });
    }

    fn take(&mut self, bytes: Vec<u8>) {
        let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
        match String::from_utf8(bytes) {
            Ok(text) => self.parse(&text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                self.text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                self.broken(at..at + '\u{FFFD}'.len_utf8(), Problem::NotUtf8(utf16));
            }
        }
    }

    fn parse(&mut self, text: &str) {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let parsed = parse::parse(text, &stem(&self.path));
        text.clone_into(&mut self.text);
        self.slug = parsed.slug;
        self.slug_span = parsed.slug_span;
        self.assessment = parsed.assessment.map(Arc::new);
        self.diagnostics = parsed.diagnostics;
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}
