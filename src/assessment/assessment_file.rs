use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::assessment::Assessment;
use super::parse;
use crate::toml_reader::{Diagnostic, Problem, Severity, TableKind};

/// The most bytes a file may have: 1 MiB.
pub(crate) const FILE_MAX: usize = 1 << 20;

/// Where an assessment comes from; what is named first wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The folder that `--assessments` or `LEVELUP_ASSESSMENTS` names.
    Given,
    /// `./assessments`.
    Here,
    /// The user's folder.
    User,
    /// The program itself.
    BuiltIn,
}

/// A file as it was found, before anything is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it comes from.
    pub origin: Origin,
    /// Its path as people should see it.
    pub path: PathBuf,
    /// Its bytes, or why there are none.
    pub content: Result<Vec<u8>, ReadProblem>,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadProblem {
    /// It has more than [`FILE_MAX`] bytes.
    TooLarge,
    /// It is a folder.
    Folder,
    /// What the system said.
    Unreadable(String),
}

/// A file of an assessment: what it says, or what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentFile {
    /// Where it comes from.
    pub origin: Origin,
    /// Its path as people should see it.
    pub path: PathBuf,
    /// Its text, to which the diagnostics point; without a byte order mark.
    pub text: String,
    /// The slug it has, or would have if it were whole.
    pub slug: Option<String>,
    /// Where the slug stands in the text; empty where it is the file's stem.
    pub slug_span: Range<usize>,
    /// The assessment; none where the file is broken.
    pub assessment: Option<Arc<Assessment>>,
    /// What is to be said about it, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl AssessmentFile {
    /// Makes of a file's bytes what can be made of them.
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

    /// How many of the diagnostics are errors.
    pub fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .count()
    }

    /// Whether somebody who asks for `slug` may mean this file, be it broken.
    pub(crate) fn answers_to(&self, slug: &str) -> bool {
        self.slug.as_deref() == Some(slug) || (self.slug.is_none() && stem(&self.path) == slug)
    }

    /// Adds an error after the fact.
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
